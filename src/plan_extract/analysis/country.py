"""The country's own targets beside those of plans: national values of the catalogue with their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile
from typing import Final

from plan_extract.analysis.compared import UnitGroup
from plan_extract.linking.catalogue import RATES, CatalogueIndicator, NationalValue, Source, load_catalogue

_UNITS: Final = {"money": "đồng", "area": "ha", "score": "điểm", "rank": "hạng"}
_KINDS: Final = {"%": "%", "/100": "ratio", "money": "money", "area": "area", "score": "score", "rank": "rank",
                 "count": "count", "năm": "time"}  # fmt: skip
_MOVES: Final = {"increase": "tăng", "decrease": "giảm"}
_WORDS: Final = {"<": "dưới ", "<=": "không quá ", ">": "trên ", ">=": "ít nhất ", "~": "khoảng "}


@dataclass(frozen=True)
class CountryTarget:
    """What a national programme sets for an indicator and a year. `sentence` says it with its source.

    `value` (to `value_high` for a range) is in the unit in which values of the indicator are compared.
    """

    indicator: str
    name: str
    number: str | None
    comparator: str
    value: Decimal
    value_high: Decimal | None
    unit: str
    unit_text: str
    per: Decimal | None
    normalised_unit: str
    quantity: str
    year: int
    scope: str | None
    source: Source
    sentence: str


def national_unit(indicator: CatalogueIndicator) -> str:
    """The unit in which targets can be compared with the national values of an indicator."""
    return _UNITS.get(indicator.unit, indicator.unit)


def country_targets(group: UnitGroup, year: int | None, indicator: str | None) -> tuple[CountryTarget, ...]:
    """The national values of an indicator for a year that can be compared with a group of targets.

    None where the catalogue has no source for them, and none that a national plan of the group states itself.
    """
    known = load_catalogue().indicators.get(indicator or "")
    if known is None or known.source is None or year is None:
        return ()
    stated = {
        (target.scope, target.normalised_value)
        for target in takewhile(lambda target: target.level == "national", group.targets)
        if target.year == year
    }
    return tuple(made for made in _targets(known, known.source, group, year) if (made.scope, made.value) not in stated)


def _targets(indicator: CatalogueIndicator, source: Source, group: UnitGroup, year: int) -> Iterator[CountryTarget]:
    unit = national_unit(indicator)
    move, shared = _shared_unit(group)
    printed = "" if unit == "count" else unit
    for value in indicator.values:
        if (value.year, value.quantity) != (year, group.quantity or "level") or shared.removesuffix("/năm") != unit:
            continue
        if move and indicator.quantity != "change" and _MOVES.get(indicator.direction or "") != move:
            continue
        per = RATES.get(indicator.unit)
        blank = "" if printed in ("", "%", *RATES) else " "
        text = f"{move} {_in_full(value)}{blank}{shared if move else printed}".strip()
        yield CountryTarget(
            indicator.key, indicator.name, indicator.number, value.comparator, value.value, value.high,
            "ratio" if per else _KINDS.get(indicator.unit, "other"), printed, per,
            group.normalised_unit or unit, value.quantity, year, value.scope, source,
            _sentence(indicator, source, value, text),
        )  # fmt: skip


def _shared_unit(group: UnitGroup) -> tuple[str, str]:
    """The word of movement (empty for levels) and the unit of a group."""
    move, blank, unit = (group.normalised_unit or "").partition(" ")
    return (move, unit) if blank and group.quantity == "change" else ("", group.normalised_unit or "")


def _in_full(value: NationalValue) -> str:
    high = "" if value.high is None else f" - {_figure(value.high)}"
    return f"{_WORDS.get(value.comparator, '')}{_figure(value.value)}{high}"


def _figure(value: Decimal) -> str:
    return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))


def _sentence(indicator: CatalogueIndicator, source: Source, value: NationalValue, text: str) -> str:
    scope = f" ({value.scope})" if value.scope else ""
    number = f", chỉ tiêu {indicator.number}" if indicator.number else ""
    day = "/".join(reversed(source.date.split("-")))
    document = f"{source.type} {source.number} ngày {day} của {source.issuer}{number}"
    return f"{indicator.name}{scope}: {text} năm {value.year} ({document})"
