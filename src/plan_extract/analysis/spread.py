"""How far values lie apart among their likes: plans of one level, and parts of plans apart from whole ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from statistics import median, quantiles
from typing import Final

from plan_extract.analysis.compared import LEVELS, ComparedTarget, value_of

Series = tuple[str, bool]
"""A level, and whether values are of a part of the place only (a row of an appendix, the countryside)."""

_LEAST_FOR_OUTLIERS: Final = 6
_FENCE: Final = Decimal("1.5")
"""Tukey's rule: an outlier lies further than 1.5 times the middle half's breadth from it."""


@dataclass(frozen=True)
class Spread:
    """Lowest, middle and highest of the values of one level. `of_parts`: those of parts of its places, which are
    never counted with the totals that they are part of.

    Values beyond `lower_fence` or `upper_fence` are outliers; None where the values are too few to tell.
    """

    level: str
    of_parts: bool
    values: int
    lowest: Decimal
    median: Decimal
    highest: Decimal
    lower_fence: Decimal | None
    upper_fence: Decimal | None

    def is_outlier(self, value: Decimal) -> bool:
        """Whether a value lies far from the others."""
        if self.lower_fence is None or self.upper_fence is None:
            return False
        return not self.lower_fence <= value <= self.upper_fence


def series_of(target: ComparedTarget) -> Series:
    """The series in which a target is counted."""
    return target.level, target.scope is not None


def spreads_of(targets: Iterable[ComparedTarget]) -> tuple[Spread, ...]:
    """The spreads of targets with values."""
    found: dict[Series, list[Decimal]] = {}
    for target in targets:
        found.setdefault(series_of(target), []).append(value_of(target))
    return make_spreads({series: sorted(values) for series, values in found.items()})


def make_spreads(series: Mapping[Series, list[Decimal]]) -> tuple[Spread, ...]:
    """A spread for each series of values in order, by level, whole places before parts."""
    keys = sorted(series, key=lambda key: (LEVELS.index(key[0]), key[1]))
    return tuple(_spread(level, of_parts, series[level, of_parts]) for level, of_parts in keys)


def _spread(level: str, of_parts: bool, values: list[Decimal]) -> Spread:
    low, high = _fences(values)
    return Spread(level, of_parts, len(values), values[0], median(values), values[-1], low, high)


def _fences(values: list[Decimal]) -> tuple[Decimal | None, Decimal | None]:
    if len(values) < _LEAST_FOR_OUTLIERS:
        return None, None
    lower, _, upper = quantiles(values, n=4)
    reach = _FENCE * (upper - lower)
    return lower - reach, upper + reach
