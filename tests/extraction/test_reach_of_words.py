"""How far words reach: each of these looks like wording that a rule knows and says something else."""

from __future__ import annotations

import pytest

from plan_texts import record_of


def _values(line: str, chapter: str = "MỤC TIÊU") -> list[tuple[str, float]]:
    return [(each.measure, float(each.value or 0)) for each in record_of(f"I. {chapter}\n- {line}\n").targets]


def _times(line: str) -> list[tuple[str, str, str | None, str]]:
    found = record_of(f"I. NHIỆM VỤ\n- {line}\n").deadlines
    return [(each.action, each.relation, each.date, each.recurrence) for each in found]


def _tasks(body: str) -> list[tuple[str, str]]:
    found = record_of(f"I. NHIỆM VỤ\n{body}\n").responsibilities
    return [(each.agency, each.task) for each in found]


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        ("Hỗ trợ 4 triệu đồng đối với diện tích từ 2 ha trở lên.", "Hỗ trợ 4 triệu đồng đối với diện tích từ 2 ha trở lên"),
        ("Cấp 15 giấy phép đối với công suất dưới 20 m3/ngày.", "Cấp 15 giấy phép đối với công suất dưới 20 m3/ngày"),
        ("Mở rộng thêm 90 ha cùng với diện tích 400 ha hiện có.", "Mở rộng thêm 90 ha cùng với diện tích 400 ha hiện có"),
        ("Sản lượng đạt 85% so với công suất thiết kế 70 tấn.", "Sản lượng đạt 85% so với công suất thiết kế 70 tấn"),
        ("Xây dựng 04 bến xe, phù hợp với quy mô từ 80 xe trở lên.", "Xây dựng 04 bến xe"),
    ],
)  # fmt: skip
def test_with_inside_another_word_opens_no_clause(line: str, quote: str) -> None:
    assert [each.quote for each in record_of(f"I. MỤC TIÊU\n- {line}\n").targets] == [quote]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Đến hết năm 2023, toàn xã có 48 chi bộ. Kết nạp 90 đảng viên.", [("Kết nạp đảng viên", 90)]),
        (
            "Tính đến hết năm 2023, tỷ lệ che phủ rừng là 41%; năm 2027 đạt 43%; trồng mới 250 ha rừng.",
            [("tỷ lệ che phủ rừng", 43), ("trồng mới rừng", 250)],
        ),
        ("Đến hết năm 2023, tỷ lệ hộ nghèo là 7%, năm 2027 giảm còn 5%.", [("tỷ lệ hộ nghèo", 5)]),
        ("Độ tin cậy dự báo đạt trên 75% vào năm 2027.", [("Độ tin cậy dự báo", 75)]),
        ("Phấn đấu chất lượng bản tin dự báo đạt trên 70%.", [("chất lượng bản tin dự báo", 70)]),
        ("Nhu cầu điện dự báo tăng 8%.", []),
        ("Số điện thoại liên hệ: 114", []),
        ("Số người tham gia năm 2023: 60", []),
        ("Số trang trại vào năm 2027: 60", [("Số trang trại", 60)]),
        ("Kênh chính Bắc dài 9 km.", [("Kênh chính Bắc dài", 9)]),
        ("Duy trì mức sinh thay thế (2,1 con/phụ nữ).", [("mức sinh thay thế", 2.1)]),
    ],
)
def test_what_is_told_and_what_is_promised(line: str, expected: list[tuple[str, float]]) -> None:
    assert _values(line) == expected


