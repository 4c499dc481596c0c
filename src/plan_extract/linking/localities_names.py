"""Vietnamese place names as comparable keys: tone placement, spelling variants, unit words.

A key is the lower-cased name as words joined by one blank; diacritics stay, because they are meaning.
Only spellings of the same name are folded together: hoà/hòa, quí/quý, Đăk/Đắk, hyphens, "01"/"1".
"""

import re
import unicodedata
from typing import Final, NamedTuple

LEVELS: Final = ("province", "district", "commune")

UNIT_LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "quận": ("district",),
    "huyện": ("district",),
    "thị xã": ("district",),
    "xã": ("commune",),
    "phường": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}
"""The unit words of the Law on the Organisation of Local Government and the levels they can stand for."""

UNIT_SPELLINGS: Final[dict[str, str]] = {
    **{word: word for word in UNIT_LEVELS},
    "thủ đô": "thành phố",
    "tp": "thành phố",
    "tx": "thị xã",
    "tt": "thị trấn",
    "h": "huyện",
    "q": "quận",
    "x": "xã",
    "p": "phường",
}
"""Unit words as written, in lower case, and the unit word each stands for."""

_SECOND_VOWEL: Final = {
    first + plain: base + second
    for base, plain, marked, toned in (
        ("o", "a", "òóỏõọ", "àáảãạ"),
        ("o", "e", "òóỏõọ", "èéẻẽẹ"),
        ("u", "y", "ùúủũụ", "ỳýỷỹỵ"),
    )
    for first, second in zip(marked, toned, strict=True)
}
_TONE_PLACE = re.compile("|".join(_SECOND_VOWEL))
_FINAL_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])[yỳýỷỹỵ]\b|(?<=qu)[yỳýỷỹỵ]\b")
_Y_TO_I: Final = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_DAK = re.compile(r"\b(?:đắk|đăk|đắc|đăc|đak)\b")
_WORD = re.compile(r"[^\W_]+")

UNIT_IN_TEXT: Final = re.compile(
    r"(?<!\w)(?:(tỉnh|thành\s+phố|thủ\s+đô|thị\s+xã|thị\s+trấn|đặc\s+khu|quận|huyện|phường|xã)(?!\w)"
    r"|(tp|tx|tt)(?!\w)\.?|([hqxp])\.)[^\S\n]*\n?[^\S\n]*",
    re.IGNORECASE,
)
"""A unit word in running text with the blanks after it; one letter only with a dot ("H. Phú Lộc")."""
NUMERAL: Final = re.compile(r"\d+|[IVX]+")
"""A name that is a number ("quận 1"); it may as well be that of a paragraph."""
_NAME_WORD = re.compile(r"[^\S\n]*([-–—'’\n]?)[^\S\n]*([^\W_]+)")
_NEXT_WORD = re.compile(r"[^\S\n]+([^\W\d_])")
_LONGEST_NAME: Final = 7
_APOSTROPHES: Final = ("'", "’")
_SMALL_WORDS: Final = ("trường",)
"""The words that a name may hold in lower case ("Nông trường Phong Hải")."""


class SplitName(NamedTuple):
    """A written name taken apart: the unit word it opens with (None without one) and the key of the rest."""

    unit_word: str | None
    key: str


def fold_spelling(text: str) -> str:
    """Return `text` in lower case with one spelling of each syllable; as long as the text where it is NFC.

    The tone goes to the second vowel (hòa becomes hoà), a final y after a consonant becomes i (quý: quí),
    ð becomes đ, and Đăk, Đắc, Đak become Đắk.
    """
    lowered = text.lower().replace("ð", "đ")
    placed = _TONE_PLACE.sub(lambda match: _SECOND_VOWEL[match[0]], lowered)
    plain = _FINAL_Y.sub(lambda match: match[0].translate(_Y_TO_I), placed)
    return _DAK.sub("đắk", plain)


def name_key(name: str) -> str:
    """Return the key of a name: its words, spelling folded, one blank between ("Ia H'Drai": "ia h drai")."""
    words = _WORD.findall(fold_spelling(unicodedata.normalize("NFC", name)))
    return " ".join(word.lstrip("0") or word if word.isdigit() else word for word in words)


def unaccented_key(key: str) -> str:
    """Return a key without its diacritics ("đắk lắk": "dak lak"), for search only."""
    letters = unicodedata.normalize("NFD", key.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def split_name(name: str) -> tuple[SplitName, ...]:
    """Return the readings of a written name, the one with a unit word first ("TP Huế": thành phố, "huế").

    A name that opens like a unit word can be a name whole ("Thị Trấn"): both readings are given. Glued
    forms ("TPHCM") are aliases of their own in the register.
    """
    key = name_key(name)
    words = key.split(" ")
    readings: list[SplitName] = []
    for count in (2, 1):
        unit_word = UNIT_SPELLINGS.get(" ".join(words[:count])) if len(words) > count else None
        if unit_word:
            readings.append(SplitName(unit_word, " ".join(words[count:])))
            break
    readings.append(SplitName(None, key))
    return tuple(readings)


def unit_word_of(match: re.Match[str]) -> str:
    """Return the unit word that a match of `UNIT_IN_TEXT` stands for ("Tp.": thành phố)."""
    return UNIT_SPELLINGS[" ".join(match[match.lastindex or 1].lower().split())]


def name_ends(text: str, start: int) -> list[int]:
    """Return the ends of the words from `start` on that can belong to a name, the shortest name first.

    A word can if it opens with a capital or figure or follows an apostrophe ("H'leo"); a name may run over
    one line break, and hold hyphens, but no other mark.
    """
    ends: list[int] = []
    while len(ends) < _LONGEST_NAME and (word := _NAME_WORD.match(text, start)):
        first = word[2][0]
        inside = word[1] in _APOSTROPHES or word[2] in _SMALL_WORDS
        if not (first.isupper() or first.isdigit() or inside):
            break
        start = word.end()
        ends.append(start)
    return ends


def opens_longer_name(text: str, name: str, end: int) -> bool:
    """Return whether a one-word name runs on into another name ("xã Phan" in "xã Phan Văn A").

    In capitals throughout that cannot be told, and a number is no part of a longer name.
    """
    following = _NEXT_WORD.match(text, end)
    one_word = _WORD.fullmatch(name) and not NUMERAL.fullmatch(name)
    return bool(one_word and following and not name.isupper() and following[1].isupper())


def composed_with_offsets(text: str) -> tuple[str, list[int] | None]:
    """Return a text in NFC with the offset of each character in the source; None where it is NFC already."""
    if unicodedata.is_normalized("NFC", text):
        return text, None
    pieces: list[str] = []
    offsets: list[int] = []
    for cluster in re.finditer(r"[^\u0300-\u036f][\u0300-\u036f]*|[\u0300-\u036f]+", text):
        piece = unicodedata.normalize("NFC", cluster[0])
        pieces.append(piece)
        offsets += [cluster.start()] * len(piece)
    return "".join(pieces), [*offsets, len(text)]
