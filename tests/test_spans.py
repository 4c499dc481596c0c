"""Every fact of every plan stands where it says: its span of the source holds its words."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from plan_extract.model.plan import Plan
from plan_extract.pipeline import extract
from plan_texts import corpus_files, skip_without_texts, texts_beside

FURTHER = sorted((Path(__file__).parent / "further").glob("*.txt"))
FILES = [*corpus_files("source"), *corpus_files("plans"), *FURTHER, *texts_beside()]


@cache
def _plan(path: Path) -> Plan:
    return extract(path, ocr="never")


def squash(text: str) -> str:
    """The words alone: markup, list marks, white space and the Icelandic letter that some keyboards give aside."""
    text = re.sub(r"[*#_]", "", unicodedata.normalize("NFC", text)).replace("|", " ").replace("Ð", "Đ")
    text = re.sub(r"(^|\n)[ \t]*([-–+•][ \t]*)+", r"\1 ", text)
    return re.sub(r"\s+", " ", text).strip().lower()


def holds(source: str, words: str) -> bool:
    """Whether a span holds what a fact says: in one piece, cell by cell, or point by point in order."""
    inside, wanted = squash(source), squash(words)
    if wanted in inside or all(squash(piece) in inside for piece in words.split(" | ")):
        return True
    rest = iter(re.findall(r"[\w%‰]+", inside))
    return all(word in rest for word in re.findall(r"[\w%‰]+", wanted))


def _verbatim(plan: Plan) -> list[tuple[str, int, int, str]]:
    """Part, start, end and printed words of each fact that keeps them."""
    record = plan.record
    return [
        *(("goal", fact.start, fact.end, fact.text) for fact in record.goals),
        *(("indicator", fact.start, fact.end, fact.text) for fact in record.indicators),
        *(("target", fact.start, fact.end, fact.quote) for fact in record.targets),
        *(("responsibility", fact.start, fact.end, fact.task) for fact in record.responsibilities),
        *(("deadline", fact.start, fact.end, fact.quote) for fact in record.deadlines),
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_span_holds_its_words(path: Path) -> None:
    plan = _plan(path)
    wrong = [
        f"{part} {start}-{end}: {words!r} in {plan.quote_at(start, end)!r}"
        for part, start, end, words in _verbatim(plan)
        if not holds(plan.quote_at(start, end), words)
    ]
    assert not wrong


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_fact_is_complete(path: Path) -> None:
    plan = _plan(path)
    record, length = plan.record, len(plan.source.text)
    facts = [
        *record.legal_references, *record.goals, *record.indicators, *record.targets, *record.responsibilities, *record.deadlines,
    ]  # fmt: skip
    for fact in facts:
        assert 0 <= fact.start < fact.end <= length
        assert fact.rule and 0 < fact.confidence <= 1
    for reference in record.legal_references:
        printed = squash(plan.quote_at(reference.start, reference.end)).replace(" ", "")
        assert reference.number is None or reference.number.lower() in printed
    for issue in plan.issues:
        assert issue.start is None or 0 <= issue.start < (issue.end or 0) <= length


@pytest.mark.parametrize("path", corpus_files("plans"), ids=lambda path: path.name)
def test_the_same_plan_in_another_format_gives_the_same_document(path: Path) -> None:
    text = next(each for each in corpus_files("source") if each.stem == path.stem)
    assert _plan(path).document == _plan(text).document


@pytest.mark.parametrize(
    "path", [each for each in corpus_files("plans") if each.suffix == ".pdf"], ids=lambda path: path.name
)
def test_facts_of_a_pdf_know_their_page(path: Path) -> None:
    plan = _plan(path)
    assert plan.source.pages is not None and plan.source.pages > 1
    pages = [target.page for target in plan.record.targets]
    assert all(page is not None and 1 <= page <= (plan.source.pages or 0) for page in pages)
    assert len(set(pages)) > 1


def test_public_plans_give_facts() -> None:
    skip_without_texts()
    assert sum(
        bool(_plan(path).record.targets or _plan(path).record.responsibilities) for path in texts_beside()
    ) >= 0.9 * len(texts_beside())
