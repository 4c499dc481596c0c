"""How the plans of a comparison stand: rank, spread, distance from the superior and the country, who is missing."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from statistics import median, quantiles
from typing import Final

from plan_extract.analysis.compare import LEVELS, ComparedTarget, Comparison, UnitGroup
from plan_extract.analysis.country import CountryTarget, country_targets, national_unit
from plan_extract.analysis.dossier import PlanTarget, load_target, load_targets
from plan_extract.analysis.pairing import Line, make_lines, pair_lines
from plan_extract.analysis.places import PLANS_OF_NAMES, as_json, find_names, is_place
from plan_extract.analysis.superiors import Known, RelatedPlan, nearest_superior
from plan_extract.analysis.wording import fold
from plan_extract.linking.catalogue import NationalValue, load_catalogue
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.localities_records import Locality
from plan_extract.storage.calendar import find_days

_MOST_PLANS: Final = 1000
"""Beyond so many plans superiors are not looked up: nobody reads so long a list row by row."""
_LEAST_FOR_OUTLIERS: Final = 6
_FENCE: Final = Decimal("1.5")
"""Tukey's rule: an outlier lies further than 1.5 times the middle half's breadth from it."""


@dataclass(frozen=True)
class SuperiorValue:
    """What the nearest plan above sets for the same indicator, for the same year where it has one."""

    plan: RelatedPlan
    target: PlanTarget


@dataclass(frozen=True)
class Standing:
    """A target with its rank among plans of its level (1: asks for most; None where no direction is progress).

    `difference` is its value less the superior's, in the unit of the group. `alike` is false where most of
    the group are of one indicator of the catalogue and this one is not: it only has the words in common.
    """

    target: ComparedTarget
    rank: int | None
    superior: SuperiorValue | None
    difference: Decimal | None
    national: NationalValue | None
    outlier: bool
    alike: bool


@dataclass(frozen=True)
class GroupStanding:
    """The targets of one unit and year, ranked, with their spread. `better` is the direction of progress.

    `country` is what the national programme sets for the same, where the question is not narrowed to a place
    or to another level; it has no rank and no part in the spread.
    """

    group: UnitGroup
    year: int | None
    better: str | None
    rows: tuple[Standing, ...]
    lowest: Decimal
    median: Decimal
    highest: Decimal
    country: tuple[CountryTarget, ...] = ()


@dataclass(frozen=True)
class Missing:
    """A unit without a value: `has_plan` tells a plan without the indicator from no plan in the database."""

    place: str
    has_plan: bool
    plan: str | None


@dataclass(frozen=True)
class Standings:
    """The answer: one group for each unit and year; `missing` of the place asked about."""

    indicator: str
    groups: tuple[GroupStanding, ...]
    missing: tuple[Missing, ...]


def make_standings(connection: sqlite3.Connection, answer: Comparison) -> Standings:
    """Rank the targets of a comparison within each unit and year; missing units of its place, level and field."""
    plans = {target.document_id for target in answer.targets}
    finder = _Superiors(connection) if len(plans) <= _MOST_PLANS else None
    groups = [
        made
        for group in answer.groups
        if group.unit is not None
        for made in _by_year(group, finder, _catalogue_ids(connection, group.targets))
    ]
    if answer.question.within is not None or answer.question.level not in (None, "national"):
        groups = [replace(group, country=()) for group in groups]
    return Standings(answer.question.indicator, tuple(groups), tuple(_missing(connection, answer)))


def value_of(target: ComparedTarget) -> Decimal:
    """The figure by which a target is ranked: made comparable where that is known."""
    value = target.normalised_value if target.normalised_value is not None else target.value
    assert value is not None
    return value


def _by_year(group: UnitGroup, finder: _Superiors | None, ids: dict[str, str | None]) -> Iterator[GroupStanding]:
    years: dict[int | None, list[ComparedTarget]] = {}
    for target in group.targets:
        if target.value is not None:
            years.setdefault(target.year, []).append(target)
    for year in sorted(years, key=lambda year: year or 0):
        yield _rank(group, year, years[year], finder, ids)


def _rank(
    group: UnitGroup,
    year: int | None,
    targets: list[ComparedTarget],
    finder: _Superiors | None,
    ids: dict[str, str | None],
) -> GroupStanding:
    alike = _alike(targets, ids)
    same = {target.target_id for target in alike}
    values = [value_of(target) for target in alike]
    better = _better(alike, ids)
    sign = 1 if better == "decrease" else -1
    ordered = sorted(
        targets,
        key=lambda target: (
            target.target_id not in same, LEVELS.index(target.level), target.scope is not None,
            sign * value_of(target), target.place, target.target_id,
        ),
    )  # fmt: skip
    low, high = _fences(values)
    ranks = _ranks(alike, sign) if better else {}
    rows = []
    for target in ordered:
        value = value_of(target)
        superior = finder.find(target) if finder else None
        outlier = low is not None and high is not None and not low <= value <= high
        rows.append(
            Standing(
                target,
                ranks.get(target.target_id),
                superior,
                _difference(value, superior, target),
                _national(target, ids.get(target.target_id)),
                outlier and target.target_id in same,
                target.target_id in same,
            )
        )
    country = country_targets(group, year, ids.get(alike[0].target_id))
    return GroupStanding(group, year, better, tuple(rows), min(values), median(values), max(values), country)


def _alike(targets: list[ComparedTarget], ids: dict[str, str | None]) -> list[ComparedTarget]:
    """Those of the indicator that at least half of the targets are of; all, where none is so frequent."""
    counts = Counter(id_ for target in targets if (id_ := ids.get(target.target_id)) is not None)
    if not counts:
        return targets
    id_, count = counts.most_common(1)[0]
    kept = [target for target in targets if ids.get(target.target_id) == id_]
    return kept if 2 * count >= len(targets) else targets


def _ranks(targets: Sequence[ComparedTarget], sign: int) -> dict[str, int]:
    """The ranks of whole plans among those of their level; parts of a place (a row of an appendix) have none."""
    levels: dict[str, list[Decimal]] = {}
    whole = [target for target in targets if target.scope is None]
    for target in whole:
        levels.setdefault(target.level, []).append(sign * value_of(target))
    for values in levels.values():
        values.sort()
    return {target.target_id: 1 + bisect_left(levels[target.level], sign * value_of(target)) for target in whole}


class _Superiors:
    """The values of superiors, each plan above loaded once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plans: dict[str, RelatedPlan | None] = {}
        self._known: Known = {}
        self._lines: dict[str, list[Line]] = {}

    def find(self, compared: ComparedTarget) -> SuperiorValue | None:
        """What the nearest plan above sets for the measure of a target; None where it sets nothing."""
        document = compared.document_id
        if document not in self._plans:
            self._plans[document] = nearest_superior(self._connection, document, self._known)
        plan = self._plans[document]
        if plan is None:
            return None
        own = load_target(self._connection, compared.target_id)
        if own is None or own.value is None:
            return None
        if plan.document_id not in self._lines:
            self._lines[plan.document_id] = make_lines(load_targets(self._connection, plan.document_id))
        lines = self._lines[plan.document_id]
        beside = pair_lines([Line((), (own,))], lines).get(0)
        if beside is None:
            return None
        same = [target for target in lines[beside].targets if target.year == own.year]
        return SuperiorValue(plan, same[0]) if same else None


