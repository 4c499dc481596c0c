"""The cookbook: each command, query and script is run, and the lines shown are in its answer."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from plan_extract import pipeline
from plan_extract.cli.main import main
from plan_extract.resources import corpus_dir
from plan_extract.storage.ingest import IngestOptions, ingest

PAGE = Path(__file__).resolve().parents[2] / "docs" / "cookbook.md"
BLOCK = re.compile(r"```(console|sql|python)\n(.*?)```", re.DOTALL)
BLOCKS = BLOCK.findall(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database that the cookbook asks."""
    made = tmp_path_factory.mktemp("cookbook")
    files = [path for field in ("children", "digital") for path in (corpus_dir() / "source").glob(f"{field}-*.txt")]
    ingest(files, made / "plans.db", pipeline.extract, IngestOptions(version="1", workers=1))
    return made


def test_every_question_has_its_answer() -> None:
    assert len(BLOCKS) == len(re.findall(r"(?m)^## \d+\.", PAGE.read_text(encoding="utf-8"))) == 12


@pytest.mark.parametrize(("kind", "text"), BLOCKS, ids=range(1, len(BLOCKS) + 1))
def test_it_answers_as_the_page_says(kind: str, text: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if kind == "console":
        command, *shown = text.strip().split("\n")
        result = CliRunner().invoke(main, shlex.split(command)[2:])
        assert result.exit_code == 0, result.output
        answer = result.stdout
    elif kind == "sql":
        query, shown = text.split("\n-- ", 1)[0], [line[3:] for line in text.split("\n") if line.startswith("-- ")]
        rows = sqlite3.connect("plans.db").execute(query).fetchall()
        answer = "\n".join("|".join(map(str, row)) for row in rows)
        assert answer == "\n".join(shown)
    else:
        shown = [line[2:] for line in text.split("\n") if line.startswith("# ")]
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(text, {})
        answer = printed.getvalue()
    found = " ".join(answer.split())
    for line in shown:
        assert " ".join(line.split()) in found
