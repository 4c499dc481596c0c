"""Files that come while a folder is watched: each is read when it has come to rest, once a change."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from storage_plans import HUE, QUANG_TRI

from plan_extract.storage.watching import Watched, notices

HERE = Path(__file__).resolve().parent
BODY = "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSở Y tế -> Thực hiện\n"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def watched(folder: Path, clock: Clock) -> Watched:
    return Watched((str(folder),), 2.0, folder / "plans.kh", clock)


def test_file_is_due_when_it_no_longer_grows(tmp_path: Path, clock: Clock) -> None:
    looks = watched(tmp_path, clock)
    plan = tmp_path / "plan.txt"
    plan.write_text("a")
    assert looks.due() == []
    for text in ("ab", "abc"):
        clock.now += 1.9
        plan.write_text(text)
        assert looks.due() == []
    assert looks.next_look == pytest.approx(2.0)
    clock.now += 2.1
    assert looks.due() == [str(plan)]
    assert (looks.due(), looks.next_look) == ([], None)


def test_changed_file_is_due_again_and_one_that_went_and_came(tmp_path: Path, clock: Clock) -> None:
    looks = watched(tmp_path, clock)
    plan = tmp_path / "sub" / "plan.txt"
    plan.parent.mkdir()
    for text in ("one", "another"):
        plan.write_text(text)
        looks.due()
        clock.now += 3
        assert looks.due() == [str(plan)]
    plan.unlink()
    looks.due()
    plan.write_text("another")
    looks.due()
    clock.now += 3
    assert looks.due() == [str(plan)]


def test_database_hidden_and_foreign_files_are_never_due(tmp_path: Path, clock: Clock) -> None:
    looks = watched(tmp_path, clock)
    for name in ("plans.kh", "plans.kh-wal", ".part", "~$plan.docx", "list.csv"):
        (tmp_path / name).write_text("x")
    looks.due()
    clock.now += 3
    assert looks.due() == []


def test_files_given_back_are_due_again(tmp_path: Path, clock: Clock) -> None:
    looks = watched(tmp_path, clock)
    (tmp_path / "plan.txt").write_text("x")
    looks.due()
    clock.now += 3
    due = looks.due()
    looks.give_back(due)
    looks.due()
    clock.now += 3
    assert looks.due() == due


def test_system_tells_of_a_new_file(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles")
    with notices([str(tmp_path)]) as changed:
        for number in range(100):  # the first notices may come too early for the listener
            (tmp_path / f"plan{number}.txt").write_text("x")
            if changed.wait(0.1):
                break
        assert changed.is_set()


def wait_for(database: Path, sql: str, expected: object, seconds: float = 60) -> None:
    found: object = None
    for _ in range(int(seconds * 10)):
        if database.exists():
            with closing(sqlite3.connect(database)) as connection:
                try:
                    found = connection.execute(sql).fetchone()[0]
                except sqlite3.OperationalError:  # tables not there yet
                    found = None
            if found == expected:
                return
        time.sleep(0.1)
    raise AssertionError(f"{sql}: {found} instead of {expected}")


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGINT")
@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_watching_takes_new_and_changed_files_and_ends_cleanly(tmp_path: Path, ending: signal.Signals) -> None:
    folder, database = tmp_path / "plans", tmp_path / "plans.db"
    folder.mkdir()
    (folder / "hue.txt").write_text(HUE + BODY, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, str(HERE / "watch_in_process.py"), str(folder), str(database)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *sys.path])},
        stderr=subprocess.PIPE,
        text=True,
        # Tests that a shell began in the background ignore SIGINT, and hand that on.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        wait_for(database, "SELECT count(*) FROM document", 1)
        (folder / "bad.txt").write_text("CRASH", encoding="utf-8")
        wait_for(database, "SELECT count(*) FROM ingest_file WHERE cause = 'crashed'", 1)
        (folder / "quangtri.txt").write_text(QUANG_TRI + BODY, encoding="utf-8")
        wait_for(database, "SELECT count(*) FROM document", 2)
        (folder / "hue.txt").write_text(HUE + BODY.replace("9.5", "8.5"), encoding="utf-8")
        wait_for(database, "SELECT count(*) FROM target WHERE value = 8.5", 1)
        process.send_signal(ending)
        told = process.communicate(timeout=60)[1]
    finally:
        process.kill()
    assert process.returncode == 0
    assert told.strip().splitlines()[-1] == "stopped: 1 failed, 3 stored"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("SELECT count(*) FROM document").fetchone() == (2,)
