"""Checks of who answers for what, of time limits and of cited documents."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from plan_extract.analysis.check_recipients import check_recipients
from plan_extract.analysis.deadlines import DeadlinesQuestion, load_deadlines
from plan_extract.analysis.dossier import Dossier
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.analysis.indicator_numbers import indicator_numbers, number_of_goal
from plan_extract.analysis.wording import fold
from plan_extract.storage.calendar import find_days
from plan_extract.storage.ids import agency_key

_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_YEAR_IN_NUMBER: Final = re.compile(r"/20\d\d/")
"""A number with its year ("163/2024/QH15") is given once."""


def check_owners(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Numbered indicators that nobody answers for or only helps with, and owners of indicators that are none."""
    document = dossier.document_id
    numbered = connection.execute(
        "SELECT id, number, text, page, start FROM corrected_indicator WHERE document_id = ? "
        "AND number IS NOT NULL ORDER BY position",
        (document,),
    ).fetchall()
    called = indicator_numbers(connection, document)
    named = _named_indicators(connection, document)
    numbers = {row[1] for row in numbered}
    told: dict[str, list[Any]] = {}
    for indicator, number, goal, task in named:
        if indicator is not None:
            told.setdefault(indicator, []).append(task)
        elif number is not None and goal is None:  # one of several of this number, which one is not said
            for id_ in [row[0] for row in numbered if row[1] == number]:
                told.setdefault(id_, []).append(task)
    under_name = {
        row[0]
        for row in connection.execute(
            "SELECT indicator_id FROM target_comparison WHERE document_id = ? AND agency IS NOT NULL", (document,)
        )
    }
    ids = {row[0] for row in numbered}
    if numbered and not ids.intersection(told):
        values = {"count": len(numbered)}
        yield find_check("no-owners-by-number", values, **dossier.place(None))
    for id_, _, text, page, start in numbered if ids.intersection(told) else ():
        tasks = told.get(id_, [])
        place = dossier.place(text, start, page)
        if not tasks and id_ not in under_name:
            yield find_check("indicator-without-owner", {"number": called[id_]}, **place)
        elif tasks and all(task[-1] == "coordinate" for task in tasks):
            helping = sorted({task[0] for task in tasks})
            yield find_check("indicator-without-lead", {"number": called[id_], "agencies": ", ".join(helping)}, **place)
    for indicator, number, goal, (agency, task, page, start, _) in named if numbered else ():
        if indicator is None and number is not None and (goal is not None or number not in numbers):
            place = dossier.place(task, start, page)
            yield find_check("unknown-indicator", {"agency": agency, "number": number_of_goal(number, goal)}, **place)


def _named_indicators(
    connection: sqlite3.Connection, document: str
) -> list[tuple[str | None, str | None, str | None, Any]]:
    """Each indicator that a task is told: its id where one alone can be meant, its number, goal, and the task."""
    rows = connection.execute(
        "SELECT m.indicator_id, m.indicator, m.indicator_goal, m.agency, m.task, m.page, r.start, m.role "
        "FROM responsibility_matrix m JOIN responsibility r ON r.id = m.responsibility_id "
        "WHERE m.document_id = ? AND m.partner = 0 AND (m.indicator IS NOT NULL OR m.indicator_goal IS NOT NULL) "
        "ORDER BY m.position",
        (document,),
    )
    return [(*row[:3], tuple(row[3:])) for row in rows]


def check_deadlines(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Time limits that had run out before the plan was issued."""
    issued = find_days(dossier.fields["issued_date"])
    if issued is None:
        return
    starts = dict(connection.execute("SELECT id, start FROM deadline WHERE document_id = ?", (dossier.document_id,)))
    for due in load_deadlines(connection, DeadlinesQuestion(plan=dossier.document_id)):
        if due.schedule.due is not None and due.schedule.due.isoformat() < issued[0]:
            printed = due.date if due.date and _DATE.fullmatch(due.date) else due.schedule.due.isoformat()
            values = {"due": _day(printed), "issued": _day(dossier.fields["issued_date"])}
            place = dossier.place(due.quote, starts.get(due.deadline_id), due.page)
            yield find_check("deadline-before-plan", values, **place)


def check_citations(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """A document cited with two dates, or with another date than most other plans give it."""
    rows = connection.execute(
        'SELECT type, number, date, start, "end", page, issuer FROM corrected_legal_reference WHERE document_id = ? '
        "AND number IS NOT NULL AND date IS NOT NULL ORDER BY position",
        (dossier.document_id,),
    ).fetchall()
    first: dict[tuple[str, str], Any] = {}
    for row in rows:
        known = first.setdefault((fold(row[0]), fold(row[1])), row)
        values = {"type": row[0], "number": row[1], "own": _day(known[2]), "other": _day(row[2])}
        if known[2] != row[2] and _is_one_document(known, row):
            place = dossier.place(dossier.sentence_at(row[3], row[4]), row[3], row[5])
            other = dossier.sentence_at(known[3], known[4])
            yield find_check("cited-with-two-dates", values, **place, other_quote=other)
    for row in first.values():
        yield from _against_others(connection, dossier, row)


def _is_one_document(one: Any, other: Any) -> bool:
    """Whether a number with two dates can be of one document: offices number anew each year, each for itself."""
    if one[6] and other[6] and agency_key(one[6]) != agency_key(other[6]):
        return False
    return bool(_YEAR_IN_NUMBER.search(one[1])) or _near(one[2], other[2])


_OTHERS: Final = (
    "FROM (SELECT id FROM legal_reference WHERE number = ?1 UNION ALL "
    "SELECT DISTINCT fact_id FROM correction WHERE fact_table = 'legal_reference') n "
    "CROSS JOIN corrected_legal_reference c ON c.id = n.id WHERE c.number = ?1 AND c.type = ?2 AND c.document_id <> ?3"
)
"""SQL: what other plans cite by the same number and type, one by one; those that somebody corrected may have it since."""


def _against_others(connection: sqlite3.Connection, dossier: Dossier, row: Any) -> Iterator[Finding]:
    cited = (row[1], row[0], dossier.document_id)
    if connection.execute(f"SELECT 1 {_OTHERS} AND c.date = ? LIMIT 1", (*cited, row[2])).fetchone():
        return
    date, count = connection.execute(
        f"SELECT c.date, count(DISTINCT c.document_id) {_OTHERS} AND c.date IS NOT NULL GROUP BY c.date "
        "ORDER BY 2 DESC, 1 LIMIT 1",
        cited,
    ).fetchone() or ("", 0)
    if count > 1 and _near(row[2], date):
        values = {"type": row[0], "number": row[1], "own": _day(row[2]), "other": _day(date), "count": count}
        place = dossier.place(dossier.sentence_at(row[3], row[4]), row[3], row[5])
        yield find_check("cited-with-other-date", values, **place)


def _near(one: str, other: str) -> bool:
    """Whether two dates can be one misprinted: numbers begin anew each year, so years must agree in all but one."""
    return one[:4] == other[:4] or one[4:] == other[4:]


def _day(value: str) -> str:
    return "/".join(reversed(value.split("-")))


def duty_checks(connection: sqlite3.Connection, dossier: Dossier) -> list[Finding]:
    """All checks of duties, limits and citations."""
    return [
        finding
        for check in (check_owners, check_recipients, check_deadlines, check_citations)
        for finding in check(connection, dossier)
    ]
