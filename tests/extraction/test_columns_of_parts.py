"""Columns headed by places or by parts of the year: the heading is the scope of the figures below it."""

from __future__ import annotations

import pytest

from plan_extract.model.facts import Target
from plan_texts import record_of


def _of_rows(body: str) -> list[Target]:
    return [target for target in record_of(body).targets if "|" in target.quote]


def _scoped(body: str) -> list[tuple[str, float | None, str | None]]:
    return [(each.measure, each.value, each.scope) for each in _of_rows(body)]


def test_columns_of_places_give_the_scope() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | Toàn huyện | Xã Tam Nông | TT Yên Lập |
| 1 | Hộ có hố xí hợp vệ sinh | % | 81 | 78 | 90 |
"""
    assert _scoped(body) == [
        ("Hộ có hố xí hợp vệ sinh", 81, None),
        ("Hộ có hố xí hợp vệ sinh", 78, "Xã Tam Nông"),
        ("Hộ có hố xí hợp vệ sinh", 90, "TT Yên Lập"),
    ]


def test_names_alone_are_places_where_all_columns_bear_them() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | Tổng số | Tam Nông | Yên Lập | Hạ Hòa |
| 1 | Trồng rừng gỗ lớn | ha | 60 | 10 | 20 | 30 |
"""
    assert [scope for _, _, scope in _scoped(body)] == [None, "Tam Nông", "Yên Lập", "Hạ Hòa"]


def test_what_sums_up_and_kinds_of_crops_are_no_places() -> None:
    rows = "| Chỉ tiêu | ĐVT | Cộng | Thạch Kiệt | Thu Ngạc | Tân Phú |\n| Trồng rừng | ha | 90 | 20 | 30 | 40 |\n"
    assert [scope for _, _, scope in _scoped(f"I. MỤC TIÊU\n{rows}")] == [None, "Thạch Kiệt", "Thu Ngạc", "Tân Phú"]
    rows = "| Chỉ tiêu | ĐVT | Lúa | Ngô | Sắn |\n| Năng suất | tấn/ha | 6 | 5 | 20 |\n"
    assert [scope for _, _, scope in _scoped(f"I. MỤC TIÊU\n{rows}")] == [None, None, None]


def test_other_headings_with_capitals_are_no_places() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | Nam | Nữ | Tỷ lệ nữ (%) |
| 1 | Lao động có việc làm mới | người | 60 | 40 | 40 |
"""
    assert [(each.scope, each.value) for each in _of_rows(body)] == [(None, 60), (None, 40), (None, 40)]


def test_levels_above_places_add_nothing() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | Tổng số | Chia ra | |
| | | | | Xã Tam Nông | Xã Yên Lập |
| 1 | Trồng rừng gỗ lớn | ha | 30 | 10 | 20 |
"""
    assert _scoped(body) == [
        ("Trồng rừng gỗ lớn", 30, None),
        ("Trồng rừng gỗ lớn", 10, "Xã Tam Nông"),
        ("Trồng rừng gỗ lớn", 20, "Xã Yên Lập"),
    ]


