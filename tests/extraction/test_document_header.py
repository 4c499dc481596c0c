"""Document fields over the layouts that Vietnamese papers use; the wordings are written for these tests."""

from __future__ import annotations

import pytest

from plan_extract.extraction.header import find_document, find_header
from plan_extract.extraction.issuers import find_places, ordinary_name, parse_body
from plan_extract.extraction.title_period import read_period
from plan_extract.model.facts import Document
from plan_extract.normalising.characters import fold_match
from plan_extract.reading.text import read_text
from plan_extract.structure.document import PlanText, read_plan_text

BODY = "\nI. MỤC ĐÍCH, YÊU CẦU\n\n1. Mục đích\n\n- Nâng cao chất lượng phục vụ.\n"


def plan_of(text: str) -> PlanText:
    return read_plan_text(read_text(text.encode(), "plan.txt"))


def document_of(text: str) -> Document:
    return find_document(plan_of(text))


TWO_COLUMNS = (
    """
    ỦY BAN NHÂN DÂN                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
    HUYỆN ĐẮK SONG                        Độc lập - Tự do - Hạnh phúc
      _________                          _________________________
   Số: 31 /KH-UBND                    Đắk Song, ngày 05 tháng 3 năm 2023

                          KẾ HOẠCH
      Phát triển kinh tế tập thể giai đoạn 2023 - 2025
                 trên địa bàn huyện Đắk Song

Thực hiện Kế hoạch số 40/KH-UBND ngày 01/02/2023 của UBND tỉnh, UBND huyện ban hành Kế hoạch như sau:
"""
    + BODY
    + """
Nơi nhận:                                TM. ỦY BAN NHÂN DÂN
- UBND tỉnh (b/c);                          KT. CHỦ TỊCH
- Lưu: VT.                                  PHÓ CHỦ TỊCH

                                             (đã ký)
                                         Phạm Thị Lan Anh
"""
)


def test_two_columns_on_one_line() -> None:
    found = document_of(TWO_COLUMNS)
    assert found.model_dump() == {
        "number": "31",
        "symbol": "KH-UBND",
        "type": "Kế hoạch",
        "title": "Phát triển kinh tế tập thể giai đoạn 2023 - 2025 trên địa bàn huyện Đắk Song",
        "issuer": "UBND huyện Đắk Song",
        "level": "district",
        "province": None,
        "district": "Đắk Song",
        "commune": None,
        "issued_date": "2023-03-05",
        "period_start": 2023,
        "period_end": 2025,
        "signer_name": "Phạm Thị Lan Anh",
        "signer_position": "Phó Chủ tịch",
    }


def test_evidence_holds_what_was_read() -> None:
    plan = plan_of(TWO_COLUMNS)
    evidence = find_header(plan).evidence
    for field, words in (
        ("number", "31 /KH-UBND"),
        ("signer_name", "Phạm Thị Lan Anh"),
        ("issued_date", "tháng 3"),
    ):
        found = evidence[field]
        assert found.start is not None and found.end is not None
        assert words in plan.source.text[found.start : found.end]


def test_stacked_department_with_blank_number_and_day() -> None:
    found = document_of(
        "UBND TỈNH HÀ NAM\nSỞ NỘI VỤ\nSố:        /KH-SNV\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nHà Nam, ngày     tháng 7 năm 2022\n\nKẾ HOẠCH\nKiểm tra công vụ năm 2022\n"
        + BODY
        + "\nNơi nhận:\n- Lưu: VT.\nGIÁM ĐỐC\n\nThS. Lê Minh Đức\n"
    )
    assert (found.number, found.symbol, found.issued_date) == (None, "KH-SNV", "2022-07")
    assert (found.issuer, found.level, found.province) == ("Sở Nội vụ tỉnh Hà Nam", "department", "Hà Nam")
    assert (found.signer_name, found.signer_position) == ("Lê Minh Đức", "Giám đốc")


def test_table_letterhead_with_motto_cut_by_lines() -> None:
    found = document_of(
        "|\n**ỦY BAN NHÂN\nDÂN**\n**THÀNH PHỐ ĐÀ NẴNG**\n----\n|\n**CỘNG HÒA XÃ\nHỘI CHỦ NGHĨA VIỆT NAM**\nĐộc lập - Tự do - Hạnh phúc\n"
        "|\n|\nSố: 88/KH-UBND\n|\n*Đà Nẵng, ngày 9\ntháng 10 năm 2025*\n|\n\n**KẾ HOẠCH**\n\nPHÁT TRIỂN ĐÔ THỊ ĐẾN NĂM 2030\n"
        + BODY
    )
    assert (found.issuer, found.level, found.province) == ("UBND thành phố Đà Nẵng", "province", "Đà Nẵng")
    assert (found.issued_date, found.period_start, found.period_end) == ("2025-10-09", None, 2030)


