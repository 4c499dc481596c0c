"""The gate of accuracy: each part has a floor, and a part below its floor is told."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from plan_extract.analysis.evaluation import Evaluation, evaluate
from plan_texts import corpus_files


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "check_floors", Path(__file__).resolve().parents[1] / "scripts" / "check_floors.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scores(spoil: bool) -> Evaluation:
    key: Any = json.loads(corpus_files("keys")[0].read_text(encoding="utf-8"))
    found = json.loads(json.dumps(key))
    if spoil:
        found["deadlines"] = []
        found["targets"][0]["value"] = 999
    return evaluate([("plan", key, found)])


def test_each_part_that_is_measured_has_a_floor_for_texts_and_for_files(script: ModuleType) -> None:
    floors = script.load_floors(script.FLOORS)
    assert set(floors) == {"source", "plans", "further"}
    for parts in floors.values():
        assert set(parts) == set(_scores(spoil=False).parts)
        assert all(0.85 <= floor <= 1 for floor in parts.values())


def test_each_further_plan_has_its_key_and_says_that_it_is_a_sample(script: ModuleType) -> None:
    texts = sorted(script.FURTHER.glob("*.txt"))
    assert len(texts) == 58
    for path in texts:
        assert "văn bản mẫu" in path.read_text(encoding="utf-8").lower()
        assert json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))["targets"]


def test_a_key_against_itself_is_above_every_floor(script: ModuleType) -> None:
    floors = script.load_floors(script.FLOORS)["source"]
    assert all(f1 == 1 for _, f1, floor in script.compare(_scores(spoil=False), floors))


def test_a_part_that_is_spoilt_falls_below(script: ModuleType) -> None:
    below = [
        part
        for part, f1, floor in script.compare(
            _scores(spoil=True), {"deadlines, strict": 0.5, "targets, strict": 1.0, "goals": 1.0}
        )
        if f1 < floor
    ]
    assert below == ["deadlines, strict", "targets, strict"]
