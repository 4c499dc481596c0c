"""Columns of figures: which of them plan, for what year, in what unit, and what their headings add to a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from plan_extract.extraction.clauses import words
from plan_extract.extraction.table_places import half_of_year, says_only_parts
from plan_extract.extraction.table_words import bare_years, kind_rules
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.years import find_years
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.tables import GridTable

_WORDS = Wording("table_cells")
_BRACKET_UNIT = _WORDS["unit-in-bracket"]
_BOTH_WAYS = _WORDS["both-ways"]
_RESULT = _WORDS["result"]
_FALLS = _WORDS["falls-by"]
_RISES = _WORDS["rises-by"]
_CHANGES = _WORDS["change-in-heading"]
_COUNT_OF_YEARS = _WORDS["count-of-years"]


@lru_cache(maxsize=1)
def heading_rules() -> RuleSet:
    return load_rules("table_columns", rule_folders())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its number, year, unit wording and what its heading adds to the measure."""

    number: int
    year: int | None
    unit: str
    words: str
    change: str | None
    part: str | None = None


def read_column(table: GridTable, number: int, context: Context) -> Column | None:
    """What a column plans, or None where it tells of the past."""
    heading, printed = table.headings[number], table.printed_headings[number]
    if not heading:
        return None
    year = _heading_year(heading)
    planned = is_kind("planned", heading) or (_RESULT.fullmatch(heading) and len(table.columns("value")) == 1)
    if not planned and any(hit["kind"] == "past" for hit in heading_rules().finditer(heading)):
        others = [table.headings[at] for at in table.columns("value") if at != number]
        if half_of_year(heading) != "đầu" or not _plan_a_half(others):
            return None
    if _is_base(table, number) or is_kind("price", heading) or _BOTH_WAYS.search(heading):
        return None
    if year is not None and context.period_start is not None and year < context.period_start:
        return None
    unit = " ".join(found.group(1) for found in _BRACKET_UNIT.finditer(heading))
    falls = words("decrease").search(heading)
    rises = words("increase").search(heading)
    change = (
        "decrease" if falls and _FALLS.search(heading) else ("increase" if rises and _RISES.search(heading) else None)
    )
    nameless = _RESULT.fullmatch(heading) or heading_rules().by_id("figures.nameless").compiled().fullmatch(heading)
    said = "" if nameless else _heading_words(heading, printed)
    return Column(number, year, unit, said, change)


def _plan_a_half(others: Sequence[str]) -> bool:
    """Whether a first half beside columns with these headings is planned: beside a second half, or beside a whole year
    that nothing says to be reached already where no other column is called planned."""
    halves = {half_of_year(other) for other in others}
    return "cuối" in halves or ("cả" in halves and not any(is_kind("planned", other) for other in others))


def of_part(table: GridTable, column: Column, parts: Mapping[int, str | None], unit: str) -> Column:
    """The column with the place or part of the year that its heading names, which is no word of the measure.

    `unit` is that of the column of all parts together.
    """
    if column.number not in parts:
        return column
    folded, printed = (
        headings[column.number].rpartition(" / ")[0] for headings in (table.headings, table.printed_headings)
    )
    said = "" if says_only_parts(table.headings[column.number]) else _heading_words(folded, printed)
    return replace(column, words=said, part=parts[column.number], unit=column.unit or unit)


def sums_up(called: str) -> bool:
    return heading_rules().by_id("figures.total").compiled().match(called) is not None


def _is_base(table: GridTable, number: int) -> bool:
    """Whether a column only tells of whom or what the others plan a part ("Tổng đàn", "Số hộ")."""
    heading = table.headings[number]
    others = [table.headings[at] for at in table.columns("value") if at != number]
    dated = sum(_heading_year(other) is not None for other in others)
    if dated > 1 and dated == len(others) and _heading_year(heading) is None and is_kind("base", heading):
        return True
    by_place = "locality" in table.roles and is_kind("population", heading) and bool(others)
    return by_place or (is_kind("base", heading) and any(is_kind("planned", other) for other in others))


def is_kind(kind: str, heading: str) -> bool:
    return kind_rules().by_id(f"table.{kind}").compiled().match(heading) is not None


def _heading_year(heading: str) -> int | None:
    """The year a heading names: that of its lowest level with one ("giai đoạn 2026 - 2030 / năm 2027")."""
    for level in reversed(heading.split(" / ")):
        if years := [year for mention in find_years(level) for year in mention.years] or bare_years(level):
            return max(years)
    return None


def _heading_words(heading: str, printed: str) -> str:
    """What a heading says of the measure, years, units and general words aside."""
    signs = list(printed)
    for mention in find_years(heading):
        for at in range(mention.start, mention.end):
            signs[at] = " "
    bare = regex.sub(r"\([^()]*\)", " ", "".join(signs))
    rest = [hit for hit in heading_rules().finditer(bare.lower()) if hit["kind"] == "generic"]
    for hit in reversed(rest):
        bare = bare[: hit.start] + " " + bare[hit.end :]
    bare = _COUNT_OF_YEARS.sub(" ", _CHANGES.sub(" ", bare))
    return " ".join(bare.split()).strip(" .,;:")
