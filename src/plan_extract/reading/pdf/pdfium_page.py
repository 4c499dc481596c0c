"""The fast way to read a page: pdfium's own lines, with boxes; letters one by one only where needed.

pdfium gives the text of a page in the order in which it was written, with a break where a line
ends. A box for each line costs a few calls; boxes for single letters are asked for only in lines
with a wide gap, with raised letters, or inside a table.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from math import pi
from typing import Any

import pypdfium2.raw as pdfium

from plan_extract.reading.pdf.letters import CellLine, Letter, drop_marks, join_cell, make_segment, read_cell_line
from plan_extract.reading.pdf.page import Edge, PageContent, Rect, RuledTable, Segment
from plan_extract.reading.pdf.pdfium_calls import (
    Corners,
    address_of,
    count_chars,
    count_objects,
    count_rects,
    get_char_angle,
    get_char_box,
    get_font_size,
    get_object,
    get_rect,
    get_type,
    get_unicode,
)
from plan_extract.reading.pdf.rules import box_of_cells, edges_of_box, find_table_cells

_WIDE_BLANKS = re.compile(r"[ \u00a0\t]{3,}")
_MAYBE_WIDE = ("   ", "\u00a0", "\t")
_FIGURES = frozenset("0123456789[(")
_MAX_PATHS = 30_000
_MAX_FORM_DEPTH = 4
_GAP = 9.5
_ANGLES = 15
_FEW_ANGLES = 5


class _Frame:
    """Turns points of a page's own space into points from the top left corner of the page.

    Seen so that its letters stand upright, which is as the page is shown, save where a page lies on its
    side in the file; `turn` is what it takes then (degrees, anticlockwise).
    """

    def __init__(self, page: Any, text: Any) -> None:
        shown = pdfium.FPDFPage_GetRotation(page)
        quarter = _letter_quarter(address_of(text))
        self.rotation = shown if quarter is None else quarter
        self.turn = 90 * ((shown - self.rotation) % 4)
        left, bottom, right, top = _page_box(page)
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if self.rotation % 2 else (width, height)

    def rect(self, left: float, bottom: float, right: float, top: float) -> Rect:
        if self.rotation == 0:
            return Rect(left - self._left, self._top - top, right - self._left, self._top - bottom)
        if self.rotation == 1:
            return Rect(bottom - self._bottom, left - self._left, top - self._bottom, right - self._left)
        if self.rotation == 2:
            return Rect(self._right - right, bottom - self._bottom, self._right - left, top - self._bottom)
        return Rect(self._top - top, self._right - right, self._top - bottom, self._right - left)


def _letter_quarter(text: int) -> int | None:
    """By how many quarters the letters of a page are turned anticlockwise in its own space; None if unclear."""
    count = count_chars(text)
    found: Counter[int] = Counter()
    for angles in (_FEW_ANGLES, _ANGLES):  # more are asked for where a few do not agree
        found.clear()
        for at in range(count // (2 * angles), count, max(1, count // angles)):
            if get_unicode(text, at) > 32:
                angle = get_char_angle(text, at)
                found[-round(angle / (pi / 2)) % 4] += angle >= 0
        if len(found) == 1 and found.total() >= 3:
            break
    if not found:
        return None
    quarter, most = found.most_common(1)[0]
    return quarter if most >= 0.8 * found.total() and most >= 3 else None


def _page_box(page: Any) -> tuple[float, float, float, float]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for ask in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if ask(page, left, bottom, right, top) and right.value > left.value and top.value > bottom.value:
            return left.value, bottom.value, right.value, top.value
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


class PdfiumPage:
    """One open page. `read` gives its content; `close` must follow."""

    def __init__(self, document: Any, number: int) -> None:
        self.number = number
        self._page = pdfium.FPDF_LoadPage(document, number - 1)
        if not self._page:
            raise ValueError(f"page {number} cannot be loaded")
        self._text = pdfium.FPDFText_LoadPage(self._page)
        self._frame = _Frame(self._page, self._text)
        self._letters_at = address_of(self._text)
        self._corners = Corners()
        self._marks = False

    def close(self) -> None:
        pdfium.FPDFText_ClosePage(self._text)
        pdfium.FPDF_ClosePage(self._page)

    def read(self) -> PageContent:
        """The segments, tables and pictures of the page."""
        edges, pictures = self._drawn()
        tables = [RuledTable(box_of_cells(cells), [(cell, "") for cell in cells]) for cells in find_table_cells(edges)]
        filled: dict[Rect, list[CellLine]] = {}
        segments: list[Segment] = []
        text = self.text()
        is_plain = not tables and not any(blanks in text for blanks in _MAYBE_WIDE)
        start = 0
        for line in text.replace("\r", "\n").split("\n"):
            if line and not line.isspace():
                count = count_rects(self._letters_at, start, len(line))
                if count == 1 and is_plain:
                    if (box := self._rect(0)) is not None:
                        segments.append(Segment(line.strip(), box, self._size(start, line)))
                elif rects := [rect for index in range(count) if (rect := self._rect(index))]:
                    segments.extend(self._read_line(start, line, rects, tables, filled))
            start += len(line) + 1
        for table in tables:
            table.cells = [(cell, join_cell(filled.get(cell, []))) for cell, _ in table.cells]
        return PageContent(
            self.number,
            self._frame.width,
            self._frame.height,
            segments,
            tables,
            pictures,
            has_marks=self._marks,
            turn=self._frame.turn,
        )

    def text(self) -> str:
        """The letters of the page in pdfium's order, one for each of its indexes.

        pdfium takes a hyphen at the end of a line for one that parts a word, puts U+FFFE in its place and
        joins the lines; here it is a hyphen again, as Vietnamese words are never parted ("18/TTr-SNV").
        """
        return self._read_text().replace("\ufffe", "-")

    def _read_text(self) -> str:
        count = pdfium.FPDFText_CountChars(self._text)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self._text, 0, count, buffer)
        if written == count + 1:
            text = bytes(memoryview(buffer)[:count]).decode("utf-16-le", errors="replace")
            if len(text) == count:
                return text
        codes = (pdfium.FPDFText_GetUnicode(self._text, index) for index in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)

    # Lines

    def _read_line(
        self,
        start: int,
        text: str,
        rects: list[Rect],
        tables: list[RuledTable],
        filled: dict[Rect, list[CellLine]],
    ) -> Iterator[Segment]:
        box = rects[0]
        for rect in rects[1:]:
            box = box.union(rect)
        table = next((table for table in tables if table.box.meets(box)), None)
        height = max(rect.height for rect in rects)
        if table is not None:
            yield from self._split_cells(start, text, table, filled)
        elif _needs_letters(text, rects, height):
            yield from self._segments(self._letters(start, text), self._size(start, text))
        else:
            yield Segment(text.strip(), box, self._size(start, text))

    def _rect(self, index: int) -> Rect | None:
        """One of the rectangles that pdfium has counted last; None where it is empty."""
        if not get_rect(self._letters_at, index, *self._corners.places):
            return None
        left, top, right, bottom = self._corners.read()
        rect = self._frame.rect(left, bottom, right, top)
        return rect if rect.x1 - rect.x0 > 0.01 else None

    def _size(self, start: int, line: str) -> float:
        """The size of the letters of a line: of its first, or of those behind a number before it, which the
        number of a note differs from."""
        at = start + line.find(" ", 0, -1) + 1 if line[0] in _FIGURES else start
        return float(get_font_size(self._letters_at, at))

    def _letters(self, start: int, text: str) -> list[Letter]:
        letters = []
        for index, sign in enumerate(text, start):
            box = None
            if not sign.isspace() and get_char_box(self._letters_at, index, *self._corners.places):
                left, right, bottom, top = self._corners.read()
                box = self._frame.rect(left, bottom, right, top)
            letters.append(Letter(sign, box))
        return letters

    def _segments(self, letters: list[Letter], size: float) -> Iterator[Segment]:
        """Letters of one line cut at wide gaps, raised note marks left out."""
        run: list[Letter] = []
        end = None
        for letter in self._without_marks(letters):
            if letter.box is not None:
                if end is not None and letter.box.x0 - end > _GAP and run:
                    yield from make_segment(run, size)
                    run = []
                end = letter.box.x1
            run.append(letter)
        yield from make_segment(run, size)

    def _without_marks(self, letters: list[Letter]) -> list[Letter]:
        kept = drop_marks(letters)
        self._marks = self._marks or len(kept) != len(letters)
        return kept

    def _split_cells(
        self, start: int, text: str, table: RuledTable, filled: dict[Rect, list[CellLine]]
    ) -> Iterator[Segment]:
        """Give each letter of a line to its cell; what stands outside comes back as segments."""
        outside: list[Letter] = []
        runs: dict[Rect, list[Letter]] = {}
        cell: Rect | None = None
        for letter in self._without_marks(self._letters(start, text)):
            if letter.box is not None:
                x, y = (letter.box.x0 + letter.box.x1) / 2, (letter.box.top + letter.box.bottom) / 2
                cell = next((box for box, _ in table.cells if box.holds(x, y)), None)
            if cell is None:
                outside.append(letter)
            else:
                runs.setdefault(cell, []).append(letter)
        for box, letters in runs.items():
            if line := read_cell_line(letters):
                filled.setdefault(box, []).append(line)
        yield from self._segments(outside, self._size(start, text))

    # Drawings

    def _drawn(self) -> tuple[list[Edge], float]:
        """The ruled lines of the page, and the share of it that its largest pictures fill."""
        edges: list[Edge] = []
        pictures = 0.0
        area = max(self._frame.width * self._frame.height, 1.0)
        for number, (kind, entry, matrices) in enumerate(_objects(self._page)):
            if number > _MAX_PATHS:
                return [], pictures
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                edges.extend(self._path_edges(entry, matrices))
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                box = self._bounds(entry, matrices)
                pictures += box.width * box.height / area if box else 0.0
        return edges, min(pictures, 1.0)

    def _bounds(self, entry: Any, matrices: list[Any]) -> Rect | None:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFPageObj_GetBounds(entry, left, bottom, right, top):
            return None
        points = [
            (left.value, bottom.value),
            (right.value, top.value),
            (left.value, top.value),
            (right.value, bottom.value),
        ]
        moved = [_apply(matrices, x, y) for x, y in points] if matrices else points
        xs, ys = [x for x, _ in moved], [y for _, y in moved]
        return self._frame.rect(min(xs), min(ys), max(xs), max(ys))

    def _path_edges(self, entry: Any, matrices: list[Any]) -> list[Edge]:
        count = pdfium.FPDFPath_CountSegments(entry)
        if count <= 5:
            box = self._bounds(entry, matrices)
            return edges_of_box(box) if box else []
        return self._segment_edges(entry, count, matrices)

    def _segment_edges(self, entry: Any, count: int, matrices: list[Any]) -> list[Edge]:
        """The upright and level lines of a path of many segments."""
        own = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(entry, own)
        chain = [own, *matrices]
        edges: list[Edge] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        before = opened = (0.0, 0.0)
        for index in range(min(count, 2_000)):
            segment = pdfium.FPDFPath_GetPathSegment(entry, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                return []
            pdfium.FPDFPathSegment_GetPoint(segment, x, y)
            point = _apply(chain, x.value, y.value)
            if kind == pdfium.FPDF_SEGMENT_LINETO:
                edges.extend(self._edge(before, point))
                if pdfium.FPDFPathSegment_GetClose(segment):
                    edges.extend(self._edge(point, opened))
            else:
                opened = point
            before = point
        return edges

    def _edge(self, first: tuple[float, float], second: tuple[float, float]) -> list[Edge]:
        box = self._frame.rect(
            min(first[0], second[0]),
            min(first[1], second[1]),
            max(first[0], second[0]),
            max(first[1], second[1]),
        )
        return edges_of_box(box) if box.height < 1 or box.width < 1 else []


def _needs_letters(text: str, rects: list[Rect], height: float) -> bool:
    """Whether a line has a wide gap or letters much smaller than the rest."""
    if _WIDE_BLANKS.search(text):
        return True
    if len(rects) == 1:
        return False
    bottom = max(rect.bottom for rect in rects)
    raised = any(0.2 * height < rect.height < 0.75 * height and bottom - rect.bottom > 0.2 * height for rect in rects)
    gaps = any(after.x0 - before.x1 > _GAP for before, after in pairwise(rects))
    return raised or gaps


def _objects(page: Any) -> Iterator[tuple[int, Any, list[Any]]]:
    """The drawings and pictures of a page, those of its forms too, each with the matrices it stands under."""
    at, text = address_of(page), pdfium.FPDF_PAGEOBJ_TEXT
    for index in range(count_objects(at)):
        if get_type(get_object(at, index)) != text:
            yield from _object(pdfium.FPDFPage_GetObject(page, index), [], 0)


def _object(entry: Any, matrices: list[Any], depth: int) -> Iterator[tuple[int, Any, list[Any]]]:
    kind = pdfium.FPDFPageObj_GetType(entry)
    if kind != pdfium.FPDF_PAGEOBJ_FORM:
        yield kind, entry, matrices
        return
    if depth >= _MAX_FORM_DEPTH:
        return
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(entry, matrix)
    for index in range(pdfium.FPDFFormObj_CountObjects(entry)):
        yield from _object(pdfium.FPDFFormObj_GetObject(entry, index), [matrix, *matrices], depth + 1)


def _apply(matrices: list[Any], x: float, y: float) -> tuple[float, float]:
    for matrix in matrices:
        x, y = matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f
    return x, y
