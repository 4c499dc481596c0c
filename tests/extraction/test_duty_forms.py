"""Deadlines and bodies in usual forms of sentence below an agency's heading."""

from __future__ import annotations

import pytest

from plan_extract.model.plan import PlanRecord
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_PLAN = """\
ỦY BAN NHÂN DÂN HUYỆN AN HÒA
Số: 15/KH-UBND
An Hòa, ngày 05 tháng 3 năm 2025

KẾ HOẠCH
Phòng, chống dịch bệnh huyện An Hòa năm 2025

Thực hiện Nghị quyết của Hội đồng nhân dân huyện, Ủy ban nhân dân huyện ban hành Kế hoạch như sau:

I. TỔ CHỨC THỰC HIỆN

1. Phòng Y tế

- {sentence}

2. Phòng Tư pháp

- Kiểm tra văn bản quy phạm pháp luật.
"""


def _record(sentence: str) -> PlanRecord:
    return extract_source(read_text(_PLAN.format(sentence=sentence).encode(), "sample.txt")).record


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Tổng kết năm học trước ngày 31/5/2025.", ["review before 2025-05-31 once"]),
        ("Kiểm tra điều kiện của người đăng ký trong vòng 07 ngày kể từ ngày nhận hồ sơ.", ["other within P7D event"]),
        ("95% hồ sơ được giải quyết trực tuyến, thời gian giải quyết không quá 12 ngày.", []),
        ("Cung cấp danh mục quỹ đất về Sở Xây dựng trước ngày 30/9/2025.", ["submit before 2025-09-30 once"]),
        ("Tiêm bổ sung hằng tháng cho gia súc mới sinh.", ["other every None monthly"]),
        ("Chi trả trợ cấp hằng tháng cho đối tượng.", []),
        ("Ra thông báo 7 ngày/lần gửi các xã.", ["submit every None weekly"]),
        ("Tháng 4: tập huấn cho cán bộ.", ["other in 2025-04 once"]),
        ("Ngày 15/4: tổ chức lễ phát động.", ["other on 2025-04-15 once"]),
        ("Ngày 15/6 và 15/12 hằng năm báo cáo kết quả về Phòng Nội vụ.", ["report on --06-15 annual", "report on --12-15 annual"]),
        ("Báo cáo hằng ngày trước 16 giờ về Sở Y tế.", ["report before None daily"]),
        ("Báo cáo 6 tháng gửi trước ngày 05/6, cả năm gửi trước ngày 05/12.", ["report before 2025-06-05 semiannual", "report before 2025-12-05 annual"]),
        ("Báo cáo định kỳ: 6 tháng gửi trước ngày 15/6; năm gửi trước ngày 15/12.", ["report before 2025-06-15 semiannual", "report before 2025-12-15 annual"]),
        ("Chậm nhất 05 ngày sau khi kết thúc đợt kiểm tra phải báo cáo UBND huyện.", ["report within P5D event"]),
        ("Tiêm phòng 02 đợt: đợt 1 trong tháng 3 - 4, đợt 2 trong tháng 9 - 10.", ["other in 2025-03/2025-04 once", "other in 2025-09/2025-10 once"]),
        ("Định kỳ 6 tháng, hằng năm báo cáo UBND huyện.", ["report every None semiannual", "report every None annual"]),
        ("6 tháng, hằng năm tổng hợp kết quả, báo cáo UBND huyện.", ["report every None semiannual", "report every None annual"]),
        ("Định kỳ 6 tháng, năm tổng hợp, báo cáo UBND huyện.", ["report every None semiannual", "report every None annual"]),
        ("Tổ chức giao ban mỗi quý một lần.", ["other every None quarterly"]),
        ("Tiêm phòng 02 đợt: đợt 1 tháng 3, đợt 2 tháng 9.", ["other in 2025-03 once", "other in 2025-09 once"]),
        ("Tổ chức hội chợ từ ngày 18 - 26/9 tại trung tâm.", ["other in 2025-09-18/2025-09-26 once"]),
        ("Diễn ra trong 03 ngày, từ 15-17/4/2025.", ["other in 2025-04-15/2025-04-17 once"]),
        ("Khai mạc vào ngày 15/5/2025 tại trung tâm huyện.", ["other on 2025-05-15 once"]),
    ],
)  # fmt: skip
def test_time_limits_in_usual_forms(sentence: str, found: list[str]) -> None:
    deadlines = _record(sentence).deadlines
    assert [f"{d.action} {d.relation} {d.date} {d.recurrence}" for d in deadlines] == found


