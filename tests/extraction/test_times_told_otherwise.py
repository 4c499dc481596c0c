"""Time limits told otherwise than by a date: weekdays, days behind events, rounds, months in a row, labels of a bare day."""

from __future__ import annotations

import pytest

from plan_texts import record_of

Row = tuple[str, str, str | None, str]


def _rows(line: str) -> list[Row]:
    found = record_of(f"I. NHIỆM VỤ\n1. Công việc chung\n- {line}\n").deadlines
    return [(each.action, each.relation, each.date, each.recurrence) for each in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Gửi số liệu về Sở Nội vụ trước 16 giờ thứ Sáu.", [("report", "before", None, "weekly")]),
        (
            "Báo cáo trước ngày 15 tháng 6 và 15 tháng 12 hằng năm.",
            [("report", "before", "--06-15", "annual"), ("report", "before", "--12-15", "annual")],
        ),
        ("Gửi kết quả vào ngày cuối cùng của quý I/2027.", [("report", "in", "2027-Q1", "once")]),
        ("Họp giao ban vào tuần cuối hằng tháng.", [("other", "on", None, "monthly")]),
        ("Báo cáo năm học trước ngày 30/6/2027.", [("report", "before", "2027-06-30", "annual")]),
        ("Báo cáo kết quả học kỳ I trước ngày 20/01/2027.", [("report", "before", "2027-01-20", "semiannual")]),
        ("Phát tin cảnh báo 30 phút một lần khi có lũ.", [("other", "every", None, "event")]),
        ("Nộp tiền thu của hộ nuôi về kho bạc trong ngày.", [("submit", "within", "P1D", "event")]),
        ("Lập biên bản trong 10 ngày đầu mỗi tháng.", [("other", "within", "P10D", "monthly")]),
        ("Chi trả tiền hỗ trợ chậm nhất 20 ngày sau khi hộ đến nơi ở mới.", [("other", "within", "P20D", "event")]),
        ("Cơ sở vi phạm phải kiểm tra lại sau 30 ngày.", [("other", "within", "P30D", "event")]),
        ("Thực hiện xong việc di dời trước khi bão đổ bộ ít nhất 06 giờ.", [("complete", "within", "PT6H", "event")]),
        ("Rà soát hang trú ẩn trong tháng 8 và tháng 9/2027.", [("other", "in", "2027-08/2027-09", "once")]),
        ("Kiểm tra 06 cơ sở vào quý II và quý III năm 2027.", [("other", "in", "2027-Q2/2027-Q3", "once")]),
        ("Tập huấn trong tháng 5 và tháng 9/2027.", [("other", "in", "2027-05", "once"), ("other", "in", "2027-09", "once")]),
        ("Hồ sơ trực tuyến đạt 75% trước ngày 31/12/2027.", [("complete", "before", "2027-12-31", "once")]),
        ("Giải ngân đạt 90% vốn trước ngày 31/12/2027.", [("other", "before", "2027-12-31", "once")]),
        ("Nhân rộng mô hình vào năm 2028.", [("other", "in", "2028", "once")]),
        ("Giai đoạn 2026 - 2027: Tập trung xây dựng các khu nuôi.", [("other", "in", "2026/2027", "once")]),
        ("Cải cách thủ tục trong lĩnh vực quy hoạch (2027 - 2029).", [("other", "in", "2027/2029", "once")]),
        ("Hoàn thành đăng ký cư trú cho lao động trước ngày 30/9/2027.", [("complete", "before", "2027-09-30", "once")]),
    ],
)  # fmt: skip
def test_limits_of_tasks(line: str, expected: list[Row]) -> None:
    assert _rows(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "Thời gian giải quyết hồ sơ xác nhận nguồn gốc (mẫu mới) không quá 02 ngày làm việc.",
        "Hằng năm tổ chức 04 lớp tập huấn.",
        "Hoạt động trong ngày hội nuôi bò.",
        "Mua sắm thiết bị giai đoạn 2026 - 2028 theo quy định.",
    ],
)
def test_what_is_no_limit_on_an_action(line: str) -> None:
    assert _rows(line) == []


@pytest.mark.parametrize(
    ("heading", "relation"),
    [("Thời hạn", "by"), ("Hoàn thành", "by"), ("Ngày tổ chức", "on")],
)
def test_a_bare_day_binds_as_the_heading_of_its_column_says(heading: str, relation: str) -> None:
    body = f"""\
I. NHIỆM VỤ
| TT | Nhiệm vụ | Chủ trì | {heading} |
| 1 | Hướng dẫn các xã rà soát | Sở Nội vụ | 31/3/2027 |
| 2 | Kiểm tra các kho | Sở Công Thương | 30/4/2027 |
"""
    assert [(each.relation, each.date) for each in record_of(body).deadlines] == [
        (relation, "2027-03-31"),
        (relation, "2027-04-30"),
    ]


def test_a_period_that_a_figure_is_reached_in_is_no_deadline() -> None:
    body = """\
II. NHIỆM VỤ
- Tiết kiệm tối thiểu 2% điện năng tiêu thụ hằng năm.
- Trồng mới 300 ha rừng hằng năm.
- Rà soát danh sách cơ sở hằng năm.
"""
    assert [(each.quote, each.recurrence) for each in record_of(body).deadlines] == [
        ("Rà soát danh sách cơ sở hằng năm", "annual")
    ]


def test_days_of_events_that_the_plan_sets() -> None:
    body = """\
II. NHIỆM VỤ
1. Tựu trường: Khối 9 ngày 22/8/2027; Khối 6, 7, 8 ngày 28/8/2027.
2. Lễ phát động: 08 giờ 00 ngày 05/6/2027, tại sân vận động xã.
3. Thời gian, địa điểm: Vào lúc 07 giờ 30 phút, ngày 15/6/2027, tại Nhà văn hóa xã.
4. Tuyên truyền kết quả Đại hội Đảng bộ xã ngày 20/01/2027.
5. Hỗ trợ các hộ bị thiệt hại do đợt mưa lũ từ ngày 03-06/10/2026 theo quy định.
"""
    assert [(each.relation, each.date) for each in record_of(body).deadlines] == [
        ("on", "2027-08-22"),
        ("on", "2027-08-28"),
        ("on", "2027-06-05"),
        ("on", "2027-06-15"),
    ]


def test_months_in_a_row_lunar_days_and_what_ends_a_check() -> None:
    body = """\
II. NHIỆM VỤ
1. Trong các tháng 4, 5, 6 hằng năm, Công ty Điện lực chủ động phương án vận hành.
2. Thời gian: từ ngày 04/4/2027 đến ngày 08/4/2027 (nhằm ngày 27 đến ngày 30 tháng 2 năm Đinh Mùi).
3. Kết thúc kiểm tra trước ngày 31/10 hằng năm.
4. Tổ chức Ngày hội chuyển đổi số phường vào ngày 10/10/2027.
5. Lắp ki-ốt đăng ký khám tự động, bố trí 02 bàn hướng dẫn, xong trước ngày 30/4/2027.
"""
    assert [(each.action, each.relation, each.date) for each in record_of(body).deadlines] == [
        ("other", "in", "--04/--06"),
        ("complete", "in", "2027-04-04/2027-04-08"),
        ("complete", "before", "--10-31"),
        ("other", "on", "2027-10-10"),
        ("complete", "before", "2027-04-30"),
    ]
