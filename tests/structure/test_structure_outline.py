"""The outline: what stands under what, in which kind of section."""

from __future__ import annotations

import pytest

from plan_extract.reading.text import read_text
from plan_extract.structure.document import PlanText, read_plan_text
from plan_extract.structure.items import Item


def _plan(text: str) -> PlanText:
    return read_plan_text(read_text(text.encode("utf-8"), "sample.txt"))


def _item(plan: PlanText, words: str) -> Item:
    return next(item for item in plan.items() if words in item.passage.text)


def _above(item: Item) -> list[str]:
    return [above.text for above in item.ancestors()]


BODY = """\
ỦY BAN NHÂN DÂN                      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   XÃ HÒA AN                              Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND                       Hòa An, ngày 10 tháng 01 năm 2024

KẾ HOẠCH
Giảm nghèo bền vững trên địa bàn xã Hòa An năm 2024
(Văn bản mẫu)

Căn cứ Nghị quyết số 05/NQ-HĐND ngày 20/12/2023 của Hội đồng nhân dân xã;

Thực hiện Kế hoạch số 90/KH-UBND ngày 28/12/2023 của UBND huyện, UBND xã xây dựng kế hoạch như sau:

I. TÌNH HÌNH NĂM 2023

Toàn xã có 215 hộ nghèo, chiếm 9,4%.

II. MỤC ĐÍCH, YÊU CẦU

1. Mục đích

- Nâng cao đời sống của hộ nghèo.

2. Yêu cầu

- 100% thôn họp dân trước khi bình xét.

III. MỤC TIÊU

1. Mục tiêu chung

Giảm nghèo bền vững, hạn chế tái nghèo.

2. Mục tiêu cụ thể

2.1. Mục tiêu 1: Giảm nghèo

- Chỉ tiêu 1: Tỷ lệ hộ nghèo còn 7%.

- Chỉ tiêu 2: Số hộ tái nghèo không quá 05 hộ.

+ Riêng thôn Đông: không quá 01 hộ.

2.2. Mục tiêu 2: Dịch vụ xã hội

- Chỉ tiêu 3: 98% hộ có nước sạch.

IV. NHIỆM VỤ, GIẢI PHÁP

1. Tuyên truyền

a) Phát thanh 02 buổi/tuần.

b) Treo 10 băng rôn.

2. Cho vay vốn

V. KINH PHÍ

Ngân sách xã bố trí 50 triệu đồng.

VI. TỔ CHỨC THỰC HIỆN

1. Công chức Văn hóa - Xã hội

- Tham mưu UBND xã triển khai Kế hoạch.

- Kinh phí: lập dự toán trước ngày 15/02/2024.

2. Các thôn

- Bình xét hộ nghèo.

VII. CHẾ ĐỘ BÁO CÁO

Các thôn báo cáo trước ngày 20 hằng tháng.

Nơi nhận:                                 TM. ỦY BAN NHÂN DÂN
- UBND huyện;                                  CHỦ TỊCH
- Lưu: VT.
                                          Trần Văn Bình

PHỤ LỤC
CHỈ TIÊU CỦA CÁC THÔN

| TT | Thôn | Số hộ thoát nghèo (hộ) |
|---|---|---|
| 1 | Thôn Đông | 12 |
| 2 | Thôn Tây | 9 |
"""


def test_parts_of_a_plan() -> None:
    plan = _plan(BODY)
    assert plan.type_name == "KẾ HOẠCH"
    assert [passage.text for passage in plan.title] == ["Giảm nghèo bền vững trên địa bàn xã Hòa An năm 2024"]
    assert [passage.text[:9] for passage in plan.opening] == ["Căn cứ Ng", "Thực hiện"]
    assert len(plan.head) == 3 and len(plan.tail) == 4
    assert [item.text for item in plan.root.children] == [
        "TÌNH HÌNH NĂM 2023", "MỤC ĐÍCH, YÊU CẦU", "MỤC TIÊU", "NHIỆM VỤ, GIẢI PHÁP", "KINH PHÍ", "TỔ CHỨC THỰC HIỆN", "CHẾ ĐỘ BÁO CÁO",
    ]  # fmt: skip


