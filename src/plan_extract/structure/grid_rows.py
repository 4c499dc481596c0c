"""A row of a table as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass

from plan_extract.normalising.passages import Passage


@dataclass(slots=True)
class GridRow:
    """One row: a passage a column (None where empty or merged away) and the group it stands in."""

    cells: list[Passage | None]
    groups: tuple[str, ...] = ()

    def text(self, column: int | None) -> str:
        """The printed words of a cell, empty where there is none."""
        cell = self.cells[column] if column is not None and column < len(self.cells) else None
        return cell.text if cell else ""

    def match(self, column: int | None) -> str:
        cell = self.cells[column] if column is not None and column < len(self.cells) else None
        return cell.match if cell else ""

    def filled(self) -> list[int]:
        return [number for number, cell in enumerate(self.cells) if cell is not None and cell.text]
