"""Targets from tables: a cell of figures under a heading that plans, for the row it stands in.

The heading gives year, unit and, in tables by locality, the measure; the row gives measure or
scope, unit and agency; a group row ("Đến năm 2030") gives the year of the rows below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from plan_extract.extraction.cell_roles import printed_lead
from plan_extract.extraction.figure_columns import (
    Column,
    is_kind,
    of_part,
    read_column,
    sums_up,
)
from plan_extract.extraction.indicator_tables import lists_indicators
from plan_extract.extraction.measures import is_annual, join_words
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.table_captions import announced
from plan_extract.extraction.table_cells import cell_movement, is_statement, read_cell
from plan_extract.extraction.table_places import part_columns
from plan_extract.extraction.table_units import OWN_UNIT, caption_unit, is_money, is_unit, own_unit
from plan_extract.extraction.table_words import (
    bare_years,
    due_year,
    group_year,
    row_quote,
    stated_targets,
    states,
    task_targets,
)
from plan_extract.extraction.target_context import AgencyAt, Context
from plan_extract.extraction.target_records import rate_of
from plan_extract.model.facts import Target
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.grid_rows import GridRow
from plan_extract.structure.tables import GridTable, is_bare_figure

_WORDS = Wording("table_cells")
_COUNTS = _WORDS["counts"]
_EVERYWHERE = _WORDS["everywhere"]
_FUNDING = _WORDS["funding"]
_SAYS_LITTLE = _WORDS["says-little"]
_ONLY_RATE = _WORDS["only-rate"]
_LEADS_PARTS = _WORDS["leads-parts"]
_MOVES_AT_END = _WORDS["moves-at-end"]
_NAMES_CHANGE = _WORDS["names-change"]
_REACHED = _WORDS["reached"]
_FALLS = _WORDS["falls"]


def find_table_targets(context: Context, table: GridTable, agency_at: AgencyAt) -> Iterator[Target]:
    """Targets of one table: its cells of figures, and the quantities in the tasks of a task table."""
    if table.is_agenda:
        return
    if table.is_task_table:
        yield from task_targets(context, table)
        yield from _counted_targets(context, table)
        yield from _funded_targets(context, table)
    name = table.column("indicator") if "indicator" in table.roles else table.column("locality")
    if name is None or ("task" in table.roles and table.is_task_table):
        return
    columns = [
        column for number in table.columns("value") if (column := read_column(table, number, context)) is not None
    ]
    if parts := part_columns(table, sums_up):
        unit = next((column.unit for column in columns if column.number not in parts), "")
        columns = [of_part(table, column, parts, unit) for column in columns]
    if table.is_indicator_table and not table.columns("value") and table.roles[name] == "indicator":
        yield from stated_targets(context, table)
    above = _names_above(table, name)
    for row in table.rows:
        for column in columns:
            parted = sum(other.year == column.year for other in columns) > 1
            yield from _cell_targets(context, table, row, name, column, above.get(id(row), ""), parted=parted)


def _counted_targets(context: Context, table: GridTable) -> Iterator[Target]:
    """How many a task of a task table is about ("Số cơ sở" beside "Địa bàn", "Đơn vị chủ trì")."""
    if "task" not in table.roles:
        return
    name = table.column("locality") if "locality" in table.roles else table.column("task")
    for number in table.columns("value"):
        counts = _COUNTS.fullmatch(table.headings[number])
        column = read_column(table, number, context) if counts else None
        if counts is None or column is None or name is None:
            continue
        for row in table.rows:
            cell = row.cells[number]
            if cell is None or not is_bare_figure(cell.text) or not _names_task(table, row):
                continue
            unit_words = row.match(table.column("unit")) or column.unit or counts["noun"]
            for quantity, part in read_cell(cell, unit_words):
                target = _cell_target(context, table, row, name, column, "", quantity, part)
                everywhere = target.scope is not None and _EVERYWHERE.match(target.scope)
                yield target.model_copy(
                    update={
                        "scope": None if everywhere else target.scope,
                        "year": column.year or due_year(table, row) or target.year,
                        "confidence": min(target.confidence, 0.8),
                    }
                )


def _funded_targets(context: Context, table: GridTable) -> Iterator[Target]:
    """What the tasks of a task table are given ("Kinh phí (triệu đồng)"), by the year of the row's time limit."""
    task, place = table.column("task"), table.column("locality")
    if task is None:
        return
    for number in table.columns("value"):
        column = read_column(table, number, context) if is_kind("money", table.headings[number]) else None
        unit = column.unit if column is not None and is_money(column.unit) else caption_unit(context)
        if column is None or not is_money(unit):
            continue
        for row in table.rows:
            cell = row.cells[number]
            told = _names_task(table, row) or (place is not None and _is_total(table, row, place))
            if cell is None or not is_bare_figure(cell.text) or not told:
                continue
            for quantity, part in read_cell(cell, unit):
                target = _cell_target(context, table, row, task if place is None else place, column, "", quantity, part)
                named = column.words or _FUNDING.match(target.measure)
                measure = target.measure if named else join_words("Kinh phí", target.measure)
                year = column.year or due_year(table, row) or target.year
                update = {"measure": measure, "year": year, "confidence": min(target.confidence, 0.8)}
                yield target.model_copy(update=update)


