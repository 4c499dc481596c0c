"""A fact in words: a line that says what it is, and its fields with their headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, Final

from plan_extract.analysis.plan_facts import PlanFact
from plan_extract.storage.columns import to_decimal
from plan_extract.views.answers import value_text
from plan_extract.views.dates import date_text
from plan_extract.views.sheets import format_number
from plan_extract.views.wording import Lang, heading, value_name

_DETAILS: Final[dict[str, tuple[str, ...]]] = {
    "goal": ("kind",),
    "indicator": ("goal",),
    "target": ("scope", "quantity", "direction", "year", "frequency", "agency", "indicator", "goal"),
    "task": ("output", "due"),
    "deadline": ("action", "agency", "recurrence"),
    "legal_reference": ("date", "issuer", "relation"),
}
_PRINTED: Final = frozenset(
    {"measure", "scope", "agency", "output", "issuer", "text", "type", "number", "unit_text", "quote"}
)
_HEADINGS: Final = {("legal_reference", "date"): "issued_date"}
"""Fields whose name means something else in one table."""


@dataclass(frozen=True)
class Words:
    """A piece of text; `printed` where it is in the plan's own words, whatever language the page is in."""

    text: str
    printed: bool = False


@dataclass(frozen=True)
class FactDetail:
    """A field of a fact with its heading."""

    heading: str
    value: Words


def fact_line(fact: PlanFact, lang: Lang) -> str:
    """What the fact says, in a line."""
    return "".join(words.text for words in fact_words(fact, lang))


def fact_words(fact: PlanFact, lang: Lang) -> tuple[Words, ...]:
    """The same in pieces, the plan's own words told apart."""
    values = fact.values
    if fact.kind == "target":
        figure = target_text(values, lang) or value_name("kind", values["kind"], lang) or ""
        parts = (Words(values["measure"] or "", printed=True), Words(figure))
        return _joined(": ", parts)
    if fact.kind == "deadline":
        return _joined(" — ", (Words(_limit(values, lang)), Words(str(values["quote"]), printed=True)))
    if fact.kind == "legal_reference":
        named = " ".join(part for part in (values["type"], values["number"]) if part)
        return (Words(named, printed=True),)
    number = values.get("number")
    return (Words(f"{number}. {values['text']}" if number else str(values["text"]), printed=True),)


def fact_details(fact: PlanFact, lang: Lang) -> list[FactDetail]:
    """Each further field that is set."""
    found = []
    for key in _DETAILS[fact.kind]:
        value = fact.values.get(key)
        if value is not None:
            words = Words(_word(key, value, lang), is_printed(key))
            found.append(FactDetail(field_heading(fact.kind, key, lang), words))
    return found


def is_printed(field: str) -> bool:
    """Whether a field holds the plan's own words."""
    return field in _PRINTED


def _joined(between: str, parts: Sequence[Words]) -> tuple[Words, ...]:
    """The pieces that are not empty with something between."""
    kept = [part for part in parts if part.text]
    return tuple(each for part in kept for each in (Words(between), part))[1:]


def field_heading(table: str, field: str, lang: Lang) -> str:
    """What a field of a table is called."""
    return heading(_HEADINGS.get((table, field), field), lang)


def field_text(field: str, value: str | None, lang: Lang) -> str | None:
    """A value before or after a correction as people read it: "1.500,5", "ít nhất"; None where it is empty."""
    if value is None:
        return None
    figure = to_decimal(value) if field in ("value", "value_high", "per") else None
    return value_name(field, value, lang) if figure is None else format_number(figure, lang)


def target_text(values: dict[str, Any], lang: Lang) -> str:
    """Comparator, value and unit of a row of `target`."""
    figures = {name: to_decimal(values[name]) for name in ("value", "value_high", "per")}
    words = {name: values[name] for name in ("comparator", "unit", "unit_text")}
    return value_text(SimpleNamespace(**figures, **words), lang)


def _limit(values: dict[str, Any], lang: Lang) -> str:
    if values["date"] is None:
        return value_name("recurrence", values["recurrence"], lang) or ""
    return f"{value_name('relation', values['relation'], lang) or ''} {date_text(values['date'], lang)}".strip()


def _word(key: str, value: Any, lang: Lang) -> str:
    if key in ("date", "due"):
        return date_text(str(value), lang)
    return str(value_name(key, value, lang) if isinstance(value, str) else value)
