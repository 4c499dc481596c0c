"""Time limits in folded text: points, spans, durations and periods, with how they bind.

Atoms come from `patterns/deadline_times.yml`; here neighbours are joined ("từ ngày 15/11 đến ngày
15/12", "tháng 5 và tháng 10/2023", "trước 15 giờ ngày 25 hằng tháng") and the words before them give
the relation: "trước" excludes the day, "chậm nhất" and "đến" include it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import cast

import regex

from plan_extract.model.facts import Recurrence, TimeRelation
from plan_extract.normalising.figures import NUMERALS
from plan_extract.normalising.rulefiles import Hit, RuleSet, load_rules
from plan_extract.resources import rule_folders

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_UNITS = {"phút": "PT{}M", "giờ": "PT{}H", "h": "PT{}H", "tiếng": "PT{}H", "ngày": "P{}D", "tuần": "P{}W", "tháng": "P{}M", "năm": "P{}Y"}
_PERIOD_WORDS: dict[str, Recurrence] = {"năm": "annual", "quý": "quarterly", "tháng": "monthly", "tuần": "weekly", "ngày": "daily"}
_NUMERALS = {**NUMERALS, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}
_YEARS = ("year", "year-span", "year-part", "school-year")
_DAYS = ("date", "day-month", "day")

_BEFORE = regex.compile(r"\btrước(?: (?:ngày|khi|thời điểm|hết|thời hạn|\d{1,2} ?(?:giờ|h) ?(?:\d\d)?,?))*\s*$")
_LATEST = regex.compile(r"\b(?:chậm nhất|muộn nhất|hạn chót|hạn cuối(?: cùng)?|không (?:quá|muộn hơn|chậm quá))(?: (?:là|vào|trong|đến|ngày|hết|cuối|khoảng))*\s*:?\s*$")
_IN = regex.compile(r"\b(?:trong|trong khoảng|trong cả|trong suốt)\s*$")
_ON = regex.compile(r"\b(?:vào|vào các|vào trước|vào khoảng)(?: dịp| lúc| đầu| giữa| cuối)?\s*$")
_UNTIL = regex.compile(r"\b(?:đến|tới|xong|hết|đến hết|đến cuối|kết thúc)(?: (?:ngày|vào|cuối|hết|trước))*\s*$")
_FROM = regex.compile(r"\b(?:từ|kể từ|bắt đầu từ|tính từ|từ khoảng)(?: (?:ngày|đầu|cuối|giữa|sau|hết))*\s*$")
_CONNECTIVES = (("before", _BEFORE), ("latest", _LATEST), ("in", _IN), ("on", _ON), ("until", _UNTIL), ("from", _FROM))
_SPAN_GLUE = regex.compile(r"\s*(?:-|đến|tới|cho đến)(?: (?:hết|ngày|cuối|trước|đầu|hết ngày))*\s*(?:\d{1,2} ?(?:giờ|h) ?(?:\d\d)?,? ?)?\s*")
_LIST_GLUE = regex.compile(r"\s*(?:,|và|hoặc|;|, và|&)\s*(?:(?:trước|vào|trong|chậm nhất|ngày|xong trước|cả) )*")
_NEXT_GLUE = regex.compile(r"\s*[,(]?\s*(?:của|các|là|ngày|vào|lúc)?\s*")
_EVERY_GLUE = regex.compile(r"\s*[,(:]?\s*(?:(?:trước|vào|trong|chậm nhất|xong|là|đến|hết|từ|khoảng|định kỳ|muộn nhất) ?)*(?:\d{1,2} ?(?:giờ|h) ?(?:\d\d)?,? ?)?(?:ngày )?")
_NEXT_YEAR = regex.compile(r"\s*(?:của )?năm (?:sau|kế tiếp|tiếp theo|liền kề|kế)(?:\s+liền kề)?(?![\p{L}])")
_ANCHOR = regex.compile(
    r"\s*[,(]?\s*(?:kể từ|tính từ|tính đến|sau khi|từ khi|từ ngày|từ lúc|từ thời điểm|sau ngày|sau(?= \p{L})|khi|trước khi|trước ngày(?! \d)|so với|theo)\b(?:(?! và | đồng thời )[^,;.()]){0,120}"
)
_OWN_ISSUE = regex.compile(
    r"(?:ban hành|ký|nhận được|nhận|có hiệu lực|phát hành|triển khai)[^,;.]{0,24}(?:kế hoạch|chương trình|văn bản|quyết định|đề án|nghị quyết|chỉ thị)(?: này)?"
    r"|(?:kế hoạch|chương trình|văn bản|quyết định|đề án)(?: này)? (?:được |có )?(?:ban hành|ký|hiệu lực)"
)


@dataclass(frozen=True, slots=True)
class Point:
    """A point of time as precise as printed; what is missing is None."""

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
        """The contract's form: "2024-03-30", "2024-07", "2024-Q2", "2024"; with "--" where no year is known."""
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
        if self.first_year is not None and self.kind == "school-year":
            return f"{self.first_year}/{year}"
        return f"{year:04d}" if year else None


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


