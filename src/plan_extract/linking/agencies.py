"""Agencies as printed to identities: a type of the register, and the unit that the body belongs to.

"Phòng Y tế" of quận Hoàng Mai is not that of another district. A body that no register knows gets an entry
of its own, flagged, so that the user sees what to add; a collective ("các sở, ngành") is nobody's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Final, Literal

import regex

from plan_extract.extraction.agencies import AgencySpan, AgencyType, agency_register, read_list
from plan_extract.extraction.agencies_register import Successor
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.plan_place import LEVELS, PlanPlace, slug
from plan_extract.linking.register_files import current_folders, load_register, texts_of
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.yaml_files import LINE

REGISTER: Final = "agency_identities"
UNKNOWN: Final = "unknown body"
COLLECTIVE: Final = "collective"
PLACE_OPEN: Final = "place open"
PLACE_UNKNOWN: Final = "place not in the register"
ENDED: Final = "named after its end"
NOT_YET: Final = "named before its beginning"

Kind = Literal["named", "class", "vague"]

_NO_NAME = re.compile(r"\b(?:trên địa bàn|thuộc|của)\b.*|\bviệt nam\b")
_NUMBERED = re.compile(r"(?:khu vực|số|cơ sở)\b|\d+$")
_TAIL = re.compile(r"(?:các|cấp|tỉnh|huyện|thành|quận|thị|xã|phường|đảng|đặc khu|trên địa bàn|việt nam)\b")
_PARTY_BODY = re.compile(r"(?:tỉnh|huyện|thành|quận|thị) (?:ủy|đoàn)$|(?:tỉnh|huyện|thành|quận|thị)(?:ủy|đoàn)$")
_NATIONAL = re.compile(r"\bViệt Nam$")
_NAME_WORDS = regex.compile(r"[\p{Lu}\d][\w'’]*(?:(?:\s*-\s*|\s+)[\p{Lu}\d][\w'’]*)*")
_PLURAL = re.compile(r"(?:các|cấp|những|mỗi|từng)\b|\d+ ")
_SEVERAL = re.compile(r"\s*(?:,|và|hoặc)\s*(?:các\s+)?$")


@dataclass(frozen=True, slots=True)
class AgencyIdentity:
    """A body named by a plan.

    `id` is the same for the same body in every plan ("so-y-te@22.1"); `key` its type in the register of
    agencies, None where that has none; `locality_id` the unit that it belongs to, None where open or
    national. A `class` ("UBND các xã") belongs to the unit within which it is meant. `successors` are
    the types that took over its work, with the part (`until` on the type's last day).
    """

    id: str
    key: str | None
    name: str
    kind: Kind
    level: str | None
    locality_id: str | None
    flags: tuple[str, ...] = ()
    until: str | None = None
    successors: tuple[Successor, ...] = ()

    @property
    def registered(self) -> bool:
        """Whether the register knows the type of body."""
        return self.key is not None


@dataclass(frozen=True, slots=True)
class _Wording:
    umbrella: frozenset[str]
    units: dict[str, str]
    unit: re.Pattern[str]
    own_units: tuple[tuple[re.Pattern[str], str], ...]
    """What tells that a name says of what level its unit is, without the unit's name, with the level."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """The place that a name gives, or leaves to its plan: unit, level, the words of a class, a flag."""

    unit: Locality | None
    level: str | None
    within: str | None = None
    words: str | None = None
    name: str | None = None
    flag: str | None = None


@dataclass
class AgencyLinker:
    """Names of one plan to identities; remembers those that it has answered."""

    place: PlanPlace
    _known: dict[str, tuple[AgencyIdentity, ...]] = field(default_factory=dict)

    def link(self, printed: str) -> tuple[AgencyIdentity, ...]:
        """The bodies that a printed name means, in their order; usually one."""
        if printed not in self._known:
            text = " ".join(printed.split())
            found = map(self._identify, _read_spans(text))
            self._known[printed] = tuple(dict.fromkeys(found))
        return self._known[printed]

    def _identify(self, span: AgencySpan) -> AgencyIdentity:
        text = span.text.strip(" .,;:")
        if span.kind == "vague":
            return AgencyIdentity(f"*{slug(text)}", span.key, text, "vague", None, None, (COLLECTIVE,))
        type_ = agency_register().types.get(span.key) if span.key else None
        if type_ is None:
            own = self.place.own
            level = own.level if own else None
            id_ = self._id(f"?{slug(text)}", own.id if own else None, open_=own is None)
            return AgencyIdentity(id_, None, text, span.kind, level, own.id if own else None, (UNKNOWN,))
        return self._identify_known(text, span.kind, type_)

    def _identify_known(self, text: str, kind: Kind, type_: AgencyType) -> AgencyIdentity:
        folded = fold_match(text)
        hit = agency_register().match(folded, 0, len(folded))
        end = hit[1] if hit else 0
        placed = self._read_place(text, end)
        rest = _NO_NAME.sub("", folded[end:]).strip(" ,-–:()")
        part = slug(text) if placed is None and rest else ""
        placed = placed or self._own_place(folded[:end], text, type_)
        if placed.words is not None:
            kind = "class"
        own_name = bool(part) or type_.key in _load(current_folders()).umbrella
        body = text if part else text[:end] if own_name or type_.level == "party" else type_.name
        name = _full_name(text, body, kind, placed)
        if own_name:
            part = part or slug(body)
        if placed.name is not None:
            part = f"{part}:{slug(placed.name)}" if part else slug(placed.name)
        class_part = f"/{slug(placed.words or '*')}" if kind == "class" and not type_.is_class else ""
        place = placed.unit.id if placed.unit else placed.within
        flags = tuple(flag for flag in (placed.flag, self._time_flag(type_)) if flag)
        return AgencyIdentity(
            self._id(type_.key + (f":{part}" if part else "") + class_part, place, placed.flag is not None),
            type_.key,
            name,
            kind,
            placed.level or (type_.level if type_.level != "any" else None),
            place,
            flags,
            type_.valid_until,
            type_.successors,
        )

    def _id(self, body: str, place: str | None, open_: bool) -> str:
        """A body's identifier: with its unit, or, where that is open, with what stands for the plan."""
        if place:
            return f"{body}@{place}"
        return f"{body}@~{self.place.label}" if open_ and not self.place.country_wide else body

    def _time_flag(self, type_: AgencyType) -> str | None:
        day = self.place.on.isoformat() if self.place.on else None
        if day and type_.valid_until and day > type_.valid_until:
            return ENDED
        return NOT_YET if day and type_.valid_from and day < type_.valid_from else None

    def _read_place(self, text: str, start: int) -> _Placed | None:
        """The place named behind the body: "huyện", "xã Ngọc Liên", "các xã, thị trấn", "Hà Giang"."""
        wording = _load(current_folders())
        rest = text[start:].strip(" ,-–:(")
        folded = fold_match(rest)
        if not rest or _NUMBERED.match(folded):
            return None
        found = wording.unit.search(folded)
        if found is None:
            name = _NAME_WORDS.match(rest)
            return self._named_place(name.group(), None, rest) if name else None
        level = wording.units[found.group(1)]
        named = list(wording.unit.finditer(folded))
        if _PLURAL.search(folded[: found.start() + 1] + folded) or _is_list(folded, named):
            own = self.place.own
            return _Placed(None, level, own.id if own else None, rest)
        name = _NAME_WORDS.match(rest[found.end() :].strip())
        if name is None:
            unit = self.place.unit(level)
            own_level = unit.level if unit else None if level == "city" else level
            return _Placed(unit, own_level, flag=None if unit else PLACE_OPEN)
        return self._named_place(f"{found.group(1)} {name.group()}", level, rest)

    def _named_place(self, name: str, level: str | None, words: str) -> _Placed | None:
        units = self.place.find(name, level)
        chosen = self.place.decide(units)
        if chosen is None and level is None:
            return None
        if chosen is not None:
            return _Placed(chosen, chosen.level)
        within = self.place.own.id if self.place.own else None
        return _Placed(None, level, within, name=name, flag=PLACE_OPEN if units else PLACE_UNKNOWN)

    def _own_place(self, alias: str, text: str, type_: AgencyType) -> _Placed:
        """The unit of a body whose name gives none: that of its level above the plan, or the plan's own."""
        for word, level in _load(current_folders()).own_units:
            if word.search(alias):
                unit = self.place.unit(level)
                return _Placed(unit, unit.level if unit else level, flag=None if unit else PLACE_OPEN)
        if type_.level == "national" or (self.place.country_wide and _NATIONAL.search(text)):
            return _Placed(None, "national")
        if type_.level not in LEVELS:
            own = self.place.own
            if own is None and self.place.country_wide:
                return _Placed(None, "national")
            return _Placed(own, own.level if own else None, flag=None if own else PLACE_OPEN)
        unit = self.place.unit(type_.level)
        return _Placed(unit, type_.level, flag=None if unit else PLACE_OPEN)


def _is_list(folded: str, units: list[re.Match[str]]) -> bool:
    """Whether several kinds of unit stand side by side ("phường, xã, đặc khu")."""
    joined = pairwise(units)
    return any(_SEVERAL.match(folded[before.end() : after.start()]) for before, after in joined)


@lru_cache(maxsize=4096)
def _read_spans(text: str) -> tuple[AgencySpan, ...]:
    """The bodies of a printed string: a list taken apart, or the string as one where it is none.

    Plans name the same bodies: the last answers are kept.
    """
    folded = fold_match(text)
    spans, end = read_list(text, folded, 0, len(text))
    if len(spans) == 1 and spans[0].key is None and spans[0].kind == "named":
        spans = []
    if spans and end >= len(text.rstrip(" .,;:")):
        return tuple(spans)
    hit = agency_register().match(folded, 0, len(folded))
    rest = folded[hit[1] :].strip(" ,-") if hit else ""
    known = hit is not None and (not rest or _TAIL.match(rest))
    return (AgencySpan(0, len(text), text, hit[0].key if hit and known else None, "named"),)


def _full_name(text: str, body: str, kind: Kind, placed: _Placed) -> str:
    """The body's name with its unit; as printed for a class, or where no unit is known."""
    if kind == "class" or placed.unit is None:
        return text
    where = placed.unit.full_name
    if _PARTY_BODY.search(fold_match(body)):
        where = placed.unit.name
    return body if fold_match(body).endswith(fold_match(where)) else f"{body} {where}"


@cache
def _load(folders: tuple[Path, ...]) -> _Wording:
    umbrella: set[str] = set()
    units: dict[str, str] = {}
    for folder in folders:
        path = folder / f"{REGISTER}.yml"
        if path.exists():
            loaded = load_register(path, frozenset({"about", "umbrella", "units"}))
            umbrella.update(texts_of(loaded, "umbrella", f"{path}:1"))
            units.update({entry["word"]: entry["level"] for entry in loaded.get("units") or [] if LINE in entry})
    words = "|".join(sorted(map(re.escape, units), key=len, reverse=True))
    own_units = tuple((re.compile(rf"(?<!tác )\b{word}\b(?! hội)"), level) for word, level in units.items())
    return _Wording(frozenset(umbrella), units, re.compile(rf"(?<!\w)({words})(?!\w)(?! hội)"), own_units)
