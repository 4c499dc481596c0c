"""With what the matches of a pattern begin; a place that is not allowed holds no match."""

from __future__ import annotations

from functools import cache

import pytest

from plan_extract.extraction.agencies_names import read_agency
from plan_extract.extraction.agencies_wording import may_open_name
from plan_extract.extraction.quantities import _bound_before
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.openings import Endings, Openings
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import corpus_dir, patterns_dir, rule_folders


@pytest.mark.parametrize(
    ("pattern", "text", "allowed"),
    [
        (r"(?:quý|tháng) \d", "quý 2", True),
        (r"(?:quý|tháng) \d", "quý x", True),
        (r"(?:quý|tháng) \d", "quận 2", False),
        (r"(?:các )?(?<!phường )xã", "các xã", True),
        (r"(?:các )?(?<!phường )xã", "các sở", False),
        (r"(?:các )?(?<!phường )xã", "xã", True),
        (r"(?:các )?(?<!phường )xã", "sở", False),
        (r"a\s", "ab", True),
        (r"a[bc]", "ad", False),
        (r"(?:ab)*c", "c", True),
        (r"(?:ab)*c", "ac", False),
        (r"(?:x|)y?", "z", True),
        (r"\p{L}+", "z", True),
        (r"(?i)xã", "XÃ", True),
        (r"\d\s?xã", "xã", False),
        (r"\d\s?xã", "3 xã", True),
        (r"(?=sở)\w+", "sở", True),
        (r"[^,]", "z", True),
    ],
)
def test_openings_of_a_pattern(pattern: str, text: str, allowed: bool) -> None:
    assert Openings([pattern]).allow(text, 0) is allowed


def test_openings_of_words() -> None:
    openings = Openings(words=["ubnd", "ở"])
    assert [openings.allow(text, 0) for text in ("ubnd", "ub", "u", "ở", "ởx", "sở", "", "(")] == [
        True, False, False, True, True, False, True, True,
    ]  # fmt: skip


def _rule_files() -> list[str]:
    return sorted(path.stem for path in patterns_dir().glob("*.yml") if "\nrules:" in path.read_text(encoding="utf-8"))


@cache
def _lines() -> list[str]:
    """Every third line of the sample plans, as rules see them."""
    plans = [path.read_text(encoding="utf-8") for path in sorted((corpus_dir() / "source").glob("*.txt"))]
    return sorted({line for plan in plans for line in fold_match(plan).splitlines()})[::3]


@pytest.mark.parametrize("name", _rule_files())
def test_openings_hide_no_match_of_a_shipped_rule(name: str) -> None:
    for rule in load_rules(name, rule_folders()).rules:
        openings, pattern = Openings([rule.pattern]), rule.compiled()
        for text in [*(example.text for example in rule.examples), *_lines()]:
            for found in pattern.finditer(text):
                assert openings.allow(text, found.start()), (rule.id, found.group())


def test_openings_hide_no_agency(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [(text, word.start()) for text in _lines() for word in regex.finditer(r"[\p{L}\d]+", text)]
    hidden = [(text, at) for text, at in words if not may_open_name(text, at)]
    assert len(hidden) > len(words) / 2
    monkeypatch.setattr("plan_extract.extraction.agencies_names.may_open_name", lambda match, at: True)
    assert not [text[at:] for text, at in hidden if read_agency(text, text, at, len(text))]


@pytest.mark.parametrize(
    ("pattern", "text", "allowed"),
    [
        (r"(?:đạt|còn)\s*$", "giảm còn", True),
        (r"(?:đạt|còn)\s*$", "giảm ", True),
        (r"(?:đạt|còn)\s*$", "giảm", False),
        (r"(?:đạt|còn)(?: mức)?$", "đạt mức", True),
        (r"(?:đạt|còn)(?!x)$", "đạt", True),
        (r"(?:đạt$|còn$)", "đã", False),
        (r"(?:đạt$|còn)", "đã", True),
        (r"đạt", "đã", True),
        (r"đạt|xã$", "đã", True),
        (r"\p{L}+$", "đã", True),
        (r"(?:đạt|)$", "đã", True),
    ],
)
def test_endings_of_a_pattern(pattern: str, text: str, allowed: bool) -> None:
    assert Endings(pattern).allow(text) is allowed


@pytest.mark.parametrize("name", _rule_files())
def test_endings_hide_no_match_of_a_shipped_rule(name: str) -> None:
    for rule in load_rules(name, rule_folders()).rules:
        ending = f"(?:{rule.pattern})$"
        endings, pattern = Endings(ending), regex.compile(ending)
        for example in rule.examples:
            text = fold_match(example.text)
            for found in rule.compiled().finditer(text):
                before = text[: found.end()]
                assert endings.allow(before) or not pattern.search(before), rule.id


def test_endings_hide_no_bound() -> None:
    pattern, endings = _bound_before()
    lines = [line[: figure.start()] for line in _lines() for figure in regex.finditer(r"\d+", line)]
    before = [line.rstrip() for line in lines if pattern.search(line)]
    assert len(before) > 20
    assert all(endings.allow(line) for line in before)
