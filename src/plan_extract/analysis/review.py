"""The queue of doubtful facts, and what people have corrected: what a reviewer works through."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from plan_extract.model.errors import UsageError
from plan_extract.storage.corrections import Correction, load_corrections, recent_corrections
from plan_extract.storage.fact_fields import EDITABLE

DOUBTFUL: Final = 0.85
"""Below this confidence a fact is put before a person."""

_WORTH: Final = {
    "target": 3.0, "indicator": 2.5, "responsibility": 2.0, "deadline": 1.5, "legal_reference": 1.2, "goal": 1.0,
}  # fmt: skip
"""How much a wrong fact of this kind costs: figures are compared, tasks handed out, days watched. A task is put
before a person with each agency that has it."""
_TEXTS: Final = {
    "target": "x.quote",
    "deadline": "x.quote",
    "responsibility": "(SELECT k.text FROM corrected_task k WHERE k.id = x.task_id)",
}
"""What a fact says besides its fields."""

_AROUND: Final = 240


@dataclass(frozen=True)
class ReviewItem:
    """A fact to check with its surroundings. `fields` are its values that can be corrected.

    `before`, `passage` and `after` are the text as read; `corrections` those that count now. `task_id` is the task
    of a responsibility.
    """

    table: str
    fact_id: str
    document_id: str
    plan: str | None
    issuer: str | None
    page: int | None
    confidence: float
    rule: str
    text: str
    fields: dict[str, Any]
    before: str
    passage: str
    after: str
    corrections: tuple[Correction, ...]
    task_id: str | None = None


@dataclass(frozen=True)
class ReviewQueue:
    """The doubtful facts that nobody has looked at, most valuable first, out of `waiting`."""

    waiting: int
    items: tuple[ReviewItem, ...]
    recent: tuple[Correction, ...]


def make_queue(
    connection: sqlite3.Connection, *, plan: str | None = None, below: float = DOUBTFUL, limit: int = 10
) -> ReviewQueue:
    """The queue of all plans or of one: doubt times what an error of the kind costs."""
    values = {"below": below, "plan": plan, "limit": limit}
    waiting = sum(_count_waiting(connection, table, values) for table in _WORTH)
    parts = " UNION ALL ".join(
        f"SELECT * FROM (SELECT '{table}' AS fact_table, id, (1 - confidence) * {_WORTH[table]} AS weight "
        f"FROM {table} x WHERE {_doubtful(values)} AND NOT EXISTS (SELECT 1 FROM correction c "
        f"WHERE c.fact_table = '{table}' AND c.fact_id = x.id AND c.active = 1) ORDER BY confidence, id LIMIT :limit)"
        for table in _WORTH
    )
    rows = connection.execute(
        f"SELECT fact_table, id FROM ({parts}) ORDER BY weight DESC, id LIMIT :limit", values
    ).fetchall()
    items = tuple(load_item(connection, row[0], row[1]) for row in rows)
    return ReviewQueue(waiting, items, recent_corrections(connection))


def _doubtful(values: dict[str, Any]) -> str:
    """The condition for the doubtful facts of all plans, in the words of the indexes of them, or of one plan."""
    if values["plan"] is not None:
        return "document_id = :plan AND +confidence < :below"
    return f"confidence < :below AND confidence < {DOUBTFUL}" if values["below"] <= DOUBTFUL else "confidence < :below"


def _count_waiting(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    """How many facts of a table wait: all doubtful ones less those looked at, of which there are few."""
    corrected = f"SELECT fact_id FROM correction WHERE fact_table = '{table}' AND active = 1"
    looked_at = f"id IN ({corrected}) AND +confidence < :below AND (:plan IS NULL OR document_id = :plan)"
    every, known = (
        connection.execute(f"SELECT count(*) FROM {table} WHERE {where}", values).fetchone()[0]
        for where in (_doubtful(values), looked_at)
    )
    return int(every - known)


def load_item(connection: sqlite3.Connection, table: str, fact: str) -> ReviewItem:
    """One fact to check. Raises `UsageError` where it is not there or of a kind that is not corrected."""
    if table not in EDITABLE:
        raise UsageError(f'facts of "{table}" cannot be corrected')
    text, task = _TEXTS.get(table, "NULL"), "x.task_id" if table == "responsibility" else "NULL"
    names = ", ".join(f'x."{name}"' for name in EDITABLE[table])
    row = connection.execute(
        "SELECT x.document_id, d.number, d.symbol, d.issuer, x.page, x.confidence, x.rule, "
        f'x.start, x."end", t.text, {text}, {task}, {names} FROM {table} x '
        "JOIN document d ON d.id = x.document_id JOIN document_text t ON t.document_id = d.id WHERE x.id = ?",
        (fact,),
    ).fetchone()
    if row is None:
        raise UsageError(f"there is no {table} {fact}")
    document, number, symbol, issuer, page, confidence, rule, start, end, whole, words, of_task, *machine = tuple(row)
    corrections = tuple(item for item in load_corrections(connection, document) if item.fact_id == fact)
    fields = dict(zip(EDITABLE[table], machine, strict=True))
    fields |= {item.field: item.value for item in corrections if item.field in fields}
    return ReviewItem(
        table,
        fact,
        document,
        "/".join(part for part in (number, symbol) if part) or None,
        issuer,
        page,
        confidence,
        rule,
        words or "",
        fields,
        before=whole[max(0, start - _AROUND) : start],
        passage=whole[start:end],
        after=whole[end : end + _AROUND],
        corrections=corrections,
        task_id=of_task,
    )
