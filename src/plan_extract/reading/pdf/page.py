"""What any way of reading a page gives: pieces of lines with their place, rules, pictures.

Lengths are PDF points, measured from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle; `top` is smaller than `bottom`."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def union(self, other: Rect) -> Rect:
        return Rect(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def holds(self, x: float, y: float) -> bool:
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom

    def meets(self, other: Rect) -> bool:
        return self.x0 < other.x1 and other.x0 < self.x1 and self.top < other.bottom and other.top < self.bottom


@dataclass(slots=True)
class Segment:
    """A stretch of one printed line without a wide gap. `size` is the size of its letters."""

    text: str
    box: Rect
    size: float


class Edge(NamedTuple):
    """A ruled line: horizontal where `top` equals `bottom`, else vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class RuledTable:
    """A table of a page: its box and its cells (box and text) in no order."""

    box: Rect
    cells: list[tuple[Rect, str]] = field(default_factory=list)


@dataclass(slots=True)
class PageContent:
    """A page read: its segments outside tables, its tables, how far pictures fill it (0 to 1)."""

    number: int
    width: float
    height: float
    segments: list[Segment] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    picture_share: float = 0.0
    by_ocr: bool = False
    confidence: float = 1.0
    has_marks: bool = False

    _text: str | None = None

    @property
    def text(self) -> str:
        """All words of the page, in no certain order, for checks. Asked for when the page is full."""
        if self._text is None:
            parts = [segment.text for segment in self.segments]
            parts.extend(text for table in self.tables for _, text in table.cells)
            self._text = "\n".join(parts)
        return self._text


PageReader = Callable[[int], PageContent]
