"""Signs that tesseract's Vietnamese misreads, told from the picture: ‰, ≤, ≥, Roman numerals, lone commas.

It reads "‰" as "%", "≤" as "<", "5,1" alone in a cell as "51" and "III." as "HI.": figures would be off by
ten, bounds wrong, headings lost. "‰" has three rings where "%" has two; "≤" stands on a bar; a comma hangs
below the feet of the figures; and a numeral made of I and H only can be no other.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from plan_extract.reading.ocr.tesseract import Word

_PER_MILLE_REST = re.compile(r"(?:(?<=\d)|^)[%°][oO0]+\b")
_BROKEN_NUMERAL = re.compile(r"\b(X{0,2}V?)(HI|IH|IIH|HII|IHI)\b")
_NUMERAL_OF_YEAR = re.compile(r"^H(?=/20\d\d)")
_STROKES_AS_FIGURES = re.compile(r"^(?=[1l]*I)[I1l]{2,3}(?=/20\d\d)")
_FEW_STROKES = re.compile(r"I{1,2}(?=[/.,;:)]|$)")
_HEADING = re.compile(r"([XVIHl|]{1,5})[.,]\s?(?=[A-ZĐÀ-Ỹ]{2})")
_NUMERALS = frozenset(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"))
_FIGURE = re.compile(r"(?=.{2,6}$)\d+(?:[./]?\d+)")
_RINGS_OF_PER_MILLE = 3
_MIN_HOLE = 3


def mend_signs(image: Image.Image, words: list[Word]) -> list[Word]:
    """The words with those signs set right that the picture shows to be others."""
    return [replace(word, text=_mend(image, word)) if _is_suspect(word.text) else word for word in words]


def _is_suspect(text: str) -> bool:
    return "%" in text or text[0] in "<>I" or "H" in text or bool(_FIGURE.fullmatch(text))


def _mend(image: Image.Image, word: Word) -> str:
    text = _PER_MILLE_REST.sub("‰", word.text)
    text = _BROKEN_NUMERAL.sub(lambda found: found[1] + "III", text)
    text = _NUMERAL_OF_YEAR.sub("II", text)
    text = _STROKES_AS_FIGURES.sub(lambda found: "I" * len(found[0]), text)
    if (numeral := _FEW_STROKES.match(text)) and len(numeral[0]) < (strokes := _count_strokes(_ink(image, word))) <= 3:
        text = "I" * strokes + text[numeral.end() :]
    if _FIGURE.fullmatch(text):
        return _mend_figure(_ink(image, word), text)
    bare = text.rstrip(".,;:)")
    if (
        bare.endswith("%")
        and bare[:1].isdigit()
        and _count_rings(_last_glyph(image, word, text)) >= _RINGS_OF_PER_MILLE
    ):
        text = bare[:-1] + "‰" + text[len(bare) :]
    if text[0] in "<>" and _stands_on_bar(_first_glyph(image, word)):
        text = {"<": "≤", ">": "≥"}[text[0]] + text[1:]
    return text


def mend_heading(line: str) -> str:
    """A line whose Roman number was misread, put right ("HI. NHIỆM VỤ", "H, MỤC TIÊU", "l. CĂN CỨ")."""
    found = _HEADING.match(line)
    if found is None:
        return line
    numeral = found[1].replace("H", "II").replace("l", "I").replace("|", "I")
    return f"{numeral}. {line[found.end() :]}" if numeral in _NUMERALS else line


def _ink(image: Image.Image, word: Word) -> NDArray[np.bool_]:
    box = word.box
    crop = image.crop((int(box.x0) - 1, int(box.top) - 2, int(box.x1) + 3, int(box.bottom) + 2))
    return np.asarray(crop.convert("L").resize((crop.width * 2, crop.height * 2), Image.Resampling.BICUBIC)) < 150


def _mend_figure(ink: NDArray[np.bool_], text: str) -> str:
    """A figure with the comma that its picture shows ("51", "5.1", "5/1" for "5,1")."""
    digits = [sign for sign in text if sign.isdigit()]
    spans = [np.flatnonzero(ink[:, start:end].any(axis=1)) for start, end in _glyph_spans(ink)]
    if len(spans) != len(digits) + 1:
        return text
    top, height = min(rows[0] for rows in spans), max(len(rows) for rows in spans)
    low = [at for at, rows in enumerate(spans) if rows[0] > top + 0.6 * height and len(rows) < 0.5 * height]
    if len(low) != 1 or not 0 < low[0] < len(digits):
        return text
    (at,) = low
    foot = float(np.median([rows[-1] for place, rows in enumerate(spans) if place != at]))
    if spans[at][-1] < foot + 0.08 * height:
        return text
    return "".join((*digits[:at], ",", *digits[at:]))


def _last_glyph(image: Image.Image, word: Word, text: str) -> NDArray[np.bool_]:
    """The ink of the last sign of a word that is no closing mark."""
    spans = _glyph_spans(_ink(image, word))
    closing = len(text) - len(text.rstrip(".,;:)"))
    ink = _ink(image, word)
    at = len(spans) - 1 - closing
    return ink[:, spans[at][0] : spans[at][1]] if 0 <= at < len(spans) else ink[:, :0]


def _first_glyph(image: Image.Image, word: Word) -> NDArray[np.bool_]:
    ink = _ink(image, word)
    spans = _glyph_spans(ink)
    return ink[:, spans[0][0] : spans[0][1]] if spans else ink[:, :0]


def _glyph_spans(ink: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Where glyphs begin and end, from left to right: parted by columns without ink."""
    columns = np.concatenate(([False], ink.sum(axis=0) > 0, [False])).astype(np.int8)
    turns = np.flatnonzero(np.diff(columns))
    return [(int(start), int(end)) for start, end in zip(turns[::2], turns[1::2], strict=True) if end - start > 2]


