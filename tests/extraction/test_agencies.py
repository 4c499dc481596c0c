"""Names of agencies in running text, the register behind them, headings and subjects."""

from __future__ import annotations

from pathlib import Path

import pytest

from plan_extract.extraction.agencies import (
    AgencyMap,
    agency_heading,
    agency_register,
    find_agencies,
    read_list,
    read_opening,
    subject_agency,
)
from plan_extract.extraction.agencies_register import load_agency_types
from plan_extract.extraction.task_labels import read_cell_agencies
from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match
from plan_extract.reading.text import read_text
from plan_extract.resources import use_patterns
from plan_extract.structure.document import PlanText, read_plan_text


def _plan(body: str) -> PlanText:
    head = "KẾ HOẠCH\nPhòng, chống đuối nước năm 2025\n\nỦy ban nhân dân huyện ban hành Kế hoạch như sau:\n\n"
    return read_plan_text(read_text((head + body + "\n").encode(), "plan"))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Sở Y tế, Sở Tài chính và Công an tỉnh kiểm tra", ["Sở Y tế", "Sở Tài chính", "Công an tỉnh"]),
        ("Phòng Y tế và Bảo hiểm xã hội huyện rà soát", ["Phòng Y tế", "Bảo hiểm xã hội huyện"]),
        ("Phòng Kinh tế và Hạ tầng thẩm định", ["Phòng Kinh tế và Hạ tầng"]),
        ("UBND các xã, phường, thị trấn lập danh sách", ["UBND các xã, phường, thị trấn"]),
        ("UBND phường Cam Lộ, UBND phường Vĩnh Phúc ra quân", ["UBND phường Cam Lộ", "UBND phường Vĩnh Phúc"]),
        ("Chủ tịch UBND các xã chịu trách nhiệm", ["Chủ tịch UBND các xã"]),
        ("Văn phòng HĐND & UBND huyện, Huyện đoàn", ["Văn phòng HĐND & UBND huyện", "Huyện đoàn"]),
        ("phòng LĐ-TB&XH, Sở GD&ĐT", ["phòng LĐ-TB&XH", "Sở GD&ĐT"]),
        ("Công ty Cổ phần Cấp nước Thanh Sơn, Điện lực Ba Vì", ["Công ty Cổ phần Cấp nước Thanh Sơn", "Điện lực Ba Vì"]),
        ("Đội Cảnh sát giao thông số 2 và Đài Phát thanh và Truyền hình Hải Phòng", ["Đội Cảnh sát giao thông số 2", "Đài Phát thanh và Truyền hình Hải Phòng"]),
        ("Các sở: Tài chính, Nội vụ", ["Các sở", "Sở Tài chính", "Sở Nội vụ"]),
        ("phòng Quản lý xây dựng - Sở Xây dựng tỉnh", ["phòng Quản lý xây dựng - Sở Xây dựng tỉnh"]),
        ("Liên đoàn Lặn dưới nước thành phố, Quỹ Vì người nghèo huyện", ["Liên đoàn Lặn dưới nước thành phố", "Quỹ Vì người nghèo huyện"]),
        ("Phòng Tài chánh – Kế hoạch huyện", ["Phòng Tài chánh – Kế hoạch huyện"]),
        ("Phòng Y tế – Phun thuốc muỗi ở chợ", ["Phòng Y tế"]),
        ("Công chức Địa chính – Xây dựng UBND xã", ["Công chức Địa chính – Xây dựng UBND xã"]),
        ("các ngành xã, thôn chủ động dọn cỏ", ["các ngành xã, thôn"]),
        ("Mặt trận và các đoàn thể chính trị - xã hội và các thôn có trách nhiệm giám sát", ["Mặt trận", "các đoàn thể chính trị - xã hội", "các thôn"]),
        ("UBND các tỉnh, thành phố trực thuộc Trung ương trồng rừng", ["UBND các tỉnh, thành phố trực thuộc Trung ương"]),
        ("Tổ đảng ở Thường trực Hội đồng Dân tộc, Ban cán sự đảng UBND tỉnh", ["Tổ đảng ở Thường trực Hội đồng Dân tộc", "Ban cán sự đảng UBND tỉnh"]),
        ("Vụ Công trình xây dựng tham mưu Bộ trưởng", ["Vụ Công trình xây dựng"]),
        ("Vụ Pháp chế xây dựng, trình Bộ trưởng", ["Vụ Pháp chế"]),
        ("Vụ trưởng Vụ Dự báo - Thống kê và Thủ trưởng các cơ quan chịu trách nhiệm", ["Vụ trưởng Vụ Dự báo - Thống kê", "Thủ trưởng các cơ quan"]),
        ("Trung tâm Truyền thông văn hóa và du lịch tổ chức", ["Trung tâm Truyền thông văn hóa và du lịch"]),
        ("Viện Chiến lược, Chính sách nông nghiệp và môi trường lập", ["Viện Chiến lược, Chính sách nông nghiệp và môi trường"]),
        ("Chủ đầu tư công trình bến, bãi neo đậu thực hiện", ["Chủ đầu tư công trình bến, bãi neo đậu"]),
        ("Các đơn vị được giao nhiệm vụ tại Kế hoạch này khẩn trương ra quân", ["Các đơn vị được giao nhiệm vụ tại Kế hoạch này"]),
        ("Các ban, ngành xã có liên quan đến việc trông giữ trẻ có trách nhiệm", ["Các ban, ngành xã có liên quan đến việc trông giữ trẻ"]),
        ("Chủ tịch Ủy ban nhân dân UBND cấp xã chịu trách nhiệm", ["Chủ tịch Ủy ban nhân dân UBND cấp xã"]),
        ("Thủ trưởng các đơn vị liên quan của Bộ Xây dựng chịu trách nhiệm", ["Thủ trưởng các đơn vị liên quan của Bộ Xây dựng"]),
        ("Các doanh nghiệp vận tải, du lịch phối hợp", ["Các doanh nghiệp vận tải, du lịch"]),
        ("Doanh nghiệp viễn thông, bưu chính ưu tiên lắp trạm", ["Doanh nghiệp viễn thông, bưu chính"]),
        ("Vụ Bơi lội và Vụ Cứu hộ rà soát", ["Vụ Bơi lội", "Vụ Cứu hộ"]),
        ("Vụ Bơi lội/ Ban Quản lý quy hoạch", ["Vụ Bơi lội", "Ban Quản lý quy hoạch"]),
        ("phòng, chống dịch bệnh", []),
        ("Ban hành kế hoạch", []),
    ],
)  # fmt: skip
def test_list_of_names(text: str, names: list[str]) -> None:
    found, _ = read_list(text, fold_match(text), 0, len(text))
    assert [span.text for span in found] == names


