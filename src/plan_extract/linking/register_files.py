"""YAML registers of the linking layer, read fast, with the line on which each mapping begins.

libyaml's parser is used where PyYAML has it: the catalogue of indicators loads in a third of the time
of the parser in Python, which is the fallback.
"""

from __future__ import annotations

import gc
import os
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, Final, ParamSpec, TypeVar

import yaml

from plan_extract import resources
from plan_extract.model.errors import RuleError

LINE: Final = "__line__"
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OTHER_KINDS: Final = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)
"""The letters and signs with which a number, a date or a truth value may begin; all else is text."""
_TEXT: Final = "tag:yaml.org,2002:str"
_Given = ParamSpec("_Given")
_Made = TypeVar("_Made")


def uncollected(load: Callable[_Given, _Made]) -> Callable[_Given, _Made]:
    """`load` without collections of garbage meanwhile: a register makes many objects and drops few, and walking all
    of them again and again took a third of the time."""

    @wraps(load)
    def loaded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Made:
        if not gc.isenabled():
            return load(*args, **kwargs)
        gc.disable()
        try:
            return load(*args, **kwargs)
        finally:
            gc.enable()

    return loaded


def current_folders() -> tuple[Path, ...]:
    """`resources.rule_folders()`, without a look at the disk each time: identities ask for every name."""
    return _folders(os.environ.get(resources._OWN_PATTERNS))


@lru_cache(maxsize=8)
def _folders(own: str | None) -> tuple[Path, ...]:
    return resources.rule_folders()


class _LineLoader(_Loader):  # type: ignore[misc]
    """YAML that remembers on which line each mapping begins, and keeps dates as text.

    Most of a register is texts and lists of texts, which need none of PyYAML's ways to make other things of them.
    """

    def resolve(self, kind: type[yaml.Node], value: str, implicit: Any) -> Any:
        if kind is yaml.ScalarNode and implicit[0] and value and value[0] not in _OTHER_KINDS:
            return _TEXT
        return super().resolve(kind, value, implicit)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        mapping[LINE] = node.start_mark.line + 1
        return mapping

    def construct_sequence(self, node: yaml.SequenceNode, deep: bool = False) -> list[Any]:
        if any(child.tag != _TEXT for child in node.value):
            return super().construct_sequence(node, deep=deep)  # type: ignore[no-any-return]
        return [child.value for child in node.value]

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        return node.value if node.tag == _TEXT else super().construct_object(node, deep=deep)


_LineLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def load_register(path: Path, allowed: frozenset[str]) -> dict[str, Any]:
    """The mapping that a register file holds; its keys must be among `allowed`.

    Raises RuleError with file and line for unreadable files, text that is not NFC, bad YAML, unknown keys.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    if not unicodedata.is_normalized("NFC", text):
        rows = enumerate(text.splitlines(), 1)
        line = next(number for number, row in rows if not unicodedata.is_normalized("NFC", row))
        raise RuleError(f"{path}:{line}: text is not in Unicode form NFC")
    try:
        loaded = yaml.load(text, Loader=_LineLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        raise RuleError(f"{place}: not valid YAML: {getattr(error, 'problem', error)}") from error
    if not isinstance(loaded, dict):
        raise RuleError(f"{path}:1: a mapping is expected")
    if unknown := set(loaded) - allowed - {LINE}:
        raise RuleError(f"{path}:1: unknown key {min(map(str, unknown))!r}")
    return loaded


def read_entries(path: Path, loaded: dict[str, Any], allowed: frozenset[str]) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a register with their places ("file:line"); raises RuleError for an unknown key."""
    found: list[tuple[str, dict[str, Any]]] = []
    for entry in loaded.get("entries") or []:
        if not isinstance(entry, dict):
            raise RuleError(f"{path}: each entry is a mapping, not {entry!r}")
        place = f"{path}:{entry.pop(LINE)}"
        if unknown := set(entry) - allowed:
            raise RuleError(f"{place}: unknown key {min(map(str, unknown))!r}")
        found.append((place, entry))
    return found


def text_of(entry: dict[str, Any], key: str, place: str) -> str:
    """The text under `key`; raises RuleError where it is missing or no text."""
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{place}: {key!r} is missing")
    return value


def texts_of(entry: dict[str, Any], key: str, place: str) -> tuple[str, ...]:
    """The list of texts under `key`, empty where it is not there; raises RuleError for anything else."""
    value = entry.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise RuleError(f"{place}: {key!r} must be a list of texts")
    return tuple(value)


def lists_of(entry: dict[str, Any], key: str, place: str) -> tuple[tuple[str, ...], ...]:
    """The list of lists of texts under `key`, empty where it is not there; raises RuleError for anything else."""
    value = entry.get(key) or []
    if not isinstance(value, list):
        raise RuleError(f"{place}: {key!r} must be a list of lists of texts")
    for each in value:
        if not isinstance(each, list) or not all(isinstance(item, str) and item.strip() for item in each):
            raise RuleError(f"{place}: each item of {key!r} must be a list of texts, not {each!r}")
    return tuple(map(tuple, value))


def pairs_of(entry: dict[str, Any], key: str, place: str) -> dict[str, str]:
    """The texts by their names under `key`, empty where it is not there; raises RuleError for anything else."""
    value = entry.get(key) or {}
    if not isinstance(value, dict):
        raise RuleError(f"{place}: {key!r} must be names with texts")
    found = {name: text for name, text in value.items() if name != LINE}
    for name, text in found.items():
        if not isinstance(name, str) or not isinstance(text, str) or not text.strip():
            raise RuleError(f"{place}: each item of {key!r} must be a name with a text, not {name!r}: {text!r}")
    return found
