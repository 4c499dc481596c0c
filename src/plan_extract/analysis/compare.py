"""One indicator across localities: who set which target for it.

Only targets of one unit, and of one quantity (a level to reach or a change), stand in one group:
a percentage is never ranked with a count.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from pydantic import ValidationError

from plan_extract.analysis.places import PLANS_OF_NAMES, as_json, find_names
from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wording import Wording, fold, nearest_names, place_name
from plan_extract.linking.catalogue import load_catalogue
from plan_extract.linking.values import COUNT, comparable_value
from plan_extract.model import Target
from plan_extract.model.errors import UsageError
from plan_extract.storage.rows import to_decimal
from plan_extract.storage.search import PLAN_OF_NUMBER, rowids_of, search_expression

Match = Literal["catalogue", "measure", "quote", "indicator"]

LEVELS: Final = (
    "national", "ministry", "province", "department", "district", "commune", "party", "front", "other",
)  # fmt: skip
_MATCHES: Final[tuple[Match, ...]] = ("catalogue", "measure", "quote", "indicator")
_COUNTED_IN_THINGS: Final = {"count", "other", "time", "ratio"}
"""Units that say nothing of what is counted: there the printed unit tells groups apart."""


_YEAR_CORRECTED: Final = "SELECT fact_id FROM correction WHERE fact_table = 'target' AND field = 'year' AND active = 1"
"""Targets that can be of a year though they were extracted with another: an index has the year as extracted."""
_HIT: Final = (
    "WITH hit (kind, number) AS (SELECT rowid >> 32, rowid & 4294967295 FROM search_index "
    f"WHERE search_index MATCH ? AND rowid BETWEEN {rowids_of('indicator')[0]} AND {rowids_of('target')[1]}), "
    "named (kind, document_id, position) AS (SELECT h.kind, p.document_id, h.number - p.number FROM hit h "
    f"CROSS JOIN search_plan p ON p.number = ({PLAN_OF_NUMBER.format('h.number')})) "
    "SELECT t.id FROM named n JOIN target t USING (document_id, position) WHERE n.kind = 3 "
    "UNION SELECT t.id FROM named n JOIN indicator i USING (document_id, position) "
    "JOIN target t ON t.indicator_id = i.id WHERE n.kind = 2"
)
"""SQL: the ids of the targets that hold the words of a search expression, or whose indicator does."""
_MOST_KNOWN: Final = 50_000
"""Of how many targets the measures are looked through for those like a question that found nothing."""


@dataclass(frozen=True)
class CompareQuestion:
    """Which indicator (words, or an id or name of the catalogue), narrowed by year, level and place."""

    indicator: str
    year: int | None = None
    level: str | None = None
    within: str | None = None


@dataclass(frozen=True)
class ComparedTarget:
    """One target with where it stands. `match` says what the question's words were found in."""

    target_id: str
    document_id: str
    plan: str | None
    issuer: str | None
    level: str
    place: str
    province: str | None
    district: str | None
    commune: str | None
    issued_date: str | None
    indicator: str | None
    indicator_text: str | None
    measure: str
    scope: str | None
    kind: str
    quantity: str | None
    direction: str | None
    comparator: str | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    unit_text: str | None
    per: Decimal | None
    normalised_value: Decimal | None
    normalised_unit: str | None
    year: int | None
    frequency: str | None
    quote: str
    page: int | None
    confidence: float
    corrected: bool
    match: Match


@dataclass(frozen=True)
class UnitGroup:
    """Targets that can be ranked together: one unit, one quantity. By level, then value, highest first.

    `normalised_unit` is the unit in which the targets' `normalised_value` are compared; the other fields
    are those of the first target.
    """

    normalised_unit: str | None
    unit: str | None
    per: Decimal | None
    unit_text: str | None
    quantity: str | None
    targets: tuple[ComparedTarget, ...]


@dataclass(frozen=True)
class Comparison:
    """The answer. Without any target, `suggestions` holds measures of the database most like the question."""

    question: CompareQuestion
    groups: tuple[UnitGroup, ...]
    plans: int
    suggestions: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[ComparedTarget, ...]:
        """All targets of all groups."""
        return tuple(target for group in self.groups for target in group.targets)


def compare(connection: sqlite3.Connection, question: CompareQuestion) -> Comparison:
    """Line up the targets of one indicator across plans.

    Raises `UsageError` for a question without words, a level that is none and a place that no plan
    is from.
    """
    wording = Wording(question.indicator)
    if not wording:
        raise UsageError('name an indicator in words, for instance: compare "suy dinh dưỡng thấp còi"')
    if question.level is not None and question.level not in LEVELS:
        raise UsageError(f'"{question.level}" is no level; levels are: {", ".join(LEVELS)}')
    narrowed = _narrow(connection, question)
    ids = catalogue_ids(connection, question.indicator)
    kept = _find_in_catalogue(connection, ids, narrowed)
    if not kept and not _are_used(connection, ids):
        kept = _find_by_words(connection, question, wording, narrowed)
    kept = _best_match_of_each_plan(kept)
    suggestions = () if kept else nearest_names(question.indicator, _known_names(connection))
    return Comparison(question, _group(kept), len({row.document_id for row in kept}), suggestions)


