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
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from plan_extract.model import Deadline, Document, Goal, Indicator, Plan, PlanRecord, Responsibility, SourceDocument
from plan_extract.model.errors import UsageError
from plan_extract.model.facts import Target
from plan_extract.storage.identities import Row
from plan_extract.storage.ids import FactIds
from plan_extract.storage.rows import COLUMNS, DOCUMENT_FIELDS, PlanRows, make_rows, to_decimal, to_number
from plan_extract.storage.search import add_entries, plan_number, remove_entries, rows_entries, shift_positions
from plan_extract.storage.shared import AGENCY_USERS, INSERT, insert_shared, sweep_agencies
from plan_extract.storage.stored import widen_room

ADDED: Final = "added"
"""The field of the correction that holds an added fact."""

PERSON: Final = "person"
"""The rule of facts that a person added."""

_ALIKE: Final = {
    "target": ("value", "value_high", "unit", "year"),
    "responsibility": ("agency",),
    "deadline": ("date",),
}
_MOST_ALIKE: Final = 50
_FIGURES: Final = ("value", "value_high", "per")


@dataclass(frozen=True)
class Addition:
    """A fact to add: its place and words in the text, and its fields (cleaned text, None where empty).

    `alike`: how many facts of the machine said the same of the same passage when it was added.
    """

    start: int
    end: int
    quote: str
    fields: dict[str, str | None]
    alike: int = 0


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
    same = " AND ".join(f"{name} IS ?" for name in names)
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
        connection.execute("UPDATE deadline SET task_id = NULL WHERE task_id = ?", (task,))
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
        return fact

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
        goals, indicators = self._around("goal"), self._around("indicator")
        record = PlanRecord(
            document=Document(**dict(zip(DOCUMENT_FIELDS, fields, strict=True))),
            goals=tuple(Goal(**row) for row in goals),
            indicators=tuple(Indicator(**row) for row in indicators),
            **self._record(),
        )
        source = SourceDocument(
            name=file_name, text=_text_of(connection, document) or "", blocks=(), media_type=media_type,
            reader=reader, pages=pages, confidence=confidence,
        )  # fmt: skip
        return make_rows(
            Plan(source=source, record=record), sha256=sha256, file_name=file_name, extractor_version=version
        )

    def _record(self) -> dict[str, Any]:
        quote = " ".join(self._addition.quote.split())
        fields: dict[str, Any] = dict(self._addition.fields)
        place: dict[str, Any] = {
            "start": self._addition.start,
            "end": self._addition.end,
            "page": self._page(),
            "rule": PERSON,
            "confidence": 1.0,
        }
        if self._table == "target":
            figures = {name: to_decimal(fields.pop(name, None)) for name in _FIGURES}
            year = fields.pop("year", None)
            names: dict[str, Any] = {"section": self._section(), **self._numbers()}
            numeric = figures["value"] is not None
            if numeric:
                fields["quantity"] = fields.get("quantity") or "level"
                fields["comparator"] = fields.get("comparator") or "="
            names |= {
                "kind": "numeric" if numeric else "qualitative",
                "quote": quote,
                "year": int(year) if year else None,
            }
            return {"targets": (Target.model_validate({**fields, **figures, **names, **place}),)}
        if self._table == "responsibility":
            return {"responsibilities": (Responsibility.model_validate({**fields, "task": quote, **place}),)}
        return {"deadlines": (Deadline.model_validate({**fields, "quote": quote, **place}),)}

    def _numbers(self) -> dict[str, str | None]:
        """The numbers of the indicator and the goal that the passage stands in."""
        start = self._addition.start
        row = self._connection.execute(
            'SELECT number, goal FROM indicator WHERE document_id = ? AND start <= ? AND "end" > ? '
            'ORDER BY "end" - start LIMIT 1',
            (self._document, start, start),
        ).fetchone()
        return {"indicator": row[0], "goal": row[1]} if row else {}

    def _section(self) -> str:
        start = self._addition.start
        row = self._connection.execute(
            'SELECT kind FROM section WHERE document_id = ? AND start <= ? AND "end" > ? '
            'ORDER BY "end" - start LIMIT 1',
            (self._document, start, start),
        ).fetchone()
        return str(row[0]) if row else "other"

    def _page(self) -> int | None:
        """The page of the passage, where the facts before and behind it stand on one."""
        parts = " UNION ALL ".join(
            f"SELECT page, start FROM {table} WHERE document_id = :document"
            for table in ("goal", "indicator", "target", "task", "deadline", "legal_reference")
        )
        values = {"document": self._document, "start": self._addition.start}
        before = self._connection.execute(f"SELECT max(page) FROM ({parts}) WHERE start <= :start", values).fetchone()
        behind = self._connection.execute(f"SELECT min(page) FROM ({parts}) WHERE start >= :start", values).fetchone()
        return before[0] if before[0] == behind[0] else None

    def _around(self, table: str) -> list[dict[str, Any]]:
        model = Goal if table == "goal" else Indicator
        names = list(model.model_fields)
        columns = ", ".join(f'"{name}"' for name in names)
        rows = self._connection.execute(
            f"SELECT {columns} FROM {table} WHERE document_id = ? ORDER BY position", (self._document,)
        )
        return [dict(zip(names, tuple(row), strict=True)) for row in rows]

    def _free_id(self, row: Row) -> str:
        """The first id of facts with these words that no fact of the plan has."""
        named = dict(zip(COLUMNS[self._table], row, strict=True))
        parts = {
            "target": ("quote", "measure", "value", "value_high"),
            "responsibility": ("agency",),
            "deadline": ("quote", "action", "date"),
        }[self._table]
        words = [_part(named[name]) for name in parts]
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
