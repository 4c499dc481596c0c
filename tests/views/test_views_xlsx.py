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
    assert column == ["Sở Y tế", None, "Nhiệm vụ", "Lập kế hoạch", "ghi chú", None, "Thời hạn", "Trích nguyên văn",
                      "trước ngày 20/11"]  # fmt: skip


def test_a_matrix_keeps_its_first_columns_in_view() -> None:
    columns = (SheetColumn("number", "Số"), SheetColumn("text", "Chỉ tiêu", "long"), SheetColumn("agency-1", "Sở Y tế"))
    sheet = Sheet("matrix", "Ma trận", columns, (("1", "Giảm nghèo", "chủ trì"),))
    page = openpyxl.load_workbook(io.BytesIO(render_xlsx("Sổ", [sheet], "vi"))).worksheets[0]
    assert page.freeze_panes == "C4"
    assert page["C4"].alignment.horizontal == "center"
