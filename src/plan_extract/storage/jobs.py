"""What workers do for an ingest, on this machine or on a cluster: a file in, the rows of its plan out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from plan_extract.model.errors import PlanExtractError, ReadError
from plan_extract.model.plan import Plan
from plan_extract.reading.language import read_language
from plan_extract.reading.office import offer_converted
from plan_extract.storage.files import hash_file
from plan_extract.storage.ledger import SeenFile
from plan_extract.storage.places import local_copy
from plan_extract.storage.rows import PlanRows, make_rows
from plan_extract.storage.workers import Crash, Finished

Extract = Callable[[Path], Plan]


@dataclass(frozen=True)
class Job:
    """A file to read. With the SHA-256 `settled` there is nothing to do, as an earlier run had it so.

    `data` is the content of a file that only the sender can reach, such as one in an archive.
    """

    file: SeenFile
    settled: str | None = None
    data: bytes | None = None


@dataclass(frozen=True)
class Found:
    """What a worker made of a file, which now has its SHA-256; None where that was settled already."""

    file: SeenFile
    answer: PlanRows | Crash | None


class Pool(Protocol):
    """Takes jobs as long as it has room, and hands over what is finished."""

    @property
    def remote(self) -> bool:
        """Whether the workers are on other machines, that see neither this one's memory nor its own disk."""

    def has_room(self) -> bool:
        """Whether a job can be taken now."""

    def is_busy(self) -> bool:
        """Whether a job is under way."""

    def submit(self, job: Job) -> None:
        """Take a job. Ask `has_room` first."""

    def collect(self, timeout: float = 1.0) -> list[Finished[Job, Found]]:
        """The jobs that are over; waits up to `timeout` seconds for the first."""

    def abandon(self) -> None:
        """Give up the jobs under way."""


def run_job(extract: Extract, version: str, job: Job) -> Found:
    """Read and extract a file and make its rows. Runs in a worker."""
    file = job.file
    try:
        if file.sha256 is None:
            sha256, size = hash_file(file.path)
            file = replace(file, sha256=sha256, size=size)
        if file.sha256 == job.settled:
            return Found(file, None)
        return Found(file, _make_rows(extract, version, file, job.data))
    except ReadError as error:
        return Found(file, Crash(error.cause, str(error)))
    except PlanExtractError as error:
        return Found(file, Crash("not-usable", str(error)))
    except FileNotFoundError:
        return Found(file, Crash("vanished", "cannot be opened: there is no such file"))
    except OSError as error:
        return Found(file, Crash("vanished", f"cannot be read: {error.strerror or error}"))


def _no_plan(plan: Plan) -> Crash | None:
    """Why a text that could be read is none to keep; None where it can be a plan."""
    found = read_language(plan.source.text)
    if not found.words:
        return Crash("no-words", "the text holds no words, only figures or signs")
    if not found.vietnamese:
        return Crash("other-language", "no word of the text is Vietnamese")
    if _is_empty(plan):
        return Crash("no-plan", "nothing of a plan was found: no number, issuer, title, goal, target or task")
    return None


def _is_empty(plan: Plan) -> bool:
    """Whether a text has nothing that makes a plan: no letterhead, no title, no fact of any kind."""
    record = plan.record
    head = record.document
    facts = (record.goals, record.indicators, record.targets, record.responsibilities, record.deadlines)
    return not any((head.number, head.symbol, head.type, head.title, head.issuer, *facts, record.legal_references))


def _make_rows(extract: Extract, version: str, file: SeenFile, data: bytes | None) -> PlanRows | Crash:
    assert file.sha256 is not None
    with local_copy(file.at, data) as path:
        with offer_converted(file.sha256, file.converted):
            plan = extract(path)
        if (reason := _no_plan(plan)) is not None:
            return reason
        rows = make_rows(plan, sha256=file.sha256, file_name=file.path.name, extractor_version=version)
        if hash_file(path)[0] != file.sha256:
            return Crash("vanished", "the file was changed while it was read; run again")
    return rows
