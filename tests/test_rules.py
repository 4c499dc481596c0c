"""Every rule file of `patterns/`: each example matches exactly, each counterexample not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.repairs import repair
from plan_extract.normalising.rulefiles import Rule, load_rules
from plan_extract.resources import patterns_dir


def _rule_files() -> list[Path]:
    files = sorted(patterns_dir().rglob("*.yml"))
    return [path for path in files if "rules" in (yaml.safe_load(path.read_text(encoding="utf-8")) or {})]


def _rules() -> list[Rule]:
    return [rule for path in _rule_files() for rule in load_rules(path.stem, (path.parent,)).rules]


RULES = _rules()


def _read(rule: Rule, text: str) -> str:
    return text if rule.printed else repair(fold_match(text))


def test_there_are_rules() -> None:
    assert len(RULES) > 60


@pytest.mark.parametrize(
    ("rule", "example"),
    [(rule, example) for rule in RULES for example in rule.examples],
    ids=lambda value: getattr(value, "id", None),
)
def test_example(rule: Rule, example) -> None:  # type: ignore[no-untyped-def]
    found = rule.compiled().search(_read(rule, example.text))
    assert found is not None, f"{rule.file}:{rule.line}"
    assert found.group() == example.match
    for name, value in example.groups.items():
        assert found.group(name) == value


@pytest.mark.parametrize(
    ("rule", "text"),
    [(rule, text) for rule in RULES for text in rule.counterexamples],
    ids=lambda value: getattr(value, "id", None),
)
def test_counterexample(rule: Rule, text: str) -> None:
    assert rule.compiled().search(_read(rule, text)) is None, f"{rule.file}:{rule.line}"
