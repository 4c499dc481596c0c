"""PDF files: reading order, tables over pages, notes, page furniture, broken words, rotation."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest

from plan_extract.model.source import Block, SourceDocument
from plan_extract.reading import read_bytes
from plan_extract.reading.pdf.document import is_broken
from plan_extract.reading.pdf.furniture import drop_furniture
from plan_extract.reading.pdf.layout import PrintedLine
from plan_extract.reading.pdf.letters import CellLine, Letter, drop_marks, join_cell
from plan_extract.reading.pdf.page import PageContent, Rect

Make = Callable[..., bytes]
Text = tuple[float, float, float, str]


def lines(document: SourceDocument, page: int | None = None) -> list[str]:
    return [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.kind == "line" and page in (None, block.page)
    ]


def tables(document: SourceDocument) -> list[list[list[str | None]]]:
    return [
        [
            [
                None
                if cell is None
                else ("<" if cell.merged else "") + document.text[cell.start : cell.end].replace("\n", " ")
                for cell in row
            ]
            for row in block.table.rows
        ]
        for block in document.blocks
        if block.table
    ]


def grid(
    top: float, rows: list[list[str]], xs: list[float], step: float = 24
) -> tuple[list[Text], list[tuple[float, ...]]]:
    """A ruled table with its texts."""
    texts = [
        (xs[column] + 4, top + number * step + 16, 11, word)
        for number, row in enumerate(rows)
        for column, word in enumerate(row)
        if word
    ]
    bottom = top + len(rows) * step
    rules: list[tuple[float, ...]] = [(xs[0], top + n * step, xs[-1], top + n * step) for n in range(len(rows) + 1)]
    rules += [(x, top, x, bottom) for x in xs]
    return texts, rules


HEAD: list[Text] = [
    (60, 60, 13, "ỦY BAN NHÂN DÂN"),
    (270, 60, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (75, 78, 13, "HUYỆN LẠC SƠN"),
    (320, 78, 13, "Độc lập - Tự do - Hạnh phúc"),
    (70, 104, 13, "Số:        /KH-UBND"),
    (300, 104, 13, "Lạc Sơn, ngày      tháng 6 năm 2021"),
]


def body(prose: tuple[str, ...], top: float = 180, step: float = 20, size: float = 11) -> list[Text]:
    return [(72, top + number * step, size, text) for number, text in enumerate(prose)]


def test_letterhead_left_column_first(make_pdf: Make, prose: tuple[str, ...]) -> None:
    rows_mixed = [HEAD[n] for n in (0, 1, 2, 3, 4, 5)]
    read = read_bytes(make_pdf([[*rows_mixed, (270, 150, 14, "KẾ HOẠCH"), *body(prose)]]), "a.pdf")
    assert lines(read)[:7] == [
        "ỦY BAN NHÂN DÂN", "HUYỆN LẠC SƠN", "Số: /KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Lạc Sơn, ngày tháng 6 năm 2021",
        "KẾ HOẠCH",
    ]  # fmt: skip
    assert lines(read)[7:] == list(prose)


def test_date_and_number_broken_over_lines_of_the_letterhead(make_pdf: Make, prose: tuple[str, ...]) -> None:
    head: list[Text] = [
        (60, 60, 13, "ỦY BAN NHÂN DÂN"), (270, 60, 13, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (75, 78, 13, "HUYỆN LẠC SƠN"), (320, 78, 13, "Độc lập - Tự do - Hạnh phúc"),
        (100, 104, 13, "Số:"), (300, 104, 13, "Thành phố Hòa Bình, ngày 19 tháng"),
        (80, 120, 13, "28/KH-UBND"), (330, 120, 13, "11 năm 2025"),
    ]  # fmt: skip
    read = read_bytes(make_pdf([[*head, *body(prose)]]), "a.pdf")
    assert lines(read)[2:6] == [
        "Số:\n28/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Thành phố Hòa Bình, ngày 19 tháng\n11 năm 2025",
    ]  # fmt: skip


def test_signature_beside_recipients(make_pdf: Make, prose: tuple[str, ...]) -> None:
    tail: list[Text] = [
        (72, 400, 11, "Nơi nhận:"), (320, 400, 13, "TM. ỦY BAN NHÂN DÂN"),
        (72, 416, 11, "- UBND tỉnh (b/c);"), (350, 418, 13, "CHỦ TỊCH"),
        (72, 432, 11, "- Lưu: VT."), (345, 480, 13, "Bùi Văn Hành"),
    ]  # fmt: skip
    read = read_bytes(make_pdf([[*body(prose), *tail]]), "a.pdf")
    assert lines(read)[3:] == [
        "Nơi nhận:", "- UBND tỉnh (b/c);", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Bùi Văn Hành",
    ]  # fmt: skip


LONG_TAIL: list[Text] = [
    (72, 700, 11, "Nơi nhận:"), (340, 700, 13, "TM. ỦY BAN NHÂN DÂN"),
    (72, 716, 11, "- UBND tỉnh (b/c);"), (370, 718, 13, "CHỦ TỊCH"),
    (72, 732, 11, "- Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ"),
    (72, 748, 11, "chức chính trị - xã hội;"),
]  # fmt: skip


def test_signature_beside_recipients_that_reach_to_it(make_pdf: Make, prose: tuple[str, ...]) -> None:
    tail = [*LONG_TAIL, (72, 764, 11, "- Lưu: VT."), (365, 764, 13, "Bùi Văn Hành")]
    read = read_bytes(make_pdf([[*body(prose), *tail]]), "a.pdf")
    assert lines(read)[3:] == [
        "Nơi nhận:", "- UBND tỉnh (b/c);", "- Ủy ban Mặt trận Tổ quốc Việt Nam huyện và các tổ\nchức chính trị - xã hội;",
        "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Bùi Văn Hành",
    ]  # fmt: skip


def test_signature_on_the_page_behind_its_beginning(make_pdf: Make, prose: tuple[str, ...]) -> None:
    rest: list[Text] = [
        (72, 72, 11, "- Các phòng của huyện;"), (72, 88, 11, "- UBND các xã;"), (72, 104, 11, "- Đài huyện;"),
        (72, 120, 11, "- Công an huyện;"), (365, 120, 13, "Bùi Văn Hành"), (72, 136, 11, "- Lưu: VT."),
    ]  # fmt: skip
    read = read_bytes(make_pdf([[*body(prose), *LONG_TAIL], rest]), "a.pdf")
    assert lines(read, 2) == [
        "- Các phòng của huyện;", "- UBND các xã;", "- Đài huyện;", "- Công an huyện;", "- Lưu: VT.", "Bùi Văn Hành",
    ]  # fmt: skip


def test_title_at_the_left_margin_below_a_letterhead(make_pdf: Make, prose: tuple[str, ...]) -> None:
    title: list[Text] = [(263, 126, 13, "KẾ HOẠCH"), (72, 148, 13, "Trồng rừng năm 2026")]
    read = read_bytes(make_pdf([[*HEAD, *title, *body(prose)]]), "a.pdf")
    assert lines(read)[5:8] == ["Lạc Sơn, ngày tháng 6 năm 2021", "KẾ HOẠCH", "Trồng rừng năm 2026"]


def test_page_numbers_and_running_heads_go_figures_in_the_text_stay(make_pdf: Make, prose: tuple[str, ...]) -> None:
    pages = [
        [(290, 40, 11, str(number)), (72, 800, 9, "Văn phòng UBND huyện"), *body(prose, top=120 + 7 * number)]
        for number in range(1, 5)
    ]
    pages[1].append((72, 300, 11, "12"))
    read = read_bytes(make_pdf(pages), "a.pdf")
    assert lines(read, 1) == list(prose)
    assert lines(read, 2) == [*prose, "12"]
    assert "Văn phòng" not in read.text and read.pages == 4


def test_place_of_each_line(make_pdf: Make, prose: tuple[str, ...]) -> None:
    read = read_bytes(make_pdf([body(prose), body(prose, top=300)]), "a.pdf")
    block: Block = read.blocks[3]
    assert block.page == 2 and block.box is not None
    assert block.box.x0 == pytest.approx(72, abs=2)
    assert block.box.top < 300 < block.box.bottom + 3 and block.box.bottom - block.box.top < 15
    for found in read.blocks:
        assert read.text[found.start : found.end].strip() == read.text[found.start : found.end] != ""


def test_paragraphs_are_parted_by_a_blank_line(make_pdf: Make, prose: tuple[str, ...]) -> None:
    texts = [*body(prose), (100, 246, 11, "Một đoạn khác bắt đầu lùi vào và ngắn.")]
    read = read_bytes(make_pdf([texts]), "a.pdf")
    assert read.text == "\n".join(prose) + "\n\nMột đoạn khác bắt đầu lùi vào và ngắn."


def test_table_between_lines(make_pdf: Make, prose: tuple[str, ...]) -> None:
    texts, rules = grid(260, [["TT", "Chỉ tiêu", "2025"], ["1", "Tỷ lệ hộ nghèo", "5%"]], [72, 110, 300, 380])
    page = [*body(prose), *texts, (72, 340, 11, "Đoạn sau bảng của kế hoạch.")]
    read = read_bytes(make_pdf([page], [rules]), "a.pdf")
    assert tables(read) == [[["TT", "Chỉ tiêu", "2025"], ["1", "Tỷ lệ hộ nghèo", "5%"]]]
    assert [block.kind for block in read.blocks] == ["line", "line", "line", "table", "line"]


def test_merged_cells_of_a_heading(make_pdf: Make) -> None:
    texts: list[Text] = [
        (76, 130, 11, "TT"), (180, 116, 11, "Mức phấn đấu"),
        (140, 140, 11, "Năm 2024"), (230, 140, 11, "Năm 2025"),
        (76, 164, 11, "1"), (140, 164, 11, "80%"), (230, 164, 11, "90%"),
    ]  # fmt: skip
    rules = [
        (72, 100, 320, 100), (130, 124, 320, 124), (72, 148, 320, 148), (72, 172, 320, 172),
        (72, 100, 72, 172), (130, 100, 130, 172), (225, 124, 225, 172), (320, 100, 320, 172),
    ]  # fmt: skip
    assert tables(read_bytes(make_pdf([texts], [rules]), "a.pdf")) == [
        [
            ["TT", "Mức phấn đấu", "<Mức phấn đấu"],
            ["<TT", "Năm 2024", "Năm 2025"],
            ["1", "80%", "90%"],
        ]
    ]


XS = [72.0, 110, 300, 450]
FIRST = [
    ["TT", "Nhiệm vụ", "Chủ trì"],
    ["1", "Rà soát hộ nghèo", "Phòng Lao động"],
    ["2", "Mở lớp dạy nghề", "Trung tâm"],
]


@pytest.mark.parametrize(
    ("second", "joined"),
    [
        (
            [["TT", "Nhiệm vụ", "Chủ trì"], ["3", "Cho vay vốn", "Ngân hàng"]],
            [["3", "Cho vay vốn", "Ngân hàng"]],
        ),
        ([["3", "Cho vay vốn", "Ngân hàng"]], [["3", "Cho vay vốn", "Ngân hàng"]]),
        ([["II", "Nhóm sau", ""]], [["II", "Nhóm sau", ""]]),
        ([["2.1", "Cho vay vốn", "Ngân hàng"]], [["2.1", "Cho vay vốn", "Ngân hàng"]]),
        ([["", "Hộ cận nghèo", "30%"]], [["", "Hộ cận nghèo", "30%"]]),
    ],
)
def test_table_goes_on_over_a_page(
    make_pdf: Make, second: list[list[str]], joined: list[list[str]], prose: tuple[str, ...]
) -> None:
    above, above_rules = grid(700, FIRST, XS)
    below, below_rules = grid(70, second, XS)
    after = body(prose, top=200)
    read = read_bytes(make_pdf([[*body(prose), *above], [*below, *after]], [above_rules, below_rules]), "a.pdf")
    assert tables(read) == [[*FIRST, *joined]]
    table = next(block.table for block in read.blocks if block.table)
    assert [row[0].page if row[0] else None for row in table.rows] == [None, None, None, 2]


def test_row_cut_by_a_page_is_made_whole(make_pdf: Make) -> None:
    above, above_rules = grid(700, FIRST, XS)
    below, below_rules = grid(70, [["", "cho thanh niên", ""], ["3", "Cho vay vốn", "Ngân hàng"]], XS)
    read = read_bytes(make_pdf([above, below], [above_rules, below_rules]), "a.pdf")
    assert tables(read)[0][2:] == [
        ["2", "Mở lớp dạy nghề cho thanh niên", "Trung tâm"],
        ["3", "Cho vay vốn", "Ngân hàng"],
    ]


def test_label_that_had_room_above_is_a_row(make_pdf: Make) -> None:
    rows = [["TT", "Chỉ tiêu của các xã trong kế hoạch", "Mức"], ["1", "Hộ thoát nghèo", "30"]]
    above, above_rules = grid(700, rows, XS)
    below, below_rules = grid(70, [["", "Trong đó:", ""], ["", "- Hộ ở xã vùng cao", "12"]], XS)
    read = read_bytes(make_pdf([above, below], [above_rules, below_rules]), "a.pdf")
    assert tables(read) == [[*rows, ["", "Trong đó:", ""], ["", "- Hộ ở xã vùng cao", "12"]]]


def test_heading_cut_by_a_page_is_made_whole(make_pdf: Make) -> None:
    above, above_rules = grid(700, [["TT", "Nhiệm vụ", "Cơ quan"]], XS)
    below, below_rules = grid(70, [["", "", "chủ trì"], ["1", "Cho vay vốn", "Ngân hàng"]], XS)
    read = read_bytes(make_pdf([above, below], [above_rules, below_rules]), "a.pdf")
    assert tables(read) == [[["TT", "Nhiệm vụ", "Cơ quan chủ trì"], ["1", "Cho vay vốn", "Ngân hàng"]]]


def test_another_table_with_the_same_columns_is_not_joined(make_pdf: Make) -> None:
    above, above_rules = grid(700, FIRST, XS)
    below, below_rules = grid(70, [["TT", "Chỉ tiêu", "Mức"], ["1", "Hộ nghèo", "2%"]], XS)
    read = read_bytes(make_pdf([above, below], [above_rules, below_rules]), "a.pdf")
    assert len(tables(read)) == 2


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (["14.489.90", "9"], "14.489.909"),
        (["172.", "033"], "172.033"),
        (["12", "345"], "12\n345"),
        (["1.200", "1.300"], "1.200\n1.300"),
    ],
)
def test_figure_broken_in_a_narrow_cell(parts: list[str], text: str) -> None:
    found = [CellLine(part, Rect(10, 20 * number, 40, 20 * number + 10)) for number, part in enumerate(parts)]
    assert join_cell(found) == text


def test_two_tables_are_not_joined_over_a_line(make_pdf: Make) -> None:
    above, above_rules = grid(700, FIRST, XS)
    below, below_rules = grid(120, FIRST, XS)
    second: list[Text] = [(72, 100, 11, "Phụ lục 2 của kế hoạch này"), *below]
    read = read_bytes(make_pdf([above, second], [above_rules, below_rules]), "a.pdf")
    assert len(tables(read)) == 2


def test_frame_around_text_is_no_table(make_pdf: Make) -> None:
    rules = [(60, 100, 500, 100), (60, 160, 500, 160), (60, 100, 60, 160), (500, 100, 500, 160)]
    read = read_bytes(
        make_pdf([[(72, 125, 11, "Một lời ngỏ đóng khung"), (72, 145, 11, "hai dòng")]], [rules]), "a.pdf"
    )
    assert not tables(read) and lines(read) == ["Một lời ngỏ đóng khung", "hai dòng"]


def raised(make_pdf: Make, before: str, mark: str, after: str, prose: tuple[str, ...], note: str) -> SourceDocument:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    x = 72 + stringWidth(before, "Viet", 12)
    end = x + stringWidth(mark, "Viet", 7)
    texts: list[Text] = [
        *body(prose, top=100, size=12), (72, 200, 12, before), (x, 195.5, 7, mark), (end, 200, 12, after),
        (72, 760, 6, "1"), (76, 763, 9, note), (72, 775, 9, "và dòng thứ hai của ghi chú."),
    ]  # fmt: skip
    return read_bytes(make_pdf([texts]), "a.pdf")


def test_note_mark_is_not_glued_and_the_note_is_kept_apart(make_pdf: Make, prose: tuple[str, ...]) -> None:
    read = raised(make_pdf, "Tỷ lệ đạt 24%", "1", " vào năm 2025.", prose, "Theo báo cáo năm 2020")
    assert lines(read)[3] == "Tỷ lệ đạt 24% vào năm 2025."
    notes = [read.text[block.start : block.end] for block in read.blocks if block.kind == "note"]
    assert notes == ["[1] Theo báo cáo năm 2020\nvà dòng thứ hai của ghi chú."]


def test_raised_power_of_a_unit_stays(make_pdf: Make, prose: tuple[str, ...]) -> None:
    read = raised(make_pdf, "mỗi căn nhà từ 30 m", "2", " trở lên.", prose, "Theo báo cáo")
    assert lines(read)[3] == "mỗi căn nhà từ 30 m² trở lên."


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_like_upright_ones(vietnamese_font: str, prose: tuple[str, ...], turn: int) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Viet", vietnamese_font))
    stream = io.BytesIO()
    width, height = 842, 595  # as shown
    canvas = Canvas(stream, pagesize=(width, height))  # reportlab swaps the sides of a turned page itself
    canvas.setPageRotation(turn)
    moves = {90: (height, 0), 180: (width, height), 270: (0, width)}
    canvas.translate(*moves[turn])
    canvas.rotate({90: 90, 180: 180, 270: -90}[turn])
    canvas.setFont("Viet", 12)
    for number, text in enumerate(prose):
        canvas.drawString(60, height - 100 - 20 * number, text)
    canvas.save()
    read = read_bytes(stream.getvalue(), "a.pdf")
    assert lines(read) == list(prose)
    box = read.blocks[0].box
    assert box is not None and box.x0 == pytest.approx(60, abs=2) and 85 < box.top < 100


def broken_words(font: str) -> bytes:
    """Accented letters drawn behind each line, as printers do whose font has to be eked out by another."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Viet", font))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    for number, text in enumerate(BROKEN):
        y, x = 700 - 22 * number, 72.0
        later: list[tuple[float, str]] = []
        parts: list[str] = []
        canvas.setFont("Helvetica", 12)
        for sign in text:
            try:
                code = sign.encode("cp1252")[0]
            except UnicodeEncodeError:
                width = pdfmetrics.stringWidth(sign, "Viet", 12)
                later.append((x, sign))
                parts.append(f"{-width / 12 * 1000:.1f}")
            else:
                width = pdfmetrics.stringWidth(sign, "Helvetica", 12)
                parts.append(f"(\\{code:03o})")
            x += width
        name = canvas._doc.getInternalFontName("Helvetica")
        canvas._code.append(f"BT {name} 12 Tf 72 {y} Td [{' '.join(parts)}] TJ ET")
        canvas.setFont("Viet", 12)
        for at, sign in later:
            canvas.drawString(at, y, sign)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


