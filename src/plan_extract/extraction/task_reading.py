"""What a task says itself: the part its agency plays, the indicators it names, its partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from plan_extract.extraction.agencies_lists import find_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.model.facts import GoalAssignment, Role
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("task_joints")
_OWN_VERB = _WORDS["own-verb"]
_LIST_GAP = _WORDS["list-gap"]
_ENTRUSTED = _WORDS["entrusted"]
_NUMBERS_JOINT = _WORDS["numbers-joint"]
_RANGE = _WORDS["numbers-range"]

_WINDOW = 110
_CLAUSE_END = regex.compile(r"[;.:]")
_NUMBER = regex.compile(r"\d{1,2}(?:\.\d{1,2})*(?:\.[a-zđ](?!\p{L}))?")


@lru_cache(maxsize=1)
def _patterns() -> dict[str, regex.Screened]:
    return {rule.id: rule.screened() for rule in load_rules("task_words", rule_folders()).rules}


@lru_cache(maxsize=128)
def task_wording(name: str) -> regex.Screened:
    """The pattern of a rule of `task_words.yml`, by the second part of its id."""
    return _patterns()[f"task.{name}"]


@lru_cache(maxsize=1)
def label_rules() -> RuleSet:
    """The labels of `task_labels.yml`."""
    return load_rules("task_labels", rule_folders())


def read_role(
    text: str, match: str, predicate: int, *, request: bool, lead: bool = False, coordinate: bool = False
) -> Role:
    """The first that fits of lead, request, coordinate, advise, implement.

    `predicate` is where the words behind the agency begin (0 where it stands in a heading).
    """
    if lead or _leads(text, match, predicate):
        return "lead"
    if request:
        return "request"
    if coordinate or _coordinates(match, predicate):
        return "coordinate"
    if task_wording("advise").search(match[predicate:]):
        return "advise"
    return "implement"


def _leads(text: str, match: str, predicate: int) -> bool:
    for hit in task_wording("lead").finditer(match, predicate):
        first = max(predicate, hit.start() - _WINDOW)
        before = match[first : hit.start()]
        if task_wording("not-lead").search(before) and not (predicate == first == 0 and _ENTRUSTED.fullmatch(before)):
            continue
        others = find_agencies(text, match, first, hit.start())
        if others and not match[others[-1].end : hit.start()].strip():
            continue
        return True
    return False


def _coordinates(match: str, predicate: int) -> bool:
    for hit in task_wording("coordinate").finditer(match, predicate):
        before = match[max(predicate, hit.start() - _WINDOW) : hit.start()]
        if not task_wording("not-coordinate").search(before) and not _is_directed(before):
            return True
    return False


def _is_directed(before: str) -> bool:
    """Whether the verb behind `before` is that of a body directed ("chỉ đạo các trường phối hợp ...")."""
    clause = _CLAUSE_END.split(before)[-1]
    return bool(task_wording("directs").search(clause)) and not _OWN_VERB.search(clause)


def read_indicators(match: str) -> list[str]:
    """Numbers of the indicators that a task names, ranges written out, in order, once each."""
    found: list[str] = []
    for hit in task_wording("indicators").finditer(match):
        found += [number for number in _write_out(hit.group("numbers"), hit.group()) if number not in found]
    return found


def read_goals(match: str) -> list[GoalAssignment]:
    """The goals that a task names: "chỉ tiêu 1, 2 của mục tiêu 3" by number, "các chỉ tiêu thuộc mục tiêu 4" whole."""
    found: dict[str, list[str]] = {}
    spent: set[int] = set()
    for hit in task_wording("indicators").finditer(match):
        goal = task_wording("indicators-goal").match(match, hit.end())
        if goal is not None:
            numbers = found.setdefault(goal.group("goal"), [])
            numbers += [number for number in _write_out(hit.group("numbers"), hit.group()) if number not in numbers]
            spent.add(goal.start("goal"))
    whole = [
        number
        for hit in task_wording("goals").finditer(match)
        if hit.start("numbers") not in spent
        for number in _write_out(hit.group("numbers"), hit.group())
    ]
    return [
        *(GoalAssignment(goal=goal, indicators=tuple(numbers)) for goal, numbers in found.items()),
        *(GoalAssignment(goal=goal) for goal in dict.fromkeys(whole) if goal not in found),
    ]


def _write_out(listed: str, whole: str) -> Iterable[str]:
    """ "1, 2 và 4" → 1, 2, 4; "1 đến 3", "1-4" → all between."""
    pieces = _NUMBERS_JOINT.split(listed)
    for piece in pieces:
        numbers = _NUMBER.findall(piece)
        ends = [int(number) for number in numbers if "." not in number]
        if len(numbers) == 2 and len(ends) == 2 and ends[0] < ends[1] and _RANGE.search(piece):
            yield from (str(number) for number in range(ends[0], ends[1] + 1))
        elif len(numbers) == 2 and _RANGE.search(piece) and (within := _range_within(*numbers)):
            yield from within
        else:
            yield from (number.lstrip("0") or number for number in numbers)


def _range_within(first: str, last: str) -> list[str]:
    """ "2.1 đến 2.4" → 2.1, 2.2, 2.3, 2.4, where both are of one group; else none."""
    group, _, begin = first.rpartition(".")
    other, _, end = last.rpartition(".")
    if not group or group != other or not int(begin) < int(end):
        return []
    return [f"{group}.{number}" for number in range(int(begin), int(end) + 1)]


def names_rest_of_indicators(match: str) -> bool:
    """Whether a task takes "các chỉ tiêu còn lại", all that no other task names."""
    return task_wording("rest-of-indicators").search(match) is not None


def read_partners(text: str, match: str, own: Iterable[str] = ()) -> list[str]:
    """The named agencies with which a task is to be done, as printed, once each."""
    mine = {name.lower() for name in own}
    found: list[str] = []
    for hit in task_wording("partners").finditer(match):
        if _is_directed(match[max(0, hit.start() - _WINDOW) : hit.start()]):
            continue
        for span in partner_list(text, match, hit.end(), len(text)):
            if span.kind != "vague" and span.text.lower() not in mine and span.text not in found:
                found.append(span.text)
    for beside, _ in partners_beside(text, match, 0, len(text)):
        found += [span.text for span in beside if span.kind != "vague" and span.text not in found]
    return found


def partners_beside(text: str, match: str, start: int, end: int) -> Iterator[tuple[list[AgencySpan], tuple[int, int]]]:
    """ "Sở A chủ trì, Sở B và Sở C phối hợp ...": those who work with the lead, and where they stand."""
    for lead in task_wording("partners-beside").finditer(match, start, end):
        beside, stop = read_list(text, match, lead.end(), end)
        if beside and task_wording("partners-do").match(match, stop, end):
            yield beside, (lead.start(), stop)


def partner_list(text: str, match: str, start: int, end: int) -> list[AgencySpan]:
    """The agencies of a list of partners; words unknown between two of them are passed over."""
    spans, stop = read_list(text, match, start, end)
    while spans and (gap := _LIST_GAP.match(match, stop, end)):
        more, more_stop = read_list(text, match, gap.end(), end)
        if not more:
            break
        spans, stop = spans + more, more_stop
    return spans
