"""`plan-extract ingest --watch`: files as they come, until the user has had enough."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

import click

from plan_extract.cli.ingest import extract_work
from plan_extract.cli.output import tell
from plan_extract.cli.upgrade import upgrade_before_writing
from plan_extract.model.errors import PlanExtractError
from plan_extract.storage.database import open_database
from plan_extract.storage.ingest import IngestEvents, IngestOptions, ingest_with, make_pool
from plan_extract.storage.ledger import FileOutcome
from plan_extract.storage.places import is_address
from plan_extract.storage.watching import Watched, notices

_LONGEST_PAUSE = 300.0


def watch_paths(
    paths: tuple[str, ...],
    database: Path,
    *,
    ocr: str,
    patterns: Path | None,
    options: IngestOptions,
    every: float,
    settle: float,
) -> None:
    """Ingest what is below `paths` and what comes there, until Ctrl-C (or SIGTERM).

    Between rounds the database is free for others. What goes wrong with a round (disk full, cluster
    away) is told and tried again, at growing intervals of up to five minutes.
    """
    for path in paths:
        if is_address(path) or not Path(path).is_dir():
            raise click.BadParameter(f"{path}: --watch needs folders", param_hint="PATHS")
    upgrade_before_writing(database)
    open_database(database).close()
    work = extract_work(ocr, patterns, options.time_limit)
    told: Counter[str] = Counter()
    events = IngestEvents(on_outcome=lambda outcome: _tell(outcome, told), on_wait=tell)
    with _ends_as_interrupt(), suppress(KeyboardInterrupt), notices(paths) as changed:
        tell(f"watching {', '.join(paths)}; stop with Ctrl-C")
        watched, pause = Watched(paths, settle, database), 0.0
        while True:
            try:
                with make_pool(work, options, events) as pool:
                    while True:
                        changed.clear()
                        due = watched.due()
                        if due:
                            try:
                                ingest_with(pool, due, database, options, events)
                            except BaseException:
                                watched.give_back(due)
                                raise
                            pause = 0.0
                            continue
                        soon = watched.next_look
                        changed.wait(every if soon is None else min(soon, every))
            except PlanExtractError as error:
                pause = min(max(every, pause * 2), _LONGEST_PAUSE)
                tell(f"{error}; trying again in {pause:g} seconds")
                time.sleep(pause)
    counts = ", ".join(f"{number} {outcome}" for outcome, number in sorted(told.items())) or "no files"
    tell(f"stopped: {counts}")


def _tell(outcome: FileOutcome, told: Counter[str]) -> None:
    if outcome.known:
        return
    told[outcome.outcome] += 1
    message = f": {outcome.message}" if outcome.message else ""
    tell(f"{outcome.outcome}: {outcome.path}{message}")


class _ends_as_interrupt:
    """SIGTERM, as a service is stopped with, is taken as Ctrl-C."""

    def __enter__(self) -> None:
        self._before: Callable[[int, FrameType | None], object] | int | None = signal.signal(signal.SIGTERM, _interrupt)

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self._before)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
