"""The register of types of agencies (`patterns/agencies.yml`), as a tree of words to walk.

An alias is found in time proportional to its own length, whatever the size of the register. The
signs "-", ",", "&", "/" and the word "và" inside a name count as one and the same joint, so that
"Lao động, Thương binh và Xã hội" and "Lao động - Thương binh & Xã hội" are one name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.openings import Openings
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.resources import rule_folders

_TOKEN = re.compile(r"[^\W_]+|\S")
_JOINTS = frozenset(("-", ",", "&", "/", "và"))
_QUOTES = frozenset("\"'")
_KEYS = {
    "key",
    "name",
    "level",
    "aliases",
    "from",
    "until",
    "successors",
    "source",
    "class",
    "vague",
    "needs_unit",
    "needs_capital",
    "__place__",
}
_LEVELS = {"national", "province", "district", "commune", "village", "party", "front", "other", "any"}


@dataclass(frozen=True)
class Successor:
    """A type that took over from another, and the part of its work that it took (or all)."""

    key: str
    scope: str | None = None


@dataclass(frozen=True)
class AgencyType:
    """One entry of the register.

    `valid_from` and `valid_until` are ISO dates, the first and the last day of the type; None
    where it has always been, or still is. `is_class` marks definite classes ("các thôn"),
    `is_vague` collectives that name nobody ("các đoàn thể").
    """

    key: str
    name: str
    level: str
    aliases: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    successors: tuple[Successor, ...] = ()
    source: str | None = None
    is_class: bool = False
    is_vague: bool = False
    needs_unit: bool = False
    needs_capital: bool = False


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    found: AgencyType | None = None


class AgencyRegister:
    """All types of agencies, by key and by alias."""

    def __init__(self, types: list[AgencyType]) -> None:
        self.types = {entry.key: entry for entry in types}
        self._root = _Node()
        for entry in types:
            for alias in (entry.name, *entry.aliases):
                self._add(alias, entry)
        self.openings = Openings(words=self.first_words())

    def _add(self, alias: str, entry: AgencyType) -> None:
        node = self._root
        for token in _fold_joints(_TOKEN.findall(fold_match(alias))):
            node = node.next.setdefault(token, _Node())
        if node.found is None:
            node.found = entry

    def match(self, folded: str, start: int, end: int, head: str | None = None) -> tuple[AgencyType, int] | None:
        """The longest alias that begins at `start` of `folded`, and where it ends.

        `head` is a first word left out in the text ("Sở Y tế, Tài chính": "sở" before Tài chính).
        """
        if head is None and not self.openings.allow(folded, start):
            return None
        node = self._root if head is None else self._root.next.get(head, _Node())
        best: tuple[AgencyType, int] | None = None
        joined = False
        for token in _TOKEN.finditer(folded, start, end):
            word = token.group()
            if word in _QUOTES:
                continue
            if word in _JOINTS:
                if joined:
                    continue
                joined = True
                word = "~"
            else:
                joined = False
            following = node.next.get(word)
            if following is None and word == "~":
                continue
            if following is None:
                break
            node = following
            if node.found is not None:
                best = (node.found, token.end())
        return best

    def with_aliases(self, names: dict[str, AgencyType]) -> AgencyRegister:
        """A register of the given short names alone (what one plan defines for itself)."""
        own = AgencyRegister([])
        for short, entry in names.items():
            own._add(short, entry)
        own.openings = Openings(words=own.first_words())
        return own

    def first_words(self) -> set[str]:
        """The words that an alias may begin with."""
        return set(self._root.next)

    def lookup(self, name: str) -> AgencyType | None:
        """The type whose alias `name` is as a whole, or None."""
        folded = fold_match(name)
        hit = self.match(folded, 0, len(folded))
        return hit[0] if hit and hit[1] == len(folded.rstrip()) else None


def _fold_joints(tokens: list[str]) -> list[str]:
    folded: list[str] = []
    for token in tokens:
        if token in _QUOTES:
            continue
        if token not in _JOINTS:
            folded.append(token)
        elif folded and folded[-1] != "~":
            folded.append("~")
    return folded


@lru_cache(maxsize=1)
def agency_register() -> AgencyRegister:
    """The register that ships with the package. Raises RuleError for a bad entry."""
    return AgencyRegister(load_agency_types())


def load_agency_types() -> list[AgencyType]:
    """The entries of `agencies.yml`, checked. Raises RuleError with file and line.

    An entry of a user's own folder whose key is known already adds its aliases to that type.
    """
    types: dict[str, AgencyType] = {}
    places: dict[str, str] = {}
    for raw in load_entries("agencies", rule_folders()):
        place = raw["__place__"].rsplit(":", 1)[0]
        entry = _read_type(raw)
        if places.get(entry.key) == place:
            raise RuleError(f"{raw['__place__']}: the key {entry.key!r} is there twice")
        places[entry.key] = place
        known = types.get(entry.key)
        types[entry.key] = entry if known is None else _with_aliases(known, entry)
    for entry in types.values():
        for successor in entry.successors:
            if successor.key not in types:
                raise RuleError(f"agencies.yml: {entry.key}: unknown successor {successor.key!r}")
    return list(types.values())


def _with_aliases(known: AgencyType, more: AgencyType) -> AgencyType:
    return replace(known, aliases=(*known.aliases, more.name, *more.aliases))


def _read_type(entry: dict[str, Any]) -> AgencyType:
    place = entry["__place__"]
    if unknown := set(entry) - _KEYS:
        raise RuleError(f"{place}: unknown key {sorted(unknown)[0]!r}")
    for key in ("key", "name", "level"):
        if not isinstance(entry.get(key), str):
            raise RuleError(f"{place}: {key!r} is missing")
    if entry["level"] not in _LEVELS:
        raise RuleError(f"{place}: unknown level {entry['level']!r}")
    return AgencyType(
        key=entry["key"],
        name=entry["name"],
        level=entry["level"],
        aliases=tuple(map(str, entry.get("aliases", ()))),
        valid_from=str(entry["from"]) if "from" in entry else None,
        valid_until=str(entry["until"]) if "until" in entry else None,
        successors=tuple(Successor(item["key"], item.get("scope")) for item in entry.get("successors", ())),
        source=entry.get("source"),
        is_class=bool(entry.get("class")),
        is_vague=bool(entry.get("vague")),
        needs_unit=bool(entry.get("needs_unit")),
        needs_capital=bool(entry.get("needs_capital")),
    )
