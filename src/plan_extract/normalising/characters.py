"""Characters of Vietnamese text: what to drop, what to fold, always length for length.

A passage is kept twice: as printed (`clean_segment`) and folded for matching (`fold_match`),
both of equal length, so that a rule that matches the one can quote the other.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from plan_extract.normalising.expressions import holds_any
from plan_extract.normalising.offsets import OffsetMap

BULLET_SIGNS = "-–—+*•●○▪■◦‣➢➤►✓✔❖·"
"""The signs that open a bullet; the hyphen first, so that they can stand in a class of a pattern."""
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
# What a line may hold that is not its words: markup of conversions, odd blanks, invisible signs.
_IRREGULAR = re.compile(
    r"(?:^|(?<=\n))#+ |\*\*+|(?<=[^\n])\*|(?:^|(?<=\n))\*(?! )"  # a star before a blank opens an item of a list
    rf"|[{_INVISIBLE}]+|(?:[^\S ]| (?=\s))\s*|\\(?=[-.*#+_()\[\]])|</?(?:b|i|u|br|sup|sub)\s*/?>"
)
_BEHIND_HYPHEN = re.compile(r"(?<=\d-)\s+(?:\d|[A-ZĐ]{2})|(?<=[A-ZĐ]{2}-)\s+[A-ZĐ]{2}")
_ODD_BLANKS = "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace() and sign != " ")
# One of these signs, or two blanks, stand in all that `_IRREGULAR` finds.
_SIGN_OF_IRREGULAR = re.compile(rf"[#*\\<{_INVISIBLE}{_ODD_BLANKS}]")
MISSING_BLANK = "\u2006"
"""Stands where a blank is missing in print ("9.860 ha,tăng 45 ha"); a blank for matching, left out of what is quoted."""
_SMALL = "".join(sign for sign in map(chr, range(ord("a"), 0x1EFA)) if sign.islower())
_LARGE = "".join(sign for sign in map(chr, range(ord("A"), 0x1EFA)) if sign.isupper())
_GLUED = re.compile(
    rf"(?<=[{_SMALL}\d%)\"”][,;:])(?=[{_SMALL}])"
    rf"|(?<=[{_SMALL}%)][,;:])(?=[{_LARGE}][{_SMALL}]|\d)|(?<=\d[;:])(?=[{_LARGE}][{_SMALL}])"
    rf"|(?:(?<=[{_SMALL}]{{3}}\.)|(?<=[%)]\.))(?=[{_LARGE}][{_SMALL}])"
    rf"|(?<=[{_SMALL}]{{2}})(?=(?:19|20)\d\d(?!\w)|\d{{1,3}}(?:,\d{{1,2}})? ?%)|(?<=\d%)(?=[{_SMALL}]{{2}})"
)
_TONE_PAIRS = re.compile(r"(?<!q)(o[àáảãạ]|o[èéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_MAYBE_TONE_PAIR = re.compile(r"[ou](?<!qu)[àáảãạèéẻẽẹỳýỷỹỵ](?![^\W\d_])")
_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
# Letters and signs that conversions mix up, each one character for one.
_LOOKALIKES = {
    "Ð": "đ", "ð": "đ", "Đ": "đ", "\u00a0": " ", MISSING_BLANK: " ", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "﹣": "-",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "⁄": "/", "％": "%", "İ": "i",
    "¹": " ", "²": " ", "³": " ", "⁴": " ", "⁵": " ", "⁶": " ", "⁷": " ", "⁸": " ", "⁹": " ", "⁰": " ",
}  # fmt: skip
_ETH = str.maketrans("Ðð", "Đđ")  # the Icelandic letter that many keyboards gave for Đ
_FOLDED_AWAY = re.compile("[" + "".join(_LOOKALIKES) + "]")
_DIGIT_AND_LETTER = re.compile(r"\d(?:[oil]|(?<=[oil]\d))")
_LETTER_IN_FIGURE = re.compile(r"(?<![^\W\d_])[loi](?=\d{1,3}(?:[.,]\d+)?\s?[%‰])|(?<=\d)[oOlI](?=[\d%.,‰])")


# Words that are spelt with i or y, of one meaning: one spelling for matching.
_SPELLINGS = {
    "quí": "quý",
    "tỉ": "tỷ",
    "kĩ": "kỹ",
    "lí": "lý",
    "mĩ": "mỹ",
    "chiến sỹ": "chiến sĩ",
    "bác sỹ": "bác sĩ",
    "y sỹ": "y sĩ",
}
_MAYBE_SPELT_OTHERWISE = ("quí ", "tỉ ", "kĩ ", "lí ", "sỹ")  # of which each match holds one
_SPELT_OTHERWISE = re.compile(
    r"\b(?:quí(?= (?:[ivx]+|\d|năm))|tỉ(?= (?:lệ|suất|số|trọng|đồng))|kĩ(?= (?:năng|thuật))|lí(?= (?:do|luận))|chiến sỹ|bác sỹ|y sỹ)\b"
)


def clean_segment(source: str, start: int, end: int) -> tuple[str, OffsetMap]:
    """The words of `source[start:end]`: NFC, single blanks, no markup; and the map back."""
    segment = source[start:end]
    offsets = OffsetMap()
    pieces: list[str] = []
    length = 0

    def take(piece: str, at: int, wide: int = 1) -> None:
        nonlocal length
        if not piece:
            return
        if not pieces or pieces[-1].endswith(" "):
            stripped = piece.lstrip(" ")
            at += len(piece) - len(stripped)
            piece = stripped
            if not piece:
                return
        offsets.add_run(length, at)
        if wide > 1:
            offsets.add_wide(length, wide)
        pieces.append(piece)
        length += len(piece)

    if "Ð" in segment or "ð" in segment:
        segment = segment.translate(_ETH)
    composed = unicodedata.is_normalized("NFC", segment)
    position = 0
    for match in _IRREGULAR.finditer(segment) if _may_be_irregular(segment) else ():
        _take_words(segment, position, match.start(), start, composed, take)
        breaks = match.group().startswith("<br") or match.group()[0].isspace()
        if breaks and not parts_number(segment, match.start(), match.end()):
            take(" ", start + match.start(), 1 if match.group()[0].isspace() else match.end() - match.start())
        position = match.end()
    _take_words(segment, position, len(segment), start, composed, take)
    text = "".join(pieces)
    return text.rstrip(" "), offsets


def parts_number(text: str, start: int, end: int) -> bool:
    """Whether the blanks are a line break behind the hyphen of "57-NQ/TW", "1968/QĐ-TTg" or "2021-2030"."""
    if text[start - 1 : start] != "-" or "\n" not in text[start:end]:
        return False
    return _BEHIND_HYPHEN.match(text, start, end + 2) is not None


def _may_be_irregular(segment: str) -> bool:
    return "  " in segment or _SIGN_OF_IRREGULAR.search(segment) is not None


def _take_words(segment: str, first: int, last: int, start: int, composed: bool, take: Callable[..., None]) -> None:
    if first == last:
        return
    if composed:
        position = first
        for glued in _GLUED.finditer(segment, first, last):
            take(segment[position : glued.start()], start + position)
            take(MISSING_BLANK, start + glued.start() - 1)
            position = glued.start()
        take(segment[position:last], start + position)
        return
    position = first
    while position < last:
        after = position + 1
        while after < last and unicodedata.combining(segment[after]):
            after += 1
        for sign in unicodedata.normalize("NFC", segment[position:after]):
            take(sign, start + position, after - position)
        position = after


def fold_tones(text: str) -> str:
    """`text` in lower case with tone marks where the newer spelling puts them ("hoà" → "hòa")."""
    if not _MAYBE_TONE_PAIR.search(text):
        return text
    return _TONE_PAIRS.sub(lambda match: _TONES[match.group(1)], text)


def fold_match(text: str) -> str:
    """`text` for matching, of the same length: lower case, tones placed alike, look-alikes folded."""
    return _fold_short(text) if len(text) <= _SHORT else _fold(text)


_SHORT = 64
"""Names and units up to this length come again and again; passages do not."""


@lru_cache(maxsize=4096)
def _fold_short(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    if _FOLDED_AWAY.search(text):
        text = text.replace("m²", "m2").replace("m³", "m3")
        for sign, meant in _LOOKALIKES.items():  # few of them stand in a text: sooner done than translating it
            text = text.replace(sign, meant)
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text)
    if _DIGIT_AND_LETTER.search(lowered):
        lowered = _LETTER_IN_FIGURE.sub(lambda match: "0" if match.group() in "oO" else "1", lowered)
    lowered = fold_tones(lowered)
    if holds_any(lowered, _MAYBE_SPELT_OTHERWISE):
        lowered = _SPELT_OTHERWISE.sub(lambda match: _SPELLINGS[match.group()], lowered)
    return lowered


def _bare_letters() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "d", ord("ð"): "d", ord("Ð"): "d"}
    for code in range(0xC0, 0x1F00):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and base.isalpha():
            table[code] = base.lower()
    return table


_BARE_LETTERS = _bare_letters()
# Signs of running text in small letters, one byte for each, and the bare letter of each byte: a table
# of bytes folds a line in a fifth of the time that a dictionary of signs takes.
_SIGNS = [chr(code) for code in range(128)]
_SIGNS += "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
_SIGNS += "–—‑“”‘’…•·°º²³×±≥≤≈−½§‰\xa0\xad\u200b\ufeff"
_SIGN_BYTES = codecs.charmap_build("".join(_SIGNS).ljust(256, "\ufffe"))
_BARE_SIGNS = "".join(_BARE_LETTERS.get(ord(sign), sign.lower()) for sign in _SIGNS)


def strip_accents(text: str) -> str:
    """`text` (NFC) in lower case without any diacritic, đ as d, of the same length. For search."""
    try:
        signs = codecs.charmap_encode(text.lower(), "strict", _SIGN_BYTES)[0]
        return codecs.charmap_decode(signs, "strict", _BARE_SIGNS)[0]
    except UnicodeEncodeError:  # signs of other scripts
        lowered = text.translate(_BARE_LETTERS).lower()
        return lowered if len(lowered) == len(text) else text.translate(_BARE_LETTERS)
