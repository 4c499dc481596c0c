"""Comparison: what is found, what is kept apart, what is said where nothing is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from decimal import Decimal

import pytest
from storage_plans import HUE, QUANG_TRI

from plan_extract.analysis.compare import CompareQuestion, Comparison, compare
from plan_extract.model.errors import UsageError

Store = Callable[..., str]
DISTRICT = "9|KH-UBND|UBND huyện Vĩnh Linh|2024-03-01|Quảng Trị"
IN_VINH_LINH = {"level": "district", "district": "Vĩnh Linh"}


def values(answer: Comparison) -> list[list[tuple[str, str, int | None]]]:
    return [[(target.place, str(target.value), target.year) for target in group.targets] for group in answer.groups]


@pytest.fixture
def filled(connection: sqlite3.Connection, store: Store) -> sqlite3.Connection:
    store(HUE + "\nTỷ lệ trẻ em suy dinh dưỡng: 9.5% 2027\nSố trẻ em suy dinh dưỡng: 1500 trẻ 2027\n")
    store(QUANG_TRI + "\nTỷ lệ trẻ em suy dinh dưỡng: 11% 2027\nTỷ lệ trẻ em suy dinh dưỡng: 10% 2030\n")
    store(DISTRICT + "\nTỷ lệ suy dinh dưỡng của trẻ em: 12% 2027\nSố xã: 5 xã\n", **IN_VINH_LINH)
    return connection


@pytest.mark.parametrize("asking", [0, 80])
def test_words_of_one_place_are_found_however_they_are_looked_for(
    filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch, asking: int
) -> None:
    monkeypatch.setattr("plan_extract.analysis.compare._ASKING", asking)
    answer = compare(filled, CompareQuestion("suy dinh dưỡng", within="tỉnh Quảng Trị"))
    assert [str(target.value) for target in answer.targets] == ["11", "10", "12"]


def test_same_indicator_stands_by_level_and_value_units_apart(filled: sqlite3.Connection) -> None:
    answer = compare(filled, CompareQuestion("trẻ em suy dinh dưỡng"))
    assert values(answer) == [
        [
            ("Quảng Trị", "11", 2027),
            ("Huế", "9.5", 2027),
            ("Quảng Trị", "10", 2030),
            ("Vĩnh Linh, Quảng Trị", "12", 2027),
        ],
        [("Huế", "1500", 2027)],
    ]
    assert [group.unit for group in answer.groups] == ["%", "count"]
    assert answer.plans == 3


def test_answer_carries_the_sentence_and_where_it_stands(filled: sqlite3.Connection) -> None:
    target = compare(filled, CompareQuestion("suy dinh dưỡng", level="district")).targets[0]
    assert target.quote == "Tỷ lệ suy dinh dưỡng của trẻ em: 12% 2027"
    assert (target.plan, target.issuer, target.comparator) == ("9/KH-UBND", "UBND huyện Vĩnh Linh", "=")
    assert isinstance(target.value, Decimal)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"year": 2030}, ["10"]),
        ({"level": "district"}, ["12"]),
        ({"within": "tỉnh Quảng Trị"}, ["11", "10", "12"]),
        ({"within": "quang tri", "year": 2027}, ["11", "12"]),
        ({"within": "huyện Vĩnh Linh, Quảng Trị"}, ["12"]),
    ],
)
def test_question_narrowed(filled: sqlite3.Connection, changes: dict[str, object], found: list[str]) -> None:
    question = CompareQuestion("tỷ lệ suy dinh dưỡng", **changes)  # type: ignore[arg-type]
    assert [str(target.value) for target in compare(filled, question).targets] == found


def test_words_typed_without_accents_are_found_with_accents_they_count(
    connection: sqlite3.Connection, store: Store
) -> None:
    store(HUE + "\nSố chi tiêu công: 5 khoản\n")
    store(QUANG_TRI + "\nSố chỉ tiêu đạt: 7 khoản\n")
    assert len(compare(connection, CompareQuestion("chi tieu")).targets) == 2
    assert [t.place for t in compare(connection, CompareQuestion("chỉ tiêu")).targets] == ["Quảng Trị"]


def test_tone_may_stand_on_either_vowel(connection: sqlite3.Connection, store: Store) -> None:
    store(HUE + "\nSố vụ hòa giải: 5 vụ\n")
    assert len(compare(connection, CompareQuestion("hoà giải")).targets) == 1


def test_clause_that_only_mentions_the_words_gives_way_to_the_measure(
    connection: sqlite3.Connection, store: Store
) -> None:
    store(HUE + "\nSố hộ nghèo: 5 hộ\nSố lớp học: 3 hộ 2026\n")
    answer = compare(connection, CompareQuestion("hộ nghèo"))
    assert [(target.measure, target.match) for target in answer.targets] == [("Số hộ nghèo", "measure")]
    loose = compare(connection, CompareQuestion("lớp học hộ"))
    assert [(target.measure, target.match) for target in loose.targets] == [("Số lớp học", "quote")]


def test_things_counted_in_different_units_are_not_ranked_together(
    connection: sqlite3.Connection, store: Store
) -> None:
    store(HUE + "\nSố cơ sở y tế: 5 trạm\n")
    store(QUANG_TRI + "\nSố cơ sở y tế: 7 giường\n")
    assert [len(group.targets) for group in compare(connection, CompareQuestion("cơ sở y tế")).groups] == [
        1,
        1,
    ]


def test_kinds_of_one_thing_stand_in_one_group(connection: sqlite3.Connection, store: Store) -> None:
    """What kind of household it is, the measure says."""
    store(HUE + "\nSố hộ thoát nghèo: 5 hộ\n")
    store(QUANG_TRI + "\nSố hộ thoát nghèo: 7 hộ nghèo\n")
    (group,) = compare(connection, CompareQuestion("thoát nghèo")).groups
    assert sorted(str(target.value) for target in group.targets) == ["5", "7"]
    assert group.unit_text == "hộ"


def test_correction_is_what_is_compared(filled: sqlite3.Connection) -> None:
    target = filled.execute("SELECT id FROM target WHERE value = 12").fetchone()[0]
    for name, value in (("value", "12.5"), ("year", "2028")):
        filled.execute(
            "INSERT INTO correction (fact_table, fact_id, field, value, author, created_at) "
            "VALUES ('target', ?, ?, ?, 'Lan', '2026-05-01')",
            (target, name, value),
        )
    found = compare(filled, CompareQuestion("suy dinh dưỡng", level="district")).targets[0]
    assert (found.value, found.year, found.corrected) == (Decimal("12.5"), 2028, True)


def test_withdrawn_target_is_left_out(filled: sqlite3.Connection) -> None:
    filled.execute(
        "INSERT INTO correction (fact_table, fact_id, field, value, author, created_at) "
        "SELECT 'target', id, 'withdrawn', '1', 'Lan', '2026-05-01' FROM target WHERE value = 12"
    )
    assert compare(filled, CompareQuestion("suy dinh dưỡng", level="district")).targets == ()


def test_catalogue_key_finds_what_words_do_not(filled: sqlite3.Connection) -> None:
    filled.execute("INSERT INTO canonical_indicator (id, name) VALUES ('stunting', 'Thấp còi')")
    filled.execute("UPDATE target SET canonical_indicator_id = 'stunting' WHERE value = 12")
    for text in ("stunting", "thấp còi"):
        assert [t.match for t in compare(filled, CompareQuestion(text)).targets] == ["catalogue"]


def test_without_a_match_the_nearest_measures_are_named(filled: sqlite3.Connection) -> None:
    answer = compare(filled, CompareQuestion("tỷ lệ trẻ em suy dinh dưởng thể béo phì"))
    assert answer.groups == ()
    assert "Tỷ lệ trẻ em suy dinh dưỡng" in answer.suggestions


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (CompareQuestion("?!"), "in words"),
        (CompareQuestion("nghèo", level="tinh"), "no level"),
        (CompareQuestion("nghèo", within="Cà Mau"), "no plan is from"),
        (CompareQuestion("nghèo", within="huyện Vĩnh Lin"), "nearest: Vĩnh Linh, Quảng Trị"),
    ],
)
def test_question_that_cannot_be_answered(filled: sqlite3.Connection, question: CompareQuestion, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        compare(filled, question)


def test_share_written_as_so_many_of_so_many_stands_with_percentages(
    connection: sqlite3.Connection, store: Store
) -> None:
    store(HUE + "\nTỷ lệ xã có trạm y tế: 80% 2027\n")
    store(QUANG_TRI + "\nTỷ lệ xã có trạm y tế: 9% 2027\n")
    connection.execute(
        "UPDATE target SET unit = 'ratio', per = 10, normalised_value = 90, normalised_unit = '%' WHERE value = 9"
    )
    (group,) = compare(connection, CompareQuestion("trạm y tế")).groups
    assert [str(target.normalised_value) for target in group.targets] == ["90", "80"]


def test_corrected_value_is_compared_in_the_same_group(connection: sqlite3.Connection, store: Store) -> None:
    store(HUE + "\nTỷ lệ hộ nghèo: 8% 2027\n")
    store(QUANG_TRI + "\nTỷ lệ hộ nghèo: 9% 2027\n")
    connection.execute(
        "INSERT INTO correction (fact_table, fact_id, field, value, author, created_at) "
        "SELECT 'target', id, 'value', '7', 'Lan', '2026-05-01' FROM target WHERE value = 9"
    )
    (group,) = compare(connection, CompareQuestion("hộ nghèo")).groups
    assert [(str(target.normalised_value), target.normalised_unit) for target in group.targets] == [
        ("8", "%"),
        ("7", "%"),
    ]
