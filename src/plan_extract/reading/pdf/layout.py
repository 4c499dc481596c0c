"""Reading order on a page: segments to lines, side-by-side columns one after the other, paragraphs.

The letterhead and the block of recipients and signature stand in two columns: they are known by
rows whose pieces leave the same upright strip of the page free, and read left side first. The
rest is one column, read from top to bottom.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from plan_extract.normalising.characters import BULLET_SIGNS
from plan_extract.reading.pdf.page import Rect, Segment

_MIN_GUTTER = 10.0
_LETTERHEAD_ROWS = 4
_INDENT = 9.0
_LABEL = re.compile(
    rf"[{BULLET_SIGNS}\uf000-\uf0ff]|"
    r"\(?(?:[a-zđ]{1,2}|\d{1,3}(?:\.\d{1,3}){0,4}|[IVXivx]{1,6})[.)/]+|\d{1,3}(?:\.\d{1,3}){1,4}"
    r"|[A-ZĐ][.)]|(?:[^\W\d_]+ ){1,3}\d{1,3}(?:\.\d{1,3})*[.:]"
)
_NUMBERED = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]\s")
_LONGEST_LABEL = 4
_LABEL_GAP = 45.0
"""How far behind an automatic number its text begins at most: an inch of tab is rare."""


@dataclass(slots=True)
class PrintedLine:
    """One line as printed. `column` tells side-by-side regions apart (None: the whole width)."""

    text: str
    box: Rect
    size: float
    column: int | None = None
    starts_paragraph: bool = False


@dataclass(slots=True)
class Row:
    """Segments that stand beside each other."""

    segments: list[Segment]
    box: Rect

    def gaps(self) -> list[tuple[float, float]]:
        """The free strips between the segments."""
        if len(self.segments) == 1:
            return []
        ordered = sorted(self.segments, key=lambda segment: segment.box.x0)
        pairs = pairwise(ordered)
        found = [(before.box.x1, after.box.x0) for before, after in pairs]
        return [(left, right) for left, right in found if right - left >= _MIN_GUTTER]


def order_lines(
    segments: list[Segment], *, first_page: bool, page_height: float, above: tuple[float, float] | None = None
) -> list[PrintedLine]:
    """The printed lines of a page in reading order; `above` is the free strip where the page before ends in columns."""
    ordered = sorted(segments, key=lambda each: each.box.top + each.box.bottom)
    if not any(_beside(above.box, below.box) for above, below in pairwise(ordered)):
        return [PrintedLine(each.text, each.box, each.size) for each in ordered]
    rows = make_rows(ordered)
    for row in rows:
        _join_label(row)
    lines: list[PrintedLine] = []
    at = 0
    if above is not None:
        end, _, split = _grow(rows, 0, above, at_top=False)
        if split:
            lines.extend(_read_columns(rows[:end], above))
            at = end
    while at < len(rows):
        at_top = (first_page and rows[at].box.top < 0.45 * page_height) or (above is not None and at < 2)
        end, gutter = _find_columns(rows, at, at_top)
        if gutter is None:
            lines.append(_join_row(rows[at].segments))
            at += 1
            continue
        lines.extend(_read_columns(rows[at:end], gutter))
        at = end
    return lines


def find_strip_below(lines: list[PrintedLine]) -> tuple[float, float] | None:
    """The strip between the two columns that the lines of a page end in, or None."""
    start = len(lines)
    while start and lines[start - 1].column is not None:
        start -= 1
    left = [line.box.x1 for line in lines[start:] if line.column == 0]
    right = [line.box.x0 for line in lines[start:] if line.column == 1]
    return (max(left), min(right)) if left and right else None


def make_rows(segments: list[Segment]) -> list[Row]:
    """Segments, given from top to bottom, grouped by height on the page."""
    rows: list[Row] = []
    for segment in segments:
        row = rows[-1] if rows else None
        if row is not None and _beside(row.box, segment.box):
            row.segments.append(segment)
            row.box = row.box.union(segment.box)
        else:
            rows.append(Row([segment], segment.box))
    return rows


def _beside(row: Rect, box: Rect) -> bool:
    if box.top >= row.bottom:
        return False
    shared = min(row.bottom, box.bottom) - max(row.top, box.top)
    return shared > 0.5 * min(row.height, box.height)


def _join_label(row: Row) -> None:
    """Put the number or sign of a list item, which stands apart by a tab, before the words of the item."""
    if len(row.segments) == 1:
        return
    label, words, *others = sorted(row.segments, key=lambda segment: segment.box.x0)
    if words.box.x0 - label.box.x1 < _LABEL_GAP and _LABEL.fullmatch(label.text):
        joined = Segment(f"{label.text} {words.text}", label.box.union(words.box), words.size)
        row.segments = [joined, *others]


def _find_columns(rows: list[Row], start: int, at_top: bool) -> tuple[int, tuple[float, float] | None]:
    """Where the two-column region that begins at row `start` ends, and its free strip, or None."""
    if all(len(row.segments) == 1 for row in rows[start : start + 3]):
        return start, None
    best: tuple[int, int, tuple[float, float]] | None = None
    for offset in range(start, min(start + 3, len(rows))):
        for gap in rows[offset].gaps():
            if not at_top and any(segment.box.x0 < gap[1] for row in rows[start:offset] for segment in row.segments):
                continue  # a line of running text above the columns
            end, strip, split = _grow(rows, start, gap, at_top=at_top)
            if offset < end and (best is None or split > best[0]):
                best = (split, end, strip)
        if best is not None:
            break
    if best is None:
        return start, None
    split, end, strip = best
    enough = 1 if at_top and start < _LETTERHEAD_ROWS else 2
    return (end, strip) if split >= enough and rows[start].box.height else (start, None)


def _grow(
    rows: list[Row], start: int, gap: tuple[float, float], *, at_top: bool
) -> tuple[int, tuple[float, float], int]:
    """How far down rows leave a part of `gap` free: end row, the strip, how many rows speak for it
    (those with words on both sides of it, and those that stand on its right only).

    In a letterhead words must leave the middle of the strip free, since the title stands right below; recipients
    may reach to the signature.
    """
    left, right = gap
    split = 0
    end = start
    last_split = start
    while end < len(rows):
        if split and _is_in_middle(rows, end):
            break
        low, high = left, right
        sides = set()
        for segment in rows[end].segments:
            reach = (low + high) / 2 + _MIN_GUTTER / 2 if at_top else high - _MIN_GUTTER / 2
            if segment.box.x1 <= min(high, reach):
                low = max(low, segment.box.x1)
                sides.add("left")
            elif segment.box.x0 >= low:
                high = min(high, segment.box.x0)
                sides.add("right")
            else:
                low, high = 0.0, 0.0
                break
        if high - low < _MIN_GUTTER / 2:
            break
        left, right = low, high
        end += 1
        if len(sides) == 2 or (sides == {"right"} and split):
            split += 1
            last_split = end
    return _end_of_region(rows, end, last_split), (left, right), split


def _is_in_middle(rows: list[Row], at: int) -> bool:
    """Whether a row is one piece in the middle of the page, as the type of a document below its letterhead, or an appendix."""
    box = rows[at].box
    left, right = min(row.box.x0 for row in rows), max(row.box.x1 for row in rows)
    return len(rows[at].segments) == 1 and abs(box.x0 - left + box.x1 - right) < _INDENT


def _end_of_region(rows: list[Row], end: int, last_split: int) -> int:
    """Rows below the last split row belong to the region while they stay close to it."""
    stop = last_split
    while stop < end:
        above = rows[stop - 1].box
        if rows[stop].box.top - above.bottom > 2.2 * max(above.height, 8.0):
            break
        stop += 1
    return stop


def _read_columns(rows: list[Row], strip: tuple[float, float]) -> list[PrintedLine]:
    middle = (strip[0] + strip[1]) / 2
    lines: list[PrintedLine] = []
    for column in (0, 1):
        segments = [
            segment
            for row in rows
            for segment in row.segments
            if ((segment.box.x0 + segment.box.x1) / 2 > middle) == bool(column)
        ]
        for row in make_rows(sorted(segments, key=lambda each: each.box.top + each.box.bottom)):
            line = _join_row(row.segments)
            line.column = column
            if lines and lines[-1].column == column and _is_rest(lines[-1], line):
                lines[-1] = _append(lines[-1], line)
            else:
                lines.append(line)
    return lines


def _is_rest(before: PrintedLine, line: PrintedLine) -> bool:
    """Whether a line in a narrow column is only what did not fit above ("ngày 10 tháng / 02 năm 2023", "Số: / 5/KH")."""
    if line.box.top - before.box.bottom >= 0.9 * max(line.box.height, 8.0):
        return False
    if line.text[0].isdigit() and not _NUMBERED.match(line.text):
        return before.text[-1] not in ".;:" or len(before.text) <= _LONGEST_LABEL
    return (line.text[0].islower() or line.text.isdigit()) and before.text[-1] not in ".;:"


def _append(before: PrintedLine, line: PrintedLine) -> PrintedLine:
    return PrintedLine(
        f"{before.text}\n{line.text}", before.box.union(line.box), before.size, before.column, before.starts_paragraph
    )


def _join_row(segments: list[Segment]) -> PrintedLine:
    if len(segments) == 1:
        return PrintedLine(segments[0].text, segments[0].box, segments[0].size)
    ordered = sorted(segments, key=lambda segment: segment.box.x0)
    box = ordered[0].box
    for segment in ordered[1:]:
        box = box.union(segment.box)
    return PrintedLine(" ".join(segment.text for segment in ordered), box, max(each.size for each in ordered))


def mark_paragraphs(pages: list[list[PrintedLine]]) -> None:
    """Set `starts_paragraph` where a wider gap, an indent or a short line before says so."""
    body = [line for lines in pages for line in lines if line.column is None]
    if len(body) < 3:
        return
    left = _common([line.box.x0 for line in body])
    right = _high([line.box.x1 for line in body])
    pitch = _line_pitch(pages)
    before: PrintedLine | None = None
    for lines in pages:
        first = True
        for line in lines:
            line.starts_paragraph = before is not None and _starts(before, line, first, left, right, pitch)
            before, first = line, False


def _starts(
    before: PrintedLine, line: PrintedLine, first_on_page: bool, left: float, right: float, pitch: float
) -> bool:
    if before.column is not None or line.column is not None:
        return before.column != line.column
    if not first_on_page and line.box.bottom - before.box.bottom > 1.3 * pitch:
        return True
    if _is_centred(before.box, left, right) or _is_centred(line.box, left, right):
        return False
    if line.box.x0 - left > _INDENT and before.box.x0 - left <= _INDENT / 2:
        return True
    first_word = len(line.text.split(" ", 1)[0]) + 1
    letter = (line.box.x1 - line.box.x0) / max(len(line.text), 1)
    return before.box.x1 + first_word * letter < right - 0.5 * letter


def _is_centred(box: Rect, left: float, right: float) -> bool:
    """Whether a line stands well in from both margins, by the same on either side."""
    before = box.x0 - left
    return before > 2 * _INDENT and abs(before - right + box.x1) < 12


def _common(values: list[float]) -> float:
    """The left margin: the smallest start that a fair share of lines has."""
    counts = Counter(round(value / 3) for value in values)
    frequent = [key for key, count in counts.items() if count >= 0.08 * len(values)]
    return 3.0 * min(frequent) if frequent else min(values)


def _high(values: list[float]) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]


def _line_pitch(pages: list[list[PrintedLine]]) -> float:
    """The usual distance of two lines of one paragraph."""
    steps = sorted(
        after.box.bottom - before.box.bottom
        for lines in pages
        for before, after in pairwise(lines)
        if before.column is None and after.column is None and after.box.bottom > before.box.bottom
    )
    return steps[int(0.3 * len(steps))] if steps else 14.0
