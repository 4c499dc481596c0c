"""What stands behind a mark of the matrix: the sentences that give a task to an agency."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from plan_extract.analysis.matrix import By
from plan_extract.storage.ids import DOCUMENT_DIGITS


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
    """The sentences for a row of the matrix (id of an indicator or a task) and an agency by its name there.

    The matrix names an agency as printed at one place; the row may print it otherwise.
    """
    column = "task_id" if by == "task" else "indicator_id"
    same = "(x.agency = ?2 OR x.agency_id IN (SELECT agency_id FROM agency_alias WHERE alias = ?2))"
    found = connection.execute(
        "SELECT 'task', x.task_id, x.document_id, x.role, x.task, x.output, x.due, x.page, x.confidence "
        f"FROM responsibility_matrix x WHERE x.document_id = ?3 AND x.{column} = ?1 AND {same} "
        "GROUP BY x.responsibility_id ORDER BY x.position",
        (row, agency, row[:DOCUMENT_DIGITS]),
    ).fetchall()
    if by == "indicator":
        found += connection.execute(
            "SELECT 'target', x.id, x.document_id, 'implement', x.quote, NULL, NULL, x.page, x.confidence "
            "FROM target_comparison c JOIN target x ON x.id = c.target_id "
            f"WHERE c.document_id = ?3 AND c.indicator_id = ?1 AND {same} ORDER BY x.position",
            (row, agency, row[:DOCUMENT_DIGITS]),
        ).fetchall()
    return tuple(CellSentence(*item) for item in found)
