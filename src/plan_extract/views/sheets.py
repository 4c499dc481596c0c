"""The form between an answer and its rendering: a titled grid with typed columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from plan_extract.views.wording import Lang, heading

Cell = str | int | float | Decimal | bool | None
ColumnKind = Literal["text", "long", "number"]

_NUMBERS = {
    "year", "value", "value_high", "normalised_value", "per", "page", "plans", "targets", "tasks", "indicators", "deadlines",
    "leads", "coordinates", "others", "confidence", "files", "facts", "seconds", "precision", "recall", "f1",
    "gold", "predicted", "start", "days_late", "rank", "difference", "pages", "order", "advises", "requests",
    "implements", "text_confidence", "median", "mentions",
    "peers", "superior_page", "superior_year", "superior_figure", "national_figure", "national_figure_high", "lowest", "middle",
    "highest", "values", "own_figure", "peer_median", "peer_lowest", "peer_highest",
}  # fmt: skip
_LONG = {
    "quote",
    "text",
    "task",
    "title",
    "measure",
    "indicator_text",
    "message",
    "advice",
    "finding",
    "other_quote",
    "superior_quote",
    "example",
    "entry",
}


@dataclass(frozen=True)
class SheetColumn:
    """A column: stable key, heading in the reader's language, and how it is laid out."""

    key: str
    heading: str
    kind: ColumnKind = "text"


@dataclass(frozen=True)
class Sheet:
    """A grid with a title above and notes below; `tab` names it where the title is too long."""

    name: str
    title: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    tab: str = ""


@dataclass(frozen=True)
class Page:
    """One worksheet: its name on the tab and the sheets below one another on it."""

    name: str
    title: str
    blocks: tuple[Sheet, ...]


def make_columns(keys: Iterable[str], lang: Lang) -> tuple[SheetColumn, ...]:
    """Columns of known keys with their headings."""
    return tuple(SheetColumn(key, heading(key, lang), _kind(key)) for key in keys)


def make_sheet(
    name: str,
    title: str,
    keys: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    lang: Lang,
    notes: Sequence[str] = (),
    *,
    tab: str = "",
) -> Sheet:
    """A sheet of known columns."""
    return Sheet(name, title, make_columns(keys, lang), tuple(tuple(row) for row in rows), tuple(notes), tab)


def without_empty_columns(sheet: Sheet) -> Sheet:
    """The sheet less the columns that hold nothing, for places that are narrow."""
    kept = [place for place in range(len(sheet.columns)) if any(row[place] is not None for row in sheet.rows)]
    columns = tuple(sheet.columns[place] for place in kept)
    return replace(sheet, columns=columns, rows=tuple(tuple(row[place] for place in kept) for row in sheet.rows))


def format_number(value: int | float | Decimal, lang: Lang) -> str:
    """A figure as people read it: "1.500,5" in Vietnamese, "1,500.5" in English."""
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    text = f"{exact.normalize():,f}"
    return text.translate(str.maketrans(",.", ".,")) if lang == "vi" else text


def _kind(key: str) -> ColumnKind:
    if key in _NUMBERS:
        return "number"
    return "long" if key in _LONG else "text"
