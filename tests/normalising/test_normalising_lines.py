"""Printed lines joined to passages: breaks of the margin, page numbers in mid-sentence, list marks."""

from __future__ import annotations

import pytest

from plan_extract.model.source import Block, BoundingBox, SourceDocument
from plan_extract.normalising.line_reading import Line, read_lines
from plan_extract.normalising.lines import find_layout, join_lines
from plan_extract.reading.text import read_text


def _source(text: str) -> SourceDocument:
    return read_text(text.encode("utf-8"), "sample.txt")


def _passages(text: str) -> list[str]:
    source = _source(text)
    lines = read_lines(source)
    printed = [line for line in lines if isinstance(line, Line)]
    passages = join_lines(printed, find_layout(lines))
    for passage in passages:
        start, end = passage.span(0, len(passage.text))
        assert source.text[start] == passage.text[0] and source.text[end - 1] == passage.text[-1]
    return [passage.text for passage in passages]


WRAPPED = """\
I. MỤC TIÊU

1. Đến hết năm 2025, tỷ lệ trẻ em dưới năm tuổi suy dinh dưỡng thể thấp còi giảm xuống còn
20,8%; các xã vùng cao giảm bình quân mỗi năm 0,5%, riêng các xã ven hồ giữ mức dưới 18%
trong suốt cả giai đoạn.

2. Toàn huyện có ít nhất 08 điểm vui chơi cho trẻ em ở xã, thị trấn; mỗi trường trung học
cơ sở có 01 phòng tư vấn tâm lý học đường vào năm 2024.

- Phòng Lao động - Thương binh và Xã hội huyện chủ trì, phối hợp với Huyện đoàn và các xã
rà soát, cập nhật danh sách trẻ em có hoàn cảnh đặc biệt trước ngày 15 hằng tháng.

- Công an huyện tiếp nhận, xác minh 100% tin báo về xâm hại trẻ em trong vòng 24 giờ, báo
cáo kết quả về Ủy ban nhân dân huyện.
"""


def test_lines_broken_at_the_margin_are_joined() -> None:
    passages = _passages(WRAPPED)
    assert [passage[:20] for passage in passages] == [
        "I. MỤC TIÊU",
        "1. Đến hết năm 2025,",
        "2. Toàn huyện có ít ",
        "- Phòng Lao động - T",
        "- Công an huyện tiếp",
    ]
    assert "xuống còn 20,8%; các xã" in passages[1] and passages[1].endswith("trong suốt cả giai đoạn.")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("theo Nghị quyết số 57-", "NQ/TW của", "số 57-NQ/TW của"),
        ("theo Quyết định số 19/QĐ-", "UBND của", "số 19/QĐ-UBND của"),
        ("trong giai đoạn 2021-", "2025 và", "giai đoạn 2021-2025 và"),
        ("ứng dụng trí tuệ nhân tạo", "(AI) trong quản lý", "nhân tạo (AI) trong quản lý"),
        ("trong giai đoạn 2021 -", "2025 và", "giai đoạn 2021 - 2025 và"),
    ],
)
def test_a_number_broken_behind_its_hyphen_is_whole(first: str, second: str, joined: str) -> None:
    lead = "- Phòng Lao động - Thương binh và Xã hội huyện chủ trì thực hiện"
    passages = _passages(WRAPPED + f"\n{lead} {first}\n{second} các xã.\n")
    assert joined in passages[-1]


@pytest.mark.parametrize("page", ["2", "- 2 -", "      2", "Trang 2", "2/15", "Page 2/15"])
def test_a_page_number_in_mid_sentence_is_left_out(page: str) -> None:
    text = WRAPPED.replace("thể thấp còi giảm xuống còn\n20,8%", f"thể thấp còi giảm\n\n{page}\n\nxuống còn 20,8%")
    passages = _passages(text)
    assert len(passages) == 5
    assert "thấp còi giảm xuống còn 20,8%; các xã" in passages[1]


def test_a_page_number_between_two_paragraphs_joins_nothing() -> None:
    passages = _passages(WRAPPED.replace("\n2. Toàn huyện", "\n                    3\n\n2. Toàn huyện"))
    assert len(passages) == 5


def test_a_form_feed_ends_no_sentence() -> None:
    passages = _passages(WRAPPED.replace("riêng các xã ven hồ giữ", "riêng các xã ven hồ\fgiữ"))
    assert any("riêng các xã ven hồ giữ mức dưới 18%" in passage for passage in passages)


def test_a_dash_inside_a_name_is_no_list_mark() -> None:
    text = "Kế hoạch góp phần phát triển kinh tế\n- xã hội của xã.\n- Giữ vững an ninh trên địa bàn.\n"
    assert _passages(text) == [
        "Kế hoạch góp phần phát triển kinh tế - xã hội của xã.", "- Giữ vững an ninh trên địa bàn."
    ]  # fmt: skip


def test_lines_that_are_paragraphs_stay_apart() -> None:
    text = (
        "1. Phòng Y tế: chủ trì thực hiện chỉ tiêu 1.\n2. Phòng Tư pháp: chủ trì thực hiện chỉ tiêu 2.\n"
        "Các phòng báo cáo trước ngày 20 hằng tháng.\nỦy ban nhân dân xã tổng kết trong tháng 12.\n"
    )
    assert len(_passages(text)) == 4


