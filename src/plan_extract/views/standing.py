"""The ranking of a comparison as sheets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from plan_extract.analysis.as_of import RegroupedTargets
from plan_extract.analysis.compared import Comparison, LeftOut, UnitGroup
from plan_extract.analysis.country import CountryTarget
from plan_extract.analysis.sources import PlanSource
from plan_extract.analysis.spread import Spread
from plan_extract.analysis.standing import GroupStanding, Standing, Standings
from plan_extract.linking.catalogue import load_catalogue
from plan_extract.views.answers import comparison_tables, group_name, shown_of, shown_value, value_text
from plan_extract.views.indicator_names import indicator_title
from plan_extract.views.sheets import Cell, Page, Sheet, format_number, make_sheet, without_empty_columns
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.wording import Lang, heading, phrase, value_name

_KEYS: Final = (
    "rank", "level", "place", "plan", "measure", "value_text", "year", "superior_value", "superior", "difference",
    "national_value", "remark", "quote", "page",
)  # fmt: skip
_NOT_SHOWN: Final = {"year", "superior"}
"""What a terminal has no room for: the title has the year, and who is above is known."""
_SIGNS: Final = {"=": "", "range": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "~": "≈ "}
_TAB_LETTERS: Final = 31


def standing_sheets(answer: Standings, lang: Lang, *, most: int | None = None) -> list[Sheet]:
    """A ranking for each unit and year, with at most so many rows, and the units without a value."""
    sheets = [_ranking(group, answer.indicator, lang, most) for group in answer.groups]
    if answer.missing:
        rows = [
            (unit.place, phrase("missing_indicator" if unit.has_plan else "missing_place", lang), unit.plan)
            for unit in answer.missing
        ]
        sheets.append(make_sheet("missing", phrase("missing", lang), ("place", "remark", "plan"), rows, lang))
    return sheets


def standing_tables(answer: Standings, lang: Lang, *, most: int | None = None) -> list[Sheet]:
    """The same with the columns that fit a terminal."""
    sheets = standing_sheets(answer, lang, most=most)
    return [_narrow(sheet) if sheet.name == "standing" else sheet for sheet in sheets]


def comparison_book(
    answer: Comparison, standings: Standings, sources: Iterable[PlanSource], full: Sheet, lang: Lang
) -> list[Sheet | Page]:
    """The sheets of a workbook: the rankings, targets without a figure, the sources, and `full` with every column."""
    return [
        *standing_sheets(standings, lang),
        *wording_tables(answer, lang),
        *left_out_tables(answer, lang),
        sources_sheet(sources, lang),
        full_data_page(full, lang),
    ]


def wording_tables(answer: Comparison, lang: Lang, *, most: int | None = None) -> list[Sheet]:
    """The targets without a figure, which have no rank."""
    unnumbered = replace(answer, groups=tuple(group for group in answer.groups if group.unit is None))
    return comparison_tables(unnumbered, lang, most=most)


def left_out_tables(answer: Comparison, lang: Lang) -> list[Sheet]:
    """What an answer leaves out, where it is not whole: the indicators with the numbers of their targets."""
    if answer.left_out is None:
        return []
    rows = [(indicator.name, indicator.targets) for indicator in answer.left_out.indicators]
    notes = (left_out_text(answer.left_out, lang),)
    return [make_sheet("left_out", phrase("left_out", lang), ("indicator", "targets"), rows, lang, notes)]


def left_out_text(left_out: LeftOut, lang: Lang) -> str:
    """The same in a sentence."""
    hits = format_number(left_out.hits, lang)
    hits = hits if left_out.counted_all else phrase("at_least", lang).format(total=hits)
    return phrase("left_out_words", lang).format(hits=hits, of_none=left_out.of_none)


def comparison_plain(answer: Comparison, standings: Standings) -> dict[str, Any]:
    """The whole answer for JSON. Targets stand in `groups`, and with their rank in the rows of `standings`."""
    ranked = []
    for made in standings.groups:
        unit = {name: getattr(made.group, name) for name in _OF_UNIT}
        ranked.append({**vars(made), "group": unit})
    return {**vars(answer), "standings": {**vars(standings), "groups": ranked}}


_OF_UNIT: Final = tuple(name for name in UnitGroup.__dataclass_fields__ if name != "targets")


def _narrow(sheet: Sheet) -> Sheet:
    kept = [place for place, column in enumerate(sheet.columns) if column.key not in _NOT_SHOWN]
    columns = tuple(sheet.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in sheet.rows)
    return without_empty_columns(replace(sheet, columns=columns, rows=rows))


def group_title(group: GroupStanding | RegroupedTargets, lang: Lang) -> str:
    """Unit and year of a ranking, its indicator where the words asked for were found in several."""
    name = group_name(group.group, lang)
    if group.indicator is not None and (known := load_catalogue().indicators.get(group.indicator)) is not None:
        name = f"{(known.name_en if lang == 'en' else None) or known.name}, {name}"
    elif group.mixed:
        name = f"{phrase('unmatched_indicators', lang).lower()}, {name}"
    return name if group.year is None else f"{name}, {heading('year', lang).lower()} {group.year}"


def spread_lines(group: GroupStanding, lang: Lang) -> tuple[str, ...]:
    """Lowest, middle and highest value in words, for each level that has at least two; parts apart from whole places."""
    return tuple(_spread_line(spread, lang) for spread in group.spreads if spread.values > 1)


def spread_text(group: GroupStanding, lang: Lang) -> str:
    """The same in one line."""
    return "; ".join(spread_lines(group, lang))


def _spread_line(spread: Spread, lang: Lang) -> str:
    level = value_name("level", spread.level, lang) or spread.level
    who = phrase("parts_of", lang).format(level=level) if spread.of_parts else level
    figures = {"low": spread.lowest, "median": spread.median, "high": spread.highest}
    words = {key: format_number(value, lang) for key, value in figures.items()}
    return phrase("spread", lang).format(who=who, values=format_number(spread.values, lang), **words)


def _ranking(group: GroupStanding, indicator: str, lang: Lang, most: int | None) -> Sheet:
    title = f"{phrase('comparison', lang)}: {indicator_title(indicator, lang)} — {group_title(group, lang)}"
    rows = [*(_country_row(target, lang) for target in group.country), *(_row(row, lang) for row in group.rows[:most])]
    notes = (*shown_of(len(group.rows), most, lang), *spread_lines(group, lang))
    return make_sheet("standing", title, _KEYS, rows, lang, notes, tab=_tab(group, lang))


def _tab(group: GroupStanding, lang: Lang) -> str:
    """Year and unit, and the end of the indicator's name, by which those with words in common differ."""
    unit = group_name(group.group, lang).partition(",")[0]
    begin = unit if group.year is None else f"{group.year} {unit}"
    name = group_title(replace(group, year=None), lang).removesuffix(group_name(group.group, lang)).rstrip(", ")
    room = _TAB_LETTERS - len(begin) - 1
    if not name or room < 2:
        return begin
    return f"{begin} {name if len(name) <= room else '…' + name[1 - room :].lstrip()}"


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
