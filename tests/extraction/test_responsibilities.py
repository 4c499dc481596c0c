"""Responsibilities: who is given which task, in each of the places that give one."""

from __future__ import annotations

import re

import pytest

from plan_extract.extraction.responsibilities import find_responsibilities
from plan_extract.model.facts import Responsibility
from plan_extract.pipeline import extract_bytes
from plan_extract.reading.text import read_text
from plan_extract.structure.document import read_plan_text

_HEAD = "KẾ HOẠCH\nBảo vệ môi trường năm 2025\n\nỦy ban nhân dân huyện ban hành Kế hoạch như sau:\n\n"


def _find(body: str) -> list[Responsibility]:
    return find_responsibilities(read_plan_text(read_text(f"{_HEAD}{body}\n".encode(), "plan")))


def _rows(body: str) -> list[tuple[str, str, str]]:
    return [(found.agency, found.role, found.task) for found in _find(body)]


def test_bullets_and_paragraphs_under_headings() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Chủ trì thu gom vỏ thuốc.\n\n- Tham mưu UBND huyện mua thùng rác;\n"
        "  + loại 240 lít;\n  + loại 660 lít.\n\n2. Đề nghị Huyện đoàn\n\nRa quân trồng cây vào chủ nhật."
    ) == [
        ("Phòng Kinh tế", "lead", "Chủ trì thu gom vỏ thuốc."),
        ("Phòng Kinh tế", "advise", "Tham mưu UBND huyện mua thùng rác; loại 240 lít; loại 660 lít."),
        ("Huyện đoàn", "request", "Ra quân trồng cây vào chủ nhật."),
    ]  # fmt: skip


def test_a_list_in_brackets_within_a_paragraph_is_one_task() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Chủ trì việc thu gom chất thải. Cụ thể:\n"
        "(i) Rà soát điểm tập kết; (ii) Bố trí xe chở;\n(iii) Phối hợp với Huyện đoàn ra quân.\n- Mua thùng rác."
    )
    assert [(found.role, found.partners) for found in _find(body)] == [("lead", ("Huyện đoàn",)), ("implement", ())]
    listed = "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế:\n(i) Mua xe.\n(ii) Mua thùng.\n(iii) Trồng cây."
    assert [found.task for found in _find(listed)] == ["Mua xe.", "Mua thùng.", "Trồng cây."]


def test_a_time_alone_is_no_task() -> None:
    assert _find("I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\nThường xuyên\n\nQuý III, IV/2025") == []


def test_a_list_of_members_with_a_name_unread_is_no_task() -> None:
    assert _find("I. NHIỆM VỤ\n\n1. Sở Tư pháp, Phòng Hành chính, Lưu trữ thuộc Tỉnh ủy; thường trực là Công an.") == []


def test_a_chapter_that_names_its_body() -> None:
    assert _rows("I. NHIỆM VỤ CHỦ YẾU CỦA BỘ XÂY DỰNG\n\n1. Xây dựng Nghị định về rác thải.\n\n2. Mua xe.") == [
        ("BỘ XÂY DỰNG", "implement", "Xây dựng Nghị định về rác thải."),
        ("BỘ XÂY DỰNG", "implement", "Mua xe."),
    ]


def test_inline_tasks_are_a_record_for_each_agency() -> None:
    assert _rows("I. TỔ CHỨC THỰC HIỆN\n\n1. Các phòng: Y tế, Tư pháp: phối hợp phổ biến pháp luật.") == [
        ("Phòng Y tế", "coordinate", "phối hợp phổ biến pháp luật."),
        ("Phòng Tư pháp", "coordinate", "phối hợp phổ biến pháp luật."),
    ]


def test_two_addressees_are_cut_apart() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\nTrên cơ sở Kế hoạch này, yêu cầu các thôn dọn kênh mương; đề nghị Hội Nông dân xã giám sát."
    ) == [
        ("các thôn", "implement", "Trên cơ sở Kế hoạch này, yêu cầu các thôn dọn kênh mương;"),
        ("Hội Nông dân xã", "request", "đề nghị Hội Nông dân xã giám sát."),
    ]  # fmt: skip


def test_a_sentence_inside_a_paragraph_and_one_with_a_ground() -> None:
    assert _rows(
        "I. KINH PHÍ\n\nTổng kinh phí 50 triệu đồng. Giao Phòng Tài chính - Kế hoạch thẩm định dự toán.\n\n"
        "Khi có mưa lớn, Công an xã và các thôn cử người trực."
    ) == [
        ("Phòng Tài chính - Kế hoạch", "implement", "Giao Phòng Tài chính - Kế hoạch thẩm định dự toán."),
        ("Công an xã", "implement", "Khi có mưa lớn, Công an xã và các thôn cử người trực."),
        ("các thôn", "implement", "Khi có mưa lớn, Công an xã và các thôn cử người trực."),
    ]


def test_a_body_of_its_own_below_a_heading_and_one_that_is_only_directed() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. UBND các xã\n\n- Trưởng thôn báo cáo hằng ngày.\n\n- Chỉ đạo Công an xã phối hợp với các thôn."
    ) == [
        ("Trưởng thôn", "implement", "Trưởng thôn báo cáo hằng ngày."),
        ("UBND các xã", "implement", "Chỉ đạo Công an xã phối hợp với các thôn."),
    ]  # fmt: skip


