"""Parts of a whole, known by their sum or as those who have a rate of their own: "14,6 km đường, trong đó đường xã 3,2 km, đường xóm 11,4 km" names its parts alone."""

from __future__ import annotations

import itertools
from decimal import Decimal

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.predicates import PREDICATE
from plan_extract.normalising.wording import Wording

_WORDS = Wording("scope_words")
_ANNOUNCES = _WORDS["announces-parts"]
_HOLDER = _WORDS["holder"]
_APART = _WORDS["apart"]

_MOST_PARTS = 12
_WORDS_OF_NAME = 12
_NO_PARTS = ("%", "ratio", "money", "rank", "score", "time")
"""Shares make no sum of things; what pays is measured itself."""


def share_sums(drafts: list[Draft], match: str) -> None:
    """Give the parts that add up to a value before them its measure, their own words as their scope."""
    for position, whole in enumerate(drafts):
        parts = _parts_of(whole, drafts[position + 1 : position + 1 + _MOST_PARTS])
        if not parts or not _ANNOUNCES.search(match, whole.quantity.end, parts[0].quantity.start):
            continue
        names = [_name(part, whole) for part in parts]
        if not all(names) or any(part.owner is not None or part.rule == "target.part" for part in parts):
            continue
        for part, name in zip(parts, names, strict=True):
            part.scope, part.measure, part.inherits = part.scope or name, whole.measure, True
            part.years = part.years or whole.years


_RATES = ("%", "score")


def share_rates(drafts: list[Draft], match: str) -> None:
    """Give those who have a rate of their own the rate of the whole as measure, themselves as scope."""
    whole: Draft | None = None
    for before, draft in itertools.pairwise(drafts):
        holder = _HOLDER.match(draft.left) and not draft.right and not PREDICATE.search(draft.left)
        alike = draft.quantity.unit == before.quantity.unit and draft.change == before.change
        if not holder or not alike or draft.quantity.unit not in _RATES or words("head").match(draft.left.lower()):
            whole = None
            continue
        if _APART.search(match, before.quantity.end, draft.quantity.start):
            whole = before
        if whole is not None and whole.measure and draft.measure != whole.measure:
            draft.scope, draft.measure, draft.inherits = draft.left, whole.measure, True


def _parts_of(whole: Draft, behind: list[Draft]) -> list[Draft]:
    """The values right behind one that add up to it, two at least; none where they do not."""
    if whole.quantity.unit in _NO_PARTS or whole.quantity.value_high is not None or not whole.measure:
        return []
    total = Decimal(0)
    for count, part in enumerate(behind, start=1):
        same = part.quantity.unit == whole.quantity.unit and part.quantity.unit_text == whole.quantity.unit_text
        counted = whole.quantity.unit not in (None, "count") or part.noun == whole.noun
        if not same or not counted or part.quantity.value_high is not None:
            return []
        total += part.quantity.value
        if total == whole.quantity.value and count > 1:
            return behind[:count]
    return []


def _name(part: Draft, whole: Draft) -> str:
    """What a part is called: the words before its value, or else those behind it; empty where they are a task."""
    if part.scope:
        return part.scope
    noun = whole.noun or ""
    behind = part.right[len(noun) :].strip() if noun and part.right.lower().startswith(noun) else part.right
    if part.inherits and not part.left:
        return behind
    name = part.left or behind
    if words("head").match(name.lower()) and words("head").match(whole.left.lower()):
        return ""  # "tổng sản lượng 281 tấn, trong đó sản lượng khai thác 268 tấn": measures of their own
    extra = behind and part.left and not whole.right.lower().endswith(part.right.lower())
    if extra or name.count(" ") >= _WORDS_OF_NAME or words("weak-start").match(f"{name.lower()} "):
        return ""
    return name
