"""What any way of reading a page gives: pieces of lines with their place, rules, pictures.

Lengths are PDF points, measured from the top left corner of the page as it is shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import cos, radians, sin
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


Extents = list[tuple[float, float]]


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
    """A table of a page: its box and its cells (box and text) in no order.

    `columns` holds the extent of the words of each column where no lines bound the cells.
    """

    box: Rect
    cells: list[tuple[Rect, str]] = field(default_factory=list)
    columns: Extents | None = None

    def count_rows(self) -> int:
        """How many different heights its cells begin at."""
        return len({box.top for box, _ in self.cells})


@dataclass(slots=True)
class PageContent:
    """A page read: its segments outside tables, its tables, how far pictures fill it (0 to 1).

    A scan is set straight before it is read: `turn` (0, 90, 180, 270) and then `skew` (degrees) say by
    how much it was turned anticlockwise. All places are those on the page set straight. `shift` is where
    its own left margin begins on a sheet that holds two pages.
    """

    number: int
    width: float
    height: float
    segments: list[Segment] = field(default_factory=list)
    tables: list[RuledTable] = field(default_factory=list)
    picture_share: float = 0.0
    by_ocr: bool = False
    confidence: float = 1.0
    has_marks: bool = False
    skew: float = 0.0
    turn: int = 0
    shift: float = 0.0

    _text: str | None = None

    @property
    def shown_size(self) -> tuple[float, float]:
        """Width and height of the page as the file shows it."""
        return (self.height, self.width) if self.turn % 180 else (self.width, self.height)

    def place_shown(self, box: Rect) -> Rect:
        """The rectangle around `box` on the page as the file shows it."""
        if not self.turn and not self.skew:
            return box
        corners = [self._point_shown(x, y) for x in (box.x0, box.x1) for y in (box.top, box.bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        width, height = self.shown_size
        return Rect(max(min(xs), 0.0), max(min(ys), 0.0), min(max(xs), width), min(max(ys), height))

    def _point_shown(self, x: float, y: float) -> tuple[float, float]:
        angle = radians(self.skew)
        x, y = x - self.width / 2, y - self.height / 2
        x, y = x * cos(angle) - y * sin(angle) + self.width / 2, x * sin(angle) + y * cos(angle) + self.height / 2
        if self.turn == 90:
            return self.height - y, x
        if self.turn == 180:
            return self.width - x, self.height - y
        return (y, self.width - x) if self.turn == 270 else (x, y)

    @property
    def text(self) -> str:
        """All words of the page, in no certain order, for checks. Asked for when the page is full."""
        if self._text is None:
            parts = [segment.text for segment in self.segments]
            parts.extend(text for table in self.tables for _, text in table.cells)
            self._text = "\n".join(parts)
        return self._text


PageReader = Callable[[int], PageContent]
