"""What one agency has to do: its tasks, its deadlines and the indicators that it answers for."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plan_extract.analysis.bodies import find_bodies
from plan_extract.analysis.deadlines import DeadlinesQuestion, DueDate, load_deadlines
from plan_extract.analysis.indicator_numbers import indicator_numbers, number_of_goal
from plan_extract.extraction.agencies_register import agency_register
from plan_extract.storage.columns import to_decimal

_ROLES: Final = ("lead", "advise", "coordinate", "request", "implement")


@dataclass(frozen=True)
class AgencyTask:
    """A task with what the agency does in it. `partner` says that it is only named as one to work with."""

    task_id: str
    document_id: str
    plan: str | None
    text: str
    role: str
    partner: bool
    partners: tuple[str, ...]
    output: str | None
    due: str | None
    indicators: tuple[str, ...]
    page: int | None
    corrected: bool = False


@dataclass(frozen=True)
class AgencyTarget:
    """A value of an indicator that the agency answers for."""

    year: int | None
    comparator: str | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    per: Decimal | None
    unit_text: str | None
    scope: str | None
    measure: str
    corrected: bool = False


@dataclass(frozen=True)
class AgencyIndicator:
    """An indicator that a task of the agency names, or that stands under its name."""

    indicator_id: str
    document_id: str
    plan: str | None
    number: str | None
    text: str
    roles: tuple[str, ...]
    targets: tuple[AgencyTarget, ...]
    page: int | None
    corrected: bool = False


@dataclass(frozen=True)
class AgencyWork:
    """All of an agency's work in the plans asked for.

    `agency` is the register's name for it, or for its type where bodies of several places are meant; `printed` is how
    the plans word it, where that is otherwise.
    """

    agency: str
    tasks: tuple[AgencyTask, ...]
    deadlines: tuple[DueDate, ...]
    indicators: tuple[AgencyIndicator, ...]
    printed: tuple[str, ...] = ()

    @property
    def roles(self) -> Counter[str]:
        """How many tasks it has in each role."""
        return Counter(task.role for task in self.tasks)


def agency_work(connection: sqlite3.Connection, agency: str, documents: Iterable[str] | None = None) -> AgencyWork:
    """The work of the agency called `agency`, accents or not, in the plans with these ids or in all.

    Raises `UsageError`, with the nearest names, where no agency is called so.
    """
    bodies = find_bodies(connection, agency)
    plans = _plans_of(connection, bodies) if documents is None else tuple(dict.fromkeys(documents))
    name = _name_of(connection, bodies, plans) or agency
    return next(_work_of(connection, {name: bodies}, plans))


def work_by_agency(connection: sqlite3.Connection, documents: Sequence[str]) -> tuple[AgencyWork, ...]:
    """The work of each agency that the plans name, those with most tasks first."""
    bodies: dict[str, frozenset[str]] = {}
    for document in documents:
        for id_, name in connection.execute(
            "SELECT DISTINCT r.agency_id, coalesce(a.name, r.agency) FROM responsibility r "
            "LEFT JOIN agency a ON a.id = r.agency_id WHERE r.document_id = ? AND r.agency_id IS NOT NULL",
            (document,),
        ):
            bodies[name] = bodies.get(name, frozenset()) | {id_}
    works = _work_of(connection, bodies, tuple(documents))
    return tuple(sorted(works, key=lambda work: (-len(work.tasks), -len(work.indicators), work.agency)))


def _name_of(connection: sqlite3.Connection, bodies: frozenset[str], plans: tuple[str, ...]) -> str | None:
    """What the one body that the plans name is called, or the type of several; None where they differ in type."""
    named = {id_ for plan in plans for id_, _ in _printed(connection, plan)} & bodies or bodies
    rows = connection.execute(
        "SELECT name, type FROM agency WHERE kind <> 'several' AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(named)),),
    ).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    types = {row[1] for row in rows}
    known = agency_register().types.get(types.pop() or "") if len(types) == 1 else None
    return known.name if known else None


def _printed(connection: sqlite3.Connection, plan: str) -> list[tuple[str, str]]:
    """Id and wording of each agency that a plan names, strings of several left out."""
    return connection.execute(
        "SELECT n.agency_id, n.agency FROM (SELECT agency_id, agency FROM responsibility_matrix WHERE document_id = ?1 "
        "UNION SELECT agency_id, agency FROM deadline_calendar WHERE document_id = ?1 "
        "UNION SELECT agency_id, agency FROM target WHERE document_id = ?1) n "
        "JOIN agency a ON a.id = n.agency_id AND a.kind <> 'several'",
        (plan,),
    ).fetchall()


def _plans_of(connection: sqlite3.Connection, bodies: frozenset[str]) -> tuple[str, ...]:
    marks = ", ".join("?" * len(bodies))
    rows = connection.execute(
        f"SELECT document_id FROM responsibility WHERE agency_id IN ({marks}) UNION "
        f"SELECT document_id FROM deadline WHERE agency_id IN ({marks})",
        (*sorted(bodies), *sorted(bodies)),
    )
    return tuple(sorted(str(row[0]) for row in rows))


def _work_of(
    connection: sqlite3.Connection, bodies: dict[str, frozenset[str]], plans: tuple[str, ...]
) -> Iterator[AgencyWork]:
    tasks = [task for plan in plans for task in _tasks(connection, plan)]
    deadlines = [due for plan in plans for due in load_deadlines(connection, DeadlinesQuestion(plan=plan))]
    indicators = [found for plan in plans for found in _indicators(connection, plan)]
    targets: dict[str, list[AgencyTarget]] = {}
    for plan in plans:
        for id_, target in _targets(connection, plan):
            targets.setdefault(id_, []).append(target)
    printed = [found for plan in plans for found in _printed(connection, plan)]
    for name, ids in bodies.items():
        yield AgencyWork(
            name,
            tuple(task for agency, task in tasks if agency in ids),
            tuple(sorted((due for due in deadlines if ids.intersection(due.agency_ids)), key=_by_day)),
            tuple(_own_indicators(ids, indicators, targets)),
            tuple(dict.fromkeys(wording for id_, wording in printed if id_ in ids and wording != name)),
        )


def _by_day(due: DueDate) -> tuple[bool, str, str]:
    return (due.due is None, due.due or "", due.deadline_id)


def _tasks(connection: sqlite3.Connection, plan: str) -> list[tuple[str, AgencyTask]]:
    rows = connection.execute(
        "SELECT responsibility_id, agency_id, coalesce(agency_name, agency), task_id, plan, task, role, partner, "
        "output, due, page, max(corrected OR task_corrected), json_group_array(json_array(indicator_id, indicator, indicator_goal)) FROM (SELECT * FROM responsibility_matrix "
        "WHERE document_id = ? ORDER BY position) GROUP BY responsibility_id ORDER BY min(position)",
        (plan,),
    ).fetchall()
    numbers = indicator_numbers(connection, plan)
    partners: dict[str, list[str]] = {}
    for row in rows:
        if row[7]:
            partners.setdefault(row[3], []).append(row[2])
    return [
        (
            row[1],
            AgencyTask(
                row[3],
                plan,
                row[4],
                row[5],
                row[6],
                bool(row[7]),
                tuple(name for name in dict.fromkeys(partners.get(row[3], ())) if name != row[2]),
                row[8],
                row[9],
                _numbers(json.loads(row[12]), numbers),
                row[10],
                bool(row[11]),
            ),
        )
        for row in rows
    ]


def _numbers(told: list[list[str | None]], numbers: dict[str, str]) -> tuple[str, ...]:
    """What the indicators of a task are called, those that the plan lacks by the number and goal that it names."""
    called = [
        numbers.get(id_) if id_ is not None else number_of_goal(number, goal) if number is not None else None
        for id_, number, goal in told
    ]
    return tuple(dict.fromkeys(name for name in called if name))


def _indicators(connection: sqlite3.Connection, plan: str) -> list[tuple[str, str, AgencyIndicator]]:
    """Agency id, role and indicator of each pair in a plan."""
    rows = connection.execute(
        "SELECT m.agency_id, m.role, i.id, m.plan, i.number, i.text, i.page, i.position, i.corrected "
        "FROM responsibility_matrix m JOIN corrected_indicator i ON i.id = m.indicator_id "
        "WHERE m.document_id = ?1 AND m.agency_id IS NOT NULL "
        "UNION SELECT t.agency_id, 'implement', i.id, t.plan, i.number, i.text, i.page, i.position, i.corrected "
        "FROM (SELECT x.agency_id, x.indicator_id, c.plan FROM target x "
        "JOIN target_comparison c ON c.target_id = x.id "
        "WHERE x.document_id = ?1 AND x.agency_id IS NOT NULL) t JOIN corrected_indicator i ON i.id = t.indicator_id "
        "ORDER BY 8",
        (plan,),
    )
    numbers = indicator_numbers(connection, plan)
    return [
        (
            row[0],
            row[1],
            AgencyIndicator(row[2], plan, row[3], numbers.get(row[2]), row[5], (), (), row[6], bool(row[8])),
        )
        for row in rows
    ]


def _own_indicators(
    ids: frozenset[str],
    found: list[tuple[str, str, AgencyIndicator]],
    targets: dict[str, list[AgencyTarget]],
) -> Iterator[AgencyIndicator]:
    own: dict[str, tuple[AgencyIndicator, set[str]]] = {}
    for agency, role, indicator in found:
        if agency in ids:
            own.setdefault(indicator.indicator_id, (indicator, set()))[1].add(role)
    for indicator, roles in own.values():
        yield AgencyIndicator(
            indicator.indicator_id,
            indicator.document_id,
            indicator.plan,
            indicator.number,
            indicator.text,
            tuple(role for role in _ROLES if role in roles),
            tuple(targets.get(indicator.indicator_id, ())),
            indicator.page,
            indicator.corrected,
        )


def _targets(connection: sqlite3.Connection, plan: str) -> list[tuple[str, AgencyTarget]]:
    rows = connection.execute(
        "SELECT indicator_id, year, comparator, value, value_high, unit, per, unit_text, scope, measure, corrected "
        "FROM target_comparison WHERE document_id = ? AND indicator_id IS NOT NULL AND kind <> 'qualitative' "
        "ORDER BY (SELECT position FROM target WHERE id = target_id)",
        (plan,),
    )
    return [
        (
            row[0],
            AgencyTarget(
                row[1],
                row[2],
                to_decimal(row[3]),
                to_decimal(row[4]),
                row[5],
                to_decimal(row[6]),
                row[7],
                row[8],
                row[9],
                bool(row[10]),
            ),
        )
        for row in rows
    ]
