"""Whose a task under an agency's heading is: the heading's, or that of the agency that the task itself opens with."""

from __future__ import annotations

from plan_extract.extraction.agencies_openings import Opening
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("agency_joints")
_CARRIES_OUT = _WORDS["carries-out-plan"]
_ORDER_TO_OTHERS = _WORDS["order-to-others"]


def has_own_body(opening: Opening, owner: Opening, item: Item) -> bool:
    """Whether words under an agency's heading belong to the agency that they open with.

    What the heading's agency orders of others is its own task; "đề nghị" said of itself is a
    request to it. A paragraph without a mark that names its own subject or addressee behind a
    ground ("Trong quá trình thực hiện, các đơn vị ...") closes the list and is no task of it.
    """
    free = item.mark is None and opening.form == "sentence"
    if opening.order is None:
        opens = opening.list_start == opening.body or _is_other(opening, owner)
        return free or opening.form != "sentence" or opens
    if (_ORDER_TO_OTHERS.match(opening.order) or opening.request) and opening.list_start <= opening.body + len(
        opening.order
    ) + 3:
        return True
    own = {agency.text.lower() for agency in owner.named}
    vague = all(agency.kind == "vague" for agency in owner.named)
    if vague and (item.mark is None or opening.request) and all(agency.kind != "vague" for agency in opening.named):
        return True
    if any(agency.text.lower() in own for agency in opening.named):
        return True
    within = opening.list_start > opening.body + len(opening.order) + 3
    return free and (
        within
        or _closes_list(item)
        or (opening.request and _closes_chapter(item))
        or _CARRIES_OUT.match(item.match, opening.list_end) is not None
    )


def _is_other(opening: Opening, owner: Opening) -> bool:
    """Whether what a bullet names behind a short phrase of time or ground are bodies unlike that of its heading ("Trước 16
    giờ thứ Sáu, Công an xã gửi ..." below a school)."""
    own = {agency.key for agency in owner.named}
    near = opening.list_start - opening.body <= _GROUND_REACH
    fewer = len(opening.named) < len(owner.named)  # of two bodies in the heading one
    return near and all(
        agency.known and agency.kind != "vague" and (fewer or agency.key not in own) for agency in opening.named
    )


_GROUND_REACH = 60


def _closes_list(item: Item) -> bool:
    """Whether an unmarked paragraph is the last below a heading, behind its marked tasks."""
    beside = item.parent.children if item.parent is not None else []
    return len(beside) > 1 and beside[-1] is item and beside[-2].mark is not None


def _closes_chapter(item: Item) -> bool:
    """Whether a paragraph is the last below the last heading of its chapter: what the plan itself asks for at its end."""
    heading = item.parent
    if heading is None or heading.parent is None or len(heading.children) < 2:
        return False
    return heading.children[-1] is item and heading.parent.children[-1] is heading
