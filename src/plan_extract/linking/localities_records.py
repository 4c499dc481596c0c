"""The units of the locality register: one record a unit and period, with parents and succession.

The data file is built by `scripts/build_localities.py`: a header, a line a unit, a blank line, a line a
key of a name. A line is taken apart only when somebody asks for it: of 15,500 units a plan needs a dozen.
"""

import gzip
import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Final, NamedTuple

from plan_extract.linking.localities_names import unaccented_key

DATA_FILE: Final = "localities.tsv.gz"
REFORM: Final = date(2025, 7, 1)
"""From this day there are no districts: 34 provinces over 3,321 communes (202/2025/QH15, 72/2025/QH15)."""


@dataclass(frozen=True, slots=True)
class Locality:
    """An administrative unit as it stood from `valid_from` to `valid_to`, both days included.

    `id` is the official code and the number of the snapshot that it first appears in ("00004.1"): 1 the
    middle of 2023 and before, 2 early 2025, 3 from 2025-07-01. A unit that took a new name, rank or parent
    is a new record; `code` alone does not identify it, codes were handed on. None as `valid_from` means at
    least since the oldest snapshot, None as `valid_to` that it stands. Where `dates_exact` is false the
    change fell somewhere in that window. Coordinates are degrees (WGS 84) of a point in or near the unit.
    """

    id: str
    code: str
    level: str
    unit_word: str
    name: str
    parent_id: str | None
    valid_from: date | None
    valid_to: date | None
    dates_exact: bool
    latitude: float | None
    longitude: float | None

    @property
    def full_name(self) -> str:
        """The name with its unit word ("huyện Nam Đông", "phường 5")."""
        return f"{self.unit_word} {self.name}"

    def is_valid(self, on: date | None) -> bool:
        """Return whether the unit stood, or may have stood, on a day; any day where `on` is None."""
        if on is None:
            return True
        started = self.valid_from is None or self.valid_from <= on
        return started and (self.valid_to is None or on <= self.valid_to)


class _Row(NamedTuple):
    """A line of the data file; fields are empty where unknown, `successors` are ids parted by blanks."""

    id: str
    code: str
    level: str
    unit_word: str
    name: str
    parent_id: str
    valid_from: str
    valid_to: str
    exact: str
    latitude: str
    longitude: str
    successors: str


