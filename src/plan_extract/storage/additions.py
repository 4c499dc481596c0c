"""Facts that people add: what the machine missed, by the passage that says it.

An added fact is kept as a row of `correction` (field "added", the value its `Addition` as JSON). From it the
row of its table is made like that of any other fact, with the rule `PERSON` and confidence 1, so that it
shows in every answer; it is made again after every extraction. Where the machine finds the same fact by then,
that one stands; where the passage is no longer in the text, an issue of the plan says so.
"""

from __future__ import annotations

import json
import re
import sqlite3
from dataclasses import asdict, replace
from typing import Any, Final

from plan_extract.model import Document, Plan, SourceDocument
from plan_extract.model.errors import UsageError
from plan_extract.storage.added_record import PERSON, Addition, added_record
from plan_extract.storage.citations import link_reference
from plan_extract.storage.columns import COLUMNS, DOCUMENT_FIELDS, Row, to_decimal, to_number
from plan_extract.storage.correction_marks import ADDED
from plan_extract.storage.ids import FactIds
from plan_extract.storage.rows import PlanRows, make_rows
from plan_extract.storage.search import add_entries, plan_number, remove_entries, rows_entries, shift_positions
from plan_extract.storage.shared import AGENCY_USERS, INSERT, insert_shared, sweep_agencies
from plan_extract.storage.stored import widen_room

_ALIKE: Final = {
    "target": ("value", "value_high", "unit", "year"),
    "responsibility": ("agency",),
    "deadline": ("date",),
    "goal": (),
    "indicator": (),
    "legal_reference": ("number",),
}
"""Fields by which a fact of the machine in the same passage is told to be the one that was added."""
_WORDS_OF_ID: Final = {
    "target": ("quote", "measure", "value", "value_high"),
    "responsibility": ("agency",),
    "deadline": ("quote", "action", "date"),
    "goal": ("text",),
    "indicator": ("text",),
    "legal_reference": ("type", "number", "date"),
}
_HANGING_ON: Final = {
    "goal": (("indicator", "goal_id"), ("target", "goal_id")),
    "indicator": (("target", "indicator_id"), ("responsibility_indicator", "indicator_id")),
    "task": (("deadline", "task_id"),),
}
"""Columns that may refer to a row of a table and can be empty."""
_MOST_ALIKE: Final = 50
_FIGURES: Final = ("value", "value_high", "per")


def put_added(connection: sqlite3.Connection, document: str, table: str, addition: Addition) -> str:
    """Make the row of an added fact; returns its id. Inside a transaction."""
    return _Maker(connection, document, table, addition).put(None)


def restore_added(connection: sqlite3.Connection, document: str) -> None:
    """Make the rows of all added facts of a plan that are not there. Inside a transaction."""
    for fact, table, author, addition in _load(connection, document):
        if connection.execute(f"SELECT 1 FROM {table} WHERE id = ?", (fact,)).fetchone():
            continue
        text = _text_of(connection, document)
        span = find_passage(text or "", addition.quote, addition.start)
        if span is None:
            _note_lost(connection, document, fact, author, addition)
            continue
        placed = replace(addition, start=span[0], end=span[1])
        if count_alike(connection, document, table, placed) > addition.alike:
            continue
        _Maker(connection, document, table, placed).put(fact)


def count_alike(connection: sqlite3.Connection, document: str, table: str, addition: Addition) -> int:
    """How many facts of the machine say the same of the passage: value, unit and year, agency, or date."""
    names = _ALIKE[table]
    same = " AND ".join(("1", *(f"{name} IS ?" for name in names)))
    values = [_figure(name, addition.fields.get(name)) for name in names]
    row = connection.execute(
        f'SELECT count(*) FROM {table} WHERE document_id = ? AND rule <> ? AND start < ? AND "end" > ? AND {same}',
        (document, PERSON, addition.end, addition.start, *values),
    ).fetchone()
    return int(row[0])


def remove_added(connection: sqlite3.Connection, table: str, fact: str) -> None:
    """Take the row of an added fact out again, where it is there. Inside a transaction."""
    row = connection.execute(f"SELECT document_id, rule FROM {table} WHERE id = ?", (fact,)).fetchone()
    if row is None or row[1] != PERSON:
        return
    document = str(row[0])
    task = None
    agencies = set()
    if table in AGENCY_USERS:
        agency = connection.execute(f"SELECT agency_id FROM {table} WHERE id = ?", (fact,)).fetchone()[0]
        agencies = {str(agency)} if agency else set()
    if table == "responsibility":
        task = connection.execute("SELECT task_id FROM responsibility WHERE id = ?", (fact,)).fetchone()[0]
    _delete(connection, document, table, fact)
    if task is not None and _is_idle(connection, task):
        _delete(connection, document, "task", task)
    sweep_agencies(connection, agencies)


