"""Waiting for files that come or change below folders, and letting each come to rest before it is read.

Folders are looked at again and again, which works on network drives too; where watchfiles is
installed, the system's own notices make the next look come at once.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from plan_extract.storage.files import find_files, leave_out

_LOOK_SOON = 0.25

Mark = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


@dataclass
class Watched:
    """The files below some paths, save the database. A file is due when it is new or changed, and has
    not changed for `settle` seconds."""

    paths: tuple[str, ...]
    settle: float
    database: Path
    clock: Callable[[], float] = time.monotonic
    _taken: dict[str, Mark] = field(default_factory=dict)
    _coming: dict[str, tuple[Mark, float]] = field(default_factory=dict)

    def due(self) -> list[str]:
        """The files that are due now; each is given once for every change."""
        now = self.clock()
        present = dict(self._look())
        self._taken = {path: mark for path, mark in self._taken.items() if path in present}
        coming: dict[str, tuple[Mark, float]] = {}
        due = []
        for path, mark in present.items():
            if self._taken.get(path) == mark:
                continue
            seen, since = self._coming.get(path, (mark, now))
            if seen != mark:
                since = now
            if now - since >= self.settle:
                due.append(path)
                self._taken[path] = mark
            else:
                coming[path] = (mark, since)
        self._coming = coming
        return due

    def give_back(self, paths: Iterable[str]) -> None:
        """These could not be dealt with: they are due again."""
        for path in paths:
            self._taken.pop(path, None)

    @property
    def next_look(self) -> float | None:
        """Seconds until a file that is coming may be due; None where none is coming."""
        if not self._coming:
            return None
        return max(_LOOK_SOON, min(since for _, since in self._coming.values()) + self.settle - self.clock())

    def _look(self) -> Iterator[tuple[str, Mark]]:
        for file in leave_out(find_files(self.paths), self.database):
            if isinstance(file.path, Path) and file.is_document:
                with suppress(OSError):  # gone between listing and looking
                    state = os.stat(file.path)
                    yield str(file.path), (state.st_size, state.st_mtime_ns)


@contextmanager
def notices(paths: Iterable[str]) -> Iterator[threading.Event]:
    """An event that is set when the system tells of a change below `paths`; never set where it cannot."""
    changed, stop = threading.Event(), threading.Event()
    folders = [path for path in paths if os.path.isdir(path)]
    thread = None
    with suppress(ImportError):
        from watchfiles import watch

        def listen() -> None:
            with suppress(Exception):  # no notices (a limit of the system): the looks go on
                for _ in watch(*folders, stop_event=stop, watch_filter=None, ignore_permission_denied=True):
                    changed.set()

        thread = threading.Thread(target=listen, daemon=True)
    if thread is not None and folders:
        thread.start()
    try:
        yield changed
    finally:
        stop.set()
        if thread is not None and folders:
            thread.join(5)
