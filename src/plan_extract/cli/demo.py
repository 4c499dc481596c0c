"""`plan-extract demo`: the sample plans into a database, and two questions to it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from plan_extract.cli.ingest import ingest_options, run_ingest, show_summary
from plan_extract.cli.output import db_option, lang_option, reading, show_sheets, tell
from plan_extract.model.errors import PlanExtractError
from plan_extract.resources import corpus_dir
from plan_extract.views.wording import Lang, phrase

INDICATOR = "suy dinh dưỡng thấp còi"
"""What the demonstration compares: a chain of the sample plans sets it on three levels."""

LOCALITY = "huyện Lạc Sơn"
"""Whose matrix the demonstration shows."""


@click.command("demo")
@db_option
@lang_option
def demo_command(database: Path, lang: Lang) -> None:
    """Build ./plans.db from the sample plans, then print a comparison and a matrix.

    The sample plans were written for this program; names of places are real, figures are not.
    """
    from plan_extract.analysis.compare import CompareQuestion, compare
    from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
    from plan_extract.analysis.standing import make_standings
    from plan_extract.views.answers import matrix_table
    from plan_extract.views.standing import standing_tables

    folder = next((corpus_dir() / name for name in ("plans", "source") if (corpus_dir() / name).is_dir()), None)
    if folder is None:
        raise PlanExtractError(f"the sample plans are missing ({corpus_dir()}); install the package again")
    options = ingest_options(None, workers=os.cpu_count() or 1)
    summary = run_ingest((folder,), database, ocr="auto", patterns=None, options=options)
    show_summary(summary, lang)
    with reading(database) as connection:
        comparison = compare(connection, CompareQuestion(INDICATOR))
        tables = standing_tables(make_standings(connection, comparison), lang)
        matrix = make_matrix(connection, MatrixQuestion(locality=LOCALITY, by="task"))
    tell(f'$ plan-extract compare "{INDICATOR}" --db {database}')
    show_sheets(
        "table",
        lang,
        None,
        answer=comparison,
        title=phrase("comparison", lang),
        tables=tables,
    )
    tell(f'$ plan-extract matrix --locality "{LOCALITY}" --by task --db {database}')
    show_sheets("table", lang, None, answer=matrix, title=phrase("matrix", lang), tables=[matrix_table(matrix, lang)])
    tell(f"The database is {database}; next: plan-extract list plans --db {database}")
