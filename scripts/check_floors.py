"""Accuracy on the sample plans against its floors; exit status 1 where a part falls below.

    python scripts/check_floors.py [--floors FILE]

A floor is an F1 (`scripts/accuracy_floors.yml`); raise it when accuracy has risen for good. `source` and `plans`
are the texts and the files of the sample corpus, `further` the plans of `tests/further`, written and keyed by
others. Figures on all of these are no measure of plans never seen: rules have been corrected on them
(docs/accuracy.md).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from plan_extract.analysis.evaluation import Evaluation, evaluate
from plan_extract.pipeline import extract

ROOT = Path(__file__).resolve().parent.parent
FURTHER = ROOT / "tests" / "further"
FLOORS = Path(__file__).with_name("accuracy_floors.yml")


def load_floors(path: Path) -> dict[str, dict[str, float]]:
    """Floors of parts for each group of plans."""
    loaded: dict[str, dict[str, float]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return loaded


def evaluate_folder(folder: str) -> Evaluation:
    """The scores of a group of plans against their keys."""
    return evaluate(_pairs(folder))


def _pairs(folder: str) -> Iterator[tuple[str, Mapping[str, Any], Mapping[str, Any]]]:
    plans, keys = (FURTHER, FURTHER) if folder == "further" else (ROOT / "corpus" / folder, ROOT / "corpus" / "keys")
    for path in sorted(each for each in plans.iterdir() if each.suffix in (".txt", ".docx", ".pdf")):
        key = json.loads((keys / f"{path.stem}.json").read_text(encoding="utf-8"))
        yield path.name, key, extract(path, ocr="never").record.to_dict()


def compare(scores: Evaluation, floors: Mapping[str, float]) -> list[tuple[str, float, float]]:
    """Part, F1 and floor for each part that has a floor. Raises KeyError for a part that is none."""
    return [(part, scores.parts[part].f1, floor) for part, floor in floors.items()]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--floors", type=Path, default=FLOORS)
    floors = load_floors(parser.parse_args().floors)
    below = 0
    for folder, parts in floors.items():
        print(folder)
        for part, f1, floor in compare(evaluate_folder(folder), parts):
            fell = f1 < floor
            below += fell
            print(f"  {part:<26} {f1:.3f}  floor {floor:.3f}{'  BELOW' if fell else ''}")
    print(f"{below} below their floor" if below else "all at or above their floors")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
