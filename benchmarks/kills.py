"""An ingest killed again and again: the database must be sound each time and, in the end, as of one undisturbed run.

    python benchmarks/kills.py --kills 200 --plans 500 [--small]

Text plans are ingested by the command itself, into a database that goes through round after round: the
process is killed (SIGKILL) at a random moment until all plans are there, then a last run is compared with an
undisturbed one and the next round begins with an empty folder. A kill counts when it met a run that was
under way. With `--small` plans are a few lines for the extractor of the tests: such a run starts at once and is
nearly always storing. After each kill SQLite's own checks are made and every plan must be whole: it has all its
rows or none.
"""

from __future__ import annotations

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

import plan_texts

STORAGE_TESTS = Path(__file__).resolve().parent.parent / "tests" / "storage"
sys.path.insert(0, str(STORAGE_TESTS))

import test_storage_kill  # noqa: E402
from storage_dump import dump_content  # noqa: E402

_TABLES = ("section", "goal", "indicator", "target", "task", "responsibility", "deadline", "legal_reference", "issue")


def main() -> None:
    """Kill, check, compare; exit status 1 where something does not hold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--plans", type=int, default=500)
    parser.add_argument("--size", type=int, default=8_000, help="bytes of a plan")
    parser.add_argument("--kills-a-round", type=int, default=40, help="about so many until a database is complete")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="small plans, the extractor of the tests")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        faults = run(Path(folder), options)
    for fault in faults:
        print(fault)
    print("all held" if not faults else f"{len(faults)} faults")
    sys.exit(1 if faults else 0)


def run(base: Path, options: argparse.Namespace) -> list[str]:
    """The faults that were found."""
    plans, dice, faults = base / "plans", random.Random(options.seed), list[str]()
    if options.small:
        test_storage_kill.write_plans(plans, options.plans - 1)  # one of them is there twice
    else:
        plan_texts.write_plans(plans, options.plans, options.size)
    undisturbed = base / "undisturbed.db"
    startup, whole = time_undisturbed(plans, undisturbed, options.small)
    expected, sizes = dump_content(undisturbed), rows_of_plans(undisturbed)
    print(f"{options.plans} plans, undisturbed in {whole:.1f} s, the first stored after {startup:.1f} s; ", end="")
    print(f"{sum(map(len, expected.values()))} rows and words", flush=True)
    killed, rounds, stages = 0, 0, Counter[str]()
    while killed < options.kills:
        rounds += 1
        database = base / f"round-{rounds}.db"
        while killed < options.kills:
            process = start(plans, database, options.small)
            early, late = startup * 0.7, startup + 2 * (whole - startup) / options.kills_a_round
            time.sleep(dice.uniform(0.0, startup) if dice.random() < 0.1 else dice.uniform(early, late))
            if process.poll() is not None:
                break
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += 1
            stored, found = check(database, sizes)
            stages["before the database" if stored is None else f"{10 * stored // options.plans * 10} % stored"] += 1
            faults += [f"kill {killed}: {fault}" for fault in found]
            if killed % 20 == 0:
                print(f"{killed} kills, round {rounds}, {stored} plans stored, {len(faults)} faults", flush=True)
        finish(start(plans, database, options.small))
        _, found = check(database, sizes)
        if found or dump_content(database) != expected:
            faults.append(f"round {rounds}: the last run's database differs from the undisturbed one's {found}")
        print(f"round {rounds}: last run compared", flush=True)
        for file in base.glob(f"{database.name}*"):
            file.unlink()
    print(f"{killed} kills in {rounds} rounds; met at: {dict(sorted(stages.items()))}")
    return faults


def time_undisturbed(plans: Path, database: Path, small: bool) -> tuple[float, float]:
    """Seconds until the first plan is stored, and until all are."""
    begun, first = time.monotonic(), 0.0
    process = start(plans, database, small)
    while process.poll() is None:
        time.sleep(0.1)
        if not first and count_plans(database):
            first = time.monotonic() - begun
    finish(process)
    return first, time.monotonic() - begun


def start(plans: Path, database: Path, small: bool) -> subprocess.Popen[bytes]:
    """The command, at its work."""
    if small:
        command = [str(STORAGE_TESTS / "ingest_in_process.py"), str(plans), str(database)]
    else:
        command = ["-m", "plan_extract.cli.main", "ingest", str(plans), "--db", str(database), "--workers", "2"]
    return subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finish(process: subprocess.Popen[bytes]) -> None:
    if process.wait() != 0:
        raise SystemExit(f"an ingest that nobody disturbed ended with status {process.returncode}")


def count_plans(database: Path) -> int:
    """The plans in a database, which perhaps is not there yet."""
    try:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM document").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def check(database: Path, sizes: dict[str, tuple[int, ...]]) -> tuple[int | None, list[str]]:
    """The number of plans stored (None without a database) and what does not hold."""
    if not database.exists():
        return None, []
    faults = []
    with closing(sqlite3.connect(database)) as connection:
        for pragma, sound in (("integrity_check", [("ok",)]), ("foreign_key_check", [])):
            found = connection.execute(f"PRAGMA {pragma}").fetchall()
            if found != sound:
                faults.append(f"{pragma}: {found[:3]}")
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'document'").fetchone():
            return None, faults
    stored = rows_of_plans(database)
    faults += [f"plan {id_} is not whole: {rows}" for id_, rows in stored.items() if sizes.get(id_) != rows]
    return len(stored), faults


def rows_of_plans(database: Path) -> dict[str, tuple[int, ...]]:
    """Of each plan the number of its rows in each table, and whether a file stands for it."""
    with closing(sqlite3.connect(database)) as connection:
        documents = [row[0] for row in connection.execute("SELECT id FROM document")]
        counts = [
            dict(connection.execute(f"SELECT document_id, count(*) FROM {table} GROUP BY 1"))
            for table in (*_TABLES, "document_content")
        ]
        held = {row[0] for row in connection.execute("SELECT document_id FROM ingest_file WHERE outcome = 'stored'")}
    return {id_: (*(count.get(id_, 0) for count in counts), int(id_ in held)) for id_ in documents}


if __name__ == "__main__":
    main()
