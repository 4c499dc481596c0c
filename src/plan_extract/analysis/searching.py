"""Full text search over sections and facts, without regard to accents."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.wording import Wording, fold, nearest_names, place_name
from plan_extract.model.errors import UsageError
from plan_extract.storage.search import KINDS, SearchKey, search_expression

_AROUND: Final = 90
_MOST_RANKED: Final = 2000
_MOST_COUNTED: Final = 10000
_MOST_KNOWN: Final = 20_000
"""How many rows of a table are looked through for names like a search that found nothing."""
_TEXTS: Final[dict[str, str]] = {
    "goal": "x.text",
    "indicator": "x.text",
    "target": "x.quote",
    "task": "x.text",
    "deadline": "x.quote",
    "legal_reference": "x.type || coalesce(' ' || x.number, '') || coalesce(' ' || x.issuer, '')",
}
"""What is shown of a row of each table."""


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
    """The best hits first, `total` of all; where that is not `complete` there are at least so many.

    Without any, `suggestions` names what is nearest.
    """

    text: str
    total: int
    hits: tuple[SearchHit, ...]
    suggestions: tuple[str, ...] = ()
    complete: bool = True


def search(connection: sqlite3.Connection, text: str, *, kind: str | None = None, limit: int = 20) -> SearchResult:
    """Rows that hold all words of `text` (in double quotes: the phrase).

    Rows where the words stand with the accents typed come first. Raises `UsageError` for a text
    without a word and a kind that is none.
    """
    expression = search_expression(text)
    if expression is None:
        raise UsageError("give at least one word to search for")
    if kind is not None and kind not in KINDS:
        raise UsageError(f'"{kind}" is no kind; kinds are: {", ".join(KINDS)}')
    keys, total = _find(connection, expression, kind, limit * 5)
    if not keys:
        return SearchResult(text, 0, (), nearest_names(text, _known_names(connection)))
    wording = Wording(text)
    hits = [_hit(connection, key, text) for key in keys]
    hits.sort(key=lambda hit: not wording.stands_in(hit.text))
    return SearchResult(text, total, tuple(hits[:limit]), complete=total < _MOST_COUNTED)


def _find(connection: sqlite3.Connection, expression: str, kind: str | None, limit: int) -> tuple[list[SearchKey], int]:
    """The best rows and the number of all, counted up to `_MOST_COUNTED`.

    Of very many rows the first `_MOST_RANKED` are ranked: to rank all of them would take longer than anybody
    waits, and who asks for a word that stands everywhere is helped by more words, not by an order.
    """
    where = "FROM search_index WHERE search_index MATCH ?1 AND (?2 IS NULL OR rowid & 7 = ?2)"
    number = None if kind is None else KINDS.index(kind)
    total = connection.execute(
        f"SELECT count(*) FROM (SELECT 1 {where} LIMIT ?3)", (expression, number, _MOST_COUNTED)
    ).fetchone()[0]
    order = "bm25(search_index), rowid" if total <= _MOST_RANKED else "rowid"
    rows = connection.execute(f"SELECT rowid {where} ORDER BY {order} LIMIT ?3", (expression, number, limit)).fetchall()
    return [SearchKey.of(row[0]) for row in rows], total


def _hit(connection: sqlite3.Connection, key: SearchKey, text: str) -> SearchHit:
    head = connection.execute(
        "SELECT d.id, d.number, d.symbol, d.issuer, d.commune, d.district, d.province FROM search_plan p "
        "JOIN document d ON d.id = p.document_id WHERE p.number = ?",
        (key.plan,),
    ).fetchone()
    row_id, whole, page = _text_of(connection, key, head[0])
    plan = "/".join(part for part in head[1:3] if part) or None
    return SearchHit(key.kind, row_id, head[0], plan, head[3], place_name(*head[4:]), _snippet(whole, text), page)


def _text_of(connection: sqlite3.Connection, key: SearchKey, document: str) -> tuple[str, str, int | None]:
    """Id, text and page of a row of the index."""
    if key.kind == "section":
        row = connection.execute(
            'SELECT s.id, substr(t.text, s.start + 1, s."end" - s.start), NULL FROM section s '
            "JOIN document_text t USING (document_id) WHERE s.document_id = ? AND s.position = ?",
            (document, key.position),
        ).fetchone()
    elif key.kind == "document":
        row = connection.execute("SELECT id, title, NULL FROM document WHERE id = ?", (document,)).fetchone()
    else:
        row = connection.execute(
            f"SELECT x.id, {_TEXTS[key.kind]}, x.page FROM {key.kind} x WHERE x.document_id = ? AND x.position = ?",
            (document, key.position),
        ).fetchone()
    return str(row[0]), str(row[1] or ""), row[2]


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
        "SELECT DISTINCT title FROM (SELECT title FROM document LIMIT ?) WHERE title IS NOT NULL",
        "SELECT DISTINCT issuer FROM (SELECT issuer FROM document LIMIT ?) WHERE issuer IS NOT NULL",
        "SELECT DISTINCT measure FROM (SELECT measure FROM target LIMIT ?)",
        "SELECT name FROM agency LIMIT ?",
    ):
        yield from (row[0] for row in connection.execute(sql, (_MOST_KNOWN,)))