def find_passage(text: str, quote: str, near: int) -> tuple[int, int] | None:
    """Start and end of the words of `quote` in `text`, the nearest to `near`; None where they are not there."""
    words = quote.split()
    if not words:
        return None
    pattern = r"\s+".join(re.escape(word) for word in words)
    found = [match.span() for match in re.finditer(pattern, text)]
    return min(found, key=lambda span: abs(span[0] - near)) if found else None


class _Maker:
    """Makes the rows of one added fact out of a plan that holds nothing else of its kind."""

    def __init__(self, connection: sqlite3.Connection, document: str, table: str, addition: Addition) -> None:
        self._connection = connection
        self._document = document
        self._table = table
        self._addition = addition

    def put(self, fact: str | None) -> str:
        """Insert the rows; `fact` is the id to give, None for a new one."""
        plan = self._make_plan()
        rows = plan.rows
        row = rows[self._table][0]
        fact = fact or self._free_id(row)
        named: dict[str, Any] = dict(zip(COLUMNS[self._table], row, strict=True))
        named["id"] = fact
        insert_shared(self._connection, plan)
        if self._table == "responsibility":
            named["task_id"] = self._task_around() or self._put_task(rows["task"][0])
        if self._table == "deadline":
            named["task_id"] = self._task_around()
        self._insert(self._table, named)
        if self._table == "legal_reference":
            link_reference(self._connection, fact)
        if self._table == "indicator":
            self._give_to_indicator(fact, named["number"], named["goal"])
        return fact

    def _give_to_indicator(self, fact: str, number: str | None, goal: str | None) -> None:
        """Tie to an added indicator the targets in its passage and the tasks that name it, where they have none."""
        self._connection.execute(
            "UPDATE target SET indicator_id = ? "
            'WHERE document_id = ? AND indicator_id IS NULL AND start >= ? AND "end" <= ?',
            (fact, self._document, self._addition.start, self._addition.end),
        )
        self._connection.execute(
            "UPDATE responsibility_indicator SET indicator_id = ?1 WHERE indicator_id IS NULL AND indicator = ?2 "
            "AND (goal IS NULL OR goal IS ?3) AND named = 1 AND NOT EXISTS (SELECT 1 FROM indicator i "
            "WHERE i.document_id = ?4 AND i.id <> ?1 AND i.number = ?2 AND (?3 IS NULL OR i.goal IS ?3)) "
            "AND responsibility_id IN (SELECT id FROM responsibility WHERE document_id = ?4)",
            (fact, number, goal, self._document),
        )

    def _insert(self, table: str, named: dict[str, Any]) -> None:
        """Insert a row behind those that begin before it; no two rows of a searched table share a position."""
        named["position"] = position = self._position(table)
        if table != "responsibility":
            widen_room(self._connection, self._document, table)
            shift_positions(self._connection, self._document, table, position, 1)
        row = tuple(named[name] for name in COLUMNS[table])
        self._connection.execute(INSERT[table], row)
        number = plan_number(self._connection, self._document)
        add_entries(self._connection, rows_entries(number, table, [row]))

    def _make_plan(self) -> PlanRows:
        connection, document = self._connection, self._document
        names = ", ".join(DOCUMENT_FIELDS)
        head = connection.execute(
            f"SELECT sha256, file_name, extractor_version, media_type, reader, pages, text_confidence, {names} "
            "FROM document WHERE id = ?",
            (document,),
        ).fetchone()
        if head is None:
            raise UsageError(f"there is no plan with the id {document}")
        sha256, file_name, version, media_type, reader, pages, confidence, *fields = tuple(head)
        named = Document(**dict(zip(DOCUMENT_FIELDS, fields, strict=True)))
        record = added_record(connection, document, named, self._table, self._addition)
        source = SourceDocument(
            name=file_name, text=_text_of(connection, document) or "", blocks=(), media_type=media_type,
            reader=reader, pages=pages, confidence=confidence,
        )  # fmt: skip
        return make_rows(
            Plan(source=source, record=record), sha256=sha256, file_name=file_name, extractor_version=version
        )

    def _free_id(self, row: Row) -> str:
        """The first id of facts with these words that no fact of the plan has."""
        named = dict(zip(COLUMNS[self._table], row, strict=True))
        words = [_part(named[name]) for name in _WORDS_OF_ID[self._table]]
        if self._table == "responsibility":
            words.append(" ".join(self._addition.quote.split()))
        ids = FactIds(self._document)
        for _ in range(_MOST_ALIKE):
            fact = ids.make(self._table, *words)
            if not self._connection.execute(f"SELECT 1 FROM {self._table} WHERE id = ?", (fact,)).fetchone():
                return fact
        raise UsageError("the plan has this fact already")

    def _position(self, table: str) -> int:
        row = self._connection.execute(
            f"SELECT max(position) FROM {table} WHERE document_id = ? AND start <= ?",
            (self._document, self._addition.start),
        ).fetchone()
        last = -1 if row[0] is None else int(row[0])
        return max(0, last) if table == "responsibility" else last + 1

    def _task_around(self) -> str | None:
        row = self._connection.execute(
            'SELECT id FROM task WHERE document_id = ? AND start <= ? AND "end" >= ? ORDER BY "end" - start LIMIT 1',
            (self._document, self._addition.start, self._addition.end),
        ).fetchone()
        return str(row[0]) if row else None

    def _put_task(self, row: Row) -> str:
        named = dict(zip(COLUMNS["task"], row, strict=True))
        ids = FactIds(self._document)
        task = ids.make("task", str(named["text"]))
        while self._connection.execute("SELECT 1 FROM task WHERE id = ?", (task,)).fetchone():
            task = ids.make("task", str(named["text"]))
        self._insert("task", named | {"id": task})
        return task


