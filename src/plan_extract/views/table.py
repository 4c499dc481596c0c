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
        console.print(_table(sheet, lang))
        for note in sheet.notes:
            console.print(escape(note))
        console.print()
    lines = stream.getvalue().splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip("\n") + "\n"


def _table(sheet: Sheet, lang: Lang) -> Table:
    crowded = len(sheet.columns) > _CROWDED
    padding = (0, 0 if crowded else 1)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=padding)
    for column in sheet.columns:
        number = column.kind == "number"
        least = len(column.heading) if number else _LONG_WIDTH if column.kind == "long" else 1
        table.add_column(
            escape(column.heading),
            justify="right" if number else "left",
            no_wrap=number or column.key in _UNBROKEN,
            overflow="fold",
            ratio=2 if column.kind == "long" else None,
            min_width=least,
        )
    for row in sheet.rows:
        cells = zip(row, sheet.columns, strict=True)
        table.add_row(*(escape(_text(cell, column, lang)) for cell, column in cells))
    return table


def _text(cell: Cell, column: SheetColumn, lang: Lang) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, int | float | Decimal):
        return str(cell) if column.key in _UNGROUPED else format_number(cell, lang)
    return cell
