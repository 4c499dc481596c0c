"""The catalogue of indicators: what it holds, where its values are from, what it refuses."""

import gc
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from matching_cases import REFERENCE

from plan_extract.linking.catalogue import Catalogue, load_catalogue
from plan_extract.linking.indicators import indicator_matcher
from plan_extract.linking.measure_words import load_words
from plan_extract.linking.register_files import uncollected
from plan_extract.model import Target
from plan_extract.model.errors import RuleError
from plan_extract.resources import patterns_dir, use_patterns

GOOD = """field: traffic
entries:
- key: helmets
  name: Tỷ lệ người đi xe máy đội mũ bảo hiểm
  name_en: Riders with a helmet
  unit: "%"
  better: higher
  wordings: [người điều khiển xe mô tô đội mũ bảo hiểm]
"""


@pytest.fixture
def own_folder(tmp_path: Path) -> Iterator[Path]:
    use_patterns(tmp_path)
    yield tmp_path
    use_patterns(None)


@pytest.fixture
def catalogue() -> Catalogue:
    return load_catalogue()


def test_programme_for_children_is_complete(catalogue: Catalogue) -> None:
    children = [found for found in catalogue if found.source and found.source.number == "23/QĐ-TTg"]
    numbers = Counter(int(found.number) for found in children if found.number)
    assert sorted(numbers) == list(range(1, 25))
    assert (sum(numbers.values()), numbers[3], numbers[4]) == (34, 3, 3)


def test_other_fields_have_catalogues(catalogue: Catalogue) -> None:
    fields = Counter(found.field for found in catalogue)
    wanted = {"poverty", "rural", "digital", "gender", "health", "reform", "employment", "environment", "education"}
    assert wanted <= set(fields)
    assert min(fields[field] for field in wanted) >= 7


def test_every_national_value_has_a_source(catalogue: Catalogue) -> None:
    assert [found.key for found in catalogue if found.values and found.source is None] == []


def test_no_wording_is_given_to_two_indicators(catalogue: Catalogue) -> None:
    words = indicator_matcher().words
    owners: dict[tuple[str, str], set[str]] = {}
    for found in catalogue:
        for text in (found.name, *found.wordings):
            unit = "rate" if found.unit.startswith("/1") else found.unit
            kind = f"{unit} {found.quantity or ''}"
            owners.setdefault((words.words(text).signature, kind), set()).add(found.key)
    assert {text: keys for (text, _), keys in owners.items() if len(keys) > 1} == {}


def test_files_are_of_fields_that_plans_have(catalogue: Catalogue) -> None:
    rules = yaml.safe_load((patterns_dir() / "policy_fields.yml").read_text(encoding="utf-8"))["rules"]
    assert {found.field for found in catalogue} <= {rule["sets"]["field"] for rule in rules}


def test_national_values_are_those_of_the_reference(catalogue: Catalogue) -> None:
    path = REFERENCE.parent / "reference" / "children-2021-2030-national.yml"
    if not path.exists():
        pytest.skip("the reference is not here")
    wanted = {
        (row["key"], row.get("scope"), year, row[year])
        for row in yaml.safe_load(path.read_text(encoding="utf-8"))["targets"]
        for year in (2025, 2030)
        if year in row
    }
    signs = {"=": "", "range": ""}
    found = {
        (key, value.scope, value.year,
         f"{signs.get(value.comparator, value.comparator)}{value.value}{f'-{value.high}' if value.high else ''}")
        for key in {row[0] for row in wanted}
        for value in catalogue[key].values
    }  # fmt: skip
    assert found == wanted


@pytest.mark.parametrize(
    ("key", "year", "comparator", "value", "high", "quantity"),
    [
        ("poverty-rate", 2025, "range", "1", "1.5", "change"),
        ("new-rural-communes", 2025, ">=", "80", None, "level"),
        ("women-wage-work", 2030, "~", "60", None, "level"),
        ("digital-economy-share", 2025, "=", "20", None, "level"),
        ("sex-ratio-at-birth", 2030, "<", "109", None, "level"),
        ("hiv-suppressed", 2030, "=", "95", None, "level"),
        ("child-marriage-reduction", 2025, "range", "2", "3", "change"),
    ],
)
def test_national_values(
    catalogue: Catalogue, key: str, year: int, comparator: str, value: str, high: str | None, quantity: str
) -> None:
    found = next(item for item in catalogue[key].values if item.year == year)
    assert (found.comparator, found.value, found.quantity) == (comparator, Decimal(value), quantity)
    assert found.high == (Decimal(high) if high else None)


