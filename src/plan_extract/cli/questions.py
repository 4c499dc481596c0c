"""`plan-extract compare` and `plan-extract matrix`: questions to the database."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plan_extract.cli.output import (
    EXIT_FAILED,
    db_option,
    format_option,
    lang_option,
    output_option,
    reading,
    show_sheets,
    tell,
    write_bytes,
    write_text,
)
from plan_extract.model.errors import UsageError
from plan_extract.views.value_words import VALUES
from plan_extract.views.wording import Lang, phrase

if TYPE_CHECKING:
    import sqlite3

    from plan_extract.analysis.compare import CompareQuestion, Comparison
    from plan_extract.analysis.matrix import Matrix
    from plan_extract.analysis.standing import Standings
    from plan_extract.views.sheets import Page, Sheet

_LEVEL_WORDS = {
    "trung uong": "national",
    "bo": "ministry",
    "tinh": "province",
    "huyen": "district",
    "quan": "district",
    "thi xa": "district",
    "xa": "commune",
    "phuong": "commune",
    "thi tran": "commune",
    "so": "department",
    "phong": "department",
    "dang": "party",
    "mat tran": "front",
}
"""Levels by what they are called, without accents."""
_MOST_LOOKED_AT = 1500
_MOST_SHOWN, _FEW_SHOWN = 100, 20


@click.command("compare")
@click.argument("indicator")
@db_option
@click.option("--year", type=int, help="Only targets for this year.")
@click.option("--level", help="Only plans of this level: province, district, commune (or tỉnh, huyện, xã) ...")
@click.option("--within", help="Only plans of this locality and those below it.")
@click.option("--as-of", "as_of", metavar="YEAR", help="By the units of the end of this year, or of a day.")
@click.option(
    "--limit",
    type=click.IntRange(0),
    help=f"Rows of each ranking in tables and pages; 0: all ({_MOST_SHOWN} by default, {_FEW_SHOWN} of very many). "
    "CSV, JSON and Excel have all.",
)
@click.option(
    "--whole",
    is_flag=True,
    help="Read all targets that hold the words, also where they are thousands; without --within that takes long.",
)
@format_option("table", "csv", "json", "xlsx", "html", "svg", "png")
@output_option
@lang_option
def compare_command(
    indicator: str,
    database: Path,
    year: int | None,
    level: str | None,
    within: str | None,
    as_of: str | None,
    limit: int | None,
    whole: bool,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    """Line up the targets for INDICATOR across localities.

    INDICATOR is some words of it, in any order, with or without accents (typed with accents, they
    count). Targets of different units stand in different tables. With --as-of old units stand under
    those that they became; shares and rates of merged units stay apart, counts are added where every
    part is there.

    \b
    Examples:
      plan-extract compare "suy dinh dưỡng thấp còi"
      plan-extract compare "hộ nghèo" --year 2025 --level huyện --format csv -o ho-ngheo.csv
      plan-extract compare "suy dinh dưỡng thấp còi" --within "Hòa Bình" --format xlsx -o so-sanh.xlsx
      plan-extract compare "suy dinh dưỡng thấp còi" --format svg -o so-sanh.svg
      plan-extract compare "hộ nghèo" --as-of 2026
    """
    from plan_extract.analysis.compare import CompareQuestion, compare

    if as_of is not None:
        _show_as_of(database, CompareQuestion(indicator, year, _level(level), within), as_of, form, output, lang)
        return
    from plan_extract.analysis.standing import make_standings
    from plan_extract.views.standing import left_out_text

    question = CompareQuestion(indicator, year, _level(level), within)
    with reading(database) as connection:
        answer = compare(connection, question, whole=whole)
        standings = make_standings(connection, answer)
        if answer.groups or form == "json":
            _show_comparison(connection, answer, standings, form, output, lang, limit)
    if answer.left_out is not None:
        tell(left_out_text(answer.left_out, lang))
    if not answer.groups:
        _tell_nearest(f'no target for "{indicator}"', question, answer.suggestions, database)
        sys.exit(EXIT_FAILED)


@click.command("matrix")
@db_option
@click.option("--plan", help="A plan: its id, number (52/KH-UBND) or file name; see: plan-extract list plans.")
@click.option("--locality", help="All plans of this locality.")
@click.option(
    "--by",
    type=click.Choice(["indicator", "task"]),
    default=None,
    help="What the rows are; by default indicators, or tasks where tasks name no indicators.",
)
@click.option("--agency", help="One agency: its tasks, deadlines and indicators, of these plans or of all.")
@format_option("table", "csv", "json", "xlsx", "html", "docx")
@output_option
@lang_option
def matrix_command(
    database: Path,
    plan: str | None,
    locality: str | None,
    by: str | None,
    agency: str | None,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    """Show which agency answers for what: agencies against indicators or tasks.

    \b
    Examples:
      plan-extract matrix --plan 52/KH-UBND
      plan-extract matrix --locality "huyện Lạc Sơn" --by task --format csv -o ma-tran.csv
      plan-extract matrix --plan 52/KH-UBND --format xlsx -o ma-tran.xlsx
      plan-extract matrix --plan 52/KH-UBND --agency "Sở Y tế" --format docx -o so-y-te.docx
    """
    from plan_extract.analysis.agency_work import work_by_agency
    from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.agency_work import matrix_pages

    if agency is not None:
        _show_agency(database, agency, plan, locality, form, output, lang)
        return
    if form == "docx":
        raise UsageError("a Word document is of one agency: name it with --agency")
    with reading(database) as connection:
        answer = make_matrix(connection, MatrixQuestion(plan, locality, "task" if by == "task" else "indicator"))
        if by is None and not answer.agencies:
            tell("no task of this plan names an indicator; rows are its tasks")
            answer = make_matrix(connection, MatrixQuestion(plan, locality, "task"))
        pages = None
        if form == "xlsx":
            documents = [made.document_id for made in answer.plans]
            works = work_by_agency(connection, documents)
            pages = matrix_pages(answer, works, list_sources(connection, documents), lang)
    if form == "html":
        from plan_extract.views.matrix_page import render_matrix_html

        write_text(render_matrix_html(answer, lang), output)
    else:
        _show_matrix(answer, pages, form, output, lang)
    if not answer.agencies:
        tell("no agency answers for any of these rows; try --by task")
        sys.exit(EXIT_FAILED)


def _show_matrix(
    answer: Matrix, pages: Sequence[Page | Sheet] | None, form: str, output: Path | None, lang: Lang
) -> None:
    from plan_extract.views.answers import matrix_sheet, matrix_table

    table = matrix_table(answer, lang)
    show_sheets(
        form,
        lang,
        output,
        answer=answer,
        title=table.title,
        tables=[table],
        grid=[matrix_sheet(answer, lang)],
        book=pages,
    )


def _show_comparison(
    connection: sqlite3.Connection,
    answer: Comparison,
    standings: Standings,
    form: str,
    output: Path | None,
    lang: Lang,
    limit: int | None,
) -> None:
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.comparison_grid import comparison_sheet
    from plan_extract.views.indicator_names import indicator_title
    from plan_extract.views.standing import (
        comparison_book,
        comparison_plain,
        left_out_tables,
        standing_sheets,
        standing_tables,
        wording_tables,
    )

    title = f"{phrase('comparison', lang)}: {indicator_title(answer.question.indicator, lang)}"
    if form in ("svg", "png"):
        _draw(title, standings, form, output, lang)
        return
    most = _rows_shown(standings) if limit is None else limit or None
    tables, grid, book, plain = [], None, None, None
    if form == "json":
        plain = comparison_plain(answer, standings)
    elif form in ("csv", "xlsx"):
        grid = [comparison_sheet(answer, standings, lang)]
    else:
        ranked = standing_sheets if form == "html" else standing_tables
        tables = [
            *ranked(standings, lang, most=most),
            *wording_tables(answer, lang, most=most),
            *left_out_tables(answer, lang),
        ]
    if form == "xlsx" and grid:
        sources = list_sources(connection, (target.document_id for target in answer.targets))
        book = comparison_book(answer, standings, sources, grid[0], lang)
    show_sheets(form, lang, output, answer=plain, title=title, tables=tables, grid=grid, book=book)


def _rows_shown(standings: Standings) -> int:
    """How many rows of each ranking fit an answer that one reads."""
    rows = sum(len(group.rows) for group in standings.groups)
    return _MOST_SHOWN if rows <= _MOST_LOOKED_AT else _FEW_SHOWN


def _show_as_of(
    database: Path, question: CompareQuestion, as_of: str, form: str, output: Path | None, lang: Lang
) -> None:
    from plan_extract.analysis.as_of import compare_as_of, day_of
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.as_of import regrouped_book, regrouped_grid, regrouped_sheets
    from plan_extract.views.svg_as_of import render_regrouped_svg

    with reading(database) as connection:
        answer, regrouped = compare_as_of(connection, question, day_of(as_of))
        sources = list_sources(connection, (target.document_id for target in answer.targets))
    grid = regrouped_grid(regrouped, question.indicator, lang)
    if regrouped.groups and form in ("svg", "png"):
        _write_drawing(render_regrouped_svg(grid.title, regrouped, lang), form, output)
    elif regrouped.groups or form == "json":
        tables = regrouped_sheets(regrouped, question.indicator, lang)
        show_sheets(
            form, lang, output, answer=regrouped, title=grid.title, tables=tables, grid=[grid],
            book=regrouped_book(regrouped, sources, question.indicator, lang),
        )  # fmt: skip
    if not regrouped.groups:
        _tell_nearest(f'no target with a figure for "{question.indicator}"', question, answer.suggestions, database)
        sys.exit(EXIT_FAILED)


def _draw(title: str, standings: Standings, form: str, output: Path | None, lang: Lang) -> None:
    from plan_extract.views.svg import render_svg

    _write_drawing(render_svg(title, standings, lang), form, output)


def _write_drawing(drawing: str, form: str, output: Path | None) -> None:
    if form == "svg":
        write_text(drawing, output)
        return
    from plan_extract.views.png import render_png

    write_bytes(render_png(drawing), output)


def _show_agency(
    database: Path,
    agency: str,
    plan: str | None,
    locality: str | None,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    from plan_extract.analysis.agency_work import agency_work
    from plan_extract.analysis.places import find_plans_of
    from plan_extract.analysis.sources import list_sources
    from plan_extract.storage.plan_names import find_document
    from plan_extract.views.agency_work import work_page, work_sheets
    from plan_extract.views.sources import sources_sheet

    with reading(database) as connection:
        documents: tuple[str, ...] | None = (find_document(connection, plan),) if plan else None
        if locality:
            documents = find_plans_of(connection, locality)
        work = agency_work(connection, agency, documents)
        found = [task.document_id for task in work.tasks]
        found += [due.document_id for due in work.deadlines]
        found += [indicator.document_id for indicator in work.indicators]
        sources = list_sources(connection, found)
    if form == "docx":
        from plan_extract.views.docx import render_docx

        write_bytes(render_docx(work, sources, lang), output)
    else:
        page = work_page(work, lang)
        tasks, *others = work_sheets(work, lang)
        show_sheets(
            form,
            lang,
            output,
            answer=work,
            title=page.title,
            tables=[replace(tasks, title=page.title) if form == "table" else tasks, *others],
            book=[page, sources_sheet(sources, lang)],
        )
    if not found:
        tell(f'"{agency}" has nothing to do in these plans')
        sys.exit(EXIT_FAILED)


def _level(text: str | None) -> str | None:
    if text is None:
        return None
    from plan_extract.analysis.wording import fold

    wanted = fold(text).strip()
    level = _LEVEL_WORDS.get(wanted, wanted)
    if level not in VALUES["level"]:
        known = ", ".join(f"{key} ({name})" for key, (name, _) in VALUES["level"].items())
        raise UsageError(f'"{text}" is no level; levels are: {known}')
    return level


def _tell_nearest(message: str, question: CompareQuestion, suggestions: tuple[str, ...], database: Path) -> None:
    from plan_extract.analysis.compare_scope import find_scope

    narrowed = [name for name in ("year", "level", "within") if getattr(question, name) is not None]
    given = ", ".join(f"{name} {getattr(question, name)}" for name in narrowed)
    tell(message + (f" with {given}" if narrowed else ""))
    there: dict[str, tuple[object, ...]] = {}
    if narrowed:
        with reading(database) as connection:
            scope = find_scope(connection, replace(question, year=None, level=None, within=None), most=_MOST_LOOKED_AT)
        if not scope.too_many:
            there = {"year": scope.years, "level": scope.levels, "within": scope.places}
    for name in narrowed:
        if there.get(name):
            tell(f"there are targets for it with --{name}: {'; '.join(map(str, there[name]))}")
    if any(there.values()):
        return
    heading = "nearest:"
    if not suggestions:
        from plan_extract.analysis.suggestions import load_examples

        with reading(database) as connection:
            suggestions = load_examples(connection)
        heading = "there are, for instance (all: plan-extract list indicators):"
    if suggestions:
        tell("\n  ".join((heading, *suggestions)))
