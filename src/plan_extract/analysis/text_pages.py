"""The page on which a place of a plan's text stands, told by the facts around it."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from plan_extract.analysis.findings import Finding

_PLACED: Final = ("indicator", "target", "responsibility", "deadline", "legal_reference")


def add_pages(connection: sqlite3.Connection, document: str, findings: Iterable[Finding]) -> list[Finding]:
    """The findings of a plan, with the page of those that have only a place in the text.

    A page counts where the nearest facts before (or the beginning) and behind are both on it; else it is not known.
    """
    placed: list[tuple[int, int]] | None = None
    made = []
    for finding in findings:
        if finding.page is None and finding.start is not None:
            placed = _load_places(connection, document) if placed is None else placed
            finding = replace(finding, page=_page_at(placed, finding.start))
        made.append(finding)
    return made


def _load_places(connection: sqlite3.Connection, document: str) -> list[tuple[int, int]]:
    """Places of facts with their pages, in order of the text."""
    union = " UNION ".join(
        f"SELECT start, page FROM {kind} WHERE document_id = ?1 AND page IS NOT NULL" for kind in _PLACED
    )
    return sorted((row[0], row[1]) for row in connection.execute(union, (document,)))


def _page_at(placed: list[tuple[int, int]], start: int) -> int | None:
    at = bisect_right(placed, start, key=lambda place: place[0])
    before = placed[at - 1][1] if at else 1
    return before if at < len(placed) and placed[at][1] == before else None
