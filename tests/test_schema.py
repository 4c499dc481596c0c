"""The published JSON Schema: equal to the model, true of what is printed, false of what is not."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import jsonschema
import pytest

from plan_extract.pipeline import extract
from plan_texts import corpus_files

ROOT = Path(__file__).resolve().parents[1]


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_schema", ROOT / "scripts" / "write_schema.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_the_published_schema_is_the_models() -> None:
    published = (ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8")
    assert published == _script().render_schema(), "run scripts/write_schema.py"


@pytest.mark.parametrize("path", corpus_files("plans")[::4], ids=lambda path: path.name)
def test_what_is_printed_is_valid(path: Path, validator: jsonschema.Draft202012Validator) -> None:
    printed = json.loads(extract(path, ocr="never").record.to_json())
    assert [error.message for error in validator.iter_errors(printed)] == []
    assert printed["targets"] and printed["responsibilities"] and printed["deadlines"]


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [
        ("targets", "kind", "vague"),
        ("targets", "comparator", "=>"),
        ("targets", "value", "mười"),
        ("targets", "year", "2025"),
        ("targets", "unknown", 1),
        ("responsibilities", "role", "chủ trì"),
        ("responsibilities", "indicators", "1"),
        ("deadlines", "recurrence", None),
        ("document", "level", "tỉnh"),
    ],
)
def test_what_the_contract_does_not_know_is_not_valid(
    part: str, field: str, value: Any, validator: jsonschema.Draft202012Validator
) -> None:
    printed = json.loads(extract(corpus_files("source")[0]).record.to_json())
    row = printed[part] if part == "document" else printed[part][0]
    row[field] = value
    assert list(validator.iter_errors(printed))


def test_the_schema_has_the_parts_and_fields_of_the_answer_keys(validator: jsonschema.Draft202012Validator) -> None:
    key = json.loads(corpus_files("keys")[0].read_text(encoding="utf-8"))
    schema: Any = validator.schema
    assert set(schema["properties"]) == set(key)
    own = {"start", "end", "page", "rule", "confidence"}
    for part, rows in key.items():
        name = (schema["properties"][part].get("items") or schema["properties"][part])["$ref"].rsplit("/", 1)[-1]
        fields = set(schema["$defs"][name]["properties"])
        beyond = {"goals"} if part == "responsibilities" else set()
        assert fields - own - beyond == set(rows if part == "document" else rows[0])
