"""What a clause inherits from where it stands: section, goal, indicator, period, year above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from plan_extract.extraction.goals import GoalMap
from plan_extract.extraction.years import find_years, heading_year
from plan_extract.structure.items import Item

AgencyAt = Callable[[Item, int], "str | None"]
"""Gives the agency, as printed, under which the words at an offset of an item stand."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause inherits: where it stands, the plan's period, the year of a heading above.

    `year_in_doubt` where a heading above names years, but no single one.
    """

    item: Item
    section: str
    indicator: str | None
    goal: str | None
    in_goals: bool
    period_start: int | None
    period_end: int | None
    above_year: int | None
    year_in_doubt: bool = False

    @property
    def tells_of_past(self) -> bool:
        """Whether the heading above names a year before the plan's own ("I. KẾT QUẢ NĂM 2023")."""
        return self.above_year is not None and self.period_start is not None and self.above_year < self.period_start


def make_context(item: Item, goals: GoalMap, period: tuple[int | None, int | None]) -> Context:
    """What the clauses of an item inherit from where it stands."""
    above: int | None = None
    doubt = False
    for heading in _headings_over(item):
        above = heading_year(heading.match)
        if above is not None:
            break
        doubt = doubt or any(not mention.compared for mention in find_years(heading.match))
    return Context(
        item, item.section, goals.indicator_of.get(id(item)), goals.goal_of.get(id(item)), id(item) in goals.statements,
        period[0], period[1], above, doubt,
    )  # fmt: skip


def _headings_over(item: Item) -> Iterator[Item]:
    """What announces an item, nearest first: the paragraph with a colon over its list, the headings above."""
    if item.announced_by is not None:
        yield item.announced_by
    for ancestor in item.ancestors():
        if ancestor.heading or ancestor.text.rstrip().endswith(":"):
            yield ancestor
        if ancestor.announced_by is not None:
            yield ancestor.announced_by
