"""Patterns that the code asks for by id, read from a rule file when first asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_extract.model.errors import RuleError
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import use_patterns

RULES = """
rules:
- id: joint.own
  pattern: 'của\\s+{{whose}}'
  examples: [{text: "của xã", match: "của xã"}]
  counterexamples: ["tại xã"]
- id: joint.capital
  pattern: '\\p{Lu}\\p{Ll}+'
  reads: printed
  examples: [{text: "xã Đông", match: "Đông"}]
  counterexamples: ["xã"]
define:
  whose: 'xã|huyện'
"""


@pytest.fixture
def own_folder(tmp_path: Path):
    (tmp_path / "joints.yml").write_text(RULES, encoding="utf-8")
    use_patterns(tmp_path)
    yield tmp_path
    use_patterns(None)


def test_nothing_is_read_before_the_first_question(tmp_path: Path) -> None:
    own = Wording("joints")["own"]
    with pytest.raises(RuleError):
        own.match("của xã")
    (tmp_path / "joints.yml").write_text(RULES, encoding="utf-8")
    use_patterns(tmp_path)
    try:
        found = own.match("nhà của xã", 4)
    finally:
        use_patterns(None)
    assert found is not None and found.group() == "của xã"


def test_screened_and_bare_patterns_find_alike(own_folder: Path) -> None:
    words = Wording("joints")
    text = "đường của huyện và nhà của xã"
    spans = [found.span() for found in words["own"].finditer(text)]
    assert spans == [found.span() for found in words.screened("own").finditer(text)] == [(6, 15), (23, 29)]
    assert words["own"].sub("", text) == "đường  và nhà "


def test_an_id_that_is_not_there(own_folder: Path) -> None:
    with pytest.raises(KeyError):
        _ = Wording("joints")["other"].match


def test_printed_rules_are_marked(own_folder: Path) -> None:
    printed = {rule.id: rule.printed for rule in load_rules("joints", (own_folder,)).rules}
    assert printed == {"joint.own": False, "joint.capital": True}
    (own_folder / "wrong.yml").write_text(RULES.replace("reads: printed", "reads: aloud"), encoding="utf-8")
    with pytest.raises(RuleError, match="'reads' is folded or printed"):
        load_rules("wrong", (own_folder,))
