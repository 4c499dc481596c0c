"""Headings among those of agencies that no name is known of: their words as they stand."""

from __future__ import annotations

from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_openings import Form, Opening
from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("agency_joints")
_FIGHTS = _WORDS["fights"]
_DUTIES_OF = _WORDS["duties-of"]
_ONLY_MONEY = _WORDS["only-money"]
_NEXT_GUESSED = _WORDS["next-guessed"]
_ANSWERABLE = _WORDS["answerable"]

_CLOSING_BRACKET = regex.compile(r"\s*\([^()]*\)[\s.;:*]*$")


def _split_guess(text: str, match: str, start: int, stop: int) -> tuple[AgencySpan, ...]:
    """The members of a list each of which begins with the head of a name ("Phòng A, Phòng B"), or none."""
    spans: list[AgencySpan] = []
    at = start
    for part in _NEXT_GUESSED.split(text[start:stop]):
        at = text.index(part, at)
        if not wording("head").match(match, at, stop) or not text[at].isupper() or len(part.split()) < 2:
            return ()
        spans.append(AgencySpan(at, at + len(part.rstrip()), part.strip(), None, "named"))
    return tuple(spans) if len(spans) > 1 else ()


def is_duty_heading(item: Item) -> bool:
    """Whether an item says whose duties stand below it ("Trách nhiệm của chủ cơ sở chăn nuôi:")."""
    return bool(item.children) and item.match.count(" ") < 24 and _DUTIES_OF.match(item.match) is not None


def guess_heading(item: Item) -> Opening | None:
    """A heading, or the subject of "có trách nhiệm", among those of agencies that no name is known of: its words as
    they stand."""
    text, match = item.text, item.match
    order: str | None = None
    at = 0
    if ordered := wording("set-aside").match(match):
        order, at = ordered.group().strip(" :"), ordered.end()
    bracket = _CLOSING_BRACKET.search(match, at)
    colon = match.find(":", at, bracket.start() if bracket else len(match))
    stop = colon if colon >= 0 else bracket.start() if bracket else len(text.rstrip(" .;"))
    told = _ANSWERABLE.search(match, at, min(stop, at + 130))
    stop = told.start() if told else stop
    aside = match.find(" (", at, stop)
    name = text[at : aside if told and aside >= 0 else stop].strip()
    if (
        not 3 < len(name) <= 130
        or not (name[0].isupper() or order)
        or _FIGHTS.match(match, at)
        or (wording("topic").match(match, at) and not is_duty_heading(item))
        or wording("stop").match(match, at)
    ):
        return None
    spans = _split_guess(text, match, at, stop) or (AgencySpan(at, at + len(name), name, None, "named"),)
    if told:
        form: Form = "heading" if item.children and match.rstrip().endswith(":") else "inline"
        return Opening(form, spans, spans, at, at + len(name), 0, order, name)
    body = len(text) if colon < 0 else len(text) - len(text[stop + 1 :].lstrip())
    inline = body < len(text.rstrip())
    if inline and _ONLY_MONEY.match(match, body):
        return None
    if not inline and not item.children:
        return None
    return Opening("inline" if inline else "heading", spans, spans, at, stop, body, order, name)
