"""Values kept on by their list, shares of a whole, marks, bare numbers behind a colon, numbers of names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_extract.model.facts import Target
from plan_texts import record_of


def _aims(line: str) -> list[Target]:
    return list(record_of(f"I. MỤC TIÊU\n- {line}\n").targets)


def _dated(line: str) -> list[tuple[float, int | None, str | None, str | None]]:
    return [(float(each.value or 0), each.year, each.direction, each.scope) for each in _aims(line)]


def test_a_year_before_the_value_stays_where_it_is_kept_to_a_later_one() -> None:
    assert _dated("Đến năm 2028, 100% thôn có kế hoạch ứng phó thiên tai và duy trì đến năm 2030.") == [
        (100, 2028, None, None),
        (100, 2030, "maintain", None),
    ]


def test_parts_of_a_list_are_kept_as_its_last_one_is() -> None:
    line = (
        "Tỷ lệ cận thị: học sinh lớp 5 ở mức dưới 24% (vùng ven biển ở mức dưới 26% và vùng núi ở mức"
        " dưới 15%); học sinh lớp 9 ở mức dưới 33% vào năm 2028 và duy trì ở mức đó đến năm 2030."
    )
    assert sorted(_dated(line), key=str) == sorted(
        [
            (value, year, way, scope)
            for value, scope in (
                (24, "học sinh lớp 5"),
                (26, "học sinh lớp 5 vùng ven biển"),
                (15, "học sinh lớp 5 vùng núi"),
                (33, "học sinh lớp 9"),
            )
            for year, way in ((2028, None), (2030, "maintain"))
        ],
        key=str,
    )


def test_a_later_step_names_only_for_whom() -> None:
    line = (
        "Tỷ lệ thư viện cho mượn sách điện tử đạt 65% đối với cấp tỉnh và 40% đối với cấp huyện vào năm 2028;"
        " phấn đấu đạt 85% đối với cấp tỉnh và 55% đối với cấp huyện vào năm 2030."
    )
    assert {each.measure for each in _aims(line)} == {"Tỷ lệ thư viện cho mượn sách điện tử"}
    assert _dated(line) == [
        (65, 2028, None, "cấp tỉnh"),
        (40, 2028, None, "cấp huyện"),
        (85, 2030, None, "cấp tỉnh"),
        (55, 2030, None, "cấp huyện"),
    ]


def test_a_share_of_a_whole_behind_a_slash_belongs_to_the_measure_before() -> None:
    (target,) = _aims("Tỷ lệ câu lạc bộ vững mạnh: 22% trở lên/tổng số câu lạc bộ của xã.")
    assert (target.measure, target.value, target.comparator) == ("Tỷ lệ câu lạc bộ vững mạnh", 22, ">=")


def test_poor_and_nearly_poor_are_measures_of_their_own() -> None:
    line = "Tỷ lệ hộ nghèo (theo chuẩn đa chiều) giảm dưới 3%, hộ cận nghèo giảm dưới 2%."
    assert [(each.measure, each.scope) for each in _aims(line)] == [
        ("Tỷ lệ hộ nghèo (theo chuẩn đa chiều)", None),
        ("Tỷ lệ hộ cận nghèo", None),
    ]


def test_marks_behind_shares() -> None:
    line = "Xếp loại tổ hợp tác: 60% Tốt, 30% Khá, 10% Đạt."
    assert [(each.value, each.measure) for each in _aims(line)] == [
        (60, "Xếp loại tổ hợp tác Tốt"),
        (30, "Xếp loại tổ hợp tác Khá"),
        (10, "Xếp loại tổ hợp tác Đạt"),
    ]


def test_a_bare_number_behind_a_colon() -> None:
    assert [
        (each.value, each.quantity, each.direction, each.year)
        for each in _aims("Số trang trại vào năm 2028: 70, tăng 20 trang trại so với năm 2025.")
    ] == [(70, "level", None, 2028), (20, "change", "increase", 2028)]


def test_a_share_behind_a_sign_of_equality_and_its_quote() -> None:
    body = "Học sinh dự thi: Trường Núi Voi 138/140 = 98,6%."
    found = _aims(body)
    assert [(each.value, each.unit) for each in found] == [(138, "ratio"), (Decimal("98.6"), "%")]
    assert all(each.quote in body for each in found)


@pytest.mark.parametrize(
    "line", ["Sửa chữa Trường Tiểu học Vĩnh Phong 3, Trạm Y tế Hồ Thầu.", "Nâng cấp chợ Bến Gỗ 2."]
)
def test_the_number_of_a_name_is_no_value(line: str) -> None:
    assert not record_of(f"II. NHIỆM VỤ\n- {line}\n").targets


def test_a_following_measure_without_a_figure_is_no_part_of_the_one_before() -> None:
    line = "Tỷ lệ trẻ thấp còi giảm 0,2%/năm, tỷ lệ trẻ thừa cân được khống chế."
    assert _aims(line)[0].measure == "Tỷ lệ trẻ thấp còi"


@pytest.mark.parametrize(
    "body",
    [
        "III. TỔ CHỨC THỰC HIỆN\n1. Các trường học, cơ sở giáo dục trên địa bàn,\n",
        "III. TỔ CHỨC THỰC HIỆN\n- Các tổ chuyên môn, \n- Các phòng,\n",
        "I. MỤC TIÊU\nMục tiêu 1:\n",
        "I. MỤC TIÊU\n1. Mục tiêu cụ thể\nMục tiêu 1: Giảm nghèo\nChỉ tiêu 1:\n",
    ],
)
def test_lines_that_end_too_soon_are_read(body: str) -> None:
    assert record_of(body).document is not None


def _tasks(line: str) -> list[tuple[str, float, str | None]]:
    found = record_of(f"II. NHIỆM VỤ\n1. {line}\n").targets
    return [(each.measure, float(each.value or 0), each.scope) for each in found]


def test_the_first_of_two_verbs_belongs_to_the_task_behind() -> None:
    assert _tasks("Xây dựng mới 03 phòng học, cải tạo, nâng cấp 12 phòng học với tổng kinh phí 15 tỷ đồng.")[:2] == [
        ("Xây dựng mới phòng học", 3, None),
        ("cải tạo, nâng cấp phòng học", 12, None),
    ]


def test_the_first_place_of_a_list_is_a_scope_too() -> None:
    assert _tasks("Giao chỉ tiêu cho các xã: Tân Lập 20 ha, Hòa Bình 35 ha, Phú Thịnh 15 ha.") == [
        ("Giao chỉ tiêu cho các xã", 20, "Tân Lập"),
        ("Giao chỉ tiêu cho các xã", 35, "Hòa Bình"),
        ("Giao chỉ tiêu cho các xã", 15, "Phú Thịnh"),
    ]


def test_steps_by_quarter_and_by_a_day() -> None:
    line = "Phấn đấu đến hết quý II giải ngân đạt 50%, đến hết quý III đạt 75% và đến 31/12/2027 đạt 100% kế hoạch vốn."
    assert [(measure, value) for measure, value, _ in _tasks(line)] == [
        ("giải ngân", 50),
        ("giải ngân", 75),
        ("giải ngân kế hoạch vốn", 100),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Dư nợ cho vay 780 tỷ đồng.", [("Dư nợ cho vay", 780e9, "level")]),
        ("Ngày điều trị trung bình không quá 6,5 ngày.", [("Ngày điều trị trung bình", 6.5, "level")]),
        (
            "Tổng vốn huy động đạt 850 tỷ đồng, tăng trưởng 12%.",
            [("Tổng vốn huy động", 850e9, "level"), ("Tổng vốn huy động", 12, "change")],
        ),
        (
            "Có ít nhất 70% tổ chức, 60% cá nhân hài lòng về sự phục vụ.",
            [("tổ chức hài lòng về sự phục vụ", 70, "level"), ("cá nhân hài lòng về sự phục vụ", 60, "level")],
        ),
    ],
)
def test_measures_of_usual_aims(line: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(each.measure, float(each.value or 0), each.quantity) for each in _aims(line)] == expected


def test_sizes_behind_with_are_values_of_their_own() -> None:
    assert _tasks("Xây dựng 05 bãi đỗ xe với diện tích mỗi bãi không nhỏ hơn 1.500 m2.") == [
        ("Xây dựng bãi đỗ xe", 5, None),
        ("diện tích mỗi bãi", 0.15, None),
    ]
    assert _tasks("Tổ chức 06 bãi giữ xe với sức chứa tối thiểu 8.000 xe.") == [
        ("Tổ chức bãi giữ xe", 6, None),
        ("sức chứa xe", 8000, None),
    ]


def test_works_by_name_are_the_scope_of_their_sizes() -> None:
    line = "Hồ Sông Than (huyện Yên Lập) dung tích 85 triệu m3, tưới 4.500 ha; trạm bơm Tu Vũ tưới 320 ha."
    assert _tasks(line) == [
        ("dung tích", 85e6, "Hồ Sông Than (huyện Yên Lập)"),
        ("tưới", 4500, "Hồ Sông Than (huyện Yên Lập)"),
        ("tưới", 320, "trạm bơm Tu Vũ"),
    ]


def test_sources_are_measured_by_their_shares() -> None:
    body = """\