def _names_task(table: GridTable, row: GridRow) -> bool:
    """Whether a row is of a task, none that sums up the others."""
    task = row.match(table.column("task"))
    return bool(task) and not sums_up(task)


def _names_above(table: GridTable, name: int) -> dict[int, str]:
    """What rows of one and the same name stand under ("Diện tích" of coffee, of tea), by the row's identity."""
    if table.roles[name] == "locality":
        return {}
    index = table.column("index")
    times = Counter(row.match(name) for row in table.rows)
    owner = ""
    above: dict[int, str] = {}
    for row in table.rows:
        number = row.match(index).strip("-+* .")
        if number and times[row.match(name)] == 1:
            owner = row.text(name)
        if (
            times[row.match(name)] > 1
            and (words_above := row.groups[-1] if row.groups else owner)
            and not bare_years(words_above)
        ):
            above[id(row)] = words_above.strip(" :;.-–+*") if words_above.count(" ") < 16 else ""
    return above


def _cell_targets(
    context: Context, table: GridTable, row: GridRow, name: int, column: Column, above: str, *, parted: bool
) -> Iterator[Target]:
    """The targets of one cell: one, or one for each part of it that names whom its value is for.

    Where several columns are of one year, a share that a heading names ("Tỷ lệ (%)") goes before the row's unit.
    """
    cell = row.cells[column.number]
    if cell is None or (is_bare_figure(row.text(name)) and not _is_total(table, row, name)):
        return
    if table.roles[name] != "locality" and is_statement(cell):
        yield from states(context, table, row, cell, column.year or due_year(table, row))
        return
    share = column.unit if parted and column.unit.strip() in ("%", "‰") else ""
    unit_words = (
        share
        or _money_of(context, table, row, column)
        or row.match(table.column("unit"))
        or own_unit(row.match(name))
        or column.unit
        or caption_unit(context)
    )
    for quantity, part in read_cell(cell, unit_words):
        yield _cell_target(context, table, row, name, column, above, quantity, part)


def _money_of(context: Context, table: GridTable, row: GridRow, column: Column) -> str:
    """The unit of a column of money in a row that counts other things ("Lớp | 5 | Thành tiền (1.000đ)")."""
    if not is_money(column.unit):
        heads_money = is_kind("money", table.headings[column.number])
        caption = caption_unit(context)
        return caption if heads_money and is_money(caption) else ""
    return "" if is_money(row.match(table.column("unit"))) else column.unit


def _printed_unit(table: GridTable, row: GridRow, quantity: Quantity) -> str | None:
    """The unit as the row prints it ("MW"), where it is that of the row."""
    column = table.column("unit")
    return row.text(column).strip(" .") if row.match(column).strip(" .") == quantity.unit_text else quantity.unit_text


