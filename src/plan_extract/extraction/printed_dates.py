"""Dates of documents as printed: "ngày 07/01/2021", "ngày 19 tháng 5 năm 2022", "tháng 3 năm 2026"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import regex

from plan_extract.normalising.wording import Wording

_WORDS = Wording("citation_words")
DATE = _WORDS["date"]
"""A date behind the number of a document, in folded text; blanks left for day or month allowed."""

BARE_DATE = regex.compile(r"(?P<d1>\d{1,2})\s*[/.\-]\s*(?P<m1>\d{1,2})\s*[/.\-]\s*(?P<y1>\d{4})(?!\d)")
"""A date in figures without the word "ngày"."""


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as precise as it is printed: `iso` is a day, a month or a year, None where left blank."""

    iso: str | None
    end: int
    valid: bool = True


def read_date(match: regex.Match[str]) -> PrintedDate:
    """The date of a match of `DATE` or `BARE_DATE`. A day that no calendar has gives `iso` None."""
    groups = {name: value for name, value in match.groupdict().items() if value}
    values = {name[0]: int(value) for name, value in groups.items()}
    if "y" not in values:
        return PrintedDate(None, match.end())
    year = values["y"] if values["y"] >= 100 else values["y"] + (2000 if values["y"] < 60 else 1900)
    if "m" not in values:
        return PrintedDate(f"{year:04d}" if "y6" in groups else None, match.end())
    month = values["m"]
    if not 1 <= month <= 12:
        return PrintedDate(None, match.end(), valid=False)
    if "d" not in values:
        return PrintedDate(f"{year:04d}-{month:02d}", match.end())
    try:
        return PrintedDate(date(year, month, values["d"]).isoformat(), match.end())
    except ValueError:
        return PrintedDate(None, match.end(), valid=False)
