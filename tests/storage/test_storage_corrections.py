"""Goals, indicators, tasks and citations corrected by people: in every answer and key, kept over a new extraction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from storage_plans import HUE, QUANG_TRI, make_plan

from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.analysis.searching import search
from plan_extract.model import LegalReference
from plan_extract.model.errors import UsageError
from plan_extract.storage.corrections import add_fact, correct, undo
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.readers import load_record
from plan_extract.storage.rows import PlanRows, make_rows
from plan_extract.storage.writer import insert_plan

LINES = """
Tỷ lệ trẻ em suy dinh dưỡng thấp còi: 19.5% 2030
Số hộ nghèo: 120 hộ 2026
Sở Lao động + Công an tỉnh -> thực hiện chỉ tiêu 1
Sở Y tế -> khám sức khỏe
Trung tâm có 12 giường bệnh.
"""
DOCUMENT = "a" * 16
Read = Callable[[sqlite3.Connection], Any]


def _rows() -> PlanRows:
    plan = make_plan(HUE + LINES)
    cited = LegalReference(
        type="Kế hoạch", number="8/KH-UBND", date="2026-02-01", issuer="UBND tỉnh Quảng Trị", relation="implements",
        start=0, end=10, rule="test", confidence=0.6,
    )  # fmt: skip
    record = plan.record.model_copy(update={"legal_references": (cited,)})
    return make_rows(
        plan.model_copy(update={"record": record}), sha256="a" * 64, file_name="a.txt", extractor_version="1"
    )


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    connection = open_database(tmp_path / "plans.db")
    other = make_rows(make_plan(QUANG_TRI), sha256="b" * 64, file_name="b.txt", extractor_version="1")
    with transaction(connection):
        insert_plan(connection, other)
        insert_plan(connection, _rows())
    return connection


def _id(connection: sqlite3.Connection, table: str, place: int = 0) -> str:
    sql = f"SELECT id FROM {table} WHERE document_id = ? ORDER BY position LIMIT 1 OFFSET ?"
    return str(connection.execute(sql, (DOCUMENT, place)).fetchone()[0])


def _key(connection: sqlite3.Connection) -> Any:
    return load_record(connection, DOCUMENT, corrected=True)


def _cited(connection: sqlite3.Connection) -> str | None:
    sql = "SELECT cited_document_id FROM legal_reference WHERE document_id = ?"
    found: str | None = connection.execute(sql, (DOCUMENT,)).fetchone()[0]
    return found


CORRECTED: list[tuple[str, str, str, Read, Any, Any]] = [
    ("goal", "text", "Chăm sóc trẻ em", lambda c: [goal.text for goal in _key(c).goals],
     ["Bảo vệ trẻ em"], ["Chăm sóc trẻ em"]),
    ("goal", "number", "3", lambda c: [(fact.number, fact.goal) for fact in _key(c).indicators],
     [("1", "1"), ("2", "1")], [("1", "3"), ("2", "3")]),
    ("indicator", "text", "Giảm thấp còi", lambda c: [row.text for row in make_matrix(c, MatrixQuestion(DOCUMENT)).rows],
     ["Tỷ lệ trẻ em suy dinh dưỡng thấp còi: 19.5% 2030", "Số hộ nghèo: 120 hộ 2026"],
     ["Giảm thấp còi", "Số hộ nghèo: 120 hộ 2026"]),
    ("indicator", "number", "9", lambda c: [target.indicator for target in _key(c).targets], ["1", "2"], ["9", "2"]),
    ("indicator", "text", "Chỉ số bơi lội", lambda c: [
        target.indicator for group in compare(c, CompareQuestion("bơi lội")).groups for target in group.targets
    ], [], ["1"]),
    ("task", "text", "Dạy bơi", lambda c: [row.text for row in make_matrix(c, MatrixQuestion(DOCUMENT, by="task")).rows],
     ["thực hiện chỉ tiêu 1", "khám sức khỏe"], ["Dạy bơi", "khám sức khỏe"]),
    ("task", "due", "30/6/2026", lambda c: [fact.due for fact in _key(c).responsibilities],
     [None, None], ["2026-06-30", None]),
    ("legal_reference", "number", "7/KH-UBND", _cited, None, "b" * 16),
    ("legal_reference", "date", "1/2/2026", lambda c: [fact.date for fact in _key(c).legal_references],
     ["2026-02-01"], ["2026-02-01"]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "field", "value", "read", "before", "after"), CORRECTED)
def test_a_correction_shows_outlives_a_new_extraction_and_is_taken_back(
    connection: sqlite3.Connection, table: str, field: str, value: str, read: Read, before: Any, after: Any
) -> None:
    assert read(connection) == before
    number = correct(connection, table, _id(connection, table), field, value, author="Hoa")
    assert read(connection) == after
    with transaction(connection):
        insert_plan(connection, _rows())
    assert read(connection) == after
    undo(connection, number, author="Hoa")
    assert read(connection) == before


REJECTED: list[tuple[str, Read, Any]] = [
    ("goal", lambda c: ([goal.text for goal in _key(c).goals], [fact.goal for fact in _key(c).targets]),
     ([], [None, None])),
    ("indicator", lambda c: (
        [row.number for row in make_matrix(c, MatrixQuestion(DOCUMENT)).rows],
        make_matrix(c, MatrixQuestion(DOCUMENT)).agencies,
        [target.indicator for target in _key(c).targets],
    ), (["2"], (), [None, "2"])),
    ("task", lambda c: (
        make_matrix(c, MatrixQuestion(DOCUMENT, by="task")).agencies,
        [fact.agency for fact in _key(c).responsibilities],
    ), (("Sở Y tế",), ["Sở Y tế"])),
    ("legal_reference", lambda c: (list(_key(c).legal_references), _cited(c)), ([], None)),
]  # fmt: skip


@pytest.mark.parametrize(("table", "read", "after"), REJECTED)
def test_a_rejected_fact_stands_in_no_answer(
    connection: sqlite3.Connection, table: str, read: Read, after: Any
) -> None:
    correct(connection, "legal_reference", _id(connection, "legal_reference"), "number", "7/KH-UBND", author="Hoa")
    before = read(connection)
    number = correct(connection, table, _id(connection, table), "withdrawn", None, author="Hoa")
    assert read(connection) == after
    undo(connection, number, author="Hoa")
    assert read(connection) == before


def test_corrected_words_are_found_and_those_of_the_machine_no_more(connection: sqlite3.Connection) -> None:
    correct(connection, "task", _id(connection, "task", 1), "text", "Tiêm chủng", author="Hoa")
    found = {
        words: [hit.text for hit in search(connection, words, kind="task").hits] for words in ("tiem chung", "khám")
    }
    assert found == {"tiem chung": ["Tiêm chủng"], "khám": []}


def test_a_corrected_agency_is_the_body_that_the_plan_names_so(connection: sqlite3.Connection) -> None:
    correct(connection, "responsibility", _id(connection, "responsibility"), "agency", "Sở Y tế", author="Hoa")
    matrix = make_matrix(connection, MatrixQuestion(DOCUMENT, by="task"))
    assert matrix.agencies == ("Sở Y tế", "Công an tỉnh")
    assert [(row.roles[0], row.corrected_agencies[0]) for row in matrix.rows] == [(("lead",), True), (("lead",), False)]


def _add(connection: sqlite3.Connection, table: str, quote: str, fields: dict[str, str]) -> str:
    text = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (DOCUMENT,)).fetchone()[0]
    start = text.index(quote)
    return add_fact(connection, DOCUMENT, table, (start, start + len(quote)), fields, author="Hoa")


ADDED: list[tuple[str, dict[str, str], Read, Any]] = [
    ("goal", {"number": "2", "text": "Thêm giường bệnh"}, lambda c: [(fact.number, fact.text) for fact in _key(c).goals],
     [("1", "Bảo vệ trẻ em"), ("2", "Thêm giường bệnh")]),
    ("indicator", {"number": "3", "goal": "1", "text": "12 giường bệnh"},
     lambda c: [row.text for row in make_matrix(c, MatrixQuestion(DOCUMENT)).rows],
     ["Tỷ lệ trẻ em suy dinh dưỡng thấp còi: 19.5% 2030", "Số hộ nghèo: 120 hộ 2026", "12 giường bệnh"]),
    ("legal_reference", {"type": "Kế hoạch", "number": "7/KH-UBND", "date": "2026-02-01", "issuer": "UBND tỉnh Quảng Trị"},
     lambda c: [row[0] for row in c.execute(
         "SELECT cited_document_id FROM legal_reference WHERE document_id = ? ORDER BY position", (DOCUMENT,))],
     [None, "b" * 16]),
]  # fmt: skip


@pytest.mark.parametrize(("table", "fields", "read", "after"), ADDED)
def test_an_added_fact_shows_outlives_a_new_extraction_and_is_taken_back(
    connection: sqlite3.Connection, table: str, fields: dict[str, str], read: Read, after: Any
) -> None:
    before = read(connection)
    _add(connection, table, "12 giường bệnh", fields)
    assert read(connection) == after
    with transaction(connection):
        insert_plan(connection, _rows())
    assert read(connection) == after
    undo(connection, 1, author="Hoa")
    assert read(connection) == before


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [("goal", "text", " "), ("goal", "kind", "other"), ("legal_reference", "relation", "by"),
     ("legal_reference", "date", "--11-20"), ("task", "text", "x" * 20_001)],
)  # fmt: skip
def test_what_a_field_cannot_hold_is_refused(
    connection: sqlite3.Connection, table: str, field: str, value: str
) -> None:
    with pytest.raises(UsageError):
        correct(connection, table, _id(connection, table), field, value, author="Hoa")