def test_party_letterhead() -> None:
    found = document_of(
        "ĐẢNG BỘ TỈNH LÂM ĐỒNG              ĐẢNG CỘNG SẢN VIỆT NAM\n  HUYỆN ỦY ĐƠN DƯƠNG\n      *\n"
        "   Số 21-KH/HU                     Đơn Dương, ngày 02 tháng 6 năm 2021\n\n                KẾ HOẠCH\n"
        "thực hiện Nghị quyết số 05-NQ/TU về phát triển nông nghiệp\n"
        + BODY
        + "\nNơi nhận:                        T/M BAN THƯỜNG VỤ\n- Lưu VPHU.                         PHÓ BÍ THƯ\n\n"
        "                                  Trần Quốc Việt\n"
    )
    assert (found.number, found.symbol, found.level) == ("21-KH", "HU", "party")
    assert (found.issuer, found.district) == ("Huyện ủy Đơn Dương", "Đơn Dương")
    assert (found.signer_name, found.signer_position) == ("Trần Quốc Việt", "Phó Bí thư")


def test_front_on_one_line_names_the_organ() -> None:
    found = document_of(
        "ỦY BAN MTTQ VIỆT NAM XÃ PHƯỚC SƠN BAN THƯỜNG TRỰC Số: 04/KH-MTTQ-BTT | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc Phước Sơn, ngày 3 tháng 9 năm 2025 |\n\nKẾ HOẠCH\nGiám sát năm 2025\n"
        + BODY
        + "\nNơi nhận: - Lưu: MT | TM. BAN THƯỜNG TRỰC CHỦ TỊCH Hồ Thị Mai TRƯỞNG BAN DÂN VẬN |\n"
    )
    assert found.issuer == "Ban Thường trực Ủy ban MTTQ Việt Nam xã Phước Sơn"
    assert (found.level, found.commune, found.issued_date) == ("front", "Phước Sơn", "2025-09-03")
    assert (found.signer_name, found.signer_position) == ("Hồ Thị Mai", "Chủ tịch")


def test_post_whose_marks_a_scan_lost_is_read() -> None:
    tail = "\nNơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nK1. CHỦ TỊCH\nPHO CHU TỊCH\nHồ Thị Mai\n"
    found = document_of(
        "UBND XÃ PHƯỚC SƠN\nSố: 04/KH-UBND\nPhước Sơn, ngày 3 tháng 9 năm 2025\n\nKẾ HOẠCH\nGiám sát năm 2025\n"
        + BODY
        + tail
    )
    assert (found.signer_name, found.signer_position) == ("Hồ Thị Mai", "Phó Chủ tịch")


def test_commune_under_its_district_in_one_letterhead() -> None:
    found = document_of(
        "      UBND HUYỆN VŨ THƯ               CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "ỦY BAN NHÂN DÂN XÃ TÂN PHONG             Độc lập - Tự do - Hạnh phúc\n"
        "   Số: 12/KH-UBND                    Tân Phong, ngày 01/02/2024\n\nKẾ HOẠCH\nTiêm phòng năm 2024\n" + BODY
    )
    assert (found.issuer, found.level) == ("UBND xã Tân Phong", "commune")
    assert (found.district, found.commune, found.issued_date) == ("Vũ Thư", "Tân Phong", "2024-02-01")


def test_no_letterhead_takes_the_issuer_from_opening_and_title() -> None:
    found = document_of(
        "KẾ HOẠCH\nBảo vệ môi trường trên địa bàn tỉnh Phú Yên năm 2022\n\nCăn cứ Luật Bảo vệ môi trường ngày 17/11/2020, "
        "Ủy ban nhân dân tỉnh (sau đây gọi tắt là UBND tỉnh) ban hành Kế hoạch với các nội dung sau:\n" + BODY
    )
    assert (found.issuer, found.level, found.province) == ("UBND tỉnh Phú Yên", "province", "Phú Yên")


