"""The kind of a section from the words of its heading (`patterns/sections.yml`), and headings without a number."""

from __future__ import annotations

from functools import lru_cache

from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders


@lru_cache(maxsize=1)
def section_rules() -> RuleSet:
    return load_rules("sections", rule_folders())


@lru_cache(maxsize=1)
def bare_heading_rules() -> RuleSet:
    return load_rules("bare_headings", rule_folders())


def names_bare_heading(line: str) -> bool:
    """Whether a folded line is no more than the name of a kind of section (`patterns/bare_headings.yml`)."""
    return bare_heading_rules().search(line) is not None


def names_work(heading: str) -> bool:
    """Whether the heading of a chapter says what is to be done ("Phát triển mạng lưới chợ"; `patterns/chapters_of_work.yml`)."""
    return _work_rules().search(heading) is not None


@lru_cache(maxsize=1)
def _work_rules() -> RuleSet:
    return load_rules("chapters_of_work", rule_folders())


def section_kind(heading: str, printed: str) -> str | None:
    """The kind that a heading names (`situation` for the past), or None.

    Only wording near the head of the heading counts: "Sở Tài chính: bố trí kinh phí" is no
    section on funding. A heading in capitals counts whole.
    """
    capitals = printed.isupper()
    hit = section_rules().search(heading, 0, len(heading) if capitals else min(len(heading), 60))
    if hit is None or (not capitals and hit.start > 24):
        return None
    kind: str = hit["kind"]
    return kind
