"""Words that look alike and mean different things: parts and groups, sources of money, numbers of indicators, owners."""

from __future__ import annotations

import pytest

from plan_extract.model.facts import Target
from plan_texts import record_of


def _numbers(task: str) -> list[Target]:
    return [target for target in record_of(f"I. NHIỆM VỤ\n1. {task}").targets if target.kind == "numeric"]


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("Tỷ lệ hộ nuôi bò qua tập huấn đạt 40%, trong đó hộ nuôi bò sữa đạt trên 60%.",
         [("Tỷ lệ hộ nuôi bò qua tập huấn", None), ("Tỷ lệ hộ nuôi bò qua tập huấn", "hộ nuôi bò sữa")]),
        ("Tỷ lệ hộ nghèo còn 5%, hộ cận nghèo còn 6,1%.", [("Tỷ lệ hộ nghèo", None), ("Tỷ lệ hộ cận nghèo", None)]),
        ("Mức hỗ trợ xây mới chuồng 6 triệu đồng/hộ, sửa chữa 3 triệu đồng/hộ.",
         [("Mức hỗ trợ xây mới chuồng", None), ("Mức hỗ trợ", "sửa chữa")]),
        ("Mỗi trại giống liên kết với ít nhất 20 hộ, mỗi trại thịt ít nhất 08 hộ.",
         [("Mỗi trại giống liên kết hộ", None), ("liên kết hộ", "mỗi trại thịt")]),
    ],
)  # fmt: skip
def test_parts_and_others(task: str, told: list[tuple[str, str | None]]) -> None:
    assert [(target.measure, target.scope) for target in _numbers(task)] == told


@pytest.mark.parametrize(
    ("task", "values"),
    [
        ("Mở thêm 05 chợ gia súc, giới hạn không quá 1.000 con/ngày đối với chợ huyện.", [5, 1000]),
        ("Đào tạo, bồi dưỡng cho 6.000 lượt người, bình quân 1.000 lượt người/năm.", [6000, 1000]),
        ("Mở 04 lớp cho 120 hộ nuôi; giải quyết việc làm mới cho 210 lao động, trong đó có việc tại trại từ 15 người.",
         [4, 210, 15]),
        ("Công khai 100% thủ tục thú y, thực hiện chỉ tiêu (16).", [100]),
        ("Chịu trách nhiệm thực hiện các mục tiêu 2.1, 2.2 và 2.3.", []),
        ("Thu hồi giấy phép của xe chở gia súc vi phạm từ 03 lần/tháng trở lên.", []),
        ("Kết nối dữ liệu giống theo NQ 66.25/2026/NQ-CP.", []),
    ],
)  # fmt: skip
def test_figures_that_count(task: str, values: list[float]) -> None:
    assert [target.value for target in _numbers(task)] == values


@pytest.mark.parametrize(
    ("task", "measure"),
    [
        ("Mỗi trại kiểm tra không quá 01 lần/năm, trừ trường hợp có dịch.", "Mỗi trại kiểm tra"),
        ("Hội thi giống bố trí 450 triệu đồng từ dự toán năm 2026 của Công an tỉnh.", "Hội thi giống bố trí"),
        ("Phấn đấu đến hết tháng 6 giải ngân đạt 55%.", "giải ngân"),
        ("Giá trị chăn nuôi tăng 9,2% so với ước thực hiện năm 2025.", "Giá trị chăn nuôi"),
    ],
)
def test_words_that_are_no_part_of_a_measure(task: str, measure: str) -> None:
    assert [target.measure for target in _numbers(task)] == [measure]


def test_a_bracket_may_say_the_change_in_another_unit() -> None:
    level, change = _numbers("Giảm tỷ lệ hộ nghèo xuống dưới 5% (tương ứng giảm ít nhất 82 hộ).")
    assert (level.quantity, level.value) == ("level", 5)
    assert (change.quantity, change.direction, change.comparator, change.value) == ("change", "decrease", ">=", 82)


