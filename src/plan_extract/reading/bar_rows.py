"""Tables of plain text whose cells are parted by bars with none outside (`a | b | c`), or by tabs.

Programs that take the text out of Word files write tables so, one row a line; tabs come from copying a table. A cell
of several lines makes several lines of text, a merged cell is written once, and nothing shows where the table ends.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence

from plan_extract.model.source import Cell

Span = tuple[int, int]
"""Start and end of a line, white space at both ends left out."""

_BAR = re.compile(r"(?<![|\\])\|(?!\|)")
_TAB = re.compile(r"\t")
_OPENS_ROW = re.compile(r"[*_]*(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLivx]{1,6}[.)]?|[A-Za-zđ][.)]?|[-+])?[*_]*\s*[|\t]")
_LEAST_COLUMNS = 3
_MOST_COLUMNS = 30
_LONGEST_HEADING = 160
_LONGEST_CELL = 12
"""Lines of the longest cell that is believed to be one."""


def opens_table(text: str, spans: Sequence[Span], row: int) -> bool:
    """Whether a line is the first row of such a table: three cells with words or more, none long, and rows below it."""
    sign = _sign(text, spans[row])
    bars = _find_bars(text, spans[row], sign)
    if not _LEAST_COLUMNS - 1 <= len(bars) < _MOST_COLUMNS or _has_outer_bars(text, spans[row]):
        return False
    named = [cell.strip() for cell in sign.split(text[spans[row][0] : spans[row][1]]) if cell.strip()]
    if len(named) < _LEAST_COLUMNS or max(map(len, named)) > _LONGEST_HEADING:
        return False
    step = _step(text, spans, row, sign)
    below = [_find_bars(text, spans[at], sign) for at in range(row + step, min(row + 2 * step + 1, len(spans)), step)]
    return bool(below) and bool(below[0]) and any(len(found) >= len(bars) for found in below)


def read_rows(
    text: str, spans: Sequence[Span], row: int, leaves: Callable[[int], bool]
) -> tuple[int, list[list[Cell | None]]]:
    """The rows of the table that begins in a line, and the line behind it.

    `leaves` tells whether a line without a bar plainly goes on with the document. A row that has fewer cells than
    the table has a last cell that is merged over the rest.
    """
    sign = _sign(text, spans[row])
    if _step(text, spans, row, sign) > 1:
        return _read_spaced_rows(text, spans, row, sign)
    last = _find_last(text, spans, row, leaves, sign)
    bars = {at: _find_bars(text, spans[at], sign) for at in range(row, last)}
    width = _find_width([len(found) + 1 for found in bars.values() if found])
    rows: list[list[Cell | None]] = []
    at = row
    while at < last:
        after = _row_end(text, spans, bars, at, last, width)
        inside = [bar for line in range(at, after) for bar in bars[line]]
        start, end = _with_tabs(text, spans[at])[0], _with_tabs(text, spans[after - 1])[1]
        rows.append(_make_row(text, start, end, inside, width))
        at = after
    return last, rows


def _step(text: str, spans: Sequence[Span], row: int, sign: re.Pattern[str]) -> int:
    """How far apart the rows stand: 2 where a blank line parts the first two, as it does all paragraphs of some texts."""
    blank = row + 2 < len(spans) and spans[row + 1][0] == spans[row + 1][1]
    return 2 if blank and sign is _BAR and _find_bars(text, spans[row + 2], sign) else 1


def _read_spaced_rows(
    text: str, spans: Sequence[Span], row: int, sign: re.Pattern[str]
) -> tuple[int, list[list[Cell | None]]]:
    """Rows of a line each with a blank line between them."""
    lines = [row]
    while _step(text, spans, lines[-1], sign) > 1:
        lines.append(lines[-1] + 2)
    bars = [_find_bars(text, spans[line], sign) for line in lines]
    width = _find_width([len(found) + 1 for found in bars])
    rows = [_make_row(text, *spans[line], found, width) for line, found in zip(lines, bars, strict=True)]
    return lines[-1] + 1, rows


def _sign(text: str, span: Span) -> re.Pattern[str]:
    """What parts the cells of a line."""
    return _BAR if "|" in text[span[0] : span[1]] else _TAB


def _find_bars(text: str, span: Span, sign: re.Pattern[str]) -> list[int]:
    where = _with_tabs(text, span) if sign is _TAB else span
    return [found.start() for found in sign.finditer(text, *where)]


def _with_tabs(text: str, span: Span) -> Span:
    """A line with the tabs at its ends, which are the edges of empty cells."""
    start, end = span
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    return start, end


def _has_outer_bars(text: str, span: Span) -> bool:
    line = text[span[0] : span[1]]
    return line.startswith("|") and line.endswith("|")


def _find_last(text: str, spans: Sequence[Span], row: int, leaves: Callable[[int], bool], sign: re.Pattern[str]) -> int:
    """The line behind the last that holds a bar; a blank line or one that leaves the table ends it."""
    last = at = row + 1
    while at < len(spans) and at - last < _LONGEST_CELL and spans[at][0] < spans[at][1]:
        if _find_bars(text, spans[at], sign):
            last = at + 1
        elif leaves(at):
            break
        at += 1
    return last


def _find_width(widths: Sequence[int]) -> int:
    """The cells of most rows; of the first rows where others have fewer by merged cells."""
    counts = Counter(widths)
    return max(counts, key=lambda width: (counts[width] * width, width))


def _row_end(text: str, spans: Sequence[Span], bars: dict[int, list[int]], at: int, last: int, width: int) -> int:
    """The line behind a row: its own, or the last of those over which its cells go on."""
    found, after = len(bars[at]), at + 1
    if found >= width - 1:
        while after < last and not bars[after]:
            after += 1
        return after
    while after < last and found < width - 1 and after - at <= _LONGEST_CELL:
        if bars[after] and _OPENS_ROW.match(text, *spans[after]):
            break
        found += len(bars[after])
        after += 1
    return after if found == width - 1 else at + 1


def _make_row(text: str, start: int, end: int, bars: Sequence[int], width: int) -> list[Cell | None]:
    edges = [start - 1, *bars[: width - 1], end]
    cells = [_make_cell(text, left + 1, right) for left, right in itertools.pairwise(edges)]
    rest = cells[-1].model_copy(update={"merged": True})
    return [*cells, *[rest] * (width - len(cells))]


def _make_cell(text: str, start: int, end: int) -> Cell:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    first = start + lead if lead < len(inner) else start
    return Cell(start=first, end=max(first, start + len(inner.rstrip())))
