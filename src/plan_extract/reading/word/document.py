"""The body of a Word file, in order: paragraphs with their labels, tables as grids, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.builder import Covered, GridCell, TextBuilder
from plan_extract.reading.encodings import CONVERTERS, detect_legacy
from plan_extract.reading.options import ReadOptions, check_time
from plan_extract.reading.word.numbering import Numbering
from plan_extract.reading.word.package import W, WordPackage
from plan_extract.reading.word.runs import RunReader, Words
from plan_extract.reading.word.styles import NumberingRef, Styles, read_numbering_ref

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DROPPED = frozenset((W + "del", W + "moveFrom"))
_MAX_DEPTH = 60


def read_docx(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The body of a Word file. Raises ReadError for damaged, locked and hostile files."""
    options = options or ReadOptions()
    package = WordPackage(data, name, options.max_unpacked_bytes)
    reader = _DocumentReader(package)
    reader.read()
    old = detect_legacy(reader.builder.text)
    if old is not None:  # letters of an old font whose name the file has lost
        reader = _DocumentReader(package, convert=CONVERTERS[old])
        reader.read()
        reader.messages.append(f"letters of an old font ({old}) converted to Unicode")
    builder = reader.builder
    if not builder.blocks:
        raise ReadError(
            f"{name}: the Word file holds no text (only pictures?); export it as PDF to read it by OCR",
            cause="no-text",
        )
    return builder.build(
        name,
        media_type=MEDIA_TYPE,
        reader="docx",
        pages=reader.page if reader.has_pages else None,
        messages=reader.messages,
    )


