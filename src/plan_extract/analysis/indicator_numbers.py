"""The number under which an indicator of a plan is told: with its goal where the plan counts anew under each."""

from __future__ import annotations

import sqlite3


def number_of_goal(number: str, goal: str | None) -> str:
    """ "1" of goal 2 is "1 (mục tiêu 2)"."""
    return f"{number} (mục tiêu {goal})" if goal else number


def indicator_numbers(connection: sqlite3.Connection, document: str) -> dict[str, str]:
    """What each numbered indicator of a plan is called, by its id."""
    rows = connection.execute(
        "SELECT id, number, goal FROM corrected_indicator WHERE document_id = ? AND number IS NOT NULL ORDER BY position",
        (document,),
    ).fetchall()
    anew = len({number for _, number, _ in rows}) < len(rows)
    return {id_: number_of_goal(number, goal if anew else None) for id_, number, goal in rows}
