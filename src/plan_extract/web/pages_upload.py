"""Bringing in files from the browser: kept under names of our own making, ingested in a process apart."""

from __future__ import annotations

import asyncio
import secrets
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from datasette.utils.asgi import Response
from python_multipart import FormParser
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from plan_extract.analysis.upload_outcome import UploadedFile, find_outcomes
from plan_extract.model.errors import UsageError
from plan_extract.storage.database import open_database
from plan_extract.storage.labels import store_labels
from plan_extract.web.asking import ask, lang_of, options_of, page, show
from plan_extract.web.forms import is_own_form
from plan_extract.web.options import UPLOAD_FILES, SiteOptions
from plan_extract.web.words import word

ENDINGS: Final = (
    ".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".html", ".htm", ".png", ".jpg", ".jpeg", ".tif", ".tiff",
    ".zip", ".eml",
)  # fmt: skip
"""Kinds of files that are taken; archives and mails are opened up by the ingest, within its limits."""

_LONGEST_NAME: Final = 200
_MOST_JOBS: Final = 100


@dataclass
class Job:
    """Files sent in one go: their own names and the paths that they were stored under."""

    names: dict[str, str]
    refused: list[str] = field(default_factory=list)
    running: bool = True
    messages: str = ""
    task: Any = None


@page
async def upload(datasette: Any, request: Any) -> Any:
    """The form; with POST, files to bring in."""
    options = options_of(datasette)
    if not options.allow_upload:
        return await show(datasette, request, "closed", status=403, switch="--allow-upload")
    if request.method != "POST":
        return await _show_form(datasette, request)
    body = await request.post_body()
    values, files = await asyncio.to_thread(_read_form, body, request.headers.get("content-type", ""))
    if not is_own_form(request, values):
        return await _show_form(datasette, request, problem=word("stale_files", lang=lang_of(request)), status=403)
    job = await asyncio.to_thread(_keep, files, options)
    key = secrets.token_hex(8)
    jobs = datasette.plan_jobs
    for old in list(jobs)[: max(0, len(jobs) - _MOST_JOBS)]:
        del jobs[old]
    jobs[key] = job
    job.task = asyncio.create_task(_ingest(job, options.database))
    return Response.redirect(f"/upload/{key}", status=303)


async def _show_form(datasette: Any, request: Any, *, problem: str | None = None, status: int = 200) -> Any:
    return await show(
        datasette, request, "upload", endings=ENDINGS, most=UPLOAD_FILES, job=None, files=(), key=None,
        problem=problem, status=status,
    )  # fmt: skip


@page
async def progress(datasette: Any, request: Any) -> Any:
    """What has become of the files so far."""
    options = options_of(datasette)
    key = request.url_vars["job"]
    job = datasette.plan_jobs.get(key)
    if not options.allow_upload or job is None:
        raise UsageError("there is no such upload")
    outcomes = await ask(datasette, lambda connection: find_outcomes(connection, job.names))
    return await show(
        datasette, request, "upload", endings=ENDINGS, most=UPLOAD_FILES, job=job, files=outcomes, key=key
    )


async def _ingest(job: Job, database: Path) -> None:
    if not job.names:
        job.running = False
        return
    command = [sys.executable, "-m", "plan_extract.cli.main", "ingest", *job.names, "--db", str(database)]
    try:
        process = await asyncio.create_subprocess_exec(
            *command, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        _, errors = await process.communicate()
        job.messages = errors.decode("utf-8", "replace")[-2000:] if process.returncode not in (0, 1) else ""
    except OSError as error:
        job.messages = f"the ingest could not be started: {error}"
    finally:
        job.running = False


def _keep(files: list[tuple[str, bytes]], options: SiteOptions) -> Job:
    """Store the files of a form under random names with a known ending; the names sent are labels in the database."""
    job = Job({})
    folder = options.upload_dir
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files:
        shown = _plain_name(name)
        ending = PurePosixPath(shown.lower()).suffix
        if ending not in ENDINGS or not content or len(job.names) >= UPLOAD_FILES:
            job.refused.append(shown)
            continue
        path = (folder / f"{secrets.token_hex(16)}{ending}").resolve()
        with path.open("xb") as file:
            file.write(content)
        job.names[str(path)] = shown
    if job.names:
        with closing(open_database(options.database, create=False)) as connection:
            store_labels(connection, job.names)
    return job


def _read_form(body: bytes, content_type: str) -> tuple[dict[str, str], list[tuple[str, bytes]]]:
    """Fields and files of a form, files with the names that they were sent under."""
    kind, parameters = parse_options_header(content_type)
    boundary = parameters.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise UsageError("files must be sent by the form of this page")
    fields: dict[str, str] = {}
    found: list[tuple[str, bytes]] = []

    def on_field(field: Any) -> None:
        fields[field.field_name.decode("utf-8", "replace")] = (field.value or b"").decode("utf-8", "replace")

    def on_file(file: Any) -> None:
        file.file_object.seek(0)
        found.append(((file.file_name or b"").decode("utf-8", "replace"), file.file_object.read()))

    parser = FormParser("multipart/form-data", on_field, on_file, boundary=boundary,
                        config={"MAX_MEMORY_FILE_SIZE": len(body) + 1})  # fmt: skip
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise UsageError("files must be sent by the form of this page") from error
    return fields, [(name, content) for name, content in found if name]


def _plain_name(name: str) -> str:
    """The last part of a name, without signs that are not shown."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable())[-_LONGEST_NAME:] or "?"


__all__ = ["ENDINGS", "Job", "UploadedFile", "progress", "upload"]
