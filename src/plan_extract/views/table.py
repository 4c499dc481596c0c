"""Sheets as tables for a terminal, or as text of the same look for a file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from decimal import Decimal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from plan_extract.views.sheets import Cell, Sheet, SheetColumn, format_number
from plan_extract.views.wording import Lang

_PLAIN_WIDTH = 150
_LONG_WIDTH = 20
_LEAST_WIDTH = 12
_NAME_WIDTH, _SHORT_NAME_WIDTH = 18, 10
_CROWDED = 12
"""Beyond so many columns the blanks between them are saved."""
_UNGROUPED = {"year", "page", "start"}
_UNBROKEN = {"document_id", "plan", "issued_date", "level", "role", "due", "date", "period"}


def render_table(sheets: Iterable[Sheet], lang: Lang, *, width: int | None = None, colour: bool = False) -> str:
    """The sheets one below the other; lines are at most `width` characters wide (150 without one)."""
    stream = io.StringIO()
    console = Console(
        file=stream, width=width or _PLAIN_WIDTH, force_terminal=colour, no_color=not colour, highlight=False
    )
    for sheet in sheets:
        console.print(f"[bold]{escape(sheet.title)}[/bold]")
        console.print(_table(sheet, lang, console.width))
        for note in sheet.notes:
            console.print(escape(note))
        console.print()
    lines = stream.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _table(sheet: Sheet, lang: Lang, width: int) -> Table:
    padding, widths = _layout(sheet, lang, width)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=(0, padding))
    for column, fixed in zip(sheet.columns, widths, strict=True):
        number = column.kind == "number"
        least = len(column.heading) if number else _LONG_WIDTH if column.kind == "long" else 1
        table.add_column(
            escape(column.heading),
            justify="right" if number else "left",
            no_wrap=_is_whole(column) and fixed is None,
            overflow="fold",
            ratio=2 if column.kind == "long" and fixed is None else None,
            min_width=least if fixed is None else None,
            width=fixed,
        )
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        table.add_row(*(escape(_text(cell, column, lang)) for cell, column in cells))
    return table


def _layout(sheet: Sheet, lang: Lang, width: int) -> tuple[int, list[int | None]]:
    """The blanks on both sides of a column, and the widths of the columns of a sheet with several long texts, which
    else would not fit together: rich cuts off what stands beyond its least widths. None leaves a width to rich."""
    crowded = len(sheet.columns) > _CROWDED
    longs = [column.kind == "long" for column in sheet.columns]
    if sum(longs) < 2 or not sheet.rows:
        return (0 if crowded else 1), [None] * len(longs)
    for padding, most in ((1, _NAME_WIDTH), (0, _NAME_WIDTH), (0, _SHORT_NAME_WIDTH)):
        short = [_natural_width(sheet, place, lang, most) for place, long in enumerate(longs) if not long]
        each = (width - (2 * padding + 1) * len(longs) - sum(short)) // sum(longs)
        if each >= _LONG_WIDTH:
            break
    rest = iter(short)
    return padding, [max(each, _LEAST_WIDTH) if long else next(rest) for long in longs]


def _natural_width(sheet: Sheet, place: int, lang: Lang, most: int) -> int:
    """What a column of short texts needs: its longest word and up to `most`, or all of what is not broken."""
    column = sheet.columns[place]
    texts = [_text(row[place], column, lang) for row in sheet.rows]
    words = max(len(word) for text in [*texts, column.heading] for word in text.split() or [""])
    longest = max(map(len, texts))
    return max(words, longest if _is_whole(column) else min(longest, most))


def _is_whole(column: SheetColumn) -> bool:
    """Whether the texts of a column are not broken over lines."""
    return column.kind == "number" or column.key in _UNBROKEN


def _text(cell: Cell, column: SheetColumn, lang: Lang) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, int | float | Decimal):
        return str(cell) if column.key in _UNGROUPED else format_number(cell, lang)
    return cell
