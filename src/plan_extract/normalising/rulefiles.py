"""Rule files: wording in YAML, checked when loaded, with errors that name file and line.

A rule file holds `rules`, each with `id`, `pattern`, `sets`, `examples` and `counterexamples`:

    rules:
    - id: comparator.at-least
      pattern: 'ít nhất|tối thiểu'
      sets: {comparator: ">="}
      examples:
      - {text: "đạt ít nhất 90%", match: "ít nhất"}
      counterexamples: ["nhất là ở vùng cao"]

Patterns are searched in folded text (lower case, NFC, tones placed alike: `fold_match`), in the
syntax of the `regex` package; those with `reads: printed` in the text as printed, capitals and all. `define` at the head of a file names fragments, written `{{name}}`
in patterns. A register file holds `entries` instead: lists of names without a pattern.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from plan_extract.model.errors import RuleError
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.openings import Openings
from plan_extract.normalising.yaml_files import LINE, load_yaml
from plan_extract.resources import patterns_dir

_RULE_KEYS = {"id", "pattern", "reads", "sets", "examples", "counterexamples", "note"}
_READS = ("folded", "printed")


@dataclass(frozen=True)
class Example:
    """A text and exactly what the rule must match in it (and which named groups it must fill)."""

    text: str
    match: str
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Rule:
    """One wording with one meaning."""

    id: str
    pattern: str
    sets: Mapping[str, Any]
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]
    file: str
    line: int
    printed: bool = False
    """Whether it reads the text as printed, not the folded one."""

    def compiled(self) -> regex.Pattern[str]:
        return regex.compile(self.pattern)

    def screened(self) -> regex.Screened:
        """The pattern, run only in texts that hold a literal which it needs."""
        return regex.Screened(self.pattern)


@dataclass(frozen=True)
class Hit:
    """A place where a rule matched, in offsets of the searched text."""

    rule: Rule
    start: int
    end: int

    def __getitem__(self, key: str) -> Any:
        return self.rule.sets[key]

    def get(self, key: str, default: Any = None) -> Any:
        return self.rule.sets.get(key, default)


class RuleSet:
    """The rules of one file, searched together; of two that match at one place the earlier wins.

    The one pattern of all is only made when they are searched: many files are asked for single rules.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules

    @cached_property
    def _screened(self) -> regex.Screened:
        source = "|".join(f"(?P<r{number}>{rule.pattern})" for number, rule in enumerate(self.rules))
        return regex.Screened(source or r"(?!)")

    @cached_property
    def _match(self) -> Callable[..., regex.Match[str] | None]:
        return self._screened.match

    @cached_property
    def _openings(self) -> Openings:
        return Openings(rule.pattern for rule in self.rules)

    @cached_property
    def _numbered(self) -> list[tuple[int, Rule]]:
        place = self._screened.compiled.groupindex
        return [(place[f"r{number}"] - 1, rule) for number, rule in enumerate(self.rules)]

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Hit]:
        """Hits from left to right, not overlapping."""
        for match in self._screened.finditer(text, start, end):
            yield self._hit(match)

    def search(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        match = self._screened.search(text, start, end)
        return self._hit(match) if match else None

    def match(self, text: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The rule that matches at `start` itself, or None."""
        if not self._openings.allow(text, start):
            return None
        match = self._match(text, start, sys.maxsize if end is None else end)
        return self._hit(match) if match else None

    def by_id(self, rule_id: str) -> Rule:
        return next(rule for rule in self.rules if rule.id == rule_id)

    def _hit(self, match: regex.Match[str]) -> Hit:
        groups = match.groups()
        rule = next(rule for number, rule in self._numbered if groups[number] is not None)
        return Hit(rule, match.start(), match.end())


def load_rules(name: str, folders: tuple[Path, ...]) -> RuleSet:
    """The rules of `NAME.yml` in each of the folders, those of later folders first.

    Raises RuleError for an unknown key, a missing example, a duplicate id, a bad pattern.
    """
    found: list[Rule] = []
    seen: dict[str, str] = {}
    for folder in reversed(folders):
        path = folder / f"{name}.yml"
        if path.exists():
            for rule in _read_rules(path):
                if rule.id in seen:
                    raise RuleError(
                        f"{rule.file}:{rule.line}: the id {rule.id!r} is there twice (also {seen[rule.id]})"
                    )
                seen[rule.id] = f"{rule.file}:{rule.line}"
                found.append(rule)
    if not found:
        raise RuleError(f"{name}.yml: no rules in {', '.join(map(str, folders))}")
    return RuleSet(tuple(found))


def load_entries(name: str, folders: tuple[Path, ...]) -> list[dict[str, Any]]:
    """The entries of register `NAME.yml` in each folder, each with its place under `__place__`."""
    entries: list[dict[str, Any]] = []
    for folder in folders:
        path = folder / f"{name}.yml"
        if not path.exists():
            continue
        for number, entry in enumerate(load_yaml(path).get("entries") or []):
            if not isinstance(entry, dict):
                raise RuleError(f"{path}:{_line_of(path, 'entries', number)}: each entry is a mapping, not {entry!r}")
            entries.append({**{k: v for k, v in entry.items() if k != LINE}, "__place__": f"{path}:{entry[LINE]}"})
    return entries


def _read_rules(path: Path) -> Iterator[Rule]:
    loaded = load_yaml(path)
    unknown = set(loaded) - {"rules", "define", "about", LINE}
    if unknown:
        raise RuleError(f"{path}:1: unknown key {sorted(unknown)[0]!r}")
    fragments = {key: value for key, value in (loaded.get("define") or {}).items() if key != LINE}
    for number, raw in enumerate(loaded.get("rules") or []):
        if not isinstance(raw, dict):
            raise RuleError(f"{path}:{_line_of(path, 'rules', number)}: each rule is a mapping, not {raw!r}")
        yield _read_rule(path, raw, fragments)


def _line_of(path: Path, key: str, number: int) -> int:
    """The line of an item of a list that is no mapping, and so has none of its own."""
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    values = next(value for name, value in root.value if name.value == key)
    line: int = values.value[number].start_mark.line + 1
    return line


def _read_rule(path: Path, raw: dict[str, Any], fragments: Mapping[str, str]) -> Rule:
    line = raw[LINE]
    unknown = set(raw) - _RULE_KEYS - {LINE}
    if unknown:
        raise RuleError(f"{path}:{line}: unknown key {sorted(unknown)[0]!r}")
    for key in ("id", "pattern"):
        if not isinstance(raw.get(key), str):
            raise RuleError(f"{path}:{line}: {key!r} is missing")
    if not raw.get("examples") or not raw.get("counterexamples"):
        raise RuleError(f"{path}:{line}: {raw['id']}: at least one example and one counterexample are needed")
    pattern = expand_fragments(raw["pattern"], fragments, f"{path}:{line}")
    if not path.is_relative_to(patterns_dir()):  # those of the package are tried by its tests
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise RuleError(f"{path}:{line}: {raw['id']}: bad pattern: {error}") from error
    examples = tuple(_read_example(f"{path}:{line}", path, raw["id"], example) for example in raw["examples"])
    sets = {key: value for key, value in (raw.get("sets") or {}).items() if key != LINE}
    if (reads := raw.get("reads", "folded")) not in _READS:
        raise RuleError(f"{path}:{line}: {raw['id']}: 'reads' is folded or printed, not {reads!r}")
    counterexamples = tuple(raw["counterexamples"])
    return Rule(raw["id"], pattern, sets, examples, counterexamples, str(path), line, reads == "printed")


def _read_example(rule_place: str, path: Path, rule_id: str, raw: Any) -> Example:
    if not isinstance(raw, dict) or not {"text", "match"} <= set(raw) <= {"text", "match", "groups", LINE}:
        place = f"{path}:{raw[LINE]}" if isinstance(raw, dict) else rule_place
        raise RuleError(f"{place}: {rule_id}: an example holds 'text', 'match' and perhaps 'groups'")
    groups = {key: value for key, value in (raw.get("groups") or {}).items() if key != LINE}
    return Example(raw["text"], raw["match"], groups)


def expand_fragments(pattern: str, fragments: Mapping[str, str], place: str) -> str:
    """`pattern` with each `{{name}}` replaced by its fragment, fragments of fragments too."""
    for _ in range(8):
        names = set(regex.findall(r"\{\{([\w-]+)\}\}", pattern))
        if not names:
            return " ".join(pattern.split()) if "\n" in pattern else pattern
        for name in names:
            if name not in fragments:
                raise RuleError(f"{place}: unknown fragment {name!r}")
            pattern = pattern.replace("{{" + name + "}}", f"(?:{fragments[name]})")
    raise RuleError(f"{place}: fragments refer to one another in a circle")
