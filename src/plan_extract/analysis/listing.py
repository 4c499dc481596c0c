"""What is in the database: its plans, measures, agencies and localities, one row each."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from plan_extract.analysis.succession import Known, find_known
from plan_extract.analysis.wording import fold, place_name


@dataclass(frozen=True)
class ListedPlan:
    """A plan with the number of its facts."""

    document_id: str
    plan: str | None
    title: str | None
    issuer: str | None
    level: str
    place: str
    issued_date: str | None
    period_start: int | None
    period_end: int | None
    indicators: int
    targets: int
    tasks: int
    deadlines: int
    file_name: str


@dataclass(frozen=True)
class ListedIndicator:
    """A measure that targets are set for, in how many plans, targets and units."""

    measure: str
    plans: int
    targets: int
    units: str


@dataclass(frozen=True)
class ListedAgency:
    """An agency with the number of plans that name it, of tasks by what it does in them, and what is known of it."""

    agency: str
    plans: int
    leads: int
    coordinates: int
    others: int
    known: Known


@dataclass(frozen=True)
class ListedLocality:
    """A place with the number of its own plans."""

    place: str
    province: str | None
    district: str | None
    commune: str | None
    plans: int
    targets: int


def list_plans(connection: sqlite3.Connection) -> tuple[ListedPlan, ...]:
    """All plans, from the largest territory down, by place and date."""
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} x WHERE x.document_id = d.id)"
        for table in ("indicator", "target", "task", "deadline")
    )
    rows = connection.execute(
        "SELECT d.id, d.number, d.symbol, d.title, d.issuer, d.level, d.commune, d.district, d.province, "
        f"d.issued_date, d.period_start, d.period_end, {counts}, d.file_name FROM document d "
        "ORDER BY d.province, d.district, d.commune, d.issued_date, d.id"
    )
    return tuple(
        ListedPlan(
            row[0],
            "/".join(part for part in (row[1], row[2]) if part) or None,
            row[3],
            row[4],
            row[5],
            place_name(row[6], row[7], row[8]),
            *row[9:],
        )
        for row in rows
    )


def list_indicators(connection: sqlite3.Connection) -> tuple[ListedIndicator, ...]:
    """All measures with figures; measures that differ in case, accents or blanks only are one."""
    found: dict[str, tuple[str, set[str], int, set[str]]] = {}
    for measure, document, unit in connection.execute(
        "SELECT coalesce(canonical_indicator, measure), document_id, unit FROM target_comparison "
        "WHERE kind <> 'qualitative' ORDER BY document_id, target_id"
    ):
        key = " ".join(fold(measure).split())
        name, plans, targets, units = found.get(key, (measure, set(), 0, set()))
        found[key] = (min(name, measure), plans | {document}, targets + 1, units | {unit or ""})
    listed = [
        ListedIndicator(name, len(plans), targets, ", ".join(sorted(units - {""})))
        for name, plans, targets, units in found.values()
    ]
    return tuple(sorted(listed, key=lambda row: (-row.plans, -row.targets, row.measure)))


def list_agencies(connection: sqlite3.Connection) -> tuple[ListedAgency, ...]:
    """All agencies, the most often named first."""
    rows = connection.execute(
        "SELECT a.id, a.name, count(DISTINCT r.document_id), "
        "count(DISTINCT CASE WHEN r.role = 'lead' THEN r.task_id END), "
        "count(DISTINCT CASE WHEN r.role = 'coordinate' THEN r.task_id END), "
        "count(DISTINCT CASE WHEN r.role NOT IN ('lead', 'coordinate') THEN r.task_id END) "
        "FROM agency a LEFT JOIN responsibility r ON r.agency_id = a.id GROUP BY a.id "
        "ORDER BY 3 DESC, 4 DESC, 6 DESC, a.name"
    )
    known = find_known(connection)
    return tuple(ListedAgency(row[1], row[2], row[3], row[4], row[5], known[row[0]]) for row in rows)


def list_localities(connection: sqlite3.Connection) -> tuple[ListedLocality, ...]:
    """All places that plans are from."""
    rows = connection.execute(
        "SELECT d.province, d.district, d.commune, count(*), "
        "sum((SELECT count(*) FROM target t WHERE t.document_id = d.id)) FROM document d "
        "WHERE coalesce(d.province, d.district, d.commune) IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    )
    return tuple(ListedLocality(place_name(row[2], row[1], row[0]), *row) for row in rows)
