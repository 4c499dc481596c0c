"""Deadlines that labelled lines and columns of tables give ("Thời gian hoàn thành: Quý II/2026")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import regex

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.extraction.cell_times import in_words, read_cell_times
from plan_extract.extraction.deadline_actions import read_actions, recurrence_of
from plan_extract.extraction.deadline_context import DeadlineContext
from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import wording
from plan_extract.extraction.task_tables import row_agency
from plan_extract.model.facts import Action, Deadline, Recurrence, TimeRelation
from plan_extract.normalising.wording import Wording
from plan_extract.structure.grid_rows import GridRow
from plan_extract.structure.items import Item
from plan_extract.structure.tables import GridTable

_WORDS = Wording("deadline_cells")
_VALUE_END = regex.compile(r"[;.]\s+(?=\p{L})|[()]")
# "Năm 2024: 12 trường" below "Lộ trình:" is a target, no limit on an action.
_GIVES_VALUE = _WORDS["gives-value"]
_ALL_YEAR = _WORDS["all-year"]  # "Thời gian thực hiện: Cả năm 2026": no limit
_NEXT_STEP = _WORDS["next-step"]
_NEAR = 5
_CERTAINTY_OF_STEP = 0.82
_WITHOUT_BODY = 0.07
"""A label of nobody's task may only tell when an event is."""
_MAX_LIST = 12


def find_labels(context: DeadlineContext, item: Item) -> list[tuple[int, int, int]]:
    """The labels for times in an item: where each label begins, its value begins, its value ends."""
    match = item.match
    found: list[tuple[int, int, int]] = []
    label = wording("label").match(match)
    if label or _stands_under_label(context, item):
        value_at = label.end() if label else 0
        found.append((0, value_at, _value_end(match, value_at)))
    inner_labels = wording("inner-label").finditer(match, found[0][2] if found else 0)
    for inner in islice(inner_labels, _MAX_LIST):
        found.append((inner.start(), inner.end(), _value_end(match, inner.end())))
    return found


def _stands_under_label(context: DeadlineContext, item: Item) -> bool:
    """Whether an item is the value of a bare label before it ("Thời gian thực hiện:" on a line of its own)."""
    if item.parent is None or _GIVES_VALUE.match(item.match):
        return False
    above = (each for each in context.before(item, _MAX_LIST) if not _is_beside(item, each))
    first = next(above, None)
    return _is_bare_label(item.parent) or (first is not None and _is_bare_label(first))


def _is_beside(item: Item, other: Item) -> bool:
    """Whether two items are members of one list."""
    return item.mark is not None and other.mark is not None and item.mark.style == other.mark.style


def _is_bare_label(item: Item) -> bool:
    if item.table is not None or not item.match:
        return False
    found = wording("label").match(item.match)
    return found is not None and found.end() >= len(item.match.rstrip(" ."))


def _value_end(match: str, value_at: int) -> int:
    """Where the value of a label ends: at the next sentence or label, or with the bracket it stands in."""
    depth = 0
    for stop in _VALUE_END.finditer(match, value_at):
        sign = match[stop.start()]
        if sign == "(":
            depth += 1
        elif sign == ")" and depth:
            depth -= 1
        elif not depth:
            return int(stop.start())
    return len(match.rstrip())


def labelled_deadlines(context: DeadlineContext, item: Item, start: int, value_at: int, end: int) -> Iterator[Deadline]:
    """Deadlines of the label at `start`; the task that it belongs to must be complete then."""
    match = item.match
    if _ALL_YEAR.match(match[value_at:end]):
        return
    action = _label_action(match[start:value_at], match[start:end])
    source_start, source_end = item.span(start, end)
    for limit, recurrence in _cell_limits(context, match[value_at:end], action):
        if _is_time_of_plan(context, item, limit, match[start:value_at]):
            continue
        agency = _task_agency(context, item, start)
        yield Deadline(
            start=source_start,
            end=source_end,
            page=item.passage.page,
            rule="deadline.label",
            confidence=round(_certainty(limit) - (0 if agency else _WITHOUT_BODY), 2),
            quote=item.text[start:end].strip(),
            action=action,
            agency=agency,
            relation=_relation(limit, match[start:value_at]),
            date=limit.iso(context.year_for(limit, [])),
            recurrence=recurrence,
        )


# "Thời hạn: 30/11/2025": the day by which it is done; "Thời gian: 30/11/2025" may be the day on which it takes place.
_DUE_BY = _WORDS["due-by"]
_COMPLETE = _WORDS["label-complete"]
_OF_REPORTS = _WORDS["heading-of-reports"]