V. KINH PHÍ
1. Nhu cầu kinh phí bình quân 7.500 triệu đồng/năm, từ nguồn ngân sách tỉnh (60%), nguồn của ngành điện (40%).
"""
    assert [(each.measure, each.unit) for each in record_of(body).targets] == [
        ("Nhu cầu kinh phí bình quân", "money"),
        ("nguồn ngân sách tỉnh", "%"),
        ("nguồn của ngành điện", "%"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Thang điểm 100, trong đó hương vị 40 điểm, hình thức 60 điểm.",
        "Phụ tải của tỉnh dự báo tăng bình quân 9,2%/năm.",
        "Ký thỏa thuận với khách hàng có sản lượng từ 1 triệu kWh/năm trở lên.",
    ],
)
def test_figures_that_nobody_commits_to(line: str) -> None:
    assert _tasks(line) == []


def test_what_was_until_the_plan_began_is_told_to_the_full_stop() -> None:
    line = (
        "Đến hết năm 2024, Đảng bộ có 498 chi bộ; tỷ lệ chi bộ xếp loại tốt đạt 71,4%; còn 09 chi bộ dưới 05 đảng viên."
    )
    assert [each for each in _aims(line) if each.kind == "numeric"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Thời gian chờ khám đối với khám lâm sàng dưới 90 phút, đối với khám có xét nghiệm dưới 150 phút.",
            [(90, "khám lâm sàng"), (150, "khám có xét nghiệm")],
        ),
        (
            "Dịch vụ công trực tuyến toàn trình: tối thiểu 80% TTHC đủ điều kiện.",
            [(80, None)],
        ),
        ("Duy trì mức sinh thay thế (2,1 con/phụ nữ).", [(2.1, None)]),
        (
            "Không có tiêu chí ở mức 1, số tiêu chí ở mức 2 giảm còn không quá 03 tiêu chí.",
            [(0, None), (3, None)],
        ),
        (
            "100% chủ rừng là tổ chức, 78/78 xã xây dựng và được phê duyệt phương án.",
            [(100, None), (78, None)],
        ),
    ],
)
def test_values_and_scopes_of_aims(line: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(float(each.value or 0), each.scope) for each in _aims(line)] == expected


def test_a_turn_of_falls_is_a_change() -> None:
    found = _aims("Suất tiêu hao điện của thép, nhựa giảm lần lượt là 4% và 6% so với năm 2025.")
    assert [(float(each.value or 0), each.quantity, each.direction) for each in found] == [
        (4, "change", "decrease"),
        (6, "change", "decrease"),
    ]


def test_a_value_that_names_only_the_end_or_the_first_word_of_the_measure_before() -> None:
    line = (
        "Giá trị sản phẩm trên 01 ha trồng trọt đạt 120 triệu đồng; trên 01 ha nuôi trồng thủy sản đạt 250 triệu đồng."
    )
    assert [each.measure for each in _aims(line)] == [
        "Giá trị sản phẩm trên 01 ha trồng trọt",
        "Giá trị sản phẩm trên 01 ha nuôi trồng thủy sản",
    ]
    line = "Trồng rừng tập trung bình quân 5.000 ha/năm; cả giai đoạn trồng 25.000 ha."
    assert _aims(line)[-1].measure == "Trồng rừng tập trung"
