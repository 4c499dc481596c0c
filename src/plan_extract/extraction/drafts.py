"""A target while it is read: the words and the quantity of one clause, before what it leaves out is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from plan_extract.extraction.quantities import Quantity


@dataclass(slots=True)
class Draft:
    """A target being made: a quantity with the words and marks read around it."""

    quantity: Quantity
    start: int
    end: int
    left: str
    right: str
    right_match: str
    measure: str
    direction: str | None
    change: bool
    years: tuple[int, ...]
    annual: bool
    scope: str | None = None
    inherits: bool = False
    special: bool = False
    listed: bool = False
    noun: str = ""
    year_behind: bool = False
    owner: Draft | None = None
    rule: str = "target.value"
    confidence: float = 0.95


def replace_draft(draft: Draft, **changes: object) -> Draft:
    """A copy of a draft with some fields changed."""
    values = {name: getattr(draft, name) for name in Draft.__slots__}
    return Draft(**{**values, **changes})
