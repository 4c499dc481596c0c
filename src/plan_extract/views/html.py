"""Sheets as one HTML page that stands alone: no script, no file beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import escape

from plan_extract.views.sheets import Cell, Sheet, SheetColumn, format_number
from plan_extract.views.wording import Lang

_STYLE = """
body{font:15px/1.45 system-ui,sans-serif;margin:1.5rem;color:#1b1b1b}
table{border-collapse:collapse;margin:.5rem 0 1.5rem}
th,td{border:1px solid #c8c8c8;padding:.3rem .5rem;vertical-align:top;text-align:left}
th{background:#eef2f6;position:sticky;top:0}
td.number{text-align:right;white-space:nowrap}
td.long{max-width:40rem}
@media print{body{margin:0}th{position:static}}
"""
_UNGROUPED = {"year", "page", "start"}


def render_html(title: str, sheets: Iterable[Sheet], lang: Lang) -> str:
    """A page with a table for each sheet."""
    return page_of(title, _tables(sheets, lang), lang)


def page_of(title: str, body: Iterable[str], lang: Lang, style: str = "") -> str:
    """A page with this title and these lines, which are HTML already."""
    head = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>\n<style>{_STYLE}{style}</style>\n</head>",
        f"<body>\n<h1>{escape(title)}</h1>",
    )
    return "\n".join((*head, *body, "</body>\n</html>")) + "\n"


def _tables(sheets: Iterable[Sheet], lang: Lang) -> Iterator[str]:
    for sheet in sheets:
        yield f"<h2>{escape(sheet.title)}</h2>\n<table>\n<thead><tr>"
        yield "".join(f'<th scope="col">{escape(column.heading)}</th>' for column in sheet.columns)
        yield "</tr></thead>\n<tbody>"
        for row in sheet.rows:
            cells = zip(row, sheet.columns, strict=True)
            yield "<tr>" + "".join(_cell(cell, column, lang) for cell, column in cells) + "</tr>"
        yield "</tbody>\n</table>"
        yield from (f"<p>{escape(note)}</p>" for note in sheet.notes)


def _cell(cell: Cell, column: SheetColumn, lang: Lang) -> str:
    kind = f' class="{column.kind}"' if column.kind != "text" else ""
    return f"<td{kind}>{escape(_text(cell, column, lang))}</td>"


def _text(cell: Cell, column: SheetColumn, lang: Lang) -> str:
    if cell is None or cell is False:
        return ""
    if cell is True:
        return "x"
    if isinstance(cell, int | float | Decimal):
        return str(cell) if column.key in _UNGROUPED else format_number(cell, lang)
    return cell
