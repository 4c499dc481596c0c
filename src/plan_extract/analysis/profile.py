"""One locality: all its indicators beside its superior's, the country's and those of its peers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Any, Final

from plan_extract.analysis.cascade import NationalStep, make_cascade
from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.pairing import Line, Status, better_direction
from plan_extract.analysis.places import PLANS_OF_NAMES, Names, as_json, find_plans_of
from plan_extract.analysis.superiors import RelatedPlan
from plan_extract.analysis.wording import fold, place_name
from plan_extract.linking.catalogue import load_catalogue
from plan_extract.storage.columns import to_decimal

_LEVELS: Final = ("province", "district", "commune")

_Key = tuple[Any, ...]


@dataclass(frozen=True)
class PeerValue:
    """What the plan of a peer sets for the same indicator and year. `value` is in the unit of comparison."""

    target_id: str
    document_id: str
    plan: str | None
    place: str
    value: Decimal
    quote: str
    page: int | None


@dataclass(frozen=True)
class ProfileRow:
    """One target of the locality. `own` is None where only its superior has one.

    `value` is its figure in the unit of comparison with `peers`; `rank` its place among them (1: asks for
    most; None where no direction is progress or no peer has the indicator). `status` says how it stands to
    `superior`, the target of `superior_plan`.
    """

    document_id: str
    plan: str | None
    own: PlanTarget | None
    superior: PlanTarget | None
    superior_plan: RelatedPlan | None
    status: Status | None
    national: NationalStep | None
    value: Decimal | None
    rank: int | None
    peers: tuple[PeerValue, ...]

    @property
    def median(self) -> Decimal | None:
        """The middle value of the peers."""
        return median(peer.value for peer in self.peers) if self.peers else None


@dataclass(frozen=True)
class Profile:
    """The answer: `places` are the peers, units of the same level under the same superior, with a plan."""

    locality: str
    documents: tuple[str, ...]
    places: tuple[str, ...]
    rows: tuple[ProfileRow, ...]


def make_profile(connection: sqlite3.Connection, locality: str, *, year: int | None = None) -> Profile:
    """The indicators of the plans of a locality. Raises `UsageError`, with the nearest names, where it has none."""
    documents = find_plans_of(connection, locality)
    rows: list[ProfileRow] = []
    places: dict[str, None] = {}
    for document in documents:
        names = _peer_names(connection, document)
        found, named = _peer_values(connection, document, names)
        places.update(dict.fromkeys(named))
        rows += _rows(connection, document, found)
    kept = tuple(row for row in rows if year is None or year == _year(row))
    return Profile(locality, documents, tuple(places), kept)


def _rows(connection: sqlite3.Connection, document: str, peers: dict[_Key, list[PeerValue]]) -> Iterable[ProfileRow]:
    cascade = make_cascade(connection, document)
    related = {plan.document_id: plan for plan in cascade.related}
    directions = {key: indicator.direction for key, indicator in load_catalogue().indicators.items()}
    for row in cascade.rows:
        step = next((step for step in row.steps if step.target is not None), None)
        status = step.status if step else "new" if row.steps else None
        own = row.own
        beside: list[PeerValue] = []
        value = rank = None
        if own is not None and own.value is not None:
            beside = peers.get(_key(own), [])
            value = own.value if own.normalised is None else own.normalised
            line = Line((), (own,))
            rank = _rank(value, beside, better_direction(line, line, directions.get(own.canonical_id or "")))
        yield ProfileRow(
            document,
            cascade.plan,
            own,
            step.target if step else None,
            related[step.document_id] if step else None,
            status,
            row.national,
            value,
            rank,
            tuple(beside),
        )


def _peer_names(connection: sqlite3.Connection, document: str) -> list[Names]:
    """The names in the plans of other units of its level below the same superior."""
    own = connection.execute("SELECT province, district, commune FROM document WHERE id = ?", (document,)).fetchone()
    depth = max((place for place, name in enumerate(own) if name), default=None)
    if depth is None:
        return []
    where = [f"{name} IS NULL" for name in _LEVELS[depth + 1 :]] + [f"{_LEVELS[depth]} IS NOT NULL"]
    values = []
    if depth:
        above = max((place for place in range(depth) if own[place]), default=None)
        if above is None:
            return []
        for name, value in zip(_LEVELS[:depth], own[:depth], strict=True):
            where.append(f"{name} IS ?")
            values.append(value)
    rows = connection.execute(
        f"SELECT province, district, commune FROM document WHERE {' AND '.join(where)} GROUP BY 1, 2, 3", values
    )
    return [(row[0], row[1], row[2]) for row in rows if fold(row[depth]) != fold(own[depth])]


def _peer_values(
    connection: sqlite3.Connection, document: str, names: list[Names]
) -> tuple[dict[_Key, list[PeerValue]], list[str]]:
    """The values of the peers by indicator and year, of each place those of its newest plan that has one."""
    rows = connection.execute(
        "SELECT target_id, document_id, plan, commune, district, province, canonical_indicator_id, group_key, quantity, "
        "scope, year, normalised_value, normalised_unit, value, unit, per, quote, page FROM target_comparison "
        f"WHERE document_id IN ({PLANS_OF_NAMES}) AND level = (SELECT level FROM document WHERE id = ?) "
        "AND value IS NOT NULL AND section <> 'funding' ORDER BY issued_date DESC, document_id, target_id",
        (as_json(names), document),
    )
    found: dict[_Key, dict[str, PeerValue]] = {}
    places: set[str] = set()
    keys = _group_keys(connection, document)
    for row in rows:
        place = place_name(row[3], row[4], row[5])
        places.add(place)
        identity = row[6] or row[7]
        if row[6] is None and row[7] not in keys:
            continue
        comparable = row[12] is not None
        value = to_decimal(row[11] if comparable else row[13])
        key = _make_key(identity, row[8], row[9], row[10], row[12] if comparable else row[14], row[15])
        if value is not None:
            peer = PeerValue(row[0], row[1], row[2], place, value, row[16], row[17])
            found.setdefault(key, {}).setdefault(place, peer)
    made = {}
    for key, values in found.items():
        peers = sorted(values.values(), key=lambda peer: peer.place)
        for identity in keys.get(key[0], [key[0]]):
            made[identity, *key[1:]] = peers
    return made, sorted(places)


def _group_keys(connection: sqlite3.Connection, document: str) -> dict[str, list[str]]:
    """The targets of a plan that no catalogue knows, by their wording."""
    found: dict[str, list[str]] = {}
    for group, id_ in connection.execute(
        "SELECT group_key, id FROM target WHERE document_id = ? AND canonical_indicator_id IS NULL "
        "AND group_key IS NOT NULL",
        (document,),
    ):
        found.setdefault(group, []).append(id_)
    return found


def _key(own: PlanTarget) -> _Key:
    identity = own.canonical_id or own.target_id
    unit = own.normalised_unit if own.normalised is not None else own.unit
    return _make_key(identity, own.quantity, own.scope, own.year, unit, own.per)


def _make_key(
    identity: str, quantity: str | None, scope: str | None, year: int | None, unit: str | None, per: Any
) -> _Key:
    return (identity, quantity, fold(scope or ""), year, unit, None if per is None else Decimal(str(per)).normalize())


def _rank(value: Decimal, peers: list[PeerValue], better: str | None) -> int | None:
    if better is None or not peers:
        return None
    return 1 + sum(peer.value > value if better == "increase" else peer.value < value for peer in peers)


def _year(row: ProfileRow) -> int | None:
    target = row.own or row.superior
    return target.year if target else None
