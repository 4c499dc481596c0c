"""What grain, ruled lines and small marks do to scans: pictures made here, some read by tesseract."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFont

from plan_extract.model.errors import ReadError
from plan_extract.reading import read_bytes
from plan_extract.reading.ocr.cells import mend_lone_figures
from plan_extract.reading.ocr.document import make_content
from plan_extract.reading.ocr.image import PageImage, part_ink, take_out_lines
from plan_extract.reading.ocr.signs import mend_signs
from plan_extract.reading.ocr.spelling import mend_spelling
from plan_extract.reading.ocr.tesseract import Word, _parse
from plan_extract.reading.pdf.page import PageContent, Rect, RuledTable, Segment
from plan_extract.reading.pdf.rules import find_table_cells

Make = Callable[..., bytes]
PAPER = 246


def grain(image: Image.Image, noise: float = 14.0) -> Image.Image:
    values = np.asarray(image.convert("L")) * (PAPER / 255)
    values = values + np.random.default_rng(7).normal(0, noise, values.shape)
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def as_scan(pdf: bytes, skew: float = 0.0) -> bytes:
    (page,) = pypdfium2.PdfDocument(pdf)
    image = page.render(scale=200 / 72).to_pil().convert("L")
    image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    stream = io.BytesIO()
    grain(image).save(stream, "PDF", resolution=200, quality=75)
    return stream.getvalue()


def test_lone_figures_in_the_cells_of_a_grainy_table(make_pdf: Make, tesseract: str) -> None:
    rows = [("Số", "Chỉ tiêu", "Đơn vị", "2023", "2025"), ("1", "Tỷ lệ hộ nghèo", "%", "5,7", "5,3"),
            ("2", "Tử vong trẻ em", "‰", "15,2", "11,5"), ("3", "Tai nạn đuối nước", "vụ", "7", "2"),
            ("4", "Trẻ thấp còi", "%", "≤ 21,5", "< 17")]  # fmt: skip
    xs = [72, 110, 250, 310, 390, 470]
    texts = [(xs[c] + 6, 318 + 26 * r, 12, word) for r, row in enumerate(rows) for c, word in enumerate(row)]
    rules = [(72, 300 + 26 * n, 470, 300 + 26 * n) for n in range(len(rows) + 1)] + [(x, 300, x, 430) for x in xs]
    read = read_bytes(as_scan(make_pdf([[(72, 200, 12, "Các chỉ tiêu như sau:"), *texts]], [rules]), 1.2), "a.pdf")
    (table,) = [block.table for block in read.blocks if block.table]
    found = [[cell and read.text[cell.start : cell.end].replace(" ", "") for cell in row] for row in table.rows]
    assert [row[2:] for row in found] == [[cell.replace(" ", "") for cell in row[2:]] for row in rows]


def test_page_that_is_nearly_empty(make_pdf: Make, tesseract: str) -> None:
    assert read_bytes(as_scan(make_pdf([[(72, 120, 13, "- Lưu: VT, MT.")]]), 1.4), "a.pdf").text == "- Lưu: VT, MT."


def test_page_of_grain_alone(tesseract: str) -> None:
    stream = io.BytesIO()
    grain(Image.new("L", (1654, 2339), 255)).save(stream, "PDF", resolution=200)
    with pytest.raises(ReadError) as caught:
        read_bytes(stream.getvalue(), "a.pdf")
    assert caught.value.cause == "no-text"


def test_paper_becomes_white_and_ink_black() -> None:
    image = Image.new("L", (400, 400), 255)
    ImageDraw.Draw(image).rectangle((100, 100, 120, 300), fill=20)
    values = np.asarray(part_ink(grain(image)))
    assert (values[120:280, 105:115] < 30).all() and (values[:, 200:] > 200).mean() > 0.999
    assert np.asarray(part_ink(grain(Image.new("L", (400, 400), 255)))).min() == 255


def test_table_of_one_row_of_one_line() -> None:
    image = Image.new("L", (1600, 400), 255)
    draw = ImageDraw.Draw(image)
    for y in (100, 142):
        draw.line((100, y, 1400, y), fill=0, width=3)
    for x in (100, 500, 1400):
        draw.line((x, 100, x, 142), fill=0, width=3)
    page = take_out_lines(PageImage(image, 250, []))
    assert [len(cells) for cells in find_table_cells(page.edges)] == [2]


def test_dots_below_letters_stay_where_a_line_is_taken_out() -> None:
    image = Image.new("L", (1200, 500), 255)
    draw = ImageDraw.Draw(image)
    for y in (100, 300):
        draw.line((100, y, 1000, y), fill=0, width=3)
    for x in (100, 1000):
        draw.line((x, 100, x, 300), fill=0, width=3)
    draw.rectangle((400, 292, 405, 296), fill=0)  # the dot of "ộ", two places above the line
    values = np.asarray(take_out_lines(PageImage(image, 250, [])).image)
    assert (values[293:296, 401:405] == 0).all() and values[298:303].min() > 200


def word(text: str, left: float, width: float, height: float, confidence: float = 90.0) -> Word:
    return Word(text, Rect(left, 100, left + width, 100 + height), (1, 1, 1), confidence)


def test_dashes_and_bullets_stay_and_specks_go() -> None:
    words = [word("—", 10, 23, 3), word("Lập", 36, 50, 30), word("ˆ", 90, 10, 10), word("RTe", 99, 8, 7, 0.0)]
    content = make_content(PageImage(Image.new("L", (900, 400)), 250, []), words, [], {}, 1)
    assert [segment.text for segment in content.segments] == ["– Lập"]
    words = [word("»", 10, 11, 10, 33.0), word("Lập", 36, 50, 30), word("—", 90, 22, 51, 45.0)]
    content = make_content(PageImage(Image.new("L", (900, 400)), 250, []), words, [], {}, 1)
    assert [segment.text for segment in content.segments] == ["• Lập"]


@pytest.mark.parametrize(
    ("seen", "meant"), [("%o", "‰"), ("15,2%o", "15,2‰"), ("II1/2026.", "III/2026."), ("1/2026", "1/2026")]
)
def test_signs_that_can_be_no_others(seen: str, meant: str) -> None:
    (mended,) = mend_signs(Image.new("L", (400, 300), 255), [word(seen, 10, 60, 30)])
    assert mended.text == meant


@pytest.mark.parametrize(
    ("printed", "seen", "meant"),
    [("5,1", "51", "5,1"), ("17,5", "17.5", "17,5"), ("2,1", "2/1", "2,1"), ("51", "51", "51"), ("2.1", "2.1", "2.1"),
     ("1/25", "1/25", "1/25"), ("6500", "6500", "6500")],
)  # fmt: skip
def test_comma_is_told_from_the_picture(vietnamese_font: str, printed: str, seen: str, meant: str) -> None:
    image = Image.new("L", (400, 300), 255)
    font = ImageFont.truetype(vietnamese_font, 44)
    ImageDraw.Draw(image).text((20, 100), printed, font=font, fill=0)
    box = ImageDraw.Draw(image).textbbox((20, 100), printed, font=font)
    (mended,) = mend_signs(image, [Word(seen, Rect(*box), (1, 1, 1), 90.0)])
    assert mended.text == meant


def test_strokes_and_letters_seen_twice() -> None:
    head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    rows = "".join(f"5\t1\t1\t1\t1\t{at}\t0\t0\t9\t9\t90\t{text}\n" for at, text in enumerate(("II/⁄2024", "41/QĐÐ")))
    assert [found.text for _, found in _parse(head + rows)] == ["II/2024", "41/QĐ"]


def scanned(*lines: str, cells: tuple[str, ...] = ()) -> PageContent:
    box = Rect(0, 0, 100, 10)
    tables = [RuledTable(box, [(box, cell) for cell in cells])] if cells else []
    return PageContent(1, 595, 842, [Segment(line, box, 10) for line in lines], tables, by_ocr=True)


def test_marks_are_those_of_the_same_words_in_the_text() -> None:
    page = scanned("XÃ SUOI HOA", "MỤC TIỂU", *["Xã Suối Hoa đạt mục tiêu"] * 3)
    assert mend_spelling([page]) == 2
    assert [segment.text for segment in page.segments[:2]] == ["XÃ SUỐI HOA", "MỤC TIÊU"]
    page = scanned("hộ nghẻo giảm", *["hộ nghèo", "còn 5%"] * 8, cells=("hộ nghẻo của xã",))
    mend_spelling([page])
    assert page.segments[0].text == "hộ nghèo giảm" and page.tables[0].cells[0][1] == "hộ nghèo của xã"


@pytest.mark.parametrize(
    "lines",
    [
        ("chưa thành niên", *["đoàn thanh niên", "hoàn thành"] * 5),  # both are words of this document
        ("CỘNG HÒA XÃ HỘI", *["Văn hóa - Xã hội"] * 5),  # words that do not stand together
        ("Bạn Thanh Hà", *["xã Thanh Hạ"] * 5),  # a name in running text
        ("hộ nghẻo", "hộ nghèo"),  # too few to tell
    ],
)
def test_words_that_may_be_meant_stay(lines: tuple[str, ...]) -> None:
    page = scanned(*lines)
    assert mend_spelling([page]) == 0 and page.segments[0].text == lines[0]


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        (("Số xã", "12", "Á", "7,5"), ("Số xã", "12", "4", "7,5")),
        (("Số xã", "Á", "12", "", "60%"), ("Số xã", "4", "12", "", "60%")),
        (("Cột", "12", "Á", "Xã Hòa"), ("Cột", "12", "Á", "Xã Hòa")),
        (("Châu lục", "Á", "Âu"), ("Châu lục", "Á", "Âu")),
        (("Số xã", "Á", "12"), ("Số xã", "Á", "12")),
    ],
)
def test_lone_four_read_as_a_letter(column: tuple[str, ...], expected: tuple[str, ...]) -> None:
    words = [(Rect(0, 20 * n, 90, 20 * n + 20), f"Xã {n}") for n in range(len(column))]
    cells = [(Rect(90, 20 * n, 150, 20 * n + 20), text) for n, text in enumerate(column)]
    assert mend_lone_figures([*words, *cells]) == [
        *words,
        *((box, text) for (box, _), text in zip(cells, expected, strict=True)),
    ]