def test_the_pace_behind_a_value_is_its_change() -> None:
    value, pace = _numbers("Giá trị thịt bò xuất khẩu đạt 10 tỷ đồng, tốc độ tăng bình quân 5 - 6%/năm.")
    assert pace.measure == value.measure == "Giá trị thịt bò xuất khẩu"
    assert (pace.quantity, pace.direction, pace.frequency) == ("change", "increase", "annual")


def test_counts_of_a_task_table() -> None:
    record = record_of(
        "I. LỊCH KIỂM TRA\n\n"
        "| Đợt | Nội dung kiểm tra | Địa bàn | Số cơ sở | Thời gian | Đơn vị chủ trì |\n|---|---|---|---|---|---|\n"
        "| 1 | Kiểm tra nơi giết mổ | Khu vực Việt Trì | 140 | Tháng 10/2026 | Chi cục Thú y |\n"
        "| 2 | Phúc tra nơi đã bị phạt | Toàn tỉnh | 60 | Tháng 12/2026 | Sở Y tế |\n"
    )
    assert [(t.measure, t.value, t.unit_text, t.scope, t.agency, t.year) for t in record.targets] == [
        ("Số cơ sở", 140, "cơ sở", "Khu vực Việt Trì", "Chi cục Thú y", 2026),
        ("Số cơ sở", 60, "cơ sở", None, "Sở Y tế", 2026),
    ]


def test_who_drafts_does_not_act_where_another_leads() -> None:
    record = record_of(
        "I. PHẢN BIỆN\n\n"
        "| TT | Dự thảo văn bản | Cơ quan soạn thảo | Đơn vị chủ trì phản biện | Thời gian |\n|---|---|---|---|---|\n"
        "| 1 | Nghị quyết hỗ trợ nuôi bò | Sở Tài chính | Hội Nông dân tỉnh | Quý III/2026 |\n"
    )
    assert [(each.agency, each.role) for each in record.responsibilities] == [("Hội Nông dân tỉnh", "lead")]


@pytest.mark.parametrize(
    ("task", "agencies"),
    [
        ("Các chủ rừng bố trí lực lượng trực.", ["Các chủ rừng"]),
        ("Chủ rừng là hộ gia đình, cá nhân có trách nhiệm đóng góp công.", ["Chủ rừng là hộ gia đình, cá nhân"]),
        ("Chủ rừng là các doanh nghiệp nhà nước đang quản lý rừng.", []),
        ("Các doanh nghiệp kinh doanh thức ăn chăn nuôi niêm yết giá.",
         ["Các doanh nghiệp kinh doanh thức ăn chăn nuôi"]),
        ("Ngân hàng Chính sách xã hội Chi nhánh tỉnh tăng nguồn vốn vay.",
         ["Ngân hàng Chính sách xã hội Chi nhánh tỉnh"]),
    ],
)  # fmt: skip
def test_owners_and_firms(task: str, agencies: list[str]) -> None:
    assert [each.agency for each in record_of(f"I. NHIỆM VỤ\n1. {task}").responsibilities] == agencies


@pytest.mark.parametrize(
    ("task", "limits"),
    [
        ("Rà soát chuồng. Thời gian hoàn thành: Trình UBND tỉnh trước ngày 15/4/2026.", [("complete", "2026-04-15")]),
        ("Tuyên truyền. Thời gian thực hiện: Cả năm 2026.", []),
        ("Kế hoạch này có hiệu lực thi hành kể từ ngày ký và được áp dụng trong năm học 2026 - 2027.", []),
        ("Chi cục Thú y cung cấp nhu cầu vắc xin cho Sở Y tế trước ngày 10/3/2026.", [("submit", "2026-03-10")]),
        ("Các sở báo cáo kết quả về UBND tỉnh trước ngày 20 của tháng cuối quý và trước ngày 15/11 hằng năm để tổng hợp.",
         [("report", "---20"), ("report", "--11-15")]),
    ],
)  # fmt: skip
def test_times_and_what_they_limit(task: str, limits: list[tuple[str, str]]) -> None:
    record = record_of(f"I. NHIỆM VỤ\n1. {task}")
    assert [(limit.action, limit.date) for limit in record.deadlines] == limits


