"""Targets that take from where they stand: tables, headings, agencies, labelled lines, sections of the past."""

from __future__ import annotations

from decimal import Decimal

from plan_extract.model.facts import Target
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_HEAD = """\
ỦY BAN NHÂN DÂN XÃ AN HÒA
Số: 15/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2024

KẾ HOẠCH
Phát triển kinh tế - xã hội xã An Hòa giai đoạn 2024 - 2026

Thực hiện Nghị quyết của Hội đồng nhân dân xã, Ủy ban nhân dân xã ban hành Kế hoạch như sau:

"""


def _targets(body: str) -> list[Target]:
    plan = extract_source(read_text((_HEAD + body).encode("utf-8"), "sample.txt"))
    return list(plan.record.targets)


def _rows(targets: list[Target], *fields: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(target, field) for field in fields) for target in targets]


INDICATORS = """\
I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao đời sống Nhân dân.

2. Mục tiêu cụ thể

| TT | Chỉ tiêu | Đơn vị tính | Thực hiện năm 2023 | Năm 2024 | Năm 2026 |
|---|---|---|---|---|---|
| 1 | Tỷ lệ hộ nghèo | % | 8,4 | 7 | ≤ 4,5 |
| 2 | Tỷ suất tử vong trẻ em dưới 5 tuổi | ‰ | 21 | 20 | 18 |
| 3 | Số hộ ở nhà tạm | hộ | 35 | 12 | 0 |
| 4 | Thu nhập bình quân đầu người | triệu đồng | 36 | 40 | 50 - 52 |
| 5 | Số trẻ em tử vong do tai nạn | trẻ/100.000 trẻ em | 21 | 19 | 17,5 |

II. TỔ CHỨC THỰC HIỆN

Các thôn thực hiện Kế hoạch.
"""


def test_an_indicator_table_gives_a_target_for_each_cell_that_plans() -> None:
    targets = _targets(INDICATORS)
    assert _rows(targets, "indicator", "measure", "year", "comparator", "value", "value_high", "unit", "per") == [
        ("1", "Tỷ lệ hộ nghèo", 2024, "=", Decimal("7"), None, "%", None),
        ("1", "Tỷ lệ hộ nghèo", 2026, "<=", Decimal("4.5"), None, "%", None),
        ("2", "Tỷ suất tử vong trẻ em dưới 5 tuổi", 2024, "=", Decimal("20"), None, "ratio", Decimal(1000)),
        ("2", "Tỷ suất tử vong trẻ em dưới 5 tuổi", 2026, "=", Decimal("18"), None, "ratio", Decimal(1000)),
        ("3", "Số hộ ở nhà tạm", 2024, "=", Decimal("12"), None, "count", None),
        ("3", "Số hộ ở nhà tạm", 2026, "=", Decimal("0"), None, "count", None),
        ("4", "Thu nhập bình quân đầu người", 2024, "=", Decimal("40000000"), None, "money", None),
        ("4", "Thu nhập bình quân đầu người", 2026, "range", Decimal("50000000"), Decimal("52000000"), "money", None),
        ("5", "Số trẻ em tử vong do tai nạn", 2024, "=", Decimal("19"), None, "ratio", Decimal(100000)),
        ("5", "Số trẻ em tử vong do tai nạn", 2026, "=", Decimal("17.5"), None, "ratio", Decimal(100000)),
    ]
    assert {target.kind for target in targets} == {"numeric"}
    assert targets[1].quote == "Tỷ lệ hộ nghèo | % | 8,4 | 7 | ≤ 4,5"
    assert targets[1].section == "objectives"


