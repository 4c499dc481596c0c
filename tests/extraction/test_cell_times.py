"""Time limits of cells and labelled lines, in the form of a deadline's date."""

from __future__ import annotations

import pytest

from plan_extract.extraction.cell_times import read_cell_times, read_due
from plan_extract.normalising.characters import fold_match


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
    assert read_due(text, 2023) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Từ tháng 11/2023 đến khi kết thúc đợt kiểm kê", "2023-11"),
        ("Từ ngày 05/3/2023 trở đi", None),
        ("Từ tháng 11/2023 đến khi bàn giao xong, chậm nhất ngày 20/12/2023", "2023-12-20"),
    ],
)
def test_a_beginning_counts_only_where_a_cell_tells_no_other_month(text: str, date: str | None) -> None:
    assert read_due(text, 2023) == date


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
    assert read_due(text, 2023) == date


def test_a_time_that_comes_back_takes_no_year() -> None:
    assert read_due("trước ngày 10/6", 2024) == "2024-06-10"
    assert read_due("trước ngày 10/6") == "--06-10"
    assert read_due("trước ngày 10/6 hằng năm", 2024) == "--06-10"


def test_a_long_cell_is_read_to_its_end() -> None:
    assert read_due("ngày " * 20_000 + ", " * 20_000 + "tháng 13 - " * 5_000 + "trước ngày 15/7/2025") == "2025-07-15"


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Tháng 9 các năm 2024, 2026", ["2024-09", "2026-09"]),
        ("Quý I và các năm 2024, 2026", ["--Q1", "2024", "2026"]),
        ("Trong quý II/2024, xong trước 20/6", ["2024-Q2", "2024-06-20"]),
        ("Năm 2024 - 2025, xong trước 20/6", ["2024/2025", "--06-20"]),
        ("T5/2024", ["2024-05"]),
        ("QIII/2024", ["2024-Q3"]),
        ("Q.IV/2024", ["2024-Q4"]),
        ("Hoàn thành quý I/2024; vận hành từ quý II/2024", ["2024-Q1"]),
    ],
)
def test_several_times_of_a_cell(text: str, times: list[str]) -> None:
    assert [limit.iso(None) for limit in read_cell_times(fold_match(text))] == times


def test_figures_below_a_month_are_months_and_short_quarters_are_quarters() -> None:
    assert read_due("02 - 03", 2027, "tháng") == "2027-02/2027-03"
    assert read_due("12", 2027, "tháng") == "2027-12"
    assert read_due("2", 2027, "quý") == "2027-Q2"
    assert read_due("Q2, Q3", 2027) == "2027-Q2/2027-Q3"
    assert read_due("12", 2027, "số lượng") is None
