"""Makes a large database from the sample plans by variation, for benchmarks of questions.

Usage: python benchmarks/generate_database.py DATABASE [--plans 100000] [--varied 5000] [--targets 30]

Each plan is a sample plan of another place, of another year, with other figures: text and facts are
varied alike, so that every fact still stands at its offsets. Chains stay whole: a plan of a district cites
the number of its own province's plan. Sample plans are denser than plans of offices; lines with targets are
left out until about `--targets` are left, and lines of other sample plans that hold none are put behind, until
there are `--bytes-a-target` (UTF-8) for each target, as in real plans. Rows are made and inserted by the same
code as in an ingest. `--varied` plans are made so; more are copies of those (`copy_plans.py`), which takes a
tenth of the time.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sqlite3
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import count
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from copy_plans import copy_plans

from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.localities_records import Locality
from plan_extract.model import Plan
from plan_extract.model.plan import SectionText
from plan_extract.pipeline import extract
from plan_extract.storage.calendar import find_days
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import PlanRows, make_rows
from plan_extract.storage.writer import insert_plan

CORPUS = Path(__file__).parents[1] / "corpus" / "plans"
SEED = 20250701
WEIGHTS = {"commune": 8, "district": 3}
"""How many plans of a level there are for one of the others: there are more communes than provinces."""
A_TRANSACTION = 200
YEAR = re.compile(r"(?<!\d)20[1-4]\d(?!\d)")
PRINTED = re.compile(r"(?<![\d./-])\d+(?:[.,]\d+)*(?![\d/-])")


SAME = frozenset(("rule", "number", "indicator", "goal", "section", "kind", "quantity", "direction", "comparator", "unit",
                  "frequency", "relation", "recurrence", "action", "role"))  # fmt: skip
"""Fields of facts that are the same in every variant."""


@dataclass
class Base:
    """A sample plan: what it is of, which sample plans it cites, how many variants it has."""

    name: str
    plan: Plan
    units: list[tuple[Locality, ...]]
    parents: list[Base] = field(default_factory=list)
    printed: list[str] = field(init=False)
    """The figures of its targets as printed."""

    def __post_init__(self) -> None:
        found: dict[str, None] = {}
        for target in self.plan.record.targets:
            if target.value is not None and target.unit not in ("rank", "score"):
                for printed in PRINTED.findall(target.quote):
                    if _figure(printed) == target.value and not YEAR.fullmatch(printed):
                        found[printed] = None
        self.printed = list(found)

    @property
    def number(self) -> str | None:
        """Number and symbol as other plans cite them."""
        document = self.plan.document
        return f"{document.number}/{document.symbol}" if document.number and document.symbol else None

    def own_units(self) -> tuple[str, ...]:
        """The names of its place, the smallest unit first."""
        document = self.plan.document
        return tuple(name for name in (document.commune, document.district, document.province) if name)


@dataclass
class Variation:
    """What is put in the place of what, in one plan: the same in its text and in its facts."""

    names: dict[str, str]
    years: int
    figures: dict[str, str]
    pattern: re.Pattern[str] = field(init=False)
    values: dict[Decimal, Decimal] = field(init=False)
    _varied: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.values = {}
        for old, new in self.figures.items():
            self.values.setdefault(_figure(old), _figure(new))
        words = sorted(self.names, key=len, reverse=True)
        named = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
        self.pattern = re.compile(rf"(?<!\w)(?:{named})(?!\w)|{YEAR.pattern}|{PRINTED.pattern}" if named
                                  else rf"{YEAR.pattern}|{PRINTED.pattern}")  # fmt: skip

    def new(self, match: re.Match[str]) -> str:
        """What a match becomes."""
        old = match[0]
        if old[0].isdigit() and "/" not in old:
            return str(int(old) + self.years) if YEAR.fullmatch(old) else self.figures.get(old, old)
        return self.names.get(" ".join(old.split()), old)

    def vary(self, text: str) -> str:
        """A text varied."""
        varied = self._varied.get(text)
        if varied is None:
            varied = self._varied[text] = self.pattern.sub(self.new, text)
        return varied


class Offsets:
    """Where a place of the old text stands in the new one, after replacements and cuts."""

    def __init__(self, text: str, variation: Variation, cuts: list[tuple[int, int]]) -> None:
        edits = [(start, end, "") for start, end in cuts]
        starts = [start for start, _ in cuts]
        for match in variation.pattern.finditer(text):
            before = bisect_right(starts, match.start()) - 1
            if before < 0 or cuts[before][1] <= match.start():
                edits.append((match.start(), match.end(), variation.new(match)))
        self._ends, self._shifts = [0], [0]
        pieces, last, shift = [], 0, 0
        for start, end, new in sorted(edits):
            pieces += [text[last:start], new]
            last, shift = end, shift + len(new) - (end - start)
            self._ends.append(end)
            self._shifts.append(shift)
        self.text = "".join([*pieces, text[last:]])

    def move(self, offset: int) -> int:
        """The new place of an offset that stands in no edit."""
        moved = offset + self._shifts[bisect_right(self._ends, offset) - 1]
        return max(0, min(len(self.text), moved))


def load_bases() -> list[Base]:
    """All sample plans, with the units that a variant can be of and the sample plans above them."""
    register = LocalityRegister.load()
    bases = []
    for path in sorted(CORPUS.iterdir()):
        plan = extract(path)
        bases.append(Base(path.name, plan, list(_units(register, plan))))
    for base in bases:
        cited = {reference.number for reference in base.plan.record.legal_references}
        base.parents = [other for other in bases if other is not base and other.number in cited]
    return bases


def _units(register: LocalityRegister, plan: Plan) -> Iterator[tuple[Locality, ...]]:
    """The units of the same rank and day as the plan's, each with those above it, the smallest first."""
    document = plan.document
    days = find_days(document.issued_date)
    on = date.fromisoformat(days[0]) if days else date(document.period_start or 2024, 6, 1)
    place = register.place(
        level=document.level, province=document.province, district=document.district, commune=document.commune, on=on
    )
    own = place.locality
    if own is None:
        return
    found = [register.get(id_) for id_ in register.records.ids()]
    alike = [unit for unit in found if (unit.level, unit.unit_word) == (own.level, own.unit_word) and unit.is_valid(on)]
    random.Random(SEED).shuffle(alike)
    for unit in alike:
        above = register.parents(unit)
        if len(above) == len(register.parents(own)) and all(each.is_valid(on) for each in above):
            yield (unit, *above)


