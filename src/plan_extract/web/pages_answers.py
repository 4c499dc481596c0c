"""The questions: compare, matrix, deadlines; each with its downloads."""

from __future__ import annotations

import calendar
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, cast

from plan_extract.analysis.agency_work import work_by_agency
from plan_extract.analysis.compare import CompareQuestion, Comparison, unit_key
from plan_extract.analysis.compare import compare as make_comparison
from plan_extract.analysis.compare_scope import find_scope, find_spreads
from plan_extract.analysis.deadlines import Deadlines, DeadlinesQuestion, count_deadlines, list_deadlines
from plan_extract.analysis.matrix import By, Matrix, MatrixQuestion, make_matrix
from plan_extract.analysis.matrix_cell import find_sentences
from plan_extract.analysis.sources import list_sources
from plan_extract.analysis.standing import Standings, make_standings
from plan_extract.analysis.suggestions import load_agencies, load_examples, load_measures, load_places
from plan_extract.model.errors import UsageError
from plan_extract.views import answers
from plan_extract.views.agency_work import matrix_pages
from plan_extract.views.comparison_grid import comparison_sheet
from plan_extract.views.csv import render_csv
from plan_extract.views.deadlines import deadlines_book, deadlines_sheet, deadlines_title
from plan_extract.views.ics import render_ics
from plan_extract.views.indicator_names import indicator_title
from plan_extract.views.json import render_json
from plan_extract.views.sheets import Page, Sheet
from plan_extract.views.standing import (
    comparison_book,
    comparison_plain,
    group_title,
    national_text,
    spread_lines,
    spread_text,
)
from plan_extract.views.svg import render_svg
from plan_extract.views.wording import Lang
from plan_extract.views.xlsx import render_xlsx
from plan_extract.web.asking import ask, download, lang_of, page, show, whole_number
from plan_extract.web.picking import pick_plans

_MONTHS: Final = calendar.Calendar()
_MOST_TARGETS: Final = 1500
_MOST_DEADLINES: Final = 1000
"""Of more than so many the pages ask for a narrower choice: nobody reads them, and a part of them would mislead."""
_LISTED: Final = 1000
"""Rows below the calendar, in which deadlines that come back stand several times; the downloads hold all."""


@page
async def compare(datasette: Any, request: Any) -> Any:
    """One indicator across plans; the address holds the whole choice."""
    lang = lang_of(request)
    indicator = (request.args.get("indicator") or "").strip()
    measures = await ask(datasette, load_measures)
    if not indicator:
        return await show(datasette, request, "compare", measures=measures, scope=None, answer=None, indicator="")
    year, level = whole_number(request.args.get("year")), request.args.get("level") or None
    question = CompareQuestion(indicator, year, level, request.args.get("within") or None)
    form = request.url_vars.get("form")
    scope = None
    choice = {"indicator": indicator, "year": year, "level": level, "within": question.within}
    if form is None:
        scope = await ask(datasette, lambda connection: find_scope(connection, question, most=_MOST_TARGETS))
        if scope.too_many:
            spreads = await ask(datasette, lambda connection: find_spreads(connection, question))
            return await show(
                datasette, request, "compare", measures=measures, scope=scope, answer=None, indicator=indicator,
                choice=choice, most=_MOST_TARGETS, spreads=spreads, group_title=group_title, spread_text=spread_text,
            )  # fmt: skip
    wanted = request.args.get("unit")
    if form:
        return await ask(datasette, lambda connection: _comparison_file(connection, question, wanted, form, lang))
    answer, unit, standings = await ask(datasette, lambda connection: _compare(connection, question, wanted))
    groups = {_group_id(group.targets[0]): group for group in answer.groups}
    return await show(
        datasette,
        request,
        "compare",
        measures=measures,
        scope=scope,
        answer=answer,
        indicator=indicator,
        title=indicator_title(indicator, lang),
        groups={key: answers.group_name(group, lang) for key, group in groups.items()},
        sizes={key: len(group.targets) for key, group in groups.items()},
        unit=unit,
        standings=standings.groups,
        group_title=group_title,
        spread_lines=spread_lines,
        national_text=national_text,
        missing=standings.missing,
        group=groups.get(unit) if unit else None,
        choice=choice,
        examples=() if answer.groups or answer.suggestions else await ask(datasette, load_examples),
    )


