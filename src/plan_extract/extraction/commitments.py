"""Commitments told from other numbers: tense, condition, recipients and descriptions decide."""

from __future__ import annotations

from plan_extract.extraction.clauses import Clause, words
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.years import find_years
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("commitment_words")
_DESCRIBES = _WORDS.screened("which-things")
_MEASURES = _WORDS["opens-with-what-is-measured"]
_WHO_HAS = _WORDS.screened("those-who-have")
_PLEDGES = _WORDS["pledges"]
_EXISTING = _WORDS["group-that-is-there"]
_TELLS = _WORDS["tells-what-there-is"]
_TEACHES = _WORDS["teaches-or-hands-out"]
_TRAINS = _WORDS["trains-or-finds-work"]
_TODAY = _WORDS["opens-with-today"]
_NORM = _WORDS.screened("norm")
_IF = _WORDS["if"]
_MAY = _WORDS["may"]
_STRIVES = _WORDS["strives"]
_FORECAST = _WORDS["foretells"]
_SET_AMOUNT = _WORDS["amount-set"]
_SET_BY = _WORDS["set-by-a-document"]
_OF_WAGE = _WORDS["of-the-base-wage"]
_BEYOND = _WORDS["beyond-a-limit"]
_DIRECTS = _WORDS["directs"]
_OF_SIZE = _WORDS["of-such-a-size"]
_OF_POWER = _WORDS["of-such-a-power"]
_AND_MORE = _WORDS["and-more"]
_TOLD_UNTIL = _WORDS["told-until-a-year"]
_PACED = _WORDS["paced-by-the-year"]
_BEHIND_PREPOSITION = _WORDS["behind-a-preposition"]
_ATTAINS = _WORDS["attains"]
_GOES_ON_TO_AIM = _WORDS["goes-on-to-an-aim"]
_BY_A_TIME = _WORDS["by-a-time"]
_STRETCH = _WORDS["names-years"]
_OPENS_IN_YEAR = _WORDS["opens-in-a-year"]
_AIMS = _WORDS["aims"]
_KEPT_UP = _WORDS["kept-up"]
_SHORTENS = _WORDS["shortens"]
_LASTS = _WORDS["duration-attained"]
_MEAN_TIME = _WORDS["mean-time"]
_IN_OTHER_CASE = _WORDS["in-another-case"]
_WITHIN = _WORDS["within"]
_LEANS_ON = _WORDS["leans-on-the-word-before"]
_OF_MEASURE = _WORDS["belongs-to-the-measure"]
_MEMBERS = _WORDS["members"]
_GIVEN_TO = _WORDS["given-to"]
_THINGS = _WORDS["things-that-are-given"]
_WORKS_ON = _WORDS["works-on"]
_WORKS_FOR = _WORDS["works-for"]
_THINGS_DONE = _WORDS["things-worked-on"]
_ALL_OF_THEM = _WORDS["all-of-them"]
_AGREES_WITH = _WORDS["agrees-with"]
_PARTIES = _WORDS["parties"]
_OFTEN = _WORDS["occasions"]
_TELLS_NUMBER = _WORDS["number-announced"]
_STANDS_AT = _WORDS["stands-at"]
_NO_NOUN = _WORDS["no-noun-behind"]
_MOVES_OVER = _WORDS["moves-over"]
_IS_OR_HOLDS = _WORDS["is-or-holds"]
_SCALE = _WORDS["scale-of-points"]
_KEEPS = _WORDS["keeps-at-the-end"]
_ONLY_TIME = _WORDS["only-time"]
_WEEK = _WORDS["week-before"]
_MONTH = _WORDS["month-behind"]
_FOR = _WORDS["for-at-the-end"]
_CONCERNING = _WORDS["concerning-at-the-end"]
_ON_TERRITORY = _WORDS["on-the-territory"]
_HOLDS = _WORDS["holds"]
_ALREADY = _WORDS["already"]
_THEN = _WORDS["then"]

_NOUN_BEHIND = regex.compile(r"\s*[/\p{L}\"']")


