"""YAML files of rules and registers, read with the line on which each mapping begins, and kept in a compiled form.

The parser of libyaml is used where PyYAML has it (a third of the time of the parser in Python). What a file of the
package says is kept beside it in `__pycache__`, as Python keeps its own modules, and taken from there as long as the
file has the same size and time: building objects from YAML is most of the time that loading the registers takes.
Files of a user's own folder are always read, and nothing is written beside them.
"""

from __future__ import annotations

import marshal
import os
import sys
import unicodedata
from contextlib import suppress
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any, Final

import yaml

from plan_extract import resources
from plan_extract.model.errors import RuleError

LINE: Final = "__line__"
"""The key under which each mapping has the number of its line, from 1."""

_FORM: Final = 1
"""Changed when this module makes other objects of the same file."""
_Loader: Final[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OTHER_KINDS: Final = frozenset(yaml.SafeLoader.yaml_implicit_resolvers)
"""The letters and signs with which a number, a date or a truth value may begin; all else is text."""
_TEXT: Final = "tag:yaml.org,2002:str"


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


# As in YAML 1.2, only "true" and "false" are truth values: "on" and "no" stay words.
_LineLoader.add_constructor(
    "tag:yaml.org,2002:bool", lambda loader, node: {"true": True, "false": False}.get(node.value, node.value)
)
_LineLoader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: str(node.value))


def load_yaml(path: Path) -> dict[str, Any]:
    """The mapping that a YAML file holds, its dates as text, each mapping with its line under `LINE`.

    Raises RuleError with file and line for unreadable files, text that is not NFC, bad YAML, anything but a mapping.
    """
    try:
        stamp = _stamp(path)
        kept = _kept_beside(path)
        known = _read_kept(kept, stamp) if kept else None
        if known is not None:
            return known
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: cannot be read: {error}") from error
    loaded = _parse(text, path)
    if kept:
        _keep(kept, stamp, loaded)
    return loaded


def _parse(text: str, path: Path) -> dict[str, Any]:
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
    return loaded


def _stamp(path: Path) -> bytes:
    state = path.stat()
    return b"%b %d %d %d\n" % (MAGIC_NUMBER.hex().encode(), _FORM, state.st_size, state.st_mtime_ns)


def _kept_beside(path: Path) -> Path | None:
    """Where the compiled form of a file of the package stands; None for other files."""
    if not path.is_relative_to(resources.patterns_dir()):
        return None
    return path.parent / "__pycache__" / f"{path.name}.{sys.implementation.cache_tag}.compiled"


def _read_kept(kept: Path, stamp: bytes) -> dict[str, Any] | None:
    try:
        content = kept.read_bytes()
        if not content.startswith(stamp):
            return None
        loaded = marshal.loads(content[len(stamp) :])
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _keep(kept: Path, stamp: bytes, loaded: dict[str, Any]) -> None:
    """Write the compiled form whole or not at all; a folder that cannot be written goes without."""
    part = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        content = stamp + marshal.dumps(loaded)
        kept.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(kept)
    except (OSError, ValueError):
        with suppress(OSError):
            part.unlink()