def _count_rings(glyph: NDArray[np.bool_]) -> int:
    """How many patches of paper the ink of a glyph closes in."""
    if not glyph.size:
        return 0
    sizes: list[int] = [0]
    joined: list[int] = [0]  # patch 0 is the paper around the glyph

    def root(patch: int) -> int:
        while joined[patch] != patch:
            patch = joined[patch]
        return patch

    above: list[tuple[int, int, int]] = [(0, glyph.shape[1] + 2, 0)]
    for row in np.pad(~glyph, 1, constant_values=True):
        runs: list[tuple[int, int, int]] = []
        turns = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8))).tolist()
        for start, end in zip(turns[::2], turns[1::2], strict=True):
            touching = sorted({root(patch) for left, right, patch in above if left < end and start < right})
            if not touching:
                touching = [len(joined)]
                joined.append(len(joined))
                sizes.append(0)
            for patch in touching[1:]:
                joined[patch] = touching[0]
            sizes[touching[0]] += end - start + sum(sizes[patch] for patch in touching[1:])
            runs.append((start, end, touching[0]))
        above = runs
    return sum(size >= _MIN_HOLE * 4 for patch, size in enumerate(sizes) if joined[patch] == patch and root(patch) != 0)


def _stands_on_bar(glyph: NDArray[np.bool_]) -> bool:
    """Whether the lowest ink of a glyph is a level bar as wide as the glyph."""
    rows = np.flatnonzero(glyph.any(axis=1)) if glyph.size else np.array([])
    if len(rows) < 6:
        return False
    foot = glyph[rows[-1] - max(2, len(rows) // 8) : rows[-1] + 1]
    return bool(foot.any(axis=0).mean() > 0.75)


def _count_strokes(ink: NDArray[np.bool_]) -> int:
    """How many upright strokes a word begins with ("II/2023" has two)."""
    rows = np.flatnonzero(ink.any(axis=1))
    if len(rows) < 8:
        return 0
    upper, lower = ink[rows[0] + len(rows) * 3 // 10], ink[rows[0] + len(rows) * 7 // 10]
    strokes = 0
    for start, end in _glyph_spans(ink):
        above, below = _run_centres(upper[start:end]), _run_centres(lower[start:end])
        if len(above) != len(below) or any(abs(a - b) > 2 for a, b in zip(above, below, strict=True)):
            break
        if not above or end - start > len(above) * 0.75 * len(rows):
            break
        strokes += len(above)
    return strokes


def _run_centres(row: NDArray[np.bool_]) -> list[float]:
    turns = np.flatnonzero(np.diff(np.concatenate(([False], row, [False])).astype(np.int8)))
    return [(int(start) + int(end)) / 2 for start, end in zip(turns[::2], turns[1::2], strict=True)]
