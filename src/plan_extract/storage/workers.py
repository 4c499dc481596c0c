"""Worker processes that take one job at a time, and may crash or hang without harm to the others.

The standard executors give up altogether when a process dies and cannot stop one that hangs; here
either costs the one job. As each process has at most one job, no queue grows.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from plan_extract.model.errors import PlanExtractError

Job = TypeVar("Job")
Result = TypeVar("Result")

_READY = "ready"
_START_SECONDS = 120.0
_START_ATTEMPTS = 3
_GRACE = 5.0
_JOBS_PER_PROCESS = 2000
"""A process is renewed after so many jobs, so that no library's leak grows without end."""


@dataclass(frozen=True)
class Crash:
    """A job that its worker did not survive: `cause` is `crashed`, `timeout` or `internal`."""

    cause: str
    message: str


@dataclass(frozen=True)
class Finished(Generic[Job, Result]):
    """A job that is over, with its result or the crash, and the seconds that it took."""

    job: Job
    result: Result | Crash
    seconds: float


@dataclass
class _Worker:
    process: BaseProcess
    connection: Connection
    since: float
    ready: bool = False
    job: Any = None
    busy: bool = False
    done: int = 0


class WorkerPool(Generic[Job, Result]):
    """`size` processes that run `work` on jobs. `work` and what it returns must be picklable.

    `warm_up` is called once in each process before its first job; its time counts for no job.
    With `fresh` each process begins empty, not as a fork of one that has `preload` loaded.
    """

    def __init__(
        self,
        work: Callable[[Job], Result],
        *,
        size: int,
        time_limit: float,
        memory_limit: int | None = None,
        preload: tuple[str, ...] = (),
        warm_up: Callable[[], object] | None = None,
        fresh: bool = False,
    ) -> None:
        try:
            pickle.dumps(work)
        except (pickle.PicklingError, AttributeError, TypeError) as error:
            raise PlanExtractError(f"the work of the workers cannot be sent to a process: {error}") from error
        self._work = work
        self._size = size
        self._time_limit = time_limit
        self._memory_limit = memory_limit
        self._warm_up = warm_up
        self._context = multiprocessing.get_context("spawn") if fresh else _context(preload)
        self._workers: list[_Worker] = []
        self._failed_starts = 0

    def __enter__(self) -> WorkerPool[Job, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all processes; what they were at is lost."""
        for worker in list(self._workers):
            self._dismiss(worker)

    def abandon(self) -> None:
        """Give up the jobs under way; free workers stay."""
        for worker in [worker for worker in self._workers if worker.busy]:
            self._dismiss(worker)

    @property
    def remote(self) -> bool:
        """The workers are processes of this machine."""
        return False

    def has_room(self) -> bool:
        """Whether a job can be taken now."""
        return self._idle() is not None or len(self._workers) < self._size

    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return any(worker.busy for worker in self._workers)

    def submit(self, job: Job) -> None:
        """Give a job to a free worker. Ask `has_room` first."""
        worker = self._idle()
        if worker is None:
            worker = self._start()
        worker.job, worker.busy, worker.since = job, True, time.monotonic()
        if worker.ready:
            self._send(worker)

    def collect(self, timeout: float = 1.0) -> list[Finished[Job, Result]]:
        """The jobs that are over; waits up to `timeout` seconds for the first."""
        busy = {worker.connection: worker for worker in self._workers if worker.busy or not worker.ready}
        finished: list[Finished[Job, Result]] = []
        for connection in wait(list(busy), timeout=min(timeout, self._next_limit())):
            if isinstance(connection, Connection):
                finished += self._receive(busy[connection])
        finished += self._stop_overdue()
        return finished

    def _idle(self) -> _Worker | None:
        return next((worker for worker in self._workers if not worker.busy), None)

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(theirs, self._work, self._memory_limit, self._warm_up), daemon=True
        )
        process.start()
        theirs.close()
        worker = _Worker(process, ours, time.monotonic())
        self._workers.append(worker)
        return worker

    def _send(self, worker: _Worker) -> None:
        worker.since = time.monotonic()
        with suppress(OSError):  # a worker that is gone is noticed when its answer is read
            worker.connection.send(worker.job)

    def _receive(self, worker: _Worker) -> list[Finished[Job, Result]]:
        try:
            answer = worker.connection.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            return self._bury(worker, "crashed", "the worker process died ({status})")
        if not worker.ready:
            worker.ready = answer == _READY
            self._failed_starts = 0
            if worker.busy:
                self._send(worker)
            return []
        seconds = time.monotonic() - worker.since
        over: Finished[Job, Result] = Finished(worker.job, answer, seconds)
        worker.busy, worker.job = False, None
        worker.done += 1
        if worker.done >= _JOBS_PER_PROCESS:
            self._dismiss(worker)
        return [over]

    def _stop_overdue(self) -> list[Finished[Job, Result]]:
        finished: list[Finished[Job, Result]] = []
        now = time.monotonic()
        for worker in list(self._workers):
            if worker.busy and now - worker.since > self._limit(worker):
                message = f"took longer than {self._time_limit:g} seconds and was stopped"
                finished += self._bury(worker, "timeout", message)
        return finished

    def _bury(self, worker: _Worker, cause: str, message: str) -> list[Finished[Job, Result]]:
        """Remove a worker that is gone or must go; its job, if it had begun, is over."""
        self._dismiss(worker)
        message = message.format(status=_exit_status(worker.process))
        if not worker.ready:
            self._failed_starts += 1
            if self._failed_starts >= _START_ATTEMPTS:
                raise PlanExtractError(f"worker processes do not start: {message}")
            if worker.busy:
                self.submit(worker.job)
            return []
        if not worker.busy:
            return []
        return [Finished(worker.job, Crash(cause, message), time.monotonic() - worker.since)]

    def _dismiss(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.connection.close()
        _stop(worker.process)

    def _limit(self, worker: _Worker) -> float:
        """Seconds until a worker is stopped; a reader that stops itself in time says more about why."""
        return self._time_limit + min(_GRACE, self._time_limit / 4) if worker.ready else _START_SECONDS

    def _next_limit(self) -> float:
        now = time.monotonic()
        left = [worker.since + self._limit(worker) - now for worker in self._workers if worker.busy]
        return max(0.01, min(left, default=1.0))


def _context(preload: tuple[str, ...]) -> BaseContext:
    """Forks of a server that has the modules loaded, where the system can; else fresh processes."""
    if "forkserver" in multiprocessing.get_all_start_methods() and sys.platform != "darwin":
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["__main__", *preload])
        return context
    return multiprocessing.get_context("spawn")


def _stop(process: BaseProcess) -> None:
    process.join(0.05)
    if process.is_alive():
        process.kill()
    process.join(5)


def _exit_status(process: BaseProcess) -> str:
    code = process.exitcode
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"signal {signal.Signals(-code).name}"
    return f"exit status {code}"


def _serve(
    connection: Connection,
    work: Callable[[Any], Any],
    memory_limit: int | None,
    warm_up: Callable[[], object] | None,
) -> None:
    """The life of a worker: answer job after job until the parent hangs up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(memory_limit)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    if warm_up is not None:
        warm_up()
    _collect_seldom()
    with suppress(EOFError, OSError):
        connection.send(_READY)
        while True:
            connection.send(_answer(work, connection.recv()))


def _answer(work: Callable[[Any], Any], job: Any) -> Any:
    try:
        return work(job)
    except MemoryError:
        return Crash("too-large", "needs more memory than a worker may use")
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{os.path.basename(place.filename)}:{place.lineno}"
        what = f"{type(error).__name__}: {error} ({where})"
        return Crash("internal", f"fault in the program: {what}; please report it")


def _collect_seldom() -> None:
    """What has been loaded lives as long as the process: no search for garbage need look at it again.

    The outline of a plan is made of cycles, but one plan's are small: they may wait for one another.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def _limit_memory(limit: int | None) -> None:
    if limit is None or sys.platform == "win32":
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _die_with_parent() -> None:
    """A worker that hangs in a job cannot see that its parent is gone; this thread does."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
