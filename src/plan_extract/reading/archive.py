"""Folders, zip archives and mails opened up: one entry for each document inside, within limits."""

from __future__ import annotations

import email
import email.policy
import io
import os
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.files import load_bytes, read_bytes, read_file, show_name
from plan_extract.reading.formats import find_format, find_zip_format
from plan_extract.reading.options import ReadOptions

_SKIPPED = frozenset((".ds_store", "thumbs.db", "desktop.ini"))
_MAX_RATIO = 200
_SMALL = 5_000_000
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document to read: its name for display ("folder.zip/plan.docx") and where its content is.

    `content` is the path of a file, the bytes of one inside an archive, or the error that says
    why this entry cannot be read.
    """

    name: str
    content: Path | bytes | ReadError


def read_found(found: FoundDocument, *, options: ReadOptions | None = None) -> SourceDocument:
    """The source document of an entry. Raises ReadError."""
    if isinstance(found.content, ReadError):
        raise found.content
    if isinstance(found.content, bytes):
        return read_bytes(found.content, found.name, options)
    return read_file(found.content, options=options)


def iter_documents(path: Path, *, options: ReadOptions | None = None) -> Iterator[FoundDocument]:
    """The documents at `path`: the file itself, or all in a folder, an archive or a mail, by name.

    Nothing is raised for a single bad entry: it comes with its error.
    """
    options = options or ReadOptions()
    if not path.is_dir():
        yield from _open_file(path, show_name(path), options)
        return
    for file in _walk_folder(path):
        name = str(file.relative_to(path)).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield from _open_file(file, name, options)


def _walk_folder(root: Path) -> Iterator[Path]:
    """Files below `root` in order of name; each folder once, however links lead to it."""
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            state = folder.stat()
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        if (state.st_dev, state.st_ino) in seen:
            continue
        seen.add((state.st_dev, state.st_ino))
        folders: list[Path] = []
        for entry in entries:
            if entry.name.startswith((".", "~$")) or entry.name.lower() in _SKIPPED:
                continue
            if _is_folder(entry):
                folders.append(Path(entry.path))
            else:
                yield Path(entry.path)
        waiting.extend(reversed(folders))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _open_file(path: Path, name: str, options: ReadOptions) -> Iterator[FoundDocument]:
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
        if head.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(path) as archive:
                if find_zip_format(archive, name) == "zip":
                    yield from _Opener(options).open_zip(archive, name, 1)
                    return
        elif _looks_like_mail(head, name):
            yield from _Opener(options).open_mail(load_bytes(path, options), name, 1)
            return
    except (OSError, ReadError, zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError):
        pass  # reading the file itself gives the message
    yield FoundDocument(name, path)


def _looks_like_mail(head: bytes, name: str) -> bool:
    try:
        return find_format(head, name) == "email"
    except ReadError:
        return False


class _Opener:
    """Opens archives inside archives, counting what has come out of them so far."""

    def __init__(self, options: ReadOptions) -> None:
        self._options = options
        self._files = 0
        self._bytes = 0

    def open_zip(self, archive: zipfile.ZipFile, name: str, depth: int) -> Iterator[FoundDocument]:
        """The documents of a zip archive, those of archives in it too."""
        for entry in archive.infolist():
            inner = _entry_name(entry)
            last = inner.rsplit("/", 1)[-1]
            if (
                entry.is_dir()
                or last.startswith((".", "~$"))
                or inner.startswith("__MACOSX/")
                or last.lower() in _SKIPPED
            ):
                continue
            shown = f"{name}/{inner}"
            self._files += 1
            if self._files > self._options.max_archive_files:
                yield FoundDocument(name, _too_large(name, f"more than {self._options.max_archive_files:,} files"))
                return
            try:
                data = self._unpack(archive, entry, shown)
            except ReadError as error:
                yield FoundDocument(shown, error)
                continue
            yield from self._open_bytes(data, shown, depth)

    def _unpack(self, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
        left = self._options.max_unpacked_bytes - self._bytes
        packed = max(entry.compress_size, 1)
        if entry.file_size > min(left, self._options.max_bytes) or (
            entry.file_size > _SMALL and entry.file_size > _MAX_RATIO * packed
        ):
            raise _too_large(name, f"{entry.file_size:,} bytes unpacked")
        if entry.flag_bits & 1:
            raise ReadError(f"{name}: the archive is protected by a password; unpack it first", cause="encrypted")
        try:
            with archive.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            RuntimeError,
            NotImplementedError,
        ) as error:
            raise ReadError(f"{name}: damaged inside the archive; get it again", cause="damaged") from error
        self._bytes += len(data)
        return data

    def _open_bytes(self, data: bytes, name: str, depth: int) -> Iterator[FoundDocument]:
        try:
            kind = find_format(data, name)
        except ReadError as error:
            yield FoundDocument(name, error)
            return
        if kind not in ("zip", "email"):
            yield FoundDocument(name, data)
        elif depth >= self._options.max_archive_depth:
            yield FoundDocument(name, _too_large(name, f"archives nested more than {depth} deep"))
        elif kind == "email":
            yield from self.open_mail(data, name, depth + 1)
        else:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                yield from self.open_zip(archive, name, depth + 1)

    def open_mail(self, data: bytes, name: str, depth: int) -> Iterator[FoundDocument]:
        """The attachments of a mail that can be read; its own text where there are none."""
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = 0
        for part in message.walk():
            if not isinstance(part, EmailMessage) or part.get_content_disposition() != "attachment":
                continue
            content = part.get_payload(decode=True)
            if not isinstance(content, bytes) or not content:
                continue
            found += 1
            yield from self._open_bytes(content, f"{name}/{part.get_filename() or f'attachment {found}'}", depth)
        body = message.get_body(preferencelist=("html", "plain")) if not found else None
        if body is not None:
            text = body.get_content()
            yield FoundDocument(name, text.encode("utf-8") if isinstance(text, str) else bytes(text))


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; old archives hold it in an encoding that they do not tell."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return entry.filename


def _too_large(name: str, what: str) -> ReadError:
    return ReadError(f"{name}: {what}: beyond the limit set for archives; unpack it by hand", cause="too-large")


def read_single_in_zip(data: bytes, name: str, options: ReadOptions) -> SourceDocument:
    """The one document that a zip archive holds. Raises ReadError where there are none or several."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return _read_only(list(_Opener(options).open_zip(archive, name, 1)), name, options)


def read_email(data: bytes, name: str, options: ReadOptions) -> SourceDocument:
    """The one attachment of a mail, or its text. Raises ReadError where there are several."""
    return _read_only(list(_Opener(options).open_mail(data, name, 1)), name, options)


def _read_only(found: list[FoundDocument], name: str, options: ReadOptions) -> SourceDocument:
    if len(found) != 1:
        raise ReadError(
            f"{name}: holds {len(found)} documents; ingest it, or unpack it and name one of them",
            cause="not-supported" if found else "empty",
        )
    entry = found[0]
    if isinstance(entry.content, ReadError):
        raise entry.content
    if not isinstance(entry.content, bytes):
        raise ReadError(f"{name}: holds no document", cause="empty")
    return read_bytes(entry.content, entry.name, options)
