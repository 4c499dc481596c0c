"""Which times of a text are limits on an action, and which only look like it.

No limits are: dates of documents, feast days, events of the past, where something only begins,
the plan's own year, the year of a target, a period that describes a noun ("kế hoạch hằng năm").
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from plan_extract.extraction.deadline_atoms import Point
from plan_extract.extraction.deadline_clauses import TimedClause
from plan_extract.extraction.deadline_events import belongs_to_event, is_stage, sets_event
from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import reviews_each, wording
from plan_extract.extraction.quantities import find_quantities
from plan_extract.model.facts import Action
from plan_extract.normalising.wording import Wording

_WORDS = Wording("deadline_limits")
_ACTS: tuple[Action, ...] = ("report", "submit", "complete", "review")
_STRONG_LEADS = _WORDS["lead-strong"]
_BOUND_LEADS = _WORDS["lead-bound"]
_COMMITTED = ("objectives", "requirements")
_WORK = ("tasks", "implementation")
_FIGURE = regex.compile(r"\d")
_NUMBERED = regex.compile(r"\s*\d{1,2} \p{L}")
_COUNTS = _WORDS["counts-things"]
_SHARE = regex.compile(r"\d\s?[%‰]")
_YIELDS = _WORDS["yields"]  # a figure before it
_BOUNDARY = regex.compile(r"(?:^|[.;:,(+-])\s*$")
_BRACKET_END = regex.compile(r"\s*\)")
_NUMBER_BEFORE = regex.compile(r"\d\p{L}{0,2}\s?/(?:\d{4}/)?\p{L}[\p{L}\d&-]*\s*,?\s*$")
_EACH = _WORDS["one-each"]
_ROUND = _WORDS["round-before"]  # "đợt 2: tháng 9"
_OF_SHARE = regex.compile(r"(?:^|,\s)[^,;]{0,20}\d\s?%\s[^,;]*$")  # "100% người dân được khám định kỳ hằng năm"
_OFTEN = ("monthly", "weekly", "quarterly")
_BOUNDS = _WORDS["lead-most"]
_LEAST = _WORDS["lead-least"]
_NAMES_SPAN = _WORDS["names-span"]
_RESULT = _WORDS["result-or-report"]
_REPORT = _WORDS["report"]
_REGULARLY = _WORDS["regularly"]
_REGULARLY_BEFORE = _WORDS["regularly-before"]
_TIMES_EACH = _WORDS["times-each"]
_ALREADY_DONE = _WORDS["already-done"]
_BLANK_DAY = _WORDS["blank-day"]
_MEASURED = _WORDS["measured-time"]
_ONCE = _WORDS["once"]
_AFTER_EVENT = _WORDS["after-event-ended"]  # "sau khi kết thúc đợt 1, trong 05 ngày"
_HEADS = regex.compile(r"\s*(?::|,)\s*(?=\p{L})")
_SHORT_ACT = _WORDS["short-act"]  # "tiêm bổ sung hằng tháng cho ..."
_MEETS = _WORDS["meets"]
_NEAR = 24
"""So many signs before a time "hoàn thành" governs it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a clause stands: its section, the plan's year (if only one) and period, the words above it."""

    section: str
    only_year: int | None
    period: tuple[int | None, int | None]
    above: str
    children_dated: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """A limit in its clause, with what the decision needs."""

    match: str
    clause: TimedClause
    limit: TimeLimit
    actions: list[Action]
    stand: Stand

    @property
    def before(self) -> str:
        return self.match[self.clause.start : self.limit.start]

    @property
    def behind(self) -> str:
        return self.match[self.limit.end : self.clause.end]

    @property
    def whole(self) -> str:
        return self.match[self.clause.start : self.clause.end]

    @property
    def acting(self) -> bool:
        """Whether something is reported, handed in, completed or reviewed."""
        return any(action in _ACTS for action in self.actions)

    @property
    def has_verb(self) -> bool:
        return bool(wording("verb").search(self.whole))


def counts(match: str, clause: TimedClause, limit: TimeLimit, actions: list[Action], stand: Stand) -> bool:
    """Whether a time of a clause is a deadline."""
    reading = _Reading(match, clause, limit, actions, stand)
    if limit.duration:
        return _duration_counts(reading)
    if limit.is_period:
        return not stand.children_dated and _period_counts(reading)
    if limit.clock and limit.rule == "time.weekday" and not reading.acting and not _MEETS.search(reading.whole):
        return False
    if limit.clock and wording("past").search(reading.whole):
        return False
    if limit.clock:
        explicit = limit.rule.startswith("time.every")
        return limit.recurrence is not None and (stand.section != "objectives" or explicit)
    past = wording("past").search(reading.before)
    if (
        past
        and not wording("future").search(reading.before)
        and (_ALREADY_DONE.fullmatch(past.group()) or not wording("complete").search(reading.before, past.end()))
    ):
        return False
    assert limit.point is not None
    if limit.point.kind == "day" and limit.point.m is None:
        return _day_counts(reading)
    if limit.point.is_day:
        return _date_counts(reading)
    if limit.point.kind in ("year", "year-part", "school-year"):
        return _year_counts(reading, limit.point)
    return _month_counts(reading)


