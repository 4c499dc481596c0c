"""Names of places within a sentence: "Mai Châu", "xã Tân Lập", "phía Nam"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("place_words")
_AT = _WORDS["at"]
_FIRST = _WORDS["first"]
_NEXT = _WORDS["next"]
_THROUGHOUT = _WORDS["throughout"]
_NAMED = _WORDS["named"]
AT_PLACES = _WORDS["at-places"]
"""The end of a measure that only says at which places ("... tại các huyện, thành, thị")."""

_UNIT: Final = (
    r"(?:[Tt]hành phố|[Tt]ỉnh|[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hị trấn|[Xx]ã|[Pp]hường|[Pp]hía|[Kk]hu vực|[Vv]ùng)"
)
_WORD: Final = r"\p{Lu}\p{L}*"
PLACE: Final = rf"(?:{_UNIT}\s{_WORD}(?:[ -]{_WORD}){{0,3}}|{_WORD}(?:[ -]{_WORD}){{1,3}})"
"""A pattern of a place in printed text: words with capitals behind the name of a unit, or at least two of them."""

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
    if _THROUGHOUT.fullmatch(at.group("at")) and not _NAMED.search(text[start:end]):
        return None
    while more := _NEXT.match(text, end):
        end = more.end()
    bracket = _BRACKET.match(text, end)
    behind = _ENDS.match(text, bracket.end() if bracket else end)
    return OpeningPlace(start, end, behind.end()) if behind else None
