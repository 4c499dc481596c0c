"""Sheets as an Excel workbook, laid out as an office would: title, headings that stay, filters, print setup.

Text is always written as text, never as a formula, a link or a number; text that begins like a
formula also carries Excel's own mark (quote prefix), so that it stays text when a cell is edited.
Figures are numbers; Excel keeps 15 digits.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

import xlsxwriter

from plan_extract.views.sheets import Cell, Page, Sheet, SheetColumn
from plan_extract.views.wording import PHRASES, Lang, phrase

_MOST_LETTERS: Final = 32_767
_MOST_ROWS: Final = 1_048_576
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_FONT: Final = "Times New Roman"
_NARROW, _TEXT, _LONG, _MARK = 8, 24, 58, 16
"""Widths in characters: least, most of a text, most of a long text, most of a column of marks."""
_A3_FROM: Final = 170
"""Beyond this width in all, A4 would be printed too small to read."""
_A4, _A3 = 9, 8
_PLAIN_NUMBERS: Final = {"year", "page", "start", "order", "pages", "rank"}
_DAY_KEYS: Final = {"due_day", "begin", "issued_date"}
_DAYS: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHEET_LETTERS: Final = 31
_UNFIT: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LINE_POINTS, _FIT, _BOLD, _MOST_POINTS = 15.0, 1.15, 1.3, 400.0
"""Height of a line, letters to a unit of width, how much wider bold letters run, and the most that Excel and a page can show of a row."""
_TITLE, _HEADER = 0, 2
"""Rows of the title and of the headings, from 0."""
_PRINTED: Final = {_A4: (770.0, 500.0), _A3: (1118.0, 745.0)}
"""Breadth and length in points of what is printed on a sheet of paper, landscape, within the margins."""
_LETTER_POINTS, _BETWEEN = 5.7, 45.0
"""Breadth of a letter's unit of width, and what the title of a table and the space above it take."""


def render_xlsx(title: str, pages: Iterable[Page | Sheet], lang: Lang) -> bytes:
    """A workbook with a worksheet for each page; a sheet alone makes a page of its own."""
    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title[:255], "comments": "plan-extract"})
        writer = _Writer(book, lang)
        for given in pages:
            page = given if isinstance(given, Page) else Page(_tab_name(given, lang), given.title, (given,))
            for single in _parts(page, lang):
                writer.add(single)
    return stream.getvalue()


def _parts(page: Page, lang: Lang) -> Iterator[Page]:
    """The page; where tables with other headings than the first would run on over further printed pages, one for each.

    Excel repeats one heading a worksheet, which would stand over the rows of the others too.
    """
    if not _is_mixed(page) or _fits_one_sheet_of_paper(page):
        yield page
        return
    for number, block in enumerate(page.blocks):
        tail = f" ({_tab_name(block, lang)})" if number else ""
        name = _cut(page.name, _SHEET_LETTERS - len(tail)).rstrip(" -,") + tail if tail else page.name
        title = f"{page.title} - {block.title}" if number else page.title
        yield Page(name, title, (block,))


def _is_mixed(page: Page) -> bool:
    return len({block.columns for block in page.blocks}) > 1


def _fits_one_sheet_of_paper(page: Page) -> bool:
    """Whether a page is printed on one sheet of paper when it is fitted to the width of it."""
    widths = _widths(page.blocks)
    breadth, length = _PRINTED[_paper(sum(widths))]
    height = sum(_height(row, widths) for block in page.blocks for row in block.rows)
    height += sum(_height([note], [sum(widths)]) for block in page.blocks for note in block.notes)
    height += sum(_height([made.heading for made in block.columns], widths, _BOLD) for block in page.blocks)
    height += len(page.blocks) * _BETWEEN
    return height * min(1.0, breadth / (sum(widths) * _LETTER_POINTS)) <= length


