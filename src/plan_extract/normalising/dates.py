"""Dates, months, quarters, periods and durations of Vietnamese text, never more precise than printed.

Forms: "2024-03-30", "2024-07", "2024-Q2", "2024"; "--11-20" a day and "--07" a month of every
year; "---25" a day of every month; "P15D", "PT24H" durations; "2025-12/2026-Q1" spans. All text
is folded (`fold_match`). The words around a date are in `patterns/dates.yml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

Kind = Literal["day", "month", "quarter", "year", "duration", "period", "weekday", "hour"]

_YEAR = r"(?:19|20)\d\d"
_SLASH = r"\s?[/.\-]\s?"
_OF_YEAR = rf"(?:\s*(?:/|-|\.|,?\s+(?:của\s+)?năm)\s*(?P<y{{0}}>{_YEAR}))?"
_EVERY_YEAR = r"(?:\s*(?:của\s+)?(?P<every{0}>(?:hằng|hàng|mỗi|các)\s+năm))?"
_YEAR_OR_EVERY = _OF_YEAR + _EVERY_YEAR
_FULL_DATE = rf"(?:ngày\s+)?(?<![\d.,/])(?P<d1>\d{{1,2}}){_SLASH}(?P<m1>\d{{1,2}}){_SLASH}(?P<y1>{_YEAR})(?!\d)"
_WORD_DATE = (
    r"ngày\s+(?P<d2>\d{1,2})(?:\s*(?:,|và)\s*(?:ngày\s+)?\d{1,2})?\s+tháng\s+(?P<m2>\d{1,2})" + _YEAR_OR_EVERY.format(2)
)
# "15/7" is a date only where a word of time stands before it: "06/9 trường" is none.
_SHORT_DATE = (
    r"(?:(?<=\b(?:ngày|trước|đến|từ|hết|nhất)\s)|(?<=\d\s-\s)|ngày\s+)"
    r"(?P<d3>\d{1,2})\s?/\s?(?P<m3>\d{1,2})(?![\d/]|\.\d)" + _EVERY_YEAR.format(3)
)
_DAY_OF_MONTH = (
    r"ngày\s+(?:mùng\s+|mồng\s+)?(?P<d4>\d{1,2})\s*(?:của\s+)?"
    r"(?P<next>(?:(?:hằng|hàng|mỗi|các)\s+)?tháng(?:\s+(?:kế tiếp|tiếp theo|sau(?: liền kề)?|liền kề"
    r"|cuối (?:của )?(?:mỗi )?quý|cuối quý|đầu quý(?: sau)?|cuối kỳ))?)(?!\s*\d)"
    r"(?P<quarterly>\s+(?:cuối |đầu )?(?:của )?(?:hằng |hàng |mỗi )?quý)?"
)
_MONTHS = (
    r"tháng\s+(?P<ms>\d{1,2}(?:\s*(?:,|và|-|đến)\s*(?:tháng\s+)?\d{1,2}(?!\d|\s*%))*)(?!\d)" + _YEAR_OR_EVERY.format(5)
)
_MONTH_FIGURE = rf"(?<![\d.,/\p{{L}}-])(?P<m6>0?[1-9]|1[0-2]){_SLASH}(?P<y6>20\d\d)(?![\d/])"
_ONE_QUARTER = r"(?:iv|i{1,3}|[1-4])(?![\p{L}\d])"
_QUARTER = (
    rf"qu[ýí]\s+(?P<qs>{_ONE_QUARTER}(?:\s*(?:,|và|-|đến)\s*(?:qu[ýí]\s+)?{_ONE_QUARTER})*)" + _YEAR_OR_EVERY.format(7)
)
_SCHOOL_YEAR = rf"(?:năm học|niên học|niên khóa)\s+(?P<s8>{_YEAR})\s*-\s*(?P<t8>{_YEAR})"
_YEARS = (
    rf"(?:giai đoạn\s+|thời kỳ\s+|từ\s+năm\s+|năm\s+)?(?<![\d.,/])(?P<s9>{_YEAR})"
    rf"\s*(?:-|đến(?:\s+(?:hết\s+)?năm)?)\s*(?P<t9>{_YEAR})(?![\d.,%/])"
)
_ONE_YEAR = rf"(?:(?P<part>đầu|giữa|cuối)\s+)?năm\s+(?P<y10>{_YEAR})(?!\d|\s*-\s*\d)"
_DURATION = (
    r"(?P<n>\d{1,3}|mười lăm|một|hai mươi|hai|ba mươi|ba|bốn|sáu|bảy|tám|chín|mười)\s*(?:\([^()]{1,20}\)\s*)?"
    r"(?P<u>phút|giờ|ngày|tuần|tháng)(?!\s+tuổi|\s*/\s*(?:lần|năm)|\s+(?:đầu|cuối) năm|\p{L})(?:\s+làm việc)?"
)
_WEEKDAY = (
    r"(?P<weekday>(?:(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật))"
    r"(?:\s+(?P<of>(?:hằng|hàng|mỗi|cuối)\s+(?:tuần|tháng)))?"
)
_ATOM = regex.compile(
    "|".join(
        (
            *(_FULL_DATE, _WORD_DATE, _SHORT_DATE, _DAY_OF_MONTH, _MONTHS, _MONTH_FIGURE, _QUARTER),
            *(_SCHOOL_YEAR, _YEARS, _ONE_YEAR, _DURATION, _WEEKDAY),
        )
    )
)
_HOUR = regex.compile(r"\d{1,2}\s?(?:giờ|h)(?:\s?\d{1,2})?(?:\s?phút)?\s*(?=,|\s|$)")
_NUMBERS = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
            "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_EVENT = regex.compile(
    r"[\s,]*(?:làm việc\s+)?(?:sau khi|sau ngày|sau|kể từ khi|kể từ lúc|kể từ|từ khi|từ ngày|tính từ|khi)"
    r"(?![\p{L}\d])"
)
_PLAN_START = regex.compile(
    r"[\s,]*(?:kể từ|sau|từ|tính từ)(?: khi| ngày| thời điểm)?\s+(?:ký\s+)?"
    r"(?:ban hành|kế hoạch này|nhận được kế hoạch|kế hoạch(?: này)? (?:được )?ban hành)"
)
_LIST_JOINT = regex.compile(r"\s*(?:,|;|và|-)\s*$|^\s*(?:,|;|và)\s*(?:trong\s+|vào\s+)?$")
_SPAN_JOINT = regex.compile(r"\s*(?:-|đến(?: hết)?|tới|đến hết ngày|đến ngày)\s*(?:ngày\s+|hết\s+)?$")
_FROM = regex.compile(r"\btừ(?:\s+(?:ngày|khoảng|đầu))*\s*$")
_WINDOW = 34


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time as printed at `start` to `end` (the words that set `relation` included).

    `date` is one of the forms above, None for a bare period, a weekday or an hour. `recurrence`
    is what the expression itself says ("hằng tháng", an event behind a duration), else None.
    """

    start: int
    end: int
    date: str | None
    relation: str
    recurrence: str | None
    kind: Kind
    has_year: bool = True


