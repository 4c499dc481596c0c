"""Agencies in running text and in lists ("Sở A, Sở B và Công an tỉnh", "Các sở: Y tế, Tài chính").

Each name is read by `agencies_names`; here are where names are looked for, what joins them, and
which of a list count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from plan_extract.extraction.agencies_names import AgencySpan, read_agency
from plan_extract.extraction.agencies_register import agency_register
from plan_extract.extraction.agencies_tails import WORD, take_tails
from plan_extract.extraction.agencies_wording import MAX_NAME, defines_names, remembered, wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
_SHARED_HEAD = _WORDS["shared-head"]
_ONLY_HEAD = _WORDS["only-shared-head"]
_BY_FUNCTION = _WORDS["by-function"]
_NAMED_UNITS = _WORDS["named-units"]
_NEXT_UNIT = _WORDS["next-unit"]
_OFFICER = _WORDS["officer"]
_OFFICER_PART = _WORDS["officer-part"]
_BARE_MEMBER = _WORDS["bare-member"]
_EVENT = _WORDS["event"]

_REMARK = regex.compile(r"\s*\([^()]{1,80}\)")
_COLON = regex.compile(r"\s*:\s*")


def find_agencies(text: str, match: str, start: int = 0, end: int | None = None) -> list[AgencySpan]:
    """All agencies named in `text[start:end]`, from left to right, not overlapping."""
    end = len(text) if end is None else end
    found: list[AgencySpan] = []
    at = start
    for word in WORD.finditer(match, start, end):
        if word.start() < at or (word.group() not in _first_words() and not defines_names()):
            continue
        span = read_agency(text, match, word.start(), end)
        if span is not None:
            found.append(span)
            at = span.end
    return found


@lru_cache(maxsize=1)
def _first_words() -> frozenset[str]:
    heads = regex.findall(r"[\p{L}]+", " ".join(wording("head").pattern.split("|")))
    positions = regex.findall(r"[\p{L}]+", wording("position").pattern)
    return frozenset(agency_register().first_words()) | frozenset(heads) | frozenset(positions) | {"các", "những"}


def read_list(text: str, match: str, start: int, end: int) -> tuple[list[AgencySpan], int]:
    """The agencies of a list that begins at `start` ("Sở A, Sở B và Công an tỉnh"); where it ends."""
    found, stop = _read_list(text, match, start, end)
    return list(found), stop


@remembered
def _read_list(text: str, match: str, start: int, end: int) -> tuple[tuple[AgencySpan, ...], int]:
    found: list[AgencySpan] = []
    announced: list[AgencySpan] = []
    at = stop = start_of_last = start
    while (
        span := read_agency(text, match, at, end)
        or _read_headless(text, match, at, end, announced + found)
        or _read_villages(text, match, at, end, found)
        or _read_bare_class(text, match, at, end, found)
    ) is not None:
        if found and _is_other_name(match, found[-1], span):
            span = replace(found.pop(), end=span.end, text=text[start_of_last : span.end])
        span = _with_places(text, match, span, end)
        span = _with_office_parts(text, match, span, end)
        found.append(span)
        start_of_last, stop = span.start, span.end
        joint = wording("joint").match(match, stop, end)
        if joint is None and (charge := _BY_FUNCTION.match(match, stop, end)):
            joint = wording("joint").match(match, charge.end(), end)
            joint = joint if joint is not None and read_agency(text, match, joint.end(), end) else None
        if joint is None and (bracket := _REMARK.match(match, stop, end)):
            joint = wording("joint").match(match, bracket.end(), end)
        if joint is None and _ONLY_HEAD.fullmatch(match[span.start : stop]):
            joint = _COLON.match(match, stop, end)
        if (
            joint is None
            and span.kind != "named"
            and span.key in (None, "socio-political")
            and _announces_list(text, match, stop, end, span)
        ):
            announced = [found.pop()]
            joint = _COLON.match(match, stop, end)
        if joint is None:
            break
        at = joint.end()
    return tuple(found), stop


def _with_places(text: str, match: str, span: AgencySpan, end: int) -> AgencySpan:
    """ "UBND các huyện An Hòa, An Phú": one name over all the places it lists."""
    stop = span.end
    if _NAMED_UNITS.search(span.text):
        while (more := _NEXT_UNIT.match(text, stop, end)) and read_agency(text, match, more.start("name"), end) is None:
            stop = more.end()
    return replace(span, end=stop, text=text[span.start : stop]) if stop > span.end else span


def _with_office_parts(text: str, match: str, span: AgencySpan, end: int) -> AgencySpan:
    """ "Vụ trưởng Vụ Kế hoạch, Tài chính, Viện trưởng ...": words between two offices are of the first one's name."""
    if _OFFICER.match(match, span.start) is None or span.kind != "named":
        return span
    stop = span.end
    while (part := _OFFICER_PART.match(match, stop, end)) and text[part.start("part")].isupper():
        at = part.start("part")
        if read_agency(text, match, at, end) or _read_headless(text, match, at, end, [span]):
            break
        stop = part.end()
    return replace(span, end=stop, text=text[span.start : stop]) if stop > span.end else span