def test_a_table_by_locality_has_scopes_and_a_total_without() -> None:
    body = INDICATORS.split("| TT |")[0] + (
        "- Giảm nghèo bền vững.\n\nII. NHIỆM VỤ\n\n1. Giảm nghèo\n\n"
        "| TT | Thôn | Số hộ nghèo hiện có | Số hộ thoát nghèo năm 2024 (hộ) |\n|---|---|---|---|\n"
        "| 1 | Thôn Đông | 31 | 6 |\n| 2 | Thôn Tây | 22 | - |\n| | Tổng cộng | 53 | 6 |\n"
    )
    targets = [target for target in _targets(body) if target.rule == "target.table-cell"]
    assert _rows(targets, "measure", "scope", "value", "unit", "year") == [
        ("Số hộ thoát nghèo", "Thôn Đông", Decimal(6), "count", 2024),
        ("Số hộ thoát nghèo", None, Decimal(6), "count", 2024),
    ]


def test_what_is_there_today_beside_what_is_planned_is_no_target() -> None:
    rows = "| TT | Tên thôn | Tổng đàn (con) | Chỉ tiêu tiêm phòng (con) |\n|---|---|---|---|\n| 1 | Thôn Đông | 120 | 110 |\n"
    found = _targets(f"I. CHỈ TIÊU GIAO\n\n{rows}")
    assert _rows(found, "measure", "value", "scope") == [("tiêm phòng", Decimal(110), "Thôn Đông")]


def test_the_unit_of_a_caption_counts_for_the_table() -> None:
    body = (
        "I. KINH PHÍ\n\nNhu cầu vốn như sau (Đơn vị tính: triệu đồng):\n\n| TT | Nguồn vốn | Năm 2024 |\n|---|---|---|\n"
        "| 1 | Ngân sách huyện | 250 |\n| 2 | Ngân sách xã | 80 |\n\nII. TỔ CHỨC THỰC HIỆN\n\nCác thôn thực hiện.\n"
    )
    assert _rows(_targets(body), "measure", "value", "unit", "section") == [
        ("Ngân sách huyện", Decimal(250_000_000), "money", "funding"),
        ("Ngân sách xã", Decimal(80_000_000), "money", "funding"),
    ]


def test_a_heading_gives_the_year() -> None:
    body = (
        "I. MỤC TIÊU\n\n1. Mục tiêu chung\n\nNâng cao đời sống.\n\n2. Mục tiêu cụ thể\n\n2.1. Đến năm 2025\n\n- Tỷ lệ hộ nghèo còn 5%.\n\n"
        "2.2. Đến năm 2026\n\n- Tỷ lệ hộ nghèo còn 3,5%.\n\nII. TỔ CHỨC THỰC HIỆN\n\nCác thôn thực hiện.\n"
    )
    assert _rows(_targets(body), "value", "year") == [(Decimal(5), 2025), (Decimal("3.5"), 2026)]


def test_labels_give_goal_and_indicator() -> None:
    body = (
        "I. MỤC TIÊU\n\n1. Mục tiêu chung\n\nNâng cao đời sống.\n\n2. Mục tiêu cụ thể\n\nMục tiêu 1: Giảm nghèo\n\n- Chỉ tiêu 1: Tỷ lệ hộ nghèo còn 5%.\n\n"
        "Mục tiêu 2: Y tế\n\n- Chỉ tiêu 02: 95% dân số có thẻ bảo hiểm y tế; không để xảy ra dịch lớn.\n\nII. TỔ CHỨC THỰC HIỆN\n\nCác thôn thực hiện.\n"
    )
    targets = sorted(_targets(body), key=lambda target: target.start)
    assert _rows(targets, "goal", "indicator", "kind", "value") == [
        ("1", "1", "numeric", Decimal(5)),
        ("2", "2", "numeric", Decimal(95)),
        ("2", "2", "zero", Decimal(0)),
    ]


