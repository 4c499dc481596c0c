"""What a plan says of a measure without a figure of its own: a superior's text that was only carried down."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final

from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.pairing import can_be_alike
from plan_extract.analysis.wording import words_of

_CLAUSE_END: Final = re.compile(r"[;.](?=\s|$)")
_LEAST_WORDS: Final = 3
_NO_STATEMENT: Final = "funding"


def load_statements(
    connection: sqlite3.Connection, document: str, targets: Sequence[PlanTarget]
) -> tuple[PlanTarget, ...]:
    """Targets without a figure, and clauses of indicators from which no target was read, in this order.

    A clause is given as a target without a figure, with the id of its indicator.
    """
    stated = [target for target in targets if target.value is None and target.section != _NO_STATEMENT]
    return (*stated, *_clauses(connection, document, targets))


def find_statement(statements: Sequence[PlanTarget], target: PlanTarget) -> PlanTarget | None:
    """The statement that is of the measure of a superior's `target`: of the same indicator, or worded alike."""
    for statement in statements:
        if statement.canonical_id is not None and target.canonical_id is not None:
            if statement.canonical_id == target.canonical_id:
                return statement
        elif can_be_alike(statement, (target.words,)):
            return statement
    return None


def _clauses(connection: sqlite3.Connection, document: str, targets: Sequence[PlanTarget]) -> Iterator[PlanTarget]:
    read = [" ".join(words_of(target.quote)) for target in targets]
    rows = connection.execute(
        'SELECT id, number, text, page, start, "end", rule FROM indicator WHERE document_id = ? ORDER BY position',
        (document,),
    )
    for id_, number, text, page, start, end, rule in rows:
        for clause in _CLAUSE_END.split(text):
            words = words_of(clause)
            known = " ".join(words)
            if len(words) < _LEAST_WORDS or any(quote in known or known in quote for quote in read):
                continue
            yield PlanTarget(
                target_id=id_, canonical_id=None, indicator_id=id_, indicator=number, indicator_text=text,
                section="objectives", kind="qualitative", measure=clause.strip(), scope=None, quantity=None,
                direction=None, comparator=None, value=None, value_high=None, unit=None, unit_text=None, per=None,
                year=None, frequency=None, normalised=None, normalised_unit=None, agency=None, quote=clause.strip(),
                page=page, start=start, end=end, rule=rule,
            )  # fmt: skip
