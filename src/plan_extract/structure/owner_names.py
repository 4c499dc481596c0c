"""Names of places and bodies in tables: those whose the figures of a row or a column are."""

from __future__ import annotations

from plan_extract.normalising import expressions as regex

# "Cụm 1: ...", "Trường Cao đẳng Y tế Hà Tĩnh", "Khu phố 3": a place or a body with its name.
_OWNER = regex.compile(
    r"(?:các )?(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|tt\.?|tx\.?|xã|phường|đặc khu|cụm|vùng|khu vực|khu phố|thôn|bản|ấp|xóm|buôn|làng|khóm|tổ dân phố|tổ|khối"
    r"|trường|bệnh viện|trung tâm|công ty|hợp tác xã|sở|phòng|ban|ubnd|hội|đoàn|chi cục|hạt|đội|đồn|trạm|viện|vườn quốc gia|ngân hàng|bưu điện)(?: số)?\s+(?-i:[\p{Lu}\d])",
    regex.IGNORECASE,
)
# "Huổi Lụ 3, xã Mường Toong"
_IN_PLACE = regex.compile(r",\s+(?:xã|phường|thị trấn|huyện|thị xã|thành phố)\s+(?-i:\p{Lu})")
# "Trường đạt chuẩn quốc gia", "Xã NTM nâng cao": what is measured, no owner.
_SAYS_STATE = regex.compile(r"\b(?:đạt|được|có|ntm|nông thôn mới|chuẩn|buổi)\b")
# "Tân An", "A Ngo", "Huế": a name without the word for what it is of.
_BARE_NAME = regex.compile(r"\p{Lu}\p{Ll}*(?:[ '-]\p{Lu}\p{Ll}*){0,3}")


def names_owner(printed: str, match: str) -> bool:
    """Whether the text names a place or a body, not what state they are in; `match` is the folded text."""
    named = _OWNER.match(printed) is not None or _IN_PLACE.search(printed) is not None
    return named and _SAYS_STATE.search(match) is None


def is_bare_name(printed: str) -> bool:
    """Whether a text could be nothing but a name ("Tân An"): one to four words, each with a capital letter."""
    return _BARE_NAME.fullmatch(printed) is not None and not printed.isupper()
