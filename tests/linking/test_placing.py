"""Placing plans: what the text implies, homonyms, units without a name."""

from __future__ import annotations

from datetime import date

from plan_extract.extraction.header import find_header
from plan_extract.extraction.legal_references import find_legal_references
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.place_message import place_message
from plan_extract.linking.placing import PlaceLink, place_document
from plan_extract.model import Document, LegalReference, PlanRecord
from plan_extract.reading.text import read_text
from plan_extract.storage.identities import place_plan
from plan_extract.structure.document import read_plan_text


def placed(head: str, opening: str, body: str = "- Việc một.") -> tuple[Document, PlaceLink]:
    text = f"{head}\n\nKẾ HOẠCH\nChăm sóc trẻ em năm 2022\n\n{opening}\n\nI. MỤC ĐÍCH\n\n{body}\n"
    plan = read_plan_text(read_text(text.encode(), "plan.txt"))
    header = find_header(plan)
    references = find_legal_references(plan, header.document)
    return place_document(header.document, plan, references, header=header)


def unit_of(link: PlaceLink) -> str | None:
    return LocalityRegister.load().get(link.locality).full_name if link.locality else None


def test_district_named_by_its_place_line() -> None:
    document, link = placed("Số: 4/KH-UBND\nKon Rẫy, ngày 2 tháng 3 năm 2022", "UBND huyện ban hành Kế hoạch như sau:")
    assert (document.issuer, document.district, document.province) == (
        "UBND huyện Kon Rẫy",
        "Kon Rẫy",
        "Kon Tum",
    )
    assert (unit_of(link), link.flag, link.era) == ("huyện Kon Rẫy", None, "to 2024")


def test_homonym_decided_by_the_superiors_plan() -> None:
    opening = "Thực hiện Kế hoạch số 1/KH-SYT ngày 05/01/2022 của Sở Y tế tỉnh Thanh Hóa, UBND xã Ngọc Liên xây dựng kế hoạch như sau:"
    document, link = placed("Ngọc Liên, ngày 9 tháng 3 năm 2022", opening)
    assert (document.province, document.district, document.commune) == ("Thanh Hóa", "Ngọc Lặc", "Ngọc Liên")
    assert link.rule == "place.superior-plan"


def test_homonym_without_context_stays_open() -> None:
    document, link = placed("Ngọc Liên, ngày 9 tháng 3 năm 2022", "UBND xã Ngọc Liên xây dựng kế hoạch như sau:")
    assert (document.province, link.locality, link.flag) == (None, None, "ambiguous")
    assert len(link.candidates) == 2


def test_unnamed_commune_keeps_its_district() -> None:
    opening = (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 01/02/2022 của UBND huyện Nam Đông, UBND xã xây dựng kế hoạch như sau:"
    )
    document, link = placed("Số: /KH-UBND\nNam Đông, ngày tháng 3 năm 2022", opening)
    assert (document.issuer, document.commune, document.district) == ("UBND xã", None, "Nam Đông")
    assert (document.province, link.locality) == ("Thừa Thiên Huế", None)
    assert link.flag is not None and link.flag.startswith("unnamed")


def test_unit_word_decides_between_namesakes() -> None:
    document, link = placed(
        "UBND QUẬN HOÀNG MAI\nHoàng Mai, ngày 2 tháng 3 năm 2022", "UBND quận ban hành Kế hoạch như sau:"
    )
    assert (document.province, unit_of(link)) == ("Hà Nội", "quận Hoàng Mai")


def test_unknown_commune_takes_the_province_that_the_text_names() -> None:
    opening = "Thực hiện Kế hoạch số 2/KH-UBND ngày 03/01/2026 của UBND tỉnh Phú Thọ, UBND xã Sơn Vân Thượng ban hành Kế hoạch như sau:"
    document, link = placed("UBND XÃ SƠN VÂN THƯỢNG\nSơn Vân Thượng, ngày 9 tháng 2 năm 2026", opening)
    assert (document.province, document.district, document.commune) == ("Phú Thọ", None, "Sơn Vân Thượng")
    assert (link.flag, link.era, link.locality) == ("unknown", "from 2025-07-01", None)


def test_national_body_has_no_place() -> None:
    document, link = placed("BỘ Y TẾ\nHà Nội, ngày 9 tháng 2 năm 2026", "Bộ Y tế ban hành Kế hoạch như sau:")
    assert (document.level, document.province, link.locality, link.flag) == ("ministry", None, None, None)


def test_province_known_by_its_only_district_and_its_name_in_the_text() -> None:
    opening = "Thực hiện Chỉ thị số 9/CT-TTg ngày 03/6/2009, Uỷ ban nhân dân tỉnh yêu cầu các sở và Uỷ ban nhân dân các huyện, thành phố Tân An như sau:"
    body = "- Kinh tế trong nước gặp khó khăn, trong đó có Long An."
    document, link = placed("", opening, body)
    assert (document.issuer, document.province) == ("UBND tỉnh Long An", "Long An")
    assert (unit_of(link), link.rule) == ("tỉnh Long An", "place.districts")
    unnamed, open_link = placed("", opening, "- Kinh tế trong nước gặp khó khăn.")
    assert (unnamed.province, open_link.flag) == (None, "unnamed")


def test_undated_plan_is_of_the_time_that_it_cites() -> None:
    document = Document(type="Nghị quyết", level="province", province="Phú Thọ", issuer="HĐND tỉnh Phú Thọ")
    cited = LegalReference(type="Tờ trình", number="39/TTr-UBND", date="2009-12-07", relation="basis",
                           start=0, end=1, rule="test", confidence=1)  # fmt: skip
    assert place_plan(PlanRecord(document=document)).flag == "no date"
    assert place_plan(PlanRecord(document=document, legal_references=(cited,))).locality == "25.1"


def test_what_is_open_is_told_with_the_units_that_it_could_be() -> None:
    register = LocalityRegister.load()
    units = register.find("xã Tân Lập", on=date(2024, 3, 1))
    message = place_message(PlaceLink(None, candidates=tuple(unit.id for unit in units), flag="ambiguous")) or ""
    assert message.startswith("Địa phương chưa xác định chắc chắn: nhiều đơn vị cùng tên; có thể là xã Tân Lập (huyện ")
    assert message.endswith(f" và {len(units) - 5} nơi khác")
    nam_dong = register.find("huyện Nam Đông", on=date(2024, 3, 1))[0]
    unnamed = place_message(PlaceLink(None, superior=nam_dong.id, flag="unnamed"))
    assert unnamed == (
        "Địa phương chưa xác định chắc chắn: văn bản không nêu tên đơn vị; thuộc huyện Nam Đông, tỉnh Thừa Thiên Huế"
    )
    told = place_message(PlaceLink(None, superior=nam_dong.id, flag="unnamed; unknown superior")) or ""
    assert "không nêu tên đơn vị, tên đơn vị cấp trên không có trong danh mục; thuộc" in told
    assert place_message(PlaceLink(nam_dong.id)) is None
