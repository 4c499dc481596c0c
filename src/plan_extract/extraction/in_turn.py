"""Values told in turn: "A, B và C lần lượt đạt 68%, 55% và 62%", "đạt tương ứng 30% và 20% vào năm 2023"."""

from __future__ import annotations

import itertools
from dataclasses import replace

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.sentences import Sentence
from plan_extract.extraction.years import YearMention
from plan_extract.normalising.wording import Wording

_WORDS = Wording("scope_words")
_IN_TURN = _WORDS["in-turn"]
_RESPECTIVELY = _WORDS["respectively"]
_PLACE_LIST = _WORDS["place-list"]
_LIST_JOINTS = _WORDS["list-joints"]
_HAS_PLACE = _WORDS["has-place"]
_GROUP_LIST = _WORDS["group-list"]


def share_in_turn(drafts: list[Draft], match: str, sentence: Sentence, years: list[YearMention]) -> None:
    """ "lần lượt đạt 68%, 72% và 75% vào các năm 2026, 2027 và 2028": the first year to the first value."""
    _share_years_again(drafts)
    if len(drafts) < 2 or not _IN_TURN.search(match, sentence.start, sentence.end):
        return
    _share_bound(drafts)
    _share_years_before(drafts, match)
    named = [m for m in years if not m.compared]
    flat = [year for mention in named for year in mention.years]
    if len(flat) == len(drafts):
        for draft, year in zip(drafts, flat, strict=True):
            draft.years = (year,)
        return
    _share_places(drafts)


def _share_years_again(drafts: list[Draft]) -> None:
    """ "đạt 97% năm 2025 và 99% năm 2026, riêng đất đai 92% và 95%": a special case is told for the same years."""
    at = next((number for number, draft in enumerate(drafts) if draft.special), 0)
    before, behind = drafts[:at], drafts[at:]
    told = {draft.years for draft in before}
    if (
        len(before) < 2
        or len(behind) != len(before)
        or len(told) != len(before)
        or any(len(years) != 1 for years in told)
    ):
        return
    if {draft.quantity.unit for draft in drafts} == {"%"} and all(
        not d.year_behind and not d.quantity.annual for d in behind
    ):
        for earlier, draft in zip(before, behind, strict=True):
            draft.years = earlier.years


def _share_years_before(drafts: list[Draft], match: str) -> None:
    """ "đạt 82% vào năm 2027 và 88% vào năm 2030, trong đó nữ lần lượt là 40% và 48%": the years of those before."""
    said = _IN_TURN.search(match, drafts[0].quantity.end, drafts[-1].quantity.start)
    behind = [draft for draft in drafts if said and draft.quantity.start > said.start()]
    before = drafts[: len(drafts) - len(behind)]
    if len(behind) < 2 or len(before) < len(behind):
        return
    pattern = before[-len(behind) :]
    if len({draft.years for draft in pattern}) == len(behind) and all(len(draft.years) == 1 for draft in pattern):
        for earlier, draft in zip(pattern, behind, strict=True):
            draft.years = earlier.years


def share_measures_in_turn(above: list[Draft], drafts: list[Draft], sentence: str) -> None:
    """ "A đạt 70%, B đạt 30%; năm 2030 lần lượt đạt 75% và 36%": the measures of the sentence before, one a value.

    Of a measure of their own they take its years: "A đạt 92% năm 2024, 97% năm 2025; B lần lượt là 90% và 95%".
    """
    yearly = len({draft.years for draft in above}) == len(above) > 1 and all(len(draft.years) == 1 for draft in above)
    if _RESPECTIVELY.search(sentence) and len(above) == len(drafts) and yearly and drafts[0].left:
        for earlier, draft in zip(above, drafts, strict=True):
            draft.years = draft.years or earlier.years
    if (
        not _RESPECTIVELY.search(sentence)
        or len(above) != len(drafts)
        or any(draft.left and not words("anaphora").search(draft.left.lower()) for draft in drafts)
    ):
        return
    for earlier, draft in zip(above, drafts, strict=True):
        draft.measure, draft.scope, draft.inherits = earlier.measure, earlier.scope, True


def _share_bound(drafts: list[Draft]) -> None:
    """ "đạt tương ứng ít nhất 90%, 80% và 70%": the word that bounds the first value bounds those without words."""
    for before, draft in itertools.pairwise(drafts):
        bounded = before.quantity.comparator not in ("=", "range") and before.quantity.unit == draft.quantity.unit
        if bounded and (draft.inherits or not draft.left) and draft.quantity.comparator == "=":
            draft.quantity = replace(draft.quantity, comparator=before.quantity.comparator)


def _share_places(drafts: list[Draft]) -> None:
    """ "tại A, B và C lần lượt là 68%, 55% và 62%": one measure, the places as scopes."""
    for found in reversed(list(_PLACE_LIST.finditer(drafts[0].left, overlapped=True))):
        places = [place.strip() for place in _LIST_JOINTS.split(found.group("list")) if place.strip()]
        if any(_HAS_PLACE.search(place) for place in places[1:]):
            break  # "công nhân tại khu công nghiệp, phạm nhân tại trại giam": groups, each with its place
        if len(places) > 1 and len(drafts) % len(places) == 0:
            for draft, place in zip(drafts, itertools.cycle(places), strict=False):
                draft.scope, draft.measure = place, drafts[0].left[: found.start()].strip()
            return
    _share_groups(drafts)


def _share_groups(drafts: list[Draft]) -> None:
    """ "tỷ lệ gia đình, dòng họ, cộng đồng được công nhận lần lượt là 70%, 60% và 65%": a group a value."""
    found = _GROUP_LIST.match(drafts[0].left)
    groups = [each.strip() for each in _LIST_JOINTS.split(found.group("list")) if each.strip()] if found else []
    if len(groups) > 1 and len(drafts) % len(groups) == 0:
        for draft, group in zip(drafts, itertools.cycle(groups), strict=False):
            draft.scope = group
