"""The spaCy pipeline: one component a kind of fact, under names that other pipelines can use.

    import spacy
    nlp = spacy.blank("xx")
    nlp.add_pipe("plan_extract")
    doc = nlp(text)
    doc._.plan_facts.targets          # records of plan_extract.model
    doc.spans["targets"]              # the same places as spans, labelled with the rule's id

`plan_extract` is the whole chain; `plan_outline`, `plan_document`, `plan_legal_references`,
`plan_goals`, `plan_responsibilities`, `plan_targets` and `plan_deadlines` are its links. Each
needs those before it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from plan_extract.extraction.agencies import AgencyMap
from plan_extract.extraction.breakdowns import as_part_of_total
from plan_extract.extraction.deadlines import find_deadlines
from plan_extract.extraction.goals import GoalMap, find_goals
from plan_extract.extraction.header import Header, find_header
from plan_extract.extraction.legal_references import find_legal_references
from plan_extract.extraction.responsibilities import ResponsibilityFinder
from plan_extract.extraction.table_targets import find_table_targets
from plan_extract.extraction.target_context import AgencyAt, make_context
from plan_extract.extraction.targets import find_text_targets
from plan_extract.extraction.task_labels import read_label
from plan_extract.extraction.tokenizer import make_tokenizer
from plan_extract.model.facts import Deadline, Document, Fact, LegalReference, Responsibility, Target
from plan_extract.model.source import SourceDocument
from plan_extract.normalising.wording import Wording
from plan_extract.reading.text import read_text
from plan_extract.structure.document import PlanText, read_plan_text
from plan_extract.structure.items import Item

_WORDS = Wording("target_words")
_TOTAL = _WORDS["sum-behind-colon"]


@dataclass(slots=True)
class PlanFacts:
    """What the components find in one plan, filled link by link."""

    plan: PlanText
    document: Document = field(default_factory=Document)
    header: Header | None = None
    legal_references: list[LegalReference] = field(default_factory=list)
    goals: GoalMap = field(default_factory=GoalMap)
    targets: list[Target] = field(default_factory=list)
    responsibilities: list[Responsibility] = field(default_factory=list)
    agency_at: AgencyAt | None = None
    deadlines: list[Deadline] = field(default_factory=list)

    @property
    def period(self) -> tuple[int | None, int | None]:
        return self.document.period_start, self.document.period_end


Link = Callable[[Doc], Doc]
Fill = Callable[[PlanFacts], Mapping[str, Iterable[Fact]]]

if not Doc.has_extension("plan_facts"):
    Doc.set_extension("plan_facts", default=None)
    Doc.set_extension("plan_source", default=None)


def _outline(doc: Doc) -> Doc:
    source: SourceDocument | None = doc._.plan_source
    if source is None:
        source = read_text(doc.text.encode("utf-8"), "text")
    doc._.plan_facts = PlanFacts(read_plan_text(source))
    return doc


def _document(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    facts.header = find_header(facts.plan)
    facts.document = facts.header.document
    return {}


def _legal_references(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    facts.legal_references = find_legal_references(facts.plan, facts.header.document if facts.header else None)
    return {"legal_references": facts.legal_references}


def _goals(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    facts.goals = find_goals(facts.plan)
    return {"goals": facts.goals.goals, "indicators": facts.goals.indicators}


def _targets(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    facts.targets = find_targets(facts.plan, facts.goals, facts.period, _agency_finder(facts))
    return {"targets": facts.targets}


def _responsibilities(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    finder = ResponsibilityFinder(facts.plan, facts.period)
    facts.responsibilities = finder.find()
    facts.agency_at = finder.map.agency_at
    return {"responsibilities": facts.responsibilities}


def _deadlines(facts: PlanFacts) -> dict[str, Iterable[Fact]]:
    facts.deadlines = find_deadlines(facts.plan, facts.period, _agency_finder(facts))
    return {"deadlines": facts.deadlines}


_FILLS: dict[str, Fill] = {
    "plan_document": _document,
    "plan_legal_references": _legal_references,
    "plan_goals": _goals,
    "plan_responsibilities": _responsibilities,
    "plan_targets": _targets,
    "plan_deadlines": _deadlines,
}
"""What each link behind the outline finds, as groups of spans."""


def _as_link(fill: Fill) -> Link:
    """The component that fills in facts and marks their places in the Doc."""

    def link(doc: Doc) -> Doc:
        for group, facts in fill(doc._.plan_facts).items():
            doc = _with_spans(doc, group, facts)
        return doc

    return link


_LINKS: dict[str, Link] = {"plan_outline": _outline, **{name: _as_link(fill) for name, fill in _FILLS.items()}}

for _name, _link in _LINKS.items():
    Language.component(_name, func=_link)


@Language.factory("plan_extract")
def create_plan_component(nlp: Language, name: str) -> Link:
    """The whole chain as one component, for pipelines of other people."""

    def run(doc: Doc) -> Doc:
        for link in _LINKS.values():
            doc = link(doc)
        return doc

    return run


def _agency_finder(facts: PlanFacts) -> AgencyAt:
    """Who acts at a place; known once the responsibilities have been read."""
    if facts.agency_at is None:
        facts.agency_at = AgencyMap(facts.plan).agency_at
    return facts.agency_at


def find_targets(
    plan: PlanText, goals: GoalMap, period: tuple[int | None, int | None], agency_at: AgencyAt
) -> list[Target]:
    """The targets of text and tables; sections of the past and general goals give none."""
    found: list[Target] = []
    of_item: dict[int, list[Target]] = {}
    for item in plan.items():
        if item.past or id(item) in goals.general:
            continue
        context = make_context(item, goals, period)
        if context.tells_of_past:
            continue
        if item.table is not None:
            found += find_table_targets(context, item.table, agency_at)
        elif not _is_bare_heading(item):
            own = list(find_text_targets(context, agency_at))
            above = of_item.get(id(item.parent), [])
            of_item[id(item)] = own = as_part_of_total(item, own, above)
            found += own
    return found


def _is_bare_heading(item: Item) -> bool:
    """A heading that only names what stands below it, without a figure of its own ("Tổng kinh phí: 900 triệu đồng")."""
    if not item.heading or _TOTAL.search(item.match):
        return False
    if item.mark is not None and item.mark.is_bullet:
        return item.heads_paragraphs
    if (item.mark is not None or item.label is not None) and item.children and _is_labelled_task(item):
        return False
    is_goal = item.label is not None and item.label.kind == "goal"
    return not item.text.rstrip().endswith(":") or item.text.isupper() or is_goal


def _is_labelled_task(item: Item) -> bool:
    """Whether labelled lines stand below: the words above them are the task ("a) Xây dựng 34 mô hình." over who leads)."""
    labels = [line for child in item.children if (line := read_label(child)) is not None]
    return any(line.acts or line.field == "due" for line in labels) and not item.text.isupper()


def _with_spans(doc: Doc, group: str, facts: Iterable[Fact]) -> Doc:
    spans: list[Span] = []
    for fact in facts:
        span = doc.char_span(fact.start, fact.end, label=fact.rule, alignment_mode="expand")
        if span is not None:
            spans.append(span)
    doc.spans[group] = spans
    return doc


@lru_cache(maxsize=1)
def plan_pipeline() -> Language:
    """The pipeline of this package, made once a process."""
    nlp = spacy.blank("xx")
    nlp.max_length = 100_000_000
    nlp.tokenizer = make_tokenizer(nlp)
    for name in _LINKS:
        nlp.add_pipe(name)
    return nlp


def find_facts(source: SourceDocument) -> PlanFacts:
    """All facts of a source document.

    The links of `plan_pipeline` in their order, without a Doc: nobody would see its tokens and spans.
    """
    facts = PlanFacts(read_plan_text(source))
    for fill in _FILLS.values():
        fill(facts)
    return facts
