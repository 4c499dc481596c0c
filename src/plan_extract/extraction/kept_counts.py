"""Whether a value counts what the one before it counts: the same things, a share of them, so many to each."""

from __future__ import annotations

from plan_extract.extraction.drafts import Draft
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("kept_count_words")
_NUMBER_OF = _WORDS["number-of"]
_REMAINS = _WORDS["remains"]
_IS = _WORDS["is"]

_PER_NOUN = regex.compile(r"\s*\p{L}+(?: \p{L}+)?\s?/\s?(?P<noun>\p{L}+(?: \p{L}+)?)")


def is_per_counted(before: Draft, draft: Draft) -> bool:
    """ "mở 06 lớp tập huấn, bình quân 30 người/lớp": so many to each of those that the value before counts."""
    per = _PER_NOUN.match(draft.right_match)
    return (
        not draft.left
        and draft.quantity.unit is None
        and before.quantity.unit is None
        and per is not None
        and bool(before.noun)
        and per["noun"].split()[0] == before.noun
        and per.end() >= len(draft.right_match.rstrip(" .,;"))
    )


def is_share_of(before: Draft, draft: Draft) -> bool:
    """ "1.500 lao động, trong đó 60% là lao động nữ": the share is that of a group, said behind it."""
    if draft.quantity.unit != "%" or before.quantity.unit == "%" or not (said := _IS.match(draft.right.lower())):
        return False
    draft.measure = draft.right = draft.right[said.end() :]
    return True


_COUNTS = (None, "count", "ratio")


def counts_alike(before: Draft, draft: Draft) -> bool:
    """Whether two values are of one unit; "12/14 trường" and "3 trường" both count trường."""
    units = before.quantity.unit, draft.quantity.unit
    return units[0] == units[1] or (units[0] in _COUNTS and units[1] in _COUNTS and before.noun == draft.noun)


def is_number_of(before: Draft, draft: Draft, match: str) -> bool:
    """ "giảm 50% số người tử vong, ... còn không quá 04 người": the count of what the share was of."""
    if regex.match(rf"{_NUMBER_OF.pattern}{regex.escape(draft.noun or '')}\b", before.measure.lower()) is None:
        return False
    more = draft.right.lower().split()[1:]  # "50 hộ thoát nghèo" are others than "số hộ tham gia ..."
    told = _REMAINS.search(match, before.quantity.end, draft.quantity.end) is not None
    return told or not more or " ".join(more) in before.measure.lower()


def counts_other_thing(before: Draft, draft: Draft) -> bool:
    """ "35 giường bệnh/10.000 dân, 12 bác sĩ/10.000 dân": a rate that names what it counts has that for its measure."""
    named = [(each.quantity.unit_text or "").partition("/")[0].strip() for each in (before, draft)]
    if draft.quantity.unit != "ratio" or not named[1] or named[0] == named[1]:
        return False
    if before.quantity.unit in (None, "count") and before.right.lower().startswith(f"{named[1].lower()} "):
        draft.measure, draft.inherits = (
            before.measure,
            True,
        )  # "... 21.000 doanh nghiệp đang hoạt động, đạt 7 doanh nghiệp/1.000 dân"
        return True
    draft.measure = named[1]
    return True
