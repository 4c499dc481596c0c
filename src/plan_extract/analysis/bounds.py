"""Which of two figures asks for more: what each promises at least, seen in the direction of progress."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Strictness = Literal["equal", "stricter", "weaker", "different"]

_RANKS: Final[dict[str, tuple[int, int]]] = {"~": (0, 0), "=": (0, 1), "range": (0, 1), ">=": (1, 1), ">": (2, 2)}
"""How firm a figure is, from - to: "95%" says no less than "ít nhất 95%" and no more than "khoảng 95%"."""
_MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True)
class Bound:
    """A figure with its comparator as in the contract; `high` is the upper end of a range."""

    comparator: str
    value: Decimal
    high: Decimal | None = None


@dataclass(frozen=True)
class _Promise:
    """What a figure promises where more is better: at least `value`, or (`is_cap`) at most."""

    value: Decimal
    comparator: str

    @property
    def is_cap(self) -> bool:
        return self.comparator in ("<", "<=")


def compare_bounds(own: Bound, other: Bound, better: str | None) -> Strictness:
    """How `own` stands to `other`. `better` is the direction of progress: increase, decrease, None where unknown.

    A bare figure counts as reached: "đạt 95%" equals "ít nhất 95%" and is weaker than "trên 95%"; where less is
    better "còn 5%" equals "không quá 5%" and is weaker than "dưới 5%". "khoảng 95%" equals the bare figure and is
    weaker than "ít nhất 95%". Of a range the end that binds counts. A bound against the direction ("không quá 95%"
    where more is better) promises nothing, so it is weaker than what lies beyond it, else different.
    """
    if own == other:
        return "equal"
    if better is None:
        same = (own.value, own.high) == (other.value, other.high)
        return "equal" if same and _by_rank(own.comparator, other.comparator) == "equal" else "different"
    one, two = (_promise(bound, better) for bound in (own, other))
    if one.is_cap and two.is_cap:
        return "different"
    if one.is_cap:
        return "weaker" if _stays_below(one, two) else "different"
    if two.is_cap:
        return "stricter" if _stays_below(two, one) else "different"
    if one.value != two.value:
        return "stricter" if one.value > two.value else "weaker"
    return _by_rank(one.comparator, two.comparator)


def _promise(bound: Bound, better: str) -> _Promise:
    if better == "increase":
        return _Promise(bound.value, bound.comparator)
    value = bound.value if bound.high is None else bound.high
    return _Promise(-value, _MIRRORED.get(bound.comparator, bound.comparator))


def _stays_below(cap: _Promise, floor: _Promise) -> bool:
    """Whether what keeps to a cap cannot keep the other promise."""
    if cap.value != floor.value:
        return cap.value < floor.value
    return floor.comparator == ">" or (cap.comparator == "<" and floor.comparator != "~")


def _by_rank(own: str, other: str) -> Strictness:
    """Of two comparators with one figure; those of caps are firm in no way."""
    if own not in _RANKS or other not in _RANKS:
        return "equal" if own == other else "different"
    (own_low, own_high), (other_low, other_high) = _RANKS[own], _RANKS[other]
    if own_low > other_high:
        return "stricter"
    return "weaker" if own_high < other_low else "equal"
