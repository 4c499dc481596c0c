"""The plans that an answer is made from, for its sheet of sources."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from plan_extract.analysis.wording import place_name


@dataclass(frozen=True)
class PlanSource:
    """A plan with the file that it was read from."""

    document_id: str
    plan: str | None
    title: str | None
    issuer: str | None
    place: str
    issued_date: str | None
    file_name: str
    pages: int | None
    text_confidence: float
    sha256: str


def list_sources(connection: sqlite3.Connection, documents: Iterable[str]) -> tuple[PlanSource, ...]:
    """The plans with these ids, each once, in the order in which they are first named."""
    found = []
    for document in dict.fromkeys(documents):
        row = connection.execute(
            "SELECT number, symbol, title, issuer, commune, district, province, issued_date, file_name, pages, "
            "text_confidence, sha256 FROM document WHERE id = ?",
            (document,),
        ).fetchone()
        if row is not None:
            plan = "/".join(part for part in (row[0], row[1]) if part) or None
            place = place_name(row[4], row[5], row[6])
            found.append(PlanSource(document, plan, row[2], row[3], place, *row[7:]))
    return tuple(found)