def test_halves_of_the_year_are_headings_and_scopes() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | Năm 2027 | Trong đó | |
| | | | | 6 tháng đầu năm | 6 tháng cuối năm |
| 1 | Khám sức khỏe người cao tuổi | lượt | 95 | 30 | 65 |
"""
    assert [(value, scope) for _, value, scope in _scoped(body)] == [
        (95, None),
        (30, "6 tháng đầu năm"),
        (65, "6 tháng cuối năm"),
    ]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("6 tháng đầu năm 2027 | Cả năm 2027", [(95, "6 tháng đầu năm 2027"), (120, None)]),
        ("9 tháng đầu năm 2027 | Cả năm 2027", [(95, "9 tháng đầu năm 2027"), (120, None)]),
        ("Kế hoạch năm 2027 | Kế hoạch 6 tháng cuối năm", [(95, None), (120, "6 tháng cuối năm")]),
        ("Thực hiện 6 tháng đầu năm 2026 | Kế hoạch 2027", [(120, None)]),
        ("TH 6 tháng đầu năm 2026 | Kế hoạch 6 tháng cuối năm 2026", [(120, "6 tháng cuối năm 2026")]),
        ("Kết quả 6 tháng đầu năm | Mục tiêu cả năm", [(120, None)]),
        ("Số đầu năm | Kế hoạch năm 2027", [(120, None)]),
    ],
)
def test_a_half_of_a_year_is_planned_where_nothing_says_it_is_over(
    headings: str, expected: list[tuple[float, str | None]]
) -> None:
    body = (
        f"I. MỤC TIÊU\n| TT | Chỉ tiêu | ĐVT | {headings} |\n| 1 | Khám sức khỏe người cao tuổi | lượt | 95 | 120 |\n"
    )
    assert [(value, scope) for _, value, scope in _scoped(body)] == expected
    assert {measure for measure, _, _ in _scoped(body)} == {"Khám sức khỏe người cao tuổi"}


def test_quarters_of_places_take_measure_and_unit_of_the_sum() -> None:
    body = """\
II. NHIỆM VỤ
Phụ lục 2: Giao chỉ tiêu trồng cây phân tán cho các xã
| STT | Đơn vị | Tổng số (cây) | Quý I | Quý II |
| 1 | Xã Tam Nông | 500 | 300 | 200 |
| 2 | Xã Yên Lập | 400 | 100 | 300 |
"""
    found = _of_rows(body)
    assert {(each.measure, each.unit_text) for each in found} == {("chỉ tiêu trồng cây phân tán", "cây")}
    assert [(each.value, each.scope) for each in found] == [
        (500, "Xã Tam Nông"),
        (300, "Xã Tam Nông, Quý I"),
        (200, "Xã Tam Nông, Quý II"),
        (400, "Xã Yên Lập"),
        (100, "Xã Yên Lập, Quý I"),
        (300, "Xã Yên Lập, Quý II"),
    ]


def test_cells_that_became_lines_hold_the_values_of_what_is_named_above() -> None:
    body = """\
I. MỤC TIÊU

- Tốc độ tăng thu ngân sách bình quân hằng năm

trên 18%

- Tỷ lệ suy dinh dưỡng

Dưới 13%

- Số trạm y tế đạt chuẩn quốc gia

15 trạm

- Phát triển đảng viên mới

250 trở lên
"""
    found = record_of(body).targets
    assert [(each.measure, each.comparator, each.value) for each in found] == [
        ("Tốc độ tăng thu ngân sách", ">", 18),
        ("Tỷ lệ suy dinh dưỡng", "<", 13),
        ("Số trạm y tế đạt chuẩn quốc gia", "=", 15),
        ("Phát triển đảng viên mới", ">=", 250),
    ]


def test_what_two_columns_differ_by_is_no_target() -> None:
    body = """\
I. MỤC TIÊU
| TT | Chỉ tiêu | ĐVT | TH 2026 | KH 2027 | Tăng (+), giảm (-) |
| 1 | Sản lượng lúa | tấn | 12.000 | 12.500 | 500 |
| 2 | Tỷ lệ hộ nghèo | % | 5,2 | 4,1 | -1,1 |
"""
    assert [(each.measure, float(each.value or 0)) for each in _of_rows(body)] == [
        ("Sản lượng lúa", 12_500),
        ("Tỷ lệ hộ nghèo", 4.1),
    ]


def test_a_column_of_money_by_place_says_what_it_measures() -> None:
    body = """\
IV. PHÂN BỔ
| TT | Đơn vị | Số nhà xóa nhà tạm | Kinh phí (tr.đ) |
| 1 | Huyện Yên Lập | 110 | 5.500 |
| 2 | Huyện Tân Sơn | 6 | 300 |
"""
    assert [measure for measure, _, _ in _scoped(body)] == ["Số nhà xóa nhà tạm", "Kinh phí"] * 2
