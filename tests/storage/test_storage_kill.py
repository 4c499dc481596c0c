"""An ingest that is killed at any moment leaves a sound database, and the next one goes on."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from storage_dump import dump_content

HERE = Path(__file__).resolve().parent
KILLS = int(os.environ.get("PLAN_EXTRACT_KILLS", "8"))
PLANS = int(os.environ.get("PLAN_EXTRACT_KILL_PLANS", "120"))


def write_plans(folder: Path, number: int) -> None:
    folder.mkdir()
    for place in range(number):
        head = f"{place}|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị"
        lines = [f"Tỷ lệ hộ nghèo vùng {line}: {line}.5% 2027" for line in range(20)]
        tasks = [f"Sở số {line} + Sở Tài chính -> Việc {line}, chỉ tiêu {line}" for line in range(20)]
        text = "\n".join([head, *lines, *tasks, "đoạn văn dài " * 300])
        (folder / f"p{place}.txt").write_text(text, encoding="utf-8")
    (folder / "copy.txt").write_text((folder / "p0.txt").read_text(encoding="utf-8"), encoding="utf-8")


def start(folder: Path, database: Path) -> subprocess.Popen[str]:
    paths = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.Popen(
        [sys.executable, str(HERE / "ingest_in_process.py"), str(folder), str(database)],
        env={**os.environ, "PYTHONPATH": paths},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_ingests_come_to_the_same_database(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write_plans(folder, PLANS)
    undisturbed, killed = tmp_path / "undisturbed.db", tmp_path / "killed.db"
    begun = time.monotonic()
    assert start(folder, undisturbed).communicate()[0].startswith(f"{PLANS + 1} ")
    whole = time.monotonic() - begun
    dice = random.Random(20261125)
    for number in range(KILLS):
        process = start(folder, killed)
        time.sleep(dice.uniform(0.0, whole * 1.1 if number % 2 else 0.4 + whole * 0.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        if killed.exists():
            with closing(sqlite3.connect(killed)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert start(folder, killed).communicate()[0].startswith(f"{PLANS + 1} ")
    assert dump_content(killed) == dump_content(undisturbed)


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_two_ingests_at_once_both_finish(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    write_plans(folder, 20)
    alone, shared = tmp_path / "alone.db", tmp_path / "shared.db"
    start(folder, alone).communicate()
    pair = [start(folder, shared), start(folder, shared)]
    counts = sorted(process.communicate()[0].strip() for process in pair)
    assert counts == ["21 0", "21 21"]
    assert dump_content(shared) == dump_content(alone)
