"""Full text search over sections and facts, without regard to accents."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Set
from dataclasses import dataclass
from typing import Any, Final

from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.search_corrected import SearchHit, find_corrected, rejected_facts, replaced_facts
from plan_extract.analysis.wording import Wording, fold, nearest_names, place_name
from plan_extract.model.errors import UsageError
from plan_extract.storage.search import KINDS, PLAN_OF_NUMBER, SearchKey, rowids_of, search_expression

_AROUND: Final = 90
_FAR_AROUND: Final = 1000
"""How much of a long text is put on one line around the words, of which `_AROUND` letters are shown."""
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
class SearchResult:
    """The best hits first, `total` of all; where that is not `complete` there are at least so many.

    Facts of one sentence (values for two years) are one hit, and count once where a search in one kind finds so few
    that all are looked at.

    Without any, `suggestions` names what is nearest.
    """

    text: str
    total: int
    hits: tuple[SearchHit, ...]
    suggestions: tuple[str, ...] = ()
    complete: bool = True


def search(
    connection: sqlite3.Connection, text: str, *, kind: str | None = None, limit: int = 20, suggest: bool = True
) -> SearchResult:
    """Rows that hold all words of `text` (in double quotes: the phrase).

    Rows where the words stand with the accents typed come first. `suggest`: name what is nearest where nothing
    is found. Raises `UsageError` for a text without a word and a kind that is none.
    """
    expression = search_expression(text)
    if expression is None:
        raise UsageError("give at least one word to search for")
    if kind is not None and kind not in KINDS:
        raise UsageError(f'"{kind}" is no kind; kinds are: {", ".join(KINDS)}')
    corrected = find_corrected(connection, text, kind)
    keys, total = _find(connection, expression, kind, limit * 5)
    if not keys and not corrected:
        return SearchResult(text, 0, (), suggest_names(connection, text) if suggest else ())
    others = rejected_facts(connection) | replaced_facts(connection) | {hit.row_id for hit in corrected}
    read_on = kind not in (None, "section") and total <= len(keys)
    hits, left_out = _first_hits(_Rows(connection), keys, text, limit, others, read_on=read_on)
    found = (*corrected, *hits)[:limit]
    return SearchResult(text, total - left_out + len(corrected), found, complete=total < _MOST_COUNTED)


def suggest_names(connection: sqlite3.Connection, text: str) -> tuple[str, ...]:
    """Titles, bodies and measures of the database that are most like `text`."""
    names = remembered(connection, "names to search for", lambda: tuple(dict.fromkeys(_known_names(connection))))
    return nearest_names(text, names)


def _first_hits(
    rows: _Rows, keys: list[SearchKey], text: str, limit: int, left_out: Set[str], *, read_on: bool
) -> tuple[tuple[SearchHit, ...], int]:
    """The first hits, those with the words as typed before the others; no more are read than that takes, or all
    with `read_on`, for the sake of their number.

    Facts that are `left_out` are none, nor are further ones of a sentence; how many were met is the second of the
    answer.
    """
    met = 0
    seen: set[tuple[str, str, str]] = set()
    wording = Wording(text)
    good: list[SearchHit] = []
    others: list[SearchHit] = []
    for key in keys:
        hit = rows.hit(key, text)
        sentence = (hit.kind, hit.document_id, hit.text)
        if hit.row_id in left_out or sentence in seen:
            met += 1
            continue
        seen.add(sentence)
        (good if wording.stands_in(hit.text) else others).append(hit)
        if len(good) == limit and not read_on:
            break
    return tuple((good + others)[:limit]), met


def _find(connection: sqlite3.Connection, expression: str, kind: str | None, limit: int) -> tuple[list[SearchKey], int]:
    """The best rows and the number of all, counted up to `_MOST_COUNTED`.

    Of very many rows the first `_MOST_RANKED` are ranked: to rank all of them would take longer than anybody
    waits, and who asks for a word that stands everywhere is helped by more words, not by an order.
    """
    where = "FROM search_index WHERE search_index MATCH ? AND rowid BETWEEN ? AND ?"
    span = rowids_of(kind)
    counted = f"SELECT count(*) FROM (SELECT 1 {where} LIMIT ?)"
    total = int(connection.execute(counted, (expression, *span, _MOST_COUNTED)).fetchone()[0])
    order = "ORDER BY bm25(search_index), rowid" if 1 < total <= _MOST_RANKED else ""
    rows = connection.execute(f"SELECT rowid {where} {order} LIMIT ?", (expression, *span, limit)) if total else ()
    return [SearchKey.of(row[0]) for row in rows], total


class _Rows:
    """What the rows of the index stand for; plans and their texts are read once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._heads: dict[int, tuple[Any, ...]] = {}
        self._texts: dict[str, str] = {}

    def hit(self, key: SearchKey, text: str) -> SearchHit:
        """The hit of a row of the index."""
        first, id_, number, symbol, issuer, commune, district, province = self._head(key.number)
        row_id, whole, page = self._text_of(key.kind, id_, key.number - first)
        plan = "/".join(part for part in (number, symbol) if part) or None
        place = place_name(commune, district, province)
        return SearchHit(key.kind, row_id, id_, plan, issuer, place, _snippet(whole, text), page)

    def _head(self, number: int) -> tuple[Any, ...]:
        plan = self._connection.execute(PLAN_OF_NUMBER.format("?"), (number,)).fetchone()[0]
        if plan not in self._heads:
            row = self._connection.execute(
                "SELECT p.number, d.id, d.number, d.symbol, d.issuer, d.commune, d.district, d.province "
                "FROM search_plan p JOIN document d ON d.id = p.document_id WHERE p.number = ?",
                (plan,),
            ).fetchone()
            self._heads[plan] = tuple(row)
        return self._heads[plan]

    def _text_of(self, kind: str, document: str, position: int) -> tuple[str, str, int | None]:
        """Id, text and page of a row of the index."""
        if kind == "section":
            sql = 'SELECT id, start, "end" FROM section WHERE document_id = ? AND position = ?'
            row = self._connection.execute(sql, (document, position)).fetchone()
            return str(row[0]), self._whole(document)[row[1] : row[2]], None
        if kind == "document":
            row = self._connection.execute("SELECT id, title, NULL FROM document WHERE id = ?", (document,)).fetchone()
        else:
            row = self._connection.execute(
                f"SELECT x.id, {_TEXTS[kind]}, x.page FROM {kind} x WHERE x.document_id = ? AND x.position = ?",
                (document, position),
            ).fetchone()
        return str(row[0]), str(row[1] or ""), row[2]

    def _whole(self, document: str) -> str:
        if document not in self._texts:
            sql = "SELECT text FROM document_text WHERE document_id = ?"
            self._texts[document] = str(self._connection.execute(sql, (document,)).fetchone()[0])
        return self._texts[document]


