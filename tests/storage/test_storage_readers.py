"""What goes into the database comes out the same; plans are found by what people call them."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storage_plans import HUE, QUANG_TRI, make_plan

from plan_extract.model import Document, LegalReference, Plan, PlanRecord
from plan_extract.model.errors import UsageError
from plan_extract.storage.columns import DOCUMENT_FIELDS, to_decimal, to_number
from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.plan_names import find_document
from plan_extract.storage.readers import load_record
from plan_extract.storage.rows import make_rows
from plan_extract.storage.search import SearchKey, fold_search, plan_number, rowids_of, search_expression
from plan_extract.storage.shared import SHARED_TABLES
from plan_extract.storage.stored import stored_rows
from plan_extract.storage.writer import insert_plan, remove_plan

BODY = (
    "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSố giường: 1200 giường 2028\n"
    "Sở Y tế + Sở Tài chính -> Thực hiện chỉ tiêu 1 và chỉ tiêu 9, báo cáo trước ngày 15/12/2026\n"
    "UBND các xã -> Thực hiện chỉ tiêu 2\n"
)


def store(connection: sqlite3.Connection, plan: Plan, sha256: str, name: str = "plan.txt") -> str:
    rows = make_rows(plan, sha256=sha256, file_name=name, extractor_version="1")
    with transaction(connection):
        insert_plan(connection, rows)
    return rows.document_id


def test_columns_of_a_document_are_its_fields() -> None:
    assert tuple(Document.model_fields) == DOCUMENT_FIELDS


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    return open_database(tmp_path / "plans.db")


def test_record_comes_back_as_it_went_in(connection: sqlite3.Connection) -> None:
    plan = make_plan(HUE + BODY)
    document = store(connection, plan, "a" * 64)
    assert load_record(connection, document) == plan.record


def test_true_repeats_are_kept_apart(connection: sqlite3.Connection) -> None:
    plan = make_plan(HUE + BODY + BODY)
    document = store(connection, plan, "a" * 64)
    assert load_record(connection, document) == plan.record


def test_rows_in_the_database_are_the_rows_made(connection: sqlite3.Connection) -> None:
    rows = make_rows(make_plan(HUE + BODY), sha256="a" * 64, file_name="plan.txt", extractor_version="1")
    with transaction(connection):
        insert_plan(connection, rows)
    stored = stored_rows(connection, rows.document_id)
    assert {table: sorted(map(repr, found)) for table, found in stored.items()} == {
        table: sorted(map(repr, made)) for table, made in rows.rows.items() if table not in SHARED_TABLES
    }


def test_deadline_knows_its_days_and_task(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + BODY), "a" * 64)
    found = connection.execute("SELECT first_day, last_day, agency, task FROM deadline_calendar").fetchall()
    task = "Thực hiện chỉ tiêu 1 và chỉ tiêu 9, báo cáo trước ngày 15/12/2026"
    assert found == [("2026-12-15", "2026-12-15", "Sở Y tế", task)]


def test_indicator_that_the_plan_lacks_stays_a_number(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + BODY), "a" * 64)
    found = connection.execute(
        "SELECT indicator, indicator_id IS NULL FROM responsibility_indicator ORDER BY indicator"
    ).fetchall()
    assert found == [("1", 0), ("2", 0), ("9", 1)]


def test_removing_a_plan_leaves_nothing_of_it(connection: sqlite3.Connection) -> None:
    document = store(connection, make_plan(HUE + BODY), "a" * 64)
    with transaction(connection):
        remove_plan(connection, document)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    full = [
        table
        for table in tables
        if not table.startswith("search_index_") and connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    ]
    assert full == []
    connection.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
    connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search_index, 'row')")
    assert connection.execute("SELECT term FROM words").fetchall() == []


def test_a_plan_that_has_grown_is_found_whole(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + "\nSố xã: 7 xã\n"), "a" * 64)
    store(connection, make_plan(QUANG_TRI + "\nSố xã: 9 xã\n"), "b" * 64)
    lines = "".join(f"Số điểm trường {number}: {number} điểm\n" for number in range(1, 40))
    document = store(connection, make_plan(f"{HUE}\n{lines}"), "a" * 64)
    sql = "SELECT rowid FROM search_index WHERE search_index MATCH 'truong' AND rowid BETWEEN ? AND ?"
    found = connection.execute(sql, rowids_of("target")).fetchall()
    assert {SearchKey.of(row[0]).kind for row in found} == {"target"}
    assert len(found) == 39
    number = plan_number(connection, document)
    assert [SearchKey.of(row[0]).number - number for row in found] == list(range(39))


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="needs the sqlite3 shell")
def test_the_sqlite_shell_reads_the_text_of_a_plan(connection: sqlite3.Connection, tmp_path: Path) -> None:
    text = HUE + "\nSở Y tế -> Báo cáo\n" * 20
    store(connection, make_plan(text), "a" * 64)
    sql = "SELECT text FROM document_text"
    shown = subprocess.run(
        ["sqlite3", str(tmp_path / "plans.db"), sql], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    assert shown.rstrip("\n") == connection.execute(sql).fetchone()[0].rstrip("\n")
    size, packed = connection.execute("SELECT size, length(content) FROM document_content").fetchone()
    assert packed < size / 2


def test_class_of_bodies_keeps_the_forms_that_plans_still_use(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + "\nỦy ban nhân dân các xã -> Báo cáo\n"), "a" * 64)
    other = store(connection, make_plan(HUE + "\nUBND các xã -> Báo cáo\n"), "b" * 64)
    assert connection.execute("SELECT name, kind FROM agency").fetchall() == [("UBND các xã", "class")]
    with transaction(connection):
        remove_plan(connection, other)
    assert connection.execute("SELECT name FROM agency").fetchall() == [("Ủy ban nhân dân các xã",)]
    assert connection.execute("SELECT alias FROM agency_alias").fetchall() == [("Ủy ban nhân dân các xã",)]


def test_body_of_one_place_is_not_that_of_another(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + "\nSở Y tế -> Báo cáo\n"), "a" * 64)
    store(connection, make_plan(QUANG_TRI + "\nSở Y tế -> Báo cáo\nSỞ Y TẾ -> Họp\n"), "b" * 64)
    assert connection.execute(
        "SELECT a.name, l.name, count(*) FROM agency a JOIN locality l ON l.id = a.locality_id "
        "JOIN responsibility r ON r.agency_id = a.id GROUP BY a.id ORDER BY 1"
    ).fetchall() == [("Sở Y tế thành phố Huế", "Huế", 1), ("Sở Y tế tỉnh Quảng Trị", "Quảng Trị", 2)]


def test_name_for_several_bodies_stands_as_printed(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + "\nSở Y tế, Sở Tài chính -> Báo cáo\n"), "a" * 64)
    found = connection.execute("SELECT name, kind, registered FROM agency").fetchall()
    assert found == [("Sở Y tế, Sở Tài chính", "several", 0)]


def test_target_is_linked_to_the_catalogue_and_made_comparable(connection: sqlite3.Connection) -> None:
    text = HUE + "\nTỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi: 9.5% 2027\n"
    store(connection, make_plan(text), "a" * 64)
    row = connection.execute(
        "SELECT canonical_indicator, match_score > 0.7, normalised_value, normalised_unit FROM target_comparison"
    ).fetchone()
    assert row[0] is not None and "thấp còi" in row[0]
    assert row[1:] == (1, 9.5, "%")


CITED = "112|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị"


@pytest.mark.parametrize("cited_first", [True, False])
def test_cited_plan_is_linked_whichever_comes_first(connection: sqlite3.Connection, cited_first: bool) -> None:
    citing = make_plan(QUANG_TRI + "\nSở Y tế -> Báo cáo\n")
    reference = LegalReference(
        type="Kế hoạch",
        number="112/KH-UBND",
        date="2026-02-01",
        issuer="UBND tỉnh Quảng Trị",
        relation="implements",
        start=0,
        end=5,
        rule="test",
        confidence=1,
    )
    citing = citing.model_copy(update={"record": citing.record.model_copy(update={"legal_references": (reference,)})})
    cited = make_plan(CITED + "\nSố xã: 5 xã\n")
    for plan, sha256 in sorted(
        [(cited, "a" * 64), (citing, "b" * 64)], key=lambda pair: pair[1], reverse=not cited_first
    ):
        store(connection, plan, sha256)
    link = "SELECT cited_document_id FROM legal_reference WHERE number IS NOT NULL"
    assert connection.execute(link).fetchall() == [("a" * 16,)]
    store(connection, cited, "a" * 64)
    assert connection.execute(link).fetchall() == [("a" * 16,)]
    with transaction(connection):
        remove_plan(connection, "a" * 16)
    assert connection.execute(link).fetchall() == [(None,)]


@pytest.mark.parametrize(
    "query",
    [
        "suy dinh duong",
        "SUY DINH DƯỠNG",
        "dinh dưỡng suy",
        '"suy dinh dưỡng"',
        "dinh du\u031bo\u031b\u0303ng",
    ],
)
def test_search_folds_accents_and_case(connection: sqlite3.Connection, query: str) -> None:
    store(connection, make_plan(HUE + BODY), "a" * 64)
    found = connection.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ?", (search_expression(query),)
    ).fetchall()
    assert {"target", "indicator", "section"} <= {SearchKey.of(row[0]).kind for row in found}


def test_search_folds_the_letter_d_with_stroke(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + "\nSố đường làng: 5 đường\n"), "a" * 64)
    sql = "SELECT count(*) FROM search_index WHERE search_index MATCH ?"
    counts = [
        connection.execute(sql, (search_expression(text),)).fetchone()[0]
        for text in ("đường làng", "duong lang", "Ðuong làng")
    ]
    assert counts[0] == counts[1] == counts[2] > 0


@pytest.mark.parametrize("text", ["", "  ", '"', "!?", "*"])
def test_query_without_words_is_none(text: str) -> None:
    assert search_expression(text) is None


@given(st.text(max_size=60))
def test_no_query_is_bad_syntax(text: str) -> None:
    expression = search_expression(text)
    if expression is not None:
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE f USING fts5(text)")
        connection.execute("SELECT rowid FROM f WHERE f MATCH ?", (expression,)).fetchall()


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_search(fold_search(text)) == fold_search(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=0, max_value=10**13, places=2))
def test_figures_come_back_exact(value: Decimal) -> None:
    assert to_decimal(to_number(value)) == value


@pytest.mark.parametrize("name", ["aaaa", "A" * 16, "52/KH-UBND", "52 / KH-UBND", "hue.docx", "52"])
def test_plan_is_found_by_what_people_call_it(connection: sqlite3.Connection, name: str) -> None:
    document = store(connection, make_plan(HUE + BODY), "a" * 64, "hue.docx")
    store(connection, make_plan(QUANG_TRI + BODY), "b" * 64, "quangtri.txt")
    assert find_document(connection, name) == document


def test_plan_that_is_not_there_or_not_sure_is_an_error(connection: sqlite3.Connection) -> None:
    store(connection, make_plan(HUE + BODY), "a" * 64)
    store(connection, make_plan(HUE.replace("Huế", "Đà Nẵng") + BODY), "b" * 64)
    with pytest.raises(UsageError, match=r"names 2 plans(.|\n)*aaaaaaaaaaaaaaaa  52/KH-UBND, UBND thành phố Huế"):
        find_document(connection, "52/KH-UBND")
    with pytest.raises(UsageError, match="no plan"):
        find_document(connection, "99/KH-UBND")


def test_locality_is_linked_with_the_units_above(connection: sqlite3.Connection) -> None:
    document = store(connection, make_plan(HUE + BODY), "a" * 64)
    name, level = connection.execute(
        "SELECT l.name, l.level FROM document d JOIN locality l ON l.id = d.locality_id WHERE d.id = ?",
        (document,),
    ).fetchone()
    assert (name, level) == ("Huế", "province")


def test_plans_made_from_empty_records_can_be_stored(connection: sqlite3.Connection) -> None:
    plan = make_plan(HUE)
    bare = plan.model_copy(
        update={"record": PlanRecord(document=plan.document.model_copy(update={"number": None, "title": None}))}
    )
    document = store(connection, bare, "c" * 64)
    assert load_record(connection, document) == bare.record