def commits(match: str, clause: Clause, left: str, section: str, in_goals: bool, period_start: int | None) -> bool:
    """Whether the quantity of a clause is one that the plan commits somebody to reach or keep."""
    quantity = clause.quantity
    before = match[clause.start : quantity.start]
    behind = match[quantity.end : clause.end]
    if _is_past(match, clause, period_start, in_goals) or _NORM.search(before):
        return False
    if section in ("requirements", "other") and _goes_on_telling(match, clause):
        return False
    if _told_before_period(match, clause, period_start):
        return False
    if quantity.unit == "score" and _SCALE.search(match, match.rfind(".", 0, clause.start) + 1, quantity.start):
        return False
    if words("condition").search(match[_sentence_start(match, clause.start) : quantity.figure_start]):
        return False
    if _IF.search(before) or (_FORECAST.search(before) and not _STRIVES.search(before)):
        return False
    if _MAY.search(behind) and not _STRIVES.search(before):
        return False
    if quantity.unit == "rank":
        return True
    if not in_goals and _is_told(match, clause, before, behind):
        return False
    if quantity.unit == "time":
        if not clause.first and _ONLY_TIME.fullmatch(before):
            return False  # "lập hồ sơ cấp giấy ..., thời gian không quá 60 ngày": a limit on what is done
        return (
            goes_on_in_time(match, before, clause) or _leads_mean_time(match, clause.lead) or _is_time_measure(before)
        )
    if quantity.unit in ("%", "ratio"):
        return _is_rate_commitment(match, clause, before, section)
    if in_goals and quantity.unit is None and clause.lead is not None and not behind.strip(" .;,"):
        lead = match[clause.lead[0] : clause.lead[1]]
        years = [year for mention in find_years(lead) for year in mention.years]
        past = bool(years) and period_start is not None and max(years) < period_start
        if not past and _TELLS_NUMBER.fullmatch(lead) and not before.strip(" :"):
            return True  # "Số trang trại vào năm 2027: 70"
    return _is_count_commitment(clause, before, behind, left, section, in_goals)


def _is_told(match: str, clause: Clause, before: str, behind: str) -> bool:
    """What a plan only tells: a superior's aim, what a board is made up of, who attends, a norm, a limit that is broken."""
    quantity = clause.quantity
    opening = match[_sentence_start(match, clause.start) : quantity.start]
    if words("quoted").search(opening) or _BEYOND.search(before) or words("selects").search(before):
        return True
    if _OF_WAGE.match(behind):
        return True
    if quantity.unit == "money":
        return bool(_SET_AMOUNT.search(before) and _SET_BY.match(behind))
    if quantity.unit not in (None, "count", "area"):
        return False
    if words("facts").search(before) or (words("today").search(before) and not _PLEDGES.search(opening)):
        return True
    attends = clause.lead is not None and words("attendance").search(match[clause.lead[0] : clause.lead[1]])
    return bool(attends or words("composed").search(before))


_MORE_BEHIND = 30


def _told_before_period(match: str, clause: Clause, period_start: int | None) -> bool:
    """Whether the sentence of a clause opens with the end of a year before the plan, and nothing since tells of its own."""
    told = _TOLD_UNTIL.match(match, match.rfind(". ", 0, clause.start + 1) + 1)
    if told is None or period_start is None or int(told["year"]) >= period_start:
        return False
    since = find_years(match[told.end() : clause.end])
    if any(year >= period_start for mention in since if not mention.compared for year in mention.years):
        return False
    return _AIMS.search(match, told.end(), clause.end) is None


def may_commit(match: str, quantity: Quantity, start: int, lead: tuple[int, int] | None) -> bool:
    """Whether a quantity can be a commitment at all; those that cannot split no clause.

    `start` is where the words before it begin (the sentence or the quantity before), `lead` the span of those before
    the sentence's colon.
    """
    before = match[start : quantity.start]
    if quantity.unit == "time":
        return _leads_mean_time(match, lead) or _is_time_measure(before) or _is_in_other_case(match, before, start)
    entitled = _WHO_HAS.search(before) and words("entitled").match(match, quantity.end)
    if quantity.unit in (None, "count") and _DIRECTS.search(before):
        return False  # "chỉ đạo 15 trường xây dựng 20 phòng học": those directed cut no clause
    if _OF_POWER.search(before) or (_WEEK.search(before) and _MONTH.match(match, quantity.end)):
        return False  # "tuần 1 tháng 3"
    if _OF_SIZE.search(before) and _AND_MORE.match(match, quantity.start, quantity.end + _MORE_BEHIND):
        return False
    described = _DESCRIBES.search(before) and not _MEASURES.match(before)
    return not described and not entitled


