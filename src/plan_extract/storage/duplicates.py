"""One plan in two formats: how it is recognised and which copy is kept."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter

from plan_extract.normalising.characters import strip_accents
from plan_extract.storage.rows import COLUMNS, PlanRows

SAME_TEXT = 0.9
"""Share of words that two texts must have in common (Dice, words counted as often as they stand)."""

SAME_TEXT_WITHOUT_NUMBER = 0.97
"""The same for plans whose number is blank: drafts made from one template are much alike."""

_FORMAT_ORDER = ("word", "opendocument", "html", "markdown", "plain", "rtf", "pdf", "image")
_WORD = re.compile(r"[^\W_]+")


def find_twin(connection: sqlite3.Connection, plan: PlanRows, *, leaving: str | None = None) -> str | None:
    """The id of a stored plan that is the same as `plan`: same letterhead, nearly the same words.

    `leaving` is a stored plan that does not count, because it is about to be replaced.
    """
    if plan.identity_key is None:
        return None
    candidates = connection.execute(
        "SELECT d.id, d.number, t.text FROM document d JOIN document_text t ON t.document_id = d.id "
        "WHERE d.identity_key = ? AND d.id NOT IN (?, ?) ORDER BY d.id",
        (plan.identity_key, plan.document_id, leaving or ""),
    )
    words: Counter[str] | None = None
    for id_, number, text in candidates:
        words = words if words is not None else count_words(plan.text)
        least = SAME_TEXT if number is not None else SAME_TEXT_WITHOUT_NUMBER
        if text_similarity(words, count_words(text)) >= least:
            return str(id_)
    return None


def is_better_copy(connection: sqlite3.Connection, plan: PlanRows, stored: str) -> bool:
    """Whether `plan` is to be kept rather than the stored copy: surer text, then the richer format."""
    columns = COLUMNS["document"]
    new = dict(zip(columns, plan.rows["document"][0], strict=True))
    row = connection.execute(
        "SELECT text_confidence, media_type, sha256 FROM document WHERE id = ?", (stored,)
    ).fetchone()
    one = _rank(float(new["text_confidence"] or 0), str(new["media_type"]), str(new["sha256"]))
    return one < _rank(row[0], row[1], row[2])


def count_words(text: str) -> Counter[str]:
    """The words of a text without accents, with how often each stands."""
    return Counter(_WORD.findall(strip_accents(unicodedata.normalize("NFC", text))))


def text_similarity(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient of two bags of words, 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0


def _rank(confidence: float, media_type: str, sha256: str) -> tuple[float, int, str]:
    places = (place for place, word in enumerate(_FORMAT_ORDER) if word in media_type)
    return (-confidence, next(places, len(_FORMAT_ORDER)), sha256)
