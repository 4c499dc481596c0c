"""Targets of a plan to indicators of the catalogue, by wording, unit, number and section together.

A measure is compared with every wording of every indicator whose unit fits: words that both have, weighted
by how rare they are in the catalogue, and rapidfuzz's `token_set_ratio` as a second signal. Words that
decide the meaning ("tử vong", "dưới 1 tuổi", "nữ") must agree. Within the goals of a plan a measure gets one
indicator and an indicator one measure, the best pair first. What reaches no indicator keeps its group key,
under which it stands with its likes of other plans.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from rapidfuzz import fuzz

from plan_extract.linking.catalogue import Catalogue, CatalogueIndicator, load_catalogue
from plan_extract.linking.measure_ages import ages_differ
from plan_extract.linking.measure_words import WordRegister, Words, load_words
from plan_extract.linking.register_files import uncollected
from plan_extract.linking.units import counts_things, fits, fits_exactly, unit_family
from plan_extract.model.facts import Target

THRESHOLD: Final = 0.68
"""The least score of a match; chosen on the matching key of the tests (docs/indicators.md)."""
ZERO_THRESHOLD: Final = 0.8
"""The same for "không có ...", which more often tells of an event than of an indicator."""
_OTHER_UNIT_COST: Final = 0.02
_LIKENESS_SHARE: Final = 0.8
_NUMBER_BONUS: Final = 0.08
_NUMBER_LEAST: Final = 0.5
_AGE_WORD: Final = "tuổi"
_OPEN_AGE_COST: Final = 0.1
_OTHER_POPULATION_COST: Final = 0.3
_TURNED_COST: Final = 0.35
_OTHER_PREDICATE_COST: Final = 0.25
_NARROWING_COST: Final = 0.25
_LEADING_COST: Final = 0.3
_ASIDE_OFF: Final = 0.7
"""How much less a word counts that only the measure has, where it explains what is measured."""
_COMPANION: Final = 0.95
_SHARED_SCORE: Final = 0.85
_SURPLUS: Final = 0.55
"""What a word counts that only the measure has; one that only the wording has counts the rest of 1."""
_LEAST_LIKENESS: Final = (THRESHOLD - (1 - _LIKENESS_SHARE)) / _LIKENESS_SHARE
"""Below it no second signal can bring a wording to the threshold."""
_LEAST_NUMBERED: Final = _LEAST_LIKENESS - _NUMBER_BONUS / _LIKENESS_SHARE
"""The same where a number may help."""
_UNKNOWN_RARITY: Final = 0.8
"""Weight of a word that the catalogue has nowhere, in parts of the rarest word's."""
_LIGHT: Final = 0.25
"""Weight of a word that says little ("Nhà nước", "thường xuyên"), in parts of what its rarity gives."""
_SYLLABLE: Final = 0.75
"""The same of a single syllable: most are half a word, where words of the register stand whole."""


@dataclass(frozen=True, slots=True)
class IndicatorMatch:
    """The indicator that a target means (`key` None: none of the catalogue), the score from 0 to 1, and the
    group of the target among those of other plans that say the same in the same kind of unit."""

    key: str | None
    score: float | None
    group_key: str


@dataclass(frozen=True, slots=True)
class _Wording:
    indicator: CatalogueIndicator
    words: Words
    weight: float
    text: str
    ages: frozenset[str]
    """Ages of the wording; of the indicator's name where it gives none ("thấp còi" is said of those under 5)."""
    scopes: frozenset[str]
    """Words for parts of the whole that the indicator is given for ("thành thị"), where the wording names none."""


@dataclass(frozen=True, slots=True)
class _Statement:
    """Targets of a plan that say the same: one measure, one kind of unit, level or change."""

    targets: tuple[int, ...]
    example: Target
    words: Words
    in_goals: bool
    spots: frozenset[tuple[int | None, str | None, Decimal | None]]
    """Years and scopes of the targets with their values."""

    def contradicts(self, other: _Statement) -> bool:
        """Whether the two have different values for one year and scope."""
        return any(one[:2] == two[:2] and one[2] != two[2] for one in self.spots for two in other.spots)


