"""People's corrections: rows of their own beside the machine's values, with who and when.

The newest row of a field is the active one; earlier ones stay as history. Two fields are marks on a
whole fact: "withdrawn" (it is none) and "confirmed" (a person has checked it). A third, "added", holds a
fact that the machine missed (`additions`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

from plan_extract.model.errors import UsageError
from plan_extract.storage.added_record import Addition
from plan_extract.storage.additions import count_alike, put_added, remove_added, write_addition
from plan_extract.storage.citations import link_reference
from plan_extract.storage.correction_marks import ADDED, CONFIRMED, MARKS, WITHDRAWN
from plan_extract.storage.database import transaction
from plan_extract.storage.fact_fields import ADDABLE, EDITABLE, clean_added, clean_field

_TAKEN_BACK: Final = "[taken back]"
_LONGEST_AUTHOR: Final = 80
_LONGEST_PASSAGE: Final = 4000


@dataclass(frozen=True)
class Correction:
    """A correction as stored; `created_at` is ISO, UTC. `value` None: the field is empty."""

    id: int
    fact_table: str
    fact_id: str
    field: str
    machine_value: str | None
    value: str | None
    author: str
    created_at: str
    note: str | None
    active: bool


def correct(
    connection: sqlite3.Connection,
    table: str,
    fact: str,
    field: str,
    value: str | None,
    *,
    author: str,
    note: str | None = None,
) -> int:
    """Store a correction of one field, the mark "withdrawn" or "confirmed" included; returns its id.

    Raises `UsageError` where the fact is not there, the field cannot be corrected, the value is none
    that the field can have, or no author is named.
    """
    author = _clean_author(author)
    if table not in EDITABLE or field not in (*EDITABLE[table], *MARKS):
        raise UsageError(f'"{field}" of "{table}" cannot be corrected')
    value = "1" if field in MARKS else clean_field(table, field, value)
    column = "NULL" if field in MARKS else f'"{field}"'
    with transaction(connection):
        row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (fact,)).fetchone()
        if row is None:
            raise UsageError(f"there is no {table} {fact}")
        id_ = _put(connection, table, fact, field, row[0], value, author, note)
        _link_again(connection, table, fact)
        return id_


def add_fact(
    connection: sqlite3.Connection,
    document: str,
    table: str,
    span: tuple[int, int],
    fields: Mapping[str, str | None],
    *,
    author: str,
    note: str | None = None,
) -> str:
    """Store a fact that the machine missed, read from `span` of the text; returns its id.

    `fields` are those of `ADDABLE`, as a person types them. Raises `UsageError` where the plan is not there, the
    passage is empty or too long, a field cannot have its value, or no author is named.
    """
    author = _clean_author(author)
    if table not in ADDABLE:
        raise UsageError(f'facts of "{table}" cannot be added')
    cleaned = clean_added(table, fields)
    with transaction(connection):
        row = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (document,)).fetchone()
        if row is None:
            raise UsageError(f"there is no plan with the id {document}")
        addition = _cut(str(row[0]), span, cleaned)
        addition = replace(addition, alike=count_alike(connection, document, table, addition))
        fact = put_added(connection, document, table, addition)
        _put(connection, table, fact, ADDED, None, write_addition(addition), author, note)
    return fact


def _cut(text: str, span: tuple[int, int], fields: dict[str, str | None]) -> Addition:
    """The passage without blanks at its ends."""
    start, end = span
    if not 0 <= start < end <= len(text):
        raise UsageError("the passage is not in the text")
    quote = text[start:end]
    start += len(quote) - len(quote.lstrip())
    quote = quote.strip()
    if not quote or len(quote) > _LONGEST_PASSAGE:
        raise UsageError(f"mark a passage of 1 to {_LONGEST_PASSAGE} letters")
    return Addition(start, start + len(quote), quote, fields)


def undo(connection: sqlite3.Connection, correction: int, *, author: str) -> None:
    """Take a correction back: the one that it had replaced, if any, counts again.

    The row stays, as history, with who took it back and when. Raises `UsageError` where it is not there or does not
    count any more, or no author is named.
    """
    author = _clean_author(author)
    taken = f"{_TAKEN_BACK} {author}, {datetime.now(UTC).isoformat(timespec='seconds')}"
    with transaction(connection):
        row = connection.execute(
            "SELECT fact_table, fact_id, field FROM correction WHERE id = ? AND active = 1", (correction,)
        ).fetchone()
        if row is None:
            raise UsageError(f"there is no correction {correction} to take back")
        table, fact, field = tuple(row)
        connection.execute("UPDATE correction SET active = 0 WHERE id = ?", (correction,))
        if field == ADDED:
            connection.execute(
                "UPDATE correction SET active = 0 WHERE fact_table = ? AND fact_id = ? AND active = 1", (table, fact)
            )
            remove_added(connection, table, fact)
        connection.execute(
            "UPDATE correction SET note = trim(coalesce(note, '') || ' ' || ?) WHERE id = ?",
            (taken, correction),
        )
        connection.execute(
            "UPDATE correction SET active = 1 WHERE id = (SELECT max(id) FROM correction WHERE fact_table = ? "
            "AND fact_id = ? AND field = ? AND id < ? AND instr(coalesce(note, ''), ?) = 0)",
            (table, fact, field, correction, _TAKEN_BACK),
        )
        _link_again(connection, table, fact)


def load_corrections(connection: sqlite3.Connection, document: str) -> tuple[Correction, ...]:
    """The active corrections of a plan's facts."""
    return _load(
        connection,
        "active = 1 AND fact_id > ? AND fact_id < ? ORDER BY id",
        (f"{document}-", f"{document}."),
    )


