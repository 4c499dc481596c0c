"""What a value takes from the words around it: years, measures, scopes, units that stand elsewhere in the text."""

from __future__ import annotations

import pytest

from plan_extract.model.facts import Target
from plan_extract.model.plan import PlanRecord
from plan_texts import record_of

_CHAPTERS = """\
I. MỤC TIÊU
1. Mục tiêu cụ thể
{aims}
II. NHIỆM VỤ
{tasks}
"""


def _record(aims: str = "- Đàn bò khỏe.", tasks: str = "- Tiêm phòng.") -> PlanRecord:
    return record_of(_CHAPTERS.format(aims=aims, tasks=tasks))


def _numbers(record: PlanRecord) -> list[Target]:
    return [target for target in record.targets if target.kind == "numeric"]


@pytest.mark.parametrize(
    ("aim", "years"),
    [
        ("Đến năm 2027, có 45 trại; 90% hộ ký cam kết.", [2027, 2027]),
        ("Đến năm 2027 có 45 trại và đến năm 2028 có 60 trại; 90% hộ ký cam kết.", [2027, 2028, 2030]),
        ("Tỷ lệ hộ có chuồng đạt 82% vào năm 2027 và 88% vào năm 2030, trong đó có hầm ủ lần lượt là 40% và 48%.",
         [2027, 2030, 2027, 2030]),
    ],
)  # fmt: skip
def test_years_of_a_paragraph(aim: str, years: list[int]) -> None:
    assert [target.year for target in _numbers(_record(f"- {aim}"))] == years


@pytest.mark.parametrize(
    ("task", "measures"),
    [
        ("Kiểm tra ít nhất 04 chợ/năm, phúc tra 10% số quầy.", ["Kiểm tra chợ", "phúc tra số quầy"]),
        ("Huyện đoàn duy trì 22 đội, trực tại các chợ ít nhất 02 buổi/tuần.", ["Huyện đoàn đội", "trực tại các chợ"]),
        ("Mỗi Tổ có từ 07 đến 11 thành viên do Chủ tịch Ủy ban nhân dân xã làm Tổ trưởng.", ["Mỗi Tổ"]),
        ("Tiết kiệm tối thiểu 10% chi thường xuyên để bổ sung quỹ.", ["Tiết kiệm chi thường xuyên"]),
        ("Hộ nuôi được miễn 100% phí tiêm, được cấp sổ theo dõi.", ["Hộ nuôi được miễn phí tiêm"]),
        ("Dự kiến mở 14 lớp thú y.", ["mở lớp thú y"]),
        ("Đến hết quý III đạt 50% hộ tham gia.", ["hộ tham gia"]),
        ("Kiểm tra việc thực hiện tại ít nhất 15 xã.", ["Kiểm tra việc thực hiện tại xã"]),
        ("Chia làm 03 giai đoạn; từ 27 tháng Chạp đến mùng 6 Tết tiêm phòng; báo cáo Ban Chỉ đạo 389 tỉnh.", []),
        ("Phối hợp với Thuế cơ sở 6 tỉnh Phú Thọ.", []),
    ],
)
def test_measures_of_tasks(task: str, measures: list[str]) -> None:
    assert [target.measure for target in _numbers(_record(tasks=f"- {task}"))] == measures


@pytest.mark.parametrize(
    ("task", "value", "unit_text"),
    [
        ("Dự toán năm 2026 là 23 tỷ 450 triệu đồng.", 23_450_000_000, "tỷ … triệu đồng"),
        ("Hỗ trợ nuôi tối thiểu 20 con/gia trại.", 20, "con/gia trại"),
        ("Hỗ trợ 2 triệu đồng/hộ gia đình.", 2_000_000, "triệu đồng/hộ gia đình"),
        ("Nâng mức chuẩn trợ giúp lên 650.000 đồng/tháng.", 650_000, "đồng/tháng"),
    ],
)
def test_units_of_several_words(task: str, value: int, unit_text: str) -> None:
    assert [(each.value, each.unit_text) for each in _numbers(_record(tasks=f"- {task}"))] == [(value, unit_text)]


