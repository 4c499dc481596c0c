"""When a deadline falls due: its days, and the rule by which they come back.

"Trước ngày" excludes the day named, so the last day to act is the one before; all other relations
include it. Rules keep to what Outlook, Google and Apple all take: one month and one day a rule, an
interval instead of a list. A period without a day ("hằng quý") falls due on its last day; that is
said (`assumed`), since the text does not say it. A day that a month does not have is its last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Final, Literal

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

Frequency = Literal["daily", "weekly", "monthly"]

_MONTHS: Final = {"annual": 12, "nine_months": 12, "semiannual": 6, "quarterly": 3, "monthly": 1}
_FIRST_END: Final = {"annual": 12, "nine_months": 9, "semiannual": 6, "quarterly": 3, "monthly": 1}
"""The month in which the first period of a year ends."""
_OF_YEAR: Final = re.compile(r"--(\d{2})(?:-(\d{2}))?")
_OF_MONTH: Final = re.compile(r"---(\d{2})")
_LAST: Final = 31
_SUNDAY: Final = 6


@dataclass(frozen=True)
class Recurrence:
    """How due days come back, from `first` to `until`, both included.

    `monthly` means every `interval` months on `day` (31: the last day of the month), `weekly` on the
    weekday of `first`. `lead` is the number of days that each term lasts before its due day.
    """

    frequency: Frequency
    first: date
    until: date
    interval: int = 1
    day: int | None = None
    lead: int = 0

    def days(self) -> Iterator[date]:
        """All due days in order."""
        if self.frequency == "monthly":
            month = self.first.year * 12 + self.first.month - 1
            while (due := clamp_day(month // 12, month % 12 + 1, self.day or _LAST)) <= self.until:
                yield due
                month += self.interval
            return
        step = timedelta(days=7 if self.frequency == "weekly" else 1)
        due = self.first
        while due <= self.until:
            yield due
            due += step


@dataclass(frozen=True)
class Schedule:
    """The due days of a deadline: one day (`due`), or a rule; neither where no day can be told.

    `begin` is the first day of the time given, where the text gives a span. `assumed` says that the
    text names a period only and its last day was taken.
    """

    due: date | None = None
    begin: date | None = None
    recurrence: Recurrence | None = None
    assumed: bool = False

    def days(self) -> Iterator[date]:
        """All due days in order."""
        if self.recurrence is not None:
            yield from self.recurrence.days()
        elif self.due is not None:
            yield self.due


def clamp_day(year: int, month: int, day: int) -> date:
    """The day of a month, or its last where it has no such day."""
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day, last))


def make_schedule(
    value: str | None,
    relation: str,
    recurrence: str,
    quote: str,
    *,
    days: tuple[date, date] | None,
    period: tuple[date, date] | None,
) -> Schedule:
    """The schedule of a deadline in the contract's terms.

    `days` are the first and last day that `value` can mean, where it has a year; `period` is the time
    for which the plan stands: without it nothing can come back.
    """
    if days is not None:
        first, last = days
        due = first - timedelta(days=1) if relation == "before" else last
        return Schedule(due, first if first < due else None)
    if period is None or recurrence in ("once", "event"):
        return Schedule()
    if recurrence in ("daily", "weekly"):
        return _within_weeks(recurrence, quote, period)
    if match := _OF_MONTH.fullmatch(value or ""):
        return _of_months(recurrence, int(match[1]), relation == "before", period)
    if value and (ends := [_OF_YEAR.fullmatch(part) for part in value.split("/")]) and all(ends):
        return _of_year([match for match in ends if match], relation == "before", period)
    if value is None and recurrence in _MONTHS:
        return _of_months(recurrence, _LAST, False, period, assumed=True)
    return Schedule()


def _within_weeks(recurrence: str, quote: str, period: tuple[date, date]) -> Schedule:
    if recurrence == "daily":
        return Schedule(recurrence=Recurrence("daily", *period))
    hit = _weekdays().search(fold_match(quote))
    weekday = int(hit["weekday"]) if hit else _SUNDAY
    first = period[0] + timedelta(days=(weekday - period[0].weekday()) % 7)
    return Schedule(recurrence=Recurrence("weekly", first, period[1]), assumed=hit is None)


def _of_months(
    recurrence: str, day: int, before: bool, period: tuple[date, date], *, assumed: bool = False
) -> Schedule:
    """A day of the last month of each period of the year."""
    end = _FIRST_END.get(recurrence, 1)
    interval = _MONTHS.get(recurrence, 1)
    month, day = (end - 1, _LAST) if before and day == 1 else (end, day - 1 if before else day)
    rule = _monthly(period, month, interval, day)
    return Schedule(recurrence=rule, assumed=assumed)


def _of_year(ends: list[re.Match[str]], before: bool, period: tuple[date, date]) -> Schedule:
    """A day, a month or a span of every year."""
    opening, closing = ends[0], ends[-1]
    month, day = int(closing[1]), int(closing[2] or _LAST)
    if before:
        month, day = int(opening[1]), int(opening[2] or 1)
        month, day = (month - 1, _LAST) if day == 1 else (month, day - 1)
    if not 0 <= month <= 12 or not 1 <= int(opening[1]) <= 12:
        return Schedule()
    lead = 0
    if not before and (len(ends) > 1 or not closing[2]):
        begin = clamp_day(2001, int(opening[1]), int(opening[2] or 1))
        lead = (clamp_day(2001, month, day) - begin).days % 365
    rule = _monthly(period, month, 12, day, lead)
    return Schedule(recurrence=rule)


def _monthly(period: tuple[date, date], month: int, interval: int, day: int, lead: int = 0) -> Recurrence | None:
    """The rule from the first due day in the period; None where none falls into it."""
    count = period[0].year * 12 + month - 1 - interval * (12 // interval)
    while (first := clamp_day(count // 12, count % 12 + 1, day)) < period[0]:
        count += interval
    return Recurrence("monthly", first, period[1], interval, day, lead) if first <= period[1] else None


@cache
def _weekdays() -> RuleSet:
    return load_rules("weekdays", rule_folders())
