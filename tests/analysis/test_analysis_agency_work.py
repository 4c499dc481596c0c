"""What one agency has to do, as answer, workbook and Word document."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Callable
from decimal import Decimal

import docx
import openpyxl
import pytest

from plan_extract.analysis.agency_work import AgencyIndicator, AgencyTarget, AgencyWork, agency_work, work_by_agency
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.analysis.sources import list_sources
from plan_extract.model.errors import UsageError
from plan_extract.views.agency_work import matrix_pages, work_sheets
from plan_extract.views.docx import render_docx
from plan_extract.views.xlsx import render_xlsx

Store = Callable[..., str]
PLAN = (
    "52|KH-UBND|UBND thành phố Huế|2026-01-15|Huế\n"
    "tỷ lệ suy dinh dưỡng: 9.5%\n"
    "tỷ lệ hộ nghèo: 3%\n"
    "Sở Y tế + Sở Tài chính -> thực hiện chỉ tiêu 1, gửi danh sách trước ngày 30/03/2026\n"
    "Sở Tài chính -> bố trí kinh phí"
)


def test_tasks_deadlines_and_indicators(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    work = agency_work(connection, "sở y tế")
    assert [(task.role, task.partners, task.indicators) for task in work.tasks] == [
        ("lead", ("Sở Tài chính thành phố Huế",), ("1",))
    ]
    assert [due.due for due in work.deadlines] == ["2026-03-29"]
    assert [(found.number, found.roles, found.targets[0].value) for found in work.indicators] == [
        ("1", ("lead",), pytest.approx(9.5))
    ]


def test_the_name_is_the_registers_and_the_plans_wording_stands_beside_it(
    store: Store, connection: sqlite3.Connection
) -> None:
    document = store(PLAN)
    work = agency_work(connection, "so y te", [document])
    assert (work.agency, work.printed) == ("Sở Y tế thành phố Huế", ("Sở Y tế",))
    content = render_docx(work, list_sources(connection, [document]), "vi")
    lines = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert lines[:3] == ["DANH MỤC NHIỆM VỤ", "Sở Y tế thành phố Huế", "Trong kế hoạch ghi là: Sở Y tế"]
    assert work_sheets(work, "en")[0].notes == ("Worded in the plans as: Sở Y tế",)


def test_bodies_of_several_places_are_called_by_their_type(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    store("9|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị\nSở Y tế -> tiêm chủng\nSở Y khoa -> tiêm chủng")
    work = agency_work(connection, "so y te")
    assert (work.agency, work.printed, len(work.tasks)) == ("Sở Y tế", (), 2)
    assert agency_work(connection, "Sở y khoa").agency == "Sở Y khoa"


def test_partners_have_the_task_too(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    work = agency_work(connection, "Sở Tài chính")
    assert [(task.role, task.partner) for task in work.tasks] == [("coordinate", True), ("lead", False)]
    assert work.roles == {"coordinate": 1, "lead": 1}


def test_of_many_plans(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    store("7|KH-UBND|UBND thành phố Huế|2026-02-01|Huế\nSở Y tế -> tiêm chủng")
    assert [task.plan for task in agency_work(connection, "Sở Y tế").tasks] == ["52/KH-UBND", "7/KH-UBND"]


def test_unknown_agency_gets_the_nearest_names(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    with pytest.raises(UsageError, match="nearest: Sở Y tế"):
        agency_work(connection, "Sở Y khoa")


def test_matrix_workbook(store: Store, connection: sqlite3.Connection) -> None:
    document = store(PLAN)
    answer = make_matrix(connection, MatrixQuestion(plan=document))
    works = work_by_agency(connection, [document])
    pages = matrix_pages(answer, works, list_sources(connection, [document]), "vi")
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx("Ma trận", pages, "vi")))
    assert book.sheetnames == ["Ma trận trách nhiệm", "Tổng hợp", "Cần phân công rõ", "1. Sở Tài chính thành phố Huế", "2. Sở Y tế thành phố Huế",
                               "Nguồn"]  # fmt: skip
    gaps = [[cell.value for cell in row] for row in book["Cần phân công rõ"].iter_rows(min_row=4)]
    assert gaps == [["2", "tỷ lệ hộ nghèo: 3%", "Chưa có cơ quan chịu trách nhiệm", "52/KH-UBND", None]]
    words = [cell.value for row in book["2. Sở Y tế thành phố Huế"].iter_rows() for cell in row]
    assert "trước 30/03/2026" in words and "9,5 %" in words
    assert book["Nguồn"]["F4"].value == "1.txt"


def test_word_document(store: Store, connection: sqlite3.Connection) -> None:
    document = store(PLAN)
    content = render_docx(agency_work(connection, "Sở Y tế"), list_sources(connection, [document]), "vi")
    read = docx.Document(io.BytesIO(content))
    assert [line.text for line in read.paragraphs][:2] == ["DANH MỤC NHIỆM VỤ", "Sở Y tế thành phố Huế"]
    assert read.sections[0].page_width > read.sections[0].page_height
    head = [cell.text for cell in read.tables[0].rows[0].cells]
    assert head == ["STT", "Nhiệm vụ", "Vai trò", "Cơ quan phối hợp", "Chỉ tiêu", "Kế hoạch"]
    grid = [column.width for column in read.tables[0].columns]
    assert grid == [cell.width for cell in read.tables[0].rows[1].cells]
    assert grid[1] == max(grid) > 2 * grid[0]
    assert "tblHeader" in read.tables[0].rows[0]._tr.xml
    assert read.tables[1].rows[1].cells[-2].text == "29/03/2026"


def test_an_indicator_of_several_values_stands_once_then_each_value_with_its_measure() -> None:
    values = [AgencyTarget(2030 - 5 * n, "=", Decimal(n), None, "%", None, "%", None, f"tỷ lệ {n}") for n in (1, 2)]
    plan = AgencyIndicator(
        "i", "d", "52/KH-UBND", "1", "tỷ lệ 1 đạt 1%; tỷ lệ 2 đạt 2%", ("lead",), tuple(values), None
    )
    sheet = next(
        sheet for sheet in work_sheets(AgencyWork("Sở Y tế", (), (), (plan,)), "vi") if sheet.name == "indicators"
    )
    assert [row[1:5] for row in sheet.rows] == [
        ("tỷ lệ 1 đạt 1%; tỷ lệ 2 đạt 2%", "chủ trì", None, None),
        ("tỷ lệ 1", "chủ trì", "1 %", 2025),
        ("tỷ lệ 2", "chủ trì", "2 %", 2020),
    ]
