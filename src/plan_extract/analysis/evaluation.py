"""Precision, recall and F1 of extracted plans against answer keys.

Records are paired one to one, the most alike first. A pair counts where the fields that a comparison
or a matrix depends on are the same; of long texts the wording need only be close: token F1, at
least `CLOSE`. A text of a key that ends in "…" was cut short there and is met by its words alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from plan_extract.analysis.policy_fields import find_field
from plan_extract.model import Document

Record = Mapping[str, Any]
Likeness = Callable[[Record, Record], float | None]

CLOSE: Final = {"measure": 0.6, "task": 0.8, "quote": 0.4, "text": 0.7, "agency": 0.85}
"""Token F1 from which on two texts count as the same, by field."""

TARGET_FIELDS: Final = (
    "measure", "indicator", "goal", "section", "kind", "quantity", "direction", "comparator", "unit", "per",
    "year", "frequency", "scope", "agency",
)  # fmt: skip
_STRICT_TARGET: Final = (
    "kind", "indicator", "comparator", "value", "value_high", "unit", "per", "year", "quantity",
)  # fmt: skip
_TOKEN: Final = re.compile(r"[\w%‰/]+")


@dataclass(frozen=True)
class Score:
    """Pairs found, records in the keys, records extracted."""

    hits: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """Share of the extracted records that are right; 1 where nothing was to be found or said."""
        return self.hits / self.predicted if self.predicted else float(not self.gold)

    @property
    def recall(self) -> float:
        """Share of the keys' records that were found."""
        return self.hits / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.predicted + other.predicted)


@dataclass(frozen=True)
class EvaluationError:
    """A record that was missed, is extra, or a document field that is wrong."""

    name: str
    part: str
    what: str
    record: Record


@dataclass(frozen=True)
class PlanScores:
    """The scores of one plan, and what groups it: level of its issuer, field of policy."""

    name: str
    level: str
    policy_field: str
    parts: Mapping[str, Score]
    target_fields: Mapping[str, Score]
    errors: tuple[EvaluationError, ...]


@dataclass(frozen=True)
class Evaluation:
    """The scores of all plans."""

    plans: tuple[PlanScores, ...]
    parts: Mapping[str, Score] = field(init=False)
    target_fields: Mapping[str, Score] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", _total(plan.parts for plan in self.plans))
        object.__setattr__(self, "target_fields", _total(plan.target_fields for plan in self.plans))

    def by(self, group: str) -> dict[str, Mapping[str, Score]]:
        """Scores of the parts for each `level` or `policy_field`."""
        names = sorted({str(getattr(plan, group)) for plan in self.plans})
        return {name: _total(plan.parts for plan in self.plans if getattr(plan, group) == name) for name in names}


@dataclass(frozen=True)
class _Part:
    """A way of counting: which records, and how alike two are (None: they cannot be a pair)."""

    name: str
    source: str
    likeness: Likeness


def evaluate(pairs: Iterable[tuple[str, Record, Record]]) -> Evaluation:
    """Score plans given as name, answer key and extraction, both in the form of the contract."""
    return Evaluation(tuple(score_plan(name, gold, predicted) for name, gold, predicted in pairs))


def score_plan(name: str, gold: Record, predicted: Record) -> PlanScores:
    """The scores of one plan; `predicted` may be empty."""
    errors: list[EvaluationError] = []
    parts = {"document fields": _score_document(name, gold, predicted, errors)}
    for part in _PARTS:
        ours, theirs = list(gold.get(part.source, ())), list(predicted.get(part.source) or ())
        pairs, missed, extra = pair_records(ours, theirs, part.likeness)
        parts[part.name] = Score(len(pairs), len(ours), len(theirs))
        errors += [EvaluationError(name, part.name, "missed", record) for record in missed]
        errors += [EvaluationError(name, part.name, "extra", record) for record in extra]
        if part.name == "responsibilities, found":
            parts["partners"] = _score_partners(pairs)
    by_value, fields = _score_values(gold, predicted)
    parts["targets, value only"] = by_value
    document = gold.get("document", {})
    policy_field = find_field(document.get("title")) or "other"
    return PlanScores(name, str(document.get("level")), policy_field, parts, fields, tuple(errors))


def pair_records(
    gold: Sequence[Record], predicted: Sequence[Record], likeness: Likeness
) -> tuple[list[tuple[Record, Record]], list[Record], list[Record]]:
    """Pairs one to one, the most alike first, nearer positions before others; the missed; the extra."""
    candidates = []
    for i, one in enumerate(gold):
        for j, other in enumerate(predicted):
            alike = likeness(one, other)
            if alike is not None:
                candidates.append((alike, -abs(i - j), i, j))
    free_gold, free_predicted = set(range(len(gold))), set(range(len(predicted)))
    pairs = []
    for _, _, i, j in sorted(candidates, reverse=True):
        if i in free_gold and j in free_predicted:
            free_gold.remove(i)
            free_predicted.remove(j)
            pairs.append((gold[i], predicted[j]))
    return pairs, [gold[i] for i in sorted(free_gold)], [predicted[j] for j in sorted(free_predicted)]


def same_value(one: Any, other: Any) -> bool:
    """Whether two short fields agree: numbers by value, texts by their words, null as empty."""
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers):
        return abs(one - other) < 1e-9
    if one is None or other is None:
        return (one or None) == (other or None)
    return _tokens(str(one)) == _tokens(str(other))