def test_users_folder_adds_an_indicator(own_folder: Path) -> None:
    (own_folder / "indicators.yml").write_text(GOOD, encoding="utf-8")
    found = load_catalogue()["helmets"]
    assert (found.field, found.better, found.direction) == ("traffic", "higher", "increase")


def test_users_folder_adds_a_wording(own_folder: Path) -> None:
    text = "entries:\n- {key: stunting-u5, wordings: [trẻ chậm lớn]}\n"
    (own_folder / "indicators.yml").write_text(text, encoding="utf-8")
    found = load_catalogue()["stunting-u5"]
    assert found.name == "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
    assert found.wordings[-1] == "trẻ chậm lớn"
    target = Target(
        start=0, end=1, rule="test", confidence=1, section="objectives", kind="numeric", quote="",
        measure="Trẻ chậm lớn", quantity="level", comparator="=", value=Decimal(9), unit="%", unit_text="%",
    )  # fmt: skip
    assert indicator_matcher().match_plan([target])[0].key == "stunting-u5"


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("better: higher", "beter: higher"), 3, "unknown key 'beter'"),
        (("  name_en: Riders with a helmet\n", ""), 3, "'name_en' is missing"),
        (('unit: "%"', "unit: per cent"), 3, "'unit' must be one of"),
        (("key: helmets", "key: Mũ bảo hiểm"), 3, "must be of small letters"),
        (("better: higher", "values: {2025: 95}"), 3, "95 is no value"),
        (("better: higher", "values: {2025: khoảng 95}"), 3, "is no value"),
        (("[người điều", "[[người điều"), 9, "not valid YAML"),
        (("field: traffic", "fields: traffic"), 1, "unknown key 'fields'"),
        (("mũ bảo hiểm\n", "mũ bảo hiê\u0309m\n"), 4, "not in Unicode form NFC"),
        (("field: traffic", "field: traffic\nsource: {type: Quyết định}"), 1, "a source has"),
    ],
)
def test_bad_entries_are_refused_with_file_and_line(
    own_folder: Path, change: tuple[str, str], line: int, message: str
) -> None:
    (own_folder / "indicators.yml").write_text(GOOD.replace(*change), encoding="utf-8")
    with pytest.raises(RuleError, match=message) as caught:
        load_catalogue()
    assert f"indicators.yml:{line}" in str(caught.value)


def test_a_key_stands_once_in_a_folder(own_folder: Path) -> None:
    entry = GOOD.partition("entries:\n")[2]
    (own_folder / "indicators.yml").write_text(GOOD + entry, encoding="utf-8")
    with pytest.raises(RuleError, match="'helmets' is there twice"):
        load_catalogue()


@pytest.mark.parametrize("key", ["idle", "kin", "populations", "clash"])
@pytest.mark.parametrize("value", ["trẻ em", "[trẻ em, học sinh]", "[[trẻ em, 5]]"])
def test_words_that_are_no_lists_of_lists_are_refused(own_folder: Path, key: str, value: str) -> None:
    (own_folder / "indicator_words.yml").write_text(f"{key}: {value}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=rf"indicator_words\.yml:1: .*'{key}'"):
        load_words()


@pytest.mark.parametrize("value", ["[ntm]", "{ntm: 5}", "{5: nông thôn mới}", "nông thôn mới"])
def test_abbreviations_that_are_no_names_with_texts_are_refused(own_folder: Path, value: str) -> None:
    (own_folder / "indicator_words.yml").write_text(f"abbreviations: {value}\n", encoding="utf-8")
    with pytest.raises(RuleError, match=r"indicator_words\.yml:1: .*'abbreviations'"):
        load_words()


def test_a_register_loads_without_collections_and_leaves_the_collector_as_it_was() -> None:
    states: list[bool] = []

    @uncollected
    def load(fails: bool) -> None:
        states.append(gc.isenabled())
        if fails:
            raise RuleError("no register")

    load(False)
    with pytest.raises(RuleError):
        load(True)
    assert (states, gc.isenabled()) == ([False, False], True)
