"""Posts and parts within the issuing body, which its plans name without it (`patterns/inner_bodies.yml`)."""

from __future__ import annotations

from functools import lru_cache

from plan_extract.extraction.agencies_register import AgencyType
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.resources import rule_folders
from plan_extract.structure.document import PlanText


def inner_names(plan: PlanText) -> dict[str, AgencyType]:
    """The posts and parts that may be named in the plan, by name; none where its letterhead is of no such body."""
    lines = [line.match for line in plan.head if isinstance(line, Line)]
    found: dict[str, AgencyType] = {}
    for within, names in _kinds():
        if any(within.search(line) for line in lines):
            found |= names
    return found


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[regex.Pattern[str], dict[str, AgencyType]], ...]:
    kinds = []
    for entry in load_entries("inner_bodies", rule_folders()):
        names = {name: AgencyType("", name, "other", needs_capital=True) for name in entry["names"]}
        classes = {name: AgencyType("", name, "other", is_class=True) for name in entry.get("classes", ())}
        kinds.append((regex.compile(entry["within"]), names | classes))
    return tuple(kinds)
