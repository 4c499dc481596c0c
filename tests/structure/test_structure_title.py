"""The title: over how many lines it goes, what is no part of it."""

from __future__ import annotations

import pytest

from plan_extract.reading.text import read_text
from plan_extract.structure.document import PlanText, read_plan_text

_HEAD = "ỦY BAN NHÂN DÂN\nTỈNH AN HÒA\nSố: 5/KH-UBND\nAn Hòa, ngày 05 tháng 3 năm 2026\n\nKẾ HOẠCH\n"
_BODY = "\nCăn cứ Luật Đất đai ngày 18/01/2024;\n\nỦy ban nhân dân tỉnh ban hành Kế hoạch như sau:\n\nI. MỤC TIÊU\n\n1. Mục tiêu chung\n\nQuản lý tốt.\n"


def _plan(text: str) -> PlanText:
    return read_plan_text(read_text(text.encode("utf-8"), "sample.txt"))


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        ("Quản lý đất đai năm 2026\n", "Quản lý đất đai năm 2026"),
        ("Quản lý đất đai\ntrên địa bàn tỉnh An Hòa\n", "Quản lý đất đai trên địa bàn tỉnh An Hòa"),
        ("Quản lý đất đai\n\ntrên địa bàn tỉnh An Hòa\n", "Quản lý đất đai trên địa bàn tỉnh An Hòa"),
        (
            "Quản lý đất đai trên địa bàn tỉnh An Hòa giai đoạn\n\n2026 - 2030\n",
            "Quản lý đất đai trên địa bàn tỉnh An Hòa giai đoạn 2026 - 2030",
        ),
        ("QUẢN LÝ ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH AN HÒA NĂM\n2026\n", "QUẢN LÝ ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH AN HÒA NĂM 2026"),
        (
            "Tuyên truyền bầu cử đại biểu Quốc hội và đại biểu\nHội đồng nhân dân các cấp trên địa bàn tỉnh\n",
            "Tuyên truyền bầu cử đại biểu Quốc hội và đại biểu Hội đồng nhân dân các cấp trên địa bàn tỉnh",
        ),
        ("Quản lý đất đai năm 2026\n(Văn bản mẫu)\n", "Quản lý đất đai năm 2026"),
        ("(Văn bản mẫu)\nQuản lý đất đai năm 2026\n", "Quản lý đất đai năm 2026"),
        ("QUẢN LÝ ĐẤT ĐAI\nNĂM 2026\n_____\n", "QUẢN LÝ ĐẤT ĐAI NĂM 2026"),
        ("**Quản lý đất đai năm 2026**\n", "Quản lý đất đai năm 2026"),
    ],
)
def test_title(printed: str, title: str) -> None:
    plan = read_plan_text(read_text((_HEAD + printed + _BODY).encode("utf-8"), "sample.txt"))
    assert " ".join(passage.text for passage in plan.title) == title
    assert plan.opening[0].text.startswith("Căn cứ Luật Đất đai")
    assert [item.text for item in plan.root.children] == ["MỤC TIÊU"]


def test_the_body_that_decides_is_no_part_of_the_title() -> None:
    """Its bases may be broken behind their first word."""
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH AN HÒA\nSố: 5/QĐ-UBND\nAn Hòa, ngày 05 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\n\n"
        "VỀ VIỆC BAN HÀNH KẾ HOẠCH KIỂM KÊ ĐẤT ĐAI NĂM 2026\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN HÒA\n\n"
        "Căn\ncứ Luật Đất đai ngày 18/01/2024;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n"
    )
    plan = read_plan_text(read_text(text.encode("utf-8"), "sample.txt"))
    assert " ".join(passage.text for passage in plan.title) == "VỀ VIỆC BAN HÀNH KẾ HOẠCH KIỂM KÊ ĐẤT ĐAI NĂM 2026"


def test_a_title_that_goes_on_with_the_name_of_a_body() -> None:
    """The body that decides stands below, with the bases behind it."""
    text = (
        "BỘ VĂN HÓA\nSố: 5/QĐ-BVH\nHà Nội, ngày 05 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\n\n"
        "VỀ VIỆC BAN HÀNH KẾ HOẠCH SẮP XẾP CÁC CƠ\nSỞ VĂN HÓA TRONG NĂM 2026\n\nBỘ TRƯỞNG BỘ VĂN HÓA\n\n"
        "Căn cứ Luật Di sản văn hóa ngày 23/11/2024;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n"
    )
    plan = read_plan_text(read_text(text.encode("utf-8"), "sample.txt"))
    assert " ".join(passage.text for passage in plan.title) == (
        "VỀ VIỆC BAN HÀNH KẾ HOẠCH SẮP XẾP CÁC CƠ SỞ VĂN HÓA TRONG NĂM 2026"
    )


@pytest.mark.parametrize(
    "signature",
    ["", "BỘ TRƯỞNG\n\n\nNguyễn Văn An\n\n", "BỘ TRƯỞNG\n", "KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\n(Đã ký)\nTrần An\n"],
)
def test_a_plan_behind_a_decision_without_recipients(signature: str) -> None:
    plan = _plan(
        "BỘ VĂN HÓA\nSố: 5/QĐ-BVH\nHà Nội, ngày 05 tháng 3 năm 2026\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch đọc sách\n\n"
        "Theo đề nghị của Vụ trưởng Vụ Thư viện.\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Kế hoạch.\n"
        f"Điều 2. Chánh Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này./.\n{signature}"
        "KẾ HOẠCH\nĐọc sách năm 2026\n\nI. MỤC TIÊU\n\n1. Mở 5 thư viện.\n"
    )  # fmt: skip
    assert plan.attached_type == "KẾ HOẠCH"
    assert [item.text for item in plan.root.children][-2:] == [
        "Chánh Văn phòng Bộ chịu trách nhiệm thi hành Quyết định này./.",
        "MỤC TIÊU",
    ]


def test_ways_below_aims_are_tasks() -> None:
    plan = _plan(
        "KẾ HOẠCH\nĐọc sách năm 2026\n\nI. Mục tiêu\n\n1. Chỉ tiêu\n- Mở 5 thư viện.\n\n2. Biện pháp\n- Mua sách.\n"
    )
    assert [item.section for item in plan.items() if item.mark and item.mark.is_bullet] == ["objectives", "tasks"]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (
            "Tổ chức học tập, quán triệt\nNghị quyết số 41-NQ/TW của Ban Chấp hành Trung ương năm 2026",
            "Tổ chức học tập, quán triệt Nghị quyết số 41-NQ/TW của Ban Chấp hành Trung ương năm 2026",
        ),
        (
            "Tổng kết 10 năm\nChỉ thị số 17-CT/TU của Ban Thường vụ Tỉnh ủy",
            "Tổng kết 10 năm Chỉ thị số 17-CT/TU của Ban Thường vụ Tỉnh ủy",
        ),
        (
            "Đọc sách trong nhà trường năm 2026\nThông tư số 05/2021/TT-BXD ngày 12/3/2021 của Bộ Xây dựng;",
            "Đọc sách trong nhà trường năm 2026",
        ),
        (
            "Đọc sách trong nhà trường\nQuyết định số 12/QĐ-UBND ngày 12/3/2026 của UBND tỉnh;",
            "Đọc sách trong nhà trường",
        ),
    ],
)
def test_a_cited_document_in_the_title_and_one_below_it(lines: str, title: str) -> None:
    plan = _plan(f"KẾ HOẠCH\n{lines}\n\nI. MỤC TIÊU\n\n1. Mở 5 thư viện.\n")
    assert " ".join(passage.text for passage in plan.title) == title
