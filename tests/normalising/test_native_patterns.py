"""Patterns that `re` reads as `regex` does, and that both find the same."""

from __future__ import annotations

from functools import cache

import pytest
import regex

from plan_extract.normalising import expressions
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.native_patterns import to_native
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import corpus_dir, patterns_dir, rule_folders


@pytest.mark.parametrize(
    "pattern",
    [
        r"\p{Lu}",
        r"[\p{L}&]",
        r"(?i)xã",
        r"(?>xã)",
        r"(?:xã)++",
        r"(?:xã){e<=1}",
        r"(?|(xã)|(huyện))",
        r"\mxã",
        r"(a)\1",
    ],
)
def test_what_only_regex_knows_stays_with_it(pattern: str) -> None:
    assert to_native(pattern) is None


@pytest.mark.parametrize("pattern", [r"(?<=xã|huyện) \d", r"(?P<y>\d)|(?P<y>x)"])
def test_what_re_refuses_goes_to_regex(pattern: str) -> None:
    assert isinstance(expressions.compile(pattern), regex.Pattern)


@pytest.mark.parametrize(
    "pattern", [r"\p{L}", r"[\p{L}]", r"[^\p{L}]", r"[\p{L}\d]", r"[^\p{L}\d]", r"(?<![\p{L}])\d++"]
)
def test_letters_are_the_same_signs(pattern: str) -> None:
    native = expressions.compile(pattern)
    assert not isinstance(native, regex.Pattern)
    signs = "".join(map(chr, range(0x300))) + "ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ ⁰⁴₁½¾⅓Ⅳⅷ①⑳–—“”…•●‰≥≤"
    assert [found.span() for found in native.finditer(signs)] == [
        found.span() for found in regex.finditer(pattern, signs)
    ]


def _rule_files() -> list[str]:
    return sorted(path.stem for path in patterns_dir().glob("*.yml") if "\nrules:" in path.read_text(encoding="utf-8"))


@cache
def _lines() -> list[str]:
    """Every third line of the sample plans, as rules see them."""
    plans = [path.read_text(encoding="utf-8") for path in sorted((corpus_dir() / "source").glob("*.txt"))]
    return sorted({line for plan in plans for line in fold_match(plan).splitlines()})[::3]


@pytest.mark.parametrize("name", _rule_files())
def test_shipped_rules_match_alike(name: str) -> None:
    assert len(_lines()) > 500
    for rule in load_rules(name, rule_folders()).rules:
        ours, theirs = rule.compiled(), regex.compile(rule.pattern)
        if isinstance(ours, regex.Pattern):
            continue
        for text in [*(example.text for example in rule.examples), *rule.counterexamples, *_lines()]:
            assert [(m.span(), m.groups()) for m in ours.finditer(text)] == [
                (m.span(), m.groups()) for m in theirs.finditer(text)
            ], rule.id
