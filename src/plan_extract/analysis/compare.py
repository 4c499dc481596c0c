"""One indicator across localities: who set which target for it.

Only targets of one unit, and of one quantity (a level to reach or a change), stand in one group:
a percentage is never ranked with a count.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from plan_extract.analysis.compared import (
    LEVELS,
    ComparedTarget,
    CompareQuestion,
    Comparison,
    Match,
    UnitGroup,
    dicts,
    order_of,
    target_of,
    unit_group,
    unit_key,
)
from plan_extract.analysis.many_targets import count_targets, group_targets
from plan_extract.analysis.places import PLANS_OF_NAMES, as_json, find_names
from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wide_words import WideAnswer, compare_widely
from plan_extract.analysis.wording import Wording, fold, nearest_names
from plan_extract.model.errors import UsageError
from plan_extract.storage.search import PLAN_OF_NUMBER, rowids_of, search_expression

_MATCHES: Final[tuple[Match, ...]] = ("catalogue", "measure", "quote", "indicator")

_YEAR_CORRECTED: Final = "SELECT fact_id FROM correction WHERE fact_table = 'target' AND field = 'year' AND active = 1"
"""Targets that can be of a year though they were extracted with another: an index has the year as extracted."""
_ROWIDS: Final = "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
_SEARCHED: Final = (rowids_of("indicator")[0], rowids_of("target")[1])
"""Where the words of indicators and targets stand in the index."""
_ASKING: Final = 80
"""To ask the index for the hits of one plan takes as long as reading so many hits."""
_NAMED: Final = (
    "WITH hit (kind, number) AS (SELECT rowid >> 32, rowid & 4294967295 FROM "
    f"({_ROWIDS.replace('? AND ?', '{} AND {}'.format(*_SEARCHED))})), "
    "named (kind, document_id, position) AS (SELECT h.kind, p.document_id, h.number - p.number FROM hit h "
    f"CROSS JOIN search_plan p ON p.number = ({PLAN_OF_NUMBER.format('h.number')})) "
)
_GIVEN: Final = (
    "WITH named (kind, document_id, position) AS (SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(?)) "
)
_HIT: Final = (
    "SELECT t.id FROM named n CROSS JOIN target t USING (document_id, position) WHERE n.kind = 3 "
    "UNION SELECT t.id FROM named n CROSS JOIN indicator i USING (document_id, position) "
    "JOIN target t ON t.indicator_id = i.id WHERE n.kind = 2 "
    "UNION SELECT fact_id FROM correction WHERE fact_table = 'target' AND field IN ('measure', 'scope') AND active = 1 "
    "UNION SELECT t.id FROM correction c CROSS JOIN target t ON t.indicator_id = c.fact_id "
    "WHERE c.fact_table = 'indicator' AND c.field = 'text' AND c.active = 1"
)
"""SQL: the ids of the targets that hold the words of a search expression, or whose indicator does, or that may since
somebody corrected them. `named` are the hits in the full-text index: all, or those of some plans alone."""
_MANY: Final = 200
"""From so many targets of an indicator on they are read only when they are looked at."""
_MANY_HITS: Final = 1500
"""From so many targets on that hold the words of a question to the whole country not all are read."""
_MOST_KNOWN: Final = 50_000
"""Of how many targets the measures are looked through for those like a question that found nothing."""


def compare(connection: sqlite3.Connection, question: CompareQuestion, *, whole: bool = False) -> Comparison:
    """Line up the targets of one indicator across plans.

    `whole`: read all targets that hold the words, however many they are; else see `compare_widely`. Raises `UsageError` for a question without words, a level that is none and a place that no plan
    is from.
    """
    wording = Wording(question.indicator)
    if not wording:
        raise UsageError('name an indicator in words, for instance: compare "suy dinh dưỡng thấp còi"')
    if question.level is not None and question.level not in LEVELS:
        raise UsageError(f'"{question.level}" is no level; levels are: {", ".join(LEVELS)}')
    narrowed = _narrow(connection, question)
    ids = catalogue_ids(connection, question.indicator)
    if narrowed.places is None and len(ids) == 1 and _are_many(connection, ids[0], question):
        groups, plans = group_targets(connection, ids[0], question.year, question.level)
        return Comparison(question, groups, plans)
    kept = _find_in_catalogue(connection, ids, narrowed)
    if not kept and not _are_used(connection, ids):
        if narrowed.places is None and not whole:
            wide = compare_widely(connection, question, wording, many=_MANY_HITS)
            if wide is not None:
                return _wide_comparison(connection, question, narrowed, wide)
        kept = _find_by_words(connection, question, wording, narrowed)
    kept = _best_match_of_each_plan(kept)
    suggestions = () if kept else nearest_names(question.indicator, _known_names(connection))
    return Comparison(question, _group(kept), len({row.document_id for row in kept}), suggestions)


def _wide_comparison(
    connection: sqlite3.Connection, question: CompareQuestion, narrowed: _Narrowed, wide: WideAnswer
) -> Comparison:
    rows = connection.execute(
        f"SELECT * FROM target_comparison WHERE target_id IN (SELECT value FROM json_each(?)){narrowed.sql}",
        (json.dumps(wide.of_none), *narrowed.values),
    )
    of_none = [target_of(row, "measure") for row in dicts(rows)]
    left_out = replace(wide.left_out, of_none=len(of_none))
    plans = wide.plans + len({target.document_id for target in of_none})
    return Comparison(question, (*wide.groups, *_group(of_none)), plans, left_out=left_out)


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
    hits, value = _hits(connection, question, narrowed)
    sql = f"SELECT 1 FROM target_comparison WHERE target_id IN ({hits}){narrowed.sql} LIMIT ?"
    values = (value, *narrowed.values, most)
    return int(connection.execute(f"SELECT count(*) FROM ({sql})", values).fetchone()[0])


def _hits(connection: sqlite3.Connection, question: CompareQuestion, narrowed: _Narrowed) -> tuple[str, str | None]:
    """SQL for the ids of the targets that hold the words of a question, with its value.

    Of a place the hits of its plans are picked out before anything is read: plans stand in the index one by one.
    """
    expression = search_expression(question.indicator)
    if narrowed.places is None:
        return _NAMED + _HIT, expression
    plans = connection.execute(
        f"SELECT number, slots, document_id FROM search_plan WHERE document_id IN ({PLANS_OF_NAMES}) ORDER BY number",
        (narrowed.places,),
    ).fetchall()
    spans = [
        (begin >> 32, document, begin + number, begin + number + slots - 1)
        for begin, _ in map(rowids_of, ("indicator", "target"))
        for number, slots, document in plans
    ]
    named = [
        (kind, document, rowid - first)
        for (kind, document, first, _), found in zip(spans, _rowids_in(connection, expression, spans), strict=True)
        for rowid in found
    ]
    return _GIVEN + _HIT, json.dumps(named)


def _rowids_in(
    connection: sqlite3.Connection, expression: str | None, spans: Sequence[tuple[int, str, int, int]]
) -> Iterator[Sequence[int]]:
    """The hits in each of the spans. Of words that stand almost everywhere each span is asked for by itself, of others
    all hits are read: asking costs as much as reading so many."""
    cursor = connection.cursor()
    cursor.row_factory = None
    most = _ASKING * len(spans)
    rows = cursor.execute(_ROWIDS, (expression, *_SEARCHED)).fetchmany(most + 1)
    if len(rows) <= most:
        rowids = sorted(rowid for (rowid,) in rows)
        for *_, first, last in spans:
            yield rowids[bisect_left(rowids, first) : bisect_right(rowids, last)]
        return
    for *_, first, last in spans:
        yield [rowid for (rowid,) in cursor.execute(_ROWIDS, (expression, first, last))]


def _are_used(connection: sqlite3.Connection, ids: tuple[str, ...]) -> bool:
    """Whether targets are of these indicators, wherever and whenever."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT EXISTS (SELECT 1 FROM target WHERE canonical_indicator_id IN ({marks}))"
    return bool(connection.execute(sql, ids).fetchone()[0])