def _snippet(whole: str, text: str) -> str:
    """The surroundings of the first word of the question in `whole`."""
    words = re.findall(r"[^\W_]+", fold(text))
    whole = unicodedata.normalize("NFC", whole)
    at, end = _find_words(whole, words)
    first, last = max(0, at - _FAR_AROUND), end + _FAR_AROUND
    before, after = first > 0, last < len(whole)
    if before or after:
        at, whole = at - first, whole[first:last]
    line, place = (" ".join(piece.split()) for piece in (whole, f"{whole[:at]}x"))
    return _cut(line, len(place) - 1, len(" ".join(words)), before=before, after=after)


def _find_words(whole: str, words: list[str]) -> tuple[int, int]:
    """Where the words stand in a row, whatever blanks are between them; else the first of them that stands there."""
    folded = fold(whole)
    phrase = re.search(r"\b" + r"\s+".join(words) + r"\b", folded)
    if phrase:
        return phrase.span()
    found = re.search(rf"\b(?:{'|'.join(words)})\b", folded)
    return found.span() if found else (0, 0)


def _cut(line: str, at: int, length: int, *, before: bool, after: bool) -> str:
    """The part of a line around a place; `before` and `after`: there is more of the text there."""
    if len(line) <= 2 * _AROUND and not before and not after:
        return line
    start, end = max(0, at - _AROUND), min(len(line), at + _AROUND + length)
    start = line.rfind(" ", 0, start) + 1 if start else 0
    end = line.find(" ", end) if line.find(" ", end) > 0 else len(line)
    return ("… " if start or before else "") + line[start:end] + (" …" if end < len(line) or after else "")


def _known_names(connection: sqlite3.Connection) -> Iterable[str]:
    for sql in (
        "SELECT DISTINCT title FROM (SELECT title FROM document LIMIT ?) WHERE title IS NOT NULL",
        "SELECT DISTINCT issuer FROM (SELECT issuer FROM document LIMIT ?) WHERE issuer IS NOT NULL",
        "SELECT DISTINCT measure FROM (SELECT measure FROM target LIMIT ?)",
        "SELECT name FROM agency LIMIT ?",
    ):
        yield from (row[0] for row in connection.execute(sql, (_MOST_KNOWN,)))
