"""The agencies of a table's cell or a labelled line, unknown names as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from plan_extract.extraction.agencies_lists import choose_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.task_reading import task_wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("task_joints")
_NEXT_HEAD = _WORDS["next-in-cell"]
_PARTY_COMMITTEE = _WORDS["party-committee-before"]
_LEFT_OPEN = _WORDS["left-open"]
_SAYS_MORE = _WORDS["says-more"]

_PART = regex.compile(r"[^;\n]+")
_PART_GAP = regex.compile(r"\s*(?:[,.]|\s-)\s*")
_COMMA = regex.compile(r"\s*,\s*(?=\p{Lu})")
_LINE_BREAK = regex.compile(r"\s*(?=\p{Lu})")  # two lines of a cell read as one
_OTHER_HALF = regex.compile(r"\s*/\s*(\p{Lu}\p{Ll}+(?: \p{L}+){1,6})")  # "Ban A/Nhà thầu được chọn"


def read_cell_agencies(text: str, match: str) -> tuple[list[AgencySpan], int]:
    """The agencies of a cell or labelled line, unknown names as they stand; and where they end."""
    found: list[AgencySpan] = []
    stop = 0
    for start, end in _cell_parts(text, match):
        spans, stop = _read_part(text, match, start, end)
        found += spans
        if spans and (remark := task_wording("role-remark").match(match, stop, end)):
            stop = remark.end()
        if stop < end - 1 and spans:
            break
    return choose_agencies(found, text), stop


def _cell_parts(text: str, match: str) -> Iterator[tuple[int, int]]:
    """A cell cut at its semicolons, and where a known agency is followed at once by the next ("Sở A Các phòng")."""
    for part in _PART.finditer(text):
        start = part.start()
        for head in _NEXT_HEAD.finditer(text, start, part.end()):
            if _PARTY_COMMITTEE.search(match, start, head.start()):
                continue
            spans, stop = read_list(text[: head.start()], match[: head.start()], start, head.start())
            if spans and spans[-1].known and not text[stop : head.start()].strip():
                yield start, head.start()
                start = head.end()
        yield start, part.end()


def _read_part(text: str, match: str, start: int, end: int) -> tuple[list[AgencySpan], int]:
    """The agencies of a cell between two semicolons."""
    while start < end and text[start] in " .:-–+,":
        start += 1
    end = start + len(text[start:end].rstrip(" .,"))
    spans, stop = read_list(text, match, start, end)
    while spans and (gap := _PART_GAP.match(match, stop, end) or _LINE_BREAK.match(text, stop, end)):
        more, more_stop = read_list(text, match, gap.end(), end)
        if not more or (not gap.group().strip() and not more[0].known and more[0].kind == "named"):
            break
        spans, stop = spans + more, more_stop
    rest = match[stop:end].strip()
    if spans and (not rest or len(spans) > 1 or _SAYS_MORE.match(rest)):
        return spans, stop
    for comma in _COMMA.finditer(text, start, end) if not spans else ():
        more, more_stop = _read_part(text, match, comma.end(), end)
        if more and (more[0].known or text[start:end].isupper()):
            return [AgencySpan(start, comma.start(), text[start : comma.start()], None, "named"), *more], more_stop
    if not spans and (people := _read_people(text, match, start, end)):
        return people, end
    if spans and (other := _OTHER_HALF.fullmatch(text, stop, end)):
        return [*spans, AgencySpan(other.start(1), end, text[other.start(1) : end], None, "named")], end
    if 2 < end - start <= 90 and text[start].isalpha() and not _LEFT_OPEN.match(match, start, end):
        key = spans[0].key if spans else None
        return [AgencySpan(start, end, text[start:end], key, "named")], end
    return spans, stop


def _read_people(text: str, match: str, start: int, end: int) -> list[AgencySpan]:
    """Officers and kinds of bodies that no name is known of, listed with commas ("Trưởng đoàn thể xã, các chuyên viên")."""
    found: list[AgencySpan] = []
    at = start
    for part in regex.split(r"\s*[,;]\s*", text[start:end]):
        at = text.index(part, at)
        if task_wording("actor").match(match, at, end) is None:
            return []
        found.append(AgencySpan(at, at + len(part), part, None, "named"))
        at += len(part)
    return found if len(found) > 1 else []