def test_lead_in_that_names_a_task_is_a_record_one_that_does_not_is_none() -> None:
    rows = _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Trạm Y tế xã\n\nCó trách nhiệm thực hiện các nhiệm vụ sau:\n\n- Phun thuốc.\n\n"
        "2. Công an xã\n\nCăn cứ Kế hoạch này, tổ chức kiểm tra, trong đó lưu ý:\n\n- Kiểm tra bãi rác."
    )
    assert [row[2] for row in rows] == [
        "Phun thuốc.", "Căn cứ Kế hoạch này, tổ chức kiểm tra, trong đó lưu ý:", "Kiểm tra bãi rác.",
    ]  # fmt: skip


def test_heading_that_leads_gives_role_and_partners_to_its_tasks() -> None:
    first, second = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Công Thương chủ trì, phối hợp với Sở Y tế:\n\na) Kiểm tra chợ.\n\nb) Lấy mẫu nước."
    )
    assert (first.role, first.partners, second.role, second.task) == ("lead", ("Sở Y tế",), "lead", "Lấy mẫu nước.")


@pytest.mark.parametrize(
    ("task", "numbers"),
    [
        ("Thực hiện các chỉ tiêu 1, 2 và 4.", ("1", "2", "4")),
        ("Theo dõi chỉ tiêu 09.", ("9",)),
        ("Chủ trì các chỉ tiêu từ 1 đến 3 và chỉ tiêu 11.2.", ("1", "2", "3", "11.2")),
        ("Chủ trì chỉ tiêu 1 của Mục tiêu 2 và các chỉ tiêu 3, 4 của Mục tiêu 5.", ("1", "3", "4")),
        ("Thực hiện các chỉ tiêu thuộc Mục tiêu 4.", ()),
        ("Hoàn thành chỉ tiêu 95% hộ dân phân loại rác.", ()),
    ],
)
def test_indicators_named(task: str, numbers: tuple[str, ...]) -> None:
    (found,) = _find(f"I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế\n\n- {task}")
    assert found.indicators == numbers


@pytest.mark.parametrize(
    ("task", "goals"),
    [
        ("Chủ trì chỉ tiêu 1 của Mục tiêu 2 và các chỉ tiêu 3, 4 của Mục tiêu 5.", [("2", ("1",)), ("5", ("3", "4"))]),
        ("Thực hiện toàn bộ các chỉ tiêu thuộc Mục tiêu 4.", [("4", ())]),
        ("Chủ trì thực hiện Mục tiêu 6, hằng năm báo cáo.", [("6", ())]),
        ("Theo dõi các mục tiêu 1, 2 và 3 của Kế hoạch.", [("1", ()), ("2", ()), ("3", ())]),
        ("Theo dõi chỉ tiêu 2 (Mục tiêu 3).", [("3", ("2",))]),
        ("Hoàn thành mục tiêu 2 mô hình ở mỗi xã.", []),
        ("Thực hiện mục tiêu 95% hộ dân phân loại rác.", []),
        ("Thực hiện mục tiêu 2025 về nước sạch.", []),
    ],
)
def test_goals_named(task: str, goals: list[tuple[str, tuple[str, ...]]]) -> None:
    (found,) = _find(f"I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế\n\n- {task}")
    assert [(goal.goal, goal.indicators) for goal in found.goals] == goals


def test_the_remaining_indicators_are_those_no_other_task_names() -> None:
    found = _find(
        "I. MỤC TIÊU CỤ THỂ\n\n- Chỉ tiêu 1: 90% hộ phân loại rác.\n- Chỉ tiêu 2: 80% rác được thu gom.\n"
        "- Chỉ tiêu 3: 70% nước thải được xử lý.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế: thực hiện chỉ tiêu 2.\n\n"
        "2. Phòng Kinh tế: thực hiện các chỉ tiêu còn lại."
    )
    assert [record.indicators for record in found] == [("2",), ("1", "3")]


def test_labelled_lines_below_and_inside_a_task() -> None:
    first, second = _find(
        "I. NHIỆM VỤ\n\n1. Truyền thông\n\nTổ chức 02 lớp tập huấn.\n\n- Cơ quan chủ trì: Trạm Y tế xã.\n"
        "- Đơn vị phối hợp: Công an xã; Hội Phụ nữ xã.\n- Thời gian hoàn thành: Quý II/2025.\n- Kết quả: Danh sách học viên.\n\n"
        "2. Hạ tầng\n\n- Lắp 40 thùng rác (Đơn vị thực hiện: Phòng Kinh tế; thời gian: tháng 9)."
    )
    assert (first.agency, first.role, first.task) == ("Trạm Y tế xã", "lead", "Tổ chức 02 lớp tập huấn.")
    assert (first.partners, first.due, first.output) == (
        ("Công an xã", "Hội Phụ nữ xã"),
        "2025-Q2",
        "Danh sách học viên",
    )
    assert (second.agency, second.role, second.task, second.due) == (
        "Phòng Kinh tế",
        "implement",
        "Lắp 40 thùng rác",
        "2025-09",
    )


def test_rows_of_a_table_of_tasks() -> None:
    first, second, third = _find(
        "I. NHIỆM VỤ\n\n| TT | Nội dung công việc | Cơ quan chủ trì | Phối hợp | Thời hạn | Sản phẩm |\n|---|---|---|---|---|---|\n"
        "| 1 | Ban hành quy chế | Văn phòng HĐND và UBND | Các phòng, ban | Tháng 3/2025 | Quy chế |\n"
        "| 2 | Kiểm tra bãi rác | Công an huyện; Phòng Kinh tế | UBND các xã, Phòng Y tế | Hằng quý | |"
    )
    assert (first.agency, first.role, first.partners, first.due, first.output) == (
        "Văn phòng HĐND và UBND", "lead", (), "2025-03", "Quy chế",
    )  # fmt: skip
    assert [found.agency for found in (second, third)] == ["Công an huyện", "Phòng Kinh tế"]
    assert (second.partners, second.due) == (("UBND các xã", "Phòng Y tế"), None)


