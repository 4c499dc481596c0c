"""The locality register: counts of the three eras, names, homonyms, places of plans, succession, text."""

import doctest
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from plan_extract.linking.localities import Locality, LocalityRegister
from plan_extract.linking.localities_names import fold_spelling, name_key, split_name

BEFORE = date(2022, 6, 1)
EARLY_2025 = date(2025, 3, 15)
TODAY = date(2026, 3, 1)


@pytest.fixture(scope="module")
def register() -> LocalityRegister:
    return LocalityRegister.load()


def full_names(localities: Iterable[Locality]) -> list[str]:
    return [locality.full_name for locality in localities]


# -- the data ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (BEFORE, {"province": 63, "district": 705, "commune": 10599}),
        (EARLY_2025, {"province": 63, "district": 696, "commune": 10035}),
        (TODAY, {"province": 34, "commune": 3321}),
    ],
)
def test_each_era_is_whole(register: LocalityRegister, on: date, counts: dict[str, int]) -> None:
    units = [register.get(found) for found in register.records.ids()]
    assert Counter(unit.level for unit in units if unit.is_valid(on)) == counts


def test_keys_in_the_file_are_those_of_the_code(register: LocalityRegister) -> None:
    keys = register.records.keys()
    assert [key for key in keys if name_key(key) != key] == []
    unfound = [
        found for found in register.records.ids() if found not in keys.get(name_key(register.get(found).name), ())
    ]
    assert unfound == []


def test_parents_stand_as_long_as_their_units(register: LocalityRegister) -> None:
    late = []
    for found in register.records.ids():
        unit = register.get(found)
        for parent in register.parents(unit)[:1]:
            if not (parent.is_valid(unit.valid_to) and parent.is_valid(unit.valid_from)):
                late.append(unit.id)
    assert late == []


def test_every_ended_unit_has_heirs_but_one(register: LocalityRegister) -> None:
    units = [register.get(found) for found in register.records.ids()]
    heirless = [unit.id for unit in units if not register.successors(unit, TODAY)]
    assert heirless == ["28825.1"]


def test_every_unit_of_today_has_predecessors(register: LocalityRegister) -> None:
    units = [register.get(found) for found in register.records.ids()]
    today = [unit for unit in units if unit.is_valid(TODAY)]
    assert [unit.id for unit in today if not register.predecessors(unit, EARLY_2025)] == []


