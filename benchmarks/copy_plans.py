"""Copies the plans of a database under other ids, by SQL alone: how `generate_database.py` gets to 100,000 plans.

A copy has the text, the facts and the place of its plan; only ids and the file's name and digest are its own.
Chains stay whole: a copy cites the copy of the plan that its original cites. So a place has as many plans as
it has after some years, and sizes and the numbers of rows that an index finds are those of so many plans.
"""

from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Mapping, Sequence

from plan_extract.storage.columns import COLUMNS, Row
from plan_extract.storage.search import search_entries
from plan_extract.storage.shared import SHARED_TABLES
from plan_extract.storage.stored import stored_rows

_IDS = frozenset(("id", "document_id", "goal_id", "indicator_id", "task_id", "partner_of", "responsibility_id",
                  "cited_document_id", "sha256"))  # fmt: skip
"""Columns that begin with the id of a plan, or with a digest."""
_HEAD = 4
"""How many digits at the head of an id tell copies apart."""
_OPENING = {"automerge": 0, "crisismerge": 2000, "hashsize": 64_000_000}
"""The full-text index merges once, at the end."""


def copy_plans(connection: sqlite3.Connection, plans: int) -> None:
    """Bring a database to this number of plans."""
    made = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    began = time.perf_counter()
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA temp_store = FILE")
    for name, value in _OPENING.items():
        connection.execute("INSERT INTO search_index (search_index, rank) VALUES (?, ?)", (name, value))
    indexes = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL").fetchall()
    _keep_made(connection)
    for name, _ in indexes:
        connection.execute(f"DROP INDEX {name}")
    for copy in range(1, -(-plans // made)):
        wanted = min(made, plans - copy * made)
        connection.execute("BEGIN IMMEDIATE")
        _copy_all(connection, copy, made, wanted)
        connection.execute("COMMIT")
        print(f"{copy * made + wanted} plans, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
    for _, sql in indexes:
        connection.execute(sql)
    print(f"indexes, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)


def _keep_made(connection: sqlite3.Connection) -> None:
    """What the full-text index holds of each plan, and the rows of all plans, once."""
    for table in COLUMNS:
        if table not in SHARED_TABLES:
            connection.execute(f"CREATE TEMP TABLE made_{table} AS SELECT * FROM main.{table}")
    connection.execute("CREATE TEMP TABLE words (plan INTEGER, key INTEGER PRIMARY KEY, text TEXT)")
    plans = connection.execute("SELECT number, document_id FROM search_plan ORDER BY number").fetchall()
    for number, document in plans:
        rows: Mapping[str, Sequence[Row]] = stored_rows(connection, document)
        connection.executemany(
            "INSERT INTO words VALUES (?, ?, ?)", ((number, key, text) for key, text in search_entries(number, rows))
        )


def _copy_all(connection: sqlite3.Connection, copy: int, made: int, wanted: int) -> None:
    last = connection.execute(
        "SELECT number FROM search_plan ORDER BY number LIMIT 1 OFFSET ?", (wanted - 1,)
    ).fetchone()[0]
    chosen = f"SELECT document_id FROM search_plan WHERE number <= {last}"
    for table, columns in COLUMNS.items():
        if table in SHARED_TABLES:
            continue
        named = ", ".join(f'"{name}"' for name in columns)
        values = ", ".join(_value(name, copy) for name in columns)
        own = {"document": "id", "responsibility_indicator": "substr(responsibility_id, 1, 16)"}.get(
            table, "document_id"
        )
        where = f"WHERE {own} IN ({chosen})" if wanted < made else ""
        connection.execute(f"INSERT INTO {table} ({named}) SELECT {values} FROM temp.made_{table} {where}")
    room = connection.execute(
        "SELECT number + slots FROM search_plan ORDER BY number LIMIT 1 OFFSET ?", (made - 1,)
    ).fetchone()[0]
    shift = copy * room
    connection.execute(
        f"INSERT INTO search_plan (number, slots, document_id) SELECT number + {shift}, slots, {_value('id', copy, 'document_id')} "
        f"FROM search_plan WHERE number <= {last}"
    )
    connection.execute(
        "INSERT INTO search_index (rowid, text) SELECT key + ?, text FROM words WHERE plan <= ? ORDER BY key",
        (shift, last),
    )


def _value(name: str, copy: int, column: str | None = None) -> str:
    column = column or f'"{name}"'
    if name == "file_name":
        return f"'{copy:03d}-' || {column}"
    return f"'{copy:0{_HEAD}x}' || substr({column}, {_HEAD + 1})" if name in _IDS else column
