"""Regular expressions, looked up once and asked only where they can match.

The names are those of the `regex` package, whose syntax patterns have: a file imports this module
`as regex` and its short patterns are compiled once a process, without the price that the package's
own functions ask at every call. A pattern that seldom matches is made a `Screened` one: it is run
only in texts that hold one of the literals without which it cannot match (`required_literals`), and
asked at a given place by `re` where that reads it alike, which answers in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import regex
from regex import DOTALL, IGNORECASE, Match, Pattern, error, escape

from plan_extract.normalising.pattern_parts import Parts, parse_pattern, spell_for_re

__all__ = [
    "DOTALL", "IGNORECASE", "Match", "Pattern", "Screened", "compile", "error", "escape", "findall", "finditer",
    "fullmatch", "match", "required_literals", "search", "split", "sub",
]  # fmt: skip

_compiled: dict[tuple[str, int], Pattern[str]] = {}


def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """The pattern compiled, the same object for the same pattern."""
    found = _compiled.get((pattern, flags))
    if found is None:
        found = _compiled[pattern, flags] = regex.compile(pattern, flags)
    return found


def search(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> Match[str] | None:
    return compile(pattern, flags).fullmatch(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    found: list[Any] = compile(pattern, flags).findall(text)
    return found


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[Match[str]]:
    found: Iterator[Match[str]] = compile(pattern, flags).finditer(text)
    return found


def split(pattern: str, text: str, maxsplit: int = 0, flags: int = 0) -> list[Any]:
    parts: list[Any] = compile(pattern, flags).split(text, maxsplit)
    return parts


def sub(pattern: str, replacement: Any, text: str, count: int = 0, flags: int = 0) -> str:
    changed: str = compile(pattern, flags).sub(replacement, text, count)
    return changed


_Match = Callable[..., Match[str] | None]


def _as_re(pattern: str, flags: int) -> Pattern[str] | None:
    """The pattern compiled by `re`, None where that does not know its syntax."""
    plain = None if flags else spell_for_re(pattern)
    return None if plain is None else cast("Pattern[str]", re.compile(plain))


class Screened:
    """A compiled pattern that is run only where a text holds a literal that it needs.

    `search` and `finditer` give what the bare pattern gives, `literals` is what is looked for
    first (None: the pattern is always run). `match` and `fullmatch` take `end` as a number only.
    Each of its forms is compiled when it is first asked for, since most patterns are asked in one way.
    """

    __slots__ = ("_finditer", "_flags", "_search", "compiled", "fullmatch", "literals", "match", "pattern")

    compiled: Pattern[str]
    literals: tuple[str, ...] | None
    match: _Match
    fullmatch: _Match
    _search: _Match
    _finditer: Callable[..., Iterator[Match[str]]]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        """Only called for what is not there yet."""
        if name == "literals":
            self.literals = None if self._flags & IGNORECASE else required_literals(self.pattern)
        elif name in ("match", "fullmatch"):
            asked_at_place = _as_re(self.pattern, self._flags) or self.compiled
            self.match, self.fullmatch = asked_at_place.match, asked_at_place.fullmatch
        elif name in ("compiled", "_search", "_finditer"):
            self.compiled = compile(self.pattern, self._flags)
            self._search, self._finditer = self.compiled.search, self.compiled.finditer
        else:
            raise AttributeError(name)
        return object.__getattribute__(self, name)

    def can_match(self, text: str) -> bool:
        """Whether `text` holds what the pattern needs; False is certain, True is not."""
        return self.literals is None or holds_any(text, self.literals)

    def search(self, text: str, start: int = 0, end: int | None = None) -> Match[str] | None:
        if self.literals is not None and not holds_any(text, self.literals):
            return None
        return self._search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Match[str]]:
        if self.literals is not None and not holds_any(text, self.literals):
            return iter(())
        return self._finditer(text, start, end)


def holds_any(text: str, literals: Iterable[str]) -> bool:
    """Whether one of the literals stands in the text."""
    for literal in literals:  # noqa: SIM110 (a generator costs more than the search)
        if literal in text:
            return True
    return False


MOST_LITERALS = 120
"""More alternatives than that cost as much to look for as the pattern itself."""

_FEW_SIGNS = 4

_Literals = frozenset[str]


def required_literals(pattern: str) -> tuple[str, ...] | None:
    """Strings of which every match of `pattern` holds at least one; None where that is not known.

    Read from the pattern itself: "(?:quý|tháng) \\d" needs "quý " or "tháng ". What this does not
    understand (fuzzy matching, case folding, references) gives None.
    """
    parsed = parse_pattern(pattern)
    found = None if parsed is None else _of_sequence(parsed)
    if found is None or len(found) > MOST_LITERALS:
        return None
    return tuple(sorted(found, key=lambda literal: (len(literal), literal)))


def _of_sequence(sequence: Parts) -> _Literals | None:
    """The best of what the parts of a sequence need; a run of letters counts as one part."""
    options: list[_Literals | None] = []
    run = ""
    for operation, value in sequence:
        name = str(operation)
        if name == "LITERAL":
            run += chr(value)
            continue
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        options.append(frozenset((run,)) if run else None)
        run = ""
        options.append(_of_part(name, value))
    options.append(frozenset((run,)) if run else None)
    return max((option for option in options if option), key=_worth, default=None)


def _of_part(name: str, value: Any) -> _Literals | None:
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name.endswith("_REPEAT"):
        return _of_sequence(value[2]) if value[0] > 0 else None
    if name == "IN":
        signs = [chr(sign) for operation, sign in value if str(operation) == "LITERAL"]
        return frozenset(signs) if len(signs) == len(value) <= _FEW_SIGNS else None
    if name == "BRANCH":
        found: set[str] = set()
        for branch in value[1]:
            literals = _of_sequence(branch)
            if literals is None:
                return None
            found |= literals
        return frozenset(found)
    return None


def _worth(literals: _Literals) -> tuple[int, int]:
    """Long literals are rare; of equally long ones the fewer are found sooner."""
    return min(3, min(map(len, literals))), -len(literals)
