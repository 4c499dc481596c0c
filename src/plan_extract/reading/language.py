"""How Vietnamese a text reads: the share of its words that are Vietnamese syllables.

Vietnamese writes each syllable as a word of its own, and a syllable is built by strict rules
(onset, nucleus, coda, one tone; a stop at the end takes the acute or the dot below only). The
share of words that follow them tells Vietnamese from other languages, and the right reading of
old bytes from the wrong ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
    r"(?:oai|oay|uây|uôi|ươi|ươu|iêu|yêu|uya|uyê|oeo|uyu|oao|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uy|uơ|ua|ưa|ia|ai|ay|ây|ao|au|âu"
    r"|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|oo|[aăâeêioôơuưy])"
    r"(?P<coda>ch|nh|ng|[cmnpt])?"
)
_BARE_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?"
    r"(?:oai|oay|uay|uoi|uou|ieu|yeu|uya|uye|oeo|uyu|ie|ye|uo|oa|oe|ua|ue|uy|ia|ai|ay|ao|au|eo|eu|iu|oi|ui|uu|[aeiouy])"
    r"(?:ch|nh|ng|[cmnpt])?"
)
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPS = frozenset(("c", "ch", "p", "t"))
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_SAMPLE = 9_000


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word with diacritics is a well-formed Vietnamese syllable."""
    letters = unicodedata.normalize("NFD", word.lower())
    tones = [sign for sign in letters if sign in _TONES]
    bare = unicodedata.normalize("NFC", "".join(sign for sign in letters if sign not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    return match["coda"] not in _STOPS or bool(tones and tones[0] in "\u0301\u0323")


def sample(text: str, size: int = _SAMPLE) -> str:
    """Three stretches of a long text (begin, middle, end), a short one whole."""
    if len(text) <= size:
        return text
    third = size // 3
    middle = len(text) // 2
    return text[:third] + "\n" + text[middle : middle + third] + "\n" + text[-third:]


def marked_words(text: str) -> list[str]:
    """The words of `text` that hold a letter beyond ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def syllable_share(words: list[str]) -> float:
    """The share of `words` that are Vietnamese syllables, 0 without words."""
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


class Reading(NamedTuple):
    """How a text reads: words of two or more letters looked at, the share of them that could be
    Vietnamese (diacritics or not), and the share that hold a letter beyond ASCII."""

    words: int
    vietnamese: float
    marked: float

    @property
    def lacks_diacritics(self) -> bool:
        """Whether this is Vietnamese typed without its diacritics."""
        return self.words >= 30 and self.marked < 0.05 and self.vietnamese > 0.8


def read_language(text: str) -> Reading:
    """The reading of a sample of `text`."""
    words = [word for word in _WORD.findall(sample(text)) if len(word) > 1]
    if not words:
        return Reading(0, 0.0, 0.0)
    good = sum(map(_could_be_syllable, words))
    marked = sum(1 for word in words if not word.isascii())
    return Reading(len(words), good / len(words), marked / len(words))


@lru_cache(maxsize=20_000)
def _could_be_syllable(word: str) -> bool:
    return _BARE_SYLLABLE.fullmatch(word.lower()) is not None if word.isascii() else is_syllable(word)


def vietnamese_share(text: str) -> float:
    """The share of words of two or more letters that could be Vietnamese, diacritics or not."""
    return read_language(text).vietnamese
