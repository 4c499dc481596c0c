"""Checks of sums: columns of tables with a total row, totals in sentences with their parts behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import combinations
from typing import Any, Final

from plan_extract.analysis.dossier import Dossier, PlanTarget
from plan_extract.analysis.figures import said_number
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.quantities import Quantity, find_quantities
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders

_LEAST_PARTS: Final = 2
_MOST_PARTS: Final = 10
"""Of more parts not every choice is tried."""
_ADDED: Final = ("count", "money", "area")
_BEFORE, _BEHIND = 300, 2500
"""How many letters before and behind the words of a breakdown are looked at."""
_ENDS: Final = re.compile(r"[.](?=\s|$)|\n\s*\n(?!\s*[-+*•–])")
_STARTS: Final = re.compile(r"[.;](?=\s)|\n\s*\n|\n(?=\s*[-+*•–|])")
_LINE_BREAK: Final = re.compile(r"(?<![\n.:])\n(?!\s*(?:\n|[-+*•–|]|\d{1,2}[.)]|[a-zđ]\)))")
_MARK: Final = re.compile(r"\n\s*([-+*•–]|\d{1,2}[.)]|[a-zđ]\))")
_LINE: Final = re.compile(r"\n\s*(?:([-+*•–]|\d{1,2}[.)]|[a-zđ]\))|(?=\S))")
_LEADS: Final = ("closed", "listed", "open")
_UNITS: Final = {"money": "đồng", "area": "ha"}
_NAME_WORDS: Final = 12
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_ABOUT: Final = Decimal("0.1")


@dataclass(frozen=True)
class _Amount:
    """A figure of a text from `low` to `high` (None: no limit), in what it counts."""

    unit: str
    value: Decimal
    low: Decimal
    high: Decimal | None
    start: int


def check_table_sums(dossier: Dossier) -> Iterator[Finding]:
    """Columns of tables whose rows do not make the total row."""
    columns: dict[tuple[Any, ...], list[PlanTarget]] = {}
    for target in dossier.targets:
        if target.rule.startswith("target.table") and target.unit in _ADDED:
            key = (target.measure, target.year, target.unit, target.unit_text, target.section)
            columns.setdefault(key, []).append(target)
    for column in columns.values():
        totals = [target for target in column if target.scope is None and target.value is not None]
        parts = [target for target in column if target.scope is not None and target.value is not None]
        if len(totals) != 1 or len(parts) < _LEAST_PARTS:
            continue
        made = sum((target.value for target in parts if target.value is not None), Decimal(0))
        total = totals[0]
        if total.value is not None and made != total.value:
            values = {"measure": total.measure, "sum": said_number(made), "total": said_number(total.value)}
            yield find_check("parts-do-not-add-up", values, **dossier.place_of(total))


def check_told_sums(dossier: Dossier) -> Iterator[Finding]:
    """Sentences in which the parts of a figure do not make it: "120 mô hình, trong đó: 50 ..., 60 ..."."""
    folded = _LINE_BREAK.sub(" ", fold_match(dossier.text))
    for hit in _words().finditer(folded):
        if hit["part"] not in _LEADS:
            continue
        before = folded[max(0, hit.start - _BEFORE) : hit.start]
        begin = max((found.end() for found in _STARTS.finditer(before)), default=0)
        first, head = hit.start - len(before) + begin, before[begin:]
        bracketed = head.rfind("(") > head.rfind(")")
        tail = _parts_text(folded, hit.end, bracketed=bracketed)
        wrong = _wrong_sum(head, tail, "open" if bracketed and hit["part"] == "listed" else hit["part"])
        if wrong is None:
            continue
        total, made, is_whole = wrong
        check = "parts-do-not-add-up" if is_whole or made > total.value else "parts-fall-short"
        words = dossier.text[first : hit.start].strip("-+*•–:(,| \n").split()
        name = " ".join(words[:_NAME_WORDS]) + (" …" if len(words) > _NAME_WORDS else "")
        values = {"measure": name, "sum": _said(made, total), "total": _said(total.value, total)}
        quote = dossier.text[first : hit.end + len(tail)].strip("-+*•–| \n")
        yield find_check(check, values, **dossier.place(quote, first + total.start))


def _said(value: Decimal, total: _Amount) -> tuple[str, str]:
    """A figure with the total's unit, in Vietnamese and in English."""
    unit = _UNITS.get(total.unit, total.unit)
    return tuple(f"{number} {unit}" for number in said_number(value))  # type: ignore[return-value]


def _parts_text(folded: str, start: int, *, bracketed: bool) -> str:
    """The text that holds the parts: to the end of the sentence or of the list, or to the closing bracket."""
    tail = folded[start : start + _BEHIND]
    if bracketed:
        return tail.partition(")")[0]
    first = _MARK.match(tail.lstrip(" :"))
    if first is None:
        end = _ENDS.search(tail)
        return tail[: end.start()] if end else tail
    own = _kind(first.group(1))
    ends = (line.start() for line in _LINE.finditer(tail) if _closes_list(line.group(1), own))
    return tail[: next(ends, len(tail))]


