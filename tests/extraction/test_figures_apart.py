"""Figures that say how many each place gets, what a bracket adds, whose a rate is, and those that commit to nothing."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_extract.model.facts import Target
from plan_texts import record_of


def _targets(line: str, chapter: str = "NHIỆM VỤ") -> tuple[Target, ...]:
    return record_of(f"I. {chapter}\n1. Công việc chung\n- {line}\n").targets


def _rows(line: str, chapter: str = "NHIỆM VỤ") -> list[tuple[str, Decimal | None, int | None, str | None]]:
    return [(each.measure, each.value, each.year, each.scope) for each in _targets(line, chapter)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Tập huấn 52 cán bộ kho (mỗi xã 02 người).", [("Tập huấn cán bộ kho", 52, None), ("Tập huấn cán bộ kho", 2, "mỗi xã")]),
        ("Trồng lại rừng trên diện tích thu hồi (dự kiến 64 ha).", [("Trồng lại rừng trên diện tích thu hồi", 64, None)]),
        ("Hoàn thành di dời toàn bộ 240 kho.", [("Hoàn thành di dời toàn bộ kho", 240, None)]),
        ("Ký thỏa thuận hợp tác với 12 doanh nghiệp.", [("Ký thỏa thuận hợp tác doanh nghiệp", 12, None)]),
        ("Thành lập đoàn kiểm tra, ít nhất 26 kho được kiểm tra.", [("kho được kiểm tra", 26, None)]),
        ("Duy trì 02 tuyến đã được công nhận năm 2025.", [("tuyến đã được công nhận năm 2025", 2, None)]),
        ("Hoàn thiện kho học liệu dùng chung của ngành, bổ sung ít nhất 120 bài giảng.", [("bổ sung bài giảng", 120, None)]),
        ("Kiện toàn ban chỉ đạo nuôi bò của xã, phân công 01 lãnh đạo phụ trách.", [("phân công lãnh đạo phụ trách", 1, None)]),
        ("Giám sát 20 kho mỗi quý một lần.", [("Giám sát kho", 20, None)]),
        ("Trung đoàn 918 huy động khoảng 200 đồng chí.", [("Trung đoàn 918 huy động đồng chí", 200, None)]),
        ("Kiểm tra tàu cá từ 12 đến dưới 15 mét ít nhất 30% lượt.", [("Kiểm tra tàu cá từ 12 đến dưới 15 mét lượt", 30, None)]),
    ],
)  # fmt: skip
def test_figures_of_tasks(line: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert [(measure, value, scope) for measure, value, _, scope in _rows(line)] == expected


@pytest.mark.parametrize(
    "line",
    [
        "Đơn vị nào đạt dưới 80% kế hoạch phải giải trình.",
        "Làm việc với từng cơ sở chậm đóng trên 500 triệu đồng.",
        "Chịu trách nhiệm chính các chỉ tiêu 1, 3, 4, từ 6 đến 8.",
        "Báo cáo chậm bị trừ mỗi lần 02 điểm.",
        "Trình UBND cùng cấp giao chỉ tiêu đến 98 xã, phường.",
    ],
)
def test_conditions_and_names_are_no_targets(line: str) -> None:
    assert _rows(line) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Tỷ lệ phiếu đúng hạn đạt 90% năm 2027 và 95% năm 2028; tỷ lệ phiếu qua mạng lần lượt là 60% và 70%.",
            [
                ("Tỷ lệ phiếu đúng hạn", 90, 2027, None),
                ("Tỷ lệ phiếu đúng hạn", 95, 2028, None),
                ("tỷ lệ phiếu qua mạng", 60, 2027, None),
                ("tỷ lệ phiếu qua mạng", 70, 2028, None),
            ],
        ),
        (
            "Tỷ lệ phiếu đúng hạn đạt 97% năm 2027 và 99% năm 2028, riêng lĩnh vực thuế 92% và 95%.",
            [
                ("Tỷ lệ phiếu đúng hạn", 97, 2027, None),
                ("Tỷ lệ phiếu đúng hạn", 99, 2028, None),
                ("Tỷ lệ phiếu đúng hạn", 92, 2027, "lĩnh vực thuế"),
                ("Tỷ lệ phiếu đúng hạn", 95, 2028, "lĩnh vực thuế"),
            ],
        ),
        ("Hộ nuôi có chữ ký số đạt 35% (2027: 15%).", [("Hộ nuôi có chữ ký số", 35, 2030, None), ("Hộ nuôi có chữ ký số", 15, 2027, None)]),
        ("Đến hết tháng 9/2027, 100% kho có sổ; 80% kho có camera.", [("kho có sổ", 100, 2027, None), ("kho có camera", 80, 2027, None)]),
        ("1.970/1.970 hộ được giao đất, riêng các xã biên giới hoàn thành trước năm 2028.", [("hộ được giao đất", 1970, 2030, None)]),
        ("Từ ngày 01/6/2027 không để phát sinh kho tạm mới.", [("kho tạm mới", 0, 2027, None)]),
    ],
)  # fmt: skip
def test_years_and_cases_of_indicators(line: str, expected: list[tuple[str, int, int, str | None]]) -> None:
    assert _rows(line, "MỤC TIÊU") == expected


def test_points_of_a_hundred_are_a_score() -> None:
    [found] = _targets("Điểm hài lòng của hộ nuôi đạt từ 80/100 điểm trở lên.", "MỤC TIÊU")
    assert (found.unit, found.value, found.per, found.comparator) == ("score", 80, None, ">=")


def test_a_count_before_a_sum_says_what_it_pays_for() -> None:
    found = _targets("Dự toán 900 triệu đồng, gồm: sửa 04 kho 600 triệu đồng; mua máy 300 triệu đồng.", "KINH PHÍ")
    assert [(each.measure, each.value) for each in found] == [
        ("Dự toán", 900_000_000),
        ("sửa 04 kho", 600_000_000),
        ("mua máy", 300_000_000),
    ]


def test_a_sum_alone_behind_a_colon_pays_for_the_task_before_it() -> None:
    line = "Mua 50 máy tính 500 triệu đồng; tổ chức 10 lớp tập huấn: 200 triệu đồng."
    assert [(each.measure, each.value) for each in _targets(line, "KINH PHÍ") if each.unit == "money"] == [
        ("Mua 50 máy tính", 500_000_000),
        ("tổ chức 10 lớp tập huấn", 200_000_000),
    ]


def test_the_words_of_a_labelled_task_hold_targets() -> None:
    body = "I. NHIỆM VỤ\nNhiệm vụ 1: Lắp 02 máy bơm, 03 tủ điện.\n+ Chủ trì: Sở Xây dựng\n+ Thời hạn: 30/11/2027\n"
    record = record_of(body)
    assert [(each.measure, each.value, each.agency) for each in record.targets] == [
        ("Lắp máy bơm", 2, "Sở Xây dựng"),
        ("Lắp tủ điện", 3, "Sở Xây dựng"),
    ]
    assert [(each.relation, each.date, each.action) for each in record.deadlines] == [("by", "2027-11-30", "complete")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nâng cấp 14,6 km đường, trong đó đường xã 3,2 km, đường xóm 11,4 km.", [(None, "14.6"), ("đường xã", "3.2"), ("đường xóm", "11.4")]),
        ("Nâng cấp 14,6 km đường, trong đó đường xã 3,2 km, đường xóm 10 km.", [(None, "14.6"), (None, "3.2"), (None, "10")]),
    ],
)  # fmt: skip
def test_parts_are_known_by_their_sum(line: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(each.scope, str(each.value.normalize() if each.value else "")) for each in _targets(line)] == [
        (scope, str(Decimal(value).normalize())) for scope, value in expected
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Thu hồi nợ thuế trên 500 tỷ đồng.", [("Thu hồi nợ thuế", 500_000_000_000)]),
        ("Xã nào cũng có ít nhất 1 bác sĩ.", [("bác sĩ", 1)]),
        ("Chỉ đạo 15 trường xây dựng 20 phòng học mới.", [("Chỉ đạo 15 trường xây dựng phòng học mới", 20)]),
        ("Niêm yết công khai tại trụ sở trong 15 ngày.", []),
    ],
)
def test_what_only_looks_like_a_condition_a_name_or_a_length(line: str, expected: list[tuple[str, int]]) -> None:
    assert [(measure, value) for measure, value, _, _ in _rows(line)] == expected


def test_a_measure_of_its_own_behind_a_place_is_no_special_case() -> None:
    line = "Số vụ cháy giảm 5%; ở thành thị tỷ lệ dùng nước sạch đạt 95%."
    assert [(measure, scope) for measure, _, _, scope in _rows(line, "MỤC TIÊU")] == [
        ("Số vụ cháy", None),
        ("ở thành thị tỷ lệ dùng nước sạch", None),
    ]
