"""Where usual measures stand: below announcing lines, in tables of usual shapes; the year and the unit come from there."""

from __future__ import annotations

import pytest

from plan_extract.model.facts import Target
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_PLAN = """\
ỦY BAN NHÂN DÂN HUYỆN AN HÒA
Số: 15/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2026

KẾ HOẠCH
Giảm nghèo huyện An Hòa giai đoạn 2026 - 2030

Thực hiện Nghị quyết của Hội đồng nhân dân huyện, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:

I. MỤC TIÊU

{body}

II. TỔ CHỨC THỰC HIỆN

Các phòng, ban thực hiện Kế hoạch.
"""


def _targets(body: str) -> list[Target]:
    return list(extract_source(read_text(_PLAN.format(body=body).encode(), "sample.txt")).record.targets)


def _found(body: str) -> list[str]:
    return [f"{t.measure} {t.comparator} {t.value:f} {t.unit} {t.year}" for t in _targets(body)]


@pytest.mark.parametrize(
    "announcing",
    [
        "Phấn đấu đến năm 2028 đạt các chỉ tiêu sau:",
        "Đến năm 2028, phấn đấu:",
        "* Đến năm 2028:",
        "Các chỉ tiêu năm 2028:",
    ],
)
def test_a_line_that_announces_a_list_gives_its_year(announcing: str) -> None:
    body = f"{announcing}\n\n- Tỷ lệ hộ nghèo còn 3%.\n\n- Tỷ lệ hộ có việc làm đạt 95%."
    assert _found(body) == ["Tỷ lệ hộ nghèo = 3 % 2028", "Tỷ lệ hộ có việc làm = 95 % 2028"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            "| Chỉ tiêu | Mục tiêu |\n| --- | --- |\n| Đến năm 2027 | |\n| Tỷ lệ hộ nghèo | 3% |\n| Đến năm 2030 | |\n| Tỷ lệ hộ nghèo | 1% |",
            ["Tỷ lệ hộ nghèo = 3 % 2027", "Tỷ lệ hộ nghèo = 1 % 2030"],
        ),
        (
            "| TT | Chỉ tiêu | Lộ trình thực hiện | Lộ trình thực hiện | Cơ quan chủ trì |\n| --- | --- | --- | --- | --- |\n"
            "| TT | Chỉ tiêu | 2026 | 2030 | Cơ quan chủ trì |\n| 1 | Tỷ lệ hộ nghèo | 3% | 1% | Phòng Nội vụ |",
            ["Tỷ lệ hộ nghèo = 3 % 2026", "Tỷ lệ hộ nghèo = 1 % 2030"],
        ),
        (
            "| TT | Chỉ tiêu | Giá trị |\n| --- | --- | --- |\n| 1 | Tỷ lệ hộ nghèo | Dưới 1% |\n| 2 | Số lớp dạy nghề | Ít nhất 02 lớp/năm |\n| 3 | Tỷ lệ hộ có việc làm | Từ 80% trở lên |",
            ["Tỷ lệ hộ nghèo < 1 % 2030", "Số lớp dạy nghề >= 2 count 2030", "Tỷ lệ hộ có việc làm >= 80 % 2030"],
        ),
        (
            "| Chỉ tiêu | Hiện trạng năm 2025 | Kế hoạch 2027 |\n| --- | --- | --- |\n| 1. Diện tích rừng trồng mới (ha) | 90 | 100 |\n| 2. Vốn vay hộ nghèo (tỷ đồng) | 4 | 5 |",
            ["Diện tích rừng trồng mới = 100 area 2027", "Vốn vay hộ nghèo = 5000000000 money 2027"],
        ),
        (
            "| TT | Chỉ tiêu | TH 2025 | KH 2026 |\n| --- | --- | --- | --- |\n| 1 | Tỷ lệ hộ nghèo giảm bình quân/năm | 2% | 1% |\n| 2 | Số giường bệnh/vạn dân | 30 | 32 |\n| 3 | Số lớp dạy nghề | 3 lớp | 5 lớp |",
            ["Tỷ lệ hộ nghèo = 1 % 2026", "Số giường bệnh/vạn dân = 32 ratio 2026", "Số lớp dạy nghề = 5 count 2026"],
        ),
        (
            "| TT | Tên xã | Chỉ tiêu hộ thoát nghèo (hộ) |\n| --- | --- | --- |\n| 1 | An Bình | 12 |\n| 2 | An Lạc | 15 |\n| Tổng | | 27 |",
            ["hộ thoát nghèo = 12 count 2030", "hộ thoát nghèo = 15 count 2030", "hộ thoát nghèo = 27 count 2030"],
        ),
    ],
)  # fmt: skip
def test_tables_of_usual_shapes(rows: str, found: list[str]) -> None:
    assert _found(rows) == found


def test_an_indicator_without_a_value_names_what_the_lines_below_measure() -> None:
    body = "- Chỉ tiêu 1: Tỷ lệ hộ nghèo\n\n+ Đến năm 2027: còn 3%.\n\n+ Đến năm 2030: còn 1%."
    assert _found(body) == ["Tỷ lệ hộ nghèo = 3 % 2027", "Tỷ lệ hộ nghèo = 1 % 2030"]


