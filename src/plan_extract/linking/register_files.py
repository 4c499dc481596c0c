"""Registers of the linking layer: their files, checked, and what their entries hold."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from plan_extract import resources
from plan_extract.model.errors import RuleError
from plan_extract.normalising.yaml_files import LINE, load_yaml

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


def load_register(path: Path, allowed: frozenset[str]) -> dict[str, Any]:
    """The mapping that a register file holds; its keys must be among `allowed`.

    Raises RuleError with file and line for unreadable files, text that is not NFC, bad YAML, unknown keys.
    """
    loaded = load_yaml(path)
    if unknown := set(loaded) - allowed - {LINE}:
        raise RuleError(f"{path}:1: unknown key {min(map(str, unknown))!r}")
    return loaded


def read_entries(
    path: Path, loaded: dict[str, Any], allowed: frozenset[str], *, key: str = "entries"
) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a register with their places ("file:line"); raises RuleError for an unknown key."""
    found: list[tuple[str, dict[str, Any]]] = []
    for entry in loaded.get(key) or []:
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