def test_sections() -> None:
    plan = _plan(BODY)
    assert _item(plan, "215 hộ nghèo").past
    kinds = {
        "100% thôn": "requirements", "Tỷ lệ hộ nghèo còn": "objectives", "Phát thanh": "tasks", "50 triệu": "funding",
        "Bình xét": "implementation", "lập dự toán": "implementation", "Các thôn báo cáo": "reporting",
    }  # fmt: skip
    assert {words: _item(plan, words).section for words in kinds} == kinds
    assert not any(_item(plan, words).past for words in kinds)


def test_levels() -> None:
    plan = _plan(BODY)
    assert _above(_item(plan, "Riêng thôn Đông")) == [
        "Số hộ tái nghèo không quá 05 hộ.",
        "Giảm nghèo",
        "Mục tiêu cụ thể",
        "MỤC TIÊU",
    ]
    assert _above(_item(plan, "98% hộ")) == ["Dịch vụ xã hội", "Mục tiêu cụ thể", "MỤC TIÊU"]
    assert _above(_item(plan, "Treo 10")) == ["Tuyên truyền", "NHIỆM VỤ, GIẢI PHÁP"]
    assert _above(_item(plan, "Bình xét")) == ["Các thôn", "TỔ CHỨC THỰC HIỆN"]
    assert _above(_item(plan, "Giảm nghèo bền vững, hạn chế")) == ["Mục tiêu chung", "MỤC TIÊU"]


def test_marks_and_labels() -> None:
    plan = _plan(BODY)
    goal, indicator = _item(plan, "Mục tiêu 2: Dịch vụ"), _item(plan, "Chỉ tiêu 3")
    assert goal.label is not None and (goal.label.kind, goal.number, goal.text) == ("goal", "2", "Dịch vụ xã hội")
    assert indicator.label is not None and (indicator.label.kind, indicator.number) == ("indicator", "3")
    assert indicator.text == "98% hộ có nước sạch." and indicator.match == indicator.text


def test_headings() -> None:
    plan = _plan(BODY)
    headings = {item.text for item in plan.items() if item.heading}
    assert {"Tuyên truyền", "Các thôn", "Mục tiêu chung", "Giảm nghèo", "KINH PHÍ"} <= headings
    assert "98% hộ có nước sạch." not in headings and "Bình xét hộ nghèo." not in headings


def test_an_appendix_stands_behind_the_signature() -> None:
    plan = _plan(BODY)
    table = next(item.table for item in plan.appendices.walk() if item.table is not None)
    assert table.roles == ["index", "locality", "value"]
    assert all(item.section == "appendix" for item in list(plan.appendices.walk())[1:])
    assert not any("PHỤ LỤC" in item.passage.text for item in plan.root.walk())


def test_letters_that_stand_over_bullets() -> None:
    plan = _plan(BODY.replace("a) Phát thanh 02 buổi/tuần.", "a) Phát thanh\n\n- Mỗi tuần 02 buổi."))
    assert _above(_item(plan, "Mỗi tuần")) == ["Phát thanh", "Tuyên truyền", "NHIỆM VỤ, GIẢI PHÁP"]
    assert _above(_item(plan, "Treo 10"))[0] == "Tuyên truyền"


def test_spans_lead_back_to_the_source() -> None:
    plan = _plan(BODY)
    for item in plan.items():
        if item.table is None and item.text:
            start, end = item.span(0, len(item.text))
            assert plan.source.text[start:end].split() == item.text.split()


def test_the_web_page_around_a_plan_ends_it() -> None:
    page = (
        "\n## Văn bản liên quan\nBan hành: 04/9/2025\n\nCơ quan chủ quản: Trung tâm Tin học\n\n"
        "| Điện thoại: | 024 3999 0000 |\n|---|---|\n| Đã phục vụ | 250 bạn đọc |\n| Trực tuyến | 31 bạn đọc |\n"
    )
    plan = _plan(BODY + page)
    assert plan.source.messages == ("10 lines of the web page behind the plan were left out",)
    assert len([item for item in plan.appendices.walk() if item.table]) == 1
    assert not any("Trung tâm" in item.passage.text or "Ban hành" in item.passage.text for item in plan.items())


def test_words_of_a_page_within_the_plan_do_not_end_it() -> None:
    within = BODY.replace("2. Cho vay vốn", "2. Văn bản liên quan\n\nRà soát văn bản liên quan.\n\n3. Cho vay vốn")
    plan = _plan(within)
    assert _item(plan, "Cho vay vốn").section == "tasks"
    assert plan.appendices.children


