"""Which of two figures asks for more, for every comparator and direction."""

from __future__ import annotations

from decimal import Decimal

import pytest

from plan_extract.analysis.bounds import Bound, compare_bounds

SIGNS = ("=", ">=", ">", "<=", "<", "~")


def bound(text: str) -> Bound:
    sign, _, figures = text.partition(" ")
    low, _, high = figures.partition("-")
    return Bound(sign, Decimal(low), Decimal(high) if high else None)


def table(better: str) -> dict[str, str]:
    """For each sign of the plan how its 95 stands to a superior's 95 with each sign, in the order of `SIGNS`."""
    short = {"equal": "e", "stricter": "s", "weaker": "w", "different": "d"}
    return {
        own: "".join(short[compare_bounds(bound(f"{own} 95"), bound(f"{other} 95"), better)] for other in SIGNS)
        for own in SIGNS
    }


def test_one_figure_where_more_is_better() -> None:
    assert table("increase") == {
        "=": "eewdse",
        ">=": "eewdss",
        ">": "ssesss",
        "<=": "ddwedd",
        "<": "wwwded",
        "~": "ewwdde",
    }


def test_one_figure_where_less_is_better() -> None:
    assert table("decrease") == {
        "=": "edsewe",
        ">=": "deddwd",
        ">": "wdewwd",
        "<=": "edsews",
        "<": "sssses",
        "~": "eddwwe",
    }


@pytest.mark.parametrize(
    ("own", "other", "better", "status"),
    [
        ("> 95", "= 95.1", "increase", "weaker"),
        ("= 96", "> 95", "increase", "stricter"),
        ("range 92-93", "= 92", "increase", "equal"),
        ("range 92-93", "> 92", "increase", "weaker"),
        ("range 4-5", "< 5", "decrease", "weaker"),
        ("range 4-5", "<= 5", "decrease", "equal"),
        ("<= 40", ">= 45", "increase", "weaker"),
        ("<= 45", ">= 40", "increase", "different"),
        (">= 45", "<= 40", "increase", "stricter"),
        ("= 20", "<= 19", "decrease", "weaker"),
        ("= 95", "= 94", None, "different"),
        ("= 95", ">= 95", None, "equal"),
        ("= 95", "> 95", None, "different"),
    ],
)
def test_other_figures(own: str, other: str, better: str | None, status: str) -> None:
    assert compare_bounds(bound(own), bound(other), better) == status
