"""Everything in the database as files: Excel, CSV with a Frictionless data package, JSON Lines, Parquet, SQLite.

Names of tables and columns are those of docs/data-dictionary.md. In CSV and Excel a text that begins
like a formula is guarded; JSON, Parquet and SQLite hold every text as it is.
"""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel, ConfigDict, Field

from plan_extract.model import PlanRecord
from plan_extract.model.errors import PlanExtractError
from plan_extract.storage.dictionary import Column, Relation, describe_schema
from plan_extract.storage.readers import load_record
from plan_extract.views.csv import guard_formula
from plan_extract.views.sheets import Cell, Sheet, SheetColumn
from plan_extract.views.wording import Lang
from plan_extract.views.xlsx import render_xlsx

_LEFT_OUT: Final = {"compared_target", "document_content", "search_index", "search_plan"}
_IN_EXCEL: Final = ("document", "target_comparison", "responsibility_matrix", "deadline_calendar",
                    "legal_reference", "goal", "indicator", "issue", "correction")  # fmt: skip
"""What an Excel workbook holds: the views for people, and the tables that no view repeats."""
_ROWS_OF_A_SHEET: Final = 1_000_000
_LONG_TEXT: Final = {"text", "title", "quote", "task", "measure", "indicator_text", "message"}
_TYPES: Final = {"TEXT": "string", "INTEGER": "integer", "REAL": "number", "NUMERIC": "number", "": "any"}
_BATCH: Final = 50_000
_GUARDED: Final = (
    "A text that a spreadsheet would run as a formula (it begins with =, +, -, @, a tab or a line end and is more than "
    "that sign) has an apostrophe before it; all other cells are as in the database."
)


class ExportedPlan(BaseModel):
    """One line of `plans.jsonl`: a plan with its facts as extracted, and the file it was read from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document_id: str = Field(description="id of the plan in the database")
    file_name: str
    sha256: str = Field(description="SHA-256 of the file, hex digits")
    plan: PlanRecord = Field(description="the facts as the extraction contract names them, uncorrected")


def export_xlsx(connection: sqlite3.Connection, folder: Path, lang: Lang) -> list[Path]:
    """`plans.xlsx` with a worksheet for each view and table of facts; headings are column names."""
    relations = {relation.name: relation for relation in describe_schema(connection)}
    sheets = [sheet for name in _IN_EXCEL for sheet in _sheets(connection, relations[name])]
    path = folder / "plans.xlsx"
    path.write_bytes(render_xlsx("plan-extract", sheets, lang))
    return [path]


def export_csv(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """A CSV file (UTF-8, comma, header) for each table and view, and `datapackage.json` that describes them."""
    relations = _relations(connection)
    paths = []
    for relation in relations:
        path = folder / f"{relation.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\r\n")
            writer.writerow(column.name for column in relation.columns)
            for row in _rows(connection, relation):
                writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])
        paths.append(path)
    package = folder / "datapackage.json"
    resources = [_resource(connection, relation) for relation in relations]
    described = {
        "profile": "tabular-data-package", "name": "plans", "description": _GUARDED, "resources": resources,
    }  # fmt: skip
    package.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [*paths, package]


def export_json(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """`plans.jsonl`, a plan a line, and `plans.schema.json`, the JSON Schema of a line."""
    lines, schema = folder / "plans.jsonl", folder / "plans.schema.json"
    with lines.open("w", encoding="utf-8") as stream:
        for document, file_name, sha256 in connection.execute("SELECT id, file_name, sha256 FROM document ORDER BY id"):
            record = load_record(connection, document)
            made = ExportedPlan(document_id=document, file_name=file_name, sha256=sha256, plan=record)
            stream.write(made.model_dump_json() + "\n")
    described = ExportedPlan.model_json_schema(mode="serialization")
    schema.write_text(json.dumps(described, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return [lines, schema]


def export_parquet(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """A Parquet file for each table and view; figures as 64-bit floats (exact to 15 digits).

    Raises `PlanExtractError` where pyarrow, an optional package, is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        message = 'Parquet needs a further package: pip install "plan-extract[parquet]"'
        raise PlanExtractError(message) from error
    kinds = {"integer": pyarrow.int64(), "number": pyarrow.float64(), "string": pyarrow.string()}
    paths = []
    for relation in _relations(connection):
        types = _column_types(connection, relation)
        schema = pyarrow.schema([(name, kinds[kind]) for name, kind in types.items()])
        path = folder / f"{relation.name}.parquet"
        with parquet.ParquetWriter(path, schema) as writer:
            for batch in _batches(_rows(connection, relation)):
                columns = list(zip(*batch, strict=True))
                arrays = [
                    pyarrow.array([_typed(cell, kind) for cell in column], type=kinds[kind])
                    for column, kind in zip(columns, types.values(), strict=True)
                ]
                writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))
        paths.append(path)
    return paths


