"""The sheet that says which plans an answer is made from."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from plan_extract.analysis.sources import PlanSource
from plan_extract.views.sheets import Page, Sheet, make_sheet
from plan_extract.views.wording import Lang, phrase

_KEYS: Final = (
    "plan", "issuer", "title", "place", "issued_date", "file_name", "pages", "text_confidence",
    "document_id", "sha256",
)  # fmt: skip


def full_data_page(sheet: Sheet, lang: Lang) -> Page:
    """A worksheet with every column of an answer, behind the one that is laid out for print."""
    return Page(phrase("full_data", lang), phrase("full_data", lang), (sheet,))


def sources_sheet(sources: Iterable[PlanSource], lang: Lang) -> Sheet:
    """The plans with their files; SHA-256 tells one file from another of the same name."""
    rows = (tuple(getattr(source, key) for key in _KEYS) for source in sources)
    return make_sheet("sources", phrase("sources", lang), _KEYS, rows, lang)
