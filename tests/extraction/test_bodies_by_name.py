"""Bodies of several names, of one kind, of a line of work; whose task a sentence is where one is asked."""

from __future__ import annotations

import pytest

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.normalising.characters import fold_match
from plan_texts import record_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Các Đồn Biên phòng Hòn Mê, Lạch Bạng, Nghi Sơn bố trí trực", ["Các Đồn Biên phòng Hòn Mê, Lạch Bạng, Nghi Sơn"]),
        ("Các Đồn Biên phòng Hòn Mê, Công an tỉnh bố trí trực", ["Các Đồn Biên phòng Hòn Mê", "Công an tỉnh"]),
        ("Các doanh nghiệp cung cấp dịch vụ viễn thông (VNPT, Viettel) bảo đảm", ["Các doanh nghiệp cung cấp dịch vụ viễn thông"]),
        ("Khoa Kinh tế, Khoa Công nghệ thông tin và Khoa Kỹ thuật hoàn thiện", ["Khoa Kinh tế", "Khoa Công nghệ thông tin", "Khoa Kỹ thuật"]),
        ("Chi cục An toàn vệ sinh thực phẩm thành phố hướng dẫn", ["Chi cục An toàn vệ sinh thực phẩm thành phố"]),
        ("Công ty cổ phần Môi trường đô thị Xứ Đoài bố trí xe", ["Công ty cổ phần Môi trường đô thị Xứ Đoài"]),
        ("Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn bố trí", ["Ban Quản lý Khu kinh tế cửa khẩu Đồng Đăng - Lạng Sơn"]),
        ("Agribank Chi nhánh Ninh Bình cho vay", ["Agribank Chi nhánh Ninh Bình"]),
        ("Đội Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ tổ chức", ["Đội Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ"]),
        ("Phòng thủ dân sự được triển khai", []),
    ],
)  # fmt: skip
def test_names(text: str, names: list[str]) -> None:
    found, _ = read_list(text, fold_match(text), 0, len(text))
    assert [span.text for span in found] == names


def _tasks(body: str) -> list[tuple[str, str, str]]:
    return [(each.agency, each.role, each.task) for each in record_of(body).responsibilities]


def test_who_is_named_behind_a_request_is_asked_too() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Sở Y tế
- Giám sát dịch bệnh.
2. Đề nghị Hội Nông dân tỉnh vận động hội viên khai báo. Tỉnh đoàn thành lập đội thanh niên tình nguyện.
"""
    assert _tasks(body) == [
        ("Sở Y tế", "implement", "Giám sát dịch bệnh."),
        ("Hội Nông dân tỉnh", "request", "Đề nghị Hội Nông dân tỉnh vận động hội viên khai báo."),
        ("Tỉnh đoàn", "request", "Tỉnh đoàn thành lập đội thanh niên tình nguyện."),
    ]


def test_a_special_case_under_a_heading_is_of_the_body_it_names() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. UBND các xã
- Rà soát hộ nuôi trên địa bàn.
- Riêng UBND xã Tam Nông: thí điểm khu giết mổ tập trung.
"""
    assert [(agency, task) for agency, _, task in _tasks(body)] == [
        ("UBND các xã", "Rà soát hộ nuôi trên địa bàn."),
        ("UBND xã Tam Nông", "thí điểm khu giết mổ tập trung."),
    ]


def test_a_level_is_no_task_of_who_directs_there() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Cấp tỉnh
- Cơ quan thường trực: Sở Nông nghiệp và Môi trường.
2. Cấp xã
- Ủy ban nhân dân cấp xã tổ chức triển khai thực hiện chương trình.
"""
    assert [agency for agency, _, _ in _tasks(body)] == ["Ủy ban nhân dân cấp xã"]


def test_who_answers_for_a_task_does_not_cut_it() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. UBND các xã
- Thu hồi đất theo thẩm quyền; Chủ tịch UBND xã chịu trách nhiệm nếu để lấn chiếm.
"""
    assert [agency for agency, _, _ in _tasks(body)] == ["UBND các xã"]


