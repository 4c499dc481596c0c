"""What stands behind a mark of the matrix: the sentences that give a task to an agency."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from plan_extract.analysis.matrix import By


@dataclass(frozen=True)
class CellSentence:
    """A sentence: kind and id of the fact that it was read as (task or target), role, the words."""

    kind: str
    fact_id: str
    document_id: str
    role: str
    text: str
    output: str | None
    due: str | None
    page: int | None
    confidence: float


def find_sentences(connection: sqlite3.Connection, row: str, agency: str, by: By) -> tuple[CellSentence, ...]:
    """The sentences for a row of the matrix (id of an indicator or a task) and an agency by its name there."""
    column = "task_id" if by == "task" else "indicator_id"
    found = connection.execute(
        "SELECT 'task', m.task_id, m.document_id, m.role, m.task, m.output, m.due, m.page, m.confidence "
        f"FROM responsibility_matrix m WHERE m.{column} = ?1 AND coalesce(m.agency_name, m.agency) = ?2 "
        "GROUP BY m.responsibility_id ORDER BY m.position",
        (row, agency),
    ).fetchall()
    if by == "indicator":
        found += connection.execute(
            "SELECT 'target', t.id, t.document_id, 'implement', t.quote, NULL, NULL, t.page, t.confidence "
            "FROM target t LEFT JOIN agency a ON a.id = t.agency_id "
            "WHERE t.indicator_id = ?1 AND coalesce(a.name, t.agency) = ?2 ORDER BY t.position",
            (row, agency),
        ).fetchall()
    return tuple(CellSentence(*item) for item in found)
