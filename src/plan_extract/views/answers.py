"""The answers of the analysis as sheets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from plan_extract.analysis.compare import ComparedTarget, Comparison, UnitGroup
from plan_extract.analysis.figures import figure_text
from plan_extract.analysis.listing import ListedAgency, ListedIndicator, ListedLocality, ListedPlan
from plan_extract.analysis.matrix import ROLES, AgencyCount, Matrix, MatrixRow
from plan_extract.analysis.searching import SearchResult
from plan_extract.views.dates import due_text
from plan_extract.views.indicator_names import indicator_title
from plan_extract.views.sheets import Cell, Sheet, SheetColumn, format_number, make_columns, make_sheet
from plan_extract.views.succession import known_notes, known_text
from plan_extract.views.wording import Lang, heading, marked, phrase, value_name

_SHOWN_TARGET: Final = ("level", "place", "plan", "measure", "value", "year", "quote", "page")
_MANY_AGENCIES: Final = 6
_CORRECTED_MARK: Final = "*"
_GAPS: Final = {"no-owner": "no_owner", "no-lead": "only_joining", "two-leads": "two_leads"}
_TABLE_LETTERS: Final = 140
"""How much of a task or an indicator a table for reading shows; CSV and JSON have it whole."""


def comparison_tables(answer: Comparison, lang: Lang, *, most: int | None = None) -> list[Sheet]:
    """A table for each unit, for reading, with at most so many rows each."""
    title = f"{phrase('comparison', lang)}: {indicator_title(answer.question.indicator, lang)}"
    return [
        make_sheet(
            "comparison",
            f"{title} — {group_name(group, lang)}",
            _SHOWN_TARGET,
            (_short_row(target, lang) for target in group.targets[:most]),
            lang,
            shown_of(len(group.targets), most, lang),
        )
        for group in answer.groups
    ]


def shown_of(rows: int, most: int | None, lang: Lang) -> tuple[str, ...]:
    """A note where a table has less than all rows."""
    if most is None or rows <= most:
        return ()
    numbers = {"shown": format_number(most, lang), "total": format_number(rows, lang)}
    return (phrase("shown_of", lang).format(**numbers),)


def group_name(group: UnitGroup, lang: Lang) -> str:
    """What the targets of a group have in common ("%, mức")."""
    if group.unit is None:
        return phrase("qualitative", lang)
    if group.normalised_unit is not None:
        words = [
            (group.unit_text or value_name("unit", word, lang) or "") if word == "count" else word
            for word in group.normalised_unit.split()
        ]
        return ", ".join(part for part in (" ".join(words), value_name("quantity", group.quantity, lang)) if part)
    unit = value_name("unit", group.unit, lang) or ""
    if group.unit == "ratio" and group.per is not None:
        unit = f"{unit} / {format_number(group.per, lang)}"
    elif group.unit_text and group.unit in ("count", "other", "time"):
        unit = f"{unit}: {group.unit_text}"
    return ", ".join(part for part in (unit, value_name("quantity", group.quantity, lang)) if part)


def value_text(target: Any, lang: Lang) -> str:
    """Comparator, value and unit as one reads them ("≥ 90 %", "5 - 7 %", "14 / 14 phường")."""
    return figure_text(target, lang)


def shown_value(target: Any, lang: Lang) -> str:
    """The same, with a mark where people corrected the target."""
    return marked(value_text(target, lang), target.corrected, lang)


def matrix_table(answer: Matrix, lang: Lang) -> Sheet:
    """The matrix with one letter a role; where agencies are many, columns are numbered and named below."""
    numbered = len(answer.agencies) > _MANY_AGENCIES
    names = [str(place) for place in range(1, len(answer.agencies) + 1)] if numbered else answer.agencies
    marks = ", ".join(f"{value_name('mark', role, lang)} {value_name('role', role, lang)}" for role in ROLES)
    notes = [f"{phrase('marks', lang)}: {marks}"]
    notes += count_notes(answer, lang, numbered=numbered) + gap_notes(answer, lang)
    notes += known_notes(answer.agencies, answer.known, lang)
    rows = tuple(
        replace(row, text=marked(shorten(row.text, _TABLE_LETTERS), row.corrected, lang)) for row in answer.rows
    )
    if any(any(row.corrected_agencies) for row in answer.rows):
        notes.insert(1, f"{_CORRECTED_MARK} = {phrase('corrected', lang)}")
    return _matrix(replace(answer, rows=rows), names, "mark", lang, notes)


def matrix_sheet(answer: Matrix, lang: Lang, *, whole: bool = True) -> Sheet:
    """The matrix with agencies by name and roles in words; `whole` with the plan and the sentences of each row."""
    return _matrix(answer, answer.agencies, "role", lang, known_notes(answer.agencies, answer.known, lang), whole=whole)


def matrix_title(answer: Matrix, lang: Lang) -> str:
    """What the matrix is of."""
    plans = (", ".join(part for part in (plan.plan, plan.issuer) if part) for plan in answer.plans)
    return f"{phrase('matrix', lang)}: {'; '.join(plans)}"


def gap_text(row: MatrixRow, agencies: Sequence[str], lang: Lang) -> str | None:
    """What has to be settled in a row, in words."""
    if row.gap == "two-leads":
        leads = [name for name, roles in zip(agencies, row.roles, strict=True) if "lead" in roles]
        return f"{phrase('two_leads', lang)}: {'; '.join(leads)}"
    return phrase(_GAPS[row.gap], lang) if row.gap else None


def count_notes(answer: Matrix, lang: Lang, *, numbered: bool = False) -> list[str]:
    """In how many rows each agency has which role, with its number where the columns are numbered."""
    return [
        f"{f'{place} = ' if numbered else ''}{count.agency}: {_count_text(count, lang)}"
        for place, count in enumerate(answer.counts, 1)
    ]


def gap_notes(answer: Matrix, lang: Lang) -> list[str]:
    """How many rows have something to settle, and which agencies lead none."""
    notes = []
    for gap, name in _GAPS.items():
        if rows := [row for row in answer.rows if row.gap == gap]:
            numbers = ", ".join(row.number for row in rows if row.number)
            notes.append(f"{phrase(name, lang)}: {len(rows)}" + (f" ({numbers})" if numbers else ""))
    idle = [count.agency for count in answer.counts if not count.lead]
    if idle:
        notes.append(f"{phrase('no_lead', lang)}: {'; '.join(idle)}")
    return notes


def _count_text(count: AgencyCount, lang: Lang) -> str:
    told = [(role, getattr(count, role)) for role in ROLES]
    return ", ".join(f"{value_name('role', role, lang)} {number}" for role, number in told if number)


def _source_text(row: MatrixRow, lang: Lang) -> str | None:
    """Each role of a row with the sentence it is read from and its page."""
    told = []
    for source in row.sources:
        page = f" ({heading('page', lang)} {source.page})" if source.page else ""
        told.append(f"{source.agency} - {value_name('role', source.role, lang)}: {source.text}{page}")
    return "\n".join(told) or None


def plans_table(plans: Iterable[ListedPlan], lang: Lang) -> Sheet:
    """The list of plans, for reading."""
    keys = ("document_id", "plan", "issuer", "title", "period", "indicators", "targets", "tasks")
    rows = [
        (
            plan.document_id,
            plan.plan,
            plan.issuer,
            plan.title,
            _period(plan.period_start, plan.period_end),
            plan.indicators,
            plan.targets,
            plan.tasks,
        )
        for plan in plans
    ]
    return make_sheet("plans", phrase("plans", lang), keys, rows, lang)


def plans_sheet(plans: Iterable[ListedPlan], lang: Lang) -> Sheet:
    """The list of plans with every column."""
    keys = (
        "document_id", "plan", "title", "issuer", "level", "place", "issued_date", "period", "indicators",
        "targets", "tasks", "deadlines", "file",
    )  # fmt: skip
    rows = [
        (
            plan.document_id,
            plan.plan,
            plan.title,
            plan.issuer,
            value_name("level", plan.level, lang),
            plan.place,
            plan.issued_date,
            _period(plan.period_start, plan.period_end),
            plan.indicators,
            plan.targets,
            plan.tasks,
            plan.deadlines,
            plan.file_name,
        )
        for plan in plans
    ]
    return make_sheet("plans", phrase("plans", lang), keys, rows, lang)


def indicators_sheet(indicators: Iterable[ListedIndicator], lang: Lang) -> Sheet:
    """The list of measures."""
    rows = [
        (
            row.measure,
            row.plans,
            row.targets,
            ", ".join(value_name("unit", unit, lang) or "" for unit in row.units.split(", ") if unit),
        )
        for row in indicators
    ]
    keys = ("measure", "plans", "targets", "units")
    return make_sheet("indicators", phrase("indicators", lang), keys, rows, lang)


def agencies_sheet(agencies: Iterable[ListedAgency], lang: Lang) -> Sheet:
    """The list of agencies."""
    rows = [
        (row.agency, row.plans, row.leads, row.coordinates, row.others, known_text(row.known, lang)) for row in agencies
    ]
    keys = ("agency", "plans", "leads", "coordinates", "others", "remark")
    return make_sheet("agencies", phrase("agencies", lang), keys, rows, lang)


def localities_sheet(localities: Iterable[ListedLocality], lang: Lang) -> Sheet:
    """The list of places."""
    rows = [(row.place, row.province, row.district, row.commune, row.plans, row.targets) for row in localities]
    keys = ("place", "province", "district", "commune", "plans", "targets")
    return make_sheet("localities", phrase("localities", lang), keys, rows, lang)


def search_sheet(answer: SearchResult, lang: Lang) -> Sheet:
    """The hits of a search."""
    rows = [
        (
            value_name("kind", hit.kind, lang),
            hit.plan,
            hit.place or hit.issuer,
            hit.text,
            hit.page,
            hit.document_id,
        )
        for hit in answer.hits
    ]
    title = f"{phrase('search', lang)}: {answer.text} ({len(answer.hits)}/{search_total(answer, lang)})"
    keys = ("kind", "plan", "place", "text", "page", "document_id")
    return make_sheet("search", title, keys, rows, lang)


def search_total(answer: SearchResult, lang: Lang) -> str:
    """How many hits a search has; "more than" where nobody counted further."""
    total = format_number(answer.total, lang)
    return total if answer.complete else phrase("at_least", lang).format(total=total)


def _short_row(target: ComparedTarget, lang: Lang) -> Sequence[Cell]:
    measure = f"{target.measure} ({target.scope})" if target.scope else target.measure
    place = target.place or target.issuer
    level = value_name("level", target.level, lang)
    value = shown_value(target, lang)
    if target.frequency:
        value = f"{value}, {value_name('frequency', target.frequency, lang)}"
    return (level, place, target.plan, measure, value, target.year, target.quote, target.page)


def _matrix(
    answer: Matrix, names: Sequence[str], field: str, lang: Lang, notes: Sequence[str], *, whole: bool = False
) -> Sheet:
    by_task = answer.question.by == "task"
    several = whole or len(answer.plans) > 1
    keys = [*(["plan"] if several else []), *([] if by_task else ["number"]), "text"]
    if by_task:
        keys += [key for key in ("output", "due") if any(getattr(row, key) for row in answer.rows)]
    keys.append("page")
    if not any(row.page for row in answer.rows):
        keys.remove("page")
    if field == "role" and any(row.corrected for row in answer.rows):
        keys.append("corrected")
    columns = [
        SheetColumn(column.key, heading("task" if by_task else "indicator", lang), "long")
        if column.key == "text"
        else column
        for column in make_columns(keys, lang)
    ]
    agencies = [SheetColumn(f"agency-{place}", name) for place, name in enumerate(names, 1)]
    behind = [
        *(["remark"] if any(row.gap for row in answer.rows) else []),
        *(["sources", "document_id"] if whole else []),
    ]
    rows = [
        (
            *(_row_cell(row, key, lang, whole=whole) for key in keys),
            *_marks(row, field, lang),
            *(_row_cell(row, key, lang, whole=whole, agencies=answer.agencies) for key in behind),
        )
        for row in answer.rows
    ]
    return Sheet(
        "matrix",
        matrix_title(answer, lang),
        (*columns, *agencies, *make_columns(behind, lang)),
        tuple(rows),
        tuple(notes),
    )


def _row_cell(row: MatrixRow, key: str, lang: Lang, *, whole: bool, agencies: Sequence[str] = ()) -> Cell:
    if key == "remark":
        return gap_text(row, agencies, lang)
    if key == "sources":
        return _source_text(row, lang)
    if key == "due" and row.due and not whole:
        return due_text(row.due, lang)
    cell: Cell = getattr(row, key)
    return cell


def _marks(row: MatrixRow, field: str, lang: Lang) -> list[str | None]:
    corrected = row.corrected_agencies or (False,) * len(row.roles)
    return [
        _mark(roles, is_corrected, field, lang) or None
        for roles, is_corrected in zip(row.roles, corrected, strict=True)
    ]


def _mark(roles: Sequence[str], corrected: bool, field: str, lang: Lang) -> str:
    text = ", ".join(value_name(field, role, lang) or "" for role in roles)
    if field == "mark":
        return f"{text}{_CORRECTED_MARK}" if corrected else text
    return marked(text, corrected, lang)


def shorten(text: str, letters: int) -> str:
    """`text` cut at a blank to at most so many letters, with "…" where something is left out."""
    if len(text) <= letters:
        return text
    return text[:letters].rsplit(" ", 1)[0].rstrip(" ,;.") + " …"


def _period(start: int | None, end: int | None) -> str | None:
    if start is None or start == end:
        return None if end is None else str(end)
    return f"{start}-{end}"
