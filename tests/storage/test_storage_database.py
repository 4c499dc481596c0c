"""Opening and migrating: whole or not at all, never a strange file, never a newer one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from storage_dump import dump_content
from storage_plans import HUE, QUANG_TRI, make_plan

from plan_extract.analysis.searching import search
from plan_extract.model.errors import DatabaseError, NoDatabaseError, OlderDatabaseError
from plan_extract.storage import database
from plan_extract.storage.database import (
    Migration,
    Upgrade,
    load_migrations,
    migrate,
    open_database,
    open_reader,
    pending_upgrade,
    schema_version,
    transaction,
    upgrade_database,
)
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan


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
    steps: list[int] = []
    assert upgrade_database(path, lambda step: steps.append(step.number)) == Upgrade(oldest, len(load_migrations()))
    assert steps == list(range(oldest + 1, len(load_migrations()) + 1))
    assert names(open_database(path)) == names(new)
    assert upgrade_database(path) == Upgrade(len(load_migrations()), len(load_migrations()))


def _older_copy(new: Path, old: Path, version: int) -> sqlite3.Connection:
    """A database of an older version with the same rows: tables and columns that it has not are left out."""
    connection = sqlite3.connect(old, isolation_level=None)
    migrate(connection, target=version)
    connection.execute("ATTACH ? AS new", (str(new),))
    for (table,) in connection.execute(
        "SELECT o.name FROM main.sqlite_master o JOIN new.sqlite_master n USING (name) "
        "WHERE o.type = 'table' AND o.name NOT LIKE 'search%' AND o.name NOT LIKE 'sqlite%'"
    ).fetchall():
        columns = connection.execute(
            f"SELECT group_concat('\"' || name || '\"') FROM pragma_table_info('{table}')"
        ).fetchone()
        connection.execute(f"INSERT INTO main.{table} ({columns[0]}) SELECT {columns[0]} FROM new.{table}")
    connection.execute("DETACH new")
    return connection


def test_rows_and_searches_are_the_same_after_the_tables_were_made_anew(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "new.db")
    with transaction(connection):
        for place, sha256 in ((HUE, "a"), (QUANG_TRI, "b")):
            text = (
                f"{place}\nMỤC TIÊU\nTỷ lệ đến trường: 65% 2025\nTỷ lệ bỏ học: 3% 2030\n"
                "Sở Y tế + Sở Nội vụ -> Chủ trì, báo cáo trước ngày 30/9/2026\n"
            )
            insert_plan(
                connection,
                make_rows(make_plan(text), sha256=sha256 * 64, file_name="plan.txt", extractor_version="1"),
            )
    connection.close()
    _older_copy(tmp_path / "new.db", tmp_path / "old.db", 3).close()
    upgrade_database(tmp_path / "old.db")
    assert len(dump_content(tmp_path / "new.db")["search_index"]) > 50
    assert dump_content(tmp_path / "old.db") == dump_content(tmp_path / "new.db")


def test_added_facts_that_shared_a_position_get_one_of_their_own(tmp_path: Path) -> None:
    connection = open_database(tmp_path / "new.db")
    text = f"{HUE}\nTỷ lệ đến trường: 65% 2025\nTỷ lệ bỏ học: 3% 2030\n"
    with transaction(connection):
        insert_plan(connection, make_rows(make_plan(text), sha256="a" * 64, file_name="a.txt", extractor_version="1"))
    connection.execute("UPDATE target SET position = 0")
    connection.close()
    _older_copy(tmp_path / "new.db", tmp_path / "old.db", 3).close()
    upgrade_database(tmp_path / "old.db")
    migrated = open_database(tmp_path / "old.db")
    rows = migrated.execute("SELECT position, measure FROM target ORDER BY position").fetchall()
    assert [tuple(row) for row in rows] == [(0, "Tỷ lệ đến trường"), (1, "Tỷ lệ bỏ học")]
    assert [hit.text for hit in search(migrated, "bỏ học", kind="target").hits] == ["Tỷ lệ bỏ học: 3% 2030"]


def test_migration_that_would_break_a_reference_is_not_stored(monkeypatch: pytest.MonkeyPatch) -> None:
    good = load_migrations()
    sql = "INSERT INTO document_text (document_id, text) VALUES ('nowhere', 'x');\n"
    monkeypatch.setattr(database, "load_migrations", lambda: (*good, Migration(len(good) + 1, "bad.sql", sql)))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with pytest.raises(DatabaseError, match="document_content refers to a row of document"):
        migrate(connection)
    assert schema_version(connection) == len(good)
    assert connection.execute("SELECT count(*) FROM document_text").fetchone()[0] == 0


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
    before = path.read_bytes()
    for touch in (open_reader, open_database, pending_upgrade, upgrade_database):
        with pytest.raises(DatabaseError, match=r"newer plan-extract(.|\n)*cài bản mới hơn"):
            touch(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("touch", [open_reader, open_database])
def test_older_database_is_refused_and_left_as_it_is(tmp_path: Path, touch: Callable[[Path], object]) -> None:
    path = tmp_path / "plans.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, target=1)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(OlderDatabaseError) as refused:
        touch(path)
    newest = len(load_migrations())
    assert str(refused.value).splitlines() == [
        f"{path}: was written by an older plan-extract (schema 1, this one has {newest}) and was left as it is; "
        f"bring it up to date once with: plan-extract upgrade --db {path}",
        f"{path}: do một bản plan-extract cũ hơn ghi (lược đồ 1, bản này dùng {newest}), chưa có gì bị thay đổi; "
        f"nâng cấp một lần bằng lệnh: plan-extract upgrade --db {path}",
    ]
    assert path.read_bytes() == before
    assert pending_upgrade(path) == Upgrade(1, newest)


def test_what_is_to_be_upgraded(tmp_path: Path) -> None:
    assert pending_upgrade(tmp_path / "plans.db") is None
    (tmp_path / "plans.db").touch()
    assert pending_upgrade(tmp_path / "plans.db") is None
    for touch in (open_reader, upgrade_database):
        with pytest.raises(NoDatabaseError, match="is empty; bring plans in"):
            touch(tmp_path / "plans.db")
    open_database(tmp_path / "plans.db").close()
    assert pending_upgrade(tmp_path / "plans.db") is None


def test_reader_needs_a_database_and_cannot_write(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="no such database"):
        open_reader(tmp_path / "plans.db")
    assert not (tmp_path / "plans.db").exists()
    open_database(tmp_path / "plans.db").close()
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        open_reader(tmp_path / "plans.db").execute("DELETE FROM document")


def test_reader_of_a_folder_that_cannot_be_written_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plans.db"
    open_database(path).close()
    asked: list[str] = []
    connect = sqlite3.connect
    monkeypatch.setattr(database.sqlite3, "connect", lambda name, **how: asked.append(name) or connect(name, **how))
    monkeypatch.setattr(database.os, "access", lambda *_: False)
    assert open_reader(path).execute("SELECT count(*) FROM document").fetchone()[0] == 0
    (tmp_path / "plans.db-wal").write_bytes(b"a write under way")
    open_reader(path)
    assert [name.endswith("immutable=1") for name in asked] == [True, False]


def test_older_database_in_a_folder_that_cannot_be_written_to_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "plans.db"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, target=1)
    connection.close()
    monkeypatch.setattr(database.os, "access", lambda *_: False)
    for touch in (open_reader, upgrade_database):
        with pytest.raises(OlderDatabaseError, match=r"older plan-extract.*copy it to a folder.*upgrade --db COPY"):
            touch(path)
