"""Numbers that commit nobody: dates, ages, numbers of documents (`patterns/ignored_numbers.yml`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.expressions import holds_any
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

_FindAll = Callable[[str, int, int], Iterator[regex.Match[str]]]


@lru_cache(maxsize=1)
def ignored_rules() -> RuleSet:
    return load_rules("ignored_numbers", rule_folders())


def find_ignored(match: str) -> list[tuple[int, int]]:
    """Spans of the folded text whose numbers commit nobody (patterns/ignored_numbers.yml)."""
    return list(_ignored(match))


@lru_cache(maxsize=1024)
def _ignored(match: str) -> tuple[tuple[int, int], ...]:
    """Kept for a while: targets and issues ask for the same paragraphs.

    Each rule searches alone, where a literal that it needs stands in reach of a figure; spans may overlap.
    """
    spans: set[tuple[int, int]] = set()
    for start, end in _windows(match):
        window = match[start:end]
        for literals, finditer in _ignored_patterns():
            if literals is None or holds_any(window, literals):
                for found in finditer(match, start, end):
                    spans.add(found.span())
    return tuple(sorted(spans))


@lru_cache(maxsize=1)
def _ignored_patterns() -> tuple[tuple[tuple[str, ...] | None, _FindAll], ...]:
    """The literals of each rule, and what finds its matches."""
    screened = [rule.screened() for rule in ignored_rules().rules]
    return tuple((each.literals, each.compiled.finditer) for each in screened)


_DIGITS = regex.compile(r"\d[\d.,/ ]*")
_REACH = 70


def _windows(match: str) -> list[tuple[int, int]]:
    """Stretches around the figures of a text: what a rule of ignored numbers can reach.

    A quotation is taken whole, since a figure in a title may stand far behind its opening sign.
    """
    windows: list[tuple[int, int]] = []
    quoted = '"' in match
    for digits in _DIGITS.finditer(match):
        start = max(0, digits.start() - (200 if quoted else _REACH))
        while start > 0 and match[start - 1] != " ":
            start -= 1
        end = min(len(match), digits.end() + (200 if quoted else _REACH))
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(end, windows[-1][1]))
        else:
            windows.append((start, end))
    return windows
