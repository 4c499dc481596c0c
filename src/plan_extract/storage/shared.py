"""Rows that belong to no plan alone: places, bodies with their printed names, indicators of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.ids import agency_key
from plan_extract.storage.rows import PlanRows

SHARED_TABLES = ("locality", "agency", "canonical_indicator")
"""Tables whose rows belong to no plan alone."""

AGENCY_USERS = ("target", "responsibility", "deadline")
"""Tables whose rows name agencies."""


def _insert_sql(table: str) -> str:
    names = ", ".join(f'"{name}"' for name in COLUMNS[table])
    marks = ", ".join("?" * len(COLUMNS[table]))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"


INSERT = {table: _insert_sql(table) for table in COLUMNS}
"""The statement that inserts a row, by table."""

_REPLACE_INDICATOR = INSERT["canonical_indicator"].replace("INSERT", "INSERT OR IGNORE", 1)


def insert_shared(connection: sqlite3.Connection, plan: PlanRows) -> None:
    """Insert the places, indicators and bodies that the rows of a plan refer to. Inside a transaction."""
    connection.executemany(f"{INSERT['locality']} ON CONFLICT DO NOTHING", plan.rows["locality"])
    connection.executemany(_REPLACE_INDICATOR, plan.rows["canonical_indicator"])
    _insert_agencies(connection, plan)


def sweep_agencies(connection: sqlite3.Connection, touched: set[str]) -> None:
    """Of these agencies forget the printed forms, and the agencies, that no plan names any more."""
    used = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} u WHERE u.agency_id = agency_alias.agency_id AND u.agency = alias)"
        for table in AGENCY_USERS
    )
    for id_ in sorted(touched):
        connection.execute(
            f"DELETE FROM agency_alias WHERE agency_id = ? AND source = 'printed' AND NOT ({used})", (id_,)
        )
        connection.execute(
            "DELETE FROM agency WHERE id = ? AND NOT EXISTS (SELECT 1 FROM agency_alias WHERE agency_id = agency.id)",
            (id_,),
        )
    _name_by_alias(connection, touched)


def _insert_agencies(connection: sqlite3.Connection, plan: PlanRows) -> None:
    connection.executemany(
        f"{INSERT['agency']} ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key "
        "WHERE excluded.name < name",
        plan.rows["agency"],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO agency_alias (agency_id, alias, source) VALUES (?, ?, 'printed')",
        [(id_, name) for id_, names in plan.printed.items() for name in sorted(names)],
    )
    _name_by_alias(connection, plan.printed)


def _name_by_alias(connection: sqlite3.Connection, agencies: Iterable[str]) -> None:
    """Name classes and bodies of no register by the first of their printed forms."""
    for id_ in sorted(agencies):
        first = connection.execute(
            "SELECT min(alias) FROM agency_alias JOIN agency ON agency.id = agency_id "
            "WHERE agency_id = ? AND NOT (registered = 1 AND kind = 'named')",
            (id_,),
        ).fetchone()[0]
        if first is not None:
            values = (first, agency_key(first), id_)
            connection.execute("UPDATE agency SET name = ?1, key = ?2 WHERE id = ?3 AND name <> ?1", values)
