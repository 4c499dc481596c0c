"""Administrative units by name, and which of them lies in which, by borders or by succession."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plan_extract.linking.localities_names import LEVELS, UNIT_LEVELS, SplitName, split_name, unaccented_key
from plan_extract.linking.localities_records import Locality, LocalityRecords


class UnitRegister:
    """The units of all times since 2023."""

    def __init__(self, records: LocalityRecords) -> None:
        self.records = records
        self._within: dict[tuple[str, str], bool] = {}

    # -- units -------------------------------------------------------------------------------------------

    def get(self, locality_id: str) -> Locality:
        """Return the unit with an id; raise KeyError where there is none."""
        return self.records.get(locality_id)

    def parents(self, locality: Locality) -> tuple[Locality, ...]:
        """Return the units above, the nearest first."""
        return self.records.parents(locality)

    def successors(self, locality: Locality, on: date | None = None) -> tuple[Locality, ...]:
        """Return the heirs of a unit, the main one first; see `LocalityRecords.successors`."""
        return self.records.successors(locality, on)

    def predecessors(self, locality: Locality, on: date | None = None) -> tuple[Locality, ...]:
        """Return the units that a unit was made of; see `LocalityRecords.predecessors`."""
        return self.records.predecessors(locality, on)

    # -- names -------------------------------------------------------------------------------------------

    def find(
        self,
        name: str,
        *,
        level: str | None = None,
        on: date | None = None,
        within: Locality | None = None,
        unaccented: bool = False,
    ) -> tuple[Locality, ...]:
        """Return the units that a name can mean, none, one or several, by level and id.

        `name` may open with a unit word or its abbreviation ("huyện Nam Đông", "TP. Huế", "H. Phú Lộc"),
        which then must be the unit's. Spelling variants and capitals do not matter, diacritics do, unless
        `unaccented` is set ("Dak Lak"). `level` is province, district or commune, `on` a day on which the
        unit stood, `within` a unit above it, or one of which it is made or which was made of it.
        """
        _check_level(level)
        found = self.named(split_name(name), level, unaccented=unaccented)
        kept = [unit for unit in found if unit.is_valid(on)]
        if within is not None:
            kept = [unit for unit in kept if self.is_within(unit, within)]
        return tuple(sorted(kept, key=by_level_and_id))

    def is_within(self, locality: Locality, superior: Locality) -> bool:
        """Return whether a unit is `superior`, lies in it, or lies where that one lies by succession.

        Today's xã Khe Tre is within huyện Nam Đông of 2024, and that district within today's thành phố Huế.
        """
        pair = (locality.id, superior.id)
        if pair not in self._within:
            self._within[pair] = self._lies_within(locality, superior)
        return self._within[pair]

    def _lies_within(self, locality: Locality, superior: Locality) -> bool:
        line = (locality, *self.parents(locality))
        if superior in line:
            return True
        above = [unit for unit in line if unit.level == superior.level]
        if any(superior in self._heirs(unit) for unit in above):
            return True
        return any(superior in (old, *self.parents(old)) for old in self._ancestors(locality))

    def named(
        self,
        readings: Iterable[SplitName],
        level: str | None,
        *,
        unaccented: bool = False,
        any_word: bool = False,
    ) -> list[Locality]:
        """Return the units of all times with one of these keys and unit words, or levels for `any_word`."""
        lookup = self.records.by_unaccented_key if unaccented else self.records.by_key
        found: dict[Locality, None] = {}
        for unit_word, key in readings:
            levels = UNIT_LEVELS[unit_word] if unit_word else LEVELS
            for unit in lookup(unaccented_key(key) if unaccented else key):
                same_word = unit.unit_word == unit_word or unit_word is None
                if unit.level in levels and level in (None, unit.level) and (same_word or any_word):
                    found[unit] = None
        return list(found)

    def _heirs(self, locality: Locality) -> set[Locality]:
        seen: set[Locality] = set()
        waiting = [locality]
        while waiting:
            for heir in self.successors(waiting.pop()):
                if heir not in seen and heir.level == locality.level:
                    seen.add(heir)
                    waiting.append(heir)
        return seen

    def _ancestors(self, locality: Locality) -> set[Locality]:
        seen: set[Locality] = set()
        waiting = [locality]
        while waiting:
            for old in self.predecessors(waiting.pop()):
                if old not in seen:
                    seen.add(old)
                    waiting.append(old)
        return seen


def _check_level(level: str | None) -> None:
    if level is not None and level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")


def by_level_and_id(unit: Locality) -> tuple[int, str]:
    """The order in which units are given."""
    return LEVELS.index(unit.level), unit.id
