"""Sentences about a group of those that the one before measures: special cases, shares, next groups, what each of a kind does."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import join_words
from plan_extract.extraction.predicates import PREDICATE
from plan_extract.extraction.scopes import PREPOSED, bare_scope, is_scope_word, trailing_kind, trailing_scope
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("scope_words")
_RATE_WITHIN = _WORDS["rate-within"]
_UNITS = _WORDS["units"]
_AT_A_PLACE = _WORDS["at-a-place"]
_AT = _WORDS["at"]
_DOES = _WORDS["does-at-start"]
_AMONG_AT_START = _WORDS["among-at-start"]
_NEXT_OWNER = _WORDS["next-owner"]
_TERRITORY = _WORDS["territory"]
AMONG = _WORDS["among"]
_EACH_KIND = _WORDS["each-kind"]
_EACH = _WORDS["each"]


def is_special_case(before: Draft, draft: Draft) -> bool:
    """ "...; riêng người dân tộc thiểu số không thấp hơn 94%": a part of what the sentence before measures."""
    if (
        _AT_A_PLACE.match(draft.left)
        and trailing_scope(before.left, draft.left) is None
        and draft.change == before.change
        and draft.direction == before.direction
    ):
        draft.special = True  # "số vụ giảm 40%; tại khu vực chợ giảm 60%"
    return (
        draft.special
        and not draft.right
        and 0 < len(draft.left.split()) <= (_WORDS_OF_PLACES if _UNITS.match(draft.left) else _WORDS_OF_CASE)
        and not words("head").match(draft.left.lower())
        and not _RATE_WITHIN.search(draft.left)
        and ((told := PREDICATE.search(draft.left)) is None or _AT.match(told.group()) is not None)
        and before.quantity.unit == draft.quantity.unit
        and bool(before.measure)
    )


_WORDS_OF_CASE = 12
_WORDS_OF_PLACES = 24


def is_closer_group(before: Draft, draft: Draft, match: str, start: int) -> bool:
    """ "100% xã có nhà văn hóa; trong đó 80% đạt chuẩn": a share of those that the value before counts."""
    return (
        AMONG.match(match, start) is not None
        and not draft.left
        and draft.quantity.unit == "%"
        and bool(before.measure)
        and _DOES.match(draft.right) is not None
    )


def say_of_group(before: Draft, draft: Draft) -> None:
    """The words of a share joined to those whose share it is: what was counted, or the whole group of a percentage."""
    counted = before.quantity.unit in (None, "count") and before.right
    whole = before.right if counted else before.measure
    opening = " ".join(draft.right.lower().split()[:2])
    again = whole.lower().find(f" {opening} ")  # "được sử dụng nước hợp vệ sinh, trong đó 65% được sử dụng nước sạch"
    draft.measure, draft.inherits = join_words(whole[:again] if again > 0 else whole, draft.right), True


def is_part_of_whole(before: Draft, draft: Draft, lead: str) -> bool:
    """ "... là 95%; trong đó, thành thị 98%": a group of those that the sentence before measures."""
    return (
        _AMONG_AT_START.match(lead) is not None
        and not draft.right
        and draft.quantity.unit == before.quantity.unit
        and before.quantity.unit in ("%", "ratio")
        and bool(before.measure)
        and is_scope_word(draft.left)
    )


def is_part_of_count(before: Draft, draft: Draft) -> bool:
    """ "40.000 người; trong đó trình độ cao đẳng 3.500 người": a group of those that the sentence before counts."""
    return (
        draft.quantity.unit in (None, "count")
        and before.quantity.unit == draft.quantity.unit
        and draft.noun == before.noun
        and draft.right.count(" ") < 2
        and bool(before.measure)
        and is_scope_word(draft.left)
    )


def is_next_group(before: Draft, draft: Draft) -> bool:
    """ "tỷ lệ cấp giấy của tổ chức đạt 100%; cá nhân đạt 80%": only a group, for which the same rate is set."""
    territory = _TERRITORY.fullmatch(draft.left) is not None and draft.quantity.unit_text == before.quantity.unit_text
    return (
        draft.quantity.unit == before.quantity.unit
        and (draft.quantity.unit == "%" or (territory and draft.quantity.unit not in (None, "count")))
        and not draft.right
        and (territory or 0 < len(draft.left.split()) <= 3)
        and (territory or words("head").match(before.measure.lower()) is not None)
        and is_scope_word(draft.left)
        and not PREPOSED.match(draft.left)
    )


def is_next_owner(before: Draft, draft: Draft) -> bool:
    """ "...: Khoa Dược 80%; Khoa Nội và Khoa Ngoại 60%; các khoa khác 40%": whose the next value is, of the same kind."""
    if not before.scope or draft.right or not draft.left or draft.quantity.unit != before.quantity.unit:
        return False
    kind = before.scope.split()[0].lower()
    return _NEXT_OWNER.fullmatch(draft.left) is not None and kind in draft.left.lower().split()[:2]


def as_special_case(before: Draft, draft: Draft) -> None:
    """Hand the measure on, the words of the special case as its scope."""
    own = trailing_kind(before.measure, draft.left)  # "... trong nhóm nam ...; nhóm nữ ..."
    measure = before.measure[: own.start()] if own is not None else before.measure
    draft.scope, draft.measure, draft.inherits = bare_scope(draft.left), measure, True


def kind_at(before: str, left: str) -> int:
    """Where the first word of `left` stands last among the words of the measure before, 0 where it does not."""
    kind = regex.escape(left.split()[0])
    place = regex.search(rf"(?<!nhà )\b{kind}\b(?!.*(?<!nhà )\b{kind}\b)", before, regex.IGNORECASE)
    return place.start() if place is not None else 0


def next_each(before: Draft, draft: Draft) -> str:
    """ "mỗi trường cao đẳng liên kết với 20 doanh nghiệp, mỗi trường trung cấp 08 doanh nghiệp": what each does, or ""."""
    alike = draft.noun == before.noun and draft.quantity.unit == before.quantity.unit and draft.right.count(" ") < 3
    if not (alike and _EACH.fullmatch(draft.left.lower()) and _EACH_KIND.match(before.left.lower())):
        return ""
    verb = next(
        (at for at in _word_starts(before.left) if words("weak-start").match(f"{before.left.lower()} ", at)), None
    )
    return join_words(before.left[verb:], before.right) if verb is not None else ""


def _word_starts(text: str) -> list[int]:
    return [found.end() for found in regex.finditer(r"\s", text)]
