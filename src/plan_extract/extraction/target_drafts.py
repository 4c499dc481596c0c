"""A target being made: a quantity with the words and marks read around it."""

from __future__ import annotations

from plan_extract.extraction.agencies_wording import wording
from plan_extract.extraction.bounds import bound_apart, refused
from plan_extract.extraction.clauses import Clause, words
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import (
    behind_with,
    blank_spans,
    clean_left,
    clean_right,
    clean_start,
    end_of_means,
    is_annual,
    join_words,
    noise_spans,
)
from plan_extract.extraction.movement import read_movement
from plan_extract.extraction.place_names import read_opening_place
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.target_leads import HERD, OCCASION, add_lead, take_indicator
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("draft_words")
_APART = _WORDS["case-of-its-own"]
_PLACED_IN_BRACKET = _WORDS["place-in-bracket"]
_ABOUT = _WORDS["about-at-start"]
_AMONG_RANKS = _WORDS["among-ranks"]
_RECIPIENTS = _WORDS["how-many-recipients"]
_FUNDED = _WORDS["from-funds"]
_FROM_SOURCE = _WORDS["from-source"]
_NAMES_MONEY = _WORDS["names-money"]
_PAID_FOR = _WORDS["paid-for"]
_COMMA_BEFORE = _WORDS["bound-behind-comma"]
_SUBJECT_OF_ITS_OWN = _WORDS["subject-of-its-own"]
_PACE = _WORDS["pace-and-next-task"]
_NEXT_TASK = _WORDS["and"]
_PROPER_PART = _WORDS["named-part"]
_ATTAINS = _WORDS["attains"]
_NAMES_PEOPLE = _WORDS["names-people"]
_HEADS = _WORDS["heads-of-animals"]
_PEOPLE = _WORDS["people"]
_VISITS_FOR = _WORDS["visits-for"]
_VISITS = _WORDS["visits"]
_TIMES = _WORDS["times"]
_WORK = _WORDS["work-and-size"]
_SUBJECT_PLACE = _WORDS["place-as-subject"]
_WHOLE_PLACE = _WORDS["whole-place"]
_PACE_ASIDE = _WORDS["pace-aside"]
_OFTEN = _WORDS["times-a-year"]
_OCCASION = _WORDS["occasion"]
_PER_TIME = _WORDS["per-time"]
_NAMES_SIZE = _WORDS["names-size"]
_MEETS = _WORDS["meets"]
_EACH_OF = _WORDS["each-of"]
_EACH_THING = _WORDS["each-thing"]
_AND_TASK = _WORDS["and-next-task"]
_OF_SO_MANY = _WORDS["of-so-many"]
_ALONE = _WORDS["alone-at-start"]
_PART_ALONE = _WORDS["part-alone"]
_KEEPS = _WORDS["keeps"]
_FOR = _WORDS["for-at-end"]
_MEAN_AT_END = _WORDS["mean-at-end"]
_NAMES_RANK = _WORDS["names-rank"]
_NUMBER_OF = _WORDS["number-of"]


