"""The ingest engine: files in, plans in the database, an outcome for each file.

Worker processes read and extract and make the rows; the one writer, in this process, stores them. A
worker gets its next file when its last is taken over, so memory does not grow with the number of
files. The database can be killed at any moment: a plan and the record of its file are one transaction.
"""

from __future__ import annotations

import os
import sqlite3
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from plan_extract.model.errors import DatabaseError, PlanExtractError, ReadError
from plan_extract.model.plan import Plan
from plan_extract.reading import ReadOptions
from plan_extract.reading.office import offer_converted
from plan_extract.storage.archives import ArchiveOpener, archive_of, is_archive
from plan_extract.storage.conversion import OfficeBatches
from plan_extract.storage.database import open_database
from plan_extract.storage.files import FoundFile, find_files, hash_file
from plan_extract.storage.ledger import FileOutcome, IngestSummary, Ledger, SeenFile
from plan_extract.storage.lock import ingest_lock
from plan_extract.storage.rows import PlanRows, load_registers, make_rows
from plan_extract.storage.workers import Crash, Finished, WorkerPool

Extract = Callable[[Path], Plan]
Answer = PlanRows | Crash

_OPTIMISE_SHARE = 0.05
_PAUSE = 0.2


@dataclass(frozen=True)
class IngestOptions:
    """How to ingest.

    `version` names the program and its rules: with `refresh`, plans made by another one are read
    again. `time_limit` is seconds a file, `memory_limit` bytes a worker. `preload` names modules that
    are loaded before the workers part, where the system lets processes share what is loaded.
    """

    version: str
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    time_limit: float = 120.0
    memory_limit: int | None = 6 << 30
    retry_failed: bool = False
    refresh: bool = False
    wait: bool = True
    preload: tuple[str, ...] = ()


@dataclass(frozen=True)
class IngestEvents:
    """Whom to tell: how many files there are, how many more an archive holds, each outcome, and that
    another ingest is waited for."""

    on_total: Callable[[int], None] = lambda total: None
    on_more: Callable[[int], None] = lambda more: None
    on_outcome: Callable[[FileOutcome], None] = lambda outcome: None
    on_wait: Callable[[str], None] = lambda message: None


def ingest(
    paths: Iterable[Path | str],
    database: Path | str,
    extract: Extract,
    options: IngestOptions,
    events: IngestEvents | None = None,
) -> IngestSummary:
    """Bring every file below `paths` into `database`.

    `extract` must be picklable: it runs in other processes. A file that cannot be read costs only
    itself. Raises `DatabaseError` where the database cannot be used or the disk is full; what was
    stored until then is kept, and the next run goes on from there.
    """
    events = events or IngestEvents()
    given = [str(path) for path in paths]
    database = Path(database)
    if not database.parent.is_dir():
        raise DatabaseError(f"{database}: the folder {database.parent} does not exist")
    with (
        ingest_lock(database, wait=options.wait, on_wait=events.on_wait),
        closing(open_database(database)) as connection,
    ):
        connection.row_factory = sqlite3.Row
        ledger = Ledger(connection, version=options.version, workers=options.workers, paths=given)
        engine = _Engine(connection, ledger, extract, options, events)
        try:
            return engine.run(_leave_out(find_files(given), database))
        except sqlite3.OperationalError as error:
            raise DatabaseError(
                f"{database}: cannot be written ({error}); what was stored is kept, run again to go on"
            ) from error


