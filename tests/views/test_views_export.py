"""Everything exported, read back with other programs."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "storage"))

from storage_plans import HUE, make_plan

from plan_extract.model.errors import PlanExtractError
from plan_extract.storage.database import open_database, open_reader, transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan
from plan_extract.views import export

TEXT = f"{HUE}\n=tỷ lệ suy dinh dưỡng: 9.5% 2030\nSở Y tế -> thực hiện chỉ tiêu 1 trước ngày 30/03/2026"


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection = open_database(tmp_path / "plans.db")
    rows = make_rows(make_plan(TEXT), sha256="ab" * 32, file_name="plan.txt", extractor_version="1")
    with transaction(connection):
        insert_plan(connection, rows)
    connection.close()
    reader = open_reader(tmp_path / "plans.db")
    yield reader
    reader.close()


def test_csv_with_its_package(filled: sqlite3.Connection, tmp_path: Path) -> None:
    export.export_csv(filled, tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    assert {"document", "target", "target_comparison", "deadline_calendar"} <= names
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding=resource["encoding"], newline="") as stream:
            rows = list(csv.reader(stream))
        fields = resource["schema"]["fields"]
        assert rows[0] == [field["name"] for field in fields]
        assert len(rows) - 1 == filled.execute(f"SELECT count(*) FROM {resource['name']}").fetchone()[0]
        for row in rows[1:]:
            for cell, field in zip(row, fields, strict=True):
                assert not cell or field["type"] == "string" or float(cell) is not None
        for link in resource["schema"].get("foreignKeys", ()):
            assert link["reference"]["resource"] in names


def test_csv_guards_formulas(filled: sqlite3.Connection, tmp_path: Path) -> None:
    export.export_csv(filled, tmp_path)
    with (tmp_path / "target.csv").open(encoding="utf-8", newline="") as stream:
        row = next(csv.DictReader(stream))
    assert row["measure"] == "'=tỷ lệ suy dinh dưỡng"
    assert (row["value"], row["unit"], row["comparator"]) == ("9.5", "%", "=")


def test_json_lines_under_their_schema(filled: sqlite3.Connection, tmp_path: Path) -> None:
    lines, schema = export.export_json(filled, tmp_path)
    described = json.loads(schema.read_text(encoding="utf-8"))
    made = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert len(made) == 1
    jsonschema.Draft202012Validator(described).validate(made[0])
    assert made[0]["plan"]["targets"][0]["measure"] == "=tỷ lệ suy dinh dưỡng"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(described).validate({**made[0], "more": 1})


def test_excel(filled: sqlite3.Connection, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(export.export_xlsx(filled, tmp_path, "vi")[0])
    page = book["target_comparison"]
    head = [cell.value for cell in page[3]]
    assert page.cell(4, head.index("value") + 1).value == 9.5
    assert page.cell(4, head.index("measure") + 1).data_type == "s"


def test_sqlite_copy_can_be_asked(filled: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    path = export.export_sqlite(filled, tmp_path / "copy")[0]
    with open_reader(path) as copy:
        assert copy.execute("SELECT value FROM target_comparison").fetchone()[0] == 9.5


def test_parquet_says_what_is_missing(
    filled: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(PlanExtractError, match=r"plan-extract\[parquet\]"):
        export.export_parquet(filled, tmp_path)


def test_parquet(filled: sqlite3.Connection, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    export.export_parquet(filled, tmp_path)
    row = parquet.read_table(tmp_path / "target_comparison.parquet").to_pylist()[0]
    assert (row["value"], row["year"], row["measure"]) == (9.5, 2030, "=tỷ lệ suy dinh dưỡng")
