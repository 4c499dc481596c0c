"""The columns of the tables that plans fill, and figures as they stand in them.

What reads the database needs this alone: making rows (`rows`) loads linking and extraction too. The order of `COLUMNS`
is the order of values in each row.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

Value = str | int | float | None
Row = tuple[Value, ...]

_FACT: Final = ("start", "end", "page", "rule", "confidence")
TARGET_FIELDS: Final = (
    "indicator", "indicator_id", "goal", "goal_id", "section", "kind", "measure", "quantity", "direction",
    "comparator", "value", "value_high", "unit", "per", "unit_text", "year", "frequency", "scope", "agency",
    "agency_id", "quote", "normalised_value", "normalised_value_high", "normalised_unit", "group_key",
    "canonical_indicator_id", "match_score",
)  # fmt: skip
DOCUMENT_FIELDS: Final = (
    "number", "symbol", "type", "title", "issuer", "level", "province", "district", "commune", "issued_date",
    "period_start", "period_end", "signer_name", "signer_position",
)  # fmt: skip
"""The fields of a document, as in the record: listed here so that a question to the database loads no records."""
COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "document": (
        "id", "sha256", "file_name", "media_type", "reader", "pages", "text_confidence", "extractor_version",
        *DOCUMENT_FIELDS, "locality_id", "number_key", "issuing_level", "identity_key",
    ),
    "document_text": ("document_id", "text"),
    "page": ("document_id", "number", "width", "height"),
    "fact_box": ("document_id", "start", "end", "page", "x0", "top", "x1", "bottom"),
    "section": ("id", "document_id", "position", "heading", "kind", "level", "start", "end"),
    "goal": ("id", "document_id", "position", "number", "kind", "text", *_FACT),
    "indicator": ("id", "document_id", "position", "number", "goal", "goal_id", "text", *_FACT),
    "target": ("id", "document_id", "position", *TARGET_FIELDS, *_FACT),
    "task": ("id", "document_id", "position", "text", "output", "due", *_FACT),
    "responsibility": (
        "id", "document_id", "position", "task_id", "agency", "agency_id", "role", "partner_of", *_FACT,
    ),
    "responsibility_indicator": ("responsibility_id", "position", "indicator", "indicator_id", "goal", "named"),
    "deadline": (
        "id", "document_id", "position", "quote", "action", "agency", "agency_id", "relation", "date",
        "recurrence", "first_day", "last_day", "task_id", *_FACT,
    ),
    "legal_reference": (
        "id", "document_id", "position", "type", "number", "date", "issuer", "relation", "cited_document_id",
        "number_key", "cited_level", "cited_locality_id", *_FACT,
    ),
    "issue": ("id", "document_id", "position", "kind", "severity", "message", "start", "end", "page"),
    "agency": ("id", "name", "key", "type", "kind", "level", "locality_id", "registered"),
    "canonical_indicator": ("id", "name", "name_en", "field", "unit", "direction"),
    "locality": (
        "id", "code", "level", "unit_word", "name", "parent_id", "valid_from", "valid_to", "latitude",
        "longitude",
    ),
}  # fmt: skip
"""Columns of each table that a plan fills, in the order of insertion: what is referred to comes first."""

_LARGEST_INTEGER = 2**63 - 1


def to_number(value: Decimal | None) -> int | float | None:
    """A figure as SQLite stores it: whole numbers exact, others to 15 digits."""
    if value is None:
        return None
    whole = value == value.to_integral_value()
    return int(value) if whole and abs(value) <= _LARGEST_INTEGER else float(value)


def to_decimal(value: int | float | str | None) -> Decimal | None:
    """A figure out of the database, with the digits that it went in with."""
    return None if value is None else Decimal(str(value))
