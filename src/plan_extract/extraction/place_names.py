"""Names of places within a sentence: "Mai Châu", "xã Tân Lập", "phía Nam"."""

from __future__ import annotations

from typing import Final

from plan_extract.normalising import expressions as regex

_UNIT: Final = (
    r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Pp]hía|[Kk]hu vực|[Vv]ùng)"
)
_WORD: Final = r"\p{Lu}\p{L}*"
PLACE: Final = rf"(?:{_UNIT}\s{_WORD}(?:[ -]{_WORD}){{0,3}}|{_WORD}(?:[ -]{_WORD}){{1,3}})"
"""A pattern of a place in printed text: words with capitals behind the name of a unit, or at least two of them."""

OPENS_WITH_PLACE = regex.compile(
    r"^(?:riêng )?(?:tại|ở|đối với)\s+(?P<place>(?:các |những |toàn |địa bàn )*(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|vùng|khu vực|cấp|đô thị"
    r"|nông thôn|miền núi|thôn|bản)\b[^,;:()]{0,60}?|(?-i:\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,3}(?: và [^,;:()]{2,40})?))\s*(?:\([^()]*\)\s*)?,\s*",
    regex.IGNORECASE,
)
"""A territory that opens a sentence and holds for what it says ("Tại thành phố Hà Nội, nồng độ bụi ...")."""
