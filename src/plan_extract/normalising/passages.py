"""A passage: a stretch of running text that a sentence may fill, mended and mapped."""

from __future__ import annotations

from collections.abc import Iterable

from plan_extract.normalising.characters import MISSING_BLANK, clean_segment, fold_match, parts_number
from plan_extract.normalising.offsets import OffsetMap
from plan_extract.normalising.repairs import repair


class Passage:
    """Text as printed (`text`), folded and repaired for matching (`match`, of equal length).

    `span(a, b)` gives the source offsets of `text[a:b]`.
    """

    __slots__ = ("_match", "offsets", "page", "text")

    def __init__(self, text: str, offsets: OffsetMap, page: int | None = None) -> None:
        self.text = text
        self.offsets = offsets
        self.page = page
        self._match: str | None = None

    @property
    def match(self) -> str:
        if self._match is None:
            self._match = repair(fold_match(self.text))
        return self._match

    def span(self, start: int, end: int) -> tuple[int, int]:
        end = min(end, len(self.text))
        while start < end and self.text[start] == MISSING_BLANK:
            start += 1
        return self.offsets.span(start, end)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text[:60]!r})"


_SEAM = "\0"
"""No letter, figure or blank: what is folded next to it is folded as at the end of a text."""


def fold_passages(passages: Iterable[Passage]) -> None:
    """Make the `match` of many passages at once, for a fraction of what one after another costs."""
    unfolded = [passage for passage in passages if passage._match is None]
    folded = repair(fold_match(_SEAM.join(passage.text for passage in unfolded))).split(_SEAM)
    if len(folded) == len(unfolded):  # else a text holds the sign itself, and each is folded when it is asked for
        for passage, match in zip(unfolded, folded, strict=True):
            passage._match = match


LONGEST = 4000
"""Passages are cut at this length, so that no rule ever sees an endless line."""


def cut_passage(passage: Passage) -> list[Passage]:
    """The passage in pieces of at most LONGEST characters, cut behind a sentence or else a blank."""
    pieces: list[Passage] = []
    start = 0
    while len(passage.text) - start > LONGEST:
        window = passage.text[start : start + LONGEST]
        at = max(window.rfind(". "), window.rfind("; "))
        at = at + 1 if at > LONGEST // 4 else max(window.rfind(" "), 0) or LONGEST - 1
        pieces.append(Passage(passage.text[start : start + at], passage.offsets.part(start, start + at), passage.page))
        start += at + 1 if passage.text[start + at : start + at + 1] == " " else at
    if start == 0:
        return [passage]
    pieces.append(Passage(passage.text[start:], passage.offsets.part(start, len(passage.text)), passage.page))
    return [piece for piece in pieces if piece.text]


def read_passage(source: str, start: int, end: int, page: int | None = None) -> Passage:
    """The passage that `source[start:end]` holds, line breaks mended to blanks."""
    text, offsets = clean_segment(source, start, end)
    return Passage(text, offsets, page)


def join_passages(parts: list[Passage]) -> Passage:
    """One passage of several, in order, a blank between (none behind the hyphen of a number or a span of years)."""
    if len(parts) == 1:
        return parts[0]
    pieces: list[str] = []
    length = 0
    offsets = OffsetMap()
    for part in parts:
        if not part.text:
            continue
        if pieces and not _goes_on(pieces[-1], part.text):
            pieces.append(" ")
            offsets.add_run(length, part.span(0, 1)[0] - 1)
            length += 1
        offsets.extend(part.offsets, length)
        pieces.append(part.text)
        length += len(part.text)
    return Passage("".join(pieces), offsets, parts[0].page)


def _goes_on(before: str, after: str) -> bool:
    """Whether a line break parts a number of a document or a span of years."""
    edge = before[-3:]
    return edge.endswith("-") and parts_number(f"{edge}\n{after[:2]}", len(edge), len(edge) + 1)
