"""Old encodings: each is known by its syllables, and nothing else is taken for one."""

from __future__ import annotations

import unicodedata

import pytest

from plan_extract.reading import read_bytes
from plan_extract.reading.encodings import decode, mend_legacy
from plan_extract.reading.language import vietnamese_share
from plan_extract.reading.legacy import convert_font, convert_tcvn3, convert_viscii, convert_vni

TEXT = (
    "Căn cứ kế hoạch của ủy ban nhân dân tỉnh về việc phát triển kinh tế, văn hóa, xã hội.\n"
    "Phấn đấu đến năm 2025 tỷ lệ trẻ em được tiêm chủng đầy đủ đạt trên 95%; "
    "giảm tỷ lệ hộ nghèo xuống còn 3%.\n"
    "Các sở, ngành, đoàn thể phối hợp với ủy ban nhân dân các huyện, thị xã tổ chức thực hiện kế hoạch này.\n"
)
TCVN3 = (
    "C¨n cø kÕ ho¹ch cña ñy ban nh©n d©n tØnh vÒ viÖc ph¸t triÓn kinh tÕ, v¨n hãa, x· héi.\n"
    "PhÊn ®Êu ®Õn n¨m 2025 tû lÖ trÎ em ®\u00adîc tiªm chñng ®Çy ®ñ ®¹t trªn 95%; "
    "gi¶m tû lÖ hé nghÌo xuèng cßn 3%.\n"
    "C¸c së, ngµnh, ®oµn thÓ phèi hîp víi ñy ban nh©n d©n c¸c huyÖn, thÞ x· tæ chøc thùc hiÖn kÕ ho¹ch nµy.\n"
)
VNI = (
    "Caên cöù keá hoaïch cuûa uûy ban nhaân daân tænh veà vieäc phaùt trieån kinh teá, vaên hoùa, xaõ hoäi.\n"
    "Phaán ñaáu ñeán naêm 2025 tyû leä treû em ñöôïc tieâm chuûng ñaày ñuû ñaït treân 95%; "
    "giaûm tyû leä hoä ngheøo xuoáng coøn 3%.\n"
    "Caùc sôû, ngaønh, ñoaøn theå phoái hôïp vôùi uûy ban nhaân daân "
    "caùc huyeän, thò xaõ toå chöùc thöïc hieän keá hoaïch naøy.\n"
)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode("utf-8"), "UTF-8"),
        (TEXT.encode("utf-8-sig"), "UTF-8"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16"),
        (TEXT.encode("utf-16-be"), "UTF-16"),
        (TCVN3.encode("latin-1"), "TCVN3"),
        (TCVN3.encode("utf-8"), "TCVN3"),
        (VNI.encode("latin-1"), "VNI"),
        (VNI.encode("utf-8"), "VNI"),
    ],
)
def test_each_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    text, found, _ = decode(data)
    assert (text, found) == (TEXT, encoding)


def test_windows_1258_with_its_combining_tones() -> None:
    data = b""
    for sign in TEXT:
        try:
            data += sign.encode("cp1258")
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", sign)
            tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
            data += (base + "".join(tones)).encode("cp1258")
    assert decode(data)[:2] == (TEXT, "Windows-1258")


def test_viscii_from_its_table() -> None:
    letters = {convert_viscii(chr(code)): code for code in range(0x80, 0x100)}
    data = bytes(letters.get(sign, ord(sign) if ord(sign) < 0x80 else 0x3F) for sign in TEXT)
    assert decode(data)[:2] == (TEXT, "VISCII")


def test_decomposed_unicode_is_left_as_it_is() -> None:
    text = unicodedata.normalize("NFD", TEXT)
    assert decode(text.encode("utf-8"))[0] == text


@pytest.mark.parametrize(
    "text",
    [
        "El niño comió piñas en la montaña y el señor también subió así según él mismo contó después. " * 4,
        "Die Straße führt über die Brücke zu größeren Häusern für schöne Mädchen und müde Männer. " * 4,
        "L'été dernier, les élèves étaient très fatigués après l'école à côté de la forêt où ça gênait. " * 4,
    ],
)
def test_other_languages_are_not_converted(text: str) -> None:
    assert decode(text.encode("utf-8")) == (text, "UTF-8", [])
    assert decode(text.encode("latin-1"))[0] in (text, text.encode("latin-1").decode("cp1250"))


def test_mixed_file_keeps_its_unicode_lines() -> None:
    mixed = "Kế hoạch phát triển giáo dục năm 2025\n" + TCVN3
    text, encoding, messages = mend_legacy(mixed)
    assert text == "Kế hoạch phát triển giáo dục năm 2025\n" + TEXT
    assert encoding == "TCVN3" and messages


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("ñy ban nh©n d©n", ".VnTimeH", "ỦY BAN NHÂN DÂN"),
        ("Uû ban nh©n d©n", ".VnTime", "Uỷ ban nhân dân"),
        ("UÛY BAN NHAÂN DAÂN", "VNI-Times", "ỦY BAN NHÂN DÂN"),
        ("Ủy ban nhân dân", "Times New Roman", "Ủy ban nhân dân"),
    ],
)
def test_font_decides_where_it_is_known(text: str, font: str, expected: str) -> None:
    assert convert_font(text, font) == expected


def test_capitals_of_tcvn3_headings() -> None:
    assert convert_tcvn3("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM") == "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert convert_tcvn3("Héi Liªn hiÖp Phô n÷") == "Hội Liên hiệp Phụ nữ"


def test_vni_mark_after_small_or_capital_base() -> None:
    assert convert_vni("Ñaø Naüng, Ñöùc Troïng, THÖÏC HIEÄN") == "Đà Nẵng, Đức Trọng, THỰC HIỆN"


def test_broken_bytes_are_counted_not_raised() -> None:
    data = TEXT.encode("utf-8")
    text, encoding, messages = decode(data[:50] + b"\xff" + data[50:])
    assert encoding == "UTF-8" and "\ufffd" in text
    assert messages == ["1 characters could not be decoded (UTF-8)"]


def test_text_without_diacritics_is_said_to_be_so() -> None:
    bare = "".join(sign for sign in unicodedata.normalize("NFD", TEXT) if not unicodedata.combining(sign)).replace(
        "đ", "d"
    )
    assert any("diacritics" in message for message in read_bytes(bare.encode(), "a.txt").messages)
    assert read_bytes(TEXT.encode(), "a.txt").messages == ()


@pytest.mark.parametrize(
    ("text", "is_vietnamese"),
    [
        (TEXT, True),
        (
            "The committee shall submit the annual report before the end of March and publish it widely. " * 3,
            False,
        ),
        ("Комитет представляет годовой отчет до конца марта и публикует его в открытом доступе. " * 3, False),
    ],
)
def test_share_of_vietnamese(text: str, is_vietnamese: bool) -> None:
    assert (vietnamese_share(text) > 0.5) is is_vietnamese
