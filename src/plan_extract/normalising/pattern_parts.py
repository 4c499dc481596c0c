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
