"""`plan-extract extract`: plans to JSON, tables or pages, without a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from plan_extract.cli.output import EXIT_FAILED, format_option, lang_option, tell, tell_failed, write_text
from plan_extract.model import Plan
from plan_extract.model.errors import PlanExtractError
from plan_extract.views.wording import Lang

_ENDINGS = {"json": ".json", "table": ".txt", "html": ".html"}


@click.command("extract")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@format_option("json", "table", "html")
@click.option(
    "--output-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file per plan into this folder, named after the plan's file.",
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
@lang_option
def extract_command(
    files: tuple[Path, ...], form: str, output_dir: Path | None, ocr: str, patterns: Path | None, lang: Lang
) -> None:
    """Extract plans from FILES (folders too) and print what they hold.

    JSON alone goes to standard output (one object for one file, a list for several); messages go to
    standard error. A file that fails is named with the reason, and the others are still done.

    \b
    Examples:
      plan-extract extract ke-hoach.docx
      plan-extract extract ke-hoach/ --output-dir out
      plan-extract extract ke-hoach.docx --format table
    """
    from plan_extract.pipeline import extract
    from plan_extract.storage.files import find_files

    files = tuple(
        file.path if not file.named else given
        for given in files
        for file in find_files([given])
        if (file.named or file.is_document) and isinstance(file.path, Path)
    )
    if not files:
        raise PlanExtractError("no plans in the given folders")
    if output_dir is not None:
        output_dir.mkdir(parents=True, exist_ok=True)
    printed: list[str] = []
    taken: set[Path] = set()
    failed = 0
    for file in files:
        try:
            plan = extract(file, ocr=ocr, patterns=patterns)
            text = render_plan(plan, form, lang)
        except PlanExtractError as error:
            tell_failed(file, str(error))
            failed += 1
            continue
        if output_dir is None:
            printed.append(text)
        else:
            _write(text, _free_name(output_dir, file, _ENDINGS[form], taken))
    if output_dir is None and printed:
        write_text(_join(printed, form, len(files)), None)
    if failed:
        tell(f"{failed} of {len(files)} files failed")
        sys.exit(EXIT_FAILED)


def render_plan(plan: Plan, form: str, lang: Lang) -> str:
    """A plan as JSON by the contract, as tables or as a page."""
    if form == "json":
        return plan.record.to_json() + "\n"
    from plan_extract.views.plan import plan_sheets

    sheets = plan_sheets(plan, lang)
    if form == "html":
        from plan_extract.views.html import render_html

        return render_html(plan.document.title or plan.source.name, sheets, lang)
    from plan_extract.views.table import render_table

    return render_table(sheets, lang)


def _join(printed: list[str], form: str, asked: int) -> str:
    if form == "json" and asked > 1:
        return "[\n" + ",\n".join(text.rstrip("\n") for text in printed) + "\n]\n"
    return "\n".join(printed)


def _free_name(folder: Path, file: Path, ending: str, taken: set[Path]) -> Path:
    """STEM.json; for a second file of that stem its whole name (plan.pdf.json)."""
    path = folder / (file.stem + ending)
    if path in taken:
        path = folder / (file.name + ending)
    number = 1
    while path in taken:
        number += 1
        path = folder / f"{file.name}.{number}{ending}"
    taken.add(path)
    return path


def _write(text: str, path: Path) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise PlanExtractError(f"{path}: cannot be written ({error.strerror})") from error
