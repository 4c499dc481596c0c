"""A paragraph or a table in its place: what it stands under, what stands under it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.marks import Label, Mark
from plan_extract.structure.tables import GridTable

_WORDS = Wording("outline_words")
_FIELD_WORD = _WORDS["field-word"]


@dataclass(slots=True, eq=False)
class Item:
    """A paragraph (or a table) in its place: what it stands under, what stands under it.

    `body` is the offset in the passage at which the words begin, mark and label aside.
    `section` is a kind of the contract; `past` is set in sections that tell of the past.
    `announced_by` is the plain paragraph ending in a colon that opens the list it stands in.
    """

    passage: Passage
    mark: Mark | None = None
    label: Label | None = None
    body: int = 0
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)
    section: str = "other"
    past: bool = False
    heading: bool = False
    table: GridTable | None = None
    announced_by: Item | None = None
    _cut: int = field(default=-1, init=False, repr=False)
    _text: str = field(default="", init=False, repr=False)
    _match: str = field(default="", init=False, repr=False)

    @property
    def text(self) -> str:
        """The words as printed, mark and label aside."""
        if self._cut != self.body:
            self._cut_words()
        return self._text

    @property
    def match(self) -> str:
        """The words folded for matching, of the same length as `text`."""
        if self._cut != self.body:
            self._cut_words()
        return self._match

    def _cut_words(self) -> None:
        """Keep the words as one string each: they are asked for, and looked up by, many times."""
        self._text, self._match, self._cut = self.passage.text[self.body :], self.passage.match[self.body :], self.body

    @property
    def number(self) -> str | None:
        """The number of the label ("Chỉ tiêu 3"), or else of the mark ("2.1.")."""
        if self.label:
            return self.label.number
        return self.mark.number if self.mark else None

    @property
    def heads_paragraphs(self) -> bool:
        """Whether this is a bullet that only names what the plain paragraphs below it speak of."""
        plain = all(child.mark is None and child.label is None and child.table is None for child in self.children)
        return bool(self.children) and plain and self.names_subject

    @property
    def names_subject(self) -> bool:
        """Whether this is a bullet that says no more than a name ("- Nông nghiệp công nghệ cao")."""
        text = self.text.rstrip(" *")
        if self.mark is None or not self.mark.is_bullet or self.label is not None or ":" in text:
            return False
        named = 5 < len(text) <= 70 and text[0].isupper() and text[-1].isalpha()
        return named and not any(sign.isdigit() for sign in text)

    @property
    def names_field(self) -> bool:
        """Whether this is a bullet that only names the field of what follows ("* Về kinh tế")."""
        bare = self.mark is not None and self.mark.is_bullet and _FIELD_WORD.match(self.match) is not None
        return bare and len(self.text) < 60 and not any(sign.isdigit() or sign in ".;" for sign in self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Source span of `text[start:end]`."""
        return self.passage.span(self.body + start, self.body + end)

    def ancestors(self) -> Iterator[Item]:
        """The items above, nearest first, the root left out."""
        above = self.parent
        while above is not None and above.parent is not None:
            yield above
            above = above.parent

    def walk(self) -> Iterator[Item]:
        """This item and all below it in reading order."""
        waiting = [self]
        while waiting:
            item = waiting.pop()
            yield item
            waiting += reversed(item.children)


def make_root() -> Item:
    """The item above all others; it has no words."""
    from plan_extract.normalising.offsets import OffsetMap

    return Item(Passage("", OffsetMap()))
