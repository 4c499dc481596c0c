"""A database of an older version: what reads leaves it alone, what writes upgrades it and says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plan_extract.storage.database import load_migrations, migrate, schema_version

NEWEST = len(load_migrations())
READING = (
    ["compare", "x"], ["profile", "x"], ["matrix", "--plan", "1"], ["cascade", "--plan", "1"], ["check"], ["deadlines"],
    ["search", "x"], ["list", "plans"], ["export", "--format", "csv", "-o", "out"], ["serve"],
)  # fmt: skip
STEPS = (
    f"plans.db: of an older plan-extract; applying {load_migrations()[-1].name}\n"
    f"plans.db: upgraded from schema {NEWEST - 1} to {NEWEST}; older versions cannot open it any more\n"
)


@pytest.fixture
def older(tmp_path: Path) -> Path:
    with closing(sqlite3.connect(tmp_path / "plans.db", isolation_level=None)) as connection:
        migrate(connection, target=NEWEST - 1)
    return tmp_path / "plans.db"


@pytest.mark.parametrize("arguments", READING)
def test_what_reads_leaves_it_and_says_what_to_do(run, older: Path, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    before = older.read_bytes()
    done = run(*arguments)
    assert (done.exit_code, done.stdout, older.read_bytes()) == (1, "", before)
    assert [line.rpartition(": ")[2] for line in done.stderr.splitlines()] == ["plan-extract upgrade --db plans.db"] * 2


def test_upgrade_tells_each_step(run, older: Path) -> None:  # type: ignore[no-untyped-def]
    done = run("upgrade")
    assert (done.exit_code, done.stderr) == (0, STEPS)
    with closing(sqlite3.connect(older)) as connection:
        assert schema_version(connection) == NEWEST
    again = run("upgrade")
    assert (again.exit_code, again.stderr) == (0, f"plans.db: is up to date (schema {NEWEST}); nothing was changed\n")


@pytest.mark.parametrize("arguments", [["ingest", "plans"], ["refresh"]])
def test_what_writes_upgrades_it_first(run, older: Path, tmp_path: Path, arguments: list[str]) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "plans").mkdir()
    done = run(*arguments, "--workers", "1")
    assert done.exit_code == 0
    assert done.stderr.startswith(STEPS)