@pytest.mark.parametrize(
    ("partners", "found"),
    [
        ("UBND các huyện An Phú, An Lạc", ("UBND các huyện An Phú, An Lạc",)),
        ("UBND các xã An Bình, An Thịnh và An Định, Phòng Nội vụ", ("UBND các xã An Bình, An Thịnh và An Định", "Phòng Nội vụ")),
        ("UBND xã An Bình, Công an huyện", ("UBND xã An Bình", "Công an huyện")),
    ],
)  # fmt: skip
def test_a_class_of_bodies_is_one_with_all_its_places(partners: str, found: tuple[str, ...]) -> None:
    duty = _record(f"Chủ trì, phối hợp với {partners} rà soát đối tượng.").responsibilities[0]
    assert (duty.agency, duty.role, duty.partners) == ("Phòng Y tế", "lead", found)


@pytest.mark.parametrize(
    "bracket", ["(Phòng Nội vụ chủ trì, Công an huyện phối hợp)", "(Chủ trì: Phòng Nội vụ; phối hợp: Công an huyện)"]
)
def test_who_acts_stands_in_brackets_behind_a_task(bracket: str) -> None:
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", f"1. Rà soát đối tượng thụ hưởng {bracket}.")
    duty = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities[0]
    assert (duty.agency, duty.role, duty.partners) == ("Phòng Nội vụ", "lead", ("Công an huyện",))


def test_members_of_a_board_have_no_task() -> None:
    record = _record("Phó Trưởng ban: Trưởng Phòng Y tế.")
    assert [duty.agency for duty in record.responsibilities] == ["Phòng Tư pháp"]


@pytest.mark.parametrize(
    ("task", "number"),
    [
        ("1. Phòng Y tế (chủ trì), Công an huyện (phối hợp) rà soát cơ sở.", 1),
        ("1. Phòng Y tế (đơn vị chủ trì), Công an huyện (phối hợp): Rà soát cơ sở.", 1),
        ("1. Phòng Y tế (chủ trì), Công an huyện (phối hợp)\n\n- Rà soát cơ sở.\n\n- Xử lý vi phạm.", 2),
        ("1. Rà soát cơ sở.\n\nCơ quan thực hiện: Phòng Y tế (chủ trì), Công an huyện (phối hợp).", 1),
    ],
)
def test_remarks_behind_names_say_who_leads(task: str, number: int) -> None:
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", task)
    found = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities[:-1]
    assert [(duty.agency, duty.role, duty.partners) for duty in found] == [
        ("Phòng Y tế", "lead", ("Công an huyện",))
    ] * number


@pytest.mark.parametrize("remark", ["cơ quan thường trực", "cơ quan chủ trì"])
def test_what_a_body_is_does_not_lead_each_of_its_tasks(remark: str) -> None:
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", f"1. Phòng Y tế ({remark})\n\n- Rà soát cơ sở.")
    duty = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities[0]
    assert (duty.agency, duty.role) == ("Phòng Y tế", "implement")


def test_nobody_is_its_own_partner() -> None:
    record = _record("Chủ trì, phối hợp với Phòng Y tế, Phòng Nội vụ rà soát đối tượng.")
    assert record.responsibilities[0].partners == ("Phòng Nội vụ",)


def test_the_agency_of_a_time_limit_is_who_leads() -> None:
    plan = _PLAN.replace(
        "1. Phòng Y tế\n\n- {sentence}",
        "1. Phòng Y tế (chủ trì), Công an huyện (phối hợp) hoàn thành rà soát trước ngày 30/6/2025.",
    )
    (deadline,) = extract_source(read_text(plan.encode(), "sample.txt")).record.deadlines
    assert (deadline.date, deadline.agency) == ("2025-06-30", "Phòng Y tế")


def test_the_agency_of_a_labelled_time_limit_stands_below_an_empty_label() -> None:
    task = (
        "1. Tuyên truyền phòng bệnh\n\na) Nội dung: Xây dựng phóng sự.\n\nb) Đơn vị thực hiện:\n\n- Chủ trì: Phòng Nội vụ.\n\n"
        "- Phối hợp: Công an huyện.\n\nc) Thời gian thực hiện: Trước 15/5/2025."
    )
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", task)
    (deadline,) = extract_source(read_text(plan.encode(), "sample.txt")).record.deadlines
    assert (deadline.agency, deadline.date) == ("Phòng Nội vụ", "2025-05-15")


def test_a_bracket_behind_a_task_says_who_acts_and_by_when() -> None:
    plan = _PLAN.replace(
        "1. Phòng Y tế\n\n- {sentence}", "1. Rà soát đối tượng thụ hưởng (Phòng Nội vụ tham mưu, xong trước 30/8/2025)."
    )
    record = extract_source(read_text(plan.encode(), "sample.txt")).record
    duty, deadline = record.responsibilities[0], record.deadlines[0]
    assert (duty.agency, duty.due) == ("Phòng Nội vụ", None)  # only a column or a label gives a task its time limit
    assert (deadline.agency, deadline.date) == ("Phòng Nội vụ", "2025-08-30")


