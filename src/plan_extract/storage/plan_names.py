"""Finding the plan that a person names."""

from __future__ import annotations

import sqlite3
from typing import Any

from plan_extract.model.errors import UsageError

_SHOWN = 8
_NEAREST = 5
_LEAST_LIKENESS = 70.0


def find_document(connection: sqlite3.Connection, text: str) -> str:
    """The id of the plan that `text` names: its id or the head of it, its number, its file.

    "52/KH-UBND" and "52" are looked for as a number, "plan.docx" as a file. Raises `UsageError`
    where no plan or more than one is meant; the message lists them.
    """
    wanted = text.strip()
    for sql, value in (
        ("id = ?", wanted.lower()),
        ("id >= ?1 AND id < ?1 || 'g' AND length(?1) >= 4", wanted.lower()),
        ("number || '/' || symbol = ? COLLATE NOCASE", "".join(wanted.split())),
        ("file_name = ? COLLATE NOCASE", wanted),
        ("number = ? COLLATE NOCASE", wanted),
    ):
        found = connection.execute(
            f"SELECT id, number, symbol, issuer, issued_date FROM document WHERE {sql} ORDER BY id", (value,)
        ).fetchall()
        if len(found) == 1:
            return str(found[0][0])
        if found:
            shown = "\n".join(f"  {row[0]}  {_name(row)}" for row in found[:_SHOWN])
            more = f"\n  ... and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
            raise UsageError(f'"{text}" names {len(found)} plans; give one by its id:\n{shown}{more}')
    near = _nearest_plans(connection, wanted)
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise UsageError(f'there is no plan "{text}"{hint}; list all with: plan-extract list plans')


def _nearest_plans(connection: sqlite3.Connection, text: str) -> list[str]:
    """Names of the plans whose number or file is most like a text that names none."""
    from rapidfuzz import fuzz, process

    sql = "SELECT id, number, symbol, issuer, issued_date, file_name FROM document WHERE {} IS NOT NULL ORDER BY id"
    found: list[tuple[float, str]] = []
    for of_file, column in ((False, "symbol"), (True, "file_name")):
        rows = connection.execute(sql.format(column)).fetchall()
        names = [(row[5] if of_file else "/".join(filter(None, (row[1], row[2])))).casefold() for row in rows]
        for _, score, at in process.extract(
            text.casefold(), names, scorer=fuzz.ratio, limit=_NEAREST, score_cutoff=_LEAST_LIKENESS
        ):
            found.append((-score, f"{rows[at][5]}, {_name(rows[at])}" if of_file else _name(rows[at])))
    return list(dict.fromkeys(name for _, name in sorted(found)))[:_NEAREST]


def _name(row: Any) -> str:
    number = "/".join(part for part in (row[1], row[2]) if part) or "no number"
    return ", ".join(part for part in (number, row[3], row[4]) if part)
