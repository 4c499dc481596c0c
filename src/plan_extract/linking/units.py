"""Which kinds of unit can measure one thing: shares, rates, counts, money; levels and changes apart."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from plan_extract.linking.catalogue import RATES, CatalogueIndicator
from plan_extract.linking.measure_words import load_words
from plan_extract.normalising.characters import fold_match

if TYPE_CHECKING:
    from plan_extract.model.facts import Target

_HEAD_LENGTH = 24
"""More than the longest head of a measure in the register of words."""


def unit_family(target: Target) -> str:
    """The kind of quantity that a target states: %, rate, /100, count, money, time ..., or "" for none.

    "14/14 phường" is a share as well as "100%"; "‰" and "/100.000" are rates.
    """
    if target.unit != "ratio":
        return target.unit or ""
    per = target.per
    if per == 100 and "/" in (target.unit_text or ""):
        return "/100"
    return "rate" if per is not None and is_power_of_ten(per) and per >= 1000 else "%"


def is_power_of_ten(value: Decimal) -> bool:
    """Whether a denominator is one of statistics (1.000, 100.000) and no number of things."""
    return value == value.to_integral_value() and str(int(value)).rstrip("0") == "1"


def counts_things(measure: str) -> bool:
    """Whether a measure is a number of things ("số vụ xâm hại"), so that a % of it is growth, no share."""
    heads = load_words().heads
    folded = _head(measure)
    return folded.startswith(heads["count"]) and not folded.startswith(heads["no-count"])


def _head(measure: str) -> str:
    return fold_match(measure[:_HEAD_LENGTH])


def is_share(measure: str) -> bool:
    """Whether a measure calls itself a share or rate ("tỷ lệ", "tỷ suất")."""
    return _head(measure).startswith(load_words().heads["share"])


def fits(target: Target, indicator: CatalogueIndicator) -> bool:
    """Whether a target's unit, level or change, can be that of an indicator."""
    if target.kind == "qualitative":
        return True
    fitting = indicator.quantity != "change" if target.kind == "zero" else _value_fits(target, indicator)
    return fitting and not (indicator.unit == "count" and is_share(target.measure))


def _value_fits(target: Target, indicator: CatalogueIndicator) -> bool:
    if target.unit == "count" and indicator.counted:
        if not _counts(target.unit_text, indicator.counted):
            return False
        if indicator.unit == "%":
            return target.quantity != "change" and bool((target.unit_text or "").strip())
    if target.quantity == "change":
        return _change_fits(target, indicator)
    if indicator.quantity == "change":
        return False
    return _level_fits(unit_family(target), indicator.unit)


def _counts(unit_text: str | None, things: tuple[str, ...]) -> bool:
    """Whether a printed unit opens with one of the things counted, or names none."""
    printed = fold_match(unit_text or "").strip()
    return not printed or any(printed == thing or printed.startswith(f"{thing} ") for thing in things)


def fits_exactly(target: Target, indicator: CatalogueIndicator) -> bool:
    """Whether a target is stated in the very kind of unit that the indicator has."""
    family = unit_family(target)
    return family == indicator.unit or (family == "rate" and indicator.unit in RATES)


def _change_fits(target: Target, indicator: CatalogueIndicator) -> bool:
    if indicator.quantity == "level":
        return False
    family = unit_family(target)
    if indicator.quantity == "change":
        return family == indicator.unit
    if indicator.unit in ("count", "money"):
        return family in (indicator.unit, "%")
    return family in ("%", "rate") and not counts_things(target.measure)


def _level_fits(family: str, unit: str) -> bool:
    if unit in ("/1.000", "/100.000"):
        return family in ("rate", "%")
    if unit == "%":
        return family in ("%", "rate")
    if unit == "/100":
        return family in ("/100", "other", "count")
    return family == {"lần": "other", "năm": "time"}.get(unit, unit)