def _closes_list(mark: str | None, first: str) -> bool:
    """Whether a line ends a list whose items begin with marks like `first`: no item, or a numbered heading."""
    return mark is None or (_kind(mark) == "1" and first != "1")


def _wrong_sum(head: str, tail: str, lead: str) -> tuple[_Amount, Decimal, bool] | None:
    """The total, what its parts make, and whether they are said to be all of it; None where that is the same figure
    or cannot be told."""
    if any(hit["part"] == "each" for hit in _words().finditer(tail)):
        return None
    is_sum = any(hit["part"] == "total" for hit in _words().finditer(head))
    totals, readings = _amounts(_without_brackets(head)), _readings(_without_brackets(tail))
    for total in reversed(totals):
        named = total is totals[-1] and (is_sum or _words().match(total.unit) is not None)
        parts = [alike for parts in readings if len(alike := _alike(total, parts, named)) >= _LEAST_PARTS]
        if not parts:
            continue
        if (lead == "open" and not (is_sum and total.unit == "money")) or any(_agrees(total, some) for some in parts):
            return None
        made = sum((part.value for part in parts[0]), Decimal(0))
        return total, made, lead == "closed" or is_sum
    return None


def _alike(total: _Amount, parts: Sequence[_Amount], named: bool) -> list[_Amount]:
    """The parts that count what the total does; of a sum or of persons (`named`) others too where none does."""
    alike = [part for part in parts if not part.unit or _is_one_unit(part.unit, total.unit)]
    return alike if alike or not named else [part for part in parts if part.unit not in _UNITS]


def _is_one_unit(one: str, other: str) -> bool:
    """Whether two nouns count the same; one may name it more closely ("lớp", "lớp dạy bơi")."""
    short, long = sorted((one, other), key=len)
    return f"{long} ".startswith(f"{short} ")


def _readings(tail: str) -> list[list[_Amount]]:
    """The figures that can be the parts: of a list the first figure of each item of its upper level, or of all."""
    marks = [(found.start(), found.group(1)) for found in _MARK.finditer(tail)]
    if not marks or tail[: marks[0][0]].strip(" :"):
        return [_amounts(tail[: marks[0][0]] if marks else tail)]
    ends = [*(start for start, _ in marks[1:]), len(tail)]
    items = [(_kind(mark), _amounts(tail[start:end])[:1]) for (start, mark), end in zip(marks, ends, strict=True)]
    upper = [amount for kind, amounts in items if kind == items[0][0] for amount in amounts]
    return [upper, [amount for _, amounts in items for amount in amounts]]


def _kind(mark: str) -> str:
    return "a" if mark[0].isalpha() else "1" if mark[0].isdigit() else mark


def _agrees(total: _Amount, parts: Sequence[_Amount]) -> bool:
    """Whether the parts, or some of them, make the total, or one repeats it (sums over years)."""
    if any(part.value == total.value for part in parts) or _fits(total, parts):
        return True
    sizes = range(_LEAST_PARTS, len(parts)) if len(parts) <= _MOST_PARTS else ()
    return any(_fits(total, chosen) for size in sizes for chosen in combinations(parts, size))


def _fits(total: _Amount, parts: Sequence[_Amount]) -> bool:
    low = sum((part.low for part in parts), Decimal(0))
    highs = [part.high for part in parts]
    high = None if None in highs else sum((part for part in highs if part is not None), Decimal(0))
    return (total.high is None or low <= total.high) and (high is None or high >= total.low)


def _amounts(text: str) -> list[_Amount]:
    """The figures of a text that can be added, in order; of a bare one at the end of a clause `unit` is empty."""
    found = []
    for quantity in find_quantities(text):
        if quantity.rule == "from" or quantity.unit not in (None, *_ADDED):
            continue
        unit = quantity.unit if quantity.unit in ("money", "area") else _noun(text, quantity)
        if unit is not None and "/" not in unit:
            low, high = _range(quantity)
            found.append(_Amount(unit, quantity.value, low, high, quantity.figure_start))
    return found


def _noun(text: str, quantity: Quantity) -> str | None:
    """What a count counts, "" where nothing follows."""
    if quantity.unit is not None:
        return fold_match(quantity.unit_text or "")
    return "" if re.match(r"\s*(?:$|[,;.)\n])", text[quantity.end :]) else read_count_noun(text, text, quantity.end)


def _range(quantity: Quantity) -> tuple[Decimal, Decimal | None]:
    """The least and the most that a figure can mean; "khoảng" leaves a tenth to either side."""
    value = quantity.value
    if quantity.comparator in (">", ">="):
        return value, None
    if quantity.comparator in ("<", "<="):
        return Decimal(0), value
    if quantity.comparator == "~":
        return value * (1 - _ABOUT), value * (1 + _ABOUT)
    return value, quantity.value_high or value


def _without_brackets(text: str) -> str:
    """The text with what stands in closed brackets blanked, so that places stay."""
    return _BRACKETS.sub(lambda found: " " * len(found.group()), text)


@cache
def _words() -> RuleSet:
    return load_rules("sum_words", rule_folders())
