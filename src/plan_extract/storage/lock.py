"""One ingest at a time into a database: a lock that the system frees when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from plan_extract.model.errors import DatabaseError

_POLL_SECONDS = 0.2


@contextmanager
def ingest_lock(database: Path, *, wait: bool = True, on_wait: Callable[[str], None] | None = None) -> Iterator[None]:
    """Hold the right to ingest into `database`; the file `DATABASE-ingest` beside it carries the lock.

    Where another process holds it, `on_wait` is told who, once, and the call waits; with
    `wait=False` it raises `DatabaseError` instead.
    """
    path = database.with_name(database.name + "-ingest")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise DatabaseError(f"{database}: cannot write beside it ({error.strerror})") from error
    try:
        told = False
        while not _try_lock(descriptor):
            holder = os.pread(descriptor, 100, 1).decode("utf-8", "replace").strip("\0 \n") or "unknown"
            message = f"another ingest (process {holder}) is writing to {database}"
            if not wait:
                raise DatabaseError(f"{message}; wait for it to end, then run again")
            if not told and on_wait is not None:
                on_wait(f"{message}; waiting for it to end")
            told = True
            time.sleep(_POLL_SECONDS)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f" {os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 0, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
