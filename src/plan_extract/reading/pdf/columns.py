"""Tables without ruling lines: columns told by the strips of paper that many rows leave free.

A row of three pieces or more begins a table; it goes on while each piece below stands in one column.
Text that only falls into two columns (letterhead, recipients beside the signature) is no table,
unless the right column holds figures.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from plan_extract.reading.pdf.column_rows import join_rows
from plan_extract.reading.pdf.layout import Row, make_rows
from plan_extract.reading.pdf.page import Extents, PageContent, RuledTable, Segment

_MIN_ROWS = 3
_MIN_STRIP = 3.0
_ALIGNED = 4.0
_FAR = 3.2
_NEAR = 1.6
_CLOSE = 1.85
_MAX_CUT = 12
_MOST_TRIES = 40
"""How many rows are tried as the beginning of what ends at the same row, so that long pages take no longer."""
_FIGURE = re.compile(r"[≥≤<>=~+-]?\s*\d[\d.,]*\s*(?:[%‰]|[^\W\d_].{0,12})?|[-–x]")


@dataclass(slots=True)
class _Region:
    """Rows of a table so far: the extent of each column, and for each row the columns of its pieces."""

    extents: Extents
    rows: list[Row] = field(default_factory=list)
    spanning: set[int] = field(default_factory=set)
    heights: list[float] = field(default_factory=list)
    """The heights of the rows, in order of size."""

    def add(self, row: Row, at: int | None = None) -> None:
        """One more row, at the end or at place `at`."""
        self.rows.insert(len(self.rows) if at is None else at, row)
        insort(self.heights, row.box.height)

    def drop_last(self) -> None:
        """Without the last row."""
        self.heights.remove(self.rows.pop().box.height)

    def place(self, segment: Segment) -> list[int]:
        """The columns that a piece stands in or reaches into."""
        box = segment.box
        return [
            number for number, (left, right) in enumerate(self.extents) if box.x0 < right + 1.0 and box.x1 > left - 1.0
        ]

    def widen(self, row: Row) -> Extents | None:
        """The extents with the pieces of `row` in them; None where one reaches over two columns."""
        extents = list(self.extents)
        used: list[Segment] = []
        for segment in row.segments:
            box = segment.box
            if any(self.place(segment) == self.place(other) != [] for other in used):
                return None
            used.append(segment)
            met = [n for n, (left, right) in enumerate(extents) if box.x0 < right + 1.0 and box.x1 > left - 1.0]
            if len(met) > 1:
                return None
            if met:
                left, right = extents[met[0]]
                extents[met[0]] = (min(left, box.x0), max(right, box.x1))
            elif len(row.segments) == 1:
                return None
            else:
                extents = sorted([*extents, (box.x0, box.x1)])
        if any(after[0] - before[1] < _MIN_STRIP for before, after in pairwise(extents)):
            return None
        return extents

    def is_aligned(self, row: Row) -> bool:
        """Whether each piece of a row begins, or has its middle or end, where another of its column has it."""
        return all(self._has_fellow(segment) for segment in row.segments)

    def _has_fellow(self, segment: Segment) -> bool:
        columns = self.place(segment)
        if len(columns) != 1:
            return False
        left, right = self.extents[columns[0]]
        others = [
            each.box
            for row in self.rows
            for each in row.segments
            if each is not segment and each.box.x0 >= left - 1 and each.box.x1 <= right + 1
        ]
        box = segment.box
        return any(
            abs(other.x0 - box.x0) < _ALIGNED
            or abs(other.x1 - box.x1) < _ALIGNED
            or abs(other.x0 + other.x1 - box.x0 - box.x1) < 2 * _ALIGNED
            for other in others
        )


def take_tables(contents: list[PageContent]) -> None:
    """Move the tables without ruling lines from the segments of each page to its tables.

    Of a table that goes on from the page above or on the page below, one row is enough.
    """
    above: Extents | None = None
    for content in contents:
        rows = _rows(content)
        end = _take_on_page(content, rows, above)
        last = content.tables[-1] if content.tables else None
        is_open = last is not None and last.columns is not None and all(_is_foot(row, content) for row in rows[end:])
        above = last.columns if last is not None and is_open else None
    for content, below in pairwise(contents):
        first = below.tables[0] if below.tables else None
        if first is not None and first.columns is not None and not _stand_above(below, first):
            _take_at_foot(content, first.columns)


def _rows(content: PageContent) -> list[Row]:
    """The rows of a page; none where no pieces stand side by side."""
    ordered = sorted(content.segments, key=lambda each: each.box.top + each.box.bottom)
    if not any(before.box.bottom > after.box.top for before, after in pairwise(ordered)):
        return []
    return make_rows(ordered)


def _take_on_page(content: PageContent, rows: list[Row], above: Extents | None) -> int:
    """Take the tables of one page; the row behind the last."""
    at = taken = 0
    tries: Counter[int] = Counter()
    while at < len(rows):
        seed = above if above is not None and not taken and all(_is_head(row, content) for row in rows[:at]) else None
        region = _grow(rows, at, seed) if seed or len(rows[at].segments) > 1 else None
        if region is None or not (_is_table(region) or (seed and _fits(rows[at], seed))):
            at = _next_try(at, at + len(region.rows), tries) if region is not None else at + 1
            continue
        end = at + len(region.rows)
        start = _look_up(rows, at, region, content) if not seed else at
        if not _take(content, region, 1 if seed else 2):
            at = _next_try(at, end, tries)
            continue
        at = taken = start + len(region.rows)
    content.tables.sort(key=lambda table: table.box.top)
    return taken


def _next_try(at: int, end: int, tries: Counter[int]) -> int:
    """The row to try next where rows from `at` to `end` are no table: the next, or that behind them after many tries."""
    tries[end] += 1
    return end if tries[end] > _MOST_TRIES else at + 1


def _take(content: PageContent, region: _Region, least: int) -> bool:
    table = join_rows(region.rows, region.extents, region.spanning)
    if table.count_rows() < least:
        return False
    taken = {id(segment) for row in region.rows for segment in row.segments}
    content.segments = [segment for segment in content.segments if id(segment) not in taken]
    content.tables.append(table)
    return True


def _take_at_foot(content: PageContent, columns: Extents) -> None:
    """Take the rows at the foot of a page with which a table of the page below begins."""
    rows = [row for row in _rows(content) if not _is_foot(row, content) or len(row.segments) > 1]
    for at in range(max(0, len(rows) - _MAX_CUT), len(rows)):
        if len(rows[at].segments) < min(3, len(columns)):
            continue
        region = _grow(rows, at, columns)
        if region is not None and at + len(region.rows) == len(rows):
            _take(content, region, 1)
            return


def _fits(row: Row, columns: Extents) -> bool:
    """Whether the pieces of a row stand in columns of the page before; a lone one must begin like its column."""
    for segment in row.segments:
        box = segment.box
        inside = [left for left, right in columns if box.x0 >= left - _ALIGNED and box.x1 <= right + 3 * _ALIGNED]
        if not inside or (len(row.segments) == 1 and abs(inside[-1] - box.x0) > _ALIGNED):
            return False
    return True


def _is_head(row: Row, content: PageContent) -> bool:
    return len(row.segments) == 1 and row.box.bottom < 0.09 * content.height


def _is_foot(row: Row, content: PageContent) -> bool:
    return len(row.segments) == 1 and row.box.top > 0.91 * content.height


def _stand_above(content: PageContent, table: RuledTable) -> bool:
    """Whether anything but a page number stands above a table."""
    limit = max(0.09 * content.height, 1.0)
    return any(limit < segment.box.bottom < table.box.top + 1 for segment in content.segments)


def _grow(rows: list[Row], start: int, seed: Extents | None = None) -> _Region | None:
    """The rows from `start` on that keep to the columns of its pieces, or to those of `seed`."""
    region = _Region(list(seed or ()))
    first = region.widen(rows[start])
    if first is None or (seed and len(first) > len(seed)):
        return None
    region.extents = first
    region.add(rows[start])
    at = start + 1
    while at < len(rows):
        row = rows[at]
        count = len(region.heights)
        height = max((region.heights[(count - 1) // 2] + region.heights[count // 2]) / 2, 8.0)
        gap = row.box.top - region.rows[-1].box.bottom
        if gap > _FAR * height or (
            len(row.segments) == 1
            and not _is_close(region.rows[-1], row, region)
            and not _goes_on(region, rows, at + 1)
        ):
            break
        extents = region.widen(row)
        if extents is None or (len(row.segments) == 1 and _is_heading(region, row)):
            if len(row.segments) > 1 or not _goes_on(region, rows, at + 1):
                break
            region.spanning.add(len(region.rows))
        else:
            region.extents = extents
        region.add(row)
        at += 1
    while len(region.rows) > 1 and (
        len(region.rows) - 1 in region.spanning
        or (len(region.rows[-1].segments) == 1 and not region.is_aligned(region.rows[-1]))
    ):
        region.spanning.discard(len(region.rows) - 1)
        region.drop_last()
    return region


def _is_close(above: Row, row: Row, region: _Region) -> bool:
    """Whether two rows are no further apart than lines of one paragraph."""
    height = region.heights[int(0.8 * len(region.heights))]
    return row.box.bottom - above.box.bottom <= _CLOSE * max(height, 9.0)


def _is_heading(region: _Region, row: Row) -> bool:
    """Whether a lone piece is too long for a first column of numbers."""
    if region.place(row.segments[0]) != [0]:
        return False
    widths = [s.box.width for each in region.rows for s in each.segments if region.place(s) == [0]]
    return row.segments[0].box.width > 3 * max(widths, default=0.0) + 12


def _goes_on(region: _Region, rows: list[Row], at: int) -> bool:
    """Whether the table goes on below a line that reaches over its columns."""
    for row in rows[at : at + 2]:
        if len(row.segments) >= max(2, len(region.extents) - 1):
            return region.widen(row) is not None
        if len(row.segments) > 1 or region.widen(row) is None:
            return False
    return False


def _is_table(region: _Region) -> bool:
    if len(region.extents) >= 3:
        counts = [len(row.segments) for row in region.rows]
        return sum(count >= 3 for count in counts) >= _MIN_ROWS or sum(count >= 4 for count in counts) >= 2
    pairs = [row for row in region.rows if len(row.segments) == 2]
    figures = [max(row.segments, key=lambda each: each.box.x0).text for row in pairs]
    good = [text for text in figures if _FIGURE.fullmatch(text.strip())]
    return len(good) >= _MIN_ROWS and len(good) >= 0.6 * len(region.rows) and len(good) >= len(pairs) - 1


def _look_up(rows: list[Row], start: int, region: _Region, content: PageContent) -> int:
    """Where the table begins: rows above the first full one that belong to it, added to the region."""
    at = start
    while at > 0:
        row, below = rows[at - 1], rows[at]
        gap = below.box.top - row.box.bottom
        is_rest = len(row.segments) == 1 and row.segments[0].text[0].islower()
        is_rest = is_rest and all(_is_head(each, content) for each in rows[: at - 1])  # of a row cut by the page
        is_close = is_rest or len(row.segments) > 1 or _is_close(row, below, region)
        if not is_close or gap > (_FAR if is_rest else _NEAR) * max(below.box.height, 8.0):
            break
        extents = region.widen(row)
        if len(row.segments) == 1 and (extents is None or not region.is_aligned(row)):
            break
        if extents is None and not _is_group_of_columns(region, row):
            break
        region.add(row, 0)
        region.spanning = {number + 1 for number in region.spanning}
        if extents is not None:
            region.extents = extents
        at -= 1
    return at


def _is_group_of_columns(region: _Region, row: Row) -> bool:
    """Whether the pieces of a row head columns side by side, none all of them."""
    places = [region.place(segment) for segment in sorted(row.segments, key=lambda each: each.box.x0)]
    return (
        all(places)
        and all(not set(a) & set(b) for a, b in pairwise(places))
        and max(map(len, places)) < len(region.extents)
    )
