"""The catalogue of indicators (`patterns/indicators/*.yml`), with national values and their sources.

A user's folder of rules may hold `indicators.yml` or `indicators/*.yml` too: a new key there is a new
indicator, a known one gets more wordings, and what the entry says of it besides replaces the old.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from plan_extract.linking.register_files import (
    current_folders,
    load_register,
    read_entries,
    text_of,
    texts_of,
    uncollected,
)
from plan_extract.model.errors import RuleError
from plan_extract.normalising.yaml_files import LINE

Better = Literal["higher", "lower"]

RATES: Final = {"/100": Decimal(100), "/1.000": Decimal(1000), "/100.000": Decimal(100_000)}
"""Units of rates with their denominators."""
UNITS: Final = frozenset({"%", *RATES, "count", "money", "score", "rank", "area", "lần", "năm"})

_FILE_KEYS: Final = frozenset({"about", "field", "source", "entries"})
_ENTRY_KEYS: Final = frozenset(
    {
        "key", "name", "name_en", "number", "unit", "better", "quantity", "numerator", "denominator",
        "wordings", "values", "scoped_values", "change_values", "source", "counted", "parts",
    }
)  # fmt: skip
_SOURCE_KEYS: Final = frozenset({"type", "number", "date", "issuer"})
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_VALUE = re.compile(r"(<=|>=|<|>|~)?(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))?")


@dataclass(frozen=True, slots=True)
class Source:
    """The document that sets an indicator: "Quyết định", "23/QĐ-TTg", ISO date, issuer."""

    type: str
    number: str
    date: str
    issuer: str


@dataclass(frozen=True, slots=True)
class NationalValue:
    """A national target: `value` (to `high` for a range) by the end of `year`, in the indicator's unit.

    `quantity` is `change` where the country is to rise or fall by it (a year).
    """

    year: int
    comparator: str
    value: Decimal
    high: Decimal | None = None
    scope: str | None = None
    quantity: Literal["level", "change"] = "level"


@dataclass(frozen=True, slots=True)
class CatalogueIndicator:
    """An indicator with its identity (`key`), names, unit, better direction, wordings and national values.

    `counted` are the things that a number counts ("hộ"), where another ("người") would be another number; of a
    share those by which plans give it as well ("12 xã"). `parts` are those of the whole that plans give it for.
    """

    key: str
    name: str
    name_en: str
    field: str
    unit: str
    better: Better | None
    quantity: Literal["level", "change"] | None
    number: str | None
    numerator: str | None
    denominator: str | None
    wordings: tuple[str, ...]
    values: tuple[NationalValue, ...]
    source: Source | None
    place: str
    counted: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def direction(self) -> Literal["increase", "decrease"] | None:
        """`better` in the terms of the contract."""
        return {"higher": "increase", "lower": "decrease"}.get(self.better or "")  # type: ignore[return-value]


class Catalogue:
    """All indicators by key, in the order of the files."""

    def __init__(self, indicators: Iterable[CatalogueIndicator]) -> None:
        self.indicators = {indicator.key: indicator for indicator in indicators}

    def __getitem__(self, key: str) -> CatalogueIndicator:
        return self.indicators[key]

    def __iter__(self) -> Iterator[CatalogueIndicator]:
        return iter(self.indicators.values())

    def __len__(self) -> int:
        return len(self.indicators)


def load_catalogue() -> Catalogue:
    """The catalogue of the package and the user's folder; the same one at every call.

    Raises RuleError with file and line for an entry that does not hold what it must.
    """
    return _load(current_folders())


@cache
@uncollected
def _load(folders: tuple[Path, ...]) -> Catalogue:
    found: dict[str, CatalogueIndicator] = {}
    for folder in folders:
        seen: dict[str, str] = {}
        for path in _files(folder):
            for indicator in _read_file(path, found):
                if indicator.key in seen:
                    other = seen[indicator.key]
                    raise RuleError(f"{indicator.place}: the key {indicator.key!r} is there twice (also {other})")
                seen[indicator.key] = indicator.place
                found[indicator.key] = indicator
    return Catalogue(found.values())


def _files(folder: Path) -> list[Path]:
    own = folder / "indicators.yml"
    return [*([own] if own.exists() else []), *sorted((folder / "indicators").glob("*.yml"))]


def _read_file(path: Path, known: dict[str, CatalogueIndicator]) -> Iterator[CatalogueIndicator]:
    loaded = load_register(path, _FILE_KEYS)
    field = loaded.get("field") or path.stem
    source = _read_source(loaded.get("source"), f"{path}:1")
    for place, entry in read_entries(path, loaded, _ENTRY_KEYS):
        key = text_of(entry, "key", place)
        if not _KEY.fullmatch(key):
            raise RuleError(f"{place}: the key {key!r} must be of small letters, digits and hyphens")
        if key in known:
            yield _extend(known[key], entry, place)
        else:
            yield _read_entry(entry, field, source, place)


def _read_entry(entry: dict[str, Any], field: str, source: Source | None, place: str) -> CatalogueIndicator:
    own_source = _read_source(entry["source"], place) if "source" in entry else source
    return CatalogueIndicator(
        key=entry["key"],
        name=text_of(entry, "name", place),
        name_en=text_of(entry, "name_en", place),
        field=field,
        unit=_one_of(entry, "unit", UNITS, place) or "",
        better=_one_of(entry, "better", frozenset({"higher", "lower"}), place, empty=True),  # type: ignore[arg-type]
        quantity=_one_of(entry, "quantity", frozenset({"level", "change"}), place, empty=True),  # type: ignore[arg-type]
        number=entry.get("number"),
        numerator=entry.get("numerator"),
        denominator=entry.get("denominator"),
        wordings=texts_of(entry, "wordings", place),
        values=tuple(_read_values(entry, place)),
        source=own_source,
        place=place,
        counted=texts_of(entry, "counted", place),
        parts=texts_of(entry, "parts", place),
    )


def _extend(known: CatalogueIndicator, entry: dict[str, Any], place: str) -> CatalogueIndicator:
    """A known indicator with what a user's entry adds or says anew."""
    given: dict[str, Any] = {name: entry[name] for name in ("name", "name_en", "number") if name in entry}
    if values := tuple(_read_values(entry, place)):
        given["values"] = values
    if "source" in entry:
        given["source"] = _read_source(entry["source"], place)
    wordings = (*known.wordings, *texts_of(entry, "wordings", place))
    return replace(known, wordings=wordings, place=place, **given)