def unit_key(target: ComparedTarget) -> tuple[str, ...]:
    """What two targets must share to stand in one ranking."""
    if target.normalised_unit is not None:
        things = fold(target.unit_text or "") if COUNT in target.normalised_unit.split() else ""
        return ("", target.normalised_unit, "", things, target.quantity or "")
    printed = fold(target.unit_text or "") if target.unit in _COUNTED_IN_THINGS else ""
    if target.unit == "ratio" and target.per is not None:
        printed = ""
    per = "" if target.per is None else str(target.per)
    last = "~" if target.kind == "qualitative" else ""
    return (last, target.unit or "", per, printed, target.quantity or "")


@dataclass(frozen=True)
class _Narrowed:
    """The conditions of a question besides its indicator, for the view `target_comparison`."""

    sql: str
    values: tuple[Any, ...]
    year: int | None
    level: str | None
    places: str | None
    """Names as `PLANS_OF_NAMES` takes them."""

    def matching(self, indicator: str) -> tuple[str, tuple[Any, ...]]:
        """The condition for the targets of an indicator of the catalogue, with its values."""
        sql, values = f"canonical_indicator_id = ?{self.sql}", (indicator, *self.values)
        if self.year is None and self.level is None:
            return sql, values
        ids, wanted = self._ids(indicator)
        return f"target_id IN ({ids}) AND +{sql}", (*wanted, *values)

    def _ids(self, indicator: str) -> tuple[str, tuple[Any, ...]]:
        """The ids of the targets that come into question, in SQL that reads indexes and no targets."""
        sql, values = "SELECT t.id FROM target t", list[Any]([indicator])
        where = "t.canonical_indicator_id = ?"
        if self.year is not None:
            where += " AND t.year = ?"
            values.append(self.year)
        if self.places is not None:
            where += f" AND t.document_id IN ({PLANS_OF_NAMES})"
            values.append(self.places)
        elif self.level is not None:
            sql += " CROSS JOIN document d ON d.id = t.document_id"
            where += " AND d.level = ?"
            values.append(self.level)
        return f"{sql} WHERE {where} UNION {_YEAR_CORRECTED}", tuple(values)


def _narrow(connection: sqlite3.Connection, question: CompareQuestion) -> _Narrowed:
    sql, values = "", []
    for name in ("year", "level"):
        if getattr(question, name) is not None:
            sql += f" AND +{name} = ?"
            values.append(getattr(question, name))
    places = None
    if question.within:
        places = as_json(find_names(connection, question.within)[1])
        sql += (
            f" AND {'' if question.year is None and question.level is None else '+'}document_id IN ({PLANS_OF_NAMES})"
        )
        values.append(places)
    return _Narrowed(sql, tuple(values), question.year, question.level, places)


def catalogue_ids(connection: sqlite3.Connection, indicator: str) -> tuple[str, ...]:
    """Ids of the indicators of the catalogue that are called so, with or without accents."""
    wanted = fold(indicator).strip()
    return tuple(
        str(id_)
        for id_, name, name_en in connection.execute("SELECT id, name, name_en FROM canonical_indicator")
        if wanted in (fold(id_), fold(name), fold(name_en or ""))
    )


def count_in_catalogue(connection: sqlite3.Connection, question: CompareQuestion, *, most: int) -> int:
    """How many targets are of indicators that are called so, counted up to `most` of each. Raises like `compare`."""
    narrowed = _narrow(connection, question)
    count = 0
    for id_ in catalogue_ids(connection, question.indicator):
        where, values = narrowed.matching(id_)
        sql = f"SELECT count(*) FROM (SELECT 1 FROM target_comparison WHERE {where} LIMIT ?)"
        count += int(connection.execute(sql, (*values, most)).fetchone()[0])
    return count


def count_by_words(connection: sqlite3.Connection, question: CompareQuestion, *, most: int) -> int:
    """How many targets hold the words of a question, counted up to `most`. Raises like `compare`."""
    narrowed = _narrow(connection, question)
    sql = f"SELECT 1 FROM target_comparison WHERE target_id IN ({_HIT}){narrowed.sql} LIMIT ?"
    values = (search_expression(question.indicator), *narrowed.values, most)
    return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])


