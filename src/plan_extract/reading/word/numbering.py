"""Automatic numbering: the label that Word shows before a paragraph.

After ECMA-376 part 1, 17.9: levels with their format and text, overrides of a list, restarts,
levels tied to a paragraph style, lists that take their levels from a numbering style.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from plan_extract.normalising.characters import BULLET_SIGNS
from plan_extract.reading.word.package import W
from plan_extract.reading.word.styles import NumberingRef, is_on

BULLETS = {
    "\uf0a7": "▪", "\uf0b7": "•", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf0a8": "◦", "\uf02d": "-",
    "\uf0be": "-", "\uf02b": "+", "\uf02a": "*", "\uf06e": "■", "\uf06c": "●", "o": "○", "§": "▪", "Ø": "➢",
    "ü": "✓", "v": "❖", "·": "•", "\uf0e8": "➢", "\uf0f0": "➢", "¨": "◦",
}  # fmt: skip
_PLAIN_BULLETS = frozenset(BULLET_SIGNS) - {"·"}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "courier")
_PLACE = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    """One level of a list as its definition gives it."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    font: str = ""


@dataclass(slots=True)
class _List:
    """A numbering instance: its definition's id, levels that it overrides, new starts."""

    abstract: int
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the numbered paragraphs of a document in order and gives each its label."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[int, dict[int, Level]] = {}
        self._lists: dict[int, _List] = {}
        self._counters: dict[int, dict[int, int]] = {}
        self._started: set[tuple[int, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        links: dict[int, str] = {}
        named: dict[str, int] = {}
        for definition in root.iterchildren(W + "abstractNum"):
            key = _integer(definition.get(W + "abstractNumId"))
            if key is None:
                continue
            self._abstract[key] = dict(map(_read_level, definition.iterchildren(W + "lvl")))
            if (link := definition.find(W + "numStyleLink")) is not None:
                links[key] = link.get(W + "val", "")
            if (name := definition.find(W + "styleLink")) is not None:
                named[name.get(W + "val", "")] = key
        for key, style in links.items():
            if style in named and not self._abstract[key]:
                self._abstract[key] = self._abstract[named[style]]
        for entry in root.iterchildren(W + "num"):
            self._read_list(entry)

    def _read_list(self, entry: etree._Element) -> None:
        num_id = _integer(entry.get(W + "numId"))
        link = entry.find(W + "abstractNumId")
        abstract = _integer(link.get(W + "val")) if link is not None else None
        if num_id is None or abstract is None:
            return
        found = _List(abstract)
        for override in entry.iterchildren(W + "lvlOverride"):
            level = _integer(override.get(W + "ilvl")) or 0
            if (start := override.find(W + "startOverride")) is not None:
                found.starts[level] = _integer(start.get(W + "val")) or 0
            if (own := override.find(W + "lvl")) is not None:
                found.levels[level] = _read_level(own)[1]
        self._lists[num_id] = found

    def level_of_style(self, num_id: int, style: str) -> int | None:
        """The level of a list that is tied to a paragraph style."""
        entry = self._lists.get(num_id)
        if entry is None:
            return None
        levels = self._abstract.get(entry.abstract, {}) | entry.levels
        return next((number for number, level in levels.items() if level.style == style), None)

    def label(self, reference: NumberingRef) -> str:
        """The label of the next paragraph of this list and level, with what parts it from the text."""
        entry = self._lists.get(reference.num_id or 0)
        number = reference.level or 0
        if entry is None:
            return ""
        levels = self._abstract.get(entry.abstract, {}) | entry.levels
        level = levels.get(number)
        if level is None:
            return ""
        counters = self._advance(entry, reference.num_id or 0, number, levels)
        if level.format == "none":
            return ""
        if level.format == "bullet":
            return _bullet(level) + " " if level.text else ""
        text = _PLACE.sub(lambda found: self._place(int(found[1]) - 1, levels, level, counters), level.text)
        return text + level.suffix if text.strip() else ""

    @staticmethod
    def _place(at: int, levels: dict[int, Level], level: Level, counters: dict[int, int]) -> str:
        other = levels.get(at, Level())
        shown = "decimal" if level.legal and other.format not in ("bullet", "none") else other.format
        return render_number(counters.get(at, other.start), shown)

    def _advance(self, entry: _List, num_id: int, number: int, levels: dict[int, Level]) -> dict[int, int]:
        counters = self._counters.setdefault(entry.abstract, {})
        if number in entry.starts and (num_id, number) not in self._started:
            counters[number] = entry.starts[number]
        elif number in counters:
            counters[number] += 1
        else:
            counters[number] = levels[number].start
        self._started.add((num_id, number))
        for upper in range(number):
            counters.setdefault(upper, entry.starts.get(upper, levels.get(upper, Level()).start))
        for deeper in [at for at in counters if at > number]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or (restart > 0 and number < restart):
                del counters[deeper]
        return counters


def _read_level(entry: etree._Element) -> tuple[int, Level]:
    level = Level()
    for child in entry:
        value = child.get(W + "val", "")
        if child.tag == W + "start":
            level.start = _integer(value) or 0
        elif child.tag == W + "numFmt":
            level.format = value
        elif child.tag == W + "lvlText":
            level.text = value
        elif child.tag == W + "suff":
            level.suffix = "" if value == "nothing" else " "
        elif child.tag == W + "lvlRestart":
            level.restart = _integer(value)
        elif child.tag == W + "isLgl":
            level.legal = is_on(child)
        elif child.tag == W + "pStyle":
            level.style = value
        elif child.tag == W + "rPr" and (fonts := child.find(W + "rFonts")) is not None:
            level.font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return _integer(entry.get(W + "ilvl")) or 0, level


def _bullet(level: Level) -> str:
    sign = level.text.strip()
    if sign in _PLAIN_BULLETS:
        return sign
    if len(sign) == 1 and ("\ue000" <= sign <= "\uf8ff" or level.font.lower().startswith(_SYMBOL_FONTS)):
        return BULLETS.get(sign, "•")
    return BULLETS.get(sign, sign) or "•"


def render_number(value: int, shape: str) -> str:
    """A number in one of Word's formats; formats of other scripts come as plain digits."""
    if shape in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if shape == "upperRoman" else roman.lower()
    if shape in ("upperLetter", "lowerLetter"):
        letters = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""
        return letters if shape == "upperLetter" else letters.lower()
    if shape == "decimalZero":
        return f"{value:02d}"
    if shape in ("none", "bullet"):
        return ""
    return str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    signs = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
             (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
    text = ""
    for amount, sign in signs:
        count, value = divmod(value, amount)
        text += sign * count
    return text


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and text.lstrip("-").isdigit() else None
