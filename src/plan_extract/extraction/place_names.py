"""Names of places within a sentence: "Mai Châu", "xã Tân Lập", "phía Nam"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plan_extract.normalising import expressions as regex

_UNIT: Final = (
    r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Pp]hía|[Kk]hu vực|[Vv]ùng)"
)
_WORD: Final = r"\p{Lu}\p{L}*"
PLACE: Final = rf"(?:{_UNIT}\s{_WORD}(?:[ -]{_WORD}){{0,3}}|{_WORD}(?:[ -]{_WORD}){{1,3}})"
"""A pattern of a place in printed text: words with capitals behind the name of a unit, or at least two of them."""

AT_PLACES: Final = regex.compile(
    r",?\s+(?:tại|ở|của|cho)\s+(?:(?:các|những)\s+)?(?:thành phố|thành|tỉnh|huyện|quận|thị xã|thị trấn|thị|xã|phường|thôn|địa phương)\b.*$",
    regex.IGNORECASE,
)
"""The end of a measure that only says at which places ("... tại các huyện, thành, thị")."""

_KIND: Final = (
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|vùng|khu vực|cấp|đô thị|nông thôn|miền núi|biên giới"
    r"|hải đảo|thôn|bản)"
)
_AT = regex.compile(r"(?:riêng )?(?P<at>tại|ở|đối với|trên địa bàn)\s+", regex.IGNORECASE)
_WORDS: Final = r"(?:[^,;:()\d]|(?<=(?:quận|phường|khu vực|vùng|thôn|tổ) )\d{1,2}(?!\d)){0,60}?"
_FIRST = regex.compile(
    rf"(?:các |những |toàn |địa bàn )*{_KIND}\b{_WORDS}(?=\s*[,(])"
    rf"|(?-i:{_WORD}(?: {_WORD}){{0,3}}(?: và [^,;:()\d]{{2,40}})?)(?=\s*[,(])",
    regex.IGNORECASE,
)
_NEXT = regex.compile(
    rf",\s*(?:và )?(?:các )?(?:{_KIND}(?: (?-i:{_WORD})(?: (?-i:{_WORD})){{0,3}}| \d{{1,2}}| đặc biệt khó khăn| miền núi| biên giới"
    rf"| còn lại| khác)?|(?-i:\p{{Lu}}\p{{Ll}}+(?: \p{{Lu}}\p{{Ll}}+){{1,3}}))"
    rf"(?:\s+và (?:{_KIND}\b)?{_WORDS})?(?=\s*[,(])",
    regex.IGNORECASE,
)
_BRACKET = regex.compile(r"\s*\([^()]*\)")
_ENDS = regex.compile(r"\s*,\s*")


@dataclass(frozen=True, slots=True)
class OpeningPlace:
    """`text[start:end]`, the territory that opens a sentence; what it holds for begins at `rest`."""

    start: int
    end: int
    rest: int


def read_opening_place(text: str) -> OpeningPlace | None:
    """The territory that opens a sentence and holds for what it says ("Tại thành phố Hà Nội, nồng độ bụi ...").

    It may list several places ("Trên địa bàn huyện A, huyện B và thành phố C, ..."); it holds no figures but
    those of names, and is no territory of the whole plan ("Trên địa bàn tỉnh, ...").
    """
    at = _AT.match(text)
    first = _FIRST.match(text, at.end()) if at else None
    if at is None or first is None:
        return None
    start, end = at.end(), first.end()
    if at.group("at").lower() == "trên địa bàn" and not regex.search(r"\s\p{Lu}|\s\d|^các\s", text[start:end]):
        return None
    while more := _NEXT.match(text, end):
        end = more.end()
    bracket = _BRACKET.match(text, end)
    behind = _ENDS.match(text, bracket.end() if bracket else end)
    return OpeningPlace(start, end, behind.end()) if behind else None