def test_a_part_takes_its_title_from_the_line_behind_it() -> None:
    plan = _plan(
        "KẾ HOẠCH\nTrồng cây năm 2024\n\nUBND xã xây dựng kế hoạch như sau:\n\nPhần thứ nhất\nMỤC TIÊU\n\nI. Mục tiêu chung\n\nXanh hóa đường làng.\n\n"
        "Phần thứ hai\nNHIỆM VỤ, GIẢI PHÁP\n\n1. Trồng mới\n\n- Trồng 300 cây bàng.\n\nPhần thứ ba\nTỔ CHỨC THỰC HIỆN\n\n1. Hội Nông dân xã: chăm sóc cây."
    )
    assert [(item.text, item.section) for item in plan.root.children] == [
        ("MỤC TIÊU", "objectives"),
        ("NHIỆM VỤ, GIẢI PHÁP", "tasks"),
        ("TỔ CHỨC THỰC HIỆN", "implementation"),
    ]
    assert _item(plan, "300 cây").section == "tasks"


def test_a_number_of_two_figures_opens_an_item_behind_an_open_line() -> None:
    plan = _plan(
        "KẾ HOẠCH\nChuyển đổi số năm 2024\n\nUBND xã xây dựng kế hoạch như sau:\n\nI. MỤC TIÊU\n1. Phát triển chính quyền số\n"
        "1.1. Lập 02 tổ công nghệ.\n1.2. Số hóa 100% hồ sơ.\n"
    )
    assert _above(_item(plan, "02 tổ"))[0] == "Phát triển chính quyền số"


def test_an_outlook_beside_the_aims_is_no_requirement() -> None:
    plan = _plan(
        "KẾ HOẠCH\nTrồng rừng đến năm 2030\n\nUBND tỉnh xây dựng kế hoạch như sau:\n\nI. QUAN ĐIỂM, MỤC TIÊU\n\n1. Quan điểm\n\n- Giữ rừng.\n\n"
        "2. Mục tiêu\n\n- Trồng 50 ha.\n\n3. Tầm nhìn đến năm 2045\n\nĐạt 80% diện tích."
    )
    assert [_item(plan, words).section for words in ("Giữ rừng", "50 ha", "80%")] == [
        "requirements",
        "objectives",
        "objectives",
    ]


def test_words_of_a_page_in_an_appendix_do_not_end_the_plan() -> None:
    row = "| 3 | Thôn Nam | 4 |\n"
    plan = _plan(f"{BODY}{row}\nVăn bản liên quan\n\n{BODY[BODY.index('| TT |') :]}")
    assert plan.source.messages == ()
    assert len([item for item in plan.appendices.walk() if item.table]) == 2


def test_a_chapter_of_work_behind_the_aims_holds_tasks() -> None:
    plan = _plan(
        "KẾ HOẠCH\nPhát triển chợ\n\nI. MỤC TIÊU\n\n- Có 10 chợ.\n\nII. PHÁT TRIỂN MẠNG LƯỚI CHỢ\n\n- Xây dựng 05 chợ.\n\n"
        "III. KHEN THƯỞNG\n\n- Khen 02 tập thể."
    )
    assert [_item(plan, words).section for words in ("Có 10", "Xây dựng 05", "Khen 02")] == [
        "objectives",
        "tasks",
        "other",
    ]


def test_a_paragraph_before_the_next_heading_stands_below_its_own() -> None:
    plan = _plan(
        "KẾ HOẠCH\nPhát triển chợ\n\nI. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Kinh tế\n\n- Rà soát các chợ.\n\n"
        "Đôn đốc các thôn thực hiện.\n\n2. Công an xã\n\n- Giữ trật tự tại chợ."
    )
    assert _above(_item(plan, "Đôn đốc"))[0] == "Phòng Kinh tế"


def test_a_decision_signed_without_recipients_ends_before_its_plan() -> None:
    plan = _plan(
        "QUYẾT ĐỊNH\nBan hành Kế hoạch phát triển chợ\n\nCăn cứ Luật Tổ chức chính quyền địa phương;\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển chợ.\n\nĐiều 2. Sở Công Thương chịu trách nhiệm thi hành./.\n\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n[\nNguyễn Văn An\n\nỦY BAN NHÂN DÂN TỈNH\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n"
        "KẾ HOẠCH HÀNH ĐỘNG\nPhát triển chợ\n\nI. MỤC TIÊU\n\n- Có 10 chợ.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Công Thương: Rà soát các chợ."
    )
    assert plan.attached_type == "KẾ HOẠCH HÀNH ĐỘNG"
    assert _above(_item(plan, "Có 10"))[0] == "MỤC TIÊU"
    assert len(_above(_item(plan, "Có 10"))) == len(_above(_item(plan, "Rà soát các chợ")))