class _Writer:
    def __init__(self, book: Any, lang: Lang) -> None:
        self._book = book
        self._lang = lang
        self._day = "dd/mm/yyyy" if lang == "vi" else "yyyy-mm-dd"
        self._formats: dict[tuple[Any, ...], Any] = {}
        self._names: set[str] = set()

    def add(self, page: Page) -> None:
        """One worksheet."""
        worksheet = self._book.add_worksheet(self._unique_name(page.name))
        worksheet.write_string(_TITLE, 0, page.title[:_MOST_LETTERS], self._format("title"))
        worksheet.set_row(_TITLE, 24)
        row = _HEADER
        widths = _widths(page.blocks)
        for number, block in enumerate(page.blocks):
            if len(page.blocks) > 1:
                row += 1 if number else 0
                worksheet.write_string(row - 1, 0, block.title[:_MOST_LETTERS], self._format("block"))
            row = self._block(worksheet, block, row, widths, first=number == 0)
        head = _TITLE if _is_mixed(page) else _HEADER
        worksheet.freeze_panes(head + 1, _frozen_columns(page.blocks[0]))
        worksheet.repeat_rows(head, head)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        _print_setup(worksheet, sum(widths), self._lang)

    def _block(self, worksheet: Any, sheet: Sheet, top: int, widths: list[float], *, first: bool) -> int:
        """Write one sheet from row `top` on; returns the row where the next may begin."""
        worksheet.set_row(top, _height([made.heading for made in sheet.columns], widths, _BOLD))
        for column, made in enumerate(sheet.columns):
            worksheet.write_string(top, column, made.heading, self._format("head"))
        rows = sheet.rows[: _MOST_ROWS - top - 2]
        for number, cells in enumerate(rows, top + 1):
            worksheet.set_row(number, _height(cells, widths))
            for column, (cell, made) in enumerate(zip(cells, sheet.columns, strict=True)):
                self._cell(worksheet, number, column, cell, made)
        last = top + max(len(rows), 1)
        if first:
            worksheet.autofilter(top, 0, last, max(len(sheet.columns) - 1, 0))
        row = last + 1
        for note in sheet.notes:
            last_column = len(sheet.columns) - 1
            if last_column > 0:
                worksheet.merge_range(row, 0, row, last_column, "", self._format("note"))
            worksheet.write_string(row, 0, note[:_MOST_LETTERS], self._format("note"))
            worksheet.set_row(row, _height([note], [sum(widths)]))
            row += 1
        return row + 1

    def _cell(self, worksheet: Any, row: int, column: int, cell: Cell, made: SheetColumn) -> None:
        if cell is None or cell is False or cell == "":
            worksheet.write_blank(row, column, None, self._format("text"))
        elif cell is True:
            worksheet.write_string(row, column, "x", self._format("mark"))
        elif isinstance(cell, int | float | Decimal):
            kind = "plain" if made.key in _PLAIN_NUMBERS else "number"
            worksheet.write_number(row, column, cell, self._format(kind, _number_format(cell, made)))
        elif made.key in _DAY_KEYS and _DAYS.fullmatch(cell):
            worksheet.write_datetime(row, column, datetime.fromisoformat(cell), self._format("mark", self._day))
        else:
            kind = "mark" if made.key.startswith("agency-") else "text"
            guarded = cell.lstrip(" ").startswith(_FORMULA)
            worksheet.write_string(row, column, cell[:_MOST_LETTERS], self._format(kind, None, guarded))

    def _format(self, kind: str, number: str | None = None, guarded: bool = False) -> Any:
        key = (kind, number, guarded)
        if key not in self._formats:
            made: dict[str, Any] = {"font_name": _FONT, "font_size": 11, **_STYLES[kind]}
            if number:
                made["num_format"] = number
            if guarded:
                made["quote_prefix"] = True
            self._formats[key] = self._book.add_format(made)
        return self._formats[key]

    def _unique_name(self, wanted: str) -> str:
        """A name that Excel takes: short, without its signs, no two alike."""
        clean = " ".join(_UNFIT.sub(" ", wanted).split()).strip("'") or "Sheet"
        name, number = _cut(clean, _SHEET_LETTERS).strip(" '"), 2
        while name.lower() in self._names or name.lower() == "history":
            tail = f" ({number})"
            name, number = _cut(clean, _SHEET_LETTERS - len(tail)).strip(" '") + tail, number + 1
        self._names.add(name.lower())
        return name


