"""Ruled tables: from the lines drawn on a page to the cells that they bound.

Lines are snapped and joined, their crossings found and the smallest rectangles between crossings
taken as cells, as pdfplumber does it (after Anssi Nurminen, Algorithmic Extraction of Data in
Tables in PDF Documents, 2013).
"""

from __future__ import annotations

from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from plan_extract.reading.pdf.page import Edge, Rect

_SNAP = 3.0
_JOIN = 3.0
_MIN_EDGE = 6.0
_MAX_EDGES = 6_000


def find_table_cells(edges: list[Edge]) -> list[list[Rect]]:
    """The cells of each ruled table of a page, tables from top to bottom."""
    upright = sum(1 for edge in edges if edge.x0 == edge.x1)
    if upright < 2 or len(edges) - upright < 2 or len(edges) > _MAX_EDGES:
        return []
    merged = merge_edges([_as_dict(edge) for edge in edges], _SNAP, _SNAP, _JOIN, _JOIN)
    kept = [edge for edge in merged if max(edge["x1"] - edge["x0"], edge["bottom"] - edge["top"]) >= _MIN_EDGE]
    cells = intersections_to_cells(edges_to_intersections(kept, _SNAP, _SNAP))
    return [[Rect(*cell) for cell in table] for table in cells_to_tables(cells)]


def _as_dict(edge: Edge) -> dict[str, Any]:
    return {
        "x0": edge.x0, "x1": edge.x1, "top": edge.top, "bottom": edge.bottom,
        "width": edge.x1 - edge.x0, "height": edge.bottom - edge.top,
        "orientation": "v" if edge.x0 == edge.x1 else "h", "object_type": "line",
    }  # fmt: skip


def edges_of_box(box: Rect, thickness: float = 2.5) -> list[Edge]:
    """A thin box is one line, any other its four sides."""
    if box.height <= thickness and box.width <= thickness:
        return []
    if box.height <= thickness:
        middle = (box.top + box.bottom) / 2
        return [Edge(box.x0, middle, box.x1, middle)]
    if box.width <= thickness:
        middle = (box.x0 + box.x1) / 2
        return [Edge(middle, box.top, middle, box.bottom)]
    return [
        Edge(box.x0, box.top, box.x1, box.top),
        Edge(box.x0, box.bottom, box.x1, box.bottom),
        Edge(box.x0, box.top, box.x0, box.bottom),
        Edge(box.x1, box.top, box.x1, box.bottom),
    ]


def box_of_cells(cells: list[Rect]) -> Rect:
    """The rectangle around all cells."""
    box = cells[0]
    for cell in cells[1:]:
        box = box.union(cell)
    return box