def _compare(
    connection: sqlite3.Connection, question: CompareQuestion, wanted: str | None
) -> tuple[Comparison, str | None, Standings]:
    """The comparison; of its units the one that is wanted, or the first; the ranking of that alone."""
    answer = make_comparison(connection, question)
    if answer.left_out is None:
        read = (replace(group, targets=tuple(group.targets)) for group in answer.groups)
        answer = replace(answer, groups=tuple(read))
    groups = {_group_id(group.targets[0]): group for group in answer.groups}
    unit = wanted if wanted in groups else next(iter(groups), None)
    standings = make_standings(connection, _of_unit(answer, unit))
    if answer.left_out is None:
        standings = replace(
            standings, groups=tuple(replace(group, rows=tuple(group.rows)) for group in standings.groups)
        )
    return answer, unit, standings


def _of_unit(answer: Comparison, unit: str | None) -> Comparison:
    return replace(answer, groups=tuple(group for group in answer.groups if _group_id(group.targets[0]) == unit))


def _comparison_file(
    connection: sqlite3.Connection, question: CompareQuestion, wanted: str | None, form: str, lang: Lang
) -> Any:
    """The comparison of one unit as a file."""
    answer, unit, standings = _compare(connection, question, wanted)
    seen = _of_unit(answer, unit)
    if form == "svg":
        return download(
            "svg",
            render_svg(indicator_title(question.indicator, lang), standings, lang),
            f"so-sanh {question.indicator}",
        )
    sheet = comparison_sheet(seen, standings, lang)
    book: Sequence[Sheet | Page] = ()
    if form == "xlsx":
        sources = list_sources(connection, (target.document_id for target in seen.targets))
        book = comparison_book(seen, standings, sources, sheet, lang)
    answered = comparison_plain(seen, standings) if form == "json" else None
    return send_file(form, answered, [sheet], f"so-sanh {question.indicator}", lang, book=book)


@page
async def matrix(datasette: Any, request: Any) -> Any:
    """Agencies by indicators or tasks, of one plan or of a place."""
    lang = lang_of(request)
    plan, locality = request.args.get("plan") or None, request.args.get("locality") or None
    by = cast(By, request.args.get("by")) if request.args.get("by") in ("indicator", "task") else None
    places = await ask(datasette, load_places)
    if plan is None and locality is None:
        picked = await pick_plans(datasette, request)
        return await show(datasette, request, "matrix", places=places, answer=None, choice=None, **picked)
    question = MatrixQuestion(plan, None if plan else locality, by or "indicator")
    answer = await ask(datasette, lambda connection: make_matrix(connection, question))
    if by is None and not answer.agencies:
        question = MatrixQuestion(question.plan, question.locality, "task")
        answer = await ask(datasette, lambda connection: make_matrix(connection, question))
    form = request.url_vars.get("form")
    if form:
        book = await ask(datasette, lambda connection: _matrix_book(connection, answer, lang)) if form == "xlsx" else ()
        return send_file(form, answer, [answers.matrix_sheet(answer, lang)], "ma-tran", lang, book=book)
    choice = {"plan": plan, "locality": question.locality, "by": question.by}
    sentences = await _sentences(datasette, request)
    return await show(
        datasette, request, "matrix", places=places, answer=answer, choice=choice, sentences=sentences,
        cell_agency=request.args.get("agency"), cell_row=request.args.get("row"), gap_text=answers.gap_text,
        notes=answers.count_notes(answer, lang) + answers.gap_notes(answer, lang),
    )  # fmt: skip


def _matrix_book(connection: sqlite3.Connection, answer: Matrix, lang: Lang) -> Sequence[Sheet | Page]:
    documents = [plan.document_id for plan in answer.plans]
    return matrix_pages(answer, work_by_agency(connection, documents), list_sources(connection, documents), lang)


