"""What is due when: the deadlines of the database as due days, for lists and calendars."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from plan_extract.analysis.bodies import find_bodies
from plan_extract.analysis.places import PLANS_OF_NAMES, as_json, find_names
from plan_extract.analysis.schedule import Schedule, make_schedule
from plan_extract.analysis.wording import place_name
from plan_extract.model.errors import UsageError
from plan_extract.storage.calendar import find_days
from plan_extract.storage.plan_names import find_document

_WEEKS: Final = 63  # days
_CORRECTED: Final = "SELECT 1 FROM correction x WHERE x.fact_id = l.id"
"""Somebody corrected a deadline, so that what was extracted does not say when and whose it is."""
_OF_AGENCIES: Final = (
    "WITH wanted AS MATERIALIZED (SELECT value AS id FROM json_each(?)) "
    "SELECT o.id FROM wanted w CROSS JOIN deadline o ON o.agency_id = w.id "
    "UNION SELECT o.id FROM wanted w CROSS JOIN responsibility r ON r.agency_id = w.id "
    "CROSS JOIN deadline o ON o.task_id = r.task_id AND o.agency IS NULL "
    "UNION SELECT fact_id FROM correction WHERE fact_table = 'deadline'"
)
"""The deadlines that name an agency, or stand in a task that it has, and those that somebody corrected: found by
indexes, one agency after the other."""


@dataclass(frozen=True)
class DeadlinesQuestion:
    """Deadlines due from `since` to `until`, of agencies, a plan or a locality; `overdue_on` a day."""

    since: date | None = None
    until: date | None = None
    agencies: tuple[str, ...] = ()
    overdue_on: date | None = None
    plan: str | None = None
    within: str | None = None


@dataclass(frozen=True)
class DueDate:
    """A deadline on one of its days.

    `due` is the last day to act; None where the text gives no day that could be told ("event": each
    time something happens). `agencies` must act: the one named, else those that have the task
    (`from_task`). `date` and `relation` are the contract's; `days_late` counts to `overdue_on`.
    """

    deadline_id: str
    document_id: str
    plan: str | None
    title: str | None
    issuer: str | None
    place: str
    due: str | None
    begin: str | None
    relation: str
    date: str | None
    recurrence: str
    assumed: bool
    action: str
    agencies: tuple[str, ...]
    agency_ids: tuple[str, ...]
    from_task: bool
    task: str | None
    quote: str
    page: int | None
    confidence: float
    corrected: bool
    schedule: Schedule
    days_late: int | None = None


@dataclass(frozen=True)
class Deadlines:
    """The answer, by due day; what has no day stands last."""

    question: DeadlinesQuestion
    dates: tuple[DueDate, ...]

    @property
    def undated(self) -> int:
        """How many of them have no day."""
        return sum(row.due is None for row in self.dates)


def list_deadlines(connection: sqlite3.Connection, question: DeadlinesQuestion) -> Deadlines:
    """Deadlines one by one; one that comes back stands once for each day asked for.

    Without a last day (`until` or `overdue_on`) it stands once, on its first day from `since` on; so does
    a daily one always, and a weekly one where more than nine weeks are asked for. Raises `UsageError` for an agency, plan or place that is none.
    """
    _check_order(question)
    rows = [dated for row in load_deadlines(connection, question) for dated in _days_asked_for(row, question)]
    rows.sort(key=lambda row: (row.due is None, row.due or "", row.plan or "", row.deadline_id))
    return Deadlines(question, tuple(rows))


def load_deadlines(connection: sqlite3.Connection, question: DeadlinesQuestion) -> list[DueDate]:
    """Each deadline of the agencies, the plan and the place asked for once, on its first day.

    Of deadlines with a year those far from the time asked for are left out; others may still be outside it.
    """
    wanted = _bodies(connection, question)
    condition, values = _condition(connection, question, wanted)
    rows = connection.execute(
        "SELECT * FROM deadline_calendar WHERE deadline_id IN "
        f"(SELECT l.id FROM deadline l WHERE {condition}) ORDER BY deadline_id",
        values,
    )
    names = [column[0] for column in rows.description]
    found = []
    for raw in rows.fetchall():
        row = dict(zip(names, raw, strict=True))
        owners = _task_owners(connection, row["task_id"]) if row["task_id"] and not row["agency"] else ()
        due = _due_date(row, owners)
        if wanted is None or wanted.intersection(due.agency_ids):
            found.append(due)
    return found


def count_deadlines(connection: sqlite3.Connection, question: DeadlinesQuestion, *, most: int) -> int:
    """How many deadlines `load_deadlines` would look at, counted up to `most`: whether the answer will be long.

    Raises `UsageError` for an agency, plan or place that is none.
    """
    wanted = _bodies(connection, question)
    condition, values = _condition(connection, question, wanted)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM deadline l WHERE {condition} LIMIT ?)"
    return int(connection.execute(sql, (*values, most)).fetchone()[0])


def _bodies(connection: sqlite3.Connection, question: DeadlinesQuestion) -> frozenset[str] | None:
    """Ids of the agencies asked for; None for all. Raises `UsageError` for a name that is none's."""
    if not question.agencies:
        return None
    return frozenset().union(*(find_bodies(connection, name) for name in question.agencies))


