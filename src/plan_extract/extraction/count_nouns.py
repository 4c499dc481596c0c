"""The noun of a count as a unit: "câu lạc bộ", "lượt người", "cán bộ/phường"."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

WORDS = Wording("measure_words")
_PER = WORDS["counted-per"]

_FIRST_WORD = regex.compile(r"\s*(\p{L}*)")


@lru_cache(maxsize=1)
def _register() -> tuple[dict[str, list[str]], str]:
    """The names by the letters that they begin with, and the pattern of two words that none of the names holds."""
    names: dict[str, list[str]] = {}
    ends: set[str] = set()
    for entry in load_entries("count_nouns", rule_folders()):
        ends.update(map(fold_match, entry.get("ends", ())))
        for name in map(fold_match, entry.get("names", ())):
            names.setdefault(regex.match(r"\p{L}*", name).group(), []).append(name)
    return names, rf"\p{{L}}+ (?!(?:{'|'.join(sorted(ends))})\b)\p{{L}}+(?=[^\p{{L}}]|$)"


@cache
def _pattern(first_word: str | None) -> regex.Pattern[str]:
    """A noun that begins with the word: a name of the register, or else the word and the one behind it."""
    names, two_words = _register()
    longest_first = sorted(set(names[first_word]), key=len, reverse=True) if first_word is not None else []
    listed = rf"(?:{'|'.join(map(regex.escape, longest_first))})(?=\W|$)|" if longest_first else ""
    return regex.compile(rf"\s*((?:{listed}{two_words}|\p{{L}}+)(?:{_PER.pattern})*)")


def read_count_noun(text: str, match: str, at: int) -> str | None:
    """The noun that a count at `at` counts, as printed, with what it is counted per; or None."""
    first = _FIRST_WORD.match(match, at).group(1)
    found = _pattern(first if first in _register()[0] else None).match(match, at)
    return text[found.start(1) : found.end(1)].strip() if found else None
