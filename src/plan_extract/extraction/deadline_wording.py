"""The words that decide about deadlines, from `patterns/deadline_words.yml`."""

from __future__ import annotations

from functools import lru_cache

from plan_extract.normalising.expressions import Screened
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("deadline_clauses")
_NEAR = 40

PERIOD_REVIEW = _WORDS["period-review"]
"""A review that only names the period of a report ("tổng kết năm (trước ngày 20/11)")."""

_REVIEW_BEHIND = _WORDS["review-behind"]
_REVIEW_BEFORE = _WORDS["review-before"]
_HALF_TIME_REVIEW = _WORDS["half-time-review"]
_TOLD_OF = _WORDS["review-told-of"]


def reviews_each(match: str, start: int, end: int) -> bool:
    """Whether a period stands beside the review that comes with it ("6 tháng sơ kết", "tổng kết năm")."""
    if _HALF_TIME_REVIEW.match(match, start):
        return _TOLD_OF.search(match, max(0, start - _NEAR), start) is None
    behind = _REVIEW_BEHIND.match(match, end, end + _NEAR) is not None
    return behind or _REVIEW_BEFORE.search(match, max(0, start - _NEAR), start) is not None


@lru_cache(maxsize=1)
def _patterns() -> dict[str, Screened]:
    return {rule.id: rule.screened() for rule in load_rules("deadline_words", rule_folders()).rules}


@lru_cache(maxsize=128)
def wording(name: str) -> Screened:
    """The pattern of a rule of `deadline_words.yml`, by the second part of its id."""
    return _patterns()[f"deadline.{name}"]
