"""Targets of two plans that mean the same, and which of two such targets asks for more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, Literal

from rapidfuzz import fuzz

from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.wording import fold, words_of

Status = Literal["equal", "copied", "stricter", "weaker", "later", "interim", "portion", "different", "missing", "new"]

_LEAST_LIKENESS: Final = 84.0
_COPIED_LIKENESS: Final = 97.0
_OPEN_UNITS: Final = {"count", "area", "money", "other"}
"""Sums over a territory: a district's share of them is no weaker than the province's whole."""


@dataclass(frozen=True)
class Line:
    """One measure of a plan with its targets by year."""

    key: tuple[Any, ...]
    targets: tuple[PlanTarget, ...]

    @property
    def first(self) -> PlanTarget:
        """The target that stands for the measure's wording and unit."""
        return self.targets[0]


def make_lines(targets: Iterable[PlanTarget], place: str | None = None) -> list[Line]:
    """The measures of a plan, in order, sums of money for it and values for single places aside.

    What an appendix gives to the place called `place` counts before what the plan says of the whole.
    Of two targets for one year the first stated counts.
    """
    found: dict[tuple[Any, ...], dict[int | None, PlanTarget]] = {}
    whole = []
    for target in targets:
        if target.value is None or target.section == "funding":
            continue
        if target.section == "appendix" and target.scope is not None:
            if place is not None and _names_place(target.scope, place):
                own = replace(target, scope=None)
                found.setdefault(_line_key(own), {}).setdefault(own.year, own)
        else:
            whole.append(target)
    for target in whole:
        found.setdefault(_line_key(target), {}).setdefault(target.year, target)
    return [
        Line(key, tuple(sorted(years.values(), key=lambda target: target.year or 0))) for key, years in found.items()
    ]


def _names_place(scope: str, place: str) -> bool:
    """Whether a row's scope ("Huyện Tân Lạc") is the place of this name ("Tân Lạc")."""
    return f" {fold(scope)}".endswith(f" {fold(place)}")


def pair_lines(own: Sequence[Line], other: Sequence[Line]) -> dict[int, int]:
    """For each line of `own` (by place) the line of `other` that means the same, one to one.

    Lines of one indicator of the catalogue belong together; the others by the likeness of their words.
    """
    scores = []
    for place, line in enumerate(own):
        for beside, candidate in enumerate(other):
            score = _likeness(line.first, candidate.first)
            if score:
                scores.append((score, place, beside))
    paired: dict[int, int] = {}
    for _, place, beside in sorted(scores, key=lambda found: (-found[0], found[1], found[2])):
        if place not in paired and beside not in paired.values():
            paired[place] = beside
    return paired


@lru_cache(maxsize=65536)
def words_likeness(own: str, other: str) -> float:
    """How alike the words of two measures are, 0 to 100."""
    return (fuzz.token_sort_ratio(own, other) + fuzz.token_set_ratio(own, other)) / 2


def can_be_alike(own: PlanTarget, words: Iterable[str]) -> bool:
    """Whether a measure of these words can stand on a line with a target."""
    return any(words_likeness(own.words, other) >= _LEAST_LIKENESS for other in words)


def judge(own: PlanTarget, line: Line, better: str | None) -> tuple[PlanTarget, Status]:
    """The target of a superior's line that `own` is to be measured by, and how it stands to it.

    `better` is the direction that counts as progress: increase, decrease, or None where unknown.
    """
    same = next((target for target in line.targets if target.year == own.year), None)
    if same is not None:
        return same, _by_value(own, same, better)
    after = [target for target in line.targets if (target.year or 0) > (own.year or 0)]
    if after:
        status = _by_value(own, after[0], better)
        return after[0], "interim" if status in ("weaker", "different") else status
    last = line.targets[-1]
    status = _by_value(own, last, better)
    return last, "later" if status in ("equal", "copied") else status


def better_direction(own: Line, other: Line, catalogue: str | None) -> str | None:
    """Which way is progress: as the catalogue says, else as verbs, comparators and the years tell."""
    if own.first.quantity == "change":
        return "increase"
    if catalogue is not None:
        return catalogue
    targets = (*own.targets, *other.targets)
    for target in targets:
        if target.direction in ("increase", "decrease"):
            return target.direction
    for target in targets:
        if target.comparator in (">", ">=", "<", "<="):
            return "increase" if target.comparator[0] == ">" else "decrease"
    return _trend(own) or _trend(other)


def _trend(line: Line) -> str | None:
    """Where the values go from the first year to the last; None where they stay or there is one only."""
    first, last = line.targets[0].value, line.targets[-1].value
    if first is None or last is None or first == last:
        return None
    return "increase" if last > first else "decrease"


def compare_values(
    own: tuple[Decimal, Decimal | None], other: tuple[Decimal, Decimal | None], better: str | None
) -> Status:
    """Equal, stricter, weaker, or different where no direction says which; ranges by the end that binds."""
    if own == other:
        return "equal"
    if better is None:
        return "different"
    ends = [high if high is not None and better == "decrease" else low for low, high in (own, other)]
    if ends[0] == ends[1]:
        return "equal"
    return "stricter" if (ends[0] > ends[1]) == (better == "increase") else "weaker"


def comparable_pair(
    own: PlanTarget, other: PlanTarget
) -> tuple[tuple[Decimal, Decimal | None], tuple[Decimal, Decimal | None]] | None:
    """The values of two targets in one unit; None where they have none in common."""
    assert own.value is not None and other.value is not None
    if own.unit == other.unit and own.per == other.per:
        return (own.value, own.value_high), (other.value, other.value_high)
    ranged = own.value_high is not None or other.value_high is not None
    if own.normalised is None or other.normalised is None or ranged:
        return None
    if own.normalised_unit != other.normalised_unit:
        return None
    return (own.normalised, None), (other.normalised, None)


def _by_value(own: PlanTarget, other: PlanTarget, better: str | None) -> Status:
    pair = comparable_pair(own, other)
    if pair is None:
        return "different"
    if pair[0] == pair[1]:
        return "copied" if _is_copied(own, other) else "equal"
    if own.unit in _OPEN_UNITS and own.kind != "zero" and own.quantity != "change":
        return "portion"
    return compare_values(pair[0], pair[1], better)


def _is_copied(own: PlanTarget, other: PlanTarget) -> bool:
    """Whether the whole statement is taken over, figures and all."""
    texts = [" ".join(words_of(target.indicator_text or target.quote)) for target in (own, other)]
    return fuzz.ratio(texts[0], texts[1]) >= _COPIED_LIKENESS


def _line_key(target: PlanTarget) -> tuple[Any, ...]:
    identity = target.canonical_id or target.words
    printed = target.unit_text if target.unit in _OPEN_UNITS else None
    scope = " ".join(words_of(target.scope or ""))
    return (identity, scope, target.quantity, target.unit, target.per, printed)


def _likeness(own: PlanTarget, other: PlanTarget) -> float:
    if own.quantity != other.quantity or comparable_pair(own, other) is None:
        return 0.0
    if own.canonical_id is not None and other.canonical_id is not None:
        if own.canonical_id != other.canonical_id:
            return 0.0
        scopes = [" ".join(words_of(target.scope or "")) for target in (own, other)]
        return 200.0 if scopes[0] == scopes[1] else 150.0 if not all(scopes) else 0.0
    score = words_likeness(own.words, other.words)
    return score if score >= _LEAST_LIKENESS else 0.0
