"""Values kept on by their list, shares of a whole, marks, bare numbers behind a colon, numbers of names."""

from __future__ import annotations

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
        "Tỷ lệ béo phì: trẻ em dưới 5 tuổi ở mức dưới 10% (khu vực thành phố ở mức dưới 11% và khu vực nông thôn ở mức"
        " dưới 7%); trẻ 5-18 tuổi ở mức dưới 19% vào năm 2028 và duy trì ở mức đó đến năm 2030."
    )
    assert sorted(_dated(line), key=str) == sorted(
        [
            (value, year, way, scope)
            for value, scope in (
                (10, "trẻ em dưới 5 tuổi"),
                (11, "trẻ em dưới 5 tuổi khu vực thành phố"),
                (7, "trẻ em dưới 5 tuổi khu vực nông thôn"),
                (19, "trẻ 5-18 tuổi"),
            )
            for year, way in ((2028, None), (2030, "maintain"))
        ],
        key=str,
    )


def test_a_later_step_names_only_for_whom() -> None:
    line = (
        "Tỷ lệ bệnh viện tư vấn dinh dưỡng đạt 90% đối với tuyến tỉnh và 75% đối với tuyến huyện vào năm 2028;"
        " phấn đấu đạt 100% đối với tuyến tỉnh và 80% đối với tuyến huyện vào năm 2030."
    )
    assert {each.measure for each in _aims(line)} == {"Tỷ lệ bệnh viện tư vấn dinh dưỡng"}
    assert _dated(line) == [
        (90, 2028, None, "tuyến tỉnh"),
        (75, 2028, None, "tuyến huyện"),
        (100, 2030, None, "tuyến tỉnh"),
        (80, 2030, None, "tuyến huyện"),
    ]


def test_a_share_of_a_whole_behind_a_slash_belongs_to_the_measure_before() -> None:
    (target,) = _aims("Tỷ lệ chi bộ xuất sắc: 15% trở lên/tổng số chi bộ trực thuộc.")
    assert (target.measure, target.value, target.comparator) == ("Tỷ lệ chi bộ xuất sắc", 15, ">=")


def test_poor_and_nearly_poor_are_measures_of_their_own() -> None:
    line = "Tỷ lệ hộ nghèo (theo chuẩn đa chiều) giảm dưới 3%, hộ cận nghèo giảm dưới 2%."
    assert [(each.measure, each.scope) for each in _aims(line)] == [
        ("Tỷ lệ hộ nghèo (theo chuẩn đa chiều)", None),
        ("Tỷ lệ hộ cận nghèo", None),
    ]


def test_marks_behind_shares() -> None:
    line = "Chuẩn nghề nghiệp giáo viên: 70% Tốt, 25% Khá, 5% Đạt."
    assert [(each.value, each.measure) for each in _aims(line)] == [
        (70, "Chuẩn nghề nghiệp giáo viên Tốt"),
        (25, "Chuẩn nghề nghiệp giáo viên Khá"),
        (5, "Chuẩn nghề nghiệp giáo viên Đạt"),
    ]


def test_a_bare_number_behind_a_colon() -> None:
    assert [
        (each.value, each.quantity, each.direction, each.year)
        for each in _aims("Số trang trại vào năm 2028: 70, tăng 20 trang trại so với năm 2025.")
    ] == [(70, "level", None, 2028), (20, "change", "increase", 2028)]


def test_a_share_behind_a_sign_of_equality_and_its_quote() -> None:
    body = "Tốt nghiệp THCS: Điểm Tân Kiều 142/157 = 90,4%."
    found = _aims(body)
    assert {(each.value, each.unit) for each in found} >= {(142, "ratio")}
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
