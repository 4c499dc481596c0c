"""Sheets as tables, CSV, JSON and pages."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plan_extract.model import Target
from plan_extract.views.answers import value_text
from plan_extract.views.csv import ENCODING, guard_formula, render_csv
from plan_extract.views.html import render_html
from plan_extract.views.json import render_json
from plan_extract.views.sheets import Sheet, format_number, make_sheet
from plan_extract.views.table import render_table
from plan_extract.views.value_words import VALUES
from plan_extract.views.wording import ADVICE, HEADINGS, PHRASES


def test_money_keeps_what_it_is_for() -> None:
    """6,5 million a month is not less than 48 million a year: the value shown says which it is."""
    target = Target(
        start=0, end=1, rule="test", confidence=1, section="objectives", kind="numeric", quantity="level",
        comparator="=", value=Decimal(6500000), unit="money", unit_text="triệu đồng/người/tháng", quote="", measure="",
    )  # fmt: skip
    assert value_text(target, "vi") == "6.500.000 đồng/người/tháng"


def sheet(*rows: tuple[object, ...]) -> Sheet:
    return make_sheet("t", "Bảng", ("place", "value", "year"), rows, "vi")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (1500, "1.500", "1,500"),
        (Decimal("99.50"), "99,5", "99.5"),
        (Decimal("5000000000"), "5.000.000.000", "5,000,000,000"),
        (0.75, "0,75", "0.75"),
        (Decimal("0"), "0", "0"),
        (Decimal("1E+3"), "1.000", "1,000"),
    ],
)
def test_figures_as_people_write_them(value: int | float | Decimal, vi: str, en: str) -> None:
    assert (format_number(value, "vi"), format_number(value, "en")) == (vi, en)


def test_table_groups_figures_but_not_years() -> None:
    text = render_table([sheet(("Huế", Decimal("1500"), 2030))], "vi")
    assert "Địa phương" in text and "1.500" in text and "2030" in text
    assert "\x1b" not in text


def test_table_shows_brackets_as_they_are() -> None:
    assert "[red]xã[/red]" in render_table([sheet(("[red]xã[/red]", None, None))], "vi")


def test_table_with_several_long_texts_loses_no_word() -> None:
    keys = ("rank", "level", "place", "plan", "measure", "value_text", "superior_value", "difference", "national_value",
            "quote", "page")  # fmt: skip
    row = (1, "trung ương", "Suối Hoa, Tân Lạc, Hòa Bình", "112/KH-UBND", "tỷ lệ trẻ em " * 9, "≤ 22,5 %", "19,5 %",
           Decimal("-10.25"), "< 15 %", "Giảm tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng " * 4 + "hết", 12)  # fmt: skip
    text = render_table([make_sheet("t", "Bảng", keys, [row], "vi")], "vi", width=150)
    assert max(map(len, text.splitlines())) <= 150
    assert text.count("dưỡng") == 4 and text.count("hết") == 1 and "-10,25" in text and "112/KH-UBND" in text


def test_csv_opens_in_excel_as_it_is() -> None:
    text = render_csv([sheet(("Lạc Sơn, Hòa Bình", Decimal("9.50"), 2030), ('"Nhà" 2\ndòng', None, None))])
    assert text.encode(ENCODING).startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Địa phương", "Giá trị", "Năm"],
        ["Lạc Sơn, Hòa Bình", "9.5", "2030"],
        ['"Nhà" 2\ndòng', "", ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+84", "-5 xã", "@SUM(A1)", "\t=1", "\r=1", " =HYPERLINK(1)"])
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    rows = list(csv.reader(io.StringIO(render_csv([sheet((text, None, None))]), newline="")))
    assert rows[1][0] == "'" + text


def test_negative_figure_stays_a_figure() -> None:
    assert render_csv([sheet(("Huế", Decimal("-2.5"), None))]).splitlines()[1] == "Huế,-2.5,"


@given(st.text())
def test_no_cell_begins_a_formula(text: str) -> None:
    guarded = guard_formula(text).strip(" ")
    assert guarded in {"=", "+", "-"} or not guarded.startswith(("=", "+", "-", "@", "\t", "\r"))


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []
        self.tags: list[str] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)
        self._in_cell = tag == "td"
        if self._in_cell:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_page_shows_text_as_text(text: str) -> None:
    reader = Reader()
    reader.feed(render_html(text, [sheet((text, Decimal("1500"), 2030))], "vi"))
    assert reader.cells == [text, "1.500", "2030"]
    assert "script" not in reader.tags


@dataclass(frozen=True)
class _Answer:
    value: Decimal | None
    names: tuple[str, ...]
    scores: dict[str, Decimal]


def test_json_holds_numbers_and_letters() -> None:
    text = render_json(_Answer(Decimal("9.5"), ("Huế",), {"a": Decimal("2")}))
    assert json.loads(text) == {"value": 9.5, "names": ["Huế"], "scores": {"a": 2}}
    assert "Huế" in text


@pytest.mark.parametrize("words", [HEADINGS, PHRASES, ADVICE, *VALUES.values()])
def test_each_word_has_both_languages(words: dict[str, tuple[str, str]]) -> None:
    assert [key for key, pair in words.items() if len(pair) != 2 or not all(pair)] == []
