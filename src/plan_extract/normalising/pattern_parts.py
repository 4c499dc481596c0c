"""What a pattern is made of, as `re` takes it apart: for those that reason about patterns."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

Parts = Iterable[tuple[Any, Any]]
"""Operations with their values, one after another (`re._parser`)."""

_FUZZY = re.compile(r"\{[^{}]*[<=][^{}]*\}|\\[LKGR]|(?<!\\)\(\?(?:[|&R\d(]|P[=>])|\[:\w")
_INLINE_CASE = re.compile(r"\(\?[a-zA-Z]*i")
_PROPERTY = re.compile(r"\\[pP]\{[^{}]*\}")
_SET_WITH_PROPERTY = re.compile(r"\[(?:[^\]\\]|\\.)*\\[pP]\{")
_LETTER = r"[^\W\d_]"
_GROUP_NAME = re.compile(r"\(\?P?<(?![=!])[^<>]*>")


def parse_pattern(pattern: str) -> Parts | None:
    """The parts of a pattern as `re` takes it apart, properties of signs as `\\w`; None where it cannot."""
    if _FUZZY.search(pattern) or _INLINE_CASE.search(pattern):
        return None
    simple = _GROUP_NAME.sub("(", _PROPERTY.sub(r"\\w", pattern))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed: Any = re._parser.parse(simple)  # type: ignore[attr-defined]
    except (re.error, OverflowError, RecursionError):
        return None
    return None if parsed.state.flags & re.IGNORECASE else parsed


def spell_for_re(pattern: str) -> str | None:
    """The pattern in the syntax of `re`, None where that cannot say it.

    A letter is said as a sign of words that is no figure. That holds for folded text: only signs like "½" differ.
    """
    if _FUZZY.search(pattern) or _INLINE_CASE.search(pattern):
        return None
    spelled = pattern.replace(r"[\p{L}\d]", r"[^\W_]").replace(r"[\p{L}]", _LETTER)
    if _SET_WITH_PROPERTY.search(spelled):
        return None
    spelled = spelled.replace(r"\p{L}", _LETTER)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            re.compile(spelled)
    except (re.error, OverflowError, RecursionError, Warning):
        return None
    return spelled
