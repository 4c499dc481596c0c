"""Cited documents: numbers, dates, laws, lists, repeats; the wordings are written for these tests."""

from __future__ import annotations

import pytest

from plan_extract.extraction.legal_references import find_legal_references
from plan_extract.model.facts import LegalReference
from plan_extract.reading.text import read_text
from plan_extract.structure.document import read_plan_text


def references(opening: str, body: str = "- Tổ chức thực hiện.", head: str = "") -> list[LegalReference]:
    text = f"{head}\nKẾ HOẠCH\nBảo vệ rừng năm 2024\n\n{opening}\n\nI. MỤC ĐÍCH\n\n{body}\n"
    source = read_text(text.encode(), "plan.txt")
    found = find_legal_references(read_plan_text(source))
    for reference in found:
        quote = " ".join(source.text[reference.start : reference.end].split())
        assert reference.number is None or reference.number in quote.replace(" ", "")
    return found


def keys(found: list[LegalReference]) -> list[tuple[str, str | None, str | None]]:
    return [(reference.type, reference.number, reference.date) for reference in found]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Quyết định số 45/QĐ-TTg ngày 09/02/2023 của Thủ tướng", ("Quyết định", "45/QĐ-TTg", "2023-02-09")),
        ("Nghị định số 77/2021/NĐ-CP ngày 01 tháng 8 năm 2021", ("Nghị định", "77/2021/NĐ-CP", "2021-08-01")),
        ("Chỉ thị số 13-CT/TW, ngày 12-01-2017 của Ban Bí thư", ("Chỉ thị", "13-CT/TW", "2017-01-12")),
        ("Quyết định 55a/2013/QĐ-TTg ngày 4.10.2013", ("Quyết định", "55a/2013/QĐ-TTg", "2013-10-04")),
        ("Nghị quyết số 66.2/2025/NQ-CP", ("Nghị quyết", "66.2/2025/NQ-CP", None)),
        ("Nghị quyết số 71/NQ -CP ngày 01/4/2025", ("Nghị quyết", "71/NQ-CP", "2025-04-01")),
        ("Kế hoạch số 92/KH-UBND của UBND tỉnh ngày 15/9/2025", ("Kế hoạch", "92/KH-UBND", "2025-09-15")),
        (
            "Thông tư liên tịch số 10/2014/TTLT-BTP-BCA-BYT",
            ("Thông tư liên tịch", "10/2014/TTLT-BTP-BCA-BYT", None),
        ),
        (
            "Quy chế phối hợp liên ngành số 80/QCPH-LĐTĐ-YT",
            ("Quy chế phối hợp liên ngành", "80/QCPH-LĐTĐ-YT", None),
        ),
        ("Công văn số 12/BNV-CTTN&BĐG ngày 03/10/2025", ("Công văn", "12/BNV-CTTN&BĐG", "2025-10-03")),
        ("Luật Lâm nghiệp số 16/2017/QH14 ngày 15/11/2017", ("Luật", "16/2017/QH14", "2017-11-15")),
        (
            "Luật Phòng, chống tác hại của rượu, bia ngày 14/6/2019",
            ("Luật Phòng, chống tác hại của rượu, bia", None, "2019-06-14"),
        ),
        ("Luật Giáo dục năm 2019 và các văn bản hướng dẫn", ("Luật Giáo dục", None, "2019")),
        ("Bộ luật Lao động", ("Bộ luật Lao động", None, None)),
        ("Nghị quyết 42 ngày 24/11/2023", ("Nghị quyết", "42", "2023-11-24")),
    ],
)
def test_one_reference(text: str, key: tuple[str, str | None, str | None]) -> None:
    assert keys(references("UBND xã ban hành Kế hoạch như sau:", f"- Thực hiện theo {text}.")) == [key]


@pytest.mark.parametrize(
    "text",
    ["14/14 phường hoàn thành", "550/100.000 trẻ em", "theo Quyết định 06", "theo Kế hoạch này", "phổ biến pháp luật", "Hội Luật gia",
     "Mẫu số 01/BCĐ-MT", "điện thoại 0238.3883.456", "Chương trình mục tiêu quốc gia", "01 cán bộ/xã"],
)  # fmt: skip
def test_no_reference(text: str) -> None:
    assert references("UBND xã ban hành Kế hoạch như sau:", f"- {text}.") == []


