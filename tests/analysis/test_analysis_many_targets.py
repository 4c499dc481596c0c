"""Comparisons of very many targets: read later, but the same as those read at once."""

from __future__ import annotations

import sqlite3

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis import compare as compare_module
from plan_extract.analysis.compare import CompareQuestion, compare
from plan_extract.analysis.many_targets import TargetsLater
from plan_extract.analysis.standing import make_standings
from plan_extract.storage.corrections import correct
from plan_extract.storage.writer import remove_plan
from plan_extract.views.json import to_plain

STUNTED = "tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng thể thấp còi"
KEY = "stunting-u5"
DISTRICTS = ("Lạc Sơn", "Tân Lạc", "Kim Bôi", "Mai Châu", "Đà Bắc", "Cao Phong", "Yên Thủy", "Lương Sơn")


@pytest.fixture
def filled(connection: sqlite3.Connection) -> sqlite3.Connection:
    plan = PlanBuilder(number="78", level="province", district=None, issuer="UBND tỉnh Hòa Bình",
                       issued_date="2021-05-12")  # fmt: skip
    plan.target(f"Giảm {STUNTED} còn 19,5%", STUNTED, "19.5", direction="decrease")
    plan.target(f"Có 120 xã giảm {STUNTED}", STUNTED, "120", unit="count", unit_text="xã")
    plan.store(connection)
    for place, district in enumerate(DISTRICTS):
        plan = PlanBuilder(district=district, issuer=f"UBND huyện {district}", number=str(place))
        plan.cite("78/KH-UBND", "2021-05-12")
        value = 21 + place // 2 + 40 * (place == 7)
        plan.target(f"Giảm {STUNTED} còn {value}%", STUNTED, str(value), direction="decrease")
        plan.target(f"Ở xã khó khăn còn {value + 4}%", STUNTED, str(value + 4), scope="xã khó khăn")
        plan.target(f"còn {value - 1.5}% năm 2030", STUNTED, str(value - 1.5), direction="decrease", year=2030)
        plan.store(connection)
    return connection


def targets(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT id FROM target ORDER BY document_id, position")]


def later(connection: sqlite3.Connection, question: CompareQuestion, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The answer and its rankings with all targets read later, in plain types."""
    with monkeypatch.context() as patched:
        patched.setattr(compare_module, "_MANY", 1)
        answer = compare(connection, question)
    assert all(isinstance(group.targets, TargetsLater) for group in answer.groups)
    return [to_plain(answer), to_plain(make_standings(connection, answer))]


def at_once(connection: sqlite3.Connection, question: CompareQuestion) -> list[object]:
    answer = compare(connection, question)
    return [to_plain(answer), to_plain(make_standings(connection, answer))]


@pytest.mark.parametrize("narrowed", [{}, {"year": 2030}, {"level": "district"}, {"year": 2025, "level": "province"}])
def test_targets_read_later_give_the_same_answer(
    filled: sqlite3.Connection, narrowed: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    question = CompareQuestion(KEY, **narrowed)  # type: ignore[arg-type]
    expected = at_once(filled, question)
    assert expected[0]["plans"] == (1 if narrowed.get("level") == "province" else 8 if narrowed else 9)  # type: ignore[index]
    assert later(filled, question, monkeypatch) == expected


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("value", "12,5"),
        ("year", "2030"),
        ("year", "2027"),
        ("unit", "count"),
        ("measure", "khác"),
        ("withdrawn", None),
    ],
)
def test_what_people_corrected_is_in_its_place(
    filled: sqlite3.Connection, field: str, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = at_once(filled, CompareQuestion(KEY))
    correct(filled, "target", targets(filled)[4], field, value, author="An")
    for question in (CompareQuestion(KEY), CompareQuestion(KEY, 2030), CompareQuestion(KEY, level="district")):
        assert later(filled, question, monkeypatch) == at_once(filled, question)
    assert at_once(filled, CompareQuestion(KEY)) != before


def test_first_targets_are_read_without_the_others(filled: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plan_extract.analysis.many_targets._FIRST", 3)
    monkeypatch.setattr("plan_extract.analysis.many_targets._AT_ONCE", 5)
    monkeypatch.setattr(compare_module, "_MANY", 1)
    answer = compare(filled, CompareQuestion(KEY))
    statements: list[str] = []
    filled.set_trace_callback(statements.append)
    shares = answer.groups[0].targets
    assert [target.level for target in shares[:3]] == ["province", "district", "district"]
    assert not statements, "the first were read with the answer"
    assert shares[-1].year == 2030
    assert len([sql for sql in statements if "target_comparison" in sql]) == 1
    with pytest.raises(IndexError):
        shares[len(shares)]


def listed(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    rows = connection.execute("SELECT target_id, level, place FROM compared_target ORDER BY target_id")
    return [tuple(row) for row in rows]


def test_table_follows_the_plans(filled: sqlite3.Connection) -> None:
    assert [row[0] for row in listed(filled)] == sorted(targets(filled))
    plan = filled.execute("SELECT id FROM document WHERE district = 'Mai Châu'").fetchone()[0]
    filled.execute("UPDATE document SET level = 'commune', commune = 'Vạn Mai' WHERE id = ?", (plan,))
    assert {row[1:] for row in listed(filled) if str(row[0]).startswith(plan)} == {(5, "Vạn Mai, Mai Châu, Hòa Bình")}
    remove_plan(filled, plan)
    assert [row[0] for row in listed(filled)] == sorted(targets(filled))
    filled.execute("UPDATE target SET canonical_indicator_id = NULL WHERE year = 2030")
    assert len(listed(filled)) == filled.execute("SELECT count(*) FROM target WHERE year <> 2030").fetchone()[0]