class IndicatorMatcher:
    """The catalogue made ready for matching; the same for all plans."""

    def __init__(self, catalogue: Catalogue, words: WordRegister) -> None:
        self.catalogue = catalogue
        self.words = words
        texts = [(indicator, text) for indicator in catalogue for text in (indicator.name, *indicator.wordings)]
        read = [(indicator, words.words(text)) for indicator, text in texts]
        self._rarity = _rarities(read)
        self._unknown = _UNKNOWN_RARITY * max(self._rarity.values(), default=1.0)
        self._weights = {word: self._share(word) * rarity for word, rarity in self._rarity.items()}
        self._wordings: list[_Wording] = []
        self._wording_weights: list[float] = []
        self._by_word: defaultdict[str, set[int]] = defaultdict(set)
        for indicator, found in dict.fromkeys(read):
            self._add(indicator, found)
        self._all_scopes = frozenset().union(*(wording.scopes for wording in self._wordings))

    def _add(self, indicator: CatalogueIndicator, found: Words) -> None:
        for word in found.unique:
            self._by_word[word].add(len(self._wordings))
        self._wordings.append(
            _Wording(
                indicator,
                found,
                self._weight(found.unique),
                " ".join(found.tokens),
                found.ages or self.words.words(indicator.name).ages,
                self._parts(indicator) - found.unique,
            )
        )

        self._wording_weights.append(self._wordings[-1].weight)

    def _parts(self, indicator: CatalogueIndicator) -> frozenset[str]:
        named = (*indicator.parts, *(value.scope for value in indicator.values if value.scope))
        return frozenset().union(*(self.words.words(part).unique for part in named))

    def match_plan(self, targets: Sequence[Target]) -> tuple[IndicatorMatch, ...]:
        """For each target of a plan, in their order, the indicator that it means and its group."""
        statements = list(self._statements(targets))
        pairs = [
            (score, number, key)
            for number, statement in enumerate(statements)
            for key, score in self.candidates(statement.example, statement.words)
        ]
        chosen = _one_to_one(pairs, statements)
        found: dict[int, tuple[str, float]] = {}
        for number, (key, score) in chosen.items():
            for position in statements[number].targets:
                found[position] = (key, score)
        _add_companions(targets, statements, found)
        return tuple(self._match(found.get(position), target) for position, target in enumerate(targets))

    def _match(self, found: tuple[str, float] | None, target: Target) -> IndicatorMatch:
        key, score = found or (None, None)
        return IndicatorMatch(key, score, self.group_key(target))

    def group_key(self, target: Target) -> str:
        """What a target shares with those of other plans that say the same: words and kind of unit."""
        words = self.words.words(target.measure)
        return f"{words.signature or target.measure.casefold()}|{unit_family(target)}|{target.quantity or ''}"

    def candidates(self, target: Target, words: Words) -> list[tuple[str, float]]:
        """Indicators whose unit fits, with scores at or above the threshold, the best first."""
        least = ZERO_THRESHOLD if target.kind == "zero" else THRESHOLD
        scores: dict[str, float] = {}
        text = " ".join(words.tokens)
        ages = words.ages | self._scope_ages(target)
        for wording, likeness in self._nearest(words, _LEAST_LIKENESS if target.indicator is None else _LEAST_NUMBERED):
            indicator = wording.indicator
            if not self.words.agree(words, wording.words, wording.scopes) or not fits(target, indicator):
                continue
            if wording.ages and ages_differ(ages, wording.ages):
                continue
            score = self._score(target, words, text, wording, likeness)
            if score >= least and score > scores.get(indicator.key, 0.0):
                scores[indicator.key] = score
        found = [(key, round(score, 3)) for key, score in scores.items()]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _scope_ages(self, target: Target) -> frozenset[str]:
        """The ages that a value is for: "15 - 25" of a row under "biết chữ mức độ 1"."""
        if target.scope is None or _AGE_WORD not in target.scope:
            return frozenset()
        return self.words.words(target.scope).ages

    def _nearest(self, words: Words, likely: float) -> Iterator[tuple[_Wording, float]]:
        """The wordings that share at least `likely` of the weight with a measure, with the share."""
        if not words.unique:
            return
        least = (1.0 if len(words.unique) < 2 else likely) - 1e-9
        ranked = sorted([(self._word_weight(word), word) for word in words.unique], reverse=True)
        own = sum([weight for weight, _ in ranked])
        left = own
        if words.asides:
            own -= _ASIDE_OFF * self._weight(words.asides)
        parts = 0.0 if words.unique.isdisjoint(self._all_scopes) else self._weight(words.unique & self._all_scopes)
        kin = self.words.kin.get(words.subject, frozenset())
        gain = max([self._kinship(words.subject, name) for name in kin], default=0.0)
        fixed, rate, weights = least * _SURPLUS * (own - parts) - gain, least * (1 - _SURPLUS), self._wording_weights
        for position, weight in self._shared(ranked, left, fixed / (1 - rate)).items():
            if weight < fixed + rate * weights[position]:
                continue
            wording = self._wordings[position]
            if kin:
                if wording.words.subject in kin and wording.words.subject not in words.unique:
                    if words.subject not in wording.words.unique:
                        weight += self._kinship(words.subject, wording.words.subject)
                elif weight < fixed + gain + rate * wording.weight:
                    continue
            said = own
            if words.asides:
                said += _ASIDE_OFF * self._weight(words.asides & wording.words.unique)
            if parts:
                said -= self._weight(wording.scopes & words.unique)
            likeness = weight / (_SURPLUS * said + (1 - _SURPLUS) * wording.weight)
            if likeness >= least:
                yield wording, likeness

    def _shared(self, ranked: Iterable[tuple[float, str]], left: float, needed: float) -> dict[int, float]:
        """The weight that each wording has in common with words, heaviest first, where it can be as much as needed.

        A wording that has none of the first words is left out once those that follow weigh too little.
        """
        shared: dict[int, float] = {}
        for weight, word in ranked:
            owners = self._by_word.get(word, ())
            if left >= needed:
                for position in owners:
                    shared[position] = shared.get(position, 0.0) + weight
            else:
                for position in shared.keys() & owners:
                    shared[position] += weight
            left -= weight
        return shared

    def _kinship(self, subject: str, other: str) -> float:
        """What two names for one population ("trẻ em", "học sinh") add to the weight that is shared."""
        return _SURPLUS * self._word_weight(subject) + (1 - _SURPLUS) * self._word_weight(other)

    def _score(self, target: Target, words: Words, text: str, wording: _Wording, likeness: float) -> float:
        second = fuzz.token_set_ratio(text, wording.text) / 100
        score = _LIKENESS_SHARE * likeness + (1 - _LIKENESS_SHARE) * second
        if words.aged != wording.words.aged:
            score -= _OPEN_AGE_COST
        population = wording.words.population
        if population != words.population and population is not None and words.population is not None:
            score -= _OTHER_POPULATION_COST
        if self._turned(words, wording.words):
            score -= _TURNED_COST
        if words.predicates and words.predicates.isdisjoint(wording.words.unique):
            score -= _OTHER_PREDICATE_COST
        if self._narrows(words, wording.words):
            named = not words.narrowing.isdisjoint(self.words.settings)
            score -= _OTHER_POPULATION_COST if named else _NARROWING_COST
        if self._leads(words, wording.words) > 1:
            score -= _LEADING_COST
        number = wording.indicator.number
        if number is not None and number == target.indicator and score >= _NUMBER_LEAST:
            score += _NUMBER_BONUS
        return min(1.0, score) - (0.0 if fits_exactly(target, wording.indicator) else _OTHER_UNIT_COST)

    def _narrows(self, words: Words, other: Words) -> bool:
        """Whether a measure makes a part of the whole that a wording does not, by other words than those it implies."""
        if not words.narrowing or not words.narrowing.isdisjoint(other.unique):
            return False
        return not any(words.narrowing <= implied for word, implied in self.words.whole.items() if word in other.unique)

    def _turned(self, words: Words, other: Words) -> bool:
        """Whether a measure only names what a wording is a share of ("thủ tục có hồ sơ trực tuyến")."""
        if words.subject == other.subject or other.subject not in words.unique:
            return False
        return words.subject != "" and other.subject not in self.words.kin.get(words.subject, ())

    def _leads(self, words: Words, other: Words) -> int:
        """How many words that say something stand before the first that a wording has, too."""
        leading = 0
        for token in words.tokens:
            if token in other.unique or token in self.words.kin.get(other.subject, ()):
                break
            leading += token not in self.words.light
        return leading

    def _weight(self, words: Iterable[str]) -> float:
        return sum(map(self._word_weight, words))

    def _word_weight(self, word: str) -> float:
        weight = self._weights.get(word)
        return self._unknown * self._share(word) if weight is None else weight

    def _share(self, word: str) -> float:
        """What a word's weight is multiplied by for its kind."""
        if word in self.words.light:
            return _LIGHT
        return _SYLLABLE if word.isalpha() else 1.0

    def _statements(self, targets: Sequence[Target]) -> Iterable[_Statement]:
        groups: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
        for position, target in enumerate(targets):
            words = self.words.words(target.measure)
            in_goals = target.section == "objectives"
            number = target.indicator if in_goals else None
            growth = target.quantity == "change" and counts_things(target.measure)
            kind = (unit_family(target), target.quantity, growth)
            groups[words.signature, kind, in_goals, number, self._scope_ages(target)].append(position)
        for positions in groups.values():
            example = targets[positions[0]]
            words = self.words.words(example.measure)
            spots = frozenset((targets[at].year, targets[at].scope, targets[at].value) for at in positions)
            yield _Statement(tuple(positions), example, words, example.section == "objectives", spots)


