"""One question to everything: plans, indicators, agencies and sentences that hold the words."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.search_corrected import SearchHit
from plan_extract.analysis.searching import SearchResult, search, suggest_names
from plan_extract.analysis.wording import fold
from plan_extract.model.errors import UsageError

_KINDS: Final = {"plans": "document", "indicators": "indicator", "targets": "target", "sentences": "section"}
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class FoundAgency:
    """An agency whose name holds the words, with the numbers of plans and tasks that name it."""

    agency_id: str
    name: str
    plans: int
    tasks: int


@dataclass(frozen=True)
class Findings:
    """What holds all words: `total` and the best hits for each part; agencies by number of plans."""

    text: str
    parts: dict[str, SearchResult]
    agencies: tuple[FoundAgency, ...]
    agencies_total: int
    suggestions: tuple[str, ...] = ()
    """Names like the words, where nothing holds them."""

    @property
    def total(self) -> int:
        """Number of all hits."""
        return self.agencies_total + sum(part.total for part in self.parts.values())


def find_all(connection: sqlite3.Connection, text: str, *, limit: int = 8) -> Findings:
    """What holds all words of `text`, with or without accents. Raises `UsageError` for no word at all."""
    words = _WORD.findall(fold(text))
    if not words:
        raise UsageError("give at least one word to search for")
    parts = {name: search(connection, text, kind=kind, limit=limit, suggest=False) for name, kind in _KINDS.items()}
    agencies = _find_agencies(connection, words)
    nothing = not agencies and not any(part.total for part in parts.values())
    suggestions = suggest_names(connection, text) if nothing else ()
    return Findings(text, parts, tuple(agencies[:limit]), len(agencies), suggestions)


def find_more(connection: sqlite3.Connection, text: str, part: str, *, limit: int = 100) -> SearchResult:
    """More hits of one part ("plans", "indicators", "targets", "sentences")."""
    if part not in _KINDS:
        raise UsageError(f'"{part}" is no part of the search')
    return search(connection, text, kind=_KINDS[part], limit=limit)


def find_words(whole: str, text: str) -> tuple[tuple[int, int], ...]:
    """Where the words of `text` stand in `whole`, without regard to accents: spans, in order, apart.

    A word counts at the beginning of a word, as the index finds it whole or as the start of one.
    """
    words = sorted(set(_WORD.findall(fold(text))), key=len, reverse=True)
    if not words:
        return ()
    folded, origin = _fold_with_origin(whole)
    pattern = re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words) + r")\b")
    return tuple((origin[found.start()], origin[found.end() - 1] + 1) for found in pattern.finditer(folded))


def _fold_with_origin(whole: str) -> tuple[str, list[int]]:
    """`whole` without accents, and for each of its letters the place in `whole`."""
    letters: list[str] = []
    origin: list[int] = []
    for place, letter in enumerate(whole):
        folded = fold(letter)
        letters.append(folded)
        origin += [place] * len(folded)
    return "".join(letters), origin


def _find_agencies(connection: sqlite3.Connection, words: list[str]) -> list[FoundAgency]:
    where = " AND ".join("(' ' || replace(a.key, ',', ' ') || ' ') LIKE ?" for _ in words)
    rows = connection.execute(
        "SELECT a.id, a.name, count(DISTINCT r.document_id), count(DISTINCT r.task_id) FROM agency a "
        f"LEFT JOIN responsibility r ON r.agency_id = a.id WHERE {where} "
        "GROUP BY a.id ORDER BY 3 DESC, 4 DESC, a.name",
        [f"% {word} %" for word in words],
    )
    return [FoundAgency(*row) for row in rows]


__all__ = ["Findings", "FoundAgency", "SearchHit", "find_all", "find_more", "find_words"]
