"""Ages in measures as one word: "trẻ em dưới 05 tuổi" becomes "trẻ em <5t", "trong 6-36 tháng" "trong 6-36m"."""

from __future__ import annotations

import re
from typing import Final

ALL_CHILDREN: Final = "<16t"
"""The age of children by law: it says no more than "trẻ em", and contradicts a lower one."""
_NEARLY_ALL: Final = 14
_MONTHS: Final = 12
_AGE_STARTS: Final = frozenset("<>≥0123456789")
_AGE_ENDS: Final = frozenset("tm+")
_SIGNS: Final = {"from": "≥", "under": "<", "to": "<", "at": ""}
_WRITTEN: Final = {"một": "1", "hai": "2", "ba": "3", "bốn": "4", "năm": "5", "sáu": "6"}
_WRITTEN_AGE = re.compile(rf"\b(dưới|trên|đến|đủ) ({'|'.join(_WRITTEN)}) tuổi\b")
_AGES: Final = (
    (re.compile(r"\bđộ tuổi (?:từ (?:đủ )?)?0*(\d+) ?(?:đến|-) ?(dưới )?0*(\d+)\b(?! tháng)( tuổi)?"), "ages"),
    (re.compile(r"\b(?:từ (?:đủ )?)?0*(\d+) ?(?:tuổi )?(?:đến|-|(?<= )) ?(dưới )?0*(\d+) (tháng )?tuổi"), "range"),
    (re.compile(r"\b(?:từ (?:đủ )?)?0*(\d+) (tháng )?tuổi trở lên"), "from"),
    (re.compile(r"\b(?:từ đủ|trên) 0*(\d+) (tháng )?tuổi"), "from"),
    (re.compile(r"(?:\b(?:dưới|chưa đủ)|[<≤]) ?0*(\d+) (tháng )?tuổi"), "under"),
    (re.compile(r"\bđến 0*(\d+) (tháng )?tuổi"), "to"),
    (re.compile(r"\b0*(\d+) ?(?:đến|-) ?0*(\d+) tháng\b"), "months"),
    (re.compile(r"\b0*(\d+) (tháng )?tuổi"), "at"),
)


def ages_differ(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether ages of two measures contradict each other; "dưới 16 tuổi" only an age that ends well below."""
    if not one or not other or not one.isdisjoint(other):
        return False
    for ages, others in ((one, other), (other, one)):
        if ages == {ALL_CHILDREN}:
            return all(_last_year(age) < _NEARLY_ALL for age in others)
    return True


def _last_year(age: str) -> int:
    """The highest year of an age or span of ages; 0 for months and for the newborn."""
    figures = re.findall(r"\d+", age)
    return int(figures[-1]) if figures and not age.rstrip("+").endswith("m") else 0


def is_age(token: str) -> bool:
    """Whether a word is an age or a span of ages, as `fold_ages` writes them."""
    return token[-1:] in _AGE_ENDS and token[0] in _AGE_STARTS and token.rstrip("+")[-1:] in ("t", "m")


def fold_ages(folded: str) -> str:
    """Folded text with ages as one word: "<5t", "≥7t", "6-15t", "5t", "6-36m" (months)."""
    if "tuổi" not in folded and "tháng" not in folded:
        return folded
    folded = _WRITTEN_AGE.sub(lambda match: f"{match[1]} {_WRITTEN[match[2]]} tuổi", folded)
    for pattern, kind in _AGES:
        folded = pattern.sub(lambda match, kind=kind: _age(match, kind), folded)  # type: ignore[misc]
    return folded


def _age(match: re.Match[str], kind: str) -> str:
    if kind in ("range", "ages"):
        low, under, high, months = match.groups()
        months = months if kind == "range" else None
        if low == "0":
            return f"<{high}{'m' if months else 't'}"
        return f"{low}-{int(high) - 1 if under else high}{'m' if months else 't'}"
    if kind == "months":
        return f"{match[1]}-{match[2]}m"
    if match[2] and int(match[1]) % _MONTHS == 0:
        return f"{_SIGNS[kind]}{int(match[1]) // _MONTHS}t"
    return f"{_SIGNS[kind]}{match[1]}{'m' if match[2] else 't'}"
