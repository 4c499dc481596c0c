"""A text cut into pieces with the facts that stand over each, for pages that colour them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from plan_extract.analysis.finding import find_words
from plan_extract.analysis.plan_facts import OutlineEntry, PlanFact


@dataclass(frozen=True)
class Piece:
    """A run of text under the same facts.

    `facts` are the ids of the facts over it, the shortest first; `kind` is that of the shortest.
    `begins` are facts whose first piece this is, `sections` the ids of sections that begin here.
    `heading` is the depth of the heading that the piece belongs to, 0 where it is none.
    """

    text: str
    facts: tuple[str, ...] = ()
    kind: str | None = None
    begins: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    heading: int = 0


@dataclass(frozen=True)
class Snip:
    """A run of text; `hit` where it is a word that was searched for."""

    text: str
    hit: bool


def cut_text(text: str, facts: Sequence[PlanFact], outline: Iterable[OutlineEntry] = ()) -> tuple[Piece, ...]:
    """The pieces of `text` in order; joined they are the text itself."""
    opened: dict[int, list[PlanFact]] = defaultdict(list)
    closed: dict[int, list[PlanFact]] = defaultdict(list)
    for fact in facts:
        if fact.start < fact.end:
            opened[fact.start].append(fact)
            closed[fact.end].append(fact)
    begun: dict[int, list[OutlineEntry]] = defaultdict(list)
    ended: set[int] = set()
    for entry in outline:
        begun[entry.start].append(entry)
        ended.add(_end_of_line(text, entry.start))
    places = sorted({0, len(text), *opened, *closed, *begun, *ended})
    pieces = []
    over: dict[str, PlanFact] = {}
    depth = 0
    for place, following in pairwise(places):
        for fact in closed[place]:
            over.pop(fact.fact_id, None)
        for fact in opened[place]:
            over[fact.fact_id] = fact
        if place in ended:
            depth = 0
        if begun[place]:
            depth = begun[place][0].level
        shortest = sorted(over.values(), key=lambda fact: (fact.end - fact.start, fact.fact_id))
        pieces.append(
            Piece(
                text[place:following],
                tuple(fact.fact_id for fact in shortest),
                shortest[0].kind if shortest else None,
                tuple(fact.fact_id for fact in opened[place]),
                tuple(entry.section_id for entry in begun[place]),
                depth,
            )
        )
    return tuple(pieces)


def cut_hits(text: str, question: str) -> tuple[Snip, ...]:
    """`text` in runs, with the words of `question` told apart, accents or not."""
    snips = []
    done = 0
    for start, end in find_words(text, question):
        if start > done:
            snips.append(Snip(text[done:start], False))
        snips.append(Snip(text[start:end], True))
        done = end
    if done < len(text):
        snips.append(Snip(text[done:], False))
    return tuple(snips)


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
