"""Names of places and bodies in tables: those whose the figures of a row or a column are."""

from __future__ import annotations

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

# "Cụm 1: ...", "Trường Cao đẳng Y tế Hà Tĩnh", "Khu phố 3": a place or a body with its name.
_WORDS = Wording("grid_words")
_OWNER = _WORDS["owner"]
# "Huổi Lụ 3, xã Mường Toong"
_IN_PLACE = _WORDS["in-place"]
# "Trường đạt chuẩn quốc gia", "Xã NTM nâng cao": what is measured, no owner.
_SAYS_STATE = _WORDS["says-state"]
# "Tân An", "A Ngo", "Huế": a name without the word for what it is of.
_BARE_NAME = regex.compile(r"\p{Lu}\p{Ll}*(?:[ '-]\p{Lu}\p{Ll}*){0,3}")


def names_owner(printed: str, match: str) -> bool:
    """Whether the text names a place or a body, not what state they are in; `match` is the folded text."""
    named = _OWNER.match(printed) is not None or _IN_PLACE.search(printed) is not None
    return named and _SAYS_STATE.search(match) is None


def is_bare_name(printed: str) -> bool:
    """Whether a text could be nothing but a name ("Tân An"): one to four words, each with a capital letter."""
    return _BARE_NAME.fullmatch(printed) is not None and not printed.isupper()
