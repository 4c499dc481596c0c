"""An appendix that comes as a file of its own: what the remark under its heading says of the plan.

"(Kèm theo Kế hoạch số 47/KH-UBND ngày 12/3/2026 của UBND tỉnh Sơn La)" names the body that issued the
plan; the appendix's heading takes the place of a title.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plan_extract.extraction.issuers import Body, open_body, parse_body
from plan_extract.extraction.printed_dates import DATE, read_date
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText

_WORDS = Wording("attachment_words")
_REMARK = _WORDS["remark"]
_APPENDIX = _WORDS["appendix"]
_OF_PLAN = _WORDS["of-plan"]

_MAX_LINES = 8


@dataclass(frozen=True, slots=True)
class Attachment:
    """The heading of an appendix and the body which the remark under it names, with their source spans."""

    title: str | None
    title_span: tuple[int, int] | None
    body: Body
    body_span: tuple[int, int]
    issued: str | None


def read_attachment(plan: PlanText) -> Attachment | None:
    """The heading and remark of a file that begins with an appendix; None where it has a title of its own."""
    if plan.title and not _APPENDIX.match(plan.title[0].match):
        return None
    heading: list[tuple[str, tuple[int, int]]] = []
    for text, span in _first_lines(plan):
        match = fold_match(text)
        if remark := _REMARK.match(match):
            named = text[remark.start("body") : remark.end("body")].strip(" .)*_")
            body = parse_body(named) if open_body(fold_match(named)) else None
            if body is None:
                return None
            day = DATE.search(match, 0, remark.start("body"))
            issued = read_date(day).iso if day else None
            words, title_span = _title(heading)
            return Attachment(words, title_span, body, span, issued if issued and len(issued) > 7 else None)
        heading.append((text, span))
    return None


def _first_lines(plan: PlanText) -> Iterator[tuple[str, tuple[int, int]]]:
    lines = [(line.text, line.passage.span(0, len(line.text))) for line in plan.head if isinstance(line, Line)]
    if not lines:
        under = plan.appendices.children or plan.root.children
        items = [item for item in under[:_MAX_LINES] if item.table is None]
        lines = [(item.passage.text, item.span(0, len(item.text))) for item in items]
    yield from lines[:_MAX_LINES]


def _title(heading: list[tuple[str, tuple[int, int]]]) -> tuple[str | None, tuple[int, int] | None]:
    """What stands between "PHỤ LỤC I" and the remark; the plan's own name where the heading gives it."""
    if not heading or not _APPENDIX.match(fold_match(heading[0][0])):
        return None, None
    text = " ".join(" ".join(line.split()) for line, _ in heading).strip(" *#_|")
    match = fold_match(text)
    own = _OF_PLAN.match(match) or _APPENDIX.match(match)
    words = text[own.end() :].strip(" *#_|.:;-–") if own else text
    return words or None, (heading[0][1][0], heading[-1][1][1])
