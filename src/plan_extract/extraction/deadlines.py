"""Deadlines: each time limit on an action, from running text, labelled lines and tables of tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import regex

from plan_extract.extraction.deadline_clauses import (
    TimedClause,
    read_actions,
    recurrence_of,
    split_timed_clauses,
    wording,
)
from plan_extract.extraction.deadline_filters import Stand, counts, is_noise
from plan_extract.extraction.deadline_times import TimeLimit, find_time_limits
from plan_extract.model.facts import Action, Deadline, Recurrence
from plan_extract.structure.document import PlanText
from plan_extract.structure.outline import Item
from plan_extract.structure.tables import GridRow, GridTable

AgencyAt = Callable[[Item, int], "str | None"]
Period = tuple[int | None, int | None]
Actions = list[tuple[Action, bool]]

_HINT = regex.compile(
    r"\d|h[ằà]ng|quý|định kỳ|mỗi|tháng sau|tháng kế|chủ nhật|ngày|báo cáo (?:năm|tuần|quý|tháng)"
)
_LEAD_PEOPLE = ("lead", "implementer")


@dataclass(frozen=True, slots=True)
class _Context:
    plan: PlanText
    period: Period
    agency_at: AgencyAt

    @property
    def only_year(self) -> int | None:
        """The year of a plan of one year; None for a longer or an unknown period."""
        first, last = self.period
        return first if first is not None and first == last else None


def find_deadlines(plan: PlanText, period: Period, agency_at: AgencyAt) -> list[Deadline]:
    """The deadlines of a plan in reading order; `agency_at` gives the agency at an offset of an item."""
    context = _Context(plan, period, agency_at)
    found: list[Deadline] = []
    for item in plan.items():
        if item.past:
            continue
        if item.table is not None:
            found += _table_deadlines(context, item, item.table)
        elif _HINT.search(item.match):
            found += _item_deadlines(context, item)
    return found


def _item_deadlines(context: _Context, item: Item) -> Iterator[Deadline]:
    match = item.match
    start = 0
    label = wording("label").match(match)
    if label or _stands_under_label(item):
        value_at = label.end() if label else 0
        start = _label_end(match, value_at)
        yield from _labelled_deadlines(context, item, value_at, start)
    elif (
        item.heading
        and not item.text.rstrip().endswith(":")
        and not (item.mark and item.mark.is_bullet)
        and len(match) < 160
    ):
        return
    limits = [
        limit
        for limit in find_time_limits(match)
        if limit.start >= start and not is_noise(match, limit, context.period[0])
    ]
    if not limits:
        return
    stand = Stand(item.section, context.only_year, context.period, _above(item), _children_dated(item))
    readings = _read_clauses(item, limits, stand)
    rejected = {limit for clause, _, _ in readings for limit in clause.limits if not limit.is_period} - {
        limit for _, _, kept in readings for limit in kept
    }
    if rejected:
        readings = _read_clauses(item, [limit for limit in limits if limit not in rejected], stand)
    for clause, actions, kept in readings:
        yield from _clause_deadlines(context, item, clause, actions, kept, stand)


def _read_clauses(
    item: Item, limits: list[TimeLimit], stand: Stand
) -> list[tuple[TimedClause, Actions, list[TimeLimit]]]:
    """Each timed clause of an item with its actions and those of its limits that count."""
    match = item.match
    readings: list[tuple[TimedClause, Actions, list[TimeLimit]]] = []
    above, goes_on = stand.above, False
    for clause in split_timed_clauses(item.text, match, limits):
        actions = read_actions(clause.own_words(match), above, goes_on=goes_on)
        kinds = [action for action, _ in actions]
        kept = [limit for limit in clause.limits if counts(match, clause, limit, kinds, stand)]
        readings.append((clause, actions, kept))
        if actions[0][1]:
            above, goes_on = match[clause.start : clause.end], True
    return readings


def _clause_deadlines(
    context: _Context,
    item: Item,
    clause: TimedClause,
    actions: Actions,
    limits: list[TimeLimit],
    stand: Stand,
) -> Iterator[Deadline]:
    match = item.match
    for position, limit in enumerate(limits):
        for number, (action, certain) in enumerate(actions):
            recurrences = _recurrences(match, clause, limit, position, len(limits), action, stand)
            for recurrence in recurrences:
                date = limit.iso(_year_for(limit, context, clause.periods))
                yield _deadline(context, item, clause, limit, action, recurrence, date, certain, number)


def _recurrences(
    match: str, clause: TimedClause, limit: TimeLimit, position: int, count: int, action: Action, stand: Stand
) -> list[Recurrence]:
    """What recurs: by the period words of a report, by an event, by a day without a year."""
    reports = action in ("report", "review")
    periods = [period for period in clause.periods if not period.weak or reports]
    if limit.is_period:
        return [limit.recurrence] if limit.recurrence else []
    if limit.duration:
        return ["once" if limit.own_issue else "event"]
    if limit.clock and wording("event").search(match, clause.start, clause.end):
        return ["event"]
    many = [period for period in periods if period.start < limit.start]
    if (
        count == 1
        and len(many) > 1
        and all(period.weak or reports for period in many)
        and reports
        and not limit.recurrence
    ):
        return list(dict.fromkeys(period.recurrence for period in many if period.recurrence))
    if found := recurrence_of(limit, periods, position):
        return [found]
    if limit.point and limit.point.kind == "day":
        return ["monthly"]
    if limit.lacks_year and stand.only_year is None:
        return ["annual"]
    return ["once"]


def _year_for(limit: TimeLimit, context: _Context, periods: list[TimeLimit]) -> int | None:
    """The year to put in where none is printed: the plan's, unless the limit is one of every year."""
    every_year = limit.recurrence == "annual" or any(
        period.recurrence == "annual" and not period.weak for period in periods
    )
    return None if every_year or not limit.lacks_year else context.only_year


