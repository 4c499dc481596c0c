"""The text of a source and its blocks, grown together so that each offset is exact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from plan_extract.model.source import Block, BoundingBox, Cell, PageSize, SourceDocument, Table
from plan_extract.normalising.characters import BULLET_SIGNS

CELL_GAP = " | "


@dataclass(frozen=True, slots=True)
class Covered:
    """A place of a grid that a merged cell covers; `row` and `column` are where that cell begins."""

    row: int
    column: int


_ITEM = re.compile(
    rf"[{BULLET_SIGNS}]\s|"
    r"\(?(?:[a-zđ]|\d{1,2})\)\s|\d{1,3}(?:\.\d{1,2})*\.\s|[IVX]{1,6}\.\s",
    re.IGNORECASE,
)

GridCell = str | Covered | None
Grid = Sequence[Sequence[GridCell]]
Place = dict[str, float]
"""A bounding box before it is checked."""
_Line = dict[str, Any]
"""A block before it is checked: all are checked at once when the document is built, which is far faster."""


def _has_words(row: Sequence[GridCell]) -> bool:
    return any(isinstance(cell, str) and cell.strip() for cell in row)


def _parts(before: str, after: str) -> bool:
    """Whether a line break inside a paragraph is meant: an item, a closed sentence, a heading."""
    if not before or not after:
        return not after
    return before[-1] in ".;:!?/" or before.isupper() or bool(_ITEM.match(after))


@dataclass(slots=True)
class TextBuilder:
    """Collects blocks in reading order. Blocks are parted by a line break, or by a blank line."""

    blocks: list[Block | _Line] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def add(
        self,
        kind: Literal["line", "paragraph", "note"],
        text: str,
        *,
        page: int | None = None,
        box: BoundingBox | Place | None = None,
        blank_before: bool = False,
    ) -> None:
        """Append one block; text without any words is left out."""
        text = text.strip(" \t\n\r\f\v")
        if not text:
            return
        start = self._part(blank_before)
        self._pieces.append(text)
        self._length = start + len(text)
        self.blocks.append({"kind": kind, "start": start, "end": self._length, "page": page, "box": box})

    def add_paragraph(self, text: str, *, page: int | None = None) -> None:
        """Append a paragraph; it is cut at those of its line breaks that part items or sentences."""
        pieces: list[str] = []
        for line in text.split("\n"):
            if pieces and not _parts(pieces[-1].rstrip(), line.strip()):
                pieces[-1] += "\n" + line
            else:
                pieces.append(line)
        for piece in pieces:
            self.add("paragraph", piece, page=page)

    def add_table(
        self,
        grid: Grid,
        *,
        page: int | None = None,
        box: BoundingBox | None = None,
        row_pages: Sequence[int] | None = None,
        boxes: Sequence[Sequence[BoundingBox | None]] | None = None,
    ) -> None:
        """Append a table: rows on lines of their own, cells parted by `CELL_GAP`.

        `row_pages` names the page of each row of a table that goes on over pages; `boxes` are those of
        the cells, row by row.
        """
        filled = [number for number, row in enumerate(grid) if _has_words(row)]
        if not filled:
            return
        start = self._part(False)
        placed: dict[tuple[int, int], Cell] = {}
        rows: list[list[Cell | None]] = []
        for number in filled:
            row = grid[number]
            if rows:
                self._write("\n")
            row_page = row_pages[number] if row_pages else None
            row_boxes = boxes[number] if boxes else [None] * len(row)
            rows.append(self._write_row(row, number, placed, row_page if row_page != page else None, row_boxes))
        width = max(len(row) for row in rows)
        table = Table(rows=tuple((*row, *[None] * (width - len(row))) for row in rows))
        block = Block(kind="table", start=start, end=self._length, page=page, box=box, table=table)
        self.blocks.append(block)

    def _write_row(
        self,
        row: Sequence[GridCell],
        number: int,
        placed: dict[tuple[int, int], Cell],
        page: int | None,
        boxes: Sequence[BoundingBox | None],
    ) -> list[Cell | None]:
        cells: list[Cell | None] = []
        first = True
        for column, value in enumerate(row):
            if isinstance(value, Covered):
                origin = placed.get((value.row, value.column))
                cells.append(Cell(start=origin.start, end=origin.end, merged=True) if origin else None)
                continue
            if value is None:
                cells.append(None)
                continue
            if not first:
                self._write(CELL_GAP)
            first = False
            start = self._length
            self._write(value.strip())
            cell = Cell(start=start, end=self._length, page=page, box=boxes[column])
            placed[number, column] = cell
            cells.append(cell)
        return cells

    def _part(self, blank: bool) -> int:
        if self._pieces:
            self._write("\n\n" if blank else "\n")
        return self._length

    def _write(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def build(
        self,
        name: str,
        *,
        media_type: str,
        reader: str,
        pages: int | None = None,
        page_sizes: Iterable[PageSize] = (),
        confidence: float = 1.0,
        messages: Iterable[str] = (),
    ) -> SourceDocument:
        """The finished document."""
        return SourceDocument(
            name=name,
            text="".join(self._pieces),
            blocks=tuple(self.blocks),  # type: ignore[arg-type]
            media_type=media_type,
            reader=reader,
            pages=pages,
            page_sizes=tuple(page_sizes),
            confidence=confidence,
            messages=tuple(dict.fromkeys(messages)),
        )
