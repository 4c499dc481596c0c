"""Lists in a bracket that part a value: "18 giải (Toán: 01, Ngữ văn: 05)", "485 tỷ đồng (năm 2026: 200 tỷ đồng, ...)"."""

from __future__ import annotations

from dataclasses import replace

from plan_extract.extraction.clauses import words
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import Bracket
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.figures import parse_figure
from plan_extract.normalising.wording import Wording

_WORDS = Wording("bracket_words")
_ENTRY = _WORDS["entry"]
_NO_PART = _WORDS["no-part"]
_COUNTS_ANY = _WORDS["counts-any"]

_FIGURE = regex.compile(r"\d+(?:[.,]\d+)*")
_BETWEEN = 4
"""So many words may stand between a value and the bracket behind it; more where the parts add up to the value."""


def listed_parts(text: str, match: str, bracket: Bracket, inner: list[Quantity], host: Draft) -> list[Draft]:
    """The parts of the value before a bracket that holds nothing but names, or years, with a figure each; else none."""
    if host.change:
        return []
    found: list[Draft] = []
    at, end = bracket.start + 1, bracket.end - 1
    while at < end:
        entry = _ENTRY.match(text, at, end)
        quantity = _quantity(match, entry, inner, host) if entry is not None else None
        if entry is None or quantity is None:
            return []
        name, year = entry.group("name"), entry.group("year")
        if name is not None and (_NO_PART.match(name.lower()) or words("head").match(name.lower())):
            return []
        found.append(
            replace_draft(
                host, quantity=quantity, start=entry.start("name" if name else "year"), end=quantity.end, rule="target.part",
                scope=name.strip() if name else host.scope, years=(int(year),) if year else host.years, direction=None,
                confidence=host.confidence - 0.06, inherits=True,
            )
        )  # fmt: skip
        at = entry.end()
    near = match[host.quantity.end : bracket.start].count(" ") <= _BETWEEN
    adds_up = sum(part.quantity.value for part in found) == host.quantity.value
    return found if len(found) > 1 and (near or adds_up) else []


def _quantity(match: str, entry: regex.Match[str], inner: list[Quantity], host: Draft) -> Quantity | None:
    """The quantity of an entry, in the unit of the whole; None where it is of another."""
    start, end = entry.span("figure")
    own = next((each for each in inner if each.figure_start == start), None)
    if own is not None and own.unit is not None:
        return own if own.unit == host.quantity.unit else None
    whole = host.quantity
    unit = entry.group("unit").strip()
    if unit and unit.lower().split()[:1] != [host.noun] and _COUNTS_ANY.fullmatch(unit.lower()) is None:
        return None
    if whole.unit in ("%", "money", "rank", "time") or not _is_plain(match, whole):
        return None
    return replace(
        whole,
        start=start,
        figure_start=start,
        end=end,
        value=parse_figure(match[start:end]),
        value_high=None,
        comparator="=",
    )


def _is_plain(match: str, whole: Quantity) -> bool:
    """Whether the value of the whole is its figure, no multiple of it."""
    figure = _FIGURE.match(match, whole.figure_start)
    return figure is not None and parse_figure(figure.group()) == whole.value
