"""Pieces of charts: colours that colour-blind readers tell apart, text that fits its room, labels that do not meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

BLUE, ORANGE, GREEN, INK, PALE = "#0072B2", "#D55E00", "#009E73", "#1b1b1b", "#c8c8c8"
"""Those of Okabe and Ito, with ink and a pale grey."""
WIDTH: Final = 900
LABELS: Final = 300
"""Room for the names at the left."""
LINE: Final = 16
"""Height of a line of small text."""
_LETTER: Final = 6.6
"""Mean width of a letter at 13 px."""


@dataclass
class Panel:
    """Pieces of SVG with the height they take."""

    parts: list[str]
    height: float


def text(
    x: float,
    y: float,
    words: str,
    *,
    room: float,
    size: int = 13,
    bold: bool = False,
    anchor: str = "start",
    colour: str = INK,
) -> str:
    """A line of text, cut with "…" where it is wider than its room."""
    shown = cut(words, room, size)
    weight = ' font-weight="bold"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{weight}{place}>{escape(shown)}</text>'


def cut(words: str, room: float, size: int) -> str:
    """`words`, with "…" for their end where they are wider than `room`."""
    letters = int(room / (_LETTER * size / 13))
    return words if len(words) <= letters else words[: max(letters - 1, 1)].rstrip() + "…"


def width_of(words: str, size: int) -> float:
    """About how wide a line of text is."""
    return len(words) * _LETTER * size / 13


def settle(wanted: Sequence[float], *, gap: float, top: float, bottom: float) -> list[float]:
    """Places for labels as near as can be to where they are wanted: in the same order, `gap` apart, within bounds.

    Labels that would meet are spread around the middle of the places they want. There must be room for all.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    blocks: list[tuple[float, int]] = []
    for step, number in enumerate(order):
        mean, count = wanted[number] - step * gap, 1
        while blocks and blocks[-1][0] > mean:
            before, many = blocks.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        blocks.append((mean, count))
    highest = bottom - (len(order) - 1) * gap
    levels = [min(max(mean, top), max(highest, top)) for mean, count in blocks for _ in range(count)]
    made = [0.0] * len(wanted)
    for step, number in enumerate(order):
        made[number] = levels[step] + step * gap
    return made
