"""Bounds that stand apart from their figure: what is not to be, and what the year parts from its value."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from plan_extract.extraction.quantities import Quantity, comparator_rules
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("target_words")
_REFUSES = _WORDS["not-to-be"]

_REFUSED = {">": "<=", ">=": "<", "<": ">=", "<=": ">"}
_BOUNDS = {"least": ">=", "most": "<="}


def refused(left: str, quantity: Quantity) -> tuple[str, Quantity]:
    """ "không để tỷ lệ bỏ học vượt quá 5%": what is not to be, turned into what is."""
    if not _REFUSES.match(left) or quantity.comparator not in _REFUSED:
        return left, quantity
    return _REFUSES.sub("", left), replace(quantity, comparator=_REFUSED[quantity.comparator])


def bound_apart(left: str, quantity: Quantity) -> tuple[str, Quantity]:
    """ "tỷ lệ ... ít nhất vào năm 2025 đạt 95%": a bound that the year parts from its figure."""
    found = _at_end().search(left.lower()) if quantity.comparator == "=" else None
    if found is None:
        return left, quantity
    return left[: found.start()], replace(quantity, comparator=_BOUNDS[found.lastgroup or ""])


@lru_cache(maxsize=1)
def _at_end() -> regex.Pattern[str]:
    least, most = (comparator_rules().by_id(f"comparator.{name}").pattern for name in ("not-below", "not-above"))
    return regex.compile(rf"(?:^|\s)(?:(?P<least>{least})|(?P<most>{most}))$")
