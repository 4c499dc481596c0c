"""Checks of who answers for what, of time limits, of blanks and of cited documents."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import regex

from plan_extract.analysis.deadlines import DeadlinesQuestion, load_deadlines
from plan_extract.analysis.dossier import Dossier
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.analysis.indicator_numbers import indicator_numbers, number_of_goal
from plan_extract.analysis.wording import fold
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders
from plan_extract.storage.calendar import find_days
from plan_extract.storage.ids import agency_key

_RECIPIENTS: Final = re.compile(r"n[ơo]i nh[ậa]n\W{0,6}", re.IGNORECASE)
_RECIPIENT_LETTERS: Final = 2000
_ITEM: Final = re.compile(r"(?:^|\n)\s*[-+•–]\s*|;")
_BLANKS: Final = {"blank-number", "blank-date"}


def check_blanks(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """A number or a date that is not filled in: as the extraction saw it, else as the fields say."""
    rows = connection.execute(
        "SELECT kind, start, \"end\", page FROM issue WHERE document_id = ? AND kind IN ('blank-number', "
        "'blank-date') ORDER BY position",
        (dossier.document_id,),
    ).fetchall()
    seen = {row[0] for row in rows}
    for kind, start, end, page in rows:
        quote = dossier.sentence_at(start, end) if start is not None else None
        yield find_check(kind, {}, **_place(dossier, quote, page, start))
    if dossier.fields["number"] is None and "blank-number" not in seen:
        yield find_check("blank-number", {}, **_place(dossier, None, None, None))
    issued = dossier.fields["issued_date"]
    if (issued is None or len(issued) < len("2026-01-01")) and "blank-date" not in seen:
        yield find_check("blank-date", {}, **_place(dossier, None, None, None))


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
        yield find_check("no-owners-by-number", values, **_place(dossier, None, None, None))
    for id_, _, text, page, start in numbered if ids.intersection(told) else ():
        tasks = told.get(id_, [])
        place = _place(dossier, " ".join(text.split()), page, start)
        if not tasks and id_ not in under_name:
            yield find_check("indicator-without-owner", {"number": called[id_]}, **place)
        elif tasks and all(task[-1] == "coordinate" for task in tasks):
            helping = sorted({task[0] for task in tasks})
            yield find_check("indicator-without-lead", {"number": called[id_], "agencies": ", ".join(helping)}, **place)
    for indicator, number, goal, (agency, task, page, start, _) in named if numbered else ():
        if indicator is None and number is not None and (goal is not None or number not in numbers):
            place = _place(dossier, " ".join(task.split()), page, start)
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


def check_recipients(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Agencies that lead a task but get no copy; nothing where the plan has no list of recipients."""
    recipients = _recipients(dossier.text)
    if not recipients:
        return
    rows = connection.execute(
        "SELECT m.agency, m.agency_id, m.task, m.page, min(r.start) FROM responsibility_matrix m "
        "JOIN responsibility r ON r.id = m.responsibility_id "
        "WHERE m.document_id = ? AND m.role = 'lead' AND m.partner = 0 GROUP BY m.agency ORDER BY 5",
        (dossier.document_id,),
    ).fetchall()
    issuer = agency_key(dossier.issuer or "")
    for agency, agency_id, task, page, start in rows:
        aliases = connection.execute("SELECT alias FROM agency_alias WHERE agency_id = ?", (agency_id,))
        names = {agency_key(agency), *(agency_key(row[0]) for row in aliases)} - {""}
        own = any(name == issuer or issuer.startswith(f"{name} ") for name in names)
        if not own and not any(_is_recipient(name, recipients) for name in names):
            place = _place(dossier, " ".join(task.split()), page, start)
            yield find_check("lead-not-recipient", {"agency": agency}, **place)