def _relation(limit: TimeLimit, heading: str) -> TimeRelation:
    """How a time binds: a bare day is the last one where the label or the column's heading says so."""
    bare = limit.point is not None and limit.point.is_day and limit.end_point is None and limit.connective is None
    once = limit.recurrence is None
    return "by" if bare and once and limit.relation == "on" and _DUE_BY.search(heading) else limit.relation


def _is_time_of_plan(context: DeadlineContext, item: Item, limit: TimeLimit, label: str) -> bool:
    """Whether a label gives the time of the whole plan in years: that is no limit on a task."""
    if limit.point is None or limit.point.kind != "year":
        return False
    whole = bool(wording("own-label").search(label)) or item.section in ("requirements", "other")
    return whole and (limit.end_point is not None or limit.point.y in context.period)


def _label_action(label: str, words: str) -> Action:
    """A label says that a task must be complete, unless it or its value names what is handed in."""
    if _COMPLETE.search(label):
        return "complete"
    if wording("send").search(words) or wording("report").search(words):
        return read_actions(words, "")[0][0]
    return "complete"


def _task_agency(context: DeadlineContext, item: Item, at: int) -> str | None:
    """The chủ trì of the task that a label belongs to: named by a label near it, or else the agency above."""
    if inner := wording("inner-lead").search(item.match):
        return item.text[inner.end() : _value_end(item.match, inner.end())].strip(" .;)") or None
    for sibling in [*context.before(item, _NEAR), *context.behind(item, _NEAR)]:
        if found := wording("lead-label").match(sibling.match):
            stop = _value_end(sibling.match, found.end())
            named, list_end = read_list(
                sibling.text, sibling.match, found.end() + _blanks(sibling.match, found.end()), stop
            )
            if words := sibling.text[found.end() : list_end if named else stop].strip(" .;:"):
                return words
    return context.agency_at(item, at)


def _blanks(match: str, at: int) -> int:
    return len(match) - at - len(match[at:].lstrip(" :"))


def table_deadlines(context: DeadlineContext, item: Item, table: GridTable) -> Iterator[Deadline]:
    """Deadlines of the column of times in a table of tasks; beside indicators only those finer than a year."""
    due = table.column("due")
    tasks = "task" in table.roles or "output" in table.roles or "lead" in table.roles
    if due is None or not (tasks or "indicator" in table.roles):
        return
    for row in table.rows:
        cell = row.cells[due] if due < len(row.cells) else None
        if cell is None:
            continue
        steps = cell_steps(cell.match)
        for first, last in steps:
            if len(steps) > 1 and _only_shares(cell.match[first:last]):
                continue
            start, end = cell.span(first, last)
            action = _row_action(table, row) if len(steps) == 1 else _step_action(cell.match[first:last])
            for limit, recurrence in _cell_limits(
                context, in_words(table.headings[due], cell.match[first:last]), action
            ):
                if not tasks and (limit.point is None or limit.point.kind in ("year", "year-part")):
                    continue
                yield Deadline(
                    start=start,
                    end=end,
                    page=cell.page,
                    rule="deadline.due-column",
                    confidence=_certainty(limit) if len(steps) == 1 else _CERTAINTY_OF_STEP,
                    quote=cell.text[first:last].strip(),
                    action=action,
                    agency=row_agency(table, row) or context.agency_at(item, 0),
                    relation=_relation(limit, table.headings[due]),
                    date=limit.iso(context.year_for(limit, [])),
                    recurrence=recurrence,
                )


def _only_shares(step: str) -> bool:
    """Whether a step sets shares for years ("50% năm 2027, 80% năm 2030"), no limit on anything done."""
    pointed = [time.point for time in read_cell_times(step) if time.point is not None]
    return _SETS_SHARE.search(step) is not None and all(point.kind == "year" for point in pointed)


def _row_action(table: GridTable, row: GridRow) -> Action:
    """A task of a table must be complete by the time in its row; a report of a table of reports be sent."""
    task = table.column("task")
    of_reports = task is not None and _OF_REPORTS.search(table.headings[task]) is not None
    return "report" if of_reports or _IS_REPORT.match(row.match(task)) else "complete"


_IS_REPORT = _WORDS["is-report"]
_STEP_END = regex.compile(r"[;.]\s+(?=[\p{L}\d])")
# "50% năm 2027, 80% năm 2030" sets shares, no limit on a step.
_SETS_SHARE = regex.compile(r"\d\s?%")
_PHASE = _WORDS["phase"]  # "Giai đoạn 1: Quý IV/2025"
_LETTERS_OF_STEP = 7


