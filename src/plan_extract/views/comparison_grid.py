"""A comparison as one table with every column: targets with their standing, national values, units without a value.

The column `state` tells the kinds of rows apart. Figures are numbers, in the unit of the column
`normalised_unit` where they are not the target's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Final

from plan_extract.analysis.compared import ComparedTarget, Comparison, UnitGroup, value_of
from plan_extract.analysis.country import CountryTarget
from plan_extract.analysis.spread import Spread
from plan_extract.analysis.standing import GroupStanding, Missing, Standing, Standings
from plan_extract.views.answers import group_name
from plan_extract.views.sheets import Cell, Sheet, make_sheet
from plan_extract.views.standing import group_title, left_out_text
from plan_extract.views.wording import Lang, phrase, value_name

_KEYS: Final = (
    "group", "state", "rank", "level", "place", "province", "district", "commune", "plan", "issuer", "issued_date",
    "indicator", "measure", "scope", "quantity", "direction", "comparator", "value", "value_high",
    "normalised_value", "normalised_unit", "unit", "unit_text", "per", "year", "frequency",
    "superior_comparator", "superior_figure", "difference", "superior", "superior_quote", "superior_page",
    "national_comparator", "national_figure", "national_figure_high", "outlier", "values", "lowest", "middle",
    "highest", "quote", "page", "confidence", "corrected", "match", "document_id", "target_id",
)  # fmt: skip
_OF_TARGET: Final = frozenset(ComparedTarget.__dataclass_fields__)
_WORDS: Final = {"superior_comparator": "comparator", "national_comparator": "comparator"}
"""Whose words a column has, where they are those of another."""

_Row = dict[str, Any]


def comparison_sheet(answer: Comparison, standings: Standings, lang: Lang) -> Sheet:
    """All rows in the order of the rankings, then targets without a figure, then units without a value."""
    rows = [_cells(row, lang) for row in _rows(answer, standings, lang)]
    return make_sheet("comparison", phrase("comparison", lang), _KEYS, rows, lang)


def _rows(answer: Comparison, standings: Standings, lang: Lang) -> Iterator[_Row]:
    for made in standings.groups:
        name = group_title(replace(made, year=None), lang)
        yield from (_of_country(target, name) for target in made.country)
        yield from (_of_standing(row, made, name) for row in made.rows)
    for group in answer.groups:
        yield from _without_figure(group, lang)
    yield from map(_of_missing, standings.missing)
    if answer.left_out is not None:
        yield {"state": "left_out", "quote": left_out_text(answer.left_out, lang)}
        for indicator in answer.left_out.indicators:
            yield {"state": "left_out", "measure": indicator.name, "values": indicator.targets}


def _without_figure(group: UnitGroup, lang: Lang) -> Iterable[_Row]:
    name = group_name(group, lang)
    if group.unit is None:
        yield from ({**_of_target(target), "group": name, "state": "wording"} for target in group.targets)


def _of_target(target: ComparedTarget) -> _Row:
    return {key: getattr(target, key) for key in _KEYS if key in _OF_TARGET}


def _of_standing(row: Standing, made: GroupStanding, name: str) -> _Row:
    found = {**_of_target(row.target), "group": name, "state": "value", "rank": row.rank, "difference": row.difference}
    found["outlier"] = row.outlier or None
    if row.superior is not None:
        above = row.superior.target
        figure = above.value if row.difference is None else value_of(row.target) - row.difference
        found |= {
            "superior_comparator": above.comparator, "superior_figure": figure, "superior": row.superior.plan.name,
            "superior_quote": above.quote, "superior_page": above.page,
        }  # fmt: skip
    if row.national is not None:
        found |= {
            "national_comparator": row.national.comparator, "national_figure": row.national.value,
            "national_figure_high": row.national.high,
        }  # fmt: skip
    return found | _of_spread(made.spread_of(row.target) if row.alike else None)


def _of_spread(spread: Spread | None) -> _Row:
    if spread is None:
        return {}
    return {
        "values": spread.values, "lowest": spread.lowest, "middle": spread.median, "highest": spread.highest,
    }  # fmt: skip


def _of_country(target: CountryTarget, name: str) -> _Row:
    own = (
        "scope",
        "quantity",
        "comparator",
        "value",
        "value_high",
        "normalised_unit",
        "unit",
        "unit_text",
        "per",
        "year",
    )
    return {
        "group": name, "state": "national", "level": "national", "place": "country", "plan": target.source.number,
        "issuer": target.source.issuer, "issued_date": target.source.date, "indicator": target.number,
        "measure": target.name, "normalised_value": target.value, "quote": target.sentence, "match": "catalogue",
        **{key: getattr(target, key) for key in own},
    }  # fmt: skip


def _of_missing(unit: Missing) -> _Row:
    state = "missing_indicator" if unit.has_plan else "missing_place"
    return {"state": state, "level": unit.level, "place": unit.place, "plan": unit.plan}


def _cells(row: _Row, lang: Lang) -> list[Cell]:
    if row["state"] == "national":
        row["place"] = phrase(row["place"], lang)
    return [_word(key, row.get(key), lang) for key in _KEYS]


def _word(key: str, value: Any, lang: Lang) -> Cell:
    known: Cell = value_name(_WORDS.get(key, key), value, lang) if isinstance(value, str) else value
    return known
