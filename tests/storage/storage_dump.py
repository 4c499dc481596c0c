"""The content of a database as text, for comparing: everything but the records of runs and files."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

BOOKKEEPING = {"ingest_run", "ingest_file", "search_plan"}
"""Tables that say how the file was made; plans are numbered in the order in which they came."""


def dump_content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of each table in order, and which rows each word of the index finds."""
    with closing(sqlite3.connect(path)) as connection:
        tables = [
            row[0]
            for row in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' "
                "AND name NOT LIKE 'search_index%' AND name NOT LIKE 'sqlite%'"
            )
        ]
        found = {
            table: sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in tables
            if table not in BOOKKEEPING
        }
        connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_index, 'instance')")
        found["search_index"] = sorted(
            connection.execute(
                "SELECT term, document_id, doc >> 32, (doc & 4294967295) - number, offset FROM words JOIN search_plan "
                "ON doc & 4294967295 BETWEEN number AND number + slots - 1"
            )
        )
        return found


def dump_all(path: Path) -> list[str]:
    """The whole database as SQL text, as the sqlite3 shell dumps it."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())
