"""Words that only name a part: a group of people, a territory, a level ("ở nông thôn", "riêng cấp xã")."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("scope_words")
PREPOSED = _WORDS["preposed"]
_TRAILING = _WORDS["trailing"]
_TRAILING_OF = _WORDS["trailing-of"]
_OF = _WORDS["of"]
_SAME = _WORDS["same-preposition"]
_BEFORE_KIND = _WORDS["before-kind"]
_SCOPE_LEAD = _WORDS["lead"]
PLACED_AT_END = _WORDS["placed-at-end"]
_FOR_WHOM = _WORDS["for-whom"]
_GIVES = _WORDS["gives"]
_DOES = _WORDS["does"]
_PREPOSITION = _WORDS["preposition"]


def trailing_scope(before: str, left: str) -> regex.Match[str] | None:
    """The part that the words `before` end with, where those that go on open with the next one ("của cá nhân").

    Behind the same preposition where it stands there ("với khói thuốc tại nơi làm việc ...; tại nhà hàng ...").
    """
    opening = left.lower()
    if _OF.match(opening):
        return _TRAILING_OF.search(before)
    same = _SAME.match(opening)
    return (_behind_last(before, same["name"]) if same is not None else None) or _TRAILING.search(before)


def _behind_last(before: str, name: str) -> regex.Match[str] | None:
    """The part behind the last of the prepositions `name` among the words `before`."""
    return regex.search(rf"\s+{name}\s+(?P<scope>(?:(?!\s{name}\s)[^;]){{2,50}})$", before, regex.IGNORECASE)


def trailing_kind(before: str, left: str) -> regex.Match[str] | None:
    """The part that the words `before` end with, where `left` names one of its kind alone ("trong nhóm nam ...; nhóm nữ ...")."""
    kind = regex.escape(left.split()[0].lower())
    return regex.search(
        rf"\s+{_BEFORE_KIND.pattern}\s+(?P<scope>{kind}\s(?:(?!\s{kind}\s)[^;]){{1,60}})$",
        before,
        regex.IGNORECASE,
    )


_WORDS_OF_PLACE, _WORDS_FOR_WHOM = 9, 14


def scope_of(right: str) -> str | None:
    """The part of population or territory that follows a value ("đối với nông thôn"), or None."""
    bare = right.strip(" ,")
    if bare.startswith("(") and bare.endswith(")") and bare.count(" ") < 5:
        return bare.strip("()")
    found = _SCOPE_LEAD.match(bare)
    if found and bare.count(" ") <= (_WORDS_FOR_WHOM if _FOR_WHOM.match(bare) else _WORDS_OF_PLACE):
        scope: str = bare[found.end() :].strip()
        return scope
    return None


def is_scope_word(left: str) -> bool:
    """Whether the words before a value only name a part ("riêng cấp xã", "học sinh")."""
    match = left.lower()
    if words("head").match(match) or left.count(" ") > 6:
        return False
    if _GIVES.search(match):
        return False
    if _DOES.search(match):
        return False
    return bool(words("scope-start").match(match))


def bare_scope(left: str) -> str:
    bare: str = _PREPOSITION.sub("", left)
    return bare.strip()
