"""From a draft, or a statement without a figure, to the target that is kept: unit, agency, year, confidence."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from decimal import Decimal

from plan_extract.extraction.agencies import read_list
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft
from plan_extract.extraction.measures import clean_left, is_annual, join_words
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.target_context import AgencyAt, Context
from plan_extract.extraction.target_drafts import printed_unit
from plan_extract.extraction.years import find_years
from plan_extract.model.facts import Target
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.wording import Wording

_WORDS = Wording("target_words")
_COUNTED_POINTS = _WORDS["counted-points"]
_ORDERED = _WORDS["order-before-agency"]
_WITH_PARTNERS = _WORDS["with-partners"]
_BODIES_CONCERNED = _WORDS["bodies-concerned"]
_RATE_MEASURE = _WORDS["rate-of"]
_NO_NOUN = _WORDS["no-noun"]
_POINTS = _WORDS["points"]
_SCORED = _WORDS["scored"]
_SHARED_RATE = _WORDS["shared-rate"]
_SUM_OF_MONEY = _WORDS["sum-of-money"]
_ONLY_PLACE = _WORDS["only-place"]
_PACE_OF_GROWTH = _WORDS["pace-of-growth"]
_OPENS_WITHIN = _WORDS["opens-within"]
_HOLDS_VALUE = _WORDS["holds-value"]


def as_targets(context: Context, draft: Draft, text: str, match: str, agency_at: AgencyAt) -> Iterator[Target]:
    quantity = draft.quantity
    start, end = _trim(text, draft.start, draft.end)
    agency = agency_at(context.item, quantity.start)
    measure = _without_agency(draft.measure, agency, context)
    first, last = context.item.span(start, end)
    unit = quantity.unit or _unit_of_bare(match, quantity, measure)
    if unit == "score" and _COUNTED_POINTS.match(measure.lower()):
        unit = "count"
    if unit == "count" and quantity.unit_text == "triệu" and (sum_of := _SUM_OF_MONEY.match(measure.lower())):
        unit = "money" if sum_of["income"] else "other"  # "thu nhập ... đạt 29,4 triệu"; of sales no currency is sure
    if unit in ("count", "other") and (per := rate_of(measure, match, quantity)):
        unit, quantity = "ratio", dataclasses.replace(quantity, per=per)
    for year in draft.years or (context.above_year or context.period_end,):
        yield Target(
            indicator=context.indicator, goal=context.goal, section=context.section, kind="numeric", measure=measure,  # type: ignore[arg-type]
            quantity="change" if draft.change else "level", direction=draft.direction,  # type: ignore[arg-type]
            comparator=quantity.comparator, value=quantity.value, value_high=quantity.value_high,  # type: ignore[arg-type]
            unit=unit, per=quantity.per if unit == "ratio" else None, unit_text=_unit_text(text, match, quantity, unit),  # type: ignore[arg-type]
            year=year, frequency="annual" if draft.annual else None, scope=draft.scope, agency=agency,
            quote=text[start:end], start=first, end=last, page=context.item.passage.page, rule=f"{draft.rule}/{quantity.rule}",
            confidence=_confidence(draft, measure, context),
        )  # fmt: skip


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:-+•":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return start, end


def _without_agency(measure: str, agency: str | None, context: Context) -> str:
    """The measure without the agency that is its clause's subject."""
    bare = _ORDERED.sub("", measure)
    if agency and bare.lower().startswith(agency.lower()):
        rest = bare[len(agency) :].lstrip(" ,:-")
        rest = clean_left(rest, rest.lower())
        measure = rest if " " in rest else measure
    if partner := _WITH_PARTNERS.match(measure):
        _, stop = read_list(measure, fold_match(measure), partner.end(), len(measure))
        rest = measure[stop:].strip(" ,") if stop > partner.end() else ""
        rest = _BODIES_CONCERNED.sub("", rest)
        measure = rest if " " in rest else measure
    return measure


def rate_of(measure: str, match: str, quantity: Quantity) -> Decimal | None:
    """The denominator that a measure names where the figure has none.

    "trên 1.000 trẻ đẻ sống ... dưới 1", "số bác sĩ/10.000 dân đạt 12 bác sĩ": what is counted may stand behind it.
    """
    if shared := _SHARED_RATE.match(match, quantity.end):
        return Decimal(10_000) if shared["ten_thousand"] else Decimal(regex.sub(r"\D", "", shared["digits"]))
    found = _RATE_MEASURE.search(measure)
    if found is None:
        return None
    behind = match[quantity.end : quantity.end + 8].strip()
    if behind and behind[0].isalpha() and not _NO_NOUN.match(behind):
        noun = read_count_noun(match, match, quantity.end)
        if noun is None or (noun != "người" and noun not in measure[: found.start()].lower()):
            return None
    return Decimal(10_000) if found.group(3) else Decimal(regex.sub(r"\D", "", found.group(1) or found.group(2)))


