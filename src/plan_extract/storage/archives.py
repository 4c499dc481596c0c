"""Archives and mails among the files of an ingest: each document inside becomes a file of its own.

Its path is that of the archive with the name inside behind it ("/plans/2025.zip/xa-a/plan.docx"); its
content lies in a folder of the run until it has been read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from plan_extract.model.errors import ReadError
from plan_extract.reading import FoundDocument, ReadOptions, iter_documents
from plan_extract.storage.files import ARCHIVES, FoundFile
from plan_extract.storage.places import FilePlace, local_copy

_LONGEST = 80


def is_archive(file: FoundFile) -> bool:
    """Whether to look for documents inside a file: by its ending, if it was not taken from an archive."""
    return file.content is None and file.error is None and file.path.suffix.lower() in ARCHIVES


class ArchiveOpener:
    """Unpacks archives, each when its turn comes, into a folder that goes with `close`."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def close(self) -> None:
        """Remove what was unpacked."""
        if self._folder is not None:
            self._folder.cleanup()

    def open(self, archive: FoundFile, options: ReadOptions) -> list[FoundFile] | None:
        """The documents inside, entries that cannot be unpacked with their error; None where the file
        itself is the one document (a mail without attachments, a zip file that cannot be opened)."""
        taken: set[FilePlace] = {archive.path}
        found: list[FoundFile] = []
        with local_copy(archive.path) as path:
            for entry in iter_documents(path, options=options):
                if isinstance(entry.content, Path) or (
                    entry.name == archive.path.name and isinstance(entry.content, bytes)
                ):
                    return None
                file = self._keep(archive.path, entry)
                if file.path in taken:
                    file = replace(file, path=_free(file.path, taken))
                taken.add(file.path)
                found.append(file)
        return found

    def _keep(self, archive: FilePlace, entry: FoundDocument) -> FoundFile:
        path = archive.parent / entry.name.replace("\0", "")
        if isinstance(entry.content, ReadError):
            return FoundFile(path, named=False, error=entry.content)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="plan-extract-")
        self._count += 1
        folder = Path(self._folder.name) / str(self._count)
        folder.mkdir()
        content = folder / _short(path)
        if isinstance(entry.content, bytes):
            content.write_bytes(entry.content)
        return FoundFile(path, named=False, content=content)


def holder_of(path: FilePlace) -> FilePlace | None:
    """The file, archive or not, that a path lies at or in; None where it is gone."""
    return next((place for place in (path, *path.parents) if _is_file(place)), None)


def _is_file(place: FilePlace) -> bool:
    try:
        return place.is_file()
    except OSError:  # a part of a path inside an archive that no file system takes
        return False


def _short(path: FilePlace) -> str:
    """A name of a length that every file system takes, its ending kept."""
    stem, ending = path.stem, path.suffix[:12]
    return f"{stem[:_LONGEST]}{ending}" or "document"


def _free(path: FilePlace, taken: set[FilePlace]) -> FilePlace:
    return next(free for free in _numbered(path) if free not in taken)


def _numbered(path: FilePlace) -> Iterator[FilePlace]:
    number = 1
    while True:
        number += 1
        yield path.with_name(f"{path.stem} ({number}){path.suffix}")
