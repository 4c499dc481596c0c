"""Checks of the values of one plan: shares, doubles, sums, units, dates in its text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final

from plan_extract.analysis.dossier import Dossier, PlanTarget
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

_WHOLE: Final = Decimal(100)
_RATES: Final = {Decimal(100), Decimal(1000), Decimal(10_000), Decimal(100_000)}
_LEAST_WORDS: Final = 3
"""Shorter measures ("số lớp") are too often of different things."""
_STATED: Final = {"objectives", "appendix"}
_LEAST_PARTS: Final = 2
_PRINTED_DAY: Final = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})\s?/\s?(?P<month>\d{1,2})(?:\s?/\s?(?P<year>\d{4}))?(?![\d/.,%]*\d|\s?%)"
    r"|ngày\s+(?P<day2>\d{1,2})\s+tháng\s+(?P<month2>\d{1,2})(?:\s+năm\s+(?P<year2>\d{4}))?"
)
_DAY_BEFORE: Final = re.compile(r"(?:ngày|đến|từ|trước|hạn|sáng|chiều)\s+(?:ngày\s+)?$", re.IGNORECASE)


def check_shares(dossier: Dossier) -> Iterator[Finding]:
    """Shares above 100 %, parts above their whole, "trên 100%" in the text."""
    for target in dossier.targets:
        if target.value is None or target.quantity == "change":
            continue
        highest = max(target.value, target.value_high or target.value)
        if target.unit == "ratio" and target.per and target.per not in _RATES and highest > target.per:
            values = {"value": target.value, "whole": target.per}
            yield _finding("part-over-whole", values, dossier, target)
        over = highest > _WHOLE or (highest == _WHOLE and target.comparator == ">")
        if target.unit == "%" and over and not _allows_more(target.quote):
            yield _finding("over-hundred", {"value": _short(target.quote)}, dossier, target)
    covered = [(target.start, target.end) for target in dossier.targets if target.unit == "%"]
    for check, start, end, value in _wordings(dossier.text):
        sentence = dossier.sentence_at(start, end)
        if check == "over-hundred":
            told = any(begin <= start and end <= stop for begin, stop in covered)
            if told or _allows_more(sentence):
                continue
        yield find_check(check, {"value": value}, **_place(dossier, sentence, start))


def check_doubles(dossier: Dossier) -> Iterator[Finding]:
    """One measure with two values in the goals, or with one in the body and another in an appendix."""
    groups: dict[tuple[Any, ...], list[PlanTarget]] = {}
    for target in dossier.targets:
        stated = target.section in _STATED or target.unit == "%"
        if target.value is not None and stated and len(target.words.split()) >= _LEAST_WORDS:
            groups.setdefault(_same_measure(target), []).append(target)
    for group in groups.values():
        first = group[0]
        other = next((target for target in group[1:] if _contradicts(dossier, first, target)), None)
        if other is None or not _STATED & {first.section, other.section}:
            continue
        appendix = (first.section == "appendix") != (other.section == "appendix")
        values = {"measure": first.measure, "year": first.year, "own": said(first), "other": said(other)}
        check = "appendix-differs" if appendix else "two-values"
        yield _finding(check, values, dossier, first, other_quote=other.quote)


def check_sums(dossier: Dossier) -> Iterator[Finding]:
    """Columns of tables whose rows do not make the total row."""
    columns: dict[tuple[Any, ...], list[PlanTarget]] = {}
    for target in dossier.targets:
        if target.rule.startswith("target.table") and target.unit in ("count", "money", "area"):
            key = (target.measure, target.year, target.unit, target.unit_text, target.section)
            columns.setdefault(key, []).append(target)
    for column in columns.values():
        totals = [target for target in column if target.scope is None and target.value is not None]
        parts = [target for target in column if target.scope is not None and target.value is not None]
        if len(totals) != 1 or len(parts) < _LEAST_PARTS:
            continue
        made = sum((target.value for target in parts if target.value is not None), Decimal(0))
        total = totals[0]
        if made != total.value:
            values = {"measure": total.measure, "sum": number_text(made), "total": number_text(total.value)}
            yield _finding("parts-do-not-add-up", values, dossier, total)


def check_printed_days(dossier: Dossier) -> Iterator[Finding]:
    """Days that no calendar has (31/4, 30/02), where the words before say that a day is meant."""
    seen = set()
    for match in _PRINTED_DAY.finditer(dossier.text):
        written = match["day2"] is not None
        before = dossier.text[max(0, match.start() - 12) : match.start()]
        if not written and not match["year"] and not _DAY_BEFORE.search(before):
            continue
        day, month = int(match["day"] or match["day2"]), int(match["month"] or match["month2"])
        year = int(match["year"] or match["year2"] or 2024)
        if _is_day(year, month, day) or match.group() in seen:
            continue
        seen.add(match.group())
        sentence = dossier.sentence_at(*match.span())
        yield find_check("impossible-date", {"date": match.group()}, **_place(dossier, sentence, match.start()))


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


def _same_measure(target: PlanTarget) -> tuple[Any, ...]:
    per = None if target.per in _RATES or target.per is None else target.per
    unit = target.unit_text if target.unit in ("count", "other", "time") else target.unit
    return (target.words, target.year, unit, per, target.quantity, target.frequency, target.agency)


def _contradicts(dossier: Dossier, one: PlanTarget, other: PlanTarget) -> bool:
    """Whether two targets of one measure say different figures in different statements.

    Two figures of one statement ("98% và 95%", "95% vào tháng 11, 100% vào cuối năm") are of two things.
    """
    if (one.value, one.value_high) == (other.value, other.value_high):
        return False
    if one.indicator_id is not None and one.indicator_id == other.indicator_id:
        return False
    return dossier.sentence_at(one.start, one.end) != dossier.sentence_at(other.start, other.end)


def said(target: PlanTarget) -> str:
    """A target's figure in words for a message: "< 5%", "2 - 3 lớp"."""
    sign = sign_of(target.comparator)
    high = f" - {number_text(target.value_high)}" if target.value_high is not None else ""
    unit = target.unit_text or ("%" if target.unit == "%" else "")
    return f"{sign}{number_text(target.value)}{high}{'' if unit == '%' else ' '}{unit}".strip()


def sign_of(comparator: str | None) -> str:
    """The sign before a figure: "≥ " of ">="."""
    return {"=": "", "range": "", None: "", ">=": "≥ ", "<=": "≤ ", "~": "khoảng "}.get(comparator, f"{comparator} ")


def number_text(value: Decimal | None) -> str:
    """A figure as Vietnamese write it."""
    return "" if value is None else f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else words[:120].rsplit(" ", 1)[0] + " …"


def _finding(check: str, values: dict[str, Any], dossier: Dossier, target: PlanTarget, **more: Any) -> Finding:
    place = _place(dossier, " ".join(target.quote.split()), target.start, target.page)
    return find_check(check, values, **{**place, **more})


def _place(dossier: Dossier, quote: str | None, start: int | None, page: int | None = None) -> dict[str, Any]:
    return {
        "document_id": dossier.document_id,
        "plan": dossier.plan,
        "issuer": dossier.issuer,
        "quote": quote,
        "page": page,
        "start": start,
    }


def value_checks(dossier: Dossier) -> Sequence[Finding]:
    """All checks of this module."""
    found: list[Iterable[Finding]] = [
        check_shares(dossier), check_doubles(dossier), check_sums(dossier), check_printed_days(dossier),
    ]  # fmt: skip
    return [finding for findings in found for finding in findings]


@cache
def _words() -> RuleSet:
    return load_rules("check_words", rule_folders())
