"""The small plans of the storage tests, in a database."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storage"))

from storage_plans import make_plan

from plan_extract.storage.database import open_database, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan

Store = Callable[..., str]


@pytest.fixture
def connection(tmp_path: Path) -> sqlite3.Connection:
    connection = open_database(tmp_path / "plans.db")
    connection.row_factory = sqlite3.Row
    return connection


@pytest.fixture
def store(connection: sqlite3.Connection) -> Store:
    """Store a plan given as text; returns its id. Further arguments replace fields of the document."""
    count = 0

    def store_plan(text: str, **fields: object) -> str:
        nonlocal count
        count += 1
        plan = make_plan(text)
        document = plan.document.model_copy(update=fields)
        plan = plan.model_copy(update={"record": plan.record.model_copy(update={"document": document})})
        sha256 = f"{count:064x}"[::-1]
        rows = make_rows(plan, sha256=sha256, file_name=f"{count}.txt", extractor_version="1")
        with transaction(connection):
            insert_plan(connection, rows)
        return rows.document_id

    return store_plan
