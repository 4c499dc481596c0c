"""Words and figures that name a time, read one by one from folded text (`patterns/deadline_times.yml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import cast

import regex

from plan_extract.model.facts import Recurrence
from plan_extract.normalising.figures import NUMERALS
from plan_extract.normalising.rulefiles import Hit, RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("deadline_joints")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_HALVES = {"đầu": (1, 2), "cuối": (3, 4)}
_UNITS = {
    "phút": "PT{}M",
    "giờ": "PT{}H",
    "h": "PT{}H",
    "tiếng": "PT{}H",
    "ngày": "P{}D",
    "tuần": "P{}W",
    "tháng": "P{}M",
    "năm": "P{}Y",
}
_PERIOD_WORDS: dict[str, Recurrence] = {
    "năm": "annual",
    "quý": "quarterly",
    "tháng": "monthly",
    "tuần": "weekly",
    "ngày": "daily",
}
_NUMERALS = {**NUMERALS, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}
_DAYS = ("date", "day-month", "day")
_MAX_ATOM = 160
_NO_POINTS = ("period", "clock", "last-day", "duration")


@dataclass(frozen=True, slots=True)
class Point:
    """A point of time as precise as printed: day, month, quarter, year; what is missing is None."""

    kind: str
    d: int | None = None
    m: int | None = None
    q: int | None = None
    y: int | None = None
    first_year: int | None = None

    @property
    def is_day(self) -> bool:
        return self.kind in _DAYS

    def iso(self, year: int | None) -> str | None:
        """The contract's form: "2024-03-30", "2024-07", "2024-Q2", "2024"; "--" for an unknown year.

        None for a day that no calendar has.
        """
        year = self.y or year
        head = f"{year:04d}" if year else "-"
        if self.kind == "day" and self.m is None:
            return f"---{self.d:02d}"
        if self.d is not None and self.m is not None:
            return f"{head}-{self.m:02d}-{self.d:02d}" if _is_day(year, self.m, self.d) else None
        if self.m is not None:
            return f"{head}-{self.m:02d}"
        if self.q is not None:
            return f"{head}-Q{self.q}"
        if self.first_year is not None:
            return f"{self.first_year}/{year}"
        return f"{year:04d}" if year else None


@dataclass(slots=True)
class Atom:
    """One match of a rule: its points (two of a `span`), or its duration, or its recurrence."""

    kind: str
    start: int
    end: int
    rule: str
    points: list[Point] = field(default_factory=list)
    span: bool = False
    recurrence: Recurrence | None = None
    weak: bool = False
    duration: str | None = None
    lead: str = ""
    only_cells: bool = False

    @property
    def is_cyclic(self) -> bool:
        """Whether it is a period that a date before it may belong to ("hằng năm", "của tháng sau")."""
        return self.kind == "period" and self.rule.startswith(("time.every", "time.cyclic")) and not self.weak


@lru_cache(maxsize=1)
def _rules() -> RuleSet:
    return load_rules("deadline_times", rule_folders())


@lru_cache(maxsize=1)
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {rule.id: rule.compiled() for rule in _rules().rules}


@lru_cache(maxsize=1)
def _by_first_word() -> tuple[re.Pattern[str], dict[str, RuleSet]]:
    """The rules by the word that a match of theirs begins with, and where such words stand."""
    rules = _rules().rules
    words = dict.fromkeys(word for rule in rules for word in rule.sets["opens"])
    sets = {word: RuleSet(tuple(rule for rule in rules if word in rule.sets["opens"])) for word in words}
    listed = "|".join(word for word in words if word != "digit")
    return re.compile(rf"(?<![^\W_])(?:(?P<digit>\d)|(?:{listed})(?![^\W_]))"), sets


def _hits(match: str) -> Iterator[Hit]:
    """Matches of the rules from left to right, tried only where one may begin."""
    trigger, sets = _by_first_word()
    at = 0
    for found in trigger.finditer(match):
        if found.start() < at:
            continue
        start = found.start()
        hit = sets["digit" if found.group("digit") else found.group()].match(match, start, start + _MAX_ATOM)
        if hit is not None:
            at = hit.end
            yield hit


def read_atoms(match: str) -> list[Atom]:
    """The atoms of a folded text, from left to right."""
    atoms: list[Atom] = []
    for hit in _hits(match):
        found = _patterns()[hit.rule.id].match(match, hit.start, hit.start + _MAX_ATOM)
        if found is None:
            continue
        atom = Atom(hit["kind"], hit.start, hit.end, hit.rule.id, weak=hit.get("strength") == "weak")
        atom.only_cells = hit.get("only") == "cells"
        atom.recurrence = _read_recurrence(hit, found.group().strip())
        if atom.kind == "duration":
            _read_duration(atom, found)
        elif atom.kind not in _NO_POINTS:
            _read_points(atom, found)
            if _runs_backwards(atom):
                continue
        atoms.append(atom)
    return atoms


def _runs_backwards(atom: Atom) -> bool:
    """Whether months of one year stand in the wrong order ("11-10/2025"): what is meant cannot be told."""
    days = [point.d for point in atom.points if atom.kind in _DAY_SPANS and point.d is not None]
    if len(days) == 2 and days[0] >= days[1]:
        return True
    months = [point.m for point in atom.points if atom.span and point.kind == "month" and point.m is not None]
    return len(months) == 2 and months[0] >= months[1]


def _read_recurrence(hit: Hit, printed: str) -> Recurrence | None:
    """What the rule sets; where it says `by-word`, what the last word printed means."""
    named = hit.get("recurrence")
    if named == "by-word":
        return _PERIOD_WORDS[printed.rsplit(" ", 1)[-1]]
    return cast("Recurrence | None", named)


def _read_duration(atom: Atom, found: regex.Match[str]) -> None:
    printed = found.groupdict().get("n") or "1"  # "trong ngày" is within one
    number = _NUMERALS.get(printed) or (int(printed) if printed.isdigit() else 0)
    atom.duration = _UNITS[found.group("u")].format(number)
    atom.lead = found.group("lead")


def _read_points(atom: Atom, found: regex.Match[str]) -> None:
    groups = {name: value for name, value in found.groupdict().items() if value}
    year = int(groups["y"]) if "y" in groups else None
    if atom.kind == "month":
        atom.points = [Point("month", m=int(value), y=year) for value in found.captures("m")]
        atom.span = len(atom.points) == 2 and _DASHED_MONTHS.match(found.group()) is not None
    elif atom.kind == "quarter":
        numbers = [_QUARTERS.get(value) or int(value) for value in found.captures("q")]
        atom.points = [Point("quarter", q=number, y=year) for number in numbers]
        atom.span = len(numbers) == 2 and _DASHED.search(found.group()) is not None
        if len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
            atom.points, atom.span = [atom.points[0], atom.points[-1]], True  # "quý II và quý III"
    elif atom.kind in _DAY_SPANS:
        kind = "date" if year else "day-month"
        atom.points = [Point(kind, d=int(day), m=int(groups["m"]), y=year) for day in found.captures("d")]
        atom.span = True
    elif atom.kind == "year-span":
        atom.points, atom.span = [Point("year", y=int(groups["a"])), Point("year", y=year)], True
    elif atom.kind == "half":
        atom.points, atom.span = [Point("quarter", q=q, y=year) for q in _HALVES[groups["h"]]], True
    else:
        parts = {name: int(groups[name]) for name in ("d", "m") if name in groups}
        first = int(groups["a"]) if "a" in groups else None
        atom.points = [Point(atom.kind, y=year, first_year=first, **parts)]


_DAY_SPANS = ("days", "days-figures")
_DASHED_MONTHS = _WORDS["dashed-months"]
_DASHED = _WORDS["dashed-quarters"]


def _is_day(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True
