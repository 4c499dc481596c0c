"""The year by which a target holds: printed beside it, or passed down from above."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from plan_extract.normalising.wording import Wording

_WORDS = Wording("year_words")
_YEAR = _WORDS["mention"]
# "Luật Bầu cử năm 2015": the year is part of a law's name.
_LAW_BEFORE = _WORDS["law-before"]
# "theo Nghị quyết số 175/NQ-CP ngày 30/10/2023": the date of a document that is cited.
_CITED_BEFORE = _WORDS["cited-before"]
_PREPOSED = _WORDS["preposed"]

_OUTLOOK_BEFORE = _WORDS["outlook-before"]


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
