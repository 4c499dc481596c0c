"""Where facts stand on the pages of their file: sizes of pages, boxes on them, and the file to show them from."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from plan_extract.analysis.plan_facts import find_original
from plan_extract.model.errors import UsageError
from plan_extract.storage.labels import label_of


@dataclass(frozen=True)
class PageBox:
    """A rectangle on a page, PDF points from the top left."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """In points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """In points."""
        return self.bottom - self.top


@dataclass(frozen=True)
class PageView:
    """A page with the box of one passage; `boxes` is empty where none was asked for or none is known."""

    document_id: str
    number: int
    last: int
    width: float
    height: float
    boxes: tuple[PageBox, ...]


def find_boxed(connection: sqlite3.Connection, document: str) -> dict[tuple[int, int], tuple[int, ...]]:
    """The pages on which the box of each passage (start, end) of a plan is known."""
    found: dict[tuple[int, int], list[int]] = {}
    for start, end, page in connection.execute(
        'SELECT start, "end", page FROM fact_box WHERE document_id = ? ORDER BY page', (document,)
    ):
        found.setdefault((start, end), []).append(page)
    return {place: tuple(pages) for place, pages in found.items()}


def load_page(connection: sqlite3.Connection, document: str, number: int, span: tuple[int, int] | None) -> PageView:
    """A page of a plan. Raises `UsageError` where its size is not known (no pages, or stored by an old version)."""
    sizes = {
        row[0]: (row[1], row[2])
        for row in connection.execute("SELECT number, width, height FROM page WHERE document_id = ?", (document,))
    }
    if number not in sizes:
        raise UsageError(f"there is no page {number} of this plan to show")
    boxes = connection.execute(
        'SELECT x0, top, x1, bottom FROM fact_box WHERE document_id = ? AND start = ? AND "end" = ? AND page = ?',
        (document, *(span or (-1, -1)), number),
    ).fetchall()
    return PageView(document, number, max(sizes), *sizes[number], tuple(PageBox(*row) for row in boxes))


def read_original(connection: sqlite3.Connection, document: str) -> tuple[bytes, str]:
    """Content of the file that a plan was read from, and its name, of one brought in by the browser the one it came with.

    Raises `UsageError` where it is gone or its content is another by now: no other file is ever read.
    """
    sha256 = connection.execute("SELECT sha256 FROM document WHERE id = ?", (document,)).fetchone()
    file: Path | None = find_original(connection, document)
    try:
        content = file.read_bytes() if file is not None else b""
    except OSError:
        content = b""
    if sha256 is None or file is None or hashlib.sha256(content).hexdigest() != sha256[0]:
        raise UsageError("the original file is no longer there, or has been changed")
    return content, label_of(connection, file)