def parse_date_expression(match: str, default_year: int | None = None) -> list[DateExpression]:
    """The times that folded text names, from left to right.

    A day or month without a year takes `default_year`; without one it is that of every year.
    """
    found = sorted([*_atoms(match), *_periods(match)], key=lambda each: (each.start, -each.end))
    found = _without_overlaps(found)
    found = _share_years(found, match)
    found = _join_spans(found, match)
    found = [_set_relation(expression, match) for expression in found]
    return [_finish(expression, default_year) for expression in _absorb_periods(found, match)]


# "Từ tháng 11/2025 đến khi kết thúc đợt kiểm kê": the day on which work begins is no limit.
_BEGINS = regex.compile(r"\s*(?:kể )?từ .{4,40}?\b(?:cho )?đến khi\b|\s*(?:kể )?từ .{4,40}?\btrở đi\b")


# "10-11/2025", and "Quý IV/2025, 2026": months of one year, the years that follow.
_MONTHS_OF_YEAR = regex.compile(rf"\s*(?:tháng\s+)?(\d{{1,2}})\s?-\s?(\d{{1,2}})\s?/\s?({_YEAR})\s*[.;]?\s*")
_FURTHER_YEARS = regex.compile(rf"(?<=\d)(?:\s*,\s*(?:năm )?{_YEAR})+\s*[.;]?\s*$")


