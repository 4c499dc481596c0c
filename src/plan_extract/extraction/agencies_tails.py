"""What goes with the head of an agency's name: its words, territorial units, places, numbers.

Each `take_` gives the offset behind what it takes, the same where there is nothing to take.
"""

from __future__ import annotations

import regex

from plan_extract.extraction.agencies_wording import MAX_NAME, match_known, read_known, wording
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
_NAME_GAP = _WORDS["name-gap"]
_UNIT_LEAD = _WORDS["unit-lead"]
_UNIT_JOINT = _WORDS["unit-joint"]
_NUMBERED = _WORDS["numbered"]
_NUMBER_BEFORE_VERB = _WORDS["number-before-verb"]
_BODY_AGAIN = _WORDS["head-alone-stands"]
_UNDERGOES = _WORDS["undergoes"]
_OF_LEVELS = _WORDS["of-levels"]
_REGION = _WORDS["region"]
_CENTRAL = _WORDS["central"]
_HOUSE_OF_UNIT = _WORDS["house-of-unit"]
_ACT_UNDERGONE = _WORDS["undergone"]

WORD = regex.compile(r"[\p{L}\d]+")
_CAPITAL_AFTER = regex.compile(r"[ ](\p{Lu}[\p{L}']*)")
_DASHED = regex.compile(r"\s*-\s*\p{Lu}\p{L}*(?:\s\p{Lu}\p{L}*)*")
_MAX_PLACE_WORDS = 5
_MAX_SMALL_WORDS = 5


def take_description(text: str, match: str, stop: int, end: int) -> tuple[int, bool]:
    """Words that say which of a collective are meant ("các cơ quan giám định pháp y")."""
    at = stop
    count = 0
    for word in WORD.finditer(match, stop, min(end, stop + 60)):
        gap = match[at : word.start()]
        of_that_act = _UNDERGOES.search(match, stop, at) is not None
        if gap.strip() or (ends_name(match, word.start()) and not of_that_act):
            break
        if wording("unit").match(match, word.start()):
            break
        if of_that_act and (act := _ACT_UNDERGONE.match(match, word.start())):
            return act.end(), True
        at = word.end()
        count += 1
    if not 2 <= count <= 5 or at >= end or wording("relevant").match(match, stop, end):
        return stop, False
    if not (
        wording("stop").match(match, at + 1)
        or wording("unit").match(match, at + 1)
        or wording("joint").match(match, at)
    ):
        return stop, False
    return at, True


def ends_name(match: str, at: int) -> bool:
    return wording("stop").match(match, at) is not None


def _runs_in(match: str, at: int) -> bool:
    """Whether a capitalised verb of two syllables, no place name, begins a task ("... Chủ trì")."""
    verb = wording("stop").match(match, at)
    return verb is not None and " " in verb.group()


def take_name(text: str, match: str, start: int, end: int, head: str = "") -> int | None:
    """Where a name of capitalised words, with the small ones that belong to them, ends.

    `head` is the word that it begins with: behind "và" the same one begins the next name ("Trường A và Trường B").
    """
    at: int | None = None
    small = capitals = 0
    position = start
    opens, wants_object = True, False
    while position < end and position - start < MAX_NAME and (word := WORD.match(match, position, end)):
        capital = text[position].isupper() or text[position].isdigit()
        if at is not None and (phrase := _phrase(match, position, end)):
            at = phrase.end()
            small, capitals, opens, wants_object = 1, 0, False, False
            gap = _NAME_GAP.match(text, at, end)
            if gap is None or (gap.group().strip() and _opens_another(gap.group(), text, match, gap.end(), end, head)):
                break
            position = gap.end()
            continue
        nominal = wording("nominal").match(match, position)
        accepted = opens or nominal is not None if capital else nominal is not None and wants_object
        if not accepted and _ends_here(match, position, capital=capital, after_one=capitals == 1):
            break
        if at is not None and (wording("unit").match(match, position) or _of_levels(match, at, end)):
            break
        small, capitals = (0, capitals + 1) if capital else (small + 1, 0)
        if capital and wording("head").match(match, position):
            capitals = 2
        if small > _MAX_SMALL_WORDS:
            break
        at = nominal.end() if nominal is not None and accepted else word.end()
        wants_object = nominal is not None and capital
        gap = _NAME_GAP.match(text, at, end)
        if gap is None or (gap.group().strip() and _opens_another(gap.group(), text, match, gap.end(), end, head)):
            break
        opens = bool(gap.group().strip())
        position = gap.end()
    return at