def test_board_takes_level_and_place_of_its_superior() -> None:
    found = document_of(
        "UBND THỊ XÃ AN NHƠN                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nBAN CHỈ ĐẠO PHÒNG, CHỐNG\n"
        "TỘI PHẠM, MA TÚY                     Độc lập - Tự do - Hạnh phúc\nSố: 05/KH-BCĐ      An Nhơn, ngày 4 tháng 4 năm 2024\n\n"
        "KẾ HOẠCH\n(Văn bản mẫu)\nCao điểm 6 tháng cuối năm 2024\n"
        + BODY
        + "\nNơi nhận:            KT. TRƯỞNG BAN\n- Lưu: VT.           PHÓ TRƯỞNG BAN\n               TRƯỞNG CÔNG AN THỊ XÃ\n"
        "                   Thượng tá Đỗ Văn Bình\n"
    )
    assert found.issuer == "Ban Chỉ đạo phòng, chống tội phạm, ma túy thị xã An Nhơn"
    assert (found.level, found.district, found.title) == (
        "district",
        "An Nhơn",
        "Cao điểm 6 tháng cuối năm 2024",
    )
    assert (found.signer_name, found.signer_position) == ("Đỗ Văn Bình", "Phó Trưởng ban")


def test_decision_does_not_take_its_body_into_the_title() -> None:
    plan = plan_of(
        "UBND TỈNH SÓC TRĂNG\nSố: 7/QĐ-UBND\n\nQUYẾT ĐỊNH\nBan hành Kế hoạch trồng rừng năm 2021\n\nỦY BAN NHÂN DÂN TỈNH SÓC TRĂNG\n\n"
        "Căn cứ Luật Lâm nghiệp ngày 15/11/2017;\n\nTheo đề nghị của Sở Nông nghiệp.\n\nQUYẾT ĐỊNH:\n\n"
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch trồng rừng.\n\nĐiều 2. Quyết định có hiệu lực từ ngày ký.\n"
    )
    found = find_document(plan)
    assert (found.type, found.title) == ("Quyết định", "Ban hành Kế hoạch trồng rừng năm 2021")
    assert plan.opening[-1].text == "QUYẾT ĐỊNH:"
    assert plan.root.children[0].passage.text.startswith("Điều 1.")


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("Phát triển du lịch giai đoạn 2021-2030", 2021, 2030),
        ("Cải cách hành chính năm 2024", 2024, 2024),
        ("Phòng, chống ma túy đến năm 2030", None, 2030),
        ("6 tháng cuối năm 2025", 2025, 2025),
        ("Phổ cập giáo dục năm học 2023 - 2024", 2023, 2024),
        ("Chuyển đổi số giai đoạn 2022 - 2025, tầm nhìn đến năm 2030", 2022, 2025),
        ("Thực hiện Chương trình giảm nghèo giai đoạn 2021 - 2025 năm 2023", 2023, 2023),
        ("Đầu tư công năm 2025 và giai đoạn 2026 - 2030", 2025, 2030),
        ("Bầu cử đại biểu Quốc hội nhiệm kỳ 2026 - 2031", None, None),
        ("Triển khai Nghị quyết số 12/NQ-CP ngày 05/4/2024", None, None),
        ("Kiểm kê tài sản thời điểm ngày 01 tháng 01 năm 2026", None, None),
        ("Tổng kết năm 2023 và triển khai nhiệm vụ năm 2024", 2024, 2024),
        ("Tổ chức hoạt động mừng Xuân Giáp Thìn 2024", 2024, 2024),
        ("Bảo vệ rừng", None, None),
    ],
)
def test_period_of_title(title: str, start: int | None, end: int | None) -> None:
    assert read_period(fold_match(title))[:2] == (start, end)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("NAM ĐÔNG", "Nam Đông"),
        ("BÀ RỊA - VŨNG TÀU", "Bà Rịa - Vũng Tàu"),
        ("ĐẮK R'LẤP", "Đắk R'Lấp"),
        ("Kon Rẫy", "Kon Rẫy"),
    ],
)
def test_names_in_capitals(printed: str, name: str) -> None:
    assert ordinary_name(printed) == name


def test_social_insurance_is_no_commune() -> None:
    assert find_places("Bảo hiểm xã hội tỉnh Bạc Liêu")[0].name == "Bạc Liêu"
    body = parse_body("PHÒNG LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI HUYỆN GÒ DẦU")
    assert body is not None
    assert (body.level, [str(place) for place in body.places]) == ("department", ["huyện Gò Dầu"])


