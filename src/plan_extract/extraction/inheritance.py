"""What a clause leaves out, handed on from its neighbours: measure, verb, year, scope."""

from __future__ import annotations

import itertools

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.groups import AMONG, is_closer_group, kind_at, next_each, say_of_group
from plan_extract.extraction.kept_counts import (
    counts_alike,
    counts_other_thing,
    is_number_of,
    is_per_counted,
    is_share_of,
)
from plan_extract.extraction.measures import join_words
from plan_extract.extraction.predicates import PLACED, PREDICATE, share_predicate
from plan_extract.extraction.scopes import PLACED_AT_END, PREPOSED, bare_scope, is_scope_word, scope_of, trailing_scope
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("inheritance_words")
_DONE = _WORDS["done-by"]
_LISTED = _WORDS["part-of-it"]
_ATTAINS = _WORDS["attains"]
_AT_LEVEL = _WORDS["at-a-level-or-share"]
_REACHED = _WORDS["reaches"]
_EACH_TIME = _WORDS["each-time"]
_IN_GROUP = _WORDS["in-a-group"]
_ABOUT = _WORDS["about"]
_LAST_ABOUT = _WORDS["about-at-the-end"]
_OF_WORK = _WORDS["of-a-work"]
_SIZE_OF_IT = _WORDS["size-of-it"]
_RATE_OF_IT = _WORDS["rate-of-it"]
_POVERTY = _WORDS["poverty-rate"]
_POOR = _WORDS["poor-of-other-kinds"]
_LEVEL = _WORDS["level"]
_BUDGET_OF = _WORDS["budget-of-a-level"]
_SUPPORT_RATE = _WORDS["rate-of-support"]
_ON_AVERAGE = _WORDS["on-average"]
_SAME_IN_OTHER_UNIT = _WORDS["same-in-another-unit"]
_CLOSER = _WORDS["closer-group"]
_SHARE_OF_PART = _WORDS["share-of-a-part"]
_YIELDS = _WORDS["yields"]
_GRADE = _WORDS["grade"]
_WHOM = _WORDS["whom-and-where"]
_HAS = _WORDS["has"]
_SAYS = _WORDS["verb-of-its-own"]
_OF_PLANNED = _WORDS["of-what-is-planned"]
_OF_PART = _WORDS["of-a-part"]
_RATE = _WORDS["opens-with-a-rate"]
_SUM = _WORDS["opens-with-a-sum"]
_KIND = _WORDS["kind"]
_KIND_OR_AREA = _WORDS["kind-or-area"]
_REST = _WORDS["the-rest"]
_FOR = _WORDS["for"]
_CONCERNING = _WORDS["concerning"]


def share(drafts: list[Draft], match: str, years: list[YearMention]) -> None:
    """Hand on what a clause leaves out: measure, verb, year, scope."""
    for position, draft in enumerate(drafts):
        before = drafts[position - 1] if position else None
        if before is not None:
            _inherit(before, draft, match)
    for position in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[position], drafts[position + 1]
        if not draft.measure and after.measure and not AMONG.match(match, after.start):
            draft.measure = after.measure
        elif (
            not draft.right
            and after.right
            and not after.left
            and _is_verb(draft.left.lower())
            and _both_shares(draft, after)
        ) or (
            after.inherits
            and after.right
            and draft.right
            and after.right.lower().startswith(draft.right.lower())
            and not after.left
        ):
            draft.measure = after.measure = join_words(draft.left, after.right)
        apart = _REST.search(after.right) is not None  # "4 điểm còn lại xong trong năm 2026": another year for the rest
        if not draft.years and after.years and after.inherits and after.year_behind and not apart:
            draft.years = after.years
    _share_due(drafts, match, years)
    for draft, after in reversed(list(itertools.pairwise(drafts))):
        draft.listed = "," in match[draft.quantity.end : after.quantity.start]
        if not AMONG.match(match, after.start):
            share_predicate(draft, after)
    for position, draft in enumerate(drafts):
        if (
            not draft.years
            and position
            and drafts[position - 1].years
            and (
                AMONG.match(match, draft.start) is not None
                or _same_sentence_year(match, drafts[position - 1], draft, years)
            )
        ):
            draft.years = drafts[position - 1].years[:1]


def _is_verb(left: str) -> bool:
    """Whether the words before a value are no more than a task's verb ("giải ngân")."""
    found = words("weak-start").match(f"{left} ")
    return found is not None and found.end() == len(left)