@pytest.mark.parametrize("mark", ["-", "+", "•", "–", "a)", "1.", "1.2.", "II.", "(1)", "đ)"])
def test_a_list_mark_begins_a_paragraph_also_without_a_blank_line(mark: str) -> None:
    lines = [
        "Các cơ quan, đơn vị và địa phương có trách nhiệm tổ chức thực hiện những nội dung sau đây",
        f"{mark} Rà soát, bổ sung danh sách trẻ em có hoàn cảnh đặc biệt cần được hỗ trợ trên địa bàn",
        "và gửi về Phòng Lao động - Thương binh và Xã hội huyện trước ngày 15/5 hằng năm để tổng",
        "hợp, báo cáo.",
        f"{mark} Tổ chức truyền thông tới từng hộ gia đình, từng thôn, xóm về phòng, chống đuối nước",
    ]
    passages = _passages("\n".join(lines * 2))
    assert sum(passage.startswith(mark) for passage in passages) == 4
    assert any(passage.endswith("để tổng hợp, báo cáo.") for passage in passages)


def test_a_split_figure_or_span_is_no_list() -> None:
    text = WRAPPED.replace("vào năm 2024.", "trong giai đoạn\n2021 - 2025 và những năm sau.")
    assert any("trong giai đoạn 2021 - 2025 và những năm sau." in passage for passage in _passages(text))


def test_rules_and_raised_notes_are_left_out() -> None:
    text = "_____________\nKẾ HOẠCH\n-------\n¹ Số liệu của Cục Thống kê.\nI. MỤC TIÊU\n***\n"
    assert _passages(text) == ["KẾ HOẠCH", "I. MỤC TIÊU"]


def test_a_rate_a_year_ends_its_line() -> None:
    text = "1. Tuyên truyền\n- Thời gian: hằng năm\n- Sản phẩm: 12 chuyên mục/năm\n2. Tập huấn\n- Thời gian: hằng năm\n3. Kiểm tra\nđịa bàn trong năm\n2026. Hết.\n"
    assert _passages(text)[3:6] == ["2. Tập huấn", "- Thời gian: hằng năm", "3. Kiểm tra địa bàn trong năm 2026. Hết."]


@pytest.mark.parametrize(
    "heading", ["IV. TỔ CHỨC THỰC HIỆN", "IV. Tổ chức thực hiện", "C. CÁC CHỈ TIÊU CỦA HUYỆN VÀ CÁC"]
)
def test_a_chapter_heading_does_not_go_on_in_a_paragraph_without_a_mark(heading: str) -> None:
    text = f"{heading}\nSở Tài chính theo dõi, đôn đốc việc thực hiện.\nSở Y tế báo cáo kết quả."
    assert _passages(text)[:2] == [heading, "Sở Tài chính theo dõi, đôn đốc việc thực hiện."]


def test_longer_lines_of_a_letterhead_and_an_address_do_not_hide_the_margin() -> None:
    long_line = "ỦY BAN NHÂN DÂN TỈNH HÒA BÌNH".ljust(150) + "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    bullet = (
        "- Vận động hội viên, đoàn viên tham gia thực hiện Kế hoạch, phối hợp với Hội Liên hiệp\n"
        "Phụ nữ huyện nhân rộng mô hình.\n"
    )
    passages = _passages("\n".join([long_line, WRAPPED.replace("\n\n", "\n"), bullet, long_line, long_line]))
    assert passages[-3].endswith("Hội Liên hiệp Phụ nữ huyện nhân rộng mô hình.")
    assert passages.count(" ".join(long_line.split())) == 3


def _printed(*words: str) -> list[str]:
    """The passages of lines with places on a page, each on the margin; "" stands for a gap."""
    text, blocks = "", []
    for line in words:
        text += "\n" if text else ""
        box = BoundingBox(x0=72, top=0, x1=500, bottom=12)
        if line:
            blocks.append(Block(kind="line", start=len(text), end=len(text) + len(line), page=1, box=box))
        text += line
    source = SourceDocument(name="a.pdf", text=text, blocks=tuple(blocks), media_type="application/pdf", reader="pdf")
    lines = read_lines(source)
    return [
        passage.text for passage in join_lines([line for line in lines if isinstance(line, Line)], find_layout(lines))
    ]


def test_full_line_of_a_page_goes_on_with_a_figure_or_the_name_of_a_goal() -> None:
    """The page shows what the end of a line alone does not: no gap, no indent, no room left."""
    items = [
        part
        for number in range(1, 5)
        for part in ("", f"- Khoản {number}: giữ vững kết quả đã đạt được trên địa bàn toàn huyện trong kỳ;")
    ]
    cut = [
        "",
        "- Khoản 5: giảm tỷ lệ hộ nghèo toàn huyện xuống dưới 5%, không tái nghèo;",
        "100% hộ cận nghèo được vay vốn.",
    ]
    named = [
        "",
        "- Sở Văn hóa theo dõi việc thực hiện các chỉ tiêu từ 1 đến 3 của",
        "Mục tiêu 3; báo cáo kết quả hằng năm.",
    ]
    passages = _printed(*items[1:], *cut, *named)
    assert len(passages) == 6
    assert passages[-2].endswith("không tái nghèo; 100% hộ cận nghèo được vay vốn.")
    assert passages[-1].endswith("của Mục tiêu 3; báo cáo kết quả hằng năm.")
