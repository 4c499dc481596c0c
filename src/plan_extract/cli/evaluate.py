"""`plan-extract evaluate`: extraction against answer keys."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from plan_extract.cli.output import (
    EXIT_FAILED,
    format_option,
    lang_option,
    output_option,
    show_sheets,
    tell,
    tell_failed,
)
from plan_extract.model.errors import PlanExtractError, UsageError
from plan_extract.views.wording import Lang, phrase


@click.command("evaluate")
@click.argument("gold_dir", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--errors", is_flag=True, help="List every missed, extra and wrong record.")
@format_option("table", "csv", "json")
@output_option
@lang_option
def evaluate_command(
    gold_dir: Path, files: tuple[Path, ...], errors: bool, form: str, output: Path | None, lang: Lang
) -> None:
    """Precision, recall and F1 of extraction from FILES against the answer keys in GOLD_DIR.

    The key of plan.docx is GOLD_DIR/plan.json. A FILE that ends in .json is taken as an extraction
    already made. A file that cannot be read counts as one from which nothing was extracted.
    """
    from plan_extract.analysis.evaluation import evaluate
    from plan_extract.views.evaluation import evaluation_sheets

    missing = [file for file in files if not (gold_dir / f"{file.stem}.json").is_file()]
    for file in missing:
        tell(f"no answer key for {file}")
    keyed = [file for file in files if file not in missing]
    if not keyed:
        raise UsageError(f"no file has an answer key in {gold_dir}")
    failed: list[Path] = []
    answer = evaluate(_pairs(gold_dir, keyed, failed))
    sheets = evaluation_sheets(answer, lang, errors=errors)
    show_sheets(form, lang, output, answer=answer, title=phrase("evaluation", lang), tables=sheets)
    if failed or missing:
        sys.exit(EXIT_FAILED)


def _pairs(gold_dir: Path, files: list[Path], failed: list[Path]) -> Iterator[tuple[str, Any, Any]]:
    for file in files:
        gold = _load(gold_dir / f"{file.stem}.json")
        try:
            predicted = _load(file) if file.suffix == ".json" else _extract(file)
        except PlanExtractError as error:
            tell_failed(file, str(error))
            failed.append(file)
            predicted = {}
        yield file.stem, gold, predicted


def _extract(file: Path) -> Any:
    from plan_extract.pipeline import extract

    return extract(file).record.to_dict()


def _load(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PlanExtractError(f"{path}: no JSON record of a plan ({error})") from error
