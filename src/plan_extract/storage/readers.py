"""Reading plans back out of the database."""

from __future__ import annotations

import sqlite3
from typing import Any

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
from plan_extract.storage.columns import DOCUMENT_FIELDS, to_decimal
from plan_extract.storage.correction_marks import ADDED, WITHDRAWN
from plan_extract.storage.ids import DOCUMENT_DIGITS

Changes = dict[str, dict[str, str | None]]
"""Corrected values by id of the fact and field."""


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
        if change.keys() & {WITHDRAWN, ADDED, "number"}:
            number = None if WITHDRAWN in change else change.get("number", number)
            changes.setdefault(fact, {}).setdefault(column, number)


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
        if WITHDRAWN in change:
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
        if WITHDRAWN not in change:
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
        if not any(WITHDRAWN in changes.get(fact, {}) for fact in (row[0], row[11]))
    )
