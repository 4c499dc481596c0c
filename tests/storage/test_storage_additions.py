"""Facts that people add: in every answer, put back after every extraction, taken back whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from storage_plans import HUE, make_plan

from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.deadlines import DeadlinesQuestion, list_deadlines
from plan_extract.analysis.evaluation import evaluate
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.analysis.searching import search
from plan_extract.model.errors import UsageError
from plan_extract.storage.additions import PERSON
from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.corrections import add_fact, correct, load_corrections, undo
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.readers import load_record
from plan_extract.storage.rows import PlanRows, make_rows
from plan_extract.storage.search import rowids_of
from plan_extract.storage.writer import insert_plan, remove_plan

MISSED = "Mỗi xã có 02 điểm vui chơi cho trẻ em vào năm 2027."
WORK = "Sở Xây dựng thẩm tra hồ sơ trước 30/9/2026."
TEXT = f"{HUE}\nTỷ lệ trẻ em suy dinh dưỡng thấp còi: 19.5% 2030\n{MISSED}\n{WORK}\n"
TARGET = {"measure": "điểm vui chơi cho trẻ em", "value": "2", "unit": "count", "unit_text": "điểm", "year": "2027"}


def _rows(text: str = TEXT, sha256: str = "a" * 64, version: str = "1") -> PlanRows:
    return make_rows(make_plan(text), sha256=sha256, file_name="a.txt", extractor_version=version)


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    connection = open_database(tmp_path / "plans.db")
    with transaction(connection):
        insert_plan(connection, _rows())
    return connection


def _span(connection: sqlite3.Connection, quote: str) -> tuple[int, int]:
    text = connection.execute("SELECT text FROM document_text").fetchone()[0]
    return text.index(quote), text.index(quote) + len(quote)


def _add(connection: sqlite3.Connection, table: str, quote: str, fields: dict[str, str]) -> str:
    span = _span(connection, quote)
    return add_fact(connection, "a" * 16, table, span, fields, author="Lê Thị Hoa", note="sót")


def _dump(connection: sqlite3.Connection) -> list[str]:
    tables = ("target", "task", "responsibility", "deadline", "agency")
    return [repr(tuple(row)) for table in tables for row in connection.execute(f"SELECT * FROM {table} ORDER BY id")]


def test_an_added_target_stands_in_comparisons_searches_and_records(connection: sqlite3.Connection) -> None:
    fact = _add(connection, "target", f"  {MISSED}\n".strip(), TARGET)
    row = connection.execute(
        'SELECT start, "end", quote, kind, comparator, rule, confidence FROM target WHERE id = ?', (fact,)
    )
    assert tuple(row.fetchone()) == (*_span(connection, MISSED), MISSED, "numeric", "=", PERSON, 1.0)
    answer = compare(connection, CompareQuestion("diem vui choi"))
    assert [(item.target_id, item.value, item.year) for item in answer.targets] == [(fact, 2, 2027)]
    assert fact in [hit.row_id for hit in search(connection, "diem vui choi", kind="target").hits]
    assert TARGET["measure"] in [item.measure for item in load_record(connection, "a" * 16).targets]
    kept = load_corrections(connection, "a" * 16)
    assert [(item.field, item.author, item.note, item.machine_value) for item in kept] == [
        ("added", "Lê Thị Hoa", "sót", None)
    ]


def test_an_added_task_and_deadline_stand_in_matrix_and_calendar(connection: sqlite3.Connection) -> None:
    duty = _add(connection, "responsibility", WORK, {"agency": "Sở Xây dựng", "role": "lead"})
    limit = _add(connection, "deadline", "trước 30/9/2026", {"date": "30/9/2026", "relation": "before"})
    matrix = make_matrix(connection, MatrixQuestion("a" * 16, None, "task"))
    assert "Sở Xây dựng" in matrix.agencies and WORK in [row.text for row in matrix.rows]
    found = {item.deadline_id: item for item in list_deadlines(connection, DeadlinesQuestion()).dates}
    assert found[limit].due == "2026-09-29"
    task = connection.execute("SELECT task_id FROM responsibility WHERE id = ?", (duty,)).fetchone()[0]
    assert connection.execute("SELECT task_id FROM deadline WHERE id = ?", (limit,)).fetchone()[0] == task


def test_facts_behind_an_added_one_are_found_as_before(connection: sqlite3.Connection) -> None:
    def found() -> list[tuple[str, str]]:
        words = ("tỷ lệ", "sở", "ngày", "trẻ em")
        return [(hit.row_id, hit.text) for word in words for hit in search(connection, word, limit=100).hits]

    before = found()
    assert len(before) > 4
    _add(connection, "target", MISSED, TARGET)
    _add(connection, "deadline", WORK, {"date": "2026-09-30"})
    _add(connection, "responsibility", WORK, {"agency": "Sở Xây dựng", "role": "lead"})
    assert set(before) <= set(found())
    for table in ("target", "task", "deadline"):
        positions = [row[0] for row in connection.execute(f"SELECT position FROM {table}")]
        assert len(positions) == len(set(positions)) > 0


@pytest.mark.parametrize("kind", ["target", "responsibility", "deadline"])
def test_undo_leaves_the_database_as_it_was(connection: sqlite3.Connection, kind: str) -> None:
    before = _dump(connection)
    fields = {"target": TARGET, "responsibility": {"agency": "Sở Xây dựng", "role": "lead"},
              "deadline": {"date": "2026-09-30"}}[kind]  # fmt: skip
    fact = _add(connection, kind, MISSED if kind == "target" else WORK, fields)
    assert _dump(connection) != before
    correct(connection, kind, fact, "confirmed", None, author="Hoa")
    number = connection.execute("SELECT id FROM correction WHERE field = 'added'").fetchone()[0]
    undo(connection, number, author="Lan")
    assert _dump(connection) == before
    assert load_corrections(connection, "a" * 16) == ()


def test_additions_and_corrections_of_them_outlive_a_new_extraction(connection: sqlite3.Connection) -> None:
    fact = _add(connection, "target", MISSED, TARGET)
    duty = _add(connection, "responsibility", WORK, {"agency": "Sở Xây dựng", "role": "lead"})
    correct(connection, "target", fact, "year", "2028", author="Hoa")
    before = _dump(connection)
    with transaction(connection):
        insert_plan(connection, _rows(version="2"))
    assert _dump(connection) == before
    assert compare(connection, CompareQuestion("diem vui choi")).targets[0].year == 2028
    assert duty in before.__str__()


def test_a_plan_takes_more_facts_than_were_foreseen(connection: sqlite3.Connection) -> None:
    with transaction(connection):
        insert_plan(connection, make_rows(make_plan(HUE), sha256="b" * 64, file_name="b.txt", extractor_version="1"))
    slots = "SELECT slots FROM search_plan WHERE document_id = ?"
    room = connection.execute(slots, ("a" * 16,)).fetchone()[0]
    facts = {_add(connection, "target", MISSED, {**TARGET, "value": str(number)}) for number in range(room + 2)}
    assert connection.execute(slots, ("a" * 16,)).fetchone()[0] > room
    indexed = (
        "SELECT count(*) FROM search_index WHERE search_index MATCH 'diem AND vui AND choi' AND rowid BETWEEN ? AND ?"
    )
    assert connection.execute(indexed, rowids_of("target")).fetchone()[0] == len(facts)
    (shown,) = search(connection, "diem vui choi", kind="target").hits
    assert shown.row_id in facts
    connection.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
    (hit,) = search(connection, "thấp còi", kind="indicator").hits
    assert hit.document_id == "a" * 16


def test_a_passage_that_moved_is_found_and_one_that_is_gone_is_told(connection: sqlite3.Connection) -> None:
    fact = _add(connection, "target", MISSED, TARGET)
    moved = TEXT.replace(MISSED, "Thêm một dòng.\n" + MISSED.replace(" cho ", "\ncho "))
    with transaction(connection):
        insert_plan(connection, _rows(moved, version="2"))
    row = connection.execute('SELECT start, "end" FROM target WHERE id = ?', (fact,)).fetchone()
    text = connection.execute("SELECT text FROM document_text").fetchone()[0]
    assert " ".join(text[row[0] : row[1]].split()) == MISSED
    with transaction(connection):
        insert_plan(connection, _rows(TEXT.replace(MISSED, ""), version="3"))
    assert connection.execute("SELECT 1 FROM target WHERE id = ?", (fact,)).fetchone() is None
    told = connection.execute("SELECT message FROM issue WHERE kind = 'lost-addition'").fetchall()
    assert len(told) == 1 and MISSED in told[0][0] and "Lê Thị Hoa" in told[0][0]


def test_where_the_machine_finds_it_later_that_fact_stands_alone(connection: sqlite3.Connection) -> None:
    said = "Số điểm vui chơi tại xã"
    with transaction(connection):
        insert_plan(connection, _rows(f"{TEXT}{said} 2 điểm vào 2027\n"))
    _add(connection, "target", f"{said} 2 điểm vào 2027", TARGET)
    with transaction(connection):
        insert_plan(connection, _rows(f"{TEXT}{said} 2 điểm vào 2027\n", version="2"))
    assert connection.execute("SELECT count(*) FROM target WHERE rule = ?", (PERSON,)).fetchone() == (1,)
    later = _rows(f"{TEXT}{said} 2 điểm vào 2027\n", version="3")
    row = list(later.rows["target"][0])
    start = later.text.index(said)
    changes = {"value": 2, "value_high": None, "unit": "count", "year": 2027, "start": start, "end": start + 20}
    for name, value in changes.items():
        row[COLUMNS["target"].index(name)] = value
    later.rows["target"][0] = tuple(row)
    with transaction(connection):
        insert_plan(connection, later)
    assert connection.execute("SELECT count(*) FROM target WHERE rule = ?", (PERSON,)).fetchone() == (0,)


def test_a_changed_file_inherits_additions(connection: sqlite3.Connection) -> None:
    fact = _add(connection, "target", MISSED, TARGET)
    with transaction(connection):
        insert_plan(connection, _rows(sha256="b" * 64))
        remove_plan(connection, "a" * 16, heir="b" * 16)
    assert [row[0] for row in connection.execute("SELECT id FROM target WHERE rule = ?", (PERSON,))] == [
        fact.replace("a" * 16, "b" * 16)
    ]


@pytest.mark.parametrize(
    ("table", "fields", "author"),
    [
        ("target", {**TARGET, "measure": " "}, "Hoa"),
        ("target", {**TARGET, "value": "nhiều"}, "Hoa"),
        ("target", {**TARGET, "unit": ""}, "Hoa"),
        ("target", {**TARGET, "value": ""}, "Hoa"),
        ("target", TARGET, " "),
        ("responsibility", {"agency": "", "role": "lead"}, "Hoa"),
        ("deadline", {"date": ""}, "Hoa"),
        ("document", {}, "Hoa"),
    ],
)
def test_what_cannot_be_is_refused(
    connection: sqlite3.Connection, table: str, fields: dict[str, str], author: str
) -> None:
    before = _dump(connection)
    with pytest.raises(UsageError):
        add_fact(connection, "a" * 16, table, _span(connection, MISSED), fields, author=author)
    with pytest.raises(UsageError):
        add_fact(connection, "a" * 16, "target", (5, 10**6), TARGET, author="Hoa")
    assert _dump(connection) == before


def test_the_same_words_twice_are_two_facts(connection: sqlite3.Connection) -> None:
    first, second = (_add(connection, "target", MISSED, TARGET) for _ in range(2))
    assert first != second


def test_the_corrected_record_is_a_key_that_the_extraction_is_measured_by(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "plans.db")) as connection:
        with transaction(connection):
            insert_plan(connection, _rows())
        own = load_record(connection, "a" * 16).to_dict()
        fact = connection.execute("SELECT id FROM target WHERE value = 19.5").fetchone()[0]
        correct(connection, "target", fact, "value", "18,25", author="Hoa")
        _add(connection, "target", MISSED, TARGET)
        key = load_record(connection, "a" * 16, corrected=True).to_dict()
        count = connection.execute("SELECT count(*) FROM target").fetchone()[0]
        score = evaluate([("a", key, own)]).parts["targets, strict"]
        assert (score.gold, score.predicted, score.hits) == (count, count - 1, count - 2)
        correct(connection, "target", fact, "withdrawn", None, author="Hoa")
        assert len(load_record(connection, "a" * 16, corrected=True).targets) == count - 1
