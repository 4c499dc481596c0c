"""Deadlines of a plan's text: which times count, for what action, how often, in which words."""

from __future__ import annotations

import pytest

from plan_extract.extraction.agencies_places import AgencyMap
from plan_extract.extraction.deadlines import find_deadlines
from plan_extract.model.facts import Deadline
from plan_extract.pipeline import extract_bytes
from plan_extract.reading.text import read_text
from plan_extract.structure.document import PlanText, read_plan_text

_HEAD = "KẾ HOẠCH\nPhòng cháy, chữa cháy rừng\n\nỦy ban nhân dân huyện ban hành Kế hoạch như sau:\n\n"
Row = tuple[str, str, str | None, str]


def _plan(body: str) -> PlanText:
    return read_plan_text(read_text(f"{_HEAD}{body}\n".encode(), "plan"))


def _find(body: str, first: int | None = 2027, last: int | None = 2027) -> list[Deadline]:
    plan = _plan(body)
    return find_deadlines(plan, (first, last), AgencyMap(plan).agency_at)


def _rows(text: str, first: int | None = 2027, last: int | None = 2027, section: str = "NHIỆM VỤ") -> list[Row]:
    found = _find(f"I. {section}\n\n1. Công tác chung\n\n- {text}", first, last)
    return [(each.action, each.relation, each.date, each.recurrence) for each in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sửa chữa đường băng cản lửa trong tháng 3/2027.", [("other", "in", "2027-03", "once")]),
        ("Chỉ đạo 100% trường học ký cam kết, hoàn thành trong năm học 2027 - 2028.", [("complete", "in", "2027/2028", "once")]),
        ("Lập phương án xử lý 35 công trình đã dừng hoạt động, hoàn thành trước ngày 30/6/2027.", [("complete", "before", "2027-06-30", "once")]),
        ("Báo cáo 6 tháng: trước ngày 15 tháng 6 hằng năm.", [("report", "before", "--06-15", "semiannual")]),
        ("Sau khi kết thúc đợt ra quân, trong 05 ngày làm việc báo cáo kết quả.", [("report", "within", "P5D", "event")]),
        ("Trong vòng 30 ngày sau khi Bộ Nội vụ ban hành hướng dẫn, trình UBND huyện quy chế.", [("submit", "within", "P30D", "once")]),
        ("Hoàn thành ký cam kết với chủ rừng trước ngày 28/02/2027.", [("complete", "before", "2027-02-28", "once")]),
        ("Lập dự toán gửi Phòng Tài chính chậm nhất ngày 20/7.", [("submit", "by", "2027-07-20", "once")]),
        ("Gửi kết quả tuần tra về Hạt Kiểm lâm trước ngày 25 hằng tháng.", [("report", "before", "---25", "monthly")]),
        ("Tham mưu tổng kết công tác vào quý IV/2027.", [("review", "in", "2027-Q4", "once")]),
        ("Xây dựng phương án, báo cáo UBND huyện trước ngày 10/3/2027.", [("submit", "before", "2027-03-10", "once")]),
        ("Tổng hợp kết quả thực hiện phương án, báo cáo UBND huyện trước ngày 10/3/2027.", [("report", "before", "2027-03-10", "once")]),
        ("Nâng cấp 02 công trình nước; xong trước ngày 30/4/2027.", [("complete", "before", "2027-04-30", "once")]),
        ("Rà soát, hoàn thành và gửi danh sách chủ rừng về huyện trước ngày 15/2/2027.", [("complete", "before", "2027-02-15", "once"), ("submit", "before", "2027-02-15", "once")]),
        ("Hằng năm, tổ chức hội nghị tổng kết và báo cáo Hội đồng nhân dân huyện.", [("review", "every", None, "annual"), ("report", "every", None, "annual")]),
        ("Hạt Kiểm lâm tổng hợp, đánh giá kết quả thực hiện Kế hoạch hằng năm.", [("other", "every", None, "annual")]),
        ("Hạt Kiểm lâm thực hiện kế hoạch hằng năm.", []),
        ("Thời gian báo cáo hằng năm tính từ ngày 15/12 năm trước đến ngày 14/12 của kỳ báo cáo.", []),
        ("Khởi công trong quý I/2027 và hoàn thành trong quý III/2027.", [("other", "in", "2027-Q1", "once"), ("complete", "in", "2027-Q3", "once")]),
        ("Hoàn thành 02 điểm trong tháng 6/2027, điểm còn lại chậm nhất quý IV/2027.", [("complete", "in", "2027-06", "once"), ("complete", "by", "2027-Q4", "once")]),
        ("Quý I/2027: ban hành văn bản chỉ đạo; Quý II/2027: diễn tập.", [("other", "in", "2027-Q1", "once"), ("other", "in", "2027-Q2", "once")]),
    ],
)  # fmt: skip
def test_actions(text: str, expected: list[Row]) -> None:
    assert _rows(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Báo cáo 6 tháng trước ngày 10/6/2027, báo cáo năm trước ngày 05/12/2027.", [("2027-06-10", "semiannual"), ("2027-12-05", "annual")]),
        ("Báo cáo 9 tháng vào ngày 15/9/2027.", [("2027-09-15", "nine_months")]),
        ("Báo cáo quý I trước ngày 05/3/2027.", [("2027-03-05", "quarterly")]),
        ("Gửi báo cáo về huyện trước ngày 15/6 (báo cáo 6 tháng) và ngày 15/12 (báo cáo năm).", [("2027-06-15", "semiannual"), ("2027-12-15", "annual")]),
        ("Định kỳ hằng quý, 6 tháng và năm báo cáo kết quả về Hạt Kiểm lâm.", [(None, "quarterly"), (None, "semiannual"), (None, "annual")]),
        ("Báo cáo tuần: trước 10 giờ thứ Sáu hằng tuần.", [(None, "weekly")]),
        ("Các xã báo cáo kết quả thực hiện hằng quý về Hạt Kiểm lâm.", [(None, "quarterly")]),
    ],
)  # fmt: skip
def test_period_words_of_reports(text: str, expected: list[tuple[str | None, str]]) -> None:
    found = _find(f"I. CHẾ ĐỘ BÁO CÁO\n\n- {text}")
    assert [(each.date, each.recurrence) for each in found] == expected
    assert {each.action for each in found} == {"report"}


