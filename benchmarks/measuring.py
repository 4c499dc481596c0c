"""An ingest as a process of its own, watched from outside; and questions timed on its database."""

from __future__ import annotations

import contextlib
import io
import os
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
from click.testing import CliRunner

from plan_extract.cli.main import main as command_line

ROUNDS = 7
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Ingested:
    """What an ingest took: seconds from the first plan to the end, processor seconds of all its processes
    without their start, the most memory in bytes, and the seconds and processor seconds of the start."""

    plans: int
    wall: float
    cpu: float
    peak: int
    start: float
    start_cpu: float
    load: float

    @property
    def rate(self) -> float:
        """Plans a second."""
        return self.plans / self.wall

    @property
    def cpu_a_plan(self) -> float:
        return self.cpu / self.plans


def ingest(folder: Path, database: Path, workers: int) -> Ingested:
    """Run `plan-extract ingest` and watch the process and all below it."""
    command = [sys.executable, "-m", "plan_extract.cli.main", "ingest", str(folder), "--db", str(database)]
    begun = time.monotonic()
    process = subprocess.Popen(
        [*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    errors = io.StringIO()
    reader = threading.Thread(target=lambda: errors.write(process.stderr.read() if process.stderr else ""))
    reader.start()
    spent: dict[tuple[int, float], float] = {}
    peak, looks, first, first_cpu, first_count = 0, 0, 0.0, 0.0, 0
    while process.poll() is None:
        memory = 0
        for each in _tree(process.pid):
            with contextlib.suppress(psutil.Error):
                times = each.cpu_times()
                spent[each.pid, each.create_time()] = times.user + times.system
                if looks % 5 == 0:
                    memory += _memory(each)
        peak, looks = max(peak, memory), looks + 1
        if not first and (first_count := _count(database)):
            first, first_cpu = time.monotonic(), sum(spent.values())
        time.sleep(LOOK_SECONDS)
    over = time.monotonic()
    reader.join()
    if process.returncode:
        raise SystemExit(f"the ingest ended with status {process.returncode}: {errors.getvalue()[-2000:]}")
    plans = _count(database)
    rest = plans - first_count
    return Ingested(
        rest, over - first, sum(spent.values()) - first_cpu, peak, first - begun, first_cpu, os.getloadavg()[0]
    )


def _tree(pid: int) -> Iterator[psutil.Process]:
    with contextlib.suppress(psutil.Error):
        top = psutil.Process(pid)
        yield top
        yield from top.children(recursive=True)


def _memory(process: psutil.Process) -> int:
    """Bytes of a process, pages that it shares with others in parts (where the system tells that)."""
    found = process.memory_full_info()
    return int(getattr(found, "pss", found.uss))


def _count(database: Path) -> int:
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def print_queries(database: Path) -> None:
    """Median seconds of questions, by the commands themselves (modules loaded before)."""
    with closing(sqlite3.connect(database)) as connection:
        plans, plan, agency, indicator = (
            connection.execute(sql).fetchone()[0]
            for sql in (
                "SELECT count(*) FROM document",
                "SELECT id FROM document ORDER BY id LIMIT 1",
                "SELECT a.name FROM agency a JOIN responsibility r ON r.agency_id = a.id GROUP BY a.id ORDER BY count(*) DESC LIMIT 1",
                "SELECT canonical_indicator_id FROM target WHERE canonical_indicator_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            )
        )
    print(f"\nQueries on {plans} plans ({database.stat().st_size / 1e6:.0f} MB): median of {ROUNDS}, in milliseconds")
    questions = {
        "compare INDICATOR": ["compare", indicator, "--format", "csv"],
        "matrix --plan": ["matrix", "--plan", plan, "--format", "csv"],
        "deadlines, one agency": ["deadlines", "--agency", agency, "--format", "csv"],
        "search, two words": ["search", "giảm nghèo"],
        "list plans": ["list", "plans", "--format", "csv"],
        "check --plan": ["check", "--plan", plan],
    }
    for name, arguments in questions.items():
        times = []
        for _ in range(ROUNDS + 1):
            begun = time.perf_counter()
            result = CliRunner().invoke(command_line, [*arguments, "--db", str(database)])
            times.append(time.perf_counter() - begun)
            if result.exit_code not in (0, 1):
                raise SystemExit(f"{name}: {result.output[-500:]}")
        lines = result.output.count("\n")
        print(f"  {name:<26}{statistics.median(times[1:]) * 1e3:>9.1f}   ({lines} lines)")