def _both_shares(draft: Draft, after: Draft) -> bool:
    """Whether two values are shares, so that what the second is of is what the first is of."""
    return draft.quantity.unit == after.quantity.unit == "%"


def _share_due(drafts: list[Draft], match: str, years: list[YearMention]) -> None:
    """A date by which all is done ("..., hoàn thành trước ngày 15/6/2022") holds for each clause."""
    if len(drafts) < 2 or not drafts[-1].years or _REST.search(drafts[-1].measure):
        return
    last = [m for m in years if not m.compared and m.start >= drafts[-1].quantity.end]
    if last and _DONE.search(match[drafts[-1].quantity.end : last[-1].start + 10]):
        for draft in drafts:
            draft.years = draft.years or drafts[-1].years


def _same_sentence_year(match: str, before: Draft, draft: Draft, years: list[YearMention]) -> bool:
    """A year that stood before the first quantity holds for the clauses that follow."""
    mentions = [m for m in years if not m.compared]
    return bool(mentions) and mentions[0].end <= before.quantity.start and len(mentions) == 1


def _inherit(before: Draft, draft: Draft, match: str) -> None:
    lower_left = draft.left.lower()
    if before.scope and not draft.right and _OF_WORK.fullmatch(lower_left) and _OF_WORK.fullmatch(before.left.lower()):
        draft.scope, draft.measure, draft.inherits = before.scope, draft.left, True
        return
    if _SIZE_OF_IT.fullmatch(lower_left) and not draft.right and before.measure and not draft.scope:
        draft.measure, draft.inherits = join_words(before.measure, draft.left), True
        return
    if scoped := PREPOSED.match(draft.left):
        earlier = trailing_scope(before.left, draft.left)
        if earlier and not draft.right:
            draft.scope, draft.inherits = scoped.group("scope").strip(), True
            before.scope = before.scope or earlier.group("scope").strip()
            before.measure = draft.measure = join_words(before.left[: earlier.start()])
            return
    if (
        _ABOUT.match(lower_left)
        and not draft.right.partition("(")[0].strip()
        and (told := _LAST_ABOUT.match(before.left))
    ):
        draft.measure, draft.inherits = join_words(told["head"], draft.left), True
        return
    if words("anaphora").search(lower_left):
        draft.measure, draft.inherits = before.measure, True
        return
    if draft.quantity.unit == "%" and before.quantity.unit != "%" and (moved := _RATE_OF_IT.fullmatch(lower_left)):
        draft.measure, draft.change, draft.inherits = before.measure, True, True
        draft.direction = "decrease" if moved["falls"] else "increase"
        return
    if is_closer_group(before, draft, match, draft.start):
        say_of_group(before, draft)
        return
    if not draft.left and before.quantity.unit == "%" and draft.noun and is_number_of(before, draft, match):
        draft.measure, draft.right, draft.inherits = before.measure, "", True
        return
    if not draft.left and (counts_other_thing(before, draft) or is_share_of(before, draft)):
        return
    if not draft.left and _SAME_IN_OTHER_UNIT.search(match, before.quantity.end, draft.quantity.start):
        draft.measure, draft.left, draft.inherits = before.measure, before.left, True
        return
    if is_per_counted(before, draft) and _ON_AVERAGE.search(match, before.quantity.end, draft.quantity.start):
        draft.measure, draft.right, draft.inherits = join_words(before.measure, "bình quân"), "", True
        return
    if not draft.left:
        draft.inherits = True
        listed = _LISTED.match(match[draft.start : draft.quantity.start])
        attains = _ATTAINS.search(match[draft.start : draft.quantity.start].rstrip())
        if (
            draft.direction is None
            and draft.quantity.unit != "rank"
            and not listed
            and not (before.direction == "maintain" and attains)
        ):
            draft.direction = before.direction
            level = _AT_LEVEL.search(match[draft.start : draft.quantity.start].rstrip())
            reached = _REACHED.search(match[before.start : before.quantity.start].rstrip())
            same = draft.quantity.unit == before.quantity.unit and not (before.change and level and not reached)
            draft.change = before.change if same else draft.change
            draft.direction = None if before.change and level and not draft.change else draft.direction
        if f"số {draft.right.lower()} " in f"{before.left.lower()} ":
            draft.right = ""  # "số hộ thoát nghèo tăng 5%, đạt 480 hộ": counted again
        paid = draft.quantity.unit == "money" and _FOR.match(draft.right.lower())  # what for, no part of a whole
        scope = None if paid else scope_of(draft.right)
        repeats = before.right.lower().startswith(draft.right.lower()) and counts_alike(before, draft)
        if not draft.right or (repeats and (before.inherits or len(draft.right) < len(before.right))):
            told_apart = before.special and before.scope is not None and not draft.right
            if before.owner is not None and _OF_PLANNED.match(before.right.lower()):
                before = before.owner  # "..., bằng 110% dự toán và tăng 12% so với năm trước"
            draft.measure = before.measure if before.scope is None or told_apart else join_words(before.left)
            draft.scope, draft.left = before.scope if told_apart else draft.scope, before.left
        elif scope and before.left:
            draft.scope, draft.measure, draft.left = scope, before.left, before.left
            earlier = scope_of(before.right)
            if before.scope is None and earlier:
                before.scope, before.measure = earlier, before.left
        elif scope and (earlier_part := PLACED_AT_END.match(before.right)) and not before.left:
            before.right = earlier_part.group("measure")
            before.scope = before.scope or bare_scope(earlier_part.group("scope"))
            before.measure = draft.measure = before.right
            draft.scope = scope
        elif (
            draft.quantity.unit == "%"
            and (before.quantity.unit != "%" or not before.right)
            and before.left
            and _OF_PLANNED.match(draft.right.lower())
        ):
            draft.measure = join_words(before.measure, draft.right)  # "..., đạt 110% dự toán tỉnh giao"
            draft.owner, draft.left = before, before.left if before.quantity.unit == "%" else ""
        elif _has_own_measure(before, draft):
            draft.inherits = False
        elif before.left and not (
            _HAS.search(match[draft.start : draft.quantity.start]) and words("weak-start").match(before.left.lower())
        ):
            left = _WHOM.sub("", before.left) if PLACED.search(draft.right) else before.left
            draft.measure = join_words(left, draft.right)
            draft.left = left
        else:
            draft.inherits = False
        return
    if _is_narrower(before, draft):
        draft.measure, draft.scope, draft.inherits = before.measure, draft.left, True
        return
    owner = before.owner or before
    if _is_yield_of_part(owner, draft, match, goes_on=before.owner is not None):
        draft.measure, draft.owner, draft.inherits = join_words(owner.measure, draft.left), owner, True
        return
    if _is_alike(owner, draft):
        draft.inherits, draft.owner = True, owner
        if closer := _CLOSER.match(match, draft.start):
            draft.measure = join_words(owner.measure, closer.group("verb"), draft.left)
            return
        if share := _SHARE_OF_PART.match(owner.left):
            draft.measure = join_words(share.group(1), draft.left)
            return
        before = owner
        at = kind_at(before.left, draft.left)
        if at and AMONG.match(match, draft.start) and not before.right:
            draft.scope, draft.measure = draft.left, before.measure
            return
        if at and (told := _IN_GROUP.search(before.left[:at])) and before.measure == before.left:
            draft.scope, draft.measure = draft.left, before.left[: told.start()]
            before.scope, before.measure = before.scope or before.left[at:], draft.measure
            return
        if at:
            draft.measure = join_words(before.left[:at], draft.left)
            return
        if not before.right:
            draft.scope, draft.measure = draft.left, before.measure
            return
        draft.inherits = False
    if each := next_each(before, draft):
        draft.scope, draft.measure, draft.inherits = draft.left, each, True
        return
    if _LEVEL.fullmatch(lower_left) and not draft.right and (funded := _BUDGET_OF.fullmatch(before.left.lower())):
        draft.measure = draft.left = join_words(before.left[: funded.end("budget")], draft.left)
        draft.inherits = True  # "(ngân sách trung ương 50%, tỉnh 30%, huyện 20%)"
        return
    own = words("head").match(lower_left) or _SUM.match(lower_left)
    rate = None if own else _SUPPORT_RATE.match(before.left)
    if rate is not None and before.quantity.unit_text == draft.quantity.unit_text:
        draft.scope, draft.measure, draft.owner = draft.left, rate["rate"], owner
        return
    if _EACH_TIME.fullmatch(lower_left) and not draft.right:
        draft.measure = join_words(before.left, draft.left)
        return
    same_noun = (
        bool(words("scope-start").match(lower_left) or _PROPER.match(draft.left) or draft.special)
        and draft.noun == before.noun
    )
    if (
        (not draft.right or same_noun)
        and (
            is_scope_word(draft.left)
            or (draft.quantity.unit == "time" and _CONCERNING.match(lower_left))
            or (same_noun and _PROPER.match(draft.left))
            or (draft.special and not words("head").match(lower_left))
        )
        and before.quantity.unit == draft.quantity.unit
        and before.measure
    ):
        at = 0 if draft.special or AMONG.match(match, draft.start) else kind_at(before.left, draft.left)
        if at and not before.right and _POOR.fullmatch(draft.left.lower()) and _POVERTY.fullmatch(before.left.lower()):
            draft.measure, draft.inherits = join_words(before.left[:at], draft.left), True
            return
        draft.scope, draft.measure, draft.inherits = bare_scope(draft.left), before.measure, True
        draft.owner = owner
        _part_alike(before, draft)


