"""What a careful reviewer would find in a plan before it is signed."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from plan_extract.analysis.cascade import Cascade, CascadeRow, NationalStep, make_cascade
from plan_extract.analysis.check_blanks import check_blanks
from plan_extract.analysis.check_duties import duty_checks
from plan_extract.analysis.check_values import value_checks
from plan_extract.analysis.dossier import Dossier, load_dossier
from plan_extract.analysis.figures import LANGUAGES, bound_text, in_prose, said
from plan_extract.analysis.findings import SEVERITIES, Finding, find_check
from plan_extract.analysis.text_pages import add_pages
from plan_extract.storage.plan_names import find_document


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
    found = [
        *value_checks(dossier),
        *check_blanks(connection, dossier),
        *duty_checks(connection, dossier),
        *_check_superior(connection, dossier),
    ]
    unique = add_pages(connection, document, dict.fromkeys(found))
    return sorted(unique, key=lambda item: (SEVERITIES.index(item.severity), item.start or 0, item.check))


def _check_superior(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Targets that ask for less than the plans above or the country; of a figure and its equivalent in brackets
    ("4 xã (57,14%)") the first."""
    cascade = make_cascade(connection, dossier.document_id)
    told = set()
    for row in cascade.rows:
        own = row.own
        shortfall = None if own is None else _shortfall(row, cascade)
        if own is None or shortfall is None:
            continue
        same = (own.indicator_id, own.canonical_id, row.year, own.scope) if own.canonical_id else own.target_id
        if same not in told:
            told.add(same)
            superior, other, more = shortfall
            values = {"measure": row.measure, "year": row.year, "own": said(own), "superior": superior, "other": other}
            yield find_check("weaker-than-superior", values, **dossier.place_of(own), **more)


def _shortfall(row: CascadeRow, cascade: Cascade) -> tuple[str, tuple[str, str], dict[str, str]] | None:
    """Who sets more than a row's own target, what in both languages, and the other fields of the finding.

    That is the nearest plan above; the country only where that plan sets nothing.
    """
    step, national = row.steps[0] if row.steps else None, row.national
    if step is not None and step.target is not None:
        if step.status != "weaker":
            return None
        superior, target = cascade.related[0], step.target
        more = {"other_quote": " ".join(target.quote.split()), "other_plan": superior.document_id}
        return superior.name, _of_year(said(target), target.year, row.year), more
    if national is not None and national.status == "weaker":
        return national.source, _of_year(_said_national(national), national.value.year, row.year), {}
    return None


def _said_national(national: NationalStep) -> tuple[str, str]:
    value = national.value
    texts = [f"{bound_text(value.comparator, value.value, value.high, lang)} {national.unit}" for lang in LANGUAGES]
    return in_prose(texts[0], "vi"), in_prose(texts[1], "en")


def _of_year(said: tuple[str, str], year: int | None, own: int | None) -> tuple[str, str]:
    """A figure in both languages, with its year where it is of another one than the plan's."""
    if year is None or year == own:
        return said
    return f"{said[0]} ({year})", f"{said[1]} ({year})"
