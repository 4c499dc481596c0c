"""The responsibility matrix of a plan and of a locality."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable

import pytest
from storage_plans import HUE, QUANG_TRI

from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.model.errors import UsageError
from plan_extract.views.answers import matrix_sheet, matrix_table
from plan_extract.views.matrix_page import render_matrix_html
from plan_extract.views.wording import phrase

Store = Callable[..., str]
PLAN = (
    HUE + "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSố giường: 1200 giường 2028\nSố xã: 5 xã\n"
    "Sở Y tế + Sở Tài chính -> Thực hiện chỉ tiêu 1 và chỉ tiêu 2\n"
    "Sở Tài chính -> Bố trí kinh phí\n"
)


def test_agencies_against_indicators(connection: sqlite3.Connection, store: Store) -> None:
    store(PLAN)
    matrix = make_matrix(connection, MatrixQuestion(plan="52/KH-UBND"))
    assert matrix.agencies == ("Sở Y tế", "Sở Tài chính")
    assert [(row.number, row.roles) for row in matrix.rows] == [
        ("1", (("lead",), ("coordinate",))),
        ("2", (("lead",), ("coordinate",))),
        ("3", ((), ())),
    ]
    assert matrix.unassigned == 1


def test_what_is_to_be_settled_and_where_each_role_is_read(connection: sqlite3.Connection, store: Store) -> None:
    store(
        HUE + "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSố giường: 1200 giường 2028\nSố xã: 5 xã\nSố lớp: 6 lớp\n"
        "Sở Y tế + Sở Tài chính -> Thực hiện chỉ tiêu 1\nSở Nội vụ -> Thực hiện chỉ tiêu 1 và chỉ tiêu 4\n"
    )
    matrix = make_matrix(connection, MatrixQuestion(plan="52/KH-UBND"))
    assert [(row.number, row.gap) for row in matrix.rows] == [
        ("1", "two-leads"), ("2", "no-owner"), ("3", "no-owner"), ("4", None),
    ]  # fmt: skip
    assert [(count.agency, count.lead, count.coordinate) for count in matrix.counts] == [
        ("Sở Nội vụ", 2, 0), ("Sở Y tế", 1, 0), ("Sở Tài chính", 0, 1),
    ]  # fmt: skip
    assert [(source.agency, source.role, source.text) for source in matrix.rows[0].sources] == [
        ("Sở Y tế", "lead", "Thực hiện chỉ tiêu 1"),
        ("Sở Tài chính", "coordinate", "Thực hiện chỉ tiêu 1"),
        ("Sở Nội vụ", "lead", "Thực hiện chỉ tiêu 1 và chỉ tiêu 4"),
    ]
    table = matrix_table(matrix, "vi")
    assert [row[-1] for row in table.rows] == [
        "Có từ hai cơ quan chủ trì: Sở Nội vụ; Sở Y tế",
        "Chưa có cơ quan chịu trách nhiệm",
        "Chưa có cơ quan chịu trách nhiệm",
        None,
    ]
    assert {"Chưa có cơ quan chịu trách nhiệm: 2 (2, 3)", "Không chủ trì nhiệm vụ nào: Sở Tài chính"} < set(table.notes)
    whole = matrix_sheet(matrix, "vi")
    place = [column.key for column in whole.columns].index("sources")
    assert whole.rows[3][place] == "Sở Nội vụ - chủ trì: Thực hiện chỉ tiêu 1 và chỉ tiêu 4"


def test_agencies_against_tasks(connection: sqlite3.Connection, store: Store) -> None:
    store(PLAN)
    matrix = make_matrix(connection, MatrixQuestion(plan="52", by="task"))
    assert matrix.agencies == ("Sở Tài chính", "Sở Y tế")
    assert [(row.text, row.roles) for row in matrix.rows] == [
        ("Thực hiện chỉ tiêu 1 và chỉ tiêu 2", (("coordinate",), ("lead",))),
        ("Bố trí kinh phí", (("lead",), ())),
    ]


def test_locality_takes_its_own_plans_and_none_from_below(connection: sqlite3.Connection, store: Store) -> None:
    first = store(QUANG_TRI + "\nSở Y tế -> Báo cáo\n")
    second = store(QUANG_TRI.replace("7|", "8|") + "\nSở Nội vụ -> Tổng hợp\n")
    below = QUANG_TRI.replace("7|", "9|") + "\nPhòng Y tế -> Báo cáo\n"
    store(below, level="district", district="Vĩnh Linh")
    matrix = make_matrix(connection, MatrixQuestion(locality="tỉnh Quảng Trị", by="task"))
    assert {plan.document_id for plan in matrix.plans} == {first, second}
    assert set(matrix.agencies) == {"Sở Y tế", "Sở Nội vụ"}


def test_place_with_plans_only_below_says_so(connection: sqlite3.Connection, store: Store) -> None:
    store(QUANG_TRI + "\nPhòng Y tế -> Báo cáo\n", level="district", district="Vĩnh Linh")
    with pytest.raises(UsageError, match="no plan of its own; there are plans of: Vĩnh Linh, Quảng Trị"):
        make_matrix(connection, MatrixQuestion(locality="Quảng Trị"))


def test_district_is_not_the_province_of_its_name(connection: sqlite3.Connection, store: Store) -> None:
    store(QUANG_TRI + "\nSở Y tế -> Báo cáo\n")
    with pytest.raises(UsageError, match='no plan is from "huyện Quảng Trị"'):
        make_matrix(connection, MatrixQuestion(locality="huyện Quảng Trị"))


@pytest.mark.parametrize("question", [MatrixQuestion(), MatrixQuestion(plan="1", locality="Huế")])
def test_question_names_a_plan_or_a_locality(connection: sqlite3.Connection, question: MatrixQuestion) -> None:
    with pytest.raises(UsageError, match="either a plan"):
        make_matrix(connection, question)


def test_corrected_role_shows(connection: sqlite3.Connection, store: Store) -> None:
    store(PLAN)
    connection.execute(
        "INSERT INTO correction (fact_table, fact_id, field, value, author, created_at) "
        "SELECT 'responsibility', id, 'role', 'advise', 'Lan', '2026-05-01' FROM responsibility "
        "WHERE agency = 'Sở Tài chính' AND partner_of IS NULL"
    )
    matrix = make_matrix(connection, MatrixQuestion(plan="52", by="task"))
    assert matrix.rows[1].roles == (("advise",), ())


def test_the_page_leads_from_each_mark_to_its_sentences(connection: sqlite3.Connection, store: Store) -> None:
    store(PLAN + 'Sở Nội vụ -> <b title="x">Thực hiện chỉ tiêu 2\n')
    connection.execute("UPDATE target SET agency = 'Sở Nội vụ' WHERE measure = 'Số xã'")
    page = render_matrix_html(make_matrix(connection, MatrixQuestion(plan="52/KH-UBND")), "vi")
    body = page[page.index("<tbody>") :]
    assert re.findall(r'<tr id="(r\d)"><th scope="row">([^<]+)</th>', body) == [
        ("r1", "1. Tỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027"),
        ("r2", "2. Số giường: 1200 giường 2028"),
        ("r3", "3. Số xã: 5 xã"),
    ]
    marks = re.findall(r'<b title="([^"]+)">(\w)</b><sup><a href="#(s\d)">(\d)</a></sup>', body)
    both = "Thực hiện chỉ tiêu 1 và chỉ tiêu 2"
    assert marks == [
        (f"Sở Y tế: chủ trì\n{both}", "C", "s1", "1"),
        (f"Sở Tài chính: phối hợp\n{both}", "P", "s1", "1"),
        (f"Sở Y tế: chủ trì\n{both}", "C", "s1", "1"),
        (f"Sở Tài chính: phối hợp\n{both}", "P", "s1", "1"),
        ("Sở Nội vụ: chủ trì\n&lt;b title=&quot;x&quot;&gt;Thực hiện chỉ tiêu 2", "C", "s2", "2"),
        ("Sở Nội vụ: thực hiện\nSố xã: 5 xã", "X", "s3", "3"),
    ]
    rows = re.findall(r'<tr id="(s\d)"><td class="number">\d</td><td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>', body)
    assert rows == [
        ("s1", '<a href="#r1">1</a>, <a href="#r2">2</a>', "Sở Y tế - chủ trì; Sở Tài chính - phối hợp", both),
        ("s2", '<a href="#r2">2</a>', "Sở Nội vụ - chủ trì", "&lt;b title=&quot;x&quot;&gt;Thực hiện chỉ tiêu 2"),
        ("s3", '<a href="#r3">3</a>', "Sở Nội vụ - thực hiện", "Số xã: 5 xã"),
    ]


def test_the_page_by_tasks_has_the_sentences_as_rows(connection: sqlite3.Connection, store: Store) -> None:
    store(PLAN)
    page = render_matrix_html(make_matrix(connection, MatrixQuestion(plan="52/KH-UBND", by="task")), "en")
    assert re.findall(r'<th scope="row">([^<]+)</th>', page) == [
        "Thực hiện chỉ tiêu 1 và chỉ tiêu 2",
        "Bố trí kinh phí",
    ]
    assert re.findall(r'<b title="([^"]+)">(\w)</b>', page)[2] == ("Sở Tài chính: lead\nBố trí kinh phí", "L")
    assert "<sup>" not in page and phrase("mark_numbers", "en") not in page
