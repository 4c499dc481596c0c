"""Drafts of one sentence: its clauses, its brackets, what they share."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from plan_extract.extraction.bracket_clauses import bracket_clauses, equivalents
from plan_extract.extraction.clauses import split_clauses
from plan_extract.extraction.commitments import commits
from plan_extract.extraction.continuations import add_continuations
from plan_extract.extraction.describing import able_quantities
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.in_turn import share_in_turn
from plan_extract.extraction.inheritance import share
from plan_extract.extraction.measures import blank_spans
from plan_extract.extraction.place_names import PLACE, read_opening_place
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import Sentence
from plan_extract.extraction.statements import STARTS_CLAUSE
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.target_drafts import make_draft
from plan_extract.extraction.years import YearMention, find_years, heading_years
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("target_words")
_DATED_LIMIT = _WORDS["dated-limit"]
_OF_A_PLACE = _WORDS["of-a-place"]
_ATTAINED = _WORDS["attained"]
_TOLD_NOW = _WORDS["told-now"]
_YEAR_OPENS = _WORDS["year-opens-bracket"]
_LATER_AIM = _WORDS["later-aim"]
_ENDS_IN_AND = _WORDS["ends-in-and"]
_MONEY_IN_WORDS = _WORDS["money-in-words"]
_HOURS = _WORDS["hours"]
_ELSEWHERE = _WORDS["told-elsewhere"]
_ONLY_YEAR = _WORDS["only-year"]
_PACE = _WORDS["pace"]
_OTHER_PLACE = _WORDS["other-place"]


def find_drafts(
    context: Context,
    text: str,
    match: str,
    sentence: Sentence,
    quantities: list[Quantity],
    noise: list[tuple[int, int]],
    zeros: list[tuple[int, int]],
    told: list[Draft],
) -> Iterator[Draft]:
    """The drafts of one sentence; those that only tell of the past or the like are added to `told`."""
    quantities = [quantity for quantity in quantities if not _numbers_name(text, quantity)]
    if not quantities:
        return
    if (
        _only_value_in_bracket(match, sentence, quantities)
        or _places_before_brackets(text, sentence, quantities)
        or _only_years_in_bracket(match, sentence, quantities)
    ):
        text, match, sentence = _without_signs(text, match, sentence, quantities)
    quantities = _points_as_places(match, quantities)
    bracketed = [q for q in quantities if any(b.start < q.start < b.end for b in sentence.brackets)]
    plain = able_quantities(match, sentence, [q for q in quantities if q not in bracketed])
    if context.section == "funding":
        plain = _without_counts_paid(match, plain)
    years = find_years(match[sentence.start : sentence.end])
    years = [replace(m, start=m.start + sentence.start, end=m.end + sentence.start) for m in years]
    years = [m for m in years if not _is_aside_year(m, sentence, bracketed)]
    if context.period_start is not None:
        years = [
            m
            for m in years
            if m.compared or max(m.years) >= context.period_start or _DATED_LIMIT.match(match, m.start, m.end)
        ]
    cut = _cut_brackets(match, sentence, bracketed) + noise
    clauses = split_clauses(match, sentence, plain)
    drafts: list[Draft] = []
    passed: Draft | None = None
    uncut = blank_spans(match, cut, 0)
    of_lead = _years_of_lead(match, sentence)
    for position, clause in enumerate(clauses):
        if (
            context.in_goals
            and position == len(clauses) - 1
            and (step := STARTS_CLAUSE.search(match, clause.quantity.end, clause.end))
        ):
            clause.end = step.start()
        clause.end = min([clause.end, *(first for first, _ in zeros if first > clause.quantity.end)])
        if joined := _ENDS_IN_AND.search(match, clause.quantity.end, clause.end):
            clause.end = joined.start()
        if later := _LATER_AIM.search(match, clause.quantity.end, clause.end):
            clause.end = later.start()
        draft = make_draft(context, text, match, clause, years, cut)
        if position == 0 and not draft.years:
            draft.years = _years_before(years, sentence.start, clause.quantity.start) or of_lead
        if draft.scope is None and (
            opening := read_opening_place(lead := text[sentence.start : clauses[0].start].lstrip())
        ):
            draft.scope = lead[opening.start : opening.end].strip()
        if position + 1 < len(clauses) and _OF_A_PLACE.fullmatch(draft.measure):
            continue
        if (
            position
            and clauses[position - 1].quantity.unit == "%"
            and not draft.left
            and _PACE.match(match, clause.quantity.end)
        ):
            continue  # "thăm 100% hộ mới thoát nghèo, ít nhất 01 lần/năm": how often, no aim of its own
        if commits(uncut, clause, draft.left, context.section, context.in_goals, context.period_start):
            if not draft.measure and passed is not None and passed.quantity.unit == draft.quantity.unit:
                draft.measure, draft.inherits = passed.measure, True  # "năm 2023 đạt 95%, phấn đấu đạt 98%"
            drafts.append(draft)
        else:
            passed = draft
            told.append(draft)
    share(drafts, match, years)
    share_in_turn(drafts, match, sentence, years)
    _name_first_place(drafts)
    for draft in drafts:
        draft.years = draft.years or of_lead
    drafts = add_continuations(drafts, match, years)
    for draft in drafts:
        yield draft
        yield from equivalents(text, match, sentence, draft, bracketed)
    kept = [draft for draft in drafts if draft.rule == "target.carried-on"]
    plain_drafts = [draft for draft in drafts if draft not in kept]
    for part in bracket_clauses(context, text, match, sentence, bracketed, plain_drafts):
        yield part
        host = next((each for each in reversed(plain_drafts) if each.quantity.end <= part.quantity.start), None)
        for later in kept:
            if host is not None and later.quantity is host.quantity and part.rule == "target.part":
                yield replace_draft(part, direction=later.direction, years=later.years)


def _points_as_places(match: str, quantities: list[Quantity]) -> list[Quantity]:
    """ "01 điểm bán hàng, riêng thị trấn 02 điểm": the second "điểm" is a place as the first is, no score."""
    found = list(quantities)
    for number in range(1, len(found)):
        before, behind = found[number - 1], found[number]
        counts_places = before.unit is None and _POINT.match(match, before.end) is not None
        if behind.unit == "score" and counts_places and _OTHER_PLACE.fullmatch(match, before.end, behind.start):
            at = match.rindex(_POINT_WORD, behind.figure_start, behind.end)
            end = behind.figure_start + len(match[behind.figure_start : at].rstrip())
            found[number] = replace(behind, unit=None, unit_text=None, end=end)
    return found


_POINT_WORD = "điểm"
_POINT = regex.compile(rf"\s+{_POINT_WORD}(?!\p{{L}})")


def _name_first_place(drafts: list[Draft]) -> None:
    """ "Giao cho các xã: Tân Lập 20 ha, Hòa Bình 35 ha": the first place is the scope of its value, as the others are."""
    if len(drafts) < 2 or drafts[0].scope is not None or not drafts[1].scope:
        return
    first, name, measure = drafts[0], drafts[0].left, drafts[0].measure
    if drafts[1].measure != measure or not measure.endswith(f" {name}") or _PLACE_ALONE.fullmatch(name) is None:
        return
    for draft in drafts:
        if draft.measure == measure:
            draft.measure = measure[: -len(name)].rstrip()
    first.scope = name


_PLACE_ALONE = regex.compile(PLACE)


# "Trường Tiểu học Vĩnh Phong 3, xây mới 06 phòng học": the number belongs to the name.
_NAME_BEFORE = regex.compile(r"\p{Ll}[\s,(]+(?:\p{Lu}[\p{Ll}\p{Lu}]*\s+)*\p{Lu}\p{Ll}+\s+")
_NO_NOUN_BEHIND = regex.compile(r"\s*(?:[,;.:)]|$)")


def _numbers_name(text: str, quantity: Quantity) -> bool:
    """Whether a bare number stands behind a name with capital letters, nothing it could count behind it."""
    if quantity.unit is not None or quantity.explicit or quantity.value_high is not None or quantity.value >= _MANY:
        return False
    words_before = text[max(0, quantity.start - 60) : quantity.start]
    named = [found for found in _NAME_BEFORE.finditer(words_before) if found.end() == len(words_before)]
    return bool(named) and _NO_NOUN_BEHIND.match(text, quantity.end) is not None


_MANY = 20


def _without_counts_paid(match: str, quantities: list[Quantity]) -> list[Quantity]:
    """ "kiểm định 04 chương trình 1.400 triệu đồng": among sums of money a count says what the sum behind it is for."""
    paid = [
        before
        for before, behind in itertools.pairwise(quantities)
        if before.unit is None and behind.unit == "money" and _ONLY_NAMES.fullmatch(match, before.end, behind.start)
    ]
    return [quantity for quantity in quantities if quantity not in paid]


_ONLY_NAMES = regex.compile(r"(?:\s+\p{L}+){1,7}\s*:?\s*")


def _only_years_in_bracket(match: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Tỷ lệ lao động qua đào tạo (năm 2025: 65%; năm 2030: 75%)": the values stand in the bracket, each behind its year."""
    if len(quantities) < 2 or any(quantity.unit != "%" for quantity in quantities):
        return False
    around = [b for b in sentence.brackets if b.start < quantities[0].start and quantities[-1].end <= b.end]
    return bool(around) and _YEAR_OPENS.match(match, around[0].start, around[0].end) is not None