def is_noise(match: str, limit: TimeLimit, first_year: int | None, section: str = "other") -> bool:
    """Whether a time can be no limit wherever it stands.

    That is the date of a document, of a feast, of a beginning, a year that only names something or
    is that of a target, a span of years, or a date more than a year before the plan.
    """
    if limit.point is None:
        return False
    if limit.point.kind == "year" and (limit.end_point is not None or section in _COMMITTED):
        return section not in _WORK or not is_stage(match, limit)
    window = match[max(0, limit.start - 90) : limit.start]
    if wording("start-only").search(window) or wording("counted-from").match(match, limit.start, limit.end):
        return True
    if limit.connective == "until" and wording("counted-since").search(window):
        return True
    blank_day = limit.point.kind == "month" and _BLANK_DAY.search(window) is not None
    if (limit.point.is_day or blank_day) and _is_document_date(match, limit, window):
        return True
    if limit.connective is None and _only_names(limit, window):
        return True
    if limit.connective in (None, "from", "on", "in") and wording("disaster").search(window):
        return True
    years = [point.y for point in (limit.point, limit.end_point) if point and point.y]
    return bool(years) and first_year is not None and max(years) < first_year - 1


def _is_document_date(match: str, limit: TimeLimit, window: str) -> bool:
    """Whether a day is that of a law, a decision or the like, or of its passing."""
    if limit.connective not in (None, "on"):
        return False
    if wording("legal-before").search(window):
        return True
    return limit.connective is None and bool(
        wording("event-date").search(window) or wording("legal-after").match(match, limit.end, limit.end + 60)
    )


def _only_names(limit: TimeLimit, window: str) -> bool:
    """Whether a time without a connective belongs to a name before it."""
    assert limit.point is not None
    if wording("feast").search(window) or belongs_to_event(window):
        return True
    if limit.point.kind != "quarter" and _NUMBER_BEFORE.search(window):
        return True
    return limit.point.kind == "year" and limit.end_point is None and not _BOUNDARY.search(window)


def _duration_counts(reading: _Reading) -> bool:
    """A duration limits an action that answers something ("xử lý trong vòng 24 giờ"), no state ("thời hạn vay")."""
    limit, clause = reading.limit, reading.clause
    assert limit.duration is not None
    if wording("span-of-state").search(reading.before[-110:] + limit.lead):
        return False
    if (
        reading.stand.section == "objectives"
        and _BOUNDS.fullmatch(limit.lead.strip())
        and _MEASURED.match(reading.before)
    ):
        return False  # "Thời gian triển khai lực lượng sau khi nhận tin không quá 05 phút": a target
    first = min(clause.start, clause.sentence.start) if clause.sentence else clause.start
    answers = wording("duration-needs")
    if not answers.search(reading.match, first, clause.end):
        return limit.anchored and _BOUND_LEADS.match(limit.lead) is not None
    short = "T" in limit.duration or limit.duration.endswith("D")
    if _STRONG_LEADS.match(limit.lead):
        return short or limit.anchored or limit.lead.startswith("chậm nhất")
    if limit.lead == "quá":
        return False
    if limit.lead == "sau":
        closes = short and reading.stand.section in _WORK and not reading.behind.strip(" .;")
        return (limit.anchored or closes) and bool(answers.search(reading.before))
    if _LEAST.fullmatch(limit.lead) or limit.rule == "time.within-day":
        return reading.stand.section in _WORK  # "trước khi bão đổ bộ ít nhất 06 giờ", "nộp trong ngày"
    if short and limit.lead == "trong" and _AFTER_EVENT.search(reading.before):
        return True
    if "T" in limit.duration and limit.lead == "trong" and reading.stand.section in _WORK and reading.has_verb:
        return True
    return limit.anchored or (short and bool(answers.search(reading.before[-70:] + limit.lead)))


