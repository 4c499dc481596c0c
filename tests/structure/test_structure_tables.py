"""Tables with their meaning: headings over one or two rows, roles of columns, groups, pages."""

from __future__ import annotations

import pytest

from plan_extract.reading.text import read_text
from plan_extract.structure.tables import GridTable, continue_table, read_grid


def _grid(text: str) -> GridTable:
    source = read_text(text.encode("utf-8"), "table.txt")
    table = next(block.table for block in source.blocks if block.table is not None)
    return read_grid(source, table, None)


INDICATORS = """\
| TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2023 | Năm 2024 | Năm 2025 |
|---|---|---|---|---|---|
| I | Y tế | | | | |
| 1 | Tỷ lệ dân số tham gia bảo hiểm y tế | % | 91,5 | 93 | 95 |
| 2 | Số bác sĩ trên 10.000 dân | bác sĩ | 8,2 | 9 | 10 |
| II | Giáo dục | | | | |
| 3 | Trường đạt chuẩn quốc gia | trường | 12 | 14 | 15 |
"""


def test_an_indicator_table() -> None:
    grid = _grid(INDICATORS)
    assert grid.roles == ["index", "indicator", "unit", "value", "value", "value"]
    assert grid.is_indicator_table and not grid.is_task_table
    assert [row.text(1) for row in grid.rows] == [
        "Tỷ lệ dân số tham gia bảo hiểm y tế",
        "Số bác sĩ trên 10.000 dân",
        "Trường đạt chuẩn quốc gia",
    ]
    assert [row.groups for row in grid.rows] == [("Y tế",), ("Y tế",), ("Giáo dục",)]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("STT", "index"),
        ("Đơn vị tính", "unit"),
        ("ĐVT", "unit"),
        ("Cơ quan chủ trì", "lead"),
        ("Đơn vị đầu mối", "lead"),
        ("Cơ quan, đơn vị chủ trì thực hiện", "lead"),
        ("Đơn vị phối hợp", "partner"),
        ("Phối hợp", "partner"),
        ("Đơn vị thực hiện", "implementer"),
        ("Cơ quan thực hiện", "implementer"),
        ("Sản phẩm", "output"),
        ("Kết quả", "output"),
        ("Thời hạn", "due"),
        ("Thời gian hoàn thành", "due"),
        ("Tiến độ thực hiện", "due"),
        ("Ghi chú", "note"),
        ("Nhiệm vụ", "task"),
        ("Nội dung công việc", "task"),
        ("Hoạt động", "task"),
    ],
)
def test_roles_of_a_task_table(heading: str, role: str) -> None:
    columns = {"index": "TT", "task": "Nhiệm vụ", "lead": "Chủ trì", "due": "Thời hạn"}
    columns[role] = heading
    cells = {"index": "1", "task": "Rà soát danh sách", "lead": "Sở Y tế", "due": "Quý I/2025"}
    row = [cells.get(name, "Sở Nội vụ") for name in columns]
    other = ["2", *row[1:]]
    text = "\n".join("| " + " | ".join(line) + " |" for line in (list(columns.values()), row, other))
    grid = _grid(text)
    assert dict(zip(columns, grid.roles, strict=True))[role] == role
    assert grid.is_task_table


@pytest.mark.parametrize("heading", ["Xã", "Huyện, thành phố", "Địa phương", "Thôn, buôn", "Đơn vị"])
def test_a_table_by_locality(heading: str) -> None:
    grid = _grid(
        f"| TT | {heading} | Số hộ nghèo giảm (hộ) |\n|---|---|---|\n| 1 | Đông Hòa | 12 |\n| 2 | Tây Hòa | 9 |\n"
    )
    assert grid.roles == ["index", "locality", "value"]
    assert grid.is_indicator_table


def test_headings_over_two_rows() -> None:
    grid = _grid(
        "| TT | Chỉ tiêu | Đơn vị tính | Kế hoạch các năm |\n|---|---|---|---|\n| Năm 2024 | Năm 2025 | Năm 2026 |\n"
        "| 1 | Tỷ lệ hộ nghèo | % | 5 | 4 | 3 |\n| 2 | Tỷ lệ hộ cận nghèo | % | 6 | 5 | 4 |\n"
    )
    assert grid.headings[3:] == [
        "kế hoạch các năm / năm 2024",
        "kế hoạch các năm / năm 2025",
        "kế hoạch các năm / năm 2026",
    ]
    assert grid.roles == ["index", "indicator", "unit", "value", "value", "value"]
    assert [row.text(5) for row in grid.rows] == ["3", "4"]


def test_a_row_of_column_numbers_is_no_row() -> None:
    text = INDICATORS.replace("| I | Y tế | | | | |\n", "| (1) | (2) | (3) | (4) | (5) | (6) |\n")
    assert len(_grid(text).rows) == 3


def test_a_table_that_goes_on_over_the_page_without_headings() -> None:
    first = _grid(INDICATORS.split("| II |")[0])
    rest = _grid("| | | | | | |\n" + "| II |" + INDICATORS.split("| II |")[1])
    rest.headings = [""] * 6
    assert continue_table(first, rest)
    assert [row.text(1) for row in first.rows][-1] == "Trường đạt chuẩn quốc gia"
    assert first.rows[-1].groups == ("Giáo dục",)


def test_a_row_cut_by_the_page_is_one_row() -> None:
    first = _grid(INDICATORS.split("| II |")[0])
    rest = _grid(
        "| | trong toàn huyện, kể cả bác sĩ tăng cường | | | | |\n| 3 | Trường đạt chuẩn | trường | 12 | 14 | 15 |\n"
    )
    rest.headings = [""] * 6
    assert continue_table(first, rest)
    assert [row.text(1) for row in first.rows] == [
        "Tỷ lệ dân số tham gia bảo hiểm y tế",
        "Số bác sĩ trên 10.000 dân trong toàn huyện, kể cả bác sĩ tăng cường",
        "Trường đạt chuẩn",
    ]


def test_another_table_is_not_taken_over() -> None:
    first = _grid(INDICATORS)
    other = _grid(INDICATORS.replace("Chỉ tiêu", "Tiêu chí"))
    assert not continue_table(first, other)
    assert not continue_table(first, _grid("| TT | Xã | Số hộ (hộ) |\n| 1 | Đông Hòa | 12 |\n"))