def _unit_of_bare(match: str, quantity: Quantity, measure: str) -> str:
    """The family of a figure without a unit: a count before a noun, else a score or other."""
    behind = match[quantity.end : quantity.end + 12].strip(" \"“'")
    if _POINTS.match(behind) and quantity.value != quantity.value.to_integral_value():
        return "score"
    if behind[:1].isalpha() and not _NO_NOUN.match(behind):
        return "count"
    if _SCORED.search(measure.lower()):
        return "score"
    if quantity.value == quantity.value.to_integral_value():
        return "count"
    return "other"


def _unit_text(text: str, match: str, quantity: Quantity, unit: str) -> str | None:
    if quantity.unit_text and quantity.unit is not None:
        return printed_unit(text, match, quantity)
    if unit == "score" and (points := _POINTS.match(match[quantity.end :].lstrip())):
        said: str = points.group()
        return said
    named = unit in ("count", "ratio") and not _NO_NOUN.match(match[quantity.end :].lstrip()[:12])
    noun = read_count_noun(text, match, quantity.end) if named else None
    return join_words(quantity.unit_text or "", (noun or "").removesuffix("/năm")) or None


def _confidence(draft: Draft, measure: str, context: Context) -> float:
    """How sure a target is; see docs/confidence.md for the scale."""
    confidence = draft.confidence
    if not measure or measure.count(" ") < 1 or _ONLY_PLACE.fullmatch(measure):
        confidence -= 0.35
    if _OPENS_WITHIN.match(measure) or _HOLDS_VALUE.search(measure):
        confidence -= 0.1
    if draft.inherits:
        confidence -= 0.06
    if context.year_in_doubt and not draft.years:
        confidence -= 0.1
    if draft.quantity.unit is None and not draft.quantity.explicit:
        confidence -= 0.08
    if context.section in ("other", "appendix"):
        confidence -= 0.15
    elif context.section != "objectives":
        confidence -= 0.06
    if draft.rule in ("target.equivalent", "target.part"):
        confidence -= 0.04
    if len(measure) > 220:
        confidence -= 0.08
    if draft.change and draft.quantity.comparator == "=":
        confidence -= 0.04
    if draft.quantity.rule == "unit.foreign-money" or _PACE_OF_GROWTH.match(measure):
        confidence -= 0.08
    if not draft.years and context.above_year is None and context.period_end is None:
        confidence -= 0.08
    return max(0.05, round(confidence, 2))


# "theo Quyết định số 876/QĐ-TTg ngày 22/7/2022": the day on which a cited document was signed.
_CITED_BEFORE = regex.compile(r"\d[\p{L}\d]*[/-]\S*[/-]\S+,?\s+$")


def statement_target(
    context: Context,
    start: int,
    end: int,
    measure: str,
    kind: str,
    direction: str | None,
    rule: str,
    agency_at: AgencyAt,
) -> Target:
    """A target without a figure of its own: zero or qualitative."""
    text = context.item.text
    start, end = _trim(text, start, end)
    first, last = context.item.span(start, end)
    clause = context.item.match[start:end]
    years = [m for m in find_years(clause) if not m.compared and not _CITED_BEFORE.search(clause, 0, m.start)]
    years = [m for m in years if context.period_start is None or max(m.years) >= context.period_start]
    zero = kind == "zero"
    return Target(
        indicator=context.indicator, goal=context.goal, section=context.section, kind=kind, measure=measure,  # type: ignore[arg-type]
        quantity="level" if zero else None, direction=direction, comparator="=" if zero else None,  # type: ignore[arg-type]
        value=Decimal(0) if zero else None, unit="count" if zero else None,
        year=(years[-1].years[0] if years else context.above_year or context.period_end),
        frequency="annual" if is_annual(context.item.match[start:end]) else None,
        agency=agency_at(context.item, start), quote=text[start:end], start=first, end=last,
        page=context.item.passage.page, rule=rule, confidence=(0.88 if context.in_goals else 0.84) if zero else 0.82,
    )  # fmt: skip
