"""The noun of a count as a unit: "câu lạc bộ", "lượt người", "cán bộ/phường"."""

from __future__ import annotations

from functools import lru_cache

import regex

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.resources import rule_folders

_PER = r"(?:\s?/\s?\p{L}+(?:,? (?:phường|xã|bản|thị trấn|tổ dân phố|nữ|dân|viên|sinh))*)*"


@lru_cache(maxsize=1)
def _pattern() -> regex.Pattern[str]:
    names = {fold_match(name) for entry in load_entries("count_nouns", rule_folders()) for name in entry["names"]}
    longest_first = sorted(names, key=len, reverse=True)
    return regex.compile(rf"\s*((?:(?:{'|'.join(map(regex.escape, longest_first))})(?=\W|$)|\p{{L}}+){_PER})")


def read_count_noun(text: str, match: str, at: int) -> str | None:
    """The noun that a count at `at` counts, as printed, with what it is counted per; or None."""
    found = _pattern().match(match, at)
    return text[found.start(1) : found.end(1)].strip() if found else None