def test_a_task_whose_agency_stands_in_brackets() -> None:
    assert _rows("I. NHIỆM VỤ\n\n- Lắp đặt 40 biển cảnh báo (Phòng Kinh tế chủ trì).") == [
        ("Phòng Kinh tế", "lead", "Lắp đặt 40 biển cảnh báo (Phòng Kinh tế chủ trì).")
    ]


def test_names_that_the_plan_defines_are_agencies() -> None:
    rows = _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Hội đồng Quản lý lưu vực sông Đáy (sau đây gọi tắt là HĐLV)\n\n- Quan trắc nước.\n\n"
        "2. HĐLV chủ trì công bố số liệu."
    )
    assert [(row[0], row[1]) for row in rows] == [
        ("Hội đồng Quản lý lưu vực sông Đáy", "implement"), ("HĐLV", "lead"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "I. TÌNH HÌNH\n\nCông an huyện tổ chức 12 đợt kiểm tra trong năm 2024.",
        "I. MỤC TIÊU\n\n1. Mục tiêu cụ thể\n\n- 14/14 xã ban hành kế hoạch.",
        "I. NHIỆM VỤ\n\n- Nâng cao năng lực cho Trạm Y tế xã.",
        "I. TỔ CHỨC THỰC HIỆN\n\nTrên đây là Kế hoạch bảo vệ môi trường của huyện.",
    ],
)
def test_no_responsibility(text: str) -> None:
    assert _find(text) == []


def test_spans_hold_the_words_of_the_task() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế\n\n- Tổ chức tập huấn cho cán\nbộ các xã:\n  + khám sức khỏe;\n  + tư vấn.\n\n"
        "2. Các thôn **tổ chức** họp dân."
    )
    source = read_text(f"{_HEAD}{body}\n".encode(), "plan")
    for found in find_responsibilities(read_plan_text(source)):
        words = re.findall(r"\w+", source.text[found.start : found.end])
        assert words == re.findall(r"\w+", found.task)


def test_a_paragraph_of_ten_thousand_clauses_is_read_to_its_end() -> None:
    found = _find("I. TỔ CHỨC THỰC HIỆN\n\n" + "Sở Y tế rà soát danh mục; " * 10_000 + "các thôn dọn kênh.")
    assert len(found) == 10_001
    assert (found[-1].agency, found[-1].task) == ("các thôn", "các thôn dọn kênh.")


def test_an_officers_heading_goes_on_with_the_part_of_the_work() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Công chức Văn hóa - Xã hội phụ trách mảng thể thao\n\n- Kẻ lại vạch sân bóng.\n\n"
        "2. Công chức Tư pháp – Hộ tich\n\n- Dán thông báo ở chợ."
    ) == [
        ("Công chức Văn hóa - Xã hội phụ trách mảng thể thao", "implement", "Kẻ lại vạch sân bóng."),
        ("Công chức Tư pháp – Hộ tich", "implement", "Dán thông báo ở chợ."),
    ]


def test_a_heading_broken_behind_its_head_or_before_its_colon() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng\nY tế:\nPhun thuốc muỗi.\n\n2. Phòng Nông nghiệp và Môi trường\n: Kiểm tra bãi rác."
    ) == [
        ("Phòng Y tế", "implement", "Phun thuốc muỗi."),
        ("Phòng Nông nghiệp và Môi trường", "implement", "Kiểm tra bãi rác."),
    ]


def test_a_closing_paragraph_with_its_own_subject_ends_the_heading() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. UBND các xã\n\n- Dọn kênh mương.\n\n"
        "Trên cơ sở Kế hoạch này, các phòng, ban huyện lập dự trù. Trong khi thực hiện, nếu có khó khăn, vướng mắc đề nghị "
        "các đơn vị báo về Phòng Kinh tế; trường hợp vượt thẩm quyền, Phòng Kinh tế trình UBND huyện."
    ) == [
        ("UBND các xã", "implement", "Dọn kênh mương."),
        ("các phòng, ban huyện", "implement", "Trên cơ sở Kế hoạch này, các phòng, ban huyện lập dự trù."),
        ("các đơn vị", "request", "Trong khi thực hiện, nếu có khó khăn, vướng mắc đề nghị các đơn vị báo về Phòng Kinh tế;"),
        ("Phòng Kinh tế", "implement", "trường hợp vượt thẩm quyền, Phòng Kinh tế trình UBND huyện."),
    ]  # fmt: skip


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_labels_without_a_mark_belong_to_the_lettered_task_above(blank: str) -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n1. Thu gom rác\n\na) Đặt thùng rác ở chợ.\n\nb) Nạo vét cống.\n\n"
        f"Cơ quan thực hiện:\n{blank}+ Chủ trì: Phòng Y tế.{blank}+ Phối hợp: Ban Quản lý chợ, Công an huyện."
    )
    assert [(each.agency, each.role, each.partners, each.task) for each in found] == [
        ("Phòng Y tế", "lead", ("Ban Quản lý chợ", "Công an huyện"), "Nạo vét cống.")
    ]


