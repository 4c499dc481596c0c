"""Days of events and stages of work: which a plan sets, which only belong to the name of one that has been."""

from __future__ import annotations

import regex

from plan_extract.extraction.deadline_times import TimeLimit
from plan_extract.extraction.deadline_wording import wording
from plan_extract.normalising.wording import Wording

# "Tuyên truyền kết quả Đại hội Đảng bộ ngày 20/01/2026", "theo kết luận tại cuộc họp ngày 5/3".
_WORDS = Wording("deadline_limits")
_OF_EVENT = _WORDS["of-event"]
# What stands before an event that is only spoken of.
_SPEAKS_OF = _WORDS["speaks-of"]
_STAGE_AHEAD = 24
_HEADS_STAGE = regex.compile(r"\s*:\s*\p{L}")
_OPENS_BRACKET = _WORDS["stage-bracket"]
_CLOSES = regex.compile(r"\s*\)\s*[.;]?\s*$")


def belongs_to_event(window: str) -> bool:
    """Whether the words before a day name an event that it was the day of; `window` is folded text."""
    return _OF_EVENT.search(window) is not None


def sets_event(match: str, start: int, before: str) -> bool:
    """Whether a day is that of an event which the plan sets ("Thi vòng trường ngày 12/10", "Tựu trường: Khối 9 ngày 22/8").

    `match` is the folded text of the item, `start` where the clause begins, `before` its words up to the day.
    """
    event = wording("event-act")
    if ":" in match[:start] and event.match(match.lstrip(" -+•")):
        return True
    found = event.search(before)
    return found is not None and _SPEAKS_OF.search(before, 0, found.start()) is None


def is_stage(match: str, limit: TimeLimit) -> bool:
    """Whether a span of years says when a piece of work is done: "Giai đoạn 2026 - 2027: xây dựng ...", "... (2026 - 2027)."."""
    if limit.end_point is None:
        return False
    before = match[max(0, limit.start - _STAGE_AHEAD) : limit.start]
    alone = limit.start < _STAGE_AHEAD and not before.strip(" -–+•*")
    opens = alone and _HEADS_STAGE.match(match, limit.end) is not None
    closes = _OPENS_BRACKET.search(before) is not None and _CLOSES.match(match, limit.end) is not None
    return opens or closes
