"""Measures the locality register: load time, memory, one lookup, one placement, one scan of a text
(processor time).

Usage: python benchmarks/bench_localities.py [FILE...]
Prints one figure a line beside its limit and exits with 1 where one is over. Without files a text of
plan size is made of register names.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from plan_extract.linking.localities import LocalityRegister

ON = date(2024, 3, 1)
NAMES = ("xã Tân Lập", "huyện Nam Đông", "tỉnh Quảng Ninh", "TP.HCM", "Thừa Thiên - Huế", "Phường 5")
TEXT = "Thực hiện Kế hoạch của UBND huyện Nam Đông, tỉnh Thừa Thiên Huế tại xã Tân Lập và TP. Huế.\n" * 300

LOAD = """
import sys, time, tracemalloc
from plan_extract.linking import localities
if sys.argv[1] == "memory":
    tracemalloc.start()
start = time.process_time()
register = localities.LocalityRegister.load()
loaded = (time.process_time() - start) * 1000
place = register.place(level="commune", commune="Khe Tre", district="Nam Đông")
register.find("Dak Lak", unaccented=True)
print(loaded if sys.argv[1] == "time" else tracemalloc.get_traced_memory()[1] / 1e6)
"""


def load_figures() -> tuple[float, float]:
    """Return the milliseconds of a first load (median of five) and the peak MB with all indexes made."""
    return sorted(load_figure("time") for _ in range(5))[2], load_figure("memory")


def load_figure(kind: str) -> float:
    """Return what `LOAD` prints in a process of its own."""
    command = [sys.executable, "-c", LOAD, kind]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def microseconds(work: Callable[[], object], repeat: int) -> float:
    """Return the mean microseconds of a call."""
    work()
    start = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - start) / repeat * 1e6


def main() -> int:
    register = LocalityRegister.load()
    texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[1:]]
    texts = texts or [TEXT]
    size = sum(map(len, texts)) / 1e6
    load, memory = load_figures()
    place = {"level": "commune", "commune": "Tân Lập", "province": "Hà Nội"}
    names = microseconds(lambda: [register.find(name, on=ON) for name in NAMES], 300) / len(NAMES)
    figures = [
        ("load, ms", load, 150.0),
        ("memory, MB", memory, 60.0),
        ("find, µs", names, 100.0),
        ("place, µs", microseconds(lambda: register.place(on=ON, **place), 300), 1000.0),
        ("scan, ms a million characters",
         microseconds(lambda: [register.find_in_text(text, ON) for text in texts], 3) / 1000 / size, 2000.0),
    ]  # fmt: skip
    for name, figure, limit in figures:
        print(f"{name}: {figure:.1f} (limit {limit:g})")
    return int(any(figure > limit for _, figure, limit in figures))


if __name__ == "__main__":
    sys.exit(main())