def export_sqlite(connection: sqlite3.Connection, folder: Path) -> list[Path]:
    """`plans.db`, a whole copy of the database as it stands now."""
    path = folder / "plans.db"
    with closing(sqlite3.connect(path)) as copy:
        connection.backup(copy)
    return [path]


def _relations(connection: sqlite3.Connection) -> list[Relation]:
    return [relation for relation in describe_schema(connection) if relation.name not in _LEFT_OUT]


def _rows(connection: sqlite3.Connection, relation: Relation) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'"{column.name}"' for column in relation.columns)
    for row in connection.execute(f"SELECT {names} FROM {relation.name}"):
        yield tuple(row)


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _sheets(connection: sqlite3.Connection, relation: Relation) -> Iterator[Sheet]:
    """The rows of a relation, in as many sheets as Excel needs for them."""
    columns = tuple(_sheet_column(column) for column in relation.columns)
    batch: list[tuple[Cell, ...]] = []
    for row in _rows(connection, relation):
        batch.append(row)
        if len(batch) == _ROWS_OF_A_SHEET:
            yield Sheet(relation.name, relation.name, columns, tuple(batch))
            batch = []
    yield Sheet(relation.name, relation.name, columns, tuple(batch))


def _sheet_column(column: Column) -> SheetColumn:
    return SheetColumn(column.name, column.name, "long" if column.name in _LONG_TEXT else "text")


def _resource(connection: sqlite3.Connection, relation: Relation) -> dict[str, Any]:
    types = _column_types(connection, relation)
    fields = [
        {"name": column.name, "type": types[column.name], "description": column.meaning} for column in relation.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    keys = [row[1] for row in connection.execute(f"PRAGMA table_info({relation.name})") if row[5]]
    if keys:
        schema["primaryKey"] = keys
    links = [_foreign_key(column) for column in relation.columns if column.references]
    if links:
        schema["foreignKeys"] = links
    return {
        "name": relation.name,
        "path": f"{relation.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": relation.meaning,
        "schema": schema,
    }


def _foreign_key(column: Column) -> dict[str, Any]:
    resource, _, field = (column.references or "").partition(".")
    return {"fields": column.name, "reference": {"resource": resource, "fields": field}}


def _column_types(connection: sqlite3.Connection, relation: Relation) -> dict[str, str]:
    """The Frictionless type of each column; of a view's columns as SQLite derives them from the tables."""
    declared = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({relation.name})")}
    return {
        column.name: _TYPES.get(declared[column.name], "any")
        if _TYPES.get(declared[column.name], "any") != "any"
        else _seen_type(connection, relation.name, column.name)
        for column in relation.columns
    }


def _seen_type(connection: sqlite3.Connection, relation: str, column: str) -> str:
    """The narrowest type that holds all values of a column that has none declared."""
    rows = connection.execute(f'SELECT DISTINCT typeof("{column}") FROM {relation} WHERE "{column}" IS NOT NULL')
    kinds: Sequence[str] = sorted(str(row[0]) for row in rows)
    if kinds == ["integer"]:
        return "integer"
    return "number" if kinds and set(kinds) <= {"integer", "real"} else "string"


def _typed(cell: Any, kind: str) -> Any:
    if cell is None:
        return None
    return {"string": str, "integer": int, "number": float}[kind](cell)
