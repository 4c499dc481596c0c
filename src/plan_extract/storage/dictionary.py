"""The data dictionary: what each table, view and column means, read from the schema itself.

The remarks in the migrations are the one place where a column is described; the page
docs/data-dictionary.md is written from them, and a column without a remark is an error.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from plan_extract.model.errors import DatabaseError

_FTS_SHADOW = re.compile(r"search_index_\w+")


@dataclass(frozen=True)
class Column:
    """A column: its name, its declared type (empty in views), what it means, what it refers to."""

    name: str
    type: str
    meaning: str
    references: str | None = None


@dataclass(frozen=True)
class Relation:
    """A table or view with its columns."""

    name: str
    kind: str
    meaning: str
    columns: tuple[Column, ...]


def describe_schema(connection: sqlite3.Connection) -> tuple[Relation, ...]:
    """All tables, then all views, in the order in which they were made.

    Raises `DatabaseError` for a table, view or column without a remark.
    """
    rows = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE type IN ('table', 'view') "
        "AND name NOT LIKE 'sqlite_%' ORDER BY type = 'view', rowid"
    ).fetchall()
    return tuple(_describe(connection, name, kind, sql) for name, kind, sql in rows if not _FTS_SHADOW.fullmatch(name))


def render_dictionary(relations: tuple[Relation, ...]) -> str:
    """The page docs/data-dictionary.md, Markdown."""
    return "\n".join(_render_lines(relations))


def _render_lines(relations: tuple[Relation, ...]) -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "The tables and views of a database of plans. Written by `scripts/build_data_dictionary.py` from"
    yield "the remarks in `src/plan_extract/storage/migrations/`; change those, not this page."
    for relation in relations:
        yield ""
        yield f"## {relation.name}"
        yield ""
        yield f"{relation.kind.capitalize()}. {relation.meaning}"
        yield ""
        yield "| column | type | meaning |"
        yield "| --- | --- | --- |"
        for column in relation.columns:
            meaning = column.meaning + (f" → `{column.references}`" if column.references else "")
            yield f"| `{column.name}` | {column.type} | {meaning} |".replace("|  |", "| |")
    yield ""


def _describe(connection: sqlite3.Connection, name: str, kind: str, sql: str) -> Relation:
    if name == "search_index":
        text = Column("text", "", "the words, without accents; found with MATCH, not readable")
        meaning = (
            "FTS5 over sections and facts. Its `rowid` is kind * 4294967296 + `search_plan.number` + `position` of the "
            "row; kinds: 0 document, 1 goal, 2 indicator, 3 target, 4 task, 5 deadline, 6 legal_reference, 7 section."
        )
        return Relation(name, "full-text index", meaning, (text,))
    lines = [line.strip() for line in sql.splitlines()]
    if len(lines) < 2 or not lines[1].startswith("-- "):
        raise DatabaseError(f"{name}: no remark says what it holds")
    remarks = {}
    for line in lines[2:]:
        found = _remark(line, kind)
        if found:
            remarks[found[0]] = found[1]
    references = {
        row[3]: f"{row[2]}.{row[4] or 'id'}" for row in connection.execute(f"PRAGMA foreign_key_list({name})")
    }
    columns = []
    for row in connection.execute(f"PRAGMA table_info({name})"):
        if row[1] not in remarks:
            raise DatabaseError(f"{name}.{row[1]}: no remark says what it holds")
        declared = row[2] if kind == "table" else ""
        columns.append(Column(row[1], declared, remarks[row[1]], references.get(row[1])))
    return Relation(name, kind, lines[1][3:], tuple(columns))


def _remark(line: str, kind: str) -> tuple[str, str] | None:
    code, mark, remark = line.partition(" -- ")
    if not mark:
        return None
    name = re.search(r"(\w+)\W*$", code) if kind == "view" else re.match(r"\W*(\w+)", code)
    return (name[1], remark) if name else None