def test_a_department_named_behind_what_a_body_directs_has_its_own_task() -> None:
    body = """\
I. TỔ CHỨC THỰC HIỆN
1. Công an tỉnh
- Chỉ đạo Công an xã tuần tra; Sở Y tế tổ chức khám bệnh cho nhân dân.
2. Sở Y tế
- Đề nghị Công an tỉnh tăng cường tuần tra; Sở Tài chính bố trí kinh phí.
"""
    assert [(agency, role) for agency, role, _ in _tasks(body)] == [
        ("Công an tỉnh", "implement"),
        ("Sở Y tế", "implement"),
        ("Công an tỉnh", "request"),
        ("Sở Tài chính", "implement"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Chi bộ Trường Mẫu giáo Hoa Mai",
        "Chi bộ Trạm Y tế xã",
        "Chi bộ Quân sự xã",
        "Công đoàn Viên chức tỉnh",
        "Công đoàn ngành Giáo dục",
        "các cơ quan chịu sự giám sát",
    ],
)
def test_cells_and_unions_bear_the_name_of_their_body(name: str) -> None:
    body = f"III. TỔ CHỨC THỰC HIỆN\n- {name} rà soát quy chế làm việc.\n"
    assert [each.agency for each in record_of(body).responsibilities] == [name]


def test_a_sentence_of_a_body_leads_in_the_bullets_behind_it() -> None:
    body = """\
III. TỔ CHỨC THỰC HIỆN
1. Ban Thường vụ Đảng ủy yêu cầu:
Chi bộ thôn Đồng Cát tiếp tục phát huy ưu điểm và thực hiện tốt các nội dung sau:
- Rà soát quy chế làm việc của chi bộ.
- Công khai các khoản thu, chi.
2. Tổ chức thực hiện:
- Giao Ban Xây dựng Đảng theo dõi việc thực hiện.
"""
    found = [(each.agency, each.task) for each in record_of(body).responsibilities]
    assert found == [
        (
            "Chi bộ thôn Đồng Cát",  # what leads in a list and says more is a task, too
            "Chi bộ thôn Đồng Cát tiếp tục phát huy ưu điểm và thực hiện tốt các nội dung sau:",
        ),
        ("Chi bộ thôn Đồng Cát", "Rà soát quy chế làm việc của chi bộ."),
        ("Chi bộ thôn Đồng Cát", "Công khai các khoản thu, chi."),
        ("Ban Xây dựng Đảng", "Giao Ban Xây dựng Đảng theo dõi việc thực hiện."),
    ]


def test_recipients_without_a_heading_are_no_tasks() -> None:
    body = """\
III. TỔ CHỨC THỰC HIỆN
1. Chi bộ các thôn rà soát quy chế làm việc và báo cáo Đảng ủy trước ngày 30/11/2027./.
- Ủy ban Kiểm tra Đảng ủy;
- Chi bộ các thôn;
- Lưu VPĐU.
"""
    found = record_of(body).responsibilities
    assert {each.agency for each in found} == {"Chi bộ các thôn"}
    assert len(found) == 1


def test_a_standing_body_that_has_duties_heads_its_list() -> None:
    body = """\
III. TỔ CHỨC THỰC HIỆN
1. Sở Y tế là cơ quan thường trực, có trách nhiệm:
a) Chủ trì, phối hợp với UBND các xã kiểm tra việc thực hiện Kế hoạch.
b) Thành lập tổ công tác liên ngành trước ngày 30/4/2027.
2. Báo Phú Thọ, Đài PT-TH tỉnh, Cổng TTĐT tỉnh tăng thời lượng phát sóng.
"""
    record = record_of(body)
    assert [(each.agency, each.role) for each in record.responsibilities] == [
        ("Sở Y tế", "lead"),
        ("Sở Y tế", "implement"),
        ("Báo Phú Thọ", "implement"),
        ("Đài PT-TH tỉnh", "implement"),
        ("Cổng TTĐT tỉnh", "implement"),
    ]
    assert [(each.agency, each.date) for each in record.deadlines] == [("Sở Y tế", "2027-04-30")]


@pytest.mark.parametrize(
    "name",
    [
        "Ban Quản lý các khu công nghiệp, khu kinh tế Đồng Nai",
        "Đoàn Thanh niên bệnh viện",
        "Các đảng ủy, chi ủy cơ sở trực thuộc Huyện ủy",
    ],
)
def test_bodies_of_zones_houses_and_committees(name: str) -> None:
    body = f"III. TỔ CHỨC THỰC HIỆN\n1. {name} phối hợp tuyên truyền Kế hoạch này.\n"
    assert [each.agency for each in record_of(body).responsibilities] == [name]


def test_a_short_name_for_an_event_names_no_body() -> None:
    body = """\
Thực hiện ý kiến của Sở Du lịch (sau đây gọi tắt là Lễ hội), Lễ hội được tổ chức hằng năm.

II. NHIỆM VỤ
1. Lễ hội có 198 gian hàng.
"""
    assert record_of(body).responsibilities == ()
