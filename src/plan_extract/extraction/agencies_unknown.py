"""Members of a list of agencies, and headings, whose names no register and no grammar knows."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
_BEFORE_LAST = _WORDS["before-unknown-last"]

_PLAIN_WORDS = regex.compile(r"[\p{L}\d&/-]+(?: [\p{L}\d&/-]+){1,7} ?")
_PLAIN_PHRASE = regex.compile(r"[\p{L}\d&/-]+(?: [\p{L}\d&/-]+){1,15} ?")
_PLAIN_WORD = regex.compile(r"\s*[\p{L}\d&/-]+")


def wide_name(text: str, match: str, named: list[AgencySpan], stop: int, end: int) -> AgencySpan | None:
    """A name not known whose last words are verbs elsewhere, up to a colon or as all of a heading ("Ban Hỗ trợ phụ nữ
    phát triển kinh tế: ...")."""
    last = named[-1]
    if (last.known and last.kind != "class") or last.kind == "vague" or last.end != stop:
        return None
    if last.kind == "class" and wording("stop").match(match, stop + 1, end):
        return None
    words = _PLAIN_WORDS.match(match, stop + 1, end) if match[stop : stop + 1] == " " else None
    if words is None or wording("act").search(match, stop, words.end()):
        return None
    closed = len(match[stop : words.end()].rstrip()) + stop
    behind = _COLON_BEHIND.match(match, closed, end)
    if behind is None or not (behind.end() >= end or wording("act").match(match, behind.end(), end)):
        return None
    return replace(last, end=closed, text=text[last.start : closed])


_COLON_BEHIND = regex.compile(r"\s*:\s*|[\s*]*$")


def with_unknown_last(
    text: str, match: str, named: list[AgencySpan], stop: int, end: int
) -> tuple[list[AgencySpan], int]:
    """A list before a colon whose last member no name is known of ("Sở A, Báo B và hệ thống truyền thanh cơ sở: ...")."""
    found = _BEFORE_LAST.match(match, stop, end)
    if (
        found is None
        or not all(span.known and span.kind != "vague" for span in named)
        or wording("crowd").match(match, found.end(), end)
    ):
        return named, stop
    heads = match[found.end() : end].rstrip(" *").endswith(":")
    colon = match.find(":", found.end(), min(end, found.end() + (110 if heads else 60)))
    if (
        colon < 0
        or not (_PLAIN_PHRASE if heads else _PLAIN_WORDS).fullmatch(match, found.end(), colon)
        or wording("act").search(match, found.end(), colon)
    ):
        return named, stop
    printed = text[found.end() : colon].strip()
    return [*named, AgencySpan(found.end(), found.end() + len(printed), printed, None, "named")], found.end() + len(
        printed
    )


def read_unknown_last(text: str, match: str, stop: int, end: int, named: list[AgencySpan]) -> AgencySpan | None:
    """A last member of a list that no name is known of ("Đồn Biên phòng, Hải quan cửa khẩu kiểm soát"), before a verb."""
    if not any(span.known and span.kind != "vague" for span in named):
        return None
    found = _BEFORE_LAST.match(match, stop, end)
    if found is None:
        return None
    start, position = found.end(), found.end()
    if wording("crowd").match(match, start, end):
        return None
    for count in range(1, 9):
        word = _PLAIN_WORD.match(match, position, end)
        if word is None:
            return None
        position = word.end()
        if count > 1 and (act := wording("act").match(match, _skip_blank(match, position), end)) and act.group():
            printed = text[start:position]
            kind: Literal["named", "class"] = (
                "named" if printed[0].isupper() and not printed.lower().startswith("các ") else "class"
            )
            return AgencySpan(start, position, printed, None, kind)
    return None


def _skip_blank(match: str, at: int) -> int:
    return at + 1 if match[at : at + 1] == " " else at