def test_the_same_time_in_another_case() -> None:
    record = record_of("I. MỤC TIÊU\n- Thời gian chờ khám dưới 80 phút, đối với khám có xét nghiệm dưới 140 phút.\n")
    assert [(each.measure, each.value, each.scope) for each in record.targets] == [
        ("Thời gian chờ khám", 80, None),
        ("Thời gian chờ khám", 140, "khám có xét nghiệm"),
    ]
    line = "Tổ chức 6 lớp, mỗi lớp 25 người, thời gian 3 ngày, tại huyện Phù Ninh 2 ngày."
    assert [value for _, value in _values(line, "NHIỆM VỤ")] == [6, 25]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Khắc phục hậu quả trận lũ, sửa chữa đê xong trong tháng 8/2026.", ("complete", "in", "2026-08", "once")),
        ("Ứng phó các đợt mưa lũ, kiểm tra hồ đập vào tháng 8/2026.", ("other", "in", "2026-08", "once")),
        ("Rà soát hộ nghèo theo Thông tư số 07 của Bộ hằng năm.", ("other", "every", None, "annual")),
        ("Thống kê đất đai theo Luật Đất đai 2013 của Quốc hội hằng năm.", ("other", "every", None, "annual")),
        ("Tổ chức tập huấn (nhằm nâng cao năng lực, trong tháng 5/2026).", ("other", "in", "2026-05", "once")),
        (
            "Tổ chức học tập nghị quyết Đại hội XIV của Đảng cho đảng viên ngày 15/4/2026.",
            ("other", "on", "2026-04-15", "once"),
        ),
        (
            "Cải tạo bến thuyền theo dự án đã được UBND tỉnh chấp thuận, đưa vào khai thác trong quý II năm 2026.",
            ("other", "in", "2026-Q2", "once"),
        ),
    ],
)
def test_times_behind_words_of_other_matters(line: str, expected: tuple[str, str, str | None, str]) -> None:
    assert _times(line) == [expected]


def test_the_year_in_which_something_was_approved_is_no_deadline() -> None:
    assert _times("Dự án đã được Thủ tướng Chính phủ phê duyệt trong năm 2026.") == []


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("UBND các xã biểu dương các điển hình tiên tiến.", "UBND các xã"),
        ("Ban Tổ chức ghi nhận kết quả, xếp giải và trao thưởng.", "Ban Tổ chức"),
        ("Sở Y tế thống nhất với Sở Tài chính phân bổ kinh phí.", "Sở Y tế"),
    ],
)
def test_only_a_council_praises_without_a_task(line: str, agency: str) -> None:
    assert _tasks(f"- {line}") == [(agency, line)]
    assert _tasks("- Hội đồng nhân dân tỉnh biểu dương các điển hình tiên tiến.") == []


def test_a_cell_named_by_a_branch_and_a_cell_that_builds() -> None:
    assert _tasks("- Chi bộ Xây dựng kế hoạch sinh hoạt chuyên đề.")[0][0] == "Chi bộ"
    assert _tasks("- Chi bộ Xây dựng tổ chức sinh hoạt chuyên đề.")[0][0] == "Chi bộ Xây dựng"


def test_bullets_behind_an_order_are_of_whom_it_names() -> None:
    body = "UBND tỉnh giao Sở Y tế có trách nhiệm:\n- Tham mưu kế hoạch.\n- Kiểm tra cơ sở."
    assert _tasks(body) == [("Sở Y tế", "Tham mưu kế hoạch."), ("Sở Y tế", "Kiểm tra cơ sở.")]


def test_a_share_behind_a_sign_of_equality_keeps_its_unit_and_its_words() -> None:
    (_, share) = record_of("I. MỤC TIÊU\n- Hộ dân đăng ký đạt 135/150 = 90,0%.\n").targets
    assert (share.value, share.unit_text, share.quote) == (90, "%", "Hộ dân đăng ký đạt 135/150 = 90,0%")


Row = tuple[str, float, int | None, str | None]


def _rows(line: str, chapter: str = "MỤC TIÊU") -> list[Row]:
    found = record_of(f"I. {chapter}\n- {line}\n").targets
    return [(each.measure, float(each.value or 0), each.year, each.scope) for each in found]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Tỷ lệ giải ngân vốn đầu tư công đến 30/6 đạt trên 45%, đến 31/12 đạt 96%.",
            [("Tỷ lệ giải ngân vốn đầu tư công", 45), ("Tỷ lệ giải ngân vốn đầu tư công", 96)],
        ),
        (
            "Thu ngân sách đạt 900 tỷ đồng, bằng 108% dự toán tỉnh giao và tăng 7% so với thực hiện năm 2025.",
            [("Thu ngân sách", 900e9), ("Thu ngân sách dự toán tỉnh giao", 108), ("Thu ngân sách", 7)],
        ),
        (
            "Kéo giảm ít nhất 12% số vụ cháy lớn, 6% số người chết do cháy so với năm 2025.",
            [("số vụ cháy lớn", 12), ("số người chết do cháy", 6)],
        ),
        (
            "Giảm 4% số vụ tai nạn giao thông, 9% số người chết và số người bị thương.",
            [("số vụ tai nạn giao thông", 4), ("số người chết và số người bị thương", 9)],
        ),
        (
            "Đón 1,2 triệu lượt khách du lịch (khách quốc tế 150 nghìn lượt).",
            [("Đón lượt khách du lịch", 1.2e6), ("khách quốc tế", 150e3)],
        ),
    ],
)
def test_parts_and_shares_take_the_words_that_are_theirs(line: str, expected: list[tuple[str, float]]) -> None:
    assert _values(line) == expected


