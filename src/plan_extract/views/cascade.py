"""A cascade as sheets: for each other plan two columns, its value and how the two stand to each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plan_extract.analysis.cascade import Cascade, CascadeRow, NationalStep
from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.figures import bound_text
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.answers import value_text
from plan_extract.views.sheets import Cell, Page, Sheet, SheetColumn, make_columns, make_sheet
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.wording import Lang, heading, marked, phrase, value_name

_ABSENT: Final = ("type", "number", "issued_date", "issuer")
_HEAD: Final = ("indicator", "measure", "year", "own_value")


def absent_sheets(answer: Cascade, lang: Lang) -> list[Sheet]:
    """The plans cited that the database has not, as a sheet of its own; no sheet where there are none."""
    rows = [(plan.type, plan.number, plan.date, plan.issuer) for plan in answer.absent]
    return [make_sheet("absent", phrase("absent", lang), _ABSENT, rows, lang)] if rows else []


def unplanned_sheets(answer: Cascade, lang: Lang) -> list[Sheet]:
    """The units below without a plan, as a sheet of its own; no sheet where there are none."""
    rows = [(place,) for place in answer.unplanned]
    return [make_sheet("unplanned", phrase("unplanned", lang), ("place",), rows, lang)] if rows else []


def unplanned_note(answer: Cascade, lang: Lang) -> str:
    """The units below without a plan on one line; empty where there are none."""
    if not answer.unplanned:
        return ""
    return f"{phrase('unplanned', lang)} ({len(answer.unplanned)}): {', '.join(answer.unplanned)}"


def cascade_book(answer: Cascade, sources: Iterable[PlanSource], lang: Lang) -> list[Sheet | Page]:
    """The sheets of a workbook: the table, plans and units that are not there, the sources, and every column."""
    table, sheet = cascade_table(answer, lang), cascade_sheet(answer, lang)
    missing = [
        Page(phrase(f"{made.name}_tab", lang), made.title, (made,))
        for made in (*absent_sheets(answer, lang), *unplanned_sheets(answer, lang))
    ]
    return [
        table,
        *missing,
        sources_sheet(sources, lang),
        full_data_page(sheet, lang),
    ]


def cascade_table(answer: Cascade, lang: Lang) -> Sheet:
    """For reading and for print."""
    return _sheet(answer, lang, whole=False)


def cascade_sheet(answer: Cascade, lang: Lang) -> Sheet:
    """With sentences and pages of every value."""
    return _sheet(answer, lang, whole=True)


def _sheet(answer: Cascade, lang: Lang, *, whole: bool) -> Sheet:
    columns = [*make_columns(_HEAD, lang)]
    for place, plan in enumerate(answer.related, 1):
        columns.append(SheetColumn(f"value-{place}", plan.name))
        columns.append(SheetColumn(f"status-{place}", f"{heading('status', lang)} ({place})"))
        if whole:
            columns.append(SheetColumn(f"corrected-{place}", f"{heading('corrected', lang)} ({place})"))
            columns.append(SheetColumn(f"quote-{place}", f"{heading('quote', lang)} ({place})", "long"))
            columns.append(SheetColumn(f"page-{place}", f"{heading('page', lang)} ({place})", "number"))
    national = any(row.national for row in answer.rows)
    if national:
        columns += make_columns(("national_value", "national_status"), lang)
    columns += make_columns(("corrected", "quote", "page") if whole else ("quote", "page"), lang)
    rows = tuple(_row(row, lang, whole=whole, national=national) for row in answer.rows)
    if whole and answer.unplanned:
        columns.append(SheetColumn("unplanned", phrase("unplanned", lang)))
        rows = tuple((*cells, "; ".join(answer.unplanned)) for cells in rows)
    key = "cascade_down" if answer.down else "cascade"
    name = ", ".join(part for part in (answer.plan, answer.issuer) if part) or answer.document_id
    notes = tuple(
        f"({place}) {plan.name}: {value_name('resolved_by', plan.resolved_by, lang)}"
        for place, plan in enumerate(answer.related, 1)
    )
    return Sheet(key, f"{phrase(key, lang)}: {name}", tuple(columns), rows, notes)


def _row(row: CascadeRow, lang: Lang, *, whole: bool, national: bool) -> tuple[Cell, ...]:
    cells: list[Cell] = [row.indicator, row.measure, row.year, value_of_year(row.own, row.year, lang, marks=not whole)]
    for step in row.steps:
        cells += [value_of_year(step.target, row.year, lang, marks=not whole), value_name("status", step.status, lang)]
        if whole:
            found = step.target
            cells += [found.corrected if found else None, found.quote if found else None, found.page if found else None]
    if national:
        cells += national_cells(row.national, lang)
    if whole:
        cells.append(row.own.corrected if row.own else None)
    return (*cells, row.own.quote if row.own else None, row.own.page if row.own else None)


def value_of_year(target: PlanTarget | None, year: int | None, lang: Lang, *, marks: bool) -> str | None:
    """The value of a target with its scope, with its year where it is of another than `year`, marked where corrected."""
    if target is None or target.value is None:
        return None
    more = [target.scope] if target.scope else []
    if target.year is not None and target.year != year:
        more.append(str(target.year))
    text = value_text(target, lang)
    text = f"{text} ({', '.join(more)})" if more else text
    return marked(text, target.corrected, lang) if marks else text


def national_cells(step: NationalStep | None, lang: Lang) -> list[Cell]:
    if step is None:
        return [None, None]
    value = step.value
    figure = bound_text(value.comparator, value.value, value.high, lang)
    text = f"{figure} {step.unit} ({value.year}, {step.source})"
    return [text, value_name("status", step.status, lang)]