def text_likeness(gold: Any, predicted: Any) -> float:
    """Token F1 of two texts, 0 to 1."""
    one, other = str(gold or ""), str(predicted or "")
    if one.endswith("…"):
        kept, given = _tokens(one), _tokens(other)
        if any(given[at : at + len(kept)] == kept for at in range(len(given) - len(kept) + 1)):
            return 1.0
        return _token_f1(kept, given[: len(kept)])
    return _token_f1(_tokens(one), _tokens(other))


def _token_f1(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if not one and not other:
        return 1.0
    return 2 * (Counter(one) & Counter(other)).total() / (len(one) + len(other))


@lru_cache(maxsize=20000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(unicodedata.normalize("NFC", text).casefold()))


def _close(name: str, gold: Record, predicted: Record) -> float | None:
    alike = text_likeness(gold.get(name), predicted.get(name))
    return alike if alike >= CLOSE[name] else None


def _agree(names: Iterable[str], gold: Record, predicted: Record) -> bool:
    return all(same_value(gold.get(name), predicted.get(name)) for name in names)


def _like_reference(gold: Record, predicted: Record) -> float | None:
    return 1.0 if _agree(("type", "number", "date"), gold, predicted) else None


def _like_goal(gold: Record, predicted: Record) -> float | None:
    return _close("text", gold, predicted) if _agree(("number", "kind"), gold, predicted) else None


def _like_indicator(gold: Record, predicted: Record) -> float | None:
    return _close("text", gold, predicted) if _agree(("number",), gold, predicted) else None


def _like_target(gold: Record, predicted: Record) -> float | None:
    if gold.get("kind") == "qualitative":
        same = _agree(("kind", "indicator"), gold, predicted)
        return _close("quote", gold, predicted) if same else None
    return _close("measure", gold, predicted) if _agree(_STRICT_TARGET, gold, predicted) else None


def _like_value(gold: Record, predicted: Record) -> float | None:
    if not _agree(("value", "value_high"), gold, predicted):
        return None
    return sum(text_likeness(gold.get(name), predicted.get(name)) for name in ("quote", "measure"))


def _like_assignment(gold: Record, predicted: Record) -> float | None:
    if _close("agency", gold, predicted) is None:
        return None
    return _close("task", gold, predicted)


def _like_responsibility(gold: Record, predicted: Record) -> float | None:
    numbers = [sorted(record.get("indicators") or ()) for record in (gold, predicted)]
    same = numbers[0] == numbers[1] and _agree(("role",), gold, predicted)
    return _like_assignment(gold, predicted) if same else None


def _like_deadline(gold: Record, predicted: Record) -> float | None:
    same = _agree(("date", "recurrence", "relation", "action"), gold, predicted)
    return _close("quote", gold, predicted) if same else None


def _like_partner(gold: Record, predicted: Record) -> float | None:
    return _close("agency", gold, predicted)


_PARTS: Final = (
    _Part("legal references", "legal_references", _like_reference),
    _Part("goals", "goals", _like_goal),
    _Part("indicators", "indicators", _like_indicator),
    _Part("targets, strict", "targets", _like_target),
    _Part("responsibilities, found", "responsibilities", _like_assignment),
    _Part("responsibilities, strict", "responsibilities", _like_responsibility),
    _Part("deadlines, strict", "deadlines", _like_deadline),
)


def _score_document(name: str, gold: Record, predicted: Record, errors: list[EvaluationError]) -> Score:
    ours, theirs = gold["document"], predicted.get("document") or {}
    fields = tuple(Document.model_fields)
    wrong = [part for part in fields if not same_value(ours.get(part), theirs.get(part))]
    for part in wrong:
        record = {part: ours.get(part), "got": theirs.get(part)}
        errors.append(EvaluationError(name, "document fields", "wrong", record))
    return Score(len(fields) - len(wrong), len(fields), len(fields))


def _score_partners(pairs: list[tuple[Record, Record]]) -> Score:
    """Partners, counted within the responsibilities that were found."""
    total = Score()
    for gold, predicted in pairs:
        ours = [{"agency": name} for name in gold.get("partners") or ()]
        theirs = [{"agency": name} for name in predicted.get("partners") or ()]
        both, _, _ = pair_records(ours, theirs, _like_partner)
        total += Score(len(both), len(ours), len(theirs))
    return total


def _score_values(gold: Record, predicted: Record) -> tuple[Score, dict[str, Score]]:
    """Targets with figures, paired by value alone; and of those pairs the share of each field right."""
    ours = [record for record in gold.get("targets", ()) if record.get("kind") != "qualitative"]
    theirs = [record for record in predicted.get("targets") or () if record.get("kind") != "qualitative"]
    pairs, _, _ = pair_records(ours, theirs, _like_value)
    fields = {}
    for name in TARGET_FIELDS:
        if name == "measure":
            right = sum(_close(name, one, other) is not None for one, other in pairs)
        else:
            right = sum(_agree((name,), one, other) for one, other in pairs)
        fields[name] = Score(right, len(pairs), len(pairs))
    return Score(len(pairs), len(ours), len(theirs)), fields


def _total(scores: Iterable[Mapping[str, Score]]) -> dict[str, Score]:
    total: dict[str, Score] = {}
    for parts in scores:
        for name, score in parts.items():
            total[name] = total.get(name, Score()) + score
    return total
