"""The one writer: stores, replaces and removes whole plans, each in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from plan_extract.storage.citations import citation_key, link_citations, link_citations_of
from plan_extract.storage.identities import Row
from plan_extract.storage.ids import agency_key
from plan_extract.storage.rows import COLUMNS, PlanRows
from plan_extract.storage.search import add_entries, remove_entries, search_entries

SHARED_TABLES = ("locality", "agency", "canonical_indicator")
"""Tables whose rows belong to no plan alone."""

_PLAN_TABLES = tuple(table for table in COLUMNS if table not in ("document", *SHARED_TABLES))
_CLEARED = (
    "responsibility_indicator", "deadline", "responsibility", "task", "target", "indicator", "goal",
    "section", "legal_reference", "issue", "fact_box", "page", "document_text",
)  # fmt: skip
_AGENCY_USERS = ("target", "responsibility", "deadline")


def _insert_sql(table: str) -> str:
    names = ", ".join(f'"{name}"' for name in COLUMNS[table])
    marks = ", ".join("?" * len(COLUMNS[table]))
    return f"INSERT INTO {table} ({names}) VALUES ({marks})"


_INSERT = {table: _insert_sql(table) for table in COLUMNS}
_REPLACE_INDICATOR = _INSERT["canonical_indicator"].replace("INSERT", "INSERT OR IGNORE", 1)
_UPDATE_DOCUMENT = (
    _INSERT["document"]
    + " ON CONFLICT (id) DO UPDATE SET "
    + ", ".join(f'"{name}" = excluded."{name}"' for name in COLUMNS["document"][1:])
)


def insert_plan(connection: sqlite3.Connection, plan: PlanRows) -> None:
    """Insert a plan, or put it in the place of its own earlier extraction. Inside a transaction."""
    earlier = has_document(connection, plan.document_id)
    touched = _clear(connection, plan.document_id) if earlier else set()
    connection.executemany(f"{_INSERT['locality']} ON CONFLICT DO NOTHING", plan.rows["locality"])
    connection.executemany(_REPLACE_INDICATOR, plan.rows["canonical_indicator"])
    _insert_agencies(connection, plan)
    connection.executemany(_UPDATE_DOCUMENT, plan.rows["document"])
    for table in _PLAN_TABLES:
        connection.executemany(_INSERT[table], plan.rows[table])
    add_entries(connection, search_entries(plan.document_id, plan.rows))
    link_citations(connection, plan.document_id)
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


def has_document(connection: sqlite3.Connection, document: str) -> bool:
    """Whether the database holds a plan of this id."""
    return connection.execute("SELECT 1 FROM document WHERE id = ?", (document,)).fetchone() is not None


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


def _clear(connection: sqlite3.Connection, document: str) -> set[str]:
    """Delete all that a plan holds save its document row; return the agencies that it named."""
    remove_entries(connection, search_entries(document, stored_rows(connection, document)))
    touched: set[str] = set()
    for table in _AGENCY_USERS:
        sql = f"SELECT DISTINCT agency_id FROM {table} WHERE document_id = ? AND agency_id IS NOT NULL"
        touched.update(row[0] for row in connection.execute(sql, (document,)))
    for table in _CLEARED:
        if table == "responsibility_indicator":
            where = "responsibility_id IN (SELECT id FROM responsibility WHERE document_id = ?)"
        else:
            where = "document_id = ?"
        connection.execute(f"DELETE FROM {table} WHERE {where}", (document,))
    return touched


def _insert_agencies(connection: sqlite3.Connection, plan: PlanRows) -> None:
    connection.executemany(
        f"{_INSERT['agency']} ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key "
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


def _sweep(connection: sqlite3.Connection, touched: set[str]) -> None:
    """Forget what only plans needed that are gone."""
    _sweep_agencies(connection, touched)
    _sweep_localities(connection)
    connection.execute(
        "DELETE FROM canonical_indicator WHERE NOT EXISTS "
        "(SELECT 1 FROM target WHERE canonical_indicator_id = canonical_indicator.id)"
    )


def _sweep_agencies(connection: sqlite3.Connection, touched: set[str]) -> None:
    """Of these agencies forget the printed forms, and the agencies, that no plan names any more."""
    used = " OR ".join(
        f"EXISTS (SELECT 1 FROM {table} u WHERE u.agency_id = agency_alias.agency_id AND u.agency = alias)"
        for table in _AGENCY_USERS
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
