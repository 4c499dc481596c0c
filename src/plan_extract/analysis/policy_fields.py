"""The field of policy of a plan, by the words of its title (`patterns/policy_fields.yml`)."""

from __future__ import annotations

from functools import cache, lru_cache

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders


@lru_cache(maxsize=1 << 17)
def find_field(title: str | None) -> str | None:
    """The field that the title names first ("children", "health", ...), None where it names none."""
    hit = _rules().search(fold_match(title)) if title else None
    return str(hit["field"]) if hit else None


@cache
def _rules() -> RuleSet:
    return load_rules("policy_fields", rule_folders())
