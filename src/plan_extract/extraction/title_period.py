"""The years that a plan covers, from its title (`patterns/title_periods.yml`)."""

from __future__ import annotations

from functools import lru_cache

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.rulefiles import Rule, RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("year_words")
_JOINED = _WORDS["title-joined"]
_UNTIL = _WORDS["title-until"]
_SECOND_YEAR = _WORDS["title-second-year"]


@lru_cache(maxsize=1)
def period_rules() -> RuleSet:
    return load_rules("title_periods", rule_folders())


@lru_cache(maxsize=1)
def _patterns() -> dict[str, regex.Pattern[str]]:
    return {rule.id: rule.compiled() for rule in period_rules().rules}


def _pattern(rule: Rule) -> regex.Pattern[str]:
    return _patterns()[rule.id]


def read_period(title: str) -> tuple[int | None, int | None, str | None]:
    """First year, last year and the rule for a title in folded text; `(None, None, None)` where it says none.

    A single year behind a span wins over it ("Chương trình ... giai đoạn 2021 - 2025 năm 2023"), unless
    the span is said of the plan too ("năm 2024 và giai đoạn 2024 - 2026").
    """
    kept = title
    for rule in period_rules().rules:
        if rule.sets["kind"] == "aside":
            kept = _pattern(rule).sub(lambda found: " " * len(found.group()), kept)
    spans: list[tuple[int, int, int]] = []
    years: list[tuple[int, int, str]] = []
    until: list[tuple[int, int]] = []
    bare: list[tuple[int, int]] = []
    for hit in period_rules().finditer(kept):
        found = _pattern(hit.rule).match(kept, hit.start)
        assert found is not None
        kind = hit["kind"]
        if kind == "span":
            spans.append((hit.start, int(found.group("from")), int(found.group("to"))))
        elif kind == "until":
            until.append((hit.start, int(found.group("until"))))
        elif kind == "year":
            years.append((hit.start, int(found.group("year")), kept[hit.end : hit.end + 12]))
        elif kind == "bare":
            bare.append((hit.start, int(found.group("year"))))
    return _choose(kept, spans, years, until, bare)


def _choose(
    title: str,
    spans: list[tuple[int, int, int]],
    years: list[tuple[int, int, str]],
    until: list[tuple[int, int]],
    bare: list[tuple[int, int]],
) -> tuple[int | None, int | None, str | None]:
    if spans and years and years[-1][0] > spans[-1][0]:
        return years[-1][1], years[-1][1], "period.year"
    if spans:
        at, first, last = spans[-1]
        joined = [year for start, year, _ in years if start < at and _JOINED.search(title, start, at)]
        return min([first, *joined]), last, "period.span"
    if years and until and until[-1][0] > years[-1][0] and _UNTIL.match(title[years[-1][0] + 8 : until[-1][0]]):
        return years[-1][1], until[-1][1], "period.until"
    if years:
        following = [year for start, year in bare if start > years[-1][0] and start - years[-1][0] < 18]
        joined_years = (
            [year for _, year, _ in years]
            if len(years) > 1 and _SECOND_YEAR.search(title, years[0][0])
            else [years[-1][1]]
        )
        found = [*joined_years, *following]
        return min(found), max(found), "period.year"
    if until:
        return None, until[-1][1], "period.until"
    if bare:
        return bare[-1][1], bare[-1][1], "period.bare-year"
    return None, None, None