def _phrase(match: str, at: int, end: int) -> regex.Match[str] | None:
    """Small words that together belong to a name: a field of work, a verb that is a noun there."""
    names = ("name-phrase", "field", "closing-noun")
    return next((found for name in names if (found := wording(name).match(match, at, end))), None)


def _opens_another(joint: str, text: str, match: str, at: int, end: int, head: str) -> bool:
    """Whether another body begins behind a joint: one that is known, a person in office, a head behind a slash or one that stands for itself."""
    if read_known(match, at, end) or wording("position").match(match, at, end):
        return True
    if head and joint.strip() and text[at : at + 1].isupper() and match.startswith(f"{head} ", at):
        return True
    again = wording("head") if "/" in joint else _BODY_AGAIN
    return text[at : at + 1].isupper() and again.match(match, at, end) is not None


def _of_levels(match: str, at: int, end: int) -> bool:
    """Whether a level goes on with a name that ends at `at` ("Hội đồng Thi đua - Khen thưởng các cấp")."""
    tail = wording("level-tail").match(match, at, end)
    return tail is not None and _OF_LEVELS.search(tail.group()) is not None


def _ends_here(match: str, at: int, *, capital: bool, after_one: bool) -> bool:
    """Whether a verb or function word at `at` ends a name.

    A verb of one syllable ends none where it is a capital ("Sơn") or completes a word whose first
    syllable is one ("Chăn nuôi"; not so "Văn phòng Sở lập").
    """
    verb = wording("stop").match(match, at)
    if verb is None:
        return False
    if " " in verb.group():
        return True
    return not capital and (not after_one or wording("function").match(match, at) is not None)


def take_tails(text: str, match: str, stop: int, end: int, *, relevant: bool) -> int:
    """What may follow a name: level, unit with its name, place, "có liên quan"."""
    for _ in range(4):
        before = stop
        for name in ("level-tail", "place-tail", *(("relevant",) if relevant else ())):
            if tail := wording(name).match(match, stop, end):
                stop = tail.end()
                if name == "place-tail":
                    stop = _take_region(text, match, tail.start(), take_proper_name(text, match, stop, end), end)
        stop = take_unit(text, match, stop, end, True)
        if stop == before:
            break
    return stop


def _take_region(text: str, match: str, start: int, stop: int, end: int) -> int:
    """The province behind a numbered region ("khu vực 3 - Lào Cai")."""
    named = _DASHED.match(text, stop, end) if _REGION.match(match, start + 1) else None
    at = stop + len(named.group()) - len(named.group().lstrip(" -")) if named else stop
    if named is None or read_known(match, at, end) or ends_name(match, at):
        return stop
    return int(named.end())


def take_unit(text: str, match: str, stop: int, end: int, villages: bool) -> int:
    """Territorial units behind a name: "tỉnh", "các xã, phường, thị trấn", "quận Hoàng Mai"."""
    lead = _UNIT_LEAD.match(match, stop, end)
    if lead is None:
        return stop
    at = lead.end()
    kinds = ["unit"] + (["village"] if villages else [])
    kind = next((name for name in kinds if wording(name).match(match, at, end)), None)
    if kind is None:
        return stop
    found = wording(kind).match(match, at, end)
    assert found is not None
    stop = take_proper_name(text, match, found.end(), end)
    while joint := _UNIT_JOINT.match(match, stop, end):
        found = wording(kind).match(match, joint.end(), end) or (
            _village_after(match, joint.end(), end, kind) if villages else None
        )
        known = match_known(match, joint.end(), min(end, joint.end() + 60))
        if found is None or (known is not None and known[1] > found.end()):
            break
        stop = take_proper_name(text, match, found.end(), end)
    return stop


