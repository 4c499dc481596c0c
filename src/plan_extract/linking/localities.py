"""The locality register: names to administrative units, plans to places, old units to those of today.

A name alone rarely names one unit: in 2024 there were 23 "xã Tân Lập". Context (unit word, superior unit,
date) decides, or the candidates are left open and flagged; nothing is guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Final

from plan_extract.linking.localities_names import (
    LEVELS,
    NUMERAL,
    UNIT_IN_TEXT,
    SplitName,
    composed_with_offsets,
    name_ends,
    name_key,
    opens_longer_name,
    split_name,
    unit_word_of,
)
from plan_extract.linking.localities_records import REFORM, Locality, LocalityRecords
from plan_extract.linking.localities_units import UnitRegister, by_level_and_id

__all__ = ["REFORM", "Locality", "LocalityRegister", "Mention", "Placement"]

_KEPT_NAMES: Final = 4096
"""How many names found in texts are remembered; a plan has some dozens, each many times."""
COUNTRY_WIDE: Final = ("national", "ministry")

AMBIGUOUS: Final = "ambiguous"
UNNAMED: Final = "unnamed"
UNKNOWN: Final = "unknown"
UNKNOWN_SUPERIOR: Final = "unknown superior"
OLD_NAME: Final = "old name used after reform"
NEW_NAME: Final = "new name used before reform"
OUTSIDE: Final = "not within the named superior"
OTHER_UNIT_WORD: Final = "other unit word"
UNACCENTED: Final = "matched without diacritics"
UNCERTAIN_VERSION: Final = "date of change uncertain"
NO_DATE: Final = "no date"


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a plan stands.

    `locality` is None where the text does not decide; then `candidates` holds what it could be and `flag`
    says why. A flag beside a locality is a warning ("old name used after reform"). Names and codes are
    filled for each level on which all candidates agree, so a commune without a name still has its
    district and province. `superior` is the lowest unit above that is certain.
    """

    locality: Locality | None
    candidates: tuple[Locality, ...]
    flag: str | None
    superior: Locality | None
    province: str | None
    province_code: str | None
    district: str | None
    district_code: str | None
    commune: str | None
    commune_code: str | None


