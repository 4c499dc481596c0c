"""Vietnamese figures read exactly: a comma before decimals, a dot between thousands."""

from __future__ import annotations

from decimal import Decimal

import regex

FIGURE = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,6})?(?![\d])|\d{1,3}(?:,\d{3}){1,5}\.\d{1,6}(?!\d)|\d{1,3},\s\d{1,2}(?=\s?[%‰])|\d{1,18}(?:[.,]\d{1,18})?"
"""Pattern of one figure in folded text, without sign or unit."""

_GROUPED_BY_COMMAS = regex.compile(r"\d{1,3}(?:,\d{3})+\.\d+")
_GROUPED = regex.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")

NUMERALS = {
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
}  # fmt: skip
"""Numerals in words that stand for counts ("hai mô hình")."""


def parse_figure(text: str) -> Decimal:
    """The value of a figure that FIGURE matches: "1.500" is 1500, "18.5" is 18.5, "0, 01" is 0.01."""
    compact = text.replace(" ", "")
    if _GROUPED_BY_COMMAS.fullmatch(compact):  # "1,234.5" as spreadsheets print it
        return Decimal(compact.replace(",", ""))
    if _GROUPED.fullmatch(compact) or compact.count(".") > 1 or ("." in compact and "," in compact):
        compact = compact.replace(".", "")
    return Decimal(compact.replace(",", "."))
