"""Deadlines: each time limit on an action, from running text, labelled lines and tables of tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import regex

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.extraction.deadline_actions import read_actions, recurrence_of
from plan_extract.extraction.deadline_clauses import TimedClause, split_timed_clauses
from plan_extract.extraction.deadline_context import AgencyAt, DeadlineContext, Period, leads_in, words_above
from plan_extract.extraction.deadline_filters import Stand, counts, is_noise
from plan_extract.extraction.deadline_labels import find_labels, labelled_deadlines, table_deadlines
from plan_extract.extraction.deadline_times import TimeLimit, find_time_limits
from plan_extract.extraction.deadline_wording import wording
from plan_extract.extraction.task_tables import row_agency
from plan_extract.model.facts import Action, Deadline, Recurrence
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText
from plan_extract.structure.items import Item
from plan_extract.structure.tables import GridTable

_WORDS = Wording("deadline_clauses")
_DIGIT = regex.compile(r"\d")
_HINTS = _WORDS.screened("may-tell-time")
_EACH = _WORDS["each-period"]
_UNPLANNED = _WORDS["unplanned"]
_MAX_HEADING = 160


@dataclass(frozen=True, slots=True)
class _Reading:
    """A timed clause with its actions (True where its own words say so) and the limits that count."""

    clause: TimedClause
    actions: list[tuple[Action, bool]]
    limits: list[TimeLimit]


def find_deadlines(plan: PlanText, period: Period, agency_at: AgencyAt) -> list[Deadline]:
    """The deadlines of a plan in reading order.

    `period` holds the first and last year of the plan, None where unknown; `agency_at` gives the
    agency, as printed, at an offset of an item's text.
    """
    context = DeadlineContext(plan, period, agency_at)
    found: list[Deadline] = []
    for item in plan.items():
        if item.past:
            continue
        if item.table is not None:
            found += table_deadlines(context, item, item.table)
            found += _told_in_tasks(context, item, item.table)
        elif _may_tell_time(item.match):
            found += _item_deadlines(context, item)
    return found


def _told_in_tasks(context: DeadlineContext, item: Item, table: GridTable) -> Iterator[Deadline]:
    """Deadlines in the words of tasks, where a table of who does what has no column of times."""
    if not table.is_task_table or table.is_agenda or "due" in table.roles:
        return
    for row in table.rows:
        cell = row.cells[table.roles.index("task")]
        if cell is None or not _may_tell_time(cell.match):
            continue
        inside = replace(context, agency_at=partial(_agency_of_row, row_agency(table, row)))
        yield from _item_deadlines(inside, Item(cell, section=item.section, parent=item.parent))


def _agency_of_row(agency: str | None, item: Item, at: int) -> str | None:
    return agency


def _may_tell_time(match: str) -> bool:
    return _HINTS.can_match(match) or _DIGIT.search(match) is not None


def _item_deadlines(context: DeadlineContext, item: Item) -> Iterator[Deadline]:
    labels = find_labels(context, item)
    for start, value_at, end in labels:
        yield from labelled_deadlines(context, item, start, value_at, end)
    if not labels and _is_mere_heading(item):
        return
    limits = [
        limit
        for limit in find_time_limits(item.match)
        if not any(start <= limit.start < end for start, _, end in labels)
        and not is_noise(item.match, limit, context.period[0], item.section)
    ]
    if not limits:
        return
    children_dated = leads_in(item) and any(find_time_limits(child.match) for child in item.children if not child.table)
    stand = Stand(item.section, context.only_year, context.period, words_above(context, item), children_dated)
    for reading in _read_clauses(item, limits, stand):
        yield from _clause_deadlines(context, item, reading)


def _is_mere_heading(item: Item) -> bool:
    """Whether an item is a short heading that leads in no list; a sentence over its labels is none."""
    bullet = item.mark is not None and item.mark.is_bullet
    if item.match.rstrip().endswith((".", ";")):
        return False
    return item.heading and not leads_in(item) and not bullet and len(item.match) < _MAX_HEADING


def _read_clauses(item: Item, limits: list[TimeLimit], stand: Stand) -> list[_Reading]:
    """The timed clauses of an item, read again without the times that turned out to be no limits.

    Times that do not count must not cut clauses.
    """
    readings = _read_once(item, limits, stand)
    kept = {limit for reading in readings for limit in reading.limits}
    held = {limit for reading in readings for limit in reading.clause.limits if not limit.is_period}
    rejected = held - kept
    if not rejected:
        return readings
    return _read_once(item, [limit for limit in limits if limit not in rejected], stand)


def _read_once(item: Item, limits: list[TimeLimit], stand: Stand) -> list[_Reading]:
    match = item.match
    readings: list[_Reading] = []
    above, goes_on = stand.above, False
    for clause in split_timed_clauses(item.text, match, limits):
        actions = read_actions(clause.own_words(match), above, goes_on=goes_on, by_day=_is_by_day(clause))
        if actions == [("submit", True)] and _is_report(match, clause):
            actions = [("report", True)]
        kinds = [action for action, _ in actions]
        kept = [limit for limit in clause.limits if counts(match, clause, limit, kinds, stand)]
        readings.append(_Reading(clause, actions, kept))
        if actions[0][1]:
            above, goes_on = match[clause.start : clause.end], True
    return readings


def _is_by_day(clause: TimedClause) -> bool:
    """Whether the limit of a clause is the day by which something is done."""
    return any(limit.point and limit.point.is_day and limit.relation in ("by", "before") for limit in clause.limits)


def _is_report(match: str, clause: TimedClause) -> bool:
    """Whether what is handed in is the report that the words before the colon name ("Báo cáo tuần: Trung tâm Y tế gửi ...")."""
    lead = clause.sentence.lead if clause.sentence else None
    named = lead is not None and _REPORT_LEAD.match(match, *lead) is not None
    return named and not wording("thing").search(match, clause.start, clause.end)


_REPORT_LEAD = _WORDS["report-lead"]


def _clause_deadlines(context: DeadlineContext, item: Item, reading: _Reading) -> Iterator[Deadline]:
    """One deadline for each limit, action and recurrence of a clause."""
    clause = reading.clause
    for position, limit in enumerate(reading.limits):
        date = limit.iso(context.year_for(limit, clause.periods))
        for number, (action, certain) in enumerate(reading.actions):
            for recurrence in _recurrences(context, item, reading, position, action):
                doubts = _doubts(item, clause, limit, recurrence, action)
                yield _deadline(
                    context, item, clause, limit, action, recurrence, date, 1 - certain + (number > 0) + doubts
                )


def _recurrences(
    context: DeadlineContext, item: Item, reading: _Reading, position: int, action: Action
) -> list[Recurrence]:
    """What recurs: by the period words of a report, by an event, by a day without a year."""
    clause, limit = reading.clause, reading.limits[position]
    reports = action in ("report", "review")
    if limit.is_period:
        return [limit.recurrence] if limit.recurrence else []
    if limit.duration:
        each = [period.recurrence for period in clause.periods if 0 <= period.start - limit.end < _OF_EACH]
        return [each[0] if each and each[0] else "once" if limit.own_issue else "event"]
    event = wording("event").search(item.match, clause.start, clause.end) if limit.clock else None
    if event is not None and not _UNPLANNED.search(item.match, clause.start, event.start()):
        return ["event"]
    periods = [period for period in clause.periods if not period.weak or reports]
    periods = [period for period in periods if not _paces_count(item.match, period)]
    if not limit.lacks_year and not reports:
        periods = [period for period in periods if not _EACH.match(item.match, period.start)]
    if not limit.lacks_year and not reports:
        periods = [period for period in periods if not _describes(item.match, clause, period)]
    before = [period.recurrence for period in periods if period.start < limit.start]
    if len(reading.limits) == 1 and len(before) > 1 and reports and not limit.recurrence:
        return list(dict.fromkeys(each for each in before if each))
    if found := recurrence_of(limit, periods, position):
        return [found]
    if limit.point and limit.point.kind == "day" and limit.point.m is None:
        return ["monthly"]
    return ["annual" if limit.lacks_year and context.year_of(limit) is None else "once"]


_OF_EACH = 6
"""So many signs after a duration the period that it is part of begins ("trong 10 ngày đầu mỗi tháng")."""


def _paces_count(match: str, period: TimeLimit) -> bool:
    """Whether a period says how often something counted is done ("duy trì 03 ca tuần tra mỗi ngày")."""
    first = max(0, period.start - _COUNT_AHEAD)
    return _EACH.match(match, period.start) is not None and _COUNTED.search(match, first, period.start) is not None


_COUNT_AHEAD = 80
_COUNTED = regex.compile(r"\d \p{L}+(?: \p{L}+){0,3}\s*$")


def _describes(match: str, clause: TimedClause, period: TimeLimit) -> bool:
    """Whether a period only describes a noun before it ("kế hoạch hằng năm")."""
    return bool(wording("noun-before").search(match[clause.start : period.start]))


# "cung cấp số liệu cho Sở Nội vụ": a report or something handed in; "thông báo", "công tác năm": told or not.
_OPEN_ACTION = _WORDS["told-or-not"]


def _is_open(clause: str, action: Action) -> bool:
    """Whether what a clause asks for can be read in two ways."""
    both = action in ("report", "submit") and bool(wording("thing").search(clause) and wording("report").search(clause))
    return both or bool(_OPEN_ACTION.search(clause))


def _doubts(item: Item, clause: TimedClause, limit: TimeLimit, recurrence: Recurrence, action: Action) -> int:
    """How many things about a deadline were not said in so many words."""
    unbound = limit.connective is None and not limit.is_period and not limit.duration
    coarse = limit.point is not None and limit.point.kind in ("year", "year-part")
    return sum(
        (
            unbound,
            coarse,
            limit.is_period,
            item.section == "objectives",
            limit.duration is not None,
            limit.point is not None and limit.point.kind in ("school-year", "half"),
            limit.clock,
            clause.leading and not wording("verb").search(item.match, limit.end, clause.end),
            _is_open(item.match[clause.start : clause.end], action),
            limit.lacks_year and recurrence == "once" and action == "other",
        )
    )


def _deadline(
    context: DeadlineContext,
    item: Item,
    clause: TimedClause,
    limit: TimeLimit,
    action: Action,
    recurrence: Recurrence,
    date: str | None,
    doubts: int,
) -> Deadline:
    start, end = item.span(clause.start, clause.end)
    subject_at = clause.end - 1 if clause.leading else clause.limit.start
    return Deadline(
        start=start,
        end=end,
        page=item.passage.page,
        rule=limit.rule,
        confidence=round(max(0.3, 0.96 - 0.1 * doubts), 2),
        quote=item.text[clause.start : clause.end].strip(),
        action=action,
        agency=_gatherer(item, clause, limit) or context.agency_at(item, subject_at),
        relation=limit.relation,
        date=date,
        recurrence=recurrence,
    )


def _gatherer(item: Item, clause: TimedClause, limit: TimeLimit) -> str | None:
    """Who hands on what others send in, where the limit is that of handing on ("gửi Sở A để tổng hợp, báo cáo ... trước ngày ...")."""
    first = clause.sentence.start if clause.sentence else clause.start
    for found in wording("gathers").finditer(item.match, first, limit.start):
        named, stop = read_list(item.text, item.match, found.end(), limit.start)
        if named and stop <= found.end("whom") + 1 and limit.start > found.end("whom"):
            return item.text[named[0].start : named[-1].end]
    return None