@dataclass(frozen=True, slots=True)
class Mention:
    """A unit named in a text: `text[start:end]` holds unit word and name; several candidates are homonyms."""

    start: int
    end: int
    unit_word: str
    candidates: tuple[Locality, ...]
    flag: str | None

    @property
    def locality(self) -> Locality | None:
        """The unit where there is one candidate only."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class _Pool:
    """Candidates for one name, with what had to be overlooked to find them."""

    candidates: tuple[Locality, ...]
    flag: str | None = None


class LocalityRegister(UnitRegister):
    """All provinces, districts and communes since 2023, those of today and how the ones became the others."""

    def __init__(self, records: LocalityRecords) -> None:
        super().__init__(records)
        self._after_word = lru_cache(maxsize=_KEPT_NAMES)(self._find_after_word)

    @classmethod
    def load(cls) -> "LocalityRegister":
        """Return the packaged register; the same one at every call."""
        return _load()

    # -- plans -------------------------------------------------------------------------------------------

    def place(
        self,
        *,
        level: str,
        province: str | None = None,
        district: str | None = None,
        commune: str | None = None,
        on: date | None = None,
    ) -> Placement:
        """Return where a plan stands, from its level, the names that it or its superiors give, and its date.

        `level` is province, district or commune; for any other (a department, the party) it is that of the
        lowest name given, and a national plan has none. A name of another time than `on` still places the
        plan, flagged.
        """
        names = {"province": province, "district": district, "commune": commune}
        given = [step for step in LEVELS if names[step]]
        target = level if level in LEVELS else (given[-1] if given else "province")
        pools = {step: self._pool(name, step) for step in LEVELS if (name := names[step])}
        above = _Pool(())
        unknown_superior = False
        for step in LEVELS[: LEVELS.index(target)]:
            if step in pools and pools[step].candidates:
                above = self._narrow(pools[step], above, on)
            unknown_superior |= step in pools and not pools[step].candidates
        if not pools and level in COUNTRY_WIDE:
            return self._placement(None, (), None, above)
        if target not in pools:
            return self._unnamed(above, UNKNOWN_SUPERIOR if unknown_superior else above.flag)
        if not pools[target].candidates:
            return self._placement(None, (), UNKNOWN, above)
        pool = self._narrow(pools[target], above, on)
        if unknown_superior and pool.flag != OUTSIDE:
            return self._placement(None, pool.candidates, UNKNOWN_SUPERIOR, above)
        return self._decide(pool, above, on)

    def _pool(self, name: str, level: str) -> _Pool:
        """Return all units of any time that a name can mean, by the narrowest reading that finds some."""
        readings = split_name(name)
        for unaccented, any_word, flag in (
            (False, False, None),
            (False, True, OTHER_UNIT_WORD),
            (True, False, UNACCENTED),
        ):
            if unaccented and not name.isascii():
                break
            if found := self.named(readings, level, unaccented=unaccented, any_word=any_word):
                return _Pool(tuple(found), flag)
        return _Pool(())

    def _narrow(self, pool: _Pool, above: _Pool, on: date | None) -> _Pool:
        """Return the candidates within one of those above, of the right time if there are any."""
        inside = [
            unit
            for unit in pool.candidates
            if not above.candidates or any(self.is_within(unit, superior) for superior in above.candidates)
        ]
        if not inside:
            return _Pool(_standing(pool.candidates, on) or pool.candidates, OUTSIDE)
        standing = _standing(inside, on)
        if standing:
            return _Pool(standing, pool.flag or above.flag)
        latest = tuple(unit for unit in inside if not _replaced(unit, inside))
        old = on is not None and any(unit.valid_to is not None and unit.valid_to < on for unit in latest)
        return _Pool(latest, OLD_NAME if old else NEW_NAME)

    def _decide(self, pool: _Pool, above: _Pool, on: date | None) -> Placement:
        if pool.flag == OUTSIDE:
            return self._placement(None, pool.candidates, OUTSIDE, above)
        if len(pool.candidates) == 1:
            return self._placement(pool.candidates[0], pool.candidates, pool.flag, above)
        if len({(unit.code, unit.name) for unit in pool.candidates}) == 1:
            by_start = sorted(pool.candidates, key=lambda unit: unit.valid_from or date.min)
            if on is None:
                return self._placement(by_start[-1], pool.candidates, NO_DATE, above)
            return self._placement(by_start[0], pool.candidates, pool.flag or UNCERTAIN_VERSION, above)
        return self._placement(None, pool.candidates, AMBIGUOUS, above)

    def _unnamed(self, above: _Pool, reason: str | None) -> Placement:
        flag = OUTSIDE if reason == OUTSIDE else f"{UNNAMED}; {reason}" if reason else UNNAMED
        return self._placement(None, (), flag, above)

    def _placement(
        self, locality: Locality | None, candidates: tuple[Locality, ...], flag: str | None, above: _Pool
    ) -> Placement:
        """Return a placement with the names on which the candidates (or those above) agree."""
        settled = (locality,) if locality else candidates if flag == AMBIGUOUS else above.candidates
        if flag == OUTSIDE or above.flag == OUTSIDE:
            settled = ()
        units = {step: self._common(settled, step) for step in LEVELS}
        certain = [unit for step in LEVELS if (unit := units[step]) and unit is not locality]
        names = {step: self._agreed(settled, step, "name") for step in LEVELS}
        codes = {step: self._agreed(settled, step, "code") for step in LEVELS}
        return Placement(
            locality=locality,
            candidates=candidates,
            flag=flag,
            superior=certain[-1] if certain else None,
            province=names["province"],
            province_code=codes["province"],
            district=names["district"],
            district_code=codes["district"],
            commune=names["commune"],
            commune_code=codes["commune"],
        )

    def _at(self, unit: Locality, level: str) -> Locality | None:
        return next((found for found in (unit, *self.parents(unit)) if found.level == level), None)

    def _common(self, units: Iterable[Locality], level: str) -> Locality | None:
        found = {self._at(unit, level) for unit in units}
        return found.pop() if len(found) == 1 else None

    def _agreed(self, units: Iterable[Locality], level: str, field: str) -> str | None:
        """Return the name or code that all units have at a level, None where they differ."""
        found = {getattr(at, field) if at else None for at in (self._at(unit, level) for unit in units)}
        return found.pop() if len(found) == 1 else None

    # -- text --------------------------------------------------------------------------------------------

    def find_in_text(self, text: str, on: date | None = None) -> tuple[Mention, ...]:
        """Return the units that a text names with their unit word ("huyện Nam Đông", "TP. Huế"), in order.

        The longest name wins; each word of a name must open with a capital or figure, so that "xã an toàn"
        is no commune. A superior named right after ("xã Ngọc Liên, huyện Ngọc Lặc") narrows the candidates.
        Where no unit of that name stood on the day, those of other times are given, flagged.
        """
        composed, offsets = composed_with_offsets(text)
        named: list[Mention] = []
        end = 0
        for match in UNIT_IN_TEXT.finditer(composed):
            mention = self._mention_at(composed, match) if match.start() >= end else None
            if mention:
                named.append(mention)
                end = mention.end
        narrowed = self._narrow_mentions(composed, named, on)
        return tuple(_moved(mention, offsets) for mention in narrowed) if offsets else tuple(narrowed)

    def _mention_at(self, text: str, match: re.Match[str]) -> Mention | None:
        """Return the longest name that follows a unit word, with its units of any time."""
        unit_word = unit_word_of(match)
        for end in reversed(name_ends(text, match.end())):
            name = text[match.end() : end]
            found, flag = self._after_word(unit_word, name)
            numeral = bool(found) and NUMERAL.fullmatch(name) is not None
            if not found or (numeral and flag) or opens_longer_name(text, name, end):
                continue
            if numeral and "\n" in match[0]:
                return None
            return Mention(match.start(), end, unit_word, found, flag)
        return None

    def _find_after_word(self, unit_word: str, name: str) -> tuple[tuple[Locality, ...], str | None]:
        """Return the units of any time that a name behind a unit word can mean, those of that word if there are any."""
        key = name_key(name)
        if not self.records.has_key(key):
            return (), None
        reading = (SplitName(unit_word, key),)
        if same_word := self.named(reading, None):
            return tuple(same_word), None
        return tuple(self.named(reading, None, any_word=True)), OTHER_UNIT_WORD

    def _narrow_mentions(self, text: str, mentions: list[Mention], on: date | None) -> list[Mention]:
        """Return the mentions, each narrowed by a higher unit that follows it directly, then by the day."""
        narrowed: list[Mention] = []
        known: dict[tuple[int, int, str | None], tuple[tuple[Locality, ...], str | None]] = {}
        for mention in reversed(mentions):
            superiors: tuple[Locality, ...] = ()
            if narrowed and _JOINT.fullmatch(text, mention.end, narrowed[-1].start):
                superiors = narrowed[-1].candidates
            names = (id(mention.candidates), id(superiors), mention.flag)
            if names not in known:
                above = _Pool(_higher(superiors, mention.candidates))
                pool = self._narrow(_Pool(mention.candidates, mention.flag), above, on)
                known[names] = tuple(sorted(pool.candidates, key=by_level_and_id)), pool.flag
            narrowed.append(Mention(mention.start, mention.end, mention.unit_word, *known[names]))
        return narrowed[::-1]


@cache
def _load() -> LocalityRegister:
    return LocalityRegister(LocalityRecords.read())


_JOINT = re.compile(r"\s*(?:,|-|–|\(|\bthuộc\b|\bcủa\b)?\s*")


def _standing(units: Iterable[Locality], on: date | None) -> tuple[Locality, ...]:
    return tuple(unit for unit in units if unit.is_valid(on))


def _replaced(unit: Locality, others: Iterable[Locality]) -> bool:
    """Return whether a later record of the same unit (same code and level) is among the others."""
    start = unit.valid_from or date.min
    return any(other.code == unit.code and (other.valid_from or date.min) > start for other in others)


def _higher(units: tuple[Locality, ...], below: tuple[Locality, ...]) -> tuple[Locality, ...]:
    """Return the units that are of a higher level than all those below."""
    top = min(LEVELS.index(unit.level) for unit in below)
    return tuple(unit for unit in units if LEVELS.index(unit.level) < top)


def _moved(mention: Mention, offsets: list[int]) -> Mention:
    """Return a mention with its span in the source text."""
    start, end = offsets[mention.start], offsets[mention.end]
    return Mention(start, end, mention.unit_word, mention.candidates, mention.flag)
