"""People's corrections: rows of their own beside the machine's values, with who and when.

The newest row of a field is the active one; earlier ones stay as history. Two fields are marks on a
whole fact: "withdrawn" (it is none) and "confirmed" (a person has checked it). A third, "added", holds a
fact that the machine missed (`additions`).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, get_args

from plan_extract.model.errors import UsageError
from plan_extract.model.facts import Deadline, Target
from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.storage.additions import ADDED, Addition, count_alike, put_added, remove_added, write_addition
from plan_extract.storage.calendar import find_days
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

ADDABLE: Final[dict[str, tuple[str, ...]]] = {
    "target": (
        "measure", "comparator", "value", "value_high", "unit", "unit_text", "per", "year", "scope", "quantity",
        "direction", "agency",
    ),
    "responsibility": ("agency", "role", "output", "due"),
    "deadline": ("date", "relation", "recurrence", "action", "agency"),
}  # fmt: skip
"""The fields that an added fact can have, by table."""

_TAKEN_BACK: Final = "[taken back]"
_LONGEST_TEXT: Final = 2000
_LONGEST_AUTHOR: Final = 80
_LONGEST_PASSAGE: Final = 4000
_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?|--\d\d(?:-\d\d)?|---\d\d)"
_DATE: Final = re.compile(rf"{_DAY}(?:/{_DAY})?|PT?\d+[YMWDH]")
_WRITTEN_DATE: Final = re.compile(r"(?:(?P<day>[0-3]?\d)/)?(?P<month>[01]?\d)/(?P<year>\d{4})")
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
    author = _clean_author(author)
    if table not in EDITABLE or field not in (*EDITABLE[table], *MARKS):
        raise UsageError(f'"{field}" of "{table}" cannot be corrected')
    value = "1" if field in MARKS else _clean(table, field, value)
    column = "NULL" if field in MARKS else f'"{field}"'
    with transaction(connection):
        row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (fact,)).fetchone()
        if row is None:
            raise UsageError(f"there is no {table} {fact}")
        return _put(connection, table, fact, field, row[0], value, author, note)


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
    cleaned = {name: _clean(table, name, fields.get(name)) for name in ADDABLE[table]}
    if table == "deadline" and cleaned["date"] is None and cleaned["recurrence"] in (None, "once"):
        raise UsageError('"date" cannot be empty')
    if table == "target" and cleaned["value"] is None and any(cleaned[name] for name in ("value_high", "per", "unit")):
        raise UsageError('"value" cannot be empty')
    if table == "target" and cleaned["value"] is not None and cleaned["unit"] is None:
        raise UsageError('"unit" cannot be empty')
    for name, usual in _USUAL.get(table, {}).items():
        cleaned[name] = cleaned[name] or usual
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


def _clean_author(author: str) -> str:
    author = " ".join(author.split())[:_LONGEST_AUTHOR]
    if not author:
        raise UsageError("a correction needs the name of its author")
    return author


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
    """A date of the contract, or as people write it: 30/6/2026, 6/2026."""
    written = _WRITTEN_DATE.fullmatch(value)
    if written:
        parts = (written["year"], written["month"].zfill(2), *([written["day"].zfill(2)] if written["day"] else ()))
        value = "-".join(parts)
    if not _DATE.fullmatch(value):
        raise UsageError(f'"{value}" is no date; write 31/3/2026, 2026-03-31, 2026-03, 2026-Q1, 2026 or --11-20')
    days = find_days(value)
    if re.match(r"\d{4}", value) and days is None:
        raise UsageError(f'"{value}" is no date')
    return value


def _values_of(annotation: Any) -> tuple[str, ...]:
    found = [item for part in (annotation, *get_args(annotation)) for item in get_args(part)]
    return tuple(item for item in found if isinstance(item, str))


_USUAL: Final[dict[str, dict[str, str]]] = {
    "deadline": {"relation": "by", "recurrence": "once", "action": "other"},
}
_REQUIRED: Final = {("target", "measure"), ("responsibility", "agency"), ("responsibility", "role")}
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "comparator": _values_of(Target.model_fields["comparator"].annotation),
    "unit": _values_of(Target.model_fields["unit"].annotation),
    "role": ("lead", "coordinate", "advise", "request", "implement"),
    "quantity": ("level", "change"),
    "direction": ("increase", "decrease", "maintain"),
    "relation": _values_of(Deadline.model_fields["relation"].annotation),
    "recurrence": _values_of(Deadline.model_fields["recurrence"].annotation),
    "action": _values_of(Deadline.model_fields["action"].annotation),
}
_CLEANERS: Final[dict[str, Callable[[str, str], str]]] = {
    "value": _clean_figure,
    "value_high": _clean_figure,
    "per": _clean_figure,
    "year": _clean_year,
    "comparator": _clean_choice,
    "unit": _clean_choice,
    "date": _clean_date,
    "due": _clean_date,
    **dict.fromkeys(("role", "quantity", "direction", "relation", "recurrence", "action"), _clean_choice),
}