def cell_steps(match: str) -> list[tuple[int, int]]:
    """The steps of a schedule cell, each with its own words and time ("Khởi công quý I/2026; vận hành năm 2027").

    A cell that tells nothing but times is one.
    """
    whole = [(0, len(match))]
    ends = [found.start() for found in _STEP_END.finditer(match)]
    if not ends:
        return whole
    starts = [0, *(found.end() for found in _STEP_END.finditer(match))]
    steps = list(zip(starts, [*ends, len(match.rstrip(" .;"))], strict=True))
    return steps if sum(1 for step in steps if _has_work(match[slice(*step)])) > 1 else whole


def _has_work(step: str) -> bool:
    """Whether a step names its work beside its time."""
    times = read_cell_times(step)
    told = sum(sign.isalpha() for time in times for sign in step[time.start : time.end])
    if phase := _PHASE.match(step):
        told += sum(sign.isalpha() for sign in phase.group())
    return bool(times) and sum(sign.isalpha() for sign in step) - told >= _LETTERS_OF_STEP


def _step_action(step: str) -> Action:
    """What a step of a schedule asks for; without a word of handing in or review it must be complete."""
    action, told = read_actions(step, "")[0]
    return action if told and action in ("review", "submit") else "complete"


def _certainty(limit: TimeLimit) -> float:
    """Less for a limit that is no date, and for a date on which something only begins."""
    only_begins = limit.connective == "from" and limit.end_point is None
    return 0.95 if limit.point is not None and not only_begins else 0.85


def _cell_limits(context: DeadlineContext, match: str, action: Action) -> list[tuple[TimeLimit, Recurrence]]:
    """The limits of a cell or a label's value with their recurrence."""
    limits = read_cell_times(match)
    if not limits and (after := wording("after-event").match(match)):
        return [(TimeLimit(after.start(), len(match), "time.after-event", "within"), "once")]
    dated = [limit for limit in limits if not limit.is_period and not _is_out(context, match, limit)]
    if not dated:
        periods = [limit for limit in limits if limit.is_period and not limit.weak]
        return [(each, each.recurrence) for each in periods if each.recurrence and not _describes(match, each)]
    pointed = [limit for limit in dated if limit.rule != "time.half"]
    periods = [limit for limit in limits if limit.is_period or (limit.rule == "time.half" and pointed)]
    periods = [period for period in periods if not period.weak or action == "report"]
    apart = [period for period in periods if _is_work_of_its_own(match, pointed, period)]
    periods = [period for period in periods if period not in apart]
    found = [(limit, _cell_recurrence(context, limit, periods)) for limit in pointed or dated]
    return found + [(each, each.recurrence) for each in apart if each.recurrence]


def _is_work_of_its_own(match: str, pointed: list[TimeLimit], period: TimeLimit) -> bool:
    """Whether a period behind full dates is of another step ("Quý III/2026, cập nhật hằng năm")."""
    before = [limit for limit in pointed if limit.end <= period.start]
    if not period.is_period or len(before) < len(pointed) or not before or before[-1].lacks_year:
        return False
    return _NEXT_STEP.match(match, before[-1].end, period.start) is not None


def _cell_recurrence(context: DeadlineContext, limit: TimeLimit, periods: list[TimeLimit]) -> Recurrence:
    if limit.duration:
        return "once" if limit.own_issue else "event"
    if found := recurrence_of(limit, periods, 0):
        return found
    return "annual" if limit.lacks_year and context.only_year is None else "once"


def _is_out(context: DeadlineContext, match: str, limit: TimeLimit) -> bool:
    """Whether a time in a cell is the date of a document or the plan's own period."""
    if limit.connective is None and wording("legal-before").search(match, max(0, limit.start - 70), limit.start):
        return True
    first, last = context.period
    if limit.point is not None and limit.point.kind == "year" and limit.end_point is None:
        return limit.connective == "in" and limit.point.y == context.only_year
    if limit.point is None or limit.end_point is None or first == last:
        return False
    years = limit.point.kind == limit.end_point.kind == "year"
    return years and limit.point.y == first and limit.end_point.y == last


def _describes(match: str, period: TimeLimit) -> bool:
    """Whether a period only describes a noun ("theo kế hoạch hằng năm")."""
    return bool(wording("noun-before").search(match[max(0, period.start - 160) : period.start]))
