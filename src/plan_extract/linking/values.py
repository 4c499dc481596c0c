"""Values made comparable: one unit for what measures the same, and none shared by what does not.

Shares ("95%", "14/14 phường") become %; rates (‰, "/1.000", "/100.000") become rates per 100,000, or what the
indicator of the catalogue is counted in; money is in đồng, areas in hectares. A count has the thing
counted as its unit, so it is never compared with a rate. A change has a unit of its own that names its
direction ("giảm %", "tăng %/năm"), so it is never compared with a level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from plan_extract.linking.catalogue import RATES, CatalogueIndicator
from plan_extract.linking.register_files import current_folders, load_register, read_entries, text_of, texts_of
from plan_extract.linking.units import unit_family
from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match

if TYPE_CHECKING:
    from plan_extract.model.facts import Target

REGISTER: Final = "comparable_units"
DEFAULT_RATE: Final = "/100.000"
COUNT: Final = "count"

_DIGITS: Final = Decimal("0.000001")
_DIRECTIONS: Final = {"increase": "tăng", "decrease": "giảm", "maintain": "duy trì", None: "thay đổi"}
_DIRECTION = re.compile(rf"(?:(?:{'|'.join(_DIRECTIONS.values())}) )?")
_ANNUAL, _MONTHLY, _MONTHS = "/năm", "/tháng", 12
_MONEY_SUFFIX = re.compile(r"/.*")
_YEARLY = re.compile(r"\s*/\s*năm$")


@dataclass(frozen=True, slots=True)
class ComparableValue:
    """A target's value in the unit in which it can be compared; all None for a qualitative target.

    `high` is the upper end of a range, `value` its lower one. `unit` holds direction and period of a change.
    """

    value: Decimal | None
    high: Decimal | None
    unit: str | None


@dataclass(frozen=True, slots=True)
class _UnitTable:
    scales: frozenset[str]
    each: re.Pattern[str]
    units: dict[str, tuple[str, Decimal]]
    counted: dict[str, str]


def comparable_value(target: Target, indicator: CatalogueIndicator | None = None) -> ComparableValue:
    """The value of a target in the unit of its indicator, or of its kind where no catalogue knows it."""
    if target.kind == "qualitative" or target.value is None:
        return ComparableValue(None, None, None)
    unit, factor = _unit(target, indicator)
    if target.quantity == "change":
        unit = f"{_DIRECTIONS[target.direction]} {unit}"
        if target.frequency == "annual" and not unit.endswith(_ANNUAL):
            unit += _ANNUAL
    high = None if target.value_high is None else _times(target.value_high, factor)
    return ComparableValue(_times(target.value, factor), high, unit)


def adds_up(unit: str | None, unit_text: str | None, measure: str, quote: str) -> bool:
    """Whether levels in a unit of the contract may be added over units that were merged: numbers of things,
    money and areas may, unless they are of each unit, a mean or a rate ("cán bộ/phường", "mỗi xã")."""
    if unit not in ("count", "money", "area") or "/" in _YEARLY.sub("", fold_match(unit_text or "")):
        return False
    each = _load(current_folders()).each
    return not (each.search(fold_match(measure)) or each.search(fold_match(quote)))


@lru_cache(maxsize=4096)
def shared_unit(unit: str) -> str:
    """A unit as it is compared: the thing counted without its kind ("giảm hộ nghèo" is "giảm hộ"), also of each."""
    counted = _load(current_folders()).counted
    text = fold_match(unit)
    move = _DIRECTION.match(text)
    begin = move.end() if move else 0
    things = [thing.strip() for thing in text[begin:].split("/")]
    if not any(thing in counted for thing in things):
        return unit
    return text[:begin] + "/".join(counted.get(thing, thing) for thing in things)


def _times(value: Decimal, factor: Decimal) -> Decimal:
    """The product, rounded to six digits behind the point where it has more, without closing zeros."""
    product = value * factor
    if product.as_tuple().exponent < -6:  # type: ignore[operator]
        product = product.quantize(_DIGITS, rounding=ROUND_HALF_EVEN)
    return product.normalize() if product != product.to_integral_value() else Decimal(int(product))


def _unit(target: Target, indicator: CatalogueIndicator | None) -> tuple[str, Decimal]:
    """The comparable unit and what the value is multiplied by to be in it."""
    family = unit_family(target)
    wanted = indicator.unit if indicator is not None else None
    if family in ("%", "rate", "/100"):
        return _part_unit(target, family, wanted)
    if wanted == "/100":
        return "/100", Decimal(1)
    if family == "money":
        return _money_unit(target, wanted)
    if family == "area":
        return "ha", Decimal(1)
    if family in ("score", "rank"):
        return {"score": "điểm", "rank": "hạng"}[family], Decimal(1)
    if wanted == COUNT or target.kind == "zero":
        return COUNT, Decimal(1)
    return _printed_unit(target)


def _money_unit(target: Target, wanted: str | None) -> tuple[str, Decimal]:
    """Đồng with what it is for ("đồng/hộ"); an indicator of the catalogue is a sum a year."""
    match = _MONEY_SUFFIX.search(fold_match(target.unit_text or ""))
    suffix = match.group().replace(" ", "") if match else ""
    if wanted == "money":
        return "đồng", Decimal(_MONTHS if _MONTHLY in suffix else 1)
    if target.frequency == "annual" and not suffix.endswith(_ANNUAL):
        suffix += _ANNUAL
    return f"đồng{suffix}", Decimal(1)


def _part_unit(target: Target, family: str, wanted: str | None) -> tuple[str, Decimal]:
    """Shares and rates: of one another they differ by the denominator alone."""
    parts = Decimal(100) if family == "%" and target.unit == "%" else target.per or Decimal(100)
    if family == "/100" and wanted not in ("%", *RATES):
        return "/100", Decimal(1)
    if wanted == "%" or (family == "%" and wanted not in RATES):
        return "%", Decimal(100) / parts
    unit = wanted if wanted in RATES else DEFAULT_RATE
    return unit, RATES[unit] / parts


def _printed_unit(target: Target) -> tuple[str, Decimal]:
    """A count's thing, or another unit, as printed: small letters, words of size away, one unit a kind."""
    table = _load(current_folders())
    text = " ".join(_YEARLY.sub("", fold_match(target.unit_text or "")).split())
    known = table.units.get(text) if target.unit in ("time", "other") else None
    if known is not None:
        return known
    words = text.split(" ")
    while len(words) > 1 and words[0] in table.scales:
        words = words[1:]
    return " ".join(words) or COUNT, Decimal(1)


