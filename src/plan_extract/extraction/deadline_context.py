"""What the reading of deadlines needs to know of a plan: its period, its agencies, who stands beside whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import wording
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText
from plan_extract.structure.items import Item

_WORDS = Wording("deadline_limits")
_SCHOOL_YEAR = _WORDS["school-year"]
_SCHOOL_BEGINS = 8
AgencyAt = Callable[[Item, int], "str | None"]
Period = tuple[int | None, int | None]


@dataclass(slots=True)
class DeadlineContext:
    """A plan with its period and a function that gives the agency at an offset of an item."""

    plan: PlanText
    period: Period
    agency_at: AgencyAt
    _places: dict[int, int] = field(default_factory=dict)
    _is_school_year: bool = False

    def __post_init__(self) -> None:
        first, last = self.period
        titles = (*self.plan.title, *self.plan.attached_title)
        self._is_school_year = (
            first is not None and last == first + 1 and any(_SCHOOL_YEAR.search(each.match) for each in titles)
        )
        for parent in [self.plan.root, self.plan.appendices, *self.plan.items()]:
            self._places.update((id(child), number) for number, child in enumerate(parent.children))

    @property
    def only_year(self) -> int | None:
        """The year of a plan of one year; None for a longer or an unknown period."""
        first, last = self.period
        return first if first is not None and first == last else None

    def year_for(self, limit: TimeLimit, periods: list[TimeLimit]) -> int | None:
        """The year to put in where none is printed: the plan's, unless the limit is one of every year."""
        plain = [period.recurrence for period in periods if not period.weak]
        if limit.recurrence == "annual" or "annual" in plain or not limit.lacks_year:
            return None
        return self.year_of(limit)

    def year_of(self, limit: TimeLimit) -> int | None:
        """The year that the plan gives a day, month or quarter without one; None where it may be that of any year.

        Of a school year August to December, the third and fourth quarter, lie in its first calendar year.
        """
        if self.only_year is not None or not self._is_school_year or limit.point is None:
            return self.only_year
        last_month = limit.point.m or (3 * limit.point.q if limit.point.q else None)
        return self.period[0 if last_month >= _SCHOOL_BEGINS else 1] if last_month else None

    def before(self, item: Item, count: int) -> list[Item]:
        """Up to `count` siblings before an item, the nearest first."""
        if item.parent is None:
            return []
        at = self._places.get(id(item), 0)
        return item.parent.children[max(0, at - count) : at][::-1]

    def behind(self, item: Item, count: int) -> list[Item]:
        """Up to `count` siblings behind an item."""
        if item.parent is None:
            return []
        at = self._places.get(id(item), 0)
        return item.parent.children[at + 1 : at + 1 + count]


def words_above(context: DeadlineContext, item: Item) -> str:
    """The folded words that an item stands under: headings and lead-ins, nearest first, shortened."""
    parts = [above.match[-160:] for above in item.ancestors() if above.heading or leads_in(above)]
    lead = next((each for each in context.before(item, 8) if leads_in(each)), None)
    nearest = " ".join([lead.match[-160:], *parts][:2] if lead else parts[:2])
    if item.section == "reporting" and not wording("review").search(nearest):
        return f"{nearest} báo cáo"
    return nearest


def leads_in(item: Item) -> bool:
    """Whether an item ends in a colon."""
    return item.text.rstrip().endswith(":")