def parse_due(text: str, default_year: int | None = None) -> str | None:
    """The time limit that a cell or labelled line gives, in the form of a deadline's `date`; else None."""
    match = fold_match(text)
    if begins := _BEGINS.match(match):
        match = match[begins.end() :]
    bare = regex.fullmatch(rf"\s*(?:trong\s+)?({_YEAR})\s*[.;]?\s*", match)
    if bare:
        return str(bare.group(1))
    if months := _MONTHS_OF_YEAR.fullmatch(match):
        first, last = int(months[1]), int(months[2])
        if 1 <= first < last <= 12:
            return f"{months[3]}-{first:02d}/{months[3]}-{last:02d}"
    if regex.fullmatch(r"\s*\d{1,2}\s?/\s?\d{1,2}\s*[.;]?\s*", match):
        match = "ngày " + match.strip()
    dates = [each.date for each in parse_date_expression(match, default_year) if each.date is not None]
    if len(dates) == 2 and dates[0][:4].isdigit():
        year = int(dates[0][:4]) + 1
        opening, _, closing = dates[0].rpartition("/")
        if (closing, dates[1]) in ((f"{year - 1}-Q4", f"{year}-Q1"), (f"{year - 1}-12", f"{year}-01")):
            return f"{opening or closing}/{dates[1]}"
    further = _FURTHER_YEARS.search(match)
    if dates and further and dates[0][:4].isdigit() and "/" not in dates[0][11:]:
        years = [int(year) for year in regex.findall(_YEAR, further.group())]
        start = dates[0].split("/")[0]
        if years == list(range(int(start[:4]) + 1, int(start[:4]) + 1 + len(years))):
            return f"{start}/{years[-1]}"
    return dates[0] if dates else None


def _atoms(match: str) -> Iterator[DateExpression]:
    for hit in _ATOM.finditer(match):
        expression = _read_atom(hit, match)
        if expression is not None:
            yield expression
    for hit in _HOUR.finditer(match):
        if regex.search(r"(?:trước|lúc|vào|chậm nhất)\s*$", match[max(0, hit.start() - 14) : hit.start()]):
            yield DateExpression(hit.start(), hit.end(), None, "on", None, "hour")


def _read_atom(hit: regex.Match[str], match: str) -> DateExpression | None:
    group = hit.groupdict()
    start, end = hit.span()
    if group["d1"]:
        return _day(start, end, group["d1"], group["m1"], group["y1"], None)
    if group["d2"]:
        return _day(start, end, group["d2"], group["m2"], group["y2"], group["every2"])
    if group["d3"]:
        return _day(start, end, group["d3"], group["m3"], None, group["every3"])
    if group["d4"]:
        if not 1 <= int(group["d4"]) <= 31:
            return None
        quarterly = "quý" in (group["next"] or "") or group["quarterly"] is not None
        return DateExpression(
            start, end, f"---{int(group['d4']):02d}", "on", "quarterly" if quarterly else "monthly", "day"
        )
    if group["ms"]:
        return _months(start, end, group["ms"], group["y5"], group["every5"])
    if group["m6"]:
        return DateExpression(start, end, f"{group['y6']}-{int(group['m6']):02d}", "in", None, "month")
    if group["qs"]:
        return _quarters(start, end, group["qs"], group["y7"], group["every7"])
    if group["s8"]:
        return DateExpression(start, end, f"{group['s8']}/{group['t8']}", "in", None, "year")
    if group["s9"]:
        return DateExpression(start, end, f"{group['s9']}/{group['t9']}", "in", None, "year")
    if group["y10"]:
        return DateExpression(start, end, group["y10"], "in", None, "year")
    if group["n"]:
        return _duration(start, end, group["n"], group["u"], match)
    recurrence = "monthly" if group["of"] and group["of"].endswith("tháng") else "weekly"
    return DateExpression(start, end, None, "on", recurrence, "weekday")