def _deadline(
    context: _Context, item: Item, clause: TimedClause, limit: TimeLimit, action: Action, recurrence: Recurrence, date: str | None, certain: bool, number: int
) -> Deadline:  # fmt: skip
    start, end = item.span(clause.start, clause.end)
    confidence = 0.97
    for doubt, factor in (
        (not certain, 0.85),
        (action == "other", 0.95),
        (number > 0, 0.9),
        (limit.connective is None and not limit.is_period and not limit.duration, 0.9),
        (limit.is_period, 0.85),
        (limit.lacks_year and recurrence == "once", 0.95),
        (limit.point is not None and limit.point.kind in ("year", "year-part"), 0.85),
        (item.section == "objectives", 0.85),
        (bool(limit.duration) and not limit.anchored, 0.9),
    ):
        confidence *= factor if doubt else 1
    return Deadline(
        start=start, end=end, page=item.passage.page, rule=limit.rule, confidence=round(confidence, 2),
        quote=item.text[clause.start : clause.end].strip(), action=action, agency=context.agency_at(item, clause.limit.start),
        relation=limit.relation, date=date, recurrence=recurrence,
    )  # fmt: skip


def _above(item: Item) -> str:
    """The words that an item stands under: headings and lead-ins, nearest first, shortened."""
    parts = [
        ancestor.match[-160:]
        for ancestor in item.ancestors()
        if ancestor.heading or ancestor.match.rstrip().endswith(":")
    ]
    if lead := _lead_in_before(item):
        parts.insert(0, lead.match[-160:])
    nearest = " ".join(parts[:2])
    return (
        f"{nearest} báo cáo"
        if item.section == "reporting" and not wording("review").search(nearest)
        else nearest
    )


def _lead_in_before(item: Item) -> Item | None:
    """A sibling shortly before that ends in a colon: it leads in the list that the item is in."""
    siblings = item.parent.children if item.parent is not None else []
    at = next((number for number, each in enumerate(siblings) if each is item), 0)
    return next(
        (each for each in reversed(siblings[max(0, at - 8) : at]) if each.match.rstrip().endswith(":")), None
    )


def _children_dated(item: Item) -> bool:
    """Whether an item only leads in a list whose members carry the dates."""
    return item.text.rstrip().endswith(":") and any(
        find_time_limits(child.match) for child in item.children if child.table is None
    )


def _stands_under_label(item: Item) -> bool:
    """Whether an item is the value of a bare label before it ("Thời gian thực hiện:" on a line of its own)."""
    parent = item.parent
    if parent is None:
        return False
    at = next(number for number, each in enumerate(parent.children) if each is item)
    while item.mark and at and (above := parent.children[at - 1].mark) and above.style == item.mark.style:
        at -= 1
    return _is_bare_label(parent) or at > 0 and _is_bare_label(parent.children[at - 1])


def _is_bare_label(item: Item) -> bool:
    if item.table is not None or not item.match:
        return False
    found = wording("label").match(item.match)
    return found is not None and found.end() >= len(item.match.rstrip(" ."))


def _label_end(match: str, value_at: int) -> int:
    """Where the value of a label ends: at the next sentence or label."""
    stop = _VALUE_END.search(match, value_at)
    return stop.start() if stop else len(match.rstrip())


def _labelled_deadlines(context: _Context, item: Item, value_at: int, end: int) -> Iterator[Deadline]:
    """Deadlines of a labelled line; the task above it is what must be complete."""
    match, text = item.match, item.text
    action = _label_action(match[:end])
    for limit, recurrence in _cell_limits(context, match[value_at:end], action):
        if _is_own_time(context, item, limit, match[:value_at]):
            continue
        start_at, end_at = item.span(0, end)
        yield Deadline(
            start=start_at, end=end_at, page=item.passage.page, rule="deadline.label", confidence=0.95 if limit.connective or limit.point else 0.85,
            quote=text[:end].strip(), action=action, agency=_task_agency(context, item),
            relation=limit.relation, date=limit.iso(_year_for(limit, context, [])), recurrence=recurrence,
        )  # fmt: skip


