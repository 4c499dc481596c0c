"""A comparison by the units of a later day: what became of the units whose plans are compared.

A share or rate of a merged unit is not the sum of its parts', nor their mean: without weights it is shown for
each old unit. Counts may be added where every part of the unit is there, whole, with one value each.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from plan_extract.analysis.compare import ComparedTarget, CompareQuestion, Comparison, UnitGroup, compare
from plan_extract.analysis.compared import value_of
from plan_extract.analysis.country import CountryTarget
from plan_extract.analysis.standing import GroupStanding, make_standings
from plan_extract.analysis.wording import fold
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.values import adds_up
from plan_extract.model.errors import UsageError
from plan_extract.storage.calendar import find_days

Fate = Literal["same", "renamed", "merged", "split", "later", "open", "country"]
"""What became of a unit; `later` did not stand yet on the day, `open` is not known to be one unit."""
Obstacle = Literal["ratio", "change", "parts", "divided", "unlike"]
"""Why values are not added: no weights, a change, a part missing, a part went elsewhere too, several values."""

_TERRITORIAL: Final = ("province", "district", "commune")
_BOUNDS: Final = {frozenset({"=", ">="}): ">=", frozenset({"=", "<="}): "<="}


@dataclass(frozen=True)
class RegroupedTarget:
    """A target with its unit then (`unit`), and what that is on the day (`heirs`, the main one first). `alike` as in
    `Standing`."""

    target: ComparedTarget
    unit: str | None
    fate: Fate
    heirs: tuple[str, ...]
    alike: bool = True


@dataclass(frozen=True)
class Total:
    """The sum over the units that were merged, in the unit of the group; `parts` are these units."""

    value: Decimal
    comparator: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class UnitOfDay:
    """A unit of the day with the targets of what it was made of; a split unit stands under the unit above its
    heirs. `total` or the reason why there is none, where several old units were merged; `absent` are those
    of its parts that have no value."""

    locality_id: str | None
    name: str
    rows: tuple[RegroupedTarget, ...]
    total: Total | None
    obstacle: Obstacle | None
    absent: tuple[str, ...]


@dataclass(frozen=True)
class RegroupedTargets:
    """The units of the day for one unit of measure and year; `country`, `indicator` and `mixed` as in `GroupStanding`."""

    group: UnitGroup
    year: int | None
    units: tuple[UnitOfDay, ...]
    country: tuple[CountryTarget, ...]
    indicator: str | None = None
    mixed: bool = False


@dataclass(frozen=True)
class Regrouped:
    """The answer by the units of `day`."""

    day: date
    groups: tuple[RegroupedTargets, ...]


def day_of(text: str) -> date:
    """The last day of a year, or the day itself. Raises `UsageError` for other text."""
    try:
        return date(int(text), 12, 31) if text.isdigit() and len(text) == 4 else date.fromisoformat(text)
    except ValueError:
        raise UsageError(f'"{text}" is neither a year (2026) nor a day (2026-07-01)') from None


def compare_as_of(connection: sqlite3.Connection, question: CompareQuestion, day: date) -> tuple[Comparison, Regrouped]:
    """Line up the targets of one indicator by the units of a day; `within` names a unit of that day.

    Raises `UsageError` as `compare` does, and where no unit of that day, or more than one, has the name.
    """
    register = LocalityRegister.load()
    within = _unit_named(register, question.within, day) if question.within else None
    answer = compare(connection, replace(question, within=None), whole=True)
    placer = _Placer(connection, register, day)
    if within is not None:
        answer = _narrow(answer, placer, within)
    groups = [_regroup(made, placer) for made in make_standings(connection, answer).groups]
    if within is not None:
        groups = [replace(group, country=()) for group in groups]
    return answer, Regrouped(day, tuple(groups))


def _unit_named(register: LocalityRegister, text: str, day: date) -> Locality:
    above: Locality | None = None
    for part in reversed([part.strip() for part in text.split(",") if part.strip()]):
        found = register.find(part, on=day, within=above) or register.find(part, on=day, within=above, unaccented=True)
        highest = [unit for unit in found if unit.level == found[0].level]
        if not found:
            raise UsageError(f'no unit of {day.isoformat()} is named "{part}"')
        if len(highest) > 1:
            names = "; ".join(_full_name(register, unit) for unit in highest[:8])
            raise UsageError(f'"{part}" is the name of several units of {day.isoformat()}: {names}')
        above = highest[0]
    if above is None:
        raise UsageError("--within names no place")
    return above


def _narrow(answer: Comparison, placer: _Placer, within: Locality) -> Comparison:
    groups = []
    for group in answer.groups:
        kept = tuple(target for target in group.targets if placer.lies_within(target, within))
        if kept:
            groups.append(replace(group, targets=kept))
    plans = {target.document_id for group in groups for target in group.targets}
    return replace(answer, groups=tuple(groups), plans=len(plans))


def _regroup(made: GroupStanding, placer: _Placer) -> RegroupedTargets:
    units: dict[str | None, list[RegroupedTarget]] = {}
    for row in made.rows:
        holder, regrouped = placer.place(row.target)
        units.setdefault(holder.id if holder else None, []).append(replace(regrouped, alike=row.alike))
    found = [placer.unit(id_, rows) for id_, rows in units.items()]
    if made.mixed:  # of whatever the words were found in: not to be added up
        found = [replace(unit, total=None, obstacle="unlike") if unit.total else unit for unit in found]
    found.sort(key=lambda unit: (unit.locality_id is None, fold(unit.name)))
    return RegroupedTargets(made.group, made.year, tuple(found), made.country, made.indicator, made.mixed)


class _Placer:
    """Plans to their units of the day; each document is looked up once."""

    def __init__(self, connection: sqlite3.Connection, register: LocalityRegister, day: date) -> None:
        self._connection = connection
        self._register = register
        self._day = day
        self._own: dict[str, Locality | None] = {}

    def place(self, target: ComparedTarget) -> tuple[Locality | None, RegroupedTarget]:
        """The unit of the day under which a target stands, and the target with its fate."""
        own = self._unit_of(target)
        if own is None:
            fate: Fate = "country" if target.level in ("national", "ministry") else "open"
            superior = None if fate == "country" else self._superior(target)
            holder = self._common(self._heirs(superior)) if superior else None
            return holder, RegroupedTarget(target, None, fate, ())
        heirs = self._heirs(own)
        name = own.full_name
        if not heirs:
            return own, RegroupedTarget(target, name, "later", ())
        names = tuple(heir.full_name for heir in heirs)
        if len(heirs) > 1:
            return self._common(heirs), RegroupedTarget(target, name, "split", names)
        return heirs[0], RegroupedTarget(target, name, self._fate(own, heirs[0]), names)

    def unit(self, id_: str | None, rows: Sequence[RegroupedTarget]) -> UnitOfDay:
        """A unit of the day with its rows and what can be said of them together."""
        if id_ is None:
            return UnitOfDay(None, "", tuple(rows), None, None, ())
        unit = self._register.get(id_)
        name = _full_name(self._register, unit)
        ordered = sorted(rows, key=lambda row: (row.fate not in ("same", "renamed"), row.target.place))
        merged = [row for row in ordered if row.fate == "merged" and row.target.level == unit.level]
        total, obstacle, absent = self._total(unit, merged)
        return UnitOfDay(id_, name, tuple(ordered), total, obstacle, absent)

    def lies_within(self, target: ComparedTarget, within: Locality) -> bool:
        """Whether a plan's unit lies, on the day, in `within`; of a split unit, whether any part does."""
        own = self._unit_of(target) or self._superior(target)
        return own is not None and any(self._register.is_within(heir, within) for heir in self._heirs(own) or (own,))

    def _total(
        self, unit: Locality, merged: Sequence[RegroupedTarget]
    ) -> tuple[Total | None, Obstacle | None, tuple[str, ...]]:
        """The sum over the parts of a merged unit, or why there is none, and parts without a value."""
        if not merged:
            return None, None, ()
        targets = [row.target for row in merged]
        first = targets[0]
        if first.quantity == "change":
            return None, "change", ()
        if not all(adds_up(target.unit, target.unit_text, target.measure, target.quote) for target in targets):
            return None, "ratio", ()
        owns = {own.id: own for target in targets if (own := self._unit_of(target))}
        parts = {part.id: part for own in owns.values() for part in self._parts(unit, own)}
        absent = tuple(part.full_name for id_, part in parts.items() if id_ not in owns)
        if absent or not set(owns) <= set(parts):
            return None, "parts", absent
        if any(self._heirs(part) != (unit,) for part in parts.values()):
            return None, "divided", ()
        whole = len(targets) == len(owns) and all(target.scope is None for target in targets)
        comparator = _shared_comparator(targets)
        if not whole or comparator is None:
            return None, "unlike", ()
        total = sum((value_of(target) for target in targets), Decimal(0))
        return Total(total, comparator, tuple(own.full_name for own in owns.values())), None, ()

    def _parts(self, unit: Locality, own: Locality) -> tuple[Locality, ...]:
        """The units of which `unit` was made, as they stood together with `own`."""
        last = own.valid_to or self._day
        return self._register.predecessors(unit, last)

    def _fate(self, own: Locality, heir: Locality) -> Fate:
        if own.id == heir.id:
            return "same"
        return "renamed" if self._parts(heir, own) == (own,) else "merged"

    def _heirs(self, unit: Locality) -> tuple[Locality, ...]:
        return self._register.successors(unit, self._day)

    def _common(self, units: Sequence[Locality]) -> Locality | None:
        """The lowest unit that holds all of some; None where there is none."""
        lines = [(unit, *self._register.parents(unit)) for unit in units]
        return next((step for step in lines[0] if all(step in line for line in lines)), None) if lines else None

    def _unit_of(self, target: ComparedTarget) -> Locality | None:
        if target.document_id not in self._own:
            row = self._connection.execute(
                "SELECT locality_id FROM document WHERE id = ?", (target.document_id,)
            ).fetchone()
            self._own[target.document_id] = self._register.get(row[0]) if row and row[0] else None
        return self._own[target.document_id]

    def _superior(self, target: ComparedTarget) -> Locality | None:
        """The lowest unit above a plan whose own unit is open."""
        found = self._register.place(
            level=target.level,
            province=target.province,
            district=target.district,
            commune=target.commune,
            on=_day_of(target),
        )
        return found.superior


def _shared_comparator(targets: Sequence[ComparedTarget]) -> str | None:
    """What can be said of a sum: bounds on one side add up with plain values, others do not."""
    found = frozenset(_comparators(targets))
    if len(found) == 1:
        only = next(iter(found))
        return None if only == "range" else only
    return _BOUNDS.get(found)


def _comparators(targets: Sequence[ComparedTarget]) -> Iterator[str]:
    for target in targets:
        yield target.comparator or "="


def _day_of(target: ComparedTarget) -> date | None:
    days = find_days(target.issued_date)
    return date.fromisoformat(days[0]) if days else None


def _full_name(register: LocalityRegister, unit: Locality) -> str:
    return ", ".join(step.full_name for step in (unit, *register.parents(unit)))
