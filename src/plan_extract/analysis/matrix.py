"""Who answers for what: agencies against the indicators or the tasks of one or several plans."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final, Literal

from plan_extract.analysis.indicator_numbers import indicator_numbers
from plan_extract.analysis.places import find_plans_of
from plan_extract.analysis.succession import Known, find_known_in
from plan_extract.model.errors import UsageError
from plan_extract.storage.plan_names import find_document

By = Literal["indicator", "task"]
Gap = Literal["no-owner", "no-lead", "two-leads"]
_Pair = tuple[str, str, str, str, int]
"""Agency key, row id, role, printed agency, and whether people corrected it."""

ROLES: Final = ("lead", "coordinate", "advise", "request", "implement")
"""Roles in the order in which a cell shows them."""


@dataclass(frozen=True)
class MatrixQuestion:
    """Of one plan (id, number or file name) or of all plans of a locality; rows are indicators or tasks."""

    plan: str | None = None
    locality: str | None = None
    by: By = "indicator"


@dataclass(frozen=True)
class MatrixPlan:
    """A plan that the matrix is made from."""

    document_id: str
    plan: str | None
    title: str | None
    issuer: str | None


@dataclass(frozen=True)
class MatrixSource:
    """Why an agency (by its name in the matrix) stands in a row: its role there, the task or target that says so."""

    agency: str
    role: str
    text: str
    page: int | None


@dataclass(frozen=True)
class AgencyCount:
    """In how many rows an agency has each role, in the order of `ROLES`."""

    agency: str
    lead: int
    coordinate: int
    advise: int
    request: int
    implement: int


@dataclass(frozen=True)
class MatrixRow:
    """An indicator or a task. `roles` holds, for each agency of the matrix, the roles it has here.

    `gap` tells what has to be settled: `no-owner` (nobody), `no-lead` (an indicator that agencies only join in),
    `two-leads`; None otherwise. `sources` holds what each role is read from. `corrected` says that people corrected the row's own fields, `corrected_agencies`, for each agency, that they
    corrected what it has to do here.
    """

    row_id: str
    document_id: str
    plan: str | None
    number: str | None
    text: str
    output: str | None
    due: str | None
    page: int | None
    roles: tuple[tuple[str, ...], ...]
    corrected: bool = False
    corrected_agencies: tuple[bool, ...] = ()
    gap: Gap | None = None
    sources: tuple[MatrixSource, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """The answer. `agencies` are by number of rows, the busiest first; `unassigned` counts empty rows.

    `known` holds what the register knows of each agency, `counts` how many rows it has in each role, in their order.
    """

    question: MatrixQuestion
    plans: tuple[MatrixPlan, ...]
    agencies: tuple[str, ...]
    rows: tuple[MatrixRow, ...]
    known: tuple[Known, ...] = ()
    counts: tuple[AgencyCount, ...] = ()

    @property
    def unassigned(self) -> int:
        """Rows that no agency answers for."""
        return sum(not any(row.roles) for row in self.rows)


def make_matrix(connection: sqlite3.Connection, question: MatrixQuestion) -> Matrix:
    """The matrix. Raises `UsageError` where the plan or the locality is not there."""
    if (question.plan is None) == (question.locality is None):
        raise UsageError("name either a plan (--plan) or a locality (--locality)")
    if question.plan is not None:
        documents: tuple[str, ...] = (find_document(connection, question.plan),)
    else:
        documents = find_plans_of(connection, question.locality or "")
    rows = [row for document in documents for row in _rows(connection, document, question.by)]
    found = [pair for document in documents for pair in _pairs(connection, document, question.by)]
    names = _agency_names(found)
    busy = Counter(agency for agency, _ in {(agency, row) for agency, row, *_ in found})
    first = {agency: place for place, (agency, *_) in reversed(list(enumerate(found)))}
    agencies = sorted(busy, key=lambda agency: (-busy[agency], first[agency]))
    cells: dict[tuple[str, str], set[str]] = {}
    for agency, row, role, _, _ in found:
        cells.setdefault((row, agency), set()).add(role)
    corrected = {(row, agency) for agency, row, _, _, is_corrected in found if is_corrected}
    known = find_known_in(connection, agencies, documents)
    sources = [_sources(connection, document, question.by, names) for document in documents]
    told = {row: found for of_plan in sources for row, found in of_plan.items()}
    made = tuple(_matrix_row(row, agencies, cells, corrected, told, question.by) for row in rows)
    called = tuple(names[agency] for agency in agencies)
    return Matrix(
        question,
        tuple(_plan(connection, document) for document in documents),
        called,
        made,
        tuple(known.get(agency, Known()) for agency in agencies),
        tuple(_count(name, [row.roles[place] for row in made]) for place, name in enumerate(called)),
    )


def _count(agency: str, roles: list[tuple[str, ...]]) -> AgencyCount:
    has = Counter(role for each in roles for role in each)
    return AgencyCount(agency, *(has[role] for role in ROLES))


def _sources(
    connection: sqlite3.Connection, document: str, by: By, names: dict[str, str]
) -> dict[str, tuple[MatrixSource, ...]]:
    """What each row's roles are read from, by the row's id, in the order of the text; targets behind tasks."""
    row = "m.task_id" if by == "task" else "m.indicator_id"
    sql = (
        f"SELECT {row}, coalesce(m.agency_id, m.agency), m.role, t.text, t.page FROM responsibility_matrix m "
        "JOIN corrected_task t ON t.id = m.task_id "
        f"WHERE m.document_id = ? AND {row} IS NOT NULL ORDER BY m.position"
    )
    told = connection.execute(sql, (document,)).fetchall()
    if by == "indicator":
        told += connection.execute(
            "SELECT c.indicator_id, coalesce(t.agency_id, t.agency), 'implement', c.quote, c.page "
            "FROM target_comparison c JOIN target t ON t.id = c.target_id WHERE c.document_id = ? "
            "AND t.agency IS NOT NULL AND c.indicator_id IS NOT NULL ORDER BY t.position",
            (document,),
        ).fetchall()
    found: dict[str, dict[MatrixSource, None]] = {}
    for id_, agency, role, text, page in told:
        found.setdefault(id_, {})[MatrixSource(names[agency], role, text, page)] = None
    return {id_: tuple(sources) for id_, sources in found.items()}


def _rows(connection: sqlite3.Connection, document: str, by: By) -> list[Any]:
    columns = "x.id, x.document_id, d.number, d.symbol"
    if by == "indicator":
        sql = f"SELECT {columns}, x.number, x.text, NULL, NULL, x.page, x.corrected FROM corrected_indicator x"
    else:
        sql = f"SELECT {columns}, NULL, x.text, x.output, x.due, x.page, x.corrected FROM corrected_task x"
    sql += " JOIN document d ON d.id = x.document_id WHERE x.document_id = ? ORDER BY x.position"
    numbers = indicator_numbers(connection, document) if by == "indicator" else {}
    rows = connection.execute(sql, (document,)).fetchall()
    return [(*row[:4], numbers.get(row[0]), *row[5:]) for row in rows]


def _pairs(connection: sqlite3.Connection, document: str, by: By) -> list[_Pair]:
    """What each agency has in each row. A target under an agency's name counts as its own."""
    if by == "task":
        sql = (
            "SELECT coalesce(agency_id, agency), task_id, role, agency, corrected "
            "FROM responsibility_matrix WHERE document_id = ? GROUP BY responsibility_id ORDER BY position"
        )
        return connection.execute(sql, (document,)).fetchall()
    sql = (
        "SELECT coalesce(agency_id, agency), indicator_id, role, agency, corrected "
        "FROM responsibility_matrix WHERE document_id = ?1 AND indicator_id IS NOT NULL "
        "UNION ALL SELECT coalesce(t.agency_id, t.agency), c.indicator_id, 'implement', t.agency, 0 "
        "FROM target_comparison c JOIN target t ON t.id = c.target_id "
        "WHERE c.document_id = ?1 AND t.agency IS NOT NULL AND c.indicator_id IS NOT NULL"
    )
    return connection.execute(sql, (document,)).fetchall()


