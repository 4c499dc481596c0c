"""Vietnamese figures: a comma before decimals, a dot between thousands."""

from __future__ import annotations

from decimal import Decimal

import pytest
import regex
import yaml
from hypothesis import given
from hypothesis import strategies as st

from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.resources import patterns_dir


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("99,5", "99.5"),
        ("99.5", "99.5"),
        ("18.5", "18.5"),
        ("18.25", "18.25"),
        ("1.500", "1500"),
        ("25.000", "25000"),
        ("238.416", "238416"),
        ("1.500.000", "1500000"),
        ("742.000.000", "742000000"),
        ("1.234,56", "1234.56"),
        ("0,05", "0.05"),
        ("0, 01", "0.01"),
        ("14, 5", "14.5"),
        ("0.125", "0.125"),
        ("01", "1"),
        ("007", "7"),
        ("12.3456", "12.3456"),
        ("1000000", "1000000"),
        ("0", "0"),
        ("000.000.063", "63"),
        ("001.500.000,5", "1500000.5"),
        ("0.894,9", "894.9"),
    ],
)
def test_a_figure_has_one_value(printed: str, value: str) -> None:
    assert parse_figure(printed) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("đạt 99,5% vào năm 2030", ["99,5", "2030"]),
        ("1.500 hộ, 25 xã", ["1.500", "25"]),
        ("không quá 0, 01%", ["0, 01"]),
        ("các chỉ tiêu 1, 5, 7", ["1", "5", "7"]),
        ("từ 95-98%", ["95", "98"]),
        ("1.500.", ["1.500"]),
        ("14/14 phường", ["14", "14"]),
        ("5,2,", ["5,2"]),
    ],
)
def test_figures_are_found_whole(text: str, figures: list[str]) -> None:
    assert [found.group() for found in regex.finditer(FIGURE, text)] == figures


def _printed(value: int) -> str:
    return f"{value:,}".replace(",", ".")


@given(st.integers(0, 10**12), st.one_of(st.none(), st.integers(0, 999)))
def test_what_is_printed_the_vietnamese_way_is_read_back(whole: int, fraction: int | None) -> None:
    text = _printed(whole) + (f",{fraction:03d}" if fraction is not None else "")
    assert regex.fullmatch(FIGURE, text)
    assert parse_figure(text) == whole + (Decimal(fraction) / 1000 if fraction is not None else 0)


def test_rules_for_cells_know_the_same_figures() -> None:
    rules = yaml.safe_load((patterns_dir() / "table_cells.yml").read_text(encoding="utf-8"))
    assert rules["define"]["figure"] == FIGURE
