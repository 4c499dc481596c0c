"""Sheets as CSV that Excel opens rightly: UTF-8 with a byte order mark, no cell that runs as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from plan_extract.views.sheets import Cell, Sheet

ENCODING = "utf-8-sig"
"""How the text is to be written to a file: Excel takes UTF-8 for such only with the mark."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SIGNS = ("=", "+", "-")


def render_csv(sheets: Iterable[Sheet]) -> str:
    """The sheets as CSV text, divided by an empty line; figures with a decimal point."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for number, sheet in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerow([guard_formula(column.heading) for column in sheet.columns])
        writer.writerows([_text(cell) for cell in row] for row in sheet.rows)
    return stream.getvalue()


def guard_formula(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet would run it; a sign alone ("=", "-") runs nothing."""
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) and text.strip(" ") not in _SIGNS else text


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return guard_formula(cell) if isinstance(cell, str) else str(cell)
