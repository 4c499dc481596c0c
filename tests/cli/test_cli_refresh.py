"""`refresh` reads again what another version of the program or its rules extracted, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from plan_extract.cli.main import main
from plan_extract.resources import corpus_dir

NAMES = ("digital-commune-bacha-2026.txt", "poverty-commune-phalong-2026.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        (tmp_path / name).write_bytes((corpus_dir() / "source" / name).read_bytes())
    assert run("ingest", *NAMES, "--workers", "1").exit_code == 0
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def versions(folder: Path) -> dict[str, str]:
    with closing(sqlite3.connect(folder / "plans.db")) as connection:
        return dict(connection.execute("SELECT file_name, extractor_version FROM document"))


def make_older(folder: Path, name: str) -> None:
    with closing(sqlite3.connect(folder / "plans.db")) as connection, connection:
        connection.execute("UPDATE document SET extractor_version = '0.0' WHERE file_name = ?", (name,))
        connection.execute("UPDATE ingest_file SET extractor_version = '0.0' WHERE path LIKE '%' || ?", (name,))


def test_nothing_to_do(folder: Path) -> None:
    done = run("refresh", "--workers", "1")
    assert done.exit_code == 0
    assert "nothing to extract again" in done.output


def test_only_the_older_plan_is_read_again(folder: Path) -> None:
    before = versions(folder)
    make_older(folder, NAMES[0])
    done = run("refresh", "--workers", "1")
    assert done.exit_code == 0
    assert "1 files" in done.output
    assert versions(folder) == before


def test_plan_whose_file_is_gone_stays(folder: Path) -> None:
    make_older(folder, NAMES[0])
    (folder / NAMES[0]).unlink()
    done = run("refresh", "--workers", "1")
    assert done.exit_code == 0
    assert f"gone, left as it is: {folder / NAMES[0]}" in done.output
    assert versions(folder)[NAMES[0]] == "0.0"
    with closing(sqlite3.connect(folder / "plans.db")) as connection:
        assert connection.execute("SELECT DISTINCT outcome FROM ingest_file").fetchall() == [("stored",)]


def test_missing_database_is_told(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["refresh", "--db", str(tmp_path / "none.db")])
    assert done.exit_code == 2
    assert "no such database" in done.output
