"""A moderate number of hostile inputs a kind; `benchmarks/fuzz.py` tries a million. What was found stays as a seed."""

from __future__ import annotations

import fuzz_checks
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SEEDS = [("figures", "1995"), ("figures", "5822"), ("cut plans", "7"), ("cut plans", "164")]
"""Kind and seed of inputs that once broke something."""

QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.text(max_size=300) | st.lists(
    st.sampled_from([*fuzz_checks.fuzz_inputs._WORDS, *fuzz_checks.fuzz_inputs._GAPS]), max_size=40
).map("".join)
NAMES = st.sampled_from(["plan.txt", "plan.docx", "plan.pdf", "plan.html", "plan.eml", "plan.zip", "plan.mht", "plan"])


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("kind", fuzz_checks.KINDS)
def test_mutated_inputs(kind: str) -> None:
    for number in range(max(4, fuzz_checks.KINDS[kind][0] // 2)):
        fuzz_checks.check(kind, f"test/{number}")


@pytest.mark.parametrize(("kind", "seed"), SEEDS)
def test_inputs_that_broke_something(kind: str, seed: str) -> None:
    fuzz_checks.check(kind, seed)


@pytest.mark.parametrize(
    "check",
    [
        fuzz_checks.check_figures,
        fuzz_checks.check_normaliser,
        fuzz_checks.check_quantities,
        fuzz_checks.check_dates,
        fuzz_checks.check_outline,
    ],
)
def test_any_text(check) -> None:  # type: ignore[no-untyped-def]
    @QUICK
    @given(TEXTS)
    def holds(text: str) -> None:
        check(text)

    holds()


@settings(QUICK, max_examples=30)
@given(TEXTS)
def test_extraction_of_any_text(text: str) -> None:
    fuzz_checks.check_extraction(text)


@QUICK
@given(st.binary(max_size=2000), NAMES)
def test_readers_of_any_bytes(data: bytes, name: str) -> None:
    fuzz_checks.check_reader(data, name)
