"""Dates in words: codes are for machines."""

from __future__ import annotations

import pytest

from plan_extract.views.dates import date_text, due_text


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("2026-06-30", "30/06/2026", "2026-06-30"),
        ("2026-09", "tháng 09/2026", "September 2026"),
        ("2026", "năm 2026", "2026"),
        ("2025-Q3", "quý III/2025", "Q3 2025"),
        ("--08", "tháng 08", "August"),
        ("--11-20", "20/11", "20 November"),
        ("---25", "ngày 25", "day 25"),
        ("P5D", "5 ngày", "5 days"),
        ("2026-01/2026-02", "tháng 01/2026 - tháng 02/2026", "January 2026 - February 2026"),
    ],
)
def test_date_in_words(code: str, vi: str, en: str) -> None:
    assert (date_text(code, "vi"), date_text(code, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("code", "vi", "en"),
    [
        ("--08", "tháng 08 hằng năm", "August every year"),
        ("---25", "ngày 25 hằng tháng", "day 25 of every month"),
        ("2026-06-30", "30/06/2026", "2026-06-30"),
    ],
)
def test_time_limit_of_a_task_in_words(code: str, vi: str, en: str) -> None:
    assert (due_text(code, "vi"), due_text(code, "en")) == (vi, en)