def test_names_in_mid_sentence_with_kind_and_type() -> None:
    text = "Phối hợp với các đơn vị liên quan, Trạm Y tế xã và các thôn tổ chức ra quân."
    found = find_agencies(text, fold_match(text))
    assert [(span.text, span.kind, span.key) for span in found] == [
        ("các đơn vị liên quan", "vague", None),
        ("Trạm Y tế xã", "named", "tram-y-te"),
        ("các thôn", "class", "thon"),
    ]
    assert all(text[span.start : span.end] == span.text for span in found)


def test_register_knows_successors_and_the_day_of_change() -> None:
    old = agency_register().lookup("Phòng LĐTB&XH")
    assert old is not None and (old.key, old.valid_until) == ("phong-lao-dong", "2025-02-28")
    assert [successor.key for successor in old.successors] == ["phong-noi-vu", "phong-y-te", "phong-van-hoa-xa-hoi"]
    sought = agency_register().lookup("Sở Lao động, Thương binh và Xã hội")
    assert sought is not None and sought.key == "so-lao-dong"
    assert agency_register().lookup("Câu lạc bộ cầu lông") is None


def test_no_name_stands_for_two_kinds() -> None:
    owners: dict[str, set[str]] = {}
    for key, entry in agency_register().types.items():
        for name in (entry.name, *entry.aliases):
            owners.setdefault(name.lower(), set()).add(key)
    assert {name: keys for name, keys in owners.items() if len(keys) > 1} == {}


def test_every_successor_with_a_date_has_a_source() -> None:
    for entry in load_agency_types():
        assert not entry.successors or entry.source, entry.key
        assert not entry.valid_until or entry.successors, entry.key


def test_a_users_folder_adds_aliases_and_types(tmp_path: Path) -> None:
    (tmp_path / "agencies.yml").write_text(
        "entries:\n- {key: cong-an, name: Công an, level: any, aliases: [Đội cờ đỏ]}\n"
        "- {key: ban-lua, name: Ban Lúa gạo, level: other}\n",
        encoding="utf-8",
    )
    use_patterns(tmp_path)
    try:
        types = {entry.key: entry for entry in load_agency_types()}
    finally:
        use_patterns(None)
    assert "Đội cờ đỏ" in types["cong-an"].aliases
    assert types["ban-lua"].level == "other"