def test_names_in_a_cell_parted_by_a_line_alone() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n| TT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp |\n| --- | --- | --- | --- |\n"
        "| 1 | Xây kho lạnh | Sở Nông nghiệp và Môi trường | Sở Công Thương Sở Tài chính |\n"
        "| 2 | Vẽ bản đồ | Sở Xây dựng Công an tỉnh | VTV, VOV |\n"
        "| 3 | Sở Nội vụ | Sở Y tế |  |"
    )
    assert [(each.agency, each.partners, each.task) for each in found] == [
        ("Sở Nông nghiệp và Môi trường", ("Sở Công Thương", "Sở Tài chính"), "Xây kho lạnh"),
        ("Sở Xây dựng", ("VTV", "VOV"), "Vẽ bản đồ"),
        ("Công an tỉnh", ("VTV", "VOV"), "Vẽ bản đồ"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Hội đồng nhân dân huyện giao:",
        "Công an huyện mỗi đơn vị đề nghị không quá 02 tập thể.",
        "Đối với nhà xưởng ở nơi sau: Kho của Công ty, Công an huyện quản lý.",
        "Định kỳ, tổ X1,Y2 chủ trì, phối hợp với trường học, Phòng Y tế kiểm tra.",
        "Các đơn vị có liên quan đến việc bắn pháo hoa.",
        "Công an huyện là niềm tin của Nhân dân!",
    ],
)
def test_slogans_quotas_bare_orders_and_members_of_lists_give_none(text: str) -> None:
    assert _rows(f"I. NHIỆM VỤ\n\n- {text}") == []


def test_labels_that_close_the_bullets_of_an_activity_belong_to_all_of_it() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n1. Văn nghệ\n\n1.1. Dựng sân khấu ở chợ.\n\n- Sân khấu có mái che.\n\n- Sở Y tế bố trí xe cứu thương.\n\n"
        "- Có lối đi riêng cho xe lăn.\n\n- Thời gian hoàn thành: Quý IV/2026 và Quý I/2027.\n\n- Đơn vị chủ trì: Sở Xây dựng.\n\n"
        "1.2. Thi hát dân ca.\n\n- Có ba vòng.\n\n(1) Vòng sơ khảo.\n\n(2) Vòng chung kết.\n\n- Đơn vị chủ trì: Sở Nội vụ."
    )
    assert [(each.agency, each.task, each.due) for each in found] == [
        ("Sở Xây dựng", "Dựng sân khấu ở chợ. Sân khấu có mái che. Có lối đi riêng cho xe lăn.", "2026-Q4/2027-Q1"),
        ("Sở Y tế", "Sở Y tế bố trí xe cứu thương.", None),
        ("Sở Nội vụ", "Thi hát dân ca. Có ba vòng. Vòng sơ khảo. Vòng chung kết.", None),
    ]


def test_labels_below_the_last_of_a_list_are_shared_where_no_other_has_any() -> None:
    shared = (
        "I. NHIỆM VỤ\n\n1. Kiểm tra\n\n1.1. Kiểm tra cân ở chợ.\n\n1.2. Kiểm tra kho gạo.{first}\n\n1.3. Viết kết luận.\n\n"
        "- Đơn vị chủ trì: Sở Công Thương.\n\n- Thời gian: tháng 5/2026."
    )
    rows = [(each.agency, each.task, each.due) for each in _find(shared.format(first=""))]
    assert rows == [
        ("Sở Công Thương", task, "2026-05") for task in ("Kiểm tra cân ở chợ.", "Kiểm tra kho gạo.", "Viết kết luận.")
    ]
    apart = _rows(shared.format(first="\n\n- Đơn vị chủ trì: Công an xã."))
    assert apart == [("Công an xã", "lead", "Kiểm tra kho gạo."), ("Sở Công Thương", "lead", "Viết kết luận.")]


def test_officers_and_kinds_of_bodies_in_a_cell_are_parted_by_commas() -> None:
    (found,) = _find(
        "I. NHIỆM VỤ\n\n1. Mua loa cho các thôn.\n\n- Đơn vị chủ trì: Đồng chí Bí thư Chi bộ, phụ trách văn xã\n\n"
        "- Đơn vị phối hợp: Các đ/c Phó Bí thư, Trưởng ngành xã, các chuyên viên phòng loa."
    )
    assert found.agency == "Đồng chí Bí thư Chi bộ, phụ trách văn xã"
    assert found.partners == ("Các đ/c Phó Bí thư", "Trưởng ngành xã", "các chuyên viên phòng loa")


def test_officers_without_a_body_head_their_tasks_and_rank_goes_with_office() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Hội Nông dân xã\n\n"
        "- Đồng chí Ủy viên Ban Chấp hành Đảng bộ, Chủ tịch Hội Nông dân xã chỉ đạo chung.\n\n"
        "2. Các Phó Chủ tịch phụ trách lĩnh vực chăn nuôi\n\n- Tham mưu lịch tiêm phòng.\n\n"
        "3. Giới thiệu giống mới\n\n- In tờ rơi.\n\n4. Chuyên viên phụ trách công tác văn thư\n\n- Lưu hồ sơ."
    ) == [
        (
            "Đồng chí Ủy viên Ban Chấp hành Đảng bộ, Chủ tịch Hội Nông dân xã",
            "implement",
            "Đồng chí Ủy viên Ban Chấp hành Đảng bộ, Chủ tịch Hội Nông dân xã chỉ đạo chung.",
        ),
        ("Các Phó Chủ tịch phụ trách lĩnh vực chăn nuôi", "advise", "Tham mưu lịch tiêm phòng."),
        ("Chuyên viên phụ trách công tác văn thư", "implement", "Lưu hồ sơ."),
    ]


def test_a_class_of_communes_goes_on_with_their_names_not_with_a_task() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. UBND các phường: An Hòa, Bình Minh – Tân Lập và UBND xã Phú Điền.\n\n- Dọn vỉa hè.\n\n"
        "2. UBND các xã: Tổ chức dọn kênh, Đông người thì chia ca."
    ) == [
        ("UBND các phường: An Hòa, Bình Minh – Tân Lập", "implement", "Dọn vỉa hè."),
        ("UBND xã Phú Điền", "implement", "Dọn vỉa hè."),
        ("UBND các xã", "implement", "Tổ chức dọn kênh, Đông người thì chia ca."),
    ]