def _without_signs(text: str, match: str, sentence: Sentence, quantities: list[Quantity]) -> tuple[str, str, Sentence]:
    """The sentence with the signs blanked of those brackets that hold its values; others stay brackets."""
    held = [b for b in sentence.brackets if any(b.start < q.start < b.end for q in quantities)]
    signs = [(at, at + 1) for bracket in held for at in (bracket.start, bracket.end - 1)]
    rest = [bracket for bracket in sentence.brackets if bracket not in held]
    return blank_spans(text, signs, 0), blank_spans(match, signs, 0), replace(sentence, brackets=rest)


def _only_value_in_bracket(match: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Xây dựng hệ thống xử lý nước thải tại các khu công nghiệp (đạt 100%)": the one value is the bracket at the end."""
    if len(quantities) != 1 or not sentence.brackets or _TOLD_NOW.search(match, sentence.start, sentence.end):
        return False
    quantity, last = quantities[0], sentence.brackets[-1]
    if not last.start < quantity.start or match[last.end : sentence.end].strip(" .;"):
        return False
    ahead = match[last.start + 1 : quantity.start].strip()
    rate = quantity.unit is None and _PER_HEAD.match(match, quantity.end, last.end) is not None
    alone = (quantity.unit == "%" or rate) and not ahead
    return (alone or _ATTAINED.fullmatch(ahead) is not None) and (
        rate or not match[quantity.end : last.end - 1].strip()
    )


_PER_HEAD = regex.compile(
    r"\s+\p{L}+(?: \p{L}+)?\s?/\s?\p{L}+(?: \p{L}+)?\s*\)"
)  # "mức sinh thay thế (2,1 con/phụ nữ)"


def _places_before_brackets(text: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Đà Bắc (200 ha), Mai Châu (300 ha)": each bracket holds the value of the place before it, nothing else."""
    if len(quantities) < 2 or len(sentence.brackets) < len(quantities):
        return False
    start = sentence.start
    for bracket, quantity in zip(sentence.brackets, quantities, strict=False):
        holds = bracket.start < quantity.start and quantity.end < bracket.end
        if not holds or _PLACE_BEFORE.fullmatch(text, start, bracket.start) is None:
            return False
        start = bracket.end
    return True


_PLACE_BEFORE = regex.compile(rf"\W*(?:và\s+)?{PLACE}\s*")


def _is_aside_year(mention: YearMention, sentence: Sentence, bracketed: list[Quantity]) -> bool:
    """A year in a bracket that tells a figure of its own is no year of the value before it."""
    return any(
        bracket.start <= mention.start < bracket.end and any(bracket.start < q.start < bracket.end for q in bracketed)
        for bracket in sentence.brackets
    )


def _cut_brackets(match: str, sentence: Sentence, bracketed: list[Quantity]) -> list[tuple[int, int]]:
    """Brackets that are no part of a measure: those with a year or a quantity of their own."""
    spans: list[tuple[int, int]] = []
    for bracket in sentence.brackets:
        inner = match[bracket.start : bracket.end]
        if (
            any(bracket.start < q.start < bracket.end for q in bracketed)
            or _HOURS.search(inner)
            or _MONEY_IN_WORDS.fullmatch(inner)
            or _ELSEWHERE.search(inner)
            or _ONLY_YEAR.fullmatch(inner)
        ):
            spans.append((bracket.start, bracket.end))
    return spans


def _years_of_lead(match: str, sentence: Sentence) -> tuple[int, ...]:
    """The year before a colon that holds for what follows ("Đến hết năm 2025: ...")."""
    for span in (sentence.lead, sentence.outer):
        found = heading_years(match[span[0] : span[1]]) if span is not None else ()
        if found:
            return found
    return ()


def _years_before(years: list[YearMention], start: int, end: int) -> tuple[int, ...]:
    """A year that opens the sentence before the clause of its first quantity."""
    before = [m for m in years if not m.compared and start <= m.start and m.end <= end]
    return before[-1].years if before else ()
