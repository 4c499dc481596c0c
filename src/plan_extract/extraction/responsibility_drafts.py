"""A responsibility being made: a stretch of the outline's text and what was read of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.task_reading import read_goals, read_indicators, read_partners, read_role, task_wording
from plan_extract.model.facts import Responsibility
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("task_joints")
_OPENS_TOGETHER = _WORDS["opens-together"]
_ORDERS = _WORDS["opens-with-order"]

# A task of more than this, in characters, or of several sentences may be several tasks.
_LONG = 400
_SENTENCES = regex.compile(r"[.;]\s+\p{L}")
_TRIM = " ,;:-–+•"


@dataclass(slots=True)
class Piece:
    """`item.text[start:end]`, a part of a task."""

    item: Item
    start: int
    end: int

    @property
    def text(self) -> str:
        body = self.item.body
        return self.item.passage.text[body + self.start : body + self.end]

    @property
    def match(self) -> str:
        body = self.item.body
        return self.item.passage.match[body + self.start : body + self.end]


@dataclass(slots=True)
class Draft:
    """One task and the agencies that it is given to.

    `predicate` is the offset in the joined text behind the agencies, 0 where they stand in a
    heading. `lead` marks a task whose label, column or heading says chủ trì, `coordinate` one whose
    lead-in says phối hợp.
    """

    agencies: list[AgencySpan]
    pieces: list[Piece]
    rule: str
    confidence: float
    request: bool = False
    predicate: int = 0
    lead: bool = False
    coordinate: bool = False
    partners: list[str] = field(default_factory=list)
    output: str | None = None
    due: str | None = None

    def finish(self) -> Iterator[Responsibility]:
        """A record for each of the agencies."""
        pieces = [trimmed for piece in self.pieces if (trimmed := trim_piece(piece)) is not None]
        if not pieces:
            return
        text = " ".join(piece.text for piece in pieces)
        match = " ".join(piece.match for piece in pieces)
        if task_wording("only-time").match(match):  # a cell of times that was read as a line of its own
            return
        start = pieces[0].item.span(pieces[0].start, pieces[0].end)[0]
        end = max(piece.item.span(piece.start, piece.end)[1] for piece in pieces)
        names = [agency.text for agency in self.agencies]
        partners = [*self.partners, *(name for name in read_partners(text, match, names) if name not in self.partners)]
        role = read_role(text, match, self.predicate, request=self.request, lead=self.lead, coordinate=self.coordinate)
        for agency in self.agencies:
            others = tuple(name for name in partners if name.lower() != agency.text.lower())
            yield Responsibility(
                agency=agency.text, role=role, task=text, indicators=tuple(read_indicators(match)),
                goals=tuple(read_goals(match)), partners=others, output=self.output, due=self.due, start=start, end=end,
                page=pieces[0].item.passage.page, rule=self.rule, confidence=self._confidence(agency, text, role),
            )  # fmt: skip

    def _confidence(self, agency: AgencySpan, text: str, role: str) -> float:
        confidence = self.confidence
        if agency.kind == "vague":
            confidence -= 0.15
        elif not agency.known:
            confidence -= 0.08
        if len(self.agencies) > 1 and self.rule == "responsibility.heading":
            confidence -= 0.06
        if role == "coordinate" and not self.coordinate and not _OPENS_TOGETHER.match(text):
            confidence -= 0.07
        if agency.key == "mat-tran" and self.rule == "responsibility.heading":
            confidence -= 0.08  # with the organisations beside it one body, or two
        if self.rule == "responsibility.heading" and _ORDERS.match(text):
            confidence -= 0.08
        if self.rule == "responsibility.table" and _SENTENCES.search(text):
            confidence -= 0.07
        if len(text) < 12:
            confidence -= 0.15
        if len(text) > _LONG or (self.rule == "responsibility.sentence" and _SENTENCES.search(text)):
            confidence -= 0.07
        return max(0.05, round(confidence, 2))


def trim_piece(piece: Piece) -> Piece | None:
    """The piece without blanks and joints at its ends, None where nothing is left."""
    text = piece.text
    start = piece.start + len(text) - len(text.lstrip(_TRIM))
    end = piece.start + len(text.rstrip(" ,-–"))
    return Piece(piece.item, start, end) if end > start else None


def whole(item: Item, start: int = 0) -> Piece:
    """The words of an item from `start` on."""
    return Piece(item, start, len(item.text))


def joined_with_children(item: Item, start: int = 0, skip: Iterable[int] = ()) -> list[Piece]:
    """An item's words with those of all below it (tables and the items of `skip` left out)."""
    left_out = set(skip)
    pieces = [whole(item, start)]
    for child in item.children:
        if child.table is None and id(child) not in left_out:
            pieces += joined_with_children(child, 0, left_out)
    return pieces
