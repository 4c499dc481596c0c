"""Rules that the code asks for by id are there, and those of such files are all asked for."""

from __future__ import annotations

import ast
from pathlib import Path

from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import patterns_dir

SOURCES = sorted((Path(__file__).resolve().parents[1] / "src" / "plan_extract").rglob("*.py"))


def _named_files() -> tuple[dict[tuple[str, str], str], list[tuple[str, ast.Module]]]:
    """The rule file of each `NAME = Wording("file")`, by module and name, those imported from other modules included."""
    trees = [(".".join(path.relative_to(path.parents[2]).with_suffix("").parts[-3:]), path) for path in SOURCES]
    parsed = [(module, ast.parse(path.read_text(encoding="utf-8"))) for module, path in trees]
    files: dict[tuple[str, str], str] = {}
    for module, tree in parsed:
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Call)
                and isinstance(node.value.func, ast.Name)
                and node.value.func.id == "Wording"
                and isinstance(node.targets[0], ast.Name)
                and isinstance(node.value.args[0], ast.Constant)
            ):
                files[module, node.targets[0].id] = node.value.args[0].value
    for module, tree in parsed:
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    if (node.module, name.name) in files:
                        files[module, name.asname or name.name] = files[node.module, name.name]
    return files, parsed


def _asked() -> dict[str, set[str]]:
    files, parsed = _named_files()
    asked: dict[str, set[str]] = {}
    for module, tree in parsed:
        for node in ast.walk(tree):
            holder: ast.expr | None = None
            key: ast.expr | None = None
            if isinstance(node, ast.Subscript):
                holder, key = node.value, node.slice
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "screened":
                holder, key = node.func.value, node.args[0] if node.args else None
            if isinstance(holder, ast.Name) and isinstance(key, ast.Constant) and isinstance(key.value, str):
                file = files.get((module, holder.id))
                if file is not None:
                    asked.setdefault(file, set()).add(key.value)
    return asked


ASKED = _asked()
ALSO_TAKEN_WHOLE = "deadline_joints"
"""`deadline_times` takes all rules of this file at once."""


def test_there_are_such_files() -> None:
    assert len(ASKED) > 25


def test_what_is_asked_for_is_there() -> None:
    missing = {
        f"{file}: {rule_id}"
        for file, ids in ASKED.items()
        for rule_id in ids - {rule.id.partition(".")[2] for rule in load_rules(file, (patterns_dir(),)).rules}
    }
    assert missing == set()


def test_what_is_there_is_asked_for() -> None:
    idle = {
        rule.id
        for file, ids in ASKED.items()
        if file != ALSO_TAKEN_WHOLE
        for rule in load_rules(file, (patterns_dir(),)).rules
        if rule.id.partition(".")[2] not in ids
    }
    assert idle == set()
