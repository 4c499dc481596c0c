"""A disk that runs full ends an ingest with a clear message and a clean database; the next run goes on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_dump import dump_content
from storage_plans import extract
from test_storage_kill import write_plans

from plan_extract.model.errors import DatabaseError
from plan_extract.storage import ingest as ingest_module
from plan_extract.storage.database import open_database
from plan_extract.storage.ingest import IngestOptions, ingest

OPTIONS = IngestOptions(version="1", workers=1)
PLANS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    write_plans(folder, PLANS)
    return folder


def check_sound(database: Path, undisturbed: Path) -> int:
    """The number of plans in a database; each is as in the undisturbed one, row for row."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    found, whole = dump_content(database), dump_content(undisturbed)
    stored = {row[0] for row in found["document_content"]}
    for table in ("document_content", "target", "task", "responsibility", "section"):
        place = 0 if table == "document_content" else 1
        assert found[table] == [row for row in whole[table] if row[place] in stored]
    return len(stored)


def test_full_database_is_told_and_the_next_run_goes_on(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed, database = tmp_path / "undisturbed.db", tmp_path / "plans.db"
    ingest([folder], undisturbed, extract, OPTIONS)
    with closing(sqlite3.connect(undisturbed)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    with closing(open_database(database)) as connection:
        empty = connection.execute("PRAGMA page_count").fetchone()[0]

    def open_small(path: Path | str, *, create: bool = True) -> sqlite3.Connection:
        connection = open_database(path, create=create)
        connection.execute(f"PRAGMA max_page_count = {empty + (pages - empty) // 2}")
        return connection

    with monkeypatch.context() as patch:
        patch.setattr(ingest_module, "open_database", open_small)
        with pytest.raises(DatabaseError, match=r"full\); what was stored is kept, run again to go on"):
            ingest([folder], database, extract, OPTIONS)
    assert 0 < check_sound(database, undisturbed) < PLANS
    summary = ingest([folder], database, extract, OPTIONS)
    assert (summary.total, summary.known > 0) == (PLANS + 1, True)
    assert dump_content(database) == dump_content(undisturbed)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB of its own, where this user may make one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("making a file system needs root on Linux")
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_full_disk_is_told_and_the_next_run_goes_on(folder: Path, tmp_path: Path, small_disk: Path) -> None:
    undisturbed, database = tmp_path / "undisturbed.db", small_disk / "plans.db"
    ingest([folder], undisturbed, extract, OPTIONS)
    ballast = small_disk / "other-files"
    open_database(database).close()
    ballast.write_bytes(bytes(1_200_000))
    with pytest.raises(DatabaseError, match="what was stored is kept, run again to go on"):
        ingest([folder], database, extract, OPTIONS)
    ballast.unlink()
    subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
    assert 0 < check_sound(database, undisturbed) < PLANS
    ingest([folder], database, extract, OPTIONS)
    assert dump_content(database) == dump_content(undisturbed)