def _one_of(entry: dict[str, Any], key: str, allowed: frozenset[str], place: str, *, empty: bool = False) -> str | None:
    value = entry.get(key)
    if value is None and empty:
        return None
    if value not in allowed:
        raise RuleError(f"{place}: {key!r} must be one of {', '.join(sorted(allowed))}, not {value!r}")
    return str(value)


def _read_source(raw: Any, place: str) -> Source | None:
    if raw is None:
        return None
    if not isinstance(raw, dict) or set(raw) - {LINE} != _SOURCE_KEYS:
        raise RuleError(f"{place}: a source has {', '.join(sorted(_SOURCE_KEYS))}")
    return Source(**{key: str(raw[key]) for key in _SOURCE_KEYS})


def _read_values(entry: dict[str, Any], place: str) -> Iterator[NationalValue]:
    quantity = entry.get("quantity") or "level"
    yield from _read_years(entry.get("values"), place, quantity, None)
    yield from _read_years(entry.get("change_values"), place, "change", None)
    for scope, years in (entry.get("scoped_values") or {}).items():
        if scope != LINE:
            yield from _read_years(years, place, quantity, scope)


def _read_years(raw: Any, place: str, quantity: Any, scope: str | None) -> Iterator[NationalValue]:
    if raw is not None and not isinstance(raw, dict):
        raise RuleError(f"{place}: values are years with a value each")
    for year, text in (raw or {}).items():
        if year == LINE:
            continue
        match = _VALUE.fullmatch(text) if isinstance(text, str) else None
        if match is None or not isinstance(year, int):
            form = 'write it as text: "9.5", "<9", ">=80", "2-3"'
            raise RuleError(f"{place}: {year}: {text!r} is no value; {form}")
        sign, low, high = match.groups()
        comparator = "range" if high else sign or "="
        yield NationalValue(year, comparator, Decimal(low), Decimal(high) if high else None, scope, quantity)
