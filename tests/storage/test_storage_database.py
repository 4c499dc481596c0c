"""Opening and migrating: whole or not at all, never a strange file, never a newer one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from plan_extract.model.errors import DatabaseError
from plan_extract.storage import database
from plan_extract.storage.database import (
    Migration,
    load_migrations,
    migrate,
    open_database,
    open_reader,
    schema_version,
)


def names(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]


def test_new_database_has_the_newest_schema_and_safe_settings(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "plans.db")
    assert schema_version(connection) == len(load_migrations())
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert {"target", "target_comparison", "search_index"} <= set(names(connection))


@pytest.mark.parametrize("oldest", range(1, len(load_migrations())))
def test_each_older_schema_comes_to_the_newest(tmp_path: Path, oldest: int) -> None:
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, target=oldest)
    assert schema_version(connection) == oldest
    connection.close()
    new = open_database(tmp_path / "new.db")
    assert names(open_database(path)) == names(new)


def test_failing_migration_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    good = load_migrations()
    bad = Migration(len(good) + 1, "bad.sql", "CREATE TABLE half (id TEXT);\nCREATE TABLE half (id TEXT);\n")
    monkeypatch.setattr(database, "load_migrations", lambda: (*good, bad))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert schema_version(connection) == len(good)
    assert "half" not in names(connection)


def test_database_of_others_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with sqlite3.connect(path) as theirs:
        theirs.execute("CREATE TABLE customer (id INTEGER)")
    with pytest.raises(DatabaseError, match="not one of plan-extract"):
        open_database(path)
    assert names(sqlite3.connect(path)) == ["customer"]


def test_text_file_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    path.write_text("Kế hoạch " * 500, encoding="utf-8")
    with pytest.raises(DatabaseError, match="cannot be used as a database"):
        open_database(path)


def test_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plans.db"
    connection = open_database(path)
    connection.execute(f"PRAGMA user_version = {len(load_migrations()) + 1}")
    connection.close()
    with pytest.raises(DatabaseError, match="newer plan-extract"):
        open_reader(path)


def test_reader_needs_a_database_and_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such database"):
        open_reader(tmp_path / "plans.db")
    assert not (tmp_path / "plans.db").exists()
    open_database(tmp_path / "plans.db").close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        open_reader(tmp_path / "plans.db").execute("DELETE FROM document")
