"""Units of a table's figures: of the row, behind its name, of the column, of the whole table."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_texts import record_of

Value = tuple[Decimal | None, str | None, str | None]


def _values(body: str) -> list[Value]:
    return [(each.value, each.unit, each.unit_text) for each in record_of(f"I. MỤC TIÊU\n{body}\n").targets]


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("Nghìn tỷ đồng", 20_000_000_000_000, "money"),
        ("nghìn tỷ", 20_000_000_000_000, "money"),
        ("Triệu đồng/ha", 20_000_000, "money"),
        ("1.000 đồng", 20_000, "money"),
        ("Triệu USD", 20_000_000, "other"),
        ("1.000 người", 20_000, "count"),
        ("1000 con", 20_000, "count"),
        ("Vạn dân", 200_000, "count"),
        ("Tỷ con", 20_000_000_000, "count"),
        ("Tỷ kWh", 20_000_000_000, "other"),
        ("1.000 TEU", 20_000, "other"),
        ("1.000 m2", 2, "area"),
        ("MW", 20, "other"),
    ],
)
def test_unit_of_the_row(printed: str, value: int, unit: str) -> None:
    table = f"| TT | Chỉ tiêu | ĐVT | 2030 |\n| 1 | Chỉ tiêu thử | {printed} | 20 |"
    assert _values(table) == [(Decimal(value), unit, printed)]


def test_unit_behind_the_name_of_the_row() -> None:
    table = "| TT | Chỉ tiêu | Năm 2030 |\n| 1 | Dân số (1.000 người) | 1.250 |\n| 2 | Đàn vịt (triệu con) | 4 |"
    assert _values(table) == [(1_250_000, "count", "1.000 người"), (4_000_000, "count", "triệu con")]


def test_unit_of_the_column() -> None:
    table = "| TT | Xã | Số khách (1.000 lượt) |\n| 1 | Xã Tân Lập | 2,5 |\n| 2 | Xã Hòa Bình | 3 |"
    assert _values(table) == [(2500, "count", "1.000 lượt"), (3000, "count", "1.000 lượt")]


def test_unit_of_the_whole_table_is_no_figure_itself() -> None:
    table = "| TT | Xã | Đàn lợn năm 2030 |\n| 1 | Xã Tân Lập | 25 |\n| 2 | Xã Hòa Bình | 27 |"
    assert _values(f"Đơn vị tính: 1.000 con\n{table}") == [
        (25_000, "count", "1.000 con"),
        (27_000, "count", "1.000 con"),
    ]