def test_general_goals_and_the_past_give_none() -> None:
    body = (
        "I. TÌNH HÌNH NĂM 2023\n\nTỷ lệ hộ nghèo còn 8,4%; thành lập được 03 câu lạc bộ.\n\nII. MỤC TIÊU\n\n1. Mục tiêu chung\n\n"
        "Phấn đấu 100% hộ dân có đời sống ổn định.\n\n2. Mục tiêu cụ thể\n\n- Tỷ lệ hộ nghèo còn 5%.\n\nIII. TỔ CHỨC THỰC HIỆN\n\nCác thôn thực hiện.\n"
    )
    assert _rows(_targets(body), "value") == [(Decimal(5),)]


def test_a_target_under_an_agency_names_it() -> None:
    body = (
        "I. MỤC TIÊU\n\n1. Mục tiêu chung\n\nNâng cao đời sống.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã\n\n- Kiểm tra ít nhất 20 cơ sở kinh doanh.\n\n"
        "2. Trạm Y tế xã: khám sàng lọc cho 95% trẻ em.\n\n3. Các thôn\n\n- Mỗi thôn thành lập 01 tổ tự quản.\n"
    )
    assert _rows(_targets(body), "agency", "section", "value") == [
        ("Công an xã", "implementation", Decimal(20)),
        ("Trạm Y tế xã", "implementation", Decimal(95)),
        ("Các thôn", "implementation", Decimal(1)),
    ]


def test_a_task_table_gives_its_lead_as_agency() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Các nhiệm vụ trọng tâm\n\n| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn |\n|---|---|---|---|---|\n"
        "| 1 | Mở 04 lớp dạy bơi | Đoàn Thanh niên xã | Trường Tiểu học An Hòa | Tháng 6/2025 |\n"
        "| 2 | Rà soát hộ nghèo | Công chức Văn hóa - Xã hội | Các thôn | Quý IV/2024 |\n"
    )
    assert _rows(_targets(body), "agency", "measure", "value", "year", "quote") == [
        (
            "Đoàn Thanh niên xã",
            "Mở lớp dạy bơi",
            Decimal(4),
            2025,
            "Mở 04 lớp dạy bơi | Đoàn Thanh niên xã | Trường Tiểu học An Hòa | Tháng 6/2025",
        ),
    ]


def test_every_target_carries_rule_and_confidence() -> None:
    for target in _targets(INDICATORS):
        assert target.rule.startswith("target.")
        assert 0 < target.confidence <= 1


FUNDS = """\
I. NỘI DUNG

1. Mục tiêu phát triển và tầm nhìn đến năm 2045

a) Mục tiêu phát triển

- Tỷ lệ thôn có nhà văn hóa đạt 90%.

b) Tầm nhìn đến năm 2045

- Tỷ lệ thôn có thư viện đạt 60%.

2. Kinh phí thực hiện: 5.400.000.000đ

a) Ngân sách xã cấp: 2.000.000.000đ

- Sửa nhà văn hóa: 1.500.000.000đ

b) Phân kỳ đầu tư:

- Năm 2024: 1.900 triệu đồng

- Năm 2025: 3.500 triệu đồng

- Ngân sách huyện: hỗ trợ các thôn khó khăn, chiếm khoảng 30% tổng vốn.

- Kinh phí trồng rừng theo Quyết định số: 661/QĐ-TTg ngày 29/7/1998 về dự án trồng mới 5 triệu ha rừng.
"""


def test_goals_and_funds_under_a_heading_of_contents():
    found = _targets(FUNDS)
    assert _rows(found, "section", "measure", "value", "year") == [
        ("objectives", "Tỷ lệ thôn có nhà văn hóa", Decimal(90), 2026),
        ("objectives", "Tỷ lệ thôn có thư viện", Decimal(60), 2045),
        ("funding", "Kinh phí thực hiện", Decimal(5_400_000_000), 2026),
        ("funding", "Ngân sách xã cấp", Decimal(2_000_000_000), 2026),
        ("funding", "Sửa nhà văn hóa", Decimal(1_500_000_000), 2026),
        ("funding", "Phân kỳ đầu tư", Decimal(1_900_000_000), 2024),
        ("funding", "Phân kỳ đầu tư", Decimal(3_500_000_000), 2025),
        ("funding", "Ngân sách huyện tổng vốn", Decimal(30), 2026),
    ]


