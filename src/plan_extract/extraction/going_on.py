"""Sentences that go on with what the one before measures: places, parts, kinds of one yield."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import join_words
from plan_extract.extraction.place_names import PLACE
from plan_extract.extraction.predicates import PREDICATE
from plan_extract.extraction.scopes import PREPOSED, scope_of, trailing_kind, trailing_scope
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("scope_words")
_AMONG_AT_START = _WORDS["among-at-start"]
_AMONG = _WORDS["among-within"]
_ON_EACH = _WORDS["on-each"]
_LAST_ON_EACH = _WORDS["last-on-each"]
_MEAN_AT_END = _WORDS["mean-at-end"]
_RATE = _WORDS["rate-of-part"]
_YIELDS = _WORDS["yields"]
_YIELD_OF = _WORDS["yield-of"]


def is_place(before: Draft, drafts: list[Draft], lead: str) -> bool:
    """Whether values are places' shares of what the sentence before counts.

    "cả nước có 1.200 công trình. Trong đó, Hà Nội có 200 công trình", "trồng 500 ha rừng: Đà Bắc 200 ha, Mai Châu
    300 ha".
    """
    draft = drafts[0]
    named = [bool(_PLACE_NAME.match(each.left)) for each in drafts]
    counted = before.quantity.unit in (None, "count")
    return (
        (_AMONG_AT_START.match(lead) is not None or (len(drafts) > 1 and all(named)))
        and (draft.noun == before.noun or not counted)
        and all(each.quantity.unit == before.quantity.unit for each in drafts)
        and bool(before.measure)
        and named[0]
    )


def takes_head(before: Draft, draft: Draft) -> bool:
    """Whether a value names only the end or the first word of the measure before it; fills the measure in.

    "...; cả giai đoạn trồng 25.000 ha" goes on with "Trồng rừng tập trung".
    """
    left = draft.left.lower()
    if draft.right or draft.quantity.unit != before.quantity.unit or not left:
        return False
    if _ON_EACH.match(left) and (told := _LAST_ON_EACH.match(before.left)):
        draft.measure, draft.inherits = join_words(told["head"], draft.left), True
        return True
    if " " not in left and before.left.lower().startswith(f"{left} "):
        draft.measure, draft.inherits = _MEAN_AT_END.sub("", before.measure), True
        return True
    return False


def is_same_elsewhere(before: Draft, drafts: list[Draft]) -> bool:
    """ "...; phấn đấu đạt 85% đối với cấp tỉnh và 55% đối với cấp huyện vào năm 2030": the same measure, for whom it names.

    Fills in measure, scope and year where that is so.
    """
    if before.quantity.unit != "%" or not before.left or not before.scope:
        return False
    scopes = [scope_of(draft.right) for draft in drafts]
    if any(draft.left or not scope for draft, scope in zip(drafts, scopes, strict=True)):
        return False
    if any(draft.quantity.unit != before.quantity.unit for draft in drafts):
        return False
    for draft, scope in zip(drafts, scopes, strict=True):
        draft.measure, draft.scope, draft.inherits = before.measure, scope, True
        draft.years = draft.years or drafts[-1].years
    return True


_PLACE_NAME = regex.compile(rf"^{PLACE}$")


def go_on_with_part(before: Draft, drafts: list[Draft], between: str) -> None:
    """ "... ở người lớn dưới 15%; ở trẻ em dưới 7%": a sentence that names only the part goes on with the measure.

    So it is with kinds of one yield ("Sản lượng lúa 500 tấn; ngô 120 tấn"); `between` are the words between the values.
    """
    left = drafts[0].left
    owner = before.owner or before
    if (_AMONG.search(between) or before.owner is not None) and _RATE.match(owner.left.lower()):
        for draft in drafts:
            if draft.measure == draft.left and not draft.change and _names_sector(owner, draft):
                draft.scope, draft.measure, draft.inherits, draft.owner = draft.left, owner.measure, True, owner
                draft.annual = draft.annual or owner.annual
        return
    kind = _YIELD_OF.match(owner.left)
    within = _AMONG.search(between) is not None and _YIELDS.match(owner.left) is not None
    if (kind or within) and _is_kind(before, drafts[0]):
        of = owner.measure if within else kind.group(1) if kind else ""
        for draft in drafts:
            if draft.measure == draft.left and _is_kind(before, draft):
                draft.measure, draft.inherits, draft.owner = join_words(of, draft.left), True, owner
        return
    if drafts[0].quantity.unit != before.quantity.unit or not left or drafts[0].right:
        return
    part, earlier = PREPOSED.match(left), trailing_scope(owner.left, left)
    if part is None and _names_sector(before, drafts[0]) and (alike := trailing_kind(owner.left, left)) is not None:
        earlier = alike
    elif part is None or earlier is None:
        return
    base = join_words(owner.left[: earlier.start()])
    for draft in drafts:
        if draft.measure == left:
            draft.inherits, draft.owner = True, owner
            draft.measure = join_words(base, left) if draft.scope else base
            draft.scope = draft.scope or (part.group("scope") if part else left).strip()


def _is_kind(before: Draft, draft: Draft) -> bool:
    return (
        draft.quantity.unit == before.quantity.unit
        and draft.quantity.unit_text == before.quantity.unit_text
        and not draft.right
        and 0 < len(draft.left.split()) <= 3
        and not words("head").match(draft.left.lower())
        and not words("weak-start").match(draft.left.lower())
        and not PREDICATE.search(draft.left)
    )


def _names_sector(owner: Draft, draft: Draft) -> bool:
    """Whether words before a value only name what the rate is of ("nông, lâm nghiệp, thủy sản")."""
    return (
        draft.quantity.unit == owner.quantity.unit
        and draft.quantity.unit_text == owner.quantity.unit_text
        and not draft.right
        and 0 < len(draft.left.split()) <= 8
        and not words("head").match(draft.left.lower())
        and not PREDICATE.search(draft.left)
    )