def test_a_collective_told_outside_the_last_part_and_one_whose_name_goes_on() -> None:
    assert _rows("I. KINH PHÍ THỰC HIỆN\n\n- Đối với các phòng, ban huyện: Chủ động lập dự toán mua cờ.") == [
        ("các phòng, ban huyện", "implement", "Chủ động lập dự toán mua cờ.")
    ]
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Các đơn vị thông tin, cổ động của huyện: Tăng cường phát loa.\n\n2. Sở Nội vụ: Tổng hợp danh sách."
    ) == [
        ("Các đơn vị thông tin, cổ động của huyện", "implement", "Tăng cường phát loa."),
        ("Sở Nội vụ", "implement", "Tổng hợp danh sách."),
    ]


def test_the_front_in_a_list_of_collectives_is_the_body_named() -> None:
    assert [row[0] for row in _rows("I. NHIỆM VỤ\n\n- Các ban, ngành, Mặt trận Tổ quốc xã và các hội treo cờ rủ.")] == [
        "Mặt trận Tổ quốc xã"
    ]


@pytest.mark.parametrize(
    ("printed", "task"),
    [
        ("- Dựng lều “Chợ đêm\n- Phố núi” ở sân đình.", "Dựng lều “Chợ đêm - Phố núi” ở sân đình."),
        ("- Đo nước giếng ở xóm\nĐông và xóm Đoài.", "Đo nước giếng ở xóm Đông và xóm Đoài."),
    ],
)
def test_wrapped_lines_of_a_bullet_are_no_items(printed: str, task: str) -> None:
    assert _rows(f"I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n{printed}") == [("Sở Y tế", "implement", task)]


def test_a_sentence_behind_a_numbered_heading_on_its_line() -> None:
    assert _rows(
        "I. KHEN THƯỞNG\n\n1. Cờ cấp tỉnh: Sở Nội vụ phối hợp với Sở Y tế chọn ba xã.\n\n2. Quà: Mỗi xã một bộ loa."
    ) == [("Sở Nội vụ", "coordinate", "Sở Nội vụ phối hợp với Sở Y tế chọn ba xã.")]


def test_partners_beside_words_that_name_no_body() -> None:
    (first,) = _find(
        "I. NHIỆM VỤ\n\n1. Nặn tượng.\n\n- Chủ trì: Sở Nội vụ.\n\n- Phối hợp: UBND xã Phú Điền, các thợ gốm, người nặn."
    )
    assert first.partners == ("UBND xã Phú Điền",)
    (second,) = _find("I. NHIỆM VỤ\n\n- Sở Nội vụ phối hợp với Công an tỉnh, các hộ dân, Sở Y tế treo đèn.")
    assert second.partners == ("Công an tỉnh", "Sở Y tế")


def test_a_numbered_sentence_that_leads_in_a_list_heads_its_tasks() -> None:
    head = "UBND TỈNH AN PHÚ\nSố: 9/KH-UBND\nAn Phú, ngày 05 tháng 3 năm 2025\n\nKẾ HOẠCH\nPhòng, chống thiên tai\n\nV. TỔ CHỨC THỰC HIỆN\n"
    body = (
        "1. Giao Sở Xây dựng là cơ quan đầu mối, hướng dẫn thực hiện Kế hoạch; thực hiện các nhiệm vụ sau:\n"
        "- Đôn đốc các xã triển khai Kế hoạch.\n- Chủ trì, phối hợp với Sở Tài chính rà soát kinh phí.\n"
        "2. Ủy ban nhân dân các xã chủ động bố trí kinh phí, tập trung một số nhiệm vụ cụ thể sau:\n"
        "- Tổ chức các lớp tập huấn cho người dân.\n- Báo cáo kết quả về Sở Xây dựng.\n"
    )
    record = extract_bytes((head + body).encode(), "mau.txt").record
    assert [(each.agency, each.role, each.task.split()[0]) for each in record.responsibilities] == [
        ("Sở Xây dựng", "lead", "Giao"), ("Sở Xây dựng", "implement", "Đôn"), ("Sở Xây dựng", "lead", "Chủ"),
        ("Ủy ban nhân dân các xã", "implement", "Ủy"), ("Ủy ban nhân dân các xã", "implement", "Tổ"),
        ("Ủy ban nhân dân các xã", "implement", "Báo"),
    ]  # fmt: skip


def test_a_part_shared_by_a_list_of_tasks() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Khoa học và Công nghệ\n\nChủ trì, phối hợp với Sở Tài chính, các cơ quan liên quan:\n\n"
        "a) Hướng dẫn doanh nghiệp đăng ký nhãn hiệu.\n\nb) Thẩm định các đề tài cấp tỉnh.\n\n2. Sở Tài chính\n\n- Bố trí vốn."
    )
    assert [(each.agency, each.role, each.partners) for each in found] == [
        ("Sở Khoa học và Công nghệ", "lead", ("Sở Tài chính",)),
        ("Sở Khoa học và Công nghệ", "lead", ("Sở Tài chính",)),
        ("Sở Tài chính", "implement", ()),
    ]


def test_a_paragraph_that_names_a_task_leads_in_no_list() -> None:
    rows = _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\nChủ trì, phối hợp với Sở Tài chính xây dựng đề án gồm các phần:\n\n"
        "a) Khám sức khỏe cho người cao tuổi.\n\n2. Sở Tài chính\n\n- Bố trí vốn."
    )
    assert rows[0] == ("Sở Y tế", "lead", "Chủ trì, phối hợp với Sở Tài chính xây dựng đề án gồm các phần:")


