"""Plans whose headings have no number and whose commas have no blank behind them, read as any other."""

from __future__ import annotations

from plan_extract.model.plan import Plan
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_LOOSE = """\
ỦY BAN NHÂN DÂN XÃ BÌNH AN
Số: 15/KH-UBND
Bình An, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Phát triển nông nghiệp xã Bình An năm 2026

I. MỤC TIÊU, CHỈ TIÊU

Mục tiêu chung

Phát triển trồng trọt bền vững,nâng cao thu nhập cho nông dân.

Chỉ tiêu phấn đấu năm 2026

- Tổng diện tích rau 120 ha,tăng 15 ha so với năm 2025.

- Sản lượng rau đạt 2.400 tấn,tỷ lệ hộ dùng giống mới đạt 85%.Thu nhập bình quân 60 triệu đồng/người.

II. TIẾN ĐỘ THỰC HIỆN

Tháng 2: ban hành Kế hoạch. Quý III: kiểm tra các tổ sản xuất.

III. TỔ CHỨC THỰC HIỆN

Phòng Kinh tế

Hướng dẫn kỹ thuật cho nông dân.

Ban Hỗ trợ hộ nghèo phát triển sản xuất: tham mưu UBND xã phân bổ giống.

Ủy ban nhân dân các xã, phường:

Căn cứ Kế hoạch này rà soát diện tích của địa phương.
"""


def _plan() -> Plan:
    return extract_source(read_text(_LOOSE.encode(), "sample.txt"))


def test_headings_without_numbers_part_goals_from_indicators() -> None:
    record = _plan().record
    assert [(goal.kind, goal.text) for goal in record.goals] == [
        ("general", "Phát triển trồng trọt bền vững,nâng cao thu nhập cho nông dân.")
    ]
    assert len(record.indicators) == 2


def test_a_comma_without_a_blank_parts_clauses_and_is_quoted_as_printed() -> None:
    plan = _plan()
    assert [(target.measure, float(target.value or 0), target.quote) for target in plan.record.targets] == [
        ("Tổng diện tích rau", 120, "Tổng diện tích rau 120 ha"),
        ("Tổng diện tích rau", 15, "tăng 15 ha so với năm 2025"),
        ("Sản lượng rau", 2400, "Sản lượng rau đạt 2.400 tấn"),
        ("tỷ lệ hộ dùng giống mới", 85, "tỷ lệ hộ dùng giống mới đạt 85%"),
        ("Thu nhập bình quân", 60_000_000, "Thu nhập bình quân 60 triệu đồng/người"),
    ]
    for target in plan.record.targets:
        assert plan.source.text[target.start : target.end] == target.quote


def test_months_that_head_what_is_done_in_them_are_time_limits() -> None:
    deadlines = _plan().record.deadlines
    assert [(each.relation, each.date, each.quote) for each in deadlines] == [
        ("in", "2026-02", "Tháng 2: ban hành Kế hoạch"),
        ("in", "2026-Q3", "Quý III: kiểm tra các tổ sản xuất"),
    ]


def test_bodies_on_lines_of_their_own_have_the_paragraphs_below_them() -> None:
    found = [(each.agency, each.task) for each in _plan().record.responsibilities]
    assert found == [
        ("Phòng Kinh tế", "Hướng dẫn kỹ thuật cho nông dân."),
        ("Ban Hỗ trợ hộ nghèo phát triển sản xuất", "tham mưu UBND xã phân bổ giống."),
        ("Ủy ban nhân dân các xã, phường", "Căn cứ Kế hoạch này rà soát diện tích của địa phương."),
    ]


_PARTY_PROGRAMME = """\
ĐẢNG ỦY XÃ BÌNH AN
Số 03-CTr/ĐU
Bình An, ngày 06 tháng 10 năm 2025

CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết Đại hội đại biểu Đảng bộ xã Bình An lần thứ I, nhiệm kỳ 2025 - 2030

I- MỤC TIÊU

1- Mục tiêu tổng quát

Xây dựng xã Bình An phát triển bền vững.

2- Các chỉ tiêu chủ yếu đến năm 2030 (04 chỉ tiêu), cụ thể như sau:

* Về kinh tế:

(1) Thu nhập bình quân đầu người đạt 90 triệu đồng/năm.

(2) Tỷ lệ hộ nghèo còn dưới 2%.

* Về xây dựng Đảng:

(3) Kết nạp từ 60 đảng viên trở lên, trong đó đảng viên nữ chiếm 40%.

(4) Tỷ lệ chi bộ hoàn thành tốt nhiệm vụ đạt 90%.

II- TỔ CHỨC THỰC HIỆN

1- Văn phòng Đảng ủy

Theo dõi việc thực hiện Chương trình.

2- UBND xã

Bố trí kinh phí hằng năm.
"""


def test_programmes_for_a_term_state_aims_by_field() -> None:
    plan = extract_source(read_text(_PARTY_PROGRAMME.encode(), "mẫu.txt")).record
    assert (plan.document.period_start, plan.document.period_end) == (2025, 2030)
    assert [goal.text for goal in plan.goals if goal.kind == "specific"] == ["Về kinh tế", "Về xây dựng Đảng"]
    assert [indicator.number for indicator in plan.indicators] == ["1", "2", "3", "4"]
    assert {target.year for target in plan.targets} == {2030}
    assert "đảng viên nữ" in [target.measure for target in plan.targets]
    assert [each.agency for each in plan.responsibilities] == ["Văn phòng Đảng ủy", "UBND xã"]


def test_figures_glued_to_their_words_are_read_and_quoted_as_printed() -> None:
    text = _LOOSE.replace(
        "- Sản lượng rau đạt 2.400 tấn,tỷ lệ hộ dùng giống mới đạt 85%.Thu",
        "- Đến năm2028, tỷ lệ hộ dùng giống mới đạt85,5%số hộ trồng rau.\n\n- Thu",
    )
    plan = extract_source(read_text(text.encode(), "sample.txt"))
    target = next(each for each in plan.record.targets if each.unit == "%")
    assert (float(target.value or 0), target.year) == (85.5, 2028)
    assert target.quote == "tỷ lệ hộ dùng giống mới đạt85,5%số hộ trồng rau"
    assert target.measure == "tỷ lệ hộ dùng giống mới số hộ trồng rau"