def test_tasks_above_recipients_that_nothing_heads_are_kept() -> None:
    body = (
        "KẾ HOẠCH\nĐọc sách năm 2026\n\n1. Ban Tuyên giáo:\n- Chủ trì tuyên truyền;\n- Biên soạn 5 tài liệu;\n"
        "- UBND các xã báo cáo trước ngày 15/12/2026;\n- UBND tỉnh (báo cáo);\n- Các phòng, ban;\n- Lưu: VT, VHXH.\n"
    )
    texts = [item.text for item in _plan(body).items()]
    assert "UBND các xã báo cáo trước ngày 15/12/2026;" in texts
    assert not {"UBND tỉnh (báo cáo);", "Các phòng, ban;", "Lưu: VT, VHXH."} & set(texts)


def test_what_only_begins_like_the_last_recipient_is_a_task() -> None:
    body = (
        "KẾ HOẠCH\nLưu thông hàng hóa năm 2026\n\n1. Mở chợ.\n2. Sửa đường.\n"
        "- Lưu thông hàng hóa dịp Tết.\n- Kiểm tra giá.\n"
    )
    assert "Lưu thông hàng hóa dịp Tết." in [item.text for item in _plan(body).items()]


def test_initials_below_a_text_in_prose_are_no_chapter() -> None:
    prose = "\n\n".join(
        f"Mục tiêu thứ {number} là trồng {number}0 ha rừng trên địa bàn tỉnh." for number in range(2, 12)
    )
    texts = [item.text for item in _plan(f"KẾ HOẠCH\nTrồng rừng năm 2026\n\n{prose}\n\nL.Đ\n").items()]
    assert "Mục tiêu thứ 5 là trồng 50 ha rừng trên địa bàn tỉnh." in texts


def test_numbers_with_a_dash_as_the_party_writes_them() -> None:
    plan = _plan(
        "CHƯƠNG TRÌNH HÀNH ĐỘNG\nPhát triển nông nghiệp đến năm 2030\n\nI- MỤC TIÊU\n1- Trồng rừng.\n2- Nuôi cá.\n"
        "2.1- Cá lồng.\nII- NHIỆM VỤ\n1- Mở lớp.\n"
    )
    assert [(item.mark.number if item.mark else None, item.text) for item in plan.items()] == [
        ("I", "MỤC TIÊU"),
        ("1", "Trồng rừng."),
        ("2", "Nuôi cá."),
        ("2.1", "Cá lồng."),
        ("II", "NHIỆM VỤ"),
        ("1", "Mở lớp."),
    ]


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("I/ MỤC TIÊU\n1/ Chỉ tiêu cụ thể\na/ Trồng 20 ha.\nb/ Nuôi 30 con.\n", ["I", "1", "a", "b"]),
        ("I. MỤC TIÊU:\na. Trồng 20 ha.\nb. Nuôi 30 con.\n", ["I", "a", "b"]),
        ("I- MỤC TIÊU\n1- Chỉ tiêu cụ thể\na- Trồng 20 ha.\nb- Nuôi 30 con.\n", ["I", "1", "a", "b"]),
        ("I. MỤC TIÊU\nBước 1: Khảo sát đất\nBước 2: Trồng rừng\n", ["I", None, None]),
        (
            "Điều 1. Mục tiêu\n1. Trồng rừng.\nĐiều 2. Tổ chức thực hiện\n1. Phòng Kinh tế chủ trì.\n",
            ["1", "1", "2", "1"],
        ),
        ("I. MỤC TIÊU\n✓ Trồng rừng\n➤ Nuôi cá\n❖ Mở lớp\n", ["I", None, None, None]),
        ("NHIỆM VỤ\nMở 2 lớp.\nTỔ CHỨC THỰC HIỆN\nPhòng Kinh tế chủ trì.\n", [None, None, None, None]),
    ],
)
def test_signs_of_marks_right_below_a_heading(body: str, marks: list[str | None]) -> None:
    plan = _plan(f"KẾ HOẠCH\nTrồng rừng năm 2026\n\n{body}")
    assert [item.mark.number if item.mark else None for item in plan.items()] == marks