def test_articles_of_a_decision_and_officers() -> None:
    rows = _rows(
        "Điều 1. Phê duyệt Đề án trồng rừng với các nội dung sau:\n\n1. Mục tiêu: trồng rừng ven suối.\n\n"
        "Điều 2. Tổ chức thực hiện:\n\n1. Cơ quan quản lý: Chi cục Kiểm lâm:\n\n- Nghiệm thu rừng trồng.\n\n"
        "2. Chủ rừng:\n\n- Bảo vệ rừng trồng.\n\n3. Phòng Kinh tế:\n\n- Cấp cây giống.\n\n"
        "Điều 3. Các ông (bà): Chánh Văn phòng UBND tỉnh, Giám đốc Sở Tài chính và Chủ tịch UBND các huyện "
        "chịu trách nhiệm thi hành Quyết định này."
    )
    assert [(agency, task) for agency, _, task in rows[:3]] == [
        ("Chi cục Kiểm lâm", "Nghiệm thu rừng trồng."),
        ("Chủ rừng", "Bảo vệ rừng trồng."),
        ("Phòng Kinh tế", "Cấp cây giống."),
    ]
    assert [agency for agency, _, _ in rows[3:]] == [
        "Chánh Văn phòng UBND tỉnh",
        "Giám đốc Sở Tài chính",
        "Chủ tịch UBND các huyện",
    ]


def test_money_alone_is_no_task() -> None:
    assert _rows("I. KINH PHÍ\n\n- Ban quản lý rừng phòng hộ: 2.000.500.000đ\n\n- Sở Y tế: mua 20 giường bệnh.") == [
        ("Sở Y tế", "implement", "mua 20 giường bệnh.")
    ]


def test_a_paragraph_between_bullets_keeps_their_agency() -> None:
    assert [agency for agency, _, _ in _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. UBND huyện\n\n- Chỉ đạo các xã lập phương án.\n\nPhê duyệt phương án của xã.\n\n"
        "- Quyết định việc giao đất.\n\n2. Phòng Tư pháp\n\n- Kiểm tra văn bản."
    )] == ["UBND huyện", "UBND huyện", "UBND huyện", "Phòng Tư pháp"]  # fmt: skip


def test_a_collective_told_by_a_verb_heads_its_tasks() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n- Cấp thuốc.\n\n2. Đề nghị các tổ chức cung cấp dịch vụ chi trả\n\n- Mở điểm chi trả.\n\n- Cử người hướng dẫn."
    )[1:] == [
        ("các tổ chức cung cấp dịch vụ chi trả", "request", "Mở điểm chi trả."),
        ("các tổ chức cung cấp dịch vụ chi trả", "request", "Cử người hướng dẫn."),
    ]  # fmt: skip


def test_a_label_that_tells_what_each_agency_does() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n1. Phổ biến Luật Việc làm\n\n- Nội dung: phát tờ rơi.\n\n"
        "- Cơ quan thực hiện: Sở Nội vụ chủ trì tham mưu UBND tỉnh ban hành kế hoạch; Sở Tư pháp và UBND các xã tổ chức phổ biến.\n\n"
        "- Cơ quan phối hợp: Trung tâm Dịch vụ việc làm (Sở Nội vụ), UBND các phường.\n\n- Thời gian: Quý II/2025."
    )
    assert [(each.agency, each.role) for each in found] == [
        ("Sở Nội vụ", "lead"),
        ("Sở Tư pháp", "implement"),
        ("UBND các xã", "implement"),
    ]
    assert {each.partners for each in found} == {("Trung tâm Dịch vụ việc làm", "UBND các phường")}


def test_semicolons_inside_a_list_of_partners() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\nGiao Sở Công Thương chủ trì, phối hợp với các sở, ban, ngành; UBND các xã, phường; "
        "các đơn vị liên quan triển khai kế hoạch này."
    )
    assert [(each.agency, each.role, each.partners) for each in found] == [
        ("Sở Công Thương", "lead", ("UBND các xã, phường",))
    ]


def test_a_marked_lead_in_that_only_says_the_part_is_shared_by_its_list() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\na) Chủ trì, phối hợp với Sở Tài chính\n\n- Mua sắm thuốc.\n\n- Tập huấn y tá.\n\n"
        "b) Phối hợp với Công an tỉnh:\n\n- Trực cấp cứu.\n\n2. Sở Tư pháp\n\n2.1. Chủ trì:\n\na) In sổ theo dõi;\n\nb) Phát tờ rơi."
    )
    assert [(each.role, each.partners, each.task) for each in found] == [
        ("lead", ("Sở Tài chính",), "Mua sắm thuốc."),
        ("lead", ("Sở Tài chính",), "Tập huấn y tá."),
        ("coordinate", ("Công an tỉnh",), "Trực cấp cứu."),
        ("lead", (), "In sổ theo dõi;"),
        ("lead", (), "Phát tờ rơi."),
    ]


def test_who_is_entrusted_with_the_lead_leads() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Nội vụ\n\n- Được giao chủ trì sắp xếp thôn.\n\n- Đôn đốc các xã được giao chủ trì đề án."
    ) == [
        ("Phòng Nội vụ", "lead", "Được giao chủ trì sắp xếp thôn."),
        ("Phòng Nội vụ", "implement", "Đôn đốc các xã được giao chủ trì đề án."),
    ]  # fmt: skip


def test_those_beside_the_lead_are_its_partners() -> None:
    for joint in (",", ";"):
        found = _find(
            f"I. TỔ CHỨC THỰC HIỆN\n1. Sở Công Thương chủ trì{joint} Sở Xây dựng, Sở Tài chính phối hợp mở chợ."
        )
        assert [(each.agency, each.role, each.partners) for each in found] == [
            ("Sở Công Thương", "lead", ("Sở Xây dựng", "Sở Tài chính"))
        ]