def test_a_list_takes_action_and_agency_from_its_lead_in() -> None:
    found = _find(
        "I. CHẾ ĐỘ BÁO CÁO\n\nHạt Kiểm lâm huyện thực hiện chế độ báo cáo như sau:\n\n"
        "- Tuần: trước 10 giờ thứ Hai hằng tuần.\n\n- Tháng: chậm nhất ngày 05 tháng sau.\n\n- Năm: trước ngày 10/12."
    )
    assert [(each.action, each.relation, each.date, each.recurrence) for each in found] == [
        ("report", "before", None, "weekly"),
        ("report", "by", "---05", "monthly"),
        ("report", "before", "2027-12-10", "annual"),
    ]
    assert {each.agency for each in found} == {"Hạt Kiểm lâm huyện"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Khi có cháy, chủ rừng báo cáo Hạt Kiểm lâm trong vòng 01 giờ.", ("within", "PT1H", "event")),
        ("Kết luận nguyên nhân chậm nhất 10 ngày sau khi dập tắt đám cháy.", ("within", "P10D", "event")),
        ("Trong thời hạn 15 ngày kể từ ngày ban hành Kế hoạch này, các xã xây dựng kế hoạch gửi huyện.", ("within", "P15D", "once")),
        ("Trả lời kiến nghị của chủ rừng không quá 03 ngày làm việc.", ("within", "P3D", "event")),
    ],
)  # fmt: skip
def test_durations(text: str, expected: tuple[str, str, str]) -> None:
    assert [row[1:] for row in _rows(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Quyết định số 12/2025/QĐ-UBND ngày 14/5/2025 của UBND tỉnh về bảo vệ rừng.",
        "Tuyên truyền hưởng ứng Ngày Quốc tế về rừng 21/3 hằng năm.",
        "Kịp thời báo cáo cấp trên, định kỳ kiểm tra đột xuất.",
        "Kinh phí bố trí trong dự toán ngân sách hằng năm của các đơn vị.",
        "Lồng ghép vào kế hoạch phát triển kinh tế - xã hội hằng năm.",
        "Mỗi năm tổ chức ít nhất 02 lớp tập huấn.",
        "Phát thanh 03 lần/tuần trên loa truyền thanh.",
        "Số vụ cháy giảm bình quân 5% hằng năm.",
        "Kiểm tra các chốt trực trước mùa khô.",
        "Trong tháng 3/2025 trên địa bàn đã ghi nhận 02 vụ cháy.",
        "Thời hạn vay vốn trồng rừng không quá 10 năm.",
        "Trong năm 2027, tổ chức 04 lớp tập huấn.",
        "Quy định có hiệu lực từ ngày 01/7/2027.",
    ],
)
def test_times_that_are_no_deadline(text: str) -> None:
    assert _rows(text) == []