def test_the_year_that_opens_a_paragraph_holds_behind_the_semicolon() -> None:
    line = "Phấn đấu năm 2027 thu ngân sách đạt 900 tỷ đồng; chi ngân sách 800 tỷ đồng."
    assert [year for _, _, year, _ in _rows(line)] == [2027, 2027]


def test_a_narrower_group_of_what_the_measure_ends_with() -> None:
    assert _rows("Tỷ lệ khám phá án đạt 80%, án đặc biệt nghiêm trọng đạt 96%.") == [
        ("Tỷ lệ khám phá án", 80, 2030, None),
        ("Tỷ lệ khám phá án", 96, 2030, "án đặc biệt nghiêm trọng"),
    ]


def test_a_sum_alone_in_a_year_is_of_the_whole() -> None:
    line = (
        "Tổng kinh phí 50 tỷ đồng, gồm: ngân sách tỉnh 30 tỷ đồng, xã hội hóa 20 tỷ đồng. Riêng năm 2027 là 9 tỷ đồng."
    )
    assert _rows(line, "KINH PHÍ")[-1] == ("Tổng kinh phí", 9e9, 2027, None)


def test_the_power_of_ships_is_no_target() -> None:
    assert _values("Bảo đảm cho tàu có công suất đến 380 CV cập cảng.", "NHIỆM VỤ") == []


def test_a_time_that_is_measured_is_no_deadline() -> None:
    record = record_of("I. MỤC TIÊU\n- Thời gian triển khai lực lượng chữa cháy sau khi nhận tin không quá 06 phút.\n")
    assert [each.value for each in record.targets] == [6]
    assert record.deadlines == ()


def test_a_sentence_over_its_labels_has_a_deadline_of_its_own() -> None:
    body = """\
I. NHIỆM VỤ
1. Công tác tuyên truyền
a) Tổ chức ký cam kết cho chủ tàu trước ngày 30/4/2026.
- Cơ quan chủ trì: Sở Nông nghiệp và Môi trường.
- Thời gian thực hiện: Quý III/2026.
"""
    assert [(each.relation, each.date) for each in record_of(body).deadlines] == [
        ("before", "2026-04-30"),
        ("in", "2026-Q3"),
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Đào tạo 900 lượt cán bộ (trong đó: 150 lượt lãnh đạo cấp xã; 750 lượt công chức chuyên môn).",
            [("Đào tạo lượt cán bộ", 900), ("Đào tạo lượt lãnh đạo cấp xã", 150), ("Đào tạo lượt công chức chuyên môn", 750)],
        ),
        ("Kiểm tra liên ngành: 02 đợt/năm (đợt 1: tháng 4/2026; đợt 2: tháng 9/2026).", [("Kiểm tra liên ngành", 2)]),
        ("Họp giao ban vào tuần 2 tháng 3/2026.", []),
        ("Phát thanh mỗi tuần 02 buổi.", [("Phát thanh mỗi tuần", 2)]),
        ("Kinh phí kiểm tra 180 triệu đồng được bố trí từ nguồn kinh phí giao cho Sở.", [("Kinh phí kiểm tra", 180e6)]),
        (
            "Tổng sản lượng thủy sản đạt 90 tấn, trong đó sản lượng khai thác 60 tấn, sản lượng nuôi trồng 30 tấn.",
            [("Tổng sản lượng thủy sản", 90), ("sản lượng khai thác", 60), ("sản lượng nuôi trồng", 30)],
        ),
    ],
)  # fmt: skip
def test_parts_rounds_and_sources(line: str, expected: list[tuple[str, float]]) -> None:
    assert _values(line, "NHIỆM VỤ") == expected


def test_yields_without_a_comma_and_incomes_without_their_unit() -> None:
    line = "Cây lạc: Diện tích 12 ha năng suất đạt 40 tạ/ha. Sản lượng 48 tấn."
    assert _values(line) == [("Cây lạc Diện tích", 12), ("Cây lạc năng suất", 40), ("Sản lượng", 48)]
    (income,) = record_of("I. MỤC TIÊU\n- Thu nhập bình quân đầu người đạt 31,5 triệu.\n").targets
    assert (income.value, income.unit, income.unit_text) == (31_500_000, "money", "triệu")
    (sales,) = record_of("I. MỤC TIÊU\n- Doanh thu bình quân đạt 31,5 triệu.\n").targets
    assert (sales.value, sales.unit) == (31_500_000, "other")