@cache
@uncollected
def _matcher(catalogue: Catalogue, words: WordRegister) -> IndicatorMatcher:
    return IndicatorMatcher(catalogue, words)


def indicator_matcher() -> IndicatorMatcher:
    """The matcher of the package's catalogue and the user's; the same one at every call."""
    return _matcher(load_catalogue(), load_words())


def _rarities(read: Iterable[tuple[CatalogueIndicator, Words]]) -> dict[str, float]:
    """How much a word says of which indicator is meant: the fewer indicators have it, the more."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    keys: set[str] = set()
    for indicator, words in read:
        keys.add(indicator.key)
        for word in words.unique:
            owners[word].add(indicator.key)
    return {word: 1.0 + math.log((1 + len(keys)) / (1 + len(found))) for word, found in owners.items()}


def _one_to_one(pairs: list[tuple[float, int, str]], statements: list[_Statement]) -> dict[int, tuple[str, float]]:
    """The best pairs first; in the goals of a plan each statement and each indicator only once.

    Statements in the same words share their indicator (a value for each place), and elsewhere in a plan a
    value may be stated again.
    """
    chosen: dict[int, tuple[str, float]] = {}
    taken: dict[tuple[str, str], _Statement] = {}
    for score, number, key in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        statement = statements[number]
        place = (key, unit_family(statement.example) + (statement.example.quantity or ""))
        if number in chosen or (statement.in_goals and not _may_share(statement, score, taken.get(place))):
            continue
        chosen[number] = (key, score)
        if statement.in_goals:
            taken.setdefault(place, statement)
    return chosen


def _may_share(statement: _Statement, score: float, taken: _Statement | None) -> bool:
    """Whether a statement may have an indicator that another has: in the same words, or, where both stand
    under one number of the plan, in words that are near enough ("... của phụ nữ so với nam giới") and
    without another value for the same year ("100% ..., trong đó 90% ... đúng hạn")."""
    if taken is None or taken.words.signature == statement.words.signature:
        return True
    same = _number(taken) is not None and _number(taken) == _number(statement)
    return same and score >= _SHARED_SCORE and not statement.contradicts(taken)


def _number(statement: _Statement) -> tuple[str | None, str] | None:
    """Goal and number of a statement; None where it has no number."""
    number = statement.example.indicator
    return (statement.example.goal, number) if number is not None else None


def _add_companions(
    targets: Sequence[Target], statements: list[_Statement], found: dict[int, tuple[str, float]]
) -> None:
    """A count that stands beside its share, "4 xã (57,14%)", means the same indicator."""
    by_words: dict[tuple[object, ...], tuple[str, float]] = {}
    for statement in statements:
        for position in statement.targets:
            if position in found and unit_family(targets[position]) == "%":
                by_words[targets[position].indicator, statement.words.signature] = found[position]
    for statement in statements:
        for position in statement.targets:
            target = targets[position]
            match = by_words.get((target.indicator, statement.words.signature))
            if match and position not in found and _is_plain_count(target):
                found[position] = (match[0], round(match[1] * _COMPANION, 3))


def _is_plain_count(target: Target) -> bool:
    return (target.kind, target.unit, target.quantity) == ("numeric", "count", "level")


def count_groups(group_keys: Iterable[str]) -> Counter[str]:
    """How often each group of unmatched targets stands in a set of plans."""
    return Counter(group_keys)
