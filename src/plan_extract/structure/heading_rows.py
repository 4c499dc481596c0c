"""Heading rows of tables: sub-headings under what they belong to, levels joined to one heading a column."""

from __future__ import annotations

from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.grid_rows import GridRow

_WORDS = Wording("grid_words")
_SPANNING = _WORDS["spans-perhaps"]
_SPANS_SURELY = _WORDS["spans-surely"]
_PAST_AND_PLAN = _WORDS["past-and-plan"]
YEAR_HEADING = _WORDS["year-heading"]
"""A heading of nothing but a year or the half of one."""


def spread_sub_headings(rows: list[GridRow], width: int) -> None:
    """Put the sub-headings of spanning headings under them, where the reader could not know the spans.

    A heading row of n cells, s of which span, over a body of w columns has w - n + s sub-headings
    standing alone in the row below, as many under each spanning heading.
    """
    if len(rows) < 3 or width < 4:
        return
    top, below = rows[0], rows[1]
    filled, sub = top.filled(), below.filled()
    compact = filled == list(range(len(filled))) and sub == list(range(len(sub)))
    if not compact or len(filled) >= width or not sub or any(len(below.text(column)) > 60 for column in sub):
        return
    shares = _shares(top, below, filled, sub, width)
    if not shares:
        return
    new_top: list[Passage | None] = []
    new_below: list[Passage | None] = []
    taken = 0
    for column in filled:
        new_top.append(top.cells[column])
        if share := shares.get(column):
            new_top += [None] * (share - 1)
            new_below += [below.cells[at] for at in range(taken, taken + share)]
            taken += share
        else:
            new_below.append(None)
    top.cells, below.cells = new_top, new_below


def _shares(top: GridRow, below: GridRow, filled: list[int], sub: list[int], width: int) -> dict[int, int]:
    """How many sub-headings each spanning heading has; empty where no way fits the width."""
    subs = len(sub)
    told = _PAST_AND_PLAN.search(" ".join(below.match(column) for column in sub)) is not None
    surely = [column for column in filled[1:] if _SPANS_SURELY.search(top.match(column))]
    perhaps = [column for column in filled[1:] if _SPANNING.search(top.match(column))]
    single = [
        *([column] for column in perhaps[:1] if told),
        *([column] for column in surely),
        *([column] for column in perhaps),
    ]
    for spanning in [surely, perhaps, *single, [filled[-1]]]:
        if (
            spanning
            and subs % len(spanning) == 0
            and subs // len(spanning) > 1
            and width == len(filled) - len(spanning) + subs
        ):
            return dict.fromkeys(spanning, subs // len(spanning))
    if len(perhaps) == 2 and width == len(filled) - 2 + subs:
        years = next((n for n, column in enumerate(sub) if YEAR_HEADING.match(below.match(column))), 0)
        if 0 < years < subs:
            return {perhaps[0]: years, perhaps[1]: subs - years}
    return {}


def are_sub_headings(row: GridRow, above: GridRow) -> bool:
    """A second heading row fills columns that a merged cell above spans."""
    return all(cell is None or len(cell.text) < 60 for cell in row.cells) and any(
        cell is not None and above.cells[number] is None for number, cell in enumerate(row.cells)
    )


def repeats_headings(row: GridRow, above: GridRow) -> bool:
    """Whether a second heading row says a merged heading again beside the sub-headings of another ("Chỉ tiêu | 2026 | 2030")."""
    pairs = [(mine.match, top.match) for mine, top in zip(row.cells, above.cells, strict=False) if mine and top]
    return sum(mine == top for mine, top in pairs) >= 2 and any(mine != top for mine, top in pairs)


def join_headings(rows: list[GridRow], width: int) -> tuple[list[str], list[str]]:
    """The headings of all columns, folded and as printed, levels joined by " / "."""
    folded: list[str] = []
    printed: list[str] = []
    for column in range(width):
        parts: list[Passage] = []
        for row in rows:
            at = column
            while at > 0 and row.cells[at] is None and row is rows[0] and len(rows) > 1:
                at -= 1
            cell = row.cells[at] if at < len(row.cells) else None
            if cell is not None and not any(part.match == cell.match for part in parts):
                parts.append(cell)
        folded.append(" / ".join(part.match for part in parts))
        printed.append(" / ".join(part.text for part in parts))
    return folded, printed
