"""`plan-extract deadlines`: what is due when, as a list or a calendar."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from plan_extract.analysis.wording import fold
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
)
from plan_extract.model.errors import UsageError
from plan_extract.views.wording import Lang

_FILE_LETTERS = 80


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day, ISO ("2026-11-20") or as written in Vietnam ("20/11/2026")."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(str(value).strip(), form).date()
            except ValueError:
                continue
        self.fail(f'"{value}" is no day; write 2026-11-20 or 20/11/2026', param, ctx)


@click.command("deadlines")
@db_option
@click.option("--from", "since", type=Day(), help="Only what is due on this day or later.")
@click.option("--to", "until", type=Day(), help="Only what is due on this day or before.")
@click.option(
    "--agency", "agencies", multiple=True, metavar="NAME",
    help="Only what this agency must do, with or without accents; again for another one.",
)  # fmt: skip
@click.option("--overdue-on", type=Day(), help="What should be done by this day, with the days since.")
@click.option("--plan", help="Only one plan: its id, number (52/KH-UBND) or file name.")
@click.option("--within", help="Only plans of this locality and those below it.")
@click.option("--by-agency", is_flag=True, help="A calendar file for each agency; -o names the folder.")
@format_option("table", "csv", "json", "xlsx", "html", "ics")
@output_option
@lang_option
def deadlines_command(
    database: Path,
    since: date | None,
    until: date | None,
    agencies: tuple[str, ...],
    overdue_on: date | None,
    plan: str | None,
    within: str | None,
    by_agency: bool,
    form: str,
    output: Path | None,
    lang: Lang,
) -> None:
    """List what is due when; deadlines that come back stand on each of their days.

    A weekly one does so where at most nine weeks are asked for (--from and --to), a daily one stands once.

    A calendar (ics) takes each deadline once, with the rule by which it comes back.

    \b
    Examples:
      plan-extract deadlines --from 2026-01-01 --to 2026-12-31 --agency "Sở Y tế"
      plan-extract deadlines --overdue-on 30/6/2026
      plan-extract deadlines --plan 52/KH-UBND --format ics -o thoi-han.ics
      plan-extract deadlines --agency "Sở Y tế" --agency "Công an tỉnh" -o hai-co-quan.ics
      plan-extract deadlines --format ics --by-agency -o lich/
    """
    from plan_extract.analysis.deadlines import DeadlinesQuestion, list_deadlines
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.deadlines import (
        deadlines_book,
        deadlines_sheet,
        deadlines_table,
        deadlines_title,
    )

    question = DeadlinesQuestion(since, until, agencies, overdue_on, plan, within)
    if form == "ics" or by_agency:
        _write_calendars(database, question, by_agency, form, output, lang)
        return
    with reading(database) as connection:
        answer = list_deadlines(connection, question)
        sources = list_sources(connection, (row.document_id for row in answer.dates))
    if answer.dates or form == "json":
        show_sheets(
            form,
            lang,
            output,
            answer=answer,
            title=deadlines_title(answer, lang),
            tables=[deadlines_table(answer, lang)],
            grid=[deadlines_sheet(answer, lang)],
            book=deadlines_book(answer, sources, lang),
        )
    if not answer.dates:
        tell("no deadline in this time; without --from and --to all are listed")
        sys.exit(EXIT_FAILED)


def _write_calendars(
    database: Path, question: object, by_agency: bool, form: str, output: Path | None, lang: Lang
) -> None:
    from plan_extract.analysis.deadlines import Deadlines, DeadlinesQuestion, DueDate, list_deadlines
    from plan_extract.views.deadlines import deadlines_title
    from plan_extract.views.ics import render_ics

    assert isinstance(question, DeadlinesQuestion)
    if form != "ics":
        raise UsageError("--by-agency makes calendars: add --format ics")
    with reading(database) as connection:
        answer: Deadlines = list_deadlines(connection, question)
    dated = [row for row in answer.dates if row.due is not None]
    if answer.undated:
        tell(f"{answer.undated} deadlines name no day and are left out")
    if not dated:
        tell("no deadline with a day")
        sys.exit(EXIT_FAILED)
    if not by_agency:
        name = deadlines_title(replace(answer, dates=()), lang)
        write_bytes(render_ics(name, dated, lang, with_agencies=len(answer.question.agencies) > 1), output)
        return
    if output is None:
        raise UsageError("name the folder for the calendars with -o")
    feeds: dict[str, list[DueDate]] = {}
    for row in dated:
        for name in row.agencies:
            feeds.setdefault(name, []).append(row)
    output.mkdir(parents=True, exist_ok=True)
    for name, path in _file_names(sorted(feeds)).items():
        write_bytes(render_ics(name, feeds[name], lang), output / path, quiet=True)
    tell(f"{len(feeds)} calendars written to {output}")


def _file_names(agencies: list[str]) -> dict[str, str]:
    """For each agency a file name of plain letters, no two the same."""
    taken: set[str] = set()
    names = {}
    for agency in agencies:
        stem = re.sub(r"[^a-z0-9]+", "-", fold(agency)).strip("-")[:_FILE_LETTERS] or "agency"
        name, number = stem, 2
        while name in taken:
            name, number = f"{stem}-{number}", number + 1
        taken.add(name)
        names[agency] = f"{name}.ics"
    return names