@dataclass(slots=True)
class _Atom:
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


@lru_cache(maxsize=1)
def time_rules() -> RuleSet:
    return load_rules("deadline_times", rule_folders())


@lru_cache(maxsize=1)
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {rule.id: rule.compiled() for rule in time_rules().rules}


@lru_cache(maxsize=1)
def _by_first_word() -> tuple[regex.Pattern[str], dict[str, RuleSet]]:
    """The rules by the word that a match of theirs begins with, and where such words stand."""
    rules = time_rules().rules
    words = dict.fromkeys(word for rule in rules for word in rule.sets["opens"])
    sets = {word: RuleSet(tuple(rule for rule in rules if word in rule.sets["opens"])) for word in words}
    listed = "|".join(word for word in words if word != "digit")
    return regex.compile(rf"(?<![\p{{L}}\d])(?:(?P<digit>\d)|(?:{listed})(?![\p{{L}}\d]))"), sets


def _hits(match: str) -> Iterator[Hit]:
    """Matches of the rules from left to right, tried only where one may begin."""
    trigger, sets = _by_first_word()
    at = 0
    for found in trigger.finditer(match):
        if found.start() < at:
            continue
        hit = sets["digit" if found.group("digit") else found.group()].match(match, found.start())
        if hit is not None:
            at = hit.end
            yield hit


def find_time_limits(match: str, *, cell: bool = False) -> list[TimeLimit]:
    """Time limits and periods of a folded text, from left to right.

    In a `cell` (or behind a label) a bare figure such as "6/2025" or "2025" is a time too.
    """
    atoms = _read_atoms(match, cell)
    limits: list[TimeLimit] = []
    at = 0
    while at < len(atoms):
        stop, found = _read_group(match, atoms, at, cell)
        limits += found
        at = stop
    return limits


def _read_atoms(match: str, cell: bool) -> list[_Atom]:
    atoms: list[_Atom] = []
    for hit in _hits(match):
        kind: str = hit["kind"]
        found = _patterns()[hit.rule.id].match(match, hit.start)
        if found is None:
            continue
        atom = _Atom(kind, hit.start, hit.end, hit.rule.id, weak=hit.get("strength") == "weak")
        if kind == "last-day":
            atom.recurrence = _PERIOD_WORDS[match[: hit.end].rsplit(" ", 1)[-1]]
        if kind in ("period", "half"):
            word = hit.get("recurrence")
            atom.recurrence = _PERIOD_WORDS[match[hit.start : hit.end].strip()] if word == "by-word" else cast(Recurrence, word)
        if kind == "duration":
            _read_duration(atom, found)
        elif kind not in ("period", "clock", "last-day"):
            _read_points(atom, found)
        if kind == "year" and not cell and not match.startswith("năm", hit.start) and not _SPAN_GLUE.fullmatch(match, atoms[-1].end if atoms else 0, hit.start):
            continue
        atoms.append(atom)
    return atoms


