"""Targets as comparisons have them: what tells units apart, their order, and how they are read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, Protocol

from plan_extract.analysis.wording import fold, place_name
from plan_extract.linking.catalogue import load_catalogue
from plan_extract.linking.values import COUNT, comparable_value, shared_unit
from plan_extract.storage.columns import to_decimal

Match = Literal["catalogue", "measure", "quote", "indicator"]

LEVELS: Final = (
    "national", "ministry", "province", "department", "district", "commune", "party", "front", "other",
)  # fmt: skip
_COUNTED_IN_THINGS: Final = {"count", "other", "time", "ratio"}
"""Units that say nothing of what is counted: there the printed unit tells groups apart."""


@dataclass(frozen=True)
class CompareQuestion:
    """Which indicator (words, or an id or name of the catalogue), narrowed by year, level and place."""

    indicator: str
    year: int | None = None
    level: str | None = None
    within: str | None = None


@dataclass(frozen=True)
class ComparedTarget:
    """One target with where it stands. `match` says what the question's words were found in."""

    target_id: str
    document_id: str
    plan: str | None
    issuer: str | None
    level: str
    place: str
    province: str | None
    district: str | None
    commune: str | None
    issued_date: str | None
    indicator: str | None
    indicator_text: str | None
    measure: str
    scope: str | None
    kind: str
    quantity: str | None
    direction: str | None
    comparator: str | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    unit_text: str | None
    per: Decimal | None
    normalised_value: Decimal | None
    normalised_unit: str | None
    year: int | None
    frequency: str | None
    quote: str
    page: int | None
    confidence: float
    corrected: bool
    match: Match


@dataclass(frozen=True)
class UnitGroup:
    """Targets that can be ranked together: one unit, one quantity. By level, then value, highest first.

    `normalised_unit` is the unit in which the targets' `normalised_value` are compared; the other fields
    are those of the first target.
    """

    normalised_unit: str | None
    unit: str | None
    per: Decimal | None
    unit_text: str | None
    quantity: str | None
    targets: Sequence[ComparedTarget]


@dataclass(frozen=True)
class LeftOutIndicator:
    """An indicator of the catalogue with the number of its targets."""

    id: str
    name: str
    targets: int


@dataclass(frozen=True)
class LeftOut:
    """What an answer leaves out since too many targets hold its words: `hits` of them (at least so many where not
    `counted_all`). The answer has the targets of the indicators that are meant, in whatever words, less those of
    `indicators`; of targets that no catalogue knows it has the first `of_none`.
    """

    hits: int
    counted_all: bool
    indicators: tuple[LeftOutIndicator, ...]
    of_none: int


@dataclass(frozen=True)
class Comparison:
    """The answer. Without any target, `suggestions` holds measures of the database most like the question.

    Where `left_out` is not None the answer is not whole, and a unit has a group for each indicator.
    """

    question: CompareQuestion
    groups: tuple[UnitGroup, ...]
    plans: int
    suggestions: tuple[str, ...] = ()
    left_out: LeftOut | None = None

    @property
    def targets(self) -> tuple[ComparedTarget, ...]:
        """All targets of all groups."""
        return tuple(target for group in self.groups for target in group.targets)


class Unit(Protocol):
    """What tells the units of targets apart."""

    @property
    def normalised_unit(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def per(self) -> Decimal | None: ...
    @property
    def unit_text(self) -> str | None: ...
    @property
    def quantity(self) -> str | None: ...
    @property
    def kind(self) -> str: ...


def unit_key(target: Unit) -> tuple[str, ...]:
    """What two targets must share to stand in one ranking."""
    if target.normalised_unit is not None:
        things = _things(target.unit_text) if COUNT in target.normalised_unit.split() else ""
        return ("", shared_unit(target.normalised_unit), "", things, target.quantity or "")
    printed = _things(target.unit_text) if target.unit in _COUNTED_IN_THINGS else ""
    if target.unit == "ratio" and target.per is not None:
        printed = ""
    per = "" if target.per is None else str(target.per)
    last = "~" if target.kind == "qualitative" else ""
    return (last, target.unit or "", per, printed, target.quantity or "")


def unit_group(targets: Sequence[ComparedTarget]) -> UnitGroup:
    """The group of targets that `unit_key` puts together, in their order."""
    first = targets[0]
    return UnitGroup(
        shared_unit(first.normalised_unit) if first.normalised_unit else first.normalised_unit,
        first.unit,
        first.per,
        shared_unit(first.unit_text) if first.unit_text and first.unit == "count" else first.unit_text,
        first.quantity,
        targets,
    )


def _things(unit_text: str | None) -> str:
    return fold(shared_unit(unit_text or ""))


def value_of(target: ComparedTarget) -> Decimal:
    """The figure by which a target is ranked: made comparable where that is known."""
    value = target.normalised_value if target.normalised_value is not None else target.value
    assert value is not None
    return value


def order_of(target: ComparedTarget) -> tuple[Any, ...]:
    """What targets of one unit are sorted by: level, year, value (highest first), place."""
    value = target.value if target.normalised_value is None else target.normalised_value
    value = -value if value is not None else Decimal(0)
    return (LEVELS.index(target.level), target.year or 0, value, target.place, target.target_id)


def dicts(cursor: sqlite3.Cursor) -> Iterable[dict[str, Any]]:
    """Rows by the names of their columns."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def _comparable(row: dict[str, Any], numbers: dict[str, Decimal | None]) -> tuple[Decimal | None, str | None]:
    """The comparable value and its unit as stored; worked out anew where a person corrected the value."""
    if not row["corrected"] or row["normalised_unit"] is not None or numbers["value"] is None:
        return to_decimal(row["normalised_value"]), row["normalised_unit"]
    from pydantic import ValidationError

    from plan_extract.model import Target

    names = ("section", "kind", "measure", "quantity", "direction", "comparator", "unit", "unit_text", "frequency")
    fields: dict[str, Any] = {**{name: row[name] for name in names}, **numbers}
    try:
        target = Target(**fields, quote=row["quote"], start=0, end=0, rule="", confidence=1)
    except ValidationError:
        return None, None
    catalogue = load_catalogue()
    known = row["canonical_indicator_id"] in catalogue.indicators
    value = comparable_value(target, catalogue[row["canonical_indicator_id"]] if known else None)
    return value.value, value.unit


_FIELDS: Final = tuple(ComparedTarget.__dataclass_fields__)


def target_of(row: dict[str, Any], match: Match) -> ComparedTarget:
    """The target of a row of the view `target_comparison`."""
    numbers = {name: to_decimal(row[name]) for name in ("value", "value_high", "per")}
    comparable = _comparable(row, numbers)
    made: dict[str, Any] = {
        **row,
        "place": place_name(row["commune"], row["district"], row["province"]),
        "corrected": bool(row["corrected"]),
        "match": match,
        "normalised_value": comparable[0],
        "normalised_unit": comparable[1],
        **numbers,
    }
    return ComparedTarget(*map(made.__getitem__, _FIELDS))
