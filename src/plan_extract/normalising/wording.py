"""The wording of one rule file, whose rules the code asks for by their ids.

A module names its patterns where it begins, and nothing is read until the first of them is asked:

    _WORDS = Wording("agency_joints")
    _HOUSE = _WORDS["house"]
    ...
    _HOUSE.match(text, at)

Each id has one meaning in the grammar, so a folder of the user's own adds nothing to these files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import rule_folders


class LatePattern:
    """A pattern of a rule file, compiled when it is first asked; then as quick as a pattern of `regex`."""

    match: Callable[..., regex.Match[str] | None]
    search: Callable[..., regex.Match[str] | None]
    fullmatch: Callable[..., regex.Match[str] | None]
    finditer: Callable[..., Iterator[regex.Match[str]]]
    findall: Callable[..., list[Any]]
    sub: Callable[..., str]
    split: Callable[..., list[Any]]
    can_match: Callable[[str], bool]
    pattern: str

    def __init__(self, wording: Wording, rule_id: str, *, screened: bool) -> None:
        self._wording, self._rule_id, self._screened = wording, rule_id, screened

    def __getattr__(self, name: str) -> Any:
        """Only called for what is not there yet: the first question compiles the pattern."""
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = self._wording.pattern(self._rule_id)
        asked: Any = regex.Screened(pattern) if self._screened else regex.compile(pattern)
        found = self.__dict__[name] = getattr(asked, name)
        return found


class Wording:
    """The rules of `NAME.yml`, by the second part of their ids."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __getitem__(self, rule_id: str) -> LatePattern:
        return LatePattern(self, rule_id, screened=False)

    def screened(self, rule_id: str) -> LatePattern:
        """A pattern that seldom matches: run only in texts that hold a literal which it needs (`Screened`)."""
        return LatePattern(self, rule_id, screened=True)

    def pattern(self, rule_id: str) -> str:
        """The pattern of a rule as text, its fragments filled in. KeyError where there is none of that id."""
        return _load_patterns(self.name, rule_folders())[rule_id]


@lru_cache(maxsize=128)
def _load_patterns(name: str, folders: tuple[Path, ...]) -> dict[str, str]:
    """Kept for all modules that ask for rules of one file."""
    return {rule.id.partition(".")[2]: rule.pattern for rule in load_rules(name, folders).rules}
