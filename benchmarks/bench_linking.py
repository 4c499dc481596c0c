"""Measures the linking: load time and memory of all registers, one plan of 80 targets (processor time).

Usage: python benchmarks/bench_linking.py
Prints one figure a line beside its limit and exits with 1 where one is over. The targets are the wordings of
the catalogue itself, with figures that fit.
"""

import subprocess
import sys
import time
from decimal import Decimal

from plan_extract.linking.indicators import IndicatorMatcher, indicator_matcher
from plan_extract.model import Target

LOAD = """
import sys, time, tracemalloc
from plan_extract.linking import indicators
from plan_extract.linking.agencies import agency_register
from plan_extract.linking.localities import LocalityRegister
if sys.argv[1] == "memory":
    tracemalloc.start()
start = time.process_time()
LocalityRegister.load()
agency_register()
indicators.indicator_matcher()
loaded = (time.process_time() - start) * 1000
print(loaded if sys.argv[1] == "time" else tracemalloc.get_traced_memory()[1] / 1e6)
"""


def load_figure(kind: str) -> float:
    """Return the milliseconds, or the peak MB, of one first load in a process of its own."""
    return float(subprocess.run([sys.executable, "-c", LOAD, kind], check=True, capture_output=True, text=True).stdout)


def make_targets(matcher: IndicatorMatcher) -> list[Target]:
    """Return 80 targets, worded like the catalogue, half of them with words that it does not have."""
    wordings = [text for indicator in matcher.catalogue for text in indicator.wordings]
    step = len(wordings) // 80
    return [
        Target(
            start=0, end=1, rule="bench", confidence=1, section="objectives", kind="numeric", quantity="level",
            comparator="=", value=Decimal(95), unit="%", unit_text="%", quote="",
            measure=text if number % 2 else f"{text} tại các cơ sở sản xuất số {number}",
        )
        for number, text in enumerate(wordings[:: step or 1][:80])
    ]  # fmt: skip


def plan_figure() -> float:
    """Return the milliseconds of one plan of 80 targets, median of nine, each measure read anew."""
    matcher = indicator_matcher()
    targets = make_targets(matcher)
    times = []
    for _ in range(9):
        type(matcher.words).words.cache_clear()
        start = time.process_time()
        matcher.match_plan(targets)
        times.append((time.process_time() - start) * 1000)
    return sorted(times)[4]


def main() -> int:
    """Print the figures; return 1 where one is over its limit."""
    figures = (
        ("loading, ms", sorted(load_figure("time") for _ in range(5))[2], 150.0),
        ("memory at most, MB", load_figure("memory"), 60.0),
        ("a plan of 80 targets, ms", plan_figure(), 10.0),
    )
    for name, figure, limit in figures:
        print(f"{name:28}{figure:10.1f}  (limit {limit:g})")
    return int(any(figure > limit for _, figure, limit in figures))


if __name__ == "__main__":
    sys.exit(main())
