"""Times of Vietnamese text: forms, relations, recurrences, spans."""

from __future__ import annotations

import pytest
import regex

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.dates import parse_date_expression, parse_due
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.resources import patterns_dir

RULES = load_rules("dates", (patterns_dir(),)).rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_date_rule_examples(rule) -> None:  # type: ignore[no-untyped-def]
    pattern = regex.compile(rf"(?<![\p{{L}}\d])(?:{rule.pattern})")
    for example in rule.examples:
        found = pattern.search(example.text)
        assert found is not None and found.group().strip() == example.match.strip()
    for text in rule.counterexamples:
        assert pattern.search(text) is None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Quý II/2026", "2026-Q2"),
        ("Quý 3 năm 2025", "2025-Q3"),
        ("Tháng 01 - 02/2024", "2024-01/2024-02"),
        ("Từ tháng 12/2025 đến hết quý I/2026", "2025-12/2026-Q1"),
        ("Trước ngày 30 tháng 11 năm 2024", "2024-11-30"),
        ("Trước 30/6/2024", "2024-06-30"),
        ("15/12", "2023-12-15"),
        ("Hằng năm, trước ngày 20/7", "--07-20"),
        ("Ngày 25 hằng tháng", "---25"),
        ("05 ngày làm việc sau khi nhận hồ sơ", "P5D"),
        ("trong vòng 24 giờ", "PT24H"),
        ("Năm học 2023 - 2024", "2023/2024"),
        ("2021 - 2025", "2021/2025"),
        ("Năm 2025", "2025"),
        ("2025", "2025"),
        ("Cuối năm 2024", "2024"),
        ("Hằng năm", None),
        ("Thường xuyên", None),
        ("14/14 phường", None),
    ],
)
def test_due_of_a_cell(text: str, date: str | None) -> None:
    assert parse_due(text, 2023) == date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gửi trước ngày 15/7/2021", [("2021-07-15", "before", None)]),
        ("chậm nhất ngày 05/02/2024", [("2024-02-05", "by", None)]),
        ("đến hết ngày 31/12/2023", [("2023-12-31", "by", None)]),
        ("vào ngày 15/5/2024", [("2024-05-15", "on", None)]),
        ("tổng kết vào quý III năm 2030", [("2030-Q3", "in", None)]),
        ("trong tháng 5 và tháng 10/2023", [("2023-05", "in", None), ("2023-10", "in", None)]),
        ("hằng năm tổ chức từ ngày 15/11 đến ngày 15/12", [("--11-15/--12-15", "in", "annual")]),
        ("trước ngày 20 hằng tháng", [("---20", "before", "monthly")]),
        ("chậm nhất ngày 05 của tháng kế tiếp", [("---05", "by", "monthly")]),
        ("trước 14 giờ thứ năm hằng tuần", [(None, "before", "weekly")]),
        ("trong thời hạn 15 ngày kể từ ngày ban hành", [("P15D", "within", "once")]),
        ("chậm nhất 48 giờ sau khi có kết quả", [("PT48H", "within", "event")]),
        ("định kỳ hằng quý", [(None, "every", "quarterly")]),
    ],
)
def test_expressions(text: str, expected: list[tuple[str | None, str, str | None]]) -> None:
    found = parse_date_expression(fold_match(text))
    assert [(each.date, each.relation, each.recurrence) for each in found] == expected


def test_a_yearless_day_takes_the_year_of_the_plan_or_every_year() -> None:
    text = fold_match("báo cáo trước ngày 10/6")
    assert parse_date_expression(text, 2024)[0].date == "2024-06-10"
    every = parse_date_expression(text)[0]
    assert (every.date, every.recurrence) == ("--06-10", "annual")


def test_a_long_text_is_read_to_its_end() -> None:
    found = parse_date_expression("ngày " * 20_000 + ", " * 20_000 + "tháng 13 - " * 5_000 + "trước ngày 15/7/2025")
    assert [each.date for each in found] == ["2025-07-15"]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Từ tháng 11/2023 đến khi kết thúc đợt kiểm kê", None),
        ("Từ ngày 05/3/2023 trở đi", None),
        ("Từ tháng 11/2023 đến khi bàn giao xong, chậm nhất ngày 20/12/2023", "2023-12-20"),
    ],
)
def test_the_day_on_which_work_begins_is_no_limit(text: str, date: str | None) -> None:
    assert parse_due(text, 2023) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("10-11/2023", "2023-10/2023-11"),
        ("Quý III, IV/2023, 2024", "2023-Q3/2024"),
        ("Tháng 11, 12/2023 và tháng 01/2024", "2023-11/2024-01"),
        ("15-11-2023", "2023-11-15"),
    ],
)
def test_times_that_follow_each_other_are_one_span(text: str, date: str) -> None:
    assert parse_due(text, 2023) == date
