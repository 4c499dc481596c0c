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
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from plan_extract.model.errors import DatabaseError, ReadError
from plan_extract.reading import ReadOptions
from plan_extract.storage.archives import ArchiveOpener, holder_of, is_archive
from plan_extract.storage.cluster import ClusterPool
from plan_extract.storage.conversion import OfficeBatches
from plan_extract.storage.database import open_database
from plan_extract.storage.files import FoundFile, find_files, hash_file, leave_out
from plan_extract.storage.jobs import Extract, Found, Job, Pool, run_job
from plan_extract.storage.ledger import FileOutcome, IngestSummary, Ledger, SeenFile
from plan_extract.storage.lock import ingest_lock
from plan_extract.storage.places import FilePlace
from plan_extract.storage.rows import PlanRows, load_registers
from plan_extract.storage.workers import Crash, Finished, WorkerPool

__all__ = ["Extract", "IngestEvents", "IngestOptions", "ingest", "ingest_with", "make_pool", "outdated_files"]

_OPTIMISE_SHARE = 0.05
_PAUSE = 0.2


@dataclass(frozen=True)
class IngestOptions:
    """How to ingest.

    `version` names the program and its rules: with `refresh`, plans made by another one are read
    again. `time_limit` is seconds a file, `memory_limit` bytes a worker. `preload` names modules that
    are loaded before the workers part, where the system lets processes share what is loaded.
    `cluster` is the address of a Dask scheduler whose workers are to read instead of processes here;
    `version_of` tells the version that such a worker has itself.
    """

    version: str
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)
    time_limit: float = 120.0
    memory_limit: int | None = 6 << 30
    retry_failed: bool = False
    refresh: bool = False
    wait: bool = True
    preload: tuple[str, ...] = ()
    cluster: str | None = None
    version_of: Callable[[], str] | None = None


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
    """Bring every file below `paths` (also addresses such as "s3://plans") into `database`.

    `extract` must be picklable: it runs in other processes. A file that cannot be read costs only
    itself. Raises `DatabaseError` where the database cannot be used or the disk is full; what was
    stored until then is kept, and the next run goes on from there.
    """
    events = events or IngestEvents()
    database = _checked(database)
    with make_pool(extract, options, events) as pool:
        return ingest_with(pool, paths, database, options, events)


def ingest_with(
    pool: Pool, paths: Iterable[Path | str], database: Path | str, options: IngestOptions, events: IngestEvents
) -> IngestSummary:
    """As `ingest`, with workers that stay for further runs."""
    given = [str(path) for path in paths]
    database = _checked(database)
    with (
        ingest_lock(database, wait=options.wait, on_wait=events.on_wait),
        closing(open_database(database)) as connection,
    ):
        connection.row_factory = sqlite3.Row
        ledger = Ledger(connection, version=options.version, workers=options.workers, paths=given)
        engine = _Engine(connection, ledger, pool, options, events)
        try:
            return engine.run(leave_out(find_files(given), database))
        except sqlite3.OperationalError as error:
            raise DatabaseError(
                f"{database}: cannot be written ({error}); what was stored is kept, run again to go on"
            ) from error


def make_pool(extract: Extract, options: IngestOptions, events: IngestEvents) -> AbstractContextManager[Pool]:
    """The workers that these options ask for: processes here, or those of a cluster."""
    if options.cluster is not None:
        return ClusterPool(
            options.cluster,
            extract,
            version=options.version,
            version_of=options.version_of,
            time_limit=options.time_limit,
            memory_limit=options.memory_limit,
            on_wait=events.on_wait,
        )
    pool: WorkerPool[Job, Found] = WorkerPool(
        partial(run_job, extract, options.version),
        size=max(1, options.workers),
        time_limit=options.time_limit,
        memory_limit=options.memory_limit,
        preload=(__name__, *_modules_of(extract), *options.preload),
        warm_up=load_registers,
    )
    return pool


def outdated_files(database: Path | str, version: str) -> list[FilePlace]:
    """The files of `database` that a version of the extractor other than `version` read or failed on."""
    with closing(open_database(database, create=False)) as connection:
        connection.row_factory = sqlite3.Row
        return Ledger(connection, version=version, workers=0, paths=()).outdated_files()


def _checked(database: Path | str) -> Path:
    database = Path(database)
    if not database.parent.is_dir():
        raise DatabaseError(f"{database}: the folder {database.parent} does not exist")
    return database


