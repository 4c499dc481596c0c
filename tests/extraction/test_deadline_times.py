"""The grammar of times: atoms joined to points, spans and lists, and how the words before them bind."""

from __future__ import annotations

import pytest

from plan_extract.extraction.deadline_times import TimeLimit, find_time_limits
from plan_extract.normalising.characters import fold_match


def _read(text: str, *, cell: bool = False, year: int | None = None) -> list[tuple[str, str | None, str | None]]:
    limits = find_time_limits(fold_match(text), cell=cell)
    return [(limit.relation, limit.iso(year), limit.recurrence) for limit in limits]


@pytest.mark.parametrize(
    ("text", "relation", "date"),
    [
        ("trước ngày 10/5/2027", "before", "2027-05-10"),
        ("trước 10-5-2027", "before", "2027-05-10"),
        ("chậm nhất là ngày 10 tháng 5 năm 2027", "by", "2027-05-10"),
        ("đến hết ngày 10/5 năm 2027", "by", "2027-05-10"),
        ("xong trước tháng 6/2027", "before", "2027-06"),
        ("vào ngày 10/5/2027", "on", "2027-05-10"),
        ("trong quý iii năm 2027", "in", "2027-Q3"),
        ("chậm nhất quý 4/2027", "by", "2027-Q4"),
        ("vào giữa năm 2027", "in", "2027"),
        ("trong năm học 2026 - 2027", "in", "2026/2027"),
        ("từ ngày 15 đến ngày 22/5/2027", "in", "2027-05-15/2027-05-22"),
        ("từ tháng 12/2026 đến hết quý I/2027", "in", "2026-12/2027-Q1"),
        ("tháng 4 - 5/2027", "in", "2027-04/2027-05"),
        ("quý II - IV/2027", "in", "2027-Q2/2027-Q4"),
        ("từ ngày 01/3/2027 đến 17 giờ 00, ngày 09/3/2027", "in", "2027-03-01/2027-03-09"),
        ("trước 17 giờ ngày 10/5/2027", "before", "2027-05-10"),
        ("trong 6 tháng đầu năm 2027", "in", "2027-Q1/2027-Q2"),
    ],
)
def test_points_and_spans(text: str, relation: str, date: str) -> None:
    assert _read(text) == [(relation, date, None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("trong tháng 4 và tháng 9/2027", [("in", "2027-04", None), ("in", "2027-09", None)]),
        ("ngày 26, 27/12/2027", [("on", "2027-12-26", None), ("on", "2027-12-27", None)]),
        ("trước ngày 15/6 và trước ngày 15/12 hằng năm", [("before", "--06-15", "annual"), ("before", "--12-15", "annual")]),
        ("Hằng năm (tháng 7)", [("in", "--07", "annual")]),
        ("trước ngày 25 hằng tháng", [("before", "---25", "monthly")]),
        ("ngày 05 của tháng kế tiếp", [("on", "---05", "monthly")]),
        ("trước ngày 20 tháng cuối quý", [("before", "---20", "quarterly")]),
        ("trước 14 giờ thứ Hai hằng tuần", [("before", None, "weekly")]),
        ("trước 16 giờ 30 hằng ngày", [("before", None, "daily")]),
        ("vào sáng Chủ nhật hằng tuần", [("on", None, "weekly")]),
        ("vào ngày làm việc cuối cùng của tháng", [("on", None, "monthly")]),
        ("định kỳ hằng quý", [("every", None, "quarterly")]),
        ("định kỳ 3 tháng một lần", [("every", None, "quarterly")]),
        ("từ ngày 01/7/2027", []),
        ("trẻ từ 06 tháng tuổi", []),
        ("điểm 9/12 xã", []),
    ],
)  # fmt: skip
def test_lists_and_periods(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert _read(text) == expected


@pytest.mark.parametrize(
    ("text", "duration", "anchored", "own_issue"),
    [
        ("trong vòng 48 giờ", "PT48H", False, False),
        ("chậm nhất là 05 ngày làm việc sau khi kết thúc", "P5D", True, False),
        ("trong thời hạn mười ngày kể từ ngày ban hành Kế hoạch này", "P10D", True, True),
        ("không quá 02 tháng kể từ ngày nhận hồ sơ", "P2M", True, False),
        ("trong 30 phút", "PT30M", False, False),
    ],
)
def test_durations(text: str, duration: str, anchored: bool, own_issue: bool) -> None:
    (limit,) = find_time_limits(fold_match(text))
    assert (limit.relation, limit.iso(None)) == ("within", duration)
    assert (limit.anchored, limit.own_issue) == (anchored, own_issue)


def test_a_missing_year_is_left_open_or_put_in() -> None:
    assert _read("trước ngày 10/5") == [("before", "--05-10", None)]
    assert _read("trước ngày 10/5", year=2027) == [("before", "2027-05-10", None)]
    assert _read("trước ngày 31 tháng 01 năm sau", year=2027) == [("before", "2028-01-31", None)]


def test_a_day_that_no_calendar_has_gives_no_date() -> None:
    assert _read("trước ngày 31/6/2027") == [("before", None, None)]


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("6/2027", "2027-06"),
        ("2027", "2027"),
        ("Năm 2027 - 2028", "2027/2028"),
        ("Quý IV/2026- Quý II/2027", "2026-Q4/2027-Q2"),
    ],
)
def test_bare_figures_are_times_only_in_cells(cell: str, date: str) -> None:
    assert [found[1] for found in _read(cell, cell=True)] == [date]


def test_bare_figures_are_no_times_in_running_text() -> None:
    assert _read("cấp 2027 thẻ cho 6/2027 hộ") == []


def test_a_limit_holds_its_place_with_its_connective() -> None:
    text = "gửi báo cáo chậm nhất vào ngày 10/5/2027 về Sở"
    (limit,) = find_time_limits(fold_match(text))
    assert isinstance(limit, TimeLimit)
    assert text[limit.start : limit.end] == "chậm nhất vào ngày 10/5/2027"
