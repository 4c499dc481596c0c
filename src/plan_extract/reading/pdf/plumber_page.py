"""The slow and faithful way to read a page, by pdfplumber, for pages on which pdfium breaks words."""

from __future__ import annotations

import io
from typing import Any

import pdfplumber

from plan_extract.reading.pdf.letters import Letter, drop_marks
from plan_extract.reading.pdf.page import PageContent, Rect, RuledTable, Segment
from plan_extract.reading.pdf.rules import box_of_cells, edges_of_box, find_table_cells

_GAP = 9.5


class PlumberDocument:
    """A PDF opened by pdfplumber; pages are read one at a time and let go."""

    def __init__(self, data: bytes) -> None:
        self._pdf = pdfplumber.open(io.BytesIO(data))

    def close(self) -> None:
        self._pdf.close()

    def read(self, number: int) -> PageContent:
        """The content of page `number`, counted from 1."""
        page = self._pdf.pages[number - 1]
        try:
            return _read_page(page, number)
        finally:
            page.close()


def _read_page(page: Any, number: int) -> PageContent:
    edges = [
        edge
        for shape in (*page.lines, *page.rects, *page.curves)
        for edge in edges_of_box(_box(shape))
        if shape.get("object_type") != "curve" or min(_box(shape).width, _box(shape).height) < 3
    ]
    tables = [RuledTable(box_of_cells(cells), [(cell, "") for cell in cells]) for cells in find_table_cells(edges)]
    content = PageContent(number, float(page.width), float(page.height), tables=tables)
    filled: dict[Rect, list[str]] = {}
    for line in _lines(page):
        box = _around(line)
        table = next((table for table in tables if table.box.meets(box)), None)
        letters = drop_marks(line)
        content.has_marks = content.has_marks or len(letters) != len(line)
        outside = letters if table is None else _fill_cells(letters, table, filled)
        content.segments.extend(_segments(outside))
    for table in tables:
        table.cells = [(cell, "\n".join(filled.get(cell, ()))) for cell, _ in table.cells]
    area = max(content.width * content.height, 1.0)
    content.picture_share = min(1.0, sum(_box(image).width * _box(image).height for image in page.images) / area)
    return content


def _box(shape: dict[str, Any]) -> Rect:
    return Rect(float(shape["x0"]), float(shape["top"]), float(shape["x1"]), float(shape["bottom"]))


def _lines(page: Any) -> list[list[Letter]]:
    """The words of the page put together to lines, a blank between two words."""
    rows: list[tuple[Rect, list[list[dict[str, Any]]]]] = []
    words = page.extract_words(x_tolerance_ratio=0.18, use_text_flow=False, return_chars=True)
    for word in sorted(words, key=lambda each: (each["top"] + each["bottom"]) / 2):
        box = _box(word)
        if rows and _shares(rows[-1][0], box):
            rows[-1] = (rows[-1][0].union(box), [*rows[-1][1], word["chars"]])
        else:
            rows.append((box, [word["chars"]]))
    lines = []
    for _, chars in rows:
        line: list[Letter] = []
        for word_chars in sorted(chars, key=lambda each: float(each[0]["x0"])):
            if line:
                line.append(Letter(" ", None))
            line.extend(Letter(sign, _box(char)) for char in word_chars for sign in char["text"][:1])
        lines.append(line)
    return lines


def _shares(row: Rect, box: Rect) -> bool:
    shared = min(row.bottom, box.bottom) - max(row.top, box.top)
    return shared > 0.5 * min(row.height, box.height)


def _around(line: list[Letter]) -> Rect:
    boxes = [letter.box for letter in line if letter.box is not None]
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    return box


def _fill_cells(letters: list[Letter], table: RuledTable, filled: dict[Rect, list[str]]) -> list[Letter]:
    """Give the letters of a line to the cells they stand in; what stands outside comes back."""
    outside: list[Letter] = []
    runs: dict[Rect, list[str]] = {}
    cell: Rect | None = None
    for letter in letters:
        if letter.box is not None:
            x, y = (letter.box.x0 + letter.box.x1) / 2, (letter.box.top + letter.box.bottom) / 2
            cell = next((box for box, _ in table.cells if box.holds(x, y)), None)
        if cell is None:
            outside.append(letter)
        else:
            runs.setdefault(cell, []).append(letter.sign)
    for box, signs in runs.items():
        if words := "".join(signs).strip():
            filled.setdefault(box, []).append(words)
    return outside


def _segments(letters: list[Letter]) -> list[Segment]:
    found: list[Segment] = []
    run: list[Letter] = []
    end: float | None = None
    for letter in [*letters, Letter("", Rect(1e9, 0, 1e9, 0))]:
        if letter.box is not None:
            if end is not None and letter.box.x0 - end > _GAP:
                if words := "".join(each.sign for each in run).strip():
                    found.append(Segment(words, _around(run), _around(run).height))
                run = []
            end = letter.box.x1
        run.append(letter)
    return found
