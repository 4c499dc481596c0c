"""Times of a cell or behind a label: figures alone are times there, and those that follow each other one span."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import takewhile

import regex

from plan_extract.extraction.deadline_times import TimeLimit, find_time_limits
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.wording import Wording

_WORDS = Wording("deadline_cells")
_OF_YEARS = _WORDS["of-years"]
_NEIGHBOUR = _WORDS["joint-of-neighbours"]


def read_due(text: str, default_year: int | None = None, heading: str = "") -> str | None:
    """The time limit that a cell or labelled line gives, in the form of a deadline's `date`; else None.

    A time without a year takes `default_year`, unless it comes back every year; `heading` is the folded one of its column.
    """
    times = read_cell_times(in_words(heading, fold_match(text)))
    annual = any(time.recurrence == "annual" for time in times)
    for time in times:
        if not time.is_period and (due := time.iso(None if annual else default_year)):
            return due
    return None


# Cells of nothing but figures below "Tháng", "Quý": "03", "4 - 5/2027"; "Q2, Q3".
_FIGURES = regex.compile(r"\s*\d{1,2}(?:\s*[-,]\s*\d{1,2})*(?:\s*/\s*20\d\d)?\s*")
_COUNTING = _WORDS["counting-heading"]
_QUARTERS = regex.compile(r"(?:\s*q[1-4]\s*[-,;/&]?)+(?:\s*20\d\d)?\s*")


def in_words(heading: str, match: str) -> str:
    """A folded cell of times with the words that its column's heading or its short form leaves out."""
    if (counted := _COUNTING.fullmatch(heading.strip(" .:"))) and _FIGURES.fullmatch(match):
        return f"{counted['step']} {match.strip()}"
    return regex.sub(r"\bq(?=[1-4])", "quý ", match) if _QUARTERS.fullmatch(match) else match


def read_cell_times(match: str) -> list[TimeLimit]:
    """The times of a folded cell, from left to right."""
    limits = _join_neighbours(match, find_time_limits(match, cell=True))
    return _with_year_before(_spread_over_years(match, _without_beginnings(limits)))


def _without_beginnings(limits: list[TimeLimit]) -> list[TimeLimit]:
    """The limits, without a month on which work only begins where the cell tells another time, too."""
    begins = [limit for limit in limits if limit.connective == "from" and limit.end_point is None]
    dated = [limit for limit in limits if not limit.is_period]
    return limits if len(begins) == len(dated) else [limit for limit in limits if limit not in begins]


def _spread_over_years(match: str, limits: list[TimeLimit]) -> list[TimeLimit]:
    """A month or quarter before several years is one of each of them ("Tháng 10 các năm 2025, 2027, 2029")."""
    spread: list[TimeLimit] = []
    at = 0
    while at < len(limits):
        limit = limits[at]
        years = list(takewhile(partial(_is_year_of, match, limit), limits[at + 1 :]))
        if len(years) > 1 and limit.point is not None:
            points = [replace(limit.point, y=each.point.y) for each in years if each.point is not None]
            spread += [replace(limit, end=years[-1].end, point=point) for point in points]
            at += len(years)
        else:
            spread.append(limit)
        at += 1
    return spread


def _is_year_of(match: str, limit: TimeLimit, year: TimeLimit) -> bool:
    """Whether a year of a list says in which years a month or quarter without one is meant."""
    if limit.point is None or limit.end_point or not limit.lacks_year or not (limit.point.m or limit.point.q):
        return False
    if year.point is None or year.point.kind != "year" or year.end_point:
        return False
    return _OF_YEARS.fullmatch(match, limit.end, year.start) is not None


def _with_year_before(limits: list[TimeLimit]) -> list[TimeLimit]:
    """A day or month without a year is one of the year told before it ("Quý II/2026, xong trước 30/6")."""
    year: int | None = None
    month: int | None = None
    dated: list[TimeLimit] = []
    for limit in limits:
        last = limit.end_point or limit.point
        if last is not None and last.y:
            year = last.y if limit.end_point is None else None
            month = last.m or (3 * last.q - 2 if last.q else None)
        elif (
            year and limit.point is not None and not (limit.end_point or limit.recurrence or _is_earlier(limit, month))
        ):
            limit = replace(limit, point=replace(limit.point, y=year))
        dated.append(limit)
    return dated


def _is_earlier(limit: TimeLimit, month: int | None) -> bool:
    """Whether a day or month without a year lies before the month that it follows: it is of the next year, perhaps."""
    return limit.point is not None and limit.point.m is not None and month is not None and limit.point.m < month


def _join_neighbours(match: str, limits: list[TimeLimit]) -> list[TimeLimit]:
    """Times of a cell that follow each other at once are one span ("Ngày 26, 27/12", "Quý III, IV/2025", "2025, 2026")."""
    joined: list[TimeLimit] = []
    for limit in limits:
        before = joined[-1] if joined else None
        if before is not None and _is_listed(match, before, limit) and _follows(before, limit):
            assert before.point is not None and limit.point is not None
            days = limit.point.is_day
            kind = limit.point.kind if days and before.point.kind == "day" else before.point.kind
            first = replace(before.point, y=before.point.y or limit.point.y, kind=kind)
            relation = before.relation if days else "in"
            joined[-1] = replace(before, end=limit.end, point=first, end_point=limit.point, relation=relation)
        else:
            joined.append(limit)
    return joined


def _is_listed(match: str, before: TimeLimit, limit: TimeLimit) -> bool:
    return before.start == limit.start or _NEIGHBOUR.fullmatch(match, before.end, limit.start) is not None


def _follows(before: TimeLimit, limit: TimeLimit) -> bool:
    """Whether one time is the day, month or quarter after the other, or the year after it."""
    first, last = before.end_point or before.point, limit.point
    if first is None or last is None or limit.end_point:
        return False
    if last.kind == "year" and not first.d and first.y and last.y:
        return last.y == first.y + 1
    if first.y and last.y and first.q and last.q:
        return last.y * 4 + last.q == first.y * 4 + first.q + 1
    if first.y and last.y and first.m and last.m and not first.d and not last.d:
        return last.y * 12 + last.m == first.y * 12 + first.m + 1
    year = last.y or first.y
    if not (first.d and first.m and last.d and last.m and year):
        return False
    try:
        return date(first.y or year, first.m, first.d) + timedelta(days=1) == date(year, last.m, last.d)
    except ValueError:
        return False
