"""`plan-extract export`: everything in the database as files."""

from __future__ import annotations

from pathlib import Path

import click

from plan_extract.cli.output import db_option, format_option, lang_option, reading, tell
from plan_extract.model.errors import PlanExtractError, UsageError
from plan_extract.views.wording import Lang


@click.command("export")
@db_option
@format_option("xlsx", "csv", "json", "parquet", "sqlite", "key")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to; it is made where it is missing.",
)
@lang_option
def export_command(database: Path, form: str, folder: Path, lang: Lang) -> None:
    """Write the whole database as Excel, CSV, JSON Lines, Parquet or a copy of it, or people's answer keys.

    Names of files and columns are those of the data dictionary. CSV comes with a datapackage.json
    (Frictionless), JSON with its schema. Parquet needs a further package: plan-extract[parquet].
    "key" writes, for each plan that somebody has corrected or confirmed facts of, STEM.json with the
    corrected facts, as an answer key for plan-extract evaluate.

    \b
    Examples:
      plan-extract export --format csv -o du-lieu/
      plan-extract export --format json -o du-lieu/
      plan-extract export --format key -o dap-an/
    """
    from plan_extract.views import export
    from plan_extract.views.answer_keys import export_keys

    try:
        folder.mkdir(parents=True, exist_ok=True)
        with reading(database) as connection:
            if form == "xlsx":
                paths = export.export_xlsx(connection, folder, lang)
            elif form == "csv":
                paths = export.export_csv(connection, folder)
            elif form == "json":
                paths = export.export_json(connection, folder)
            elif form == "parquet":
                paths = export.export_parquet(connection, folder)
            elif form == "key":
                paths = export_keys(connection, folder)
            else:
                paths = export.export_sqlite(connection, folder)
    except OSError as error:
        raise PlanExtractError(f"{folder}: cannot be written ({error.strerror})") from error
    if not paths:
        raise UsageError("no plan has been corrected or confirmed by anybody yet")
    tell(f"written: {', '.join(path.name for path in paths)} in {folder}")