def test_the_year_of_a_target_gives_none_but_a_full_date_does() -> None:
    assert _rows("Đến năm 2030, 95% số xã có tổ đội chữa cháy.", 2026, 2030, "MỤC TIÊU") == []
    assert _rows("Đến ngày 31/12/2027, 95% số xã có tổ đội chữa cháy.", section="MỤC TIÊU") == [
        ("other", "by", "2027-12-31", "once")
    ]


def test_a_day_of_every_year_said_with_vao_counts() -> None:
    assert _rows("Vào ngày 05/6 hằng năm, Hạt Kiểm lâm trồng cây tại các trường.", 2026, 2030) == [
        ("other", "on", "--06-05", "annual")
    ]
    assert _rows("Hạt Kiểm lâm định kỳ 6 tháng kiểm tra các cơ sở chế biến gỗ.") == [
        ("other", "every", None, "semiannual")
    ]


def test_a_yearless_date_is_of_every_year_in_a_plan_of_several() -> None:
    text = "Gửi báo cáo kết quả về huyện trước ngày 20/11."
    assert _rows(text) == [("report", "before", "2027-11-20", "once")]
    assert _rows(text, 2026, 2030) == [("report", "before", "--11-20", "annual")]


def test_a_year_counts_for_reviews_in_a_plan_of_several() -> None:
    assert _rows("Tổ chức sơ kết vào năm 2028, tổng kết vào năm 2030.", 2026, 2030) == [
        ("review", "in", "2028", "once"),
        ("review", "in", "2030", "once"),
    ]


def test_labelled_lines_take_the_lead_of_their_task() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n1. Làm mới đường băng cản lửa\n\n- Cơ quan chủ trì: Hạt Kiểm lâm.\n\n"
        "- Đơn vị phối hợp: Công an huyện.\n\n- Thời gian hoàn thành: Quý I/2027 và Quý IV/2027."
    )
    assert [(each.action, each.agency, each.relation, each.date) for each in found] == [
        ("complete", "Hạt Kiểm lâm", "in", "2027-Q1"),
        ("complete", "Hạt Kiểm lâm", "in", "2027-Q4"),
    ]
    assert {each.quote for each in found} == {"Thời gian hoàn thành: Quý I/2027 và Quý IV/2027."}


def test_labels_inside_a_bracket() -> None:
    (found,) = _find(
        "I. NHIỆM VỤ\n\n- Mua 20 máy thổi gió (Chủ trì: Hạt Kiểm lâm; thời gian hoàn thành: tháng 5/2027)."
    )
    assert (found.action, found.agency, found.date) == ("complete", "Hạt Kiểm lâm", "2027-05")
    assert found.quote == "thời gian hoàn thành: tháng 5/2027"


