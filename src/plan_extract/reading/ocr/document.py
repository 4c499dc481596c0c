"""Pages of a scan, and single pictures, to the same page content that the PDF reader makes."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from statistics import median
from typing import Any, NamedTuple

from PIL import Image, ImageSequence, UnidentifiedImageError

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.ocr.again import read_figures_again
from plan_extract.reading.ocr.cells import Placed, blank_tables, cut_cells, mend_lone_figures
from plan_extract.reading.ocr.image import PageImage, part_ink, prepare_image, take_off_stamps, take_out_lines
from plan_extract.reading.ocr.signs import mend_heading, mend_signs
from plan_extract.reading.ocr.spelling import mend_spelling
from plan_extract.reading.ocr.tesseract import Word, read_words, require_tesseract
from plan_extract.reading.options import ReadOptions, check_time, time_left
from plan_extract.reading.pdf.page import PageContent, Rect, RuledTable, Segment
from plan_extract.reading.pdf.rules import box_of_cells, find_table_cells

_MIN_LINE_CONFIDENCE = 45.0
_POOR = 55.0
_TURNS = {Image.Transpose.ROTATE_90: 90, Image.Transpose.ROTATE_270: 270, Image.Transpose.ROTATE_180: 180}
_MAX_PIXELS = 120_000_000
_OTHER_ENDINGS = (".docx", ".doc", ".pdf", ".odt", ".rtf", ".txt", ".md", ".html", ".htm")
_PIXELS_A_RUN = 40_000_000
_MARKS = {"-": "-", "–": "–", "—": "–", "»": "•", "•": "•"}  # what tesseract sees and what plans print
_ACCENTS = "ˆˇ"  # letters to Unicode
_MARK_WIDTH_INCHES = 0.15
_MARK_HEIGHT_INCHES = 0.08
_MIN_LETTER_INCHES = 0.035
_PAGES_A_RUN = 4  # loading its Vietnamese takes tesseract a quarter of the time of a page


class Picture(NamedTuple):
    """A page to read: its number, its picture in grey without stamps, its resolution in dots an inch."""

    number: int
    image: Image.Image
    dpi: float


def ocr_pages(document: Any, name: str, numbers: list[int], options: ReadOptions) -> list[PageContent]:
    """The pages `numbers` (from 1) of an open PDF, read by tesseract. Raises ReadError."""
    program = require_tesseract(name)

    def pictures() -> Iterator[Picture]:
        for number in numbers:
            check_time()
            page = document[number - 1]
            try:
                width, height = page.get_size()
                scale = min(options.ocr_dpi / 72, (_MAX_PIXELS / max(width * height, 1)) ** 0.5)
                bitmap = page.render(scale=scale, rev_byteorder=True)
                yield Picture(number, take_off_stamps(bitmap.to_pil()), 72 * scale)
                bitmap.close()
            finally:
                page.close()

    return _read_all(program, name, pictures(), options, len(numbers))


def _read_all(
    program: str, name: str, pictures: Iterator[Picture], options: ReadOptions, count: int
) -> list[PageContent]:
    """Pages read by several tesseracts at once; only a few pictures are held at a time."""
    found: list[PageContent] = []
    waiting: deque[Future[list[PageContent]]] = deque()
    workers = max(1, options.ocr_workers)
    together = max(1, min(_PAGES_A_RUN, -(-count // workers)))
    with ThreadPoolExecutor(workers) as pool:
        try:
            for group in _groups(pictures, together):
                limit = time_left(options.time_limit)
                waiting.append(pool.submit(_read_group, program, group, name, limit))
                if len(waiting) > workers:
                    found.extend(waiting.popleft().result(timeout=limit))
            while waiting:
                found.extend(waiting.popleft().result(timeout=time_left(options.time_limit)))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return found


def _groups(pictures: Iterator[Picture], most: int) -> Iterator[list[Picture]]:
    """Pictures by so many at the most, fewer where they are large: all of a group are held at once."""
    group: list[Picture] = []
    for picture in pictures:
        group.append(picture)
        if len(group) == most or sum(each.image.width * each.image.height for each in group) >= _PIXELS_A_RUN:
            yield group
            group = []
    if group:
        yield group


def _read_group(program: str, group: list[Picture], name: str, limit: float) -> list[PageContent]:
    """Pages, and the cells of their tables, that one run of tesseract reads."""
    pages = [_make_ready(picture.image, picture.dpi) for picture in group]
    tables = [find_table_cells(page.edges) for page in pages]
    stacks = [_stack_cells(page, inside) for page, inside in zip(pages, tables, strict=True)]
    images = [blank_tables(page, inside) if inside else page for page, inside in zip(pages, tables, strict=True)]
    images.extend(stack for stack, _ in stacks if stack is not None)
    read = deque(_read_surely(program, images, name, limit))
    words = [read.popleft() for _ in pages]
    found = []
    for picture, page, inside, (stack, placed), seen in zip(group, pages, tables, stacks, words, strict=True):
        cells = _words_of_cells(placed, read.popleft()) if stack is not None else {}
        if _mean_confidence(seen) < _POOR and len(seen) > 5 and not inside:
            found.append(_read_turned(program, picture, page, seen, name, limit))
        else:
            found.append(make_content(page, seen, inside, cells, picture.number))
    return found


def _read_surely(program: str, images: list[PageImage], name: str, limit: float) -> list[list[Word]]:
    """The words on each picture, signs set right, figures that read badly on a readable page read again."""
    read = read_words(program, images, name, limit)
    found = [mend_signs(image.image, words) for image, words in zip(images, read, strict=True)]
    readable = [at for at, words in enumerate(found) if _mean_confidence(words) >= _POOR]
    again = read_figures_again(program, [images[at] for at in readable], [found[at] for at in readable], name, limit)
    for at, words in zip(readable, again, strict=True):
        found[at] = words
    return found


def _make_ready(image: Image.Image, dpi: float, turn: int = 0) -> PageImage:
    """A page as tesseract gets it: straight, without ruled lines, its paper white."""
    page = take_out_lines(replace(prepare_image(image, dpi), turn=turn))
    return replace(page, image=part_ink(page.image))


def _read_turned(
    program: str, picture: Picture, page: PageImage, words: list[Word], name: str, limit: float
) -> PageContent:
    """A page that reads badly, as it reads best upright, on its side or upside down."""
    page, words = _try_turned(program, picture.image, page, words, name, limit)
    tables = find_table_cells(page.edges)
    cells: dict[Rect, list[Word]] = {}
    if tables:
        stack, placed = _stack_cells(page, tables)
        images = [blank_tables(page, tables), *([stack] if stack is not None else [])]
        words, *rest = _read_surely(program, images, name, limit)
        cells = _words_of_cells(placed, rest[0]) if stack is not None else {}
    return make_content(page, words, tables, cells, picture.number)


def _try_turned(
    program: str, image: Image.Image, page: PageImage, words: list[Word], name: str, limit: float
) -> tuple[PageImage, list[Word]]:
    """A page that reads badly may lie on its side or upside down: the way that reads best."""
    best = (page, words)
    for turn, degrees in _TURNS.items():
        turned = _make_ready(image.transpose(turn), page.dpi, degrees)
        (read,) = _read_surely(program, [turned], name, limit)
        if _mean_confidence(read) > _mean_confidence(best[1]) + 15:
            best = (turned, read)
    return best


def _stack_cells(page: PageImage, tables: list[list[Rect]]) -> tuple[PageImage | None, list[Placed]]:
    """The cells of the tables below each other, for a reading of their own; None where all are empty."""
    stack, placed = cut_cells(page, tables) if tables else (None, [])
    return (PageImage(stack, page.dpi, []), placed) if stack is not None and placed else (None, [])


def _words_of_cells(placed: list[Placed], words: list[Word]) -> dict[Rect, list[Word]]:
    """The words of each cell, from those read on the stack of cells."""
    found: dict[Rect, list[Word]] = {}
    for word in words:
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
    kept = _drop_specks(words, page.dpi)
    ruled = [
        RuledTable(
            _scaled(box_of_cells(table), scale),
            mend_lone_figures([(_scaled(cell, scale), _cell_text(cells.get(cell, []))) for cell in table]),
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


def _drop_specks(words: list[Word], dpi: float) -> list[Word]:
    """The words without what stains, stamps and signatures are read as: lines that read badly as a
    whole, letters too small to be any, and signs without a letter or figure that are not sure."""
    lines: dict[tuple[int, int, int], list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    good = {line for line, members in lines.items() if _mean_confidence(members) >= _MIN_LINE_CONFIDENCE}
    worded = {line for line in good if any(_has_letter(word) for word in lines[line])}
    kept = []
    for word in words:
        if word.line in worded and (mark := _MARKS.get(word.text)) and _is_mark(word, dpi):
            kept.append(replace(word, text=mark))
        elif word.line in good and (
            _is_sure_sign(word) if not _has_letter(word) else word.box.height >= _MIN_LETTER_INCHES * dpi
        ):
            kept.append(word)
    return kept


def _has_letter(word: Word) -> bool:
    return any(sign.isalnum() and sign not in _ACCENTS for sign in word.text)


def _is_mark(word: Word, dpi: float) -> bool:
    """Whether a sign has the size of a dash or of a bullet."""
    return word.box.width < _MARK_WIDTH_INCHES * dpi and word.box.height < _MARK_HEIGHT_INCHES * dpi


def _is_sure_sign(word: Word) -> bool:
    return word.confidence > 60 and word.text.strip("|_—~'`.^ˆ°¬»") != ""


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
    from plan_extract.reading.pdf.document import SPELLING_MENDED, build_document

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
    contents = _read_all(program, name, _frames(data, name), options, _PAGES_A_RUN)
    messages = [f"{len(contents)} of {len(contents)} pages were read by OCR: check figures against the picture"]
    if changed := mend_spelling(contents):
        messages.append(SPELLING_MENDED.format(changed))
    return build_document(contents, name, "image/*", "picture (OCR)", messages)


def _frames(data: bytes, name: str) -> Iterator[Picture]:
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
                yield Picture(number, take_off_stamps(image), dpi)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(f"{name}: the picture is damaged and cannot be opened", cause="damaged") from error
