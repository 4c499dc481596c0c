"""Cells of tables that lean on others or say more than a name or a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_extract.extraction.cell_roles import printed_lead
from plan_extract.model.facts import Target
from plan_extract.model.plan import PlanRecord
from plan_extract.pipeline import extract_bytes

_HEAD = """ỦY BAN NHÂN DÂN TỈNH BẮC NINH
Số: 7/KH-UBND    Bắc Ninh, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phát triển nghề nuôi ong giai đoạn 2026 - 2030 (văn bản mẫu)

I. {chapter}

{table}
"""


def _read(chapter: str, table: str) -> PlanRecord:
    return extract_bytes(_HEAD.format(chapter=chapter, table=table).encode(), "mau.txt").record


_TASKS = """| TT | Công việc | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian hoàn thành |
|---|---|---|---|---|
| 1 | Lập danh sách hộ nuôi ong | Sở Công Thương | Sở Tài chính | Quý II/2026 |
| 2 | Mở 3 lớp dạy quay mật | -nt- | -nt- | Quý III/2026 |
| 3 | Dán tem sản phẩm | Sở Y tế (chủ trì); Sở Nội vụ (phối hợp) | | Tháng 9/2026 |
| 4 | Bán mật ở chợ phiên | Sở Công Thương, Sở Tài chính (cùng phối hợp) | | 2026 |
"""


def test_a_cell_that_says_as_above_repeats_the_cell_above() -> None:
    record = _read("NHIỆM VỤ", _TASKS)
    found = [(each.agency, each.role, each.partners) for each in record.responsibilities[:2]]
    assert found == [("Sở Công Thương", "lead", ("Sở Tài chính",))] * 2
    assert [target.agency for target in record.targets] == ["Sở Công Thương"]


def test_nothing_stands_above_the_first_row() -> None:
    first = "\n".join(line for line in _TASKS.splitlines() if "Lập danh sách" not in line)
    assert "Mở 3 lớp dạy quay mật" not in {each.task for each in _read("NHIỆM VỤ", first).responsibilities}


def test_a_cell_that_says_who_leads_and_who_joins_in() -> None:
    record = _read("NHIỆM VỤ", _TASKS)
    assert [(each.agency, each.role, each.partners) for each in record.responsibilities[2:3]] == [
        ("Sở Y tế", "lead", ("Sở Nội vụ",))
    ]
    assert [each.agency for each in record.deadlines if each.date == "2026-09"] == ["Sở Y tế"]


_INDICATORS = """| TT | Chỉ tiêu | ĐVT | TH 2025 | KH 2026 | KH 2030 | Cơ quan theo dõi |
|---|---|---|---|---|---|---|
| 1 | Số xã có nghề nuôi ong | xã | 20 | 40/90 | 70/90 | Sở Công Thương |
| 2 | Tỷ lệ hộ dùng thùng cải tiến | % | 51 | Duy trì 51 | Trên 60 | |
| 3 | Số tổ hợp tác | tổ | 10 | 12 | Phấn đấu 25 | |
| 4 | Đàn ong chết | đàn | 90 | Giảm 5% | Giảm còn 40 | |
| 5 | a) Ong nội | đàn | 9 | 10 | 3/2026 | |
"""


def _rows() -> dict[tuple[str, int | None], Target]:
    return {(each.measure, each.year): each for each in _read("CHỈ TIÊU", _INDICATORS).targets}


def test_a_share_of_all_in_a_cell() -> None:
    share = _rows()[("Số xã có nghề nuôi ong", 2030)]
    assert (share.value, share.unit, share.per, share.unit_text) == (Decimal(70), "ratio", Decimal(90), "xã")
    assert share.agency == "Sở Công Thương"
    assert ("Ong nội", 2030) not in _rows(), "a month and its year are no share"
    assert _rows()[("Ong nội", 2026)].value == Decimal(10)


def test_the_verb_of_a_cell_moves_its_figure() -> None:
    rows = _rows()
    kept = rows[("Tỷ lệ hộ dùng thùng cải tiến", 2026)]
    assert (kept.quantity, kept.direction, kept.value) == ("level", "maintain", Decimal(51))
    less, left = rows[("Đàn ong chết", 2026)], rows[("Đàn ong chết", 2030)]
    assert (less.quantity, less.direction, less.value, less.unit) == ("change", "decrease", Decimal(5), "%")
    assert (left.quantity, left.direction, left.value, left.unit) == ("level", "decrease", Decimal(40), "count")
    assert rows[("Số tổ hợp tác", 2030)].value == Decimal(25)


def _facts(table: str) -> list[tuple[str, str, str, int | None]]:
    found = _read("CHỈ TIÊU", table).targets
    return [(each.measure, str(each.value), str(each.unit), each.year) for each in found]


def test_a_share_beside_a_number_of_one_year() -> None:
    assert _facts(
        "| TT | Chỉ tiêu | Đơn vị | Năm 2026 | | Năm 2030 | |\n|---|---|---|---|---|---|---|\n"
        "| | | | Số lượng | Tỷ lệ (%) | Số lượng | Tỷ lệ (%) |\n| 1 | Bản có hộ nuôi ong | bản | 30 | 25 | 60 | 50 |"
    ) == [
        ("Bản có hộ nuôi ong", "30", "count", 2026),
        ("Bản có hộ nuôi ong", "25", "%", 2026),
        ("Bản có hộ nuôi ong", "60", "count", 2030),
        ("Bản có hộ nuôi ong", "50", "%", 2030),
    ]


def test_a_column_of_groups_beside_the_names() -> None:
    assert _facts(
        "| Nhóm chỉ tiêu | Tên chỉ tiêu | 2026 | 2027 |\n|---|---|---|---|\n| Sản xuất | Sản lượng mật (tấn) | 12 | 14 |\n"
        "| | Tỷ lệ hộ có máy quay | 5% | 8% |"
    ) == [
        ("Sản lượng mật", "12", "other", 2026),
        ("Sản lượng mật", "14", "other", 2027),
        ("Tỷ lệ hộ có máy quay", "5", "%", 2026),
        ("Tỷ lệ hộ có máy quay", "8", "%", 2027),
    ]


def test_don_vi_over_names_of_places_is_a_column_of_places() -> None:
    found = _read(
        "CHỈ TIÊU",
        "| TT | Đơn vị | Chỉ tiêu năm 2026 | |\n|---|---|---|---|\n| | | Số hộ nuôi mới | Số thùng ong |\n"
        "| 1 | Xã Tam Đa | 35 | 100 |\n| 2 | Xã Yên Phụ | 40 | 120 |",
    ).targets
    assert [(each.measure, str(each.value), each.scope) for each in found] == [
        ("Số hộ nuôi mới", "35", "Xã Tam Đa"),
        ("Số thùng ong", "100", "Xã Tam Đa"),
        ("Số hộ nuôi mới", "40", "Xã Yên Phụ"),
        ("Số thùng ong", "120", "Xã Yên Phụ"),
    ]


def test_ages_attained_and_a_bracket_that_says_the_same_as_a_share() -> None:
    assert _facts(
        "| TT | Nội dung chỉ tiêu | Mục tiêu năm 2026 | Mục tiêu năm 2030 |\n|---|---|---|---|\n"
        "| 1 | Tuổi thọ của ong chúa | 3 tuổi | 4 tuổi |\n| 2 | Trại ong đạt chuẩn | 21 trại (70%) | - |\n"
        "| 3 | Tỷ lệ đàn tăng | 0,9%/năm | |"
    ) == [
        ("Tuổi thọ của ong chúa", "3", "time", 2026),
        ("Tuổi thọ của ong chúa", "4", "time", 2030),
        ("Trại ong đạt chuẩn", "21", "count", 2026),
        ("Trại ong đạt chuẩn", "70", "%", 2026),
        ("Tỷ lệ đàn tăng", "0.9", "%", 2026),
    ]


def test_a_cell_that_states_its_indicators_in_words() -> None:
    found = _read(
        "CHỈ TIÊU",
        "| TT | Mục tiêu | Chỉ tiêu | Cơ quan chịu trách nhiệm | Lộ trình |\n|---|---|---|---|---|\n"
        "| 1 | Giống tốt | 90% trại có ong chúa mới; 60% hộ mua giống trong tỉnh | Sở Công Thương | 2027 |\n"
        "| 2 | Chợ mật | 12 phiên chợ bán mật hoa rừng | Sở Tài chính | 2028 |",
    ).targets
    assert [(each.measure, str(each.value), each.year, each.agency) for each in found] == [
        ("trại có ong chúa mới", "90", 2027, "Sở Công Thương"),
        ("hộ mua giống trong tỉnh", "60", 2027, "Sở Công Thương"),
        ("phiên chợ bán mật hoa rừng", "12", 2028, "Sở Tài chính"),
    ]


def test_a_level_reached_in_a_cell_is_no_change() -> None:
    rows = _INDICATORS.replace("Giảm 5% | Giảm còn 40", "Giảm từ 5% xuống 3% | Giảm từ 1% đến 2%")
    found = {each.year: each for each in _read("CHỈ TIÊU", rows).targets if each.measure == "Đàn ong chết"}
    assert (found[2026].quantity, found[2026].direction, found[2026].value) == ("level", "decrease", Decimal(3))
    assert (found[2030].quantity, found[2030].value, found[2030].value_high) == ("change", Decimal(1), Decimal(2))


def test_below_an_empty_cell_nothing_is_repeated() -> None:
    rows = _TASKS.replace("| Sở Tài chính | Quý II/2026", "| | Quý II/2026")
    assert [each.partners for each in _read("NHIỆM VỤ", rows).responsibilities[:2]] == [(), ()]


def test_what_a_body_is_to_do_is_no_part_of_its_name() -> None:
    for text in ("Sở Y tế hướng dẫn, tổng hợp", "Cơ quan chủ trì: Sở Y tế, phối hợp Sở Nội vụ", "Sở Y tế (chủ trì)"):
        assert printed_lead(text, text.lower()) == "Sở Y tế"


def test_the_agency_of_a_time_limit_stands_in_a_column_of_bodies() -> None:
    rows = (
        "| TT | Cơ quan, đơn vị | Nhiệm vụ | Thời gian hoàn thành |\n|---|---|---|---|\n"
        "| 1 | Sở Y tế | Chủ trì rà soát quy hoạch | Quý IV/2026 |\n| 2 | Sở Nội vụ | Bố trí biên chế | Quý III/2026 |"
    )
    found = _read("PHÂN CÔNG NHIỆM VỤ", rows).deadlines
    assert [(each.agency, each.date) for each in found] == [("Sở Y tế", "2026-Q4"), ("Sở Nội vụ", "2026-Q3")]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("18 - 26/9", ["in --09-18/--09-26"]),
        ("Gửi 16/9; nhận trước 25/9", ["on --09-16", "before --09-25"]),
        ("Q4/2026", ["in 2026-Q4"]),
        ("26 - 18/9", []),
    ],
)
def test_time_limits_of_cells(cell: str, found: list[str]) -> None:
    rows = f"| TT | Nhiệm vụ | Cơ quan thực hiện | Thời gian |\n|---|---|---|---|\n| 1 | Khảo sát thực địa | Sở Y tế | {cell} |"
    record = _read("NHIỆM VỤ", rows)
    assert [f"{each.relation} {each.date}" for each in record.deadlines] == found
    assert not record.targets