def _cut(name: str, units: int) -> str:
    """The beginning of a name of at most so many UTF-16 units, which is how Excel counts letters."""
    return name.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")


_CELL: Final = {"border": 1, "border_color": "#B0B7BF", "valign": "top"}
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
    "block": {"bold": True, "font_size": 12},
    "note": {"italic": True, "font_color": "#444444", "text_wrap": True, "valign": "top"},
    "head": {**_CELL, "bold": True, "bg_color": "#DCE6F1", "text_wrap": True, "align": "center",
             "valign": "vcenter"},
    "text": {**_CELL, "text_wrap": True},
    "mark": {**_CELL, "text_wrap": True, "align": "center"},
    "number": {**_CELL, "align": "right", "indent": 1},
    "plain": {**_CELL, "align": "center"},
}  # fmt: skip


def _tab_name(sheet: Sheet, lang: Lang) -> str:
    return sheet.tab or (phrase(sheet.name, lang) if sheet.name in PHRASES else sheet.title)


def _number_format(cell: int | float | Decimal, column: SheetColumn) -> str:
    if column.key in _PLAIN_NUMBERS:
        return "0"
    exact = cell if isinstance(cell, Decimal) else Decimal(str(cell))
    exponent = exact.normalize().as_tuple().exponent
    places = min(-exponent, 6) if isinstance(exponent, int) and exponent < 0 else 0
    return "#,##0" + ("." + "0" * places if places else "")


def _widths(blocks: Sequence[Sheet]) -> list[float]:
    """A width for each column that its contents need, within the limits of its kind."""
    count = max((len(block.columns) for block in blocks), default=1)
    widths = [float(_NARROW)] * count
    for block in blocks:
        for place, column in enumerate(block.columns):
            widths[place] = max(widths[place], _width(column, [row[place] for row in block.rows]))
    return widths


def _width(column: SheetColumn, cells: Iterable[Cell]) -> float:
    most = _LONG if column.kind == "long" else _MARK if column.key.startswith("agency-") else _TEXT
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    words = max((len(word) for word in column.heading.split()), default=0)
    if column.kind == "long":
        return float(min(max(longest + 2, 20), most))
    if column.key in _DAY_KEYS:
        return 12.0
    return float(min(max(longest + 2, words + 3, _NARROW), most))


def _height(cells: Iterable[Cell], widths: Sequence[float], breadth: float = 1.0) -> float:
    """The height in points that wrapped text needs: programs other than Excel do not fit rows on opening."""
    lines = 1
    for cell, width in zip(cells, widths, strict=False):
        if isinstance(cell, str):
            fitting = max(int(width * _FIT / breadth), 1)
            lines = max(lines, sum(-(-len(part) // fitting) or 1 for part in cell.split("\n")))
    return min(lines * _LINE_POINTS + 3, _MOST_POINTS)


def _frozen_columns(sheet: Sheet) -> int:
    """Columns that stay when one scrolls a matrix to the right: those before the first agency."""
    for place, column in enumerate(sheet.columns):
        if column.key.startswith("agency-"):
            return place
    return 0


def _paper(width: float) -> int:
    return _A3 if width > _A3_FROM else _A4


def _print_setup(worksheet: Any, width: float, lang: Lang) -> None:
    worksheet.set_landscape()
    worksheet.set_paper(_paper(width))
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    worksheet.set_footer(f"&L&9&F&R&9{phrase('page_of', lang)}")
    worksheet.hide_gridlines(2)