@page
async def matrix_cell(datasette: Any, request: Any) -> Any:
    """The sentences behind one mark, as a piece of a page."""
    sentences = await _sentences(datasette, request)
    return await show(
        datasette, request, "cell", sentences=sentences, cell_agency=request.args.get("agency"),
        cell_row=request.args.get("row"),
    )  # fmt: skip


@page
async def deadlines(datasette: Any, request: Any) -> Any:
    """A month as a calendar and a list, or all; the same as a file or a feed."""
    lang = lang_of(request)
    form = request.url_vars.get("form")
    month = _month(request.args.get("month")) if request.args.get("month") != "all" and form != "ics" else None
    within, plan = request.args.get("within") or None, request.args.get("plan") or None
    agencies = tuple(dict.fromkeys(filter(None, map(str.strip, request.args.getlist("agency")))))
    if month and plan and not request.args.get("month"):
        month = None
    since, until = _month_ends(month) if month else (None, None)
    question = DeadlinesQuestion(since, until, agencies, None, plan, within)
    known = await ask(datasette, lambda connection: count_deadlines(connection, question, most=_MOST_DEADLINES + 1))
    too_many = known > _MOST_DEADLINES and not form
    answer = Deadlines(question, ())
    if not too_many:
        answer = await ask(datasette, lambda connection: list_deadlines(connection, question))
    if form == "ics":
        dated = [row for row in answer.dates if row.due is not None]
        feed = render_ics(deadlines_title(answer, lang), dated, lang, with_agencies=len(agencies) > 1)
        return download("ics", feed, "thoi-han")
    if form:
        due = [row.document_id for row in answer.dates]
        sources = await ask(datasette, lambda connection: list_sources(connection, due))
        sheets = [deadlines_sheet(answer, lang)]
        return send_file(form, answer, sheets, "thoi-han", lang, book=deadlines_book(answer, sources, lang))
    return await show(
        datasette,
        request,
        "deadlines",
        answer=answer,
        too_many=_MOST_DEADLINES if too_many else None,
        listed=_LISTED,
        month=month,
        weeks=_MONTHS.monthdatescalendar(month.year, month.month) if month else (),
        due=_by_day(answer.dates),
        earlier=_next_month(month, -1) if month else None,
        later=_next_month(month, 1) if month else None,
        today=date.today(),
        agencies=await ask(datasette, load_agencies),
        places=await ask(datasette, load_places),
        choice={"agency": agencies, "within": within, "plan": plan},
    )


async def _sentences(datasette: Any, request: Any) -> Any:
    row, agency = request.args.get("row"), request.args.get("agency")
    by: By = "task" if request.args.get("by") == "task" else "indicator"
    if not row or not agency:
        return ()
    return await ask(datasette, lambda connection: find_sentences(connection, row, agency, by))


def send_file(
    form: str, answer: Any, sheets: list[Sheet], stem: str, lang: Any, *, book: Sequence[Sheet | Page] = ()
) -> Any:
    """An answer as a file; `book` are the worksheets of a workbook where they are not just `sheets`.

    Raises `UsageError` for a form that answers do not come in.
    """
    if form == "json":
        return download(form, render_json(answer), stem)
    if form == "csv":
        return download(form, render_csv(sheets), stem)
    if form == "xlsx":
        return download(form, render_xlsx(sheets[0].title, book or sheets, lang), stem)
    raise UsageError(f"this answer cannot be had as {form}")


def _group_id(target: Any) -> str:
    return "|".join(unit_key(target))


def _by_day(rows: Any) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        if row.due:
            found.setdefault(row.due, []).append(row)
    return found


_YEARS: Final = range(1945, 2201)


def _month(text: str | None) -> date:
    if not text:
        return date.today().replace(day=1)
    try:
        month = date.fromisoformat(f"{text}-01")
        if month.year not in _YEARS:
            raise ValueError
        return month
    except ValueError:
        raise UsageError(f'"{text}" is no month; write 2026-03') from None


def _month_ends(month: date) -> tuple[date, date]:
    return month, month.replace(day=calendar.monthrange(month.year, month.month)[1])


def _next_month(month: date, step: int) -> str:
    count = month.year * 12 + month.month - 1 + step
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
