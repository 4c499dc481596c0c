"""Ids made from content: the same file gives the same ids, in whatever order and however often.

A document's id is the head of its file's SHA-256. A fact's id is the document's, a letter for its
table and a hash of its words, with a counter where a plan says the same thing twice. As the hash
leaves the document out, a fact keeps the tail of its id when its plan comes in a changed file.
"""

from __future__ import annotations

import hashlib
import unicodedata
from decimal import Decimal

from plan_extract.normalising.characters import strip_accents

DOCUMENT_DIGITS = 16
_FACT_DIGITS = 10
_LETTERS = {
    "section": "s",
    "goal": "g",
    "indicator": "i",
    "target": "t",
    "task": "k",
    "responsibility": "r",
    "deadline": "d",
    "legal_reference": "l",
    "issue": "x",
}

Part = str | Decimal | None


def document_id(sha256: str) -> str:
    """The id of the plan in a file with this SHA-256 (hex digits)."""
    return sha256[:DOCUMENT_DIGITS]


class FactIds:
    """Ids of the facts of one document; facts must be named in reading order."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._seen: dict[str, int] = {}
        self._normal: dict[str, str] = {}  # task and responsibilities, its agencies and partners say the same words

    def make(self, table: str, *parts: Part) -> str:
        """The id of a fact of `table` with these words and figures."""
        content = f"{table}\x1e" + "\x1f".join(map(self._normalise, parts))
        repeat = self._seen[content] = self._seen.get(content, 0) + 1
        digest = _digest(f"{content}\x1e{repeat}", _FACT_DIGITS)
        return f"{self._document}-{_LETTERS[table]}{digest}"

    def _normalise(self, part: Part) -> str:
        if not isinstance(part, str):
            return _normalise_part(part)
        found = self._normal.get(part)
        if found is None:
            found = self._normal[part] = _normalise_part(part)
        return found


def agency_key(name: str) -> str:
    """A body's name folded for matching: lower case, no accents, single blanks, UBND shortened."""
    folded = " ".join(strip_accents(unicodedata.normalize("NFC", name)).split()).strip(" .,;:-")
    return folded.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


def agency_id(key: str) -> str:
    """The id of a body that no register knows."""
    return "a" + _digest(key, 14)


def _normalise_part(part: Part) -> str:
    if part is None:
        return ""
    if isinstance(part, Decimal):
        return format(part.normalize(), "f")
    return " ".join(unicodedata.normalize("NFC", part).casefold().split())


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:digits]