class LocalityRecords:
    """All units by id, by key of their names, by parent, by succession."""

    def __init__(self, text: str) -> None:
        units, _, keys = text.partition("\n\n")
        header, *lines = units.split("\n")
        self.header: dict[str, Any] = json.loads(header)
        self._lines: dict[str, str] = {line.partition("\t")[0]: line for line in lines}
        self._keys: dict[str, str] = dict(line.split("\t") for line in keys.split("\n"))
        self._made: dict[str, Locality] = {}
        self._unaccented: dict[str, list[str]] | None = None
        self._children: dict[str, list[str]] | None = None
        self._predecessors: dict[str, list[str]] | None = None

    @classmethod
    def read(cls) -> "LocalityRecords":
        """Return the records of the packaged data file."""
        packed = resources.files("plan_extract.linking").joinpath(DATA_FILE).read_bytes()
        return cls(gzip.decompress(packed).decode())

    def __len__(self) -> int:
        return len(self._lines)

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all units, sorted."""
        return tuple(self._lines)

    def get(self, locality_id: str) -> Locality:
        """Return the unit with an id; raise KeyError where there is none."""
        made = self._made.get(locality_id)
        if made is None:
            made = self._made[locality_id] = _make(self._row(locality_id))
        return made

    def keys(self) -> dict[str, tuple[str, ...]]:
        """Return all keys of names with the ids of the units that have them."""
        return {key: tuple(ids.split(" ")) for key, ids in self._keys.items()}

    def has_key(self, key: str) -> bool:
        """Return whether any unit has this key, without making records."""
        return key in self._keys

    def by_key(self, key: str) -> tuple[Locality, ...]:
        """Return the units with this key of a name."""
        ids = self._keys.get(key)
        return tuple(self.get(found) for found in ids.split(" ")) if ids else ()

    def by_unaccented_key(self, key: str) -> tuple[Locality, ...]:
        """Return the units whose names have this key once their diacritics are gone."""
        if self._unaccented is None:
            self._unaccented = {}
            for accented, ids in self._keys.items():
                self._unaccented.setdefault(unaccented_key(accented), []).extend(ids.split(" "))
        return tuple(self.get(found) for found in dict.fromkeys(self._unaccented.get(key, ())))

    def parents(self, locality: Locality) -> tuple[Locality, ...]:
        """Return the units above, the nearest first."""
        found: list[Locality] = []
        while locality.parent_id:
            locality = self.get(locality.parent_id)
            found.append(locality)
        return tuple(found)

    def children(self, locality: Locality) -> tuple[Locality, ...]:
        """Return the units right below, of all periods."""
        if self._children is None:
            self._children = {}
            for row in map(self._row, self._lines):
                if row.parent_id:
                    self._children.setdefault(row.parent_id, []).append(row.id)
        return tuple(self.get(found) for found in self._children.get(locality.id, ()))

    def successors(self, locality: Locality, on: date | None = None) -> tuple[Locality, ...]:
        """Return what became of a unit, the main heir first: the next ones, or those standing on a day.

        A unit that stands on that day is its own heir. A district's heirs from 2025-07-01 are the communes
        made of the communes it ever had in this record, most parts first. Empty where the day is before the
        unit or no heir is known.
        """
        if on is None:
            return self._next(locality, None)
        if locality.is_valid(on):
            return (locality,)
        if locality.valid_to is None or on <= locality.valid_to:
            return ()
        counts: Counter[Locality] = Counter()
        for heir in self._next(locality, on):
            counts.update(self.successors(heir, on))
        return tuple(heir for heir, _ in counts.most_common())

    def predecessors(self, locality: Locality, on: date | None = None) -> tuple[Locality, ...]:
        """Return the units that a unit was made of, whole or in part: the last, or those standing on a day.

        For a district of early 2025 these are districts; for a commune always communes (or an island
        district that had none).
        """
        if self._predecessors is None:
            self._predecessors = {}
            for row in map(self._row, self._lines):
                for heir in row.successors.split():
                    self._predecessors.setdefault(heir, []).append(row.id)
        before = tuple(self.get(found) for found in self._predecessors.get(locality.id, ()))
        if on is None:
            return before
        if locality.is_valid(on):
            return (locality,)
        if locality.valid_from is None or on >= locality.valid_from:
            return ()
        older = (found for unit in before for found in self.predecessors(unit, on))
        return tuple(dict.fromkeys(older))

    def _row(self, locality_id: str) -> _Row:
        return _Row(*self._lines[locality_id].split("\t"))

    def _next(self, locality: Locality, on: date | None) -> tuple[Locality, ...]:
        """Return the direct heirs; a district's are its communes' where `on` is past the last districts."""
        direct = tuple(self.get(heir) for heir in self._row(locality.id).successors.split())
        past_districts = on is not None and on >= REFORM
        settled = direct and (not past_districts or direct[0].level == "commune")
        if locality.level != "district" or settled:
            return direct
        counts: Counter[Locality] = Counter()
        for commune in self.children(locality):
            counts.update(self._next(commune, on))
        return tuple(heir for heir, _ in counts.most_common()) or direct


def _make(row: _Row) -> Locality:
    return Locality(
        id=row.id,
        code=row.code,
        level=row.level,
        unit_word=row.unit_word,
        name=row.name,
        parent_id=row.parent_id or None,
        valid_from=date.fromisoformat(row.valid_from) if row.valid_from else None,
        valid_to=date.fromisoformat(row.valid_to) if row.valid_to else None,
        dates_exact=row.exact == "1",
        latitude=float(row.latitude) if row.latitude else None,
        longitude=float(row.longitude) if row.longitude else None,
    )
