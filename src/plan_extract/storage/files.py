"""Finding the files of an ingest: folders are walked, files named on their own are always taken."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from plan_extract.model.errors import ReadError
from plan_extract.storage.places import FilePlace, is_address, walk_address

_CHUNK = 1 << 20

NO_DOCUMENTS: Final = frozenset(
    {
        ".bin", ".bz2", ".c", ".cfg", ".css", ".csv", ".db", ".db-shm", ".db-wal", ".dll", ".dwg", ".exe",
        ".geojson", ".gz", ".ini", ".js", ".json", ".jsonl", ".kml", ".lnk", ".lock", ".log", ".mp3", ".mp4",
        ".parquet", ".py", ".pyc", ".shp", ".so", ".sqlite", ".svg", ".tar", ".tmp", ".toml", ".tsv", ".xls",
        ".xlsx", ".xml", ".yaml", ".yml",
    }
)  # fmt: skip
"""Endings that are passed over in a folder, as no plan has them; a file named on its own is tried."""

ARCHIVES: Final = frozenset({".zip", ".eml"})
"""Endings of files that are opened, each document inside ingested as a file of its own."""

OLD_OFFICE: Final = frozenset({".doc", ".dot", ".odt", ".rtf"})
"""Endings of files that LibreOffice converts."""


@dataclass(frozen=True)
class FoundFile:
    """A file to ingest. `named` where it was given on its own, not found in a folder.

    A document inside an archive has its place there as `path`, and what was unpacked at `content`, or the
    `error` for which it could not be.
    """

    path: FilePlace
    named: bool
    content: Path | None = None
    error: ReadError | None = None

    @property
    def is_document(self) -> bool:
        """Whether it is to be tried at all."""
        return self.named or self.path.suffix.lower() not in NO_DOCUMENTS


def find_files(paths: Iterable[Path | str]) -> list[FoundFile]:
    """All files below `paths`, once each, absolute, in letter order within each path.

    Hidden files and folders and the lock files of office programs (`~$plan.docx`) are left out.
    A path that does not exist, and a folder that may not be looked into, is returned too, so that it is reported. Of an address
    ("s3://plans/2026") the files below it.
    """
    found: dict[FilePlace, FoundFile] = {}
    for given in paths:
        if is_address(str(given)):
            for remote, named in walk_address(str(given)):
                found.setdefault(remote, FoundFile(remote, named=named))
            continue
        path = Path(os.path.abspath(given))
        if os.path.isdir(path):
            for file, closed in _walk(path):
                found.setdefault(file, FoundFile(file, named=closed))
        else:
            found[path] = FoundFile(path, named=True)
    return list(found.values())


def leave_out(files: list[FoundFile], database: Path) -> list[FoundFile]:
    """The files without the database itself and what SQLite keeps beside it."""
    own = Path(os.path.abspath(database))
    kept = {own.name + ending for ending in ("", "-wal", "-shm", "-journal", "-ingest")}
    return [
        file
        for file in files
        if not isinstance(file.path, Path) or file.path.parent != own.parent or file.path.name not in kept
    ]


def hash_file(path: FilePlace) -> tuple[str, int]:
    """SHA-256 (hex digits) and size in bytes of a file. Raises `OSError`."""
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return digest.hexdigest(), size


def _walk(folder: Path) -> Iterator[tuple[Path, bool]]:
    """The files below a folder, and the folders there that may not be looked into (True)."""
    closed: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")):
                yield Path(here) / name, False
    yield from ((Path(error.filename), True) for error in closed)
