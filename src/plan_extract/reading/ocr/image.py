"""A picture of a page made ready: stamps taken off, set straight, ruled lines found and taken out."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plan_extract.reading.pdf.page import Edge

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_MAX_SKEW = 4.0
_SMALL_SIDE = 500
_STRAIGHT = 0.12
_LINE_INCHES = 0.45
_SHORT_LINE_INCHES = 0.13
_FILLED = 0.94
_LINE_REMAINS = 128
_MIN_CONTRAST = 45
_INK_SHARE = 0.28
_PAPER_SHARE = 0.72


@dataclass(slots=True)
class PageImage:
    """A page as tesseract gets it, with the ruled lines that were found, in pixels.

    `turn` and then `skew` are the degrees by which it was turned anticlockwise to lie straight.
    """

    image: Image.Image
    dpi: float
    edges: list[Edge]
    skew: float = 0.0
    turn: int = 0


def prepare_image(image: Image.Image, dpi: float) -> PageImage:
    """The picture in grey, straight, without coloured stamps; its ruled lines as edges."""
    grey = take_off_stamps(image)
    angle = find_skew(grey)
    if abs(angle) > _STRAIGHT:
        grey = grey.rotate(angle, resample=Image.Resampling.BILINEAR, fillcolor=255)
        return PageImage(grey, dpi, [], angle)
    return PageImage(grey, dpi, [])


def take_off_stamps(image: Image.Image) -> Image.Image:
    """The picture in grey, red stamps and blue ink whitened where they are the smaller part of the ink."""
    if image.mode in ("L", "1", "I;16", "LA"):
        return image.convert("L")
    image = image.convert("RGB")
    sample = np.asarray(image.reduce(6)).astype(np.int16)
    spread = sample.max(axis=2) - sample.min(axis=2)
    dark = sample.min(axis=2) < 190
    share = float((dark & (spread > 40)).sum()) / max(float(dark.sum()), 1.0)
    if not 0.001 < share < 0.35:
        return image.convert("L")
    grey = np.asarray(image.convert("L"))
    colours = np.asarray(image)
    high = colours.max(axis=2)
    ink = (high - colours.min(axis=2) > 45) & (high > 90)
    cleaned = grey.copy()
    cleaned[ink] = 255
    return Image.fromarray(cleaned)


def part_ink(image: Image.Image) -> Image.Image:
    """The picture with the grain of its paper whitened and its ink darkened; all white where there is no ink.

    On grainy paper, lone figures are misread ("21,5" as "D15"), commas lost, and a page that is nearly empty
    keeps tesseract busy for minutes: it takes the grain for letters.
    """
    coarse = np.asarray(image.reduce(4))
    paper = float(np.median(coarse))
    if paper - float(coarse.min()) < _MIN_CONTRAST:
        return Image.new("L", image.size, 255)
    ink = float(np.asarray(image.reduce(2)).min())
    low, high = ink + _INK_SHARE * (paper - ink), ink + _PAPER_SHARE * (paper - ink)
    return image.point([min(255, max(0, round((value - low) / (high - low) * 255))) for value in range(256)])


def find_skew(grey: Image.Image) -> float:
    """Degrees (anticlockwise) by which the page must be turned for its lines to lie level."""
    scale = max(1, round(min(grey.size) / _SMALL_SIDE))
    small = grey.reduce(scale) if scale > 1 else grey
    values = np.asarray(small)
    ink = Image.fromarray(np.where(values < min(160, int(values.mean()) - 20), 255, 0).astype(np.uint8))
    if not ink.getbbox():
        return 0.0
    best = _best_angle(ink, np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.5))
    return _best_angle(ink, np.arange(best - 0.4, best + 0.41, 0.1))


def _best_angle(ink: Image.Image, angles: NDArray[np.float64]) -> float:
    scores = [(_sharpness(ink, float(angle)), -abs(float(angle)), float(angle)) for angle in angles]
    return max(scores)[2]


def _sharpness(ink: Image.Image, angle: float) -> float:
    """How sharply rows of ink and rows of paper part when the page is turned by `angle`."""
    rows = np.asarray(ink.rotate(angle), dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())


def take_out_lines(page: PageImage) -> PageImage:
    """Find the ruled lines of a page; where they could make a table, paint them over."""
    values = np.asarray(page.image)
    half = values[: values.shape[0] // 2 * 2, : values.shape[1] // 2 * 2]
    half = np.minimum(np.minimum(half[::2, ::2], half[1::2, ::2]), np.minimum(half[::2, 1::2], half[1::2, 1::2]))
    dark: Mask = half < 185
    length = max(20, int(page.dpi / 2 * _LINE_INCHES))
    level = _long_runs(dark, length)
    upright = _long_runs(np.ascontiguousarray(dark.T), length).T
    levels = _segments(level)
    upright |= _short_uprights(dark, levels, int(page.dpi / 2 * _SHORT_LINE_INCHES))
    level_edges = [Edge(2 * x0, 2 * y, 2 * x1, 2 * y) for x0, x1, y in levels]
    upright_edges = [Edge(2 * y, 2 * x0, 2 * y, 2 * x1) for x0, x1, y in _segments(np.ascontiguousarray(upright.T))]
    if len(level_edges) < 2 or len(upright_edges) < 2:
        return page
    lines = level | upright
    cleaned = values.copy()
    inside = cleaned[: lines.shape[0] * 2, : lines.shape[1] * 2]
    # letters that come near a line keep their dots and tails: beside it, only its grey rims are painted over
    inside[_doubled(_widen(lines)) & (inside > _LINE_REMAINS)] = 255
    inside[_doubled(lines)] = 255
    return replace(page, image=Image.fromarray(cleaned), edges=level_edges + upright_edges)


def _doubled(mask: Mask) -> Mask:
    return np.repeat(np.repeat(mask, 2, axis=0), 2, axis=1)


def _short_uprights(dark: Mask, levels: list[tuple[int, int, int]], length: int) -> Mask:
    """The upright lines too short to stand for themselves that join two level ones: rows of one line of text."""
    found = np.zeros_like(dark)
    ordered = sorted(levels, key=lambda line: line[2])
    for number, (x0, x1, upper) in enumerate(ordered):
        for left, right, lower in ordered[number + 1 :]:
            if lower - upper > 4 * length:
                break
            start, end = max(x0, left), min(x1, right)
            if lower - upper >= length and end - start >= length:
                strip = dark[upper : lower + 1, start : end + 1]
                full = strip.mean(axis=0) >= _FILLED
                found[upper : lower + 1, start : end + 1][:, full] = strip[:, full]
    return found


def _long_runs(dark: Mask, length: int) -> Mask:
    """The places of `dark` that lie in level runs of at least `length` (small breaks allowed)."""
    rows, width = dark.shape
    if width <= length:
        return np.zeros_like(dark)
    sums = np.zeros((rows, width + 1), dtype=np.int32)
    np.cumsum(dark, axis=1, out=sums[:, 1:])
    full = sums[:, length:] - sums[:, :-length] >= int(_FILLED * length)
    found = np.zeros_like(dark)
    starts = np.zeros((rows, width + 1), dtype=np.int32)
    hit_rows = np.flatnonzero(full.any(axis=1))
    for row in hit_rows:
        at = np.flatnonzero(full[row])
        np.add.at(starts[row], at, 1)
        np.add.at(starts[row], at + length, -1)
    found[hit_rows] = np.cumsum(starts[hit_rows, :-1], axis=1) > 0
    return found & dark


def _segments(mask: Mask) -> list[tuple[int, int, int]]:
    """Level lines of a mask as start, end and height; rows that touch make one line."""
    open_lines: list[list[int]] = []
    done: list[tuple[int, int, int]] = []
    for row in np.flatnonzero(mask.any(axis=1)):
        cells = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].astype(np.int8), [0]))))
        done.extend(_close(line) for line in open_lines if row - line[3] > 3)
        open_lines = [line for line in open_lines if row - line[3] <= 3]
        for start, end in zip(cells[::2], cells[1::2], strict=True):
            _add_run(open_lines, int(start), int(end), int(row))
    done.extend(_close(line) for line in open_lines)
    return [(x0, x1, y) for x0, x1, y in done if x1 - x0 >= 12]


def _add_run(open_lines: list[list[int]], start: int, end: int, row: int) -> None:
    for line in open_lines:
        if line[0] <= end + 4 and start <= line[1] + 4:
            line[0], line[1], line[3] = min(line[0], start), max(line[1], end), row
            return
    open_lines.append([start, end, row, row])


def _close(line: list[int]) -> tuple[int, int, int]:
    return line[0], line[1], (line[2] + line[3]) // 2


def _widen(mask: Mask) -> Mask:
    """The mask grown by one place on each side."""
    wide = mask.copy()
    wide[1:] |= mask[:-1]
    wide[:-1] |= mask[1:]
    wide[:, 1:] |= mask[:, :-1]
    wide[:, :-1] |= mask[:, 1:]
    return wide
