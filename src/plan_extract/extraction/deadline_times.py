"""Time limits in folded text: points, spans, durations and periods, with how they bind.

Atoms (`deadline_atoms`) that stand together are joined ("từ ngày 15/11 đến ngày 15/12", "tháng 5 và
tháng 10/2023", "trước 15 giờ ngày 25 hằng tháng") and the words before them give the relation
(`patterns/deadline_joints.yml`): "trước" excludes the day, "chậm nhất" and "đến" include it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

import regex

from plan_extract.extraction.deadline_atoms import Atom, Point, read_atoms
from plan_extract.model.facts import Recurrence, TimeRelation
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import rule_folders

_STRETCHES = ("month", "quarter")
_YEARS = ("year", "year-span", "year-part", "school-year")
# Ends are given to every match: the engine looks for a word that a pattern needs in all that it is given.
_MAX_CONNECTIVE = 40
_MAX_ANCHOR = 200


@lru_cache(maxsize=1)
def _joints() -> dict[str, regex.Pattern[str]]:
    rules = load_rules("deadline_joints", rule_folders()).rules
    return {rule.id.removeprefix("joint."): rule.compiled() for rule in rules}


@lru_cache(maxsize=1)
def _connectives() -> list[tuple[str, regex.Pattern[str]]]:
    rules = load_rules("deadline_joints", rule_folders()).rules
    return [(rule.sets["connective"], rule.compiled()) for rule in rules if "connective" in rule.sets]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One time limit or period: where it stands (with its connective), how it binds.

    `end_point` is set for spans, `duration` for durations (ISO, with `anchored` where an event is
    named and `own_issue` where that is the issue of the plan itself), neither for bare periods.
    `connective` is None where no word says how it binds.
    """

    start: int
    end: int
    rule: str
    relation: TimeRelation
    connective: str | None = None
    point: Point | None = None
    end_point: Point | None = None
    duration: str | None = None
    lead: str = ""
    anchored: bool = False
    own_issue: bool = False
    recurrence: Recurrence | None = None
    weak: bool = False
    clock: bool = False
    next_year: bool = False

    @property
    def is_period(self) -> bool:
        """Whether only a period is named ("hằng quý")."""
        return self.point is None and self.duration is None and not self.clock

    @property
    def lacks_year(self) -> bool:
        points = [point for point in (self.point, self.end_point) if point]
        return bool(points) and all(point.y is None for point in points)

    def iso(self, year: int | None) -> str | None:
        """The `date` of the contract; `year` is put in where none is printed."""
        if self.duration:
            return self.duration
        if self.point is None:
            return None
        year = year + 1 if year and self.next_year else year
        first = self.point.iso(year)
        if self.end_point is None:
            return first
        last = self.end_point.iso(year)
        return f"{first}/{last}" if first and last else None


def find_time_limits(match: str, *, cell: bool = False) -> list[TimeLimit]:
    """Time limits and periods of a folded text, from left to right.

    In a `cell` (or behind a label) a bare figure such as "6/2025" or "2025" is a time too.
    """
    atoms = read_atoms(match)
    if not cell:
        atoms = [atom for number, atom in enumerate(atoms) if _is_meant(match, atoms, number)]
    if lunar := [found.span() for found in _joints()["lunar"].finditer(match)]:
        atoms = [atom for atom in atoms if not any(start < atom.start < end for start, end in lunar)]
    limits: list[TimeLimit] = []
    at = 0
    while at < len(atoms):
        at, found = _read_group(match, atoms, at, cell)
        limits += found
    return limits


def _is_meant(match: str, atoms: list[Atom], number: int) -> bool:
    """A bare figure in running text is a year only as the end of a span, and no day at all."""
    atom = atoms[number]
    if atom.only_cells:
        return False
    if atom.kind != "year" or _joints()["year-word"].match(match, atom.start):
        return True
    return number > 0 and _joins("span", match, atoms[number - 1].end, atom.start)


def _joins(name: str, match: str, start: int, end: int) -> bool:
    """Whether the words between two times are glue of a kind."""
    return end - start <= _MAX_CONNECTIVE and _joints()[name].match(match[start:end]) is not None


def _at(atoms: list[Atom], number: int) -> Atom | None:
    return atoms[number] if number < len(atoms) else None