def _difference(value: Decimal, superior: SuperiorValue | None, target: ComparedTarget) -> Decimal | None:
    if superior is None:
        return None
    above = superior.target
    if target.normalised_value is not None and target.normalised_unit == above.normalised_unit:
        return None if above.normalised is None else value - above.normalised
    same = above.unit == target.unit and above.per == target.per and above.value is not None
    return target.value - above.value if same and target.value is not None and above.value is not None else None


def _better(targets: Sequence[ComparedTarget], ids: dict[str, str | None]) -> str | None:
    catalogue = load_catalogue().indicators
    for target in targets:
        indicator = catalogue.get(ids.get(target.target_id) or "")
        if indicator is not None and indicator.direction is not None:
            return indicator.direction
    for target in targets:
        if target.direction in ("increase", "decrease"):
            return target.direction
    for target in targets:
        if target.comparator in (">", ">=", "<", "<="):
            return "increase" if target.comparator[0] == ">" else "decrease"
    return None


def _national(target: ComparedTarget, id_: str | None) -> NationalValue | None:
    indicator = load_catalogue().indicators.get(id_ or "")
    if indicator is None or indicator.source is None:
        return None
    quantity = "change" if target.quantity == "change" else "level"
    if quantity == "level" and target.normalised_unit != national_unit(indicator):
        return None  # "12 xã" beside a share of communes
    return next(
        (
            value
            for value in indicator.values
            if (value.year, value.scope, value.quantity) == (target.year, target.scope, quantity)
        ),
        None,
    )


