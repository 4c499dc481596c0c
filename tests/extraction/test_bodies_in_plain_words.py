"""Bodies in small letters, second subjects of a paragraph, and whose a labelled task is."""

from __future__ import annotations

import pytest

from plan_extract.extraction.agencies_openings import read_opening
from plan_extract.normalising.characters import fold_match
from plan_extract.pipeline import extract_source
from plan_extract.reading.text import read_text

_HEAD = """\
ỦY BAN NHÂN DÂN TỈNH LÂM BÌNH
Số: 12/KH-UBND
Lâm Bình, ngày 05 tháng 01 năm 2026

KẾ HOẠCH
Trồng cây ven đường năm 2026

"""


def _rows(body: str) -> list[tuple[str, str, str]]:
    plan = extract_source(read_text((_HEAD + body).encode(), "mau.txt"))
    return [(each.agency, each.role, each.task) for each in plan.record.responsibilities]


def _partners(body: str) -> list[tuple[str, ...]]:
    plan = extract_source(read_text((_HEAD + body).encode(), "mau.txt"))
    return [each.partners for each in plan.record.responsibilities]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Bảo tàng tỉnh mở cửa sáng Chủ nhật.", "Bảo tàng tỉnh", "named"),
        ("Các tổ quản lý vườn ươm tự thống kê số cây.", "Các tổ quản lý vườn ươm", "class"),
        ("các quỹ cho vay xóm làng giảm lãi.", "các quỹ cho vay xóm làng", "class"),
        ("Trưởng thôn, làng nhắc nhở các hộ tưới cây.", "Trưởng thôn, làng", "named"),
        ("Ban Tuyên giáo Trung ương chủ trì.", "Ban Tuyên giáo Trung ương", "named"),
        (
            "Cơ quan chuyên môn thuộc Bộ Tài chính rà soát.",
            "Cơ quan chuyên môn thuộc Bộ Tài chính",
            "class",
        ),
    ],
)
def test_name(text: str, name: str, kind: str) -> None:
    opening = read_opening(text, fold_match(text))
    assert opening is not None
    assert [(span.text, span.kind) for span in opening.named] == [(name, kind)]


@pytest.mark.parametrize(
    "text",
    ["35/35 trạm bơm báo cáo số cây.", "Các trạm bơm cũ bị hư hỏng.", "Các phòng, đơn vị thuộc sở."],
    ids=["a-share-of-them", "things", "no-verb"],
)
def test_no_class(text: str) -> None:
    opening = read_opening(text, fold_match(text))
    assert opening is None or all(span.kind != "class" for span in opening.named)


def test_what_a_bullet_below_a_heading_opens_with_behind_a_time() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Trạm Y tế xã\n\n- Trước 16 giờ thứ Sáu hằng tuần, Công an xã gửi số liệu.\n\n"
        "- Hằng tuần, các đơn vị tưới cây.\n"
    )
    assert [row[0] for row in _rows(body)] == ["Công an xã", "Trạm Y tế xã"]


def test_a_clause_with_a_subject_behind_its_ground() -> None:
    body = "I. NHIỆM VỤ\n\n- Trong quý III/2026, Sở Xây dựng lập danh mục tuyến đường; trên cơ sở đó UBND các xã chọn 02 tuyến.\n"
    assert _rows(body) == [
        ("Sở Xây dựng", "implement", "Trong quý III/2026, Sở Xây dựng lập danh mục tuyến đường;"),
        ("UBND các xã", "implement", "trên cơ sở đó UBND các xã chọn 02 tuyến."),
    ]


def test_a_label_behind_bullets_is_that_of_the_numbered_task() -> None:
    body = (
        "I. NHIỆM VỤ\n\n1. Chọn giống cây phù hợp với từng tuyến đường của tỉnh\n\n- Khảo sát đất.\n\n- Lấy ý kiến Nhân dân.\n\n"
        "Cơ quan chủ trì: Sở Xây dựng; các cấp ủy, tổ chức đảng.\n"
    )
    assert _rows(body) == [
        (
            "Sở Xây dựng",
            "lead",
            "Chọn giống cây phù hợp với từng tuyến đường của tỉnh Khảo sát đất. Lấy ý kiến Nhân dân.",
        )
    ]


def test_who_works_with_whom() -> None:
    body = "I. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng\n\n- {}\n"
    with_offices = "Phối hợp với cơ quan chuyên môn thuộc Bộ Tài chính, chính quyền địa phương trồng cây."
    assert _partners(body.format(with_offices)) == [("cơ quan chuyên môn thuộc Bộ Tài chính", "chính quyền địa phương")]
    between = "Thực hiện Chương trình phối hợp giữa Công an tỉnh với Sở Y tế về trồng cây."
    assert _partners(body.format(between)) == [()]


def test_label_inside_a_task_stays_where_a_sentence_goes_on() -> None:
    tasks = [
        task
        for _, _, task in _rows(
            "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng:\n"
            "- Chọn cây giống gửi các xã. Thời gian: quý II năm 2026.\n"
            "- Chọn đất trồng. Thời gian: quý III năm 2026. Báo ngay khi thiếu giống.\n"
        )
    ]
    assert tasks == [
        "Chọn cây giống gửi các xã",
        "Chọn đất trồng. Thời gian: quý III năm 2026. Báo ngay khi thiếu giống.",
    ]


def test_things_at_work_are_no_bodies() -> None:
    rows = _rows(
        "II. TỔ CHỨC THỰC HIỆN\n\n1. Sở Xây dựng:\n"
        "- Trạm bơm phía Bắc tưới cây hai bên đường. Tổ máy số 2 chạy ban đêm.\n"
    )
    assert [agency for agency, _, _ in rows] == ["Sở Xây dựng"]
