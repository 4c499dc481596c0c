"""Counts told from ranks, scores and money; how often told from how many."""

from __future__ import annotations

import pytest

from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_PLAN = """\
ỦY BAN NHÂN DÂN TỈNH LÂM BÌNH
Số: 12/KH-UBND
Lâm Bình, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Bảo tồn nghề dệt giai đoạn 2026 - 2030

I. NHIỆM VỤ

- {task}
"""


def _targets(task: str) -> list[tuple[str, float, str | None, str | None, str | None]]:
    plan = extract_source(read_text(_PLAN.format(task=task).encode(), "mau.txt"))
    return [
        (each.measure, float(each.value or 0), each.unit, each.unit_text, each.scope) for each in plan.record.targets
    ]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        ("Thay 1.200 đồng hồ nước.", [("Thay đồng hồ nước", 1200, "count", "đồng hồ", None)]),
        (
            "Trình xếp hạng 06 di tích nghề dệt.",
            [("Trình xếp hạng di tích nghề dệt", 6, "count", "di tích", None)],
        ),
        (
            "Mỗi xã mở 01 điểm dạy dệt, riêng thị trấn 03 điểm.",
            [
                ("Mỗi xã mở điểm dạy dệt", 1, "count", "điểm", None),
                ("Mỗi xã mở điểm dạy dệt", 3, "count", "điểm", "thị trấn"),
            ],
        ),
        (
            "Mỗi xã mở 05 điểm dạy dệt, riêng chỉ số hài lòng tăng 02 điểm.",
            [
                ("Mỗi xã mở điểm dạy dệt", 5, "count", "điểm", None),
                ("chỉ số hài lòng", 2, "score", "điểm", None),
            ],
        ),
        (
            "Xóa 12 điểm đổ rác, đến cuối năm còn không quá 03 điểm.",
            [("Xóa điểm đổ rác", 12, "count", "điểm", None), ("Xóa điểm đổ rác", 3, "count", "điểm", None)],
        ),
        (
            "Chi 20 tỷ đồng phục hồi làng dệt.",
            [("Chi phục hồi làng dệt", 20_000_000_000, "money", "tỷ đồng", None)],
        ),
        (
            "Hỗ trợ mỗi tổ dệt 50 triệu đồng phục vụ trồng dâu.",
            [("Hỗ trợ mỗi tổ dệt phục vụ trồng dâu", 50_000_000, "money", "triệu đồng", None)],
        ),
        ("Hỗ trợ 5 triệu/hộ.", [("Hỗ trợ", 5_000_000, "money", "triệu", None)]),
        ("Điện thương phẩm đạt 3,5 tỷ kWh.", [("Điện thương phẩm", 3_500_000_000, "other", "tỷ kWh", None)]),
        ("Thả 2 tỷ con giống.", [("Thả con giống", 2_000_000_000, "count", "tỷ con giống", None)]),
        ("Huy động 3 tỷ cho mỗi xã.", [("Huy động cho mỗi xã", 3_000_000_000, "money", "tỷ", None)]),
        ("Hàng qua bến đạt 260.000 TEU.", [("Hàng qua bến", 260_000, "other", "TEU", None)]),
        ("Tốc độ mạng tối thiểu 200 Mb/s.", [("Tốc độ mạng", 200, "other", "Mb/s", None)]),
        ("Mở 03 (ba) lớp dệt.", [("Mở lớp dệt", 3, "count", "lớp", None)]),
        ("Sản lượng tơ đạt 1,234.5 tấn.", [("Sản lượng tơ", 1234.5, "other", "tấn", None)]),
        ("Các hợp tác xã trồng mới trên 300 ha dâu.", [("trồng mới dâu", 300, "area", "ha", None)]),
        ("Biên tập 12 cuốn sách hoa văn.", [("Biên tập cuốn sách hoa văn", 12, "count", "cuốn", None)]),
        (
            "Thăm 100% xưởng dệt, ít nhất 01 lần/năm.",
            [("Thăm xưởng dệt", 100, "%", "%", None)],
        ),
        (
            "Giới thiệu mẫu vải trên trang tin, mỗi tháng 02 chuyên đề.",
            [("Giới thiệu mẫu vải trên trang tin mỗi tháng chuyên đề", 2, "count", "chuyên đề", None)],
        ),
        (
            "Mở 05 lớp dệt, cải tạo 03 xưởng, bổ sung 40 khung cửi.",
            [
                ("Mở lớp dệt", 5, "count", "lớp", None),
                ("cải tạo xưởng", 3, "count", "xưởng", None),
                ("bổ sung khung cửi", 40, "count", "khung cửi", None),
            ],
        ),
        (
            "Tập huấn cho chủ xưởng 02 đợt/năm.",
            [("Tập huấn cho chủ xưởng", 2, "count", "đợt", None)],
        ),
        (
            "Phát 3.000 lượt tờ rơi (bình quân mỗi tổ từ 25 lượt trở lên).",
            [
                ("Phát lượt tờ rơi", 3000, "count", "lượt", None),
                ("Phát lượt tờ rơi", 25, "count", "lượt", "mỗi tổ"),
            ],
        ),
        (
            "Các xưởng có quy mô từ 50 lao động trở lên phải lắp 02 bình chữa cháy.",
            [
                (
                    "Các xưởng có quy mô từ 50 lao động trở lên phải lắp bình chữa cháy",
                    2,
                    "count",
                    "bình chữa cháy",
                    None,
                )
            ],
        ),
    ],
)
def test_targets(task: str, expected: list[tuple[str, float, str | None, str | None, str | None]]) -> None:
    assert _targets(task) == expected


def test_parts_have_the_year_of_their_whole() -> None:
    task = "Trồng 15 ha dâu trong năm 2027, trong đó xã Phú Bài 9,5 ha."
    plan = extract_source(read_text(_PLAN.format(task=task).encode(), "mau.txt"))
    assert [(each.year, each.scope) for each in plan.record.targets] == [(2027, None), (2027, "xã Phú Bài")]


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("từ 500 triệu đến 1 tỷ đồng", 500_000_000, 1_000_000_000, "money"),
        ("800 - 1 tỷ đồng", 800_000_000, 1_000_000_000, "money"),
        ("1 - 1,5 tỷ đồng", 1_000_000_000, 1_500_000_000, "money"),
        ("800 nghìn - 1 triệu lượt xem", 800_000, 1_000_000, "count"),
        ("từ 800.000 đến 1 triệu lượt xem", 800_000, 1_000_000, "count"),
        ("5.000 m2 - 1 ha", 0.5, 1, "area"),
    ],
)
def test_each_end_of_a_range_has_its_own_number_word(printed: str, low: float, high: float, unit: str) -> None:
    plan = extract_source(read_text(_PLAN.format(task=f"Nghề dệt đạt {printed}.").encode(), "mau.txt"))
    (target,) = plan.record.targets
    assert (float(target.value or 0), float(target.value_high or 0), target.unit) == (low, high, unit)


def test_quote_of_a_count_said_again_is_as_printed() -> None:
    plan = extract_source(read_text(_PLAN.format(task="Mở 03 (ba) lớp dệt.").encode(), "mau.txt"))
    assert [each.quote for each in plan.record.targets] == ["Mở 03 (ba) lớp dệt"]