def _is_other_name(match: str, before: AgencySpan, span: AgencySpan) -> bool:
    """Whether a slash joins two names of one office ("Sở Văn hóa, Thể thao và Du lịch/Sở Văn hóa và Thể thao")."""
    first, second = match[before.start : before.end].split()[0], match[span.start : span.end].split()[0]
    return match[before.end : span.start] == "/" and first == second and before.kind == span.kind == "named"


def _announces_list(text: str, match: str, stop: int, end: int, collective: AgencySpan) -> bool:
    """Whether a collective is followed by those it stands for.

    "các tổ chức hội: Hội Nông dân, Hội Phụ nữ", "Các sở, ngành: Y tế, Nội vụ".
    """
    colon = _COLON.match(match, stop, end)
    first = _read_member(text, match, colon.end(), end, collective) if colon else None
    if first is None or not first.known or first.kind == "vague":
        return False
    joint = wording("joint").match(match, first.end, end)
    second = _read_member(text, match, joint.end(), end, collective) if joint else None
    return second is not None and second.known


def _read_member(text: str, match: str, at: int, end: int, collective: AgencySpan) -> AgencySpan | None:
    return read_agency(text, match, at, end) or _read_headless(text, match, at, end, [collective])


def _read_headless(text: str, match: str, start: int, end: int, before: list[AgencySpan]) -> AgencySpan | None:
    """A name whose head stands only at the first of the list ("Sở Y tế, Tài chính", "Các sở: Y tế")."""
    head = next((found for span in reversed(before) if (found := _SHARED_HEAD.match(span.text))), None)
    if head is None or not text[start : start + 1].isupper():
        return None
    word = head["head"].lower()
    known = agency_register().match(match, start, min(end, start + MAX_NAME), word)
    if known is None:
        return None
    stop = take_tails(text, match, known[1], end, relevant=False)
    post = (head["post"] or "").capitalize()
    return AgencySpan(start, stop, f"{post}{word.capitalize()} {text[start:stop]}", known[0].key, "named")


def _read_villages(text: str, match: str, start: int, end: int, before: list[AgencySpan]) -> AgencySpan | None:
    """Villages as the last of a collective, its "các" said before them ("Các ban, ngành, đoàn thể, tổ dân phố")."""
    village = wording("village").match(match, start, end)
    if village is None or not before or before[-1].kind != "vague" or not text[start : start + 1].islower():
        return None
    if not wording("predicate").match(match, village.end(), end) and match[village.end() : end].strip(" .:*"):
        return None
    return AgencySpan(start, village.end(), text[start : village.end()], None, "class")


def _read_bare_class(text: str, match: str, start: int, end: int, before: list[AgencySpan]) -> AgencySpan | None:
    """A class whose "các" stands before the first of the list ("Các trường học, cơ sở y tế trên địa bàn")."""
    if (
        not before
        or before[0].kind != "class"
        or not before[0].text.lower().startswith("các ")
        or text[start : start + 1].isupper()
    ):
        return None
    if person := _BARE_MEMBER.match(match, start, end):
        return AgencySpan(start, person.end(), text[start : person.end()], None, "class")
    known = agency_register().match(match, start, min(end, start + MAX_NAME), "các")
    if known is None or not (known[0].is_class or match.startswith("cơ sở ", start)):
        return None
    stop = take_tails(text, match, known[1], end, relevant=True)
    return AgencySpan(start, stop, text[start:stop], known[0].key, "class")


def choose_agencies(spans: list[AgencySpan], text: str) -> list[AgencySpan]:
    """Those of a list that count: the definite ones, or else the collectives as one."""
    definite = [span for span in spans if span.kind != "vague"]
    if definite or not spans:
        return definite
    first, last = spans[0], spans[-1]
    return [replace(first, end=last.end, text=text[first.start : last.end])]


def defined_names(text: str, match: str) -> Iterator[tuple[str, AgencySpan]]:
    """Short names that a text defines for itself ("... (sau đây gọi tắt là Ban)") with the long ones."""
    for hit in wording("defines").finditer(match):
        close = match.find(")", hit.end())
        if close < 0 or close - hit.end() > 80:
            continue
        if _EVENT.match(match, hit.end()):
            continue  # "(sau đây gọi tắt là Lễ hội)"
        before = find_agencies(text, match, max(0, hit.start() - 160), hit.start())
        if before and before[-1].end >= len(match[: hit.start()].rstrip()):
            yield text[hit.end() : close].strip(' "“”'), before[-1]
