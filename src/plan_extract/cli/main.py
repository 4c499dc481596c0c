"""The command line: `plan-extract`."""

from __future__ import annotations

import click

from plan_extract import __version__
from plan_extract.cli.lazy import LazyGroup

COMMANDS = {
    "demo": ("plan_extract.cli.demo", "Build ./plans.db from the sample plans, then print a comparison and a matrix."),
    "extract": ("plan_extract.cli.extract", "Extract plans from FILES (folders too) and print what they hold."),
    "ingest": ("plan_extract.cli.ingest", "Bring all plans in PATHS (files and folders) into the database."),
    "refresh": ("plan_extract.cli.refresh", "Extract plans again that an older version extracted."),
    "compare": ("plan_extract.cli.questions", "Line up the targets for INDICATOR across localities."),
    "profile": (
        "plan_extract.cli.profile",
        "Show all indicators of LOCALITY beside its superior's, the country's and its peers'.",
    ),
    "matrix": (
        "plan_extract.cli.questions",
        "Show which agency answers for what: agencies against indicators or tasks.",
    ),
    "deadlines": (
        "plan_extract.cli.deadlines",
        "List what is due when; deadlines that come back stand on each of their days.",
    ),
    "cascade": (
        "plan_extract.cli.review",
        "Show each indicator of a plan beside that of the plans it carries out, up to the national programme.",
    ),
    "check": (
        "plan_extract.cli.review",
        "Find what a careful reviewer would: impossible values, doubles, gaps, targets below the superior's.",
    ),
    "search": (
        "plan_extract.cli.browse",
        'Find TEXT in sections and facts, with or without accents ("suy dinh duong" is enough).',
    ),
    "list": ("plan_extract.cli.browse", "List the plans, indicators, agencies or localities of the database."),
    "export": (
        "plan_extract.cli.export",
        "Write the whole database as Excel, CSV, JSON Lines, Parquet or a copy of it, or people's answer keys.",
    ),
    "evaluate": (
        "plan_extract.cli.evaluate",
        "Precision, recall and F1 of extraction from FILES against the answer keys in GOLD_DIR.",
    ),
    "upgrade": (
        "plan_extract.cli.upgrade",
        "Bring a database that an older version wrote to the newest schema, in place.",
    ),
    "serve": (
        "plan_extract.cli.serve",
        "Serve the plans as pages for the browser, on 127.0.0.1 only; the database is opened read-only.",
    ),
}
"""Of each command: the module that holds it, as `NAME_command`, and the first sentence of its help."""


@click.group(cls=LazyGroup, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plan-extract")
def main() -> None:
    """Goals, indicators, targets, tasks and deadlines out of Vietnamese administrative plans (kế hoạch).

    Begin with "plan-extract demo", which builds a small database from sample plans. Then bring in a
    folder of your own with "plan-extract ingest FOLDER" and ask with "compare", "matrix" and "search".

    Exit status: 0 all done; 1 some files failed, check found errors, or the words asked for (an indicator, a search)
    are found nowhere; 2 wrong use, also a plan, place or agency that there is none of.
    """


if __name__ == "__main__":
    main()