def test_a_bare_label_hands_its_meaning_to_the_lines_below() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n1. Diễn tập\n\nThời gian thực hiện:\n\n- Đợt 1: từ ngày 01/4/2027 đến ngày 10/4/2027."
    )
    assert [(each.action, each.date) for each in found] == [("complete", "2027-04-01/2027-04-10")]


def test_a_label_for_reports_is_no_completion() -> None:
    (found,) = _find("I. BÁO CÁO\n\n- Thời hạn gửi báo cáo: Trước ngày 15/12/2027.")
    assert (found.action, found.relation, found.date) == ("report", "before", "2027-12-15")


def test_columns_of_a_table_of_tasks() -> None:
    table = (
        "| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành |\n|---|---|---|---|\n"
        "| 1 | Cập nhật bản đồ | Hạt Kiểm lâm | Tháng 4 - 5/2027 |\n| 2 | Trực chữa cháy | Các xã | Thường xuyên |\n"
        "| 3 | Kiểm kê rừng | Phòng Kinh tế | Hằng năm |\n"
    )
    found = _find(f"I. NHIỆM VỤ\n\n1. Phân công\n\n{table}")
    assert [(each.action, each.agency, each.relation, each.date, each.recurrence) for each in found] == [
        ("complete", "Hạt Kiểm lâm", "in", "2027-04/2027-05", "once"),
        ("complete", "Phòng Kinh tế", "every", None, "annual"),
    ]


def test_quotes_hold_the_clause_and_its_subject() -> None:
    text = "Hạt Kiểm lâm trực 24/24 giờ; chủ rừng gửi phương án về huyện trước ngày 10/3/2027 để thẩm định."
    (found,) = _find(f"I. NHIỆM VỤ\n\n- {text}")
    assert found.quote == "chủ rừng gửi phương án về huyện trước ngày 10/3/2027"


def test_spans_hold_their_quotes() -> None:
    plan = _plan("I. NHIỆM VỤ\n\n- Gửi báo cáo về\nHạt Kiểm lâm trước ngày\n10/3/2027.\n\n- Thời hạn: Quý II/2027.")
    found = find_deadlines(plan, (2027, 2027), AgencyMap(plan).agency_at)
    assert len(found) == 2
    for each in found:
        assert plan.source.text[each.start : each.end].split() == each.quote.split()


def test_the_plain_is_surer_than_the_doubtful() -> None:
    (plain,) = _find("I. NHIỆM VỤ\n\n- Gửi báo cáo về huyện trước ngày 10/3/2027.")
    (doubtful,) = _find("I. NHIỆM VỤ\n\n- Tổ chức thăm rừng hằng quý.")
    assert plain.confidence >= 0.9 > doubtful.confidence


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Quý IV/2026 và Quý I/2027", [("in", "2026-Q4/2027-Q1")]),
        ("Quý I/2027 và Quý III/2027", [("in", "2027-Q1"), ("in", "2027-Q3")]),
        ("từ quý II/2027", [("in", "2027-Q2")]),
        ("Từ tháng 5/2027 đến khi hết mùa khô", [("in", "2027-05")]),
        ("Từ ngày 03/5/2027", []),
    ],
)
def test_quarters_over_the_turn_of_a_year_and_a_label_that_says_from_when(
    value: str, expected: list[tuple[str, str]]
) -> None:
    found = _find(f"I. NHIỆM VỤ\n\n1. Đóng cọc mốc.\n\n- Thời gian thực hiện: {value}.", 2026, 2027)
    assert [(each.relation, each.date) for each in found] == expected


def test_a_quote_ends_before_a_bracket_that_explains_its_date() -> None:
    (found,) = _find(
        "I. NHIỆM VỤ\n\n- Chọn đội tuyển: Chậm nhất ngày 05/3/2027 (trước ngày thi 40 ngày theo Điều lệ giải)."
    )
    assert (found.quote, found.date) == ("Chọn đội tuyển: Chậm nhất ngày 05/3/2027", "2027-03-05")