def _day(start: int, end: int, day: str, month: str, year: str | None, every: str | None) -> DateExpression | None:
    if not (1 <= int(day) <= 31 and 1 <= int(month) <= 12):
        return None
    date = f"{int(month):02d}-{int(day):02d}"
    recurrence = "annual" if every else None
    if year:
        return DateExpression(start, end, f"{year}-{date}", "on", recurrence, "day")
    return DateExpression(start, end, f"--{date}", "on", recurrence, "day", has_year=False)


def _months(start: int, end: int, listed: str, year: str | None, every: str | None) -> DateExpression | None:
    months = [int(number) for number in regex.findall(r"\d+", listed)]
    if not all(1 <= month <= 12 for month in months):
        return None
    lead = f"{year}-" if year else "--"
    parts = [f"{lead}{month:02d}" for month in months]
    return _listed(start, end, parts, listed, "month", year is not None, "annual" if every else None)


def _quarters(start: int, end: int, listed: str, year: str | None, every: str | None) -> DateExpression:
    numbers = [
        _QUARTERS.get(word) or int(word) for word in regex.findall(r"(?<!\p{L})(?:iv|i{1,3}|[1-4])(?!\p{L})", listed)
    ]
    lead = f"{year}-" if year else "--"
    parts = [f"{lead}Q{number}" for number in numbers]
    return _listed(start, end, parts, listed, "quarter", year is not None, "annual" if every else None)


def _listed(
    start: int, end: int, parts: list[str], listed: str, kind: Kind, has_year: bool, recurrence: str | None
) -> DateExpression:
    """One date, or the span from the first to the last of a list ("tháng 4 - 5", "quý I, II")."""
    date = parts[0] if len(parts) == 1 else f"{parts[0]}/{parts[-1]}"
    if len(parts) > 1 and "và" in listed and "-" not in listed:
        date = "|".join(parts)
    return DateExpression(start, end, date, "in", recurrence, kind, has_year)


def _duration(start: int, end: int, number: str, unit: str, match: str) -> DateExpression | None:
    before = match[max(0, start - _WINDOW) : start]
    event = bool(_EVENT.match(match, end))
    lead = _rules_of("date").by_id("date.within").compiled().search(before)
    if not lead and not (event and regex.match(r"[\s,]*(?:sau|kể từ|tính từ|trước)", match[end:])):
        return None
    if unit == "giờ" and lead and lead.group().strip() == "trước":
        return None
    if lead and lead.group().strip() == "trong" and not event and unit in ("tháng", "tuần", "phút"):
        return None
    count = _NUMBERS.get(number) or int(number)
    letter = {"phút": "M", "giờ": "H", "ngày": "D", "tuần": "W", "tháng": "M"}[unit]
    date = f"PT{count}{letter}" if unit in ("phút", "giờ") else f"P{count}{letter}"
    once = bool(_PLAN_START.match(match, end))
    return DateExpression(start, end, date, "within", "once" if once else "event", "duration")


def _periods(match: str) -> Iterator[DateExpression]:
    for hit in _rules_of("period").finditer(match):
        yield DateExpression(hit.start, hit.end, None, "every", hit["recurrence"], "period")


@lru_cache(maxsize=4)
def _rules_of(head: str) -> RuleSet:
    rules = load_rules("dates", rule_folders()).rules
    return RuleSet(tuple(rule for rule in rules if rule.id.startswith(head + ".")))


def _without_overlaps(found: list[DateExpression]) -> list[DateExpression]:
    kept: list[DateExpression] = []
    for expression in found:
        if not kept or expression.start >= kept[-1].end:
            kept.append(expression)
    return kept


def _share_years(found: list[DateExpression], match: str) -> list[DateExpression]:
    """In "tháng 5 và tháng 10/2023" the year counts for both; a list is split up."""
    split: list[DateExpression] = []
    for expression in found:
        parts = (expression.date or "").split("|")
        split += [replace(expression, date=part or None) for part in parts]
    for number in range(len(split) - 2, -1, -1):
        one, following = split[number], split[number + 1]
        between = match[one.end : following.start]
        joined = (
            one.end >= following.end
            or _LIST_JOINT.search(between)
            or (_SPAN_JOINT.match(between) and len(between) < 14)
        )
        if (
            one.has_year
            or not following.has_year
            or not joined
            or following.kind not in ("day", "month", "quarter")
            or not one.date
        ):
            continue
        year = (following.date or "")[:4]
        if year.isdigit():
            split[number] = replace(one, date=one.date.replace("--", f"{year}-"), has_year=True)
    return split


