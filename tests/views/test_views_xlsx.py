"""Workbooks, opened again with openpyxl."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan_extract.views.sheets import Cell, Page, Sheet, SheetColumn, make_sheet
from plan_extract.views.xlsx import render_xlsx

KEYS = ("place", "quote", "value", "year", "due_day")


def book(*rows: tuple[Cell, ...], title: str = "Bảng", name: str = "t") -> openpyxl.Workbook:
    sheet = make_sheet(name, title, KEYS, rows, "vi")
    return openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", [sheet], "vi")))


def test_an_office_sheet() -> None:
    page = book(("Huế", "giảm xuống 9,5%", Decimal("9.5"), 2030, "2026-11-19")).worksheets[0]
    assert page["A1"].value == "Bảng"
    assert [cell.value for cell in page[3]] == ["Địa phương", "Trích nguyên văn", "Giá trị", "Năm", "Ngày đến hạn"]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:E4"
    assert page.print_title_rows == "$3:$3"
    assert page.page_setup.orientation == "landscape"
    assert page.page_setup.fitToHeight == 0
    assert page["B4"].alignment.wrap_text


def test_figures_and_days_are_figures_and_days() -> None:
    page = book(("Huế", "", Decimal("1500.25"), 2030, "2026-11-19")).worksheets[0]
    assert (page["C4"].value, page["C4"].number_format) == (1500.25, "#,##0.00")
    assert (page["D4"].value, page["D4"].number_format) == (2030, "0")
    assert (page["E4"].value.isoformat(), page["E4"].number_format) == ("2026-11-19T00:00:00", "dd/mm/yyyy")


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 xã", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "http://a.vn", "12"])
def test_text_stays_text(text: str) -> None:
    cell = book((text, text, None, None, None)).worksheets[0]["A4"]
    assert cell.data_type == "s"
    assert cell.value.strip() == text.strip()


def test_text_like_a_formula_carries_the_mark_that_keeps_it_text() -> None:
    page = book(("=1+1", "Huế", None, None, None)).worksheets[0]
    assert page["A4"].quotePrefix and not page["B4"].quotePrefix


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=60))
def test_no_cell_is_a_formula(text: str) -> None:
    clean = "".join(sign for sign in text if sign.isprintable())
    page = book((clean, clean, None, None, None), title=clean).worksheets[0]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}


def test_wide_sheets_go_on_a3() -> None:
    narrow = book(("Huế", "ngắn", None, None, None)).worksheets[0]
    keys = ("quote", "text", "task", "title", "measure")
    sheet = make_sheet("t", "Rộng", keys, [("dài " * 40,) * 5], "vi")
    wide = openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", [sheet], "vi"))).worksheets[0]
    assert (narrow.page_setup.paperSize, wide.page_setup.paperSize) == (9, 8)


def test_rows_are_as_high_as_their_text() -> None:
    page = book(("Huế", "dài " * 60, None, None, None), ("Huế", "ngắn", None, None, None)).worksheets[0]
    assert page.row_dimensions[4].height > 2 * page.row_dimensions[5].height


def test_names_of_tabs_are_fit_and_unlike() -> None:
    long = "Phòng Lao động - Thương binh và Xã hội [huyện]: A/B?*"
    sheet = make_sheet("t", "Bảng", ("place",), [("Huế",)], "vi")
    pages = [Page(long, "x", (sheet,)), Page(long.upper(), "x", (sheet,)), Page("'", "x", (sheet,))]
    names = openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", pages, "vi"))).sheetnames
    assert len({name.lower() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_blocks_stand_below_one_another() -> None:
    first = make_sheet("a", "Nhiệm vụ", ("task",), [("Lập kế hoạch",)], "vi", notes=("ghi chú",))
    second = make_sheet("b", "Thời hạn", ("quote",), [("trước ngày 20/11",)], "vi")
    content = render_xlsx("Sổ", [Page("Sở Y tế", "Sở Y tế", (first, second))], "vi")
    column = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A"]]
    assert column == ["Sở Y tế", "Nhiệm vụ", "Nhiệm vụ", "Lập kế hoạch", "ghi chú", None, "Thời hạn", "Trích nguyên văn",
                      "trước ngày 20/11"]  # fmt: skip


def test_a_matrix_keeps_its_first_columns_in_view() -> None:
    columns = (SheetColumn("number", "Số"), SheetColumn("text", "Chỉ tiêu", "long"), SheetColumn("agency-1", "Sở Y tế"))
    sheet = Sheet("matrix", "Ma trận", columns, (("1", "Giảm nghèo", "chủ trì"),))
    page = openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", [sheet], "vi"))).worksheets[0]
    assert page.freeze_panes == "C4"
    assert page["C4"].alignment.horizontal == "center"


def _agency_page(rows: int, *, alike: bool = False) -> openpyxl.Workbook:
    tasks = make_sheet("tasks", "Nhiệm vụ", ("order", "task", "role"), [(1, "Lập kế hoạch", "chủ trì")] * rows, "vi")
    keys = ("order", "task", "role") if alike else ("order", "quote", "date_text")
    dates = make_sheet("deadlines", "Thời hạn", keys, [(1, "trước ngày 30/9", "30/9")] * rows, "vi")
    page = Page("1. Sở Lao động - Thương binh và Xã hội", "Danh mục: Sở Lao động", (tasks, dates))
    return openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", [page], "vi")))


def _layout(made: openpyxl.Workbook) -> list[tuple[str, str, str, str, str]]:
    return [
        (sheet.title, sheet["A1"].value, sheet.print_title_rows, sheet.freeze_panes, sheet.auto_filter.ref)
        for sheet in made
    ]


def test_tables_on_one_sheet_of_paper_share_a_worksheet_that_repeats_its_title() -> None:
    made = _agency_page(4)
    name = "1. Sở Lao động - Thương binh và"
    assert _layout(made) == [(name, "Danh mục: Sở Lao động", "$1:$1", "A2", "A3:C7")]
    assert [made[name].cell(row, 1).value for row in (2, 3, 9, 10)] == ["Nhiệm vụ", "STT", "Thời hạn", "STT"]


def test_tables_that_run_on_repeat_their_own_headings() -> None:
    made = _agency_page(40)
    assert _layout(made) == [
        ("1. Sở Lao động - Thương binh và", "Danh mục: Sở Lao động", "$3:$3", "A4", "A3:C43"),
        ("1. Sở Lao động - Thư (Thời hạn)", "Danh mục: Sở Lao động - Thời hạn", "$3:$3", "A4", "A3:C43"),
    ]
    assert [[cell.value for cell in sheet[3]] for sheet in made] == [
        ["STT", "Nhiệm vụ", "Vai trò"],
        ["STT", "Trích nguyên văn", "Thời hạn trong văn bản"],
    ]


def test_tables_with_one_heading_stay_together_however_long() -> None:
    made = _agency_page(40, alike=True)
    assert [(title, rows) for title, _, rows, *_ in _layout(made)] == [("1. Sở Lao động - Thương binh và", "$3:$3")]
