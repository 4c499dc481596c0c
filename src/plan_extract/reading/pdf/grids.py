"""Cells of ruled tables to grids, and tables that a page break cut put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plan_extract.reading.builder import Covered, GridCell
from plan_extract.reading.pdf.page import Rect, RuledTable

_SAME = 3.0
_SURE_SHARE = 0.8
"""The share of a column's longest line that surely fits into it, whatever its letters."""
_WORD = re.compile(r"[^\W\d_]{2,}")
_FIGURE = re.compile(r"[-+]?\d[\d.,]*\s?%?")
_MARK = re.compile(r"[ivxlcdm]+|[a-zđ]|[-–+•*]|\d{1,3}(?:\.\d{1,3})*", re.IGNORECASE)


@dataclass(slots=True)
class PageTable:
    """A grid with the page and box where it begins, the page of each row and its column lines.

    `boxes` are those of the cells, row by row; None where no cell begins.
    """

    rows: list[list[GridCell]]
    page: int
    box: Rect
    columns: list[float]
    row_pages: list[int] = field(default_factory=list)
    boxes: list[list[Rect | None]] = field(default_factory=list)
    ruled: bool = True


def make_grid(table: RuledTable, page: int) -> PageTable | None:
    """The grid of a table's cells; None where it has one column only (a frame around text)."""
    xs = _lines([value for box, _ in table.cells for value in (box.x0, box.x1)])
    ys = _lines([value for box, _ in table.cells for value in (box.top, box.bottom)])
    if len(xs) < 3 or len(ys) < 2:
        return None
    rows: list[list[GridCell]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    boxes: list[list[Rect | None]] = [[None] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for box, text in sorted(table.cells, key=lambda cell: (cell[0].top, cell[0].x0)):
        left, right = _index(xs, box.x0), _index(xs, box.x1)
        top, bottom = _index(ys, box.top), _index(ys, box.bottom)
        for row in range(top, bottom):
            for column in range(left, right):
                rows[row][column] = Covered(top, left)
        if top < bottom and left < right:
            rows[top][left] = text
            boxes[top][left] = box
    return PageTable(rows, page, table.box, xs, [page] * len(rows), boxes, table.columns is None)


def _lines(values: list[float]) -> list[float]:
    """Positions that differ by less than a line's width taken as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _index(lines: list[float], value: float) -> int:
    return min(range(len(lines)), key=lambda number: abs(lines[number] - value))


def continues(before: PageTable, after: PageTable) -> bool:
    """Whether `after`, first on its page, goes on with `before`, last on the page above."""
    if len(before.columns) != len(after.columns):
        return False
    shift = after.columns[0] - before.columns[0]
    if before.ruled != after.ruled:
        return False
    if before.ruled and any(abs(b - a - shift) > 4 for a, b in zip(before.columns, after.columns, strict=True)):
        return False
    if (
        _repeated_rows(before, after)
        or _opens_empty(after)
        or _counts_on(before, after)
        or _is_cut_row(before.rows, after.rows[0])
    ):
        return True
    return before.ruled and len(before.columns) > 3 and _opens_with_item(after)


def append_table(before: PageTable, after: PageTable) -> None:
    """Add the rows of `after` to `before`; headings printed again go, a cut row is made whole."""
    rows = after.rows[_repeated_rows(before, after) :]
    pages = after.row_pages[len(after.rows) - len(rows) :]
    dropped = len(after.rows) - len(rows)
    if rows and before.rows and _is_cut_row(before.rows, rows[0]):
        _join_rows(before.rows, rows[0])
        rows, pages = rows[1:], pages[1:]
        dropped += 1
    shift = len(before.rows) - dropped
    for row in rows:
        before.rows.append([_shift(cell, shift, dropped) for cell in row])
    before.row_pages.extend(pages)
    before.boxes.extend(after.boxes[dropped:])


def _shift(cell: GridCell, shift: int, dropped: int) -> GridCell:
    if not isinstance(cell, Covered):
        return cell
    return Covered(cell.row + shift, cell.column) if cell.row >= dropped else None


def _words(row: list[GridCell]) -> list[str]:
    return [" ".join(cell.split()) if isinstance(cell, str) else "" for cell in row]


def _repeated_rows(before: PageTable, after: PageTable) -> int:
    """How many of the first rows of `after` are the headings of `before` printed again."""
    count = 0
    for mine, other in zip(before.rows, after.rows, strict=False):
        if _words(mine) != _words(other) or not any(_words(mine)):
            break
        count += 1
    return count


def _is_cut_row(rows: list[list[GridCell]], rest: list[GridCell]) -> bool:
    """Whether the first row of a page only holds what did not fit into the last row of the page above."""
    words = _words(rest)
    if words[0]:
        return _goes_on(words[0]) and bool(_words_above(rows, 0))
    if not any(words[1:]) or _holds_own_figures(rows, words) or _heads_rows(rows, words):
        return False
    return not all(words[1:]) or words[1][0].islower()


def _goes_on(text: str) -> bool:
    """Whether the text of a cell begins in the middle of a sentence, not with the letter of a list."""
    first = _WORD.match(text)
    return first is not None and first[0].islower() and not _MARK.fullmatch(first[0])


def _holds_own_figures(rows: list[list[GridCell]], words: list[str]) -> bool:
    """Whether a row without a number has a label and figures of its own, as the lines below a numbered one have."""
    if _goes_on(next(filter(None, words), "")):
        return False
    above = [_words_above(rows, column)[-1:] for column in range(len(words))]
    return any(
        _FIGURE.fullmatch(word) and not last.isalpha() and last not in ("-", "–", "/")
        for word, last in zip(words, above, strict=True)
    )


def _heads_rows(rows: list[list[GridCell]], words: list[str]) -> bool:
    """Whether a row holds a label alone that would have had room behind the words of the cell above ("Trong đó:")."""
    labels = [column for column, word in enumerate(words) if word]
    if len(labels) != 1 or not words[labels[0]][0].isupper():
        return False
    column = labels[0]
    lines = [line for row in rows if isinstance(cell := row[column], str) for line in cell.split("\n")]
    above = _last_cell(rows, column).rstrip().rpartition("\n")[2]
    longest = max(map(len, lines), default=0)
    first = words[column].split(" ", 1)[0]
    return above[-1:] not in ".;:," and len(above) + 1 + len(first) < _SURE_SHARE * longest


def _words_above(rows: list[list[GridCell]], column: int) -> str:
    """The words of the cell that stands in the last row, or reaches down into it."""
    return " ".join(_last_cell(rows, column).split())


def _last_cell(rows: list[list[GridCell]], column: int) -> str:
    cell = rows[-1][column]
    if isinstance(cell, Covered):
        cell = rows[cell.row][cell.column]
    return cell if isinstance(cell, str) else ""


def _opens_with_item(table: PageTable) -> bool:
    """Whether the first row opens with the mark of a list, as rows do and headings do not."""
    first = _words(table.rows[0])[0].rstrip(".)") if table.rows else ""
    return _MARK.fullmatch(first) is not None


def _opens_empty(table: PageTable) -> bool:
    return bool(table.rows) and not _words(table.rows[0])[0]


def _counts_on(before: PageTable, after: PageTable) -> bool:
    """Whether the first column of `after` counts on from the last number of `before`, or from its heading."""
    numbers = [first for row in before.rows if (first := _words(row)[0].rstrip(".")).isdigit()]
    first = _words(after.rows[0])[0].rstrip(".") if after.rows else ""
    last = int(numbers[-1]) if numbers else 0
    return (bool(numbers) or len(before.rows) <= 2) and first.isdigit() and int(first) == last + 1


def _join_rows(rows: list[list[GridCell]], rest: list[GridCell]) -> None:
    """Add the second half of a cut row to the cells of the last row."""
    for column, cell in enumerate(rest):
        if not isinstance(cell, str) or not cell.strip():
            continue
        row, at = len(rows) - 1, column
        mine = rows[row][at]
        if isinstance(mine, Covered):
            row, at = mine.row, mine.column
            mine = rows[row][at]
        rows[row][at] = f"{mine}\n{cell}" if isinstance(mine, str) and mine.strip() else cell
