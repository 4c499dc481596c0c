"""Names of places within a sentence: "Mai Châu", "xã Tân Lập", "phía Nam"."""

from __future__ import annotations

from typing import Final

_UNIT: Final = (
    r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Pp]hía|[Kk]hu vực|[Vv]ùng)"
)
_WORD: Final = r"\p{Lu}\p{L}*"
PLACE: Final = rf"(?:{_UNIT}\s{_WORD}(?:[ -]{_WORD}){{0,3}}|{_WORD}(?:[ -]{_WORD}){{1,3}})"
"""A pattern of a place in printed text: words with capitals behind the name of a unit, or at least two of them."""