def _village_after(match: str, at: int, end: int, kind: str) -> regex.Match[str] | None:
    """A village's word behind a joint: after another one, or as the last of "xã, thôn" (no name behind it)."""
    found = wording("village").match(match, at, end)
    if found is None or kind == "village" or found.end() >= end:
        return found
    blank = regex.compile(r"\s+").match(match, found.end(), end)
    alone = (
        blank is None or wording("stop").match(match, blank.end(), end) or wording("joint").match(match, found.end())
    )
    return found if alone else None


def take_proper_name(text: str, match: str, stop: int, end: int) -> int:
    """A proper name behind a unit or a name: a run of capitalised words, "số 3", "1, 2"."""
    if numbered := _NUMBERED.match(text, stop, end):
        return int(numbered.end())
    if (numbered := _NUMBER_BEFORE_VERB.match(text, stop, end)) and wording("stop").match(match, numbered.end() + 1):
        return int(numbered.end())
    following = _CAPITAL_AFTER
    at = stop
    for _ in range(_MAX_PLACE_WORDS):
        word = following.match(text, at, end)
        if word is None or _runs_in(match, word.start(1)) or wording("unit").match(match, word.start(1)):
            break
        if at == stop and wording("village").match(match, word.start(1)):
            break
        if read_known(match, word.start(1), end) or wording("position").match(match, word.start(1)):
            break
        central = _CENTRAL.match(match, word.start(1), end)  # "Trung ương": its second word is small
        at = central.end() if central else word.end()
    while dashed := _DASHED.match(text, at, end) if at > stop else None:
        if read_known(match, dashed.end() - len(dashed.group().lstrip(" -")), end):
            break
        at = dashed.end()
    return at


def take_public_house(text: str, match: str, start: int, at: int, end: int) -> int | None:
    """Where the name of a house that is the only one of its kind in a territory ends ("Bảo tàng tỉnh")."""
    if not text[start].isupper() or not _HOUSE_OF_UNIT.fullmatch(match, start, at):
        return None
    stop = take_tails(text, match, at, end, relevant=False)
    return stop if stop > at else None


def take_plain_class(text: str, match: str, at: int, end: int) -> int | None:
    """Where a class in small letters ends, before what it does ("các quỹ tín dụng nhân dân giảm lãi suất")."""
    second = _PLAIN_WORD.match(text, at, end)
    return _before_act(text, match, second.end(), end, _LONGEST_CLASS) if second is not None else None


def take_attribute(text: str, match: str, stop: int, end: int) -> int:
    """Words that say which of a class are meant, up to what they do ("các chi bộ trường học rà soát ...")."""
    gap = _BLANK.match(match, stop, end)
    if gap is None or ends_name(match, gap.end()) or wording("joint").match(match, stop):
        return stop
    return _before_act(text, match, stop, end, _LONGEST_ATTRIBUTE) or stop


def _before_act(text: str, match: str, at: int, end: int, most: int) -> int | None:
    """Where words in small letters, `most` at most, end before a verb that is part of no such name."""
    for _ in range(most):
        word = _PLAIN_WORD.match(text, at, end)
        if word is None:
            return None
        at = word.end()
        if (gap := _BLANK.match(match, at, end)) and wording("act-of-class").match(match, gap.end()):
            return at
    return None


_BLANK = regex.compile(r"\s+")
_PLAIN_WORD = regex.compile(r"\s\p{Ll}+(?!\S)")
_LONGEST_CLASS = 7
_LONGEST_ATTRIBUTE = 4
