"""A passage: a stretch of running text that a sentence may fill, mended and mapped."""

from __future__ import annotations

from plan_extract.normalising.characters import clean_segment, fold_match
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
        return self.offsets.span(start, end)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Passage({self.text[:60]!r})"


def read_passage(source: str, start: int, end: int, page: int | None = None) -> Passage:
    """The passage that `source[start:end]` holds, line breaks mended to blanks."""
    text, offsets = clean_segment(source, start, end)
    return Passage(text, offsets, page)


def join_passages(parts: list[Passage]) -> Passage:
    """One passage of several, in order, a blank between (none behind a hyphen inside a word)."""
    if len(parts) == 1:
        return parts[0]
    text = ""
    offsets = OffsetMap()
    for part in parts:
        if not part.text:
            continue
        if text:
            text += " "
            offsets.add_run(len(text) - 1, part.span(0, 1)[0] - 1)
        offsets.extend(part.offsets, len(text))
        text += part.text
    return Passage(text, offsets, parts[0].page)