class _Engine:
    def __init__(
        self,
        connection: sqlite3.Connection,
        ledger: Ledger,
        extract: Extract,
        options: IngestOptions,
        events: IngestEvents,
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._extract = extract
        self._options = options
        self._events = events
        self._waiting: deque[FoundFile] = deque()
        self._archives = ArchiveOpener()
        self._batches = OfficeBatches(time_limit=options.time_limit)
        self._known = 0
        self._stored = 0

    def run(self, files: list[FoundFile]) -> IngestSummary:
        self._waiting.extend(files)
        self._events.on_total(len(files))
        pool: WorkerPool[SeenFile, Answer] = WorkerPool(
            partial(_extract_rows, self._extract, self._options.version),
            size=max(1, self._options.workers),
            time_limit=self._options.time_limit,
            memory_limit=self._options.memory_limit,
            preload=(__name__, *_modules_of(self._extract), *self._options.preload),
            warm_up=load_registers,
        )
        with pool, closing(self._archives), closing(self._batches):
            while self._waiting or pool.is_busy() or self._batches.is_busy():
                self._feed(pool)
                if pool.is_busy():
                    finished = pool.collect(_PAUSE if self._batches.is_busy() else 1.0)
                    self._feed(pool)
                    for over in finished:
                        self._take_over(over)
                else:
                    self._batches.wait(_PAUSE)
        self._ledger.finish()
        self._tidy()
        return self._ledger.summarise(self._known)

    def _feed(self, pool: WorkerPool[SeenFile, Answer]) -> None:
        """Give files to free workers; files settled without reading are dealt with on the way."""
        while pool.has_room():
            job = self._batches.take(no_more=not self._waiting)
            if job is None and self._waiting:
                job = self._prepare(self._waiting.popleft())
                if job is not None and self._batches.wants(job):
                    self._batches.add(job)
                    continue
            elif job is None:
                return
            if job is not None:
                pool.submit(job)

    def _prepare(self, found: FoundFile) -> SeenFile | None:
        """The file as a job, or None where its outcome is clear without reading it."""
        if not found.is_document:
            self._pass_over(found)
            return None
        if found.error is not None:
            self._refuse(SeenFile(found.path), found.error)
            return None
        try:
            sha256, size = hash_file(found.content or found.path)
        except OSError as error:
            reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
            self._tell(self._ledger.fail(SeenFile(found.path), "vanished", f"cannot be opened: {reason}"))
            return None
        file = SeenFile(found.path, sha256, size, found.content)
        if is_archive(found) and self._open(found, file):
            return None
        options = self._options
        settled = self._ledger.find_known(file, retry_failed=options.retry_failed, refresh=options.refresh)
        settled = settled or self._ledger.adopt_copy(file, refresh=options.refresh)
        if settled is None:
            return file
        self._tell(settled)
        return None

    def _refuse(self, file: SeenFile, error: ReadError) -> None:
        known = self._ledger.find_known(file, retry_failed=self._options.retry_failed, refresh=False)
        same = known is not None and known.message == str(error)
        self._tell(known if known and same else self._ledger.fail(file, error.cause, str(error)))

    def _open(self, found: FoundFile, file: SeenFile) -> bool:
        """Put the documents inside an archive first in the queue; whether the file is one."""
        try:
            inside = self._archives.open(found, ReadOptions(time_limit=self._options.time_limit))
        except OSError as error:
            raise DatabaseError(f"{found.path}: cannot be unpacked ({error}); is the disk full?") from error
        if inside is None:
            return False
        self._events.on_more(len(inside))
        self._waiting.extendleft(reversed(inside))
        known = self._ledger.find_known(file, retry_failed=False, refresh=False)
        message = f"an archive; documents inside: {len(inside)}"
        self._tell(known if known and known.message == message else self._ledger.skip(file, "archive", message))
        return True

    def _pass_over(self, found: FoundFile) -> None:
        file = SeenFile(found.path)
        known = self._ledger.find_known(file, retry_failed=False, refresh=False)
        message = f"a file of this kind ({found.path.suffix}) is no document"
        self._tell(known or self._ledger.skip(file, "not-a-document", message))

    def _take_over(self, over: Finished[SeenFile, Answer]) -> None:
        """Store what a worker found, or record why it found nothing."""
        answer, file = over.result, over.job
        self._batches.discard(file)
        if file.content is not None:
            file.content.unlink(missing_ok=True)
        if isinstance(answer, Crash):
            self._tell(self._ledger.fail(file, answer.cause, answer.message, over.seconds))
            return
        try:
            outcome, released = self._ledger.store(file, answer, over.seconds)
        except (sqlite3.IntegrityError, sqlite3.DataError, sqlite3.InterfaceError, OverflowError) as error:
            message = f"fault in the program: its rows do not fit the database ({error}); please report it"
            self._tell(self._ledger.fail(file, "internal", message, over.seconds))
            return
        self._stored += outcome.outcome == "stored"
        again = {place for path in released if (place := archive_of(path)) is not None}
        self._waiting.extend(FoundFile(path, named=True) for path in sorted(again))
        self._tell(outcome)

    def _tell(self, outcome: FileOutcome) -> None:
        if self._ledger.note(outcome):
            self._known += outcome.known
            self._events.on_outcome(outcome)

    def _tidy(self) -> None:
        """After a large change merge the full-text index; hand the journal's pages to the file."""
        if not self._ledger.touched:
            return
        plans = self._connection.execute("SELECT count(*) FROM document").fetchone()[0]
        if self._stored and self._stored >= plans * _OPTIMISE_SHARE:
            self._connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
        self._connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def _modules_of(function: Callable[..., object]) -> tuple[str, ...]:
    """The module that a function comes from, for the workers to load before they part."""
    while isinstance(function, partial):
        function = function.func
    return (function.__module__,) if getattr(function, "__module__", None) else ()


def _leave_out(files: list[FoundFile], database: Path) -> list[FoundFile]:
    """The files without the database itself and what SQLite keeps beside it."""
    own = Path(os.path.abspath(database))
    kept = {own.name + ending for ending in ("", "-wal", "-shm", "-journal", "-ingest")}
    return [file for file in files if file.path.parent != own.parent or file.path.name not in kept]


def _extract_rows(extract: Extract, version: str, file: SeenFile) -> Answer:
    """Runs in a worker: read and extract a file and make its rows."""
    assert file.sha256 is not None
    try:
        with offer_converted(file.sha256, file.converted):
            plan = extract(file.at)
        rows = make_rows(plan, sha256=file.sha256, file_name=file.path.name, extractor_version=version)
        if hash_file(file.at)[0] != file.sha256:
            return Crash("vanished", "the file was changed while it was read; run again")
    except ReadError as error:
        return Crash(error.cause, str(error))
    except PlanExtractError as error:
        return Crash("not-usable", str(error))
    except OSError as error:
        return Crash("vanished", f"cannot be read: {error.strerror or error}")
    return rows
