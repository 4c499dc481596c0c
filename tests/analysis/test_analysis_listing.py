"""Lists and search."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import pytest
from plans_for_review import PlanBuilder
from storage_plans import HUE, QUANG_TRI

from plan_extract.analysis import searching
from plan_extract.analysis.listing import list_agencies, list_indicators, list_localities, list_plans
from plan_extract.analysis.searching import search
from plan_extract.model.errors import UsageError
from plan_extract.views.answers import search_sheet

Store = Callable[..., str]


@pytest.fixture
def filled(connection: sqlite3.Connection, store: Store) -> sqlite3.Connection:
    store(HUE + "\nSố giường bệnh: 1200 giường 2028\nSở Y tế + Sở Tài chính -> Đầu tư cơ sở vật chất\n")
    store(QUANG_TRI + "\nSố giường bệnh: 800 giường\nSố giường bệnh: 900 giường 2028\nSở Y tế -> Báo cáo\n")
    return connection


def test_plans_with_the_number_of_their_facts(filled: sqlite3.Connection) -> None:
    assert [
        (plan.plan, plan.place, plan.period_start, plan.indicators, plan.targets, plan.tasks, plan.deadlines)
        for plan in list_plans(filled)
    ] == [("52/KH-UBND", "Huế", 2026, 1, 1, 1, 0), ("7/KH-UBND", "Quảng Trị", 2026, 2, 2, 1, 0)]


def test_indicators_with_plans_and_targets(filled: sqlite3.Connection) -> None:
    assert [(row.measure, row.plans, row.targets, row.units) for row in list_indicators(filled)] == [
        ("Số giường bệnh", 2, 3, "count")
    ]


def test_agencies_with_what_they_do(filled: sqlite3.Connection) -> None:
    assert [(row.agency, row.plans, row.leads, row.coordinates) for row in list_agencies(filled)] == [
        ("Sở Y tế thành phố Huế", 1, 1, 0),
        ("Sở Y tế tỉnh Quảng Trị", 1, 1, 0),
        ("Sở Tài chính thành phố Huế", 1, 0, 1),
    ]


def test_localities(filled: sqlite3.Connection) -> None:
    assert [(row.place, row.plans, row.targets) for row in list_localities(filled)] == [
        ("Huế", 1, 1),
        ("Quảng Trị", 1, 2),
    ]


def test_search_finds_without_accents_and_counts(filled: sqlite3.Connection) -> None:
    found = search(filled, "dau tu co so", kind="task")
    assert (found.total, [(hit.kind, hit.plan, hit.text) for hit in found.hits]) == (
        1,
        [("task", "52/KH-UBND", "Đầu tư cơ sở vật chất")],
    )


def test_words_with_the_accents_typed_come_first(connection: sqlite3.Connection, store: Store) -> None:
    store(HUE + "\nSở Y tế -> Giao chi tiêu\n")
    store(QUANG_TRI + "\nSở Y tế -> Giao chỉ tiêu cho các đơn vị trong toàn ngành\n")
    hits = search(connection, "giao chỉ tiêu", kind="task").hits
    assert [hit.text for hit in hits] == ["Giao chỉ tiêu cho các đơn vị trong toàn ngành", "Giao chi tiêu"]


def test_long_text_is_shown_around_the_words(connection: sqlite3.Connection, store: Store) -> None:
    store(HUE + "\nSở Y tế -> " + "đoạn đầu " * 60 + "phòng dịch sốt rét " + "đoạn cuối " * 60 + "\n")
    (hit,) = search(connection, "sốt rét", kind="task").hits
    assert "phòng dịch sốt rét" in hit.text
    assert hit.text.startswith("… ") and hit.text.endswith(" …")
    assert len(hit.text) < 250


def test_words_far_in_a_long_text_are_found_as_words_and_shown_with_their_surroundings(
    connection: sqlite3.Connection, store: Store
) -> None:
    around = "không phải trung tâm " * 90 + "giữ  rừng\tđặc dụng " + "đoạn cuối " * 300
    store(HUE + "\nSở Y tế -> " + around + "\n")
    (hit,) = search(connection, "rung dac dung", kind="task").hits
    assert "trung tâm giữ rừng đặc dụng đoạn cuối" in hit.text
    assert hit.text.startswith("… ") and hit.text.endswith(" …")
    (hit,) = search(connection, "rừng", kind="task").hits
    assert "giữ rừng đặc dụng" in hit.text


def test_values_of_one_sentence_are_one_hit(connection: sqlite3.Connection) -> None:
    plan = PlanBuilder()
    for year in (2025, 2030):
        plan.target("Tỷ lệ hộ nghèo còn 5% đến năm 2025 và 3% đến năm 2030", "Tỷ lệ hộ nghèo", "5", year=year)
    plan.target("Hộ nghèo giảm 12 hộ", "Hộ nghèo", "12", unit="count", unit_text="hộ")
    plan.store(connection)
    for limit in (1, 20):
        found = search(connection, "hộ nghèo", kind="target", limit=limit)
        assert (len(found.hits), found.total, found.complete) == (min(limit, 2), 2, True)


def test_hits_that_nobody_counted_further_are_told_as_such(
    filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = search(filled, "số")
    monkeypatch.setattr(searching, "_MOST_COUNTED", 1)
    more = search(filled, "số", limit=1)
    assert [search_sheet(answer, "vi").title for answer in (found, more)] == [
        f"Kết quả tìm kiếm: số ({found.total}/{found.total})", "Kết quả tìm kiếm: số (1/ít nhất 1)",
    ]  # fmt: skip


def test_nothing_found_names_what_is_near(filled: sqlite3.Connection) -> None:
    found = search(filled, "giường bệnh nội trú")
    assert (found.total, found.hits) == (0, ())
    assert "Số giường bệnh" in found.suggestions


@pytest.mark.parametrize(("text", "kind"), [("...", None), ("giường", "bed")])
def test_search_that_cannot_be_done(filled: sqlite3.Connection, text: str, kind: str | None) -> None:
    with pytest.raises(UsageError):
        search(filled, text, kind=kind)
