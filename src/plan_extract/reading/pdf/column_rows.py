"""Lines of a table without ruling lines put together to its rows.

Rows are told by wider gaps where the table has them, else by the numbers of the first column, else by
lines that fill the first column anew.
"""

from __future__ import annotations

import re
from itertools import pairwise

from plan_extract.reading.pdf.layout import Row
from plan_extract.reading.pdf.page import Extents, Rect, RuledTable, Segment

_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ]|[A-ZĐ])[.)]?|[-+*•]")
_JUMP = 4.0
_MAX_LINES = 14


def join_rows(rows: list[Row], extents: Extents, spanning: set[int]) -> RuledTable:
    """The table whose printed lines are `rows`; `spanning` are those that reach over all columns."""
    lines = [_by_column(row, extents) for row in rows]
    starts = _find_starts(rows, lines, spanning)
    box = rows[0].box
    for row in rows[1:]:
        box = box.union(row.box)
    xs = [min(extents[0][0], box.x0) - 2.0]
    xs.extend((before[1] + after[0]) / 2 for before, after in pairwise(extents))
    xs.append(max(extents[-1][1], box.x1) + 2.0)
    table = RuledTable(Rect(xs[0], box.top, xs[-1], box.bottom), columns=extents)
    for begin, end in pairwise([*starts, len(rows)]):
        top = box.top if not begin else (_bottom(rows[:begin]) + rows[begin].box.top) / 2
        bottom = box.bottom if end == len(rows) else (_bottom(rows[:end]) + rows[end].box.top) / 2
        if begin in spanning:
            text = "\n".join(segment.text for row in rows[begin:end] for segment in row.segments)
            table.cells.append((Rect(xs[0], top, xs[-1], bottom), text))
        else:
            _add_cells(table, rows[begin:end], extents, xs, top, bottom)
    return table


def _bottom(rows: list[Row]) -> float:
    return max(row.box.bottom for row in rows[-3:])


def _add_cells(
    table: RuledTable, rows: list[Row], extents: Extents, xs: list[float], top: float, bottom: float
) -> None:
    """The cells of one row; a heading over several columns stands in a row of its own above theirs."""
    texts: list[list[str]] = [[] for _ in extents]
    groups: list[tuple[int, int, str, float]] = []
    for row in rows:
        for segment in sorted(row.segments, key=lambda each: each.box.x0):
            columns = _columns(segment, extents)
            if len(columns) == 1:
                texts[columns[0]].append(segment.text)
            elif columns:
                groups.append((columns[0], columns[-1], segment.text, segment.box.bottom))
    middle = max((lower for *_, lower in groups), default=top) + 1.0
    grouped = {column for first, last, *_ in groups for column in range(first, last + 1)}
    spans: dict[tuple[int, int], list[str]] = {}
    for first, last, text, _ in groups:
        spans.setdefault((first, last), []).append(text)
    for (first, last), words in spans.items():
        table.cells.append((Rect(xs[first], top, xs[last + 1], middle), "\n".join(words)))
    for column, words in enumerate(texts):
        above = middle if column in grouped else top
        table.cells.append((Rect(xs[column], above, xs[column + 1], bottom), "\n".join(words)))


def _columns(segment: Segment, extents: Extents) -> list[int]:
    return [
        number
        for number, (left, right) in enumerate(extents)
        if segment.box.x0 < right + 1.0 and segment.box.x1 > left - 1.0
    ]


def _by_column(row: Row, extents: Extents) -> dict[int, str]:
    found: dict[int, str] = {}
    for segment in sorted(row.segments, key=lambda each: each.box.x0):
        columns = _columns(segment, extents)
        if len(columns) == 1:
            found[columns[0]] = f"{found[columns[0]]} {segment.text}" if columns[0] in found else segment.text
    return found


def _find_starts(rows: list[Row], lines: list[dict[int, str]], spanning: set[int]) -> list[int]:
    """The lines with which rows begin."""
    gaps = [after.box.top - before.box.bottom for before, after in pairwise(rows)]
    first = [line.get(0, "") for line in lines]
    numbers = [at for at, text in enumerate(first) if _NUMBER.fullmatch(text) and at not in spanning]
    is_numbered = len(numbers) >= 2 and len(numbers) >= 0.6 * sum(1 for text in first[1:] if text)
    starts = _by_gaps(gaps, numbers if is_numbered else [])
    if starts is None:
        starts = _by_numbers(gaps, lines, numbers) if is_numbered else _by_first_column(lines)
    forced = {0, *starts, *spanning, *(at + 1 for at in spanning if at + 1 < len(rows))}
    return sorted(forced)


def _by_gaps(gaps: list[float], numbers: list[int]) -> list[int] | None:
    """The starts of rows where two sizes of gap between lines tell them; None where they do not."""
    ordered = sorted(gaps)
    if len(ordered) < 3:
        return None
    jump, at = max((after - before, at) for at, (before, after) in enumerate(pairwise(ordered)))
    limit = (ordered[at] + ordered[at + 1]) / 2
    wide = [number + 1 for number, gap in enumerate(gaps) if gap > limit]
    if jump < _JUMP or len(wide) < 0.15 * len(gaps):
        return None
    starts = [0, *wide]
    ends = [*wide, len(gaps) + 1]
    if any(end - start > _MAX_LINES for start, end in zip(starts, ends, strict=True)):
        return None
    held = [sum(start <= number < end for number in numbers) for start, end in zip(starts, ends, strict=True)]
    if numbers and max(held) > 1:
        return None
    return starts


def _by_numbers(gaps: list[float], lines: list[dict[int, str]], numbers: list[int]) -> list[int]:
    """One row for each number of the first column; the heading above the first."""
    starts = []
    for before, number in zip([-1, *numbers], numbers, strict=False):
        start = number
        text = lines[number].get(1, "")
        if not text or text[0].islower():  # the number stands in the middle of its row's height
            above = [
                at for at in range(before + 1, number) if (words := lines[at].get(1, "")) and not words[0].islower()
            ]
            start = above[-1] if above and before >= 0 else number
        starts.append(start)
    return starts


def _by_first_column(lines: list[dict[int, str]]) -> list[int]:
    """A line that fills the first column, and others beside it, begins a row, unless it goes on in small letters."""
    starts = []
    for at, line in enumerate(lines):
        text = line.get(0, "")
        if at and (len(line) < 2 or not text or text[0].islower()):
            continue
        starts.append(at)
    return starts
