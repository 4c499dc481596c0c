"""Which times of a text are limits on an action, and which only look like it.

No limits are: dates of documents, feast days, events of the past, where something only begins,
the plan's own year, the year of a target, a period that describes a noun ("kế hoạch hằng năm").
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from plan_extract.extraction.deadline_clauses import TimedClause, wording
from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.model.facts import Action

_ACTS: tuple[Action, ...] = ("report", "submit", "complete", "review")
_EACH = regex.compile(r"(?:mỗi|từng|theo|một|1|01|/) ")
_STRONG_LEADS = ("trong vòng", "trong khoảng vòng", "trong thời hạn", "chậm nhất", "muộn nhất")
_BOUNDARY = regex.compile(r"(?:^|[.;:,(+-])\s*$")
_HAS_SHARE = regex.compile(r"\d\s?[%‰]")
_BRACKET_END = regex.compile(r"\s*\)")
_DOCUMENT = regex.compile(r"\d\p{L}{0,2}\s?/(?:\d{4}/)?\p{L}[\p{L}\d&-]*\s*,?\s*$")
_TIME_NOUN = regex.compile(
    r"\bthời (?:gian|hạn) (?:lưu|vay|bảo hành|hỗ trợ|học|đào tạo|sử dụng|thuê|công tác|hiệu lực|trả nợ|thực tập|cai nghiện|áp dụng|giữ)"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a clause stands: its section, the plan's year (if only one) and period, the words above it."""

    section: str
    only_year: int | None
    period: tuple[int | None, int | None]
    above: str
    children_dated: bool


def counts(match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action], stand: Stand) -> bool:
    """Whether a time of a clause is a deadline."""
    if limit.duration:
        return _duration_counts(match, clause, limit)
    if limit.is_period:
        return not stand.children_dated and _period_counts(match, clause, limit, actions, stand)
    if limit.clock:
        return limit.recurrence is not None and _clock_counts(match, limit, stand)
    if _is_past(match, clause, limit):
        return False
    assert limit.point is not None
    if limit.point.kind == "day" and limit.point.m is None:
        return _day_counts(match, clause, limit)
    if limit.point.is_day:
        return _date_counts(match, clause, limit, actions)
    if limit.point.kind in ("year", "year-part", "school-year"):
        return _year_counts(match, clause, limit, actions, stand)
    return _month_counts(match, clause, limit, actions, stand)


def _duration_counts(match: str, clause: TimedClause, limit: TimeLimit) -> bool:
    before = match[max(0, clause.start) : limit.start]
    short = limit.duration is not None and ("T" in limit.duration or limit.duration.endswith("D"))
    if _TIME_NOUN.search(before[-60:] + limit.lead):
        return False
    start = min(clause.start, clause.sentence.start if clause.sentence else clause.start)
    acts = bool(wording("duration-needs").search(match, start, clause.end))
    if limit.lead.startswith(_STRONG_LEADS) or limit.lead.startswith("trước"):
        return acts and (short or limit.anchored or limit.lead.startswith("chậm nhất"))
    if limit.lead == "quá":
        return False
    if limit.lead == "sau":
        return acts and limit.anchored and bool(wording("duration-needs").search(before))
    return acts and (limit.anchored or (short and bool(wording("duration-needs").search(before[-70:]))))


def _period_counts(
    match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action], stand: Stand
) -> bool:
    before = match[clause.start : limit.start]
    printed = match[limit.start : limit.end]
    regular = "định kỳ" in printed or before.rstrip().endswith("định kỳ")
    acting = any(action in _ACTS for action in actions)
    if stand.section in ("objectives", "requirements") and not acting:
        return False
    if wording("past").search(before):
        return False
    if limit.weak:
        if "report" in actions and any(
            not other.weak and other.start < limit.start for other in clause.limits
        ):
            return True
        return (
            regular or bool(regex.search(r"báo cáo(?: định kỳ)?\s*$|báo cáo[^,;.]{0,60}định kỳ", before))
        ) and "report" in actions
    if _BRACKET_END.match(match, limit.end) and not regular and not acting:
        return False
    if _EACH.match(printed) and not regular:
        if (
            clause.leading
            and not wording("target-value").search(match, limit.end, clause.end)
            and not regex.search(r"\d", match[limit.end + 8 : clause.end])
        ):
            return stand.section != "objectives" and bool(
                wording("verb").search(match, limit.end, clause.end)
            )
        return acting and "complete" not in actions and not regex.search(r"\d", match[limit.end : clause.end])
    if wording("target-value").search(match, clause.start, clause.end) and stand.section == "objectives":
        return False
    if _HAS_SHARE.search(match, limit.end, clause.end) and not acting:
        return False
    if clause.leading or regular:
        return (
            bool(wording("verb").search(match, limit.end, clause.end))
            or acting
            or regular
            and bool(wording("verb").search(before))
        )
    if noun := wording("noun-before").search(before):
        if (
            "report" in actions
            and noun.group().startswith(("kết quả", "báo cáo"))
            and not regex.search(r"trong\s*$", before[: noun.start()])
        ):
            return True
        return bool(regex.search(r"^bố trí kinh phí\s*$", before)) or bool(
            regex.search(r"^(?:chế độ |thực hiện )*báo cáo\s*$", before)
        )
    after = match[limit.end : limit.end + 12]
    if regex.match(r"\s+của\b|\s+cho\b|\s+và \d|\s+được", after):
        return False
    return (
        bool(wording("verb").search(before)) or not before.strip() or limit.recurrence != "annual" and acting
    )


