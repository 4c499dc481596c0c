"""Targets of two plans that mean the same, and which of two such targets asks for more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final, Literal, Protocol, TypeVar

from rapidfuzz import fuzz

from plan_extract.analysis.bounds import Bound, compare_bounds
from plan_extract.analysis.dossier import PlanTarget
from plan_extract.analysis.wording import fold, words_of

Status = Literal[
    "equal", "copied", "stricter", "weaker", "later", "interim", "portion", "different", "unvalued", "missing", "new"
]  # fmt: skip

_LEAST_LIKENESS: Final = 84.0
_COPIED_LIKENESS: Final = 97.0


class Dated(Protocol):
    """What is set for a year."""

    @property
    def year(self) -> int | None: ...


_Value = TypeVar("_Value", bound=Dated)

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


def judge(own: PlanTarget, line: Line, better: str | None, all_own: Line | None = None) -> tuple[PlanTarget, Status]:
    """The target of a superior's line that `own` is to be measured by, and how it stands to it.

    `better` is the direction that counts as progress: increase, decrease, or None where unknown; `all_own` the
    plan's targets of the measure.
    """
    return judge_by_year(
        own.year,
        line.targets,
        lambda target: _by_value(own, target, better),
        lambda target: is_yearly(own) or (all_own is not None and _was_reached(target, all_own, better)),
    )


def judge_by_year(
    year: int | None, values: Sequence[_Value], compare: Callable[[_Value], Status], was_kept: Callable[[_Value], bool]
) -> tuple[_Value, Status]:
    """The value of a superior, of several in order of their years, that counts for a target of `year`, and the status.

    That of the same year counts, else the next, for which a lower target is interim, else the last. Where the plan
    reaches only now what was due in an earlier year (`was_kept` says that it did so in time), that year counts and
    the target is later, or still weaker. `compare` gives the status by the figures alone.
    """
    same = next((value for value in values if value.year == year), None)
    if same is not None:
        return same, compare(same)
    before = [value for value in values if (value.year or 0) < (year or 0)]
    after = [value for value in values if (value.year or 0) > (year or 0)]
    due = compare(before[-1]) if before else None
    is_late = due in ("equal", "copied") and not was_kept(before[-1])
    if not after:
        return before[-1], "later" if is_late else compare(before[-1])
    status = compare(after[0])
    if status not in ("weaker", "different"):
        return after[0], status
    if is_late or due == "weaker":
        return before[-1], "later" if is_late else "weaker"
    return after[0], "interim"


def is_yearly(target: PlanTarget) -> bool:
    """Whether a target is a change of every year ("giảm 1%/năm"): such is due anew each year, never late."""
    return target.quantity == "change" and target.frequency == "annual"


def _was_reached(due: PlanTarget, line: Line, better: str | None) -> bool:
    """Whether a plan keeps a superior's target in its year or before."""
    in_time = (target for target in line.targets if (target.year or 0) <= (due.year or 0))
    return any(_by_value(target, due, better) in ("equal", "copied", "stricter") for target in in_time)


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


def comparable_pair(own: PlanTarget, other: PlanTarget) -> tuple[Bound, Bound] | None:
    """The figures of two targets in one unit; None where they have none in common."""
    assert own.value is not None and other.value is not None
    signs = (own.comparator or "=", other.comparator or "=")
    if own.unit == other.unit and own.per == other.per:
        return Bound(signs[0], own.value, own.value_high), Bound(signs[1], other.value, other.value_high)
    ranged = own.value_high is not None or other.value_high is not None
    if own.normalised is None or other.normalised is None or ranged:
        return None
    if own.normalised_unit != other.normalised_unit:
        return None
    return Bound(signs[0], own.normalised), Bound(signs[1], other.normalised)


def _by_value(own: PlanTarget, other: PlanTarget, better: str | None) -> Status:
    pair = comparable_pair(own, other)
    if pair is None:
        return "different"
    status = compare_bounds(*pair, better)
    if status == "equal" and (pair[0].value, pair[0].high) == (pair[1].value, pair[1].high):
        return "copied" if _is_copied(own, other) else "equal"
    if own.unit in _OPEN_UNITS and own.kind != "zero" and own.quantity != "change":
        return "portion"
    return status


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
