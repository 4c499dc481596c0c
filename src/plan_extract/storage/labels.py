"""The names that files brought in by the browser came with; on disk they have names of the site's making."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.database import transaction
from plan_extract.storage.places import FilePlace
from plan_extract.storage.rows import PlanRows

_FILE_NAME = COLUMNS["document"].index("file_name")


def store_labels(connection: sqlite3.Connection, labels: Mapping[str, str]) -> None:
    """Keep the names of files, by their paths."""
    with transaction(connection):
        connection.executemany("INSERT OR REPLACE INTO file_label (path, label) VALUES (?, ?)", labels.items())


def label_of(connection: sqlite3.Connection, path: FilePlace) -> str:
    """What a file is called: the name that it came with, else its own."""
    row = connection.execute("SELECT label FROM file_label WHERE path = ?", (str(path),)).fetchone()
    return str(row[0]) if row else path.name


def shown_path(connection: sqlite3.Connection, path: str) -> str:
    """A path as people know it: of a file that came with a name that name, of a document in such an archive both."""
    row = connection.execute(
        "SELECT path, label FROM file_label WHERE path = ?1 OR (path < ?1 AND substr(?1, 1, length(path) + 1) = path || '/') "
        "ORDER BY length(path) DESC LIMIT 1",
        (path,),
    ).fetchone()
    return f"{row[1]}{path[len(row[0]) :]}" if row else path


def labelled_rows(connection: sqlite3.Connection, path: FilePlace, plan: PlanRows) -> PlanRows:
    """The rows of a plan with the name that its file came with."""
    head = plan.rows["document"][0]
    named = (*head[:_FILE_NAME], label_of(connection, path), *head[_FILE_NAME + 1 :])
    return replace(plan, rows={**plan.rows, "document": [named]})
