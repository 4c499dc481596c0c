"""What the database holds at a glance: a grid of plans that shows gaps, lists of plans, the last ingest."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

from plan_extract.analysis.compare import LEVELS
from plan_extract.analysis.listing import ListedPlan
from plan_extract.analysis.policy_fields import find_field
from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wording import fold, place_name
from plan_extract.storage.labels import shown_path

Dimension = Literal["province", "level", "field", "year"]
Key = str | int | None

DIMENSIONS: Final[tuple[Dimension, ...]] = ("province", "level", "field", "year")
_COUNTED: Final = ("document", "indicator", "target", "task", "deadline", "agency")
_LONGEST_PERIOD: Final = 30
"""A plan that covers more years counts in its last ones only: such a span is misread."""


@dataclass(frozen=True)
class PlanFilter:
    """Which plans: those of a province, a level, a field of policy, valid in a year. None: all."""

    province: str | None = None
    level: str | None = None
    field: str | None = None
    year: int | None = None


@dataclass(frozen=True)
class PlanHead:
    """What the grid needs of a plan; `years` are those that it covers."""

    document_id: str
    province: str | None
    level: str
    field: str | None
    years: tuple[int, ...]

    def keys(self, dimension: Dimension) -> tuple[Key, ...]:
        """The lines of the grid that the plan stands in; (None,) where the plan does not say."""
        if dimension == "year":
            return self.years or (None,)
        return (getattr(self, dimension),)

    def is_in(self, wanted: PlanFilter) -> bool:
        """Whether the plan is one of those that the filter wants."""
        return (
            wanted.province in (None, self.province)
            and wanted.level in (None, self.level)
            and wanted.field in (None, self.field)
            and (wanted.year is None or wanted.year in self.years)
        )


@dataclass(frozen=True)
class GridRow:
    """A line of the grid: number of plans in each column, 0 where there is a gap, and in all."""

    key: Key
    cells: tuple[int, ...]
    plans: int


@dataclass(frozen=True)
class Grid:
    """Plans counted by two dimensions. A plan of several years counts in each of them."""

    rows_by: Dimension
    columns_by: Dimension
    columns: tuple[Key, ...]
    rows: tuple[GridRow, ...]
    plans: int


@dataclass(frozen=True)
class Failure:
    """A file that could not be read, and why."""

    path: str
    cause: str | None
    message: str | None


@dataclass(frozen=True)
class LastRun:
    """The last run of ingest that had something to do, with the outcomes of its files."""

    started_at: str
    finished_at: str | None
    outcomes: dict[str, int]


@dataclass(frozen=True)
class Overview:
    """Numbers of rows by table, the last run, and all files that failed (`failures` the first of them)."""

    counts: dict[str, int]
    last_run: LastRun | None
    failed: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Choices:
    """Values that occur, in order, by dimension."""

    province: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    year: tuple[int, ...] = ()


@dataclass(frozen=True)
class PlanPage:
    """A page of a list of plans out of `total`."""

    total: int
    offset: int
    plans: tuple[ListedPlan, ...] = field(default=())


def make_overview(connection: sqlite3.Connection, *, failures: int = 20) -> Overview:
    """How much there is, and how the last ingest went."""
    counts = remembered(connection, "counts", lambda: _count(connection))
    failed = connection.execute("SELECT count(*) FROM ingest_file WHERE outcome = 'failed'").fetchone()[0]
    listed = connection.execute(
        "SELECT path, cause, message FROM ingest_file WHERE outcome = 'failed' ORDER BY run_id DESC, path LIMIT ?",
        (failures,),
    ).fetchall()
    told = tuple(Failure(shown_path(connection, path), *rest) for path, *rest in listed)
    return Overview(counts, _last_run(connection), failed, told)


def make_grid(
    connection: sqlite3.Connection, rows: Dimension, columns: Dimension, wanted: PlanFilter | None = None
) -> Grid:
    """Plans counted by two dimensions; a column for each year between the first and the last."""
    key = ("grid", rows, columns, wanted)
    return remembered(connection, key, lambda: _make_grid(connection, rows, columns, wanted))


def _count(connection: sqlite3.Connection) -> dict[str, int]:
    return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}


def _make_grid(connection: sqlite3.Connection, rows: Dimension, columns: Dimension, wanted: PlanFilter | None) -> Grid:
    alike = remembered(connection, "alike", lambda: _count_alike(connection))
    heads = [(head, plans) for head, plans in alike.items() if head.is_in(wanted or PlanFilter())]
    cells: Counter[tuple[Key, Key]] = Counter()
    sums: Counter[Key] = Counter()
    for head, plans in heads:
        for row in head.keys(rows):
            sums[row] += plans
            for column in head.keys(columns):
                cells[row, column] += plans
    column_keys = _in_order(columns, {column for _, column in cells})
    lines = tuple(
        GridRow(row, tuple(cells[row, column] for column in column_keys), sums[row]) for row in _in_order(rows, sums)
    )
    return Grid(rows, columns, column_keys, lines, sum(plans for _, plans in heads))


def _count_alike(connection: sqlite3.Connection) -> Counter[PlanHead]:
    """How many plans have the same head but for the id: far fewer heads than plans, where there are many."""
    return Counter(PlanHead("", head.province, head.level, head.field, head.years) for head in load_heads(connection))


def find_choices(connection: sqlite3.Connection) -> Choices:
    """What plans can be filtered by."""
    return remembered(connection, "choices", lambda: _find_choices(connection))


def _find_choices(connection: sqlite3.Connection) -> Choices:
    heads = load_heads(connection)
    found = {
        dimension: tuple(
            key
            for key in _in_order(dimension, {key for head in heads for key in head.keys(dimension)}, gaps=False)
            if key is not None
        )
        for dimension in DIMENSIONS
    }
    return Choices(**found)  # type: ignore[arg-type]


def find_plans(connection: sqlite3.Connection, wanted: PlanFilter, *, offset: int = 0, limit: int = 50) -> PlanPage:
    """A page of the plans that a filter wants, by place and date."""
    ids = [head.document_id for head in load_heads(connection) if head.is_in(wanted)]
    return PlanPage(len(ids), offset, load_listed(connection, ids[offset : offset + limit]))


def load_listed(connection: sqlite3.Connection, ids: Iterable[str]) -> tuple[ListedPlan, ...]:
    """The plans with these ids, in this order, with the number of their facts."""
    counts = ", ".join(
        f"(SELECT count(*) FROM {table} x WHERE x.document_id = d.id)"
        for table in ("indicator", "target", "task", "deadline")
    )
    sql = (
        "SELECT d.id, d.number, d.symbol, d.title, d.issuer, d.level, d.commune, d.district, d.province, "
        f"d.issued_date, d.period_start, d.period_end, {counts}, d.file_name FROM document d WHERE d.id = ?"
    )
    rows = (connection.execute(sql, (id_,)).fetchone() for id_ in ids)
    return tuple(
        ListedPlan(
            row[0],
            "/".join(part for part in (row[1], row[2]) if part) or None,
            row[3],
            row[4],
            row[5],
            place_name(row[6], row[7], row[8]),
            *tuple(row)[9:],
        )
        for row in rows
        if row is not None
    )


def load_heads(connection: sqlite3.Connection) -> tuple[PlanHead, ...]:
    """The heads of all plans, by place and date; kept as long as the file of the database is unchanged."""
    return remembered(connection, "heads", lambda: tuple(_read_heads(connection)))


def _read_heads(connection: sqlite3.Connection) -> Iterable[PlanHead]:
    for row in connection.execute(
        "SELECT id, province, level, title, period_start, period_end, issued_date FROM document "
        "ORDER BY province IS NULL, province, district, commune, issued_date, id"
    ):
        yield PlanHead(row[0], row[1], row[2], find_field(row[3]), _years(row[4], row[5], row[6]))


def _years(start: int | None, end: int | None, issued: str | None) -> tuple[int, ...]:
    if end is None and start is None:
        return (int(issued[:4]),) if issued and issued[:4].isdigit() else ()
    last = end if end is not None else start or 0
    first = start if start is not None else last
    return tuple(range(max(first, last - _LONGEST_PERIOD + 1), last + 1))


def _in_order(dimension: Dimension, keys: Iterable[Key], *, gaps: bool = True) -> tuple[Key, ...]:
    known = [key for key in set(keys) if key is not None]
    if dimension == "year":
        years = sorted(int(year) for year in known)
        ordered: list[Key] = list(range(years[0], years[-1] + 1)) if years and gaps else list(years)
    elif dimension == "level":
        ordered = [level for level in LEVELS if level in known]
    else:
        ordered = sorted(known, key=lambda key: fold(str(key)))
    return (*ordered, *((None,) if None in set(keys) else ()))


def _last_run(connection: sqlite3.Connection) -> LastRun | None:
    run = connection.execute("SELECT id, started_at, finished_at FROM ingest_run ORDER BY id DESC LIMIT 1").fetchone()
    if run is None:
        return None
    outcomes = connection.execute(
        "SELECT outcome, count(*) FROM ingest_file WHERE run_id = ? GROUP BY 1 ORDER BY 1", (run[0],)
    )
    return LastRun(run[1], run[2], dict(tuple(row) for row in outcomes))
