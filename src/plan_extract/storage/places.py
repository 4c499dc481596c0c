"""Where a file stands: a path on this machine, or an address of another store such as `s3://plans/a.pdf`.

Addresses are opened by fsspec, which knows object stores, web servers, SFTP, HDFS and others.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from plan_extract.model.errors import PlanExtractError, ReadError

LARGEST_REMOTE = 2 << 30
"""Bytes; a larger file at an address is not fetched."""


@dataclass(frozen=True)
class RemoteFile:
    """A file at an address that fsspec understands; has what ingest asks of a `Path`."""

    address: str

    def __str__(self) -> str:
        return self.address

    @property
    def name(self) -> str:
        """The last part of the address."""
        return PurePosixPath(self.address).name

    @property
    def suffix(self) -> str:
        """The ending of the name, with its dot."""
        return PurePosixPath(self.address).suffix

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.address).stem

    @property
    def parent(self) -> RemoteFile:
        """The folder of the file."""
        return RemoteFile(self.address.rpartition("/")[0])

    @property
    def parents(self) -> tuple[RemoteFile, ...]:
        """The folders above, nearest first."""
        head, _, rest = self.address.partition("://")
        parts = rest.split("/")
        return tuple(RemoteFile(f"{head}://{'/'.join(parts[:end])}") for end in range(len(parts) - 1, 0, -1))

    def __truediv__(self, name: str) -> RemoteFile:
        return RemoteFile(f"{self.address.rstrip('/')}/{name}")

    def with_name(self, name: str) -> RemoteFile:
        """The same address with another name at its end."""
        return self.parent / name

    def is_file(self) -> bool:
        """Whether there is such a file now."""
        system, path = _open_system(self.address)
        return bool(system.isfile(path))

    def open(self, mode: str = "rb") -> IO[bytes]:
        """The bytes as a stream. Raises `OSError`."""
        system, path = _open_system(self.address)
        return system.open(path, mode)  # type: ignore[no-any-return]


FilePlace = Path | RemoteFile


def file_place(text: str) -> FilePlace:
    """The place that `str(place)` wrote down."""
    return RemoteFile(text) if is_address(text) else Path(text)


def is_address(text: str) -> bool:
    """Whether `text` is an address ("s3://plans"), not a path."""
    scheme, colon, _ = text.partition("://")
    return bool(colon) and len(scheme) > 1 and scheme.replace("+", "").replace("-", "").isalnum()


def walk_address(address: str) -> Iterator[tuple[RemoteFile, bool]]:
    """The files at and below an address in letter order, each with whether it was named itself.

    Hidden files and folders are left out. An address where nothing is comes back as it is, so that it
    is reported. Raises `PlanExtractError` where the store cannot be asked.
    """
    system, path = _open_system(address)
    try:
        found = sorted(system.find(path)) if system.isdir(path) else None
    except Exception as error:
        raise PlanExtractError(f"{address}: cannot be listed ({type(error).__name__}: {error})") from error
    if found is None:
        yield RemoteFile(address), True
        return
    base = str(path).rstrip("/")
    for each in found:
        inner = each.removeprefix(base).strip("/").split("/")
        if not any(part.startswith((".", "~$")) for part in inner):
            yield RemoteFile(str(system.unstrip_protocol(each))), False


@contextmanager
def local_copy(place: FilePlace, data: bytes | None = None) -> Iterator[Path]:
    """The file (with the content `data`, where given) as a path on this machine, under its own name.

    A copy lasts as long as the block.
    """
    if isinstance(place, Path) and data is None:
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="plan-extract-") as folder:
        copy = Path(folder) / (place.name or "plan")
        if data is not None:
            copy.write_bytes(data)
            yield copy
            return
        assert isinstance(place, RemoteFile)
        system, path = _open_system(place.address)
        size = system.info(path).get("size") or 0
        if size > LARGEST_REMOTE:
            raise ReadError(f"the file has {size} bytes; at most {LARGEST_REMOTE} are fetched", cause="too-large")
        with place.open() as source, copy.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        yield copy


def _open_system(address: str) -> tuple[Any, str]:
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise PlanExtractError(
            f"{address}: addresses need fsspec; install it with: pip install 'plan-extract[cluster]'"
        ) from None
    try:
        system, path = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise PlanExtractError(f"{address}: cannot be opened ({error})") from error
    return system, path
