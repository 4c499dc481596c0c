"""Letters of a page with their places: put together to segments and to the lines of cells, note marks left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plan_extract.reading.pdf.page import Rect, Segment
from plan_extract.reading.pdf.rules import box_of_cells

_MARK = re.compile(r"[(\[]?(?:\d{1,2}|[†‡])[)\]]?")
_UNIT_POWERS = {"2": "²", "3": "³"}
_VOWELS = tuple("aăâeêioôơuưy")


class Letter(NamedTuple):
    """One letter and where it stands; blanks stand nowhere."""

    sign: str
    box: Rect | None


_FIGURE_PART = re.compile(r"\d[\d.,]*|[.,][\d.,]+")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class CellLine(NamedTuple):
    """A stretch of one printed line inside a cell."""

    text: str
    box: Rect


def read_cell_line(letters: list[Letter]) -> CellLine | None:
    """The words of letters that stand on one line of a cell; None where there are none."""
    text = "".join(letter.sign for letter in letters).strip()
    boxes = [letter.box for letter in letters if letter.box is not None]
    return CellLine(text, box_of_cells(boxes)) if text and boxes else None


def join_cell(lines: list[CellLine]) -> str:
    """The text of a cell, its lines from top to bottom in whatever order the file holds them."""
    ordered = sorted(lines, key=lambda line: line.box.top + line.box.bottom)
    rows: list[list[CellLine]] = []
    for line in ordered:
        last = rows[-1][-1] if rows else None
        if last and min(last.box.bottom, line.box.bottom) - max(last.box.top, line.box.top) > 0.5 * min(
            last.box.height, line.box.height
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return _join_lines([" ".join(line.text for line in sorted(row, key=lambda each: each.box.x0)) for row in rows])


def _join_lines(lines: list[str]) -> str:
    """The lines of a cell, a figure that its narrow column breaks ("14.489.90" / "9") whole again."""
    if len(lines) > 1 and all(_FIGURE_PART.fullmatch(line) for line in lines):
        whole = "".join(lines)
        if _GROUPED.fullmatch(whole) and not all(_GROUPED.fullmatch(line) or line.isdigit() for line in lines):
            return whole
    return "\n".join(lines)


def drop_marks(letters: list[Letter]) -> list[Letter]:
    """The letters without raised note marks; one that opens a line becomes "[1]", a power "²"."""
    boxes = [letter.box for letter in letters if letter.box is not None and letter.sign.isalnum()]
    if len(boxes) < 3:
        return letters
    height = sorted(box.height for box in boxes)[len(boxes) // 2]
    floor = sorted(box.bottom for box in boxes)[len(boxes) // 2]
    kept: list[Letter] = []
    at = 0
    while at < len(letters):
        after = at
        while after < len(letters) and _is_raised(letters[after], height, floor):
            after += 1
        raised = "".join(letter.sign for letter in letters[at:after])
        if not raised or not _MARK.fullmatch(raised):
            kept.extend(letters[at : max(after, at + 1)])
            at = max(after, at + 1)
            continue
        sign = _lower_mark(raised, "".join(letter.sign for letter in kept[-3:]))
        if sign != " " or after == len(letters) or letters[after].sign.isalnum():
            kept.append(Letter(sign, letters[at].box))
        at = after
    return kept


def _lower_mark(raised: str, before: str) -> str:
    """What stands in the text for raised signs."""
    if not before.strip():
        return f"[{raised.strip('()[]')}] "
    if raised in _UNIT_POWERS and before.endswith("m") and not before[:-1].endswith(_VOWELS):
        return _UNIT_POWERS[raised]
    return " "


def _is_raised(letter: Letter, height: float, floor: float) -> bool:
    """Whether a figure or sign is set small and high."""
    box = letter.box
    if box is None or letter.sign.isalpha():
        return False
    return box.height < 0.85 * height and floor - box.bottom > 0.22 * height and letter.sign in "0123456789†‡()[]"


def make_segment(run: list[Letter], size: float) -> Iterator[Segment]:
    """The segment that a run of letters makes; none where they are blank."""
    boxes = [letter.box for letter in run if letter.box is not None]
    text = "".join(letter.sign for letter in run).strip()
    if not boxes or not text:
        return
    box = boxes[0]
    for other in boxes[1:]:
        box = box.union(other)
    yield Segment(re.sub(r"[ \t]{2,}", " ", text), box, size)
