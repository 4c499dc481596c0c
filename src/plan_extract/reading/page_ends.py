"""Where a text copied from a web page stops being the plan: the lines of the page behind the signature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

# Recipients and signature, in whatever marks the page has set around them.
_SIGNED = re.compile(r"\W*(?:nơi nhận\b|(?:tm|kt|tl|tuq)\s?\.\s)", re.IGNORECASE)


def count_lines_of_plan(lines: Iterable[str]) -> int:
    """How many of a text's lines belong to the plan: all, unless lines of a web page follow the signature."""
    signed = False
    number = 0
    suspects: dict[str, int] = {}  # rules of which a line was seen, with the lines before it
    for number, line in enumerate(lines, 1):
        if signed and (hit := _page_ends().search(fold_match(line))):
            suspects.setdefault(hit.rule.id, number - 1)
            if hit["certain"] or len(suspects) > 1:
                return min(suspects.values())
        signed = signed or bool(_SIGNED.match(line))
    return number


@lru_cache(maxsize=1)
def _page_ends() -> RuleSet:
    return load_rules("page_ends", rule_folders())