def _is_narrower(before: Draft, draft: Draft) -> bool:
    """ "Tỷ lệ khám phá án đạt 85%, án đặc biệt nghiêm trọng đạt 95%": some of those that the measure before ends with."""
    named, noun = draft.left.lower().split(), before.left.lower().split()
    return (
        before.quantity.unit == draft.quantity.unit == "%"
        and not draft.right
        and not before.right
        and 1 < len(named) <= 10
        and noun[-1:] == named[:1]
        and words("head").match(before.left.lower()) is not None
        and len(noun) > 2
    )


def _is_yield_of_part(owner: Draft, draft: Draft, match: str, *, goes_on: bool) -> bool:
    return (
        (goes_on or AMONG.match(match, draft.start) is not None)
        and draft.quantity.unit == owner.quantity.unit
        and draft.quantity.unit in ("other", "area")
        and not draft.right
        and 0 < len(draft.left.split()) <= 5
        and _YIELDS.match(owner.left) is not None
        and not words("head").match(draft.left.lower())
        and not PREDICATE.search(draft.left)
        and not is_scope_word(draft.left)
    )


def _is_alike(before: Draft, draft: Draft) -> bool:
    """ "suy dinh dưỡng thể nhẹ cân còn 9%, thể thấp còi còn 17%": a noun alone that takes the measure of the value before."""
    return (
        not draft.right
        and draft.quantity.unit == before.quantity.unit
        and 0 < len(draft.left.split()) <= 6
        and (draft.quantity.unit in ("%", "ratio") or _names_kind(before.left.lower(), draft.left.lower()))
        and before.left.count(" ") > 2
        and bool(
            words("head").match(before.left.lower())
            or words("weak-start").match(before.left.lower())
            or (draft.quantity.unit == "%" and _names_kind(before.left.lower(), draft.left.lower()))
        )
        and draft.scope is None
        and not draft.special
        and (not words("head").match(draft.left.lower()) or _GRADE.fullmatch(draft.left) is not None)
        and not words("weak-start").match(draft.left.lower())
        and not PREDICATE.search(draft.left)
        and not is_scope_word(draft.left)
    )