def test_a_range_of_hours_ends_with_its_longer_one() -> None:
    (found,) = _find("I. NHIỆM VỤ\n\n- Xử lý điểm cháy ngầm trong 12-36 giờ sau khi dập lửa.")
    assert (found.relation, found.date) == ("within", "PT36H")


@pytest.mark.parametrize(
    ("line", "date", "recurrence"),
    [
        ("- Thời gian thực hiện: Ngày 26, 27/12/2025.", "2025-12-26/2025-12-27", "once"),
        ("- Thời gian thực hiện: 10-11/2025.", "2025-10/2025-11", "once"),
        ("- Thời gian thực hiện: Quý III, IV/2025.", "2025-Q3/2025-Q4", "once"),
        ("- Thời gian thực hiện: Quý IV/2025, 2026.", "2025-Q4/2026", "once"),
        ("- Thời gian thực hiện: Tháng 11, 12/2025 và tháng 01/2026.", "2025-11/2026-01", "once"),
        ("- Thời gian: Chiều ngày 28/12 và cả ngày 29/12/2025.", "2025-12-28/2025-12-29", "once"),
        ("- Rà quét mã độc 6 tháng/lần cho toàn bộ máy trạm.", None, "semiannual"),
    ],
)
def test_neighbouring_days_are_one_span_and_times_a_half_year(line: str, date: str | None, recurrence: str) -> None:
    head = (
        "UBND TỈNH AN PHÚ\nSố: 9/KH-UBND\nAn Phú, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nAn toàn mạng\n\nII. NHIỆM VỤ\n"
    )
    record = extract_bytes((head + line + "\n").encode(), "mau.txt").record
    assert [(each.date, each.recurrence) for each in record.deadlines] == [(date, recurrence)]


def test_a_plan_of_every_year_named_in_a_label_is_no_deadline() -> None:
    head = "UBND TỈNH AN PHÚ\nSố: 9/KH-UBND\nAn Phú, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nĐào tạo\n\nII. NHIỆM VỤ\n"
    line = "- Thời gian thực hiện: Theo Kế hoạch bồi dưỡng công chức, viên chức hằng năm.\n"
    assert extract_bytes((head + line).encode(), "mau.txt").record.deadlines == ()


def test_a_time_behind_an_event_has_no_date() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Tập huấn chủ rừng\n\n- Cơ quan chủ trì: Hạt Kiểm lâm.\n\n"
        "- Thời gian thực hiện: Sau khi Chi cục Kiểm lâm ban hành tài liệu.\n"
    )
    (found,) = _find(body)
    assert (found.action, found.relation, found.date, found.recurrence) == ("complete", "within", None, "once")
    assert found.agency == "Hạt Kiểm lâm"


def test_who_gathers_what_others_send_in_hands_it_on() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Chế độ báo cáo: UBND các xã gửi số liệu trước ngày 25 của tháng cuối quý về Hạt Kiểm lâm "
        "(qua bộ phận pháp chế) để tổng hợp, báo cáo UBND huyện trước ngày 30.\n\n"
        "2. Chủ rừng, UBND các xã gửi hồ sơ về Phòng Kinh tế để thẩm định, trình UBND huyện trước ngày 20/7/2027."
    )
    assert [(each.agency, each.date, each.recurrence) for each in found] == [
        ("UBND các xã", "---25", "quarterly"),
        ("Hạt Kiểm lâm", "---30", "quarterly"),
        ("Phòng Kinh tế", "2027-07-20", "once"),
    ]


def test_the_subject_behind_a_topic_acts() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sơ kết: Giao Hạt Kiểm lâm tham mưu sơ kết vào tháng 6/2027.\n\n"
        "2. Thông tin, báo cáo: Các phòng, ban, ngành báo cáo trước ngày 15/12/2027."
    )
    assert [(each.agency, each.date) for each in found] == [
        ("Hạt Kiểm lâm", "2027-06"),
        ("Các phòng, ban, ngành", "2027-12-15"),
    ]