def _read_duration(atom: _Atom, found: regex.Match[str]) -> None:
    printed = found.group("n")
    number = _NUMERALS.get(printed) or (int(printed) if printed.isdigit() else 0)
    atom.duration = _UNITS[found.group("u")].format(number)
    atom.lead = found.group("lead")


def _read_points(atom: _Atom, found: regex.Match[str]) -> None:
    groups = found.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    if atom.kind in ("month", "quarter"):
        for value in found.captures("m" if atom.kind == "month" else "q"):
            atom.points.append(Point(atom.kind, m=int(value), y=year) if atom.kind == "month" else Point(atom.kind, q=_QUARTERS.get(value) or int(value), y=year))
        printed = found.group()
        atom.span = len(atom.points) == 2 and "-" in printed.split("/")[0].split("năm")[0] and "," not in printed
        return
    if atom.kind == "year-span":
        atom.points = [Point("year", y=int(groups["a"])), Point("year", y=year)]
        atom.span = True
        return
    if atom.kind == "half":
        quarters = (1, 2) if groups["h"] == "đầu" else (3, 4)
        atom.points = [Point("quarter", q=quarter, y=year) for quarter in quarters]
        atom.span = True
        return
    atom.points = [
        Point(
            atom.kind,
            d=int(groups["d"]) if groups.get("d") else None,
            m=int(groups["m"]) if groups.get("m") else None,
            y=year,
            first_year=int(groups["a"]) if groups.get("a") else None,
        )
    ]


def _read_group(match: str, atoms: list[_Atom], at: int, cell: bool) -> tuple[int, list[TimeLimit]]:
    """The limits that begin with atom `at`, and the number of the first atom behind them."""
    first = atoms[at]
    if first.duration:
        return at + 1, [_duration_limit(match, first)]
    if first.kind == "last-day":
        return at + 1, [_period_limit(match, first, first, first)]
    stop = at
    every: _Atom | None = None
    clock: _Atom | None = None
    if first.kind == "period" and first.rule.startswith("time.every") and (following := _at(atoms, at + 1)) and (following.points and following.kind not in _YEARS or following.kind == "clock"):
        if _EVERY_GLUE.fullmatch(match, first.end, following.start) and not (following.weak or _is_own_clause(match, first.end, following.start)):
            every, stop = first, at + 1
    while atoms[stop].kind == "clock" and (following := _at(atoms, stop + 1)) and _NEXT_GLUE.fullmatch(match, atoms[stop].end, following.start):
        clock = clock or atoms[stop]
        if following.kind == "period" and not following.rule.startswith(("time.every", "time.cyclic")):
            break
        stop += 1
    body = atoms[stop]
    if body.kind == "period":
        return stop + 1, [_period_limit(match, body, clock, first)]
    if body.kind == "clock":
        if every is None:
            return stop + 1, []
        return stop + 1, [replace(_period_limit(match, every, body, first), end=body.end)]
    begin = (clock or body).start
    groups, stop = _join_points(match, atoms, stop)
    following = _at(atoms, stop)
    end = atoms[stop - 1].end
    if following is not None and following.kind == "period" and following.rule.startswith(("time.every", "time.cyclic")) and _NEXT_GLUE.fullmatch(match, end, following.start) and not following.weak:
        if "(" not in match[end : following.start]:
            every, end, stop = following, following.end, stop + 1
    return stop, _point_limits(match, body, groups, begin, end, every, cell)


def _is_own_clause(match: str, start: int, end: int) -> bool:
    return ":" in match[start:end]


def _at(atoms: list[_Atom], number: int) -> _Atom | None:
    return atoms[number] if number < len(atoms) else None


