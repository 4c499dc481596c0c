"""A plan with its text and all that was read from it, corrections applied: what a reader checks."""

from __future__ import annotations

import os
import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from plan_extract.analysis.listing import ListedPlan
from plan_extract.analysis.overview import load_listed
from plan_extract.model.errors import UsageError
from plan_extract.storage.correction_marks import ADDED, CONFIRMED, WITHDRAWN
from plan_extract.storage.corrections import Correction, load_corrections

FACT_KINDS: Final = ("goal", "indicator", "target", "task", "deadline", "legal_reference")
"""Kinds of facts in the order in which they are shown."""


@dataclass(frozen=True)
class FactMark:
    """What people did to a fact: checked it, rejected it, added it, corrected fields (machine's value by field)."""

    confirmed: bool = False
    withdrawn: bool = False
    machine: dict[str, str | None] = field(default_factory=dict)
    added: Correction | None = None


@dataclass(frozen=True)
class TaskAgency:
    """An agency that answers for a task; `partner` where the task only names it to work with."""

    responsibility_id: str
    agency: str
    role: str
    partner: bool
    mark: FactMark


@dataclass(frozen=True)
class PlanFact:
    """A fact with its place in the text. `values` are the columns of its row, corrections applied."""

    kind: str
    fact_id: str
    start: int
    end: int
    page: int | None
    rule: str
    confidence: float
    values: dict[str, Any]
    mark: FactMark = field(default_factory=FactMark)
    agencies: tuple[TaskAgency, ...] = ()


@dataclass(frozen=True)
class OutlineEntry:
    """A section: heading as printed, depth from 1, kind, place in the text."""

    section_id: str
    heading: str
    kind: str
    level: int
    start: int
    end: int


@dataclass(frozen=True)
class PlanIssue:
    """Something in the plan that a person should look at."""

    issue_id: str
    kind: str
    severity: str
    message: str
    start: int | None
    page: int | None


@dataclass(frozen=True)
class PlanContents:
    """A plan: its row in the list, text, outline, facts in order of the text, issues, and its file.

    `file` is the original file where it is still there, unchanged in size.
    """

    plan: ListedPlan
    reader: str
    pages: int | None
    signer: str | None
    text: str
    outline: tuple[OutlineEntry, ...]
    facts: tuple[PlanFact, ...]
    issues: tuple[PlanIssue, ...]
    file: Path | None


def load_contents(connection: sqlite3.Connection, document: str) -> PlanContents:
    """All of a plan. Raises `UsageError` where there is no plan with this id."""
    row = connection.execute(
        "SELECT d.reader, d.pages, d.signer_position, d.signer_name, t.text FROM document d "
        "JOIN document_text t ON t.document_id = d.id WHERE d.id = ?",
        (document,),
    ).fetchone()
    if row is None:
        raise UsageError(f"there is no plan with the id {document}")
    marks = gather_marks(load_corrections(connection, document))
    facts = [fact for kind in FACT_KINDS for fact in _facts(connection, document, kind, marks)]
    facts.sort(key=lambda fact: (fact.start, -fact.end, FACT_KINDS.index(fact.kind)))
    return PlanContents(
        plan=load_listed(connection, [document])[0],
        reader=row[0],
        pages=row[1],
        signer=" ".join(part for part in (row[2], row[3]) if part) or None,
        text=row[4],
        outline=_outline(connection, document),
        facts=tuple(facts),
        issues=_issues(connection, document),
        file=find_original(connection, document),
    )


def find_original(connection: sqlite3.Connection, document: str) -> Path | None:
    """The file that a plan was read from, where it is still there in the same size."""
    rows = connection.execute(
        "SELECT f.path, f.size FROM ingest_file f JOIN document d ON d.id = f.document_id AND d.sha256 = f.sha256 "
        "WHERE d.id = ? ORDER BY f.path",
        (document,),
    )
    for path, size in rows:
        file = Path(path)
        if os.path.isfile(file) and os.path.getsize(file) == size:
            return file
    return None


def gather_marks(corrections: tuple[Correction, ...]) -> dict[str, tuple[FactMark, dict[str, str | None]]]:
    """By id of the fact, what people did to it and the corrected values."""
    by_fact: dict[str, list[Correction]] = defaultdict(list)
    for correction in corrections:
        by_fact[correction.fact_id].append(correction)
    found = {}
    for fact, rows in by_fact.items():
        values = {row.field: row for row in rows if row.field not in (CONFIRMED, WITHDRAWN, ADDED)}
        mark = FactMark(
            confirmed=any(row.field == CONFIRMED for row in rows),
            withdrawn=any(row.field == WITHDRAWN for row in rows),
            machine={name: row.machine_value for name, row in values.items()},
            added=next((row for row in rows if row.field == ADDED), None),
        )
        found[fact] = (mark, {name: row.value for name, row in values.items()})
    return found


def _facts(connection: sqlite3.Connection, document: str, kind: str, marks: dict[str, Any]) -> list[PlanFact]:
    cursor = connection.execute(f"SELECT * FROM {kind} WHERE document_id = ? ORDER BY position", (document,))
    names = [column[0] for column in cursor.description]
    agencies = _task_agencies(connection, document, marks) if kind == "task" else {}
    found = []
    for raw in cursor:
        row = dict(zip(names, tuple(raw), strict=True))
        mark, corrected = marks.get(row["id"], (FactMark(), {}))
        found.append(
            PlanFact(
                kind,
                row["id"],
                row["start"],
                row["end"],
                row["page"],
                row["rule"],
                row["confidence"],
                values={**row, **corrected},
                mark=mark,
                agencies=tuple(agencies.get(row["id"], ())),
            )
        )
    return found


def _task_agencies(connection: sqlite3.Connection, document: str, marks: dict[str, Any]) -> dict[str, list[TaskAgency]]:
    found: dict[str, list[TaskAgency]] = defaultdict(list)
    for id_, task, agency, role, partner in connection.execute(
        "SELECT id, task_id, agency, role, partner_of IS NOT NULL FROM responsibility "
        "WHERE document_id = ? ORDER BY position",
        (document,),
    ):
        mark, corrected = marks.get(id_, (FactMark(), {}))
        names = {"agency": agency, "role": role, **corrected}
        found[task].append(TaskAgency(id_, names["agency"], names["role"], bool(partner), mark))
    return found


def _outline(connection: sqlite3.Connection, document: str) -> tuple[OutlineEntry, ...]:
    rows = connection.execute(
        'SELECT id, heading, kind, level, start, "end" FROM section WHERE document_id = ? ORDER BY position',
        (document,),
    )
    return tuple(OutlineEntry(*row) for row in rows)


def _issues(connection: sqlite3.Connection, document: str) -> tuple[PlanIssue, ...]:
    rows = connection.execute(
        "SELECT id, kind, severity, message, start, page FROM issue WHERE document_id = ? ORDER BY position",
        (document,),
    )
    return tuple(PlanIssue(*row) for row in rows)
