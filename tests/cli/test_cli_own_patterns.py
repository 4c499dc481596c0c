"""A folder of one's own rules, as the commands take it: in worker processes too, and when it is faulty."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PLAN = """\
UBND XÃ ĐÔNG AN
Số: 08/KH-UBND
Đông An, ngày 12 tháng 01 năm 2025

KẾ HOẠCH
Phát triển nông nghiệp xã Đông An năm 2025

Thực hiện Nghị quyết của HĐND xã, UBND xã ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu chung

Nâng cao thu nhập.

2. Mục tiêu cụ thể

- Trồng mới 150 công lúa thơm.
"""
RULES = """\
rules:
- id: own.cong
  pattern: 'công\\b'
  sets: {unit: area, factor: "0.1"}
  examples: [{text: "150 công lúa", match: "công"}]
  counterexamples: ["150 ha lúa"]
"""


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "plan_extract.cli.main", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"plan-{number}.txt").write_text(PLAN.replace("08/", f"{number + 1}/"), encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "units.yml").write_text(RULES, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("workers", ["1", "2"])
def test_own_rules_hold_in_worker_processes(folder: Path, workers: str) -> None:
    done = _run(
        folder,
        "ingest",
        *(f"plan-{n}.txt" for n in range(3)),
        "--db",
        "a.db",
        "--patterns",
        "own",
        "--workers",
        workers,
    )
    assert done.returncode == 0, done.stderr
    table = _run(folder, "compare", "trồng mới", "--db", "a.db", "--lang", "en").stdout
    assert table.count("15 ha") == 3


def test_without_them_the_unit_is_a_count(folder: Path) -> None:
    assert _run(folder, "ingest", "plan-0.txt", "--db", "b.db").returncode == 0
    assert "15 ha" not in _run(folder, "compare", "trồng mới", "--db", "b.db").stdout


@pytest.mark.parametrize("arguments", [("ingest", "plan-0.txt", "--db", "c.db"), ("extract", "plan-0.txt")])
def test_a_faulty_rule_is_told_with_file_and_line(folder: Path, arguments: tuple[str, ...]) -> None:
    (folder / "own" / "units.yml").write_text(RULES.replace("  counterexamples", "  counterexample"), encoding="utf-8")
    done = _run(folder, *arguments, "--patterns", "own")
    assert done.returncode == 1
    assert "units.yml:2: unknown key 'counterexample'" in done.stderr
    assert "Traceback" not in done.stderr