# -- names ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Thuỷ Nguyên", "THỦY NGUYÊN"),
        ("Quí Sơn", "Quý Sơn"),
        ("Đăk Hà", "Đắk Hà"),
        ("Bà Rịa – Vũng Tàu", "Bà Rịa-Vũng Tàu"),
        ("Ia H' Drai", "Ia H’Drai"),
        ("Phường 05", "phường 5"),
        (unicodedata.normalize("NFD", "Ngọc Lặc"), "Ngọc Lặc"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Hòa Bình", "Hoa Bình"), ("Tuyên Quang", "Tuyên Quảng"), ("Mỹ Tú", "Mỹ Từ")]
)
def test_other_names_do_not(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_folding_keeps_the_length() -> None:
    text = "UBND huyện Thuỷ Nguyên, xã Hoà Bình, tỉnh Đăk Lăk, Quý Sơn"
    assert len(fold_spelling(text)) == len(text)


def test_unit_word_is_split_off() -> None:
    assert split_name("TX. Đông Triều") == (("thị xã", "đông triều"), (None, "tx đông triều"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("TP.HCM", ["thành phố Hồ Chí Minh"]),
        ("TPHCM", ["thành phố Hồ Chí Minh"]),
        ("Tp. Hồ Chí Minh", ["thành phố Hồ Chí Minh"]),
        ("Thừa Thiên - Huế", ["tỉnh Thừa Thiên Huế"]),
        ("Thừa Thiên Huế", ["tỉnh Thừa Thiên Huế"]),
        ("Đăk Lăk", ["tỉnh Đắk Lắk"]),
        ("H. Phú Lộc", ["huyện Phú Lộc"]),
        ("Quận 1", ["quận 1"]),
        ("TT NT Phong Hải", ["thị trấn Nông trường Phong Hải"]),
        ("HUYỆN NAM ĐÔNG", ["huyện Nam Đông"]),
        ("huyện Không Có", []),
        ("xã Nam Đông", []),
    ],
)
def test_find(register: LocalityRegister, name: str, found: list[str]) -> None:
    assert full_names(register.find(name, on=BEFORE)) == found


def test_find_needs_diacritics_unless_told(register: LocalityRegister) -> None:
    assert register.find("Dak Lak", level="province", on=BEFORE) == ()
    found = register.find("Dak Lak", level="province", on=BEFORE, unaccented=True)
    assert full_names(found) == ["tỉnh Đắk Lắk"]


def test_homonyms_are_all_given_and_narrowed_by_superior(register: LocalityRegister) -> None:
    assert len(register.find("xã Tân Lập", on=BEFORE)) == 23
    hanoi = register.find("thành phố Hà Nội", on=BEFORE)[0]
    assert [unit.code for unit in register.find("xã Tân Lập", on=BEFORE, within=hanoi)] == ["09820"]


def test_find_refuses_an_unknown_level(register: LocalityRegister) -> None:
    with pytest.raises(ValueError, match="province, district, commune"):
        register.find("Huế", level="city")


def test_get_refuses_an_unknown_id(register: LocalityRegister) -> None:
    with pytest.raises(KeyError):
        register.get("99999.9")


# -- places of plans --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "on", "place", "flag"),
    [
        ({"level": "commune", "commune": "Ngọc Liên"}, TODAY, ("Thanh Hóa", None, "Ngọc Liên"), None),
        ({"level": "commune", "commune": "Ngọc Liên"}, BEFORE, (None, None, "Ngọc Liên"), "ambiguous"),
        ({"level": "commune", "commune": "Ngọc Liên", "district": "Ngọc Lặc"}, BEFORE,
         ("Thanh Hóa", "Ngọc Lặc", "Ngọc Liên"), None),
        ({"level": "district", "district": "Nam Đông"}, BEFORE, ("Thừa Thiên Huế", "Nam Đông", None), None),
        ({"level": "commune", "district": "huyện Nam Đông"}, BEFORE,
         ("Thừa Thiên Huế", "Nam Đông", None), "unnamed"),
        ({"level": "district", "district": "Nam Đông"}, TODAY, ("Thừa Thiên Huế", "Nam Đông", None),
         "old name used after reform"),
        ({"level": "province", "province": "Hải Dương"}, TODAY, ("Hải Dương", None, None),
         "old name used after reform"),
        ({"level": "commune", "commune": "Khe Tre", "district": "Nam Đông"}, TODAY, ("Huế", None, "Khe Tre"),
         "old name used after reform"),
        ({"level": "district", "district": "quận Hoàng Mai"}, BEFORE, ("Hà Nội", "Hoàng Mai", None), None),
        ({"level": "district", "district": "Hoàng Mai"}, BEFORE, (None, "Hoàng Mai", None), "ambiguous"),
        ({"level": "province", "province": "Dak Lak"}, BEFORE, ("Đắk Lắk", None, None),
         "matched without diacritics"),
        ({"level": "district", "district": "huyện Quế Võ"}, BEFORE, ("Bắc Ninh", "Quế Võ", None),
         "other unit word"),
        ({"level": "district", "district": "Quế Lâm", "province": "Nghệ An"}, BEFORE, ("Nghệ An", None, None),
         "unknown"),
        ({"level": "commune", "commune": "Ngọc Liên", "district": "Quế Lâm"}, TODAY, (None, None, None),
         "unknown superior"),
        ({"level": "commune", "commune": "Khe Tre", "province": "Hà Nội"}, TODAY, (None, None, None),
         "not within the named superior"),
        ({"level": "province", "province": "thành phố Huế"}, date(2025, 2, 1), ("Huế", None, None), None),
        ({"level": "district", "district": "thành phố Huế"}, BEFORE, ("Thừa Thiên Huế", "Huế", None), None),
        ({"level": "department", "province": "Quảng Ninh"}, BEFORE, ("Quảng Ninh", None, None), None),
        ({"level": "province", "province": "Tuyên Quang"}, None, ("Tuyên Quang", None, None), "no date"),
        ({"level": "district", "district": "Mộc Châu"}, date(2024, 2, 1), ("Sơn La", "Mộc Châu", None),
         "date of change uncertain"),
        ({"level": "commune"}, TODAY, (None, None, None), "unnamed"),
        ({"level": "national"}, TODAY, (None, None, None), None),
        ({"level": "province", "province": "Huế"}, BEFORE, ("Huế", None, None),
         "new name used before reform"),
    ],
)  # fmt: skip
def test_place(
    register: LocalityRegister,
    names: dict[str, str],
    on: date | None,
    place: tuple[str | None, ...],
    flag: str | None,
) -> None:
    level = names["level"]
    above = {step: names.get(step) for step in ("province", "district", "commune")}
    found = register.place(level=level, on=on, **above)
    assert ((found.province, found.district, found.commune), found.flag) == (place, flag)


