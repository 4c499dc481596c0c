"""Citations between plans of the database, kept right as plans come and go in any order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date as day

from plan_extract.linking.link import link_record
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.references import DocumentIdentity, ReferenceIdentity, find_cited
from plan_extract.model import Document, LegalReference, PlanRecord
from plan_extract.storage.calendar import find_days
from plan_extract.storage.columns import DOCUMENT_FIELDS
from plan_extract.storage.identities import citation_values, place_plan

CitationKey = tuple[str | None, str | None]
"""Folded number and date of a plan: what a reference to it must agree with."""

_DATES_AGREE = (
    "({one} IS NULL OR {other} IS NULL "
    "OR substr({one}, 1, min(length({one}), length({other}))) "
    "= substr({other}, 1, min(length({one}), length({other}))))"
)
_REFERENCE = "id, type, number, date, issuer, number_key, cited_level, cited_locality_id"


def citation_key(connection: sqlite3.Connection, document: str) -> CitationKey:
    """By what other plans cite a stored plan; (None, None) where its number is blank."""
    row = connection.execute("SELECT number_key, issued_date FROM document WHERE id = ?", (document,)).fetchone()
    return (row[0], row[1]) if row else (None, None)


def link_citations(connection: sqlite3.Connection, document: str) -> None:
    """Link what a plan just stored cites, and what cites it. Inside a transaction."""
    corrected = connection.execute(
        "SELECT DISTINCT fact_id FROM correction "
        "WHERE fact_table = 'legal_reference' AND active = 1 AND fact_id > ? AND fact_id < ? ORDER BY fact_id",
        (f"{document}-", f"{document}."),
    ).fetchall()
    for row in corrected:
        link_reference(connection, str(row[0]))
    own = connection.execute(
        f"SELECT {_REFERENCE} FROM corrected_legal_reference WHERE document_id = ? AND number_key IS NOT NULL",
        (document,),
    ).fetchall()
    _link(connection, own)
    link_citations_of(connection, citation_key(connection, document))


def link_reference(connection: sqlite3.Connection, reference: str) -> None:
    """Link a citation by what people made of it; one that they rejected cites nothing. Inside a transaction."""
    row = connection.execute("SELECT document_id FROM corrected_legal_reference WHERE id = ?", (reference,)).fetchone()
    if row is None:
        connection.execute("UPDATE legal_reference SET cited_document_id = NULL WHERE id = ?", (reference,))
        return
    link = _identify(connection, str(row[0]))[reference]
    connection.execute(
        "UPDATE legal_reference SET number_key = ?, cited_level = ?, cited_locality_id = ?, cited_document_id = NULL "
        "WHERE id = ?",
        (*citation_values(link), reference),
    )
    _link(connection, connection.execute(
        f"SELECT {_REFERENCE} FROM corrected_legal_reference WHERE id = ? AND number_key IS NOT NULL", (reference,)
    ).fetchall())  # fmt: skip


def _identify(connection: sqlite3.Connection, document: str) -> dict[str, ReferenceIdentity]:
    """What each citation of a plan means, by its id."""
    names = ", ".join(DOCUMENT_FIELDS)
    head = connection.execute(f"SELECT {names} FROM document WHERE id = ?", (document,)).fetchone()
    fields = list(LegalReference.model_fields)
    columns = ", ".join(f'"{name}"' for name in fields)
    rows = connection.execute(
        f"SELECT id, {columns} FROM corrected_legal_reference WHERE document_id = ? ORDER BY position", (document,)
    ).fetchall()
    record = PlanRecord(
        document=Document(**dict(zip(DOCUMENT_FIELDS, tuple(head), strict=True))),
        legal_references=tuple(LegalReference(**dict(zip(fields, tuple(row)[1:], strict=True))) for row in rows),
    )
    references = link_record(record, place_plan(record)).references
    return {str(row[0]): link for row, link in zip(rows, references, strict=True)}


def link_citations_of(connection: sqlite3.Connection, key: CitationKey) -> None:
    """Link anew all references that a plan with this number and date can be meant by."""
    number_key, date = key
    if number_key is None:
        return
    agree = _DATES_AGREE.format(one="date", other="?2")
    found = connection.execute(
        f"SELECT {_REFERENCE} FROM corrected_legal_reference WHERE number_key = ?1 AND {agree}", (number_key, date)
    ).fetchall()
    _link(connection, found)


def _link(connection: sqlite3.Connection, references: Iterable[tuple[str | None, ...]]) -> None:
    for id_, type_, number, date, issuer, number_key, level, locality in references:
        agree = _DATES_AGREE.format(one="issued_date", other="?2")
        rows = [
            row
            for row in connection.execute(
                "SELECT id, type, number_key, issued_date, issuing_level, locality_id, level, province, district, commune "
                f"FROM document WHERE number_key = ?1 AND {agree} ORDER BY id",
                (number_key, date),
            ).fetchall()
            if row[5] is not None or locality is None or _may_lie_at(locality, row[6:], row[3])
        ]
        cited = DocumentIdentity(type_ or "", number_key or "", date, level, locality)
        reference = ReferenceIdentity(cited, "", type_ or "", number, date, issuer)
        documents = [(row[0], DocumentIdentity(row[1] or "", row[2], row[3], row[4], row[5])) for row in rows]
        connection.execute(
            "UPDATE legal_reference SET cited_document_id = ?1 WHERE id = ?2 AND cited_document_id IS NOT ?1",
            (find_cited(reference, documents), id_),
        )


def _may_lie_at(locality: str, names: tuple[str, ...], date: str | None) -> bool:
    """Whether a plan whose own unit is open can be of a unit: where a unit above it is known, it must hold it."""
    level, province, district, commune = names
    days = find_days(date)
    register = LocalityRegister.load()
    placed = register.place(
        level=level, province=province, district=district, commune=commune,
        on=day.fromisoformat(days[0]) if days else None,
    )  # fmt: skip
    return placed.superior is None or register.is_within(register.get(locality), placed.superior)
