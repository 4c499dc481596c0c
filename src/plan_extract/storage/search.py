"""The full-text index: which rows go in, and how text and queries are folded.

FTS5 drops case and diacritics itself (`remove_diacritics 2`), but leaves đ alone: that letter is
folded here. The index holds no copy of the text; to take a row out, the text must be given again as
it went in (`search_entries`). A rowid says which row it stands for (`SearchKey`): rows of one kind lie
close together, so that a search in one kind reads that alone, and short differences keep an index small.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plan_extract.storage.columns import COLUMNS, Row, Value

KINDS: Final = ("document", "goal", "indicator", "target", "task", "deadline", "legal_reference", "section")
"""The tables that are searched; the place in this list is the kind in a rowid."""

_WORDS_OF: Final[dict[str, tuple[str, ...]]] = {
    "document": ("number", "symbol", "title", "issuer", "province", "district", "commune", "signer_name"),
    "goal": ("text",),
    "indicator": ("text",),
    "target": ("quote", "measure", "scope", "agency"),
    "task": ("text", "output"),
    "deadline": ("quote", "agency"),
    "legal_reference": ("type", "number", "issuer"),
}

_KIND: Final = 32
_MOST_NUMBERS: Final = 1 << _KIND
PLAN_OF_NUMBER: Final = "SELECT max(p.number) FROM search_plan p WHERE p.number <= {}"
"""SQL: the number of the plan that has a number of a row."""
_SPARE: Final = 4
"""Numbers that a plan gets beyond those that its rows need, for facts that people add."""

SearchEntry = tuple[int, str]
"""Rowid and folded words."""


@dataclass(frozen=True)
class SearchKey:
    """What a rowid of the index stands for: table, and number of the plan in `search_plan` plus `position` there."""

    kind: str
    number: int

    @classmethod
    def of(cls, rowid: int) -> SearchKey:
        """The key in a rowid."""
        return cls(KINDS[rowid >> _KIND], rowid & _MOST_NUMBERS - 1)

    @property
    def rowid(self) -> int:
        """The rowid. Raises `OverflowError` for a number that no database comes to."""
        if self.number >= _MOST_NUMBERS:
            raise OverflowError(f"a database with more than {_MOST_NUMBERS} numbers of rows")
        return (KINDS.index(self.kind) << _KIND) + self.number


def rowids_of(kind: str | None) -> tuple[int, int]:
    """The first and the last rowid that rows of a kind can have; of all kinds for None."""
    if kind is None:
        return 0, (len(KINDS) << _KIND) - 1
    first = SearchKey(kind, 0).rowid
    return first, first + _MOST_NUMBERS - 1


def fold_search(text: str) -> str:
    """`text` as it is put into the index and asked for: đ, in all its look-alikes, as d."""
    return text.replace("đ", "d").replace("Đ", "d").replace("ð", "d").replace("Ð", "d")


def search_entries(plan: int, rows: Mapping[str, Sequence[Row]]) -> Iterator[SearchEntry]:
    """What the index holds of the plan of this number with these rows (columns as in `COLUMNS`)."""
    for table in _WORDS_OF:
        yield from rows_entries(plan, table, rows[table])
    text = str(rows["document_text"][0][1])
    for position, heading, start, end in section_extents(rows["section"], len(text)):
        words = fold_search(f"{heading} {text[start:end]}")
        yield SearchKey("section", plan + position).rowid, words


def rows_entries(plan: int, table: str, rows: Sequence[Row]) -> Iterator[SearchEntry]:
    """What the index holds of these rows of one table; nothing for a table that is not searched."""
    places = [COLUMNS[table].index(name) for name in _WORDS_OF.get(table, ())]
    for row in rows if places else ():
        position = 0 if table == "document" else _integer(row[COLUMNS[table].index("position")])
        parts = [str(row[place]) for place in places if row[place] is not None]
        yield SearchKey(table, plan + position).rowid, fold_search(_join(table, parts))


def _join(table: str, parts: Sequence[str]) -> str:
    """The words of a row; what the first part (the sentence) holds already is not put in twice."""
    if table in ("document", "legal_reference"):
        return " ".join(parts)
    return " ".join([parts[0], *(part for part in parts[1:] if part not in parts[0])])


def section_extents(sections: Sequence[Row], length: int) -> Iterator[tuple[int, str, int, int]]:
    """Position, heading, start and end of each section's own text: up to where the next section begins."""
    begins = sorted({_integer(row[6]) for row in sections} | {length})
    for row in sections:
        start, end = _integer(row[6]), _integer(row[7])
        following = next((begin for begin in begins if begin > start), length)
        yield _integer(row[2]), str(row[3]), start, min(end, following)


def plan_number(connection: sqlite3.Connection, document: str) -> int:
    """The number of a stored plan in the rowids of the index."""
    row = connection.execute("SELECT number FROM search_plan WHERE document_id = ?", (document,)).fetchone()
    return int(row[0])


def make_room(connection: sqlite3.Connection, document: str, needed: int) -> int:
    """The number of a plan with room for so many rows in each table; nothing of it may be in the index."""
    row = connection.execute("SELECT number, slots FROM search_plan WHERE document_id = ?", (document,)).fetchone()
    if row is not None and row[1] >= needed:
        return int(row[0])
    connection.execute("DELETE FROM search_plan WHERE document_id = ?", (document,))
    last = connection.execute("SELECT number + slots FROM search_plan ORDER BY number DESC LIMIT 1").fetchone()
    number = int(last[0]) if last else 0
    connection.execute("INSERT INTO search_plan VALUES (?, ?, ?)", (number, needed + _SPARE, document))
    return number


def most_rows(rows: Mapping[str, Sequence[Row]]) -> int:
    """How many numbers a plan with these rows needs."""
    return max(len(rows[table]) for table in KINDS)


def add_entries(connection: sqlite3.Connection, entries: Iterator[SearchEntry]) -> None:
    """Put entries into the index."""
    connection.executemany("INSERT INTO search_index (rowid, text) VALUES (?, ?)", sorted(entries))


def remove_entries(connection: sqlite3.Connection, entries: Iterator[SearchEntry]) -> None:
    """Take entries out of the index; they must be as they went in."""
    connection.executemany(
        "INSERT INTO search_index (search_index, rowid, text) VALUES ('delete', ?, ?)", sorted(entries)
    )


def shift_positions(connection: sqlite3.Connection, document: str, table: str, first: int, by: int) -> None:
    """Move the rows of a plan from position `first` on by `by` places, and their entries in the index with them."""
    columns = COLUMNS[table]
    listed = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.cursor()
    cursor.row_factory = None
    rows: list[Row] = cursor.execute(
        f"SELECT {listed} FROM {table} WHERE document_id = ? AND position >= ?", (document, first)
    ).fetchall()
    place = columns.index("position")
    moved = [(*row[:place], _integer(row[place]) + by, *row[place + 1 :]) for row in rows]
    number = plan_number(connection, document)
    remove_entries(connection, rows_entries(number, table, rows))
    connection.execute(
        f"UPDATE {table} SET position = position + ? WHERE document_id = ? AND position >= ?", (by, document, first)
    )
    add_entries(connection, rows_entries(number, table, moved))


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
