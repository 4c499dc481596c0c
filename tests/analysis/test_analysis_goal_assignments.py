"""Tasks that name indicators by their goal, in a plan that numbers its indicators anew under each goal."""

from __future__ import annotations

import sqlite3

import pytest
from plans_for_review import PlanBuilder

from plan_extract.analysis.agency_work import agency_work
from plan_extract.analysis.checks import check_plans
from plan_extract.analysis.matrix import MatrixQuestion, make_matrix
from plan_extract.model import GoalAssignment
from plan_extract.storage.readers import load_record

SWIM = "tỷ lệ học sinh biết bơi"
STUNTED = "tỷ lệ trẻ em suy dinh dưỡng thể thấp còi"


@pytest.fixture
def document(connection: sqlite3.Connection) -> str:
    plan = PlanBuilder()
    for goal, number, measure in (("1", "1", SWIM), ("1", "2", STUNTED), ("2", "1", f"{SWIM} ở xã")):
        plan.target(f"{measure} đạt 80%", measure, "80", indicator=number, goal=goal)
    plan.task("Phòng Y tế", "thực hiện chỉ tiêu 1 của Mục tiêu 2 và chỉ tiêu 9 của Mục tiêu 2", indicators=("1", "9"),
              goals=(GoalAssignment(goal="2", indicators=("1", "9")),))  # fmt: skip
    plan.task("Phòng Nội vụ", "thực hiện các chỉ tiêu thuộc Mục tiêu 1", goals=(GoalAssignment(goal="1"),))
    plan.task("Huyện đoàn", "phối hợp thực hiện Mục tiêu 3", role="coordinate", goals=(GoalAssignment(goal="3"),))
    return plan.store(connection)


def test_each_indicator_has_its_own_agency(connection: sqlite3.Connection, document: str) -> None:
    matrix = make_matrix(connection, MatrixQuestion(plan=document))
    assert matrix.agencies == ("Phòng Nội vụ", "Phòng Y tế")
    assert [(row.number, row.roles) for row in matrix.rows] == [
        ("1 (mục tiêu 1)", (("lead",), ())),
        ("2 (mục tiêu 1)", (("lead",), ())),
        ("1 (mục tiêu 2)", ((), ("lead",))),
    ]


def test_only_an_indicator_that_the_goal_lacks_is_unknown(connection: sqlite3.Connection, document: str) -> None:
    found = {finding.check: finding.message for finding in check_plans(connection).findings}
    assert "Phòng Y tế được giao chỉ tiêu 9 (mục tiêu 2)" in found["unknown-indicator"]
    assert not {"indicator-without-owner", "indicator-without-lead", "no-owners-by-number"} & set(found)


def test_the_record_comes_back_as_it_went_in(connection: sqlite3.Connection, document: str) -> None:
    found = [(record.indicators, record.goals) for record in load_record(connection, document).responsibilities]
    assert found == [
        (("1", "9"), (GoalAssignment(goal="2", indicators=("1", "9")),)),
        ((), (GoalAssignment(goal="1"),)),
        ((), (GoalAssignment(goal="3"),)),
    ]


def test_the_list_of_an_agency_tells_the_goal(connection: sqlite3.Connection, document: str) -> None:
    tasks = {name: agency_work(connection, name).tasks[0].indicators for name in ("Phòng Y tế", "Phòng Nội vụ")}
    assert tasks == {
        "Phòng Y tế": ("1 (mục tiêu 2)", "9 (mục tiêu 2)"),
        "Phòng Nội vụ": ("1 (mục tiêu 1)", "2 (mục tiêu 1)"),
    }
