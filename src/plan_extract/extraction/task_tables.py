"""Rows of a table of tasks: the task, who leads, who joins in, what comes of it, by when."""

from __future__ import annotations

from collections.abc import Iterator

from plan_extract.extraction.agencies_lists import choose_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_openings import Opening, read_opening
from plan_extract.extraction.cell_agencies import read_cell_agencies
from plan_extract.extraction.cell_roles import printed_lead, split_labelled, split_roles
from plan_extract.extraction.cell_times import read_due
from plan_extract.extraction.responsibility_drafts import Draft, Piece
from plan_extract.extraction.task_reading import read_partners, task_wording
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.grid_rows import GridRow
from plan_extract.structure.items import Item
from plan_extract.structure.marks import parse_mark
from plan_extract.structure.tables import GridTable, column_rules

_WORDS = Wording("task_joints")
_WATCHES = _WORDS["watches"]
_DRAFTS_TEXT = _WORDS["drafts-text"]

_TASK_ROLES = ("task", "indicator", "other")


_LEAD_OF_INDICATOR = 0.74
"""Whether who leads an indicator has a task by that is open: readers of the same tables judged it in both ways."""


def table_drafts(table: GridTable, owner: Opening | None, default_year: int | None) -> Iterator[Draft]:
    """The responsibilities of a table whose columns hold tasks and who acts."""
    task_column = _task_column(table)
    if task_column is None or table.is_agenda:
        return
    acting = _acting_columns(table, task_column)
    confidence = 0.92 if table.columns("task") or "value" not in table.roles else _LEAD_OF_INDICATOR
    for row in table.rows:
        task = row.cells[task_column] if task_column < len(row.cells) else None
        if task is None or not any(sign.isalpha() for sign in task.text) or _repeats_headings(table, row):
            continue
        if (alone := read_opening(task.text, task.match)) is not None and alone.form == "heading":
            continue
        yield from _row_drafts(table, row, task, acting, owner, default_year, confidence)


def _task_column(table: GridTable) -> int | None:
    acting = [role for role in ("lead", "implementer", "partner") if role in table.roles]
    if not acting and "task" not in table.roles:
        return None
    tasks = table.columns("task")
    if len(tasks) > 1:
        return max(tasks, key=lambda column: sum(len(row.text(column)) for row in table.rows))
    if tasks:
        return tasks[0]
    if "value" in table.roles:  # a table of indicators: only who leads each is told a task
        lead = table.column("lead")
        return table.column("indicator") if lead is not None and not _WATCHES.search(table.headings[lead]) else None
    return next((column for role in ("indicator", "other") for column in table.columns(role)), None)


def _repeats_headings(table: GridTable, row: GridRow) -> bool:
    """A heading row printed again on the next page."""
    again = 0
    for column in row.filled():
        cell = row.match(column).strip(" .:")
        hit = column_rules().match(cell)
        again += cell in table.headings or (hit is not None and hit.end >= len(cell))
    return again >= 3 and 2 * again > len(row.filled())


def _acting_columns(table: GridTable, task_column: int) -> list[tuple[int, bool]]:
    """Columns that say who acts, and whether they say chủ trì; or else one that holds only agencies."""
    named = [(column, role == "lead") for role in ("lead", "implementer") for column in table.columns(role)]
    if any(leads for _, leads in named):  # who drafts what another body leads the hearing of does not act
        named = [(column, leads) for column, leads in named if leads or not _DRAFTS_TEXT.search(table.headings[column])]
    if named or not table.rows:
        return named
    for column, role in enumerate(table.roles):
        if column == task_column or role not in ("unit", "locality", "other", "note"):
            continue
        filled = [row for row in table.rows if row.text(column)]
        read = sum(1 for row in filled if read_list(row.text(column), row.match(column), 0, len(row.text(column)))[0])
        if filled and 10 * read >= 6 * len(filled):
            return [(column, False)]
    return []


def row_agency(table: GridTable, row: GridRow) -> str | None:
    """Who leads what a row says, as its cell prints it; None where no column says who acts."""
    task_column = _task_column(table)
    for column, _ in _acting_columns(table, task_column) if task_column is not None else ():
        if lead := printed_lead(row.text(column), row.match(column)):
            return lead
    return None


def _row_drafts(
    table: GridTable,
    row: GridRow,
    task: Passage,
    acting: list[tuple[int, bool]],
    owner: Opening | None,
    default_year: int | None,
    confidence: float,
) -> Iterator[Draft]:
    pieces = [_piece(task)]
    output = _cell_text(row, table.column("output"))
    due_column = table.column("due")
    due_text = _cell_text(row, due_column)
    due = read_due(due_text, default_year, table.headings[due_column]) if due_text and due_column is not None else None
    partners = [
        span.text for column in table.columns("partner") for span in _agencies(row, column)[0] if span.kind != "vague"
    ]
    found = False
    for column, leads in acting:
        agencies, joining, said_lead = _agencies(row, column)
        if not agencies:
            continue
        found = True
        beside = [*(span.text for span in joining if span.kind != "vague"), *_cell_partners(row, column)]
        own = list(dict.fromkeys([*partners, *beside]))
        yield Draft(
            agencies, pieces, "responsibility.table", confidence,
            lead=leads or said_lead, partners=own, output=output, due=due,
        )  # fmt: skip
    if not found and (agencies := _group_agencies(row) or (list(owner.agencies) if owner else [])):
        yield Draft(agencies, pieces, "responsibility.table", 0.8, partners=partners, output=output, due=due)


def _agencies(row: GridRow, column: int) -> tuple[list[AgencySpan], list[AgencySpan], bool]:
    """The agencies of a cell, those it says only join in, and whether it says that the first lead."""
    text, match = row.text(column), row.match(column)
    if not text:
        return [], [], False
    if labelled := split_labelled(text, match):
        return *labelled, True
    named, stop = read_cell_agencies(text, match)
    agencies, joining, leads = split_roles(named, match)
    rest = match[stop:].lstrip(" ,(")
    return agencies, joining, leads or task_wording("lead").match(rest) is not None


def _cell_partners(row: GridRow, column: int) -> list[str]:
    return read_partners(row.text(column), row.match(column))


def _group_agencies(row: GridRow) -> list[AgencySpan]:
    for group in reversed(row.groups):
        match = fold_match(group)
        opening = read_opening(group, match)
        if opening is not None and opening.form == "heading":
            return list(opening.agencies)
        spans, stop = read_list(group, match, 0, len(group))
        if spans and stop >= len(group.rstrip(" :.")):
            return choose_agencies(spans, group)
    return []


def _cell_text(row: GridRow, column: int | None) -> str | None:
    return row.text(column).strip() or None


def _piece(passage: Passage) -> Piece:
    mark = parse_mark(passage)
    start = mark.end if mark is not None and mark.style.startswith("number-") else 0
    return Piece(Item(passage), start, len(passage.text))
