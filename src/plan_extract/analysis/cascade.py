"""Each indicator of a plan beside that of the plans it carries out, up to the national programme."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field

from plan_extract.analysis.bounds import Bound, compare_bounds
from plan_extract.analysis.country import national_unit
from plan_extract.analysis.dossier import Dossier, PlanTarget, load_dossier
from plan_extract.analysis.pairing import (
    Line,
    Status,
    better_direction,
    is_yearly,
    judge,
    judge_by_year,
    make_lines,
    pair_lines,
)
from plan_extract.analysis.statements import find_statement, load_statements
from plan_extract.analysis.superiors import AbsentPlan, RelatedPlan, find_absent, find_inferiors, find_superiors
from plan_extract.analysis.unplanned import find_unplanned
from plan_extract.linking.catalogue import CatalogueIndicator, NationalValue, load_catalogue
from plan_extract.storage.plan_names import find_document


@dataclass(frozen=True)
class CascadeStep:
    """What another plan sets for the measure, and how the plan in question stands to it.

    `target` is None where that plan has no such measure; its value is None where the text is carried down without
    one. For plans below, `status` is theirs: how they stand to the plan in question.
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
    """One measure in one year. `own` is None where only a superior has it; its value where it has none of its own."""

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
    `unplanned` are, for `down`, the units right below that no plan in the columns is of.
    """

    document_id: str
    plan: str | None
    issuer: str | None
    down: bool
    related: tuple[RelatedPlan, ...]
    rows: tuple[CascadeRow, ...]
    absent: tuple[AbsentPlan, ...] = ()
    unplanned: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Column:
    """A plan in a column: its measures, and what it says without a figure, read where it is asked for."""

    connection: sqlite3.Connection
    dossier: Dossier
    lines: list[Line]
    _statements: list[PlanTarget] = field(default_factory=list)

    def statement_of(self, target: PlanTarget) -> PlanTarget | None:
        """What the plan says, without a figure, of the measure of another plan's target."""
        if not self._statements:
            found = load_statements(self.connection, self.dossier.document_id, self.dossier.targets)
            self._statements.extend(found)
        return find_statement(self._statements, target)


def make_cascade(connection: sqlite3.Connection, plan: str, *, down: bool = False) -> Cascade:
    """The cascade of the plan called `plan`, up or (`down`) to the plans below it.

    Raises `UsageError` where there is no such plan.
    """
    document = find_document(connection, plan)
    dossier = load_dossier(connection, document, with_text=False)
    related = find_inferiors(connection, document) if down else find_superiors(connection, document)
    columns = {}
    for item in related:
        other = load_dossier(connection, item.document_id, with_text=False)
        lines = make_lines(other.targets, None if down else dossier.own_name)
        columns[item.document_id] = _Column(connection, other, lines)
    own = _Column(connection, dossier, make_lines(dossier.targets))
    make_rows = _rows_down if down else _rows_up
    rows = tuple(make_rows(own, columns, _directions(connection)))
    absent = () if down else find_absent(connection, document)
    unplanned = find_unplanned(connection, document, columns) if down else ()
    return Cascade(document, dossier.plan, dossier.issuer, down, related, rows, absent, unplanned)


def _rows_up(own: _Column, columns: dict[str, _Column], directions: dict[str, str]) -> Iterator[CascadeRow]:
    pairs = {document: pair_lines(own.lines, column.lines) for document, column in columns.items()}
    catalogue = load_catalogue().indicators
    for place, line in enumerate(own.lines):
        for target in line.targets:
            steps = []
            for document, column in columns.items():
                beside = pairs[document].get(place)
                steps.append(
                    _step(document, line, target, None if beside is None else column.lines[beside], directions)
                )
            national = _national(target, line, catalogue.get(target.canonical_id or ""))
            yield CascadeRow(target.measure, target.indicator, target.year, target, tuple(steps), national)
    if columns:
        yield from _missing(own, columns, set(next(iter(pairs.values())).values()))


