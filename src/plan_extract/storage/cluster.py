"""Reading and extraction on a Dask cluster; whoever ingests stays the only writer.

Each thread of a Dask worker runs its jobs in a process of its own, so that a file that crashes or
hangs costs that file and no worker of the cluster. A worker that is lost with its jobs is survived:
Dask gives them to another.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from plan_extract.model.errors import PlanExtractError
from plan_extract.storage.jobs import Extract, Found, Job, run_job
from plan_extract.storage.rows import load_registers
from plan_extract.storage.workers import Crash, Finished, WorkerPool

_JOBS_A_THREAD = 2
_RETRIES = 10
_CONNECT_SECONDS = 30
_COUNT_SECONDS = 5.0
_TELL_SECONDS = 30.0


@dataclass(frozen=True)
class Setup:
    """What every job of a run needs. `version_of` tells the version that a worker has itself."""

    run: str
    extract: Extract
    version: str
    version_of: Callable[[], str] | None
    time_limit: float
    memory_limit: int | None


class ClusterPool:
    """The workers of the Dask cluster at `address`, as a pool of jobs; a bounded number is in flight.

    Raises `PlanExtractError` where distributed is not installed, the scheduler does not answer, there
    is no worker, or a worker has another version of the extractor. `on_wait` is told when the
    cluster has lost all its workers.
    """

    def __init__(
        self,
        address: str,
        extract: Extract,
        *,
        version: str,
        version_of: Callable[[], str] | None,
        time_limit: float,
        memory_limit: int | None,
        on_wait: Callable[[str], None],
    ) -> None:
        self._address = address
        self._on_wait = on_wait
        self._setup = Setup(uuid.uuid4().hex, extract, version, version_of, time_limit, memory_limit)
        self._jobs: dict[str, tuple[Job, Any]] = {}
        self._over: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._threads = 0
        self._counted = self._last_worker = 0.0
        self._sent = 0
        self._client = _connect(address)
        try:
            self._check_workers()
        except BaseException:
            self._client.close()
            raise

    @property
    def remote(self) -> bool:
        """The workers are on other machines."""
        return True

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *_: object) -> None:
        self.abandon()
        with suppress(Exception):  # workers that are gone have nothing to close
            self._client.run(close_processes, self._setup.run)
        with suppress(Exception):
            self._client.close()

    def has_room(self) -> bool:
        """Whether a job can be taken now: the workers have fewer than two a thread."""
        self._count_threads()
        return len(self._jobs) < max(1, self._threads) * _JOBS_A_THREAD

    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return bool(self._jobs)

    def submit(self, job: Job) -> None:
        """Send a job to the cluster."""
        self._sent += 1
        key = f"plan-extract-{self._setup.run}-{self._sent}"
        future = self._client.submit(run_on_worker, self._setup, job, key=key, pure=False, retries=_RETRIES)
        self._jobs[key] = (job, future)
        future.add_done_callback(lambda done: self._over.put(done.key))

    def collect(self, timeout: float = 1.0) -> list[Finished[Job, Found]]:
        """The jobs that are over; waits up to `timeout` seconds for the first."""
        keys = []
        with suppress(queue.Empty):
            keys.append(self._over.get(timeout=timeout))
            while True:
                keys.append(self._over.get_nowait())
        self._count_threads()
        return [self._finish(key) for key in keys if key in self._jobs]

    def abandon(self) -> None:
        """Take back the jobs under way."""
        futures = [future for _, future in self._jobs.values()]
        self._jobs.clear()
        with suppress(Exception):
            self._client.cancel(futures, force=True)

    def _finish(self, key: str) -> Finished[Job, Found]:
        from distributed import KilledWorker

        job, future = self._jobs.pop(key)
        try:
            finished: Finished[Job, Found] = future.result()
        except KilledWorker as error:
            return Finished(job, Crash("crashed", f"lost with {_RETRIES} workers of the cluster: {error}"), 0.0)
        except PlanExtractError:
            raise
        except Exception as error:
            if self._client.status != "running" or future.status in ("lost", "cancelled"):
                raise PlanExtractError(
                    f"the cluster {self._address} is gone ({type(error).__name__}); "
                    "what was stored is kept, run the same command to go on"
                ) from error
            return Finished(job, Crash("internal", f"{type(error).__name__}: {error}"), 0.0)
        return Finished(job, finished.result, finished.seconds)

    def _count_threads(self) -> None:
        """Workers come and go: ask now and then how many threads there are."""
        now = time.monotonic()
        if now - self._counted < _COUNT_SECONDS:
            return
        self._counted = now
        if self._client.status not in ("running", "connecting"):
            raise PlanExtractError(f"the cluster {self._address} is gone; what was stored is kept, run again to go on")
        with suppress(OSError, TimeoutError):  # a scheduler that is away for a moment is asked again later
            self._threads = sum(self._client.nthreads().values())
        if self._threads:
            self._last_worker = now
        elif now - self._last_worker > _TELL_SECONDS:
            self._last_worker = now
            self._on_wait(f"the cluster {self._address} has no worker; waiting for one")

    def _check_workers(self) -> None:
        try:
            self._client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError:
            raise PlanExtractError(
                f"the cluster {self._address} has no worker; start some with: dask worker {self._address}"
            ) from None
        try:
            answers = self._client.run(check_worker, self._setup)
        except ImportError as error:
            raise PlanExtractError(f"a worker of {self._address} lacks plan-extract ({error})") from error
        wrong = [f"{worker}: {message}" for worker, message in sorted(answers.items()) if message]
        if wrong:
            raise PlanExtractError("\n".join(wrong))


_PROCESSES: dict[int, tuple[str, WorkerPool[Job, Found]]] = {}
"""On a worker of the cluster: for each of its threads the run it works for and its process."""
_PROCESSES_LOCK = threading.Lock()
_CHECKED: dict[str, str | None] = {}


def run_on_worker(setup: Setup, job: Job) -> Finished[Job, Found]:
    """Runs in a thread of a Dask worker: the job in that thread's process."""
    if message := check_worker(setup):
        return Finished(job, Crash("other-version", message), 0.0)
    pool = _process_of_thread(setup)
    pool.submit(job)
    while True:
        for finished in pool.collect():
            return Finished(job, finished.result, finished.seconds)