def test_the_doer_of_a_passive_ends_its_task() -> None:
    line = "Khảo sát thực trạng, do Phòng Kinh tế và Hạ tầng chủ trì, hoàn thành trước 30/6/2026."
    (task,) = record_of(f"I. NHIỆM VỤ\n- {line}\n").responsibilities
    assert (task.agency, task.role, task.rule) == ("Phòng Kinh tế và Hạ tầng", "lead", "responsibility.passive")
    assert _tasks("- Tham gia hội nghị do Bộ Y tế chủ trì.") == []
    assert _tasks("- Lập danh mục dự án, do Sở Tài chính chủ trì soạn thảo được trình đúng hạn.") == []


def test_two_names_of_one_heading_that_no_register_knows() -> None:
    heading = "1. Phòng Công chức, viên chức và Phòng Tổ chức bộ máy và Biên chế"
    record = record_of(f"I. TỔ CHỨC THỰC HIỆN\n{heading}\n- Rà soát vị trí việc làm.\n2. Phòng Y tế\n- Kiểm tra.\n")
    assert [each.agency for each in record.responsibilities][:2] == [
        "Phòng Công chức, viên chức",
        "Phòng Tổ chức bộ máy và Biên chế",
    ]


def test_what_is_finished_is_not_handed_in() -> None:
    assert _times("Rà soát, hoàn thành đăng ký cho 310 tàu cá trước ngày 30/4/2026.")[0][0] == "complete"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Bố trí 01 bác sĩ/trạm y tế xã.", [("Bố trí bác sĩ", 1)]),
        ("Mở 03 lớp (25 học viên/lớp, thời gian 02 tháng/lớp).", [("Mở lớp", 3), ("học viên", 25)]),
        (
            "Tổng kinh phí 20 tỷ đồng (ngân sách trung ương 50%, tỉnh 30%, huyện 20%).",
            [("Tổng kinh phí", 20e9), ("ngân sách trung ương", 50), ("ngân sách tỉnh", 30), ("ngân sách huyện", 20)],
        ),
        ("Cấp 02 máy/hợp tác xã, 30 con giống/mô hình.", [("Cấp máy", 2), ("Cấp con giống", 30)]),
        ("Cho vay ưu đãi 40 triệu đồng/hộ, thời hạn 24 tháng.", [("Cho vay ưu đãi", 40e6)]),
        ("Nạo vét 9 km kênh mương, làm mới 4,5 km đường bê tông.", [("Nạo vét kênh mương", 9), ("làm mới đường bê tông", 4.5)]),
        ("Kiểm tra 80 cơ sở, lấy 40 mẫu xét nghiệm.", [("Kiểm tra cơ sở", 80), ("lấy mẫu xét nghiệm", 40)]),
    ],
)  # fmt: skip
def test_what_belongs_to_each_and_what_comes_next(line: str, expected: list[tuple[str, float]]) -> None:
    assert _values(line, "NHIỆM VỤ") == expected


def test_a_change_in_brackets_is_of_no_place() -> None:
    found = _rows("Chuyển 35 người lao động sang Nhật Bản (tăng 6 người so với năm 2025).", "NHIỆM VỤ")
    assert [(value, scope) for _, value, _, scope in found] == [(35, None), (6, None)]


def test_a_body_before_a_colon_that_is_asked() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n1. Tòa án nhân dân tỉnh: đề nghị phối hợp xét xử lưu động.\n2. Sở Y tế: đề nghị UBND các xã báo cáo.\n"
    assert [each.role for each in record_of(body).responsibilities] == ["request", "implement"]


def test_members_of_a_committee_are_not_the_committee() -> None:
    body = "- Đảng ủy viên phụ trách bản, các chi bộ trực thuộc xây dựng kế hoạch."
    assert [agency for agency, _ in _tasks(body)] == ["Đảng ủy viên phụ trách bản", "các chi bộ trực thuộc"]


def test_things_that_are_counted_are_no_bodies() -> None:
    body = "I. MỤC TIÊU\n1. Xây dựng mới\n- Trường học: 3 trường\n- Phòng khám khu vực: 2 phòng khám\n"
    assert [(each.value, each.agency) for each in record_of(body).targets] == [(3, None), (2, None)]