def _is_own_time(context: _Context, item: Item, limit: TimeLimit, label: str) -> bool:
    """Whether a label gives the time of the whole plan in years: that is no limit on a task."""
    if limit.point is None or limit.point.kind != "year":
        return False
    whole = bool(wording("own-label").search(label)) or item.section in ("requirements", "other")
    return whole and (limit.end_point is not None or limit.point.y in context.period)


def _label_action(words: str) -> Action:
    """A label says that a task must be complete, unless it names what is handed in."""
    if wording("send").search(words) or wording("report").search(words):
        return read_actions(words, "")[0][0]
    return "complete"


def _task_agency(context: _Context, item: Item) -> str | None:
    """The chủ trì of the task that a labelled line belongs to: a sibling label, or else the agency above."""
    siblings = item.parent.children if item.parent is not None else []
    at = next((number for number, each in enumerate(siblings) if each is item), 0)
    around = [*reversed(siblings[max(0, at - 5) : at]), *siblings[at + 1 : at + 5]]
    for sibling in around:
        if found := _LEAD_LABEL.match(sibling.match):
            return sibling.text[found.end() :].strip(" .;") or None
    return context.agency_at(item, 0)


_VALUE_END = regex.compile(r"[;.]\s+(?=\p{L})")
_LEAD_LABEL = regex.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|sở|ngành|phòng|tổ chức)[^:]{0,24}?)?(?:chủ trì|đầu mối|thực hiện|phụ trách|tham mưu)(?:[^:]{0,24})?:\s*"
)


def _cell_limits(
    context: _Context, match: str, action: Action = "complete"
) -> list[tuple[TimeLimit, Recurrence]]:
    """The limits of a cell or a label's value with their recurrence."""
    limits = find_time_limits(match, cell=True)
    dated = [
        limit
        for limit in limits
        if not limit.is_period and not _is_legal_date(match, limit) and not _is_own_period(context, limit)
    ]
    pointed = [limit for limit in dated if limit.rule != "time.half"]
    if dated:
        periods = [
            limit
            for limit in limits
            if (limit.is_period or limit.rule == "time.half" and pointed)
            and (not limit.weak or action == "report")
        ]
        dated = pointed or dated
        return [
            (limit, _cell_recurrence(context, limit, periods))
            for limit in dated
            if limit.duration is None or limit.anchored or limit.lead
        ]
    return [
        (limit, limit.recurrence)
        for limit in limits
        if limit.is_period
        and limit.recurrence
        and not limit.weak
        and not wording("noun-before").search(match[: limit.start])
    ]


def _cell_recurrence(context: _Context, limit: TimeLimit, periods: list[TimeLimit]) -> Recurrence:
    if limit.duration:
        return "once" if limit.own_issue else "event"
    if found := recurrence_of(limit, periods, 0):
        return found
    if limit.lacks_year:
        return "once" if context.only_year else "annual"
    return "once"


def _is_own_period(context: _Context, limit: TimeLimit) -> bool:
    """A span that is the plan's own period says nothing of a task."""
    first, last = context.period
    if limit.point is None or limit.end_point is None or first == last:
        return False
    return (
        limit.point.y == first
        and limit.end_point.y == last
        and limit.point.kind == limit.end_point.kind == "year"
    )


def _is_legal_date(match: str, limit: TimeLimit) -> bool:
    return (
        bool(wording("legal-before").search(match, max(0, limit.start - 70), limit.start))
        and limit.connective is None
    )


def _table_deadlines(context: _Context, item: Item, table: GridTable) -> Iterator[Deadline]:
    due = table.column("due")
    if due is None or not ("task" in table.roles or table.is_task_table or "output" in table.roles):
        return
    for row in table.rows:
        cell = row.cells[due] if due < len(row.cells) else None
        if cell is None:
            continue
        start, end = cell.span(0, len(cell.text))
        for limit, recurrence in _cell_limits(context, cell.match):
            yield Deadline(
                start=start, end=end, page=cell.page, rule="deadline.due-column", confidence=0.95 if limit.point else 0.85,
                quote=cell.text.strip(), action="complete", agency=_row_agency(table, row) or context.agency_at(item, 0),
                relation=limit.relation, date=limit.iso(_year_for(limit, context, [])), recurrence=recurrence,
            )  # fmt: skip


def _row_agency(table: GridTable, row: GridRow) -> str | None:
    for role in _LEAD_PEOPLE:
        if text := row.text(table.column(role)).strip(" .;"):
            return text
    return None
