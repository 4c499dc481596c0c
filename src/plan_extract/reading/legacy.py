"""The letters of TCVN3, VNI and VISCII, each seen through Latin-1 as old files show them.

Sources: TCVN 5712:1993 (VN3) for TCVN3, RFC 1456 for VISCII, and for VNI its own rule: a base
letter, then a mark for tone and shape ("aù" is á, "aá" is ấ, "ôø" is ờ).
"""

from __future__ import annotations

import re
import unicodedata

_TCVN3_ROWS = (
    (0xA1, "ĂÂÊÔƠƯĐăâêôơưđ"),
    (0xB5, "àảãáạ"),
    (0xBB, "ằẳẵắ"),
    (0xC6, "ặầẩẫấậè"),
    (0xCE, "ẻẽéẹềểễếệìỉ"),
    (0xDC, "ĩíịò"),
    (0xE1, "ỏõóọồổỗốộờởỡớợù"),
    (0xF1, "ủũúụừửữứựỳỷỹýỵ"),
)
_TCVN3 = {code + step: letter for code, row in _TCVN3_ROWS for step, letter in enumerate(row)}

_VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ"
    "ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư"
    "àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII = {0x80 + step: letter for step, letter in enumerate(_VISCII_HIGH)} | {
    0x02: "Ẳ", 0x05: "Ẵ", 0x06: "Ẫ", 0x14: "Ỷ", 0x19: "Ỹ", 0x1E: "Ỵ",
}  # fmt: skip
# Files that went through Windows-1252 show the bytes 80 to 9F as other signs.
_CP1252_SIGNS = {
    ord(bytes((code,)).decode("cp1252")): chr(code)
    for code in range(0x80, 0xA0)
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}


def _vni_pairs() -> dict[str, str]:
    tones = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
    circumflex = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
    breve = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
    marks: dict[str, dict[str, str]] = {base: dict(tones) for base in "aeiouyôö"}
    for base in "aeo":
        marks[base] |= {sign: "\u0302" + tone for sign, tone in circumflex.items()}
    marks["a"] |= {sign: "\u0306" + tone for sign, tone in breve.items()}
    stems = {"ô": "ơ", "ö": "ư"}
    pairs = {"ô": "ơ", "ö": "ư", "ñ": "đ", "ò": "ị", "æ": "ỉ", "ó": "ĩ", "î": "ỵ"}
    for base, signs in marks.items():
        for sign, tone in signs.items():
            letter = unicodedata.normalize("NFC", stems.get(base, base) + tone)
            pairs[base + sign] = letter
    upper = {source.upper(): letter.upper() for source, letter in pairs.items()}
    mixed = {source[0].upper() + source[1:]: letter.upper() for source, letter in pairs.items() if len(source) == 2}
    return mixed | upper | pairs


_VNI = _vni_pairs()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_WORD = re.compile(r"[^\W\d_]+")


def convert_tcvn3(text: str, *, capitals: bool = False) -> str:
    """TCVN3 letters to Unicode. `capitals`: the font (`.VnTimeH`) prints all letters as capitals.

    TCVN3 has no capitals with a tone; where a heading is typed in capitals the letters between
    them are raised too.
    """
    lines = [_raise_capitals(line, line.translate(_TCVN3)) for line in text.split("\n")]
    converted = "\n".join(lines)
    return converted.upper() if capitals else converted


def _raise_capitals(source: str, line: str) -> str:
    """A line whose plain letters are mostly capitals: words without a small one are all capitals."""
    plain = [sign for sign in source if sign.isascii() and sign.isalpha()]
    if not plain:
        return line
    in_capitals = sum(sign.isupper() for sign in plain) >= 0.6 * len(plain) and len(plain) > 2

    def raise_word(match: re.Match[str]) -> str:
        word = match.group()
        own = [sign for sign in word if sign.isascii()]
        upper = sum(sign.isupper() for sign in own)
        if word.isascii() or upper < len(own) or not (in_capitals or upper >= 2):
            return word
        return word.upper()

    return _WORD.sub(raise_word, line)


def convert_vni(text: str) -> str:
    """VNI letters (a base and its mark) to Unicode."""
    return _VNI_PATTERN.sub(lambda match: _VNI[match.group()], text)


def convert_viscii(text: str) -> str:
    """VISCII letters, seen through Latin-1 or Windows-1252, to Unicode."""
    return text.translate(_CP1252_SIGNS).translate(_VISCII)


def convert_font(text: str, font: str) -> str:
    """The text of a run set in `font`: converted where the font is one of TCVN3 or VNI."""
    name = font.lower()
    if name.startswith(".vn"):
        return convert_tcvn3(text, capitals=name.rstrip().endswith("h"))
    if name.startswith("vni"):
        return convert_vni(text)
    return text
