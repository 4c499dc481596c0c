"""What stands before a colon, or in the line above, as part of a measure that says too little by itself."""

from __future__ import annotations

from plan_extract.extraction.agencies_wording import wording
from plan_extract.extraction.clauses import Clause, words
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import (
    blank_spans,
    clean_left,
    clean_right,
    is_annual,
    join_words,
    noise_spans,
)  # fmt: skip
from plan_extract.extraction.quantities import find_quantities
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.years import find_years, heading_year
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("lead_words")
OCCASION = _WORDS["occasion"]
_BARE_YIELD = _WORDS["bare-yield"]
HERD = _WORDS["herd"]
_HOLDERS = _WORDS["holders"]
_MOVES = _WORDS["moves"]
_PLACED = _WORDS["placed"]
_RATE = _WORDS["rate"]
_BRANCH = _WORDS["branch"]
_EACH = _WORDS["each"]
_BARE_TOTAL = _WORDS["bare-total"]
_IN_A_PLACE = _WORDS["in-a-place"]
_PREPOSED = _WORDS["preposed"]
_ONLY_GROUPS = _WORDS["only-groups"]
_OF_TOTAL = _WORDS["of-total"]
_WHOLE_BEHIND = _WORDS["whole-behind"]
_NAMES_NOTHING = _WORDS["names-nothing"]
_LEAD_EDGES = _WORDS["lead-edges"]
_NAMES_MOVE = _WORDS["names-move"]
_LEAD_MOVES = _WORDS["moves-at-end"]
_COMPOSITION = _WORDS["composition"]
_AT_A_PLACE = _WORDS["at-a-place"]


def add_lead(draft: Draft, text: str, match: str, clause: Clause, context: Context) -> None:
    """What stood before a colon belongs to a measure that says too little by itself."""
    placed = _PLACED.match(draft.right) if not draft.left and draft.scope is None else None
    if clause.lead is not None and placed is not None and words("scope-start").match(draft.right.lower()):
        draft.scope, draft.right, draft.measure = draft.right[placed.end() :], "", ""
    if (
        clause.lead is not None
        and _IN_A_PLACE.fullmatch(draft.left)
        and draft.scope is None
        and draft.right.lower() in ("", draft.noun)
    ):
        draft.scope, draft.left, draft.right, draft.measure = _PREPOSED.sub("", draft.left), "", "", ""
    measured = not clause.first and bool(words("head").match(draft.measure.lower()) or HERD.match(draft.measure))
    measured = measured and not _BARE_YIELD.match(draft.measure.lower())
    if clause.lead is not None and (
        ((_HYPHEN.sub("-", draft.measure).count(" ") < 3 or _BARE_YIELD.match(draft.measure.lower())) and not measured)
        or _names_place(match, clause.lead)
        or (context.in_goals and _EACH.match(draft.left) and len(draft.left.split()) <= 4)
        or _leads_measure(draft, match, clause)
        or (not draft.left and _OF_TOTAL.match(draft.right.lower()))
    ):
        start, end = clause.lead
        lead = _read_lead(draft, text, match, start, end)
        if HERD.match(draft.left) or (HERD.match(lead) and not draft.left):
            own = draft.left or lead
            draft.left = draft.measure = own
            draft.right = ""
            draft.start = draft.start if clause.first is False or own != lead else start
            return
        if (
            heading_year(match[start:end]) is not None
            and len(lead.split()) <= 4
            and not words("head").match(lead.lower())
            and (draft.left or _NAMES_NOTHING.match(lead.lower()))
        ):
            return
        if words("topic").match(lead.lower()) and " " in draft.measure:
            return
        if not context.in_goals and _says_enough(draft.left) and not words("head").match(lead.lower()):
            return
        if lead and all(each.unit == "time" for each in find_quantities(match[start:end])):
            if (
                draft.left
                and not draft.right
                and words("scope-start").match(draft.left.lower())
                and draft.scope is None
            ):
                draft.scope, draft.measure = draft.left, lead
                return
            if lead and not draft.measure.strip() and match[end : draft.start].strip() in ("", ":"):
                draft.start = start
            counted = (
                words("head").match(lead.lower())
                or f" {draft.right.lower()} " in f" {lead.lower()} "
                or OCCASION.fullmatch(draft.right.lower())
            )
            if draft.quantity.unit in (None, "count", "ratio") and counted and not draft.left:
                draft.right = _bare_right(draft, match)
                draft.measure = draft.right
            draft.measure = join_words(lead, draft.measure)
            _add_outer(draft, text, match, clause, lead)
    elif draft.measure.count(" ") < 3 and context.in_goals and context.item.parent is not None:
        above = context.item.parent
        announces = (
            above.mark is not None
            and above.mark.is_bullet
            and above.text.rstrip().endswith(":")
            and not above.names_field
        )
        if announces and above.text.count(" ") < 16 and not find_quantities(above.match):
            _take_announced(draft, above)
    if context.in_goals and clause.lead is not None and context.item.parent is not None:
        _take_movement(draft, context.item.parent)
    if context.in_goals and draft.quantity.unit == "%" and not words("head").match(draft.measure.lower()):
        _take_rate(draft, context.item.parent)