SPOKEN = """\
I. MỤC TIÊU

1. Đến năm 2025

- Nông nghiệp công nghệ cao

Phấn đấu trên 50% diện tích lúa dùng giống mới.

100% hợp tác xã có mã số vùng trồng.

2. Đến năm 2026

- Toàn xã có 12 sân chơi. Trong đó, An Hòa Đông có 5 sân chơi.

- Tổng thu ngân sách trên địa bàn 10 tỷ đồng.

- Lắp mới trạm phát sóng: 58 trạm (Trong đó: Bưu điện: 25 trạm, Viễn thông: 33 trạm), nâng tổng số trạm: 188 trạm.

- Xây dựng trạm 5G đạt 100% và triển khai ứng dụng tại chợ.

- Trên 80% trạm y tế và 100% trường học đủ điều kiện dùng nước sạch.

II. NHIỆM VỤ

1. Hiện trạng

Xã có 28 trạm phát sóng.

2. Truyền thông

- Đợt 01: ra quân dọn rác tại chợ.

- Theo cam kết tại COP 26, giảm phát thải khi trồng lúa.
"""


def test_wording_of_real_plans():
    assert _rows(_targets(SPOKEN), "measure", "value", "comparator", "scope", "year") == [
        ("diện tích lúa dùng giống mới", Decimal(50), ">", None, 2025),
        ("hợp tác xã có mã số vùng trồng", Decimal(100), "=", None, 2025),
        ("sân chơi", Decimal(12), "=", None, 2026),
        ("sân chơi", Decimal(5), "=", "An Hòa Đông", 2026),
        ("Tổng thu ngân sách trên địa bàn", Decimal(10_000_000_000), "=", None, 2026),
        ("Lắp mới trạm phát sóng", Decimal(58), "=", None, 2026),
        ("Lắp mới trạm phát sóng", Decimal(25), "=", "Bưu điện", 2026),
        ("Lắp mới trạm phát sóng", Decimal(33), "=", "Viễn thông", 2026),
        ("tổng số trạm", Decimal(188), "=", None, 2026),
        ("Xây dựng trạm 5G", Decimal(100), "=", None, 2026),
        ("trạm y tế đủ điều kiện dùng nước sạch", Decimal(80), ">", None, 2026),
        ("trường học đủ điều kiện dùng nước sạch", Decimal(100), "=", None, 2026),
    ]


def test_a_topic_before_a_colon_is_no_part_of_a_task_that_says_enough():
    found = _targets(
        "I. NHIỆM VỤ\n\n1. Giữ rừng: Tuần tra ít nhất 02 lần/tháng; treo 50 băng rôn, mỗi tổ có 07 người.\n"
    )
    assert _rows(found, "measure", "value", "unit_text") == [
        ("Tuần tra", Decimal(2), "lần/tháng"),
        ("treo băng rôn", Decimal(50), "băng rôn"),
        ("mỗi tổ người", Decimal(7), "người"),
    ]


def test_branches_below_a_line_that_says_what_falls():
    found = _targets("I. MỤC TIÊU\n\n- Giảm tiêu hao năng lượng so với năm 2024:\n\n+ Ngành thép giảm ít nhất 3%.\n")
    assert _rows(found, "measure", "value", "quantity", "direction", "scope") == [
        ("tiêu hao năng lượng", Decimal(3), "change", "decrease", "Ngành thép")
    ]