@cache
def _load(folders: tuple[Path, ...]) -> _UnitTable:
    scales: set[str] = set()
    each: list[str] = []
    units: dict[str, tuple[str, Decimal]] = {}
    counted: dict[str, str] = {}
    for folder in folders:
        path = folder / f"{REGISTER}.yml"
        if not path.exists():
            continue
        loaded = load_register(path, frozenset({"about", "scales", "each", "counted", "entries"}))
        scales.update(texts_of(loaded, "scales", f"{path}:1"))
        each += texts_of(loaded, "each", f"{path}:1")
        for place, entry in read_entries(path, loaded, frozenset({"as", "units"}), key="counted"):
            counted |= dict.fromkeys(texts_of(entry, "units", place), text_of(entry, "as", place))
        for place, entry in read_entries(path, loaded, frozenset({"unit", "as", "factor"})):
            try:
                factor = Decimal(text_of(entry, "factor", place))
            except InvalidOperation:
                raise RuleError(f"{place}: {entry['factor']!r} is no number") from None
            units[text_of(entry, "unit", place)] = (text_of(entry, "as", place), factor)
    words = "|".join(sorted(map(re.escape, each), key=len, reverse=True))
    return _UnitTable(frozenset(scales), re.compile(rf"\b(?:{words})\b" if words else r"(?!)"), units, counted)
