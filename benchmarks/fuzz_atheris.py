"""Hostile inputs found by coverage: atheris changes inputs until they reach code that none has reached before.

    pip install atheris
    python benchmarks/fuzz_atheris.py KIND [CORPUS_DIR] [-max_total_time=600] [-rss_limit_mb=3000] ...

KIND is figures, normaliser, dates, quantities, outline or files; what follows goes to libFuzzer. The checks
are those of `fuzz.py`. An input that breaks something is written to a file `crash-...`; give that file in
the place of CORPUS_DIR to run it again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "fuzzing"))

with atheris.instrument_imports(include=["plan_extract"]):
    import fuzz_checks

TEXTS: dict[str, Callable[[str], None]] = {
    "figures": fuzz_checks.check_figures,
    "normaliser": fuzz_checks.check_normaliser,
    "dates": fuzz_checks.check_dates,
    "quantities": fuzz_checks.check_quantities,
    "outline": fuzz_checks.check_outline,
}
NAMES = ("plan.txt", "plan.docx", "plan.pdf", "plan.html", "plan.eml", "plan.zip", "plan.mht", "plan")


def main() -> None:
    """Run until a fault is found or libFuzzer's limits are reached."""
    if len(sys.argv) < 2 or sys.argv[1] not in (*TEXTS, "files"):
        sys.exit(__doc__)
    kind = sys.argv.pop(1)
    atheris.Setup(sys.argv, try_file if kind == "files" else lambda data: try_text(TEXTS[kind], data))
    atheris.Fuzz()


def try_text(check: Callable[[str], None], data: bytes) -> None:
    check(data.decode("utf-8", "replace"))


def try_file(data: bytes) -> None:
    """The first byte chooses the name of the file, the rest is its content."""
    if data:
        fuzz_checks.check_reader(data[1:], NAMES[data[0] % len(NAMES)])


if __name__ == "__main__":
    main()
