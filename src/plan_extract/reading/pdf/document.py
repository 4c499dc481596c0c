"""A PDF file, page by page: the fast reader, the faithful one where words come broken, OCR for scans."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from plan_extract.model.errors import ReadError
from plan_extract.model.source import BoundingBox, PageSize, SourceDocument
from plan_extract.reading.builder import Place, TextBuilder
from plan_extract.reading.encodings import CONVERTERS, detect_legacy
from plan_extract.reading.language import vietnamese_share
from plan_extract.reading.options import ReadOptions, check_time
from plan_extract.reading.pdf.columns import take_tables
from plan_extract.reading.pdf.furniture import body_size, drop_furniture, split_notes
from plan_extract.reading.pdf.grids import PageTable, append_table, continues, make_grid
from plan_extract.reading.pdf.layout import PrintedLine, find_strip_below, mark_paragraphs, order_lines
from plan_extract.reading.pdf.page import PageContent, Rect
from plan_extract.reading.pdf.pdfium_page import PdfiumPage
from plan_extract.reading.pdf.plumber_page import PlumberDocument
from plan_extract.reading.pdf.rules import box_of_cells
from plan_extract.reading.pdf.two_up import split_sheets

MEDIA_TYPE = "application/pdf"
_LONE_VOWEL = re.compile(r"\s([À-ỹ])(?![^\W\d_])")
_USUAL_LONE = frozenset("ởýàôổđ")
_BEYOND_LETTERS = re.compile("[\ue000-\U0010ffff]")
_RUBBISH = re.compile("[\x00-\x08\ue000-\uf8ff\ufffd]")
_MIN_TEXT = 25
_TAIL = 8_192
SPELLING_MENDED = "{} words whose marks the scan lost are spelt as elsewhere in the document"


def read_pdf(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The text of a PDF file. Raises ReadError for damaged, locked and empty ones, and for scans
    where OCR is not allowed or not installed."""
    options = options or ReadOptions()
    _check_end(data, name)
    contents, messages = _read_pages(data, name, options)
    scans = sum(content.by_ocr for content in contents)
    reader = "pdf" if not scans else "pdf (OCR)" if scans == len(contents) else "pdf (partly OCR)"
    if options.ocr == "never" and not any(content.text.strip() for content in contents):
        raise ReadError(f"{name}: the PDF holds no text; it looks like a scan: allow OCR (--ocr auto)", cause="no-text")
    return build_document(contents, name, MEDIA_TYPE, reader, messages)


def build_document(
    contents: list[PageContent], name: str, media_type: str, reader: str, messages: list[str]
) -> SourceDocument:
    """The source document of pages read in any way. Raises ReadError where they hold no text."""
    with _collecting_later():
        builder = _build(contents)
        if not builder.blocks:
            raise ReadError(f"{name}: no text was found on any of {len(contents)} pages", cause="no-text")
        return builder.build(
            name,
            media_type=media_type,
            reader=reader,
            pages=len(contents),
            page_sizes=[_size(content) for content in contents],
            confidence=min((content.confidence for content in contents if content.by_ocr), default=1.0),
            messages=messages,
        )


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Leave the search for garbage for later: what is made here is kept, and looking through it again and
    again costs a tenth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _check_end(data: bytes, name: str) -> None:
    """Raise ReadError for a file whose end is missing."""
    if b"%%EOF" in data[-_TAIL:]:
        return
    found = re.findall(rb"startxref\s+(\d+)", data)
    at = int(found[-1]) if found else 0
    if 0 < at < len(data) and re.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", data[at : at + 40]):
        return
    raise ReadError(f"{name}: the PDF is cut off (its end is missing); download or copy it again", cause="damaged")


