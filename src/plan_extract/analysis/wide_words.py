"""Comparisons of the whole country by words that stand in very many targets.

Nobody reads tens of thousands of sentences, and nobody waits until a program has. What such words mean is told by
the catalogue: the indicators that are called so, or of which many of the targets are that hold them. These are counted
and ranked whole; of targets that no catalogue knows some are shown, without ranks, and what is left out is told.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from plan_extract.analysis.compared import CompareQuestion, LeftOut, LeftOutIndicator, UnitGroup
from plan_extract.analysis.many_targets import only_groups
from plan_extract.analysis.wording import Wording
from plan_extract.storage.search import PLAN_OF_NUMBER, rowids_of, search_expression

_MOST_COUNTED: Final = 100_000
_SLICES, _OF_SLICE = 8, 200
"""The hits that are looked at come from so many parts of the index, so many of each: plans of one province may have
come into the database one behind the other."""
_LEAST_SHARE: Final = 0.02
"""An indicator is meant where so many of the hits that were looked at are of it."""
_MOST_INDICATORS: Final = 6
_MOST_OF_NONE: Final = 100
_MOST_READ: Final = 15_000
"""So many targets are read one by one where nothing less would answer: a second or two."""

_COUNT: Final = (
    "SELECT count(*) FROM (SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ? LIMIT ?)"
)
_SAMPLE: Final = (
    "WITH hit (number) AS (SELECT rowid & 4294967295 FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? "
    "AND ? LIMIT ?), named (document_id, position) AS (SELECT p.document_id, h.number - p.number FROM hit h "
    f"CROSS JOIN search_plan p ON p.number = ({PLAN_OF_NUMBER.format('h.number')})) "
    "SELECT t.id, t.canonical_indicator_id, t.measure, t.scope FROM named n CROSS JOIN target t "
    "USING (document_id, position)"
)


@dataclass(frozen=True)
class WideAnswer:
    """`groups` of the indicators that are meant, each apart; `of_none`: ids of some targets that no catalogue knows."""

    groups: tuple[UnitGroup, ...]
    plans: int
    of_none: tuple[str, ...]
    left_out: LeftOut


def compare_widely(
    connection: sqlite3.Connection, question: CompareQuestion, wording: Wording, *, many: int
) -> WideAnswer | None:
    """The answer to a question that is not narrowed to a place; None where less than `many` targets hold its words, or
    the catalogue has no indicator for them and they are not too many to be read."""
    expression = search_expression(question.indicator)
    hits = int(connection.execute(_COUNT, (expression, *rowids_of("target"), _MOST_COUNTED)).fetchone()[0])
    if hits < many:
        return None
    sample = [
        (id_, indicator)
        for id_, indicator, measure, scope in _sample(connection, expression)
        if wording.stands_in(f"{measure} {scope or ''}")
    ]
    meant = _meant(connection, wording, Counter(indicator for _, indicator in sample if indicator))
    if not meant and hits < _MOST_READ:
        return None
    shown, others = meant[:_MOST_INDICATORS], meant[_MOST_INDICATORS:]
    groups: list[UnitGroup] = []
    for indicator in shown:
        groups += only_groups(connection, indicator.id, question.year, question.level)
    of_none = tuple(id_ for id_, indicator in sample if indicator is None)[:_MOST_OF_NONE]
    if not groups and not of_none:
        return None
    left_out = LeftOut(hits, hits < _MOST_COUNTED, tuple(others), len(of_none))
    return WideAnswer(tuple(groups), _count_plans(connection, question, shown), of_none, left_out)


def _sample(connection: sqlite3.Connection, expression: str | None) -> Iterator[tuple[Any, ...]]:
    """Some of the targets that hold the words: id, indicator of the catalogue, measure, scope."""
    first, _ = rowids_of("target")
    last = connection.execute("SELECT number + slots FROM search_plan ORDER BY number DESC LIMIT 1").fetchone()
    breadth = -(-int(last[0]) // _SLICES) if last else 0
    for number in range(_SLICES):
        begin = first + number * breadth
        yield from connection.execute(_SAMPLE, (expression, begin, begin + breadth - 1, _OF_SLICE))


def _meant(connection: sqlite3.Connection, wording: Wording, found: Counter[str]) -> list[LeftOutIndicator]:
    """The indicators that are meant, those called so first, then those of most targets."""
    least = _LEAST_SHARE * sum(found.values())
    meant = []
    for id_, name in connection.execute("SELECT id, name FROM canonical_indicator"):
        called_so = wording.stands_in(name)
        if not called_so and found[id_] <= least:
            continue
        sql = "SELECT count(*) FROM target WHERE canonical_indicator_id = ?"
        targets = int(connection.execute(sql, (id_,)).fetchone()[0])
        if targets:
            meant.append((not called_so, -targets, LeftOutIndicator(id_, name, targets)))
    return [indicator for *_, indicator in sorted(meant, key=lambda entry: entry[:2])]


def _count_plans(connection: sqlite3.Connection, question: CompareQuestion, shown: list[LeftOutIndicator]) -> int:
    sql = "SELECT count(DISTINCT t.document_id) FROM target t"
    where = " WHERE t.canonical_indicator_id IN (SELECT value FROM json_each(?))"
    values: list[Any] = [json.dumps([indicator.id for indicator in shown])]
    if question.year is not None:
        where += " AND t.year = ?"
        values.append(question.year)
    if question.level is not None:
        sql += " JOIN document d ON d.id = t.document_id"
        where += " AND d.level = ?"
        values.append(question.level)
    return int(connection.execute(sql + where, values).fetchone()[0])