def _join_points(match: str, atoms: list[_Atom], at: int) -> tuple[list[list[Point]], int]:
    """The points of atom `at` and of those joined to it: one or two points (a span) a group."""
    groups = [list(atoms[at].points)] if atoms[at].span else [[point] for point in atoms[at].points]
    stop = last = at + 1
    while (following := _next_points(atoms, stop)) is not None:
        start = atoms[stop - 1].end
        stop = atoms.index(following, stop)
        if len(groups[-1]) == 1 and _SPAN_GLUE.fullmatch(match, start, following.start) and len(following.points) == 1:
            groups[-1].append(following.points[0])
        elif _LIST_GLUE.fullmatch(match, start, following.start) and _same_kind(groups[-1][-1], following.points[0]):
            groups += [list(following.points)] if following.span else [[point] for point in following.points]
        else:
            return _share_parts(groups), last
        stop += 1
        last = stop
    return _share_parts(groups), last


def _next_points(atoms: list[_Atom], number: int) -> _Atom | None:
    """The atom `number` if it holds points; an hour before it belongs to it."""
    following = _at(atoms, number)
    if following is not None and following.kind == "clock":
        following = _at(atoms, number + 1)
    return following if following is not None and following.points else None




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
        shared.append(replace(point, y=point.y or year) if point.kind != "day" or point.m else point)
    shared.reverse()
    year = None
    for number, point in enumerate(shared):
        year = point.y or year
        shared[number] = replace(point, y=year)
    pieces = iter(shared)
    return [[next(pieces) for _ in group] for group in groups]


def _point_limits(
    match: str, body: _Atom, groups: list[list[Point]], begin: int, end: int, every: _Atom | None, cell: bool
) -> list[TimeLimit]:
    connective, start = _connective(match, begin)
    if body.kind == "half" and connective is None and not cell:
        return [TimeLimit(start, end, body.rule, "every", recurrence=body.recurrence, weak=True)]
    if every is not None and every.start < start:
        start = every.start
    limits = []
    for group in groups:
        point = group[0]
        span = group[1] if len(group) == 2 else None
        if span is None and connective == "from":
            continue
        if body.kind == "month-figures" and connective is None and not cell:
            continue
        following = _NEXT_YEAR.match(match, end)
        end = following.end() if following else end
        relation = "in" if span is not None and connective not in ("before", "latest") else _relation(connective, point)
        limits.append(
            TimeLimit(
                start, end, body.rule, relation, connective, point=point, end_point=span,
                recurrence=every.recurrence if every else None, next_year=following is not None,
            )
        )  # fmt: skip
    return limits


def _connective(match: str, at: int) -> tuple[str | None, int]:
    window = max(0, at - 40)
    for name, pattern in _CONNECTIVES:
        found = pattern.search(match, window, at)
        if found:
            return name, found.start()
    return None, at


def _relation(connective: str | None, point: Point) -> TimeRelation:
    if connective == "before":
        return "before"
    if connective in ("latest", "until"):
        return "by"
    return "on" if point.is_day else "in"


def _period_limit(match: str, atom: _Atom, clock: _Atom | None, first: _Atom) -> TimeLimit:
    if clock is None:
        return TimeLimit(atom.start, atom.end, atom.rule, "every", recurrence=atom.recurrence, weak=atom.weak)
    connective, start = _connective(match, first.start)
    relation: TimeRelation = "before" if connective == "before" else "by" if connective in ("latest", "until") else "on"
    return TimeLimit(start, atom.end, atom.rule, relation, connective, recurrence=atom.recurrence, clock=True)


def _duration_limit(match: str, atom: _Atom) -> TimeLimit:
    anchor = _ANCHOR.match(match, atom.end)
    own = bool(anchor and _OWN_ISSUE.search(anchor.group()))
    end = anchor.end() if anchor else atom.end
    return TimeLimit(
        atom.start, end, atom.rule, "within", duration=atom.duration, lead=atom.lead, anchored=anchor is not None, own_issue=own
    )


def _is_day(year: int | None, month: int, day: int) -> bool:
    try:
        date(year or 2024, month, day)
    except ValueError:
        return False
    return True
