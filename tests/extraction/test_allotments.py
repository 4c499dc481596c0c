"""Allotments: who gets how much of what, listed below words with a colon."""

from __future__ import annotations

from decimal import Decimal

from plan_extract.pipeline import extract_bytes

HEAD = "KẾ HOẠCH\nHiến máu năm 2026\n\nỦy ban nhân dân xã ban hành Kế hoạch như sau:\n\nI. CHỈ TIÊU\n\n"


def _rows(body: str) -> list[tuple[str, Decimal | None, str | None, str | None]]:
    record = extract_bytes(f"{HEAD}{body}\n".encode(), "mau.txt").record
    assert not record.responsibilities
    return [(each.measure, each.value, each.scope, each.agency) for each in record.targets]


def test_each_part_has_its_bearer_as_scope_and_gives_nobody_a_task() -> None:
    assert _rows(
        "- Số người đăng ký hiến máu giao cho các đơn vị:\n\n+ Trường THCS Hòa An: 12 người; thôn Đoài: từ 10 đến 14 người;\n\n"
        "+ Công an xã: 04 người."
    ) == [
        ("Số người đăng ký hiến máu", Decimal(12), "Trường THCS Hòa An", None),
        ("Số người đăng ký hiến máu", Decimal(10), "thôn Đoài", None),
        ("Số người đăng ký hiến máu", Decimal(4), "Công an xã", None),
    ]


def test_parts_behind_a_colon_have_the_measure_of_the_whole_before_it() -> None:
    assert _rows("- Trồng mới 500 ha rừng, phân bổ như sau: xã Hòa An 200 ha; xã Hòa Bình 300 ha.") == [
        ("Trồng mới rừng", Decimal(500), None, None),
        ("Trồng mới rừng", Decimal(200), "xã Hòa An", None),
        ("Trồng mới rừng", Decimal(300), "xã Hòa Bình", None),
    ]


def test_words_before_the_colon_say_what_is_allotted() -> None:
    assert _rows("- Chỉ tiêu giao thu quỹ: xã Hòa An: 20 triệu đồng; xã Hòa Bình: 30 triệu đồng.") == [
        ("thu quỹ", Decimal(20_000_000), "xã Hòa An", None),
        ("thu quỹ", Decimal(30_000_000), "xã Hòa Bình", None),
    ]


def test_what_names_nobody_is_no_allotment() -> None:
    assert _rows("- Tỷ lệ dùng nước sạch:\n\n+ Đến năm 2026: 80%; hộ nghèo: 70%.") == [
        ("Tỷ lệ dùng nước sạch", Decimal(80), None, None),
        ("Tỷ lệ dùng nước sạch", Decimal(70), "hộ nghèo", None),
    ]
