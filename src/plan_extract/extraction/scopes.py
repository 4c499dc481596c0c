"""Words that only name a part: a group of people, a territory, a level ("ở nông thôn", "riêng cấp xã")."""

from __future__ import annotations

from plan_extract.extraction.clauses import words
from plan_extract.normalising import expressions as regex

PREPOSED = regex.compile(
    r"^(?:đối với|ở|tại|với|riêng|của)\s+(?P<scope>[^,;]{2,90}(?:, [^,;]{2,30})?)$", regex.IGNORECASE
)
_TRAILING = regex.compile(r"\s+(?:đối với|ở|tại|với)\s+(?P<scope>[^;]{2,50}?)$", regex.IGNORECASE)
_TRAILING_OF = regex.compile(r"\s+của\s+(?P<scope>[^;]{2,70}?)$", regex.IGNORECASE)


_LAST_OF = {
    name: regex.compile(rf"\s+{name}\s+(?P<scope>(?:(?!\s{name}\s)[^;]){{2,50}})$", regex.IGNORECASE)
    for name in ("đối với", "ở", "tại", "trong")
}


def trailing_scope(before: str, left: str) -> regex.Match[str] | None:
    """The part that the words `before` end with, where those that go on open with the next one ("của cá nhân").

    Behind the same preposition where it stands there ("với khói thuốc tại nơi làm việc ...; tại nhà hàng ...").
    """
    opening = left.lower()
    if opening.startswith("của "):
        return _TRAILING_OF.search(before)
    same = next((pattern for name, pattern in _LAST_OF.items() if opening.startswith(f"{name} ")), None)
    return (same.search(before) if same is not None else None) or _TRAILING.search(before)


def trailing_kind(before: str, left: str) -> regex.Match[str] | None:
    """The part that the words `before` end with, where `left` names one of its kind alone ("trong nhóm nam ...; nhóm nữ ...")."""
    kind = regex.escape(left.split()[0].lower())
    return regex.search(
        rf"\s+(?:trong|ở|tại|của|cho|đối với|với)\s+(?P<scope>{kind}\s(?:(?!\s{kind}\s)[^;]){{1,60}})$",
        before,
        regex.IGNORECASE,
    )


_SCOPE_LEAD = regex.compile(
    r"^(?:(?:ở|tại|đối với|với|trong|cho|thuộc|trên địa bàn|tính chung|của|là)\s+|vào\s+(?=ban |giờ |mùa |dịp |ngày ))(?=\S)(?!tổng|số|các dịch vụ)",
    regex.IGNORECASE,
)
_WORDS_OF_PLACE, _WORDS_FOR_WHOM = 9, 14
# "... 60% công viên mở cửa ở nội thành và 40% ở ngoại thành": where the first share is.
PLACED_AT_END = regex.compile(r"^(?P<measure>.+\s.+?)\s+(?P<scope>(?:ở|tại|đối với)\s+[^,;]{2,50})$", regex.IGNORECASE)


def scope_of(right: str) -> str | None:
    """The part of population or territory that follows a value ("đối với nông thôn"), or None."""
    bare = right.strip(" ,")
    if bare.startswith("(") and bare.endswith(")") and bare.count(" ") < 5:
        return bare.strip("()")
    found = _SCOPE_LEAD.match(bare)
    if found and bare.count(" ") <= (_WORDS_FOR_WHOM if bare.lower().startswith("đối với ") else _WORDS_OF_PLACE):
        scope: str = bare[found.end() :].strip()
        return scope
    return None


def is_scope_word(left: str) -> bool:
    """Whether the words before a value only name a part ("riêng cấp xã", "học sinh")."""
    match = left.lower()
    if words("head").match(match) or left.count(" ") > 6:
        return False
    if regex.search(r"\b(?:tài trợ|hỗ trợ|đóng góp|bố trí|ủng hộ)\b", match):
        return False
    if regex.search(r"\b(?:được|có|bị|là|tham gia|sử dụng|hoàn thành|thực hiện)\b", match):
        return False
    return bool(words("scope-start").match(match))


def bare_scope(left: str) -> str:
    bare: str = regex.sub(r"^(?:ở|tại|đối với|với|trong|cho|thuộc)\s+", "", left, flags=regex.IGNORECASE)
    return bare.strip()