def _is_direct_object(clause: Clause, before: str, in_goals: bool) -> bool:
    """A first quantity behind a preposition that is still what the verb promises ("cho từ 12.500 lượt")."""
    if not (clause.first or (in_goals and _PACED.match(before))) or len(before.split()) < 3:
        return False
    if _BEHIND_PREPOSITION.search(before):
        gives = clause.only and _FOR.search(before) is not None
        if clause.first and _TRAINS.match(before):
            return True
        if _TEACHES.search(before) and not in_goals and clause.quantity.unit != "%":
            return False
        return in_goals or clause.quantity.explicit or _CONCERNING.search(before) is not None or gives
    return False


def _sentence_start(match: str, at: int) -> int:
    return max(match.rfind(".", 0, at), match.rfind(";", 0, at), -1) + 1


def _tells_past(match: str, clause: Clause, in_goals: bool) -> bool:
    """Whether words before a value tell of the past; "tỷ lệ tờ khai đã nộp đúng hạn đạt ..." among goals does not."""
    told = words("past").search(match, clause.start, clause.quantity.start)
    if told is not None and _THEN.search(match, told.end(), clause.quantity.start):
        return False  # "người đã bị xử lý mà tái phạm thì 100% bị kiểm điểm"
    if told is None or not in_goals or not _ALREADY.match(told.group()):
        return told is not None
    lead = match[clause.start : told.start()].lstrip(" ,;:-+•")
    attains = _ATTAINS.search(match, told.end(), clause.quantity.start)
    return attains is None or words("head").match(lead) is None


def _is_past(match: str, clause: Clause, period_start: int | None, in_goals: bool) -> bool:
    whole = match[clause.start : clause.end]
    quantity = clause.quantity
    if _tells_past(match, clause, in_goals) and not _GOES_ON_TO_AIM.search(whole):
        return True
    opening = match[_sentence_start(match, clause.start) : quantity.start]
    if _TODAY.match(opening) and not _PLEDGES.search(opening):
        return True
    if period_start is not None and (opened := _OPENS_IN_YEAR.match(opening)):
        later = [year for mention in find_years(whole) if not mention.compared for year in mention.years]
        if int(opened.group(1)) < period_start and not any(year >= period_start for year in later):
            return not _AIMS.search(match, quantity.start - len(opening), clause.end)
    if _KEEPS.search(match, clause.start, quantity.start):
        return False  # "duy trì 02 tuyến đã được công nhận năm 2025"
    years = [
        year
        for mention in find_years(whole)
        if not mention.compared and not _names_stretch(whole, mention.start, clause.start, quantity)
        for year in mention.years
    ]
    return bool(years) and period_start is not None and max(years) < period_start and not _BY_A_TIME.search(whole)


def _goes_on_telling(match: str, clause: Clause) -> bool:
    """ "..., đã xảy ra 143 vụ cháy, làm chết 06 người; 61% do điện": the figures behind one of the past, to the full stop."""
    first = match.rfind(".", 0, clause.start) + 1
    told = words("past").search(match, first, clause.start)
    return (
        told is not None
        and _ALREADY.fullmatch(told.group()) is not None
        and not _PLEDGES.search(match, told.end(), clause.end)
    )


def _names_stretch(whole: str, at: int, start: int, quantity: Quantity) -> bool:
    """Whether years behind a value say which things are meant ("số hóa 100% sổ hộ tịch giai đoạn 1990 - 2005")."""
    return start + at >= quantity.end and _STRETCH.match(whole, at) is not None and words("past").search(whole) is None


def goes_on_in_time(match: str, before: str, clause: Clause) -> bool:
    """ "không quá 10 phút vào ban ngày, không quá 15 phút vào ban đêm": one more bound of the same time."""
    if clause.first or not clause.opens:
        return False
    return (clause.quantity.explicit and not before.strip(" ,;")) or _is_in_other_case(match, before, clause.start)


