"""A predicate that belongs to several values: "100% trường và 90% điểm trường có công trình vệ sinh"."""

from __future__ import annotations

from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import join_words
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("predicate_words")
PLACED = _WORDS["placed"]
PREDICATE = _WORDS["predicate"]
_ONLY_PLACED = _WORDS["thing-at-a-place"]
_VERB_BEHIND = _WORDS["verb-behind"]
_CAUSE = _WORDS["cause"]
_ORGANISATION = _WORDS["organisation"]
_RATING = _WORDS["rating"]
_AT = _WORDS["at"]
_AT_OR_ON = _WORDS["at-or-on"]
_NUMBER = _WORDS["number"]
_AND_NUMBER = _WORDS["and-number"]


def _share_behind_places(draft: Draft, after: Draft) -> bool:
    """ "90% hồ sơ tại cấp huyện và 70% hồ sơ tại cấp xã được xử lý ...": the same thing at two places, one predicate."""
    mine, other = _ONLY_PLACED.fullmatch(draft.right), _ONLY_PLACED.match(after.right)
    if mine is None or _VERB_BEHIND.search(draft.right):
        return mine is not None
    tail = _VERB_BEHIND.search(after.right)
    if other is not None and tail is not None and after.right.lower().startswith(mine.group("noun").lower()):
        draft.measure = join_words(draft.left, draft.right, tail.group())
    return True


def _predicate_of(right: str) -> regex.Match[str] | None:
    """The predicate behind a figure; "70% tổ chức, 60% cá nhân hài lòng" names who, no verb."""
    return PREDICATE.search(_ORGANISATION.sub(lambda found: "-" * len(found.group()), right))


def share_predicate(draft: Draft, after: Draft) -> None:
    """ "100% trường và 90% điểm trường có công trình vệ sinh": the predicate belongs to both."""
    if (
        draft.scope
        or after.scope
        or (draft.inherits and after.inherits and draft.quantity.unit == "%")
        or not draft.right
        or (_predicate_of(draft.right) and not _ONLY_PLACED.fullmatch(draft.right))
        or _RATING.fullmatch(after.right.lower())
        or after.quantity.start - draft.quantity.end > (60 if draft.listed else 90)
    ):
        return
    if _share_behind_places(draft, after):
        return
    numbers = all(_NUMBER.match(each.right.lower()) for each in (draft, after))
    if numbers and (cause := _CAUSE.search(after.measure)) is not None:
        if cause.group().split()[1].lower() not in draft.right.lower().split():  # "số vụ cháy lớn ... do cháy"
            draft.measure = join_words(draft.left, draft.right, cause.group())
        return
    if numbers and _AND_NUMBER.search(after.right.lower()):
        return
    tail = PREDICATE.search(after.right) or (
        PREDICATE.search(after.measure, len(after.left)) if not after.left or after.inherits else None
    )
    if tail and PLACED.search(f" {draft.left.lower()[-4:]} ") and _AT.match(tail.group().lower()):
        return
    if (
        tail
        and _AT_OR_ON.match(tail.group().lower())
        and ((draft.quantity.unit is None and not draft.listed) or (draft.quantity.unit == "%" and draft.listed))
    ):
        return
    if tail and draft.quantity.unit == "%" and _AT.match(tail.group().lower()):
        tail = _VERB_BEHIND.search(tail.group()) or tail  # the place is that of the second alone
    if tail and (not after.left or after.left == draft.left):
        draft.measure = join_words(draft.left, draft.right, tail.group())
