"""What the matches of a pattern begin with: two letters tell most places at which it need not be tried."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from plan_extract.normalising.pattern_parts import Parts, parse_pattern

_LENGTH = 2
_MOST_SIGNS = 40

_NO_LETTER = "\0"
"""Stands for any figure, any blank."""

_Starts = dict[str, bool]
"""Beginnings of matches; True where what the pattern says next follows, False where anything may."""


class Openings:
    """The letters with which a match can begin, of one pattern or of several.

    `allow` is False only at a letter at which no match begins. What begins with another sign
    (a figure, a blank, a quotation mark) is always allowed.
    """

    __slots__ = ("_pairs", "_signs", "_unknown")

    def __init__(self, patterns: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        found = [_read_openings(pattern) for pattern in patterns]
        self._unknown = any(starts is None for starts in found)
        starts = {start for each in found for start in each or ()} | {word[:_LENGTH] for word in words}
        self._signs = frozenset(start for start in starts if len(start) == 1)
        self._pairs = frozenset(start for start in starts if len(start) == _LENGTH)

    def allow(self, text: str, at: int) -> bool:
        """Whether a match may begin at an offset of the text."""
        pair = text[at : at + 2]
        return self._unknown or pair in self._pairs or pair[:1] in self._signs or not pair[:1].isalpha()


def _read_openings(pattern: str) -> frozenset[str] | None:
    """One or two signs with which each match that begins with a letter begins; None where that is not known."""
    parsed = parse_pattern(pattern)
    starts = _of_sequence(parsed) if parsed is not None else None
    return None if starts is None or "" in starts else frozenset(starts)


def _of_sequence(sequence: Parts) -> _Starts | None:
    starts: _Starts = {"": True}
    for operation, value in sequence:
        if not any(starts.values()):
            break
        following = _of_part(str(operation), value)
        if following is None:
            following = {"": False}
        grown: _Starts = {}
        for start, goes_on in starts.items():
            if not goes_on:
                _put(grown, start, False)
                continue
            for more, ends in following.items():
                if start and more.startswith(_NO_LETTER):
                    _put(grown, start, False)
                    continue
                longer = (start + more)[:_LENGTH]
                _put(grown, longer, ends and len(longer) < _LENGTH)
        starts = grown
    return starts


def _put(starts: _Starts, start: str, goes_on: bool) -> None:
    """A beginning behind which anything may stand in one way, and not in another, is taken as the first."""
    starts[start] = goes_on if start not in starts else starts[start] and goes_on


def _of_part(name: str, value: Any) -> _Starts | None:
    if name == "LITERAL":
        return {chr(value): True}
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return {"": True}
    if name == "SUBPATTERN":
        return _of_sequence(value[3])
    if name == "ATOMIC_GROUP":
        return _of_sequence(value)
    if name == "BRANCH":
        return _of_branches([_of_sequence(branch) for branch in value[1]])
    if name.endswith("_REPEAT"):
        return _of_repeat(value[0], value[1], _of_sequence(value[2]))
    if name == "IN":
        return _of_set(value)
    return None


def _of_branches(branches: list[_Starts | None]) -> _Starts | None:
    starts: _Starts = {}
    for branch in branches:
        if branch is None:
            return None
        for start, goes_on in branch.items():
            _put(starts, start, goes_on)
    return starts


def _of_repeat(least: int, most: Any, body: _Starts | None) -> _Starts | None:
    if body is None:
        return None
    starts: _Starts = {"": True} if least == 0 else {}
    for start, goes_on in body.items():
        _put(starts, start, goes_on and most == 1)
    return starts


def _of_set(members: Parts) -> _Starts | None:
    signs: set[str] = set()
    for operation, value in members:
        name = str(operation)
        if name == "LITERAL":
            signs.add(chr(value))
        elif name == "RANGE" and value[1] - value[0] < _MOST_SIGNS:
            signs.update(map(chr, range(value[0], value[1] + 1)))
        elif name == "CATEGORY" and str(value) in ("CATEGORY_DIGIT", "CATEGORY_SPACE"):
            signs.add(_NO_LETTER)
        else:
            return None
    return dict.fromkeys(signs, True)
