"""Scores against answer keys: what makes a pair, what does not."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from plan_extract.analysis.evaluation import (
    Score,
    evaluate,
    pair_records,
    same_value,
    score_plan,
    text_likeness,
)
from plan_extract.analysis.policy_fields import _rules, find_field
from plan_extract.normalising.characters import fold_match
from plan_extract.resources import corpus_dir

KEY: dict[str, Any] = {
    "document": {"number": "5", "level": "commune", "title": "Giảm nghèo năm 2024"},
    "legal_references": [
        {
            "type": "Nghị quyết",
            "number": "12/NQ-HĐND",
            "date": "2023-12-08",
            "issuer": None,
            "relation": "basis",
        }
    ],
    "goals": [{"number": "1", "kind": "specific", "text": "Giảm nghèo nhanh và bền vững"}],
    "indicators": [{"number": "1", "goal": "1", "text": "Giảm tỷ lệ hộ nghèo xuống dưới 3%"}],
    "targets": [
        {
            "indicator": "1",
            "goal": "1",
            "section": "objectives",
            "kind": "numeric",
            "measure": "tỷ lệ hộ nghèo",
            "quantity": "level",
            "direction": "decrease",
            "comparator": "<",
            "value": 3,
            "value_high": None,
            "unit": "%",
            "per": None,
            "unit_text": "%",
            "year": 2024,
            "frequency": None,
            "scope": None,
            "agency": None,
            "quote": "Giảm tỷ lệ hộ nghèo xuống dưới 3%",
        }
    ],
    "responsibilities": [
        {
            "agency": "Ban Văn hóa",
            "role": "lead",
            "task": "Chủ trì rà soát hộ nghèo",
            "indicators": ["1"],
            "partners": ["Công an xã"],
            "output": None,
            "due": None,
        }
    ],
    "deadlines": [
        {
            "quote": "trước ngày 15/11",
            "action": "report",
            "agency": None,
            "relation": "before",
            "date": "--11-15",
            "recurrence": "annual",
        }
    ],
}
F1_PARTS = [
    "legal references",
    "goals",
    "indicators",
    "targets, strict",
    "targets, value only",
    "responsibilities, found",
    "responsibilities, strict",
    "partners",
    "deadlines, strict",
]


def changed(part: str, **fields: Any) -> dict[str, Any]:
    record = copy.deepcopy(KEY)
    record[part][0].update(fields)
    return record


def test_a_key_meets_itself() -> None:
    scores = score_plan("p", KEY, KEY)
    assert {name: score.f1 for name, score in scores.parts.items()} == dict.fromkeys(
        ["document fields", *F1_PARTS], 1.0
    )
    assert scores.errors == ()
    assert all(score.recall == 1 for score in scores.target_fields.values())


@pytest.mark.parametrize(
    ("part", "fields", "lost"),
    [
        ("targets", {"value": 3.5}, {"targets, strict", "targets, value only"}),
        ("targets", {"year": 2025}, {"targets, strict"}),
        ("targets", {"direction": None}, set()),
        ("targets", {"measure": "tỷ lệ hộ cận nghèo của xã"}, set()),
        ("targets", {"measure": "số người được tập huấn"}, {"targets, strict"}),
        ("responsibilities", {"role": "implement"}, {"responsibilities, strict"}),
        ("responsibilities", {"indicators": []}, {"responsibilities, strict"}),
        (
            "responsibilities",
            {"task": "Tuyên truyền"},
            {"responsibilities, strict", "responsibilities, found", "partners"},
        ),
        ("responsibilities", {"partners": ["Đoàn Thanh niên"]}, {"partners"}),
        ("deadlines", {"relation": "by"}, {"deadlines, strict"}),
        ("deadlines", {"agency": "Ban Văn hóa"}, set()),
        ("legal_references", {"number": "12 / NQ-HĐND"}, {"legal references"}),
        ("legal_references", {"issuer": "HĐND xã"}, set()),
        ("goals", {"kind": "general"}, {"goals"}),
        ("indicators", {"number": None}, {"indicators"}),
    ],
)
def test_what_a_wrong_field_costs(part: str, fields: dict[str, Any], lost: set[str]) -> None:
    scores = score_plan("p", KEY, changed(part, **fields))
    assert {name for name in F1_PARTS if scores.parts[name].hits < 1} == lost


def test_nothing_extracted_is_no_recall() -> None:
    parts = score_plan("p", KEY, {}).parts
    assert parts["targets, strict"] == Score(0, 1, 0)
    assert (parts["targets, strict"].precision, parts["targets, strict"].recall) == (0.0, 0.0)


def test_nothing_to_find_and_nothing_found_is_right() -> None:
    score = Score(0, 0, 0)
    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_repeated_record_is_extra() -> None:
    twice = copy.deepcopy(KEY)
    twice["targets"] *= 2
    scores = score_plan("p", KEY, twice)
    assert scores.parts["targets, strict"] == Score(1, 1, 2)
    assert [(error.part, error.what) for error in scores.errors] == [("targets, strict", "extra")]


def test_the_most_alike_are_paired_first() -> None:
    gold = [{"text": "một hai ba"}, {"text": "một hai"}]
    predicted = [{"text": "một hai"}, {"text": "một hai ba"}]
    pairs, missed, extra = pair_records(gold, predicted, lambda g, p: text_likeness(g["text"], p["text"]))
    assert {(one["text"], other["text"]) for one, other in pairs} == {
        ("một hai ba", "một hai ba"),
        ("một hai", "một hai"),
    }
    assert (missed, extra) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (3, 3.0, True),
        ("KH-UBND", "kh-ubnd.", True),
        (None, "", True),
        (None, "x", False),
        ("12/KH", "12 /KH", False),
        ("tổ chức", "tô chức", False),
    ],
)
def test_short_fields(one: Any, other: Any, same: bool) -> None:
    assert same_value(one, other) is same


def test_text_cut_short_in_the_key_is_met_by_its_words() -> None:
    assert text_likeness("Rà soát hộ nghèo…", "Chủ trì rà soát hộ nghèo trên địa bàn xã") == 1.0
    assert text_likeness("Rà soát hộ nghèo…", "Tuyên truyền, vận động") == 0.0


def test_scores_by_level_and_field() -> None:
    evaluation = evaluate([("a", KEY, KEY), ("b", KEY, {})])
    assert evaluation.parts["targets, strict"] == Score(1, 2, 1)
    assert list(evaluation.by("level")) == ["commune"]
    assert list(evaluation.by("policy_field")) == ["poverty"]


@pytest.mark.parametrize("rule", _rules().rules, ids=lambda rule: rule.id)
def test_examples_of_the_field_rules(rule: Any) -> None:
    for example in rule.examples:
        found = rule.compiled().search(fold_match(example.text))
        assert found is not None and found.group() == example.match
    for text in rule.counterexamples:
        assert rule.compiled().search(fold_match(text)) is None


def test_each_sample_plan_has_a_field() -> None:
    titles = [
        json.loads(path.read_text(encoding="utf-8"))["document"]["title"]
        for path in sorted((corpus_dir() / "keys").glob("*.json"))
    ]
    assert [title for title in titles if find_field(title) is None] == []
