"""Clauses around time limits: where each begins and ends, and which actions it puts a limit on.

A sentence is cut behind each of its time limits at the next soft boundary; a limit that opens the
sentence governs what follows. A clause without words of its own ("hoàn thành trước ngày 30/6")
takes in the sentence before it.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

import regex

from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import PERIOD_REVIEW, reviews_each, wording
from plan_extract.extraction.sentences import Sentence, split_sentences
from plan_extract.model.facts import Recurrence
from plan_extract.normalising.wording import Wording

_WORDS = Wording("deadline_clauses")
_SOFT = _WORDS["soft-boundary"]
_TRIM = _WORDS["before-first-word"]
_WORD = regex.compile(r"[\p{L}\d]+")
_NUMBER = regex.compile(r"\d{1,2}")
_SMALL = _WORDS["small-word"]
_CYCLES: tuple[Recurrence, ...] = ("monthly", "quarterly")
_MAX_CLAUSE = 60
_LEADING_SPAN = 60
_MAX_LIMITS = 64
_REACH = 2000
_OPENING = 100
_MAX_TAKEN_IN = 40
_JOINT = _WORDS["joint-of-days"]
_LISTED = _WORDS["joint-of-periods"]
_HAND_IN = _WORDS["hands-in-as-well"]
_SO_THAT = _WORDS["so-that"]
_CLOSE = regex.compile(r"\s*\)")
_BRACKET = regex.compile(r"\([^()]*\)")


@dataclass(slots=True)
class TimedClause:
    """A clause with the time limits that hold for it, in offsets of the item's text.

    `core` is where its own words begin, where it takes in words before them.
    """

    start: int
    end: int
    limits: list[TimeLimit]
    periods: list[TimeLimit] = field(default_factory=list)
    leading: bool = False
    sentence: Sentence | None = None
    core: int = 0

    @property
    def limit(self) -> TimeLimit:
        return self.limits[0]

    def own_words(self, match: str) -> str:
        """The clause without its time limits."""
        words = match[self.core : self.end]
        for limit in self.limits:
            first, last = max(limit.start - self.core, 0), limit.end - self.core
            words = words[:first] + " " * (last - first) + words[last:] if last > first else words
        return words


def split_timed_clauses(text: str, match: str, limits: list[TimeLimit]) -> list[TimedClause]:
    """The clauses of a text that hold a time limit or a period, from left to right."""
    clauses: list[TimedClause] = []
    if not limits:
        return clauses
    sentences = _join_dated_leads(match, split_sentences(text, match), limits)
    carried: list[TimeLimit] = []
    for number, sentence in enumerate(sentences):
        held = [*carried, *_within(limits, sentence)][:_MAX_LIMITS]
        carried = []
        if not held:
            continue
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        if following is not None and _leads_in(sentence, following, held, limits):
            carried = held
            continue
        inner = [
            clause
            for bracket in sentence.brackets
            if (clause := _bracket_clause(match, sentence, bracket.start, bracket.end, held))
        ]
        taken = {id(limit) for clause in inner for limit in [*clause.limits, *clause.periods]}
        outer = [limit for limit in held if id(limit) not in taken]
        before = sentences[number - 1] if number else None
        clauses += sorted(
            [*inner, *_sentence_clauses(match, sentence, outer, before)],
            key=lambda clause: clause.limit.start,
        )
    _spread_cycle(clauses)
    return clauses


def _within(limits: list[TimeLimit], sentence: Sentence) -> list[TimeLimit]:
    """The limits that begin in a sentence; `limits` are in order of their starts."""
    first = bisect_left(limits, sentence.start, key=_start_of)
    return limits[first : bisect_left(limits, sentence.end, key=_start_of)]


def _start_of(limit: TimeLimit) -> int:
    return limit.start


def _join_dated_leads(match: str, sentences: list[Sentence], limits: list[TimeLimit]) -> list[Sentence]:
    """A time before a colon opens the sentence behind it ("Quý I/2026: ban hành kế hoạch")."""
    joined: list[Sentence] = []
    for sentence in sentences:
        before = joined[-1] if joined else None
        if before is not None and sentence.lead == (before.start, before.end) and _is_time_only(match, before, limits):
            joined[-1] = Sentence(before.start, sentence.end, None, [*before.brackets, *sentence.brackets])
        else:
            joined.append(sentence)
    return joined


def _is_time_only(match: str, sentence: Sentence, limits: list[TimeLimit]) -> bool:
    held = [limit for limit in _within(limits, sentence)[:_MAX_LIMITS] if limit.end <= sentence.end]
    if not any(limit.point is not None for limit in held):
        return False
    return all(
        any(limit.start <= word.start() < limit.end for limit in held)
        for word in _WORD.finditer(match, sentence.start, sentence.end)
    )


def _leads_in(sentence: Sentence, following: Sentence, held: list[TimeLimit], limits: list[TimeLimit]) -> bool:
    """Whether periods before a colon belong to the dates behind it ("Báo cáo tuần: trước 11 giờ ...")."""
    if following.lead != (sentence.start, sentence.end) or not all(limit.is_period for limit in held):
        return False
    return any(not limit.is_period for limit in _within(limits, following)[:_MAX_LIMITS])


def _bracket_clause(match: str, sentence: Sentence, start: int, end: int, held: list[TimeLimit]) -> TimedClause | None:
    """What a bracket says in a clause of its own ("(Kế hoạch năm ... gửi trước ngày ...)")."""
    inside = [limit for limit in held if start < limit.start and limit.end < end]
    dated = [limit for limit in inside if not limit.is_period]
    if not dated:
        return None
    words = len(_WORD.findall(match, start, dated[0].start))
    if words < 4 or not wording("verb").search(match, start, end):
        return None
    periods = [limit for limit in inside if limit.is_period]
    return TimedClause(start + 1, end - 1, dated[:1], periods, sentence=sentence, core=start + 1)


def _sentence_clauses(
    match: str, sentence: Sentence, held: list[TimeLimit], before: Sentence | None
) -> list[TimedClause]:
    dated = _pass_on_relations(match, [limit for limit in held if not limit.is_period])
    periods = [limit for limit in held if limit.is_period]
    groups = _group_limits(dated) or _group_periods(match, periods)
    clauses: list[TimedClause] = []
    start = sentence.start
    for number, group in enumerate(groups):
        start = max(start, group[0].start - _REACH)
        following = groups[number + 1] if number + 1 < len(groups) else None
        leading = _is_leading(match, start, group[0].start)
        cut, begin = _cut(match, sentence, group[-1], following, leading)
        cut = min(cut, group[-1].end + _REACH)
        clause = TimedClause(start, cut, group, leading=leading, sentence=sentence)
        if dated:
            clause.periods = [
                period for period in periods if (start <= period.start or number == 0) and period.start < cut
            ]
        clauses.append(clause)
        start = begin
    if dated:
        _spread_leading_period(clauses)
    for number, clause in enumerate(clauses):
        _set_bounds(match, clause, sentence, before, clauses[number - 1] if number else None)
    if len(clauses) > 1:
        _give_verbless_the_whole(match, clauses, sentence)
    return clauses


def _give_verbless_the_whole(match: str, clauses: list[TimedClause], sentence: Sentence) -> None:
    """Times listed before their verb ("hằng tháng (trước ngày 16), 6 tháng (...) báo cáo ...") share one clause."""
    last = clauses[-1]
    end = min(sentence.end, last.limit.end + _REACH)
    listed = [
        clause for clause in clauses if not wording("verb").search(PERIOD_REVIEW.sub("", clause.own_words(match)))
    ]
    if clauses[0] not in listed or not wording("verb").search(match, last.limit.end, end):
        return
    purpose = _SO_THAT.search(match, last.limit.end, end)
    end = purpose.start() if purpose else end
    for clause in listed:
        clause.start, clause.core, clause.end = clauses[0].start, clauses[0].core, end


def _group_limits(dated: list[TimeLimit]) -> list[list[TimeLimit]]:
    """Limits of one expression ("tháng 5 và tháng 10/2023") stand together."""
    groups: list[list[TimeLimit]] = []
    for limit in dated:
        if groups and groups[-1][0].start == limit.start:
            groups[-1].append(limit)
        else:
            groups.append([limit])
    return groups


def _group_periods(match: str, periods: list[TimeLimit]) -> list[list[TimeLimit]]:
    """Periods of one list ("định kỳ 6 tháng, hằng năm") stand together; where all are weak, they are one list.

    A weak period counts beside the review that comes with it ("hằng quý giao ban, 6 tháng sơ kết").
    """
    groups: list[list[TimeLimit]] = []
    for period in periods:
        if groups and _LISTED.fullmatch(match, groups[-1][-1].end, period.start):
            groups[-1].append(period)
        else:
            groups.append([period])
    groups = [
        group
        for group in groups
        if any(not period.weak or reviews_each(match, period.start, period.end) for period in group)
    ]
    return groups or ([periods] if periods else [])


def _is_leading(match: str, start: int, at: int) -> bool:
    """Whether a limit opens its clause (a connective or a mark before it aside)."""
    opening = _WORD.findall(match, start, at)
    return (len(opening) <= 1 or _REGULARLY.fullmatch(" ".join(opening)) is not None) and ":" not in match[start:at]


def _pass_on_relations(match: str, dated: list[TimeLimit]) -> list[TimeLimit]:
    """In "trước ngày 15/6 (báo cáo 6 tháng) và ngày 15/12 (báo cáo năm)" one connective counts for both."""
    passed: list[TimeLimit] = []
    for limit in dated:
        before = passed[-1] if passed else None
        if (
            before is not None
            and limit.connective is None
            and limit.point is not None
            and before.connective in ("before", "latest")
            and _JOINT.fullmatch(match, before.end, limit.start)
        ):
            limit = replace(limit, connective=before.connective, relation=before.relation)
        passed.append(limit)
    return passed


def _cut(
    match: str, sentence: Sentence, limit: TimeLimit, following: list[TimeLimit] | None, leading: bool
) -> tuple[int, int]:
    """Where the clause of a limit ends and the next begins."""
    if following is None:
        return sentence.end, sentence.end
    soft = list(_SOFT.finditer(match, limit.end, following[0].start))
    if leading:
        opening = [found for found in soft if _opens(match, found.end())]
        soft = opening[-1:] or soft[-1:]
    if not soft:
        return following[0].start, following[0].start
    return soft[0].start() + (match[soft[0].start()] == ")"), soft[0].end()


def _opens(match: str, at: int) -> bool:
    """Whether a verb or the like that opens a clause stands at an offset."""
    return wording("clause-open").match(match, at, at + _OPENING) is not None


def _spread_leading_period(clauses: list[TimedClause]) -> None:
    """ "Hằng năm, ... trước ngày 20/7, ... trước ngày 15/12": the period counts for all that follow."""
    first = clauses[0]
    opening = [period for period in first.periods if period.start < first.limit.start and not period.weak]
    if not opening:
        return
    for clause in clauses[1:]:
        if not clause.periods and clause.limit.lacks_year:
            clause.periods = opening


def _spread_cycle(clauses: list[TimedClause]) -> None:
    """ "... trước ngày 25 của tháng cuối quý, ... trước ngày 30": a bare day recurs as the one before it does."""
    cycle: Recurrence | None = None
    for clause in clauses:
        for position, limit in enumerate(clause.limits):
            if limit.point is None or limit.point.kind != "day" or limit.point.m is not None:
                continue
            own = next((period.recurrence for period in clause.periods if period.recurrence in _CYCLES), None)
            if limit.recurrence or own:
                cycle = limit.recurrence or own
            elif cycle is not None and limit.connective is not None:
                clause.limits[position] = replace(limit, recurrence=cycle)


def _set_bounds(
    match: str, clause: TimedClause, sentence: Sentence, before: Sentence | None, previous: TimedClause | None
) -> None:
    start, end = clause.start, clause.end
    found = _TRIM.match(match, start, clause.limit.start)
    start = found.end() if found else start
    end = _clause_end(match, clause, end)
    if len(_WORD.findall(match, start, end)) > _MAX_CLAUSE and not clause.leading:
        start = _nearer_start(match, start, clause.limit.start)
    clause.start, clause.end = start, max(end, clause.limit.end)
    trailing = max((found.end() for found in _OF_WHICH.finditer(match, start, clause.limit.start)), default=-1)
    if trailing >= 0 and not clause.leading and _opens(match, trailing):
        clause.start = trailing
    clause.core = clause.start
    own = _has_own_words(match, clause) or _NEXT_ROUND.match(match, clause.start, clause.limit.start) is not None
    if previous is not None:
        if not own and clause.end - previous.start <= _REACH:
            clause.start = previous.start
            if purpose := _SO_THAT.search(match, clause.limit.end, clause.end):
                clause.end = purpose.start()
    elif (
        sentence.lead
        and _is_lead(sentence, before)
        and (not own or (clause.leading and _reports(match, sentence.lead)))
    ):
        clause.start = clause.core = _skip_marks(match, *sentence.lead)
    elif before is not None and not own:
        clause.start = _take_in(match, before, clause)


# "..., đợt 2 trong tháng 7/2023, đợt 3 trong tháng 10/2023": each round is told apart.
_NEXT_ROUND = _WORDS["next-round"]
_OF_WHICH = _WORDS["of-which"]
_REGULARLY = _WORDS["regularly"]


def _is_lead(sentence: Sentence, before: Sentence | None) -> bool:
    return before is None or sentence.lead == (before.start, before.end)


def _skip_marks(match: str, start: int, end: int) -> int:
    found = _TRIM.match(match, start, end)
    return int(found.end()) if found else start


def _take_in(match: str, before: Sentence, clause: TimedClause) -> int:
    """Where the last clause of the sentence before begins, if near; else where the clause itself does."""
    if clause.end - before.end > _REACH:
        return clause.start
    start = _skip_marks(match, before.start, before.end)
    for soft in _SOFT.finditer(match, max(start, before.end - _REACH), before.end):
        if _opens(match, soft.end()):
            start = soft.end()
    return start if len(_WORD.findall(match, start, clause.end)) <= _MAX_TAKEN_IN else clause.start


def _reports(match: str, lead: tuple[int, int]) -> bool:
    return bool(wording("report").search(match, *lead)) and lead[1] - lead[0] < 80


def _has_own_words(match: str, clause: TimedClause) -> bool:
    """Whether a clause says more than its time, its period, its purpose and that something is completed then."""
    last = max(limit.end for limit in clause.limits)
    purpose = _SO_THAT.search(match, last, clause.end) if clause.leading else None
    end = purpose.start() if purpose else clause.end
    spans = [(limit.start, limit.end) for limit in [*clause.limits, *clause.periods]]
    spans += [found.span() for found in _BRACKET.finditer(match, clause.start, clause.end)]
    return any(
        not _SMALL.fullmatch(word.group())
        and not _NUMBER.fullmatch(word.group())
        and not any(start <= word.start() < end for start, end in spans)
        for word in _WORD.finditer(match, clause.start, end)
    )


def _clause_end(match: str, clause: TimedClause, end: int) -> int:
    """A clause ends at its purpose or where another verb opens the next one."""
    after = max(limit.end for limit in clause.limits)
    if explained := wording("explains").match(match, after, end):
        return int(explained.start())
    close = _CLOSE.match(match, after, end)
    after = close.end() if close else after
    if clause.leading:
        far = wording("purpose").search(match, min(end, after + _LEADING_SPAN), end)
        return int(far.start()) if far else end
    if purpose := wording("purpose").search(match, after, end):
        end = purpose.start()
    handed = _HAND_IN.match(match, after, end)
    for soft in _SOFT.finditer(match, handed.end() if handed else after, end):
        if _opens(match, soft.end()):
            return int(soft.start())
    return end


def _nearer_start(match: str, start: int, at: int) -> int:
    """The last boundary before a limit behind which a verb and some words stand."""
    best = start
    for soft in _SOFT.finditer(match, start, at):
        if _opens(match, soft.end()) and len(_WORD.findall(match, soft.end(), at)) >= 8:
            best = soft.end()
    return best
