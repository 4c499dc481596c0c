"""Scans: pages rendered, made worse as scanners do, and read by tesseract."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading import ReadOptions, read_bytes
from plan_extract.reading.ocr import document as ocr_document
from plan_extract.reading.ocr import tesseract as tesseract_module
from plan_extract.reading.ocr.image import find_skew, prepare_image, take_out_lines

Make = Callable[..., bytes]

LINES = (
    "Thực hiện chương trình phát triển kinh tế - xã hội của tỉnh, huyện ban hành kế hoạch",
    "chăm sóc và bảo vệ trẻ em giai đoạn 2021 - 2025 với các nội dung chủ yếu sau đây.",
    "Phấn đấu đến năm 2025 tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt trên 95%;",
    "giảm tỷ lệ trẻ em suy dinh dưỡng thể thấp còi xuống dưới 20,5% vào năm 2025 và 18%",
    "vào năm 2030; bảo đảm 100% trường học có nước sạch và công trình vệ sinh hợp lý.",
    "Phòng Giáo dục và Đào tạo chủ trì, phối hợp với Trung tâm Y tế huyện thực hiện.",
)


def page_texts(top: float = 120) -> list[tuple[float, float, float, str]]:
    return [(72, top + 22 * number, 12, text) for number, text in enumerate(LINES)]


def render(data: bytes, dpi: int = 200) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(data)]


def degrade(image: Image.Image, skew: float = 0.0, noise: float = 0.0, stamp: bool = False) -> Image.Image:
    if stamp:  # ink lets the letters below show through
        ink = Image.new("RGB", image.size, "white")
        draw = ImageDraw.Draw(ink)
        draw.ellipse((700, 380, 1150, 830), outline=(215, 40, 45), width=9)
        draw.text((790, 610), "UY BAN NHAN DAN", fill=(215, 40, 45), font_size=38)
        image = ImageChops.multiply(image, ink)
    if skew:
        image = image.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    values = np.asarray(image).astype(np.float32)
    values += np.random.default_rng(3).normal(0, noise, values.shape[:2])[..., None]
    return Image.fromarray(values.clip(0, 255).astype(np.uint8))


def as_pdf(images: Sequence[Image.Image], dpi: int = 200) -> bytes:
    stream = io.BytesIO()
    images[0].save(stream, "PDF", save_all=True, append_images=list(images[1:]), resolution=dpi, quality=80)
    return stream.getvalue()


def share_found(read: SourceDocument, words: Sequence[str] = LINES) -> float:
    """The share of the words of the page that were read without a fault."""
    expected = Counter(" ".join(words).split())
    return sum((Counter(read.text.split()) & expected).values()) / sum(expected.values())


@pytest.mark.parametrize(
    ("skew", "noise", "stamp"), [(0.0, 0.0, False), (1.7, 14.0, False), (-2.4, 10.0, False), (0.0, 8.0, True)]
)
def test_degraded_pages_are_read(make_pdf: Make, tesseract: str, skew: float, noise: float, stamp: bool) -> None:
    (page,) = render(make_pdf([page_texts()]))
    read = read_bytes(as_pdf([degrade(page, skew, noise, stamp)]), "a.pdf")
    assert share_found(read) >= 0.95
    assert "NHAN" not in read.text
    assert 0 < read.confidence < 1 and read.reader == "pdf (OCR)"
    assert any("OCR" in message for message in read.messages)


def test_page_lying_on_its_side(make_pdf: Make, tesseract: str) -> None:
    (page,) = render(make_pdf([page_texts()]))
    read = read_bytes(as_pdf([page.transpose(Image.Transpose.ROTATE_90)]), "a.pdf")
    assert share_found(read) >= 0.93


def test_only_the_pages_without_text_go_through_ocr(make_pdf: Make, tesseract: str) -> None:
    text = pypdfium2.PdfDocument(make_pdf([page_texts()]))
    (picture,) = render(make_pdf([[(72, 200, 14, "Phụ lục: danh mục các xã đăng ký")]]))
    scan = pypdfium2.PdfDocument(as_pdf([picture]))
    text.import_pages(scan)
    stream = io.BytesIO()
    text.save(stream)
    read = read_bytes(stream.getvalue(), "a.pdf")
    assert read.reader == "pdf (partly OCR)"
    assert [read.text[b.start : b.end] for b in read.blocks if b.page == 1] == list(LINES)
    assert "danh mục các xã" in read.text


def test_ruled_table_of_a_scan(make_pdf: Make, tesseract: str) -> None:
    rows = [("Số", "Nhiệm vụ", "Cơ quan chủ trì"), ("1", "Rà soát hộ nghèo", "Phòng Lao động"),
            ("2", "Mở lớp dạy nghề", "Trung tâm dạy nghề")]  # fmt: skip
    xs = [72, 120, 300, 480]
    texts = [(xs[c] + 8, 318 + 30 * r, 12, word) for r, row in enumerate(rows) for c, word in enumerate(row)]
    rules = [(72, 300 + 30 * n, 480, 300 + 30 * n) for n in range(4)] + [(x, 300, x, 390) for x in xs]
    (page,) = render(make_pdf([[*page_texts(), *texts]], [rules]))
    read = read_bytes(as_pdf([degrade(page, 0.8, 8.0)]), "a.pdf")
    (table,) = [block.table for block in read.blocks if block.table]
    assert [[cell and read.text[cell.start : cell.end] for cell in row] for row in table.rows] == [
        list(row) for row in rows
    ]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_picture_files(make_pdf: Make, tesseract: str, kind: str) -> None:
    (page,) = render(make_pdf([page_texts()]))
    stream = io.BytesIO()
    page.save(stream, kind)
    read = read_bytes(stream.getvalue(), f"a.{kind.lower()}")
    assert share_found(read) >= 0.95 and read.reader == "picture (OCR)"


def test_text_layer_of_rubbish_is_not_taken(make_pdf: Make, tesseract: str) -> None:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    (page,) = render(make_pdf([page_texts()]))
    # what text layers of scanners come to that know no Vietnamese: unseen letters over the picture
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.drawImage(ImageReader(page), 0, 0, 595, 842)
    for number in range(8):
        words = canvas.beginText(72, 742 - 20 * number)
        words.setFont("Helvetica", 11)
        words.setTextRenderMode(3)
        words.textOut("Xzqw kjfw zzwq fjwk qxzw wfjk zkqw jjfw qqzx wkfj zxq")
        canvas.drawText(words)
    canvas.save()
    assert "kjfw" in pypdfium2.PdfDocument(stream.getvalue())[0].get_textpage().get_text_range()
    read = read_bytes(stream.getvalue(), "a.pdf")
    assert read.reader == "pdf (OCR)" and share_found(read) >= 0.9


def test_ocr_always_and_never(make_pdf: Make, tesseract: str) -> None:
    data = make_pdf([page_texts()])
    assert read_bytes(data, "a.pdf", ReadOptions(ocr="always")).reader == "pdf (OCR)"
    scan = as_pdf(render(data))
    with pytest.raises(ReadError, match="--ocr auto") as caught:
        read_bytes(scan, "a.pdf", ReadOptions(ocr="never"))
    assert caught.value.cause == "no-text"


def test_without_tesseract_the_message_says_what_to_install(make_pdf: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract_module, "find_program", lambda *names: None)
    scan = as_pdf(render(make_pdf([page_texts()]), 100), 100)
    with pytest.raises(ReadError, match="apt-get install tesseract-ocr tesseract-ocr-vie") as caught:
        read_bytes(scan, "a.pdf")
    assert caught.value.cause == "missing-program"


def test_empty_scan(tesseract: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(as_pdf([Image.new("RGB", (800, 1100), "white")], 100), "a.pdf")
    assert caught.value.cause == "no-text"


@pytest.mark.parametrize("skew", [-3.0, -1.2, 0.0, 0.4, 2.5])
def test_skew_is_measured(make_pdf: Make, skew: float) -> None:
    (page,) = render(make_pdf([page_texts()]), 150)
    turned = page.convert("L").rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    assert find_skew(turned) == pytest.approx(-skew, abs=0.25)


def test_ruled_lines_are_found_and_painted_over() -> None:
    image = Image.new("L", (1000, 800), 255)
    draw = ImageDraw.Draw(image)
    for x in (100, 400, 900):
        draw.line((x, 100, x, 500), fill=0, width=3)
    for y in (100, 300, 500):
        draw.line((100, y, 900, y), fill=0, width=3)
    page = take_out_lines(prepare_image(image, 200))
    upright = sorted(round(edge.x0, -1) for edge in page.edges if edge.x0 == edge.x1)
    level = sorted(round(edge.top, -1) for edge in page.edges if edge.top == edge.bottom)
    assert upright == [100, 400, 900] and level == [100, 300, 500]
    assert np.asarray(page.image).min() > 200


def test_pages_are_read_in_their_order(make_pdf: Make, tesseract: str) -> None:
    pages = [[*page_texts(), (72, 400, 14, f"Trang mang số {number * 111}")] for number in range(1, 5)]
    read = read_bytes(as_pdf(render(make_pdf(pages), 150), 150), "a.pdf")
    found = [read.text.index(str(number * 111)) for number in range(1, 5)]
    assert found == sorted(found) and ocr_document.ocr_pages is not None


def test_large_pages_go_in_smaller_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_document, "_PIXELS_A_RUN", 250)
    sizes = [(10, 10)] * 3 + [(50, 10)] * 2 + [(1, 1)] * 5
    pictures = (ocr_document.Picture(number, Image.new("L", size), 300) for number, size in enumerate(sizes))
    groups = ocr_document._groups(pictures, 4)
    assert [[picture.number for picture in group] for group in groups] == [[0, 1, 2], [3], [4], [5, 6, 7, 8], [9]]
