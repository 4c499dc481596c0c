"""The comparison page by the units of another day."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from storage_plans import QUANG_TRI
from web_visitor import TEXT, Visitor, store

Visit = Callable[..., Visitor]
ADDRESS = "/compare?indicator=suy+dinh+duong&as_of=2026"


@pytest.fixture
def visitor(visit: Visit, database: Path) -> Visitor:
    old = QUANG_TRI.replace("7|", "9|") + TEXT.replace("19.5", "25")
    store(database, old, province="Quảng Bình", issuer="UBND tỉnh Quảng Bình", issued_date="2024-03-01")
    return visit()


def rows_of(page: HTMLParser) -> list[list[str]]:
    return [[cell.text(strip=True) for cell in row.css("td")] for row in page.css("tbody tr")]


def test_old_units_stand_under_those_of_the_day(visitor: Visitor) -> None:
    page = HTMLParser(visitor.get(ADDRESS).text)
    heads = [head.text(strip=True) for head in page.css_first("thead").css("th")]
    rows = [dict(zip(heads, row, strict=True)) for row in rows_of(page)]
    today = {row["Địa phương"]: row["Đơn vị vào ngày đó"] for row in rows if row["Mức"] in ("25 %", "22 %")}
    assert today == {"tỉnh Quảng Bình": "tỉnh Quảng Trị", "tỉnh Quảng Trị": "tỉnh Quảng Trị"}
    assert "47 %" not in page.text()


def test_downloads_hold_the_same_rows(visitor: Visitor) -> None:
    page = HTMLParser(visitor.get(ADDRESS).text)
    links = {link.text(): link.attributes["href"] for link in page.css("p.links a[download]")}
    csv = visitor.get(links["CSV"])
    assert csv.text.count("Quảng Bình") >= 1 and "2026" in links["CSV"]
    assert visitor.get(links["Excel"]).content[:2] == b"PK"
    assert visitor.get(links["JSON"]).json()["day"] == "2026-12-31"


def test_the_usual_page_offers_it(visitor: Visitor) -> None:
    page = HTMLParser(visitor.get("/compare?indicator=suy+dinh+duong").text)
    assert page.css_first("form.choices input[name=as_of]") is not None
    assert HTMLParser(visitor.get(ADDRESS).text).css_first("input[name=as_of]").attributes["value"] == "2026"


@pytest.mark.parametrize("day", ["soon", "2026-13-01", "<script>"])
def test_what_is_no_day_is_told(visitor: Visitor, day: str) -> None:
    answer = visitor.get(f"/compare?indicator=suy+dinh+duong&as_of={day}")
    assert answer.status_code == 404
    assert "neither a year" in answer.text and "<script>alert" not in answer.text


def test_each_value_leads_to_its_sentence(visitor: Visitor, database: Path) -> None:
    page = HTMLParser(visitor.get(ADDRESS).text)
    with closing(sqlite3.connect(database)) as connection:
        known = {
            f"/plan/{row[0]}#t-{row[1]}"
            for row in connection.execute("SELECT document_id, id FROM target WHERE unit = '%'")
        }
    assert {link.attributes["href"] for link in page.css("tbody td a")} == known
    assert [cell.attributes["lang"] for cell in page.css("tbody td.quote")] == ["vi"] * len(page.css("tbody tr"))


def test_the_chart_has_a_bar_for_each_old_unit_under_the_new(visitor: Visitor) -> None:
    page = HTMLParser(visitor.get(ADDRESS).text)
    picture = visitor.get(page.css_first("figure.chart img").attributes["src"])
    chart = HTMLParser(picture.text)
    words = [node.text() for node in chart.css("text")]
    assert picture.headers["content-type"].startswith("image/svg+xml")
    assert len(chart.css("rect[height='15']")) == 3
    assert words[words.index("tỉnh Quảng Trị") :] == [
        "tỉnh Quảng Trị", "tỉnh Quảng Trị", "22 %", "tỉnh Quảng Bình", "25 %",
    ]  # fmt: skip


def test_nothing_found_offers_names(visitor: Visitor) -> None:
    assert (
        "không có chỉ tiêu nào như thế"
        in visitor.get("/compare?indicator=không+có+chỉ+tiêu+nào+như+thế&as_of=2026").text
    )
