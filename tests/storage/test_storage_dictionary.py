"""The data dictionary is written from the schema, and each column is described."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from plan_extract.model.errors import DatabaseError
from plan_extract.storage.database import migrate
from plan_extract.storage.dictionary import describe_schema, render_dictionary

PAGE = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"


@pytest.fixture
def connection() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def test_page_is_what_the_schema_says(connection: sqlite3.Connection) -> None:
    assert PAGE.read_text(encoding="utf-8") == render_dictionary(describe_schema(connection))


def test_column_without_remark_is_an_error(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE extra (\n  -- A table.\n  id TEXT PRIMARY KEY, -- an id\n  bare TEXT\n)")
    with pytest.raises(DatabaseError, match=r"extra\.bare"):
        describe_schema(connection)


def test_table_without_remark_is_an_error(connection: sqlite3.Connection) -> None:
    connection.execute("CREATE TABLE extra (\n  id TEXT PRIMARY KEY -- an id\n)")
    with pytest.raises(DatabaseError, match="extra"):
        describe_schema(connection)


def test_reference_is_shown(connection: sqlite3.Connection) -> None:
    target = next(relation for relation in describe_schema(connection) if relation.name == "target")
    column = next(column for column in target.columns if column.name == "indicator_id")
    assert (column.type, column.meaning, column.references) == ("TEXT", "that indicator", "indicator.id")
