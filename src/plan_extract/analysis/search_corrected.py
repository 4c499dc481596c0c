"""Facts that people have corrected, as a search meets them: the index holds what the machine read."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.wording import fold, place_name
from plan_extract.storage.corrections import WITHDRAWN

_KINDS: Final = {"target": "target", "deadline": "deadline", "responsibility": "task"}


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
    rows = connection.execute(
        "SELECT c.fact_table, c.fact_id, c.value, d.id, d.number, d.symbol, d.issuer, d.commune, d.district, d.province "
        "FROM correction c JOIN document d ON d.id = substr(c.fact_id, 1, instr(c.fact_id, '-') - 1) "
        "WHERE c.active = 1 AND c.field IN ('measure', 'scope', 'agency') AND c.value IS NOT NULL ORDER BY c.id DESC"
    )
    found: dict[str, SearchHit] = {}
    for table, fact, value, document, number, symbol, issuer, commune, district, province in rows:
        named = _KINDS.get(table)
        if named is None or kind not in (None, named) or not words <= set(re.findall(r"[^\W_]+", fold(value))):
            continue
        plan = "/".join(part for part in (number, symbol) if part) or None
        place = place_name(commune, district, province)
        found.setdefault(fact, SearchHit(named, fact, document, plan, issuer, place, value, None))
    rejected = rejected_facts(connection)
    return tuple(hit for fact, hit in found.items() if fact not in rejected)


def rejected_facts(connection: sqlite3.Connection) -> frozenset[str]:
    """The ids of the facts that somebody has said are none."""
    rows = connection.execute("SELECT fact_id FROM correction WHERE field = ? AND active = 1", (WITHDRAWN,))
    return frozenset(row[0] for row in rows)
