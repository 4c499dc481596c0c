"""Cells of ruled tables cut out of a page and set one below the other, for one reading of their own.

On the page, the words of neighbouring cells run into one line and lone figures get lost; below each
other, each cell is a few lines of plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
from PIL import Image, ImageDraw

from plan_extract.reading.ocr.image import PageImage
from plan_extract.reading.pdf.page import Rect
from plan_extract.reading.pdf.rules import box_of_cells

_MARGIN = 24
_INSET = 1
_MAX_HEIGHT = 30_000
_SPECK = 12
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*%?")
_LONE_FOUR = "Á"


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell's place on the stack: the rows from `top` to `bottom` hold it."""

    cell: Rect
    top: int
    bottom: int


def cut_cells(page: PageImage, tables: list[list[Rect]]) -> tuple[Image.Image, list[Placed]]:
    """The cells that hold any ink, one below the other. Cells are in pixels of the page."""
    crops: list[tuple[Rect, Image.Image]] = []
    for cells in tables:
        for cell in sorted(cells, key=lambda each: (each.x0, each.top)):
            crop = _trim(page.image.crop((
                round(cell.x0) + _INSET, round(cell.top) + _INSET, round(cell.x1) - _INSET, round(cell.bottom) - _INSET
            )))  # fmt: skip
            if crop is not None:
                crops.append((cell, crop))
    width = max((crop.width for _, crop in crops), default=0) + 2 * _MARGIN
    height = sum(crop.height + _MARGIN for _, crop in crops) + _MARGIN
    stack = Image.new("L", (width, min(height, _MAX_HEIGHT)), 255)
    placed: list[Placed] = []
    top = _MARGIN
    for cell, crop in crops:
        if top + crop.height + _MARGIN > _MAX_HEIGHT:
            break
        stack.paste(crop, (_MARGIN, top))
        placed.append(Placed(cell, top - _MARGIN // 2, top + crop.height + _MARGIN // 2))
        top += crop.height + _MARGIN
    return stack, placed


def _trim(crop: Image.Image) -> Image.Image | None:
    """The part of a cell that holds ink; None for an empty one."""
    if crop.width < 4 or crop.height < 4:
        return None
    dark = np.asarray(crop) < 140
    if int(dark.sum()) < _SPECK:
        return None
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    top, bottom = max(0, int(rows[0]) - 6), min(crop.height, int(rows[-1]) + 7)
    left, right = max(0, int(columns[0]) - 6), min(crop.width, int(columns[-1]) + 7)
    return crop.crop((left, top, right, bottom))


def mend_lone_figures(cells: list[tuple[Rect, str]]) -> list[tuple[Rect, str]]:
    """The cells with each 4 that stands alone and was read as "Á", told by the figures below and above it.

    A 4 has the strokes of that letter. All other cells of its column hold figures, save the headings.
    """
    mended = []
    for cell, text in cells:
        if text == _LONE_FOUR:
            column = [(box.top, words) for box, words in cells if abs(box.x0 - cell.x0) + abs(box.x1 - cell.x1) < 3]
            others = [words for _, words in sorted(column) if words and words != _LONE_FOUR]
            figures = [bool(_FIGURE.fullmatch(words)) for words in others]
            first = figures.index(True) if True in figures else len(figures)
            if len(figures) - first >= 2 and all(figures[first:]):
                text = "4"
        mended.append((cell, text))
    return mended


def blank_tables(page: PageImage, tables: list[list[Rect]]) -> PageImage:
    """The page with its tables painted white."""
    image = page.image.copy()
    draw = ImageDraw.Draw(image)
    for cells in tables:
        box = box_of_cells(cells)
        draw.rectangle((box.x0 - 4, box.top - 4, box.x1 + 4, box.bottom + 4), fill=255)
    return replace(page, image=image)