def _agency_names(found: list[_Pair]) -> dict[str, str]:
    names: dict[str, str] = {}
    for agency, _, _, name, _ in found:
        names.setdefault(agency, name)
    return names


def _plan(connection: sqlite3.Connection, document: str) -> MatrixPlan:
    row = connection.execute(
        "SELECT id, number, symbol, title, issuer FROM document WHERE id = ?", (document,)
    ).fetchone()
    return MatrixPlan(row[0], _number(row[1], row[2]), row[3], row[4])


def _matrix_row(
    row: Any, agencies: list[str], cells: dict[tuple[str, str], set[str]], corrected: set[tuple[str, str]],
    sources: dict[str, tuple[MatrixSource, ...]], by: By,
) -> MatrixRow:  # fmt: skip
    roles = tuple(tuple(role for role in ROLES if role in cells.get((row[0], agency), ())) for agency in agencies)
    marks = tuple((row[0], agency) in corrected for agency in agencies)
    id_, document, number, symbol, called, text, output, due, page, is_corrected = row
    plan = _number(number, symbol)
    return MatrixRow(
        id_, document, plan, called, text, output, due, page, roles, bool(is_corrected), marks, _gap(roles, by),
        sources.get(id_, ()),
    )  # fmt: skip


def _gap(roles: tuple[tuple[str, ...], ...], by: By) -> Gap | None:
    every = [role for each in roles for role in each]
    if not every:
        return "no-owner"
    if sum("lead" in each for each in roles) > 1:
        return "two-leads"
    return "no-lead" if by == "indicator" and not {"lead", "implement"} & set(every) else None


def _number(number: str | None, symbol: str | None) -> str | None:
    return "/".join(part for part in (number, symbol) if part) or None
