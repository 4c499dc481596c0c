"""Passages of a plan's text: found by their words, or by the place that a person marked."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.wording import fold
from plan_extract.model.errors import UsageError
from plan_extract.storage.additions import find_passage

_BREAK: Final = re.compile(r"(?<=[^\d\s][.;!?])\s+|\n\s*\n|\n(?=\s*(?:[-+*•|#]|\d+[.)]|[a-zđ][.)]))")
_WORD: Final = re.compile(r"[^\W_]+")
_AROUND: Final = 240


@dataclass(frozen=True)
class Passage:
    """A piece of a plan's text with what stands around it; offsets count characters of the text."""

    start: int
    end: int
    before: str
    text: str
    after: str


def load_text(connection: sqlite3.Connection, document: str) -> str:
    """The text of a plan as read. Raises `UsageError` where there is no such plan."""
    row = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (document,)).fetchone()
    if row is None:
        raise UsageError(f"there is no plan with the id {document}")
    return str(row[0])


def find_sentences(text: str, words: str, *, limit: int = 30) -> tuple[Passage, ...]:
    """The sentences and list items of `text` that hold all `words`, accents or not, in their order."""
    wanted = set(_WORD.findall(fold(words)))
    found: list[Passage] = []
    begin = 0
    for end, following in [*((m.start(), m.end()) for m in _BREAK.finditer(text)), (len(text), len(text))]:
        piece = text[begin:end]
        if wanted and piece.strip() and wanted <= set(_WORD.findall(fold(piece))):
            found.append(cut_passage(text, begin, end))
        if len(found) == limit:
            break
        begin = following
    return tuple(found)


def cut_passage(text: str, start: int, end: int, *, head: str = "") -> Passage:
    """The passage between two offsets, without blanks at its ends.

    `head`, where given, are its first words as the browser shows them: where they stand elsewhere, the
    passage is moved to the nearest place where they stand. Raises `UsageError` for a passage that is not there.
    """
    if head and not text[start:].startswith(head):
        span = find_passage(text, head, start)
        if span is None:
            raise UsageError("the passage is not in the text")
        start, end = span[0], span[0] + end - start
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise UsageError("the passage is not in the text")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return Passage(start, end, before, text[start:end], after)
