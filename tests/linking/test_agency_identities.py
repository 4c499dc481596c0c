"""Agencies as printed to identities: type, unit, level, flags."""

from typing import Any

import pytest
from matching_cases import keyed_plans, place_of

from plan_extract.linking.agencies import COLLECTIVE, ENDED, NOT_YET, PLACE_OPEN, PLACE_UNKNOWN, UNKNOWN, AgencyLinker
from plan_extract.linking.plan_place import PlanPlace
from plan_extract.model import Document, PlanRecord

NAM_DONG = {"level": "district", "issuer": "UBND huyện Nam Đông", "province": "Thừa Thiên Huế", "district": "Nam Đông",
            "issued_date": "2022-03-14"}  # fmt: skip
HOANG_MAI = {"level": "district", "issuer": "UBND quận Hoàng Mai", "province": "Hà Nội", "district": "quận Hoàng Mai",
             "issued_date": "2024-03-25"}  # fmt: skip
KHE_TRE = {"level": "commune", "issuer": "UBND xã Khe Tre", "province": "Huế", "commune": "Khe Tre",
           "issued_date": "2026-02-02"}  # fmt: skip
QUANG_NINH = {
    "level": "province",
    "issuer": "UBND tỉnh Quảng Ninh",
    "province": "Quảng Ninh",
    "issued_date": "2021-03-08",
}
MINISTRY = {"level": "ministry", "issuer": "Bộ Nông nghiệp và Môi trường", "issued_date": "2026-01-26"}
NOWHERE = {"level": "commune", "issuer": "UBND xã", "issued_date": "2026-03-02"}


def linker(document: dict[str, Any]) -> AgencyLinker:
    record = PlanRecord(document=Document(**document))
    return AgencyLinker(PlanPlace.of(place_of(record), record.document))


@pytest.mark.parametrize(
    ("document", "printed", "id_", "name", "level"),
    [
        (NAM_DONG, "Công an huyện", "cong-an@483.1", "Công an huyện Nam Đông", "district"),
        (NAM_DONG, "Phòng LĐ-TB&XH", "phong-lao-dong@483.1",
         "Phòng Lao động - Thương binh và Xã hội huyện Nam Đông", "district"),
        (NAM_DONG, "Sở Y tế", "so-y-te@46.1", "Sở Y tế tỉnh Thừa Thiên Huế", "province"),
        (NAM_DONG, "UBND xã Thượng Lộ", "people-committee@20185.1", "Ủy ban nhân dân xã Thượng Lộ", "commune"),
        (NAM_DONG, "Huyện đoàn Nam Đông", "doan-thanh-nien@483.1",
         "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện Nam Đông", "district"),
        (NAM_DONG, "UBMTTQVN huyện", "mat-tran@483.1", "Ủy ban Mặt trận Tổ quốc Việt Nam huyện Nam Đông", "district"),
        (NAM_DONG, "Văn phòng Huyện ủy", "van-phong-cap-uy@483.1", "Văn phòng Huyện ủy Nam Đông", "district"),
        (NAM_DONG, "Bộ Y tế", "bo-y-te", "Bộ Y tế", "national"),
        (HOANG_MAI, "Phòng Y tế", "phong-y-te@008.1", "Phòng Y tế quận Hoàng Mai", "district"),
        (HOANG_MAI, "Công an Thành phố", "cong-an@01.1", "Công an thành phố Hà Nội", "province"),
        (KHE_TRE, "Phòng Văn hóa - Xã hội", "phong-van-hoa-xa-hoi@20161.3", "Phòng Văn hóa - Xã hội xã Khe Tre", "commune"),
        (QUANG_NINH, "Tỉnh đoàn", "doan-thanh-nien@22.1",
         "Đoàn Thanh niên Cộng sản Hồ Chí Minh tỉnh Quảng Ninh", "province"),
        (MINISTRY, "Hội Nông dân Việt Nam", "hoi-nong-dan", "Hội Nông dân Việt Nam", "national"),
    ],
)  # fmt: skip
def test_a_body_is_a_type_and_a_unit(document: dict[str, Any], printed: str, id_: str, name: str, level: str) -> None:
    (found,) = linker(document).link(printed)
    assert (found.id, found.name, found.level, found.kind, found.registered) == (id_, name, level, "named", True)


