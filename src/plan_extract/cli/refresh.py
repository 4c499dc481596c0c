"""`plan-extract refresh`: plans that an older extractor read, again."""

from __future__ import annotations

import os
from pathlib import Path

import click

from plan_extract.cli.ingest import check_report, finish, ingest_options, run_ingest
from plan_extract.cli.output import db_option, lang_option, tell
from plan_extract.cli.upgrade import upgrade_before_writing
from plan_extract.storage.archives import holder_of
from plan_extract.storage.ingest import outdated_files
from plan_extract.views.wording import Lang

_MISSING_SHOWN = 20


@click.command("refresh")
@db_option
@click.option("--workers", type=click.IntRange(1, 256), help="Worker processes; by default one for each processor.")
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
@click.option(
    "--time-limit",
    type=click.FloatRange(min=1),
    default=120.0,
    show_default=True,
    help="Seconds that one file may take.",
)
@click.option("--cluster", metavar="ADDRESS", help="Read and extract on the Dask cluster with this scheduler.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write what became of every file to this .html or .csv file.",
)
@lang_option
def refresh_command(
    database: Path,
    workers: int | None,
    ocr: str,
    patterns: Path | None,
    time_limit: float,
    cluster: str | None,
    report: Path | None,
    lang: Lang,
) -> None:
    """Extract plans again that an older version extracted.

    Another version of the program or of its rules counts as older. Only its plans are read, and files
    that it failed on. Corrections stay. A plan whose
    file is gone stays as it is.

    \b
    Example:
      plan-extract refresh --db tinh.db
    """
    check_report(report)
    options = ingest_options(
        patterns, workers=workers or os.cpu_count() or 1, time_limit=time_limit, refresh=True, cluster=cluster
    )
    upgrade_before_writing(database)
    outdated = outdated_files(database, options.version)
    holders = {path: holder_of(path) for path in outdated}
    there = {str(holder) for holder in holders.values() if holder is not None}
    gone = sorted(str(path) for path, holder in holders.items() if holder is None)
    for path in gone[:_MISSING_SHOWN]:
        tell(f"gone, left as it is: {path}")
    if len(gone) > _MISSING_SHOWN:
        tell(f"... and {len(gone) - _MISSING_SHOWN} more are gone")
    if not there:
        tell(f"nothing to extract again: all plans are of version {options.version}" if not gone else "no file left")
        return
    finish(run_ingest(sorted(there), database, ocr=ocr, patterns=patterns, options=options), database, report, lang)