def _read_group(match: str, atoms: list[Atom], at: int, cell: bool) -> tuple[int, list[TimeLimit]]:
    """The number of the atom behind those that stand together from `at` on, and their limits."""
    first = atoms[at]
    if first.duration:
        return at + 1, [_duration_limit(match, first)]
    if first.kind == "last-day":
        return at + 1, [_period_limit(match, first, first, clock=True)]
    every = first if _opens_date(match, first, _at(atoms, at + 1)) else None
    stop = at + 1 if every else at
    begin = atoms[stop].start
    stop = _skip_clocks(match, atoms, stop)
    body = atoms[stop]
    if body.kind == "period":
        return stop + 1, [_period_limit(match, body, first, clock=body is not first)]
    if body.kind == "clock":
        if every:
            return stop + 1, [_at_hour(_period_limit(match, every, body, clock=True), every, body)]
        return stop + 1, _each_week(match, first, body)
    groups, stop = _join_points(match, atoms, stop)
    end = atoms[stop - 1].end
    following = _at(atoms, stop)
    goes_on = (
        following is not None
        and "," in match[end : following.start]
        and _opens_date(match, following, _at(atoms, stop + 1))
    )
    if following is not None and not goes_on and _closes_date(match, following, end):
        every, end, stop = following, following.end, stop + 1
    return stop, _point_limits(match, body, groups, begin, end, every, cell)


def _each_week(match: str, first: Atom, day: Atom) -> list[TimeLimit]:
    """A weekday bound by a word, without a date, comes back every week ("trước 16 giờ thứ Sáu"); whether it is a limit,
    what is done then decides (`deadline_filters`)."""
    if day.rule != "time.weekday":
        return []
    limit = _period_limit(match, replace(day, recurrence="weekly"), first, clock=True)
    bound = limit.connective is not None or _joints()["on-word"].match(match, first.start) is not None
    return [limit] if bound else []


def _at_hour(limit: TimeLimit, every: Atom, hour: Atom) -> TimeLimit:
    """ "hằng ngày trước 16 giờ": the word before the hour binds, the period says how often."""
    return replace(limit, start=min(limit.start, every.start), end=hour.end)


def _opens_date(match: str, first: Atom, following: Atom | None) -> bool:
    """Whether a period belongs to the date or hour behind it ("hằng năm (trước ngày 15/12)")."""
    if following is None or first.kind != "period" or not first.rule.startswith("time.every"):
        return False
    dated = bool(following.points) and following.kind not in (*_YEARS, "half")
    return (dated or following.kind == "clock") and _joins("every", match, first.end, following.start)


def _closes_date(match: str, following: Atom, end: int) -> bool:
    """Whether a period belongs to the date before it ("ngày 25 hằng tháng")."""
    glued = following.is_cyclic and _joins("next", match, end, following.start)
    return glued and "(" not in match[end : following.start]


def _skip_clocks(match: str, atoms: list[Atom], at: int) -> int:
    """The atom that hours and weekdays from `at` on belong to, or the last of them."""
    while (
        atoms[at].kind == "clock"
        and (following := _at(atoms, at + 1)) is not None
        and (following.kind != "period" or following.is_cyclic)
        and not following.duration
        and following.kind != "last-day"
        and _joins("next", match, atoms[at].end, following.start)
    ):
        at += 1
    return at


def _join_points(match: str, atoms: list[Atom], at: int) -> tuple[list[list[Point]], int]:
    """The points of atom `at` and of those joined to it, one or two (a span) a group; the atom behind."""
    points = list(atoms[at].points)
    if _are_months_in_a_row(points):
        groups = [[points[0], points[-1]]]
    else:
        groups = [points] if atoms[at].span else [[point] for point in points]
    last = at + 1
    while (number := _next_points(atoms, last)) is not None:
        start, following = atoms[last - 1].end, atoms[number]
        single = len(groups[-1]) == 1 and len(following.points) == 1
        if single and _joins("span", match, start, following.start):
            groups[-1].append(following.points[0])
        elif _joins("list", match, start, following.start) and _is_next_month(groups[-1], following):
            groups[-1][1:] = following.points
        elif _joins("list", match, start, following.start) and _same_kind(groups[-1][-1], following.points[0]):
            groups += [list(following.points)] if following.span else [[point] for point in following.points]
        else:
            break
        last = number + 1
    return _share_parts(groups), last


def _are_months_in_a_row(points: list[Point]) -> bool:
    """ "các tháng 4, 5, 6": one span."""
    months = [point.m for point in points if point.m is not None and point.d is None]
    return len(months) == len(points) > 1 and all(after == before + 1 for before, after in pairwise(months))


def _is_next_month(group: list[Point], following: Atom) -> bool:
    """Whether a month or quarter follows the one before it at once ("trong tháng 8 và tháng 9"): the two are one span."""
    first, last = group[-1], following.points[0]
    if first.kind != last.kind or len(following.points) != 1:
        return False
    if first.y is not None:
        turns = last.y == first.y + 1 and first.d is None and last.d is None
        return turns and ((first.m, last.m) == (12, 1) or (first.q, last.q) == (4, 1))
    months = first.m is not None and last.m == first.m + 1 and last.d is None
    return months or (first.q is not None and last.q == first.q + 1)