def test_a_collective_of_departments_before_a_colon_names_each() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các Sở, ban, ngành: Y tế, Nội vụ, Công an tỉnh xây dựng kế hoạch mua xe chở rác."
    )
    assert [each.agency for each in found] == ["Sở Y tế", "Sở Nội vụ", "Công an tỉnh"]


def test_short_names_of_commands_in_a_list() -> None:
    found = _find("I. TỔ CHỨC THỰC HIỆN\n1. Bộ CHQS tỉnh, BCH BĐBP tỉnh, Công an tỉnh phối hợp tuần tra bãi rác.")
    assert [each.agency for each in found] == ["Bộ CHQS tỉnh", "BCH BĐBP tỉnh", "Công an tỉnh"]


def test_a_verb_that_begins_like_a_body_is_none() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n1. Các sở, ngành ban hành kế hoạch thu gom.\n2. Các sở, ban, ngành ban hành quy chế."
    )
    assert [each.agency for each in found] == ["Các sở, ngành", "Các sở, ban, ngành"]


def test_bodies_of_the_centre_and_names_that_go_on_in_small_words() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n1. Đề nghị Trung ương Mặt trận Tổ quốc Việt Nam:\na) Chỉ đạo tuyên truyền.\n"
        "2. Ban Chỉ đạo cấp quân khu, Ban Chỉ đạo các tỉnh\n- Xây dựng kế hoạch.\n"
        "3. Ban Quản lý dự án hạ tầng đô thị\n- Giải ngân vốn.\n4. Tổ giúp việc Ban Chỉ đạo: tổng hợp số liệu.\n"
        "5. Đề nghị Mặt trận Tổ quốc Việt Nam tại địa phương: giám sát việc thu gom.\n"
        "6. Đài Truyền hình Việt Nam và các cơ quan thông tấn, báo chí trung ương và địa phương có trách nhiệm tuyên truyền."
    )
    assert [each.agency for each in found] == [
        "Trung ương Mặt trận Tổ quốc Việt Nam",
        "Ban Chỉ đạo cấp quân khu",
        "Ban Chỉ đạo các tỉnh",
        "Ban Quản lý dự án hạ tầng đô thị",
        "Tổ giúp việc Ban Chỉ đạo",
        "Mặt trận Tổ quốc Việt Nam tại địa phương",
        "Đài Truyền hình Việt Nam",
        "các cơ quan thông tấn, báo chí trung ương và địa phương",
    ]


def test_who_a_task_is_given_to_in_the_bracket_behind_it() -> None:
    found = _find("I. NHIỆM VỤ\n1. Xây dựng quy chế (Giao Công an tỉnh chủ trì, phối hợp với Sở Tư pháp).")
    assert [(each.agency, each.role, each.partners) for each in found] == [("Công an tỉnh", "lead", ("Sở Tư pháp",))]


def test_party_committees_of_bodies_and_ministers_beside_chairs() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n1. Đảng ủy Ủy ban nhân dân tỉnh: Chỉ đạo rà soát bãi rác.\n"
        "2. Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh:\n- Lãnh đạo phong trào nhặt rác.\n"
        "3. Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Chủ tịch Ủy ban nhân dân các tỉnh chịu trách nhiệm thi hành."
    )
    assert [each.agency for each in found] == [
        "Đảng ủy Ủy ban nhân dân tỉnh",
        "Đảng ủy Mặt trận Tổ quốc, các đoàn thể tỉnh",
        "Chủ tịch Ủy ban nhân dân các tỉnh",
    ]


def test_a_numbered_task_over_labels_that_begin_with_its_contents() -> None:
    found = _find(
        "I. NHIỆM VỤ\n1. Xây dựng Quy chế thu gom rác\n- Nội dung: quy định giờ đổ rác, phân loại tại nguồn.\n"
        "- Trách nhiệm chỉ đạo thực hiện: Đảng ủy Ủy ban nhân dân tỉnh; Sở Y tế.\n- Thời hạn ban hành: trước ngày 01/6/2025."
    )
    assert [(each.agency, each.task, each.due) for each in found] == [
        ("Đảng ủy Ủy ban nhân dân tỉnh", "Xây dựng Quy chế thu gom rác", "2025-06-01"),
        ("Sở Y tế", "Xây dựng Quy chế thu gom rác", "2025-06-01"),
    ]


def test_who_leads_an_indicator_of_a_table() -> None:
    table = "I. CHỈ TIÊU\n\n| TT | Chỉ tiêu | ĐVT | Năm 2025 | {} |\n|---|---|---|---|---|\n| 1 | Tỷ lệ rác được thu gom | % | 90 | Sở Y tế |"
    found = _find(table.format("Cơ quan chủ trì theo dõi"))
    assert [(each.agency, each.role, each.task, each.confidence) for each in found] == [
        ("Sở Y tế", "lead", "Tỷ lệ rác được thu gom", 0.74)
    ]
    assert _find(table.format("Cơ quan theo dõi")) == []


