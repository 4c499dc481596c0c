"""People's corrections: rows of their own beside the machine's values, with who and when.

The newest row of a field is the active one; earlier ones stay as history. Two fields are marks on a
whole fact: "withdrawn" (it is none) and "confirmed" (a person has checked it).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, get_args

from plan_extract.model.errors import UsageError
from plan_extract.model.facts import Target
from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.storage.database import transaction

WITHDRAWN: Final = "withdrawn"
CONFIRMED: Final = "confirmed"
MARKS: Final = (WITHDRAWN, CONFIRMED)
EDITABLE: Final[dict[str, tuple[str, ...]]] = {
    "target": ("measure", "comparator", "value", "value_high", "unit", "year"),
    "responsibility": ("agency", "role"),
    "deadline": ("date", "agency"),
}
"""The fields that can be corrected, by table: those that the views show corrected."""

_TAKEN_BACK: Final = "[taken back]"
_LONGEST_TEXT: Final = 2000
_LONGEST_AUTHOR: Final = 80
_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?|--\d\d(?:-\d\d)?|---\d\d)"
_DATE: Final = re.compile(rf"{_DAY}(?:/{_DAY})?|PT?\d+[YMWDH]")
_YEARS: Final = range(1945, 2101)


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


def choices_of(field: str) -> tuple[str, ...]:
    """The values that a field with a list of values can have; none where it is free."""
    return _CHOICES.get(field, ())


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
    author = " ".join(author.split())[:_LONGEST_AUTHOR]
    if not author:
        raise UsageError("a correction needs the name of its author")
    if table not in EDITABLE or field not in (*EDITABLE[table], *MARKS):
        raise UsageError(f'"{field}" of "{table}" cannot be corrected')
    value = "1" if field in MARKS else _clean(table, field, value)
    column = "NULL" if field in MARKS else f'"{field}"'
    with transaction(connection):
        row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (fact,)).fetchone()
        if row is None:
            raise UsageError(f"there is no {table} {fact}")
        return _put(connection, table, fact, field, row[0], value, author, note)


def undo(connection: sqlite3.Connection, correction: int) -> None:
    """Take a correction back: the one that it had replaced, if any, counts again.

    The row stays, as history. Raises `UsageError` where it is not there or does not count any more.
    """
    with transaction(connection):
        row = connection.execute(
            "SELECT fact_table, fact_id, field FROM correction WHERE id = ? AND active = 1", (correction,)
        ).fetchone()
        if row is None:
            raise UsageError(f"there is no correction {correction} to take back")
        connection.execute("UPDATE correction SET active = 0 WHERE id = ?", (correction,))
        connection.execute(
            "UPDATE correction SET note = trim(coalesce(note, '') || ' ' || ?) WHERE id = ?",
            (_TAKEN_BACK, correction),
        )
        connection.execute(
            "UPDATE correction SET active = 1 WHERE id = (SELECT max(id) FROM correction WHERE fact_table = ? "
            "AND fact_id = ? AND field = ? AND id < ? AND instr(coalesce(note, ''), ?) = 0)",
            (*tuple(row), correction, _TAKEN_BACK),
        )


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


def _clean(table: str, field: str, value: str | None) -> str | None:
    value = " ".join((value or "").split()) or None
    if value is None:
        if (table, field) in _REQUIRED:
            raise UsageError(f'"{field}" cannot be empty')
        return None
    return _CLEANERS.get(field, _clean_text)(field, value)


def _clean_text(field: str, value: str) -> str:
    if len(value) > _LONGEST_TEXT:
        raise UsageError(f'"{field}" is longer than {_LONGEST_TEXT} letters')
    return value


def _clean_figure(field: str, value: str) -> str:
    """A figure as plans print it: a comma before decimals, a dot between thousands ("18.5" is 18.5)."""
    if not re.fullmatch(FIGURE, value):
        raise UsageError(f'"{value}" is no figure')
    return f"{parse_figure(value):f}"


def _clean_year(field: str, value: str) -> str:
    if not (value.isascii() and value.isdigit() and int(value) in _YEARS):
        raise UsageError(f'"{value}" is no year')
    return value


def _clean_choice(field: str, value: str) -> str:
    if value not in _CHOICES[field]:
        raise UsageError(f'"{value}" is none of: {", ".join(_CHOICES[field])}')
    return value


def _clean_date(field: str, value: str) -> str:
    if not _DATE.fullmatch(value):
        raise UsageError(f'"{value}" is no date; write 2026-03-31, 2026-03, 2026-Q1, 2026 or --11-20')
    return value


def _values_of(annotation: Any) -> tuple[str, ...]:
    found = [item for part in (annotation, *get_args(annotation)) for item in get_args(part)]
    return tuple(item for item in found if isinstance(item, str))


_REQUIRED: Final = {("target", "measure"), ("responsibility", "agency"), ("responsibility", "role")}
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "comparator": _values_of(Target.model_fields["comparator"].annotation),
    "unit": _values_of(Target.model_fields["unit"].annotation),
    "role": ("lead", "coordinate", "advise", "request", "implement"),
}
_CLEANERS: Final[dict[str, Callable[[str, str], str]]] = {
    "value": _clean_figure,
    "value_high": _clean_figure,
    "year": _clean_year,
    "comparator": _clean_choice,
    "unit": _clean_choice,
    "role": _clean_choice,
    "date": _clean_date,
}