def make_draft(
    context: Context, text: str, match: str, clause: Clause, years: list[YearMention], cut: list[tuple[int, int]]
) -> Draft:
    quantity = clause.quantity
    placed = _PLACED_IN_BRACKET.match(match, quantity.end, clause.end)
    if placed is not None and words("scope-start").match(placed["scope"]):
        cut = [*cut, placed.span()]
    else:
        placed = None
    if apart := _APART.search(match, quantity.end, clause.end):
        cut = [*cut, apart.span()]
        years = [m for m in years if not apart.start() <= m.start < apart.end()]
    noise = noise_spans(match, [m for m in years if m.start >= clause.start]) + cut
    left = blank_spans(text[clause.start : quantity.start], noise, clause.start)
    left_match = blank_spans(match[clause.start : quantity.start], noise, clause.start)
    if means := end_of_means(left_match):
        left, left_match = " " * means + left[means:], " " * means + left_match[means:]
    right = blank_spans(text[quantity.end : clause.end], noise, quantity.end)
    right_match = blank_spans(match[quantity.end : clause.end], noise, quantity.end)
    if noted := _FOOTNOTE.match(right_match) if quantity.unit == "%" else None:
        blank = " " * noted.end()
        right, right_match = blank + right[noted.end() :], blank + right_match[noted.end() :]
    own_left = clean_left(left, left_match)
    own_left = behind_with(own_left)
    if not context.in_goals and _COMMA_BEFORE.search(left_match) and _SUBJECT_OF_ITS_OWN.match(right_match):
        own_left = ""  # "Thành lập đoàn kiểm tra, ít nhất 26 trường được kiểm tra"
    own_right = clean_right(right, right_match, more_behind=_bound_by_more(match, quantity))
    if own_left and (step := _NEXT_TASK.match(right_match)) and words("weak-start").match(right_match, step.end()):
        own_right = ""
    if (paced := _PACE.match(right_match)) and words("weak-start").match(right_match, paced.end()):
        own_right = clean_right(right[: paced.start("comma")], right_match[: paced.start("comma")])
    if not context.in_goals and _opens_with_task(own_left.lower()):
        own_right = _first_task(own_right)
        own_left = _last_task(own_left)
    elif not context.in_goals and _KEEPS.search(left_match):
        own_right = _first_task(own_right)
    if (
        (for_whom := _FOR.search(left_match))
        and quantity.unit in ("%", "count", None)
        and own_left
        and own_right
        and not words("head").match(own_left.lower())
    ):
        own_left += for_whom["word"]
    told = own_left.count(" ") > 1 or _NAMES_MONEY.search(own_left.lower()) is not None
    if quantity.unit == "money" and (own_left or not clause.first) and (funded := _FUNDED.match(own_right.lower())):
        purpose = _PAID_FOR.search(own_right, funded.end())
        own_right = own_right[purpose.start() :].strip() if purpose else own_right[: funded.start()]
    if quantity.unit == "money" and not own_right and own_left and not told and (source := _FROM_SOURCE.match(right)):
        own_right = source.group().strip()
    if quantity.unit in (None, "count"):
        own_right = _OF_SO_MANY.sub("", _RECIPIENTS.sub(r"\1", own_right))
    if quantity.unit in (None, "count") and _names_again(own_left.lower(), own_right.lower()):
        own_right = ""
    few = clause.first and not own_left and len(own_right.split()) <= 2 and quantity.unit not in ("%", "ratio")
    alone = own_left.count(" ") <= 1 and (
        few or _PER_TIME.match(right_match) or _EACH_THING.fullmatch(own_left.lower())
    )
    alone = (
        alone or _NAMES_SIZE.fullmatch(own_left.lower()) is not None or _MEETS.fullmatch(own_left.lower()) is not None
    )
    few = few or _NAMES_SIZE.fullmatch(own_left.lower()) is not None
    if alone and (few or _OCCASION.match(right_match)) and clause.first and clause.start > clause.floor:
        noise = noise_spans(match, [m for m in years if m.start < clause.start]) + cut
        earlier = clean_left(
            blank_spans(text[clause.floor : clause.start], noise, clause.floor),
            blank_spans(match[clause.floor : clause.start], noise, clause.floor),
        )
        own_left = join_words(earlier, own_left)
    noun = " ".join(own_right.lower().split()[:1])
    own_right = _without_unit(own_left, own_right, left_match, match, quantity)
    if quantity.unit == "rank":
        own_left, own_right = _AMONG_RANKS.sub("", own_left), own_right
        own_right = own_right if own_left else _ABOUT.sub("", own_right)
    own_left, quantity = bound_apart(*refused(own_left, quantity))
    if not own_left and quantity.rule == "unit.things-for-things":
        own_left = printed_unit(text, match, quantity).split("/")[0].strip()
    direction, change = read_movement(match, clause, left_match, right_match)
    draft = Draft(
        quantity, clause.start, clause.end, own_left, own_right, right_match, join_words(own_left, own_right), direction, change,
        _own_years(quantity, clause, years), quantity.annual or _is_annual(quantity, match[min(clause.start, clause.floor) : clause.end] if clause.first else match[clause.start : clause.end]),
    )  # fmt: skip
    draft.year_behind = any(m.start >= quantity.end - 1 and not m.compared and m.start < clause.end for m in years)
    draft.noun = noun
    if change and (mean := _MEAN_AT_END.search(draft.left)):
        draft.left = draft.left[: mean.start()]
        draft.measure = join_words(draft.left, draft.right)
    draft.special = _ALONE.match(left_match) is not None
    _split_scope(draft, clean_start(left, left_match))
    if placed is not None:
        draft.scope = text[placed.start("scope") : placed.end("scope")].strip()
    told_apart = draft.scope is None and not draft.right and (not clause.only or ";" in match)
    if told_apart and (work := _WORK.fullmatch(draft.left)):
        draft.scope, draft.left = work["work"], work["size"]
        draft.measure = work["size"]  # "hồ Sông Than (huyện Ninh Sơn) dung tích 85 triệu m3"
    else:
        add_lead(draft, text, match, clause, context)
    if not draft.measure and context.in_goals:
        take_indicator(draft, context.item.parent)
    if not draft.measure and quantity.unit == "rank" and _NAMES_RANK.search(quantity.unit_text or ""):
        draft.measure = text[quantity.start : quantity.figure_start].strip()
    if not draft.measure and quantity.unit == "ratio" and quantity.unit_text:
        draft.measure = printed_unit(text, match, quantity).split("/")[0].strip()
    return draft


# "dưới 24%1;": the number of a footnote that stuck to the figure.
_FOOTNOTE = regex.compile(r"\d{1,2}(?=\s*(?:[;,.]|$))")


