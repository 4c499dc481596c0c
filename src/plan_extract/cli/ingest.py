"""`plan-extract ingest`: a folder of plans into the database."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from plan_extract.cli.output import EXIT_FAILED, db_option, lang_option, reading, tell, tell_failed, write_text
from plan_extract.cli.progress import PlainProgress, Progress, TerminalProgress
from plan_extract.cli.upgrade import upgrade_before_writing
from plan_extract.cli.worker import extract_file, extractor_version, version_of_worker
from plan_extract.model.errors import PlanExtractError
from plan_extract.resources import use_patterns
from plan_extract.storage.ingest import Extract, IngestEvents, IngestOptions, ingest
from plan_extract.storage.ledger import IngestSummary
from plan_extract.views.wording import Lang

_FAILURES_SHOWN = 20
PRELOAD = ("plan_extract.cli.preloaded",)
"""What the process that workers are forked from loads: rules and registers, once for all."""


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@db_option
@click.option(
    "--workers",
    type=click.IntRange(1, 256),
    default=None,
    help="Worker processes; by default one for each processor.",
)
@click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "always"]),
    default="auto",
    show_default=True,
    help="Recognise the letters of scans: where a page has no text, never, or on every page.",
)
@click.option(
    "--patterns",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder with rules and names of your own.",
)
@click.option("--retry-failed", is_flag=True, help="Try files again that failed before.")
@click.option("--refresh", is_flag=True, help="Extract plans again that an older version extracted.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=120.0,
    show_default=True,
    help="Seconds that one file may take.",
)
@click.option(
    "--cluster",
    metavar="ADDRESS",
    help="Read and extract on the Dask cluster with this scheduler, e.g. tcp://10.0.0.5:8786.",
)
@click.option("--watch", is_flag=True, help="Go on and take files as they come or change, until Ctrl-C.")
@click.option(
    "--every",
    type=click.FloatRange(min=0.1),
    default=10.0,
    show_default=True,
    help="With --watch: seconds between two looks at folders that tell nothing, such as network drives.",
)
@click.option(
    "--settle",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="With --watch: seconds for which a file must not have changed before it is read.",
)
@click.option("--no-wait", is_flag=True, help="Do not wait where another ingest is writing to the database.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of every file to this .html or .csv file.",
)
@lang_option
def ingest_command(
    paths: tuple[str, ...],
    database: Path,
    workers: int | None,
    ocr: str,
    patterns: Path | None,
    retry_failed: bool,
    refresh: bool,
    time_limit: float,
    cluster: str | None,
    watch: bool,
    every: float,
    settle: float,
    no_wait: bool,
    report: Path | None,
    lang: Lang,
) -> None:
    """Bring all plans in PATHS (files and folders) into the database.

    PATHS may be addresses too, such as s3://plans. Archives (.zip) and mails (.eml) are opened, each document inside is a file of its own. Files that are there already are not read again; a changed file takes the place of its plan; the
    same plan in two formats is kept once. The run can be stopped at any moment and started again.

    \b
    Examples:
      plan-extract ingest ke-hoach/
      plan-extract ingest 2025/ 2026/ --db tinh.db --report bao-cao.html
      plan-extract ingest /mnt/van-ban-den --watch
      plan-extract ingest /mnt/ke-hoach --cluster tcp://10.0.0.5:8786
    """
    check_report(report)
    options = ingest_options(
        patterns,
        workers=workers or os.cpu_count() or 1,
        time_limit=time_limit,
        retry_failed=retry_failed,
        refresh=refresh,
        wait=not no_wait,
        cluster=cluster,
    )
    if watch:
        from plan_extract.cli.watch import watch_paths

        watch_paths(paths, database, ocr=ocr, patterns=patterns, options=options, every=every, settle=settle)
        if report is not None:
            write_report(database, report, lang)
        return
    finish(run_ingest(paths, database, ocr=ocr, patterns=patterns, options=options), database, report, lang)


def ingest_options(patterns: Path | None, **changes: Any) -> IngestOptions:
    """Options with the version of this program and, where given, of the user's own rules."""
    version_of = partial(version_of_worker, patterns.resolve() if patterns else None)
    return IngestOptions(version=extractor_version(patterns), preload=PRELOAD, version_of=version_of, **changes)


def extract_work(ocr: str, patterns: Path | None, time_limit: float) -> Extract:
    """What workers are to do with each file. Call it before they are forked."""
    if patterns is not None:
        use_patterns(patterns)  # workers that are forked load rules and registers once for all
    own = patterns.resolve() if patterns else None
    return partial(extract_file, ocr=ocr, patterns=own, time_limit=time_limit)


def run_ingest(
    paths: Iterable[Path | str], database: Path, *, ocr: str, patterns: Path | None, options: IngestOptions
) -> IngestSummary:
    """Ingest with progress on standard error."""
    upgrade_before_writing(database)
    work = extract_work(ocr, patterns, options.time_limit)
    with show_progress() as progress:
        events = IngestEvents(on_total=progress.start, on_more=progress.grow, on_outcome=progress.advance, on_wait=tell)
        try:
            return ingest(paths, database, work, options, events)
        except KeyboardInterrupt:
            raise PlanExtractError("stopped; what was stored is kept, run the same command to go on") from None


def check_report(report: Path | None) -> None:
    """Refuse a report of a kind that is not made, before hours of work."""
    if report is not None and report.suffix not in (".html", ".csv"):
        raise click.BadParameter("the report is an .html or a .csv file", param_hint="--report")


def finish(summary: IngestSummary, database: Path, report: Path | None, lang: Lang) -> None:
    """Tell what became of the files; exit status 1 where some failed."""
    if summary.outcomes:
        show_summary(summary, lang)
    else:
        tell("there is no file in what was named: nothing was brought in")
    if report is not None:
        write_report(database, report, lang)
    if summary.failures:
        sys.exit(EXIT_FAILED)


def show_summary(summary: IngestSummary, lang: Lang) -> None:
    """How many files came to what, by cause, and the first failures by name."""
    from plan_extract.views.ingest import summary_sheets
    from plan_extract.views.table import render_table

    write_text(render_table(summary_sheets(summary, lang), lang), None)
    for outcome in summary.failures[:_FAILURES_SHOWN]:
        tell_failed(outcome.path, outcome.message or "")
    if len(summary.failures) > _FAILURES_SHOWN:
        more = len(summary.failures) - _FAILURES_SHOWN
        tell(f"... and {more} more; write them all to a file with --report report.html")


def write_report(database: Path, report: Path, lang: Lang) -> None:
    """The outcome of every file in the database, as a page or a CSV file."""
    from plan_extract.analysis.ingest_report import make_report
    from plan_extract.views.csv import ENCODING, render_csv
    from plan_extract.views.html import render_html
    from plan_extract.views.ingest import report_sheet, report_sheets
    from plan_extract.views.wording import phrase

    with reading(database) as connection:
        made = make_report(connection)
    if report.suffix == ".csv":
        write_text(render_csv([report_sheet(made, lang)]), report, encoding=ENCODING)
    else:
        write_text(render_html(phrase("report", lang), report_sheets(made, lang), lang), report)


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A bar on a terminal, lines elsewhere."""
    progress: Progress = TerminalProgress() if sys.stderr.isatty() else PlainProgress()
    try:
        yield progress
    finally:
        progress.stop()
