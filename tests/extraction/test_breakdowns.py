"""Lists that break a target down: the part is a scope, measure and year come from the line above."""

from __future__ import annotations

from plan_extract.pipeline import extract_bytes

HEAD = "UBND TỈNH AN PHÚ\nSố: 9/KH-UBND\nAn Phú, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\nMở lớp năm 2026\n\n"


def scopes(body: str) -> list[tuple[str | None, int, str]]:
    record = extract_bytes((HEAD + body).encode(), "ke-hoach.txt").record
    return [(each.scope, int(each.value or 0), each.measure) for each in record.targets]


def test_parts_in_one_paragraph_are_scopes_of_the_total() -> None:
    found = scopes(
        "II. NHIỆM VỤ\na) Năm 2026 mở 40 lớp bơi, cụ thể như sau: huyện Đông An: 12 lớp; huyện Tây Hòa: 12 lớp; "
        "thị xã Bến Cát: 16 lớp.\n"
    )
    assert [(scope, value) for scope, value, _ in found] == [
        (None, 40), ("huyện Đông An", 12), ("huyện Tây Hòa", 12), ("thị xã Bến Cát", 16)
    ]  # fmt: skip
    assert len({measure for _, _, measure in found}) == 1


def test_a_label_is_no_part() -> None:
    assert [scope for scope, *_ in scopes("II. NHIỆM VỤ\na) Mở 40 lớp bơi; thời lượng: 12 lớp.\n")] == [None, None]
