"""Years and quarters that limit work, and periods that only describe a noun."""

from __future__ import annotations

import pytest

from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_PLAN = """\
ỦY BAN NHÂN DÂN TỈNH LÂM BÌNH
Số: 12/KH-UBND
Lâm Bình, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Bảo tồn nghề dệt giai đoạn 2026 - 2030

I. NHIỆM VỤ

- {task}
"""


def _deadlines(task: str) -> list[tuple[str, str, str | None, str]]:
    plan = extract_source(read_text(_PLAN.format(task=task).encode(), "mau.txt"))
    return [(each.action, each.relation, each.date, each.quote) for each in plan.record.deadlines]


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (
            "Năm 2027: trình phê duyệt danh mục làng nghề.",
            [("submit", "in", "2027", "Năm 2027: trình phê duyệt danh mục làng nghề")],
        ),
        (
            "Đến năm 2028, xử lý căn bản các khung dệt hỏng.",
            [("other", "by", "2028", "Đến năm 2028, xử lý căn bản các khung dệt hỏng")],
        ),
        (
            "Hoàn thành hồ sơ khoa học của nghề dệt đến hết năm 2027.",
            [("complete", "by", "2027", "Hoàn thành hồ sơ khoa học của nghề dệt đến hết năm 2027")],
        ),
        (
            "Sưu tầm mẫu hoa văn (Quý IV/2026, Quý I/2027 và thường xuyên).",
            [("other", "in", "2026-Q4/2027-Q1", "Sưu tầm mẫu hoa văn (Quý IV/2026, Quý I/2027 và thường xuyên)")],
        ),
        (
            "Sơ kết vào năm 2028 và tổng kết vào năm 2029 việc truyền nghề.",
            [
                ("review", "in", "2028", "Sơ kết vào năm 2028"),
                ("review", "in", "2029", "tổng kết vào năm 2029 việc truyền nghề"),
            ],
        ),
        (
            "Xét công nhận hoàn thành khóa học trước ngày 30/6/2027.",
            [("other", "before", "2027-06-30", "Xét công nhận hoàn thành khóa học trước ngày 30/6/2027")],
        ),
    ],
)
def test_limit(task: str, expected: list[tuple[str, str, str | None, str]]) -> None:
    assert _deadlines(task) == expected


@pytest.mark.parametrize(
    "task",
    [
        "Đến năm 2030, khôi phục các khung dệt hỏng.",
        "Năm 2027: mở 05 lớp truyền nghề.",
        "Trình phê duyệt Kế hoạch kiểm kê, phục dựng và trưng bày hiện vật hằng năm.",
        "Thực hiện theo các văn bản hướng dẫn hằng năm.",
    ],
    ids=["end-of-the-plan", "year-of-a-target", "plan-of-a-year", "texts-of-a-year"],
)
def test_no_limit(task: str) -> None:
    assert _deadlines(task) == []