def test_a_bad_entry_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "agencies.yml").write_text("entries:\n- {key: x, name: X, level: galaxy}\n", encoding="utf-8")
    use_patterns(tmp_path)
    try:
        with pytest.raises(RuleError, match=r"agencies\.yml:2.*galaxy"):
            load_agency_types()
    finally:
        use_patterns(None)


@pytest.mark.parametrize(
    ("text", "form", "agencies", "order"),
    [
        ("Đề nghị Hội Nông dân huyện, Huyện đoàn", "heading", ["Hội Nông dân huyện", "Huyện đoàn"], "đề nghị"),
        ("Sở Nội vụ (cơ quan thường trực):", "heading", ["Sở Nội vụ"], None),
        ("Sở Xây dựng chủ trì, phối hợp với các sở, ngành:", "heading", ["Sở Xây dựng"], None),
        ("Công an xã: tuần tra ban đêm.", "inline", ["Công an xã"], None),
        ("Trạm Y tế xã Tổ chức khám sàng lọc.", "inline", ["Trạm Y tế xã"], None),
        ("Hằng quý, Phòng Nội vụ báo cáo UBND huyện.", "sentence", ["Phòng Nội vụ"], None),
        ("UBND xã yêu cầu các thôn nghiêm túc thực hiện.", "sentence", ["các thôn"], "yêu cầu"),
        ("Các phòng, ban và UBND các xã lập dự toán.", "sentence", ["UBND các xã"], None),
        ("Các cơ quan, đơn vị chủ động triển khai.", "sentence", ["Các cơ quan, đơn vị"], None),
    ],
)  # fmt: skip
def test_openings(text: str, form: str, agencies: list[str], order: str | None) -> None:
    opening = read_opening(text, fold_match(text))
    assert opening is not None
    assert (opening.form, [span.text for span in opening.agencies], opening.order) == (form, agencies, order)


@pytest.mark.parametrize(
    "text",
    ["Công tác phòng, chống dịch", "UBND xã đã kiện toàn Ban Chỉ đạo.", "Tổ chức thực hiện", "Trạm Y tế xã được đầu tư mới."],
)  # fmt: skip
def test_no_opening(text: str) -> None:
    assert read_opening(text, fold_match(text)) is None


def test_the_agency_under_which_words_stand() -> None:
    plan = _plan(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Phòng Y tế, Trung tâm Y tế huyện\n\n- Tập huấn cho 40 cán bộ.\n\n"
        "- Chủ tịch UBND các xã chịu trách nhiệm nếu để xảy ra tai nạn.\n\nCông an huyện:\n\n+ Lập 03 tổ tuần tra."
    )
    agencies = AgencyMap(plan)
    places = {item.text[:12]: agencies.agency_at(item, len(item.text) - 5) for item in plan.items()}
    assert places["Tập huấn cho"] == "Phòng Y tế, Trung tâm Y tế huyện"
    assert places["Chủ tịch UBN"] == "Chủ tịch UBND các xã"
    assert places["Lập 03 tổ tu"] == "Công an huyện"
    assert places["TỔ CHỨC THỰC"] is None


def test_heading_and_subject_of_one_item() -> None:
    plan = _plan("I. TỔ CHỨC THỰC HIỆN\n\n1. Đề nghị Hội Phụ nữ xã\n\n- Công an xã và Xã đoàn lập chốt trực.")
    heading, bullet = plan.items()[1:3]
    spans, request = agency_heading(heading)
    assert ([span.text for span in spans], request) == (["Hội Phụ nữ xã"], True)
    subject = subject_agency(bullet, 40)
    assert subject is not None and subject.text == "Công an xã và Xã đoàn"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Sở Tài chính Các sở, ngành, UBND các xã", ["Sở Tài chính", "UBND các xã"]),
        ("VTV, VOV, TTXVN, các địa phương", ["VTV", "VOV", "TTXVN"]),
        ("Sở Văn hóa, Thể thao và Du lịch", ["Sở Văn hóa, Thể thao và Du lịch"]),
        ("Sở Y tế đôn đốc, báo cáo chỉ tiêu", ["Sở Y tế"]),
        ("Ban Quản lý quy hoạch/Nhà thầu được chọn", ["Ban Quản lý quy hoạch", "Nhà thầu được chọn"]),
        ("Hội Nông dân Hội Phụ nữ", ["Hội Nông dân", "Hội Phụ nữ"]),
    ],
)
def test_the_agencies_of_a_cell(cell: str, names: list[str]) -> None:
    assert [span.text for span in read_cell_agencies(cell, fold_match(cell))[0]] == names


