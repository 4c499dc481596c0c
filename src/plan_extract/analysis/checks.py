"""What a careful reviewer would find in a plan before it is signed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plan_extract.analysis.cascade import make_cascade
from plan_extract.analysis.check_duties import duty_checks
from plan_extract.analysis.check_values import number_text, said, sign_of, value_checks
from plan_extract.analysis.dossier import Dossier, load_dossier
from plan_extract.analysis.findings import SEVERITIES, Finding, find_check
from plan_extract.storage.readers import find_document


@dataclass(frozen=True)
class Checks:
    """The findings, plan by plan, the gravest first; `plans` is how many were looked at."""

    plans: int
    findings: tuple[Finding, ...]

    @property
    def by_severity(self) -> Counter[str]:
        """How many findings of each severity."""
        return Counter(finding.severity for finding in self.findings)


def check_plans(connection: sqlite3.Connection, plan: str | None = None) -> Checks:
    """Check the plan called `plan`, or all plans. Raises `UsageError` where there is no such plan."""
    if plan is not None:
        documents = [find_document(connection, plan)]
    else:
        rows = connection.execute("SELECT id FROM document ORDER BY province, district, commune, id")
        documents = [str(row[0]) for row in rows]
    findings = [finding for document in documents for finding in _check_plan(connection, document)]
    return Checks(len(documents), tuple(findings))


def _check_plan(connection: sqlite3.Connection, document: str) -> list[Finding]:
    dossier = load_dossier(connection, document)
    found = [*value_checks(dossier), *duty_checks(connection, dossier), *_check_superior(connection, dossier)]
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda item: (SEVERITIES.index(item.severity), item.start or 0, item.check))


def _check_superior(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Targets that ask for less than the nearest plan above sets for the same year, or than the country does."""
    cascade = make_cascade(connection, dossier.document_id)
    for row in cascade.rows:
        if row.own is None:
            continue
        place = {
            "document_id": dossier.document_id,
            "plan": dossier.plan,
            "issuer": dossier.issuer,
            "quote": " ".join(row.own.quote.split()),
            "page": row.own.page,
            "start": row.own.start,
        }
        values = {"measure": row.measure, "year": row.year, "own": said(row.own)}
        step = row.steps[0] if row.steps else None
        if step is not None and step.target is not None and step.status == "weaker":
            superior = cascade.related[0]
            yield find_check(
                "weaker-than-superior",
                {**values, "superior": superior.name, "other": said(step.target)},
                **place,
                other_quote=" ".join(step.target.quote.split()),
                other_plan=superior.document_id,
            )
        elif row.national is not None and row.national.status == "weaker":
            national = row.national
            sign = sign_of(national.value.comparator)
            other = f"{sign}{number_text(national.value.value)} {national.unit}"
            yield find_check("weaker-than-superior", {**values, "superior": national.source, "other": other}, **place)
