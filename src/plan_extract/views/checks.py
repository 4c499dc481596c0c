"""Findings of the checks as sheets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plan_extract.analysis.checks import Checks
from plan_extract.analysis.findings import SEVERITIES, Finding, load_checks
from plan_extract.analysis.sources import PlanSource
from plan_extract.views.sheets import Cell, Page, Sheet, make_sheet
from plan_extract.views.sources import full_data_page, sources_sheet
from plan_extract.views.wording import Lang, phrase, value_name

_SHOWN: Final = ("severity", "check", "finding", "quote", "plan", "issuer", "page")
_ALL: Final = (
    "severity", "check", "finding", "quote", "other_quote", "plan", "issuer", "page", "start", "document_id",
    "other_plan",
)  # fmt: skip


def checks_book(answer: Checks, sources: Iterable[PlanSource], lang: Lang) -> list[Sheet | Page]:
    """The sheets of a workbook: the table, the sources, and every column."""
    sheet = checks_sheet(answer, lang)
    return [checks_table(answer, lang), sources_sheet(sources, lang), full_data_page(sheet, lang)]


def checks_table(answer: Checks, lang: Lang) -> Sheet:
    """The findings for reading."""
    return _sheet(answer, _SHOWN, lang)


def checks_sheet(answer: Checks, lang: Lang) -> Sheet:
    """The findings with every column."""
    return _sheet(answer, _ALL, lang)


def finding_text(finding: Finding, lang: Lang) -> str:
    """The message in the reader's language."""
    return finding.message if lang == "vi" else finding.message_en


def _sheet(answer: Checks, keys: tuple[str, ...], lang: Lang) -> Sheet:
    counts = answer.by_severity
    notes = [f"{value_name('severity', key, lang)}: {counts[key]}" for key in SEVERITIES]
    rows = (tuple(_cell(finding, key, lang) for key in keys) for finding in answer.findings)
    return make_sheet("checks", phrase("checks", lang), keys, rows, lang, notes)


def _cell(finding: Finding, key: str, lang: Lang) -> Cell:
    if key == "finding":
        return finding_text(finding, lang)
    if key == "check":
        check = load_checks()[finding.check]
        return check.name if lang == "vi" else check.name_en
    value: Cell = getattr(finding, key)
    return value_name(key, value, lang) if isinstance(value, str) else value
