"""Checks of the values of one plan: shares, units, dates in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from plan_extract.analysis.check_doubles import check_doubles
from plan_extract.analysis.check_sums import check_table_sums, check_told_sums
from plan_extract.analysis.dossier import Dossier, PlanTarget
from plan_extract.analysis.figures import said_number
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

_WHOLE: Final = Decimal(100)
_RATES: Final = {Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000)}
_PRINTED_DAY: Final = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})(?:\s?/\s?(?P<year>\d{4}))?(?![\d/.,%]*\d|\s?%)"
    r"|ngày\s+(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm\s+(?P<year2>\d{4}))?"
)
_DAY_BEFORE: Final = re.compile(r"(?:ngày|sáng|chiều)\s+$", re.IGNORECASE)
_TIME_BEFORE: Final = re.compile(r"(?:đến|từ|trước|hạn)\s+$", re.IGNORECASE)
_NOUN_BEHIND: Final = re.compile(r"\s+(?:hằng|hàng|mỗi|năm|và|đến|tới|phải|gửi|về|,)|\W|$")
_MOST_DAYS, _MONTHS = 31, 12
_LEAP_YEAR: Final = 2024


def check_shares(dossier: Dossier) -> Iterator[Finding]:
    """Shares above 100 %, parts above their whole, "trên 100%" in the text."""
    for target in dossier.targets:
        if target.value is None or target.quantity == "change":
            continue
        highest = max(target.value, target.value_high or target.value)
        whole = target.per if target.unit == "ratio" and target.per not in _RATES else None
        if whole and highest > whole and not _is_day_of_quote(target):
            values = {"value": said_number(target.value), "whole": said_number(whole)}
            yield find_check("part-over-whole", values, **dossier.place_of(target))
        over = highest > _WHOLE or (highest == _WHOLE and target.comparator == ">")
        if target.unit == "%" and over and not _allows_more(dossier.sentence_at(target.start, target.end)):
            yield find_check("over-hundred", {"value": _short(target.quote)}, **dossier.place_of(target))
    covered = [(target.start, target.end) for target in dossier.targets if target.unit == "%"]
    for check, start, end, value in _wordings(dossier.text):
        sentence = dossier.sentence_at(start, end)
        if check == "over-hundred":
            told = any(begin <= start and end <= stop for begin, stop in covered)
            if told or _allows_more(sentence):
                continue
        yield find_check(check, {"value": value}, **dossier.place(sentence, start))


def check_printed_days(dossier: Dossier) -> Iterator[Finding]:
    """Days that no calendar has (31/4, 30/02), where the words before say that a day is meant."""
    seen = set()
    for match in _PRINTED_DAY.finditer(dossier.text):
        if not _is_meant_as_day(dossier.text, match):
            continue
        day, month = int(match["day"] or match["day2"]), int(match["month"] or match["month2"])
        year = int(match["year"] or match["year2"] or _LEAP_YEAR)
        if _is_day(year, month, day) or match.group() in seen:
            continue
        seen.add(match.group())
        sentence = dossier.sentence_at(*match.span())
        yield find_check("impossible-date", {"date": match.group()}, **dossier.place(sentence, match.start()))


def _is_day_of_quote(target: PlanTarget) -> bool:
    """Whether a fraction is a day of the calendar in its sentence: "đến 31/12 hằng năm"."""
    for match in _PRINTED_DAY.finditer(target.quote):
        read = match["day"] and Decimal(match["day"]) == target.value and Decimal(match["month"]) == target.per
        if (
            read
            and _is_meant_as_day(target.quote, match)
            and _is_day(_LEAP_YEAR, int(match["month"]), int(match["day"]))
        ):
            return True
    return False


def _is_meant_as_day(text: str, match: re.Match[str]) -> bool:
    """Whether figures with a slash are a day: with a year, or by the words before; "từ 31/4" may be, "từ 20/45 xã" not."""
    if match["day2"] is not None or match["year"]:
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    if _DAY_BEFORE.search(before):
        return True
    possible = int(match["day"]) <= _MOST_DAYS and int(match["month"]) <= _MONTHS
    return possible and bool(_TIME_BEFORE.search(before) and _NOUN_BEHIND.match(text, match.end()))


def _wordings(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Places of the text that a rule finds: check, start, end, words."""
    folded = fold_match(text)
    if len(folded) != len(text):
        return
    for hit in _words().finditer(folded):
        if hit.get("finds"):
            yield str(hit["finds"]), hit.start, hit.end, " ".join(text[hit.start : hit.end].split())


def _allows_more(text: str) -> bool:
    return any(hit.get("allows") == "over-hundred" for hit in _words().finditer(fold_match(text)))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " …"


def value_checks(dossier: Dossier) -> list[Finding]:
    """All checks of values."""
    checks = (check_shares, check_doubles, check_table_sums, check_told_sums, check_printed_days)
    return [finding for check in checks for finding in check(dossier)]


@cache
def _words() -> RuleSet:
    return load_rules("check_words", rule_folders())