BROKEN = (
    "Phấn đấu đến năm 2025 tỷ lệ hộ nghèo của huyện còn dưới 5 phần trăm;",
    "bảo đảm mọi trẻ em được tiêm chủng đầy đủ các loại vắc xin theo quy định;",
    "giữ vững kết quả phổ cập giáo dục mầm non cho trẻ em năm tuổi ở các xã.",
)


def test_broken_words_are_read_again_by_pdfplumber(vietnamese_font: str) -> None:
    data = broken_words(vietnamese_font)
    page = pypdfium2.PdfDocument(data)[0]
    assert is_broken(page.get_textpage().get_text_range())
    assert lines(read_bytes(data, "a.pdf")) == list(BROKEN)


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("ỦY BAN NHÂN DÂN HUY N NAM ĐÔNG Ệ, THỊ TR N Ấ VÀ CÁC PHÒNG BAN C A Ủ HUY N Ệ L P T Ậ C Ứ", True),
        (
            "Ở xã, ở bản và ở thôn đều có ý kiến ủng hộ của nhân dân về việc ấy; ở đâu có ý kiến thì nêu.",
            False,
        ),
    ],
)
def test_signs_of_broken_words(text: str, broken: bool) -> None:
    assert is_broken(text) is broken


def test_old_letters_in_a_pdf(make_pdf: Make) -> None:
    old = (
        "C¨n cø kÕ ho¹ch cña ñy ban nh©n d©n tØnh vÒ viÖc ph¸t triÓn kinh tÕ, x· héi",
        "C¸c së, ngµnh, ®oµn thÓ phèi hîp víi ñy ban nh©n d©n c¸c huyÖn thùc hiÖn",
    )
    read = read_bytes(make_pdf([body(old)]), "a.pdf")
    assert lines(read)[0] == "Căn cứ kế hoạch của ủy ban nhân dân tỉnh về việc phát triển kinh tế, xã hội"