def test_relations_of_the_opening() -> None:
    found = references(
        "Căn cứ Luật Lâm nghiệp ngày 15/11/2017;\nThực hiện Kế hoạch số 5/KH-UBND ngày 02/01/2024 của UBND tỉnh Gia Lai về triển khai "
        "Nghị quyết số 8/NQ-CP ngày 01/12/2023 của Chính phủ; theo đề nghị của Hạt Kiểm lâm tại Tờ trình số 3/TTr-HKL ngày 05/01/2024, "
        "UBND huyện ban hành Kế hoạch như sau:",
        "- Theo Nghị định số 156/2018/NĐ-CP.",
    )
    assert [(reference.number, reference.relation) for reference in found] == [
        (None, "basis"),
        ("5/KH-UBND", "implements"),
        ("8/NQ-CP", "implements"),
        ("3/TTr-HKL", "basis"),
        ("156/2018/NĐ-CP", "cites"),
    ]
    assert found[1].issuer == "UBND tỉnh Gia Lai"


def test_list_goes_on_with_the_type() -> None:
    found = references(
        "Căn cứ các Quyết định số 10/QĐ-TTg ngày 01/02/2022, số 20/QĐ-TTg ngày 03/4/2022 và số 30/QĐ-TTg; UBND xã:"
    )
    assert keys(found) == [
        ("Quyết định", "10/QĐ-TTg", "2022-02-01"),
        ("Quyết định", "20/QĐ-TTg", "2022-04-03"),
        ("Quyết định", "30/QĐ-TTg", None),
    ]


def test_amending_law_is_named_whole() -> None:
    name = "Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu"
    found = references(f"Căn cứ {name} ngày 29/11/2024; UBND xã:")
    assert keys(found) == [
        (name, None, "2024-11-29"),
        ("Luật Quy hoạch", None, None),
        ("Luật Đầu tư", None, None),
        ("Luật Đấu thầu", None, None),
    ]


def test_repeats_make_one_and_misprints_two() -> None:
    found = references(
        "Thực hiện Quyết định số 1/QĐ-TTg của Thủ tướng, UBND xã ban hành Kế hoạch như sau:",
        "- Theo Quyết định số 1/QĐ-TTg ngày 05/6/2023 của Thủ tướng Chính phủ.\n- Theo Quyết định số 1/QĐ-TTg ngày 06/5/2023.",
    )
    assert keys(found) == [("Quyết định", "1/QĐ-TTg", "2023-06-05"), ("Quyết định", "1/QĐ-TTg", "2023-05-06")]
    assert found[0].issuer == "Thủ tướng Chính phủ"
    assert found[0].relation == "implements"


def test_number_gives_the_law_its_short_repeats() -> None:
    found = references("Căn cứ Luật Trẻ em số 102/2016/QH13 ngày 05/4/2016, UBND xã:", "- Phổ biến Luật trẻ em.")
    assert keys(found) == [("Luật", "102/2016/QH13", "2016-04-05")]


def test_own_number_over_an_appendix_is_no_reference() -> None:
    head = "UBND HUYỆN CHƯ SÊ\nSố: 9/KH-UBND\nChư Sê, ngày 3 tháng 3 năm 2024\n"
    appendix = "Nơi nhận:\n- Lưu: VT.\n\nPHỤ LỤC\n(Kèm theo Kế hoạch số 9/KH-UBND ngày 03/3/2024 của UBND huyện)"
    assert references("UBND huyện ban hành Kế hoạch như sau:", f"- Việc một.\n\n{appendix}", head) == []


def test_documents_listed_in_a_section_of_bases() -> None:
    from plan_extract.pipeline import extract_bytes

    record = extract_bytes(
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ NAM\n\nSố: 9/KH-UBND\nHà Nam, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nTrồng rừng năm 2026\n\n"
        "I. CĂN CỨ XÂY DỰNG KẾ HOẠCH\n\n1. Quyết định số 524/QĐ-TTg ngày 01/4/2021 của Thủ tướng Chính phủ.\n\n"
        "II. NHIỆM VỤ\n\n1. Thực hiện Quyết định số 77/QĐ-UBND ngày 02/3/2025 của UBND tỉnh.\n".encode(),
        "mau.txt",
    ).record
    assert [(each.number, each.relation) for each in record.legal_references] == [
        ("524/QĐ-TTg", "basis"),
        ("77/QĐ-UBND", "cites"),
    ]
