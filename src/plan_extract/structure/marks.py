"""List marks and labels that open a paragraph: "II.", "1.2.", "a)", "-", "(1)", "Chỉ tiêu 3:"."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from plan_extract.normalising.characters import BULLET_SIGNS
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording

_WORDS = Wording("outline_words")


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark: its style (what its siblings look like), number, and where the words begin.

    `style` is `part`, `roman`, `capital`, `number-N` (N figures), `letter`, `bracket`,
    or `bullet` with its sign.
    """

    style: str
    number: str | None
    end: int

    @property
    def is_bullet(self) -> bool:
        return self.style.startswith("bullet")


@dataclass(frozen=True, slots=True)
class Label:
    """A word with a number that names what follows: kind `goal`, `indicator` or `task`."""

    kind: str
    number: str
    end: int


_BULLET = regex.compile(rf"([{BULLET_SIGNS}])\s*(?=\S)")
_DOT = regex.compile(r"\.\s+(?=\p{Lu})")  # ". Đơn vị chủ trì: ...", the third sign of some offices
_NUMBER = regex.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,5})(?:\s?[.)]\s+(?=\S)|-\s+(?=\p{L}{2})|\s+(?=\D|\d{1,3}\s?[%/]))|(\d{1,2}(?:\.\d{1,2}){1,5})\.(?=\D)|(\d{1,3})\s?\.\s*(?=[^\d\s])|(\d{1,2})\.\s+(?=\d)"
)
_DASH_BEHIND = regex.compile(r"[-–]\s+(?=\p{Lu})")  # "2.1 - Công đoàn cơ sở"
_NUMBER_OF_PARTY = regex.compile(r"(\d{1,2})-\s*(?=\p{L}\p{L})")  # "1- Ban Tuyên giáo": how offices of the Party number
_ROMAN = regex.compile(
    r"(?!v/v\b)(?:([ivxl]{1,7})\s?[.)/]\s*(?=\S)|([ivxl]{1,7})\s?-\s?(?=\p{L})|([ivx]{1,5})\s(?=\p{L}{2}))"
)
_MIXED_ROMANS = ("ii", "iii", "iv", "vi", "vii", "viii", "ix")
_CAPITAL = regex.compile(r"([a-hklđ])\s?\.\s+(?=\S)")
_LETTER = regex.compile(
    r"([a-zđ]{1,2}\d?)\s?\)\s*(?=\S)|([a-eg-hkđ])\.\s+(?=\S)|([a-zđ]\d?\.\d{1,2})[.)]?\s+(?=\S)|([a-eg-hkđ])(?:\s?/|-)\s+(?=\p{L}{2})"
)
_BRACKET = regex.compile(r"\((\d{1,2}|[ivx]{1,4}|[a-zđ])\)\s*(?=\S)|(\d{1,2})\)\s*(?=\S)|(\d{1,2})\s?/\s+(?=\p{L})")
_PART = _WORDS["part"]
_ARTICLE = _WORDS["article"]
_LABEL = _WORDS["label"]
_LETTERS_OF_MARKS = frozenset("abcdefghijklmnopqrstuvwxyzđ")
_LABEL_KINDS = {"mục tiêu": "goal", "mục tiêu cụ thể": "goal", "chỉ tiêu": "indicator", "chi tiêu": "indicator"}


def parse_mark(passage: Passage, start: int = 0) -> Mark | None:
    """The list mark that opens the passage at `start`, or None."""
    match = passage.match
    if start >= len(match):
        return None
    sign = match[start]
    if sign.isalpha():
        return _letter_mark(passage.text, match, start)
    if sign.isdecimal():
        return _number_mark(passage.text, match, start)
    if sign == "(":
        return _bracket_mark(match, start)
    if sign == ".":
        dot = _DOT.match(passage.text, start)
        return Mark("bullet.", None, dot.end()) if dot else None
    found = _BULLET.match(match, start)
    return Mark(f"bullet{found.group(1)}", None, found.end()) if found else None


def _number_mark(text: str, match: str, start: int) -> Mark | None:
    if found := _NUMBER.match(match, start):
        number = next(group for group in found.groups() if group)
        dash = _DASH_BEHIND.match(text, found.end()) if "." in number else None
        return Mark(f"number-{number.count('.') + 1}", number, dash.end() if dash else found.end())
    if (found := _NUMBER_OF_PARTY.match(match, start)) and _is_word(text[found.end() : found.end() + 4]):
        return Mark("number-1", found.group(1), found.end())
    return _bracket_mark(match, start)


def _bracket_mark(match: str, start: int) -> Mark | None:
    found = _BRACKET.match(match, start)
    return Mark("bracket", next(group for group in found.groups() if group), found.end()) if found else None


def _letter_mark(text: str, match: str, start: int) -> Mark | None:
    if match[start] not in _LETTERS_OF_MARKS:
        return None
    upper = text[start : start + 1].isupper()
    if upper and (found := _ROMAN.match(match, start)):
        numeral = text[start : start + len(next(group for group in found.groups() if group))]
        bare = found.group(2) is None or text[found.end() : found.end() + 1].isupper()
        if (
            bare
            and (numeral.isupper() or (numeral[1:].islower() and found.group(1) in _MIXED_ROMANS))
            and (found.group(3) is None or _is_capitals(text[found.end() : found.end() + 12]))
        ):
            return Mark("roman", numeral, found.end())
    if upper and (found := _CAPITAL.match(match, start)):
        return Mark("capital", text[start], found.end())
    if upper and (found := _ARTICLE.match(match, start)):
        return Mark("part", found.group(1), found.end())
    if found := _LETTER.match(match, start):
        letter = next(group for group in found.groups() if group)
        if not (upper and found.group(2)):
            return Mark("letter", letter, found.end())
    if (
        upper
        and (found := _PART.match(match, start))
        and (text[start : start + 3].isupper() or found.end() > start + 8)
    ):
        return Mark("part", found.group(1), found.end())
    return None


def parse_label(passage: Passage, start: int) -> Label | None:
    """The label "Mục tiêu 1:", "Chỉ tiêu 3." that opens the words at `start`, or None."""
    found = _LABEL.match(passage.match, start)
    if not found:
        return None
    number = found.group(2).lstrip("0") or found.group(2)
    return Label(_LABEL_KINDS.get(found.group(1), "task"), number, found.end())


_SHORT_NAMES = _WORDS["short-name"]  # bodies that are hardly ever written out in a heading


def _is_word(opening: str) -> bool:
    """Whether words begin, no symbol of a document ("5-NQ/TU") and no name behind a figure that runs on in small letters."""
    return opening[:1].isupper() and (
        opening[1:2].islower()
        or opening[1:3].isspace()
        or " " in opening[1:3]
        or _SHORT_NAMES.match(opening) is not None
    )


def _is_capitals(text: str) -> bool:
    letters = [sign for sign in text if sign.isalpha()]
    return bool(letters) and all(sign.isupper() for sign in letters)
