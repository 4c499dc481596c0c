"""Words that very many targets hold: the indicators that are meant, ranked whole, and what is left out."""

from __future__ import annotations

import sqlite3

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis import compare as compare_module
from plan_extract.analysis import wide_words
from plan_extract.analysis.compare import CompareQuestion, Comparison, compare
from plan_extract.analysis.many_targets import TargetsLater
from plan_extract.analysis.standing import make_standings
from plan_extract.views.comparison_grid import comparison_sheet
from plan_extract.views.json import to_plain
from plan_extract.views.standing import comparison_plain, left_out_tables

STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
LIGHT = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể nhẹ cân"
OTHER = "tỷ lệ xã có sổ theo dõi suy dinh dưỡng"


@pytest.fixture
def filled(connection: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> sqlite3.Connection:
    for place, district in enumerate(("Lạc Sơn", "Tân Lạc", "Kim Bôi")):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(place))
        plan.target(f"Giảm {STUNTED} còn {20 + place}%", STUNTED, str(20 + place), direction="decrease")
        plan.target(f"Giảm {LIGHT} còn {10 + place}%", LIGHT, str(10 + place), direction="decrease")
        plan.target(f"{OTHER} đạt {50 + place}%", OTHER, str(50 + place))
        if place:
            plan.target(f"{LIGHT} còn {9 - place}% năm 2030", LIGHT, str(9 - place), direction="decrease", year=2030)
        plan.store(connection)
    monkeypatch.setattr(compare_module, "_MANY_HITS", 1)
    return connection


def ranked(connection: sqlite3.Connection, answer: Comparison) -> list[tuple[object, ...]]:
    return [
        (group.indicator, group.year, group.mixed, [(str(row.target.value), row.rank) for row in group.rows])
        for group in make_standings(connection, answer).groups
    ]


def test_indicators_that_are_meant_are_ranked_whole_and_apart(filled: sqlite3.Connection) -> None:
    answer = compare(filled, CompareQuestion("suy dinh dưỡng"))
    assert ranked(filled, answer) == [
        ("underweight-u5", 2025, False, [("10", 1), ("11", 2), ("12", 3)]),
        ("underweight-u5", 2030, False, [("7", 1), ("8", 2)]),
        ("stunting-u5", 2025, False, [("20", 1), ("21", 2), ("22", 3)]),
        (None, 2025, True, [("52", None), ("51", None), ("50", None)]),
    ]
    assert sum(isinstance(group.targets, TargetsLater) for group in answer.groups) == 2
    assert answer.left_out is not None
    assert (answer.left_out.hits, answer.left_out.counted_all, answer.left_out.of_none) == (11, True, 3)


def test_what_is_left_out_is_told_in_every_form(filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wide_words, "_MOST_INDICATORS", 1)
    monkeypatch.setattr(wide_words, "_MOST_COUNTED", 5)
    answer = compare(filled, CompareQuestion("suy dinh dưỡng"))
    (table,) = left_out_tables(answer, "en")
    name = "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
    assert table.rows == ((name, 3),)
    assert table.notes[0].startswith("These words stand in at least 5 targets")
    standings = make_standings(filled, answer)
    grid = comparison_sheet(answer, standings, "vi")
    keys = [column.key for column in grid.columns]
    last = dict(zip(keys, grid.rows[-1], strict=True))
    assert (last["state"], last["measure"], last["values"]) == ("không hiển thị", name, 3)
    assert to_plain(comparison_plain(answer, standings))["left_out"] == {
        "hits": 5, "counted_all": False, "of_none": 3,
        "indicators": [{"id": "stunting-u5", "name": name, "targets": 3}],
    }  # fmt: skip


def test_level_and_year_narrow_it_too(filled: sqlite3.Connection) -> None:
    answer = compare(filled, CompareQuestion("suy dinh dưỡng", year=2030, level="district"))
    assert ranked(filled, answer) == [("underweight-u5", 2030, False, [("7", 1), ("8", 2)])]
    assert answer.plans == 2


@pytest.mark.parametrize(
    ("words", "narrowed", "whole"),
    [("suy dinh dưỡng", {"within": "Hòa Bình"}, False), ("suy dinh dưỡng", {}, True), ("sổ theo dõi", {}, False)],
    ids=["of a place", "asked for", "no indicator is meant"],
)
def test_all_are_read(filled: sqlite3.Connection, words: str, narrowed: dict[str, str], whole: bool) -> None:
    answer = compare(filled, CompareQuestion(words, **narrowed), whole=whole)  # type: ignore[arg-type]
    assert answer.left_out is None
    assert not any(isinstance(group.targets, TargetsLater) for group in answer.groups)


def test_words_outside_the_catalogue_that_are_too_many_to_read(
    filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wide_words, "_MOST_READ", 1)
    monkeypatch.setattr(wide_words, "_MOST_OF_NONE", 2)
    answer = compare(filled, CompareQuestion("sổ theo dõi"))
    assert [(mixed, len(rows)) for _, _, mixed, rows in ranked(filled, answer)] == [(True, 2)]
    assert answer.left_out is not None and (answer.left_out.hits, answer.left_out.of_none) == (3, 2)
