"""Rank, distance from the superior, outliers and missing units; the charts drawn from them."""

from __future__ import annotations

import sqlite3
import xml.etree.ElementTree as ElementTree
from decimal import Decimal
from itertools import pairwise

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.many_targets import RowsLater
from plan_extract.analysis.standing import Standings, make_standings
from plan_extract.views.comparison_grid import comparison_sheet
from plan_extract.views.json import to_plain
from plan_extract.views.sheets import Sheet
from plan_extract.views.standing import comparison_plain, spread_lines, standing_sheets, standing_tables
from plan_extract.views.svg import render_svg

STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
SVG = "{http://www.w3.org/2000/svg}"


def fill(connection: sqlite3.Connection, values: dict[str, str], year: int = 2025) -> None:
    for district, value in values.items():
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(len(district)))
        plan.cite("78/KH-UBND", "2021-05-12")
        plan.target(f"Giảm {STUNTED} còn {value}%", STUNTED, value, direction="decrease", year=year)
        plan.target(f"còn {value} - 1% năm 2030", STUNTED, str(float(value) - 1), direction="decrease", year=2030)
        plan.store(connection)


def province(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                       issued_date="2021-05-12")  # fmt: skip
    plan.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    plan.store(connection)


def column(sheet: Sheet, key: str) -> list[object]:
    place = [found.key for found in sheet.columns].index(key)
    return [row[place] for row in sheet.rows]


def ask(connection: sqlite3.Connection, **question: object) -> Standings:
    return make_standings(connection, compare(connection, CompareQuestion("thấp còi", **question)))  # type: ignore[arg-type]


def test_ranked_within_a_level_the_strictest_first(connection: sqlite3.Connection) -> None:
    province(connection)
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20", "Kim Bôi": "21"})
    group = next(group for group in ask(connection).groups if group.year == 2025)
    assert group.better == "decrease"
    assert [(row.target.place.split(",")[0], row.rank) for row in group.rows] == [
        ("Hòa Bình", 1), ("Tân Lạc", 1), ("Kim Bôi", 2), ("Lạc Sơn", 2),
    ]  # fmt: skip
    assert [str(row.difference) for row in group.rows] == ["None", "0.5", "1.5", "1.5"]
    assert {row.national.value for row in group.rows if row.national} == {17}