def _join_spans(found: list[DateExpression], match: str) -> list[DateExpression]:
    """ "từ ngày 15/11 đến ngày 15/12" is one span."""
    joined: list[DateExpression] = []
    for expression in found:
        before = joined[-1] if joined else None
        if before is not None and _spans(before, expression, match):
            joined[-1] = replace(
                before, end=expression.end, date=f"{before.date}/{expression.date}", relation="in",
                has_year=before.has_year and expression.has_year,
                recurrence=before.recurrence or expression.recurrence,
            )  # fmt: skip
        else:
            joined.append(expression)
    return joined


def _spans(before: DateExpression, after: DateExpression, match: str) -> bool:
    dated = ("day", "month", "quarter", "year")
    if (
        before.kind not in dated
        or after.kind not in dated
        or not before.date
        or not after.date
        or "/" in before.date + after.date
    ):
        return False
    between = match[before.end : after.start]
    if not _SPAN_JOINT.fullmatch(between):
        return False
    return "-" in between or bool(_FROM.search(match[max(0, before.start - 20) : before.start]))


def _set_relation(expression: DateExpression, match: str) -> DateExpression:
    """The relation that the words before a time set, those words taken in."""
    if expression.kind == "period":
        return expression
    first = max(0, expression.start - _WINDOW)
    window = match[first : expression.start]
    if expression.kind == "duration":
        lead = _rules_of("date").by_id("date.within").compiled().search(window)
        return replace(expression, start=first + lead.start()) if lead else expression
    if expression.date and "/" in expression.date and expression.kind != "year":
        lead = _FROM.search(window)
        return replace(expression, relation="in", start=first + lead.start() if lead else expression.start)
    for rule_id in ("date.before", "date.by", "date.on"):
        rule = _rules_of("date").by_id(rule_id)
        if hit := regex.search(r"(?<![\p{L}])(?:" + rule.pattern + ")", window):
            relation: str = rule.sets["relation"]
            if relation == "on" and expression.kind in ("month", "quarter", "year"):
                relation = "in"
            return replace(expression, relation=relation, start=first + hit.start())
    return expression


def _absorb_periods(found: list[DateExpression], match: str) -> list[DateExpression]:
    """ "Hằng năm ... trước ngày 20/7" is one time limit of every year; an hour joins its weekday."""
    kept: list[DateExpression] = []
    for number, expression in enumerate(found):
        before = kept[-1] if kept else None
        following = found[number + 1] if number + 1 < len(found) else None
        if expression.kind == "period" and before is not None and expression.start - before.end <= 3:
            if before.kind in ("day", "month", "quarter") and expression.recurrence == "annual" and not before.has_year:
                kept[-1] = replace(before, recurrence="annual", end=expression.end)
                continue
            if before.kind in ("weekday", "hour"):
                kept[-1] = replace(before, recurrence=expression.recurrence, end=expression.end)
                continue
        if (
            expression.kind == "weekday"
            and before is not None
            and before.kind == "hour"
            and expression.start - before.end <= 6
        ):
            kept[-1] = replace(expression, start=before.start, relation=before.relation)
            continue
        if (
            before is not None and before.kind == "period" and before.recurrence == "annual"
            and expression.kind in ("day", "month", "quarter") and not expression.has_year
            and not regex.search(r"[.;]", match[before.end : expression.start])
        ):  # fmt: skip
            kept[-1] = replace(expression, recurrence="annual")
            continue
        if expression.kind == "hour" and (
            following is None or following.kind not in ("weekday", "period") or following.start - expression.end > 6
        ):
            continue
        kept.append(expression)
    return kept


def _finish(expression: DateExpression, default_year: int | None) -> DateExpression:
    """A yearless date takes the plan's year, unless it is meant for every year."""
    if expression.has_year or expression.date is None:
        return expression
    if expression.recurrence == "annual" or default_year is None:
        return replace(expression, recurrence="annual")
    return replace(expression, date=regex.sub(r"(^|/)--", rf"\g<1>{default_year}-", expression.date), has_year=True)
