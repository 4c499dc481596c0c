"""Rule files: what loading refuses, always with file and line; registers; one's own folder."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
import yaml

from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import load_entries, load_rules
from plan_extract.resources import patterns_dir

GOOD = """\
define:
  word: 'ít nhất|tối thiểu'
rules:
- id: bound.at-least
  pattern: '{{word}}'
  sets: {comparator: ">="}
  examples:
  - {text: "đạt ít nhất 90%", match: "ít nhất"}
  counterexamples: ["nhất là ở vùng cao"]
- id: bound.at-most
  pattern: 'không quá'
  sets: {comparator: "<="}
  examples:
  - {text: "không quá 5%", match: "không quá"}
  counterexamples: ["quá 5%"]
"""


def _folder(tmp_path: Path, text: str, name: str = "bounds") -> tuple[Path, ...]:
    (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    return (tmp_path,)


def test_rules_load_with_fragments_and_lines(tmp_path: Path) -> None:
    rules = load_rules("bounds", _folder(tmp_path, GOOD))
    first, second = rules.rules
    assert (first.id, first.line, second.line) == ("bound.at-least", 4, 10)
    assert first.pattern == "(?:ít nhất|tối thiểu)"
    assert [(hit.rule.id, hit.start, hit["comparator"]) for hit in rules.finditer("tối thiểu 5, không quá 9")] == [
        ("bound.at-least", 0, ">="),
        ("bound.at-most", 13, "<="),
    ]
    assert first.examples[0].match == "ít nhất" and first.counterexamples == ("nhất là ở vùng cao",)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('  sets: {comparator: "<="}', '  set: {comparator: "<="}', 10, "unknown key 'set'"),
        ("define:", "defines:", 1, "unknown key 'defines'"),
        ('  examples:\n  - {text: "không quá 5%", match: "không quá"}\n', "", 10, "at least one example"),
        ('  counterexamples: ["quá 5%"]\n', "", 10, "one counterexample"),
        ("id: bound.at-most", "id: bound.at-least", 10, "'bound.at-least' is there twice"),
        ("pattern: 'không quá'", "pattern: 'không (quá'", 10, "bad pattern"),
        ("pattern: 'không quá'", "pattern: '{{words}}'", 10, "unknown fragment 'words'"),
        ("  pattern: 'không quá'\n", "", 10, "'pattern' is missing"),
        ("- id: bound.at-most\n  pattern", "- pattern", 10, "'id' is missing"),
        ("'ít nhất|tối thiểu'", "'{{word}}'", 4, "in a circle"),
        ('counterexamples: ["quá 5%"]', 'counterexamples: ["quá 5%"', 16, "not valid YAML"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    folders = _folder(tmp_path, GOOD.replace(old, new, 1))
    with pytest.raises(RuleError) as caught:
        load_rules("bounds", folders)
    assert str(caught.value).startswith(f"{tmp_path / 'bounds.yml'}:{line}: ")
    assert words in str(caught.value)


def test_text_not_in_nfc_is_told_with_its_line(tmp_path: Path) -> None:
    folders = _folder(tmp_path, GOOD.replace("không quá 5%", unicodedata.normalize("NFD", "không quá 5%")))
    with pytest.raises(RuleError, match=r"bounds\.yml:14: text is not in Unicode form NFC"):
        load_rules("bounds", folders)


def test_a_rule_that_is_no_mapping_and_a_lame_example_are_told_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"bounds\.yml:16: each rule is a mapping"):
        load_rules("bounds", _folder(tmp_path, GOOD + "- không quá\n"))
    lame = GOOD.replace(', match: "không quá"', "")
    with pytest.raises(RuleError, match=r"bounds\.yml:14: bound\.at-most: an example holds 'text', 'match'"):
        load_rules("bounds", _folder(tmp_path, lame))


def test_an_id_is_one_over_all_folders(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    _folder(tmp_path, GOOD)
    _folder(own, GOOD)
    with pytest.raises(RuleError, match=r"there twice \(also .*own"):
        load_rules("bounds", (tmp_path, own))


def test_rules_of_ones_own_folder_win(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    _folder(tmp_path, GOOD)
    _folder(own, GOOD.replace("bound.", "own.").replace('">="', '">"'))
    hit = load_rules("bounds", (tmp_path, own)).search("ít nhất 3")
    assert hit is not None and (hit.rule.id, hit["comparator"]) == ("own.at-least", ">")


def test_no_file_at_all_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"bounds\.yml: no rules in"):
        load_rules("bounds", (tmp_path,))


def test_entries_of_both_folders_with_their_place(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    _folder(tmp_path, "about: names\nentries:\n- {name: Sở Y tế}\n", "names")
    _folder(own, "entries:\n\n- name: Sở Nội vụ\n  aliases: [SNV]\n", "names")
    entries = load_entries("names", (tmp_path, own))
    assert [entry["name"] for entry in entries] == ["Sở Y tế", "Sở Nội vụ"]
    assert [entry["__place__"].rsplit("/", 1)[-1] for entry in entries] == ["names.yml:3", "names.yml:3"]
    assert entries[1]["aliases"] == ["SNV"]


def test_an_entry_that_is_no_mapping_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"names\.yml:2: each entry is a mapping"):
        load_entries("names", _folder(tmp_path, "entries:\n- Sở Y tế\n", "names"))


def _shipped(key: str) -> list[Path]:
    files = sorted(patterns_dir().rglob("*.yml"))
    return [path for path in files if key in (yaml.safe_load(path.read_text(encoding="utf-8")) or {})]


@pytest.mark.parametrize("path", _shipped("entries"), ids=lambda path: path.stem)
def test_shipped_registers_load(path: Path) -> None:
    entries = load_entries(path.stem, (path.parent,))
    assert entries
    texts = [value for entry in entries for value in entry.values() if isinstance(value, str)]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


def test_each_phrase_of_repairs_has_letters_of_its_own() -> None:
    phrases = [fold_match(entry["phrase"]) for entry in load_entries("repairs", (patterns_dir(),))]
    assert len(phrases) == len(set(phrases)) > 40


def test_ids_are_one_over_all_rule_files() -> None:
    ids = [rule.id for path in _shipped("rules") for rule in load_rules(path.stem, (path.parent,)).rules]
    assert len(ids) == len(set(ids))
