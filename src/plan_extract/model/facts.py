"""The facts of a plan, field by field as the extraction contract names them.

Verbatim fields (`quote`, `task`, `text`) keep the printed words, line breaks and marks aside.
Every fact also carries where it stands (`start`, `end` in the source text, `page`), the id of
the rule that made it and a confidence from 0 to 1 (how it is made: docs/confidence.md).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

Level = Literal["national", "ministry", "province", "district", "commune", "department", "party", "front", "other"]
Section = Literal["objectives", "requirements", "tasks", "implementation", "funding", "reporting", "appendix", "other"]
Relation = Literal["implements", "basis", "cites"]
TargetKind = Literal["numeric", "zero", "qualitative"]
Comparator = Literal["=", ">", ">=", "<", "<=", "range", "~"]
Unit = Literal["%", "ratio", "count", "money", "time", "score", "rank", "area", "other"]
Direction = Literal["increase", "decrease", "maintain"]
Role = Literal["lead", "request", "coordinate", "advise", "implement"]
Action = Literal["report", "submit", "complete", "review", "other"]
TimeRelation = Literal["before", "by", "on", "in", "within", "every"]
Recurrence = Literal["once", "annual", "semiannual", "nine_months", "quarterly", "monthly", "weekly", "daily", "event"]


def _plain_number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[
    Decimal,
    PlainSerializer(_plain_number, return_type=int | float, when_used="json"),
]
"""A figure as `Decimal`; JSON gets an integer where it is whole, else a float."""


class Fact(BaseModel):
    """What all facts share: place in the source, rule, confidence."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0, description="offset of the first character in the source text")
    end: int = Field(ge=0, description="offset behind the last character in the source text")
    page: int | None = Field(default=None, description="page, counted from 1, where the format has pages")
    rule: str = Field(description="id of the rule that made the fact")
    confidence: float = Field(ge=0, le=1)


class Document(BaseModel):
    """Letterhead, title and signature of a plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str | None = None
    symbol: str | None = None
    type: str | None = None
    title: str | None = None
    issuer: str | None = None
    level: Level = "other"
    province: str | None = None
    district: str | None = None
    commune: str | None = None
    issued_date: str | None = Field(default=None, description="ISO date, or month where no day is filled in")
    period_start: int | None = None
    period_end: int | None = None
    signer_name: str | None = None
    signer_position: str | None = None


class LegalReference(Fact):
    type: str
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    relation: Relation


class Goal(Fact):
    number: str | None = None
    kind: Literal["general", "specific"]
    text: str


class Indicator(Fact):
    number: str | None = None
    goal: str | None = None
    text: str


class Target(Fact):
    indicator: str | None = None
    goal: str | None = None
    section: Section
    kind: TargetKind
    measure: str
    quantity: Literal["level", "change"] | None = None
    direction: Direction | None = None
    comparator: Comparator | None = None
    value: Number | None = None
    value_high: Number | None = None
    unit: Unit | None = None
    per: Number | None = None
    unit_text: str | None = None
    year: int | None = None
    frequency: Literal["annual"] | None = None
    scope: str | None = None
    agency: str | None = None
    quote: str


class GoalAssignment(BaseModel):
    """What a task names of a goal: the indicators of these numbers, or with none the whole goal."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    goal: str = Field(description="number of the goal as named")
    indicators: tuple[str, ...] = ()


class Responsibility(Fact):
    agency: str
    role: Role
    task: str
    indicators: tuple[str, ...] = ()
    goals: tuple[GoalAssignment, ...] = ()
    partners: tuple[str, ...] = ()
    output: str | None = None
    due: str | None = None


class Deadline(Fact):
    quote: str
    action: Action
    agency: str | None = None
    relation: TimeRelation
    date: str | None = None
    recurrence: Recurrence


class Issue(BaseModel):
    """Something in a plan that a person should look at: a doubt, a gap, a value left aside.

    `kind` is a short key (`blank-number`, `low-confidence`, `unread-number`, ...).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    severity: Literal["info", "warning", "error"]
    message: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
