"""Rows whose first cells are taken by a cell that spans rows, where the source does not say so.

Text saved from web pages drops spans: a row below a spanning cell then holds fewer cells and
begins too far to the left. It is moved back where its figures then fall under those of the full rows.
"""

from __future__ import annotations

import regex

from plan_extract.structure.grid_rows import GridRow

_FIGURE = regex.compile(r"^[<>≤≥=~]*\s*\d[\d.,]*\s*%?$")
_INDEX = regex.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[ivxl]{1,6}[.)]?|[a-zđ][.)]?)$")
_SURE = 0.8


def mend_spanned_rows(rows: list[GridRow]) -> None:
    """Move rows to the right, in place, whose left cells a cell above spans."""
    full = [row for row in rows if row.cells and row.cells[-1] is not None and row.cells[0] is not None]
    if len(full) < 2:
        return
    width = max(len(row.cells) for row in full)
    kinds = [_kind([row for row in full if len(row.cells) == width], column) for column in range(width)]
    if True not in kinds[1:]:
        return
    for row in rows:
        missing = _missing_at_end(row, width)
        if not missing or missing > width - 2 or _INDEX.match(row.match(0)) or len(row.filled()) < 3:
            continue
        moved = GridRow([*[None] * missing, *row.cells[: width - missing]])
        if _fits(moved, kinds) and not _fits(row, kinds):
            row.cells = moved.cells


def _missing_at_end(row: GridRow, width: int) -> int:
    missing = 0
    while missing < len(row.cells) and row.cells[len(row.cells) - 1 - missing] is None:
        missing += 1
    return missing + width - len(row.cells)


def _kind(rows: list[GridRow], column: int) -> bool | None:
    """True for a column of figures, False for one of words, None for one of both."""
    filled = [row.match(column) for row in rows if row.match(column)]
    if not filled:
        return None
    share = sum(1 for text in filled if _FIGURE.match(text)) / len(filled)
    return True if share >= _SURE else False if share <= 1 - _SURE else None


def _fits(row: GridRow, kinds: list[bool | None]) -> bool:
    """Whether the row has figures where figures belong and words where words do."""
    return all(
        kind is None or not row.match(column) or (_FIGURE.match(row.match(column)) is not None) == kind
        for column, kind in enumerate(kinds)
        if column < len(row.cells)
    )
