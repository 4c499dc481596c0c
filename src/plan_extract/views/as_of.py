"""A comparison by the units of a day as sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from plan_extract.analysis.as_of import Regrouped, RegroupedTarget, RegroupedTargets, UnitOfDay
from plan_extract.analysis.compare import ComparedTarget
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.answers import group_name, shown_value, value_text
from plan_extract.views.indicator_names import indicator_title
from plan_extract.views.sheets import Cell, Page, Sheet, format_number, make_sheet
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.standing import group_title
from plan_extract.views.wording import Lang, phrase, value_name

_KEYS: Final = ("today", "level", "place", "plan", "measure", "value_text", "year", "remark", "quote", "page")
_SIGNS: Final = {">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}


def regrouped_sheets(answer: Regrouped, indicator: str, lang: Lang) -> list[Sheet]:
    """A sheet for each unit of measure and year, the units of the day in the order of their names."""
    return [_sheet(group, answer, indicator, lang) for group in answer.groups]


def regrouped_grid(answer: Regrouped, indicator: str, lang: Lang) -> Sheet:
    """All rows in one sheet, with the unit of measure and the kind of quantity in front."""
    rows: list[tuple[Cell, ...]] = []
    for group in answer.groups:
        rows += [(group_name(group.group, lang), *row) for row in _rows(group, lang)]
    return make_sheet("as_of", _title(answer, indicator, lang), ("group", *_KEYS), rows, lang)


def regrouped_book(answer: Regrouped, sources: Iterable[PlanSource], indicator: str, lang: Lang) -> list[Page | Sheet]:
    """The workbook: a table for each unit of measure and year below one another, the sources, all columns."""
    grid = regrouped_grid(answer, indicator, lang)
    tables = (
        replace(sheet, title=group_title(group, lang))
        for group, sheet in zip(answer.groups, regrouped_sheets(answer, indicator, lang), strict=True)
    )
    first = Page(phrase("comparison", lang), grid.title, tuple(tables))
    return [first, sources_sheet(sources, lang), full_data_page(grid, lang)]


def _sheet(group: RegroupedTargets, answer: Regrouped, indicator: str, lang: Lang) -> Sheet:
    title = f"{_title(answer, indicator, lang)} — {group_title(group, lang)}"
    return make_sheet("as_of", title, _KEYS, _rows(group, lang), lang)


def _title(answer: Regrouped, indicator: str, lang: Lang) -> str:
    day = phrase("as_of", lang).format(day=answer.day.isoformat())
    return f"{phrase('comparison', lang)}: {indicator_title(indicator, lang)}, {day}"


def regrouped_sources(group: RegroupedTargets, lang: Lang) -> list[ComparedTarget | None]:
    """The target behind each row of the sheet of a group; None for the country's values and for sums."""
    return [target for target, _ in _sourced_rows(group, lang)]


def _rows(group: RegroupedTargets, lang: Lang) -> list[tuple[Cell, ...]]:
    return [cells for _, cells in _sourced_rows(group, lang)]


def _sourced_rows(group: RegroupedTargets, lang: Lang) -> list[tuple[ComparedTarget | None, tuple[Cell, ...]]]:
    rows: list[tuple[ComparedTarget | None, tuple[Cell, ...]]] = []
    for target in group.country:
        measure = f"{target.name} ({target.scope})" if target.scope else target.name
        cells = _row(
            phrase("country", lang), value_name("level", "national", lang), None, target.source.number, measure,
            value_text(target, lang), target.year, None, target.sentence, None,
        )  # fmt: skip
        rows.append((None, cells))
    for unit in group.units:
        rows += [(row.target, _target_row(unit, row, lang)) for row in unit.rows]
        if unit.total is not None:
            parts = phrase("sum_of", lang).format(parts=", ".join(unit.total.parts))
            total = total_text(unit, group, lang)
            rows.append((None, _row(unit.name, None, None, None, None, total, group.year, parts, None, None)))
    return rows


def _row(*cells: Cell) -> tuple[Cell, ...]:
    assert len(cells) == len(_KEYS)
    return cells


def _target_row(unit: UnitOfDay, row: RegroupedTarget, lang: Lang) -> tuple[Cell, ...]:
    target = row.target
    place = row.unit or target.place or target.issuer
    remark = [value_name("fate", row.fate, lang) or ""]
    if row.fate == "split":
        remark[0] += f": {', '.join(row.heirs)}"
    if row.fate == "merged" and unit.obstacle is not None:
        remark.append(value_name("obstacle", unit.obstacle, lang) or "")
        if unit.absent:
            remark[-1] += f" ({', '.join(unit.absent)})"
    name = phrase("country", lang) if row.fate == "country" else unit.name or phrase("place_open", lang)
    return _row(
        name, value_name("level", target.level, lang), place, target.plan,
        f"{target.measure} ({target.scope})" if target.scope else target.measure,
        shown_value(target, lang), target.year, "; ".join(filter(None, remark)), target.quote, target.page,
    )  # fmt: skip


def total_text(unit: UnitOfDay, group: RegroupedTargets, lang: Lang) -> str:
    """The sum over the units that were merged, as one reads it."""
    assert unit.total is not None
    sign = _SIGNS.get(unit.total.comparator, "")
    return f"{sign}{format_number(unit.total.value, lang)} {group_name(group.group, lang).partition(',')[0]}"
