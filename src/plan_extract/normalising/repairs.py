"""Misread letters repaired for matching, from the register `patterns/repairs.yml`.

The register lists set phrases ("phấn đấu", "không để xảy ra"). Where a text has the same letters
with other diacritics ("phần đầu", "không đề xảy ra") and that is no phrase of its own, the set
phrase is meant. A repair never changes the length and never touches the printed form.
"""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match, strip_accents
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.resources import rule_folders


@lru_cache(maxsize=1)
def _register() -> tuple[re.Pattern[str], dict[str, tuple[str, frozenset[str], regex.Pattern[str] | None]]]:
    phrases: dict[str, tuple[str, frozenset[str], regex.Pattern[str] | None]] = {}
    for entry in load_entries("repairs", rule_folders()):
        phrase = fold_match(entry["phrase"])
        letters = strip_accents(phrase)
        if letters in phrases:
            raise RuleError(f"{entry['__place__']}: a phrase with the letters {letters!r} is there twice")
        keep = frozenset(fold_match(other) for other in entry.get("keep", [])) | {phrase}
        unless = regex.compile(entry["unless_followed_by"]) if "unless_followed_by" in entry else None
        phrases[letters] = (phrase, keep, unless)
    longest_first = sorted(phrases, key=len, reverse=True)
    initials = re.escape("".join(sorted({letters[0] for letters in phrases})))
    pattern = re.compile(rf"\b(?=[{initials}])(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
    return pattern, phrases


def repair(folded: str) -> str:
    """`folded` (see `fold_match`) with misread set phrases put right; of the same length."""
    pattern, phrases = _register()
    pieces: list[str] = []
    position = 0
    for match in pattern.finditer(strip_accents(folded)):
        phrase, keep, unless = phrases[match.group()]
        printed = folded[match.start() : match.end()]
        if printed in keep or (unless and unless.match(folded, match.end())):
            continue
        pieces += [folded[position : match.start()], phrase]
        position = match.end()
    if not pieces:
        return folded
    return "".join([*pieces, folded[position:]])