def _take_movement(draft: Draft, above: Item) -> None:
    """ "- Giảm mức tiêu hao năng lượng của các ngành so với năm 2024:" over "+ Xi măng: từ 8% trở lên"."""
    moves = _MOVES.match(above.match)
    if moves is None or not above.text.rstrip(" *").endswith(":") or find_quantities(above.match) or draft.direction:
        return
    if draft.quantity.unit != "%" or words("head").match(draft.measure.lower()):
        return
    if draft.right or draft.measure.count(" ") > 7 or _HOLDERS.match(draft.measure.lower()):
        return
    measure = clean_right(above.text[moves.end() :].strip(" :"), above.match[moves.end() :].strip(" :"))
    if 1 <= measure.count(" ") < 16:
        draft.scope, draft.measure, draft.inherits = draft.measure, measure, True
        draft.change, draft.direction = True, "decrease" if moves["falls"] else "increase"


def _take_rate(draft: Draft, above: Item | None) -> None:
    """ "2.1. Tỷ lệ tiêm phòng trong diện tiêm:" over "- Bệnh dại ở chó: trên 80%": the numbered line names the rate."""
    if above is None or above.mark is None or above.mark.is_bullet or not above.text.rstrip(" *").endswith(":"):
        return
    rate = above.text.strip(" :*.")
    if _RATE.match(above.match) and rate.count(" ") < 16 and not find_quantities(above.match):
        draft.measure = join_words(rate, draft.measure)


def _take_announced(draft: Draft, above: Item) -> None:
    """ "- Giảm tiêu hao năng lượng so với năm 2024:" over "+ Ngành thép giảm 3%": the measure above, the branch as scope."""
    measure = clean_right(above.text.strip(" :"), above.match.strip(" :"))
    moved = words("change-adjacent").search(f"{measure.lower().split(' ')[0]} ") is not None
    if moved and not draft.right and _BRANCH.match(draft.left):
        draft.scope, draft.measure, draft.inherits = draft.left, measure.partition(" ")[2], True
        return
    draft.measure = join_words(draft.measure, above.text.strip(" :"))


def _says_enough(left: str) -> bool:
    """Whether the words before a count are a task or its bearer, for which a heading only is the topic ("treo", "mỗi tổ")."""
    return wording("stop").match(left.lower()) is not None or _EACH.match(left) is not None


def take_indicator(draft: Draft, above: Item | None) -> None:
    """ "Chỉ tiêu 1: Tỷ lệ hộ nghèo" over "+ Đến năm 2027: còn 3%": the indicator above names the measure."""
    if above is None or above.table is not None or above.mark is None or above.text.count(" ") > 16:
        return
    if words("head").match(above.match.lstrip(" *")) and not find_quantities(above.match):
        noise = noise_spans(above.match, find_years(above.match))
        bare = clean_left(blank_spans(above.text, noise, 0), blank_spans(above.match, noise, 0))
        draft.measure, draft.inherits = bare.rstrip(" :.;"), True


