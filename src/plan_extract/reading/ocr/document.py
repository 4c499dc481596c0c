"""Pages of a scan, and single pictures, to the same page content that the PDF reader makes."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from statistics import median
from typing import Any

from PIL import Image, ImageSequence, UnidentifiedImageError

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.ocr.cells import blank_tables, cut_cells
from plan_extract.reading.ocr.image import PageImage, prepare_image, take_out_lines
from plan_extract.reading.ocr.signs import mend_heading, mend_signs
from plan_extract.reading.ocr.tesseract import Word, read_words, require_tesseract
from plan_extract.reading.options import ReadOptions, check_time, time_left
from plan_extract.reading.pdf.page import PageContent, Rect, RuledTable, Segment
from plan_extract.reading.pdf.rules import box_of_cells, find_table_cells

_MIN_LINE_CONFIDENCE = 45.0
_POOR = 55.0
_TURNS = {Image.Transpose.ROTATE_90: 90, Image.Transpose.ROTATE_270: 270, Image.Transpose.ROTATE_180: 180}
_MAX_PIXELS = 120_000_000
_OTHER_ENDINGS = (".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt", ".md", ".html", ".htm")


def ocr_pages(document: Any, name: str, numbers: list[int], options: ReadOptions) -> list[PageContent]:
    """The pages `numbers` (from 1) of an open PDF, read by tesseract. Raises ReadError."""
    program = require_tesseract(name)

    def pictures() -> Iterator[tuple[int, Image.Image, float]]:
        for number in numbers:
            check_time()
            page = document[number - 1]
            try:
                width, height = page.get_size()
                scale = min(options.ocr_dpi / 72, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
                yield number, page.render(scale=scale).to_pil(), 72 * scale
            finally:
                page.close()

    return _read_all(program, name, pictures(), options)


def _read_all(
    program: str, name: str, pictures: Iterator[tuple[int, Image.Image, float]], options: ReadOptions
) -> list[PageContent]:
    """Pages read by several tesseracts at once; only a few pictures are held at a time."""
    found: list[PageContent] = []
    waiting: deque[Future[PageContent]] = deque()
    workers = max(1, options.ocr_workers)
    with ThreadPoolExecutor(workers) as pool:
        try:
            for number, image, dpi in pictures:
                limit = time_left(options.time_limit)
                waiting.append(pool.submit(_read_picture, program, image, dpi, number, name, limit))
                if len(waiting) > workers:
                    found.append(waiting.popleft().result(timeout=limit))
            while waiting:
                found.append(waiting.popleft().result(timeout=time_left(options.time_limit)))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _read_picture(program: str, image: Image.Image, dpi: float, number: int, name: str, limit: float) -> PageContent:
    page = take_out_lines(prepare_image(image, dpi))
    tables = find_table_cells(page.edges)
    words = read_words(program, blank_tables(page, tables) if tables else page, name, limit)
    if _mean_confidence(words) < _POOR and len(words) > 5 and not tables:
        page, words = _try_turned(program, image, page, words, name, limit)
        tables = find_table_cells(page.edges)
        words = read_words(program, blank_tables(page, tables), name, limit) if tables else words
    cells = _read_cells(program, page, tables, name, limit)
    return make_content(page, mend_signs(page.image, words), tables, cells, number)


def _try_turned(
    program: str, image: Image.Image, page: PageImage, words: list[Word], name: str, limit: float
) -> tuple[PageImage, list[Word]]:
    """A page that reads badly may lie on its side or upside down: the way that reads best."""
    best = (page, words)
    for turn, degrees in _TURNS.items():
        turned = take_out_lines(replace(prepare_image(image.transpose(turn), page.dpi), turn=degrees))
        read = read_words(program, turned, name, limit)
        if _mean_confidence(read) > _mean_confidence(best[1]) + 15:
            best = (turned, read)
    return best


def _read_cells(
    program: str, page: PageImage, tables: list[list[Rect]], name: str, limit: float
) -> dict[Rect, list[Word]]:
    """The words of each cell of the tables, from one reading of all cells below each other."""
    if not tables:
        return {}
    stack, placed = cut_cells(page, tables)
    found: dict[Rect, list[Word]] = {}
    words = read_words(program, PageImage(stack, page.dpi, []), name, limit) if placed else []
    for word in mend_signs(stack, words):
        middle = (word.box.top + word.box.bottom) / 2
        place = next((each for each in placed if each.top <= middle < each.bottom), None)
        if place is not None:
            found.setdefault(place.cell, []).append(word)
    return found


def _mean_confidence(words: list[Word]) -> float:
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def make_content(
    page: PageImage, words: list[Word], tables: list[list[Rect]], cells: dict[Rect, list[Word]], number: int
) -> PageContent:
    """The page in points: words outside tables as segments, the others in their cells."""
    scale = 72 / page.dpi
    width, height = page.image.size
    kept = _drop_specks(words)
    ruled = [
        RuledTable(
            _scaled(box_of_cells(table), scale),
            [(_scaled(cell, scale), _cell_text(cells.get(cell, []))) for cell in table],
        )
        for table in tables
    ]
    all_words = [*kept, *(word for inside in cells.values() for word in inside)]
    return PageContent(
        number,
        width * scale,
        height * scale,
        segments=list(_segments(kept, scale)),
        tables=ruled,
        picture_share=1.0,
        by_ocr=True,
        confidence=round(min(0.95, _mean_confidence(all_words) / 100), 3),
        skew=page.skew,
        turn=page.turn,
    )


def _scaled(box: Rect, scale: float) -> Rect:
    return Rect(*(value * scale for value in box))


def _drop_specks(words: list[Word]) -> list[Word]:
    """The words without what stains, stamps and signatures are read as: lines that read badly as a
    whole, and signs without a letter or figure that are not sure."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    good = {line for line, members in lines.items() if _mean_confidence(members) >= _MIN_LINE_CONFIDENCE}
    return [word for word in words if word.line in good and _is_word(word)]


