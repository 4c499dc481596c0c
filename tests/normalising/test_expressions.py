"""Literals that a pattern needs, and patterns that are run only where one of them stands."""

from __future__ import annotations

from functools import cache

import pytest
import regex

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.expressions import Screened, required_literals
from plan_extract.normalising.pattern_parts import spell_for_re
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import corpus_dir, patterns_dir, rule_folders


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        (r"(?:quý|tháng) \d", {"quý", "tháng"}),
        (r"quý \d", {"quý "}),
        (r"(?:a|năm )?\d", None),
        (r"(?:ngày){1,2}\s", {"ngày"}),
        (r"(?:ngày){0,2}\s", None),
        (r"(?P<word>xã)\s+(?<!phường )\p{L}+", {"xã"}),
        (r"xã|\d", None),
        (r"(?=tỉnh)\w+", None),
        (r"[ab]c++", {"c"}),
        (r"(?i)xã", None),
        (r"(?:xã){e<=1}", None),
        (r"(?|(xã)|(phường))", None),
    ],
)
def test_required_literals(pattern: str, literals: set[str] | None) -> None:
    found = required_literals(pattern)
    assert (None if found is None else set(found)) == literals


def test_ignoring_case_is_never_screened() -> None:
    assert Screened("xã", regex.IGNORECASE).search("XÃ")


def test_screened_needs_the_literal() -> None:
    screened = Screened(r"quý \d")
    assert not screened.can_match("tháng 3")
    assert screened.search("tháng 3, quý 2").span() == (9, 14)
    assert [found.span() for found in screened.finditer("quý 1, quý 2", 3)] == [(7, 12)]
    assert screened.search("quý 1", 0, 4) is None


@pytest.mark.parametrize(
    ("pattern", "spelled"),
    [
        (r"(?:xã|phường)(?!\p{L})", r"(?:xã|phường)(?![^\W\d_])"),
        (r"[\p{L}]+[\p{L}\d]", r"[^\W\d_]+[^\W_]"),
        (r"\p{Lu}\w+", None),
        (r"[\p{L} ]{2}", None),
        (r"(?<=xã|phường)\s", None),
        (r"(?:xã){e<=1}", None),
        (r"(?P<d>\d) ngày|(?P<d>\d) tháng", None),
        (r"(?i)xã", None),
    ],
)
def test_patterns_that_re_reads_alike(pattern: str, spelled: str | None) -> None:
    assert spell_for_re(pattern) == spelled


def _rule_files() -> list[str]:
    return sorted(path.stem for path in patterns_dir().glob("*.yml") if "\nrules:" in path.read_text(encoding="utf-8"))


@cache
def _lines() -> frozenset[str]:
    """The lines of all sample plans, each once, as rules see them."""
    plans = [path.read_text(encoding="utf-8") for path in (corpus_dir() / "source").glob("*.txt")]
    return frozenset(line for plan in plans for line in fold_match(plan).splitlines())


@pytest.mark.parametrize("name", _rule_files())
def test_screening_hides_no_match_of_a_shipped_rule(name: str) -> None:
    assert len(_lines()) > 1000
    for rule in load_rules(name, rule_folders()).rules:
        bare, screened = rule.compiled(), rule.screened()
        assert all(screened.can_match(example.text) for example in rule.examples if bare.search(example.text))
        hidden = [line for line in _lines() if not screened.can_match(line)]
        assert not [line for line in hidden if bare.search(line)], rule.id


def _told(found: regex.Match[str] | None) -> object:
    return found and (found.span(), found.groups())


@pytest.mark.parametrize("name", _rule_files())
def test_re_finds_at_a_place_what_regex_finds(name: str) -> None:
    for rule in load_rules(name, rule_folders()).rules:
        bare, screened = rule.compiled(), rule.screened()
        for line in sorted(_lines())[::11]:
            for start in {0, max(0, line.find(" ")), line.find(" ") + 1}:
                assert _told(screened.match(line, start)) == _told(bare.match(line, start)), (rule.id, line)
