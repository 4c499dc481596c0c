"""What tables say in words: indicators stated in a cell, quantities promised by tasks and products.

With what else a row tells: its quote, and the year of its group or of its time limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from plan_extract.extraction.cell_agencies import read_cell_agencies
from plan_extract.extraction.cell_roles import printed_lead
from plan_extract.extraction.measures import join_words
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.targets import find_text_targets
from plan_extract.extraction.years import find_years
from plan_extract.model.facts import Target
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.grid_rows import GridRow
from plan_extract.structure.items import Item
from plan_extract.structure.tables import GridTable, is_bare_figure

_WORDS = Wording("table_cells")
_FUNDS = _WORDS["funds"]
_HANDED_IN = _WORDS["handed-in"]


@lru_cache(maxsize=1)
def kind_rules() -> RuleSet:
    """What kind of figures a column or a product holds (`patterns/table_kinds.yml`)."""
    return load_rules("table_kinds", rule_folders())


def row_quote(table: GridTable, row: GridRow) -> tuple[int, int, str]:
    """The row as printed, its list number aside, cells divided by bars; and its source span."""
    index = table.column("index")
    cells = [cell for number, cell in enumerate(row.cells) if cell is not None and number != index]
    start = cells[0].span(0, 1)[0]
    end = cells[-1].span(0, max(1, len(cells[-1].text)))[1]
    return start, max(start, end), " | ".join(cell.text for cell in cells)


def stated_targets(context: Context, table: GridTable) -> Iterator[Target]:
    """What indicators say in words, in a table that has no column of figures; the row's lead is the agency.

    Of two columns ("Mục tiêu", "Chỉ tiêu") the one with more figures states them.
    """
    told = table.columns("indicator")
    column = max(told, key=lambda at: sum(any(sign.isdigit() for sign in row.match(at)) for row in table.rows))
    for row in table.rows:
        cell = row.cells[column]
        if cell is not None and not is_bare_figure(cell.text):
            yield from states(context, table, row, cell, due_year(table, row))


def states(context: Context, table: GridTable, row: GridRow, cell: Passage, year: int | None) -> Iterator[Target]:
    """The targets of a cell that states indicators in words; `year` is that of its column or time limit."""
    lead = table.column("lead") if "lead" in table.roles else table.column("implementer")
    index = table.column("index")
    agencies, _ = read_cell_agencies(row.text(lead), row.match(lead))
    agency = row.text(lead)[: agencies[-1].end].strip() if agencies else None
    number = row.match(index).rstrip(".) ") if index is not None else ""
    inner = Context(
        Item(cell, section=context.section, parent=context.item.parent), context.section,
        number if number[:1].isdigit() else context.indicator, context.goal, True, context.period_start,
        context.period_end, year or group_year(row) or context.above_year,
    )  # fmt: skip
    for target in find_text_targets(inner, lambda item, at, agency=agency: agency):  # type: ignore[misc]
        yield target.model_copy(update={"confidence": min(target.confidence, 0.88)})


def task_targets(context: Context, table: GridTable) -> Iterator[Target]:
    """Quantities that the tasks of a task table and their products promise; the row's lead is the agency."""
    task, output = table.column("task"), table.column("output")
    lead = table.column("lead") if "lead" in table.roles else table.column("implementer")
    funds = [at for at, heading in enumerate(table.headings) if _FUNDS.match(heading) and table.roles[at] != "value"]
    for row in table.rows:
        cell = row.cells[task] if task is not None else None
        if cell is None:
            continue
        agency = printed_lead(row.text(lead), row.match(lead))
        year = due_year(table, row) or context.above_year
        start, end, quote = row_quote(table, row)
        kept = {"quote": quote, "start": start, "end": end}
        for target in _cell_promises(context, cell, agency, year):
            yield target.model_copy(update={**kept, "confidence": min(target.confidence, 0.88)})
        for column in funds:
            money = row.cells[column]
            for target in _cell_promises(replace(context, section="funding"), money, agency, year) if money else ():
                if target.unit == "money":
                    update = {**kept, "section": context.section, "confidence": min(target.confidence, 0.8)}
                    yield target.model_copy(update=update)
        product = row.cells[output] if output is not None else None
        if product is None or product is cell or _is_document(product.match):
            continue
        for target in _cell_promises(replace(context, section="tasks"), product, agency, year):
            measure = target.measure if " " in target.measure else join_words(cell.text.rstrip(" .;"), target.measure)
            yield target.model_copy(
                update={
                    **kept,
                    "measure": measure,
                    "section": context.section,
                    "confidence": min(target.confidence, 0.8),
                }
            )


def _cell_promises(context: Context, cell: Passage, agency: str | None, year: int | None) -> Iterator[Target]:
    item = Item(cell, section=context.section, parent=context.item.parent)
    inner = Context(item, context.section, None, context.goal, False, context.period_start, context.period_end, year)
    yield from find_text_targets(inner, lambda item, at: agency)


def _is_document(match: str) -> bool:
    """Whether the product of a task is only a paper, however many ("01 báo cáo; 02 văn bản")."""
    return kind_rules().by_id("table.paper").compiled().search(match) is not None


# "Lớp dữ liệu vận hành năm 2027; 80% doanh nghiệp kết nối năm 2028": steps, each with its time.
_NAMES_WORK = regex.compile(r"\p{L}{3,} \p{L}+")


def due_year(table: GridTable, row: GridRow) -> int | None:
    """The last year that a row's time limit names; none where it tells of several steps in different years."""
    column = table.column("due")
    if column is not None and _HANDED_IN.search(table.headings[column]):
        return None
    due = row.match(column)
    years = [year for mention in find_years(due) for year in mention.years] or bare_years(due)
    steps = sum(bool(bare_years(step)) and _NAMES_WORK.search(step) is not None for step in due.split(";"))
    return None if steps > 1 and len(set(years)) > 1 else max(years, default=None)


def group_year(row: GridRow) -> int | None:
    """The last year that the group row above a row names ("Đến năm 2030")."""
    for group in reversed(row.groups):
        years = bare_years(group)
        if years:
            return max(years)
    return None


def bare_years(heading: str) -> list[int]:
    """The years printed in a heading, with or without "năm"."""
    return [int(found) for found in regex.findall(r"\b(20\d\d)\b", heading)]
