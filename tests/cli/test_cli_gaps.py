"""What no register knows, most frequent first, and that the lines shown add it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

PLAN = """\
UBND XÃ ĐÔNG AN
Số: {number}/KH-UBND
Đông An, ngày 12 tháng 01 năm 2025

KẾ HOẠCH
Phát triển nông nghiệp xã Đông An năm 2025

Thực hiện Nghị quyết của HĐND xã, UBND xã ban hành Kế hoạch như sau:

I. MỤC TIÊU

1. Mục tiêu cụ thể

- {measure} đạt {value}%.
- Tỷ lệ hộ nghèo giảm xuống còn 3%.

II. TỔ CHỨC THỰC HIỆN

1. {body}

- Cung ứng giống dâu cho các hộ trước ngày 15/3/2025.

2. Phòng Kinh tế

- Theo dõi, tổng hợp báo cáo UBND xã.
"""
SILK = "Tỷ lệ hộ nuôi tằm dùng nong tre ba tầng"
LOOMS = "Tỷ lệ khung dệt lụa có mái che chống dột"


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "plan_extract.cli.main", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gaps")
    for number, (measure, body) in enumerate(
        [(LOOMS, "Ban quản lý chợ Tơ"), (SILK, "Xưởng ươm Hồng Lụa"), (SILK, "Xưởng ươm Hồng Lụa")], 1
    ):
        text = PLAN.format(number=number, measure=measure, value=60 + number, body=body)
        (made / f"plan-{number}.txt").write_text(text, encoding="utf-8")
    done = _run(made, "ingest", *(f"plan-{n}.txt" for n in (1, 2, 3)), "--db", "a.db", "--workers", "1")
    assert done.returncode == 0, done.stderr
    return made


def _list(folder: Path, *arguments: str) -> Any:
    done = _run(folder, "list", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_measures_that_no_catalogue_knows(folder: Path) -> None:
    rows = _list(folder, "indicators", "--unmatched", "--db", "a.db")
    assert [(row["measure"], row["plans"], row["targets"]) for row in rows] == [(SILK, 2, 2), (LOOMS, 1, 1)]
    assert rows[0]["example"] in {f"{SILK} đạt {value}%" for value in (62, 63)}
    assert (rows[0]["unit"], rows[0]["file"]) == ("%", "indicators.yml")
    table = _run(folder, "list", "indicators", "--unmatched", "--db", "a.db").stdout
    assert "indicators.yml" in table and rows[0]["entry"] in " ".join(table.split())


def test_bodies_that_no_register_knows(folder: Path) -> None:
    rows = _list(folder, "agencies", "--unknown", "--db", "a.db")
    assert [(row["agency"], row["plans"]) for row in rows] == [("Xưởng ươm Hồng Lụa", 2), ("Ban quản lý chợ Tơ", 1)]
    assert "Cung ứng giống dâu" in rows[0]["example"]
    done = _run(folder, "list", "agencies", "--unknown", "--db", "a.db", "--format", "csv", "--lang", "en")
    read = list(csv.DictReader(io.StringIO(done.stdout.lstrip("\ufeff"))))
    assert [row["Add to"] for row in read] == ["agencies.yml"] * 2
    assert yaml.safe_load(read[0]["Entry, behind “- ”"])["name"] == "Xưởng ươm Hồng Lụa"


def test_the_lines_shown_add_them(folder: Path) -> None:
    own = folder / "own"
    own.mkdir()
    for file, listed in (
        ("agencies.yml", ("agencies", "--unknown")),
        ("indicators.yml", ("indicators", "--unmatched")),
    ):
        lines = [row["entry"] for row in _list(folder, *listed, "--db", "a.db")]
        (own / file).write_text("\n".join(["entries:", *lines, ""]), encoding="utf-8")
    files = [f"plan-{n}.txt" for n in (1, 2, 3)]
    done = _run(folder, "ingest", *files, "--db", "b.db", "--patterns", "own", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert _list(folder, "agencies", "--unknown", "--db", "b.db") == []
    assert _list(folder, "indicators", "--unmatched", "--db", "b.db") == []
    table = _run(folder, "compare", "ty-le-ho-nuoi-tam-dung-nong-tre-ba-tang", "--db", "b.db").stdout
    assert "62 %" in table and "63 %" in table


@pytest.mark.parametrize(
    "arguments", [("plans", "--unknown"), ("indicators", "--unknown"), ("agencies", "--unmatched")]
)
def test_each_flag_is_for_its_list(folder: Path, arguments: tuple[str, ...]) -> None:
    done = _run(folder, "list", *arguments, "--db", "a.db")
    assert done.returncode == 2 and "Traceback" not in done.stderr
