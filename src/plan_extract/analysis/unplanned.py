"""The units right below a place for which no plan speaks."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from plan_extract.analysis.wording import fold_name
from plan_extract.linking.localities import LocalityRegister
from plan_extract.storage.calendar import find_days

_OF_PLACES: Final = ("province", "district")


def find_unplanned(connection: sqlite3.Connection, document: str, below: Iterable[str]) -> tuple[str, ...]:
    """Full names of the districts of a province's plan, or the communes of a district's (of a province's where it
    has no districts), that are the place of none of the plans `below`.

    Units are those of the day on which the plan was issued. None where its place is not known.
    """
    own = _row(connection, document)
    register = LocalityRegister.load()
    if own["level"] not in _OF_PLACES or own["locality_id"] not in register.records.ids():
        return ()
    day = _day(own)
    planned = [_row(connection, plan) for plan in below]
    ids = {row["locality_id"] for row in planned}
    names = {key for row in planned for key in _place(row)}
    return tuple(
        unit.full_name
        for unit in register.records.children(register.records.get(own["locality_id"]))
        if unit.is_valid(day) and unit.id not in ids and (unit.level, fold_name(unit.name)) not in names
    )


def _place(row: dict[str, Any]) -> Iterable[tuple[str, str]]:
    """The level and folded name of the place that a plan is of; a commune's plan is none of its district."""
    for level in ("commune", "district"):
        if row[level]:
            return ((level, fold_name(row[level])),)
    return ()


def _day(own: dict[str, Any]) -> date:
    days = find_days(own["issued_date"]) or find_days(str(own["period_start"] or "")) or ("2025-01-01", "")
    return date.fromisoformat(days[0])


def _row(connection: sqlite3.Connection, document: str) -> dict[str, Any]:
    cursor = connection.execute(
        "SELECT level, province, district, commune, locality_id, issued_date, period_start FROM document WHERE id = ?",
        (document,),
    )
    return dict(zip((column[0] for column in cursor.description), cursor.fetchone(), strict=True))
