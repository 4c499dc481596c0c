"""What became of files that were brought in, under the names that people gave them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

_KEPT_NAME: Final = re.compile(r"\b[0-9a-f]{32}\.\w+")
"""The name of our own that a file brought in is kept under."""


@dataclass(frozen=True)
class UploadedFile:
    """A file by its shown name, inside an archive "2025.zip/xa-a.docx". `outcome` is None as long as it waits; `plan` is
    the title of its plan."""

    name: str
    outcome: str | None
    cause: str | None
    message: str | None
    document_id: str | None
    plan: str | None
    facts: int | None


def find_outcomes(connection: sqlite3.Connection, names: Mapping[str, str]) -> tuple[UploadedFile, ...]:
    """The outcome of each file, of an archive that of each document inside; `names` has the shown name by path."""
    found = []
    for path, name in names.items():
        rows = connection.execute(
            "SELECT f.path, f.outcome, f.cause, f.message, f.document_id, d.title, f.facts FROM ingest_file f "
            "LEFT JOIN document d ON d.id = f.document_id WHERE f.path = ?1 OR (f.path > ?1 || '/' AND f.path < ?1 || '0') "
            "ORDER BY f.path",
            (path,),
        ).fetchall()
        for row in rows:
            shown = name + row[0][len(path) :]
            outcome, cause, message, *rest = tuple(row)[1:]
            found.append(UploadedFile(shown, outcome, cause, _told(message, shown), *rest))
        if not rows:
            found.append(UploadedFile(name, *(None,) * 6))
    return tuple(found)


def _told(message: str | None, name: str) -> str | None:
    """A message without the name of its file, and without those that earlier files were kept under."""
    if message is None:
        return None
    return _KEPT_NAME.sub("a file brought in before", message.removeprefix(f"{PurePath(name).name}: "))
