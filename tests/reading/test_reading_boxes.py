"""Where facts stand: the box of a text on a page holds its letters, on scans and turned pages too."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from plan_extract.model.errors import ReadError
from plan_extract.model.source import BoundingBox, SourceDocument
from plan_extract.pipeline import extract
from plan_extract.reading import ReadOptions, read_bytes
from plan_extract.reading.page_picture import render_page
from plan_extract.resources import corpus_dir
from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.rows import make_rows

Make = Callable[..., bytes]

LINES = (
    "Phấn đấu đến năm 2025 tỷ lệ trẻ em dưới 1 tuổi được tiêm chủng đầy đủ đạt trên 95%;",
    "giảm tỷ lệ trẻ em suy dinh dưỡng thể thấp còi xuống dưới 20,5% vào năm 2025 và 18%",
    "vào năm 2030; bảo đảm 100% trường học có nước sạch và công trình vệ sinh hợp lý.",
    "Phòng Giáo dục và Đào tạo chủ trì, phối hợp với Trung tâm Y tế huyện thực hiện.",
)
PAGE = [(72, 300 + 40 * number, 12, text) for number, text in enumerate(LINES)]


def box_of(read: SourceDocument, words: str) -> tuple[int, BoundingBox]:
    """Page and box of words that stand in the text."""
    start = read.text.index(words)
    ((page, box),) = read.boxes_at([(start, start + len(words))])[start, start + len(words)].items()
    return page, box


def ink(data: bytes, page: int, box: BoundingBox, size: tuple[float, float]) -> Image.Image:
    """What a page shows inside a box."""
    picture = Image.open(io.BytesIO(render_page(data, "a.pdf", page, dpi=200)))
    x, y = picture.width / size[0], picture.height / size[1]
    margin = 5
    return picture.crop((
        int(box.x0 * x) - margin, int(box.top * y) - margin, int(box.x1 * x) + margin, int(box.bottom * y) + margin
    ))  # fmt: skip


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_box_in_a_text_pdf_is_that_of_the_line(make_pdf: Make, tesseract: str, rotate: int) -> None:
    data = make_pdf([PAGE, PAGE], rotate=rotate)
    read = read_bytes(data, "a.pdf")
    page, box = box_of(read, "suy dinh dưỡng thể thấp còi")
    (size, _) = read.page_sizes
    assert page == 1 and (size.width, size.height) == (595, 842)
    turned = ink(data, page, box, (size.width, size.height)).rotate(rotate, expand=True)
    stream = io.BytesIO()
    sheet = Image.new("L", (1654, 1000), 255)
    sheet.paste(turned, (200, 400))
    sheet.save(stream, "PNG")
    assert "suy dinh dưỡng thể thấp còi" in read_bytes(stream.getvalue(), "a.png").text


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("skew", [0.0, 1.5])
def test_box_on_a_scan_is_where_the_letters_are(make_pdf: Make, tesseract: str, turn: int, skew: float) -> None:
    (page,) = (page.render(scale=200 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(make_pdf([PAGE])))
    alone = make_pdf([PAGE[1:2]])
    (only,) = (page.render(scale=200 / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(alone))
    scan, line = (
        each.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255).rotate(turn, expand=True)
        for each in (page, only)
    )
    stream = io.BytesIO()
    scan.save(stream, "PDF", resolution=200)
    read = read_bytes(stream.getvalue(), "a.pdf")
    _, box = box_of(read, "suy dinh dưỡng")
    (size,) = read.page_sizes
    assert (size.width, size.height) == pytest.approx((scan.width * 0.36, scan.height * 0.36), abs=1)
    rows, columns = np.nonzero(np.asarray(line) < 128)
    expected = (columns.min() * 0.36, rows.min() * 0.36, columns.max() * 0.36, rows.max() * 0.36)
    assert (box.x0, box.top, box.x1, box.bottom) == pytest.approx(expected, abs=4 if not skew else 16)


def test_cells_of_a_table_have_boxes_of_their_own(make_pdf: Make) -> None:
    rows = [("TT", "Nhiệm vụ", "Cơ quan chủ trì"), ("1", "Rà soát hộ nghèo", "Phòng Lao động"),
            ("2", "Mở lớp dạy nghề", "Trung tâm dạy nghề")]  # fmt: skip
    xs = [72, 120, 300, 480]
    texts = [(xs[c] + 8, 318 + 30 * r, 12, word) for r, row in enumerate(rows) for c, word in enumerate(row)]
    rules = [(72, 300 + 30 * n, 480, 300 + 30 * n) for n in range(4)] + [(x, 300, x, 390) for x in xs]
    top = [(72, 100 + 20 * number, 12, text) for number, text in enumerate(LINES)]
    read = read_bytes(make_pdf([[*top, *texts]], [rules]), "a.pdf", ReadOptions(ocr="never"))
    assert box_of(read, "Phòng Lao động") == (1, BoundingBox(x0=300, top=330, x1=480, bottom=360))
    row = read.text.index("Mở lớp"), read.text.index("dạy nghề", read.text.index("Trung tâm dạy")) + 8
    assert read.boxes_at([row])[row] == {1: BoundingBox(x0=120, top=360, x1=480, bottom=390)}


def test_text_over_a_page_break_has_a_box_on_each_page(make_pdf: Make) -> None:
    first = [(72, 100 + 20 * number, 12, text) for number, text in enumerate(LINES)]
    read = read_bytes(make_pdf([first, first]), "a.pdf", ReadOptions(ocr="never"))
    span = (read.text.index("Phòng Giáo dục"), read.text.index("giảm tỷ lệ", read.text.index("Phòng Giáo dục")))
    assert set(read.boxes_at([span])[span]) == {1, 2}


def test_word_file_has_no_boxes() -> None:
    read = extract(sorted((corpus_dir() / "plans").glob("*.docx"))[0]).source
    assert read.page_sizes == () and read.boxes_at([(0, 50)]) == {(0, 50): {}}


@pytest.mark.parametrize("path", sorted((corpus_dir() / "plans").glob("*.pdf")), ids=lambda path: path.stem)
def test_each_fact_of_a_pdf_has_a_box_on_its_page(path: Path) -> None:
    plan = extract(path)
    rows = make_rows(plan, sha256="a" * 64, file_name=path.name, extractor_version="1").rows
    sizes = {number: (width, height) for _, number, width, height in rows["page"]}
    boxes = {(start, end, page): sides for _, start, end, page, *sides in rows["fact_box"]}
    assert len(sizes) == plan.source.pages
    for table in ("goal", "indicator", "target", "task", "responsibility", "deadline", "legal_reference"):
        at = [COLUMNS[table].index(name) for name in ("start", "end", "page")]
        for row in rows[table]:
            x0, top, x1, bottom = boxes[tuple(row[place] for place in at)]
            width, height = sizes[row[at[2]]]
            assert 0 <= x0 < x1 <= width and 0 <= top < bottom <= height


def test_picture_of_a_page_that_is_not_there(make_pdf: Make) -> None:
    data = make_pdf([PAGE])
    with pytest.raises(ReadError, match="there is no page 2"):
        render_page(data, "a.pdf", 2)
    with pytest.raises(ReadError, match="no picture can be made"):
        render_page(b"PK\x03\x04 a Word file", "a.docx", 1)
