"""Facts that people have corrected, as a search meets them: the index holds what the machine read."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.wording import fold, place_name
from plan_extract.storage.correction_marks import WITHDRAWN

_KINDS: Final = {"responsibility": "task"}
"""The kind of row that a fact is found as, where that is not its table."""
_FIELDS: Final = ("measure", "scope", "agency", "text", "output", "type", "number", "issuer")
_REPLACED: Final[dict[str, tuple[str, ...]]] = {
    "goal": ("text",),
    "indicator": ("text",),
    "task": ("text", "output"),
    "legal_reference": ("type", "number", "issuer"),
}
"""Tables whose corrected fields are all the words that a search finds a row by: what the machine read is no hit."""


@dataclass(frozen=True)
class SearchHit:
    """A row that holds all words. `text` is a piece around the first of them, at most some 200 letters."""

    kind: str
    row_id: str
    document_id: str
    plan: str | None
    issuer: str | None
    place: str
    text: str
    page: int | None


def find_corrected(connection: sqlite3.Connection, text: str, kind: str | None) -> tuple[SearchHit, ...]:
    """Facts of a kind (of all for None) whose corrected words hold all words of `text`, the newest first."""
    words = set(re.findall(r"[^\W_]+", fold(text)))
    marks = ", ".join("?" * len(_FIELDS))
    rows = connection.execute(
        "SELECT c.fact_table, c.fact_id, c.value, d.id, d.number, d.symbol, d.issuer, d.commune, d.district, d.province "
        "FROM correction c JOIN document d ON d.id = substr(c.fact_id, 1, instr(c.fact_id, '-') - 1) "
        f"WHERE c.active = 1 AND c.field IN ({marks}) AND c.value IS NOT NULL ORDER BY c.id DESC",
        _FIELDS,
    ).fetchall()
    found: dict[str, SearchHit] = {}
    for table, fact, value, document, number, symbol, issuer, commune, district, province in rows:
        named = _KINDS.get(table, table)
        if kind not in (None, named) or fact in found:
            continue
        line = _line(connection, table, fact) or value
        if not words <= set(re.findall(r"[^\W_]+", fold(line))):
            continue
        plan = "/".join(part for part in (number, symbol) if part) or None
        place = place_name(commune, district, province)
        found[fact] = SearchHit(named, fact, document, plan, issuer, place, line, None)
    rejected = rejected_facts(connection)
    return tuple(hit for fact, hit in found.items() if fact not in rejected)


def rejected_facts(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of the facts that somebody has said are none."""
    rows = connection.execute("SELECT fact_id FROM correction WHERE field = ? AND active = 1", (WITHDRAWN,))
    return frozenset(row[0] for row in rows)


def replaced_facts(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of the facts whose words somebody replaced: they are found by the new ones alone."""
    rows = connection.execute("SELECT fact_table, fact_id, field FROM correction WHERE active = 1")
    return frozenset(fact for table, fact, name in rows if name in _REPLACED.get(table, ()))


def _line(connection: sqlite3.Connection, table: str, fact: str) -> str | None:
    """The words of a fact as people left it, where they are all in its own fields."""
    if table not in _REPLACED:
        return None
    columns = ", ".join(_REPLACED[table])
    row = connection.execute(f"SELECT {columns} FROM corrected_{table} WHERE id = ?", (fact,)).fetchone()
    return " ".join(part for part in tuple(row) if part) if row else None
