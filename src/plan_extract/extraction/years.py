"""The year by which a target holds: printed beside it, or passed down from above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

_YEAR = regex.compile(
    r"(?P<past>(?:giá (?:so sánh|cố định|hiện hành|thực tế)\s*(?=năm )|gấp (?:\d[\d.,]*|[^,;.]{1,16}) lần (?=năm )|(?:bằng|ngang) (?=năm )|so với(?: tổng số)?(?: cùng kỳ| đầu| trung bình| bình quân| thời điểm)?[^,;.]{0,30}?))?"
    r"(?:(?<!cuối )(?<!hết )(?<!trong )(?<!đến )nhiệm kỳ\s+(?:19|20)\d\d\s*-\s*(?:19|20)\d\d"
    r"|(?:(?:vào|đến|trong|từ|hết|cuối|cho) )*(?P<school>năm học|niên học)\s+(?:19|20)\d\d\s*-\s*(?P<s>(?:19|20)\d\d)"
    r"|(?:(?:trong )?(?:cả )?(?:giai đoạn|thời kỳ)\s+)?(?:từ )?(?:(?:\d{1,2} )?(?:các )?năm )?(?:19|20)\d\d\s*(?:-|đến(?: hết)?(?: năm)?)\s*(?P<p>(?:19|20)\d\d)"
    r"|(?:trước |đến |hết |vào |xong |chậm nhất |từ |trong )*(?:ngày\s+)?\d{1,2}\s?/\s?\d{1,2}\s?/\s?(?P<d>20\d\d)"
    r"|(?:trước |đến |hết |vào |xong |chậm nhất |từ |trong )*ngày \d{1,2} tháng \d{1,2} năm (?P<e>20\d\d)"
    r"|(?:(?:trong|đến|hết|cuối|vào|trước|từ) )*(?:quý [ivx\d]+|tháng \d{1,2})\s*(?:/|năm )\s*(?P<q>20\d\d)"
    r"|\(?(?:(?:cho )?(?:đến|tới|vào|từ|trong|hết|cuối|đầu|giữa|trước|sau|của|cho|kể từ)\s+)*(?:hết |cuối |đầu )?(?:các )?năm\s+(?P<y>20\d\d)(?:\s*(?:,|và|;)\s*(?:năm\s+)?(?P<z>20\d\d))*(?: trở đi)?\)?"
    r"|\((?P<b>20\d\d)\)"
    # "Tỷ lệ hộ nghèo: 2026: 4%; 2027: 3%": a bare year is the label of its value.
    r"|(?<=(?:^|[,;:(+]|\s-|\p{L})\s*)(?P<l>20\d\d)(?=\s*:\s*(?:\p{L}+ ){0,2}[<>≥≤~]?\s?\d))"
)
# "Luật Bầu cử năm 2015": the year is part of a law's name.
_LAW_BEFORE = regex.compile(r"(?<!pháp )\b(?:bộ luật|luật|pháp lệnh|hiến pháp) [^,;.()]{0,60}$")
# "theo Nghị quyết số 175/NQ-CP ngày 30/10/2023": the date of a document that is cited.
_CITED_BEFORE = regex.compile(
    r"\b(?:số\s+\d+[\p{L}\d.-]*/[\p{L}\d/.-]+|\d+[\d.-]*\p{L}{2}[\p{L}\d.-]*/[\p{L}\d/.-]+)\s*,?\s*$"
)
_PREPOSED = regex.compile(r"\(?(?:trong|đến|vào|hết|trước|từ|sau)\b")

_OUTLOOK_BEFORE = regex.compile(r"\w.*[\s,(](?:tầm nhìn|định hướng)\s*(?:là|:)?\s*$")


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year of the text: where it stands and which year or years it gives."""

    start: int
    end: int
    years: tuple[int, ...]
    compared: bool = False


def find_years(match: str) -> list[YearMention]:
    """Mentions of years from left to right; `compared` where it is only compared with."""
    return list(_find_years(match)) if "20" in match else []


@lru_cache(maxsize=1024)
def _find_years(match: str) -> tuple[YearMention, ...]:
    """Kept for a while: targets ask for the same clauses again and again."""
    found: list[YearMention] = []
    for hit in _YEAR.finditer(match):
        years = [int(hit.group(name)) for name in ("s", "p", "d", "e", "q", "y", "b", "l") if hit.group(name)]
        if hit.group("z"):
            years += [int(year) for year in hit.captures("z")]
        law = not _PREPOSED.match(match, hit.start()) and _LAW_BEFORE.search(
            match, max(0, hit.start() - 70), hit.start()
        )
        if not years or law or _CITED_BEFORE.search(match, max(0, hit.start() - 30), hit.start()):
            continue
        found.append(YearMention(hit.start(), hit.end(), tuple(years), hit.group("past") is not None))
    return tuple(found)


def heading_year(match: str) -> int | None:
    """The year that a heading sets for all below it ("Đến năm 2025:", "năm 2030"), or None.

    The year of an outlook that stands beside the goals ("Mục tiêu và tầm nhìn đến năm 2045") is none.
    """
    found = heading_years(match)
    return found[0] if len(found) == 1 else None


def heading_years(match: str) -> tuple[int, ...]:
    """The years of a heading's only mention of years ("Năm 2024, 2025:" names two), or none."""
    mentions = [
        mention
        for mention in find_years(match)
        if not mention.compared and not _OUTLOOK_BEFORE.search(match, 0, mention.start)
    ]
    return mentions[0].years if len(mentions) == 1 and len(match) < 120 else ()
