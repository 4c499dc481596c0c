"""docs/indicators.md: its examples run, its tables name what there is."""

import doctest
from pathlib import Path

from plan_extract.linking import agencies, catalogue
from plan_extract.linking.catalogue import UNITS, load_catalogue

PAGE = Path(__file__).parents[2] / "docs" / "indicators.md"


def test_examples_run() -> None:
    assert doctest.testfile(str(PAGE), module_relative=False).failed == 0


def test_keys_units_and_flags_are_documented() -> None:
    text = PAGE.read_text(encoding="utf-8")
    flags = (
        agencies.UNKNOWN, agencies.COLLECTIVE, agencies.PLACE_OPEN, agencies.PLACE_UNKNOWN, agencies.ENDED, agencies.NOT_YET,
    )  # fmt: skip
    for word in (*catalogue._ENTRY_KEYS, *catalogue._FILE_KEYS, *UNITS, *flags):
        assert f"`{word}`" in text, word


def test_counts_are_those_of_the_catalogue() -> None:
    found = load_catalogue()
    valued = sum(bool(indicator.values) for indicator in found)
    assert f"{len(found)} indicators, {valued} of them with national values" in PAGE.read_text(encoding="utf-8")
