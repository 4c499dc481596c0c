"""An agency's task list as a Word document, in the form that offices use: A4 landscape, Times New Roman."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from plan_extract.analysis.agency_work import AgencyWork
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.agency_work import printed_text, work_sheets
from plan_extract.views.deadlines import format_day
from plan_extract.views.sheets import Cell, Sheet, format_number
from plan_extract.views.wording import Lang, phrase

_FONT: Final = "Times New Roman"
_PAGE: Final = (29.7, 21.0)
_MARGIN: Final = 1.8
_CONTROL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32)))
_PLAIN: Final = {"year", "page", "order"}
_WEIGHTS: Final = {"long": 5.0, "text": 2.0, "number": 1.1}
_NARROW: Final = {"number", "year"}


def render_docx(work: AgencyWork, sources: Iterable[PlanSource], lang: Lang) -> bytes:
    """The document: title, the plans it is from, tasks, deadlines, indicators. Empty columns are left out."""
    document = Document()
    _page_setup(document)
    _line(document, phrase("task_list", lang).upper(), size=14, bold=True, centred=True)
    _line(document, work.agency, size=13, bold=True, centred=True)
    wording = printed_text(work, lang)
    if wording:
        _line(document, wording, size=11, centred=True)
    for source in sources:
        words = (source.plan, source.issuer, source.title)
        _line(document, ", ".join(text for text in words if text), size=11, centred=True)
    for sheet in work_sheets(work, lang):
        _line(document, sheet.title, size=13, bold=True)
        _table(document, sheet, lang)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page_setup(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(_PAGE[0]), Cm(_PAGE[1])
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(_MARGIN))
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)


def _line(document: Any, text: str, *, size: int, bold: bool = False, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    run = paragraph.add_run(text.translate(_CONTROL))
    run.bold, run.font.size = bold, Pt(size)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = bold
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _table(document: Any, sheet: Sheet, lang: Lang) -> None:
    kept = [
        place
        for place, column in enumerate(sheet.columns)
        if column.kind == "long" or any(row[place] not in (None, "") for row in sheet.rows)
    ]
    table = document.add_table(rows=1, cols=len(kept))
    table.style, table.autofit = "Table Grid", False
    widths = _widths(sheet, kept)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width  # LibreOffice and Pages go by the grid, Word by the cells
    _fill(table.rows[0], [sheet.columns[place].heading for place in kept], widths, bold=True)
    _repeat(table.rows[0])
    for cells in sheet.rows:
        texts = [_text(cells[place], sheet.columns[place].key, lang) for place in kept]
        _fill(table.add_row(), texts, widths)


def _widths(sheet: Sheet, kept: Sequence[int]) -> list[Any]:
    columns = [sheet.columns[place] for place in kept]
    weights = [_WEIGHTS["number" if column.key in _NARROW else column.kind] for column in columns]
    room = _PAGE[0] - 2 * _MARGIN
    return [Cm(room * weight / sum(weights)) for weight in weights]


def _fill(row: Any, texts: Sequence[str], widths: Sequence[Any], *, bold: bool = False) -> None:
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        run = cell.paragraphs[0].add_run(text.translate(_CONTROL))
        run.bold, run.font.size = bold, Pt(11)
        if bold:
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER


def _repeat(row: Any) -> None:
    """Show the row again on each page, and never break a page in it."""
    properties = row._tr.get_or_add_trPr()
    for tag in ("w:cantSplit", "w:tblHeader"):
        mark = OxmlElement(tag)
        mark.set(qn("w:val"), "true")
        properties.append(mark)


def _text(cell: Cell, key: str, lang: Lang) -> str:
    if cell is None or isinstance(cell, bool):
        return "x" if cell else ""
    if key == "due_day":
        return format_day(str(cell), lang) or ""
    if isinstance(cell, str):
        return cell
    return str(cell) if key in _PLAIN else format_number(cell, lang)
