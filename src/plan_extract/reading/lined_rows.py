"""Tables of plain text that have lost their grid: each cell stands on a line of its own.

Programs that take the text out of Word files or of web pages a paragraph a line leave tables so. Such a table is believed
to be one where its headings follow each other ("TT", "Nội dung", "Cơ quan chủ trì", ...), the rows begin with a bare
number or letter, and nearly all of them have as many lines as there are headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from plan_extract.model.source import Cell

Span = tuple[int, int]
"""Start and end of a line, white space at both ends left out."""

_FIRST_HEADING = re.compile(r"[*_\s]*(?:S?TT|Số TT|Số thứ tự|Thứ tự)[*_\s.]*$", re.IGNORECASE)
_HEADING = re.compile(
    r"chủ trì|phối hợp|thực hiện|thời gian|thời hạn|hoàn thành|sản phẩm|kết quả|đơn vị|cơ quan|chỉ tiêu|kế hoạch",
    re.IGNORECASE,
)
_ROW_MARK = re.compile(r"[*_]*(?:\d{1,3}(?:\.\d{1,2}){0,3}[.)]?|[IVX]{1,5}[.)]?|[a-zđ][.)]|[A-ZĐ][.)]?)[*_]*$")
_GOES_ON = re.compile(r"(?!\S{1,2}[.)]|các\s|những\s|tất cả\s)[^\W\d_]\S*(?:\s\S+){2,}$")
_LEAST_COLUMNS = 4
_MOST_COLUMNS = 9
_LONGEST_HEADING = 60
_LEAST_ROWS = 2
_WHOLE_SHARE = 0.8
"""So many of the rows with cells must have a line for each heading."""
_EXTRA_LINES = 4
"""So many lines more than headings a row may have."""
_FRUITLESS = 40
"""After so many rows without a whole one nothing more is looked for."""
_SHORTEST_NAME = 12
_LONGEST_FIGURE = 30
_MOST_BLANKS = 2

Rows = list[list[Cell | None]]


def read_rows(
    text: str, spans: Sequence[Span], row: int, leaves: Callable[[int], bool], headings: Sequence[Cell | None] = ()
) -> tuple[int, Rows] | None:
    """The rows of the table whose headings begin at line `row`, and the line behind it, or None where there is none.

    `headings` are those that a row with bars already gave; `leaves` tells whether a line plainly goes on with the document.
    """
    if not headings and _FIRST_HEADING.match(text, *spans[row]) is None:
        return None
    table = _LinedTable(text, spans, row, leaves)
    heads = [*headings, *table.read_headings(_MOST_COLUMNS + 1 - len(headings))]
    if not _LEAST_COLUMNS <= len(heads) <= _MOST_COLUMNS or not _name_columns(text, heads):
        return None
    rows: Rows = [heads]
    whole = short = 0
    while table.opens_row(table.at) and (whole or len(rows) < _FRUITLESS):
        cells = table.read_row(len(heads), last=whole > 0)
        if len(cells) > len(heads):  # which of its cells has several lines nothing tells
            cells = [cells[0], Cell(start=cells[1].start, end=cells[-1].end)]
            short += 1
        whole += len(cells) == len(heads)
        short += 2 < len(cells) < len(heads)
        rows.append([*cells, *[None] * (len(heads) - len(cells))])
    if whole < _LEAST_ROWS or whole < _WHOLE_SHARE * (whole + short) or table.goes_on():
        return None
    return table.last_line(table.at - 1) + 1, rows


def _name_columns(text: str, heads: Sequence[Cell | None]) -> bool:
    """Whether two of the headings say what such a table tells: who, with whom, by when, what."""
    return sum(1 for head in heads if head is not None and _HEADING.search(text, head.start, head.end)) >= 2


class _LinedTable:
    """The lines of a text from one on that hold something, looked up as far as they are asked for; `at` is the next.

    Several words that begin with a small letter go on with the line before them.
    """

    def __init__(self, text: str, spans: Sequence[Span], row: int, leaves: Callable[[int], bool]) -> None:
        self.text, self.spans, self.leaves = text, spans, leaves
        self.at = 0
        self._lines: list[int] = []
        self._ends: list[int] = []
        self._following = row

    def has(self, at: int) -> bool:
        """Whether there is a line `at`, with no more than two blank ones before it."""
        while len(self._lines) <= at:
            number = self._next_line()
            if number is None:
                return False
            end = self.spans[number][1]
            self._following = number + 1
            while (more := self._next_line()) is not None and self._goes_on(self.spans[more]):
                end = self.spans[more][1]
                self._following = more + 1
            self._lines.append(number)
            self._ends.append(end)
        return True

    def _next_line(self) -> int | None:
        number = self._following
        while number < len(self.spans) and self.spans[number][0] == self.spans[number][1]:
            number += 1
        if number >= len(self.spans) or (self._lines and number - self._following > _MOST_BLANKS):
            return None
        return number

    def _goes_on(self, span: Span) -> bool:
        return self.text[span[0]].islower() and _GOES_ON.match(self.text, *span) is not None

    def line(self, at: int) -> int:
        return self._lines[at]

    def last_line(self, at: int) -> int:
        """The last line of what begins at line `at`."""
        number = self._lines[at]
        while self.spans[number][1] < self._ends[at]:
            number += 1
        return number

    def span(self, at: int) -> Span:
        return self.spans[self._lines[at]][0], self._ends[at]

    def is_mark(self, at: int) -> bool:
        return self.has(at) and _ROW_MARK.match(self.text, *self.span(at)) is not None

    def opens_row(self, at: int) -> bool:
        return self.is_mark(at) and not self.ends(at)

    def ends(self, at: int) -> bool:
        """Whether a line is none of the table: it goes on with the document or has bars."""
        return self.leaves(self.line(at)) or "|" in self.text[slice(*self.span(at))]

    def goes_on(self) -> bool:
        """Whether rows seem to follow behind the last that was read, which then is none or not whole."""
        for at in range(self.at, self.at + _EXTRA_LINES + 1):
            if not self.has(at) or self.ends(at):
                return False
            if self.is_mark(at):
                return True
        return False

    def read_headings(self, most: int) -> list[Cell]:
        """The lines before the first row, none where one of them is no heading."""
        found: list[Cell] = []
        while self.has(self.at) and len(found) < most and not self.is_mark(self.at):
            start, end = self.span(self.at)
            if end - start > _LONGEST_HEADING or self.text[end - 1] in ".;:":
                return []
            found.append(Cell(start=start, end=end))
            self.at += 1
        return found

    def read_row(self, width: int, *, last: bool) -> list[Cell]:
        """The cells of the row that begins here, which may be the `last` one where rows have been read."""
        stop = self._row_end(width, last=last)
        cells = [Cell(start=start, end=end) for start, end in map(self.span, range(self.at, stop))]
        self.at = stop
        return cells

    def _row_end(self, width: int, *, last: bool) -> int:
        """The place behind the last line of a row: before the next mark, or where it is full."""
        full = self.at + width
        if self._holds_figures(width, last=last):
            return full
        stop = self.at + 1
        while stop < full and self.has(stop) and not self.is_mark(stop) and not self.ends(stop):
            stop += 1
        if stop < full:
            return stop
        for more in range(stop, stop + _EXTRA_LINES + 1):
            if not self.has(more) or self.ends(more):
                break
            if self.is_mark(more):
                return more
        return stop

    def _holds_figures(self, width: int, *, last: bool) -> bool:
        """Whether the next `width` lines are one row although some of its figures look like marks ("1", "Số lớp", "12")."""
        stop = self.at + width
        if not self.has(stop - 1) or any(map(self.ends, range(self.at + 1, stop))):
            return False
        if self.has(stop) and not self.is_mark(stop):
            behind = [end - start for start, end in map(self.span, range(self.at + 2, stop))]
            if not last or max(behind) > _LONGEST_FIGURE or self._counts_on(stop - 1):
                return False
        marks = [number for number in range(self.at + 2, stop - 1) if self.is_mark(number)]
        return self._is_worded(self.at + 1, 1) and not any(
            self._is_worded(number + 1, _SHORTEST_NAME) for number in marks
        )

    def _counts_on(self, at: int) -> bool:
        """Whether a line holds the number behind that of the row that begins here."""
        own, other = (self.text[slice(*self.span(number))].strip(".)* ") for number in (self.at, at))
        return own.isdigit() and other.isdigit() and int(other) == int(own) + 1

    def _is_worded(self, at: int, least: int) -> bool:
        """Whether a line has letters and so many signs, as the name of a row has."""
        start, end = self.span(at)
        return end - start >= least and any(sign.isalpha() for sign in self.text[start:end])
