"""Tables with their meaning: which rows are headings, what each column holds.

A column has a role from `patterns/columns.yml` (`index`, `indicator`, `task`, `unit`, `lead`,
`implementer`, `partner`, `output`, `due`, `locality`, `coordinates`, `score`, `note`) or `value`, a column of figures.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from plan_extract.model.source import SourceDocument, Table
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.passages import Passage, fold_passages, read_passage
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.grid_rows import GridRow, resolve_dittos
from plan_extract.structure.heading_rows import (
    YEAR_HEADING,
    are_sub_headings,
    join_headings,
    repeats_headings,
    spread_sub_headings,
)
from plan_extract.structure.owner_names import names_owner
from plan_extract.structure.row_spans import mend_spanned_rows

_WORDS = Wording("grid_words")
_INDEX = regex.compile(r"^(?:\d{1,3}(?:\.\d{1,3})*[.)]?|[ivxl]{1,6}[.)]?|[a-zđ][.)]?|[-+*])$")
_COLUMN_NUMBERS = regex.compile(r"^\(?(?:\d{1,2}|[a-c])\)?(?:\s*=.*)?$")
_PARTS = _WORDS["parts"]
_FIGURE = _WORDS["figure"]
_BARE_FIGURE = regex.compile(r"^\s*\d[\d.,]*\s*(?:\p{L}+(?:/\p{L}+)?)?\s*$")
_NAMES_FIGURES = _WORDS["names-figures"]
_YEAR_GROUP = _WORDS["year-group"]
_PLACE = _WORDS["place"]


_HOUR = _WORDS["hour-of-day"]


@dataclass(slots=True, eq=False)
class GridTable:
    """A table as the rules see it. `headings` are folded, one a column, levels joined by " / ".

    `names_indicators` where a heading says so ("Chỉ tiêu"), not only the figures beside it.
    """

    headings: list[str]
    printed_headings: list[str]
    roles: list[str]
    rows: list[GridRow]
    raw_rows: list[GridRow] = field(default_factory=list)
    names_indicators: bool = False

    def column(self, role: str) -> int | None:
        """The first column of a role, or None."""
        return self.roles.index(role) if role in self.roles else None

    def columns(self, role: str) -> list[int]:
        return [number for number, found in enumerate(self.roles) if found == role]

    @property
    def is_task_table(self) -> bool:
        acting = any(role in self.roles for role in ("lead", "implementer", "partner"))
        return "task" in self.roles and (acting or ("due" in self.roles))

    @property
    def is_agenda(self) -> bool:
        """Whether its rows are the hours of a day ("8h30 - 9h00 | Đón tiếp đại biểu"): a programme, no list of tasks."""
        hours = sum(
            1 for row in self.rows if any(cell is not None and _HOUR.match(cell.match) for cell in row.cells[:2])
        )
        return hours > 1 and 2 * hours > len(self.rows)

    @property
    def is_indicator_table(self) -> bool:
        if "score" in self.roles and "value" not in self.roles:
            return False  # what a contest gives points for
        return "indicator" in self.roles or ("value" in self.roles and "locality" in self.roles)


@lru_cache(maxsize=1)
def column_rules() -> RuleSet:
    return load_rules("columns", rule_folders())


def read_grid(source: SourceDocument, table: Table, page: int | None) -> GridTable:
    """The table with its headings found and its columns named."""
    rows = [_read_row(source, cells, page) for cells in table.rows]
    rows = [row for row in rows if row.filled()]
    fold_passages(cell for row in rows for cell in row.cells if cell is not None)
    return name_columns(rows)


def _read_row(source: SourceDocument, cells: tuple[object, ...], page: int | None) -> GridRow:
    found: list[Passage | None] = []
    for cell in cells:
        if cell is None or getattr(cell, "merged", False):
            found.append(None)
            continue
        passage = read_passage(source.text, cell.start, cell.end, page)  # type: ignore[attr-defined]
        found.append(passage if passage.text else None)
    return GridRow(found)


def name_columns(rows: list[GridRow]) -> GridTable:
    """Split heading rows from the others, join their levels, give each column a role."""
    width = max((len(row.cells) for row in rows), default=0)
    spread_sub_headings(rows, width)
    heading_rows = _count_heading_rows(rows)
    headings, printed = join_headings(rows[:heading_rows], width)
    body = [row for row in rows[heading_rows:] if not _is_column_numbers(row)]
    mend_spanned_rows(body)
    resolve_dittos(body)
    roles = [_role(heading, column, body, headings) for column, heading in enumerate(headings)]
    named = "indicator" in roles
    _settle_roles(roles, headings, body)
    _settle_owners(roles, headings, body)
    table = GridTable(headings, printed, roles, [], rows, named)
    table.rows = _set_groups(body, table)
    return table


def _count_heading_rows(rows: list[GridRow]) -> int:
    if not rows:
        return 0
    count = 0
    for row in rows[:3]:
        cells = [cell for cell in row.cells if cell is not None]
        first = row.match(0)
        named = sum(1 for cell in cells if column_rules().search(cell.match) or _NAMES_FIGURES.match(cell.match))
        figures = sum(1 for cell in cells if _FIGURE.match(cell.match) and not YEAR_HEADING.match(cell.match))
        first_hit = column_rules().match(first) if first else None
        opens = first_hit is not None and first_hit["role"] == "index"
        heads = not figures and _stands_over_figures(rows, named=first_hit is not None)
        if count == 0 and (((named >= 2 or opens) and figures <= 1) or heads):
            count = 1
        elif (
            count
            and not figures
            and (
                (not first and 2 <= len(cells) < len(row.cells) and are_sub_headings(row, rows[0]))
                or repeats_headings(row, rows[0])
            )
        ):
            count += 1
        else:
            break
    return count


def _stands_over_figures(rows: list[GridRow], *, named: bool) -> bool:
    """Whether the first row stands over rows of nothing but figures, the first column aside, and the second where
    the first only counts them ("Cụm | Đơn vị | Dân quân | Xung kích"); `named` where a heading of it is known."""
    first, below = rows[0], rows[1:]
    counted = bool(below) and all(not row.text(0) or _INDEX.match(row.match(0)) for row in below)
    if not named and not (counted and column_rules().match(first.match(1))):
        return False
    columns = [column for column in first.filled() if column > counted]
    filled = [row.match(column) for row in below for column in columns if row.text(column)]
    return len(columns) > 1 and len(below) > 1 and bool(filled) and all(_BARE_FIGURE.match(cell) for cell in filled)


def _settle_roles(roles: list[str], headings: list[str], rows: list[GridRow]) -> None:
    """ "Nội dung" names an indicator where figures with units or years stand beside it; "Địa điểm" a locality.

    "Nhóm chỉ tiêu" beside "Tên chỉ tiêu" only groups.
    """
    for column, heading in enumerate(headings):
        if roles[column] == "indicator" and _GROUP_OF_INDICATORS.match(heading) and roles.count("indicator") > 1:
            roles[column] = "note"
    if {"locality", "indicator", "value"} <= set(roles) and (
        roles.index("locality") < roles.index("value") < roles.index("indicator")
    ):
        roles[roles.index("indicator")] = "note"  # "Xã | Số tiêu chí | Tiêu chí hoàn thành trong năm"
    if not {"task", "indicator", "locality"} & set(roles):
        for column, heading in enumerate(headings[:2]):
            if roles[column] == "note" and _PLACE_HEADING.match(heading):
                roles[column] = "locality"
    acting = any(role in roles for role in ("lead", "implementer", "partner"))
    if "task" in roles and not acting and not {"value", "indicator", "due"} & set(roles):
        for column, heading in enumerate(headings[:_FIRST_COLUMNS]):
            if roles[column] in ("unit", "locality") and _WHO.fullmatch(heading) and _holds_names(rows, column):
                roles[column], acting = "implementer", True  # "Đơn vị" beside "Nhiệm vụ được giao"
    if (
        "task" in roles
        and "indicator" not in roles
        and (not acting or _sets_figures(roles, headings))
        and "value" in roles
        and ("unit" in roles or roles.count("value") >= 2)
    ):
        roles[roles.index("task")] = "indicator"
    if "indicator" not in roles and "locality" not in roles and roles.count("value") >= 1:
        for column, role in enumerate(roles):
            if role in ("output", "other", "note", *(() if acting else ("task",))) and column <= 1:
                told = acting and "task" in roles and _PLACES_OF_WORK.fullmatch(headings[column])
                roles[column] = "locality" if told else "indicator"
                break
    if ("lead" in roles or "implementer" in roles) and not {"task", "indicator", "value"} & set(roles):
        named = next((column for column, role in enumerate(roles[:_FIRST_COLUMNS]) if role == "other"), None)
        if named is not None:
            roles[named] = "task"  # "Tên lễ hội" beside "Đơn vị chủ trì"


_FIRST_COLUMNS = 3


def _holds_names(rows: list[GridRow], column: int) -> bool:
    """Whether most cells of a column are names of several words, as those of bodies are and units ("Cây", "km") are not."""
    cells = [row.text(column) for row in rows if row.text(column)]
    return 2 * sum(cell[:1].isupper() and " " in cell for cell in cells) > len(cells)


_WHO = _WORDS["who"]
# Beside "Nội dung" and "Đơn vị thực hiện": where the work of a row is done.
_PLACES_OF_WORK = _WORDS["places-of-work"]
_NAMES_INDICATORS = _WORDS["names-indicators"]
_SUMS_UP = _WORDS["sums-up"]


def _settle_owners(roles: list[str], headings: list[str], rows: list[GridRow]) -> None:
    """A column of names that are (nearly) all places or bodies says whose the figures beside it are."""
    if "locality" in roles or "task" in roles or "value" not in roles:
        return
    for column, role in enumerate(roles[:_FIRST_COLUMNS]):
        if role not in ("indicator", "output", "other", "note") or _NAMES_INDICATORS.search(headings[column]):
            continue
        named = [row for row in rows if row.text(column) and not _SUMS_UP.match(row.match(column))]
        owners = sum(names_owner(row.text(column), row.match(column)) for row in named)
        if len(named) > 1 and owners >= 0.8 * len(named):
            roles[column] = "locality"
        return


def _sets_figures(roles: list[str], headings: list[str]) -> bool:
    """Whether a table that says who acts sets figures with units, not tasks with time limits ("Chỉ tiêu giao năm 2025")."""
    planned = [
        heading
        for role, heading in zip(roles, headings, strict=True)
        if role == "value" and _PLANS_FIGURES.search(heading)
    ]
    dated = sum(bool(regex.search(r"20\d\d", heading)) for heading in planned)
    return bool(planned) and ("unit" in roles or dated > 1) and "due" not in roles


_PLANS_FIGURES = _WORDS["plans-figures"]


def _role(heading: str, column: int, rows: list[GridRow], headings: list[str]) -> str:
    bare = heading.strip(" .:*")
    own = bare.rsplit(" / ", 1)[-1]
    figures = sum(1 for row in rows if _FIGURE.match(row.match(column)))
    indexes = sum(1 for row in rows if _INDEX.match(row.match(column)))
    filled = sum(1 for row in rows if row.text(column))
    if column == 0 and filled and indexes >= 0.6 * filled and not _COUNTS_TIME.fullmatch(own):
        return "index"
    if hit := column_rules().search(own):
        role: str = hit["role"]
        if role == "output" and _RESULT.match(bare) and any(map(_INDICATOR_HEADING.search, headings)):
            return "value"
        if role in ("output", "note") and filled and _bare_figures(rows, column) > 0.6 * filled:
            return "value"
        if (
            role in ("indicator", "due", "task")
            and figures > 0.6 * max(filled, 1)
            and filled
            and (_VALUE_HEADING.search(own) or (role == "indicator" and column > 0))
        ):
            return "value"
        if role == "unit" and _UNIT_HEADING.fullmatch(own):
            places = sum(1 for row in rows if _PLACE.match(row.match(column)))
            named = any(map(_INDICATOR_OR_CONTENT.search, headings))
            return "locality" if not named or 2 * places > filled else role
        return role
    strays = not own and filled < 0.3 * len(rows)  # cells of a row that ran together with the next
    if (figures and not strays) or YEAR_HEADING.match(own):
        return "value"
    return "other"


_COUNTS_TIME = _WORDS["counts-time"]
_GROUP_OF_INDICATORS = _WORDS["group-of-indicators"]
_INDICATOR_HEADING = _WORDS["indicator-heading"]
_INDICATOR_OR_CONTENT = _WORDS["indicator-or-content"]
_PLACE_HEADING = _WORDS["place-heading"]
_RESULT = _WORDS["result-heading"]
_UNIT_HEADING = _WORDS["unit-heading"]
_VALUE_HEADING = _WORDS["value-heading"]


def _bare_figures(rows: list[GridRow], column: int) -> int:
    """How many cells hold a figure and at most its unit; "02 cuộc diễn tập cấp xã" says what is delivered."""
    cells = [row.match(column) for row in rows]
    return sum(1 for cell in cells if _FIGURE.match(cell) and cell.count(" ") < _WORDS_OF_PRODUCT)


_WORDS_OF_PRODUCT = 2


def _is_column_numbers(row: GridRow) -> bool:
    cells = [cell for cell in row.cells if cell is not None]
    return (
        len(cells) >= 3
        and all(_COLUMN_NUMBERS.match(cell.match) for cell in cells)
        and cells[0].match.strip("()") in ("1", "a")
        and cells[-1].match.strip("()").isdigit()
        and (
            abs(int(cells[-1].match.strip("()")) - len(row.cells)) <= 1
            or int(cells[-1].match.strip("()")) == sum(cell.match.strip("()")[:1].isdigit() for cell in cells)
        )
    )


def _set_groups(rows: list[GridRow], table: GridTable) -> list[GridRow]:
    """Rows that hold one heading only become the group of those that follow."""
    index = table.column("index")
    kept: list[GridRow] = []
    groups: dict[int, str] = {}
    for row in rows:
        filled = [column for column in row.filled() if column != index]
        if len(filled) > 2 and len({row.match(column) for column in filled}) == 1:
            filled = filled[:1]  # a merged cell, written again in each column that it spans
        heads = len(row.cells) > 2 or bool(_YEAR_GROUP.match(row.match(0)))
        if len(filled) == 1 and heads and filled[0] <= 2 and not _FIGURE.match(row.match(filled[0])):
            level = _group_level(row.match(index))
            if _PARTS.match(row.match(filled[0])):
                continue
            groups = {key: value for key, value in groups.items() if key < level}
            groups[level] = row.text(filled[0])
            continue
        if own := row.match(index).strip("-+* "):
            groups = {key: value for key, value in groups.items() if key < _group_level(own)}
        row.groups = tuple(groups.values())
        kept.append(row)
    return kept


def _group_level(index: str) -> int:
    if regex.fullmatch(r"[a-h]\.?", index):
        return 0
    if regex.fullmatch(r"[ivxl]+\.?", index):
        return 1
    return 2 + index.rstrip(".").count(".")


def is_bare_figure(text: str) -> bool:
    """A cell of no more than a number and its unit ("02 lần/năm") names nothing."""
    return not any(sign.isalpha() for sign in text) or _BARE_FIGURE.match(text) is not None


def continue_table(before: GridTable, after: GridTable) -> bool:
    """Whether `after` goes on with `before` (a page lay between): then its rows are taken over."""
    same_width = len(before.headings) == len(after.headings)
    if not same_width:
        return False
    headless = not any(after.headings)
    if not headless and after.headings != before.headings:
        return False
    rows = after.raw_rows if headless else after.raw_rows[1:]
    if rows and rows[0].cells[0] is None and before.rows and len(rows[0].filled()) < len(rows[0].cells):
        _merge_cut_row(before.raw_rows[-1], rows[0])
        rows = rows[1:]
    merged = name_columns([*before.raw_rows, *rows])
    before.rows, before.raw_rows, before.roles = merged.rows, merged.raw_rows, merged.roles
    return True


def _merge_cut_row(above: GridRow, rest: GridRow) -> None:
    """A row cut by a page: its second half goes on in the cells of the first."""
    from plan_extract.normalising.passages import join_passages

    for column, cell in enumerate(rest.cells):
        if cell is None:
            continue
        mine = above.cells[column]
        above.cells[column] = cell if mine is None else join_passages([mine, cell])