def test_place_gives_codes_candidates_and_superior(register: LocalityRegister) -> None:
    known = register.place(level="commune", commune="Ngọc Liên", on=TODAY)
    assert (known.province_code, known.commune_code) == ("38", "15091")
    assert known.locality == register.get("15091.3")
    open_place = register.place(level="commune", commune="Ngọc Liên", on=BEFORE)
    assert open_place.locality is None
    assert [unit.code for unit in open_place.candidates] == ["10903", "15091"]
    unnamed = register.place(level="commune", district="Nam Đông", on=BEFORE)
    assert (unnamed.locality, unnamed.superior) == (None, register.get("483.1"))


# -- succession -------------------------------------------------------------------------------------------


def test_district_becomes_the_communes_made_of_its_communes(register: LocalityRegister) -> None:
    nam_dong = register.get("483.1")
    assert full_names(register.successors(nam_dong)) == ["huyện Phú Lộc"]
    heirs = register.successors(nam_dong, TODAY)
    assert sorted(full_names(heirs)) == ["xã Khe Tre", "xã Long Quảng", "xã Nam Đông"]


def test_split_commune_has_several_heirs(register: LocalityRegister) -> None:
    trung_tu = register.get("00226.2")
    heirs = register.successors(trung_tu, TODAY)
    assert full_names(heirs) == ["phường Kim Liên", "phường Văn Miếu - Quốc Tử Giám"]


def test_heirs_that_are_namesakes_elsewhere_are_dropped(register: LocalityRegister) -> None:
    tan_thanh = register.find("xã Tân Thạnh", on=EARLY_2025, within=register.get("927.1"))
    assert [full_names(register.successors(unit, TODAY)) for unit in tan_thanh] == [["xã Trường Thành"]]


def test_points_lie_in_the_country(register: LocalityRegister) -> None:
    units = [register.get(found) for found in register.records.ids()]
    outside = [unit.id for unit in units if not (8 < (unit.latitude or 0) < 23.5 and 102 < (unit.longitude or 0) < 115)]
    assert outside == ["28825.1"]


def test_predecessors_of_a_commune(register: LocalityRegister) -> None:
    khe_tre = register.find("xã Khe Tre", on=TODAY)[0]
    assert full_names(register.predecessors(khe_tre, BEFORE)) == [
        "thị trấn Khe Tre", "xã Hương Phú", "xã Hương Lộc", "xã Thượng Lộ",
    ]  # fmt: skip


