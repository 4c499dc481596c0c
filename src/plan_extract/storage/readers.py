"""Reading plans back out of the database."""

from __future__ import annotations

import sqlite3
from typing import Any

from rapidfuzz import fuzz, process

from plan_extract.model import (
    Deadline,
    Document,
    Goal,
    GoalAssignment,
    Indicator,
    LegalReference,
    PlanRecord,
    Responsibility,
    Target,
)
from plan_extract.model.errors import UsageError
from plan_extract.storage.added_record import ADDED
from plan_extract.storage.ids import DOCUMENT_DIGITS
from plan_extract.storage.rows import DOCUMENT_FIELDS, to_decimal

Changes = dict[str, dict[str, str | None]]
"""Corrected values by id of the fact and field."""

_SHOWN = 8
_NEAREST = 5
_LEAST_LIKENESS = 70.0
_WITHDRAWN = "withdrawn"


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


def load_record(connection: sqlite3.Connection, document: str, *, corrected: bool = False) -> PlanRecord:
    """The extraction of a stored plan, in the form that `extract` prints, with the facts that people added.

    `corrected`: people's values stand in the place of the machine's, and what they rejected is left out.
    """
    changes = load_changes(connection, document) if corrected else {}
    return PlanRecord(
        document=_load_document(connection, document),
        legal_references=_load(connection, document, LegalReference, "legal_reference", changes),
        goals=_load(connection, document, Goal, "goal", changes),
        indicators=_load(connection, document, Indicator, "indicator", changes),
        targets=_load(connection, document, Target, "target", changes),
        responsibilities=_load_responsibilities(connection, document, changes),
        deadlines=_load(connection, document, Deadline, "deadline", changes),
    )


def reviewed_documents(connection: sqlite3.Connection) -> tuple[tuple[str, str], ...]:
    """Id and name of the file of the plans that people have corrected, confirmed or added facts of."""
    rows = connection.execute(
        "SELECT id, file_name FROM document WHERE id IN "
        "(SELECT substr(fact_id, 1, ?) FROM correction WHERE active = 1) ORDER BY file_name, id",
        (DOCUMENT_DIGITS,),
    )
    return tuple((str(row[0]), str(row[1])) for row in rows)


def load_changes(connection: sqlite3.Connection, document: str) -> Changes:
    """What people changed in a plan: their values by id of the fact and field, the marks among them.

    The number of an indicator or a goal that was corrected, or rejected, changes with it in what stands in it.
    """
    changes: Changes = {}
    for fact, name, value in connection.execute(
        "SELECT fact_id, field, value FROM correction WHERE active = 1 AND fact_id > ? AND fact_id < ?",
        (f"{document}-", f"{document}."),
    ):
        changes.setdefault(str(fact), {})[str(name)] = value
    if changes:
        for table, column in _STANDING_IN:
            _hand_down(connection, document, table, column, changes)
    return changes


_STANDING_IN = (("indicator", "goal"), ("target", "goal"), ("target", "indicator"))
"""Facts, and the column with the number of the one that they stand in."""


def _hand_down(connection: sqlite3.Connection, document: str, table: str, column: str, changes: Changes) -> None:
    """Give the facts of a table the number of what they stand in, as people have it."""
    rows = connection.execute(
        f"SELECT x.id, a.id, a.number FROM {table} x JOIN {column} a ON a.id = x.{column}_id WHERE x.document_id = ?",
        (document,),
    )
    for fact, above, number in rows.fetchall():
        change = changes.get(above, {})
        if change.keys() & {_WITHDRAWN, ADDED, "number"}:
            number = None if _WITHDRAWN in change else change.get("number", number)
            changes.setdefault(fact, {}).setdefault(column, number)


def _name(row: Any) -> str:
    number = "/".join(part for part in (row[1], row[2]) if part) or "no number"
    return ", ".join(part for part in (number, row[3], row[4]) if part)


def _load_document(connection: sqlite3.Connection, document: str) -> Document:
    names = ", ".join(DOCUMENT_FIELDS)
    row = connection.execute(f"SELECT {names} FROM document WHERE id = ?", (document,)).fetchone()
    if row is None:
        raise UsageError(f"there is no plan with the id {document}")
    return Document(**dict(zip(DOCUMENT_FIELDS, row, strict=True)))


def _load(
    connection: sqlite3.Connection, document: str, kind: type[Any], table: str, changes: Changes
) -> tuple[Any, ...]:
    names = list(kind.model_fields)
    columns = ", ".join(f'"{name}"' for name in names)
    sql = f"SELECT id, {columns} FROM {table} WHERE document_id = ? ORDER BY position"
    found = []
    for id_, *row in connection.execute(sql, (document,)):
        change = changes.get(id_, {})
        if _WITHDRAWN in change:
            continue
        values = {name: change.get(name, value)
                  for name, value in zip(names, row, strict=True)}  # fmt: skip
        found.append(kind(**{name: _value(name, value) for name, value in values.items()}))
    return tuple(found)


def _changed(changes: Changes, fact: str, name: str, value: Any) -> Any:
    return changes.get(fact, {}).get(name, value)


def _value(name: str, value: Any) -> Any:
    if name == "year" and value is not None:
        return int(value)
    return to_decimal(value) if name in ("value", "value_high", "per") else value


def _load_responsibilities(
    connection: sqlite3.Connection, document: str, changes: Changes
) -> tuple[Responsibility, ...]:
    partners: dict[str, list[str]] = {}
    for own, id_, agency in connection.execute(
        "SELECT id, partner_of, agency FROM responsibility "
        "WHERE document_id = ? AND partner_of IS NOT NULL ORDER BY position",
        (document,),
    ):
        change = changes.get(own, {})
        if _WITHDRAWN not in change:
            partners.setdefault(id_, []).append(change.get("agency") or agency)
    indicators: dict[str, list[str]] = {}
    goals: dict[str, dict[str, list[str]]] = {}
    for id_, number, goal, named in connection.execute(
        "SELECT n.responsibility_id, n.indicator, n.goal, n.named FROM responsibility_indicator n "
        "JOIN responsibility r ON r.id = n.responsibility_id WHERE r.document_id = ? ORDER BY n.position",
        (document,),
    ):
        if goal is not None:
            numbers = goals.setdefault(id_, {}).setdefault(goal, [])
            numbers += [number] if named else []
        if named and number not in indicators.setdefault(id_, []):
            indicators[id_].append(number)
    rows = connection.execute(
        "SELECT r.id, r.agency, r.role, k.text, k.output, k.due, "
        'r."start", r."end", r.page, r.rule, r.confidence, k.id '
        "FROM responsibility r JOIN task k ON k.id = r.task_id "
        "WHERE r.document_id = ? AND r.partner_of IS NULL ORDER BY r.position",
        (document,),
    )
    return tuple(
        Responsibility(
            agency=_changed(changes, row[0], "agency", row[1]),
            role=_changed(changes, row[0], "role", row[2]),
            task=_changed(changes, row[11], "text", row[3]),
            output=_changed(changes, row[11], "output", row[4]),
            due=_changed(changes, row[11], "due", row[5]),
            indicators=tuple(indicators.get(row[0], ())),
            goals=tuple(
                GoalAssignment(goal=goal, indicators=tuple(numbers)) for goal, numbers in goals.get(row[0], {}).items()
            ),
            partners=tuple(partners.get(row[0], ())),
            start=row[6],
            end=row[7],
            page=row[8],
            rule=row[9],
            confidence=row[10],
        )
        for row in rows
        if not any(_WITHDRAWN in changes.get(fact, {}) for fact in (row[0], row[11]))
    )
