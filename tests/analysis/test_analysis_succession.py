"""What is remarked of agencies: unknown ones, open units, ends and heirs by date and unit."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from storage_plans import HUE, QUANG_TRI

from plan_extract.analysis.listing import list_agencies
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.analysis.succession import Known
from plan_extract.views.answers import matrix_table
from plan_extract.views.succession import known_text

Store = Callable[..., str]


@pytest.fixture
def known(connection: sqlite3.Connection, store: Store) -> dict[str, Known]:
    store(
        QUANG_TRI
        + "\nSở Lao động - Thương binh và Xã hội -> Báo cáo\nSở Y tế -> Báo cáo\nLiên minh Trẻ em xanh -> Vui chơi\n",
        issued_date="2024-03-01",
    )
    return {row.agency: row.known for row in list_agencies(connection)}


def test_heirs_take_parts_of_the_work(known: dict[str, Known]) -> None:
    found = known["Sở Lao động - Thương binh và Xã hội tỉnh Quảng Trị"]
    assert (found.ended, found.named_later) == ("2025-02-28", None)
    heirs = {heir.name: heir.scope for heir in found.heirs}
    assert "trẻ em" in (heirs["Sở Y tế tỉnh Quảng Trị"] or "")
    assert "bình đẳng giới" in (heirs["Sở Nội vụ tỉnh Quảng Trị"] or "")


def test_standing_bodies_have_no_remark(known: dict[str, Known]) -> None:
    assert known["Sở Y tế tỉnh Quảng Trị"] == Known()
    assert known_text(known["Sở Y tế tỉnh Quảng Trị"], "vi") is None


def test_unknown_bodies_are_flagged(known: dict[str, Known]) -> None:
    (name,) = (name for name, found in known.items() if found.unknown)
    assert name.startswith("Liên minh Trẻ em xanh")
    assert known_text(known[name], "vi") == "Chưa có trong danh mục"


def test_a_later_plan_that_names_the_old_body(connection: sqlite3.Connection, store: Store) -> None:
    store(HUE + "\nSở Lao động - Thương binh và Xã hội -> Báo cáo\n", issued_date="2026-01-20")
    (row,) = list_agencies(connection)
    assert row.known.named_later == "2026-01-20"
    assert "2026-01-20" in (known_text(row.known, "en") or "")


def test_the_same_office_of_two_districts_stays_two(connection: sqlite3.Connection, store: Store) -> None:
    for number, district in (("7|", "Vĩnh Linh"), ("8|", "Gio Linh")):
        plan = QUANG_TRI.replace("7|", number) + "\nPhòng Y tế -> Báo cáo\n"
        store(plan, level="district", district=district, issued_date="2024-03-01")
    rows = list_agencies(connection)
    assert {row.agency for row in rows} == {"Phòng Y tế huyện Vĩnh Linh", "Phòng Y tế huyện Gio Linh"}
    assert {(heir.name, heir.level) for row in rows for heir in row.known.heirs} == {
        ("Phòng Văn hóa - Xã hội", "commune")
    }
    assert "Phòng Văn hóa - Xã hội cấp xã" in (known_text(rows[0].known, "vi") or "")


def test_matrix_tells_it_below_the_table(connection: sqlite3.Connection, store: Store) -> None:
    store(QUANG_TRI + "\nSở LĐTBXH -> Báo cáo\nSở Y tế -> Báo cáo\n", issued_date="2024-03-01")
    sheet = matrix_table(make_matrix(connection, MatrixQuestion(plan="7/KH-UBND", by="task")), "vi")
    told = [note for note in sheet.notes if "sau đó" in note]
    assert len(told) == 1
    assert told[0].startswith("Sở LĐTBXH: Đến hết 28/02/2025, sau đó: Sở Nội vụ")
