"""Checks of one measure with two values: in the goals, in the body and an appendix, in one indicator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any, Final

from plan_extract.analysis.dossier import Dossier, PlanTarget
from plan_extract.analysis.figures import said
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.analysis.pairing import can_be_alike
from plan_extract.analysis.wording import words_of
from plan_extract.linking.catalogue import RATES
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

_RATES: Final = {Decimal(10_000), *RATES.values()}
_LEAST_WORDS: Final = 3
"""Shorter measures ("số lớp") are too often of different things."""
_STATED: Final = {"objectives", "appendix"}
_Rows = dict[str, dict[int | None, Any]]
_SHARE_OF: Final = "tỷ lệ "
_TABLE: Final = "target.table"


def check_doubles(dossier: Dossier) -> Iterator[Finding]:
    """One measure with two values in the goals, or with one in the body and another in an appendix."""
    groups: dict[tuple[Any, ...], list[PlanTarget]] = {}
    for target in dossier.targets:
        stated = target.section in _STATED or target.unit == "%"
        if target.value is not None and stated and _is_telling(target.words):
            groups.setdefault(_same_measure(target), []).append(target)
    rows = _values_of_rows(dossier)
    for body, tables, beside in _bodies_and_tables(groups):
        for check, pair in (
            ("two-values", _first_at_odds(dossier, body, rows)),
            ("two-values", _first_at_odds(dossier, tables, rows)),
            ("appendix-differs", _unlike_any(dossier, body, beside, rows)),
        ):
            if pair is not None and _STATED & {pair[0].section, pair[1].section}:
                first, other = pair
                values = {"measure": first.measure, "year": first.year, "own": said(first), "other": said(other)}
                yield find_check(check, values, **dossier.place_of(first), other_quote=" ".join(other.quote.split()))


def _bodies_and_tables(
    groups: dict[tuple[Any, ...], list[PlanTarget]],
) -> Iterator[tuple[list[PlanTarget], list[PlanTarget], list[PlanTarget]]]:
    """For each group its targets in the body, those in an appendix, and all in an appendix of the same measure.

    An appendix may word a measure of the catalogue otherwise and name an agency where the body names none.
    """
    tables: dict[tuple[Any, ...], list[PlanTarget]] = {}
    for key, group in groups.items():
        tables.setdefault(key[1:-1], []).extend(target for target in group if target.section == "appendix")
    for key, group in groups.items():
        body = [target for target in group if target.section != "appendix"]
        own = [target for target in group if target.section == "appendix"]
        beside = [target for target in tables[key[1:-1]] if body and _is_of_one_measure(body[0], target)]
        yield body, own, beside


def _is_of_one_measure(one: PlanTarget, other: PlanTarget) -> bool:
    if _words(one) == _words(other):
        return True
    known = one.canonical_id is not None and one.canonical_id == other.canonical_id and one.scope == other.scope
    return known and can_be_alike(one, (other.words,))


def _first_at_odds(dossier: Dossier, group: list[PlanTarget], rows: _Rows) -> tuple[PlanTarget, PlanTarget] | None:
    for first, other in combinations(group, 2):
        if _contradicts(dossier, first, other, rows):
            return first, other
    return None


def _unlike_any(
    dossier: Dossier, body: list[PlanTarget], tables: list[PlanTarget], rows: _Rows
) -> tuple[PlanTarget, PlanTarget] | None:
    """A target of the body and one of an appendix that none of the body agrees with."""
    for other in tables:
        if body and all(_contradicts(dossier, first, other, rows) for first in body):
            return body[0], other
    return None


def _is_telling(words: str) -> bool:
    """Whether the words say what is measured: "tốc độ tăng bình quân" is of something named elsewhere."""
    return len(words.split()) >= _LEAST_WORDS and _vague().match(words) is None


def _same_measure(target: PlanTarget) -> tuple[Any, ...]:
    per = None if target.per in _RATES or target.per is None else target.per
    unit = target.unit_text if target.unit in ("count", "other", "time") else target.unit
    return (_words(target), target.year, unit, per, target.quantity, target.frequency, target.agency)


def _words(target: PlanTarget) -> str:
    return target.words.removeprefix(_SHARE_OF) if target.unit == "%" else target.words


def _overlap(one: PlanTarget, other: PlanTarget) -> bool:
    """Whether the figures are the same, or one lies in the range of the other."""
    assert one.value is not None and other.value is not None
    return one.value <= (other.value_high or other.value) and other.value <= (one.value_high or one.value)


def _contradicts(dossier: Dossier, one: PlanTarget, other: PlanTarget, rows: _Rows) -> bool:
    """Whether two targets of one measure say different figures in different statements.

    Two figures of one statement ("98% và 95%", "95% vào tháng 11, 100% vào cuối năm") are of two things, so within
    an indicator or a sentence both must name the measure. Rows of two tables that agree in no year of several are
    of two things as well.
    """
    if _overlap(one, other):
        return False
    if one.rule.startswith(_TABLE) and other.rule.startswith(_TABLE):
        years = rows[one.quote].keys() & rows[other.quote].keys()
        if len(years) > 1 and all(rows[one.quote][year] != rows[other.quote][year] for year in years):
            return False
    within = one.indicator_id is not None and one.indicator_id == other.indicator_id
    if not within and dossier.sentence_at(one.start, one.end) != dossier.sentence_at(other.start, other.end):
        return True
    apart = one.end <= other.start or other.end <= one.start
    return apart and _names_itself(one) and _names_itself(other)


def _names_itself(target: PlanTarget) -> bool:
    """Whether the clause of a target holds the words of its measure, rather than taking them from one before."""
    quote = set(words_of(target.quote))
    return quote.issuperset(words_of(target.measure))


def _values_of_rows(dossier: Dossier) -> _Rows:
    """What rows of tables say by year; a row is known by its words."""
    found: _Rows = {}
    for target in dossier.targets:
        if target.rule.startswith(_TABLE):
            found.setdefault(target.quote, {})[target.year] = (target.value, target.value_high)
    return found


@cache
def _vague() -> RuleSet:
    return load_rules("vague_measures", rule_folders())
