"""The ranking of a comparison as sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from plan_extract.analysis.as_of import RegroupedTargets
from plan_extract.analysis.compare import Comparison
from plan_extract.analysis.country import CountryTarget
from plan_extract.analysis.sources import PlanSource
from plan_extract.analysis.standing import GroupStanding, Standing, Standings
from plan_extract.linking.catalogue import load_catalogue
from plan_extract.views.answers import comparison_tables, group_name, shown_value, value_text
from plan_extract.views.indicator_names import indicator_title
from plan_extract.views.sheets import Cell, Sheet, format_number, make_sheet
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.wording import Lang, heading, phrase, value_name
from plan_extract.views.xlsx import Page

_KEYS: Final = (
    "rank", "level", "place", "plan", "measure", "value_text", "year", "superior_value", "superior", "difference",
    "national_value", "remark", "quote", "page",
)  # fmt: skip
_SHOWN: Final = {
    "rank", "level", "place", "plan", "measure", "value_text", "superior_value", "national_value", "quote", "page",
}  # fmt: skip
_SIGNS: Final = {"=": "", "range": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}


def standing_sheets(answer: Standings, lang: Lang) -> list[Sheet]:
    """A ranking for each unit and year, and the units without a value."""
    sheets = [_ranking(group, answer.indicator, lang) for group in answer.groups]
    if answer.missing:
        rows = [
            (unit.place, phrase("missing_indicator" if unit.has_plan else "missing_place", lang), unit.plan)
            for unit in answer.missing
        ]
        sheets.append(make_sheet("missing", phrase("missing", lang), ("place", "remark", "plan"), rows, lang))
    return sheets


def standing_tables(answer: Standings, lang: Lang) -> list[Sheet]:
    """The same with the columns that fit a terminal."""
    return [_narrow(sheet) if sheet.name == "standing" else sheet for sheet in standing_sheets(answer, lang)]


def comparison_book(
    answer: Comparison, standings: Standings, sources: Iterable[PlanSource], full: Sheet, lang: Lang
) -> list[Sheet | Page]:
    """The sheets of a workbook: the rankings, targets without a figure, the sources, and `full` with every column."""
    unnumbered = replace(answer, groups=tuple(group for group in answer.groups if group.unit is None))
    return [
        *standing_sheets(standings, lang),
        *comparison_tables(unnumbered, lang),
        sources_sheet(sources, lang),
        full_data_page(full, lang),
    ]


def _narrow(sheet: Sheet) -> Sheet:
    kept = [place for place, column in enumerate(sheet.columns) if column.key in _SHOWN]
    columns = tuple(sheet.columns[place] for place in kept)
    return replace(sheet, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in sheet.rows))


def group_title(group: GroupStanding | RegroupedTargets, lang: Lang) -> str:
    """Unit and year of a ranking, its indicator where the words asked for were found in several."""
    name = group_name(group.group, lang)
    if group.indicator is not None and (known := load_catalogue().indicators.get(group.indicator)) is not None:
        name = f"{(known.name_en if lang == 'en' else None) or known.name}, {name}"
    elif group.mixed:
        name = f"{phrase('unmatched_indicators', lang).lower()}, {name}"
    return name if group.year is None else f"{name}, {heading('year', lang).lower()} {group.year}"


def spread_text(group: GroupStanding, lang: Lang) -> str:
    """Lowest, middle and highest value in words."""
    values = {"low": group.lowest, "median": group.median, "high": group.highest}
    return phrase("spread", lang).format(**{key: format_number(value, lang) for key, value in values.items()})


def _ranking(group: GroupStanding, indicator: str, lang: Lang) -> Sheet:
    title = f"{phrase('comparison', lang)}: {indicator_title(indicator, lang)} — {group_title(group, lang)}"
    rows = [*(_country_row(target, lang) for target in group.country), *(_row(row, lang) for row in group.rows)]
    notes = () if group.mixed else (spread_text(group, lang),)
    return make_sheet("standing", title, _KEYS, rows, lang, notes)


def _country_row(target: CountryTarget, lang: Lang) -> tuple[Cell, ...]:
    measure = f"{target.name} ({target.scope})" if target.scope else target.name
    known = {
        "level": value_name("level", "national", lang),
        "place": phrase("country", lang),
        "plan": target.source.number,
        "measure": measure,
        "value_text": value_text(target, lang),
        "year": target.year,
        "quote": target.sentence,
    }
    return tuple(known.get(key) for key in _KEYS)


def _row(row: Standing, lang: Lang) -> tuple[Cell, ...]:
    target = row.target
    superior = row.superior
    return (
        row.rank,
        value_name("level", target.level, lang),
        target.place or target.issuer,
        target.plan,
        f"{target.measure} ({target.scope})" if target.scope else target.measure,
        shown_value(target, lang),
        target.year,
        shown_value(superior.target, lang) if superior else None,
        superior.plan.name if superior else None,
        _plain(row.difference),
        national_text(row, lang),
        phrase("outlier", lang) if row.outlier else None,
        target.quote,
        target.page,
    )


def national_text(row: Standing, lang: Lang) -> str | None:
    """The national value beside a target, in words; None where there is none of its year."""
    national = row.national
    if national is None:
        return None
    text = f"{_SIGNS[national.comparator]}{format_number(national.value, lang)}"
    if national.high is not None:
        text += f" - {format_number(national.high, lang)}"
    return f"{text} %" if row.target.unit == "%" else text


def _plain(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize() + 0