class _Engine:
    def __init__(
        self, connection: sqlite3.Connection, ledger: Ledger, pool: Pool, options: IngestOptions, events: IngestEvents
    ) -> None:
        self._connection = connection
        self._ledger = ledger
        self._pool = pool
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
        files.clear()
        pool = self._pool
        with closing(self._archives), closing(self._batches):
            try:
                while self._waiting or pool.is_busy() or self._batches.is_busy():
                    self._feed(pool)
                    if pool.is_busy():
                        finished = pool.collect(_PAUSE if self._batches.is_busy() else 1.0)
                        self._feed(pool)
                        for over in finished:
                            self._take_over(over)
                    else:
                        self._batches.wait(_PAUSE)
            except BaseException:
                pool.abandon()
                raise
        self._ledger.finish()
        self._tidy()
        return self._ledger.summarise(self._known)

    def _feed(self, pool: Pool) -> None:
        """Give files to free workers; files settled without reading are dealt with on the way."""
        while pool.has_room():
            converted = self._batches.take(no_more=not self._waiting)
            if converted is not None:
                pool.submit(Job(converted))
                continue
            if not self._waiting:
                return
            job = self._prepare(self._waiting.popleft())
            if job is None:
                continue
            if not pool.remote and self._batches.wants(job.file):
                self._batches.add(job.file)
            else:
                pool.submit(job)

    def _prepare(self, found: FoundFile) -> Job | None:
        """The file as a job, or None where its outcome is clear without reading it."""
        if not found.is_document:
            self._pass_over(found)
            return None
        if found.error is not None:
            self._refuse(SeenFile(found.path), found.error)
            return None
        if self._pool.remote and found.content is None and not is_archive(found):
            return self._prepare_unread(found)
        try:
            file = _hashed(SeenFile(found.path, content=found.content))
        except OSError as error:
            reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
            self._tell(self._ledger.fail(SeenFile(found.path), "vanished", f"cannot be opened: {reason}"))
            return None
        if is_archive(found) and self._open(found, file):
            return None
        outcome = self._settled(file)
        if outcome is None:
            only_here = self._pool.remote and found.content is not None
            return Job(file, data=found.content.read_bytes() if only_here and found.content else None)
        self._tell(outcome)
        return None

    def _prepare_unread(self, found: FoundFile) -> Job:
        """A file that a worker elsewhere is to hash, and to read unless that settles it."""
        options = self._options
        settled = self._ledger.settled_hash(found.path, retry_failed=options.retry_failed, refresh=options.refresh)
        return Job(SeenFile(found.path), settled)

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

    def _settled(self, file: SeenFile) -> FileOutcome | None:
        """The outcome of a file that need not be read: known from before, or a copy of one that is stored."""
        options = self._options
        known = self._ledger.find_known(file, retry_failed=options.retry_failed, refresh=options.refresh)
        return known or self._ledger.adopt_copy(file, refresh=options.refresh)

    def _pass_over(self, found: FoundFile) -> None:
        file = SeenFile(found.path)
        known = self._ledger.find_known(file, retry_failed=False, refresh=False)
        message = f"a file of this kind ({found.path.suffix}) is no document"
        self._tell(known or self._ledger.skip(file, "not-a-document", message))

    def _take_over(self, over: Finished[Job, Found]) -> None:
        """Store what a worker found, or record why it found nothing."""
        answer: PlanRows | Crash | None
        if isinstance(over.result, Crash):
            file, answer = over.job.file, over.result
            if file.sha256 is None:
                with suppress(OSError):  # recorded without: the next run tries it again
                    file = _hashed(file)
        else:
            file, answer = over.result.file, over.result.answer
        self._batches.discard(file)
        if file.content is not None:
            file.content.unlink(missing_ok=True)
        if self._pool.remote and file.sha256 is not None:
            settled = self._settled(file)
            if settled is not None:
                self._tell(settled)
                return
        if answer is None:  # what settled the file has changed since: read it after all
            self._waiting.append(FoundFile(file.path, named=True))
            return
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
        again = {place for path in released if (place := holder_of(path)) is not None}
        self._waiting.extend(FoundFile(path, named=True) for path in sorted(again, key=str))
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


def _hashed(file: SeenFile) -> SeenFile:
    sha256, size = hash_file(file.at)
    return replace(file, sha256=sha256, size=size)
