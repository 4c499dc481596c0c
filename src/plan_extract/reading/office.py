"""Old Word files, OpenDocument and RTF: converted to .docx by LibreOffice, or read as bare text.

LibreOffice runs without a window, in a profile of its own that is thrown away, so that it neither
meets a LibreOffice that is open nor keeps anything. Where it is missing, antiword or catdoc give
the text of a .doc or .rtf without its tables.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.formats import OLE_HEADER
from plan_extract.reading.options import ReadOptions
from plan_extract.reading.programs import find_program, missing_program, run_program
from plan_extract.reading.text import read_text
from plan_extract.reading.word import read_docx

_PACKAGES = "libreoffice-writer-nogui"
_START = 40.0
_CONVERTED: dict[str, Path] = {}
_MEDIA_TYPES = {
    "doc": "application/msword",
    "rtf": "application/rtf",
    "odt": "application/vnd.oasis.opendocument.text",
    "xml": "application/xml",
}


def read_office(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """A .doc, .odt or .rtf file. Raises ReadError, with what to install where that is the matter."""
    options = options or ReadOptions()
    kind = find_kind(data)
    ready = _take_converted(data)
    if ready is not None:
        return _as_office(read_docx(ready, name, options), kind)
    soffice = find_program("soffice", "libreoffice")
    if soffice is not None:
        return _read_converted(soffice, data, kind, name, options)
    if kind in ("doc", "rtf"):
        document = _read_bare(data, kind, name)
        if document is not None:
            return document
    raise missing_program(name, f"reading .{kind} files needs LibreOffice", _PACKAGES)


def find_kind(data: bytes) -> str:
    """`doc`, `rtf`, `odt` or `xml` (Word 2003)."""
    if data.startswith(OLE_HEADER):
        return "doc"
    if data.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    return "odt" if data.startswith(b"PK") else "xml"


def _read_converted(soffice: str, data: bytes, kind: str, name: str, options: ReadOptions) -> SourceDocument:
    converted = convert_to_docx(soffice, [(data, kind)], name, options)[0]
    if converted is None:
        raise ReadError(
            f"{name}: LibreOffice cannot open this .{kind} file (damaged, or protected by a password); "
            "open it in Word and save it as .docx",
            cause="damaged",
        )
    return _as_office(read_docx(converted, name, options), kind)


def _as_office(document: SourceDocument, kind: str) -> SourceDocument:
    return document.model_copy(update={"media_type": _MEDIA_TYPES[kind], "reader": f"{kind} (LibreOffice)"})


def office_command(soffice: str, base: Path, out: Path, inputs: Sequence[Path]) -> list[str]:
    """LibreOffice with a profile of its own in `base`, converting `inputs` to Word files in `out`."""
    profile = (base / "profile").as_uri()
    return [
        soffice, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), *map(str, inputs),
    ]  # fmt: skip


def office_environment(base: Path) -> dict[str, str]:
    """Its environment: a home of its own, no network."""
    return {"HOME": str(base), "SAL_NO_NETWORK": "1", "no_proxy": "*"}


def convert_to_docx(
    soffice: str, files: Iterable[tuple[bytes, str]], name: str, options: ReadOptions
) -> list[bytes | None]:
    """The files converted to .docx in one run of LibreOffice; None for one that it cannot open."""
    with tempfile.TemporaryDirectory(prefix="plan-extract-") as folder:
        base = Path(folder)
        paths = []
        for number, (data, kind) in enumerate(files):
            path = base / f"{number}.{kind}"
            path.write_bytes(data)
            paths.append(path)
        (base / "out").mkdir()
        run_program(
            office_command(soffice, base, base / "out", paths),
            name=name,
            limit=max(options.time_limit, _START),
            environment=office_environment(base),
            folder=base,
        )
        results = [base / "out" / f"{path.stem}.docx" for path in paths]
        return [result.read_bytes() if result.exists() else None for result in results]


@contextlib.contextmanager
def offer_converted(sha256: str, converted: Path | None) -> Iterator[None]:
    """Inside, the file with this SHA-256 is not converted again but taken from `converted`."""
    if converted is not None:
        _CONVERTED[sha256] = converted
    try:
        yield
    finally:
        _CONVERTED.pop(sha256, None)


def _take_converted(data: bytes) -> bytes | None:
    path = _CONVERTED.get(hashlib.sha256(data).hexdigest()) if _CONVERTED else None
    try:
        return path.read_bytes() if path is not None else None
    except OSError:
        return None


def _read_bare(data: bytes, kind: str, name: str) -> SourceDocument | None:
    """The text that antiword or catdoc gives; None where neither is installed or gives any."""
    commands = {
        "antiword": ["-m", "UTF-8.txt", "-w", "0"],
        "catdoc": ["-d", "utf-8", "-w"],
    }
    with tempfile.TemporaryDirectory(prefix="plan-extract-") as folder:
        path = Path(folder) / f"0.{kind}"
        path.write_bytes(data)
        for program, arguments in commands.items():
            found = find_program(program)
            if found is None or (program == "antiword" and kind != "doc"):
                continue
            run = run_program(
                [found, *arguments, os.fspath(path)],
                name=name,
                limit=60.0,
                environment={"LC_ALL": "C.UTF-8"},
            )
            if run.returncode == 0 and run.stdout.strip():
                document = read_text(run.stdout, name)
                note = f"read by {program}, without the tables and numbering that LibreOffice would give"
                return document.model_copy(
                    update={
                        "reader": f"{kind} ({program})",
                        "media_type": _MEDIA_TYPES[kind],
                        "messages": (*document.messages, f"{note} (apt-get install {_PACKAGES})"),
                    }
                )
    return None
