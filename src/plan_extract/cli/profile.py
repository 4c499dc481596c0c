"""`plan-extract profile`: one locality, all its indicators."""

from __future__ import annotations

import sys
from pathlib import Path

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
from plan_extract.views.sheets import Sheet
from plan_extract.views.wording import Lang


@click.command("profile")
@click.argument("locality")
@db_option
@click.option("--year", type=int, help="Only targets for this year.")
@format_option("table", "csv", "json", "xlsx", "html")
@output_option
@lang_option
def profile_command(
    locality: str, database: Path, year: int | None, form: str, output: Path | None, lang: Lang
) -> None:
    """Show all indicators of LOCALITY beside its superior's, the country's and its peers'.

    Peers are the other units of its level below the same superior that have a plan in the database; of
    each the newest plan counts. The rank is among them, 1 for who asks for most.

    \b
    Examples:
      plan-extract profile "huyện Tân Lạc"
      plan-extract profile "Hòa Bình" --year 2025 --format xlsx -o ho-so.xlsx
    """
    from plan_extract.analysis.profile import make_profile
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.profile import peers_sheet, profile_sheet, profile_table
    from plan_extract.views.sheets import Page
    from plan_extract.views.sources import full_data_page, sources_sheet

    with reading(database) as connection:
        answer = make_profile(connection, locality, year=year)
        named = [*answer.documents]
        for row in answer.rows:
            named += [row.superior_plan.document_id] if row.superior_plan else []
            named += [peer.document_id for peer in row.peers]
        sources = list_sources(connection, named)
    table, sheet, peers = profile_table(answer, lang), profile_sheet(answer, lang), peers_sheet(answer, lang)
    if answer.rows or form == "json":
        pages = [table, peers] if peers.rows else [table]
        book: list[Page | Sheet] = [*pages, sources_sheet(sources, lang), full_data_page(sheet, lang)]
        show_sheets(
            form, lang, output, answer=answer, title=table.title, tables=[table], grid=[sheet], book=book
        )  # fmt: skip
    if not answer.rows:
        tell(f'the plans of "{locality}" have no target' + ("" if year is None else f" for {year}"))
        sys.exit(EXIT_FAILED)
