"""Frozen records that the whole package passes on: sources, facts, plans.

Imports nothing else of the package.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plan_extract.model.facts import Deadline as Deadline
    from plan_extract.model.facts import Document as Document
    from plan_extract.model.facts import Fact as Fact
    from plan_extract.model.facts import Goal as Goal
    from plan_extract.model.facts import GoalAssignment as GoalAssignment
    from plan_extract.model.facts import Indicator as Indicator
    from plan_extract.model.facts import Issue as Issue
    from plan_extract.model.facts import LegalReference as LegalReference
    from plan_extract.model.facts import Responsibility as Responsibility
    from plan_extract.model.facts import Target as Target
    from plan_extract.model.plan import Plan as Plan
    from plan_extract.model.plan import PlanRecord as PlanRecord
    from plan_extract.model.plan import SectionText as SectionText
    from plan_extract.model.source import Block as Block
    from plan_extract.model.source import BoundingBox as BoundingBox
    from plan_extract.model.source import Cell as Cell
    from plan_extract.model.source import PageSize as PageSize
    from plan_extract.model.source import SourceDocument as SourceDocument
    from plan_extract.model.source import Table as Table

__all__ = [
    "Block",
    "BoundingBox",
    "Cell",
    "Deadline",
    "Document",
    "Fact",
    "Goal",
    "GoalAssignment",
    "Indicator",
    "Issue",
    "LegalReference",
    "PageSize",
    "Plan",
    "PlanRecord",
    "Responsibility",
    "SectionText",
    "SourceDocument",
    "Table",
    "Target",
]


def __getattr__(name: str) -> Any:
    """A record, its module loaded when it is first asked for: a question to the database needs no pydantic."""
    if name in __all__:
        for module in ("source", "plan", "facts"):
            found = getattr(import_module(f"{__name__}.{module}"), name, None)
            if found is not None:
                globals()[name] = found
                return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
