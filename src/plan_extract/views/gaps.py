"""What no register knows, as sheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plan_extract.analysis.gaps import AGENCIES_FILE, INDICATORS_FILE, UnknownAgency, UnmatchedIndicator
from plan_extract.views.answers import shorten
from plan_extract.views.sheets import Sheet, make_sheet
from plan_extract.views.wording import Lang, phrase

_LETTERS: Final = 140


def unknown_agencies_table(rows: Sequence[UnknownAgency], lang: Lang) -> Sheet:
    """For reading: how often, one sentence, and below which file takes the entry."""
    cells = [(row.agency, row.plans, row.mentions, shorten(row.example, _LETTERS), row.plan) for row in rows]
    keys = ("agency", "plans", "mentions", "example", "plan")
    notes = _notes(AGENCIES_FILE, rows[0].entry if rows else None, lang)
    return make_sheet("unknown", phrase("unknown_agencies", lang), keys, cells, lang, notes)


def unknown_agencies_sheet(rows: Sequence[UnknownAgency], lang: Lang) -> Sheet:
    """All columns, with a line of the register for each, less the "- " that a spreadsheet would take for a sum."""
    keys = ("agency", "plans", "mentions", "example", "plan", "document_id", "add_to", "entry")
    cells = [
        (
            row.agency,
            row.plans,
            row.mentions,
            row.example,
            row.plan,
            row.document_id,
            row.file,
            row.entry.removeprefix("- "),
        )
        for row in rows
    ]
    return make_sheet("unknown", phrase("unknown_agencies", lang), keys, cells, lang)


def unmatched_indicators_table(rows: Sequence[UnmatchedIndicator], lang: Lang) -> Sheet:
    """For reading: how often, one sentence, and below which file takes the entry."""
    cells = [(row.measure, row.unit, row.plans, row.targets, shorten(row.example, _LETTERS), row.plan) for row in rows]
    keys = ("measure", "unit", "plans", "targets", "example", "plan")
    notes = _notes(INDICATORS_FILE, rows[0].entry if rows else None, lang)
    return make_sheet("unmatched", phrase("unmatched_indicators", lang), keys, cells, lang, notes)


def unmatched_indicators_sheet(rows: Sequence[UnmatchedIndicator], lang: Lang) -> Sheet:
    """All columns, with a line of the catalogue for each, less its mark."""
    keys = ("measure", "unit", "plans", "targets", "example", "plan", "document_id", "group_key", "add_to", "entry")
    cells = [
        (
            row.measure, row.unit, row.plans, row.targets, row.example, row.plan, row.document_id, row.group_key,
            row.file, row.entry.removeprefix("- "),
        )
        for row in rows
    ]  # fmt: skip
    return make_sheet("unmatched", phrase("unmatched_indicators", lang), keys, cells, lang)


def _notes(file: str, entry: str | None, lang: Lang) -> list[str]:
    if entry is None:
        return [phrase("nothing_to_add", lang)]
    return [phrase("add_entry", lang).format(file=file), f"entries:\n{entry}"]
