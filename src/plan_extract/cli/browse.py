"""`plan-extract list` and `plan-extract search`: what is in the database."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

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
)
from plan_extract.model.errors import UsageError
from plan_extract.views.wording import Lang


@click.command("list")
@click.argument("what", type=click.Choice(["plans", "indicators", "agencies", "localities"]))
@db_option
@click.option("--unknown", is_flag=True, help="Of agencies: those that no register knows, most frequent first.")
@click.option("--unmatched", is_flag=True, help="Of indicators: those that no catalogue knows, most frequent first.")
@format_option("table", "csv", "json", "xlsx", "html")
@output_option
@lang_option
def list_command(
    what: str, database: Path, unknown: bool, unmatched: bool, form: str, output: Path | None, lang: Lang
) -> None:
    """List the plans, indicators, agencies or localities of the database.

    With --unknown or --unmatched each comes with a sentence and the line that adds it to a register of your
    own (--patterns DIR of ingest).
    """
    from plan_extract.analysis import gaps, listing
    from plan_extract.views import answers
    from plan_extract.views import gaps as gap_views

    if unknown and what != "agencies":
        raise UsageError("--unknown is for agencies; for indicators it is --unmatched")
    if unmatched and what != "indicators":
        raise UsageError("--unmatched is for indicators; for agencies it is --unknown")
    rows: Any
    with reading(database) as connection:
        if unknown or unmatched:
            rows = gaps.list_unknown_agencies(connection) if unknown else gaps.list_unmatched_indicators(connection)
        else:
            rows = getattr(listing, f"list_{what}")(connection)
    if unknown:
        table, sheet = gap_views.unknown_agencies_table(rows, lang), gap_views.unknown_agencies_sheet(rows, lang)
    elif unmatched:
        table, sheet = (
            gap_views.unmatched_indicators_table(rows, lang),
            gap_views.unmatched_indicators_sheet(rows, lang),
        )
    else:
        sheet = getattr(answers, f"{what}_sheet")(rows, lang)
        table = answers.plans_table(rows, lang) if what == "plans" else sheet
    show_sheets(form, lang, output, answer=rows, title=sheet.title, tables=[table], grid=[sheet])


@click.command("search")
@click.argument("text")
@db_option
@click.option("--kind", help="Only rows of this kind: target, task, indicator, section, deadline ...")
@click.option("--limit", type=click.IntRange(1, 10000), default=20, show_default=True, help="How many hits to show.")
@format_option("table", "csv", "json", "xlsx", "html")
@output_option
@lang_option
def search_command(
    text: str, database: Path, kind: str | None, limit: int, form: str, output: Path | None, lang: Lang
) -> None:
    """Find TEXT in sections and facts, with or without accents ("suy dinh duong" is enough).

    All words must be there; put a phrase in double quotes: '"an toàn giao thông"'.
    """
    from plan_extract.analysis.searching import search
    from plan_extract.views.answers import search_sheet

    with reading(database) as connection:
        answer = search(connection, text, kind=kind, limit=limit)
    if answer.hits or form == "json":
        sheet = search_sheet(answer, lang)
        show_sheets(form, lang, output, answer=answer, title=sheet.title, tables=[sheet])
    if not answer.hits:
        tell(f'nothing found for "{text}"')
        if answer.suggestions:
            tell("nearest:\n" + "\n".join(f"  {name}" for name in answer.suggestions))
        sys.exit(EXIT_FAILED)