def recent_corrections(connection: sqlite3.Connection, *, limit: int = 20) -> tuple[Correction, ...]:
    """The newest active corrections, the newest first."""
    return _load(connection, "active = 1 ORDER BY id DESC LIMIT ?", (limit,))


def _load(connection: sqlite3.Connection, where: str, values: Iterable[Any]) -> tuple[Correction, ...]:
    rows = connection.execute(
        "SELECT id, fact_table, fact_id, field, machine_value, value, author, created_at, note, active "
        f"FROM correction WHERE {where}",
        tuple(values),
    )
    return tuple(_correction(tuple(row)) for row in rows)


def _correction(row: tuple[Any, ...]) -> Correction:
    cells = [*row[:-1], bool(row[-1])]
    return Correction(*cells)


def _put(
    connection: sqlite3.Connection,
    table: str,
    fact: str,
    field: str,
    machine: Any,
    value: str | None,
    author: str,
    note: str | None,
) -> int:
    cleared = (field, WITHDRAWN, CONFIRMED) if field in MARKS else (field, WITHDRAWN)
    marks = ", ".join("?" * len(cleared))
    connection.execute(
        f"UPDATE correction SET active = 0 WHERE fact_table = ? AND fact_id = ? AND active = 1 AND field IN ({marks})",
        (table, fact, *cleared),
    )
    cursor = connection.execute(
        "INSERT INTO correction (fact_table, fact_id, field, machine_value, value, author, created_at, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            table,
            fact,
            field,
            None if machine is None else str(machine),
            value,
            author,
            datetime.now(UTC).isoformat(timespec="seconds"),
            note,
        ),
    )
    return int(cursor.lastrowid or 0)


def _link_again(connection: sqlite3.Connection, table: str, fact: str) -> None:
    """What hangs on the fields of a fact: the plan that a citation means."""
    if table == "legal_reference":
        link_reference(connection, fact)


def _clean_author(author: str) -> str:
    author = " ".join(author.split())[:_LONGEST_AUTHOR]
    if not author:
        raise UsageError("a correction needs the name of its author")
    return author