def _period_counts(reading: _Reading) -> bool:
    """A bare period counts where something is done each time, not where it describes a noun."""
    limit, clause = reading.limit, reading.clause
    before, behind = reading.before, reading.behind
    printed = reading.match[limit.start : limit.end]
    if wording("counted-from").match(behind.lstrip()):
        return False
    regular = _REGULARLY.search(printed) is not None or _REGULARLY_BEFORE.search(before) is not None
    if (reading.stand.section in _COMMITTED and not reading.acting) or wording("past").search(before):
        return False
    if _OF_SHARE.search(before) and not _REPORT.search(before):
        return False
    if _TIMES_EACH.search(printed) or (_ONCE.match(behind) and reading.stand.section not in _COMMITTED):
        return True
    if limit.weak and "review" in reading.actions and reviews_each(reading.match, limit.start, limit.end):
        return True
    if limit.weak and (not regular or "report" in reading.actions):
        return "report" in reading.actions and (regular or _goes_with_report(reading))
    if not reading.acting and (_SHARE.search(behind) or (not regular and _BRACKET_END.match(behind))):
        return False
    if _EACH.match(printed) and not regular:
        return _each_counts(reading)
    if reading.stand.section == "objectives" and wording("target-value").search(reading.whole):
        return False
    if (
        clause.leading
        and limit.recurrence == "annual"
        and not regular
        and not reading.acting
        and _COUNTS.search(behind)
    ):
        return False  # "Hằng năm tổ chức 04 lớp": how often the value is reached
    if limit.recurrence == "annual" and not regular and not reading.acting and _YIELDS.search(before):
        return False  # "tiết kiệm tối thiểu 2% điện năng tiêu thụ hằng năm", "trồng mới 300 ha rừng hằng năm"
    counted = limit.recurrence == "annual" and not clause.leading and not regular and _NUMBERED.match(behind)
    if counted and not reading.acting:
        return False  # "tổ chức hằng năm 01 hội chợ": how often the value is reached
    if clause.leading or regular:
        return reading.acting or bool(wording("verb").search(behind if clause.leading else before + behind))
    if noun := wording("noun-before").search(before):
        return _reports_anyway(reading, noun.start(), noun.group()) or bool(wording("noun-but-act").search(before))
    if wording("noun-behind").match(behind) and not _SHORT_ACT.fullmatch(before):
        return False
    does = wording("verb").search(before) or not before.strip()
    if not does and limit.recurrence in _OFTEN and wording("clause-open").match(behind.lstrip()):
        return True  # "Trưởng ban nhân dân ấp cùng cộng tác viên hằng tháng kiểm tra ..."
    return bool(does) or (limit.recurrence != "annual" and reading.acting)


def _goes_with_report(reading: _Reading) -> bool:
    """Whether a weak period ("6 tháng", "năm") stands beside "báo cáo" or in a list with a plain one."""
    others = [other for other in reading.clause.limits if other is not reading.limit]
    listed = any(not other.weak or _REGULARLY.search(reading.match, other.start, other.end) for other in others)
    return listed or bool(wording("period-of-report").search(reading.before))


def _each_counts(reading: _Reading) -> bool:
    """ "Mỗi năm" sets how often a value is reached; it counts only where no value follows."""
    clause, behind = reading.clause, reading.behind
    rest = _ONCE.sub("", behind, count=1) if _ONCE.match(behind) else behind
    if clause.leading and not wording("target-value").search(rest) and not _FIGURE.search(rest):
        return reading.stand.section != "objectives" and bool(wording("verb").search(behind))
    return reading.acting and "complete" not in reading.actions and not _FIGURE.search(behind)


def _reports_anyway(reading: _Reading, noun_at: int, noun: str) -> bool:
    """In "báo cáo kết quả thực hiện hằng quý" the noun does not keep the period from the verb."""
    within = reading.before[:noun_at].rstrip().endswith("trong")
    return "report" in reading.actions and _RESULT.match(noun) is not None and not within


def _day_counts(reading: _Reading) -> bool:
    """A bare day needs a period beside it ("ngày 25 hằng tháng")."""
    cyclic = ("monthly", "quarterly")
    if reading.limit.recurrence in cyclic:
        return True
    beside = any(period.recurrence in cyclic for period in reading.clause.periods)
    return beside and reading.limit.connective is not None


def _date_counts(reading: _Reading) -> bool:
    limit = reading.limit
    if limit.end_point is not None or limit.connective in ("before", "latest", "until", "on"):
        return True
    if limit.lacks_year:
        if reading.acting and (limit.recurrence in ("annual", "semiannual") or _names_its_report(reading)):
            return True
        return limit.recurrence is None and (
            _heads_work(reading) or (reading.clause.leading and bool(reading.clause.periods))
        )
    if reading.clause.leading or reading.has_verb or reading.acting:
        return True
    return reading.stand.section not in _COMMITTED and sets_event(reading.match, reading.clause.start, reading.before)


