"""What the register knows of an agency, in words: unknown, its unit open, its end and who took over."""

from __future__ import annotations

from collections.abc import Iterable

from plan_extract.analysis.succession import Heir, Known
from plan_extract.views.deadlines import format_day
from plan_extract.views.wording import Lang, phrase, value_name


def known_text(known: Known, lang: Lang) -> str | None:
    """One line; None where there is nothing to remark."""
    parts = []
    if known.unknown:
        parts.append(phrase("in_no_register", lang))
    if known.open_place is not None:
        open_place = phrase("unit_open", lang)
        parts.append(f"{open_place} ({known.open_place})" if known.open_place else open_place)
    if known.ended:
        ended = phrase("ended", lang).format(day=format_day(known.ended, lang))
        heirs = "; ".join(_heir_text(heir, lang) for heir in known.heirs)
        parts.append(f"{ended}: {heirs}" if heirs else ended)
    if known.named_later:
        parts.append(phrase("named_later", lang).format(day=format_day(known.named_later, lang)))
    return ". ".join(parts) or None


def known_notes(names: Iterable[str], known: Iterable[Known], lang: Lang) -> list[str]:
    """A line for each agency of which there is something to remark."""
    lines = ((name, known_text(one, lang)) for name, one in zip(names, known, strict=False))
    return [f"{name}: {text}" for name, text in lines if text]


def _heir_text(heir: Heir, lang: Lang) -> str:
    name = heir.name
    if heir.level:
        name = phrase("of_level", lang).format(name=name, level=value_name("level", heir.level, lang))
    return f"{name} ({heir.scope})" if heir.scope else name
