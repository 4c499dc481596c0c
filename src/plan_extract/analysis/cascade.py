"""Each indicator of a plan beside that of the plans it carries out, up to the national programme."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from plan_extract.analysis.country import national_unit
from plan_extract.analysis.dossier import Dossier, PlanTarget, load_dossier
from plan_extract.analysis.pairing import (
    Line,
    Status,
    better_direction,
    compare_values,
    judge,
    make_lines,
    pair_lines,
)
from plan_extract.analysis.superiors import AbsentPlan, RelatedPlan, find_absent, find_inferiors, find_superiors
from plan_extract.linking.catalogue import CatalogueIndicator, NationalValue, load_catalogue
from plan_extract.storage.readers import find_document


@dataclass(frozen=True)
class CascadeStep:
    """What another plan sets for the measure, and how the plan in question stands to it.

    `target` is None where that plan has no such measure. For plans below, `status` is theirs: how they
    stand to the plan in question.
    """

    document_id: str
    target: PlanTarget | None
    status: Status


@dataclass(frozen=True)
class NationalStep:
    """The national value for the measure, with the document that sets it."""

    value: NationalValue
    unit: str
    source: str
    status: Status


@dataclass(frozen=True)
class CascadeRow:
    """One measure in one year. `own` is None where only a superior has it."""

    measure: str
    indicator: str | None
    year: int | None
    own: PlanTarget | None
    steps: tuple[CascadeStep, ...]
    national: NationalStep | None


@dataclass(frozen=True)
class Cascade:
    """The answer: `related` are the plans that stand in the columns, the nearest first.

    `absent` are the plans that it cites as those it carries out and that are not in the database; none for `down`.
    """

    document_id: str
    plan: str | None
    issuer: str | None
    down: bool
    related: tuple[RelatedPlan, ...]
    rows: tuple[CascadeRow, ...]
    absent: tuple[AbsentPlan, ...] = ()


def make_cascade(connection: sqlite3.Connection, plan: str, *, down: bool = False) -> Cascade:
    """The cascade of the plan called `plan`, up or (`down`) to the plans below it.

    Raises `UsageError` where there is no such plan.
    """
    document = find_document(connection, plan)
    dossier = load_dossier(connection, document, with_text=False)
    related = find_inferiors(connection, document) if down else find_superiors(connection, document)
    others = {}
    for item in related:
        other = load_dossier(connection, item.document_id, with_text=False)
        others[item.document_id] = make_lines(other.targets, None if down else dossier.own_name)
    make_rows = _rows_down if down else _rows_up
    rows = tuple(make_rows(connection, dossier, others))
    absent = () if down else find_absent(connection, document)
    return Cascade(document, dossier.plan, dossier.issuer, down, related, rows, absent)


def _rows_up(connection: sqlite3.Connection, dossier: Dossier, others: dict[str, list[Line]]) -> Iterator[CascadeRow]:
    own = make_lines(dossier.targets)
    directions = _directions(connection)
    pairs = {document: pair_lines(own, lines) for document, lines in others.items()}
    catalogue = load_catalogue().indicators
    for place, line in enumerate(own):
        for target in line.targets:
            steps = []
            for document, lines in others.items():
                beside = pairs[document].get(place)
                steps.append(_step(document, line, target, None if beside is None else lines[beside], directions))
            national = _national(target, catalogue.get(target.canonical_id or ""))
            yield CascadeRow(target.measure, target.indicator, target.year, target, tuple(steps), national)
    yield from _missing(own, others, pairs)


def _rows_down(connection: sqlite3.Connection, dossier: Dossier, others: dict[str, list[Line]]) -> Iterator[CascadeRow]:
    """The plan's own measures with what each plan below sets; a share given to its place goes first."""
    directions = _directions(connection)
    given = {document: make_lines(dossier.targets, _own_name(connection, document)) for document in others}
    pairs = {document: pair_lines(given[document], lines) for document, lines in others.items()}
    found = {
        document: {asked.key: (asked, pairs[document].get(place)) for place, asked in enumerate(lines)}
        for document, lines in given.items()
    }
    for line in make_lines(dossier.targets):
        for target in line.targets:
            better_way = directions.get(target.canonical_id or "")
            steps = []
            for document, lines in others.items():
                asked, beside = found[document].get(line.key, (line, None))
                theirs = None if beside is None else lines[beside]
                steps.append(_step_down(document, target, asked, theirs, better_way))
            yield CascadeRow(target.measure, target.indicator, target.year, target, tuple(steps), None)


