"""What a name says of a body besides who it is: what a commission is for, in what line of work firms are."""

from __future__ import annotations

from collections.abc import Callable

from plan_extract.extraction.agencies_tails import take_tails
from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_kinds")
_TOPIC_LEAD = _WORDS["purpose"]
_BRANCHES = _WORDS["branches-of-trade"]
_LINE_OF_WORK = _WORDS["line-of-work"]
_LIVES_BY = _WORDS["lives-by"]
_WORKS = _WORDS["works-in-hand"]

_TOPIC_WORD = regex.compile(r"(?:\s*,)?\s+[\p{L}\d&/-]+")
_TOPIC_ENDS = regex.compile(r"\s*(?:[:.;(]|$)")
_MOST_TOPIC_WORDS = 12
_MOST_WORKS_WORDS = 14


def take_topic(text: str, match: str, stop: int, end: int) -> int:
    """What a commission is for ("Ban Chỉ đạo giảm nghèo các cấp"), where a unit, a verb or the end closes it."""
    begun = stop
    if opening := _TOPIC_LEAD.match(match, stop, end):
        begun = opening.end()
    elif any(wording(name).match(match, stop, end) for name in ("predicate", "joint", "level-tail")):
        return stop

    def closes(position: int) -> bool:
        return position > stop and take_tails(text, match, position, end, relevant=False) > position

    return _take_words(match, stop, begun, end, _MOST_TOPIC_WORDS, closes)


def take_line_of_work(match: str, stop: int, end: int) -> int:
    """Which firms are meant: their line of work, or the works that an investor has in hand, up to what they do.

    "Chủ đầu tư dự án hạ tầng khu, cụm công nghiệp", "Các doanh nghiệp hoạt động trong lĩnh vực vận tải, xây dựng
    trên địa bàn tỉnh".
    """
    if (
        line := _LINE_OF_WORK.match(match, stop, end)
        or _BRANCHES.match(match, stop, end)
        or _LIVES_BY.match(match, stop, end)
    ):
        return int(line.end())
    works = _WORKS.match(match, stop, end)
    return _take_words(match, stop, works.end(), end, _MOST_WORKS_WORDS, lambda position: False) if works else stop


def _take_words(match: str, stop: int, begun: int, end: int, most: int, closes: Callable[[int], bool]) -> int:
    """Words from `begun` on up to a verb, the end or what else closes them; `stop` where nothing does in time."""
    position = begun
    for _ in range(most):
        if position > stop and (
            position >= end
            or closes(position)
            or _TOPIC_ENDS.match(match, position, end)
            or wording("predicate").match(match, position, end)
        ):
            return position
        word = _TOPIC_WORD.match(match, position, end)
        if word is None:
            return stop
        position = word.end()
    return stop
