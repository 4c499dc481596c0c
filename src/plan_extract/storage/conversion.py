"""Old Office files of an ingest, converted in batches beside the workers.

To start LibreOffice takes longer than to convert a plan; one run of it takes many files. A file that a
batch does not convert goes to a worker as it is, which tries it alone and says what is wrong with it.
"""

from __future__ import annotations

import shutil
import tempfile
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from plan_extract.reading.office_batch import convert_batch, is_convertible
from plan_extract.reading.programs import find_program
from plan_extract.storage.files import OLD_OFFICE
from plan_extract.storage.ledger import SeenFile

_BATCH = 24
_SLOWEST = 30.0


class OfficeBatches:
    """Files go in by `add` and come out of `take`, with the path of what they were converted to."""

    def __init__(self, *, time_limit: float) -> None:
        self._limit = min(time_limit, _SLOWEST)
        self._stop = threading.Event()
        self._program = find_program("soffice", "libreoffice")
        self._waiting: list[SeenFile] = []
        self._running: tuple[list[SeenFile], Future[dict[int, Path]]] | None = None
        self._ready: list[SeenFile] = []
        self._pool: ThreadPoolExecutor | None = None
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def close(self) -> None:
        """Stop the batch under way, and remove what was converted."""
        self._stop.set()
        if self._pool is not None:
            self._pool.shutdown()
        if self._folder is not None:
            self._folder.cleanup()

    def wants(self, file: SeenFile) -> bool:
        """Whether a file is to be converted here."""
        return (
            self._program is not None
            and file.path.suffix.lower() in OLD_OFFICE
            and isinstance(file.at, Path)
            and is_convertible(file.at)
        )

    def add(self, file: SeenFile) -> None:
        """Let a file wait for the next batch."""
        self._waiting.append(file)

    def is_busy(self) -> bool:
        """Whether files wait or are being converted."""
        return bool(self._waiting or self._running or self._ready)

    def take(self, *, no_more: bool) -> SeenFile | None:
        """A file whose batch is done; starts the next batch when it is full, or `no_more` files come."""
        if self._running is not None and self._running[1].done():
            files, future = self._running
            converted = {} if future.exception() else future.result()
            self._ready += [replace(file, converted=converted.get(at)) for at, file in enumerate(files)]
            self._running = None
        if self._running is None and (len(self._waiting) >= _BATCH or (no_more and self._waiting)):
            self._start()
        return self._ready.pop(0) if self._ready else None

    def wait(self, seconds: float) -> None:
        """Wait so long for the batch under way."""
        if self._running is not None and not self._ready:
            try:
                self._running[1].exception(timeout=seconds)
            except TimeoutError:
                return

    def discard(self, file: SeenFile) -> None:
        """Forget the conversion of a file that has been read."""
        if file.converted is not None:
            file.converted.unlink(missing_ok=True)

    def _start(self) -> None:
        files, self._waiting = self._waiting[:_BATCH], self._waiting[_BATCH:]
        if self._pool is None or self._folder is None:
            self._pool = ThreadPoolExecutor(1)
            self._folder = tempfile.TemporaryDirectory(prefix="plan-extract-")
        self._count += 1
        out = Path(self._folder.name) / str(self._count)
        paths = [file.at for file in files if isinstance(file.at, Path)]
        future = self._pool.submit(_convert, str(self._program), paths, out, self._limit, self._stop)
        self._running = (files, future)


def _convert(program: str, paths: list[Path], out: Path, limit: float, stop: threading.Event) -> dict[int, Path]:
    try:
        return convert_batch(program, paths, out, limit, stop)
    except OSError:  # a full disk, a file that is gone: the worker says so
        shutil.rmtree(out, ignore_errors=True)
        return {}
