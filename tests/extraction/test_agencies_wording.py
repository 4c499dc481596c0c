"""Answers that are kept hold for the short names of the plan at hand, and are never changed by who asked."""

from __future__ import annotations

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.extraction.agencies_register import agency_register
from plan_extract.extraction.agencies_wording import plan_names
from plan_extract.extraction.years import find_years

TEXT = "BQL chủ trì"


def read(text: str) -> list[str]:
    return [span.text for span in read_list(text, text.lower(), 0, len(text))[0]]


def test_short_names_of_a_plan_hold_within_it_only() -> None:
    department = agency_register().lookup("Sở Y tế")
    assert department is not None
    assert read(TEXT) == []
    with plan_names(agency_register().with_aliases({"BQL": department})):
        assert read(TEXT) == ["BQL"]
    assert read(TEXT) == []


def test_an_answer_that_is_changed_stays_as_it_was() -> None:
    text = "Sở Y tế, Sở Tài chính"
    read_list(text, text.lower(), 0, len(text))[0].clear()
    assert read(text) == ["Sở Y tế", "Sở Tài chính"]
    find_years("năm 2025").clear()
    assert [mention.years for mention in find_years("năm 2025")] == [(2025,)]