def _are_many(connection: sqlite3.Connection, indicator: str, question: CompareQuestion) -> bool:
    return count_targets(connection, indicator, question.year, question.level, most=_MANY) == _MANY


def _find_in_catalogue(
    connection: sqlite3.Connection, ids: tuple[str, ...], narrowed: _Narrowed
) -> list[ComparedTarget]:
    found: list[ComparedTarget] = []
    for id_ in ids:
        where, values = narrowed.matching(id_)
        rows = connection.execute(f"SELECT * FROM target_comparison WHERE {where}", values)
        found += [target_of(row, "catalogue") for row in dicts(rows)]
    return found


def _find_by_words(
    connection: sqlite3.Connection, question: CompareQuestion, wording: Wording, narrowed: _Narrowed
) -> list[ComparedTarget]:
    hits, value = _hits(connection, question, narrowed)
    sql = f"SELECT * FROM target_comparison WHERE target_id IN ({hits}){narrowed.sql}"
    rows = connection.execute(sql, (value, *narrowed.values))
    found = []
    for row in dicts(rows):
        match = _match(row, wording)
        if match is not None:
            found.append(target_of(row, match))
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
    keys = sorted(groups, key=lambda key: (key[0], -len(groups[key]), key))
    return tuple(unit_group(tuple(sorted(groups[key], key=order_of))) for key in keys)


def _known_names(connection: sqlite3.Connection) -> Iterable[str]:
    for id_, name in connection.execute("SELECT id, name FROM canonical_indicator"):
        yield from (name, id_)
    sql = "SELECT DISTINCT measure FROM (SELECT measure FROM target LIMIT ?)"
    yield from remembered(
        connection, "measures", lambda: tuple(row[0] for row in connection.execute(sql, (_MOST_KNOWN,)))
    )


__all__ = [
    "LEVELS",
    "CompareQuestion",
    "ComparedTarget",
    "Comparison",
    "UnitGroup",
    "catalogue_ids",
    "compare",
    "count_by_words",
    "count_in_catalogue",
    "unit_key",
]
