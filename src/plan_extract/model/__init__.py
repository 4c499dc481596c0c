"""Frozen records that the whole package passes on: sources, facts, plans.

Imports nothing else of the package.
"""

from plan_extract.model.facts import (
    Deadline,
    Document,
    Fact,
    Goal,
    Indicator,
    Issue,
    LegalReference,
    Responsibility,
    Target,
)
from plan_extract.model.plan import Plan, PlanRecord, SectionText
from plan_extract.model.source import Block, BoundingBox, Cell, PageSize, SourceDocument, Table

__all__ = [
    "Block",
    "BoundingBox",
    "Cell",
    "Deadline",
    "Document",
    "Fact",
    "Goal",
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
