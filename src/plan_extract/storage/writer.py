"""The one writer: stores, replaces and removes whole plans, each in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from plan_extract.storage.additions import restore_added
from plan_extract.storage.citations import citation_key, link_citations, link_citations_of
from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.rows import PlanRows
from plan_extract.storage.search import add_entries, make_room, most_rows, plan_number, remove_entries, search_entries
from plan_extract.storage.shared import AGENCY_USERS, INSERT, SHARED_TABLES, insert_shared, sweep_agencies
from plan_extract.storage.stored import stored_rows

_PLAN_TABLES = tuple(table for table in COLUMNS if table not in ("document", *SHARED_TABLES))
_CLEARED = (
    "responsibility_indicator", "deadline", "responsibility", "task", "target", "indicator", "goal",
    "section", "legal_reference", "issue", "fact_box", "page", "document_text",
)  # fmt: skip


_UPDATE_DOCUMENT = (
    INSERT["document"]
    + " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS["document"][1:])
)


def insert_plan(connection: sqlite3.Connection, plan: PlanRows) -> None:
    """Insert a plan, or put it in the place of its own earlier extraction. Inside a transaction."""
    earlier = has_document(connection, plan.document_id)
    touched = _clear(connection, plan.document_id) if earlier else set()
    insert_shared(connection, plan)
    connection.executemany(_UPDATE_DOCUMENT, plan.rows["document"])
    for table in _PLAN_TABLES:
        connection.executemany(INSERT[table], plan.rows[table])
    number = make_room(connection, plan.document_id, most_rows(plan.rows))
    add_entries(connection, search_entries(number, plan.rows))
    link_citations(connection, plan.document_id)
    restore_added(connection, plan.document_id)
    if earlier:
        _sweep(connection, touched)


def remove_plan(connection: sqlite3.Connection, document: str, *, heir: str | None = None) -> None:
    """Remove a plan and all that only it needed. Inside a transaction.

    Its corrections go to the plan `heir`, to the facts with the same words; without an heir they stay.
    """
    touched = _clear(connection, document)
    key = citation_key(connection, document)
    connection.execute("DELETE FROM document WHERE id = ?", (document,))
    link_citations_of(connection, key)
    _sweep(connection, touched)
    if heir is not None:
        _hand_on_corrections(connection, document, heir)
        restore_added(connection, heir)


def has_document(connection: sqlite3.Connection, document: str) -> bool:
    """Whether the database holds a plan of this id."""
    return connection.execute("SELECT 1 FROM document WHERE id = ?", (document,)).fetchone() is not None


def _clear(connection: sqlite3.Connection, document: str) -> set[str]:
    """Delete all that a plan holds save its document row; return the agencies that it named."""
    number = plan_number(connection, document)
    remove_entries(connection, search_entries(number, stored_rows(connection, document)))
    touched: set[str] = set()
    for table in AGENCY_USERS:
        sql = f"SELECT DISTINCT agency_id FROM {table} WHERE document_id = ? AND agency_id IS NOT NULL"
        touched.update(row[0] for row in connection.execute(sql, (document,)))
    for table in _CLEARED:
        if table == "responsibility_indicator":
            where = "responsibility_id IN (SELECT id FROM responsibility WHERE document_id = ?)"
        else:
            where = "document_id = ?"
        connection.execute(f"DELETE FROM {table} WHERE {where}", (document,))
    return touched


def _sweep(connection: sqlite3.Connection, touched: set[str]) -> None:
    """Forget what only plans needed that are gone."""
    sweep_agencies(connection, touched)
    _sweep_localities(connection)
    connection.execute(
        "DELETE FROM canonical_indicator WHERE NOT EXISTS "
        "(SELECT 1 FROM target WHERE canonical_indicator_id = canonical_indicator.id)"
    )


def _sweep_localities(connection: sqlite3.Connection) -> None:
    """Forget the units that no plan is for, and that stand above none of those."""
    needed = (
        "WITH RECURSIVE needed (id) AS ("
        "SELECT locality_id FROM document WHERE locality_id IS NOT NULL "
        "UNION SELECT locality_id FROM agency WHERE locality_id IS NOT NULL "
        "UNION SELECT parent_id FROM locality JOIN needed USING (id) WHERE parent_id IS NOT NULL)"
    )
    connection.execute(f"{needed} DELETE FROM locality WHERE id NOT IN (SELECT id FROM needed)")


def _hand_on_corrections(connection: sqlite3.Connection, document: str, heir: str) -> None:
    """Move corrections to the facts of `heir` with the same tail of their id.

    A field that a person has corrected in the heir already keeps that correction; the one handed on
    is kept as replaced.
    """
    rows: Sequence[tuple[int, str, str, str, int]] = connection.execute(
        "SELECT id, fact_table, fact_id, field, active FROM correction "
        "WHERE fact_id = ? OR (fact_id > ? AND fact_id < ?)",
        (document, f"{document}-", f"{document}."),
    ).fetchall()
    for id_, table, fact, name, active in rows:
        inherited = heir + fact[len(document) :]
        taken = connection.execute(
            "SELECT 1 FROM correction WHERE fact_table = ? AND fact_id = ? AND field = ? AND active = 1",
            (table, inherited, name),
        ).fetchone()
        connection.execute(
            "UPDATE correction SET fact_id = ?, active = ? WHERE id = ?",
            (inherited, 0 if taken else active, id_),
        )
