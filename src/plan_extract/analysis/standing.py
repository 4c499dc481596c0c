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
from typing import Final

from plan_extract.analysis.compared import LEVELS, ComparedTarget, Comparison, UnitGroup, value_of
from plan_extract.analysis.country import CountryTarget, country_targets, national_unit
from plan_extract.analysis.many_targets import RowsLater, TargetsLater, UnitMembers
from plan_extract.analysis.places import PLANS_OF_NAMES, as_json, find_names, is_place
from plan_extract.analysis.spread import Spread, make_spreads, series_of, spreads_of
from plan_extract.analysis.superior_values import SuperiorValue, SuperiorValues
from plan_extract.analysis.wording import fold, fold_name
from plan_extract.linking.catalogue import NationalValue, load_catalogue
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.values import shared_unit
from plan_extract.storage.calendar import find_days

_MOST_AT_ONCE: Final = 20
"""Beyond so many rows of a group each is made when it is looked at: its superior's value takes most of the time."""
_MOST_PLANS: Final = 1000
"""Beyond so many plans superiors are not looked up: nobody reads so long a list row by row."""


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
    """The targets of one unit and year, ranked, with their spreads. `better` is the direction of progress.

    `indicator` is the id of the catalogue's indicator where the question's words were found in several, which are
    ranked apart; `mixed` are those of none, which have no ranks and no spreads.

    `country` is what the national programme sets for the same, where the question is not narrowed to a place
    or to another level; it has no rank and no part in the spreads.
    """

    group: UnitGroup
    year: int | None
    better: str | None
    rows: Sequence[Standing]
    spreads: tuple[Spread, ...]
    country: tuple[CountryTarget, ...] = ()
    indicator: str | None = None
    mixed: bool = False

    def spread_of(self, target: ComparedTarget) -> Spread | None:
        """The spread of the likes of a target."""
        return next((spread for spread in self.spreads if (spread.level, spread.of_parts) == series_of(target)), None)


@dataclass(frozen=True)
class Missing:
    """A unit without a value: `has_plan` tells a plan without the indicator from no plan in the database."""

    level: str
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
    groups: list[GroupStanding] = []
    if any(isinstance(group.targets, TargetsLater) for group in answer.groups):
        finder = SuperiorValues(connection) if answer.plans <= _MOST_PLANS else None
    else:
        finder = SuperiorValues(connection) if len({row.document_id for row in answer.targets}) <= _MOST_PLANS else None
    for group in answer.groups:
        if group.unit is None:
            continue
        if isinstance(group.targets, TargetsLater):
            made = _many_by_year(group, group.targets.members, finder)
            of_one = answer.left_out is None
            groups += made if of_one else (replace(each, indicator=group.targets.members.indicator) for each in made)
        else:
            made = _by_year(group, finder, _catalogue_ids(connection, group.targets))
            groups += made if answer.left_out is None else map(_unranked, made)
    if answer.question.within is not None or answer.question.level not in (None, "national"):
        groups = [replace(group, country=()) for group in groups]
    return Standings(answer.question.indicator, tuple(groups), tuple(_missing(connection, answer)))


def _by_year(group: UnitGroup, finder: SuperiorValues | None, ids: dict[str, str | None]) -> Iterator[GroupStanding]:
    apart = list(_by_indicator([target for target in group.targets if target.value is not None], ids))
    for indicator, targets in apart:
        years: dict[int | None, list[ComparedTarget]] = {}
        for target in targets:
            years.setdefault(target.year, []).append(target)
        for year in sorted(years, key=lambda year: year or 0):
            mixed = indicator is None and len(apart) > 1
            yield replace(_rank(group, year, years[year], finder, ids, mixed=mixed), indicator=indicator)


def _unranked(group: GroupStanding) -> GroupStanding:
    """Measures that no catalogue knows, beside some that it does: whether they are alike is not known."""
    rows = tuple(replace(row, rank=None, outlier=False) for row in group.rows)
    return replace(group, rows=rows, spreads=(), mixed=True)


def _by_indicator(
    targets: list[ComparedTarget], ids: dict[str, str | None]
) -> Iterator[tuple[str | None, list[ComparedTarget]]]:
    """The targets apart by indicator of the catalogue where words were found in several, those of none last.

    Underweight and stunting have "suy dinh dưỡng" in common, and no rank.
    """
    counts = Counter(id_ for target in targets if (id_ := ids.get(target.target_id)) is not None)
    if len(counts) < 2:
        yield None, targets
        return
    apart: dict[str | None, list[ComparedTarget]] = {}
    for target in targets:
        apart.setdefault(ids.get(target.target_id), []).append(target)
    for id_, _ in counts.most_common():
        yield id_, apart[id_]
    if None in apart:
        yield None, apart[None]


def _rank(
    group: UnitGroup,
    year: int | None,
    targets: list[ComparedTarget],
    finder: SuperiorValues | None,
    ids: dict[str, str | None],
    *,
    mixed: bool,
) -> GroupStanding:
    """The targets of a year in their order; those that are `mixed` have it without ranks and spreads."""
    alike = _alike(targets, ids)
    same = {target.target_id for target in alike}
    spreads = spreads_of(alike)
    by_series = {(spread.level, spread.of_parts): spread for spread in spreads}
    better = _better(alike, ids)
    sign = 1 if better == "decrease" else -1
    ordered = sorted(
        targets,
        key=lambda target: (
            target.target_id not in same, LEVELS.index(target.level), target.scope is not None,
            sign * value_of(target), target.place, target.target_id,
        ),
    )  # fmt: skip
    ranks = _ranks(alike, sign) if better and not mixed else {}
    found = {target.target_id: target for target in ordered}

    def read(wanted: Sequence[str]) -> Iterator[tuple[str, Standing]]:
        for id_ in wanted:
            target, is_alike = found[id_], id_ in same
            outlier = not mixed and is_alike and by_series[series_of(target)].is_outlier(value_of(target))
            yield id_, _standing(target, ranks.get(id_), ids.get(id_), finder, outlier=outlier, alike=is_alike)

    rows: Sequence[Standing]
    if len(ordered) > _MOST_AT_ONCE:
        rows = RowsLater(len(ordered), lambda _: list(found), read)
    else:
        rows = tuple(row for _, row in read(list(found)))
    country = country_targets(group, year, ids.get(alike[0].target_id))
    return GroupStanding(group, year, better, rows, () if mixed else spreads, country, mixed=mixed)