def test_the_same_office_of_two_districts_is_two_bodies() -> None:
    one, other = linker(NAM_DONG).link("Phòng Y tế"), linker(HOANG_MAI).link("Phòng Y tế")
    assert one[0].key == other[0].key == "phong-y-te"
    assert one[0].id != other[0].id


def test_spellings_of_one_body_are_one() -> None:
    link = linker(QUANG_NINH).link
    spellings = (
        "Sở LĐTBXH",
        "Sở LĐ-TB&XH",
        "Sở Lao động - Thương binh và Xã hội",
        "Sở Lao động, Thương binh và Xã hội",
    )
    assert {link(printed)[0].id for printed in spellings} == {"so-lao-dong@22.1"}


def test_bodies_under_one_umbrella_stay_apart() -> None:
    link = linker(QUANG_NINH).link
    assert link("Hội Khuyến học tỉnh")[0].id == "hoi-khac:hoi-khuyen-hoc@22.1"
    assert link("Hội Người cao tuổi tỉnh")[0].id == "hoi-khac:hoi-nguoi-cao-tuoi@22.1"


def test_a_class_belongs_to_the_unit_in_which_it_is_meant() -> None:
    (found,) = linker(NAM_DONG).link("UBND các xã, thị trấn")
    assert (found.id, found.kind, found.level) == ("people-committee/cac-xa-thi-tran@483.1", "class", "commune")


def test_a_list_is_taken_apart() -> None:
    found = linker(NAM_DONG).link("Phòng Y tế, Trung tâm Y tế huyện")
    assert [body.id for body in found] == ["phong-y-te@483.1", "trung-tam-y-te@483.1"]


def test_unknown_bodies_are_entries_of_their_own() -> None:
    (found,) = linker(QUANG_NINH).link("Liên đoàn Thể thao dưới nước tỉnh")
    assert (found.id, found.key, found.flags) == ("?lien-doan-the-thao-duoi-nuoc-tinh@22.1", None, (UNKNOWN,))
    assert not found.registered


def test_a_collective_is_nobody() -> None:
    (found,) = linker(QUANG_NINH).link("Các sở, ngành, địa phương")
    assert (found.kind, found.locality_id, found.flags) == ("vague", None, (COLLECTIVE,))


def test_bodies_of_an_unnamed_unit_are_not_those_of_another_plan() -> None:
    one = linker(NOWHERE).link("Công an xã")[0]
    other = linker({**NOWHERE, "province": "Thanh Hóa"}).link("Công an xã")[0]
    assert (one.flags, one.locality_id) == ((PLACE_OPEN,), None)
    assert one.id != other.id


def test_a_unit_that_the_register_does_not_know_keeps_its_name() -> None:
    (found,) = linker(NAM_DONG).link("UBND xã Quế Lâm Thượng")
    assert (found.id, found.flags) == ("people-committee:xa-que-lam-thuong@483.1", (PLACE_UNKNOWN,))


def test_party_committees_of_bodies_are_not_that_of_the_unit() -> None:
    printed = ("Đảng ủy", "Đảng ủy UBND", "Đảng ủy các cơ quan Đảng", "Đảng ủy Mặt trận Tổ quốc, các đoàn thể")
    link = linker(KHE_TRE).link
    assert len({body.id for name in printed for body in link(name)}) == 4
    assert link("Đảng ủy UBND")[0].id == link("Đảng ủy Ủy ban nhân dân xã")[0].id


def test_bodies_out_of_their_time_are_flagged_with_successors() -> None:
    (late,) = linker(KHE_TRE).link("Sở Lao động - Thương binh và Xã hội")
    assert late.flags == (ENDED,)
    assert {heir.key for heir in late.successors} >= {"so-y-te", "so-noi-vu"}
    (early,) = linker(NAM_DONG).link("Phòng Văn hóa - Xã hội")
    assert NOT_YET in early.flags


def test_every_body_of_every_plan_gets_an_identity() -> None:
    for plan in keyed_plans():
        link = linker(plan.record.document.model_dump()).link
        for responsibility in plan.record.responsibilities:
            for printed in (responsibility.agency, *responsibility.partners):
                found = link(printed)
                assert found
                assert all(body.id and body.name for body in found)