def test_number_of_things_has_no_share_of_the_country_beside_it(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình")
    communes = "xã đạt chuẩn nông thôn mới"
    plan.target(f"Tỷ lệ {communes} đạt 75%", f"Tỷ lệ {communes}", "75")
    plan.target(f"Có 12 {communes}", communes, "12", unit="count", unit_text="xã")
    plan.store(connection)
    standings = make_standings(connection, compare(connection, CompareQuestion(communes)))
    beside = {str(row.target.value): row.national for group in standings.groups for row in group.rows}
    assert beside["12"] is None
    assert beside["75"] is not None and beside["75"].value == 80


def test_the_country_has_a_row_of_its_own_with_its_source(connection: sqlite3.Connection) -> None:
    province(connection)
    answer = compare(connection, CompareQuestion("stunting-u5", year=2025))
    standings = make_standings(connection, answer)
    country = standings.groups[0].country
    assert [(target.comparator, target.value, target.source.number) for target in country] == [("=", 17, "23/QĐ-TTg")]
    sheet = standing_sheets(standings, "vi")[0]
    place, quote = (next(n for n, c in enumerate(sheet.columns) if c.key == key) for key in ("place", "quote"))
    assert [row[place] for row in sheet.rows] == ["Cả nước", "Hòa Bình"]
    assert sheet.rows[0][quote] == (
        "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi: 17% năm 2025 "
        "(Quyết định 23/QĐ-TTg ngày 07/01/2021 của Thủ tướng Chính phủ, chỉ tiêu 4)"
    )
    grid = comparison_sheet(answer, standings, "vi")
    assert column(grid, "place") == ["Cả nước", "Hòa Bình"]
    assert column(grid, "state") == ["mức quốc gia", "có số liệu"]
    assert [group.country for group in ask(connection, level="province").groups] == [()]
    assert [group.country for group in ask(connection, within="Hòa Bình").groups] == [()]
    assert [(spread.lowest, spread.highest) for spread in standings.groups[0].spreads] == [
        (Decimal("19.5"), Decimal("19.5"))
    ]


def test_no_national_row_where_a_national_plan_says_it_or_the_year_has_none(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder(number="23", symbol="QĐ-TTg", level="national", province=None, district=None,
                       issuer="Thủ tướng Chính phủ", issued_date="2021-01-07")  # fmt: skip
    plan.target(f"Giảm {STUNTED} xuống 17%", STUNTED, "17", direction="decrease", year=2025)
    plan.target("17% năm 2024", STUNTED, "17", direction="decrease", year=2024)
    plan.store(connection)
    assert [(group.year, group.country) for group in ask(connection).groups] == [(2024, ()), (2025, ())]


def test_indicators_that_share_words_are_ranked_apart(connection: sqlite3.Connection) -> None:
    for district, stunted, underweight in (("Lạc Sơn", "21", "11"), ("Tân Lạc", "20", "12")):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(len(district)))
        plan.target(f"Giảm {STUNTED} còn {stunted}%", STUNTED, stunted, direction="decrease")
        light = STUNTED.replace("thấp còi", "nhẹ cân")
        plan.target(f"Giảm {light} còn {underweight}%", light, underweight, direction="decrease")
        other = "tỷ lệ xã có sổ theo dõi suy dinh dưỡng"
        plan.target(f"{other} đạt {stunted}%", other, stunted)
        plan.store(connection)
    standings = make_standings(connection, compare(connection, CompareQuestion("suy dinh dưỡng")))
    found = {group.indicator: [(str(row.target.value), row.rank) for row in group.rows] for group in standings.groups}
    assert found == {
        "stunting-u5": [("20", 1), ("21", 2)],
        "underweight-u5": [("11", 1), ("12", 2)],
        None: [("21", None), ("20", None)],
    }
    titles = [sheet.title for sheet in standing_sheets(standings, "vi")]
    assert "thấp còi" in titles[0] and "nhẹ cân" in titles[1] and "chưa có trong danh mục" in titles[2]
    assert [len(sheet.notes) for sheet in standing_sheets(standings, "vi")] == [1, 1, 0]


def test_spread_and_outliers(connection: sqlite3.Connection) -> None:
    fill(
        connection,
        dict(zip("ABCDEFG", ["20", "21", "20", "21", "20", "21", "60"], strict=True)),
    )
    group = next(group for group in ask(connection).groups if group.year == 2025)
    assert [(spread.level, spread.lowest, spread.median, spread.highest) for spread in group.spreads] == [
        ("district", 20, 21, 60)
    ]
    assert [row.target.value for row in group.rows if row.outlier] == [60]


def test_spread_mixes_neither_levels_nor_parts_with_their_total(connection: sqlite3.Connection) -> None:
    province(connection)
    for district, total, parts in (("Lạc Sơn", "21", ("5", "90")), ("Tân Lạc", "20", ("30",))):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(len(district)))
        plan.target(f"Giảm {STUNTED} còn {total}%", STUNTED, total, direction="decrease")
        for part in parts:
            plan.target(f"Xã {part} | {part}", STUNTED, part, scope=f"Xã {part}")
        plan.store(connection)
    group = ask(connection).groups[0]
    assert [(spread.level, spread.of_parts, spread.values, spread.median) for spread in group.spreads] == [
        ("province", False, 1, Decimal("19.5")), ("district", False, 2, Decimal("20.5")), ("district", True, 3, 30),
    ]  # fmt: skip
    assert spread_lines(group, "vi") == (
        "huyện (2 giá trị): thấp nhất 20, trung vị 20,5, cao nhất 21",
        "huyện, từng phần (3 giá trị): thấp nhất 5, trung vị 30, cao nhất 90",
    )


