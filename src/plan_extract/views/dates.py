"""Dates of the contract in words: "2026-Q2", "--11-20", "P5D" are for machines."""

from __future__ import annotations

from typing import Final

from plan_extract.views.wording import Lang

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def date_text(value: str, lang: Lang) -> str:
    """A date of the contract in words; a span as two of them."""
    return " - ".join(_point_text(part, lang) for part in value.split("/"))


def due_text(value: str, lang: Lang) -> str:
    """The time limit of a task in words; one of every year or month says so."""
    text = date_text(value, lang)
    if value.startswith("---"):
        return f"{text} {'hằng tháng' if lang == 'vi' else 'of every month'}"
    return f"{text} {'hằng năm' if lang == 'vi' else 'every year'}" if value.startswith("--") else text


def _point_text(value: str, lang: Lang) -> str:
    if value.startswith("P"):
        return _duration_text(value, lang)
    if lang == "en":
        return _english(value)
    if value.startswith("---"):
        return f"ngày {value[3:]}"
    if "-Q" in value:
        year, _, quarter = value.partition("-Q")
        return f"quý {('I', 'II', 'III', 'IV')[int(quarter) - 1]}/{year}"
    parts = value.removeprefix("--").split("-")
    if len(parts) == 1:
        return f"tháng {parts[0]}" if value.startswith("--") else f"năm {parts[0]}"
    if value.startswith("--") or len(parts) == 3:
        return "/".join(reversed(parts))
    return f"tháng {parts[1]}/{parts[0]}"


def _duration_text(value: str, lang: Lang) -> str:
    number = "".join(sign for sign in value if sign.isdigit())
    clock = value.startswith("PT")
    units = {
        "D": ("ngày", "days"), "W": ("tuần", "weeks"), "Y": ("năm", "years"), "H": ("giờ", "hours"),
        "M": ("phút", "minutes") if clock else ("tháng", "months"),
    }  # fmt: skip
    unit = units.get(value[-1])
    return f"{number} {unit[0 if lang == 'vi' else 1]}" if unit and number else value


def _english(value: str) -> str:
    """A point in English: "20 November", "August", "day 25", "Q3 2025"; full days stay as ISO has them."""
    if value.startswith("---"):
        return f"day {int(value[3:])}"
    year, behind, quarter = value.rpartition("-Q")
    if behind:
        return f"Q{quarter} {year.strip('-')}".strip()
    parts = value.removeprefix("--").split("-")
    if value.startswith("--"):
        month = _MONTHS[int(parts[0]) - 1]
        return month if len(parts) == 1 else f"{int(parts[1])} {month}"
    return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}" if len(parts) == 2 else value
