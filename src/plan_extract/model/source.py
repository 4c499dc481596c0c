"""What a reader makes of a file: one text, and the blocks and tables that stand in it.

All offsets count characters of `SourceDocument.text`, which is kept as read: nothing is mended
here, so that a fact can always be shown where it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BoundingBox(_Frozen):
    """A rectangle on a page in PDF points, measured from the page's top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: BoundingBox) -> BoundingBox:
        """The box around both."""
        return BoundingBox(
            x0=min(self.x0, other.x0),
            top=min(self.top, other.top),
            x1=max(self.x1, other.x1),
            bottom=max(self.bottom, other.bottom),
        )


class PageSize(_Frozen):
    """A page as it is shown (a turned one upright), in PDF points; `number` counts from 1."""

    number: int
    width: float
    height: float


class Cell(_Frozen):
    """One cell of a table. `start` and `end` bound its text in the source text.

    A cell that a merge covers is repeated as `merged=True` with the offsets of the first one.
    `page` is set only where a table goes on over pages and the cell is not on the table's first.
    """

    start: int
    end: int
    merged: bool = False
    page: int | None = None
    box: BoundingBox | None = None


class Table(_Frozen):
    """A table as a grid: rows of equal length, `None` where a row has no cell."""

    rows: tuple[tuple[Cell | None, ...], ...]


class Block(_Frozen):
    """A piece of the source in reading order.

    `line` is one printed line whose break may be meant or not (text and PDF files);
    `paragraph` is a paragraph that the file itself marks as one (Word, HTML);
    `table` holds its cells; `note` is a footnote, kept out of the running text.
    """

    kind: Literal["line", "paragraph", "table", "note"]
    start: int
    end: int
    page: int | None = None
    box: BoundingBox | None = None
    table: Table | None = None


class SourceDocument(_Frozen):
    """A file as read. `confidence` is below 1 where the text itself is uncertain (scans)."""

    name: str
    text: str
    blocks: tuple[Block, ...]
    media_type: str
    reader: str
    pages: int | None = None
    page_sizes: tuple[PageSize, ...] = ()
    confidence: float = 1.0
    messages: tuple[str, ...] = ()

    def boxes_at(self, spans: Iterable[tuple[int, int]]) -> dict[tuple[int, int], dict[int, BoundingBox]]:
        """For each span of the text, by page, the box around the printed lines and cells that it touches.

        Empty for a span of a format that has no pages.
        """
        places = self._places()
        ends = [place[1] for place in places]
        found: dict[tuple[int, int], dict[int, BoundingBox]] = {}
        for start, end in spans:
            boxes: dict[int, BoundingBox] = {}
            for at in range(bisect_left(ends, start + 1), len(places)):
                begin, _, page, box = places[at]
                if begin >= end:
                    break
                if box is not None:
                    boxes[page] = boxes[page].union(box) if page in boxes else box
            found[start, end] = boxes
        return found

    def pages_at(self, starts: Iterable[int]) -> dict[int, int | None]:
        """The page on which the letter at each offset stands, None where the format has no pages."""
        places = self._places()
        ends = [place[1] for place in places]
        found: dict[int, int | None] = {}
        for start in starts:
            at = bisect_left(ends, start + 1)
            found[start] = places[at][2] if at < len(places) else None
        return found

    def _places(self) -> list[tuple[int, int, int, BoundingBox | None]]:
        """Start, end, page and box of all lines and cells that stand on a page, in order of the text."""
        return sorted((place for block in self.blocks for place in _places(block)), key=lambda place: place[1])


def _places(block: Block) -> Iterator[tuple[int, int, int, BoundingBox | None]]:
    """Start, end, page and box of the pieces of a block that stand on a page: its cells, or itself."""
    cells = [cell for row in block.table.rows for cell in row if cell and not cell.merged] if block.table else []
    boxed = [cell for cell in cells if cell.end > cell.start]
    pieces: list[Cell] | list[Block] = boxed or [block]
    for piece in pieces:
        page = piece.page or block.page
        if page is not None:
            yield piece.start, piece.end, page, piece.box
