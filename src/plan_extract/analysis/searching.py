"""Full text search over sections and facts, without regard to accents."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from plan_extract.analysis.wording import Wording, fold, nearest_names, place_name
from plan_extract.model.errors import UsageError
from plan_extract.storage.search import search_expression

_AROUND: Final = 90
_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # kind: (the text shown, the page)
    "document": ("x.title", "NULL"),
    "goal": ("x.text", "x.page"),
    "indicator": ("x.text", "x.page"),
    "target": ("x.quote", "x.page"),
    "task": ("x.text", "x.page"),
    "deadline": ("x.quote", "x.page"),
    "legal_reference": ("x.type || coalesce(' ' || x.number, '') || coalesce(' ' || x.issuer, '')", "x.page"),
}


@dataclass(frozen=True)
class SearchHit:
    """A row that holds all words. `text` is a piece around the first of them, at most some 200 letters."""

    kind: str
    row_id: str
    document_id: str
    plan: str | None
    issuer: str | None
    place: str
    text: str
    page: int | None


@dataclass(frozen=True)
class SearchResult:
    """The best hits first, `total` of all. Without any, `suggestions` names what is nearest."""

    text: str
    total: int
    hits: tuple[SearchHit, ...]
    suggestions: tuple[str, ...] = ()


def search(connection: sqlite3.Connection, text: str, *, kind: str | None = None, limit: int = 20) -> SearchResult:
    """Rows that hold all words of `text` (in double quotes: the phrase).

    Rows where the words stand with the accents typed come first. Raises `UsageError` for a text
    without a word and a kind that is none.
    """
    expression = search_expression(text)
    if expression is None:
        raise UsageError("give at least one word to search for")
    if kind is not None and kind != "section" and kind not in _TEXTS:
        raise UsageError(f'"{kind}" is no kind; kinds are: {", ".join(["section", *_TEXTS])}')
    found = (
        "FROM search_index s JOIN search_row r ON r.id = s.rowid "
        "WHERE search_index MATCH ?1 AND (?2 IS NULL OR r.kind = ?2)"
    )
    rows = connection.execute(
        f"SELECT r.kind, r.row_id, r.document_id {found} ORDER BY bm25(search_index), r.id LIMIT ?3",
        (expression, kind, limit * 5),
    ).fetchall()
    if not rows:
        return SearchResult(text, 0, (), nearest_names(text, _known_names(connection)))
    total = connection.execute(f"SELECT count(*) {found}", (expression, kind)).fetchone()[0]
    wording = Wording(text)
    hits = [_hit(connection, row, text) for row in rows]
    hits.sort(key=lambda hit: not wording.stands_in(hit.text))
    return SearchResult(text, total, tuple(hits[:limit]))


def _hit(connection: sqlite3.Connection, row: Any, text: str) -> SearchHit:
    kind, row_id, document = row[0], row[1], row[2]
    whole, page = _text_of(connection, kind, row_id)
    head = connection.execute(
        "SELECT number, symbol, issuer, commune, district, province FROM document WHERE id = ?", (document,)
    ).fetchone()
    plan = "/".join(part for part in head[:2] if part) or None
    place = place_name(*head[3:])
    return SearchHit(kind, row_id, document, plan, head[2], place, _snippet(whole, text), page)


def _text_of(connection: sqlite3.Connection, kind: str, row_id: str) -> tuple[str, int | None]:
    if kind == "section":
        row = connection.execute(
            'SELECT substr(t.text, s.start + 1, s."end" - s.start) FROM section s '
            "JOIN document_text t USING (document_id) WHERE s.id = ?",
            (row_id,),
        ).fetchone()
        return str(row[0]), None
    shown, page = _TEXTS[kind]
    row = connection.execute(f"SELECT {shown}, {page} FROM {kind} x WHERE x.id = ?", (row_id,)).fetchone()
    return str(row[0] or ""), row[1]


def _snippet(whole: str, text: str) -> str:
    """The surroundings of the first word of the question in `whole`."""
    whole = " ".join(unicodedata.normalize("NFC", whole).split())
    if len(whole) <= 2 * _AROUND:
        return whole
    folded = fold(whole)
    words = re.findall(r"[^\W_]+", fold(text))
    phrase = " ".join(words)
    at = folded.find(phrase)
    if at < 0:
        places = [found.start() for word in words if (found := re.search(rf"\b{word}\b", folded))]
        at = min(places, default=0)
    start, end = max(0, at - _AROUND), min(len(whole), at + _AROUND + len(phrase))
    start = whole.rfind(" ", 0, start) + 1 if start else 0
    end = whole.find(" ", end) if whole.find(" ", end) > 0 else len(whole)
    return ("… " if start else "") + whole[start:end] + (" …" if end < len(whole) else "")


def _known_names(connection: sqlite3.Connection) -> Iterable[str]:
    for sql in (
        "SELECT DISTINCT title FROM document WHERE title IS NOT NULL",
        "SELECT DISTINCT issuer FROM document WHERE issuer IS NOT NULL",
        "SELECT DISTINCT measure FROM target",
        "SELECT name FROM agency",
    ):
        yield from (row[0] for row in connection.execute(sql))