def _names_kind(before: str, left: str) -> bool:
    """Whether the first word of `left` stands further in among the words of the measure before."""
    return left.split()[0] in before.split()[2:]


def _part_alike(before: Draft, draft: Draft) -> None:
    """ "tỷ trọng của khu vực dịch vụ đạt 50%, khu vực công nghiệp 40%": the first value has a part of its own, too."""
    first = draft.left.split()
    kind = regex.escape(first[0] if _KIND.fullmatch(first[0].lower()) else " ".join(first[:2]))
    found = regex.search(rf"{_OF_PART.pattern}(?P<scope>{kind}\b.*)$", before.left, regex.IGNORECASE)
    if found is None and _KIND_OR_AREA.fullmatch(first[0].lower()):
        found = regex.search(
            rf"(?<=\p{{L}}+ \p{{L}}+ \p{{L}}+)\s+(?P<scope>{kind}\b.*)$", before.left, regex.IGNORECASE
        )
        found = found if found and len(found.group("scope").split()) <= len(first) + 1 else None
    if found and before.scope is None and not before.right:
        before.scope = found.group("scope").strip()
        before.measure = draft.measure = before.left[: found.start()].strip()


def _has_own_measure(before: Draft, draft: Draft) -> bool:
    """ "tỷ lệ tăng dân số dưới 1%, 100% trạm y tế có bác sĩ": a share of its own after a rate."""
    rate = _RATE.match(before.left.lower()) is not None
    return draft.quantity.unit == "%" and rate and not before.right and bool(_SAYS.search(draft.right))


_PROPER = regex.compile(r"^\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){1,3}$")