def test_hyphen_at_the_end_of_a_line_stays(make_pdf: Make) -> None:
    texts = [
        (60, 100, 12, "Theo đề nghị của Sở Lao động - Thương binh và Xã hội tại Tờ trình số 18/TTr-"),
        (60, 118, 12, "SLĐTBXH ngày 06/02/2024, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:"),
        (60, 136, 12, "Tỷ lệ lao động qua đào tạo đạt 70% trở lên vào cuối năm 2024."),
    ]
    read = read_bytes(make_pdf([texts]), "a.pdf")
    assert "18/TTr-SLĐTBXH ngày 06/02/2024" in read.text
    assert lines(read)[-1] == "Tỷ lệ lao động qua đào tạo đạt 70% trở lên vào cuối năm 2024."


def test_numbers_set_apart_by_a_tab_stand_before_their_words(make_pdf: Make, prose: tuple[str, ...]) -> None:
    """Two headings below each other are no two columns of numbers and words."""
    items: list[Text] = [
        (90, 300, 11, "II."), (118, 300, 11, "MỤC TIÊU"), (90, 320, 11, "1."), (118, 320, 11, "Mục tiêu chung"),
        (90, 380, 11, "Chỉ tiêu 1:"), (160, 380, 11, "Giảm tỷ lệ trẻ em thấp còi;"), (90, 400, 11, "-"), (118, 400, 11, "Trạm Y tế"),
    ]  # fmt: skip
    read = read_bytes(make_pdf([[*body(prose), *items]]), "a.pdf")
    assert lines(read)[-4:] == [
        "II. MỤC TIÊU",
        "1. Mục tiêu chung",
        "Chỉ tiêu 1: Giảm tỷ lệ trẻ em thấp còi;",
        "- Trạm Y tế",
    ]


