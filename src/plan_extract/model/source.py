"""What a reader makes of a file: one text, and the blocks and tables that stand in it.

All offsets count characters of `SourceDocument.text`, which is kept as read: nothing is mended
here, so that a fact can always be shown where it stands.
"""

from __future__ import annotations

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


class Cell(_Frozen):
    """One cell of a table. `start` and `end` bound its text in the source text.

    A cell that a merge covers is repeated as `merged=True` with the offsets of the first one.
    `page` is set only where a table goes on over pages and the cell is not on the table's first.
    """

    start: int
    end: int
    merged: bool = False
    page: int | None = None


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
    confidence: float = 1.0
    messages: tuple[str, ...] = ()
