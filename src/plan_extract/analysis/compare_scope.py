"""How large a comparison would be, and what it can be narrowed to, told before it is made."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.compare import (
    LEVELS,
    CompareQuestion,
    catalogue_ids,
    compare,
    count_by_words,
    count_in_catalogue,
)
from plan_extract.analysis.overview import find_choices
from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.searching import search
from plan_extract.analysis.standing import GroupStanding, make_standings
from plan_extract.analysis.wording import Wording, place_name
from plan_extract.model.errors import UsageError

_MOST_PLACES: Final = 300
_MOST_NAMES: Final = 40

Head = tuple[str, int | None, str | None, str]
"""Level, year, province and place of a target."""


@dataclass(frozen=True)
class Scope:
    """What an indicator can be narrowed to. `indicators` are those of the catalogue that its words are part of.

    `too_many` tells that the question, as narrowed as it is, would give more targets than asked for.
    """

    too_many: bool
    levels: tuple[str, ...]
    years: tuple[int, ...]
    places: tuple[str, ...]
    indicators: tuple[str, ...]


def find_scope(connection: sqlite3.Connection, question: CompareQuestion, *, most: int) -> Scope:
    """The scope of a question; `most`: how many targets are welcome. Raises like `compare`."""
    if question.level is not None and question.level not in LEVELS:
        raise UsageError(f'"{question.level}" is no level; levels are: {", ".join(LEVELS)}')
    ids = catalogue_ids(connection, question.indicator)
    heads = remembered(connection, ("heads of", ids), lambda: _read_heads(connection, ids)) if ids else ()
    if heads:
        return _scope(count_in_catalogue(connection, question, most=most + 1) > most, heads)
    words = search(connection, question.indicator, kind="target", limit=1, suggest=False).total
    if words > most:
        found, is_wide = find_choices(connection), question == CompareQuestion(question.indicator)
        too_many = is_wide or count_by_words(connection, question, most=most + 1) > most
        names = _names(connection, question.indicator) if too_many else ()
        return Scope(too_many, found.level, found.year, found.province, names)
    wide = compare(connection, CompareQuestion(question.indicator))
    return _scope(False, [(row.level, row.year, row.province, row.place) for row in wide.targets])


def find_spreads(connection: sqlite3.Connection, question: CompareQuestion) -> tuple[GroupStanding, ...]:
    """The units and years of a question to the whole country that is too wide to be read row by row, with how many
    targets there are and how far apart; none for words that are no indicator of the catalogue. Raises like `compare`."""
    if question.within is not None or len(catalogue_ids(connection, question.indicator)) != 1:
        return ()
    return make_standings(connection, compare(connection, question)).groups


def _scope(too_many: bool, heads: Iterable[Head]) -> Scope:
    found = list(heads)
    places = {place for *_, place in found if place}
    provinces = {province for _, _, province, _ in found if province}
    if len(places) > _MOST_PLACES:
        places = set()
    return Scope(
        too_many,
        tuple(level for level in LEVELS if any(head[0] == level for head in found)),
        tuple(sorted({year for _, year, _, _ in found if year})),
        tuple(sorted(places | provinces)),
        (),
    )


def _read_heads(connection: sqlite3.Connection, ids: tuple[str, ...]) -> tuple[Head, ...]:
    rows = connection.execute(
        "SELECT DISTINCT d.level, t.year, d.province, d.district, d.commune FROM target t "
        "JOIN document d ON d.id = t.document_id "
        "WHERE t.canonical_indicator_id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return tuple((row[0], row[1], row[2], place_name(row[4], row[3], row[2])) for row in rows)


def _names(connection: sqlite3.Connection, indicator: str) -> tuple[str, ...]:
    """Names of the catalogue that hold the words and that targets were matched to."""
    wording = Wording(indicator)
    rows = connection.execute(
        "SELECT c.name FROM canonical_indicator c WHERE EXISTS "
        "(SELECT 1 FROM target t WHERE t.canonical_indicator_id = c.id) ORDER BY c.name"
    )
    return tuple(row[0] for row in rows if wording.stands_in(row[0]))[:_MOST_NAMES]
