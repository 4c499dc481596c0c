"""A plan as extracted: its document fields and all its facts."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

from plan_extract.model.facts import (
    Deadline,
    Document,
    Goal,
    Indicator,
    Issue,
    LegalReference,
    Responsibility,
    Target,
)
from plan_extract.model.source import SourceDocument


class SectionText(BaseModel):
    """A section of the outline: its heading, kind and place, for search and display."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    heading: str
    kind: str
    level: int
    start: int
    end: int
    text: str


class PlanRecord(BaseModel):
    """What `plan-extract extract --format json` prints: the extraction contract."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    document: Document
    legal_references: tuple[LegalReference, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    targets: tuple[Target, ...] = ()
    responsibilities: tuple[Responsibility, ...] = ()
    deadlines: tuple[Deadline, ...] = ()

    def to_json(self, *, indent: int | None = 1) -> str:
        """The record as JSON text (UTF-8 letters kept)."""
        return self.model_dump_json(indent=indent)

    def to_dict(self) -> dict[str, Any]:
        """The record as plain JSON types."""
        return self.model_dump(mode="json")


class Plan(BaseModel):
    """A plan with the source it was read from, its outline and the issues found on the way."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: SourceDocument
    record: PlanRecord
    sections: tuple[SectionText, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def document(self) -> Document:
        return self.record.document

    def quote_at(self, start: int, end: int) -> str:
        """The source text between two offsets, as printed."""
        return self.source.text[start:end]