def test_outlier_is_told_among_its_level(connection: sqlite3.Connection) -> None:
    """A value that is plain among communes is none among districts."""
    fill(connection, dict(zip("ABCDEFG", ["20", "21", "20", "21", "20", "21", "40"], strict=True)))
    for place, value in enumerate(["38", "39", "40", "40", "41", "42"]):
        plan = PlanBuilder(level="commune", commune=f"Xã {place}", issuer=f"UBND xã {place}", number=f"7{place}")
        plan.target(f"Giảm {STUNTED} còn {value}%", STUNTED, value, direction="decrease")
        plan.store(connection)
    group = next(group for group in ask(connection).groups if group.year == 2025)
    assert [(row.target.level, row.target.value) for row in group.rows if row.outlier] == [("district", 40)]


def test_grid_has_the_whole_answer_in_one_table(connection: sqlite3.Connection) -> None:
    province(connection)
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20"})
    PlanBuilder(district="Kim Bôi", number="95").store(connection)
    answer = compare(connection, CompareQuestion("thấp còi", year=2025, within="Hòa Bình"))
    grid = comparison_sheet(answer, make_standings(connection, answer), "vi")
    keys = ("state", "place", "rank", "superior_figure", "difference", "national_figure", "lowest", "middle", "highest")
    rows = list(zip(*(column(grid, key) for key in keys), strict=True))
    assert [tuple(map(str, row)) for row in rows[:3]] == [
        ("có số liệu", "Hòa Bình", "1", "None", "None", "17", "19.5", "19.5", "19.5"),
        ("có số liệu", "Tân Lạc, Hòa Bình", "1", "19.5", "0.5", "17", "20", "20.5", "21"),
        ("có số liệu", "Lạc Sơn, Hòa Bình", "2", "19.5", "1.5", "17", "20", "20.5", "21"),
    ]
    missing = {row[1]: row[0] for row in rows[3:]}
    assert missing["huyện Kim Bôi"] == "kế hoạch không có chỉ tiêu này"
    assert missing["huyện Đà Bắc"] == "không có kế hoạch trong cơ sở dữ liệu"
    assert column(grid, "plan")[[*column(grid, "place")].index("huyện Kim Bôi")] == "95/KH-UBND"


