"""A fact that a person adds as the record of a plan that holds it and what it is linked to."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Any, Final

from plan_extract.model import Deadline, Document, Goal, Indicator, LegalReference, PlanRecord, Responsibility
from plan_extract.model.facts import Target
from plan_extract.storage.columns import to_decimal

PERSON: Final = "person"
"""The rule of facts that a person added."""

_FIGURES: Final = ("value", "value_high", "per")
_PLACED: Final = ("goal", "indicator", "target", "task", "deadline", "legal_reference")


@dataclass(frozen=True)
class Addition:
    """A fact to add: its place and words in the text, and its fields (cleaned text, None where empty).

    `alike`: how many facts of the machine said the same of the same passage when it was added.
    """

    start: int
    end: int
    quote: str
    fields: dict[str, str | None]
    alike: int = 0


def added_record(
    connection: sqlite3.Connection, document: str, head: Document, table: str, addition: Addition
) -> PlanRecord:
    """The plan of this id and `head` with nothing but the added fact, and the goals and indicators around it."""
    parts: dict[str, Any] = {
        "goals": tuple(Goal(**row) for row in _all_of(connection, document, "goal", Goal)),
        "indicators": tuple(Indicator(**row) for row in _all_of(connection, document, "indicator", Indicator)),
    }
    return PlanRecord(document=head, **{**parts, **_Facts(connection, document, addition).make(table)})


class _Facts:
    """Makes the one fact of an addition, with what its place in the plan tells."""

    def __init__(self, connection: sqlite3.Connection, document: str, addition: Addition) -> None:
        self._connection = connection
        self._document = document
        self._addition = addition

    def make(self, table: str) -> dict[str, tuple[Any, ...]]:
        """The fact under the name that its kind has in a record."""
        addition = self._addition
        quote = " ".join(addition.quote.split())
        fields: dict[str, Any] = dict(addition.fields)
        place = {"start": addition.start, "end": addition.end, "page": self._page(), "rule": PERSON, "confidence": 1.0}
        if table == "target":
            return {"targets": (Target.model_validate({**self._target(fields, quote), **place}),)}
        if table == "responsibility":
            return {"responsibilities": (Responsibility.model_validate({**fields, "task": quote, **place}),)}
        if table == "deadline":
            return {"deadlines": (Deadline.model_validate({**fields, "quote": quote, **place}),)}
        if table == "goal":
            return {"goals": (Goal.model_validate({**fields, **place}),)}
        if table == "indicator":
            return {"indicators": (Indicator.model_validate({**fields, **place}),)}
        return {"legal_references": (LegalReference.model_validate({**fields, **place}),)}

    def _target(self, fields: dict[str, Any], quote: str) -> dict[str, Any]:
        figures = {name: to_decimal(fields.pop(name, None)) for name in _FIGURES}
        year = fields.pop("year", None)
        numeric = figures["value"] is not None
        if numeric:
            fields["quantity"] = fields.get("quantity") or "level"
            fields["comparator"] = fields.get("comparator") or "="
        own = {"kind": "numeric" if numeric else "qualitative", "quote": quote, "year": int(year) if year else None}
        return {**fields, **figures, "section": self._section(), **self._numbers(), **own}

    def _numbers(self) -> dict[str, str | None]:
        """The numbers of the indicator and the goal that the passage stands in."""
        start = self._addition.start
        row = self._connection.execute(
            'SELECT number, goal FROM indicator WHERE document_id = ? AND start <= ? AND "end" > ? '
            'ORDER BY "end" - start LIMIT 1',
            (self._document, start, start),
        ).fetchone()
        return {"indicator": row[0], "goal": row[1]} if row else {}

    def _section(self) -> str:
        start = self._addition.start
        row = self._connection.execute(
            'SELECT kind FROM section WHERE document_id = ? AND start <= ? AND "end" > ? '
            'ORDER BY "end" - start LIMIT 1',
            (self._document, start, start),
        ).fetchone()
        return str(row[0]) if row else "other"

    def _page(self) -> int | None:
        """The page of the passage, where the facts before and behind it stand on one."""
        parts = " UNION ALL ".join(
            f"SELECT page, start FROM {table} WHERE document_id = :document" for table in _PLACED
        )
        values = {"document": self._document, "start": self._addition.start}
        before = self._connection.execute(f"SELECT max(page) FROM ({parts}) WHERE start <= :start", values).fetchone()
        behind = self._connection.execute(f"SELECT min(page) FROM ({parts}) WHERE start >= :start", values).fetchone()
        return before[0] if before[0] == behind[0] else None


def _all_of(connection: sqlite3.Connection, document: str, table: str, model: type[Any]) -> list[dict[str, Any]]:
    names = list(model.model_fields)
    columns = ", ".join(f'"{name}"' for name in names)
    rows = connection.execute(f"SELECT {columns} FROM {table} WHERE document_id = ? ORDER BY position", (document,))
    return [dict(zip(names, tuple(row), strict=True)) for row in rows]
