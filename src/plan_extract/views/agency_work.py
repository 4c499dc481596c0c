"""The work of agencies as worksheets and sheets, and the workbook of a responsibility matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from plan_extract.analysis.agency_work import AgencyIndicator, AgencyWork
from plan_extract.analysis.matrix import Matrix
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.answers import gap_text, matrix_sheet, shown_value
from plan_extract.views.dates import due_text
from plan_extract.views.deadlines import limit_text
from plan_extract.views.sheets import Cell, Page, Sheet, SheetColumn, make_columns, make_sheet
from plan_extract.views.sources import sources_sheet
from plan_extract.views.wording import Lang, heading, marked, phrase, value_name

_TASKS: Final = ("order", "task", "role", "partners", "output", "due", "indicator", "plan", "page")
_DEADLINES: Final = ("order", "quote", "date_text", "action", "recurrence", "due_day", "remark", "plan", "page")
_INDICATORS: Final = ("number", "indicator_text", "role", "value_text", "year", "scope", "unit", "plan", "page")
_SUMMARY: Final = (
    "agency", "leads", "advises", "coordinates", "requests", "implements", "indicators", "deadlines", "remark",
)  # fmt: skip


def work_page(work: AgencyWork, lang: Lang, *, number: int | None = None) -> Page:
    """One worksheet for an agency: tasks, deadlines, indicators, one below the other."""
    name = work.agency if number is None else f"{number}. {work.agency}"
    return Page(name, f"{phrase('task_list', lang)}: {work.agency}", tuple(work_sheets(work, lang)))


def work_sheets(work: AgencyWork, lang: Lang) -> list[Sheet]:
    """The three lists of an agency; empty ones but the tasks are left out."""
    sheets = [_tasks(work, lang)]
    if work.deadlines:
        sheets.append(_deadlines(work, lang))
    if work.indicators:
        sheets.append(_indicators(work, lang))
    return sheets


def printed_text(work: AgencyWork, lang: Lang) -> str | None:
    """How the plans word the agency, where that is not its name."""
    return f"{phrase('printed_as', lang)}: {'; '.join(work.printed)}" if work.printed else None


def matrix_pages(
    answer: Matrix, works: Sequence[AgencyWork], sources: Iterable[PlanSource], lang: Lang
) -> list[Page | Sheet]:
    """The workbook of a matrix: the matrix, a summary, a worksheet for each agency, the sources."""
    pages: list[Page | Sheet] = [matrix_sheet(answer, lang, whole=False), summary_sheet(answer, works, lang)]
    gaps = gaps_sheet(answer, lang)
    if gaps.rows:
        pages.append(gaps)
    pages += [work_page(work, lang, number=number) for number, work in enumerate(works, 1)]
    return [*pages, sources_sheet(sources, lang)]


def summary_sheet(answer: Matrix, works: Sequence[AgencyWork], lang: Lang) -> Sheet:
    """How much each agency has to do, and which lead nothing."""
    rows = []
    for work in works:
        roles = work.roles
        remark = None if roles["lead"] else phrase("no_lead", lang)
        counts = [roles[role] for role in ("lead", "advise", "coordinate", "request", "implement")]
        rows.append((work.agency, *counts, len(work.indicators), len(work.deadlines), remark))
    return make_sheet("summary", phrase("summary", lang), _SUMMARY, rows, lang)


def gaps_sheet(answer: Matrix, lang: Lang) -> Sheet:
    """Rows of the matrix without an agency, with agencies that only join in, and with two or more leads."""
    rows: list[tuple[Cell, ...]] = [
        (row.number, row.text, gap_text(row, answer.agencies, lang), row.plan, row.page)
        for row in answer.rows
        if row.gap
    ]
    keys = ("number", "text", "remark", "plan", "page")
    return make_sheet("gaps", phrase("gaps", lang), keys, rows, lang)


def _tasks(work: AgencyWork, lang: Lang) -> Sheet:
    rows = [
        (
            number,
            marked(task.text, task.corrected, lang),
            value_name("role", task.role, lang),
            "; ".join(task.partners) or None,
            task.output,
            due_text(task.due, lang) if task.due else None,
            ", ".join(task.indicators) or None,
            task.plan,
            task.page,
        )
        for number, task in enumerate(work.tasks, 1)
    ]
    wording = printed_text(work, lang)
    return make_sheet("tasks", phrase("tasks_of", lang), _TASKS, rows, lang, (wording,) if wording else ())


def _deadlines(work: AgencyWork, lang: Lang) -> Sheet:
    rows = [
        (
            number,
            due.quote,
            marked(limit_text(due, lang), due.corrected, lang),
            value_name("action", due.action, lang),
            value_name("recurrence", due.recurrence, lang),
            due.due,
            heading("assumed", lang) if due.assumed else None,
            due.plan,
            due.page,
        )
        for number, due in enumerate(work.deadlines, 1)
    ]
    return make_sheet("deadlines", phrase("deadlines", lang), _DEADLINES, rows, lang)


def _indicators(work: AgencyWork, lang: Lang) -> Sheet:
    rows = [row for indicator in work.indicators for row in _indicator_rows(indicator, lang)]
    columns = [
        SheetColumn(column.key, column.heading, "text") if column.key == "year" else column
        for column in make_columns(_INDICATORS, lang)
    ]
    return Sheet("indicators", phrase("indicators", lang), tuple(columns), tuple(rows), tab=heading("indicators", lang))


def _indicator_rows(indicator: AgencyIndicator, lang: Lang) -> list[tuple[Cell, ...]]:
    roles = ", ".join(value_name("role", role, lang) or "" for role in indicator.roles)
    head = (indicator.number, marked(indicator.text, indicator.corrected, lang), roles)
    tail = (indicator.plan, indicator.page)
    alone = len(indicator.targets) == 1
    statement = (
        [] if alone else [(*head, None, None, None, None, *tail)]
    )  # then each of its values, with what it measures
    return statement + [
        (
            *(head if alone else (indicator.number, target.measure, roles)),
            shown_value(target, lang),
            target.year,
            target.scope,
            value_name("unit", target.unit, lang),
            *tail,
        )
        for target in indicator.targets
    ]
