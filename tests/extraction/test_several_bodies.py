"""Tasks that name bodies of their own, offices of several words, bodies by number, schedules of several steps."""

from __future__ import annotations

import pytest

from plan_texts import record_of


def _tasks(body: str) -> list[tuple[str, str, str]]:
    return [(each.agency, each.role, each.task) for each in record_of(body).responsibilities]


def test_a_sentence_that_opens_with_another_body_is_its_task() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường
- Lập danh sách hộ nuôi. Hội Nông dân tỉnh chủ trì vận động hội viên; Công an tỉnh kiểm tra xe chở gia súc.
2. Sở Y tế: Giám sát dịch; Chi cục Chăn nuôi và Thú y báo ca bệnh.
"""
    assert _tasks(body) == [
        ("Sở Nông nghiệp và Môi trường", "implement", "Lập danh sách hộ nuôi."),
        ("Hội Nông dân tỉnh", "lead", "Hội Nông dân tỉnh chủ trì vận động hội viên;"),
        ("Công an tỉnh", "implement", "Công an tỉnh kiểm tra xe chở gia súc."),
        ("Sở Y tế", "implement", "Giám sát dịch;"),
        ("Chi cục Chăn nuôi và Thú y", "implement", "Chi cục Chăn nuôi và Thú y báo ca bệnh."),
    ]


@pytest.mark.parametrize(
    "task",
    [
        "Lập danh sách hộ nuôi. Sở Nông nghiệp và Môi trường báo cáo Ủy ban nhân dân tỉnh.",
        "Phối hợp với Sở Y tế; Hội Nông dân tỉnh; các đơn vị liên quan kiểm tra chuồng trại.",
        "Chuyển hồ sơ cho Sở Tài chính. Kết quả gửi Sở Y tế tổng hợp.",
    ],
)
def test_a_body_that_is_spoken_of_has_no_task_of_its_own(task: str) -> None:
    found = _tasks(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Nông nghiệp và Môi trường\n- {task}\n")
    assert [(agency, told) for agency, _, told in found] == [("Sở Nông nghiệp và Môi trường", task)]


def test_what_a_body_is_there_for_is_its_task_where_none_stands_below() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Ban Quản lý các khu công nghiệp tỉnh là cơ quan đầu mối nắm nhu cầu nhà ở của công nhân.
2. Sở Y tế là cơ quan thường trực
- Theo dõi sức khỏe công nhân.
"""
    assert [(agency, role) for agency, role, _ in _tasks(body)] == [
        ("Ban Quản lý các khu công nghiệp tỉnh", "lead"),
        ("Sở Y tế", "implement"),
    ]