def _condition(
    connection: sqlite3.Connection, question: DeadlinesQuestion, wanted: frozenset[str] | None
) -> tuple[str, tuple[str | int, ...]]:
    """What deadlines the database is asked for: a set that holds all that the question can mean."""
    conditions = ["1"]
    values: list[str | int] = []
    if question.plan is not None:
        conditions.append("l.document_id = ?")
        values.append(find_document(connection, question.plan))
    if question.within:
        conditions.append(f"l.document_id IN ({PLANS_OF_NAMES})")
        values.append(as_json(find_names(connection, question.within)[1]))
    if wanted is not None:
        conditions.append(f"l.id IN ({_OF_AGENCIES})")
        values.append(json.dumps(sorted(wanted)))
    for day, test in ((question.since, "l.last_day >= ?"), (question.until, "l.first_day <= ?")):
        if day is not None:
            reach = timedelta(days=1 if test.startswith("l.first_day") else 0)
            conditions.append(f"(l.last_day IS NULL OR {test} OR EXISTS ({_CORRECTED}))")
            values.append((day + reach).isoformat())
    if question.since is not None or question.until is not None:
        conditions.append(
            "(l.last_day IS NOT NULL OR l.document_id IN (SELECT id FROM document "
            "WHERE coalesce(period_end, period_start, 9999) >= ? AND coalesce(period_start, period_end, 0) <= ?))"
        )
        values += [question.since.year if question.since else 0, question.until.year if question.until else 9999]
    return " AND ".join(conditions), tuple(values)


def _check_order(question: DeadlinesQuestion) -> None:
    if question.since and question.until and question.since > question.until:
        raise UsageError(f"--from {question.since} is behind --to {question.until}")


def _days_asked_for(row: DueDate, question: DeadlinesQuestion) -> Iterator[DueDate]:
    last = question.until
    if question.overdue_on is not None:
        day_before = date.fromordinal(question.overdue_on.toordinal() - 1)
        last = min(last, day_before) if last else day_before
    if row.due is None:
        if last is None and question.since is None:
            yield row
        return
    rule = row.schedule.recurrence
    days = [day for day in row.schedule.days() if not question.since or day >= question.since]
    if last is not None:
        days = [day for day in days if day <= last]
    if rule is not None and (last is None or not _stands_each_time(rule.frequency, question)):
        days = days[-1:] if question.overdue_on else days[:1]
    for day in days:
        late = (question.overdue_on - day).days if question.overdue_on else None
        yield replace(row, due=day.isoformat(), begin=_begin(row.schedule, day), days_late=late)


def _stands_each_time(frequency: str, question: DeadlinesQuestion) -> bool:
    """Whether a deadline that comes back stands on each of its days: every month always, every week in a few weeks."""
    if frequency == "monthly":
        return True
    few = question.since is not None and question.until is not None and (question.until - question.since).days <= _WEEKS
    return frequency == "weekly" and few and question.overdue_on is None


def _begin(schedule: Schedule, due: date) -> str | None:
    if schedule.recurrence is not None:
        lead = schedule.recurrence.lead
        return date.fromordinal(due.toordinal() - lead).isoformat() if lead else None
    return schedule.begin.isoformat() if schedule.begin else None


def _due_date(row: dict[str, Any], owners: tuple[tuple[str | None, str], ...]) -> DueDate:
    schedule = _schedule(row)
    first = next(schedule.days(), None)
    named = ((row["agency_id"], row["agency_name"] or row["agency"]),) if row["agency"] else owners
    return DueDate(
        deadline_id=row["deadline_id"],
        document_id=row["document_id"],
        plan=row["plan"],
        title=row["title"],
        issuer=row["issuer"],
        place=place_name(row["commune"], row["district"], row["province"]),
        due=first.isoformat() if first else None,
        begin=_begin(schedule, first) if first else None,
        relation=row["relation"],
        date=row["date"],
        recurrence=row["recurrence"],
        assumed=schedule.assumed,
        action=row["action"],
        agencies=tuple(name for _, name in named),
        agency_ids=tuple(id_ for id_, _ in named if id_),
        from_task=not row["agency"] and bool(owners),
        task=row["task"],
        quote=row["quote"],
        page=row["page"],
        confidence=row["confidence"],
        corrected=bool(row["corrected"]),
        schedule=schedule,
    )


def _schedule(row: dict[str, Any]) -> Schedule:
    found = find_days(row["date"])
    days = (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None
    return make_schedule(row["date"], row["relation"], row["recurrence"], row["quote"], days=days, period=_period(row))


def _period(row: dict[str, Any]) -> tuple[date, date] | None:
    """The days for which a plan stands: from when it is issued to the end of its last year."""
    issued = find_days(row["issued_date"])
    first = date.fromisoformat(issued[0]) if issued else None
    start, end = row["period_start"], row["period_end"] or row["period_start"]
    if end is None:
        if first is None:
            return None
        end = first.year
    begin = date(start or end, 1, 1)
    begin = max(begin, first) if first else begin
    last = date(end, 12, 31)
    return (begin, last) if begin <= last else None


def _task_owners(connection: sqlite3.Connection, task: str) -> tuple[tuple[str | None, str], ...]:
    """The agencies that have a task, partners aside."""
    rows = connection.execute(
        "SELECT DISTINCT agency_id, coalesce(agency_name, agency), position FROM responsibility_matrix "
        "WHERE task_id = ? AND partner = 0 ORDER BY position",
        (task,),
    )
    return tuple(dict.fromkeys((row[0], row[1]) for row in rows))
