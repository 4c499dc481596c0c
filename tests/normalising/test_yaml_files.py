"""YAML files of the package are kept in a compiled form, and read anew as soon as they change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from plan_extract import resources
from plan_extract.model.errors import RuleError
from plan_extract.normalising import yaml_files
from plan_extract.normalising.yaml_files import LINE, load_yaml

TEXT = "until: 2025-06-30\nentries:\n- {name: Sở Y tế, order: 3}\n"
MAPPING = {"until": "2025-06-30", "entries": [{"name": "Sở Y tế", "order": 3, LINE: 3}], LINE: 1}


@pytest.fixture
def package_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(resources, "patterns_dir", lambda: tmp_path)
    path = tmp_path / "agencies.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def kept_files(path: Path) -> list[Path]:
    return list(path.parent.glob("__pycache__/*"))


def test_a_file_of_the_package_is_parsed_once(package_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_yaml(package_file) == MAPPING
    assert len(kept_files(package_file)) == 1
    monkeypatch.setattr(yaml_files, "_parse", lambda text, path: pytest.fail("parsed again"))
    assert load_yaml(package_file) == MAPPING


def test_only_true_and_false_are_truth_values(package_file: Path) -> None:
    package_file.write_text("entries:\n- {on: on, off: no, listed: true}\n", encoding="utf-8")
    assert load_yaml(package_file)["entries"] == [{"on": "on", "off": "no", "listed": True, LINE: 2}]


def test_a_changed_file_is_read_anew(package_file: Path) -> None:
    load_yaml(package_file)
    state = package_file.stat()
    package_file.write_text(TEXT.replace("Y tế", "Nội vụ"), encoding="utf-8")
    assert load_yaml(package_file)["entries"][0]["name"] == "Sở Nội vụ"
    package_file.write_text(TEXT.replace("order: 3", "order: 4"), encoding="utf-8")
    os.utime(package_file, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert load_yaml(package_file)["entries"][0]["order"] == 4


@pytest.mark.parametrize("damage", [b"", b"another stamp\n", None])
def test_a_damaged_compiled_form_is_made_anew(package_file: Path, damage: bytes | None) -> None:
    load_yaml(package_file)
    (kept,) = kept_files(package_file)
    kept.write_bytes(kept.read_bytes()[:-3] if damage is None else damage)
    assert load_yaml(package_file) == MAPPING


def test_what_a_caller_changes_is_not_kept(package_file: Path) -> None:
    load_yaml(package_file)["entries"].clear()
    assert load_yaml(package_file) == MAPPING


def test_a_folder_without_room_for_it_is_read_each_time(package_file: Path) -> None:
    (package_file.parent / "__pycache__").write_text("a file in the way")
    assert load_yaml(package_file) == MAPPING
    assert load_yaml(package_file) == MAPPING


def test_nothing_is_written_beside_a_users_own_files(tmp_path: Path) -> None:
    path = tmp_path / "agencies.yml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_yaml(path) == MAPPING
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a list", "a mapping is expected"),
        ("a: [1", "not valid YAML"),
        ("a: te\u0302", "agencies.yml:1: text is not in Unicode form NFC"),
    ],
)
def test_a_bad_file_is_named_and_not_kept(package_file: Path, text: str, message: str) -> None:
    package_file.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=message):
        load_yaml(package_file)
    assert kept_files(package_file) == []