@pytest.mark.parametrize(
    ("task", "role"),
    [
        ("Thực hiện nhiệm vụ cơ quan thường trực của Ban Chỉ đạo.", "lead"),
        ("Đầu mối theo dõi việc thực hiện chỉ tiêu.", "lead"),
        ("Tham mưu Hội đồng phối hợp phổ biến, giáo dục pháp luật tỉnh.", "advise"),
        ("Cử người phối hợp với đoàn kiểm tra.", "coordinate"),
    ],
)
def test_roles_in_the_words_of_a_task(task: str, role: str) -> None:
    assert [found for _, found, _ in _tasks(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Tư pháp\n- {task}\n")] == [role]


def test_offices_of_several_words_in_a_closing_sentence() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
Chánh Văn phòng Bộ, Vụ trưởng Vụ Kế hoạch, Tài chính, Viện trưởng Viện Thú y và Thủ trưởng các đơn vị liên quan \
chịu trách nhiệm thi hành Kế hoạch này.
"""
    assert [agency for agency, _, _ in _tasks(body)] == [
        "Chánh Văn phòng Bộ", "Vụ trưởng Vụ Kế hoạch, Tài chính", "Viện trưởng Viện Thú y",
    ]  # fmt: skip


def test_a_bracket_behind_a_body_is_no_part_of_its_name() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Sở Công Thương (Chi cục Quản lý thị trường)
- Kiểm tra chợ gia súc.
2. Sở Y tế (cơ quan thường trực)
- Tiêm phòng.
"""
    assert [agency for agency, _, _ in _tasks(body)] == ["Sở Công Thương", "Sở Y tế"]


def test_short_tasks_over_labelled_lines_keep_their_figures() -> None:
    body = """\
I. NHIỆM VỤ
1. Chuồng trại
a) Xây dựng 34 chuồng mẫu.
- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
- Thời gian hoàn thành: Quý III/2026.
"""
    record = record_of(body)
    assert [(each.measure, each.value, each.agency) for each in record.targets] == [
        ("Xây dựng chuồng mẫu", 34, "Sở Nông nghiệp và Môi trường")
    ]
    assert [each.due for each in record.responsibilities] == ["2026-Q3"]


def test_bullets_below_a_label_of_tasks_are_a_task_each_and_those_below_one_of_content_are_one() -> None:
    body = """\
I. NHIỆM VỤ
1. Về con giống
a) {label}:
- Nhập đàn bò giống.
- Cấp tinh đông lạnh.
b) Cơ quan thực hiện:
- Đơn vị chủ trì: Sở Nông nghiệp và Môi trường.
"""
    assert [task for _, _, task in _tasks(body.format(label="Nhiệm vụ"))] == [
        "Nhập đàn bò giống.", "Cấp tinh đông lạnh.",
    ]  # fmt: skip
    assert [task for _, _, task in _tasks(body.format(label="Nội dung"))] == ["Nhập đàn bò giống. Cấp tinh đông lạnh."]


def test_each_step_of_a_schedule_cell_is_a_deadline() -> None:
    body = """\
I. NHIỆM VỤ
| STT | Nhiệm vụ | Cơ quan chủ trì | Tiến độ |
| --- | --- | --- | --- |
| 1 | Xây trại giống | Sở Tài chính | Khởi công trại giống quý I/2026; trình phê duyệt giá quý II/2026; tổng kết năm 2027 |
| 2 | Mua thuốc thú y | Sở Y tế | Quý III/2026, rà soát bổ sung hằng năm |
| 3 | Điều tra đàn bò | Sở Tài chính | Tháng 10 các năm 2026, 2028 |
"""
    found = [(each.action, each.date, each.recurrence, each.quote) for each in record_of(body).deadlines]
    assert found == [
        ("complete", "2026-Q1", "once", "Khởi công trại giống quý I/2026"),
        ("submit", "2026-Q2", "once", "trình phê duyệt giá quý II/2026"),
        ("review", "2027", "once", "tổng kết năm 2027"),
        ("complete", "2026-Q3", "once", "Quý III/2026, rà soát bổ sung hằng năm"),
        ("complete", None, "annual", "Quý III/2026, rà soát bổ sung hằng năm"),
        ("complete", "2026-10", "once", "Tháng 10 các năm 2026, 2028"),
        ("complete", "2028-10", "once", "Tháng 10 các năm 2026, 2028"),
    ]


def test_the_hours_of_a_day_are_no_list_of_tasks() -> None:
    body = """\
I. CHƯƠNG TRÌNH
| Thời gian | Nội dung | Đơn vị thực hiện |
| --- | --- | --- |
| 8h00 - 8h30 | Đón tiếp đại biểu | Sở Nội vụ |
| 8h30 - 9h00 | Khai mạc | Sở Y tế |
"""
    assert _tasks(body) == []


def test_a_table_of_events_with_who_leads_them_gives_tasks_and_deadlines() -> None:
    body = """\
I. NHIỆM VỤ
| TT | Tên lễ hội | Thời gian tổ chức | Địa điểm | Đơn vị chủ trì |
| --- | --- | --- | --- | --- |
| 1 | Ngày hội bò sữa, tối thiểu 40 gian hàng | Tháng 6/2026 | Sân vận động | Sở Công Thương |
"""
    record = record_of(body)
    assert [(each.agency, each.due) for each in record.responsibilities] == [("Sở Công Thương", "2026-06")]
    assert [each.date for each in record.deadlines] == ["2026-06"]
    assert [(each.value, each.comparator) for each in record.targets] == [(40, ">=")]


def test_rows_are_indicators_only_of_tables_that_say_so() -> None:
    rows = "| 1 | Đàn bò | con | 500 | 600 |\n| 2 | Đàn dê | con | 200 | 300 |\n"
    table = (
        "I. KINH PHÍ\nTừ ngân sách.\n\nNơi nhận:\n- Như trên.\n\nCHỦ TỊCH\n\n\nPHỤ LỤC\n{title}\n| STT | {head} | Đơn vị tính | Năm 2026 | Năm 2027 |\n| --- | --- | --- | --- | --- |\n"
        + rows
    )
    named = record_of(table.format(title="ĐÀN VẬT NUÔI", head="Chỉ tiêu"))
    told = record_of(table.format(title="MỘT SỐ CHỈ TIÊU CHỦ YẾU", head="Nội dung"))
    budget = record_of(table.format(title="DỰ TOÁN", head="Nội dung"))
    assert [len(each.indicators) for each in (named, told, budget)] == [2, 2, 0]
    assert [{target.indicator for target in each.targets} for each in (named, budget)] == [{"1", "2"}, {None}]
    assert [len(each.targets) for each in (named, told, budget)] == [4, 4, 4]


@pytest.mark.parametrize(
    ("task", "agencies"),
    [
        ("Riêng Ủy ban nhân dân xã Cát Hải dựng thêm 02 chốt kiểm dịch.", ["Ủy ban nhân dân xã Cát Hải"]),
        ("Riêng các xã vùng cao giảm tỷ lệ hộ nuôi thả rông 2%.", []),
        ("Các đoàn kiểm tra báo cáo kết quả từng đợt.", ["Các đoàn kiểm tra"]),
        ("Phòng Nghiệp vụ Thú y dự thảo báo cáo, trình Giám đốc Sở.", ["Phòng Nghiệp vụ Thú y"]),
    ],
)
def test_who_a_task_is_set_apart_for(task: str, agencies: list[str]) -> None:
    assert [agency for agency, _, _ in _tasks(f"I. NHIỆM VỤ\n1. {task}")] == agencies
