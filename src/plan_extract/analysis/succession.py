"""What the register of agencies knows of the bodies that plans name: none, an open place, an end and its heirs."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from plan_extract.analysis.wording import place_name
from plan_extract.extraction.agencies_register import AgencyType, agency_register
from plan_extract.linking.localities import Locality, LocalityRegister

_UNITS: Final = ("province", "district", "commune")


@dataclass(frozen=True)
class Heir:
    """A body that took over: its name with its unit, and the part of the work (None: all of it).

    `level` is given in place of the unit where that has several heirs (a district's communes).
    """

    name: str
    scope: str | None
    level: str | None


@dataclass(frozen=True)
class Known:
    """What is known of a body. `unknown`: no type of the register. `open_place`: its unit is not said; then the
    place of the plan that names it ("" for none). `ended` is the last day of its type (ISO), `heirs` took over;
    `named_later` is the latest date of a plan that names it after that day."""

    unknown: bool = False
    open_place: str | None = None
    ended: str | None = None
    heirs: tuple[Heir, ...] = ()
    named_later: str | None = None


_NAMED: Final = (
    "SELECT a.id, a.type, a.kind, a.registered, a.level, a.locality_id, max(d.issued_date), "
    "d.commune, d.district, d.province FROM agency a LEFT JOIN {table} r ON r.agency_id = a.id "
    "LEFT JOIN document d ON d.id = r.document_id {where} GROUP BY a.id"
)


def find_known(connection: sqlite3.Connection) -> dict[str, Known]:
    """What is known of the bodies of the database, by id."""
    return _read_known(connection.execute(_NAMED.format(table="responsibility", where="")))


def find_known_in(
    connection: sqlite3.Connection, agency_ids: Collection[str], documents: Collection[str]
) -> dict[str, Known]:
    """What is known of the bodies of these ids as these plans name them, by id."""
    sql = (
        "WITH named AS MATERIALIZED (SELECT DISTINCT agency_id, document_id FROM responsibility "
        "WHERE document_id IN (SELECT value FROM json_each(?))) "
    ) + _NAMED.format(table="named", where="WHERE a.id IN (SELECT value FROM json_each(?))")
    return _read_known(connection.execute(sql, (json.dumps(list(documents)), json.dumps(list(agency_ids)))))


def _read_known(rows: Iterable[Any]) -> dict[str, Known]:
    return {
        row[0]: _known(row[1], row[2], row[3], row[4], row[5], row[6], place_name(row[7], row[8], row[9]))
        for row in rows
    }


def _known(
    type_key: str | None,
    kind: str,
    registered: int,
    level: str | None,
    locality: str | None,
    last: str | None,
    near: str,
) -> Known:
    if kind != "named":
        return Known()
    type_ = agency_register().types.get(type_key or "")
    if type_ is None:
        return Known(unknown=not registered)
    open_place = near if level in _UNITS and locality is None else None
    until = type_.valid_until
    if until is None:
        return Known(open_place=open_place)
    day = date.fromisoformat(until) + timedelta(days=1)
    unit = LocalityRegister.load().records.get(locality) if locality else None
    named_later = last if last is not None and last > until else None
    return Known(False, open_place, until, tuple(_heirs(type_, unit, day)), named_later)


def _heirs(type_: AgencyType, unit: Locality | None, day: date) -> list[Heir]:
    types = agency_register().types
    return [_heir(types[heir.key], heir.scope, unit, day) for heir in type_.successors]


def _heir(type_: AgencyType, scope: str | None, unit: Locality | None, day: date) -> Heir:
    """A successor with the unit that it belongs to on the first day without the old body."""
    register = LocalityRegister.load()
    if unit is None or type_.level not in _UNITS:
        return Heir(type_.name, scope, type_.level if type_.level in _UNITS else None)
    above = next((found for found in (unit, *register.parents(unit)) if found.level == type_.level), None)
    later = max(day, date.fromisoformat(type_.valid_from)) if type_.valid_from else day
    heirs = register.successors(above, later) if above else ()
    if len(heirs) != 1 or heirs[0].level != type_.level:
        return Heir(type_.name, scope, type_.level)
    return Heir(f"{type_.name} {heirs[0].full_name}", scope, None)
