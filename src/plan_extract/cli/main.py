"""The command line: `plan-extract`."""

from __future__ import annotations

import click

from plan_extract import __version__
from plan_extract.cli.browse import list_command, search_command
from plan_extract.cli.deadlines import deadlines_command
from plan_extract.cli.demo import demo_command
from plan_extract.cli.evaluate import evaluate_command
from plan_extract.cli.export import export_command
from plan_extract.cli.extract import extract_command
from plan_extract.cli.ingest import ingest_command
from plan_extract.cli.output import ReportingGroup
from plan_extract.cli.questions import compare_command, matrix_command
from plan_extract.cli.refresh import refresh_command
from plan_extract.cli.review import cascade_command, check_command
from plan_extract.cli.serve import serve_command


@click.group(cls=ReportingGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="plan-extract")
def main() -> None:
    """Goals, indicators, targets, tasks and deadlines out of Vietnamese administrative plans (kế hoạch).

    Begin with "plan-extract demo", which builds a small database from sample plans. Then bring in a
    folder of your own with "plan-extract ingest FOLDER" and ask with "compare", "matrix" and "search".

    Exit status: 0 all done, 1 some files failed or nothing was found, 2 wrong use.
    """


for _command in (
    demo_command,
    extract_command,
    ingest_command,
    refresh_command,
    compare_command,
    matrix_command,
    deadlines_command,
    cascade_command,
    check_command,
    search_command,
    list_command,
    export_command,
    evaluate_command,
    serve_command,
):
    main.add_command(_command)

if __name__ == "__main__":
    main()