def test_note_whose_number_has_the_size_of_the_text(make_pdf: Make, prose: tuple[str, ...]) -> None:
    note: list[Text] = [(72, 760, 11, "1"), (80, 760, 8.5, "Theo báo cáo năm 2020")]
    read = read_bytes(make_pdf([[*body(prose), *note]]), "a.pdf")
    assert [read.text[b.start : b.end] for b in read.blocks if b.kind == "note"] == ["1 Theo báo cáo năm 2020"]


def test_running_footer_on_pages_of_two_shapes() -> None:
    contents = [PageContent(number, *((595, 842) if number < 3 else (842, 595))) for number in range(1, 5)]
    pages = [
        [
            PrintedLine(f"Nội dung của trang {page.number}", Rect(72, 200, 400, 212), 12),
            PrintedLine("Văn phòng Ủy ban", Rect(72, page.height - 50, 300, page.height - 38), 12),
        ]
        for page in contents
    ]
    drop_furniture(pages, contents)
    assert [[line.text for line in found] for found in pages] == [[f"Nội dung của trang {n}"] for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(("after", "expected"), [(", đến năm", "24%, đến năm"), ("vào năm", "24% vào năm")])
def test_no_blank_is_left_by_a_note_mark_before_a_comma(after: str, expected: str) -> None:
    def letters(words: str, x: float, height: float) -> list[Letter]:
        return [
            Letter(sign, Rect(x + n, 100, x + n + 1, 100 + height) if sign != " " else None)
            for n, sign in enumerate(words)
        ]

    kept = drop_marks([*letters("24%", 0, 12), *letters("1", 3, 6), *letters(after, 4, 12)])
    assert "".join(letter.sign for letter in kept) == expected
