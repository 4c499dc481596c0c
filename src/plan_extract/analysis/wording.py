"""Names and words as people type them, against those in the database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import fuzz, process

from plan_extract.normalising.characters import fold_tones, strip_accents

_WORD = re.compile(r"[^\W_]+")
_LEAST_LIKENESS = 55.0


def fold(text: str) -> str:
    """Lower case, NFC, no diacritics: how words are found."""
    return strip_accents(unicodedata.normalize("NFC", text))


@lru_cache(maxsize=32768)
def fold_name(name: str) -> str:
    """`fold` for names of places and bodies, which come again and again."""
    return fold(name)


def words_of(text: str) -> list[str]:
    """The words of a text: lower case, tone marks placed alike, diacritics kept."""
    return _WORD.findall(fold_tones(unicodedata.normalize("NFC", text).lower().replace("ð", "đ")))


class Wording:
    """The words of a question: typed with diacritics they must match with them, else without."""

    def __init__(self, text: str) -> None:
        self._words = frozenset(words_of(text))
        self._accented = any(strip_accents(word) != word for word in self._words)

    def stands_in(self, text: str) -> bool:
        """Whether every word of the question stands in `text`, in any order."""
        accented, plain = _sets(text)
        return self._words <= (accented if self._accented else plain)

    def __bool__(self) -> bool:
        return bool(self._words)


def nearest_names(text: str, names: Iterable[str], *, limit: int = 5) -> tuple[str, ...]:
    """Of `names` those most like `text` (words in common, spelling), the likest first."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(fold(name).replace(",", " "), name)
    found = process.extract(
        fold(text).replace(",", " "),
        by_key.keys(),
        scorer=fuzz.token_set_ratio,
        limit=limit,
        score_cutoff=_LEAST_LIKENESS,
    )
    return tuple(by_key[key] for key, _, _ in found)


def place_name(commune: str | None, district: str | None, province: str | None) -> str:
    """A place from the smallest unit to the largest ("Tân Lập, Lạc Sơn, Hòa Bình")."""
    return ", ".join(name for name in (commune, district, province) if name)


@lru_cache(maxsize=4096)
def _sets(text: str) -> tuple[frozenset[str], frozenset[str]]:
    accented = frozenset(words_of(text))
    return accented, frozenset(strip_accents(word) for word in accented)