def _next_points(atoms: list[Atom], number: int) -> int | None:
    """The number of the next atom if it holds points; an hour before it belongs to it."""
    following = _at(atoms, number)
    if following is not None and following.kind == "clock":
        number += 1
        following = _at(atoms, number)
    return number if following is not None and following.points else None


def _same_kind(before: Point, after: Point) -> bool:
    if before.is_day and after.is_day:
        return True
    return (before.m is None) == (after.m is None) and (before.q is None) == (after.q is None)


def _share_parts(groups: list[list[Point]]) -> list[list[Point]]:
    """Year and month printed once count for all: from right to left, then from left to right."""
    flat = [point for group in groups for point in group]
    shared: list[Point] = []
    year: int | None = None
    month: int | None = None
    for point in reversed(flat):
        year = point.y or year
        month = point.m or month
        if point.kind == "day" and point.m is None and month is not None:
            point = replace(point, m=month)
        bare_day = point.kind == "day" and not point.m
        shared.append(point if bare_day or point.y == year else replace(point, y=year))
    shared.reverse()
    year = None
    for number, point in enumerate(shared):
        year = point.y or year
        shared[number] = point if point.y == year else replace(point, y=year)
    pieces = iter(shared)
    return [[next(pieces) for _ in group] for group in groups]


def _point_limits(
    match: str, body: Atom, groups: list[list[Point]], begin: int, end: int, every: Atom | None, cell: bool
) -> list[TimeLimit]:
    """One limit a group; none where something only begins ("từ ngày ..."), save a month or quarter that is all the
    time a cell tells ("Từ tháng 11/2025 đến khi kết thúc")."""
    connective, start = _connective(match, begin)
    if body.kind == "half" and connective is None and not cell:
        return [TimeLimit(start, end, body.rule, "every", recurrence=body.recurrence, weak=True)]
    bare = body.kind == "month-figures" or (body.kind == "days-figures" and body.points[0].y is None)
    if bare and connective is None and not cell:
        return []
    start = min(start, every.start) if every else start
    next_year = _joints()["next-year"].match(match, end, end + _MAX_CONNECTIVE)
    end = next_year.end() if next_year else end
    whole = cell and (not match[end:].strip(" .;)") or _joints()["open-end"].match(match, end) is not None)
    limits = []
    for group in groups:
        if len(group) == 1 and connective == "from" and not (whole and group[0].kind in _STRETCHES):
            continue
        limits.append(
            TimeLimit(
                start,
                end,
                body.rule,
                _relation(connective, group),
                connective,
                point=group[0],
                end_point=group[1] if len(group) == 2 else None,
                recurrence=every.recurrence if every else None,
                next_year=next_year is not None,
            )
        )
    return limits


def _connective(match: str, at: int) -> tuple[str | None, int]:
    """The word that binds a time beginning at `at`, and where it begins."""
    for name, pattern in _connectives():
        if found := pattern.search(match, max(0, at - _MAX_CONNECTIVE), at):
            return name, found.start()
    return None, at


def _relation(connective: str | None, group: list[Point]) -> TimeRelation:
    if connective == "before":
        return "before"
    if connective == "latest" or (connective == "until" and len(group) == 1):
        return "by"
    return "on" if group[0].is_day and len(group) == 1 else "in"


def _period_limit(match: str, atom: Atom, first: Atom, *, clock: bool) -> TimeLimit:
    """A bare period, or (with `clock`) an hour or a weekday that comes back."""
    if not clock:
        return TimeLimit(atom.start, atom.end, atom.rule, "every", recurrence=atom.recurrence, weak=atom.weak)
    connective, start = _connective(match, first.start)
    relation: TimeRelation = "on"
    if connective == "before":
        relation = "before"
    elif connective in ("latest", "until"):
        relation = "by"
    return TimeLimit(start, atom.end, atom.rule, relation, connective, recurrence=atom.recurrence, clock=True)


def _duration_limit(match: str, atom: Atom) -> TimeLimit:
    anchor = _joints()["anchor"].match(match, atom.end, atom.end + _MAX_ANCHOR)
    own = anchor is not None and _joints()["own-issue"].search(anchor.group()) is not None
    end = anchor.end() if anchor else atom.end
    return TimeLimit(
        atom.start,
        end,
        atom.rule,
        "within",
        duration=atom.duration,
        lead=atom.lead,
        anchored=anchor is not None,
        own_issue=own,
    )
