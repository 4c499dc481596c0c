"""A target's figure in words, with the signs and the marks of Vietnamese or English."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, Literal

_SIGNS: Final = {"=": "", ">": "> ", ">=": "≥ ", "<": "< ", "<=": "≤ ", "range": "", "~": "≈ ", None: ""}
_UNITS: Final = {"%": "%", "money": "đồng", "area": "ha"}

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, Language]] = ("vi", "en")


def number_text(value: Decimal, lang: Language) -> str:
    """A figure as people read it: "1.500,5" in Vietnamese, "1,500.5" in English."""
    text = f"{value.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def bound_text(comparator: str | None, value: Decimal, high: Decimal | None, lang: Language) -> str:
    """Comparator and figure, both ends of a range: "≥ 90", "5 - 7"."""
    number = number_text(value, lang)
    return f"{_SIGNS[comparator]}{number}" + (f" - {number_text(high, lang)}" if high is not None else "")


def figure_text(target: Any, lang: Language) -> str:
    """Comparator, value and unit as one reads them: "≥ 90 %", "5 - 7 %", "14 / 14 phường", "5 /804 trẻ em"."""
    if target.value is None:
        return ""
    printed = target.unit_text or ""
    unit = _UNITS.get(target.unit or "", printed)
    if target.unit == "money":
        unit += "".join(printed.partition("/")[1:])
    if target.unit == "ratio" and target.per is not None and not {"/", "‰"} & set(unit):
        unit = f"/ {number_text(target.per, lang)} {unit}"
    return f"{bound_text(target.comparator, target.value, target.value_high, lang)} {unit}".strip()


def in_prose(text: str, lang: Language) -> str:
    """The text of a figure as a sentence has it: "80%", "5/804 trẻ em", "khoảng 40 lớp"."""
    about = "khoảng " if lang == "vi" else "about "
    return text.replace(" %", "%").replace(" / ", "/").replace(" /", "/").replace("≈ ", about)


def said(target: Any) -> tuple[str, str]:
    """A target's figure in a Vietnamese and in an English sentence."""
    return in_prose(figure_text(target, "vi"), "vi"), in_prose(figure_text(target, "en"), "en")


def said_number(value: Decimal) -> tuple[str, str]:
    """A bare figure in a Vietnamese and in an English sentence."""
    return number_text(value, "vi"), number_text(value, "en")
