"""Sentences and clauses of a task's text, and the bodies that they open with."""

from __future__ import annotations

from collections.abc import Iterator

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.extraction.agencies_openings import Opening, read_sentence_opening
from plan_extract.extraction.task_reading import partners_beside, task_wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("task_joints")
_DIRECTS = _WORDS["directs"]
_LISTS = _WORDS["lists-bodies"]
_TOLD = _WORDS["told"]
_NAMED_SCHOOL = _WORDS["named-school"]

_SENTENCE = regex.compile(r"[.!?…]['\"”)]*\s+(?=[\"“(]?\p{Lu})")
_CLAUSE = regex.compile(r";\s+")
_GROUND_REACH = 40
_ORDER_REACH = 120


def other_bodies(item: Item, at: int, owner: Opening) -> list[tuple[int, int, Opening]]:
    """The sentences and clauses of a task from `at` on that open with a body which its heading does not name."""
    text, match = item.text, item.match
    found: list[tuple[int, int, Opening]] = []
    for start, end in sentence_spans(text):
        for first, last, opening in cut_clauses(text, match, max(start, at), end, owned=True):
            directed = (
                _DIRECTS.match(match, max(start, at)) is not None
                and first > start
                and opening is not None
                and all(span.kind != "named" for span in opening.named)
            )
            if first > at and not directed and opening is not None and _is_other_body(opening, owner, first):
                named = _LISTS.search(match, max(start, at), first) or _TOLD.match(match, opening.list_end, last)
                if named is None and says_task(match[opening.list_end : last]):
                    found.append((first, last, opening))
            elif found:
                found[-1] = (found[-1][0], last, found[-1][2])
    return found


def _is_other_body(opening: Opening, owner: Opening, first: int) -> bool:
    """Whether a sentence opens with definite bodies of which the heading above names none, or names them beside others."""
    if (opening.order is not None and not opening.request) or opening.list_start - first > _GROUND_REACH:
        return False
    named = [span for span in opening.named if span.kind != "vague"]
    own = [span.text.lower() for span in owner.named]
    if len(own) == 1 and any(span.text.lower() in own[0] or own[0] in span.text.lower() for span in named):
        return False
    opens = opening.list_start == first and named and named[0].text[0].isupper()
    return bool(named) and all(
        span.known or _NAMED_SCHOOL.match(span.text) or (opens and span.kind == "class") for span in named
    )


def says_task(match: str) -> bool:
    """Whether what follows agencies is something to do: no slogan, no bare order, no quota of an award."""
    if match.rstrip(" \"'").endswith("!"):
        return False
    return not any(task_wording(name).search(match) for name in ("only-order", "only-money", "quota"))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text as spans that together cover it."""
    at = 0
    for stop in _SENTENCE.finditer(text):
        yield at, stop.end()
        at = stop.end()
    if at < len(text):
        yield at, len(text)


def cut_clauses(
    text: str, match: str, start: int, end: int, *, owned: bool = False
) -> Iterator[tuple[int, int, Opening | None]]:
    """A sentence, cut where a clause behind a semicolon is addressed to somebody else; an `owned` one has its agency
    from above."""
    first = start
    opening = read_sentence_opening(text, match, start, end)
    semicolons = list(_CLAUSE.finditer(match, start, end))
    partners = _partner_lists(text, match, start, end) if semicolons else []
    for semicolon in semicolons:
        while partners and partners[0][1] <= semicolon.start():
            partners.pop(0)
        if opening is not None and opening.list_start < semicolon.start() < opening.list_end:
            continue
        if partners and partners[0][0] < semicolon.start():
            continue
        following = read_sentence_opening(text, match, semicolon.end(), end)
        reach = _GROUND_REACH if following is None or following.order is None else _ORDER_REACH
        if following is None or following.list_start > semicolon.end() + reach:
            continue
        if opening is not None and opening.list_start > semicolon.start():
            opening = None
        if owned or opening is not None or following.order is not None:
            yield first, semicolon.end(), opening
            first, opening = semicolon.end(), following
    yield first, end, opening


def _partner_lists(text: str, match: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where those stand that a task is done with ("phối hợp với các phòng, ban; UBND các xã; các đơn vị ..."), in order."""
    found: list[tuple[int, int]] = []
    at = start
    while (lead := task_wording("partners").search(match, at, end)) is not None:
        _, stop = read_list(text, match, lead.end(), end)
        found.append((lead.end(), stop))
        at = max(stop, lead.end())
    return sorted(found + [span for _, span in partners_beside(text, match, start, end)])