def _many_by_year(group: UnitGroup, members: UnitMembers, finder: SuperiorValues | None) -> Iterator[GroupStanding]:
    """The same as `_by_year` of targets that are not read yet; they are all of one indicator of the catalogue."""
    for year, series in sorted(members.values().items(), key=lambda found: found[0] or 0):
        better = _better_of_many(group, members.indicator, year)
        country = country_targets(group, year, members.indicator)
        spreads = make_spreads(series)
        yield GroupStanding(group, year, better, _many_rows(members, year, spreads, better, finder), spreads, country)


def _better_of_many(group: UnitGroup, indicator: str, year: int | None) -> str | None:
    known = load_catalogue().indicators.get(indicator)
    if known is not None and known.direction is not None:
        return known.direction
    targets = [target for target in group.targets if target.year == year and target.value is not None]
    return _better(targets, {})


def _many_rows(
    members: UnitMembers,
    year: int | None,
    spreads: tuple[Spread, ...],
    better: str | None,
    finder: SuperiorValues | None,
) -> RowsLater[Standing]:
    sign = 1 if better == "decrease" else -1
    by_series = {(spread.level, spread.of_parts): spread for spread in spreads}
    ranks: dict[str, int] = {}

    def find_ids(most: int | None) -> list[str]:
        found = members.ranking(year, sign, most)
        firsts: dict[tuple[int, Decimal], int] = {}
        first_of: dict[int, int] = {}
        for place, (level, of_part, value, _, id_) in enumerate(found):
            if better and not of_part:
                first = first_of.setdefault(level, place)
                ranks[id_] = 1 + firsts.setdefault((level, value), place) - first
        return [row[4] for row in found]

    def read(ids: list[str]) -> Iterator[tuple[str, Standing]]:
        for id_, target in members.read(ids):
            outlier = by_series[series_of(target)].is_outlier(value_of(target))
            yield id_, _standing(target, ranks.get(id_), members.indicator, finder, outlier=outlier, alike=True)

    return RowsLater(sum(spread.values for spread in spreads), find_ids, read)


def _standing(
    target: ComparedTarget,
    rank: int | None,
    canonical: str | None,
    finder: SuperiorValues | None,
    *,
    outlier: bool,
    alike: bool,
) -> Standing:
    superior = finder.find(target, canonical) if finder else None
    difference = _difference(value_of(target), superior, target)
    return Standing(target, rank, superior, difference, _national(target, canonical), outlier, alike)


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


def _difference(value: Decimal, superior: SuperiorValue | None, target: ComparedTarget) -> Decimal | None:
    if superior is None:
        return None
    above = superior.target
    if target.normalised_value is not None and _is_shared(target.normalised_unit, above.normalised_unit):
        return None if above.normalised is None else value - above.normalised
    same = above.unit == target.unit and above.per == target.per and above.value is not None
    return target.value - above.value if same and target.value is not None and above.value is not None else None


def _is_shared(own: str | None, above: str | None) -> bool:
    return own == above or (own is not None and above is not None and shared_unit(own) == shared_unit(above))


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
    indicator = load_catalogue().indicators.get(id_) if id_ is not None else None
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
    names_of = {(target.province, target.district, target.commune) for target in answer.targets}
    known = {unit for names in names_of for unit in _units_of(*map(_folded, names))}
    below = [names for names in within if not is_place(place, *names)]
    rows = connection.execute(
        "SELECT province, district, commune, number, symbol FROM document "
        f"WHERE id IN ({PLANS_OF_NAMES}) ORDER BY issued_date, id",
        (as_json(below),),
    )
    last: dict[tuple[str, str, str], str | None] = {}
    for row in rows:
        names = (_folded(row[0]), _folded(row[1]), _folded(row[2]))
        last[names] = "/".join(part for part in (row[3], row[4]) if part) or None
    plans: dict[tuple[str, str], str | None] = {}
    for names, plan in last.items():
        for key in _units_of(*names):
            plans.setdefault(key, plan)
    for unit, key in _units_below(question.within, _day(answer)):
        if key not in known:
            yield Missing(unit.level, unit.full_name, key in plans, plans.get(key))


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


def _units_of(province: str, district: str, commune: str) -> Iterator[tuple[str, str]]:
    """The units, as level and folded name, for which a plan with these names speaks. It speaks for its province too,
    a plan of a commune not for the district."""
    yield "province", province
    yield "district", "" if commune else district
    yield "commune", commune


def _folded(name: str | None) -> str:
    return fold_name(name or "")


def _day(answer: Comparison) -> date:
    """The day for which units are named: when the newest of the plans was issued."""
    days = map(find_days, {target.issued_date for target in answer.targets})
    dated = [date.fromisoformat(found[0]) for found in days if found]
    return max(dated) if dated else date(answer.question.year or 2025, 1, 1)
