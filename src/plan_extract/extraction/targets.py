"""Targets from running text: each quantity that the plan commits somebody to, and each clause
with a verb of its own inside an indicator that has none. The grammar is in docs/grammar.md.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from plan_extract.extraction.allotments import Allotments, read_allotments, read_numbered_places
from plan_extract.extraction.clauses import words
from plan_extract.extraction.continuations import carry_back
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.going_on import go_on_with_part, is_place, is_same_elsewhere, takes_head
from plan_extract.extraction.groups import (
    AMONG,
    as_special_case,
    is_closer_group,
    is_next_group,
    is_next_owner,
    is_part_of_count,
    is_part_of_whole,
    is_special_case,
    say_of_group,
)
from plan_extract.extraction.in_turn import share_measures_in_turn
from plan_extract.extraction.place_names import AT_PLACES
from plan_extract.extraction.quantities import Quantity, find_quantities
from plan_extract.extraction.sentence_targets import find_drafts
from plan_extract.extraction.sentences import Sentence, split_sentences
from plan_extract.extraction.shared_sums import share_rates, share_sums
from plan_extract.extraction.statements import find_qualitative, find_zeros, may_hold_zero
from plan_extract.extraction.target_context import AgencyAt, Context
from plan_extract.extraction.target_leads import is_bare_total, take_heading
from plan_extract.extraction.target_records import as_targets, statement_target
from plan_extract.extraction.years import find_years
from plan_extract.model.facts import Target
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.wording import Wording

_WORDS = Wording("target_words")
_SAID_IN_WORDS = _WORDS["said-in-words"]
_YEAR_BEHIND = _WORDS["year-of-start"]
_YEARLY_OPEN = _WORDS["yearly-at-start"]
_YEARLY_LEAD = _WORDS["yearly-before-comma"]
_WHEN_TOLD = _WORDS["when-told"]
_ALONE_IN_YEAR = _WORDS["alone-in-year"]
_SUM = _WORDS["sum"]
_OPENS_WITH_YEAR = _WORDS["year-at-start"]
_WHOLE = _WORDS["whole"]


def find_text_targets(context: Context, agency_at: AgencyAt) -> Iterator[Target]:
    """Targets of one paragraph."""
    item = context.item
    text, match = _with_share_in_brackets(item.text, item.match)
    quantities = find_quantities(match)
    if not quantities and not context.in_goals and not may_hold_zero(match):
        return  # without a figure only "không ..." and, among goals, a statement gives a target
    text, match = _without_bracket_around(text, match, quantities)
    zero_spans: list[tuple[int, int]] = []
    sentences = split_sentences(text, match)
    covered: list[tuple[int, int]] = []
    for zero in find_zeros(text, match, sentences, context.section, context.in_goals):
        zero_spans.append((zero.start, zero.end))
        covered.append((zero.start, zero.end))
        yield statement_target(
            context, zero.start, zero.end, zero.measure, "zero", zero.direction, zero.rule, agency_at
        )
    previous: Draft | None = None
    above: list[Draft] = []
    made: list[Draft] = []
    told: list[Draft] = []
    yearly = False
    opened = _opening_years(match, sentences, context.period_start)
    starts = [q for q in quantities if q.rule == "from"]
    quantities = [q for q in quantities if q.rule != "from"]
    allotted = read_allotments(item)
    if allotted is not None:
        sentences = [
            dataclasses.replace(sentence, end=min(sentence.end, allotted.start))
            for sentence in sentences
            if sentence.start < allotted.start
        ]
    for sentence in sentences:
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        inside = [q for q in inside if not any(a <= q.start < b for a, b in zero_spans)]
        noise = [(q.start, said.end() if (said := _YEAR_BEHIND.match(match, q.end)) else q.end) for q in starts]
        drafts = list(find_drafts(context, text, match, sentence, inside, noise, zero_spans, told))
        yearly = bool(_YEARLY_LEAD.match(match, sentence.start, sentence.end)) or (
            yearly and _behind_semicolon(text, sentence)
        )
        for draft in drafts:
            alike = draft.left == drafts[0].left or draft.quantity.unit in (None, "count")
            goes_on = drafts[0].annual and alike and _YEARLY_OPEN.match(match, sentence.start)
            draft.annual = draft.annual or ((yearly or bool(goes_on)) and not draft.years)
            draft.years = draft.years or (opened if _behind_semicolon(text, sentence) else ())
        opened = () if _names_other_year(match, sentence, opened) else opened
        share_measures_in_turn(above, drafts, match[sentence.start : sentence.end])
        if previous is not None and drafts and words("anaphora").search(drafts[0].left.lower()):
            drafts[0].measure, drafts[0].inherits = previous.measure, True
        elif drafts and (paid := _paid_task(text, match, sentence, drafts[0])):
            drafts[0].measure = paid
        elif drafts and above and _ALONE_IN_YEAR.match(match, sentence.start, drafts[0].quantity.start):
            sums = [each for each in made if each.quantity.unit == drafts[0].quantity.unit and _SUM.match(each.measure)]
            whole = sums[-1] if sums else above[0]
            drafts[0].measure, drafts[0].scope, drafts[0].inherits = whole.measure, whole.scope, True
        elif drafts and (earlier := _measured_before(drafts[0], made)) is not None:
            drafts[0].measure, drafts[0].inherits = earlier.measure, True
        elif previous is not None and drafts and is_special_case(previous, drafts[0]):
            special = drafts[0].left
            as_special_case(previous, drafts[0])
            for draft in drafts[1:]:  # "riêng miền núi đạt 20% vào năm 2024 và 30% vào năm 2025"
                if draft.inherits and draft.measure == special:
                    draft.measure, draft.scope = drafts[0].measure, drafts[0].scope
        elif previous is not None and drafts and is_closer_group(previous, drafts[0], match, sentence.start):
            say_of_group(previous, drafts[0])
        elif (
            previous is not None
            and drafts
            and is_part_of_whole(previous, drafts[0], match[sentence.start : sentence.end])
        ):
            for draft in drafts[1:]:
                draft.measure = previous.measure if draft.measure == drafts[0].left else draft.measure
            as_special_case(previous, drafts[0])
        elif (
            previous is not None
            and drafts
            and AMONG.match(match, sentence.start)
            and is_part_of_count(previous, drafts[0])
        ):
            for draft in drafts:
                if is_part_of_count(previous, draft):
                    as_special_case(previous, draft)
        elif previous is not None and drafts and is_next_owner(previous, drafts[0]):
            as_special_case(previous, drafts[0])
        elif previous is not None and drafts and is_place(previous, drafts, match[sentence.start : sentence.end]):
            _share_places(previous, drafts)
        elif (
            previous is not None and drafts and _behind_semicolon(text, sentence) and is_next_group(previous, drafts[0])
        ):
            for draft in drafts[1:]:
                draft.measure = previous.measure if draft.measure == drafts[0].left else draft.measure
            as_special_case(previous, drafts[0])
        elif (
            previous is not None
            and drafts
            and _behind_semicolon(text, sentence)
            and (is_same_elsewhere(previous, drafts) or takes_head(previous, drafts[0]))
        ):
            pass
        elif previous is not None and drafts:
            go_on_with_part(previous, drafts, match[previous.quantity.end : drafts[0].quantity.start])
        _measure_as_told(drafts, told)
        if drafts:
            told.clear()  # what has been told before other aims is theirs no more
        again = previous is not None and not match[previous.end : sentence.start].strip(" ;,.")
        if (
            previous is not None
            and again
            and drafts
            and not drafts[0].measure
            and drafts[0].quantity.rule == "unit.times"
        ):
            drafts[0].measure, drafts[0].inherits = previous.measure, True  # "...; đến năm 2030 gấp 1,6 lần"
        if drafts and (not drafts[0].measure.strip() or is_bare_total(drafts[0])):
            take_heading(drafts[0], match, sentence.lead, item.parent)
        previous, above = (drafts[-1], drafts) if drafts else (previous, above)
        made += drafts
    made = carry_back(made)
    share_sums(made, match)
    share_rates(made, match)
    for draft in made:
        covered.append((draft.start, draft.end))
        yield from as_targets(context, draft, item.text, item.match, agency_at)
    for part in _numbered_places(text, made):
        yield from as_targets(context, part, item.text, match, agency_at)
    if allotted is not None:
        yield from _allotted_targets(context, allotted, _whole_of(allotted, made) or previous, agency_at)
    elif context.in_goals:
        for statement in find_qualitative(text, match, sentences, covered):
            yield statement_target(
                context,
                statement.start,
                statement.end,
                statement.measure,
                "qualitative",
                statement.direction,
                statement.rule,
                agency_at,
            )


def _measure_as_told(drafts: list[Draft], told: list[Draft]) -> None:
    """ "Năm 2023 có 85% hộ dùng nước sạch; phấn đấu năm 2024 đạt 88%, năm 2025 đạt 92%": the measure of what has been."""
    before = told[-1] if told else None
    for draft in drafts:
        if before is None or draft.measure.strip() or draft.quantity.unit != before.quantity.unit:
            return
        draft.measure, draft.inherits = _WHEN_TOLD.sub("", before.measure), True


# "Diện tích các cây trồng (Lúa: diện tích đạt 207 ha, ...)": all that is planned stands in the bracket at the end.
_BRACKET_AT_END = regex.compile(r"[^()]{12,160}(?P<open>\()[^()]+(?P<close>\))\s*[.;]?\s*$")


# "Trường Núi Voi 138/140 = 98,6%": the share says the same as the number.
_EQUALS_SHARE = regex.compile(r"(?<=\d\s?/\s?\d{1,6}) = (?P<share>\d{1,3}(?:,\d{1,2})?\s?%)")


def _with_share_in_brackets(text: str, match: str) -> tuple[str, str]:
    """The text with brackets for the sign of equality before a share, blanks for a count said again, as long as before."""
    for again in reversed(list(_SAID_IN_WORDS.finditer(match)) if "(" in match else []):
        start, words_at, end = again.start(), again.start("again"), again.end()
        blanks = " " * (end - words_at)
        text, match = (f"{each[:start]}{blanks}{each[start:words_at]}{each[end:]}" for each in (text, match))
    if " = " not in match:
        return text, match
    signs = [(found.start(), found.end()) for found in _EQUALS_SHARE.finditer(match)]
    for start, end in signs:
        text, match = (f"{each[:start]} ({each[start + 3 : end]}){each[end:]}" for each in (text, match))
    return text, match


def _without_bracket_around(text: str, match: str, quantities: list[Quantity]) -> tuple[str, str]:
    """The text with a colon for the bracket that holds its values, three or more, none standing before it."""
    held = _BRACKET_AT_END.match(match) if len(quantities) > 2 else None
    if (
        held is None
        or not words("head").match(match.lstrip(" -+•"))
        or any(quantity.start < held.start("open") for quantity in quantities)
    ):
        return text, match
    first, last = held.start("open"), held.start("close")
    return tuple(f"{each[: first - 1]}: {each[first + 1 : last]} {each[last + 1 :]}" for each in (text, match))  # type: ignore[return-value]


def _whole_of(allotted: Allotments, made: list[Draft]) -> Draft | None:
    """The value before a list that its parts add up to, or None."""
    total = sum(part.quantity.value for part in allotted.parts)
    alike = (
        each for each in made if each.quantity.unit == allotted.parts[0].quantity.unit and each.quantity.value == total
    )
    return next(alike, None)


def _allotted_targets(
    context: Context, allotted: Allotments, whole: Draft | None, agency_at: AgencyAt
) -> Iterator[Target]:
    """One target for each part of a list, whose it is as its scope; who stands above the list acts."""
    text, match = context.item.text, context.item.match
    measure = allotted.measure or (whole.measure if whole is not None else "")
    above = context.item.parent
    agency = agency_at(above, 0) if above is not None and allotted.start == 0 else agency_at(context.item, 0)
    for part in allotted.parts:
        draft = Draft(
            part.quantity, part.start, part.end, measure, "", "", measure, whole.direction if whole else None, False,
            whole.years if whole else (), whole.annual if whole else False, scope=text[part.start : part.name_end],
            inherits=True, rule="target.allotted",
        )  # fmt: skip
        yield from as_targets(context, draft, text, match, lambda item, at: agency)


_IN_BRACKETS = regex.compile(r"\s*\([^()]*\)")


def _numbered_places(text: str, made: list[Draft]) -> Iterator[Draft]:
    """ "16 chợ tại các huyện, cụ thể: Đà Bắc (05), Mai Châu (11)": what each place has of the value that they add up to."""
    places = read_numbered_places(text)
    total = sum(place.value for place in places)
    whole = next((each for each in made if each.quantity.unit is None and each.quantity.value == total), None)
    if whole is None or not places or places[0].start < whole.quantity.end:
        return
    noun = read_count_noun(text, fold_match(text), whole.quantity.end)
    for place in places:
        quantity = dataclasses.replace(
            whole.quantity, start=place.figure_start, figure_start=place.figure_start, end=place.end,
            value=Decimal(place.value), comparator="=", unit_text=whole.quantity.unit_text or noun,
        )  # fmt: skip
        yield replace_draft(
            whole, quantity=quantity, start=place.start, end=place.end, scope=text[place.start : place.name_end],
            measure=AT_PLACES.sub("", _IN_BRACKETS.sub("", whole.measure)), rule="target.part", inherits=True,
        )  # fmt: skip


def _behind_semicolon(text: str, sentence: Sentence) -> bool:
    """Whether a part of a paragraph follows another behind a semicolon."""
    return text[: sentence.start].rstrip()[-1:] == ";"


def _opening_years(match: str, sentences: list[Sentence], period_start: int | None) -> tuple[int, ...]:
    """The year that opens a paragraph, for all its parts behind semicolons ("Đến năm 2020, 100% ...; 90% ...").

    A year before the plan's period is that of what has been reached, no target's.
    """
    first = next(iter(sentences), None)
    opening = _OPENS_WITH_YEAR.match(match, first.start, first.end) if first else None
    if opening is None or int(opening.group("year")) < (period_start or 0):
        return ()
    return (int(opening.group("year")),)


def _names_other_year(match: str, sentence: Sentence, opened: tuple[int, ...]) -> bool:
    """Whether a part of a paragraph goes on to a later year than the one that opened it."""
    later = find_years(match[sentence.start : sentence.end]) if opened else []
    return any(not mention.compared and max(mention.years) > opened[0] for mention in later)


def _paid_task(text: str, match: str, sentence: Sentence, draft: Draft) -> str:
    """What a sum alone behind a colon pays for, where a task stands before it ("tổ chức 10 lớp: 200 triệu đồng"); else ""."""
    if sentence.lead is None or draft.quantity.unit != "money" or draft.measure.strip():
        return ""
    start, end = sentence.lead
    words_before = text[start:end].strip(" ,;:-")
    return words_before if words("weak-start").match(match[start:end].lstrip(" ,;:-")) else ""


def _measured_before(draft: Draft, made: list[Draft]) -> Draft | None:
    """The last value in the same unit, whose measure a sentence goes on with that names none ("; năm 2030 đạt 8 tấn")."""
    only_noun = not draft.left and draft.measure.count(" ") < 2 and draft.measure.lower().split()[:1] == [draft.noun]
    if draft.measure and not only_noun:
        return None
    alike = (
        each
        for each in reversed(made)
        if each.quantity.unit == draft.quantity.unit
        and (each.quantity.unit_text == draft.quantity.unit_text or draft.quantity.unit == "money")
        and (not draft.measure or (each.noun == draft.noun and each.measure.count(" ") > draft.measure.count(" ")))
        and each.scope is None
    )
    return next(alike, None)


def _share_places(previous: Draft, drafts: list[Draft]) -> None:
    """The measure of the whole for each place's share; "cả nước" and its like say no more than the whole."""
    previous.measure = _WHOLE.sub("", previous.measure)
    for draft in drafts:
        if draft.noun == previous.noun or previous.quantity.unit not in (None, "count"):
            draft.scope = draft.left if draft.inherits or draft.scope is None else draft.scope
            draft.measure, draft.inherits = previous.measure, True