def _names_its_report(reading: _Reading) -> bool:
    """Whether the date stands in a bracket behind the period that it is for ("6 tháng (20/6)")."""
    gaps = (reading.match[period.end : reading.limit.start] for period in reading.clause.periods)
    return any(gap.strip() == "(" for gap in gaps)


def _month_counts(reading: _Reading) -> bool:
    limit, clause = reading.limit, reading.clause
    assert limit.point is not None
    is_target = reading.stand.section in _COMMITTED and wording("target-value").search(reading.whole)
    if limit.connective in (None, "until") and _VALUE_BEHIND.match(reading.behind):
        return False
    if _REACHED.search(reading.before) or (is_target and limit.connective in (None, "until")):
        return False
    if limit.connective is not None or limit.recurrence == "annual":
        return reading.has_verb or not limit.lacks_year or _ROUND.search(reading.before) is not None
    if limit.lacks_year:
        periods = clause.leading and bool(clause.periods)
        return periods or _heads_work(reading) or _ROUND.search(reading.before) is not None
    return clause.leading or reading.has_verb or reading.match[: limit.start].rstrip().endswith("(")


# "Vận động 100% doanh nghiệp ..., xong trong năm 2026": a limit of its own beside the value.
_DONE_BY = _WORDS["done-by"]
# "đạt 75% vào cuối quý II": when a share is reached.
_VALUE_BEHIND = _WORDS["share-behind"]
_REACHED = regex.compile(r"\d\s?[%‰]\s*$")


def _heads_work(reading: _Reading) -> bool:
    """Whether a time of the plan's only year stands before what is done then ("Tháng 4: tập huấn ...")."""
    stand = reading.stand
    told = reading.clause.leading and stand.only_year is not None and _HEADS.match(reading.behind) is not None
    return told and stand.section not in _COMMITTED and bool(wording("verb").search(reading.behind))


def _year_counts(reading: _Reading, point: Point) -> bool:
    """A year alone is mostly that of a target; it counts for what is completed, handed in or reviewed."""
    limit, clause, stand = reading.limit, reading.clause, reading.stand
    if limit.end_point is not None and is_stage(reading.match, limit):
        return stand.section in _WORK
    if point.kind == "school-year":
        done = wording("complete").search(reading.before[-_NEAR:]) is not None
        valued = _SHARE.search(reading.whole) or (limit.connective != "in" and _sets_value(reading))
        free = stand.section != "objectives" and (done or not valued)
        return free and limit.connective is not None and reading.has_verb
    done_by = limit.connective in ("in", "before", "latest") and _DONE_BY.search(reading.before)
    if stand.section in _COMMITTED or (_sets_value(reading) and not done_by):
        return False
    if point.kind == "year-part":
        return reading.has_verb
    if _NAMES_SPAN.search(reading.before):
        return False
    if point.y == stand.only_year or (limit.connective == "until" and _ends_period(reading, point)):
        return False
    if "review" in reading.actions:
        return limit.connective is not None or clause.leading or _in_bracket(reading)
    if limit.connective in ("in", "on") and stand.section in _WORK and reading.has_verb:
        return True
    if limit.connective in ("in", "before", "latest"):
        return reading.acting
    if limit.connective == "until" and "complete" in reading.actions and not clause.leading:
        return not reading.behind.strip(" .;")
    if not clause.leading or _FIGURE.search(reading.behind):
        return False
    return "complete" in reading.actions or (stand.section in _WORK and _heads_year(reading))


def _heads_year(reading: _Reading) -> bool:
    """Whether a year opens the work that is done in it or by it ("Năm 2027: trình ...", "Đến năm 2029, giải quyết ...")."""
    return _HEADS.match(reading.behind) is not None and bool(wording("verb").search(reading.behind))


def _in_bracket(reading: _Reading) -> bool:
    """Whether the time alone stands in a bracket ("sơ kết giữa kỳ (năm 2027)")."""
    return reading.before.rstrip().endswith("(") and _BRACKET_END.match(reading.match, reading.limit.end) is not None


def _sets_value(reading: _Reading) -> bool:
    """Whether a clause sets a target, so that its year is that of the target."""
    own = reading.match[reading.clause.start : reading.limit.start] + reading.behind
    return bool(wording("target-value").search(own) and _FIGURE.search(own) and find_quantities(own))


def _ends_period(reading: _Reading, point: Point) -> bool:
    """Whether "đến năm ..." only says until when something goes on."""
    return point.y == reading.stand.period[1] or any(not period.weak for period in reading.clause.periods)