def _step_down(
    document: str, target: PlanTarget, asked: Line, theirs: Line | None, better_way: str | None
) -> CascadeStep:
    if theirs is None:
        return CascadeStep(document, None, "missing")
    of_year = tuple(item for item in asked.targets if item.year == target.year) or (target,)
    better = better_direction(theirs, asked, better_way)
    nearest = _nearest_year(theirs, target.year)
    return CascadeStep(document, nearest, judge(nearest, Line(asked.key, of_year), better)[1])


def _own_name(connection: sqlite3.Connection, document: str) -> str | None:
    row = connection.execute(
        "SELECT coalesce(commune, district, province) FROM document WHERE id = ?", (document,)
    ).fetchone()
    return str(row[0]) if row and row[0] else None


def _step(document: str, own: Line, target: PlanTarget, other: Line | None, directions: dict[str, str]) -> CascadeStep:
    if other is None:
        return CascadeStep(document, None, "new")
    better = better_direction(own, other, directions.get(target.canonical_id or ""))
    found, status = judge(target, other, better)
    return CascadeStep(document, found, status)


def _missing(own: list[Line], others: dict[str, list[Line]], pairs: dict[str, dict[int, int]]) -> Iterator[CascadeRow]:
    """What the nearest superior's goals have and the plan has not."""
    if not others:
        return
    nearest = next(iter(others))
    paired = set(pairs[nearest].values())
    for place, line in enumerate(others[nearest]):
        if place in paired or line.first.section not in ("objectives", "appendix"):
            continue
        for target in line.targets:
            step = CascadeStep(nearest, target, "missing")
            rest = tuple(CascadeStep(document, None, "missing") for document in others if document != nearest)
            yield CascadeRow(target.measure, target.indicator, target.year, None, (step, *rest), None)


def _nearest_year(line: Line, year: int | None) -> PlanTarget:
    """The target of a line for this year, else the last before it, else the first after it."""
    for target in line.targets:
        if target.year == year:
            return target
    before = [target for target in line.targets if (target.year or 0) < (year or 0)]
    return before[-1] if before else line.targets[0]


def _national(target: PlanTarget, indicator: CatalogueIndicator | None) -> NationalStep | None:
    """The national value of the same year, else of the next one that has a value, else of the last."""
    if indicator is None or indicator.source is None or target.normalised is None:
        return None
    quantity = "change" if target.quantity == "change" else "level"
    scoped = [value for value in indicator.values if value.quantity == quantity and value.scope == target.scope]
    if not scoped:
        return None
    values = sorted(scoped, key=lambda value: value.year)
    year = target.year or values[-1].year
    found = next((value for value in values if value.year >= year), values[-1])
    status = _national_status(target, found, indicator, year)
    return NationalStep(found, indicator.unit, f"{indicator.source.type} {indicator.source.number}", status)


def _national_status(target: PlanTarget, found: NationalValue, indicator: CatalogueIndicator, year: int) -> Status:
    assert target.normalised is not None
    if target.quantity == "level" and target.normalised_unit != national_unit(indicator):
        return "different"
    better = "increase" if target.quantity == "change" else indicator.direction
    high: Decimal | None = target.value_high if target.value == target.normalised else None
    status = compare_values((target.normalised, high), (found.value, found.high), better)
    if year < found.year and status in ("weaker", "different"):
        return "interim"
    return "later" if year > found.year and status == "equal" else status


def _directions(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT id, direction FROM canonical_indicator WHERE direction IS NOT NULL")
    return {str(row[0]): str(row[1]) for row in rows}
