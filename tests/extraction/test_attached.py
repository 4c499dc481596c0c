"""An appendix that comes as a file of its own: title, body and date from its heading and the remark below it."""

from __future__ import annotations

import pytest

from plan_extract.model.facts import Document
from plan_extract.model.plan import PlanRecord
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_TABLE = """
| TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian hoàn thành | Kinh phí | Sản phẩm |
|---|---|---|---|---|---|
| 1 | Dựng trại giống bò | Sở Nông nghiệp và Môi trường | Chọn đất quý III/2026; khởi công năm 2027; bàn giao trại năm 2028 | Ngân sách tỉnh 4.200 triệu đồng | 02 trại giống |
"""


def _record(head: str) -> PlanRecord:
    return extract_source(read_text((head + _TABLE).encode(), "sample.txt")).record


def _document(head: str) -> Document:
    return _record(head).document


_HEAD = """\
PHỤ LỤC II: PHÂN CÔNG NHIỆM VỤ THỰC HIỆN KẾ HOẠCH PHÁT TRIỂN CHĂN NUÔI BÒ
GIAI ĐOẠN 2026 - 2030
(Kèm theo Kế hoạch số 47/KH-UBND ngày 12/3/2026 của Ủy ban nhân dân tỉnh Sơn La)
"""


def test_the_heading_and_its_remark_stand_for_the_letterhead() -> None:
    document = _document(_HEAD)
    assert document.title == "PHÁT TRIỂN CHĂN NUÔI BÒ GIAI ĐOẠN 2026 - 2030"
    assert (document.issuer, document.level, document.province) == ("UBND tỉnh Sơn La", "province", "Sơn La")
    assert (document.issued_date, document.period_start, document.period_end) == ("2026-03-12", 2026, 2030)


def test_a_list_without_the_plans_name_has_its_own_heading_for_a_title() -> None:
    document = _document(
        "PHỤ LỤC I\nDANH MỤC CHỈ TIÊU ĐÀN BÒ\n(Ban hành kèm theo Quyết định số 5/QĐ-UBND của UBND tỉnh Sơn La)\n"
    )
    assert (document.title, document.issuer) == ("DANH MỤC CHỈ TIÊU ĐÀN BÒ", "UBND tỉnh Sơn La")
    assert document.issued_date is None


def test_a_remark_that_names_no_body_gives_nothing() -> None:
    document = _document("PHỤ LỤC I\nDANH MỤC TRẠI GIỐNG\n(Kèm theo Kế hoạch số 5/KH-UBND)\n")
    assert document.title is None


def test_steps_of_a_cell_date_no_product_and_its_words_of_money_are_read() -> None:
    record = _record(_HEAD)
    assert [(limit.quote, limit.date) for limit in record.deadlines] == [
        ("Chọn đất quý III/2026", "2026-Q3"),
        ("khởi công năm 2027", "2027"),
        ("bàn giao trại năm 2028", "2028"),
    ]
    assert {(target.unit, target.value, target.year) for target in record.targets} == {
        ("money", 4_200_000_000, 2030),
        ("count", 2, 2030),
    }


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Phòng bệnh gia súc năm 2026 và các năm tiếp theo đến năm 2028", (2026, 2028)),
        ("Phòng bệnh gia súc năm 2026 và các năm tiếp theo", (2026, 2026)),
        ("Phòng bệnh gia súc năm 2026, định hướng đến năm 2028", (2026, 2026)),
    ],
)
def test_a_year_with_those_that_follow(title: str, period: tuple[int, int]) -> None:
    text = f"UBND TỈNH SƠN LA\nSố: 4/KH-UBND\n\nKẾ HOẠCH\n{title}\n\nI. MỤC TIÊU\n- Giữ đàn bò khỏe.\n"
    document = extract_source(read_text(text.encode(), "sample.txt")).record.document
    assert (document.period_start, document.period_end) == period