def _rows_down(own: _Column, columns: dict[str, _Column], directions: dict[str, str]) -> Iterator[CascadeRow]:
    """The plan's own measures with what each plan below sets; a share given to its place goes first."""
    given = {document: make_lines(own.dossier.targets, column.dossier.own_name) for document, column in columns.items()}
    pairs = {document: pair_lines(given[document], column.lines) for document, column in columns.items()}
    found = {
        document: {asked.key: (asked, pairs[document].get(place)) for place, asked in enumerate(lines)}
        for document, lines in given.items()
    }
    for line in own.lines:
        for target in line.targets:
            better_way = directions.get(target.canonical_id or "")
            steps = []
            for document, column in columns.items():
                asked, beside = found[document].get(line.key, (line, None))
                if beside is None:
                    said = column.statement_of(target)
                    steps.append(CascadeStep(document, said, "unvalued" if said else "missing"))
                else:
                    steps.append(_step_down(document, target, asked, column.lines[beside], better_way))
            yield CascadeRow(target.measure, target.indicator, target.year, target, tuple(steps), None)


def _step_down(document: str, target: PlanTarget, asked: Line, theirs: Line, better_way: str | None) -> CascadeStep:
    of_year = tuple(item for item in asked.targets if item.year == target.year) or (target,)
    better = better_direction(theirs, asked, better_way)
    nearest = _nearest_year(theirs, target.year)
    return CascadeStep(document, nearest, judge(nearest, Line(asked.key, of_year), better, theirs)[1])


def _step(document: str, own: Line, target: PlanTarget, other: Line | None, directions: dict[str, str]) -> CascadeStep:
    if other is None:
        return CascadeStep(document, None, "new")
    better = better_direction(own, other, directions.get(target.canonical_id or ""))
    found, status = judge(target, other, better, own)
    return CascadeStep(document, found, status)


def _missing(own: _Column, columns: dict[str, _Column], paired: set[int]) -> Iterator[CascadeRow]:
    """What the nearest superior's goals have and the plan has not, or only without a value."""
    nearest = next(iter(columns))
    for place, line in enumerate(columns[nearest].lines):
        if place in paired or line.first.section not in ("objectives", "appendix"):
            continue
        said = own.statement_of(line.first)
        status: Status = "unvalued" if said else "missing"
        for target in line.targets:
            rest = tuple(CascadeStep(document, None, status) for document in columns if document != nearest)
            steps = (CascadeStep(nearest, target, status), *rest)
            yield CascadeRow(
                target.measure, said.indicator if said else target.indicator, target.year, said, steps, None
            )


def _nearest_year(line: Line, year: int | None) -> PlanTarget:
    """The target of a line for this year, else the last before it, else the first after it."""
    for target in line.targets:
        if target.year == year:
            return target
    before = [target for target in line.targets if (target.year or 0) < (year or 0)]
    return before[-1] if before else line.targets[0]


def _national(target: PlanTarget, line: Line, indicator: CatalogueIndicator | None) -> NationalStep | None:
    """The national value that counts for the year of a target, of a line of the plan's."""
    if indicator is None or indicator.source is None or target.normalised is None:
        return None
    quantity = "change" if target.quantity == "change" else "level"
    scoped = [value for value in indicator.values if value.quantity == quantity and value.scope == target.scope]
    if not scoped:
        return None
    values = sorted(scoped, key=lambda value: value.year)
    found, status = judge_by_year(
        target.year or values[-1].year,
        values,
        lambda value: _against(target, value, indicator),
        lambda value: (
            is_yearly(target)
            or any(
                (own.year or 0) <= value.year and _against(own, value, indicator) in ("equal", "stricter")
                for own in line.targets
            )
        ),
    )
    return NationalStep(found, indicator.unit, f"{indicator.source.type} {indicator.source.number}", status)


def _against(target: PlanTarget, found: NationalValue, indicator: CatalogueIndicator) -> Status:
    """How a target stands to a national value by the figures alone."""
    if target.normalised is None or (target.quantity == "level" and target.normalised_unit != national_unit(indicator)):
        return "different"
    better = "increase" if target.quantity == "change" else indicator.direction
    high = target.value_high if target.value == target.normalised else None
    own = Bound(target.comparator or "=", target.normalised, high)
    return compare_bounds(own, Bound(found.comparator, found.value, found.high), better)


def _directions(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT id, direction FROM canonical_indicator WHERE direction IS NOT NULL")
    return {str(row[0]): str(row[1]) for row in rows}
