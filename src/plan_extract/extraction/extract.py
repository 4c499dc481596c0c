"""All facts of a plan's text, in one call: the order in which one kind needs another."""

from __future__ import annotations

from plan_extract.extraction.goals import find_goals
from plan_extract.extraction.table_targets import find_table_targets
from plan_extract.extraction.targets import find_text_targets, make_context
from plan_extract.model.facts import Target
from plan_extract.structure.document import PlanText
from plan_extract.structure.outline import Item


def find_targets(plan: PlanText, period: tuple[int | None, int | None], agency_at=lambda item, at: None):  # type: ignore[no-untyped-def]
    goals = find_goals(plan)
    targets: list[Target] = []
    for item in plan.items():
        if item.past or id(item) in goals.general:
            continue
        if item.table is not None:
            targets += find_table_targets(make_context(item, goals, period), item.table, agency_at)
            continue
        if _is_bare_heading(item):
            continue
        targets += find_text_targets(make_context(item, goals, period), agency_at)
    return goals, targets


def _is_bare_heading(item: Item) -> bool:
    if not item.heading:
        return False
    if item.mark is not None and item.mark.is_bullet:
        return False
    return not item.text.rstrip().endswith(":") or item.text.isupper() or item.label is not None and item.label.kind == "goal"
