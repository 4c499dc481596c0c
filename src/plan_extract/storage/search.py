"""The full-text index: which rows go in, and how text and queries are folded.

FTS5 drops case and diacritics itself (`remove_diacritics 2`), but leaves đ alone: that letter is
folded here. The index holds no copy of the text; to take a row out, the text must be given again as
it went in (`search_entries`).
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plan_extract.storage.identities import Row, Value
from plan_extract.storage.ids import search_id
from plan_extract.storage.rows import COLUMNS

_WORDS_OF: Final[dict[str, tuple[str, ...]]] = {
    "document": ("number", "symbol", "title", "issuer", "province", "district", "commune", "signer_name"),
    "goal": ("text",),
    "indicator": ("text",),
    "target": ("measure", "quote", "scope", "agency"),
    "task": ("text", "output"),
    "deadline": ("quote", "agency"),
    "legal_reference": ("type", "number", "issuer"),
}

SearchEntry = tuple[int, str, str, str, str]
"""Rowid, id of the document, kind (name of the table), id of the row, folded words."""


def fold_search(text: str) -> str:
    """`text` as it is put into the index and asked for: đ, in all its look-alikes, as d."""
    return text.replace("đ", "d").replace("Đ", "d").replace("ð", "d").replace("Ð", "d")


def search_entries(document: str, rows: Mapping[str, Sequence[Row]]) -> Iterator[SearchEntry]:
    """What the index holds of a plan with these rows (columns as in `COLUMNS`)."""
    for table, names in _WORDS_OF.items():
        places = [COLUMNS[table].index(name) for name in names]
        for row in rows[table]:
            words = " ".join(str(row[place]) for place in places if row[place] is not None)
            yield search_id(str(row[0])), document, table, str(row[0]), fold_search(words)
    text = str(rows["document_text"][0][1])
    for id_, heading, start, end in section_extents(rows["section"], len(text)):
        words = fold_search(f"{heading} {text[start:end]}")
        yield search_id(id_), document, "section", id_, words


def section_extents(sections: Sequence[Row], length: int) -> Iterator[tuple[str, str, int, int]]:
    """Id, heading, start and end of each section's own text: up to where the next section begins."""
    begins = sorted({_integer(row[6]) for row in sections} | {length})
    for row in sections:
        start, end = _integer(row[6]), _integer(row[7])
        following = next((begin for begin in begins if begin > start), length)
        yield str(row[0]), str(row[3]), start, min(end, following)


def add_entries(connection: sqlite3.Connection, entries: Iterator[SearchEntry]) -> None:
    """Put entries into the index."""
    listed = list(entries)
    connection.executemany("INSERT INTO search_row (id, document_id, kind, row_id) VALUES (?, ?, ?, ?)",
                           [entry[:4] for entry in listed])  # fmt: skip
    connection.executemany("INSERT INTO search_index (rowid, text) VALUES (?, ?)",
                           [(entry[0], entry[4]) for entry in listed])  # fmt: skip


def remove_entries(connection: sqlite3.Connection, entries: Iterator[SearchEntry]) -> None:
    """Take entries out of the index; they must be as they went in."""
    listed = list(entries)
    connection.executemany("INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', ?, ?)",
                           [(entry[0], entry[4]) for entry in listed])  # fmt: skip
    connection.executemany("DELETE FROM search_row WHERE id = ?", [(entry[0],) for entry in listed])


def search_expression(text: str) -> str | None:
    """An FTS5 query for all words of `text`; text in double quotes is searched as a phrase.

    None where there is no word in it.
    """
    pieces = text.split('"')
    terms = []
    for number, piece in enumerate(pieces):
        words = _words(piece)
        if number % 2 and words:
            terms.append('"' + " ".join(words) + '"')
        else:
            terms += [f'"{word}"' for word in words]
    return " AND ".join(terms) if terms else None


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFC", fold_search(text))
    return "".join(sign if sign.isalnum() else " " for sign in folded).split()


def _integer(value: Value) -> int:
    return int(value) if value is not None else 0