def _cell_target(
    context: Context, table: GridTable, row: GridRow, name: int, column: Column, above: str, quantity: Quantity,
    part: str | None,
) -> Target:  # fmt: skip
    cell = row.cells[column.number]
    assert cell is not None
    by_locality = table.roles[name] == "locality"
    is_total = _is_total(table, row, name)
    whose = row.text(name) if by_locality and not is_total else part
    scope = ", ".join(filter(None, (whose, column.part))) or None
    measure = (
        announced(context, column.words) or _nameless(table, column)
        if by_locality
        else join_words(_bare_name(row.text(name)), above, _added_words(column, quantity))
    )
    change, direction = _change(measure, column, row.match(name) if not by_locality else column.words.lower())
    moved, way = cell_movement(cell.match)
    change, direction = change or moved, direction or way
    if moves := _MOVES_AT_END.search(measure):
        change, direction = True, "decrease" if moves["falls"] else "increase"
        quantity = replace(quantity, annual=quantity.annual or is_annual(moves.group()))
        measure = measure[: moves.start()]
    in_unknown = quantity.unit == "count" and not quantity.unit_text and is_kind("money", table.headings[column.number])
    if in_unknown:
        quantity = replace(quantity, unit="other")  # thousands or millions: nothing says of what
    if quantity.unit in ("count", "other") and (per := rate_of(measure, "", quantity)):
        quantity = replace(quantity, unit="ratio", per=per)
    lead = table.column("lead") if "lead" in table.roles else table.column("implementer")
    start, end, quote = row_quote(table, row)
    index = table.column("index")
    numbered = index is not None and not by_locality and context.section not in ("funding", "tasks", "implementation")
    numbered = numbered and (context.in_goals or lists_indicators(context.item))
    number = row.match(index).rstrip(".) ") if numbered else ""
    year = column.year or group_year(row) or due_year(table, row) or context.above_year or context.period_end
    return Target(
        indicator=number if number[:1].isdigit() else context.indicator, goal=context.goal, section=context.section, kind="numeric",  # type: ignore[arg-type]
        measure=measure, quantity="change" if change else "level", direction=direction,  # type: ignore[arg-type]
        comparator=quantity.comparator, value=quantity.value, value_high=quantity.value_high,  # type: ignore[arg-type]
        unit=quantity.unit, per=quantity.per if quantity.unit == "ratio" else None, unit_text=_printed_unit(table, row, quantity),  # type: ignore[arg-type]
        year=year, frequency="annual" if quantity.annual else None, scope=scope, agency=printed_lead(row.text(lead), row.match(lead)), quote=quote,
        start=start, end=end, page=cell.page, rule="target.table-cell", confidence=_IN_UNKNOWN if in_unknown else _certainty(context, table, column, quantity, above),
    )  # fmt: skip


def _nameless(table: GridTable, column: Column) -> str:
    """The heading of a column that says no more than "Kết quả cần đạt", "Kinh phí (triệu đồng)", where nothing else
    says what is measured."""
    heading = _IN_BRACKETS.sub("", table.printed_headings[column.number].rpartition(" / ")[2]).strip()
    return heading if _SAYS_LITTLE.match(heading.lower()) and column.year is None else ""


_IN_BRACKETS = regex.compile(r"\([^()]*\)")


def _added_words(column: Column, quantity: Quantity) -> str:
    """What a heading adds to a row's name; "Tỷ lệ" adds nothing to a share."""
    said = column.words
    return "" if len(said.split()) > 8 or (quantity.unit == "%" and _ONLY_RATE.fullmatch(said)) else said


def _is_total(table: GridTable, row: GridRow, name: int) -> bool:
    """Whether a row sums up the others; the word for it may stand in the column of numbers ("Tổng | | 27")."""
    called = row.match(name) or (row.match(table.column("index")) if table.roles[name] == "locality" else "")
    return sums_up(called)


_LIST_MARK = regex.compile(r"^(?:\d{1,2}(?:[.)]|(?:\.\d{1,2})+[.)]?)|[a-zđ]\)|[a-z]\d?\.)\s+(?=\p{L})")


def _bare_name(name: str) -> str:
    """A row's name without its bullet, the "Trong đó:" before it and the unit behind it."""
    bare: str = _LEADS_PARTS.sub("", _LIST_MARK.sub("", name.lstrip("-–+• "))).lstrip("-–+• ").rstrip(" .;:")
    found = OWN_UNIT.search(bare)
    return bare[: found.start()] if found and is_unit(found.group(1)) else bare


def _change(measure: str, column: Column, name: str) -> tuple[bool, str | None]:
    if column.change:
        return True, column.change
    if _NAMES_CHANGE.match(name) and not _REACHED.search(name):
        return True, "decrease" if _FALLS.search(name) else "increase"
    return False, None


_IN_UNKNOWN = 0.45
"""How sure a sum of money is whose unit nothing names."""


def _certainty(context: Context, table: GridTable, column: Column, quantity: Quantity, above: str) -> float:
    """Less for a cell without a year of its own, in another currency, whose name only the rows above complete, or in
    a table that does not say that it is one of indicators."""
    certainty = 0.92 if column.year or "locality" in table.roles else 0.85
    if quantity.rule == "unit.foreign-money" or above or not (context.in_goals or lists_indicators(context.item)):
        certainty -= 0.06
    return round(certainty, 2)
