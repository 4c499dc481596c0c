"""The words that decide about deadlines, from `patterns/deadline_words.yml`."""

from __future__ import annotations

from functools import lru_cache

import regex

from plan_extract.normalising.expressions import Screened
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import rule_folders

PERIOD_REVIEW = regex.compile(r"(?:sơ kết|tổng kết) (?:năm|quý|6 tháng|06 tháng|\s)")
"""A review that only names the period of a report ("tổng kết năm (trước ngày 20/11)")."""


@lru_cache(maxsize=1)
def _patterns() -> dict[str, Screened]:
    return {rule.id: rule.screened() for rule in load_rules("deadline_words", rule_folders()).rules}


@lru_cache(maxsize=128)
def wording(name: str) -> Screened:
    """The pattern of a rule of `deadline_words.yml`, by the second part of its id."""
    return _patterns()[f"deadline.{name}"]
