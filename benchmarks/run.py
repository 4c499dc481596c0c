"""How fast plans are ingested, what that costs and how it grows, all measured in one run.

    python benchmarks/run.py [--plans 200] [--growth 100,300,1000] [--full] [--dense] [--only PART ...]

Parts: `speed` (plans a second with 1 and 2 workers, processor time and memory of all processes), `stages` (the
share of each stage, beside bare spaCy tokenising and bare inserting of the same rows), `growth` (time and memory
from 100 plans on; `--full` to 10,000), `queries` (on the largest database made), `others` (quantulum3 and
underthesea over the same text, pdfplumber alone over the same PDFs, where they are installed:
`pip install '.[bench]'`). Plans are texts of 30 KB, made on the spot (`plan_texts.py`).
On a busy machine compare processor times and ratios; plans a second then say little.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

import alternatives
import measuring
import stages

import plan_texts

PARTS = ("speed", "stages", "growth", "queries", "others")
FULL = "100,300,1000,3000,10000"


def main() -> None:
    """Print each part."""
    options = parse_options()
    say_machine()
    if options.folder:
        options.folder.mkdir(parents=True, exist_ok=True)
    base = Path(tempfile.mkdtemp(prefix="plan-extract-bench-", dir=options.folder))
    try:
        run(base, options)
    finally:
        if not options.keep:
            shutil.rmtree(base)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, default=200, help="plans for speed; a fifth of them for the stages")
    parser.add_argument("--growth", default="100,300,1000", help="numbers of plans, from small to large")
    parser.add_argument("--full", action="store_true", help=f"growth over {FULL}")
    parser.add_argument("--dense", action="store_true", help="twice the facts in the same size")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--folder", type=Path, help="where plans and databases are made")
    parser.add_argument("--keep", action="store_true", help="keep plans and databases")
    return parser.parse_args()


def run(base: Path, options: argparse.Namespace) -> None:
    steps = [int(step) for step in (FULL if options.full else options.growth).split(",")]
    largest = None
    if "speed" in options.only:
        largest = print_speed(base, options.plans, options.dense)
    if "stages" in options.only:
        stages.print_stages([plan_texts.make_plan(n, dense=options.dense) for n in range(max(20, options.plans // 5))])
    if "growth" in options.only:
        largest = print_growth(base, steps, options.dense)
    if "queries" in options.only:
        if largest is None:
            largest = print_growth(base, steps[:1], options.dense)
        measuring.print_queries(largest)
    if "others" in options.only:
        alternatives.print_alternatives([plan_texts.make_plan(n, dense=options.dense) for n in range(20)])


def say_machine() -> None:
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}, {os.cpu_count()} processors{load}"
    )


def print_speed(base: Path, plans: int, dense: bool) -> Path:
    """Ingest with 1 and with 2 workers, each into an empty database; returns one."""
    size = plan_texts.write_plans(base / "speed", plans, dense=dense)
    print(f"\nSpeed: {plans} text plans of {size / plans / 1000:.1f} KB; start of the program taken off")
    print(
        f"{'workers':>8}{'plans/s':>10}{'wall s':>9}{'cpu s':>9}{'cpu ms a plan':>15}{'peak MB':>9}{'start s':>9}{'load':>7}"
    )
    database = base / "speed-0.db"
    for workers in (1, 2):
        database = base / f"speed-{workers}.db"
        found = measuring.ingest(base / "speed", database, workers)
        print(
            f"{workers:>8}{found.rate:>10.1f}{found.wall:>9.1f}{found.cpu:>9.1f}{found.cpu_a_plan * 1e3:>15.1f}"
            f"{found.peak / 1e6:>9.0f}{found.start:>9.1f}{found.load:>7.1f}",
            flush=True,
        )
    return database


def print_growth(base: Path, steps: list[int], dense: bool) -> Path:
    """Ingest more and more plans, each time into an empty database; returns the largest."""
    print("\nGrowth: 2 workers; memory is of all processes together (shared pages once)")
    print(
        f"{'plans':>8}{'wall s':>9}{'plans/s':>10}{'cpu ms a plan':>15}{'peak MB':>9}{'database MB':>13}{'KB a plan':>11}{'load':>7}"
    )
    database = base / "growth.db"
    for step in steps:
        folder = base / f"growth-{step}"
        plan_texts.write_plans(folder, step, dense=dense)
        database = base / f"growth-{step}.db"
        found = measuring.ingest(folder, database, 2)
        size = database.stat().st_size
        print(
            f"{step:>8}{found.wall:>9.1f}{found.rate:>10.1f}{found.cpu_a_plan * 1e3:>15.1f}{found.peak / 1e6:>9.0f}"
            f"{size / 1e6:>13.1f}{size / step / 1e3:>11.1f}{found.load:>7.1f}",
            flush=True,
        )
        shutil.rmtree(folder)
    return database


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    main()
