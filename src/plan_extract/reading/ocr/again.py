"""Figures that tesseract was not sure of, read a second and a third time.

A misread figure costs most, and most of those ("58,33%" for "58,3%", "B1" for "81") are read without much
confidence. Each such word is cut out twice: alone and smaller, and softened with the word before it. All
cuts of a run of pages stand below each other in one picture for one more run of tesseract. What both cuts
say counts; where they differ, the first reading stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from PIL import Image, ImageFilter

from plan_extract.reading.ocr.image import PageImage
from plan_extract.reading.ocr.signs import mend_signs
from plan_extract.reading.ocr.tesseract import Word, read_words

_UNSURE = 90.0
_MOST = 8  # words a picture: what is least sure first
_SMALLER = 0.7
_SOFTENED = 0.8  # radius in pixels
_MARGIN = 6
_GAP = 24
_MAX_HEIGHT = 30_000
_LARGEST_INCHES = (2.0, 0.4)  # width, height of a word that may be a figure
_SPACE_INCHES = 0.15
_AROUND = ";.,|{}[]()"
_UNIT_SURE, _UNIT_UNSURE = 75.0, 60.0
_DIGIT = re.compile(r"\d")
_USUAL = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?[%‰]?|\d+(?:,\d{1,2})?[%‰]?")


@dataclass(frozen=True, slots=True)
class _Cut:
    """A word cut out: of which picture and word, and where (pixels of the cut) the word itself begins."""

    picture: int
    word: int
    image: Image.Image
    begin: float


def read_figures_again(
    program: str, pictures: Sequence[PageImage], words: Sequence[list[Word]], name: str, limit: float
) -> list[list[Word]]:
    """The words of each picture, with the unsure figures as two more readings show them. Raises ReadError."""
    found = [list(each) for each in words]
    cuts = [cut for at, picture in enumerate(pictures) for cut in _cut_unsure(at, picture, found[at])]
    if not cuts:
        return found
    stack, places = _stack(cuts)
    page = PageImage(stack, pictures[0].dpi, [])
    (read,) = read_words(program, [page], name, limit)
    read = mend_signs(stack, read)
    readings = [_read_at(place, cut, read) for place, cut in zip(places, cuts, strict=False)]
    for cut, alone, softened in zip(cuts[::2], readings[::2], readings[1::2], strict=False):
        found[cut.picture][cut.word] = choose(found[cut.picture][cut.word], alone, softened)
    return found


def choose(first: Word, *others: Word | None) -> Word:
    """The word as first read, or as all other readings of it agree that it is."""
    core = first.text.strip(_AROUND)
    texts = {word.text.strip(_AROUND) if word else "" for word in others}
    sure = min(word.confidence if word else 0.0 for word in others)
    text = texts.pop()
    if texts or not core:
        return first
    if text in (core, core.replace("‰", "%")):  # ‰ was told from the rings in the picture
        return replace(first, confidence=max(first.confidence, sure))
    if text == "%":
        taken = len(core) <= 2 and sure >= _UNIT_SURE and first.confidence < _UNIT_UNSURE
    elif text.replace(",", ".") == core.replace(",", "."):
        taken = bool(_USUAL.fullmatch(text)) and not _USUAL.fullmatch(core)
    else:
        taken = bool(_DIGIT.search(text)) and not _spoils_percent(core, text) and not _loses_comma(core, text)
    start = first.text.index(core)
    whole = first.text[:start] + text + first.text[start + len(core) :]
    return replace(first, text=whole, confidence=max(first.confidence, sure)) if taken else first


def _spoils_percent(first: str, text: str) -> bool:
    """Whether a reading takes a percent sign for figures: "719%" or "719" for "71%"."""
    if first[-1] not in "%‰":
        return False
    return text[-1] not in "%‰" or bool(re.fullmatch(re.escape(first[:-1]) + r"\d", text[:-1]))


def _loses_comma(first: str, text: str) -> bool:
    """Whether a reading differs by a lost sign between figures alone: commas fade sooner than they appear."""
    return text == re.sub("[.,]", "", first)


def _cut_unsure(at: int, picture: PageImage, words: list[Word]) -> Iterator[_Cut]:
    """Two cuts of each figure that was read without much confidence, the least sure first."""
    width, height = (inches * picture.dpi for inches in _LARGEST_INCHES)
    unsure = [
        number
        for number, word in enumerate(words)
        if word.confidence < _UNSURE
        and _DIGIT.search(word.text)
        and word.box.width <= width
        and word.box.height <= height
    ]
    for number in sorted(unsure, key=lambda each: words[each].confidence)[:_MOST]:
        box = words[number].box
        top, bottom = int(box.top) - _MARGIN, int(box.bottom) + _MARGIN
        right = int(box.x1) + _MARGIN
        left = max(0, int(box.x0) - _MARGIN)
        alone = picture.image.crop((left, top, right, bottom))
        size = max(1, round(alone.width * _SMALLER)), max(1, round(alone.height * _SMALLER))
        yield _Cut(at, number, alone.resize(size, Image.Resampling.BICUBIC), 0.0)
        left = max(0, int(_begin_before(words, number, _SPACE_INCHES * picture.dpi)) - _MARGIN)
        softened = picture.image.crop((left, top, right, bottom)).filter(ImageFilter.GaussianBlur(_SOFTENED))
        yield _Cut(at, number, softened, box.x0 - left)


def _begin_before(words: list[Word], number: int, space: float) -> float:
    """Where the word before a word begins, if it stands on the same line and near; else the word itself."""
    word = words[number]
    before = words[number - 1] if number else word
    near = before.line == word.line and -3 <= word.box.x0 - before.box.x1 < space
    return before.box.x0 if near else word.box.x0


def _stack(cuts: list[_Cut]) -> tuple[Image.Image, list[tuple[float, float]]]:
    """The cuts below each other, and the rows that each takes; those beyond the largest height are left out."""
    width = max(cut.image.width for cut in cuts) + 2 * _GAP
    height = min(_MAX_HEIGHT, sum(cut.image.height + _GAP for cut in cuts) + _GAP)
    stack = Image.new("L", (width, height), 255)
    places: list[tuple[float, float]] = []
    top = _GAP
    for cut in cuts:
        if top + cut.image.height + _GAP > _MAX_HEIGHT:
            break
        stack.paste(cut.image, (_GAP, top))
        places.append((top - _GAP / 2, top + cut.image.height + _GAP / 2))
        top += cut.image.height + _GAP
    return stack, places


def _read_at(place: tuple[float, float], cut: _Cut, words: list[Word]) -> Word | None:
    """What was read on a cut from where its word begins, as one word; None for nothing."""
    top, bottom = place
    inside = [
        word
        for word in words
        if top <= (word.box.top + word.box.bottom) / 2 < bottom
        and (word.box.x0 + word.box.x1) / 2 > _GAP + cut.begin - 8
    ]
    if not inside:
        return None
    inside.sort(key=lambda word: word.box.x0)
    text = "".join(word.text for word in inside)
    return replace(inside[0], text=text, confidence=min(word.confidence for word in inside))
