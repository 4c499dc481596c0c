"""Answers kept as long as the database is unchanged."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from plan_extract.analysis.remembered import remembered


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_an_answer_is_made_again_only_after_a_change(tmp_path: Path, journal: str) -> None:
    with closing(sqlite3.connect(tmp_path / "a.db")) as writer, closing(sqlite3.connect(tmp_path / "a.db")) as reader:
        writer.execute(f"PRAGMA journal_mode = {journal}")
        writer.execute("CREATE TABLE t (x)")
        writer.commit()
        made = []

        def count() -> int:
            made.append(reader.execute("SELECT count(*) FROM t").fetchone()[0])
            return int(made[-1])

        assert [remembered(reader, "count", count) for _ in range(3)] == [0, 0, 0]
        assert len(made) == 1
        writer.executemany("INSERT INTO t VALUES (?)", [("x" * 100,)] * 50)
        writer.commit()
        assert [remembered(reader, "count", count) for _ in range(2)] == [50, 50]
        assert len(made) == 2


def test_nothing_is_kept_of_a_database_in_memory() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        answers = iter([1, 2])
        assert [remembered(connection, "next", lambda: next(answers)) for _ in range(2)] == [1, 2]


def test_answers_of_two_databases_are_apart(tmp_path: Path) -> None:
    found = []
    for name in ("a.db", "b.db"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("CREATE TABLE t (x)")
            found.append(remembered(connection, "name", lambda name=name: name))  # type: ignore[misc]
    assert found == ["a.db", "b.db"]
