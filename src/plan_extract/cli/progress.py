"""Progress of a long run: a bar on a terminal, a line now and then elsewhere. On standard error."""

from __future__ import annotations

import time
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.text import Text

from plan_extract.cli.output import failed_line, tell
from plan_extract.storage.ledger import FileOutcome

_LINE_SECONDS = 5.0


class Progress(Protocol):
    """What a run is told to."""

    def start(self, total: int) -> None:
        """So many files are to be done."""

    def grow(self, more: int) -> None:
        """So many more were found inside an archive."""

    def advance(self, outcome: FileOutcome) -> None:
        """One more is done."""

    def stop(self) -> None:
        """The run is over."""


class TerminalProgress:
    """A bar with rate, time left and number of failures; failures are named above it."""

    def __init__(self) -> None:
        self._bar = RichProgress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]} failed"),
            console=Console(stderr=True),
        )
        self._failed = 0
        self._begun = time.monotonic()
        self._task = self._bar.add_task("ingest", total=None, rate="", failed=0)

    def start(self, total: int) -> None:
        self._begun = time.monotonic()
        self._bar.update(self._task, total=total)
        self._bar.start()

    def grow(self, more: int) -> None:
        self._bar.update(self._task, total=(self._bar.tasks[0].total or 0) + more)

    def advance(self, outcome: FileOutcome) -> None:
        if outcome.outcome == "failed":
            self._failed += 1
            if not outcome.known:
                self._bar.console.print(Text(failed_line(outcome.path, outcome.message or "")))
        done = self._bar.tasks[0].completed + 1
        rate = done / max(time.monotonic() - self._begun, 1e-6)
        self._bar.update(self._task, advance=1, rate=f"{rate:.1f} files/s", failed=self._failed)

    def stop(self) -> None:
        self._bar.stop()


class PlainProgress:
    """A line every few seconds: files done, failed, and how many a second."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._failed = 0
        self._last = (-1, -1)
        self._begun = self._told = time.monotonic()

    def start(self, total: int) -> None:
        self._total = total
        self._begun = self._told = time.monotonic()
        tell(f"{total} file{'' if total == 1 else 's'}")

    def grow(self, more: int) -> None:
        self._total += more

    def advance(self, outcome: FileOutcome) -> None:
        self._done += 1
        self._failed += outcome.outcome == "failed"
        if time.monotonic() - self._told >= _LINE_SECONDS:
            self._tell()

    def stop(self) -> None:
        if self._total and self._last != (self._done, self._total):
            self._tell()

    def _tell(self) -> None:
        self._told = time.monotonic()
        self._last = (self._done, self._total)
        rate = self._done / max(self._told - self._begun, 1e-6)
        tell(f"{self._done}/{self._total} files, {self._failed} failed, {rate:.1f} files/s")
