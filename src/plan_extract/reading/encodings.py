"""Bytes to text: Unicode in its forms, and the Vietnamese encodings of the time before it.

TCVN3 (TCVN 5712:1993, the fonts named `.Vn...`), VNI (the fonts named `VNI-...`), VISCII
(RFC 1456) and Windows-1258 are told apart by which reading gives Vietnamese syllables. A text is
only taken for one of them where that reading is clearly right; else it stays as it stands.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable

from charset_normalizer import from_bytes

from plan_extract.reading.language import marked_words, sample, syllable_share
from plan_extract.reading.legacy import convert_tcvn3, convert_viscii, convert_vni

_MIN_WORDS = 8
_GOOD = 0.8
_MARGIN = 0.1
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
CONVERTERS: dict[str, Callable[[str], str]] = {
    "TCVN3": convert_tcvn3,
    "VNI": convert_vni,
    "VISCII": convert_viscii,
}
# Signs that old letters show as, and that Unicode Vietnamese does not use (quotes and the like aside).
_OLD_SIGNS = re.compile("[\x80-\xaa\xac-\xb6\xb8-\xba\xbc-\xbfÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþÿŒœŠšŽžŸƒˆ]")
_BEYOND_LATIN1 = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_HIGH = re.compile(r"[\xa1-\xbf]")


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """The text of `data`, the name of its encoding, and messages for the user.

    Signs that no encoding explains are kept as U+FFFD, with a message; nothing is raised.
    """
    for bom, codec, name in _BOMS:
        if data.startswith(bom):
            return _finish(data.decode(codec, errors="replace"), name, [])
    if guess := _utf16_without_bom(data):
        return _finish(data.decode(guess, errors="replace"), "UTF-16", [])
    text = _decode_utf8(data)
    if text is not None:
        return _finish(*mend_legacy(text, "UTF-8"))
    return _finish(*_decode_bytes(data))


def _finish(text: str, name: str, messages: list[str]) -> tuple[str, str, list[str]]:
    messages = list(messages)
    if lost := text.count("\ufffd"):
        messages.append(f"{lost} characters could not be decoded ({name})")
    return text, name, messages


def _utf16_without_bom(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every second byte is mostly zero."""
    head = data[:4000]
    if len(head) < 4 or b"\0" not in head:
        return None
    half = len(head) // 2
    even, odd = head[0 : 2 * half : 2].count(0), head[1 : 2 * half : 2].count(0)
    if odd > 0.4 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.4 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_utf8(data: bytes) -> str | None:
    """The text where `data` is UTF-8, up to a few broken places; else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    beyond = sum(1 for sign in sample(text) if sign > "\x7f")
    lost = sample(text).count("\ufffd")
    return text if lost <= max(2, 0.03 * beyond) and beyond > lost else None


def _decode_bytes(data: bytes) -> tuple[str, str, list[str]]:
    """Eight-bit text: the Vietnamese reading that fits best, else what charset-normalizer says."""
    raw = data.decode("latin-1")
    scores = _score_legacy(raw)
    scores["Windows-1258"] = syllable_share(marked_words(_decode_cp1258(data[:40_000])))
    best = max(scores, key=lambda name: scores[name])
    if scores[best] >= _GOOD:
        text = _decode_cp1258(data) if best == "Windows-1258" else CONVERTERS[best](raw)
        return text, best, [f"old encoding {best} converted to Unicode"]
    match = from_bytes(data[:200_000]).best()
    codec = match.encoding if match is not None else "cp1252"
    return data.decode(codec, errors="replace"), codec, [f"unknown encoding, read as {codec}"]


def _decode_cp1258(data: bytes) -> str:
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _score_legacy(text: str) -> dict[str, float]:
    """For each encoding of the fonts, the share of syllables that its reading would give."""
    part = sample(text)
    return {name: syllable_share(marked_words(convert(part))) for name, convert in CONVERTERS.items()}


def mend_legacy(text: str, name: str = "Unicode") -> tuple[str, str, list[str]]:
    """Unicode text whose letters are those of an old font ("nh©n d©n"), line by line.

    Lines that already hold letters of Unicode Vietnamese are kept. Text, encoding name, messages.
    """
    found = detect_legacy(text)
    if found is None:
        return text, name, []
    convert = CONVERTERS[found]
    pieces = [line if _BEYOND_LATIN1.search(line) else convert(line) for line in text.splitlines(keepends=True)]
    return "".join(pieces), found, [f"letters of an old font ({found}) converted to Unicode"]


def detect_legacy(text: str) -> str | None:
    """`TCVN3`, `VNI` or `VISCII` where the letters of `text` are plainly theirs, else None."""
    if len(_OLD_SIGNS.findall(sample(text))) < _MIN_WORDS:
        return None
    part = "\n".join(line for line in sample(text).splitlines() if not _BEYOND_LATIN1.search(line))
    words = marked_words(part) + [word for word in part.split() if _HIGH.search(word)]
    if len(words) < _MIN_WORDS:
        return None
    before = syllable_share(words)
    if before >= 0.6:
        return None
    scores = _score_legacy(part)
    best, second = sorted(scores, key=lambda each: -scores[each])[:2]
    clear = scores[best] >= _GOOD and scores[best] - scores[second] >= _MARGIN
    return best if clear and scores[best] > before + _MARGIN else None
