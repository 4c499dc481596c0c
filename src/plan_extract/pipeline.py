"""From a file to a plan: the one place that knows the order of reading, extracting, linking."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from plan_extract.extraction.components import PlanFacts, find_facts
from plan_extract.extraction.issues import find_issues
from plan_extract.linking.place_message import place_message
from plan_extract.linking.placing import place_document
from plan_extract.model.facts import Fact, Issue
from plan_extract.model.plan import Plan, PlanRecord, SectionText
from plan_extract.model.source import SourceDocument
from plan_extract.normalising.characters import MISSING_BLANK
from plan_extract.reading import ReadOptions, read_bytes, read_file
from plan_extract.resources import use_patterns
from plan_extract.structure.items import Item

F = TypeVar("F", bound=Fact)
B = TypeVar("B", bound=BaseModel)


def extract(path: Path | str, *, ocr: str = "auto", patterns: Path | None = None, time_limit: float = 120.0) -> Plan:
    """The plan that a file holds.

    `ocr` is `auto`, `never` or `always`; `patterns` a folder of rules and names of one's own.
    Raises ReadError, with a cause and a message for the user, where the file cannot be read.
    """
    if patterns is not None:
        use_patterns(Path(patterns))
    return extract_source(read_file(Path(path), options=ReadOptions(ocr=ocr, time_limit=time_limit)))  # type: ignore[arg-type]


def extract_bytes(data: bytes, name: str, *, ocr: str = "auto") -> Plan:
    """The plan that the bytes of a file hold (a member of an archive, an upload)."""
    return extract_source(read_bytes(data, name, options=ReadOptions(ocr=ocr)))  # type: ignore[arg-type]


def extract_source(source: SourceDocument) -> Plan:
    """The plan of a document that has been read."""
    facts = find_facts(source)
    document, place = place_document(facts.document, facts.plan, facts.legal_references, header=facts.header)
    issues = find_issues(facts)
    if message := place_message(place):
        issues.append(Issue(kind="place", severity="info", message=message))
    issues += [Issue(kind="reading", severity="warning", message=message) for message in source.messages]
    record = PlanRecord(
        document=as_printed(document),
        legal_references=_settled(facts.legal_references, source),
        goals=_settled(facts.goals.goals, source),
        indicators=_settled(facts.goals.indicators, source),
        targets=_settled(facts.targets, source),
        responsibilities=_settled(facts.responsibilities, source),
        deadlines=_settled(facts.deadlines, source),
    )
    return Plan(source=source, record=record, sections=tuple(_sections(facts)), issues=tuple(issues))


def _settled(facts: Sequence[F], source: SourceDocument) -> tuple[F, ...]:
    """Facts with the page on which they begin, and the confidence of an uncertain text (a scan) taken
    into account."""
    pages = source.pages_at(fact.start for fact in facts) if source.pages else {}
    found = []
    for fact in facts:
        page = pages.get(fact.start, fact.page)
        confidence = round(fact.confidence * source.confidence, 3) if source.confidence < 1 else fact.confidence
        changed = page != fact.page or confidence != fact.confidence
        settled = fact.model_copy(update={"page": page, "confidence": confidence}) if changed else fact
        found.append(as_printed(settled))
    return tuple(found)


def as_printed(fact: B) -> B:
    """A fact whose words are as printed, without the blanks that were put in for reading (`MISSING_BLANK`)."""
    changed: dict[str, object] = {}
    for name, value in fact.__dict__.items():
        if isinstance(value, str) and MISSING_BLANK in value:
            changed[name] = value.replace(MISSING_BLANK, "")
        elif isinstance(value, list | tuple) and any(isinstance(each, str) and MISSING_BLANK in each for each in value):
            changed[name] = type(value)(each.replace(MISSING_BLANK, "") for each in value)
    return fact.model_copy(update=changed) if changed else fact


def _sections(facts: PlanFacts) -> list[SectionText]:
    """The headings of the outline down to three levels, each with the text that it covers."""
    found: list[SectionText] = []
    for root in (facts.plan.root, facts.plan.appendices):
        for item in root.children:
            _add_section(item, 1, found)
    return found


def _add_section(item: Item, level: int, found: list[SectionText]) -> None:
    if item.table is None and (item.heading or level == 1):
        members = [each for each in item.walk() if each.table is None and each.passage.text]
        start = item.passage.span(0, 1)[0] if item.passage.text else 0
        end = max((each.passage.span(0, len(each.passage.text))[1] for each in members), default=start)
        text = "\n".join(each.passage.text for each in members).replace(MISSING_BLANK, "") if level == 1 else ""
        heading = (item.passage.text if item.heading else item.passage.text[:80]).replace(MISSING_BLANK, "")
        found.append(SectionText(heading=heading, kind=item.section, level=level, start=start, end=end, text=text))
    if level < 3:
        for child in item.children:
            if child.heading:
                _add_section(child, level + 1, found)
