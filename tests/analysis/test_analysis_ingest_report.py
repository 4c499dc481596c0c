"""The report of an ingest: what failed, then what yielded little."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from storage_plans import HUE

from plan_extract.analysis.ingest_report import ReportedFile, make_report

Store = Callable[..., str]


def put(connection: sqlite3.Connection, path: str, document: str | None, facts: int | None, **more: str) -> None:
    values = {"path": path, "outcome": "stored", "document_id": document, "facts": facts, **more}
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    connection.execute("INSERT OR IGNORE INTO ingest_run VALUES (1, '', NULL, '', 1, '[]')")
    connection.execute(f"INSERT INTO ingest_file (run_id, extractor_version, {names}) VALUES (1, '', {marks})", values)


def test_plans_that_yielded_little_stand_before_the_others(connection: sqlite3.Connection, store: Store) -> None:
    long = HUE + "\n" + "Các đơn vị triển khai thực hiện.\n" * 500
    put(connection, "a.txt", store(HUE), 5)
    put(connection, "b.txt", store(long, number="1"), 7)
    put(connection, "c.txt", store(long + "x", number="2"), 4)
    put(connection, "d.txt", store(long + "y", number="3"), 9)
    put(connection, "e.txt", None, None, outcome="failed", cause="empty", message="the file is empty")
    put(connection, "f.txt", None, None, outcome="skipped", cause="archive")
    report = make_report(connection)
    assert [(file.path, file.cause) for file in report.files] == [
        ("e.txt", "empty"),
        ("c.txt", "few-facts"),
        ("b.txt", "few-facts"),
        ("f.txt", "archive"),
        ("a.txt", None),
        ("d.txt", None),
    ]
    assert report.files[1].message == f"only 4 facts found in {len(long) + 1} characters"
    assert report.causes[("stored", "few-facts")] == 2


def test_what_the_ingest_told_stays(connection: sqlite3.Connection, store: Store) -> None:
    put(connection, "a.txt", store(HUE), 0, cause="few-facts", message="no target and no task found")
    assert make_report(connection).files == (
        ReportedFile("a.txt", "stored", "few-facts", "no target and no task found", None, 0, None),
    )