def test_products_of_tasks_are_promised_but_papers_are_not():
    found = _targets(
        "I. NHIỆM VỤ\n\n| TT | Nhiệm vụ | Chủ trì | Thời gian | Sản phẩm |\n|---|---|---|---|---|\n"
        "| 1 | Diễn tập phương án | Công an xã | Quý II/2026 | 02 cuộc diễn tập cấp xã |\n"
        "| 2 | Báo cáo kết quả | Phòng Kinh tế | Tháng 12/2026 | 01 báo cáo |\n"
    )
    assert _rows(found, "measure", "value", "agency") == [("cuộc diễn tập cấp xã", Decimal(2), "Công an xã")]


def test_figures_behind_one_of_the_past_tell_of_the_past_too():
    found = _targets(
        "I. MỤC ĐÍCH, YÊU CẦU\n\nTừ năm 2023, trên địa bàn đã xảy ra 40 vụ cháy, làm chết 02 người; 61% số vụ do chập điện. "
        "Phấn đấu 100% tổ dân phố có bình chữa cháy.\n"
    )
    assert _rows(found, "measure", "value") == [("tổ dân phố có bình chữa cháy", Decimal(100))]


SCORES = """\
I. NHIỆM VỤ

1. Thi đua giữa các thôn.

PHỤ LỤC
THANG ĐIỂM THI ĐUA

| TT | Tiêu chí thi đua | Điểm chuẩn |
|---|---|---|
| 1 | Đường thôn sạch | 20 |
| 2 | Nhà văn hóa mở cửa | 15 |
"""


def test_points_of_a_contest_are_no_targets():
    assert _targets(SCORES) == []


GROUPED = """\
I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao đời sống Nhân dân.

2. Phát triển kinh tế số đến năm 2025

a) Mục tiêu chung

(1) Tỷ trọng kinh tế số đạt tối thiểu 12%;

(2) Thành lập 03 tổ hợp tác số;

b) Mục tiêu theo ngành

(1) Tỷ lệ hộ kinh doanh nhận tiền qua tài khoản đạt 60%.

II. TỔ CHỨC THỰC HIỆN

Các thôn thực hiện Kế hoạch.
"""


def test_common_aims_below_a_goal_of_its_own_are_indicators() -> None:
    targets = _targets(GROUPED)
    assert _rows(targets, "goal", "indicator", "year", "value") == [
        ("2", "1", 2025, Decimal("12")),
        ("2", "2", 2025, Decimal("3")),
        ("2", "1", 2025, Decimal("60")),
    ]


TWO_PARTS = """\
A. CÔNG TÁC PHÒNG CHÁY

I. YÊU CẦU

- 100% hộ dân ký cam kết an toàn.

II. NỘI DUNG

1. Lắp 40 bình chữa cháy.

B. CÔNG TÁC CỨU NẠN

I. TỔ CHỨC THỰC HIỆN

1. Công an xã: tập huấn cho 60 đội viên.
"""


def test_chapters_of_a_part_have_kinds_of_their_own() -> None:
    assert _rows(_targets(TWO_PARTS), "section", "value") == [
        ("requirements", Decimal("100")),
        ("tasks", Decimal("40")),
    ]


def test_a_year_that_no_heading_settles_is_in_doubt() -> None:
    sure, doubtful = (
        _targets(f"III. MỤC TIÊU\n\n1. Đến năm {years}\n\n- 60% hộ có vườn rau sạch.\n")[0].confidence
        for years in ("2026", "2025 và năm 2026")
    )
    assert doubtful < 0.9 <= sure


def test_chapters_in_capitals_without_numbers_have_kinds():
    found = _targets(
        "KẾT QUẢ THỰC HIỆN NĂM 2023\n\nTỷ lệ hộ nghèo còn 6%.\n\nMỤC TIÊU\n\nTỷ lệ hộ nghèo còn 4%.\n\n"
        "TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ\n\n- Mở 03 lớp tập huấn.\n"
    )
    assert _rows(found, "section", "measure", "value", "agency") == [
        ("objectives", "Tỷ lệ hộ nghèo", Decimal(4), None),
        ("implementation", "Mở lớp tập huấn", Decimal(3), "Sở Nội vụ"),
    ]
