"""The components in a spaCy pipeline and the chain without one give the same facts."""

from __future__ import annotations

import pytest
import spacy

from plan_extract.extraction.components import find_facts, plan_pipeline
from plan_extract.reading.text import read_text
from plan_extract.resources import corpus_dir

PLAN = min((corpus_dir() / "source").glob("*.txt")).read_text(encoding="utf-8")
GROUPS = ("legal_references", "goals", "indicators", "responsibilities", "targets", "deadlines")


@pytest.mark.parametrize("through_factory", [False, True], ids=["links", "plan_extract"])
def test_pipeline_gives_the_facts_of_the_bare_chain(through_factory: bool) -> None:
    nlp = plan_pipeline()
    if through_factory:
        nlp = spacy.blank("xx")
        nlp.add_pipe("plan_extract")
    doc = nlp(PLAN)
    bare = find_facts(read_text(PLAN.encode(), "text"))
    found = doc._.plan_facts
    assert found.document == bare.document
    assert found.legal_references == bare.legal_references
    assert found.goals.goals == bare.goals.goals
    assert found.responsibilities == bare.responsibilities
    assert found.targets == bare.targets
    assert found.deadlines == bare.deadlines
    assert found.targets
    assert set(doc.spans) == set(GROUPS)


def test_spans_carry_the_rule_that_made_the_fact() -> None:
    doc = plan_pipeline()(PLAN)
    targets = doc._.plan_facts.targets
    assert [span.label_ for span in doc.spans["targets"]] == [target.rule for target in targets]
    assert all(
        span.start_char <= target.start and target.end <= span.end_char
        for span, target in zip(doc.spans["targets"], targets, strict=True)
    )
