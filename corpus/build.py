"""Make the sample plans of `corpus/plans/` from their texts in `corpus/source/`. Development only.

    python corpus/build.py            needs python-docx, reportlab and the DejaVu fonts (fonts-dejavu-core)

A third becomes .docx, a third .pdf, the rest stays .txt. The same texts give the same bytes.
"""

from __future__ import annotations

import io
import re
import shutil
import sys
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

CORPUS = Path(__file__).resolve().parent
FONTS = (Path("/usr/share/fonts/truetype/dejavu"), Path("/usr/share/fonts/dejavu"), Path("/usr/share/fonts/TTF"))
DOCX = (
    "children-commune-suoihoa-2022", "children-district-lacson-2021", "culture-party-bacha-2022",
    "digital-commune-batxat-2026", "digital-province-laocai-2026", "employment-province-quangtri-2024",
    "housing-front-hagiang-2025", "population-ward-cairang-cantho-2026",
)  # fmt: skip
PDF = (
    "children-province-hoabinh-2021", "digital-ward-sapa-2026", "foodsafety-district-longbien-2024",
    "hiv-town-tanchau-2025", "plasticwaste-ministry-2026-2030", "poverty-district-muongkhuong-2023",
    "reform-department-nghean-2024", "tourism-province-ninhbinh-2026",
)  # fmt: skip

MARK = "(Văn bản mẫu)"
_NATION = re.compile(r"^(?:CỘNG HÒA XÃ HỘI|ĐẢNG CỘNG SẢN|Độc lập|.*\bngày\b.*\btháng\b)")
_RULE = re.compile(r"^[_\-–*=\s]*$")
_SEPARATOR = re.compile(r"^\|[\s:|-]+\|$")
_PAGE = re.compile(r"^\s*\d{1,2}\s*$")
_ITEM = re.compile(r"^(?:[-–+•*]\s|\(?[a-zđ]\)\s|\(\d+\)\s|\d+(?:\.\d+)*\.\s|[IVX]+[.-]\s|[A-ZĐ]\.\s|Căn cứ\s|Thực hiện\s|PHỤ LỤC|Mục tiêu \d|Chỉ tiêu \d)")
_HEADING = re.compile(r"^(?:[IVX]+[.-]|[A-ZĐ]\.|\d+(?:\.\d+)*\.|[a-zđ]\)|Mục tiêu \d)\s[^.;]{3,110}$")
# Places left blank in number and date stay as they are; a cell may hold what stands on lines of its own.
_BLANK = re.compile(r"(?<=Số:)\s+(?=/)|(?<=ngày)\s{2,}(?=tháng|/)")
_HELD = "\0"
_CELL_BREAK = re.compile(r" (?=Độc lập)|(?<=:\*\*) (?=- )|(?<=;) (?=- )| (?=\**PHÓ CHỦ TỊCH)|(?<=PHÓ CHỦ TỊCH) |(?<=PHÓ CHỦ TỊCH\*\*) ")


@dataclass
class Paragraph:
    """A paragraph as pairs of text and whether it is bold."""

    runs: list[tuple[str, bool]]

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


Grid = list[list[str]]


@dataclass
class Sample:
    """A sample plan taken apart as far as the setting of a page needs it."""

    mark_first: bool = False
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    body: list[Paragraph | Grid] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signature: list[str] = field(default_factory=list)
    appendix_title: list[str] = field(default_factory=list)
    appendix: list[Paragraph | Grid] = field(default_factory=list)


