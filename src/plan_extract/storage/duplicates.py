"""One plan in two formats, or as draft and signed: how it is recognised and which copy is kept."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections import Counter
from typing import Any

from plan_extract.normalising.characters import strip_accents
from plan_extract.storage.columns import COLUMNS
from plan_extract.storage.rows import PlanRows

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
    return _find_draft_or_signed(connection, plan, leaving)


def _find_draft_or_signed(connection: sqlite3.Connection, plan: PlanRows, leaving: str | None) -> str | None:
    """The id of the stored plan of which `plan` is the draft, its number still blank, or the signed form.

    Looked for among the plans of its locality, which an index finds.
    """
    new = _document(plan)
    if new["locality_id"] is None or new["title"] is None:
        return None
    candidates = connection.execute(
        "SELECT id, title, issuer, symbol, issued_date FROM document "
        "WHERE locality_id = ? AND (number IS NULL) <> ? AND id NOT IN (?, ?) ORDER BY id",
        (new["locality_id"], new["number"] is None, plan.document_id, leaving or ""),
    ).fetchall()
    for id_, *letterhead, issued in candidates:
        if _folded(letterhead) != _folded([new["title"], new["issuer"], new["symbol"]]):
            continue
        if not _may_be_one_date(issued, new["issued_date"]):
            continue
        text = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (id_,)).fetchone()[0]
        if text_similarity(count_words(plan.text), count_words(text)) >= SAME_TEXT_WITHOUT_NUMBER:
            return str(id_)
    return None


def _folded(letterhead: list[Any]) -> list[list[str]]:
    return [_WORD.findall(strip_accents(unicodedata.normalize("NFC", part or ""))) for part in letterhead]


def _may_be_one_date(one: str | None, other: str | None) -> bool:
    """Whether one date is blank or the other less exactly ("2026-02")."""
    return not one or not other or one.startswith(other) or other.startswith(one)


def _document(plan: PlanRows) -> dict[str, Any]:
    """The row of the plan's document by column."""
    return dict(zip(COLUMNS["document"], plan.rows["document"][0], strict=True))


def is_better_copy(connection: sqlite3.Connection, plan: PlanRows, stored: str) -> bool:
    """Whether `plan` is to be kept rather than the stored copy: signed, then surer text, then the richer format."""
    new = _document(plan)
    row = connection.execute(
        "SELECT number IS NULL, text_confidence, media_type, sha256 FROM document WHERE id = ?", (stored,)
    ).fetchone()
    one = _rank(float(new["text_confidence"] or 0), str(new["media_type"]), str(new["sha256"]))
    return (new["number"] is None, one) < (bool(row[0]), _rank(row[1], row[2], row[3]))


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
