"""Rows of tables that are indicators, and which tables are of indicators at all."""

from __future__ import annotations

from collections.abc import Iterator

from plan_extract.model.facts import Indicator
from plan_extract.normalising.wording import Wording
from plan_extract.structure.grid_rows import GridRow
from plan_extract.structure.items import Item
from plan_extract.structure.tables import GridTable, is_bare_figure

_WORDS = Wording("goal_words")
_SAYS_INDICATORS = _WORDS["says-indicators"]

_MAX_ABOVE = 3


def lists_indicators(item: Item) -> bool:
    """Whether a table outside the goals is one of indicators: its headings or the words above it say so.

    Figures of a budget or of goods have targets, but are no indicators of the plan.
    """
    if item.table is None or item.table.names_indicators or item.parent is None:
        return True
    beside = item.parent.children
    at = next(number for number, each in enumerate(beside) if each is item)
    above = [*beside[max(0, at - _MAX_ABOVE) : at], item.parent]
    return any(each.table is None and _SAYS_INDICATORS.search(each.match) for each in above)


def row_indicators(table: GridTable, goal: str | None) -> Iterator[Indicator]:
    """Rows of an indicator table are indicators; their name cell is the text."""
    name = table.column("indicator")
    if name is None or (table.is_task_table and "value" not in table.roles):
        return
    index = table.column("index")
    for row in table.rows:
        cell = row.cells[name]
        if cell is None or not _is_statement_row(row, name, index):
            continue
        number = row.match(index).rstrip(".) ") if index is not None else ""
        start, end = cell.span(0, len(cell.text))
        yield Indicator(
            number=number if number[:1].isdigit() else None,
            goal=goal,
            text=cell.text,
            start=start,
            end=end,
            page=cell.page,
            rule="indicators.table-row",
            confidence=0.93,
        )


def _is_statement_row(row: GridRow, name: int, index: int | None) -> bool:
    return not is_bare_figure(row.text(name)) and any(column not in (name, index) for column in row.filled())
