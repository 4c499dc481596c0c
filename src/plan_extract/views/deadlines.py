"""Deadlines as sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from plan_extract.analysis.deadlines import Deadlines, DueDate
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.dates import date_text
from plan_extract.views.sheets import Cell, Page, Sheet, make_sheet
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.wording import Lang, marked, phrase, value_name

_SHOWN: Final = ("due_day", "date_text", "recurrence", "agencies", "quote", "plan", "place", "page")
_ALL: Final = (
    "due_day", "begin", "date_text", "recurrence", "assumed", "action", "agencies", "from_task", "quote",
    "task", "plan", "issuer", "title", "place", "page", "confidence", "corrected", "document_id",
    "deadline_id",
)  # fmt: skip


def deadlines_table(answer: Deadlines, lang: Lang) -> Sheet:
    """The list for reading."""
    return _sheet(answer, _SHOWN, lang, vague=True)


def deadlines_book(answer: Deadlines, sources: Iterable[PlanSource], lang: Lang) -> list[Sheet | Page]:
    """The sheets of a workbook: the deadlines laid out for print, the sources, and every column."""
    sheet = deadlines_sheet(answer, lang)
    return [deadlines_page(answer, lang), sources_sheet(sources, lang), full_data_page(sheet, lang)]


def deadlines_sheet(answer: Deadlines, lang: Lang) -> Sheet:
    """The list with every column; days as ISO dates."""
    return _sheet(answer, _ALL, lang, vague=False)


def deadlines_page(answer: Deadlines, lang: Lang) -> Sheet:
    """The list for print: the columns of the table, days as ISO dates for Excel to show."""
    return _sheet(answer, _SHOWN, lang, vague=False)


def format_day(day: str | None, lang: Lang) -> str | None:
    """An ISO day as people write it: "20/11/2026" in Vietnamese, as it is in English."""
    if day is None or lang == "en":
        return day
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def limit_text(row: DueDate, lang: Lang) -> str:
    """The time limit in words: relation and date ("trước 20/11", "trong quý II/2026")."""
    relation = value_name("relation", row.relation, lang) or ""
    if row.date is None:
        return value_name("recurrence", row.recurrence, lang) or ""
    return f"{relation} {date_text(row.date, lang)}".strip()


def deadline_cell(row: DueDate, key: str, lang: Lang) -> Cell:
    """What a column of `key` shows of a deadline."""
    if key in ("due_day", "begin"):
        return row.due if key == "due_day" else row.begin
    if key == "date_text":
        return limit_text(row, lang)
    if key == "agencies":
        return "; ".join(row.agencies) or None
    value = getattr(row, key)
    return value_name(key, value, lang) if isinstance(value, str) else value


def _sheet(answer: Deadlines, keys: tuple[str, ...], lang: Lang, *, vague: bool) -> Sheet:
    question = answer.question
    if question.overdue_on is not None:
        keys = (keys[0], "days_late", *keys[1:])
    rows = [
        tuple(_shown_cell(row, key, lang, vague=vague, marks="corrected" not in keys) for key in keys)
        for row in answer.dates
    ]
    notes = []
    if answer.undated:
        notes.append(f"{phrase('undated', lang)}: {answer.undated}")
    return make_sheet("deadlines", deadlines_title(answer, lang), keys, rows, lang, notes)


def _shown_cell(row: DueDate, key: str, lang: Lang, *, vague: bool, marks: bool) -> Cell:
    if vague and key == "due_day":
        return format_day(row.due, lang)
    if marks and key == "date_text":
        return marked(limit_text(row, lang), row.corrected, lang)
    return deadline_cell(row, key, lang)


def deadlines_title(answer: Deadlines, lang: Lang) -> str:
    """What was asked for, as a title."""
    question = answer.question
    parts = [phrase("deadlines", lang)]
    parts += [text for text in (*question.agencies, question.plan, question.within) if text]
    title = ": ".join((parts[0], ", ".join(parts[1:]))) if parts[1:] else parts[0]
    if question.overdue_on is not None:
        day = format_day(question.overdue_on.isoformat(), lang)
        return f"{title} — {phrase('overdue', lang)} {day}"
    span = [format_day(day.isoformat(), lang) if day else "…" for day in (question.since, question.until)]
    return f"{title} ({span[0]} - {span[1]})" if question.since or question.until else title