def _part(value: Any) -> Any:
    return to_decimal(value) if isinstance(value, int | float) else value


def _figure(name: str, value: str | None) -> Any:
    return to_number(to_decimal(value)) if name in (*_FIGURES, "year") else value


def _text_of(connection: sqlite3.Connection, document: str) -> str | None:
    row = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (document,)).fetchone()
    return str(row[0]) if row else None


def _is_idle(connection: sqlite3.Connection, task: str) -> bool:
    """Whether a task was made for an added fact alone that is gone."""
    rule = connection.execute("SELECT rule FROM task WHERE id = ?", (task,)).fetchone()[0]
    used = connection.execute("SELECT 1 FROM responsibility WHERE task_id = ?", (task,)).fetchone()
    return bool(rule == PERSON and used is None)


def _delete(connection: sqlite3.Connection, document: str, table: str, fact: str) -> None:
    columns = ", ".join(f'"{name}"' for name in COLUMNS[table])
    cursor = connection.cursor()
    cursor.row_factory = None
    rows: list[Row] = cursor.execute(f"SELECT {columns} FROM {table} WHERE id = ?", (fact,)).fetchall()
    remove_entries(connection, rows_entries(plan_number(connection, document), table, rows))
    for hanging, column in _HANGING_ON.get(table, ()):
        connection.execute(f"UPDATE {hanging} SET {column} = NULL WHERE {column} = ?", (fact,))
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (fact,))
    if table != "responsibility":
        position = int(rows[0][COLUMNS[table].index("position")])  # type: ignore[arg-type]
        shift_positions(connection, document, table, position + 1, -1)


def _note_lost(connection: sqlite3.Connection, document: str, fact: str, author: str, addition: Addition) -> None:
    """An issue of the plan: a fact that a person added has no place in the text any more."""
    message = f"a fact added by {author} has no place in the text any more: {addition.quote[:200]}"
    id_ = FactIds(document).make("issue", "lost-addition", fact)
    position = connection.execute(
        "SELECT coalesce(max(position), -1) + 1 FROM issue WHERE document_id = ?", (document,)
    ).fetchone()[0]
    connection.execute(
        "INSERT INTO issue (id, document_id, position, kind, severity, message) VALUES (?, ?, ?, ?, 'warning', ?) "
        "ON CONFLICT (id) DO NOTHING",
        (id_, document, position, "lost-addition", message),
    )


def write_addition(addition: Addition) -> str:
    """An addition as the value of its correction."""
    return json.dumps(asdict(addition), ensure_ascii=False)


def read_addition(value: str) -> Addition:
    """The addition that the value of a correction holds."""
    return Addition(**json.loads(value))


def _load(connection: sqlite3.Connection, document: str) -> list[tuple[str, str, str, Addition]]:
    """Id, table, author and content of the added facts of a plan, in the order in which they were added."""
    rows = connection.execute(
        "SELECT fact_id, fact_table, author, value FROM correction "
        "WHERE field = ? AND active = 1 AND fact_id > ? AND fact_id < ? ORDER BY id",
        (ADDED, f"{document}-", f"{document}."),
    ).fetchall()
    return [(str(row[0]), str(row[1]), str(row[2]), read_addition(row[3])) for row in rows]
