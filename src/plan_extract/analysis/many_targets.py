"""Comparisons of very many targets: counted and put in order in an index alone, read in full as they are looked at.

The most frequent indicators of the catalogue stand in every third plan. Nobody reads tens of thousands of targets,
but everybody wants to know how many there are, in which units, how far they lie apart, and to see the first.
The table `compared_target` holds what that takes, in order; sentences are read a few hundred at a time.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, NamedTuple, TypeVar, overload

from plan_extract.analysis.compared import (
    LEVELS,
    ComparedTarget,
    UnitGroup,
    dicts,
    order_of,
    target_of,
    unit_group,
    unit_key,
    value_of,
)
from plan_extract.analysis.spread import Series, series_of
from plan_extract.storage.columns import to_decimal

Row = TypeVar("Row")

_AT_ONCE: Final = 100
"""How many rows are read when one is looked at."""
_FIRST: Final = 20
"""How many are read when the very first is."""
_ORDER: Final = "c.level, c.year, c.descending, c.place, c.target_id"
"""`order_of` in SQL; of one unit the table is in this order."""


class UnitParts(NamedTuple):
    """What `unit_key` looks at, as stored."""

    normalised_unit: str | None
    unit: str | None
    per: Decimal | None
    unit_text: str | None
    quantity: str | None
    kind: str

    @classmethod
    def of(cls, unit: str) -> UnitParts:
        """The parts in the column `unit`."""
        normalised_unit, name, per, unit_text, quantity, kind = json.loads(unit)
        return cls(normalised_unit, name, to_decimal(per), unit_text, quantity, kind)


class RowsLater(Sequence[Row]):
    """Rows in their order, each read when it is looked at, from a connection that must stay open until then.

    `find_ids` gives the ids of the first rows, of all for None; `read` the rows of some ids.
    """

    def __init__(
        self,
        length: int,
        find_ids: Callable[[int | None], list[str]],
        read: Callable[[list[str]], Iterable[tuple[str, Row]]],
    ) -> None:
        self._length = length
        self._find_ids = find_ids
        self._read = read
        self._ids: list[str] = []
        self._rows: dict[str, Row] = {}

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        if isinstance(place, slice):
            return tuple(self[at] for at in range(*place.indices(self._length)))
        at = place + self._length if place < 0 else place
        if not 0 <= at < self._length:
            raise IndexError(place)
        if at >= len(self._ids):
            self._ids = self._find_ids(_AT_ONCE if at < _AT_ONCE else None)
        if self._ids[at] not in self._rows:
            first, count = (0, _FIRST) if at < _FIRST else (at - at % _AT_ONCE, _AT_ONCE)
            self._rows.update(self._read(self._ids[first : first + count]))
        return self._rows[self._ids[at]]


@dataclass(frozen=True)
class _Table:
    """Targets of an indicator of the catalogue as extracted, without those that people corrected."""

    connection: sqlite3.Connection
    indicator: str
    year: int | None
    level: str | None
    corrected: tuple[str, ...]
    """Ids that are left out."""

    def rows(self, columns: str, *, units: Sequence[str] | None = None, year: int | None = None, last: str = "",
             most: int | None = None) -> Iterator[tuple[Any, ...]]:  # fmt: skip
        """Columns of the table `c`, of some units and of a year (0: none) alone where they are given."""
        conditions, values = ["c.canonical_indicator_id = ?"], list[Any]([self.indicator])
        if units is not None and len(units) == 1:
            conditions.append("c.unit = ?")
            values.append(units[0])
        elif units is not None:
            conditions.append("c.unit IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(units, ensure_ascii=False))
        year = self.year if year is None else year
        if self.level is not None:
            conditions.append(f"c.level = {LEVELS.index(self.level)}")
        elif year is not None:
            conditions.append(f"c.level IN ({', '.join(map(str, range(len(LEVELS))))})")
        if year is not None:
            conditions.append("c.year = ?")
            values.append(year)
        if self.corrected:
            conditions.append("c.target_id NOT IN (SELECT value FROM json_each(?))")
            values.append(json.dumps(self.corrected))
        if most is not None:
            last += " LIMIT ?"
            values.append(most)
        cursor = self.connection.cursor()
        cursor.row_factory = None
        return cursor.execute(
            f"SELECT {columns} FROM compared_target c WHERE {' AND '.join(conditions)} {last}", values
        )


@dataclass(frozen=True)
class UnitMembers:
    """The targets of one unit group: those in the table, and those that people corrected."""

    table: _Table
    units: list[str] = field(default_factory=list)
    stored: list[int] = field(default_factory=list)
    """How many the table has of each of `units`."""
    corrected: list[ComparedTarget] = field(default_factory=list)

    @property
    def indicator(self) -> str:
        """The id of their indicator in the catalogue."""
        return self.table.indicator

    def __len__(self) -> int:
        return sum(self.stored) + len(self.corrected)

    def find_ids(self, most: int | None) -> list[str]:
        """Ids in the order of a comparison, the first or all."""
        rows = self.table.rows(_ORDER, units=self.units, last=f"ORDER BY {_ORDER}", most=most)
        if not self.corrected:
            return [row[4] for row in rows]
        keys = [(row[0], row[1], to_decimal(row[2]), row[3], row[4]) for row in rows]
        return [key[4] for key in sorted([*keys, *map(order_of, self.corrected)])][:most]

    def values(self) -> dict[int | None, dict[Series, list[Decimal]]]:
        """The values by year and series, in order."""
        found: dict[int | None, dict[Series, list[Decimal]]] = {}
        rows = self.table.rows("c.year, c.level, -c.descending, count(*), sum(c.of_part)", units=self.units,
                               last="GROUP BY c.unit, c.level, c.year, c.descending")  # fmt: skip
        for year, level, value, count, of_parts in rows:
            for is_part, number in ((False, count - of_parts), (True, of_parts)):
                if number:
                    series = found.setdefault(year or None, {}).setdefault((LEVELS[level], is_part), [])
                    series.extend([Decimal(str(value))] * number)
        for target in self.corrected:
            if target.value is not None:
                found.setdefault(target.year, {}).setdefault(series_of(target), []).append(value_of(target))
        for by_series in found.values():
            for values in by_series.values():
                values.sort()
        return found

    def ranking(self, year: int | None, sign: int, most: int | None) -> list[tuple[int, bool, Decimal, str, str]]:
        """Level, whether it is of a part only, value times `sign`, place and id of the targets of a year, in order."""
        value = "-c.descending" if sign > 0 else "c.descending"
        columns = f"c.level, c.of_part, {value}, c.place, c.target_id"
        rows = self.table.rows(columns, units=self.units, year=year or 0, last="ORDER BY 1, 2, 3, 4, 5", most=most)
        found = [(row[0], bool(row[1]), Decimal(str(row[2])), row[3], row[4]) for row in rows]
        for target in self.corrected:
            if target.value is not None and target.year == year:
                level, of_part = LEVELS.index(target.level), target.scope is not None
                found.append((level, of_part, sign * value_of(target), target.place, target.target_id))
        return sorted(found)[:most]

    def read(self, ids: list[str]) -> list[tuple[str, ComparedTarget]]:
        """The targets of some ids."""
        return [(target.target_id, target) for target in _read(self.table.connection, ids)]


class TargetsLater(RowsLater[ComparedTarget]):
    """The targets of a group, read when they are looked at; `members` tells of them without reading any."""

    def __init__(self, members: UnitMembers) -> None:
        super().__init__(len(members), members.find_ids, members.read)
        self.members = members


def count_targets(
    connection: sqlite3.Connection, indicator: str, year: int | None, level: str | None, *, most: int
) -> int:
    """How many targets there are of an indicator, corrections aside; counted up to `most`."""
    return sum(1 for _ in _Table(connection, indicator, year, level, ()).rows("1", most=most))


def group_targets(
    connection: sqlite3.Connection, indicator: str, year: int | None, level: str | None
) -> tuple[tuple[UnitGroup, ...], int]:
    """The groups of a comparison of all places, and the number of plans in it."""
    groups, table, corrected = _grouped(connection, indicator, year, level)
    return groups, _count_plans(table, corrected)


def only_groups(
    connection: sqlite3.Connection, indicator: str, year: int | None, level: str | None
) -> tuple[UnitGroup, ...]:
    """The groups alone, for where plans are counted over several indicators."""
    return _grouped(connection, indicator, year, level)[0]


def _grouped(
    connection: sqlite3.Connection, indicator: str, year: int | None, level: str | None
) -> tuple[tuple[UnitGroup, ...], _Table, Sequence[ComparedTarget]]:
    ids = tuple(str(row[0]) for row in connection.execute(
        "SELECT DISTINCT t.id FROM correction x CROSS JOIN target t ON t.id = x.fact_id "
        "WHERE x.fact_table = 'target' AND x.active = 1 AND t.canonical_indicator_id = ?", (indicator,),
    ))  # fmt: skip
    table = _Table(connection, indicator, year, level, ids)
    narrowed = [(name, value) for name, value in (("year", year), ("level", level)) if value is not None]
    where = "".join(f" AND {name} = ?" for name, _ in narrowed)
    corrected = _read(connection, ids, where, [value for _, value in narrowed]) if ids else []
    units: dict[tuple[str, ...], UnitMembers] = {}
    for unit, count in table.rows("c.unit, count(*)", last="GROUP BY c.unit"):
        members = units.setdefault(unit_key(UnitParts.of(unit)), UnitMembers(table))
        members.units.append(unit)
        members.stored.append(count)
    for target in corrected:
        units.setdefault(unit_key(target), UnitMembers(table)).corrected.append(target)
    keys = sorted(units, key=lambda key: (key[0], -len(units[key]), key))
    return tuple(unit_group(TargetsLater(units[key])) for key in keys), table, corrected


def _count_plans(table: _Table, corrected: Sequence[ComparedTarget]) -> int:
    """The number of plans; the id of a fact begins with that of its plan."""
    if not table.corrected and table.level is None:
        sql, values = "SELECT DISTINCT document_id FROM target WHERE canonical_indicator_id = ?", [table.indicator]
        year = "" if table.year is None else f" AND year = {table.year:d}"
        return int(table.connection.execute(f"SELECT count(*) FROM ({sql}{year})", values).fetchone()[0])
    rows = table.rows("DISTINCT substr(c.target_id, 1, instr(c.target_id, '-') - 1)")
    return len({*(row[0] for row in rows), *(target.document_id for target in corrected)})


def _read(
    connection: sqlite3.Connection, ids: Sequence[str], where: str = "", values: Sequence[Any] = ()
) -> list[ComparedTarget]:
    rows = connection.execute(
        f"SELECT * FROM target_comparison WHERE target_id IN (SELECT value FROM json_each(?)){where}",
        (json.dumps(ids), *values),
    )
    return [target_of(row, "catalogue") for row in dicts(rows)]