@pytest.mark.parametrize(
    "sentence",
    [
        "Từ ngày 05/02/2025 - 08/02/2025: Phòng Nội vụ trao đổi với các đơn vị.",
        "Trước ngày 20/3/2025: Phòng Nội vụ hoàn thành tập huấn.",
        "Đối với đơn thư của người dân: Phòng Nội vụ phải chuyển ngay đến cơ quan có thẩm quyền.",
        "Nếu phát hiện vi phạm: Phòng Nội vụ xác minh, trả lời.",
    ],
)
def test_who_acts_stands_behind_a_colon(sentence: str) -> None:
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", f"1. Trình tự thực hiện\n\n- {sentence}")
    record = extract_source(read_text(plan.encode(), "sample.txt")).record
    assert (record.responsibilities[0].agency, record.responsibilities[0].task) == ("Phòng Nội vụ", sentence)
    assert all(deadline.agency == "Phòng Nội vụ" for deadline in record.deadlines)


def test_bodies_that_are_checked_are_told_nothing() -> None:
    task = "1. Phòng Nội vụ tiến hành kiểm tra đối với:\n\n- Ban quản lý chợ ở các xã.\n\n- Các tổ chức phụ trách thu phí ở xã."
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", task)
    duties = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities
    assert [duty.agency for duty in duties] == ["Phòng Nội vụ", "Phòng Tư pháp"]


def test_a_body_asked_to_join_in_heads_its_tasks() -> None:
    task = "1. Đề nghị Công an huyện phối hợp\n\n- Cung cấp danh sách.\n\n- Xác minh hồ sơ."
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", task)
    duties = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities
    assert [(duty.agency, duty.role, duty.task) for duty in duties[:2]] == [
        ("Công an huyện", "request", "Cung cấp danh sách."),
        ("Công an huyện", "request", "Xác minh hồ sơ."),
    ]


@pytest.mark.parametrize(
    ("sentence", "agency", "role"),
    [
        ("Cơ quan, đơn vị trực tiếp quản lý cán bộ có trách nhiệm xác minh.", "Cơ quan, đơn vị trực tiếp quản lý cán bộ", "implement"),
        ("Đối với vụ việc ở nơi công tác thì cơ quan, tổ chức quản lý người lao động có trách nhiệm phối hợp với Công an huyện xác minh.", "cơ quan, tổ chức quản lý người lao động", "coordinate"),
        ("Ban Tổ chức Cuộc thi công bố kết quả.", "Ban Tổ chức Cuộc thi", "implement"),
        ("Đoàn kiểm tra liên ngành tiến hành kiểm tra đột xuất.", "Đoàn kiểm tra liên ngành", "implement"),
        ("Nhà trường phối hợp với gia đình quản lý học sinh.", "Nhà trường", "coordinate"),
    ],
)  # fmt: skip
def test_bodies_told_by_what_they_do(sentence: str, agency: str, role: str) -> None:
    plan = _PLAN.replace(
        "1. Phòng Y tế\n\n- {sentence}", f"1. Trình tự: Căn cứ tình hình thực tế, thực hiện như sau:\n\n- {sentence}"
    )
    duty = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities[0]
    assert (duty.agency, duty.role) == (agency, role)


def test_years_of_works_and_of_checkups() -> None:
    body = "1. Phòng Y tế\n\n- Phấn đấu hoàn thành đường Vành đai 4 trước năm 2027.\n\n- 100% người dân được khám định kỳ hằng năm."
    record = extract_source(
        read_text(_PLAN.replace("1. Phòng Y tế\n\n- {sentence}", body).encode(), "sample.txt")
    ).record
    assert [(each.relation, each.date) for each in record.deadlines] == [("before", "2027")]


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("Các địa phương trong vùng chủ động liên kết.", ["Các địa phương trong vùng"]),
        ("Đề nghị các cơ quan của Đảng, Quốc hội, Mặt trận Tổ quốc Việt Nam giám sát việc thực hiện.", ["Quốc hội", "Mặt trận Tổ quốc Việt Nam"]),
        ("Công an huyện và nhân dân tập trung triển khai.", ["Công an huyện"]),
    ],
)  # fmt: skip
def test_bodies_of_wider_units(sentence: str, agencies: list[str]) -> None:
    plan = _PLAN.replace("1. Phòng Y tế\n\n- {sentence}", f"1. {sentence}")
    duties = extract_source(read_text(plan.encode(), "sample.txt")).record.responsibilities
    assert [duty.agency for duty in duties if duty.task == sentence] == agencies