def _without_unit(left: str, right: str, left_match: str, match: str, quantity: Quantity) -> str:
    """The words behind a figure without a noun that is only its unit: "số hộ nghèo còn 12 hộ", "phát ... 3 lần/tuần"."""
    bare = right.lower()
    if quantity.unit not in (None, "count", "ratio") or not left or not bare:
        return right
    noun = read_count_noun(match, match, quantity.end)
    measured = bool(words("head").match(left.lower())) or bool(_ATTAINS.search(left_match))
    if _HEADS.fullmatch(bare) and (measured or HERD.match(left) or left.count(" ")):
        return ""
    part = bool(_PART_ALONE.match(left_match) or _PROPER_PART.match(left))
    if part and noun is not None and bare == noun:
        return ""
    if noun is None or bare not in (noun, noun.partition("/")[0].strip()):
        return right
    counted = bool(OCCASION.fullmatch(bare) or (_PEOPLE.fullmatch(bare) and _NAMES_PEOPLE.search(left.lower())))
    counted = counted or bool(_VISITS.fullmatch(bare) and _VISITS_FOR.search(left))
    often = _TIMES.fullmatch(bare) is not None and wording("stop").match(left.lower()) is not None
    return "" if often or ((measured or counted) and left.count(" ") >= 2) else right


def _is_annual(quantity: Quantity, match: str) -> bool:
    """Whether a clause holds every year; the pace of a part of its description, or in a bracket, does not matter."""
    match = _PACE_ASIDE.sub("", match)
    return is_annual(_OFTEN.sub("", match) if quantity.unit in ("%", "ratio") else match)


def _bound_by_more(match: str, quantity: Quantity) -> bool:
    """Whether the bound is a "trở lên" behind the figure's noun, which is no word of the measure."""
    ahead = match[quantity.start : quantity.figure_start].strip()
    return quantity.comparator in (">=", "<=") and ahead in ("", "từ")


def _split_scope(draft: Draft, raw: str) -> None:
    """ "các xã khu vực III giảm tỷ lệ hộ nghèo 2%": the place is the scope, not part of the measure.

    So it is in "Tại thành phố Hà Nội, nồng độ bụi đạt ...", "Đối với vùng cao, 90% hộ ...".
    """
    if (opening := read_opening_place(raw)) is not None:
        rest = clean_left(raw[opening.rest :], raw[opening.rest :].lower())
        if rest or draft.right:
            draft.scope, draft.left = raw[opening.start : opening.end].strip(), rest
            draft.measure = join_words(rest, draft.right)
        return
    if draft.quantity.unit == "ratio" and draft.quantity.rule == "unit.part-of-total":
        return
    found = _SUBJECT_PLACE.match(raw)
    if not found:
        return
    rest = clean_left(found.group("rest") or "", (found.group("rest") or "").lower())
    place = found.group("place")
    if not rest and not draft.right:
        return
    draft.scope = None if _WHOLE_PLACE.match(place) else place
    draft.left = rest
    draft.measure = join_words(rest, draft.right)


def _opens_with_task(left: str) -> bool:
    """Whether the words before a value open with a task's verb, behind whom it is told of ("mỗi tổ phụ trách ...")."""
    each = _EACH_OF.match(left)
    return words("weak-start").match(left, each.end() if each else 0) is not None


def _first_task(right: str) -> str:
    """The words behind a counted thing up to the next task ("cắm 14 biển ..., mở 01 lớp")."""
    if (joined := _AND_TASK.search(right)) and right[: joined.start()].count(" ") > 0:
        right = right[: joined.start()]
    for comma in regex.finditer(r",\s+", right):
        if words("weak-start").match(right.lower(), comma.end()):
            return right[: comma.start()]
    return right


def _names_again(left: str, right: str) -> bool:
    """ "giảm số vụ cháy xuống 5 vụ": the counted noun stands in the measure already."""
    if not right or right.count(" ") >= 2 or right not in left:
        return False
    return regex.search(rf"{_NUMBER_OF.pattern}{regex.escape(right)}\b", left) is not None


def _last_task(left: str) -> str:
    """The verb right before a counted thing, where another task stands before it ("soạn văn bản và mở 3 lớp")."""
    head, joined, verb = left.rpartition(" và ")
    return verb if joined and head.count(" ") > 1 and verb.count(" ") < 3 and _ends_in_task(verb) else left


def _ends_in_task(verb: str) -> bool:
    found = words("weak-start").match(f"{verb.lower()} ")
    return found is not None and not verb[found.end() :].strip()


def _own_years(quantity: Quantity, clause: Clause, years: list[YearMention]) -> tuple[int, ...]:
    """Years printed in the clause: the first behind the quantity, or else the last before it."""
    usable = [m for m in years if not m.compared and clause.start <= m.start < clause.end]
    behind = [m for m in usable if m.start >= quantity.end - 1]
    if behind:
        return behind[0].years
    before = [m for m in usable if m.end <= quantity.start + 1]
    return before[-1].years if before else ()


def printed_unit(text: str, match: str, quantity: Quantity) -> str:
    at = match.find(quantity.unit_text or "", quantity.start)
    if at < 0 or quantity.unit_text is None:
        return quantity.unit_text or ""
    return text[at : at + len(quantity.unit_text)]