def is_bare_total(draft: Draft) -> bool:
    """Whether a measure only says that all is summed up ("Tổng cộng: 76 tỷ đồng")."""
    return _BARE_TOTAL.fullmatch(draft.measure) is not None


def take_heading(draft: Draft, match: str, lead: tuple[int, int] | None, above: Item | None) -> None:
    """ "Phân kỳ đầu tư: - Năm 2009: 1,3 tỷ đồng": a line that names only its year is measured by its heading."""
    if above is None or above.parent is None or above.table is not None or draft.quantity.unit != "money":
        return
    heading = above.text.strip(" :*.")
    if not 1 <= heading.count(" ") <= 15 or find_quantities(above.match) or _ONLY_GROUPS.match(above.match):
        return
    noise = noise_spans(above.match, find_years(above.match))
    total = draft.measure
    draft.measure = clean_left(blank_spans(heading, noise, 0), blank_spans(above.match[: len(heading)], noise, 0))
    draft.measure, draft.inherits = join_words(draft.measure, total), True
    if lead is not None and match[lead[1] : draft.start].strip() in ("", ":"):
        draft.start = lead[0]


_HYPHEN = regex.compile(r"\s-\s")


def _leads_measure(draft: Draft, match: str, clause: Clause) -> bool:
    """Whether the words before a colon say what the first value behind it measures."""
    assert clause.lead is not None
    start, end = clause.lead
    if not clause.first:
        return False
    said = match[start:end].lstrip(" -+•")
    if _counts_among(draft) and len(said.split()) in _WORDS_OF_SERVICE:
        return True
    return words("head").match(said) is not None and not words("head").match(draft.measure.lower())


_WORDS_OF_SERVICE = range(3, 13)


def _counts_among(draft: Draft) -> bool:
    return not draft.left and draft.quantity.unit == "%" and _WHOLE_BEHIND.fullmatch(draft.right.lower()) is not None


def _read_lead(draft: Draft, text: str, match: str, start: int, end: int) -> str:
    """The words before a colon, without their years; what they say of pace and movement goes to the draft."""
    words_before = match[start:end]
    draft.annual = draft.annual or is_annual(words_before)
    noise = noise_spans(words_before, find_years(words_before))
    lead = clean_left(blank_spans(text[start:end], noise, 0), blank_spans(words_before, noise, 0))
    if (named := _NAMES_MOVE.match(words_before)) and not draft.direction:
        draft.change, draft.direction = True, "decrease" if named["falls"] else "increase"
    if (moves := _LEAD_MOVES.search(words_before)) and not draft.change:
        draft.change, draft.direction = True, "decrease" if moves["falls"] else "increase"
        lead = _LEAD_MOVES.sub("", lead)
    bare: str = _LEAD_EDGES.sub("", lead.rstrip(" /,"))
    return bare


def _bare_right(draft: Draft, match: str) -> str:
    """The words behind a figure, empty where they are only the noun that the lead counts already."""
    noun = read_count_noun(match, match, draft.quantity.end)
    return "" if noun is not None and draft.right.lower() in (noun, noun.partition("/")[0].strip()) else draft.right


def _add_outer(draft: Draft, text: str, match: str, clause: Clause, lead: str) -> None:
    """ "Cơ cấu kinh tế: nông nghiệp: 75%": what stands before the first of two colons begins the measure."""
    if clause.outer is None or words("head").match(lead.lower()):
        return
    start, end = clause.outer
    noise = noise_spans(match[start:end], find_years(match[start:end]))
    outer = clean_left(blank_spans(text[start:end], noise, 0), blank_spans(match[start:end], noise, 0))
    if 0 < len(outer.split()) <= 8 and (words("head").match(outer.lower()) or _COMPOSITION.match(outer.lower())):
        draft.measure = join_words(outer, draft.measure)


def _names_place(match: str, lead: tuple[int, int]) -> bool:
    return _AT_A_PLACE.match(match[lead[0] : lead[1]]) is not None and lead[1] - lead[0] < 60
