"""The days that a deadline's `date` can mean, for sorting and calendars."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_POINT = re.compile(r"(?P<year>\d{4})(?:-Q(?P<quarter>[1-4])|-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?")


def find_days(value: str | None) -> tuple[str, str] | None:
    """First and last day (ISO) of a date of the contract; None where it has no year.

    `"2024-Q2"` gives `("2024-04-01", "2024-06-30")`; a span goes from the first day of its first
    end to the last of its second; `"--11-20"`, `"---25"`, durations and impossible dates give None.
    """
    if not value:
        return None
    first, _, last = value.partition("/")
    begin, end = _point_days(first), _point_days(last or first)
    return (begin[0].isoformat(), end[1].isoformat()) if begin and end else None


def _point_days(value: str) -> tuple[date, date] | None:
    match = _POINT.fullmatch(value)
    if not match:
        return None
    year = int(match["year"])
    if match["quarter"]:
        months = 3 * int(match["quarter"]) - 2, 3 * int(match["quarter"])
    elif match["month"]:
        months = int(match["month"]), int(match["month"])
    else:
        months = 1, 12
    try:
        if match["day"]:
            day = date(year, months[0], int(match["day"]))
            return day, day
        return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])
    except ValueError:
        return None