def test_names_and_titles_broken_over_lines() -> None:
    from plan_extract.pipeline import extract_bytes

    document = extract_bytes(
        "Triển khai Nghị quyết số 13-NQ/TU ngày 06/9/2023\nỦY\nBAN NHÂN DÂN\nTỈNH HÀ NAM\n\nSố: 9/KH-UBND\n"
        "Hà Nam, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nBẢO VỆ MÔI\nTRƯỜNG KHÔNG KHÍ GIAI ĐOẠN\n2026 - 2030\n\n"
        "I. MỤC TIÊU\n\n1. Trồng thêm cây xanh.\n".encode(),
        "mau.txt",
    ).record.document
    assert (document.issuer, document.number, document.issued_date) == ("UBND tỉnh Hà Nam", "9", "2026-01-05")
    assert document.title == "BẢO VỆ MÔI TRƯỜNG KHÔNG KHÍ GIAI ĐOẠN 2026 - 2030"
    assert (document.period_start, document.period_end) == (2026, 2030)


def test_letterhead_that_lost_its_unit_takes_it_from_title_and_place_line() -> None:
    found = document_of(
        "ỦY BAN NHÂN DÂN |\nCỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\nSố: 138/KH-UBND | Hà Nội, ngày 03 tháng 6 năm 2021 |\n"
        "THỰC HIỆN CHƯƠNG TRÌNH VÌ TRẺ EM THÀNH PHỐ HÀ NỘI GIAI ĐOẠN 2021 - 2025\nNâng cao nhận thức của các cấp.\n"
    )
    assert (found.type, found.issuer, found.level) == ("Kế hoạch", "UBND thành phố Hà Nội", "province")
    assert (found.title, found.period_end) == (
        "THỰC HIỆN CHƯƠNG TRÌNH VÌ TRẺ EM THÀNH PHỐ HÀ NỘI GIAI ĐOẠN 2021 - 2025",
        2025,
    )


def test_a_name_that_reads_like_a_verb_and_a_title_within_quotes() -> None:
    found = document_of(
        "KẾ HOẠCH\n\nTham gia “Ngày hội Hoa Xuân\n\nnăm 2018”\n\n"
        "Thực hiện Kế hoạch số 184/KH-UBND ngày 30/10/2017 của UBND tỉnh Lạng Sơn, UBND huyện Đình Lập xây dựng Kế hoạch như sau:\n\nI. MỤC ĐÍCH\n\n1. Vui tươi.\n"
    )
    assert (found.issuer, found.title) == ("UBND huyện Đình Lập", "Tham gia “Ngày hội Hoa Xuân năm 2018”")


def test_a_second_post_before_the_name_is_passed() -> None:
    found = document_of(
        "UBND TỈNH HÀ NAM\nSố: 05/KH-UBND\nHà Nam, ngày 4 tháng 4 năm 2024\n\nKẾ HOẠCH\nTìm kiếm, quy tập năm 2024\n"
        + BODY
        + "\nNơi nhận:\n- Lưu: VT.\n\nTRƯỞNG BAN\nPHÓ CHỦ TỊCH Nguyễn Thị Hoa\n"
    )
    assert (found.signer_name, found.signer_position) == ("Nguyễn Thị Hoa", "Trưởng ban")


def test_a_menu_of_a_site_is_no_body() -> None:
    document = document_of(
        "Sở, Ban, Ngành\nUBND Huyện, Thị xã, Thành phố\nKế hoạch nuôi bò\nNgày cập nhật 12/10/2018\n\n"
        "KẾ HOẠCH\n\nNuôi bò sữa trên địa bàn xã Hương Toàn\n" + BODY
    )
    assert (document.issuer, document.district, document.commune) == (None, None, None)


def test_a_party_number_left_blank_leaves_the_letters_to_the_symbol() -> None:
    head = (
        "ĐẢNG BỘ TỈNH SƠN LA\nĐẢNG ỦY XÃ MƯỜNG LA\n*\nSố{}-KH/ĐU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n\nKẾ HOẠCH\nnuôi bò sữa\n"
    )
    blank = document_of(head.format("       ") + BODY)
    assert (blank.number, blank.symbol) == (None, "KH/ĐU")
    numbered = document_of(head.format(" 12") + BODY)
    assert (numbered.number, numbered.symbol) == ("12-KH", "ĐU")