def _are_used(connection: sqlite3.Connection, ids: tuple[str, ...]) -> bool:
    """Whether targets are of these indicators, wherever and whenever."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT EXISTS (SELECT 1 FROM target WHERE canonical_indicator_id IN ({marks}))"
    return bool(connection.execute(sql, ids).fetchone()[0])


def _find_in_catalogue(
    connection: sqlite3.Connection, ids: tuple[str, ...], narrowed: _Narrowed
) -> list[ComparedTarget]:
    found: list[ComparedTarget] = []
    for id_ in ids:
        where, values = narrowed.matching(id_)
        rows = connection.execute(f"SELECT * FROM target_comparison WHERE {where}", values)
        found += [_target(row, "catalogue") for row in _dicts(rows)]
    return found


def _find_by_words(
    connection: sqlite3.Connection, question: CompareQuestion, wording: Wording, narrowed: _Narrowed
) -> list[ComparedTarget]:
    rows = connection.execute(
        f"SELECT * FROM target_comparison WHERE target_id IN ({_HIT}){narrowed.sql}",
        (search_expression(question.indicator), *narrowed.values),
    )
    found = []
    for row in _dicts(rows):
        match = _match(row, wording)
        if match is not None:
            found.append(_target(row, match))
    return found


def _match(row: dict[str, Any], wording: Wording) -> Match | None:
    subject = f"{row['measure']} {row['scope'] or ''}"
    if wording.stands_in(subject):
        return "measure"
    if wording.stands_in(f"{subject} {row['quote']}"):
        return "quote"
    if wording.stands_in(f"{subject} {row['indicator_text'] or ''}"):
        return "indicator"
    return None


def _best_match_of_each_plan(targets: list[ComparedTarget]) -> list[ComparedTarget]:
    """Where a plan's measures hold the words, its clauses that only mention them are left out."""
    best: dict[str, int] = {}
    for target in targets:
        rank = _MATCHES.index(target.match)
        best[target.document_id] = min(rank, best.get(target.document_id, rank))
    return [target for target in targets if _MATCHES.index(target.match) == best[target.document_id]]


def _group(targets: Iterable[ComparedTarget]) -> tuple[UnitGroup, ...]:
    groups: dict[tuple[str, ...], list[ComparedTarget]] = {}
    for target in targets:
        groups.setdefault(unit_key(target), []).append(target)
    made = []
    for key in sorted(groups, key=lambda key: (key[0], -len(groups[key]), key)):
        members = sorted(groups[key], key=_order)
        first = members[0]
        made.append(
            UnitGroup(first.normalised_unit, first.unit, first.per, first.unit_text, first.quantity, tuple(members))
        )
    return tuple(made)


def _order(target: ComparedTarget) -> tuple[Any, ...]:
    value = target.value if target.normalised_value is None else target.normalised_value
    value = -value if value is not None else Decimal(0)
    return (LEVELS.index(target.level), target.year or 0, value, target.place, target.target_id)


def _known_names(connection: sqlite3.Connection) -> Iterable[str]:
    yield from (row[0] for row in connection.execute("SELECT name FROM canonical_indicator"))
    sql = "SELECT DISTINCT measure FROM (SELECT measure FROM target LIMIT ?)"
    yield from remembered(
        connection, "measures", lambda: tuple(row[0] for row in connection.execute(sql, (_MOST_KNOWN,)))
    )


def _dicts(cursor: sqlite3.Cursor) -> Iterable[dict[str, Any]]:
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _comparable(row: dict[str, Any], numbers: dict[str, Decimal | None]) -> tuple[Decimal | None, str | None]:
    """The comparable value and its unit as stored; worked out anew where a person corrected the value."""
    if not row["corrected"] or row["normalised_unit"] is not None or numbers["value"] is None:
        return to_decimal(row["normalised_value"]), row["normalised_unit"]
    names = ("section", "kind", "measure", "quantity", "direction", "comparator", "unit", "unit_text", "frequency")
    fields: dict[str, Any] = {**{name: row[name] for name in names}, **numbers}
    try:
        target = Target(**fields, quote=row["quote"], start=0, end=0, rule="", confidence=1)
    except ValidationError:
        return None, None
    catalogue = load_catalogue()
    known = row["canonical_indicator_id"] in catalogue.indicators
    value = comparable_value(target, catalogue[row["canonical_indicator_id"]] if known else None)
    return value.value, value.unit


_FIELDS: Final = tuple(ComparedTarget.__dataclass_fields__)


def _target(row: dict[str, Any], match: Match) -> ComparedTarget:
    numbers = {name: to_decimal(row[name]) for name in ("value", "value_high", "per")}
    comparable = _comparable(row, numbers)
    made: dict[str, Any] = {
        **row,
        "place": place_name(row["commune"], row["district"], row["province"]),
        "corrected": bool(row["corrected"]),
        "match": match,
        "normalised_value": comparable[0],
        "normalised_unit": comparable[1],
        **numbers,
    }
    return ComparedTarget(*map(made.__getitem__, _FIELDS))
