"""The rows of a stored plan, as they went in, and more room for them in the full-text index."""

from __future__ import annotations

import sqlite3

from plan_extract.storage.columns import COLUMNS, Row
from plan_extract.storage.search import add_entries, make_room, remove_entries, search_entries
from plan_extract.storage.shared import SHARED_TABLES


def stored_rows(connection: sqlite3.Connection, document: str) -> dict[str, list[Row]]:
    """The rows of a stored plan by table, columns as in `COLUMNS`, in the order of the plan."""
    found: dict[str, list[Row]] = {}
    for table, names in COLUMNS.items():
        columns = ", ".join(f'"{name}"' for name in names)
        if table == "document":
            sql = f"SELECT {columns} FROM document WHERE id = ?"
        elif table == "responsibility_indicator":
            sql = (
                f"SELECT {columns} FROM responsibility_indicator WHERE responsibility_id IN "
                "(SELECT id FROM responsibility WHERE document_id = ?) ORDER BY responsibility_id, position"
            )
        elif table in SHARED_TABLES:
            continue
        else:
            order = " ORDER BY position" if "position" in names else ""
            sql = f"SELECT {columns} FROM {table} WHERE document_id = ?{order}"
        cursor = connection.cursor()
        cursor.row_factory = None
        found[table] = cursor.execute(sql, (document,)).fetchall()
    return found


def widen_room(connection: sqlite3.Connection, document: str, table: str) -> None:
    """See to it that one more row of a table has a number in the index. Inside a transaction."""
    number, slots = connection.execute(
        "SELECT number, slots FROM search_plan WHERE document_id = ?", (document,)
    ).fetchone()
    next_position = f"SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE document_id = ?"
    free = int(connection.execute(next_position, (document,)).fetchone()[0])
    if free < slots:
        return
    rows = stored_rows(connection, document)
    remove_entries(connection, search_entries(number, rows))
    add_entries(connection, search_entries(make_room(connection, document, free + 1), rows))
