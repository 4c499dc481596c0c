"""What no register knows: bodies and measures, the most frequent first, with the entry that would add them."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from plan_extract.analysis.wording import fold
from plan_extract.normalising.slugs import slug

AGENCIES_FILE: Final = "agencies.yml"
INDICATORS_FILE: Final = "indicators.yml"
_UNITS: Final = {"other": "lần", "time": "năm", "rate": "/100.000"}
_BETTER: Final = {"increase": "higher", "decrease": "lower", ">": "higher", ">=": "higher", "<": "lower", "<=": "lower"}
_NOT_WITHDRAWN: Final = (
    "NOT EXISTS (SELECT 1 FROM correction x WHERE x.fact_id = {fact}.id AND x.field = 'withdrawn' AND x.active = 1)"
)


@dataclass(frozen=True)
class UnknownAgency:
    """A body that the register of agencies does not know, in how many plans, how often it is named, and where.

    `entry` is a line for `file` in a folder of one's own (`--patterns DIR`).
    """

    agency: str
    plans: int
    mentions: int
    example: str
    plan: str | None
    document_id: str
    file: str
    entry: str


@dataclass(frozen=True)
class UnmatchedIndicator:
    """A measure that no catalogue knows, with the unit in which it is stated; the other fields as above.

    Measures with the same words in another order and kind of unit are one.
    """

    measure: str
    unit: str
    plans: int
    targets: int
    example: str
    plan: str | None
    document_id: str
    group_key: str
    file: str
    entry: str


def list_unknown_agencies(connection: sqlite3.Connection) -> tuple[UnknownAgency, ...]:
    """Bodies that are no type of the register, the ones of most plans first; collectives are not among them."""
    found: dict[str, list[tuple[str, str, str, str | None]]] = {}
    for key, name, document, example, plan in connection.execute(
        "SELECT a.key, n.agency, n.document_id, n.example, "
        "CASE WHEN d.number IS NULL THEN d.symbol ELSE d.number || '/' || coalesce(d.symbol, '') END FROM ("
        "SELECT r.agency_id, r.agency, r.document_id, k.text AS example FROM responsibility r "
        "JOIN corrected_task k ON k.id = r.task_id "
        f"WHERE {_NOT_WITHDRAWN.format(fact='r')} "
        "UNION ALL SELECT t.agency_id, t.agency, t.document_id, t.quote FROM target t "
        f"WHERE {_NOT_WITHDRAWN.format(fact='t')} "
        "UNION ALL SELECT l.agency_id, l.agency, l.document_id, l.quote FROM deadline l "
        f"WHERE {_NOT_WITHDRAWN.format(fact='l')}"
        ") n JOIN agency a ON a.id = n.agency_id JOIN document d ON d.id = n.document_id "
        "WHERE a.type IS NULL AND a.id LIKE '?%' ORDER BY n.document_id"
    ):
        found.setdefault(key, []).append((name, document, example, plan))
    rows = []
    for mentions in found.values():
        name, document, example, plan = mentions[0]
        entry = _entry(key=slug(name), name=name, level="any")
        plans = len({mention[1] for mention in mentions})
        rows.append(UnknownAgency(name, plans, len(mentions), example, plan, document, AGENCIES_FILE, entry))
    return tuple(sorted(rows, key=lambda row: (-row.plans, -row.mentions, fold(row.agency))))


def list_unmatched_indicators(connection: sqlite3.Connection) -> tuple[UnmatchedIndicator, ...]:
    """Measures with figures that no catalogue knows, the ones of most plans first."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in _unmatched(connection):
        groups.setdefault(row["group_key"] or fold(row["measure"]), []).append(row)
    rows = []
    for key, members in groups.items():
        first = members[0]
        measure = Counter(member["measure"] for member in members).most_common(1)[0][0]
        family = key.split("|")[1] if key.count("|") == 2 else first["unit"] or ""
        plans = len({member["document_id"] for member in members})
        rows.append(
            UnmatchedIndicator(
                measure, first["normalised_unit"] or first["unit"] or "", plans, len(members), first["quote"],
                first["plan"], first["document_id"], key, INDICATORS_FILE, _indicator_entry(measure, family, members),
            )
        )  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-row.plans, -row.targets, fold(row.measure), row.group_key)))


def _unmatched(connection: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    cursor = connection.execute(
        "SELECT t.group_key, t.measure, t.document_id, t.quote, t.unit, t.normalised_unit, t.direction, t.comparator, "
        "t.quantity, CASE WHEN d.number IS NULL THEN d.symbol ELSE d.number || '/' || coalesce(d.symbol, '') END AS plan "
        "FROM target t JOIN document d ON d.id = t.document_id "
        "WHERE t.canonical_indicator_id IS NULL AND t.kind <> 'qualitative' "
        f"AND {_NOT_WITHDRAWN.format(fact='t')} ORDER BY t.document_id, t.position"
    )
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _indicator_entry(measure: str, family: str, members: list[dict[str, Any]]) -> str:
    ways = Counter(
        way
        for member in members
        if (way := _BETTER.get(member["direction"] or "") or _BETTER.get(member["comparator"] or ""))
    )
    better = ways.most_common(1)[0][0] if len(ways) == 1 else None
    change = {"quantity": "change"} if members[0]["quantity"] == "change" else {}
    return _entry(
        key=slug(measure), name=measure, name_en=measure, unit=_UNITS.get(family, family) or "count", better=better,
        **change,
    )  # fmt: skip


def _entry(**fields: Any) -> str:
    """An entry of a register in one line, as it is pasted under `entries:`."""
    text = yaml.safe_dump(fields, allow_unicode=True, default_flow_style=True, sort_keys=False, width=10**6)
    return f"- {text.strip()}"