def read_sample(text: str) -> Sample:
    """The parts of a sample text."""
    lines = text.splitlines()
    type_at = next(n for n, line in enumerate(lines) if _bare(line) == "KẾ HOẠCH")
    sign_at = next(n for n in range(type_at, len(lines)) if _bare(lines[n]).lstrip("| *").startswith("Nơi nhận"))
    appendix_at = next((n for n in range(sign_at, len(lines)) if _bare(lines[n]) == "PHỤ LỤC"), len(lines))
    sample = Sample(mark_first=any(MARK in line for line in lines[:type_at]))
    for piece in _pieces(lines[:type_at]):
        (sample.right if _NATION.match(piece) else sample.left).append(piece)
    body_at = type_at + 1
    while not sample.title or lines[body_at].strip():
        if _bare(lines[body_at]) and not _RULE.match(_bare(lines[body_at])) and _bare(lines[body_at]) != MARK:
            sample.title.append(_bare(lines[body_at]))
        body_at += 1
    sample.body = _read_blocks(lines[body_at:sign_at])
    for piece in _pieces(lines[sign_at:appendix_at]):
        is_left = piece.startswith(("Nơi nhận", "- "))
        (sample.recipients if is_left else sample.signature).append(piece)
    blocks = _read_blocks(lines[appendix_at:])
    while blocks and isinstance(blocks[0], Paragraph):
        sample.appendix_title.append(blocks.pop(0).text)  # type: ignore[union-attr]
    sample.appendix = blocks
    return sample


def _bare(line: str) -> str:
    return re.sub(r"\*+", "", line).strip()


def _pieces(lines: list[str]) -> list[str]:
    """The words of letterhead or signature, column by column where two stand on one line."""
    found: list[str] = []
    for line in lines:
        if not line.strip() or _SEPARATOR.match(line.strip()):
            continue
        line = _BLANK.sub(lambda blank: blank.group().replace(" ", _HELD), line)
        if "|" in line:
            pieces = [piece for cell in line.strip().strip("|").split("|") for piece in _CELL_BREAK.split(cell)]
        else:
            pieces = re.split(r"(?<=\S)\s{3,}(?=\S)", line)
        for piece in map(_bare, pieces):
            piece = piece.replace(_HELD, " ")
            if piece and not _RULE.match(piece) and piece not in (MARK, "*"):
                found.append(piece)
    return found


def _read_blocks(lines: list[str]) -> list[Paragraph | Grid]:
    """Paragraphs with their hard line breaks mended, and tables."""
    printed = [line for line in lines if line.strip() and "|" not in line]
    widths = sorted(len(line.rstrip()) for line in printed)
    width = widths[int(len(widths) * 0.98)] if widths else 0
    wrapped = width < 120
    blocks: list[Paragraph | Grid] = []
    current: list[str] = []
    paged = blank = False
    before = ""

    def close() -> None:
        if current:
            blocks.append(_paragraph(" ".join(current)))
            current.clear()

    for line in lines:
        if not line.strip():
            blank = True
            continue
        if line.strip().startswith("|"):
            close()
            if not _SEPARATOR.match(line.strip()):
                cells = [_bare(cell) for cell in line.strip().strip("|").split("|")]
                if not (blocks and isinstance(blocks[-1], list)):
                    blocks.append([])
                blocks[-1].append(cells)  # type: ignore[union-attr]
            continue
        if _PAGE.match(line):
            paged, blank = True, False
            continue
        stripped = line.strip()
        fills = wrapped and current and len(before) + 1 + len(stripped.split(" ", 1)[0]) > width
        unfinished = stripped[:1].islower() and before[-1:] not in ".;:"
        goes_on = paged or (not blank and not _ITEM.match(_bare(stripped)) and (fills or (wrapped and current and unfinished)))
        if not goes_on:
            close()
        current.append(stripped)
        before = line.rstrip()
        paged = blank = False
    close()
    return blocks


