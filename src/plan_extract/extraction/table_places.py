"""Columns of parts: headings that say whose the figures below are ("Xã Tân An"), or of which part of the year ("Quý I")."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from plan_extract.normalising.wording import Wording
from plan_extract.structure.heading_rows import YEAR_HEADING
from plan_extract.structure.owner_names import is_bare_name, names_owner
from plan_extract.structure.tables import GridTable, column_rules

_WORDS = Wording("table_cells")
_DIVIDES = _WORDS["divides"]
_PART_OF_YEAR = _WORDS["part-of-year"]
_WHOLE_YEAR = _WORDS["whole-year"]
_MONTHS = _WORDS["months"]

_LEAST_NAMED = 2
_LEAST_BARE = 3
"""So many columns must bear names alone ("Tân An") to be taken for places."""


def part_columns(table: GridTable, is_total: Callable[[str], bool]) -> dict[int, str | None]:
    """The scope that columns of figures stand for, by their number; None for the column of all places together.

    Columns of anything else are left out. `is_total` says whether a folded heading sums up.
    """
    own = {number: _lowest(table.printed_headings[number]) for number in table.columns("value")}
    folded = {number: _lowest(table.headings[number]) for number in own}
    times = {
        number: name[found.start("part") :]
        for number, name in own.items()
        if (found := _PART_OF_YEAR.fullmatch(folded[number]))
    }
    whole = dict.fromkeys((number for number in own if _WHOLE_YEAR.fullmatch(folded[number])), None)
    if len(times) >= _LEAST_NAMED or any(_MONTHS.search(folded[number]) for number in times):
        return {**times, **whole}
    return {} if "locality" in table.roles else _place_columns(own, folded, is_total)


def _place_columns(
    own: Mapping[int, str], folded: Mapping[int, str], is_total: Callable[[str], bool]
) -> dict[int, str | None]:
    owners = {number: name for number, name in own.items() if names_owner(name, folded[number])}
    if len(owners) < _LEAST_NAMED:
        owners = {
            number: name
            for number, name in own.items()
            if _stands_alone(name, folded[number]) and not is_total(folded[number])
        }
        others = [number for number in own if number not in owners and not is_total(folded[number])]
        if len(owners) < _LEAST_BARE or others:
            return {}
    totals = dict.fromkeys((number for number in own if number not in owners and is_total(folded[number])), None)
    return {**owners, **totals}


def half_of_year(heading: str) -> str | None:
    """ "đầu" or "cuối" where a folded heading is nothing but some months of a year, "cả" where it is the whole one."""
    lowest = _lowest(heading)
    part = _PART_OF_YEAR.fullmatch(lowest)
    return part["half"] if part is not None else "cả" if _WHOLE_YEAR.fullmatch(lowest) else None


def says_only_parts(heading: str) -> bool:
    """Whether the levels of a folded heading above its part add nothing to the measure ("Chia ra / Xã Tân An")."""
    return all(_DIVIDES.fullmatch(level) for level in heading.split(" / ")[:-1])


def _lowest(heading: str) -> str:
    return heading.rsplit(" / ", 1)[-1].strip(" .:*")


def _stands_alone(name: str, folded: str) -> bool:
    return (
        " " in name and is_bare_name(name) and not YEAR_HEADING.match(folded) and column_rules().search(folded) is None
    )