def check_deadlines(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Time limits that had run out before the plan was issued."""
    issued = find_days(dossier.fields["issued_date"])
    if issued is None:
        return
    for due in load_deadlines(connection, DeadlinesQuestion(plan=dossier.document_id)):
        if due.schedule.due is not None and due.schedule.due.isoformat() < issued[0]:
            values = {"due": _day(due.schedule.due.isoformat()), "issued": _day(dossier.fields["issued_date"])}
            place = _place(dossier, " ".join(due.quote.split()), due.page, None)
            yield find_check("deadline-before-plan", values, **place)


def check_citations(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """A document cited with two dates, or with another date than most other plans give it."""
    rows = connection.execute(
        'SELECT type, number, date, start, "end", page FROM corrected_legal_reference WHERE document_id = ? '
        "AND number IS NOT NULL AND date IS NOT NULL ORDER BY position",
        (dossier.document_id,),
    ).fetchall()
    first: dict[tuple[str, str], Any] = {}
    for row in rows:
        known = first.setdefault((fold(row[0]), fold(row[1])), row)
        values = {"type": row[0], "number": row[1], "own": _day(known[2]), "other": _day(row[2])}
        if known[2] != row[2]:
            place = _place(dossier, dossier.sentence_at(row[3], row[4]), row[5], row[3])
            other = dossier.sentence_at(known[3], known[4])
            yield find_check("cited-with-two-dates", values, **place, other_quote=other)
    for row in first.values():
        yield from _against_others(connection, dossier, row)


def _against_others(connection: sqlite3.Connection, dossier: Dossier, row: Any) -> Iterator[Finding]:
    others = Counter(
        found[0]
        for found in connection.execute(
            "SELECT DISTINCT date, document_id FROM corrected_legal_reference WHERE number = ? AND type = ? "
            "AND document_id <> ? AND date IS NOT NULL",
            (row[1], row[0], dossier.document_id),
        )
    )
    if row[2] in others or not others:
        return
    date, count = others.most_common(1)[0]
    if count > 1 and _near(row[2], date):
        values = {"type": row[0], "number": row[1], "own": _day(row[2]), "other": _day(date), "count": count}
        place = _place(dossier, dossier.sentence_at(row[3], row[4]), row[5], row[3])
        yield find_check("cited-with-other-date", values, **place)


def _near(one: str, other: str) -> bool:
    """Whether two dates can be one misprinted: numbers begin anew each year, so years must agree in all but one."""
    return one[:4] == other[:4] or one[4:] == other[4:]


def _recipients(text: str) -> list[str]:
    """The items of the last list of recipients, folded; none where there is no list."""
    found = list(_RECIPIENTS.finditer(text))
    if not found:
        return []
    tail = text[found[-1].end() : found[-1].end() + _RECIPIENT_LETTERS]
    items = (" ".join(fold_match(item).split()) for item in _ITEM.split(tail.split("\n\n\n")[0]))
    return [item for item in items if item]


def _is_recipient(name: str, recipients: list[str]) -> bool:
    for item in recipients:
        if name in agency_key(item):
            return True
        for hit in _groups().finditer(item):
            if _covers(str(hit["covers"])).match(name):
                return True
    return False


@cache
def _covers(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{fold(pattern)})")


def _day(value: str) -> str:
    return "/".join(reversed(value.split("-")))


def _place(dossier: Dossier, quote: str | None, page: int | None, start: int | None) -> dict[str, Any]:
    return {
        "document_id": dossier.document_id,
        "plan": dossier.plan,
        "issuer": dossier.issuer,
        "quote": quote,
        "page": page,
        "start": start,
    }


def duty_checks(connection: sqlite3.Connection, dossier: Dossier) -> list[Finding]:
    """All checks of this module."""
    return [
        finding
        for check in (check_blanks, check_owners, check_recipients, check_deadlines, check_citations)
        for finding in check(connection, dossier)
    ]


@cache
def _groups() -> RuleSet:
    return load_rules("recipients", rule_folders())
