"""What became of files that were brought in, under the names that people gave them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class UploadedFile:
    """A file by its shown name. `outcome` is None as long as it waits; `plan` is the title of its plan."""

    name: str
    outcome: str | None
    cause: str | None
    message: str | None
    document_id: str | None
    plan: str | None
    facts: int | None


def find_outcomes(connection: sqlite3.Connection, names: Mapping[str, str]) -> tuple[UploadedFile, ...]:
    """The outcome of each file; `names` has the shown name by path."""
    found = []
    for path, name in names.items():
        row = connection.execute(
            "SELECT f.outcome, f.cause, f.message, f.document_id, d.title, f.facts FROM ingest_file f "
            "LEFT JOIN document d ON d.id = f.document_id WHERE f.path = ?",
            (path,),
        ).fetchone()
        found.append(UploadedFile(name, *(tuple(row) if row else (None,) * 6)))
    return tuple(found)