def _is_word(word: Word) -> bool:
    return any(sign.isalnum() for sign in word.text) or (word.confidence > 60 and word.text.strip("|_—~'`.") != "")


def _cell_text(words: list[Word]) -> str:
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    ordered = sorted(lines.values(), key=lambda line: median(word.box.top for word in line))
    return "\n".join(" ".join(word.text for word in sorted(line, key=lambda each: each.box.x0)) for line in ordered)


def _segments(words: list[Word], scale: float) -> Iterator[Segment]:
    """Words of one line put together, cut where a gap is wider than a few letters."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    for line in lines.values():
        height = median(word.box.height for word in line)
        run: list[Word] = []
        for word in sorted(line, key=lambda each: each.box.x0):
            if run and word.box.x0 - run[-1].box.x1 > 1.6 * height:
                yield _segment(run, scale)
                run = []
            run.append(word)
        yield _segment(run, scale)


def _segment(run: list[Word], scale: float) -> Segment:
    box = run[0].box
    for word in run[1:]:
        box = box.union(word.box)
    placed = _scaled(box, scale)
    return Segment(mend_heading(" ".join(word.text for word in run)), placed, placed.height)


def read_picture(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """A photographed or scanned page as a picture file. Raises ReadError."""
    from plan_extract.reading.pdf.document import build_document

    options = options or ReadOptions()
    if name.lower().endswith(_OTHER_ENDINGS):
        raise ReadError(
            f"{name}: the file is a picture, whatever its name says; if it shows a page of a plan, "
            "give it the ending of a picture (.png, .jpg), else get the document itself",
            cause="not-supported",
        )
    if options.ocr == "never":
        raise ReadError(f"{name}: a picture can only be read by OCR, which was not allowed", cause="no-text")
    program = require_tesseract(name)
    contents = _read_all(program, name, _frames(data, name), options)
    message = f"{len(contents)} of {len(contents)} pages were read by OCR: check figures against the picture"
    return build_document(contents, name, "image/*", "picture (OCR)", [message])


def _frames(data: bytes, name: str) -> Iterator[tuple[int, Image.Image, float]]:
    """The pages of a picture file, each with its resolution (an A4 page where it names none)."""
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise ReadError(f"{name}: the picture is too large to be read; scan it at 300 dpi", cause="too-large")
            for number, frame in enumerate(ImageSequence.Iterator(picture), 1):
                image = frame.convert("RGB") if frame.mode not in ("L", "1", "RGB") else frame.copy()
                dpi = max(min(image.size) / 8.27, 70.0)
                if dpi < 140:
                    image, dpi = (
                        image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS),
                        dpi * 2,
                    )
                yield number, image, dpi
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(f"{name}: the picture is damaged and cannot be opened", cause="damaged") from error