@pytest.mark.parametrize(
    ("opening", "scope"),
    [
        ("Trên địa bàn xã An Lộc, xã An Thịnh và thị trấn An Châu", "xã An Lộc, xã An Thịnh và thị trấn An Châu"),
        ("Tại xã An Lộc, An Thịnh", "xã An Lộc, An Thịnh"),
        ("Đối với các xã nghèo, xã đặc biệt khó khăn", "các xã nghèo, xã đặc biệt khó khăn"),
        ("Ở vùng cao, biên giới, hải đảo", "vùng cao, biên giới, hải đảo"),
        ("Trên địa bàn huyện", None),
        ("Tại các xã đạt 19 tiêu chí", None),
    ],
)
def test_a_territory_that_opens_a_sentence(opening: str, scope: str | None) -> None:
    (target,) = _targets(f"- {opening}, tỷ lệ hộ dùng nước sạch đạt 95%.")
    assert (target.measure, target.value, target.scope) == ("tỷ lệ hộ dùng nước sạch", 95, scope)


def test_a_value_goes_on_with_the_measure_of_what_has_been_reached() -> None:
    assert _found("- Năm 2025, tỷ lệ hộ dùng nước sạch đạt 95%, phấn đấu đạt 98%.") == [
        "tỷ lệ hộ dùng nước sạch = 98 % 2030"
    ]


def test_a_year_before_the_period_opens_no_parts() -> None:
    assert _found("- Đến năm 2020, tỷ lệ hộ nghèo còn 5%; tỷ lệ hộ có việc làm đạt 95%.")[-1:] == [
        "tỷ lệ hộ có việc làm = 95 % 2030"
    ]


def test_contents_with_figures_beside_who_answers_for_them_are_indicators() -> None:
    rows = (
        "| STT | Nội dung | Đơn vị tính | Chỉ tiêu giao năm 2026 | Phòng, ban phụ trách |\n| --- | --- | --- | --- | --- |\n"
        "| 1 | Tỷ lệ hộ dùng nước sạch | % | ≥ 95 | Phòng Kinh tế |\n| 2 | Số tổ tự quản | Tổ | 12/14 | Công an xã |"
    )
    assert [(t.measure, t.comparator, t.value, t.per, t.agency) for t in _targets(rows)] == [
        ("Tỷ lệ hộ dùng nước sạch", ">=", 95, None, "Phòng Kinh tế"),
        ("Số tổ tự quản", "=", 12, 14, "Công an xã"),
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("95/100 thôn có sân chơi.", ["thôn có sân chơi = 95 ratio 2030"]),
        ('Vận động Quỹ "Vì người nghèo" đạt 15 tỷ đồng.', ['Vận động Quỹ "Vì người nghèo" = 15000000000 money 2030']),
        ("Tỷ trọng công nghiệp - xây dựng 45%, dịch vụ 38%.", ["Tỷ trọng công nghiệp - xây dựng = 45 % 2030", "Tỷ trọng dịch vụ = 38 % 2030"]),
    ],
)  # fmt: skip
def test_measures_to_their_last_word(sentence: str, found: list[str]) -> None:
    assert _found(f"- {sentence}") == found


def test_parts_listed_behind_a_share_keep_its_measure() -> None:
    found = _targets("- Tỷ lệ hộ đạt chuẩn văn hóa 90%, khu dân cư văn hóa 85%, cơ quan văn hóa 95%.")
    assert [t.scope for t in found] == [None, "khu dân cư văn hóa", "cơ quan văn hóa"]
    assert {t.measure for t in found} == {"Tỷ lệ hộ đạt chuẩn văn hóa"}


def test_kinds_of_one_yield_and_groups_of_ranks() -> None:
    assert _found("- Sản lượng lúa 500 tấn; ngô 120 tấn; sắn 80 tấn.") == [
        "Sản lượng lúa = 500 other 2030",
        "Sản lượng ngô = 120 other 2030",
        "Sản lượng sắn = 80 other 2030",
    ]
    assert _found("- Chỉ số hài lòng nằm trong nhóm 5 địa phương dẫn đầu.")[0].startswith("Chỉ số hài lòng <= 5 rank")


def test_parts_of_a_yield_are_of_it() -> None:
    assert _found("- Tổng diện tích gieo trồng 1.200 ha; trong đó: lúa 700 ha, ngô 300 ha.")[1:] == [
        "Tổng diện tích gieo trồng lúa = 700 area 2030",
        "Tổng diện tích gieo trồng ngô = 300 area 2030",
    ]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tốc độ tăng trưởng bình quân tăng khoảng 7,5% - 8,0%[1].", ["Tốc độ tăng trưởng bình quân range 7.5 % 2030"]),
        ("Có đời sống cao, với thu nhập bình quân đạt 80 triệu đồng.", ["thu nhập bình quân = 80000000 money 2030"]),
    ],
)  # fmt: skip
def test_measures_without_what_stands_around_them(sentence: str, found: list[str]) -> None:
    assert _found(f"- {sentence}") == found


def test_the_number_of_a_road_counts_nothing() -> None:
    assert [t.value for t in _targets("- Hoàn thành đường Vành đai 4.")] == [None]


def test_a_value_of_a_later_year_changes_as_the_first_does() -> None:
    found = _targets("- Năng suất lao động tăng bình quân đến năm 2028 đạt 7%, đến năm 2030 đạt 7,5%.")
    assert [(t.quantity, t.direction, t.year) for t in found] == [
        ("change", "increase", 2028),
        ("change", "increase", 2030),
    ]


def test_a_rate_of_growth_is_a_level() -> None:
    (target,) = _targets("- Tốc độ tăng trưởng của ngành hằng năm tăng khoảng 7,5%.")
    assert (target.quantity, target.direction) == ("level", "increase")