def test_letters_before_a_number_say_its_type() -> None:
    record = record_of("I. NHIỆM VỤ\n1. Hỗ trợ trại giống theo NQ 193/2025/QH15 và NĐ 193/2025/NĐ-CP.")
    found = {(each.type, each.number) for each in record.legal_references}
    assert {("Nghị quyết", "193/2025/QH15"), ("Nghị định", "193/2025/NĐ-CP")} <= found


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("Thưởng mỗi xã 1 tỷ đồng, 500 triệu đồng cho mỗi thôn.", [1_000_000_000, 500_000_000]),
        ("Tỷ lệ giải ngân vốn của các dự án đạt 95%.", [95]),
        ("Hoàn thành mục tiêu 1.250 căn chuồng mẫu.", [1250]),
        ("Tổ chức tập huấn cho 60 hộ nuôi.", []),
    ],
)
def test_figures_that_are_near_to_others(task: str, told: list[float]) -> None:
    assert [target.value for target in _numbers(task)] == told


@pytest.mark.parametrize(
    ("task", "told"),
    [
        ("Tăng 10% số hộ nuôi bò sữa, 50 hộ thoát nghèo.", ["số hộ nuôi bò sữa", "hộ thoát nghèo"]),
        ("Tỷ lệ hộ nghèo dùng nước sạch đạt 90%, hộ cận nghèo đạt 95%.", ["Tỷ lệ hộ nghèo dùng nước sạch"] * 2),
        ("Mức chi hội nghị 5 triệu đồng, tổng kinh phí 30 triệu đồng.", ["Mức chi hội nghị", "tổng kinh phí"]),
        ("Huy động 3 tỷ đồng từ nguồn xã hội hóa cho trại giống, 2 tỷ đồng từ vốn vay cho trại thịt.",
         ["Huy động cho trại giống", "Huy động cho trại thịt"]),
    ],
)  # fmt: skip
def test_measures_that_are_near_to_others(task: str, told: list[str]) -> None:
    assert [target.measure for target in _numbers(task)] == told


def test_telephones_are_no_counts_and_hours_from_an_event_are_no_agenda() -> None:
    record = record_of(
        "I. NHIỆM VỤ\n\n"
        "| STT | Thời hạn | Nhiệm vụ | Đơn vị chủ trì | Số điện thoại |\n|---|---|---|---|---|\n"
        "| 1 | 24 giờ kể từ khi có ổ dịch | Khử khuẩn chuồng | Chi cục Thú y | 0912345678 |\n"
        "| 2 | 48 giờ kể từ khi có ổ dịch | Lập chốt kiểm dịch | Công an tỉnh | 0912345679 |\n"
    )
    assert not record.targets
    assert [(each.agency, each.due) for each in record.responsibilities] == [
        ("Chi cục Thú y", "PT24H"),
        ("Công an tỉnh", "PT48H"),
    ]


@pytest.mark.parametrize(
    "task",
    [
        "Hoàn thiện hồ sơ. Công an tỉnh trong năm 2025 đã bắt 20 vụ trộm bò.",
        "Thành phần đoàn kiểm tra gồm: lãnh đạo Sở Y tế; Công an tỉnh; Sở Tài chính tham gia làm thành viên.",
        "Cung cấp số liệu cho: Sở Tài chính; Sở Nội vụ tổng hợp trình UBND tỉnh.",
    ],
)
def test_bodies_that_are_only_spoken_of_have_no_task(task: str) -> None:
    record = record_of(f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế\n- {task}\n- Khám cho người nuôi bò.\n")
    assert [each.agency for each in record.responsibilities] == ["Sở Y tế", "Sở Y tế"]


def test_a_step_with_a_share_and_a_day_is_a_deadline_and_no_day_goes_back_in_time() -> None:
    record = record_of(
        "I. NHIỆM VỤ\n\n| STT | Nhiệm vụ | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n"
        "| 1 | Dựng trại | Sở Y tế | Hoàn thành 100% hồ sơ trước 30/6/2026; bàn giao trại trước 31/12/2027 |\n"
        "| 2 | Đếm đàn | Sở Y tế | Tháng 12/2026, gửi trước ngày 15/01 |\n"
    )
    assert [limit.date for limit in record.deadlines] == ["2026-06-30", "2027-12-31", "2026-12", "--01-15"]