def test_a_data_base_is_no_agency() -> None:
    text = "Các cơ sở dữ liệu chuyên ngành phải được kết nối."
    assert find_agencies(text, fold_match(text)) == []


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Ban Chỉ đạo giảm nghèo các cấp chủ động tham mưu.", ["Ban Chỉ đạo giảm nghèo các cấp"]),
        (
            "Ban Chỉ đạo phòng, chống dịch bệnh huyện kiện toàn thành viên.",
            ["Ban Chỉ đạo phòng, chống dịch bệnh huyện"],
        ),
        ("Ban Chỉ đạo chỉ đạo các đơn vị.", ["Ban Chỉ đạo"]),
        (
            "Đề nghị Mặt trận Tổ quốc, các tổ chức hội: Hội Nông dân, Hội Phụ nữ phối hợp vận động.",
            ["Mặt trận Tổ quốc", "Hội Nông dân", "Hội Phụ nữ"],
        ),
        (
            "Đồn Biên phòng Cửa Việt, Hải quan cửa khẩu phối hợp kiểm tra.",
            ["Đồn Biên phòng Cửa Việt", "Hải quan cửa khẩu"],
        ),
        (
            "Các trường mầm non, tiểu học, THCS trên địa bàn xã phối hợp.",
            ["Các trường mầm non, tiểu học, THCS trên địa bàn xã"],
        ),
        ("Trạm Y tế xã, các đoàn thể chính trị - xã hội tổ chức truyền thông.", ["Trạm Y tế xã"]),
    ],
)
def test_who_a_sentence_opens_with(sentence: str, names: list[str]) -> None:
    opening = read_opening(sentence, fold_match(sentence))
    assert opening is not None and [span.text for span in opening.agencies] == names


def test_an_issuer_that_orders_others_is_not_the_one_who_acts() -> None:
    text = "UBND tỉnh đề nghị các đoàn khách cử đầu mối."
    assert read_opening(text, fold_match(text)) is None


def test_a_heading_ends_with_its_name() -> None:
    text = "Phòng Giáo dục Thường xuyên"
    opening = read_opening(text, fold_match(text))
    assert opening is not None and [span.text for span in opening.agencies] == [text]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Hội đồng Thi đua - Khen thưởng các cấp phân công", ["Hội đồng Thi đua - Khen thưởng các cấp"]),
        ("Ban Thi đua các cấp: tuyên truyền", ["Ban Thi đua các cấp"]),
        ("Công an các đơn vị, địa phương tuần tra", ["Công an các đơn vị, địa phương"]),
        (
            "Ban Quản lý Khu kinh tế Cửa Bạc và các Khu công nghiệp An Hòa rà soát",
            ["Ban Quản lý Khu kinh tế Cửa Bạc và các Khu công nghiệp An Hòa"],
        ),
        (
            "Các cơ quan, đơn vị được giao chủ trì nhiệm vụ có trách nhiệm lập dự toán",
            ["Các cơ quan, đơn vị được giao chủ trì nhiệm vụ"],
        ),
        ("Các ban, ngành, đoàn thể, tổ dân phố căn cứ Kế hoạch", ["Các ban, ngành, đoàn thể", "tổ dân phố"]),
    ],
)
def test_names_of_all_levels_and_of_those_in_charge(text: str, names: list[str]) -> None:
    found, _ = read_list(text, fold_match(text), 0, len(text))
    assert [span.text for span in found] == names


def test_a_heading_of_bodies_named_in_its_bracket() -> None:
    plan = _plan(
        "I. NHIỆM VỤ CỦA THÀNH VIÊN BAN CHỈ ĐẠO\n\n1. Sở Tài chính\n\n- Tổng hợp.\n\n"
        "2. Các cơ quan tham mưu quản lý ngành (gồm các Sở: Xây dựng, Công Thương)\n\n- Kiểm kê.\n\n3. Sở Tư pháp\n\n- Rà soát."
    )
    item = next(item for item in plan.items() if item.text == "Kiểm kê.")
    assert AgencyMap(plan).agency_at(item, 0) == "Các cơ quan tham mưu quản lý ngành"


def test_party_boards_and_state_bodies_of_a_region_are_known_in_a_list() -> None:
    text = "Văn phòng Tỉnh ủy và các Ban Xây dựng Đảng, Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh, Kiểm toán nhà nước khu vực II phối hợp"
    found, stop = read_list(text, fold_match(text), 0, len(text))
    assert [span.text for span in found] == [
        "Văn phòng Tỉnh ủy",
        "các Ban Xây dựng Đảng",
        "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh",
        "Kiểm toán nhà nước khu vực II",
    ]
    assert text[stop:] == " phối hợp"