def variants(bases: list[Base], plans: int) -> Iterator[tuple[int, int, int]]:
    """(place in `bases`, number of the unit, years to add) for each plan, mixed, the same in every run."""
    weights = [WEIGHTS.get(base.plan.document.level, 1) for base in bases]
    chosen = random.Random(SEED).choices(range(len(bases)), weights, k=plans)
    made = [count() for _ in bases]
    for base in chosen:
        number = next(made[base])
        units = max(1, len(bases[base].units))
        yield base, number % units, -(number // units % 3)


def make_plan(bases: list[Base], targets: int, density: int, job: tuple[int, tuple[int, int, int]]) -> PlanRows:
    """The rows of one variant."""
    serial, (place, unit, years) = job
    rng = random.Random(f"{SEED}/{serial}")
    base = bases[place]
    variation = _variation(base, unit, years, rng)
    record = base.plan.record
    share = targets / (sum(len(each.plan.record.targets) for each in bases) / len(bases))
    cuts = _cuts(base.plan, share, rng)
    offsets = Offsets(base.plan.source.text, variation, cuts)
    keep = partial(_is_kept, cuts)
    moved = partial(_moved, offsets, variation)
    kept = {
        name: tuple(moved(fact) for fact in getattr(record, name) if keep(fact))
        for name in ("legal_references", "goals", "indicators", "targets", "responsibilities", "deadlines")
    }
    document = record.document.model_copy(update=_document_fields(base, unit, variation))
    text, more = _lengthen(bases, base, offsets.text, len(kept["targets"]) * density, variation, rng)
    sections = tuple(
        section.model_copy(
            update={
                "heading": variation.vary(section.heading),
                "start": offsets.move(section.start),
                "end": offsets.move(section.end),
            }
        )
        for section in base.plan.sections
    )
    plan = base.plan.model_copy(
        update={
            "source": base.plan.source.model_copy(update={"text": text, "blocks": ()}),
            "record": record.model_copy(update={"document": document, **kept}),
            "sections": (*sections, *more),
            "issues": (),
        }
    )
    digest = hashlib.sha256(f"{SEED}/{serial}".encode()).hexdigest()
    sha256 = f"{serial:010x}{digest[10:]}"
    return make_rows(plan, sha256=sha256, file_name=f"{serial:06d}-{base.name}", extractor_version="generated")


def _variation(base: Base, unit: int, years: int, rng: random.Random) -> Variation:
    names: dict[str, str] = {}
    if base.units:
        for old, new in zip(base.own_units(), base.units[unit], strict=False):
            names[old] = new.name
            names[old.upper()] = new.name.upper()
    if base.number:
        names[base.number] = _number_of(base, base.units[unit] if base.units else (), years)
    for parent in base.parents:
        depth = len(parent.units[0]) if parent.units else 0
        above = base.units[unit][-depth:] if base.units and depth else ()
        if parent.number:
            names[parent.number] = _number_of(parent, above, years)
    return Variation(names, years, {printed: _other_figure(printed, rng) for printed in base.printed})


def _number_of(base: Base, units: tuple[Locality, ...], years: int) -> str:
    """The number of a variant: the same wherever it is asked for, in the plan itself and in those below."""
    key = f"{base.name}/{units[0].id if units else ''}/{years}"
    number = int(hashlib.sha256(key.encode()).hexdigest()[:6], 16) % 400 + 1
    return f"{number}/{base.plan.document.symbol}"


def _figure(printed: str) -> Decimal:
    whole, mark, rest = printed.replace(".", "").partition(",") if "," in printed else (printed, "", "")
    if not mark:
        grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+", whole)
        return Decimal(whole.replace(".", "")) if grouped else Decimal(re.sub(r"\.(?=.*\.)", "", whole))
    return Decimal(f"{whole}.{rest.replace(',', '')}")


def _other_figure(printed: str, rng: random.Random) -> str:
    """Another figure of the same form; 0 and 100 stay what they are."""
    if len(printed) < 2 or set(printed) <= set("01.,"):
        return printed
    digits = [rng.choice("123456789") if sign in "123456789" else sign for sign in printed]
    return "".join(digits)


def _cuts(plan: Plan, share: float, rng: random.Random) -> list[tuple[int, int]]:
    """The lines that are left out: those with a target of which only a share is kept."""
    text = plan.source.text
    cuts: set[tuple[int, int]] = set()
    for target in plan.record.targets:
        start = text.rfind("\n", 0, target.start) + 1
        end = text.find("\n", target.end) + 1 or len(text)
        if (start, end) not in cuts and rng.random() > share**0.4:
            cuts.add((start, end))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_kept(cuts: list[tuple[int, int]], fact: Any) -> bool:
    return all(end <= fact.start or fact.end <= start for start, end in cuts)


def _moved(offsets: Offsets, variation: Variation, fact: Any) -> Any:
    """A fact at its new place, its texts, years and values varied."""
    values: dict[str, Any] = {"start": offsets.move(fact.start), "end": offsets.move(fact.end)}
    for name, value in fact:
        if isinstance(value, str) and name not in SAME:
            values[name] = variation.vary(value)
        elif name == "partners":
            values[name] = tuple(variation.vary(each) for each in value)
        elif name == "year" and value is not None:
            values[name] = value + variation.years
        elif name in ("value", "value_high") and value is not None:
            values[name] = variation.values.get(value, value)
    if hasattr(fact, "relation") and getattr(fact, "number", None):
        values["number"] = variation.vary(fact.number)
    values["end"] = max(values["start"], values["end"])
    return fact.model_copy(update=values)


def _document_fields(base: Base, unit: int, variation: Variation) -> dict[str, Any]:
    document = base.plan.document
    values = {
        name: variation.vary(value)
        for name, value in document
        if isinstance(value, str) and name not in ("level", "type", "number", "symbol")
    }
    for name in ("period_start", "period_end"):
        value = getattr(document, name)
        values[name] = None if value is None else value + variation.years
    if base.number:
        values["number"] = variation.names[base.number].partition("/")[0]
    return values


def _lengthen(
    bases: list[Base], base: Base, text: str, size: int, variation: Variation, rng: random.Random
) -> tuple[str, tuple[SectionText, ...]]:
    """The text with an appendix of lines without targets, until it has `size` bytes."""
    missing = size - len(text.encode())
    pieces: list[str] = []
    while missing > 0:
        line = variation.vary(rng.choice(_prose(rng.choice(bases).plan)))
        pieces.append(line)
        missing -= len(line.encode()) + 1
    if not pieces:
        return text, ()
    heading = "PHỤ LỤC THUYẾT MINH"
    start = len(text) + 1
    longer = "\n".join([text, heading, *pieces])
    section = SectionText(heading=heading, kind="appendix", level=1, start=start, end=len(longer), text="")
    return longer, (section,)


_PROSE: dict[int, list[str]] = {}


def _prose(plan: Plan) -> list[str]:
    """The longer lines of a plan that hold no target."""
    if id(plan) not in _PROSE:
        taken = [(target.start, target.end) for target in plan.record.targets]
        lines, start = [], 0
        for line in plan.source.text.splitlines(keepends=True):
            end = start + len(line)
            if len(line) > 60 and not any(start < stop and begin < end for begin, stop in taken):
                lines.append(line.rstrip("\n"))
            start = end
        _PROSE[id(plan)] = lines
    return _PROSE[id(plan)]


_MAKE: Callable[[tuple[int, tuple[int, int, int]]], PlanRows] | None = None


def _start_worker(bases: list[Base], targets: int, density: int) -> None:
    global _MAKE
    _MAKE = partial(make_plan, bases, targets, density)


def _run(job: tuple[int, tuple[int, int, int]]) -> PlanRows:
    assert _MAKE is not None
    return _MAKE(job)


def finish(connection: sqlite3.Connection) -> None:
    """Merge the full-text index, as an ingest does, and write all to the file."""
    print("merging the full-text index", file=sys.stderr, flush=True)
    connection.execute("INSERT INTO search_index (search_index) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("database", type=Path)
    parser.add_argument("--plans", type=int, default=100_000)
    parser.add_argument("--varied", type=int, default=5000, help="how many are made by variation, not copied")
    parser.add_argument("--targets", type=int, default=30, help="targets of a plan, on the average")
    parser.add_argument("--bytes-a-target", type=int, default=800, help="text of a plan for each target")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    if given.database.exists():
        print(f"{given.database} is there already", file=sys.stderr)
        return 2
    bases = load_bases()
    varied = min(given.plans, given.varied)
    connection = open_database(given.database)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -2000000")
    connection.execute("PRAGMA foreign_keys = OFF")
    began = time.perf_counter()
    jobs = enumerate(variants(bases, varied))
    with Pool(given.workers, _start_worker, (bases, given.targets, given.bytes_a_target)) as pool:
        made = pool.imap(_run, jobs, chunksize=20)
        for first in range(0, varied, A_TRANSACTION):
            with transaction(connection):
                for _ in range(min(A_TRANSACTION, varied - first)):
                    insert_plan(connection, next(made))
            print(f"{first} plans, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    if varied < given.plans:
        copy_plans(connection, given.plans)
    finish(connection)
    connection.close()
    print(f"done in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