def test_a_numbered_rate_over_bullets_begins_their_measures() -> None:
    aims = """\
a) Tỷ lệ tiêm phòng trong diện tiêm:
- Bệnh lở mồm long móng trâu, bò: từ 85% trở lên ở các xã biên giới; 80% ở các xã còn lại.
- Bệnh dại ở chó: trên 80%.
b) 90% hộ có chuồng.
"""
    found = [(each.measure, each.scope, each.value) for each in _numbers(_record(aims))]
    assert found[:3] == [
        ("Tỷ lệ tiêm phòng trong diện tiêm Bệnh lở mồm long móng trâu, bò", "các xã biên giới", 85),
        ("Tỷ lệ tiêm phòng trong diện tiêm Bệnh lở mồm long móng trâu, bò", "các xã còn lại", 80),
        ("Tỷ lệ tiêm phòng trong diện tiêm Bệnh dại ở chó", None, 80),
    ]


def test_a_movement_over_branches_has_them_as_scopes() -> None:
    aims = """\
- Giảm mức tiêu hao năng lượng của các ngành so với năm 2025:
+ Chế biến thịt: từ 8% trở lên.
+ Chế biến sữa: 5%.
"""
    found = [(each.measure, each.scope, each.quantity, each.direction) for each in _numbers(_record(aims))]
    assert found == [
        ("mức tiêu hao năng lượng của các ngành", "Chế biến thịt", "change", "decrease"),
        ("mức tiêu hao năng lượng của các ngành", "Chế biến sữa", "change", "decrease"),
    ]


def test_the_count_of_what_a_share_is_of() -> None:
    aim = "- Bệnh dại: giảm ít nhất 50% số người tử vong so với năm 2025, phấn đấu đến cuối năm còn không quá 04 người."
    assert [(each.measure, each.value) for each in _numbers(_record(aim))] == [
        ("số người tử vong", 50), ("số người tử vong", 4),
    ]  # fmt: skip


def test_parts_of_a_sum_named_by_the_noun_of_the_whole() -> None:
    task = "- Lấy 3.600 mẫu giám sát (1.200 mẫu cúm, 1.400 mẫu dịch tả, 1.000 mẫu dại) tại chợ."
    assert [(each.measure, each.value, each.scope) for each in _numbers(_record(tasks=task))] == [
        ("Lấy mẫu giám sát tại chợ", 3600, None),
        ("Lấy mẫu giám sát tại chợ", 1200, "cúm"),
        ("Lấy mẫu giám sát tại chợ", 1400, "dịch tả"),
        ("Lấy mẫu giám sát tại chợ", 1000, "dại"),
    ]


def test_a_numbered_line_over_bullets_among_indicators_is_one_with_them() -> None:
    aims = """\
(1) 90% hộ có chuồng.
(2) 80% hộ có hầm ủ.
(3) Đạt 70% hộ tiêm phòng.
(4) Sổ sách:
* Hộ có sổ theo dõi đạt 60%;
* Trại có sổ thuốc đạt 95%.
"""
    assert [(each.number, each.text) for each in _record(aims).indicators][3:] == [
        ("4", "Sổ sách: Hộ có sổ theo dõi đạt 60%; Trại có sổ thuốc đạt 95%."),
    ]  # fmt: skip
    assert {target.indicator for target in _record(aims).targets} == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("task", "times"),
    [
        ("Tỷ lệ hồ sơ trực tuyến đạt 75% vào cuối quý II.", []),
        ("Mỗi trường phải có ít nhất 01 giáo viên dạy bơi vào năm học 2026 - 2027.", []),
        ("Vận động 100% trại lập sổ, xong trong năm 2027.", [("complete", "2027")]),
        ("Mở 18 lớp, mỗi lớp không quá 20 người, kết thúc trước 31/8/2026.", [("complete", "2026-08-31")]),
        ("Trả lời hồ sơ đăng ký của hộ nuôi trong thời hạn 15 ngày làm việc.", [("other", "P15D")]),
        ("Đối chiếu, khóa số liệu định kỳ hằng quý.", [("other", None)]),
    ],
)
def test_time_limits_beside_values(task: str, times: list[tuple[str, str | None]]) -> None:
    assert [(each.action, each.date) for each in _record(tasks=f"- {task}").deadlines] == times
