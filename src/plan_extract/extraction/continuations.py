"""Values that are carried on: "1% vào năm 2025 và duy trì đến năm 2030" gives a second target."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex


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
        own = () if draft.years == later[0].years else draft.years
        draft.years = first[0].years if first else own
        draft.measure = regex.sub(
            r"\s*(?:,|và)?\s*(?:tiếp tục )?(?:duy trì|giữ vững)[\p{L} ,]{0,40}$",
            "",
            draft.measure,
            flags=regex.IGNORECASE,
        )
        made.append(replace_draft(draft, direction="maintain", years=later[0].years, rule="target.carried-on"))
    return made