class _DocumentReader:
    """Walks the document part once and fills a builder."""

    def __init__(self, package: WordPackage, convert: Callable[[str], str] | None = None) -> None:
        self._package = package
        self._body = package.main().find(W + "body")
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"))
        self._runs = RunReader(self._styles, convert)
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._note_numbers: dict[tuple[str, str], int] = {}
        self._pending_notes: list[tuple[str, str]] = []
        self._carried: Words | None = None
        self._depth = 0
        self.builder = TextBuilder()
        self.messages: list[str] = []
        self.page = 1
        marks = self._body.iter(W + "lastRenderedPageBreak") if self._body is not None else iter(())
        self.has_pages = next(marks, None) is not None

    def read(self) -> None:
        if self._body is not None:
            self._read_blocks(self._body)

    # Blocks

    def _read_blocks(self, parent: etree._Element) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            name = self._package.name
            raise ReadError(f"{name}: the Word file nests its content too deep to be read", cause="damaged")
        for child in parent:
            if child.tag == W + "p":
                self._read_paragraph(child)
            elif child.tag == W + "tbl":
                self._read_table(child)
            elif child.tag == W + "altChunk":
                self.messages.append("a part of the document is stored in another format and was left out")
            elif child.tag in _DROPPED or child.tag in (W + "sectPr", W + "sdtPr", W + "sdtEndPr"):
                continue
            elif isinstance(child.tag, str) and len(child):
                self._read_blocks(child)
        self._depth -= 1

    def _read_paragraph(self, paragraph: etree._Element) -> None:
        check_time()
        found = self._words(paragraph)
        if found is None:
            return
        words, label = found
        page = self._page_of(words)
        if words.text.strip():
            self.builder.add_paragraph(label + words.text.strip(), page=page)
        self._pending_notes.extend(words.notes)
        for box in words.boxes:
            self._read_blocks(box)
        self._write_notes()

    def _words(self, paragraph: etree._Element) -> tuple[Words, str] | None:
        """The words of a paragraph and its label; None where its end was deleted (it goes on)."""
        properties = paragraph.find(W + "pPr")
        style = _style_of(properties)
        words = self._carried or Words()
        self._carried = None
        self._runs.read(paragraph, style, words)
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = words
            return None
        return words, self._label(properties, style)

    def _page_of(self, words: Words) -> int | None:
        if not self.has_pages:
            return None
        first = self.page + words.breaks_before
        self.page += words.breaks
        return first

    def _label(self, properties: etree._Element | None, style: str | None) -> str:
        reference = read_numbering_ref(properties)
        inherited = self._styles.numbering(style)
        if reference is None or reference.num_id is None:
            if inherited is None:
                return ""
            own, holder = inherited
            level = reference.level if reference is not None else own.level
            num_id = own.num_id or 0
            if (tied := self._numbering.level_of_style(num_id, holder)) is not None:
                level = tied
            reference = NumberingRef(num_id, level or 0)
        return self._numbering.label(reference) if reference.num_id else ""

    # Notes

    def _write_notes(self) -> None:
        for kind, note_id in self._pending_notes:
            entry = self._note(kind, note_id)
            if entry is None:
                continue
            number = self._note_numbers.setdefault(
                (kind, note_id), 1 + sum(1 for known, _ in self._note_numbers if known == kind)
            )
            text = "\n".join(self._plain_text(paragraph) for paragraph in entry.iter(W + "p")).strip()
            self.builder.add("note", f"[{number}] {text}", page=self.page if self.has_pages else None)
        self._pending_notes = []

    def _note(self, kind: str, note_id: str) -> etree._Element | None:
        if kind not in self._notes:
            root = self._package.related(kind)
            entries = root if root is not None else ()
            usual = (entry for entry in entries if entry.get(W + "type") in (None, "normal"))
            self._notes[kind] = {entry.get(W + "id", ""): entry for entry in usual}
        return self._notes[kind].get(note_id)

    def _plain_text(self, paragraph: etree._Element) -> str:
        words = Words()
        self._runs.read(paragraph, _style_of(paragraph.find(W + "pPr")), words)
        return words.text.strip()

    # Tables

    def _read_table(self, table: etree._Element) -> None:
        nested: list[etree._Element] = []
        grid: list[list[GridCell]] = []
        rows = [row for row in _children(table, "tr") if row.find(f"{W}trPr/{W}del") is None]
        if all(len(list(_children(row, "tc"))) <= 1 for row in rows):
            for row in rows:
                for cell in _children(row, "tc"):
                    self._read_blocks(cell)
            return
        open_merges: dict[int, Covered] = {}
        for row in rows:
            check_time()
            grid.append(self._read_row(row, len(grid), open_merges, nested))
        self.builder.add_table(grid, page=self.page if self.has_pages else None)
        for inner in nested:
            self._read_table(inner)
        self._write_notes()

    def _read_row(
        self, row: etree._Element, number: int, open_merges: dict[int, Covered], nested: list[etree._Element]
    ) -> list[GridCell]:
        cells: list[GridCell] = [None] * _grid_skip(row, "gridBefore")
        for cell in _children(row, "tc"):
            properties = cell.find(W + "tcPr")
            span = min(_number(properties, "gridSpan", 1), 200)
            column = len(cells)
            merge = properties.find(W + "vMerge") if properties is not None else None
            horizontal = properties.find(W + "hMerge") if properties is not None else None
            goes_on = merge is not None and merge.get(W + "val", "continue") == "continue"
            if goes_on and column in open_merges:
                cells.extend([open_merges[column]] * span)
                continue
            if horizontal is not None and horizontal.get(W + "val", "continue") == "continue" and cells:
                before = cells[-1]
                cells.extend([before if isinstance(before, Covered) else Covered(number, column - 1)] * span)
                continue
            cells.append(self._cell_text(cell, nested))
            cells.extend([Covered(number, column)] * (span - 1))
            open_merges.pop(column, None)
            if merge is not None:
                open_merges[column] = Covered(number, column)
        cells.extend([None] * _grid_skip(row, "gridAfter"))
        return cells

    def _cell_text(self, cell: etree._Element, nested: list[etree._Element]) -> str:
        parts: list[str] = []
        for block in _cell_blocks(cell):
            if block.tag == W + "tbl":
                nested.append(block)
                continue
            found = self._words(block)
            if found is None:
                continue
            words, label = found
            self._page_of(words)
            parts.append((label + words.text.strip()).strip())
            self._pending_notes.extend(words.notes)
            for box in words.boxes:
                parts.extend(self._plain_text(paragraph) for paragraph in box.iter(W + "p"))
        return "\n".join(part for part in parts if part)


def _style_of(properties: etree._Element | None) -> str | None:
    entry = properties.find(W + "pStyle") if properties is not None else None
    return entry.get(W + "val") if entry is not None else None


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, those inside content controls and insertions too."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"):
            yield from _children(child, name)


def _cell_blocks(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "customXml", W + "moveTo"):
            yield from _cell_blocks(child)


def _number(properties: etree._Element | None, name: str, default: int) -> int:
    entry = properties.find(W + name) if properties is not None else None
    text = entry.get(W + "val") if entry is not None else None
    return int(text) if text is not None and text.isdigit() else default


def _grid_skip(row: etree._Element, name: str) -> int:
    return min(_number(row.find(W + "trPr"), name, 0), 200)