def open_pdf(data: bytes, name: str) -> pypdfium2.PdfDocument:
    """The PDF opened by pdfium. Raises ReadError."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ReadError(
                f"{name}: the PDF is protected by a password; open it and print it to a new PDF",
                cause="encrypted",
            ) from error
        raise ReadError(f"{name}: the PDF is damaged and cannot be opened; get it again", cause="damaged") from error


def _read_pages(data: bytes, name: str, options: ReadOptions) -> tuple[list[PageContent], list[str]]:
    document = open_pdf(data, name)
    messages: list[str] = []
    try:
        count = len(document)
        if count > options.max_pages:
            raise ReadError(
                f"{name}: {count:,} pages are more than the limit of {options.max_pages:,}", cause="too-large"
            )
        with _collecting_later():
            contents = [_read_page(document, number + 1, messages) for number in range(count)]
        _read_broken_pages(data, contents, messages)
        scans = [content.number for content in contents if options.ocr == "always" or _is_scan(content)]
        if scans and options.ocr != "never":
            _read_scans(document, name, scans, contents, options, messages)
        elif scans:
            messages.append(f"{len(scans)} of {count} pages hold no usable text (scans); OCR was not allowed")
    finally:
        document.close()
    return contents, messages


def _read_page(document: pypdfium2.PdfDocument, number: int, messages: list[str]) -> PageContent:
    check_time()
    try:
        page = PdfiumPage(document.raw, number)
    except ValueError:
        messages.append(f"page {number} is damaged and was left out")
        return PageContent(number, 0.0, 0.0)
    try:
        return page.read()
    finally:
        page.close()


def _read_broken_pages(data: bytes, contents: list[PageContent], messages: list[str]) -> None:
    """Read the pages on which words came apart again, by pdfplumber."""
    broken = [index for index, content in enumerate(contents) if is_broken(content.text)]
    if not broken:
        return
    plumber = PlumberDocument(data)
    try:
        for index in broken:
            check_time()
            again = plumber.read(contents[index].number)
            if not is_broken(again.text):
                contents[index] = again
            else:
                messages.append(f"page {contents[index].number}: words may be broken apart")
    finally:
        plumber.close()


def is_broken(text: str) -> bool:
    """Whether accented letters stand apart from their words ("HUY N NAM ĐÔNG Ệ")."""
    lone = [sign for sign in _LONE_VOWEL.findall(text) if sign.lower() not in _USUAL_LONE]
    return len(lone) > 2 and len(lone) > 0.012 * len(text.split())


def _is_scan(content: PageContent) -> bool:
    """Whether a page must be seen to be read: hardly any text, or text that is rubbish, on a picture."""
    text = content.text
    if len(text) < 20 * _MIN_TEXT and sum(map(str.isalpha, text)) < _MIN_TEXT:
        return content.picture_share > 0.1
    if _BEYOND_LETTERS.search(text) and len(_RUBBISH.findall(text)) > 0.1 * len(text):
        return True
    return (
        content.picture_share > 0.5
        and len(text.split()) > 20
        and vietnamese_share(text) < 0.6
        and not detect_legacy(text)
    )


def _read_scans(
    document: Any,
    name: str,
    scans: list[int],
    contents: list[PageContent],
    options: ReadOptions,
    messages: list[str],
) -> None:
    from plan_extract.reading.ocr import mend_spelling, ocr_pages

    try:
        read = ocr_pages(document, name, scans, options)
    except ReadError as error:
        if error.cause != "missing-program" or len(scans) == len(contents):
            raise
        messages.append(f"{len(scans)} of {len(contents)} pages are scans and were left out: {error}")
        return
    for content in read:
        contents[content.number - 1] = content
    if changed := mend_spelling(contents):
        messages.append(SPELLING_MENDED.format(changed))
    messages.append(f"{len(scans)} of {len(contents)} pages were read by OCR: check figures against the picture")


def _build(sheets: list[PageContent]) -> TextBuilder:
    contents = split_sheets(sheets)
    take_tables(contents)
    pages: list[list[PrintedLine]] = []
    for content in contents:
        above = find_strip_below(pages[-1]) if pages else None
        pages.append(
            order_lines(content.segments, first_page=content.number == 1, page_height=content.height, above=above)
        )
    drop_furniture(pages, contents)
    size = body_size(pages)
    notes = [split_notes(lines, size) for lines in pages]
    _shift_lines(pages, contents, -1)
    mark_paragraphs(pages)
    _shift_lines(pages, contents, 1)
    builder = TextBuilder()
    convert = _find_converter(contents)
    tables = _join_tables(contents, pages)
    by_number = {content.number: content for content in contents}
    for at, (content, lines, page_notes) in enumerate(zip(contents, pages, notes, strict=True)):
        _write_page(builder, content, lines, tables.get(at, []), convert, by_number)
        for note in page_notes:
            text = convert("\n".join(line.text for line in note))
            box = _box(box_of_cells([line.box for line in note]), content)
            builder.add("note", text, page=content.number, box=box)
    return builder


def _shift_lines(pages: list[list[PrintedLine]], contents: list[PageContent], way: int) -> None:
    """Move the lines of right halves of sheets to the left margin of the others, or back."""
    for lines, content in zip(pages, contents, strict=True):
        if content.shift:
            for line in lines:
                box = line.box
                line.box = box._replace(x0=box.x0 + way * content.shift, x1=box.x1 + way * content.shift)


def _find_converter(contents: list[PageContent]) -> Callable[[str], str]:
    old = detect_legacy("\n".join(content.text for content in contents))
    return CONVERTERS[old] if old is not None else str


def _join_tables(contents: list[PageContent], pages: list[list[PrintedLine]]) -> dict[int, list[PageTable]]:
    """The grids by the place of their page; a table that goes on from the page above is added to the one there."""
    found: dict[int, list[PageTable]] = {}
    open_table: PageTable | None = None
    for at, (content, lines) in enumerate(zip(contents, pages, strict=True)):
        grids = [grid for table in content.tables if (grid := make_grid(table, content.number))]
        frames = [table for table in content.tables if make_grid(table, content.number) is None]
        lines.extend(_frame_lines(frames))
        lines.sort(key=lambda line: line.box.top) if frames else None
        for index, grid in enumerate(grids):
            first = index == 0 and not any(line.box.bottom <= grid.box.top + 2 for line in lines)
            if first and open_table is not None and continues(open_table, grid):
                append_table(open_table, grid)
                grid = open_table
            else:
                found.setdefault(at, []).append(grid)
            is_last = index == len(grids) - 1
            below = any(line.box.top >= content.tables[-1].box.bottom - 2 for line in lines)
            open_table = grid if is_last and not below else None
        if not grids and lines:
            open_table = None
    return found


def _frame_lines(frames: list[Any]) -> list[PrintedLine]:
    """The text inside one-column frames, back as lines."""
    lines = []
    for frame in frames:
        for box, text in frame.cells:
            pieces = text.split("\n")
            step = box.height / max(len(pieces), 1)
            for number, piece in enumerate(pieces):
                if piece.strip():
                    top = box.top + number * step
                    lines.append(PrintedLine(piece, Rect(box.x0, top, box.x1, top + step), 0.0))
    return lines


def _write_page(
    builder: TextBuilder,
    content: PageContent,
    lines: list[PrintedLine],
    tables: list[PageTable],
    convert: Callable[[str], str],
    contents: dict[int, PageContent],
) -> None:
    """Lines and tables of one page in reading order: a table before the first line below it."""
    waiting = sorted(tables, key=lambda table: table.box.top)
    for line in lines:
        while waiting and waiting[0].box.top < line.box.top:
            _write_table(builder, waiting.pop(0), convert, contents)
        box = _place(line.box, content)
        builder.add("line", convert(line.text), page=content.number, box=box, blank_before=line.starts_paragraph)
    for table in waiting:
        _write_table(builder, table, convert, contents)


def _write_table(
    builder: TextBuilder, table: PageTable, convert: Callable[[str], str], contents: dict[int, PageContent]
) -> None:
    rows = [[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows]
    boxes = [
        [_box(box, contents[page]) if box else None for box in row]
        for row, page in zip(table.boxes, table.row_pages, strict=True)
    ]
    box = _box(table.box, contents[table.page])
    builder.add_table(rows, page=table.page, box=box, row_pages=table.row_pages, boxes=boxes)


def _box(rect: Rect, content: PageContent) -> BoundingBox:
    return BoundingBox(**_place(rect, content))


def _place(rect: Rect, content: PageContent) -> Place:
    """Where a rectangle is on the page as shown, in hundredths of a point."""
    x0, top, x1, bottom = content.place_shown(rect) if content.turn or content.skew else rect
    if x0 < 0 or top < 0:
        return {"x0": round(x0, 2), "top": round(top, 2), "x1": round(x1, 2), "bottom": round(bottom, 2)}
    return {  # `round` takes five times as long
        "x0": int(x0 * 100 + 0.5) / 100,
        "top": int(top * 100 + 0.5) / 100,
        "x1": int(x1 * 100 + 0.5) / 100,
        "bottom": int(bottom * 100 + 0.5) / 100,
    }


def _size(content: PageContent) -> PageSize:
    width, height = content.shown_size
    return PageSize(number=content.number, width=round(width, 2), height=round(height, 2))
