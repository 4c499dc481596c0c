"""A plan with its facts as the checks and the cascade need them: corrected values, sentences, places."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from plan_extract.analysis.wording import words_of
from plan_extract.storage.columns import to_decimal

_SENTENCE_END: Final = re.compile(r"[.;!?](?=\s)|\n\s*\n|\n(?=\s*[-+*•|#])")
_MOST_LETTERS: Final = 400
_NUMBERS: Final = (12, 13, 16, 19)
"""Places of the figures among the fields of a target."""


@dataclass(frozen=True)
class PlanTarget:
    """A target with the corrections applied. `normalised` is its value in `normalised_unit`."""

    target_id: str
    canonical_id: str | None
    indicator_id: str | None
    indicator: str | None
    indicator_text: str | None
    section: str
    kind: str
    measure: str
    scope: str | None
    quantity: str | None
    direction: str | None
    comparator: str | None
    value: Decimal | None
    value_high: Decimal | None
    unit: str | None
    unit_text: str | None
    per: Decimal | None
    year: int | None
    frequency: str | None
    normalised: Decimal | None
    normalised_unit: str | None
    agency: str | None
    quote: str
    page: int | None
    start: int
    end: int
    rule: str
    corrected: bool = False

    @cached_property
    def words(self) -> str:
        """The words of the measure with its scope, for comparing wordings."""
        return " ".join(words_of(f"{self.measure} {self.scope or ''}"))


@dataclass(frozen=True)
class Dossier:
    """A plan's own fields (columns of `document`), text and targets."""

    document_id: str
    fields: dict[str, Any]
    text: str
    targets: tuple[PlanTarget, ...]

    @property
    def plan(self) -> str | None:
        """Number and symbol."""
        return "/".join(part for part in (self.fields["number"], self.fields["symbol"]) if part) or None

    @property
    def issuer(self) -> str | None:
        """The issuing body."""
        issuer: str | None = self.fields["issuer"]
        return issuer

    @property
    def own_name(self) -> str | None:
        """The name of the place that the plan is of, without the unit word."""
        fields = self.fields
        name: str | None = fields["commune"] or fields["district"] or fields["province"]
        return name

    def place(self, quote: str | None, start: int | None = None, page: int | None = None) -> dict[str, Any]:
        """The fields of a finding that say where it stands."""
        return {
            "document_id": self.document_id,
            "plan": self.plan,
            "issuer": self.issuer,
            "quote": None if quote is None else " ".join(quote.split()),
            "page": page,
            "start": start,
        }

    def place_of(self, target: PlanTarget) -> dict[str, Any]:
        """The same for what is found at a target."""
        return self.place(target.quote, target.start, target.page)

    def sentence_at(self, start: int, end: int) -> str:
        """The sentence or list item around a place of the text, on one line."""
        begin = max((m.end() for m in _SENTENCE_END.finditer(self.text, max(0, start - _MOST_LETTERS), start)),
                    default=max(0, start - _MOST_LETTERS))  # fmt: skip
        last = _SENTENCE_END.search(self.text, end, end + _MOST_LETTERS)
        return " ".join(self.text[begin : last.end() if last else end + _MOST_LETTERS].split()).strip("-+*•| ")


def load_dossier(connection: sqlite3.Connection, document: str, *, with_text: bool = True) -> Dossier:
    """The plan with this id, which must be there; its text only where asked for."""
    fields = _one(connection.execute("SELECT * FROM document WHERE id = ?", (document,)))
    text = ""
    if with_text:
        text = connection.execute("SELECT text FROM document_text WHERE document_id = ?", (document,)).fetchone()[0]
    return Dossier(document, fields, text, load_targets(connection, document))


_TARGETS: Final = (
    "SELECT c.target_id, c.canonical_indicator_id, c.indicator_id, c.indicator, c.indicator_text, c.section, "
    "c.kind, c.measure, c.scope, c.quantity, c.direction, c.comparator, c.value, c.value_high, c.unit, "
    "c.unit_text, c.per, c.year, c.frequency, c.normalised_value, c.normalised_unit, c.agency, c.quote, "
    'c.page, t.start, t."end", t.rule, c.corrected FROM target_comparison c JOIN target t ON t.id = c.target_id '
)


def load_targets(
    connection: sqlite3.Connection, document: str, *, canonical: str | None = None
) -> tuple[PlanTarget, ...]:
    """The targets of a plan in their order, withdrawn ones left out; only those of an indicator of the catalogue
    where its id is given."""
    where, values = "c.document_id = ?", [document]
    if canonical is not None:
        where += " AND c.canonical_indicator_id = ?"
        values.append(canonical)
    rows = connection.execute(f"{_TARGETS} WHERE {where} ORDER BY t.position", values)
    return tuple(_target(tuple(row)) for row in rows)


def load_target(connection: sqlite3.Connection, target: str) -> PlanTarget | None:
    """The target of this id; None where it is not there or withdrawn."""
    row = connection.execute(f"{_TARGETS} WHERE c.target_id = ?", (target,)).fetchone()
    return None if row is None else _target(tuple(row))


def _target(row: tuple[Any, ...]) -> PlanTarget:
    cells: list[Any] = [to_decimal(cell) if place in _NUMBERS else cell for place, cell in enumerate(row)]
    cells[-1] = bool(cells[-1])
    return PlanTarget(*cells)


def _one(cursor: sqlite3.Cursor) -> dict[str, Any]:
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))