def _clock_counts(match: str, limit: TimeLimit, stand: Stand) -> bool:
    return stand.section not in ("objectives",)


def is_noise(match: str, limit: TimeLimit, first_year: int | None) -> bool:
    """Whether a time can be no limit wherever it stands: the date of a document, of a feast, of a beginning."""
    if limit.point is None:
        return False
    window = match[max(0, limit.start - 90) : limit.start]
    if limit.connective in (None, "on") and limit.point.is_day and wording("legal-before").search(window):
        return True
    if limit.connective is None and limit.point.is_day and wording("event-date").search(window):
        return True
    if (
        match.startswith("tính từ", limit.start)
        or limit.connective is None
        and limit.point.kind != "quarter"
        and _DOCUMENT.search(window)
    ):
        return True
    if limit.connective is None and (
        wording("legal-after").match(match, limit.end) or wording("feast").search(window)
    ):
        return True
    if wording("start-only").search(window):
        return True
    if (
        limit.point.kind == "year"
        and limit.connective is None
        and limit.end_point is None
        and not _BOUNDARY.search(window)
    ):
        return True
    years = [point.y for point in (limit.point, limit.end_point) if point and point.y]
    return bool(years) and first_year is not None and max(years) < first_year - 1


def _is_past(match: str, clause: TimedClause, limit: TimeLimit) -> bool:
    before = match[clause.start : limit.start]
    return bool(wording("past").search(before)) and not regex.search(
        r"\b(?:phấn đấu|sẽ|phải|yêu cầu|đề nghị)\b", before
    )


def _day_counts(match: str, clause: TimedClause, limit: TimeLimit) -> bool:
    """A bare day needs a period beside it ("ngày 25 hằng tháng")."""
    if limit.recurrence in ("monthly", "quarterly"):
        return True
    return (
        any(period.recurrence in ("monthly", "quarterly") for period in clause.periods)
        and limit.connective is not None
    )


def _date_counts(match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action]) -> bool:
    if limit.end_point is not None or limit.connective in ("before", "latest", "until", "on"):
        return not (limit.connective == "until" and _counts_things(match, limit))
    if limit.lacks_year:
        return clause.leading and limit.recurrence is None and bool(clause.periods)
    return clause.leading or _acts(match, clause) or any(action in _ACTS for action in actions)


def _counts_things(match: str, limit: TimeLimit) -> bool:
    return bool(regex.search(r"\b(?:tính|số liệu|lũy kế)\s*$", match[max(0, limit.start - 20) : limit.start]))


def _acts(match: str, clause: TimedClause) -> bool:
    return bool(wording("verb").search(match, clause.start, clause.end))


def _month_counts(
    match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action], stand: Stand
) -> bool:
    assert limit.point is not None
    if limit.point.kind == "quarter" and limit.weak:
        return False
    if limit.end_point is not None and limit.point.kind == "year":
        return False
    has_value = bool(wording("target-value").search(match, clause.start, clause.end))
    if stand.section in ("objectives", "requirements") and has_value and limit.connective in (None, "until"):
        return False
    if limit.connective is not None or limit.recurrence == "annual":
        return _acts(match, clause) or not limit.lacks_year
    if limit.lacks_year:
        return clause.leading and bool(clause.periods)
    in_bracket = match[: limit.start].rstrip().endswith("(")
    return clause.leading or in_bracket or _acts(match, clause)


def _year_counts(
    match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action], stand: Stand
) -> bool:
    assert limit.point is not None
    point = limit.point
    if limit.end_point is not None:
        return False
    whole = match[clause.start : clause.end]
    if point.kind == "school-year":
        return (
            limit.connective is not None
            and stand.section != "objectives"
            and not _HAS_SHARE.search(whole)
            and _acts(match, clause)
        )
    if wording("target-value").search(whole) or stand.section in ("objectives", "requirements"):
        return False
    if point.kind == "year-part":
        return _acts(match, clause)
    if point.y == stand.only_year:
        return False
    if limit.connective == "until" and (
        point.y == stand.period[1] or any(not period.weak for period in clause.periods)
    ):
        return False
    acting = any(action in _ACTS for action in actions)
    if "review" in actions:
        return limit.connective is not None or clause.leading
    if limit.connective in ("in", "before", "latest"):
        return acting
    return clause.leading and "complete" in actions and not regex.search(r"\d", match[limit.end : clause.end])