def test_names_that_only_their_place_among_agencies_tells() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ: Tổng hợp danh sách.\n\n2. Tiểu thương tại các chợ: Ký cam kết giữ vệ sinh.\n\n"
        "3. Các nhà vườn (hộ trồng hoa, hộ trồng rau) có trách nhiệm ghi nhật ký.\n\n4. Kinh phí: Do ngân sách xã.\n\n"
        "5. Các hộ nuôi cá có trách nhiệm:\n\n- Khai báo đàn cá.\n\n6. Công an xã: Nắm tình hình."
    ) == [
        ("Sở Nội vụ", "implement", "Tổng hợp danh sách."),
        ("Tiểu thương tại các chợ", "implement", "Ký cam kết giữ vệ sinh."),
        (
            "Các nhà vườn", "implement",
            "Các nhà vườn (hộ trồng hoa, hộ trồng rau) có trách nhiệm ghi nhật ký.",
        ),
        ("Các hộ nuôi cá", "implement", "Khai báo đàn cá."),
        ("Công an xã", "implement", "Nắm tình hình."),
    ]  # fmt: skip


def test_a_deadline_names_the_body_that_only_its_place_tells() -> None:
    found = extract_bytes(
        f"{_HEAD}I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Nội vụ: Tổng hợp danh sách.\n\n"
        "2. Tiểu thương tại các chợ: Ký cam kết trước ngày 30/6/2025.\n".encode(),
        "plan.txt",
    )
    assert [(each.agency, each.date) for each in found.record.deadlines] == [("Tiểu thương tại các chợ", "2025-06-30")]


def test_marks_of_party_offices_and_bodies_told_by_what_they_must_do() -> None:
    assert _rows(
        "VI- PHÂN CÔNG THỰC HIỆN\n\n1- Ban Tuyên giáo Thành ủy\n\nTổ chức hội nghị quán triệt.\n\n2- Các cơ sở chăn nuôi quy mô "
        "lớn tự tổ chức tiêm phòng.\n\n3- Khi nước bị ô nhiễm, các đơn vị cấp nước phải báo cho UBND xã.\n\n"
        "4- Các ban đảng, đảng ủy trực thuộc Tỉnh ủy học tập Nghị quyết."
    ) == [
        ("Ban Tuyên giáo Thành ủy", "implement", "Tổ chức hội nghị quán triệt."),
        ("Các cơ sở chăn nuôi quy mô lớn", "implement", "Các cơ sở chăn nuôi quy mô lớn tự tổ chức tiêm phòng."),
        ("các đơn vị cấp nước", "implement", "Khi nước bị ô nhiễm, các đơn vị cấp nước phải báo cho UBND xã."),
        ("Các ban đảng", "implement", "Các ban đảng, đảng ủy trực thuộc Tỉnh ủy học tập Nghị quyết."),
        ("đảng ủy trực thuộc Tỉnh ủy", "implement", "Các ban đảng, đảng ủy trực thuộc Tỉnh ủy học tập Nghị quyết."),
    ]


def test_names_with_commas_and_words_that_are_verbs_elsewhere() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công\n\n- Cập nhật dữ liệu.\n\n"
        "2. Sở Nội vụ: Tổng hợp."
    ) == [
        ("Cục Đổi mới sáng tạo, Chuyển đổi xanh và Khuyến công", "implement", "Cập nhật dữ liệu."),
        ("Sở Nội vụ", "implement", "Tổng hợp."),
    ]


def test_offices_of_the_closing_articles() -> None:
    found = _find(
        "I. TỔ CHỨC THỰC HIỆN\n\nCác Bộ trưởng, Thủ trưởng cơ quan ngang bộ, Thủ trưởng cơ quan thuộc Chính phủ, Chủ tịch Ủy ban "
        "nhân dân các tỉnh và các tổ chức có liên quan chịu trách nhiệm thi hành Quyết định này.\n\n"
        "Thường trực HĐND huyện, các Ban của HĐND, các Tổ đại biểu HĐND và đại biểu HĐND huyện giám sát việc thực hiện Nghị quyết này.\n\n"
        "Hội đồng nhân dân huyện nhấn mạnh một số nội dung sau."
    )
    assert [each.agency for each in found] == [
        "Chủ tịch Ủy ban nhân dân các tỉnh",
        "Thường trực HĐND huyện",
        "các Ban của HĐND",
        "các Tổ đại biểu HĐND",
        "đại biểu HĐND huyện",
    ]


def test_a_heading_with_its_ground_and_one_with_the_media() -> None:
    assert _rows(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. UBND các xã căn cứ chức năng, nhiệm vụ được giao:\n\na) Rà soát quy hoạch.\n\nb) Tiết kiệm chi.\n\n"
        "2. Đài Truyền thanh huyện và các phương tiện thông tin đại chúng ở cơ sở và thôn bản:\n\n- Tăng thời lượng phát sóng."
    ) == [
        ("UBND các xã", "implement", "Rà soát quy hoạch."),
        ("UBND các xã", "implement", "Tiết kiệm chi."),
        ("Đài Truyền thanh huyện", "implement", "Tăng thời lượng phát sóng."),
        ("các phương tiện thông tin đại chúng ở cơ sở và thôn bản", "implement", "Tăng thời lượng phát sóng."),
    ]


def test_a_cell_that_labels_who_leads_and_who_joins_in() -> None:
    found = _find(
        "I. NHIỆM VỤ\n\n| Nội dung | Phân công nhiệm vụ | Tiến độ |\n|---|---|---|\n"
        "| 1. Rà soát các mỏ | Chủ trì: Sở Công Thương. Phối hợp: Sở Tài chính, Công an tỉnh | Quý II/2026 |\n"
        "| 2. Lập danh mục dự án | Chủ trì: Sở Xây dựng. Phối hợp: Sở Tài chính | Quý III/2026 |"
    )
    assert [(each.agency, each.role, each.task, list(each.partners)) for each in found] == [
        ("Sở Công Thương", "lead", "Rà soát các mỏ", ["Sở Tài chính", "Công an tỉnh"]),
        ("Sở Xây dựng", "lead", "Lập danh mục dự án", ["Sở Tài chính"]),
    ]