def check_worker(setup: Setup) -> str | None:
    """Why this worker cannot work for a run, or None."""
    if setup.version_of is None:
        return None
    if setup.run not in _CHECKED:
        own = setup.version_of()
        same = own == setup.version
        _CHECKED[setup.run] = None if same else (
            f"has plan-extract {own} (version and hash of rules), not {setup.version}: install the same on all workers"
        )  # fmt: skip
    return _CHECKED[setup.run]


def close_processes(run: str) -> None:
    """Runs on a Dask worker at the end of a run: its processes end."""
    with _PROCESSES_LOCK:
        for thread, (its_run, pool) in list(_PROCESSES.items()):
            if its_run == run:
                del _PROCESSES[thread]
                pool.close()


def _process_of_thread(setup: Setup) -> WorkerPool[Job, Found]:
    thread = threading.get_ident()
    with _PROCESSES_LOCK:
        run, pool = _PROCESSES.get(thread, ("", None))
        if pool is None or run != setup.run:
            if pool is not None:
                pool.close()
            if multiprocessing.current_process().daemon:
                # Dask marks its workers so, and such a process may not have children. Ours end by themselves.
                multiprocessing.current_process().daemon = False
            pool = WorkerPool(
                partial(run_job, setup.extract, setup.version),
                size=1,
                time_limit=setup.time_limit,
                memory_limit=setup.memory_limit,
                warm_up=partial(_warm_up, setup.version_of),
                fresh=True,
            )
            _PROCESSES[thread] = (setup.run, pool)
        return pool


def _warm_up(version_of: Callable[[], str] | None) -> None:
    if version_of is not None:
        version_of()  # takes the user's own rules, before registers are loaded
    load_registers()


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError:
        raise PlanExtractError("a cluster needs Dask; install it with: pip install 'plan-extract[cluster]'") from None
    connect: Any = Client
    try:
        return connect(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise PlanExtractError(f"no Dask scheduler answers at {address} ({error})") from error
