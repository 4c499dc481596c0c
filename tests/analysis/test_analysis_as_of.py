"""Comparisons by the units of a later day: who stands where, what is added and what is not."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import Any

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.as_of import Regrouped, UnitOfDay, compare_as_of
from plan_extract.analysis.compare import CompareQuestion
from plan_extract.model.errors import UsageError
from plan_extract.views.as_of import regrouped_grid, regrouped_sheets

POOR = "tỷ lệ hộ nghèo"
HOUSES = "số nhà vệ sinh công cộng xây mới"
DAY = date(2026, 12, 31)
COUNT: dict[str, Any] = {"unit": "count", "unit_text": "nhà"}
KHE_TRE = ("thị trấn Khe Tre", "xã Hương Phú", "xã Hương Lộc", "xã Thượng Lộ")


def store(connection: sqlite3.Connection, measure: str, value: str, place: dict[str, Any], **fields: Any) -> None:
    unit = place.get("commune") or place.get("district") or place["province"]
    plan = PlanBuilder(number=f"{len(unit)}{value}", issuer=f"UBND {unit}", issued_date="2022-03-15",
                       **place)  # fmt: skip
    plan.target(f"{measure} của {unit}: {value}", measure, value, **fields)
    plan.store(connection)


def province(name: str) -> dict[str, Any]:
    return {"level": "province", "province": name, "district": None}


def commune(name: str) -> dict[str, Any]:
    return {"level": "commune", "province": "Thừa Thiên Huế", "district": "Nam Đông", "commune": name}


def ask(connection: sqlite3.Connection, words: str, **question: Any) -> Regrouped:
    return compare_as_of(connection, CompareQuestion(words, **question), DAY)[1]


def units(answer: Regrouped) -> dict[str, UnitOfDay]:
    assert len(answer.groups) == 1
    return {unit.name: unit for unit in answer.groups[0].units}


def test_ratios_of_merged_provinces_stay_apart(connection: sqlite3.Connection) -> None:
    store(connection, POOR, "20", province("Hà Giang"))
    store(connection, POOR, "10", province("Tuyên Quang"))
    found = units(ask(connection, "hộ nghèo"))
    assert list(found) == ["tỉnh Tuyên Quang"]
    unit = found["tỉnh Tuyên Quang"]
    assert [(row.unit, row.fate, row.target.value) for row in unit.rows] == [
        ("tỉnh Hà Giang", "merged", 20), ("tỉnh Tuyên Quang", "merged", 10),
    ]  # fmt: skip
    assert (unit.total, unit.obstacle) == (None, "ratio")


def test_counts_are_added_where_every_part_is_there(connection: sqlite3.Connection) -> None:
    store(connection, HOUSES, "20", province("Hà Giang"), **COUNT)
    unit = units(ask(connection, "nhà vệ sinh"))["tỉnh Tuyên Quang"]
    assert (unit.total, unit.obstacle, unit.absent) == (None, "parts", ("tỉnh Tuyên Quang",))
    store(connection, HOUSES, "12", province("Tuyên Quang"), **{**COUNT, "comparator": ">="})
    unit = units(ask(connection, "nhà vệ sinh"))["tỉnh Tuyên Quang"]
    assert unit.total is not None and unit.obstacle is None
    assert (unit.total.value, unit.total.comparator) == (32, ">=")
    assert unit.total.parts == ("tỉnh Hà Giang", "tỉnh Tuyên Quang")


def test_communes_of_one_new_commune(connection: sqlite3.Connection) -> None:
    for number, name in enumerate(KHE_TRE[:3], 1):
        store(connection, HOUSES, str(number), commune(name), **COUNT)
    unit = units(ask(connection, "nhà vệ sinh"))["xã Khe Tre, thành phố Huế"]
    assert (unit.total, unit.absent) == (None, ("xã Thượng Lộ",))
    store(connection, HOUSES, "4", commune("xã Thượng Lộ"), **COUNT)
    total = units(ask(connection, "nhà vệ sinh"))["xã Khe Tre, thành phố Huế"].total
    assert total is not None and total.value == 10


@pytest.mark.parametrize(
    ("fields", "obstacle"),
    [
        ({"unit": "count", "unit_text": "nhà/xã"}, "ratio"),
        ({"unit": "count", "unit_text": "nhà", "comparator": "range", "value_high": 30}, "unlike"),
        ({"unit": "count", "unit_text": "nhà", "quantity": "change", "direction": "increase"}, "change"),
        ({"unit": "count", "unit_text": "nhà", "scope": "nông thôn"}, "unlike"),
    ],
)
def test_what_is_not_added(connection: sqlite3.Connection, fields: dict[str, Any], obstacle: str) -> None:
    for name in ("Hà Giang", "Tuyên Quang"):
        store(connection, HOUSES, "20", province(name), **fields)
    unit = units(ask(connection, "nhà vệ sinh"))["tỉnh Tuyên Quang"]
    assert (unit.total, unit.obstacle) == (None, obstacle)


def test_a_number_of_each_unit_is_not_added(connection: sqlite3.Connection) -> None:
    for name in ("Hà Giang", "Tuyên Quang"):
        store(connection, f"{HOUSES} ở mỗi xã", "2", province(name), **COUNT)
    assert units(ask(connection, "nhà vệ sinh"))["tỉnh Tuyên Quang"].obstacle == "ratio"


def test_a_divided_district_and_an_unnamed_commune_stand_under_what_holds_them(
    connection: sqlite3.Connection,
) -> None:
    place = {"level": "district", "province": "Thừa Thiên Huế", "district": "Nam Đông"}
    store(connection, POOR, "7", place)
    store(connection, POOR, "8", {**place, "level": "commune"})
    (unit,) = units(ask(connection, "hộ nghèo")).values()
    assert (unit.name, unit.total, unit.obstacle) == ("thành phố Huế", None, None)
    assert {(row.unit, row.fate, row.target.value) for row in unit.rows} == {
        ("huyện Nam Đông", "split", 7), (None, "open", 8),
    }  # fmt: skip
    assert set(next(row.heirs for row in unit.rows if row.fate == "split")) == {
        "xã Khe Tre", "xã Long Quảng", "xã Nam Đông",
    }  # fmt: skip


def test_within_names_a_unit_of_the_day(connection: sqlite3.Connection) -> None:
    store(connection, POOR, "20", province("Hà Giang"))
    store(connection, POOR, "7", province("Thừa Thiên Huế"))
    assert list(units(ask(connection, "hộ nghèo", within="tỉnh Tuyên Quang"))) == ["tỉnh Tuyên Quang"]
    assert ask(connection, "hộ nghèo", within="Cà Mau").groups == ()
    with pytest.raises(UsageError, match="no unit of 2026-12-31"):
        ask(connection, "hộ nghèo", within="Hà Giang, Hà Giang")
    with pytest.raises(UsageError, match="several units"):
        ask(connection, "hộ nghèo", within="xã Tân Lập")


def test_the_sheets_say_what_was_added_and_why_not(connection: sqlite3.Connection) -> None:
    for name, value in (("Hà Giang", "20"), ("Tuyên Quang", "12")):
        store(connection, HOUSES, value, province(name), **COUNT)
        store(connection, POOR, value, province(name))
    houses = regrouped_sheets(ask(connection, "nhà vệ sinh"), "nhà vệ sinh", "vi")[0]
    remark = [column.key for column in houses.columns].index("remark")
    assert houses.rows[-1][:6] == ("tỉnh Tuyên Quang", None, None, None, None, "32 nhà")
    assert houses.rows[-1][remark] == "tổng của tỉnh Hà Giang, tỉnh Tuyên Quang"
    poor = regrouped_grid(ask(connection, "hộ nghèo"), "hộ nghèo", "en")
    assert [row[remark + 1] for row in poor.rows] == ["merged; not added: a share, rate or mean without weights"] * 2
    assert "by the units of 2026-12-31" in poor.title
