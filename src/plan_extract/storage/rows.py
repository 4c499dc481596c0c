"""A plan as the rows of its tables, ready to be inserted.

Made in the worker, so that the one writer has nothing to do but insert. The order of `COLUMNS` is the
order of values in each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Final

from plan_extract.linking.catalogue import load_catalogue
from plan_extract.linking.link import LinkedPlan, LinkedTarget, link_record
from plan_extract.linking.localities import LocalityRegister
from plan_extract.model import (
    Document,
    Fact,
    Indicator,
    Issue,
    Plan,
    PlanRecord,
    Responsibility,
    SourceDocument,
    Target,
)
from plan_extract.normalising.characters import strip_accents
from plan_extract.storage.calendar import find_days
from plan_extract.storage.identities import (
    Row,
    Value,
    agency_row,
    citation_values,
    locality_row,
    parents_first,
    place_plan,
    printed_row,
)
from plan_extract.storage.ids import FactIds, agency_key, document_id

_FACT: Final = ("start", "end", "page", "rule", "confidence")
_TARGET: Final = (
    "indicator", "indicator_id", "goal", "goal_id", "section", "kind", "measure", "quantity", "direction",
    "comparator", "value", "value_high", "unit", "per", "unit_text", "year", "frequency", "scope", "agency",
    "agency_id", "quote", "normalised_value", "normalised_value_high", "normalised_unit", "group_key",
    "canonical_indicator_id", "match_score",
)  # fmt: skip
_TARGET_AS_IS: Final = tuple(
    name for name in _TARGET if name in Target.model_fields and name not in ("value", "value_high", "per")
)
_read_as_is = attrgetter(*_TARGET_AS_IS)
DOCUMENT_FIELDS: Final = tuple(Document.model_fields)
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
    "target": ("id", "document_id", "position", *_TARGET, *_FACT),
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


@dataclass(frozen=True)
class PlanRows:
    """The rows of one plan by table, the agencies that it names, and what tells it from others."""

    document_id: str
    sha256: str
    identity_key: str | None
    reader: str
    rows: dict[str, list[Row]]
    printed: dict[str, frozenset[str]]
    """The printed names of each agency."""
    facts: int

    @property
    def text(self) -> str:
        """The source text."""
        return str(self.rows["document_text"][0][1])


def to_number(value: Decimal | None) -> int | float | None:
    """A figure as SQLite stores it: whole numbers exact, others to 15 digits."""
    if value is None:
        return None
    whole = value == value.to_integral_value()
    return int(value) if whole and abs(value) <= _LARGEST_INTEGER else float(value)


def to_decimal(value: int | float | str | None) -> Decimal | None:
    """A figure out of the database, with the digits that it went in with."""
    return None if value is None else Decimal(str(value))


def make_rows(plan: Plan, *, sha256: str, file_name: str, extractor_version: str) -> PlanRows:
    """All rows of `plan`, read from the file with this SHA-256."""
    return _RowMaker(plan, sha256, file_name, extractor_version).make()


def load_registers() -> None:
    """Load what `make_rows` looks things up in, for a process that is to do it often."""
    nothing = Plan(
        source=SourceDocument(name="", text="", blocks=(), media_type="", reader=""),
        record=PlanRecord(document=Document(), targets=(), responsibilities=()),
    )
    make_rows(nothing, sha256="0" * 64, file_name="", extractor_version="")


def make_identity_key(document: Document) -> str | None:
    """What two copies of one plan in different formats share; None where too little is known."""
    if document.number is None and document.title is None:
        return None
    title = document.title if document.number is None else None
    parts = (document.number, document.symbol, document.issuer, document.issued_date, title)
    return "|".join(re.sub(r"[\W_]+", " ", strip_accents(part or "")).strip() for part in parts)


@dataclass
class _RowMaker:
    plan: Plan
    sha256: str
    file_name: str
    extractor_version: str
    document: str = field(init=False)
    ids: FactIds = field(init=False)
    rows: dict[str, list[Row]] = field(init=False)
    links: LinkedPlan = field(init=False)
    locality: str | None = field(init=False)
    printed: dict[str, set[str]] = field(default_factory=dict)
    agency_ids: dict[str, str | None] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    goals: list[tuple[str, Fact, str | None]] = field(default_factory=list)
    indicators: list[tuple[str, Indicator]] = field(default_factory=list)
    tasks: dict[tuple[object, ...], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.document = document_id(self.sha256)
        self.ids = FactIds(self.document)
        self.rows = {table: [] for table in COLUMNS}
        place = place_plan(self.plan.record)
        self.locality = place.locality
        self.links = link_record(self.plan.record, place)

    def make(self) -> PlanRows:
        record = self.plan.record
        self._make_document()
        self._make_sections()
        self._make_goals()
        for position, (target, link) in enumerate(zip(record.targets, self.links.targets, strict=True)):
            self._make_target(position, target, link)
        for responsibility in record.responsibilities:
            self._make_responsibility(responsibility)
        self._make_deadlines()
        self._make_references()
        self._make_issues()
        self._make_pages()
        self._make_catalogue()
        self._make_localities()
        facts = sum(
            len(part)
            for part in (
                record.legal_references,
                record.goals,
                record.indicators,
                record.targets,
                record.responsibilities,
                record.deadlines,
            )
        )
        printed = {id_: frozenset(names) for id_, names in self.printed.items()}
        key = make_identity_key(self.plan.document)
        return PlanRows(self.document, self.sha256, key, self.plan.source.reader, self.rows, printed, facts)

    def _make_document(self) -> None:
        source, document = self.plan.source, self.plan.document
        fields = tuple(getattr(document, name) for name in DOCUMENT_FIELDS)
        head = (self.document, self.sha256, self.file_name, source.media_type, source.reader, source.pages)
        identity = self.links.document
        cited_as = (identity.number_key, identity.level) if identity else (None, None)
        tail = (self.locality, *cited_as, make_identity_key(document))
        self.rows["document"].append((*head, source.confidence, self.extractor_version, *fields, *tail))
        self.rows["document_text"].append((self.document, source.text))

    def _make_sections(self) -> None:
        for position, section in enumerate(self.plan.sections):
            id_ = self.ids.make("section", section.heading)
            place = (section.kind, section.level, section.start, section.end)
            self.rows["section"].append((id_, self.document, position, section.heading, *place))

    def _make_goals(self) -> None:
        for position, goal in enumerate(self.plan.record.goals):
            id_ = self.ids.make("goal", goal.text)
            self.goals.append((id_, goal, goal.number))
            values = (goal.number, goal.kind, goal.text)
            self.rows["goal"].append((id_, self.document, position, *values, *_fact(goal)))
        for position, indicator in enumerate(self.plan.record.indicators):
            id_ = self.ids.make("indicator", indicator.text)
            self.indicators.append((id_, indicator))
            above = self._find_goal(indicator.goal, indicator.start)
            names = (indicator.number, indicator.goal, above, indicator.text)
            self.rows["indicator"].append((id_, self.document, position, *names, *_fact(indicator)))

    def _find_goal(self, number: str | None, start: int) -> str | None:
        """The goal of this number; of several the last that begins before `start`."""
        if number is None:
            return None
        same = [(id_, goal) for id_, goal, its_number in self.goals if its_number == number]
        before = [id_ for id_, goal in same if goal.start <= start]
        return before[-1] if before else (same[0][0] if same else None)

    def _find_indicator(self, target: Target) -> str | None:
        """The indicator that a target stands in: by place, else by number and goal."""
        around = [
            (fact.end - fact.start, id_, fact)
            for id_, fact in self.indicators
            if fact.start <= target.start < fact.end and fact.number == target.indicator
        ]
        if around:
            return min(around, key=lambda found: found[0])[1]
        if target.indicator is None:
            return None
        same = [(id_, fact.goal) for id_, fact in self.indicators if fact.number == target.indicator]
        chosen = [found for found in same if found[1] == target.goal] or same
        return chosen[0][0] if len(chosen) == 1 else None

    def _make_target(self, position: int, target: Target, link: LinkedTarget) -> None:
        id_ = self.ids.make("target", target.quote, target.measure, target.value, target.value_high)
        values: dict[str, Value] = {
            "indicator_id": self._find_indicator(target),
            "goal_id": self._find_goal(target.goal, target.start),
            "agency_id": self._link_agency(target.agency),
            "normalised_value": to_number(link.normalised_value),
            "normalised_value_high": to_number(link.normalised_high),
            "normalised_unit": link.normalised_unit,
            "group_key": link.group_key,
            "canonical_indicator_id": link.key,
            "match_score": link.score,
        }
        for name in ("value", "value_high", "per"):
            values[name] = to_number(getattr(target, name))
        values.update(zip(_TARGET_AS_IS, _read_as_is(target), strict=True))
        self.rows["target"].append((id_, self.document, position, *map(values.get, _TARGET), *_fact(target)))

    def _link_agency(self, name: str | None) -> str | None:
        """The id of the body that a printed name means; its row is made when it is met first."""
        if not name:
            return None
        if name not in self.agency_ids:
            self.agency_ids[name] = self._make_agency(name)
        return self.agency_ids[name]

    def _make_agency(self, name: str) -> str | None:
        """The row of a body, under the id of which all its printed names are kept."""
        key = agency_key(name)
        if not key:
            return None
        meant = self.links.agencies.get(name, ())
        row = agency_row(meant[0], key, name) if len(meant) == 1 else printed_row(key, name, len(meant))
        id_ = str(row[0])
        if id_ not in self.printed:
            self.printed[id_] = set()
            self.rows["agency"].append(row)
            if row[6] is not None:
                self.units.add(str(row[6]))
        self.printed[id_].add(name)
        return id_

    def _make_responsibility(self, fact: Responsibility) -> None:
        task = self._make_task(fact)
        rows = self.rows["responsibility"]
        id_ = self.ids.make("responsibility", fact.agency, fact.task)
        agency = (fact.agency, self._link_agency(fact.agency), fact.role, None)
        rows.append((id_, self.document, len(rows), task, *agency, *_fact(fact)))
        for position, named in enumerate(self._named_indicators(fact)):
            self.rows["responsibility_indicator"].append((id_, position, *named))
        for partner in fact.partners:
            partner_id = self.ids.make("responsibility", "partner", fact.agency, fact.task, partner)
            named_partner = (partner, self._link_agency(partner), "coordinate", id_)
            rows.append((partner_id, self.document, len(rows), task, *named_partner, *_fact(fact)))

    def _named_indicators(self, fact: Responsibility) -> Iterator[tuple[str | None, str | None, str | None, int]]:
        """Number, id, goal, and whether the number itself is named, of each indicator that a task is told."""
        for number in fact.indicators:
            goals: list[str | None] = [goal.goal for goal in fact.goals if number in goal.indicators]
            for goal in goals or [None]:
                yield number, self._find_named_indicator(number, goal), goal, 1
        for assigned in fact.goals:
            if assigned.indicators:
                continue
            inside = [(id_, indicator) for id_, indicator in self.indicators if indicator.goal == assigned.goal]
            for id_, indicator in inside:
                yield indicator.number, id_, assigned.goal, 0
            if not inside:
                yield None, None, assigned.goal, 0

    def _find_named_indicator(self, number: str, goal: str | None) -> str | None:
        """The one indicator of this number, of the goal that is named; None where several could be meant."""
        found = [(id_, indicator.goal) for id_, indicator in self.indicators if indicator.number == number]
        chosen = [pair for pair in found if pair[1] == goal] if goal is not None else found
        return chosen[0][0] if len(chosen) == 1 else None

    def _make_task(self, fact: Responsibility) -> str:
        """The task of a responsibility; agencies that share text and place share one task."""
        key = (fact.task, fact.start, fact.end, fact.output, fact.due)
        if key not in self.tasks:
            rows = self.rows["task"]
            self.tasks[key] = self.ids.make("task", fact.task)
            values = (fact.task, fact.output, fact.due)
            rows.append((self.tasks[key], self.document, len(rows), *values, *_fact(fact)))
        return self.tasks[key]

    def _make_deadlines(self) -> None:
        spans = [(row[6], row[7], row[0]) for row in self.rows["task"]]
        for position, fact in enumerate(self.plan.record.deadlines):
            id_ = self.ids.make("deadline", fact.quote, fact.action, fact.date)
            around = [
                (int(end) - int(start), str(task))
                for start, end, task in spans
                if isinstance(start, int) and isinstance(end, int) and start <= fact.start < end
            ]
            agency = (fact.agency, self._link_agency(fact.agency))
            when = (fact.relation, fact.date, fact.recurrence, *(find_days(fact.date) or (None, None)))
            task = min(around, key=lambda found: found[0])[1] if around else None
            row = (id_, self.document, position, fact.quote, fact.action, *agency, *when, task, *_fact(fact))
            self.rows["deadline"].append(row)

    def _make_references(self) -> None:
        linked = zip(self.plan.record.legal_references, self.links.references, strict=True)
        for position, (fact, link) in enumerate(linked):
            id_ = self.ids.make("legal_reference", fact.type, fact.number, fact.date)
            values = (fact.type, fact.number, fact.date, fact.issuer, fact.relation, None, *citation_values(link))
            self.rows["legal_reference"].append((id_, self.document, position, *values, *_fact(fact)))

    def _make_issues(self) -> None:
        for position, issue in enumerate(self.plan.issues):
            id_ = self.ids.make("issue", issue.kind, issue.message)
            values = (issue.kind, issue.severity, issue.message, issue.start, issue.end, issue.page)
            self.rows["issue"].append((id_, self.document, position, *values))

    def _make_pages(self) -> None:
        """The pages with their sizes, and where on them the facts and issues stand."""
        source, record = self.plan.source, self.plan.record
        self.rows["page"] = [(self.document, page.number, page.width, page.height) for page in source.page_sizes]
        facts: tuple[tuple[Fact | Issue, ...], ...] = (
            record.legal_references, record.goals, record.indicators, record.targets, record.responsibilities,
            record.deadlines, self.plan.issues,
        )  # fmt: skip
        placed = [(fact.start, fact.end) for part in facts for fact in part]
        spans = sorted({(start, end) for start, end in placed if start is not None and end is not None})
        for (start, end), boxes in source.boxes_at(spans).items():
            for page, box in sorted(boxes.items()):
                sides = (box.x0, box.top, box.x1, box.bottom)
                self.rows["fact_box"].append((self.document, start, end, page, *sides))

    def _make_catalogue(self) -> None:
        catalogue = load_catalogue()
        for id_ in sorted({link.key for link in self.links.targets if link.key is not None}):
            entry = catalogue[id_]
            values = (entry.name, entry.name_en, entry.field, entry.unit, entry.direction)
            self.rows["canonical_indicator"].append((id_, *values))

    def _make_localities(self) -> None:
        """The units of the plan and of the bodies that it names, with those above, largest first."""
        register = LocalityRegister.load()
        named = [register.get(id_) for id_ in sorted(self.units | ({self.locality} if self.locality else set()))]
        units = {unit.id: unit for own in named for unit in (*register.parents(own), own)}
        self.rows["locality"] = [locality_row(unit) for unit in parents_first(units.values())]


def _fact(fact: Fact) -> Row:
    return (fact.start, fact.end, fact.page, fact.rule, fact.confidence)