def test_unit_that_stands_is_its_own_heir(register: LocalityRegister) -> None:
    hanoi = register.get("01.1")
    assert register.successors(hanoi, TODAY) == (hanoi,)
    assert register.predecessors(hanoi, BEFORE) == (hanoi,)


def test_island_district_becomes_a_special_zone(register: LocalityRegister) -> None:
    assert full_names(register.successors(register.get("536.1"), TODAY)) == ["đặc khu Lý Sơn"]


# -- text -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("UBND HUYỆN NAM ĐÔNG ban hành", BEFORE, [("HUYỆN NAM ĐÔNG", ["483.1"], None)]),
        ("Sở Y tế tỉnh Quảng Ninh năm 2025", BEFORE, [("tỉnh Quảng Ninh", ["22.1"], None)]),
        ("trên địa bàn xã Ngọc Liên.", TODAY, [("xã Ngọc Liên", ["15091.3"], None)]),
        ("xã Ngọc Liên", BEFORE, [("xã Ngọc Liên", ["10903.1", "15091.1"], None)]),
        ("xã Ngọc Liên, huyện Ngọc Lặc, tỉnh Thanh Hóa", BEFORE,
         [("xã Ngọc Liên", ["15091.1"], None), ("huyện Ngọc Lặc", ["389.1"], None),
          ("tỉnh Thanh Hóa", ["38.1"], None)]),
        ("xã Ngọc Liên, huyện Cẩm Giàng", TODAY,
         [("xã Ngọc Liên", ["10903.1"], "old name used after reform"),
          ("huyện Cẩm Giàng", ["295.1"], "old name used after reform")]),
        ("TP Huế", BEFORE, [("TP Huế", ["474.1"], None)]),
        ("TP Huế", TODAY, [("TP Huế", ["46.2"], None)]),
        ("thành phố\nHồ Chí Minh", TODAY, [("thành phố\nHồ Chí Minh", ["79.3"], None)]),
        ("TP.HCM", TODAY, [("TP.HCM", ["79.3"], None)]),
        ("thị xã Phú Thọ", BEFORE, [("thị xã Phú Thọ", ["228.1"], None)]),
        ("quận 1 và H. Phú Lộc", BEFORE, [("quận 1", ["760.1"], None), ("H. Phú Lộc", ["482.1"], None)]),
        ("xã an toàn, an sinh xã hội, cấp xã", BEFORE, []),
        ("các phường, xã.\n4. Ủy ban nhân dân xã\n5. Công an", BEFORE, []),
        ("X. TỔ CHỨC THỰC HIỆN", BEFORE, []),
        ("Chủ tịch UBND xã Phan Văn An", BEFORE, []),
        ("UBND THỊ XÃ CHŨ NĂM 2025", EARLY_2025, [("THỊ XÃ CHŨ", ["224.2"], None)]),
        ("huyện Ðăk Hà", BEFORE, [("huyện Ðăk Hà", ["615.1"], None)]),
    ],
)  # fmt: skip
def test_find_in_text(
    register: LocalityRegister, text: str, on: date, found: list[tuple[str, list[str], str | None]]
) -> None:
    mentions = register.find_in_text(text, on)
    seen = [(text[m.start : m.end], [unit.id for unit in m.candidates], m.flag) for m in mentions]
    assert seen == found


def test_spans_fit_a_decomposed_text(register: LocalityRegister) -> None:
    text = unicodedata.normalize("NFD", "Kế hoạch của huyện Nam Đông, tỉnh Thừa Thiên Huế")
    spans = [text[mention.start : mention.end] for mention in register.find_in_text(text, BEFORE)]
    assert spans == [unicodedata.normalize("NFD", name) for name in ("huyện Nam Đông", "tỉnh Thừa Thiên Huế")]


def test_documentation_shows_what_the_code_does() -> None:
    page = Path(__file__).parents[2] / "docs" / "localities.md"
    assert doctest.testfile(str(page), module_relative=False).failed == 0
