"""`plan-extract check` and `plan-extract cascade`: a plan before it is signed, and beside its superior's."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

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
from plan_extract.model.errors import PlanExtractError, UsageError
from plan_extract.views.wording import Lang, phrase

_PLAN_HELP = "A plan: its id, number (52/KH-UBND) or file name; see: plan-extract list plans."


@click.command("check")
@click.argument("draft", required=False, metavar="[PLAN]")
@db_option
@click.option("--plan", help=f"{_PLAN_HELP} Without it all plans are checked.")
@click.option(
    "--severity",
    type=click.Choice(["error", "warning", "info"]),
    default="info",
    show_default=True,
    help="Show findings of this severity and graver ones.",
)
@format_option("table", "csv", "json", "xlsx", "html")
@output_option
@lang_option
def check_command(
    draft: str | None, database: Path, plan: str | None, severity: str, form: str, output: Path | None, lang: Lang
) -> None:
    """Find what a careful reviewer would: impossible values, doubles, gaps, targets below the superior's.

    PLAN may be a draft that is in no database yet: it is read and compared with the database's plans,
    and not stored. Each finding stands with its sentence. Exit status 1 where there are errors, whatever is shown, so
    that an office can run it before signing.

    \b
    Examples:
      plan-extract check du-thao.docx
      plan-extract check --plan 112/KH-UBND
      plan-extract check --severity error --format xlsx -o loi.xlsx
    """
    from plan_extract.analysis.checks import Checks, check_plans
    from plan_extract.analysis.findings import SEVERITIES
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.checks import checks_book, checks_sheet, checks_table

    if draft is not None and plan is not None:
        raise UsageError("name the plan once: as an argument or with --plan")
    plan = draft or plan
    with _holding(database, plan) as held, reading(held) as connection:
        answer = check_plans(connection, Path(plan).name if plan and held != database else plan)
        sources = list_sources(connection, (finding.document_id for finding in answer.findings))
    wanted = SEVERITIES[: [*SEVERITIES].index(severity) + 1]  # type: ignore[arg-type]
    shown = Checks(answer.plans, tuple(item for item in answer.findings if item.severity in wanted))
    if shown.findings or form == "json":
        table = checks_table(shown, lang)
        show_sheets(
            form,
            lang,
            output,
            answer=shown,
            title=table.title,
            tables=[table],
            grid=[checks_sheet(shown, lang)],
            book=checks_book(shown, sources, lang),
        )
    counts = answer.by_severity
    tell(
        f"{answer.plans} plans checked: {counts['error']} errors, {counts['warning']} warnings, {counts['info']} notes"
    )
    if counts["error"]:
        sys.exit(EXIT_FAILED)


@contextmanager
def _holding(database: Path, plan: str | None) -> Iterator[Path]:
    """The database, or a passing copy of it that holds the file `plan` too."""
    if plan is None or not Path(plan).is_file():
        if plan is not None and Path(plan).suffix:
            _tell_near_files(plan)
        yield database
        return
    from plan_extract.cli.worker import extractor_version
    from plan_extract.pipeline import extract
    from plan_extract.storage.ingest import IngestOptions, ingest

    with TemporaryDirectory() as folder:
        passing = Path(folder) / "plans.db"
        if database.exists():
            with reading(database) as connection, closing(sqlite3.connect(passing)) as copy:
                connection.backup(copy)
        summary = ingest([plan], passing, extract, IngestOptions(version=extractor_version(None), workers=1))
        for outcome in summary.failures:
            raise PlanExtractError(f"{plan}: {outcome.message}")
        yield passing


def _tell_near_files(plan: str) -> None:
    from plan_extract.reading.files import near_files

    if near := near_files(Path(plan)):
        tell(f"{plan}: there is no such file; nearest: {'; '.join(near)}")


@click.command("cascade")
@db_option
@click.option("--plan", required=True, help=_PLAN_HELP)
@click.option("--down", is_flag=True, help="The other way: what the plans below make of its indicators.")
@format_option("table", "csv", "json", "xlsx", "html")
@output_option
@lang_option
def cascade_command(database: Path, plan: str, down: bool, form: str, output: Path | None, lang: Lang) -> None:
    """Show each indicator of a plan beside that of the plans it carries out, up to the national programme.

    Plans above are those that it cites, else the newest of the place above in the same field; how each
    was found is said. Values are equal, copied (the whole sentence is the superior's), stricter, weaker,
    later, interim (a step before the superior's year), a portion of a sum, copied without a value, new, or
    missing; a value of another year than the row's has it behind it. Plans that it cites as such and that are not
    in the database, or with --down districts and communes without a plan there, are named below the table.

    \b
    Examples:
      plan-extract cascade --plan 95/KH-UBND
      plan-extract cascade --plan 78/KH-UBND --down --format xlsx -o cap-duoi.xlsx
    """
    from plan_extract.analysis.cascade import make_cascade
    from plan_extract.analysis.sources import list_sources
    from plan_extract.views.cascade import (
        absent_sheets,
        cascade_book,
        cascade_sheet,
        cascade_table,
        unplanned_note,
        unplanned_sheets,
    )

    with reading(database) as connection:
        answer = make_cascade(connection, plan, down=down)
        documents = (answer.document_id, *(item.document_id for item in answer.related))
        sources = list_sources(connection, documents)
    table, absent = cascade_table(answer, lang), absent_sheets(answer, lang)
    if absent and form == "csv":
        tell(f"plans cited that are not in the database: {', '.join(plan.number or '?' for plan in answer.absent)}")
    if answer.unplanned and form == "csv":
        tell(unplanned_note(answer, lang))
    show_sheets(
        form,
        lang,
        output,
        answer=answer,
        title=table.title,
        tables=[table, *absent, *unplanned_sheets(answer, lang)],
        grid=[cascade_sheet(answer, lang)],
        book=cascade_book(answer, sources, lang),
    )
    if not answer.related and not any(row.national for row in answer.rows):
        tell(f"no plan {'below' if down else 'above'} it is in the database ({phrase('missing', lang)})")
        sys.exit(EXIT_FAILED)