def _is_in_other_case(match: str, before: str, start: int) -> bool:
    """Whether the words before a time say only in which case it holds, behind one that is measured."""
    if _IN_OTHER_CASE.fullmatch(before) is None:
        return False
    measured = words("time-measure").search(match, _sentence_start(match, start), start)
    return measured is not None and _MORE_SAID.match(match, measured.end()) is not None


_MORE_SAID = regex.compile(r"\s+\p{L}")  # "thời gian chờ khám ...", not "thời gian 3 ngày"


def _leads_mean_time(match: str, lead: tuple[int, int] | None) -> bool:
    return lead is not None and _MEAN_TIME.match(match, *lead) is not None


def _is_time_measure(before: str) -> bool:
    if _WITHIN.search(before):
        return False
    if _KEPT_UP.search(before):
        return True
    return bool(words("time-measure").search(before) or _SHORTENS.search(before) or _LASTS.search(before))


def _is_rate_commitment(match: str, clause: Clause, before: str, section: str) -> bool:
    if section == "other" and not _PLEDGES.search(match[max(0, clause.start - 30) : clause.end]):
        return False
    if not clause.opens:
        described = bool(_LEANS_ON.search(before)) or not before.strip()
        return not described or (clause.quantity.unit == "ratio" and not before.strip())
    return True


_WORK = ("tasks", "implementation", "appendix", "objectives")


def _is_count_commitment(clause: Clause, before: str, behind: str, left: str, section: str, in_goals: bool) -> bool:
    quantity = clause.quantity
    if quantity.comparator == "range" and not clause.opens and _MEMBERS.match(behind):
        return True  # "mỗi xã có 01 đội xung kích từ 05 đến 07 người"
    if not clause.opens or (_EXISTING.match(behind) and not _KEEPS.search(before)):
        return False
    bare = before.rstrip() + " "
    if quantity.unit is None and not quantity.in_words:
        if not _NOUN_BEHIND.match(behind) and not _STANDS_AT.search(bare) and not quantity.explicit:
            return False
        if _NO_NOUN.match(behind) and not quantity.explicit:
            return False
    if _is_direct_object(clause, bare, in_goals):
        return True
    if clause.first and _ALL_OF_THEM.search(bare) and words("weak-start").match(left.lower()):
        return True  # "Hoàn thành sắp xếp toàn bộ 1.386 hộ"
    if clause.first and not in_goals and section in _WORK and _AGREES_WITH.search(bare) and _PARTIES.match(behind):
        return True  # "Ký thỏa thuận hợp tác với 20 doanh nghiệp"
    if quantity.explicit and _ON_TERRITORY.search(bare) and _OFTEN.match(behind):
        return True  # "Đối thoại với doanh nghiệp trên địa bàn tối thiểu 02 lần/năm"
    if _GIVEN_TO.search(bare) and _THINGS.match(behind):
        return True  # "cung cấp cho người dân khoảng 300.000 cây giống"
    if clause.first and not in_goals and section in _WORK and _WORKS_ON.match(bare) and _THINGS_DONE.match(behind):
        return True  # "Khảo sát nhu cầu của 85 doanh nghiệp", "cải tạo vỉa hè tại 220 nhà chờ"
    if clause.first and not in_goals and section in _WORK and _WORKS_FOR.fullmatch(bare) and _OFTEN.match(behind):
        return True  # "Huấn luyện cho đội dân phòng 02 đợt/năm"
    if words("recipient").search(bare) and not _MOVES_OVER.search(bare):
        if _OF_MEASURE.search(bare) and (quantity.unit == "money" or words("head").match(left.lower())):
            return True
        return bool(_IS_OR_HOLDS.search(bare)) and (
            section == "funding" or clause.lead is not None or _HOLDS.search(bare[-8:]) is not None
        )
    if quantity.unit == "money":
        return True
    if (
        not left
        and not in_goals
        and not quantity.explicit
        and section not in ("tasks", "implementation", "requirements", "funding")
    ):
        return section == "objectives"
    if section == "other":
        return bool(words("weak-start").match(left.lower())) and not _TELLS.search(before)
    return True