def _fences(values: Sequence[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    if len(values) < _LEAST_FOR_OUTLIERS:
        return None, None
    lower, _, upper = quantiles(values, n=4)
    reach = _FENCE * (upper - lower)
    return lower - reach, upper + reach


def _catalogue_ids(connection: sqlite3.Connection, targets: Sequence[ComparedTarget]) -> dict[str, str | None]:
    rows = connection.execute(
        "SELECT t.id, t.canonical_indicator_id FROM json_each(?) n CROSS JOIN target t ON t.id = n.value",
        (json.dumps([target.target_id for target in targets]),),
    )
    found = {str(row[0]): row[1] for row in rows}
    return {target.target_id: found.get(target.target_id) for target in targets}


def _missing(connection: sqlite3.Connection, answer: Comparison) -> Iterator[Missing]:
    """Units of the place asked about that have no value: of its districts, or communes where it has none.

    Without a place nothing is said to be missing: a database is seldom meant to be of the whole country.
    """
    question = answer.question
    if question.within is None or not answer.targets:
        return
    place, within = find_names(connection, question.within)
    known = {
        (fold(target.province or ""), fold(target.district or ""), fold(target.commune or ""))
        for target in answer.targets
    }
    below = [names for names in within if not is_place(place, *names)]
    rows = connection.execute(
        "SELECT province, district, commune, number, symbol FROM document "
        f"WHERE id IN ({PLANS_OF_NAMES}) ORDER BY issued_date, id",
        (as_json(below),),
    )
    plans = {}
    for row in rows:
        names = (fold(row[0] or ""), fold(row[1] or ""), fold(row[2] or ""))
        plans[names] = "/".join(part for part in (row[3], row[4]) if part) or None
    for unit, key in _units_below(question.within, _day(answer)):
        if not any(_same_unit(key, others) for others in known):
            own = next((plan for others, plan in plans.items() if _same_unit(key, others)), None)
            has_plan = any(_same_unit(key, others) for others in plans)
            yield Missing(unit.full_name, has_plan, own)


def _units_below(within: str, on: date) -> Iterator[tuple[Locality, tuple[str, str]]]:
    """The units right below a place on a day, each with its level and folded name; none for a doubtful name.

    Of a province and its town of the same name the province is meant.
    """
    register = LocalityRegister.load()
    found = register.find(within.split(",")[0].strip(), on=on, unaccented=True)
    if not found or [unit.level for unit in found].count(found[0].level) > 1:
        return
    for unit in register.records.children(found[0]):
        if unit.is_valid(on):
            yield unit, (unit.level, fold(unit.name))


def _same_unit(unit: tuple[str, str], names: tuple[str, str, str]) -> bool:
    level, name = unit
    return name == {"district": names[1] if not names[2] else "", "commune": names[2]}.get(level, names[0])


def _day(answer: Comparison) -> date:
    """The day for which units are named: when the newest of the plans was issued."""
    days = [find_days(target.issued_date) for target in answer.targets]
    dated = [date.fromisoformat(found[0]) for found in days if found]
    return max(dated) if dated else date(answer.question.year or 2025, 1, 1)
