"""Values that are carried on: "1% vào năm 2025 và duy trì đến năm 2030" gives a second target."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.years import YearMention
from plan_extract.normalising.wording import Wording

_WORDS = Wording("target_words")
_CARRIED_ON = _WORDS["carried-on"]


def add_continuations(drafts: list[Draft], match: str, years: list[YearMention]) -> list[Draft]:
    """Values carried on ("... vào năm 2025 và duy trì đến năm 2030") as drafts of their own."""
    made: list[Draft] = []
    for position, draft in enumerate(drafts):
        made.append(draft)
        limit = drafts[position + 1].quantity.start if position + 1 < len(drafts) else draft.end
        kept = words("keep-on").search(match, draft.quantity.end, limit)
        if not kept:
            continue
        later = [
            m for m in years if m.end > kept.start() and m.start < limit and not m.compared and m.end >= kept.end() - 1
        ]
        if not later or (
            position + 1 < len(drafts)
            and drafts[position + 1].start <= kept.start() < drafts[position + 1].quantity.start
        ):
            continue
        first = [m for m in years if m.start >= draft.quantity.end - 1 and m.end <= kept.start() + 1]
        ahead = [m for m in years if not m.compared and m.end <= draft.quantity.start + 1]
        own = draft.years if draft.years != later[0].years else ahead[-1].years if ahead else ()
        draft.years = first[0].years if first else own
        draft.measure = _CARRIED_ON.sub("", draft.measure)
        made.append(replace_draft(draft, direction="maintain", years=later[0].years, rule="target.carried-on"))
    return made


def carry_back(made: list[Draft]) -> list[Draft]:
    """The drafts of a paragraph, those of a list carried on as its last part is.

    "A: ở thành thị dưới 10%; ở nông thôn dưới 7% vào năm 2025 và duy trì ở mức đó đến năm 2030": both parts are.
    """
    at = next((number for number, draft in enumerate(made) if draft.rule == "target.carried-on"), 0)
    if at < _LEAST_LISTED - 1:
        return made
    kept, last = made[at], made[at - 1]
    listed = [
        draft for draft in made[: at - 1]
        if not draft.years and draft.scope and draft.measure == last.measure and draft.quantity.unit == last.quantity.unit
    ]  # fmt: skip
    carried: list[Draft] = []
    for draft in made:
        carried.append(draft)
        if any(draft is each for each in listed):
            draft.years = last.years
            carried.append(replace_draft(draft, direction="maintain", years=kept.years, rule=kept.rule))
    return carried


_LEAST_LISTED = 3
