"""What the matches of a pattern begin and end with: a few letters tell most places at which it need not be tried."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from plan_extract.normalising.pattern_parts import Parts, parse_pattern

_LENGTH = 5
_MOST_SIGNS = 40
_MOST_STARTS = 2000
_NO_LETTER = "\0"
"""Stands for any figure, any blank."""

_Starts = dict[str, bool]
"""Beginnings of matches; True where what the pattern says next follows, False where anything may."""


class Openings:
    """The letters with which a match can begin, of one pattern or of several.

    `allow` is False only at a letter at which no match begins. What begins with another sign
    (a figure, a blank, a quotation mark) is always allowed.
    """

    __slots__ = ("_by_pair", "_signs", "_unknown")

    def __init__(self, patterns: Iterable[str] = (), words: Iterable[str] = ()) -> None:
        starts, self._unknown = _read_all(patterns, backwards=False)
        starts.update(word[:_LENGTH] for word in words)
        self._signs = frozenset(start for start in starts if len(start) == 1)
        longer = sorted(starts - self._signs)
        self._by_pair = {pair: tuple(same) for pair, same in groupby(longer, key=lambda start: start[:2])}

    def allow(self, text: str, at: int) -> bool:
        """Whether a match may begin at an offset of the text."""
        pair = text[at : at + 2]
        starts = self._by_pair.get(pair)
        if starts is not None and text.startswith(starts, at):
            return True
        return self._unknown or pair[:1] in self._signs or not pair[:1].isalpha()


class Endings:
    """The letters with which the matches of patterns that end at the end of the text (`$`) end.

    `allow` is False only where the text's last letter ends no match. Of a pattern that may end elsewhere, nothing
    is known.
    """

    __slots__ = ("_by_length", "_unknown")

    def __init__(self, *patterns: str) -> None:
        ends, unknown = _read_all(patterns, backwards=True)
        self._unknown = unknown or not all(_ends_at_end(parse_pattern(pattern) or ()) for pattern in patterns)
        self._by_length = _sort(end[::-1] for end in ends)

    def allow(self, text: str) -> bool:
        """Whether a match may end where the text ends."""
        if self._unknown or not text[-1:].isalpha():
            return True
        return any(text[-length:] in ends for length, ends in self._by_length)


def _read_all(patterns: Iterable[str], *, backwards: bool) -> tuple[set[str], bool]:
    """The beginnings (or the endings, spelt backwards) of all patterns, and whether those of one are not known."""
    found = [_read_starts(pattern, backwards) for pattern in patterns]
    return {start for starts in found for start in starts or ()}, any(starts is None for starts in found)


def _ends_at_end(parts: Parts) -> bool:
    last = next(reversed([part for part in parts if str(part[0]) != "ASSERT_NOT"]), None)
    if last is None:
        return False
    name, value = str(last[0]), last[1]
    if name == "AT":
        return str(value) in ("AT_END", "AT_END_STRING")
    if name == "BRANCH":
        return all(_ends_at_end(branch) for branch in value[1])
    return name == "SUBPATTERN" and _ends_at_end(value[3])


def _sort(starts: Iterable[str]) -> tuple[tuple[int, frozenset[str]], ...]:
    by_length: dict[int, set[str]] = {}
    for start in starts:
        by_length.setdefault(len(start), set()).add(start)
    return tuple((length, frozenset(by_length[length])) for length in sorted(by_length))


def _read_starts(pattern: str, backwards: bool) -> frozenset[str] | None:
    """Some signs with which each match that begins with a letter begins; None where that is not known."""
    parsed = parse_pattern(pattern)
    starts = _of_sequence(parsed, backwards) if parsed is not None else None
    return None if starts is None or "" in starts else frozenset(starts)


def _of_sequence(sequence: Parts, backwards: bool) -> _Starts:
    starts: _Starts = {"": True}
    for operation, value in reversed(list(sequence)) if backwards else sequence:
        if not any(starts.values()):
            break
        starts = _grow(starts, _of_part(str(operation), value, backwards) or {"": False})
        if len(starts) > _MOST_STARTS:
            return {start[:2]: False for start in starts}
    return starts


def _grow(starts: _Starts, following: _Starts) -> _Starts:
    grown: _Starts = {}
    for start, goes_on in starts.items():
        if not goes_on:
            _put(grown, start, False)
            continue
        for more, its_goes_on in following.items():
            if start and more.startswith(_NO_LETTER):
                _put(grown, start, False)
                continue
            longer = (start + more)[:_LENGTH]
            _put(grown, longer, its_goes_on and len(longer) < _LENGTH)
    return grown


def _put(starts: _Starts, start: str, goes_on: bool) -> None:
    """A beginning behind which anything may stand in one way, and not in another, is taken as the first."""
    starts[start] = goes_on if start not in starts else starts[start] and goes_on


def _of_part(name: str, value: Any, backwards: bool) -> _Starts | None:
    if name == "LITERAL":
        return {chr(value): True}
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return {"": True}
    if name == "SUBPATTERN":
        return _of_sequence(value[3], backwards)
    if name == "ATOMIC_GROUP":
        return _of_sequence(value, backwards)
    if name == "BRANCH":
        return _of_branches(_of_sequence(branch, backwards) for branch in value[1])
    if name.endswith("_REPEAT"):
        return _of_repeat(value[0], value[1], _of_sequence(value[2], backwards))
    if name == "IN":
        return _of_set(value)
    return None


def _of_branches(branches: Iterable[_Starts]) -> _Starts:
    starts: _Starts = {}
    for branch in branches:
        for start, goes_on in branch.items():
            _put(starts, start, goes_on)
    return starts


def _of_repeat(least: int, most: Any, body: _Starts) -> _Starts:
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