def test_json_has_the_targets_of_a_unit_once_beside_the_ranking(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21"})
    answer = compare(connection, CompareQuestion("thấp còi"))
    plain = to_plain(comparison_plain(answer, make_standings(connection, answer)))
    assert [len(group["targets"]) for group in plain["groups"]] == [2]
    ranked = plain["standings"]["groups"]
    assert [sorted(made["group"]) for made in ranked] == [
        ["normalised_unit", "per", "quantity", "unit", "unit_text"]
    ] * 2
    assert [(row["rank"], row["target"]["value"]) for made in ranked for row in made["rows"]] == [(1, 21), (1, 20)]


def test_worksheets_are_named_by_year_unit_and_indicator(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21"})
    other = STUNTED.replace("thấp còi", "nhẹ cân")
    plan = PlanBuilder(district="Tân Lạc", issuer="UBND huyện Tân Lạc", number="7")
    plan.target(f"Giảm {other} còn 11%", other, "11", direction="decrease")
    plan.store(connection)
    answer = make_standings(connection, compare(connection, CompareQuestion("suy dinh dưỡng")))
    tabs = [sheet.tab for sheet in standing_sheets(answer, "vi")]
    assert tabs == [
        "2025 % …dinh dưỡng thể thấp còi",
        "2030 % …dinh dưỡng thể thấp còi",
        "2025 % …dinh dưỡng thể nhẹ cân",
    ]
    assert max(map(len, tabs)) <= 31


def test_tables_say_how_many_rows_they_leave_out(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20", "Kim Bôi": "22"})
    sheet = standing_sheets(ask(connection, year=2025), "en", most=2)[0]
    assert column(sheet, "value_text") == ["17 %", "20 %", "21 %"]
    assert sheet.notes[0] == "2 of 3 rows; all with --limit 0, --format csv or xlsx"
    assert "Lowest" not in sheet.notes[0] and sheet.notes[1].startswith("district (3 values): lowest 20")


def test_terminal_leaves_out_columns_that_are_empty(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21"})
    table = standing_tables(ask(connection, within="Hòa Bình", year=2025), "vi")[0]
    assert [found.key for found in table.columns] == [
        "rank", "level", "place", "plan", "measure", "value_text", "national_value", "quote",
    ]  # fmt: skip


def test_missing_units_with_and_without_a_plan(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21"})
    PlanBuilder(district="Tân Lạc", number="95").store(connection)
    missing = {unit.place: (unit.has_plan, unit.plan) for unit in ask(connection, within="Hòa Bình").missing}
    assert missing["huyện Tân Lạc"] == (True, "95/KH-UBND")
    assert missing["huyện Đà Bắc"] == (False, None)
    assert "huyện Lạc Sơn" not in missing
    assert ask(connection).missing == ()


def test_sheets_say_who_is_missing(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21"})
    sheets = standing_sheets(ask(connection, within="Hòa Bình"), "vi")
    assert sheets[0].title == "So sánh chỉ tiêu: thấp còi — %, mức, năm 2025"
    assert ("huyện Đà Bắc", "Không có kế hoạch trong cơ sở dữ liệu", None) in sheets[-1].rows


def drawn(standings: Standings) -> ElementTree.Element:
    return ElementTree.fromstring(render_svg("Thấp còi", standings, "vi"))


def test_chart(connection: sqlite3.Connection) -> None:
    province(connection)
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20"})
    root = drawn(ask(connection))
    words = [text.text for text in root.iter(f"{SVG}text")]
    assert {"1. Tân Lạc", "2. Lạc Sơn", "21 %", "Quốc gia: 17 %", "Mức của cấp trên", "%, mức: 2025 → 2030"} <= set(
        words
    )
    bars = {rect.find(f"{SVG}title").text: float(rect.get("width")) for rect in root.iter(f"{SVG}rect") if len(rect)}  # type: ignore[union-attr,arg-type]
    widths = [width for title, width in bars.items() if "còn 20%" in title or "còn 21%" in title]
    assert max(widths) / min(widths) == pytest.approx(21 / 20, rel=0.01)
    height = float(root.get("height", "0"))
    assert all(
        0 <= float(text.get("x", "0")) <= 900 and float(text.get("y", "0")) <= height
        for text in root.iter(f"{SVG}text")
    )


def test_slope_is_of_the_years_in_which_plans_end(connection: sqlite3.Connection) -> None:
    for district, first in (("Lạc Sơn", "24"), ("Tân Lạc", "23"), ("Kim Bôi", "22")):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(len(district)))
        for year, less in ((2023, 0), (2025, 1), *([(2030, 3)] if district != "Kim Bôi" else [])):
            value = str(int(first) - less)
            plan.target(f"{STUNTED} còn {value}% năm {year}", STUNTED, value, direction="decrease", year=year)
        plan.store(connection)
    words = [text.text or "" for text in drawn(ask(connection)).iter(f"{SVG}text")]
    assert [text for text in words if "→" in text] == ["%, mức: 2025 → 2030"]


def test_slope_labels_keep_apart_within_the_chart_and_lines_have_a_legend(connection: sqlite3.Connection) -> None:
    province(connection)
    values = [*(str(20 + place / 10) for place in range(9)), "90"]
    fill(connection, dict(zip("ABCDEFGHIJ", values, strict=True)))
    root = drawn(ask(connection))
    words = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert words[-21:].count("huyện") == 0 and words.count("huyện") == 3
    labels = [text for text in root.iter(f"{SVG}text") if (text.text or "").startswith(tuple("ABCDEFGHIJ"))]
    places = sorted(float(text.get("y", "0")) for text in labels)
    assert len(places) == 10
    assert min(below - above for above, below in pairwise(places)) >= 14.9
    line = next(line for line in root.iter(f"{SVG}line") if line.get("stroke") == "#c8c8c8")
    assert places[-1] <= float(line.get("y2", "0")) + 5


def test_name_of_a_place_is_cut_its_value_never(connection: sqlite3.Connection) -> None:
    name = "Thị trấn có tên thật dài và còn dài hơn nữa của huyện"
    fill(connection, {name: "21", "B": "20"})
    words = [text.text or "" for text in drawn(ask(connection)).iter(f"{SVG}text")]
    assert [text for text in words if text.startswith("Thị trấn")] == ["Thị trấn có tên thật dài và còn dài…  21 %"]


def test_picture_leaves_out_rankings_of_one_value_and_says_so(connection: sqlite3.Connection) -> None:
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20"})
    plan = PlanBuilder(district="Kim Bôi", issuer="UBND huyện Kim Bôi", number="7")
    plan.target(f"{STUNTED} còn 23% năm 2024", STUNTED, "23", direction="decrease", year=2024)
    plan.store(connection)
    words = [text.text or "" for text in drawn(ask(connection)).iter(f"{SVG}text")]
    assert not any(text.endswith("năm 2024") for text in words)
    assert words[-1] == "Không vẽ 1 bảng xếp hạng chỉ có một mức hoặc quá nhiều cho một hình"


def test_chart_draws_no_slope_from_one_indicator_to_another(connection: sqlite3.Connection) -> None:
    light = STUNTED.replace("thấp còi", "nhẹ cân")
    for district, first, last in (("Lạc Sơn", "21", "19"), ("Tân Lạc", "20", "18"), ("Kim Bôi", "22", "17")):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(len(district)))
        plan.target(f"Giảm {light} còn {last}%", light, last, direction="decrease", year=2025)
        plan.target(f"Giảm {STUNTED} còn {first}%", STUNTED, first, direction="decrease", year=2025)
        plan.target(f"{STUNTED} còn {last}% năm 2030", STUNTED, last, direction="decrease", year=2030)
        plan.target(f"tỷ lệ xã theo dõi suy dinh dưỡng {last}%", "tỷ lệ xã theo dõi suy dinh dưỡng", last, year=2025)
        plan.store(connection)
    standings = make_standings(connection, compare(connection, CompareQuestion("suy dinh dưỡng")))
    words = [text.text or "" for text in ElementTree.fromstring(render_svg("", standings, "vi")).iter(f"{SVG}text")]
    slopes = [text for text in words if "→" in text]
    assert len(slopes) == 1 and "thấp còi" in slopes[0]
    titles = [text for text in words if text.endswith("năm 2025")]
    assert len(titles) == 3 and sum("nhẹ cân" in title for title in titles) == 1
    assert sum(text.startswith("huyện (3 giá trị): thấp nhất") for text in words) == 3


def test_chart_shows_text_as_text(connection: sqlite3.Connection) -> None:
    fill(connection, {'<script>"&': "21"})
    drawing = render_svg("<b>&", ask(connection), "vi")
    root = ElementTree.fromstring(drawing)
    assert root.find(f"{SVG}title").text == "<b>&"  # type: ignore[union-attr]
    assert "<script" not in drawing


def test_rows_made_as_they_are_looked_at_are_the_same(
    connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    province(connection)
    fill(connection, {"Lạc Sơn": "21", "Tân Lạc": "20", "Kim Bôi": "21", "Đà Bắc": "35"})
    at_once = ask(connection)
    monkeypatch.setattr("plan_extract.analysis.standing._MOST_AT_ONCE", 0)
    later = ask(connection)
    assert [type(group.rows) for group in later.groups] == [RowsLater] * 2
    assert to_plain(later) == to_plain(at_once)
    assert later.groups[0].rows[2].superior == at_once.groups[0].rows[2].superior is not None
