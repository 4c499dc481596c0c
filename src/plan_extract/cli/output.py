"""What the commands share: options, errors as messages, where output goes."""

from __future__ import annotations

import functools
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from plan_extract.model.errors import PlanExtractError, UsageError
from plan_extract.storage.database import open_reader
from plan_extract.views.sheets import Sheet
from plan_extract.views.wording import Lang

if TYPE_CHECKING:
    from plan_extract.views.sheets import Page

Command = TypeVar("Command", bound=Callable[..., Any])

EXIT_FAILED = 1
EXIT_USAGE = 2


class ReportingGroup(click.Group):
    """A group whose commands end with a message, not a traceback, for errors that a user can meet."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; our own errors become a message on standard error and an exit status."""
        try:
            return super().invoke(ctx)
        except UsageError as error:
            _complain(error)
            ctx.exit(EXIT_USAGE)
        except PlanExtractError as error:
            _complain(error)
            ctx.exit(EXIT_FAILED)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(EXIT_FAILED)
        except OSError as error:
            if error.filename is None:
                raise
            _complain(PlanExtractError(f"{error.filename}: {error.strerror}"))
            ctx.exit(EXIT_FAILED)


def db_option(command: Command) -> Command:
    """`--db`, the database to ask."""
    option = click.option(
        "--db",
        "database",
        type=click.Path(dir_okay=False, path_type=Path),
        default=Path("plans.db"),
        show_default=True,
        envvar="PLAN_EXTRACT_DB",
        help="The database of plans.",
    )
    return option(command)


def lang_option(command: Command) -> Command:
    """`--lang`, the language of headings."""
    option = click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        envvar="PLAN_EXTRACT_LANG",
        help="Language of headings: Vietnamese or English.",
    )
    return option(command)


def format_option(*names: str) -> Callable[[Command], Command]:
    """`--format`, the first name being the default; without it the ending of the file that is written decides."""

    def add(command: Command) -> Command:
        @functools.wraps(command)
        def by_ending(*arguments: Any, form: str, **values: Any) -> Any:
            output = values.get("output")
            is_open = click.get_current_context().get_parameter_source("form") is ParameterSource.DEFAULT
            if is_open and output is not None and output.suffix[1:].lower() in names:
                form = output.suffix[1:].lower()
            return command(*arguments, form=form, **values)

        option = click.option(
            "--format",
            "form",
            type=click.Choice(names),
            default=names[0],
            show_default=True,
            help="Output format.",
        )
        return option(by_ending)  # type: ignore[return-value]

    return add


def output_option(command: Command) -> Command:
    """`-o`, a file instead of standard output."""
    option = click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file instead of standard output; without --format its ending (.xlsx, .csv) decides.",
    )
    return option(command)


@contextmanager
def reading(database: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection for the time of a command; says so where no plan is in the database."""
    with closing(open_reader(database)) as connection:
        if connection.execute("SELECT 1 FROM document").fetchone() is None:
            tell(f"{database} holds no plan yet; bring some in with: plan-extract ingest FOLDER --db {database}")
        yield connection


def failed_line(path: object, message: str) -> str:
    """A file that failed, with the reason; where that begins with the file's name, it is said once."""
    name = getattr(path, "name", str(path))
    return f"failed: {path}: {message.removeprefix(f'{name}: ')}"


def tell_failed(path: object, message: str) -> None:
    """`failed_line` for the user."""
    tell(failed_line(path, message))


def tell(message: str) -> None:
    """A message for the user, on standard error."""
    click.echo(message, err=True)


def write_text(text: str, output: Path | None, *, encoding: str = "utf-8") -> None:
    """`text` to a file or to standard output, which always speaks UTF-8."""
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(text.encode(encoding))
    except OSError as error:
        raise PlanExtractError(f"{output}: cannot be written ({error.strerror})") from error
    tell(f"written: {output}")


def write_bytes(content: bytes, output: Path | None, *, quiet: bool = False) -> None:
    """`content` to a file, or to standard output where that is no terminal."""
    if output is None:
        if sys.stdout.isatty():
            raise UsageError("this format is no text: name a file with -o")
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise PlanExtractError(f"{output}: cannot be written ({error.strerror})") from error
    if not quiet:
        tell(f"written: {output}")


def show_sheets(
    form: str,
    lang: Lang,
    output: Path | None,
    *,
    answer: Any,
    title: str,
    tables: list[Sheet],
    grid: list[Sheet] | None = None,
    book: Sequence[Page | Sheet] | None = None,
) -> None:
    """An answer in one of the formats.

    `tables` are for reading, `grid` (or the tables) for CSV, `book` (or the grid) for Excel.
    """
    if form == "json":
        from plan_extract.views.json import render_json

        write_text(render_json(answer), output)
    elif form == "csv":
        from plan_extract.views.csv import ENCODING, render_csv

        write_text(render_csv(grid or tables), output, encoding=ENCODING)
    elif form == "xlsx":
        from plan_extract.views.xlsx import render_xlsx

        write_bytes(render_xlsx(title, book or grid or tables, lang), output)
    elif form == "html":
        from plan_extract.views.html import render_html

        write_text(render_html(title, tables, lang), output)
    else:
        from plan_extract.views.table import render_table

        terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if terminal else None
        write_text(render_table(tables, lang, width=width, colour=terminal), output)


def _complain(error: PlanExtractError) -> None:
    tell(f"error: {error}")
