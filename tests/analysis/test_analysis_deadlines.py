"""Deadlines as due days."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date

import pytest

from plan_extract.analysis.deadlines import DeadlinesQuestion, count_deadlines, list_deadlines
from plan_extract.analysis.schedule import make_schedule
from plan_extract.model.errors import UsageError
from plan_extract.storage.calendar import find_days
from plan_extract.views.deadlines import deadlines_title

Store = Callable[..., str]
TEN_YEARS = (date(2021, 3, 8), date(2030, 12, 31))
ONE_YEAR = (date(2026, 1, 15), date(2026, 12, 31))


def days(value: str | None, relation: str, recurrence: str, quote: str = "", period: object = ONE_YEAR) -> list[str]:
    found = find_days(value)
    limits = (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None
    schedule = make_schedule(value, relation, recurrence, quote, days=limits, period=period)  # type: ignore[arg-type]
    return [day.isoformat() for day in schedule.days()]


@pytest.mark.parametrize(
    ("value", "relation", "due"),
    [
        ("2026-03-30", "before", "2026-03-29"),
        ("2026-03-30", "by", "2026-03-30"),
        ("2026-03-30", "on", "2026-03-30"),
        ("2026-07", "before", "2026-06-30"),
        ("2026-02", "in", "2026-02-28"),
        ("2026-Q2", "in", "2026-06-30"),
        ("2026", "in", "2026-12-31"),
        ("2025-12/2026-Q1", "in", "2026-03-31"),
    ],
)
def test_last_day_to_act(value: str, relation: str, due: str) -> None:
    assert days(value, relation, "once") == [due]


@pytest.mark.parametrize(
    ("value", "relation", "recurrence", "expected"),
    [
        ("--11-20", "before", "annual", ["2026-11-19"]),
        ("--06-10", "by", "semiannual", ["2026-06-10"]),
        ("---20", "before", "quarterly", ["2026-03-19", "2026-06-19", "2026-09-19", "2026-12-19"]),
        ("---20", "by", "semiannual", ["2026-06-20", "2026-12-20"]),
        ("---05", "by", "nine_months", ["2026-09-05"]),
        (None, "every", "quarterly", ["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
        (None, "every", "annual", ["2026-12-31"]),
        ("--07", "in", "annual", ["2026-07-31"]),
        ("--01-01", "before", "annual", ["2026-12-31"]),
        (None, "within", "event", []),
        ("P15D", "within", "once", []),
        ("--13-40", "by", "annual", []),
    ],
)
def test_what_comes_back(value: str | None, relation: str, recurrence: str, expected: list[str]) -> None:
    assert days(value, relation, recurrence) == expected


def test_first_of_each_month_excluded_is_the_last_of_the_one_before() -> None:
    found = days("---01", "before", "monthly")
    assert found[:3] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert len(found) == 12


def test_a_day_that_a_month_lacks_is_its_last() -> None:
    assert days("---30", "by", "monthly")[:3] == ["2026-01-30", "2026-02-28", "2026-03-30"]


def test_a_plan_of_ten_years_counts_from_its_issue() -> None:
    assert days("--03-05", "by", "annual", period=TEN_YEARS) == [f"{year}-03-05" for year in range(2022, 2031)]


def test_weekday_of_the_sentence() -> None:
    found = days(None, "before", "weekly", "Báo cáo trước 15 giờ thứ Sáu hằng tuần")
    assert found[0] == "2026-01-16"
    assert {date.fromisoformat(day).weekday() for day in found} == {4}


def test_a_span_over_new_year_keeps_its_length() -> None:
    schedule = make_schedule("--12-01/--05-31", "in", "annual", "", days=None, period=ONE_YEAR)
    assert [day.isoformat() for day in schedule.days()] == ["2026-05-31"]
    assert schedule.recurrence is not None and schedule.recurrence.lead == 181


def test_a_bare_period_is_told_apart() -> None:
    assert make_schedule(None, "every", "quarterly", "", days=None, period=ONE_YEAR).assumed
    assert not make_schedule("---05", "by", "monthly", "", days=None, period=ONE_YEAR).assumed


def test_without_a_period_nothing_comes_back() -> None:
    assert days("--11-20", "before", "annual", period=None) == []


PLAN = (
    "52|KH-UBND|UBND thành phố Huế|2026-01-15|Huế\n"
    "Sở Y tế -> gửi danh sách trước ngày 30/03/2026\n"
    "Sở Tài chính -> báo cáo trước ngày 10/06/2026"
)


def test_list_by_agency_and_time(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    answer = list_deadlines(connection, DeadlinesQuestion(agencies=("so y te",)))
    assert [(row.due, row.agencies) for row in answer.dates] == [("2026-03-29", ("Sở Y tế thành phố Huế",))]
    answer = list_deadlines(connection, DeadlinesQuestion(since=date(2026, 4, 1)))
    assert [row.due for row in answer.dates] == ["2026-06-09"]


def test_list_of_several_agencies(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN + "\nSở Nội vụ -> báo cáo trước ngày 01/09/2026")
    answer = list_deadlines(connection, DeadlinesQuestion(agencies=("so noi vu", "Sở Y tế")))
    assert [row.due for row in answer.dates] == ["2026-03-29", "2026-08-31"]
    assert count_deadlines(connection, answer.question, most=9) == 2
    assert deadlines_title(answer, "vi") == "Thời hạn: so noi vu, Sở Y tế"
    with pytest.raises(UsageError, match="Sở Tài chính"):
        list_deadlines(connection, DeadlinesQuestion(agencies=("Sở Y tế", "Sở Tài nguyên")))


def test_overdue_counts_days_and_leaves_out_the_day_itself(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    answer = list_deadlines(connection, DeadlinesQuestion(overdue_on=date(2026, 6, 9)))
    assert [(row.due, row.days_late) for row in answer.dates] == [("2026-03-29", 72)]


def test_unknown_agency_gets_the_nearest_names(store: Store, connection: sqlite3.Connection) -> None:
    store(PLAN)
    with pytest.raises(UsageError, match="Sở Tài chính"):
        list_deadlines(connection, DeadlinesQuestion(agencies=("Sở Tài nguyên",)))


def test_times_in_the_wrong_order(connection: sqlite3.Connection) -> None:
    with pytest.raises(UsageError, match="behind"):
        list_deadlines(connection, DeadlinesQuestion(since=date(2026, 2, 1), until=date(2026, 1, 1)))
