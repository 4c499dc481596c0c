"""A row of a table as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass, field

from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording

_WORDS = Wording("grid_words")
_DITTO = _WORDS["as-above"]


@dataclass(slots=True)
class GridRow:
    """One row: a passage a column (None where empty or merged away) and the group it stands in.

    `repeated` holds for each cell that only says "as above" ("-nt-", "như trên") the one it repeats.
    """

    cells: list[Passage | None]
    groups: tuple[str, ...] = ()
    repeated: dict[int, Passage | None] = field(default_factory=dict)

    def text(self, column: int | None) -> str:
        """The words of a cell, those of the cell above where it repeats them, empty where there is none."""
        cell = self._cell(column)
        return cell.text if cell else ""

    def match(self, column: int | None) -> str:
        cell = self._cell(column)
        return cell.match if cell else ""

    def _cell(self, column: int | None) -> Passage | None:
        if column is None or column >= len(self.cells):
            return None
        return self.repeated[column] if column in self.repeated else self.cells[column]

    def filled(self) -> list[int]:
        return [number for number, cell in enumerate(self.cells) if cell is not None and cell.text]


def resolve_dittos(rows: list[GridRow]) -> None:
    """Give each cell that says "as above" what the cell above it says, nothing where that is empty."""
    above: dict[int, Passage | None] = {}
    for row in rows:
        for column, cell in enumerate(row.cells):
            if cell is not None and _DITTO.fullmatch(cell.match):
                row.repeated[column] = above.get(column)
            else:
                above[column] = cell
