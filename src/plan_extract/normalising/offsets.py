"""A map from offsets in mended text to offsets in the source.

The map is piecewise linear: a list of runs, each the offset in the mended text at which it
begins and the offset in the source that this is. Within a run both advance together.
"""

from __future__ import annotations

from bisect import bisect_right


class OffsetMap:
    """Offsets of mended text in the source. `to_source(i)` is where character `i` stands."""

    __slots__ = ("_mended", "_source", "_wide")

    def __init__(self) -> None:
        self._mended: list[int] = []
        self._source: list[int] = []
        self._wide: dict[int, int] = {}

    def add_run(self, mended: int, source: int) -> None:
        """From `mended` on, characters stand in the source from `source` on."""
        if self._mended and self._mended[-1] == mended:
            self._source[-1] = source
            return
        if self._mended and mended - self._mended[-1] == source - self._source[-1]:
            return
        self._mended.append(mended)
        self._source.append(source)

    def add_wide(self, mended: int, length: int) -> None:
        """The character at `mended` takes `length` characters of the source (marks stand apart)."""
        self._wide[mended] = length

    def to_source(self, offset: int) -> int:
        """Source offset of the character at `offset` of the mended text."""
        run = bisect_right(self._mended, offset) - 1
        return self._source[run] + offset - self._mended[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span that holds the mended characters `start` to `end` (end not included)."""
        first = self.to_source(start)
        if end <= start:
            return first, first
        return first, self.to_source(end - 1) + self._wide.get(end - 1, 1)

    def part(self, start: int, end: int) -> OffsetMap:
        """The map of the mended characters `start` to `end`, counted from `start`."""
        piece = OffsetMap()
        if end <= start:
            return piece
        piece.add_run(0, self.to_source(start))
        for run in range(bisect_right(self._mended, start), bisect_right(self._mended, end - 1)):
            piece.add_run(self._mended[run] - start, self._source[run])
        piece._wide = {at - start: length for at, length in self._wide.items() if start <= at < end}
        return piece

    def extend(self, other: OffsetMap, shift: int) -> None:
        """Append the runs of `other`, whose text begins at `shift` of this map's text."""
        for mended, source in zip(other._mended, other._source, strict=True):
            self.add_run(mended + shift, source)
        for mended, length in other._wide.items():
            self._wide[mended + shift] = length