def _paragraph(text: str) -> Paragraph:
    if "**" in text:
        pieces = text.replace("*(", "(").replace(")*", ")").split("**")
        return Paragraph([(piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece])
    return Paragraph([(text.strip("*") if text.startswith("*(") else text, bool(_HEADING.match(text)))])


# --- Word ---------------------------------------------------------------------------------------


def build_docx(sample: Sample, path: Path) -> None:
    """The sample as a Word file: letterhead and signature as tables without lines, real tables."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)

    def centred(where: object, text: str, *, bold: bool = False, italic: bool = False, first: bool = False) -> None:
        paragraph = where.paragraphs[0] if first else where.add_paragraph()  # type: ignore[attr-defined]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(text)
        run.bold, run.italic = bold, italic

    def write(blocks: list[Paragraph | Grid]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                paragraph = document.add_paragraph()
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                paragraph.paragraph_format.first_line_indent = Cm(1)
                for text, bold in block.runs:
                    paragraph.add_run(text).bold = bold
                continue
            table = document.add_table(rows=len(block), cols=len(block[0]), style="Table Grid")
            for number, row in enumerate(block):
                for cell, text in zip(table.rows[number].cells, row, strict=True):
                    cell.paragraphs[0].add_run(text).bold = number == 0

    if sample.mark_first:
        centred(document, MARK, italic=True)
    letterhead = document.add_table(rows=2, cols=2)
    for cells, column in ((sample.left, 0), (sample.right, 1)):
        upper = [text for text in cells if not _is_lower_part(text)]
        for part, row in ((upper, 0), ([text for text in cells if text not in upper], 1)):
            for number, text in enumerate(part):
                centred(letterhead.cell(row, column), text, bold=row == 0, italic=row == 1, first=number == 0)
    centred(document, "KẾ HOẠCH", bold=True)
    centred(document, " ".join(sample.title), bold=True)
    if not sample.mark_first:
        centred(document, MARK, italic=True)
    write(sample.body)
    signature = document.add_table(rows=1, cols=2)
    for number, text in enumerate(sample.recipients):
        cell = signature.cell(0, 0)
        (cell.paragraphs[0] if number == 0 else cell.add_paragraph()).add_run(text).bold = number == 0
    for number, text in enumerate(sample.signature):
        centred(signature.cell(0, 1), text, bold=True, first=number == 0)
    if sample.appendix:
        document.add_page_break()
        for text in sample.appendix_title:
            centred(document, text, bold=not text.startswith("("), italic=text.startswith("("))
        write(sample.appendix)
    core = document.core_properties
    core.author, core.title, core.comments = "plan-extract", "Văn bản mẫu", "Văn bản mẫu, không phải văn bản thật"
    core.created = core.modified = core.last_printed = datetime(2026, 1, 1)
    packed = io.BytesIO()
    document.save(packed)
    _repack(packed, path)


def _is_lower_part(text: str) -> bool:
    """Number and date stand in the second row of a letterhead."""
    return text.startswith("Số") or bool(re.search(r"\bngày\b.*\btháng\b", text))


def _repack(packed: io.BytesIO, path: Path) -> None:
    """Write a Word file anew with fixed times, so that the same text gives the same bytes."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))


# --- PDF ----------------------------------------------------------------------------------------


def _use_fonts() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = next((folder for folder in FONTS if (folder / "DejaVuSerif.ttf").exists()), None)
    if folder is None:
        sys.exit("DejaVuSerif.ttf is missing: apt-get install fonts-dejavu-core")
    pdfmetrics.registerFont(TTFont("Serif", folder / "DejaVuSerif.ttf"))
    pdfmetrics.registerFont(TTFont("Serif-Bold", folder / "DejaVuSerif-Bold.ttf"))
    pdfmetrics.registerFontFamily("Serif", normal="Serif", bold="Serif-Bold", italic="Serif", boldItalic="Serif-Bold")


def build_pdf(sample: Sample, path: Path) -> None:
    """The sample as pages with a text layer: two-column letterhead, ruled tables, page numbers."""
    from reportlab import rl_config
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Spacer, Table
    from reportlab.platypus import Paragraph as Text

    rl_config.invariant = 1
    running = ParagraphStyle("running", fontName="Serif", fontSize=10.5, leading=15, alignment=TA_JUSTIFY, firstLineIndent=1 * cm, spaceAfter=4)
    middle = ParagraphStyle("middle", parent=running, alignment=TA_CENTER, firstLineIndent=0, spaceAfter=0)
    small = ParagraphStyle("small", fontName="Serif", fontSize=9, leading=11.5)
    width = A4[0] - 5 * cm

    def write(blocks: list[Paragraph | Grid]) -> list[Flowable]:
        made: list[Flowable] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                made.append(Text("".join(f"<b>{escape(text)}</b>" if bold else escape(text) for text, bold in block.runs), running))
                continue
            cells = [[Text(f"<b>{escape(text)}</b>" if number == 0 else escape(text), small) for text in row] for number, row in enumerate(block)]
            table = Table(cells, colWidths=_column_widths(block, width), style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
            made += [Spacer(1, 4), table, Spacer(1, 8)]
        return made

    def column(texts: list[str], bold: bool) -> list[Flowable]:
        return [Text(f"<b>{escape(text)}</b>" if bold else escape(text).replace("  ", "&nbsp; "), middle) for text in texts]

    halves = [(text for text in cells) for cells in (sample.left, sample.right)]
    upper, lower = zip(*(_split_head(list(half)) for half in halves), strict=True)
    flow: list[Flowable] = []
    if sample.mark_first:
        flow.append(Text(MARK, middle))
    bare = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 2), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
    flow.append(Table([[column(part, True) for part in upper], [column(part, False) for part in lower]], colWidths=[0.4 * width, 0.6 * width], style=bare))
    flow += [Spacer(1, 14), Text("<b>KẾ HOẠCH</b>", middle), Text(f"<b>{escape(' '.join(sample.title))}</b>", middle)]
    if not sample.mark_first:
        flow.append(Text(MARK, middle))
    flow += [Spacer(1, 12), *write(sample.body), Spacer(1, 10)]
    recipients = [Text(escape(text), small) for text in sample.recipients]
    signature = [*column(sample.signature[:-1], True), Spacer(1, 40), *column(sample.signature[-1:], True)]
    flow.append(Table([[recipients, signature]], colWidths=[0.5 * width, 0.5 * width], style=bare))
    if sample.appendix:
        flow += [PageBreak(), *column(sample.appendix_title, True), Spacer(1, 8), *write(sample.appendix)]

    def number_page(canvas: object, document: object) -> None:
        canvas.setFont("Serif", 10)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, A4[1] - 1.3 * cm, str(document.page))  # type: ignore[attr-defined]

    SimpleDocTemplate(
        str(path), pagesize=A4, leftMargin=3 * cm, rightMargin=2 * cm, topMargin=2 * cm, bottomMargin=2 * cm,
        title="Văn bản mẫu", author="plan-extract", subject="Văn bản mẫu, không phải văn bản thật",
    ).build(flow, onLaterPages=number_page)  # fmt: skip


def _split_head(texts: list[str]) -> tuple[list[str], list[str]]:
    return [text for text in texts if not _is_lower_part(text)], [text for text in texts if _is_lower_part(text)]


def _column_widths(grid: Grid, width: float) -> list[float]:
    """Widths in proportion to what the columns hold, none too narrow for its longest word."""
    wanted = [max(max(len(row[n]) for row in grid) ** 0.6, 1.25 * max(len(word) for row in grid for word in row[n].split() or [""])) for n in range(len(grid[0]))]
    return [width * share / sum(wanted) for share in wanted]


def main() -> None:
    plans = CORPUS / "plans"
    shutil.rmtree(plans, ignore_errors=True)
    plans.mkdir()
    _use_fonts()
    for source in sorted((CORPUS / "source").glob("*.txt")):
        if source.stem not in (*DOCX, *PDF):
            shutil.copyfile(source, plans / source.name)
            continue
        sample = read_sample(source.read_text(encoding="utf-8"))
        build = build_docx if source.stem in DOCX else build_pdf
        build(sample, plans / f"{source.stem}{'.docx' if source.stem in DOCX else '.pdf'}")


if __name__ == "__main__":
    main()
