"""Plain text and Markdown: lines in order, pipe tables as grids.

Four table layouts are known: one row a line (`| a | b |`), the same without bars outside or with tabs (`bar_rows`),
conversions of web pages in which each pipe stands on a line of its own, a cell between two pipes and two pipes
between two rows, and tables without any grid, a cell a line (`lined_rows`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import NamedTuple

from plan_extract.model.errors import ReadError
from plan_extract.model.source import Block, Cell, SourceDocument, Table
from plan_extract.reading import bar_rows, lined_rows
from plan_extract.reading.encodings import decode
from plan_extract.reading.page_ends import count_lines_of_plan

_SEPARATOR = re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?$")
_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")


def read_text(data: bytes, name: str) -> SourceDocument:
    """The text of `data` as lines and tables. Raises ReadError where there is no text."""
    text, encoding, messages = decode(data)
    if not text.strip():
        raise ReadError(f"{name}: the file holds no text", cause="empty")
    spans = _line_spans(text)
    kept = count_lines_of_plan(text[start:end] for start, end in spans)
    if kept < len(spans):
        messages.append(f"{len(spans) - kept} lines of the web page behind the plan were left out")
    blocks, pages = _find_blocks(text, spans[:kept])
    return SourceDocument(
        name=name,
        text=text,
        blocks=tuple(blocks),
        media_type="text/plain",
        reader=f"text ({encoding})",
        pages=pages,
        messages=tuple(messages),
    )


def _find_blocks(text: str, spans: list[tuple[int, int]]) -> tuple[list[Block], int | None]:
    pages = text.count("\f") + 1 if "\f" in text.strip("\f\n ") else None
    blocks: list[Block] = []
    page = 1
    row = 0
    known_loose = 0  # up to here pipes on lines of their own are known to make no table
    while row < len(spans):
        start, end = spans[row]
        if pages:
            page += text.count("\f", spans[row - 1][1] if row else 0, start + 1)
        after, table = _read_table(text, spans, row) if row >= known_loose else (row, None)
        if table is None:
            known_loose = max(known_loose, after)
        if table is not None:
            first, last = spans[row][0], spans[after - 1][1]
            blocks.append(Block(kind="table", start=first, end=last, page=page if pages else None, table=table))
            row = after
            continue
        if text[start:end].strip():
            blocks.append(Block(kind="line", start=start, end=end, page=page if pages else None))
        row += 1
    return blocks, pages


def _line_spans(text: str) -> list[tuple[int, int]]:
    """Start and end of each line, white space at both ends left out."""
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _LINE_END.finditer(text):
        spans.append(_trim(text, start, found.start()))
        start = found.end()
    spans.append(_trim(text, start, len(text)))
    return spans


# The sign that it begins with stands first, so that nothing is tried at others.
_LINE_END = re.compile(r"[\n\r\f\v](?:(?<=\r)\r{0,2}\n)?")


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    lead = len(line) - len(line.lstrip())
    return start + lead, start + max(lead, len(line.rstrip()))


def _read_table(text: str, spans: list[tuple[int, int]], row: int) -> tuple[int, Table | None]:
    start, end = spans[row]
    line = text[start:end]
    if line == "|":
        return _read_loose_table(text, spans, row)
    if line.count("|") >= 3 and _PIPE_ROW.match(line):
        return _read_row_table(text, spans, row)
    if lined := lined_rows.read_rows(text, spans, row, lambda at: _leaves_table(text, spans, at)):
        return lined[0], _grid(lined[1])
    if ("|" in line or "\t" in line) and bar_rows.opens_table(text, spans, row):
        after, rows = bar_rows.read_rows(text, spans, row, lambda at: _leaves_table(text, spans, at))
        return after, _grid(rows)
    return row, None


def _read_row_table(text: str, spans: list[tuple[int, int]], row: int) -> tuple[int, Table | None]:
    rows: list[list[Cell | None]] = []
    step = 2 if _is_spaced_row(text, spans, row + 1, spans[row]) else 1
    while True:
        start, end = spans[row]
        if not _SEPARATOR.match(text[start:end]):
            rows.append(_split_row(text, start, end))
        following = row + step
        if step == 1 and (following == len(spans) or not _is_row(text, spans[following])):
            break
        if step == 2 and not _is_spaced_row(text, spans, row + 1, spans[row]):
            break
        row = following
    if len(rows) == 1 and row + 1 < len(spans):  # only the headings kept their bars
        leaves = lambda at: _leaves_table(text, spans, at)  # noqa: E731
        if lined := lined_rows.read_rows(text, spans, row + 1, leaves, rows[0]):
            return lined[0], _grid(lined[1])
    return row + 1, _grid(rows)


def _is_row(text: str, span: tuple[int, int]) -> bool:
    return _PIPE_ROW.match(text[span[0] : span[1]]) is not None


def _is_spaced_row(text: str, spans: list[tuple[int, int]], blank: int, above: tuple[int, int]) -> bool:
    """Whether a blank line, then a row as wide as the one above follow: some texts part all their lines so."""
    if blank + 1 >= len(spans) or spans[blank][0] < spans[blank][1] or not _is_row(text, spans[blank + 1]):
        return False
    return text.count("|", *spans[blank + 1]) == text.count("|", *above)


def _split_row(text: str, start: int, end: int) -> list[Cell | None]:
    cells: list[Cell | None] = []
    position = text.index("|", start) + 1
    last = text.rindex("|", start, end)
    while position <= last:
        bar = text.index("|", position)
        while text[bar - 1] == "\\" and bar < last:
            bar = text.index("|", bar + 1)
        cells.append(_cell(text, position, bar))
        position = bar + 1
    return cells


def _cell(text: str, start: int, end: int) -> Cell:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    return Cell(
        start=start + min(lead, len(inner)),
        end=start + max(lead, len(inner.rstrip())) if inner.strip() else start + lead,
    )


def _read_loose_table(text: str, spans: list[tuple[int, int]], row: int) -> tuple[int, Table | None]:
    bars = _bars_of_table(text, spans, row)
    if len(bars) < 3:
        return bars[-1] + 1, None
    pieces: list[list[Cell | None]] = [[]]
    runs: list[int] = []  # bars that follow each other directly behind each piece
    for bar, following in itertools.pairwise(bars):
        if following > bar + 1:
            pieces[-1].append(_cell(text, spans[bar + 1][0], spans[following - 1][1]))
        elif pieces[-1]:
            pieces.append([])
            runs.append(2)
        elif runs:
            runs[-1] += 1
    return bars[-1] + 1, _grid(_align_rows(text, [piece for piece in pieces if piece], runs))


# What opens a row in its first column.
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*[.)]?|[IVXLivx]{1,6}[.)]?|[-+]")
# No plan's table has more columns; beyond it each pair of bars ends a row.
_WIDEST = 40


def _align_rows(text: str, pieces: list[list[Cell | None]], runs: list[int]) -> list[list[Cell | None]]:
    """Rows of a table that sets each bar on a line of its own, where two bars end a row or enclose an empty cell.

    Bars behind one another may end a row, with empty cells before and behind the end, or stand for empty
    cells inside it: of all ways to read them, the one in which most rows are as wide as the table is taken.
    """
    lengths = Counter(len(piece) for piece in pieces)
    if not lengths or max(lengths) > _WIDEST:
        return pieces
    numbered = [
        cell is not None and _NUMBER.fullmatch(text[cell.start : cell.end].strip("* ")) is not None
        for cell, *_ in pieces
    ]
    figures = [
        _is_figure(text, piece[0]) and not any(_has_letters(text, cell) for cell in piece[1:2]) for piece in pieces
    ]
    opens = [
        number and any(_has_letters(text, cell) for cell in piece[1:2])
        for number, piece in zip(numbered, pieces, strict=True)
    ]
    if 3 * sum(opens) < len(pieces):
        figures = opens = [False] * len(pieces)
    marks = [_Mark(*each) for each in zip(numbered, figures, opens, strict=True)]
    likely = {max(lengths), *(length for length, _ in lengths.most_common(3)), *_numbered_width(pieces, runs, opens)}
    widths = sorted((width for width in likely if width <= _WIDEST), reverse=True)
    return min((_align_to(width, pieces, runs, marks) for width in widths), key=lambda aligned: aligned[0])[1]


def _numbered_width(pieces: list[list[Cell | None]], runs: list[int], opens: list[bool]) -> list[int]:
    """The cells from one numbered row to the next, empty ones counted, where rows are numbered: the most usual count."""
    starts = [at for at, is_open in enumerate(opens) if is_open]
    counts = Counter(
        sum(len(pieces[at]) + runs[at] - 1 for at in range(start, following)) - 1
        for start, following in itertools.pairwise(starts)
    )
    return [count for count, _ in counts.most_common(1)]


class _Mark(NamedTuple):
    """How a piece opens: with a number, with a bare figure, with a number and a name behind it."""

    numbered: bool
    figure: bool
    opens: bool


def _is_figure(text: str, cell: Cell | None) -> bool:
    return cell is not None and text[cell.start : cell.end].strip("* ")[:1].isdigit() and not _has_letters(text, cell)


def _has_letters(text: str, cell: Cell | None) -> bool:
    return cell is not None and any(sign.isalpha() for sign in text[cell.start : cell.end])


def _align_to(
    width: int, pieces: list[list[Cell | None]], runs: list[int], marks: list[_Mark]
) -> tuple[float, list[list[Cell | None]]]:
    """The best rows for a table of `width` columns, and how unlikely they are."""
    count = len(pieces)
    # The best way from a row that starts at piece `at` behind `lead` empty cells: its cost, its last piece, the
    # empty cells at its end.
    best: dict[tuple[int, int], tuple[float, int, int]] = {}
    for at in range(count - 1, -1, -1):
        for lead in range(min(width, (runs[at - 1] if at else 2) - 2) + 1):
            total, opened = lead, 0
            options: list[tuple[float, int, int]] = []
            for last in range(at, count):
                total += len(pieces[last]) + (runs[last - 1] - 1 if last > at else 0)
                if total > width and last > at:
                    break
                opened += last > at and marks[last].opens
                spare = runs[last] - 2 if last + 1 < count else 0
                for trail in {0, min(spare, max(0, width - total)), min(spare, width)}:
                    behind = min(spare - trail, width)
                    rest = best[last + 1, behind][0] if last + 1 < count else 0.0
                    moved = (1.5 if lead and marks[at].numbered else 0.0) + marks[at].figure + 1.5 * opened
                    options.append((moved + _row_cost(total + trail, width, lead, last - at) + rest, last, trail))
            best[at, lead] = min(options)
    rows: list[list[Cell | None]] = []
    at, lead = 0, 0
    while at < count:
        _, last, trail = best[at, lead]
        row: list[Cell | None] = [None] * lead
        for number in range(at, last + 1):
            row += [None] * (runs[number - 1] - 1 if number > at else 0)
            row += pieces[number]
        rows.append(row + [None] * trail)
        lead = min(runs[last] - 2 - trail, width) if last + 1 < count else 0
        at = last + 1
    return best[0, 0][0], rows


def _row_cost(total: int, width: int, lead: int, joins: int) -> float:
    """How unlikely a row is: cells missing or too many, empty cells before the first, empty cells inside."""
    odd = 0.05 * min(lead, 1) + 0.3 * max(0, lead - 1) + 0.1 * joins
    return odd if total == width else odd + 1 + 2 * joins + 0.1 * abs(total - width)


def _bars_of_table(text: str, spans: list[tuple[int, int]], row: int) -> list[int]:
    """The line numbers of the pipes of one table: a blank line before words ends it."""
    bars = [row]
    at = row + 1
    while at < len(spans):
        start, end = spans[at]
        if text[start:end] == "|":
            bars.append(at)
            at += 1
            continue
        if start == end and not _blank_cell(text, spans, at):
            break
        if _leaves_table(text, spans, at):
            break
        at += 1
    return bars


# What stands in no cell: the name of a document, the heading of a part or an appendix, the words a plan opens with.
_OUTSIDE = re.compile(
    r"[*_\s]*(?:(?:KẾ HOẠCH|QUYẾT ĐỊNH:?|CHƯƠNG TRÌNH|ĐỀ ÁN|PHƯƠNG ÁN|NGHỊ QUYẾT|CHỈ THỊ)[*_\s]*$"
    r"|(?:I|II|III|IV|V|VI|VII|VIII)\.[*_\s]+\w|(?:Căn cứ|Thực hiện|Triển khai) (?:Luật|Nghị|Quyết|Kế|Chỉ|Công))"
)
_APPENDIX = re.compile(r"[*_\s]*PHỤ LỤC(?:\s+(?:SỐ\s+)?[\dIVX]{1,4})?[*_\s.:]*$")
# Lines of the longest cell that is still believed to be one where such words stand in it.
_LONGEST_CELL = 10


def _leaves_table(text: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Whether the line at `at` goes on with the document where the source left out the blank line behind a table."""
    start, end = spans[at]
    if _APPENDIX.match(text, start, end):
        return True
    if _OUTSIDE.match(text, start, end) is None:
        return False
    ahead = range(at + 1, min(at + 1 + _LONGEST_CELL, len(spans)))
    return not any(text[spans[line][0] : spans[line][1]] == "|" for line in ahead)


def _blank_cell(text: str, spans: list[tuple[int, int]], at: int) -> bool:
    """Whether the blank line at `at` belongs to a cell: words before it, or a pipe next."""
    before = text[spans[at - 1][0] : spans[at - 1][1]]
    if before != "|":
        following = next((n for n in range(at, min(at + 6, len(spans))) if spans[n][0] < spans[n][1]), None)
        return following is not None
    following = next((n for n in range(at, min(at + 4, len(spans))) if spans[n][0] < spans[n][1]), None)
    return following is not None and text[spans[following][0] : spans[following][1]] == "|"


def _grid(rows: list[list[Cell | None]]) -> Table | None:
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return None
    return Table(rows=tuple((*row, *[None] * (width - len(row))) for row in rows))
