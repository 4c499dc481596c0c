"""Quantities in running text: comparator, figure or figures, unit. The grammar: docs/grammar.md.

    quantity  = [bound] figure [unit] [("-" | "đến") figure] unit [bound-behind]
              | figure "/" figure noun                       ("14/14 phường")
              | figure noun "/" denominator noun             ("6,5 trẻ/1.000 trẻ đẻ sống")
              | ("thứ" | "nhóm" | "top") figure              (a rank)

Where a value starts from ("từ 7,84% xuống còn 6,59%") is no quantity of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from plan_extract.extraction.ignored_numbers import find_ignored
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.figures import FIGURE, NUMERALS, parse_figure
from plan_extract.normalising.openings import Endings
from plan_extract.normalising.rulefiles import Hit, RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("quantity_words")
_FROM = _WORDS["from"]
_RANGE_TO = _WORDS["range-to"]
_COMES_TO = _WORDS["comes-to"]
_BEHIND = _WORDS["or-more-behind"]
_DENOMINATOR = _WORDS["per-so-many"]
_THINGS_FOR_THINGS = _WORDS["things-for-things"]
_RATE_NOUN = _WORDS["noun-of-a-rate"]
_MULTIPLIER = _WORDS["number-word"]
_RANK_BEFORE = _WORDS["rank-before"]
_GROUP_BEFORE = _WORDS["group-before"]
_GROUP_BEHIND = _WORDS["group-behind"]
_RANK_FROM = _WORDS["rank-from"]
_GROUP_NOUN = _WORDS["group-noun"]
_RANKED_THINGS = _WORDS["ranked-things"]
_IN_ORDER = _WORDS["in-order"]
_ANNUAL_BEHIND = _WORDS["each-year-behind"]
_NUMERAL = _WORDS.screened("count-in-words")
_SUM_IN_TWO = _WORDS["sum-in-two"]
_OF_UNITS = _WORDS["units-of-a-whole"]
_OUT_OF = _WORDS["out-of-points"]
_TIMES_AS_MUCH = _WORDS["times-as-much"]
_TIMES_OF = _WORDS["times-of-it"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity at `start`..`end` of the text, its figure at `figure_start`.

    `unit` is None for a bare figure before a noun (a count, if the context makes it one); `noun`
    is where that noun begins. `explicit` says that a word bounds it. `rule` is the unit's rule.
    """

    start: int
    figure_start: int
    end: int
    value: Decimal
    value_high: Decimal | None
    comparator: str
    unit: str | None
    per: Decimal | None
    unit_text: str | None
    rule: str
    explicit: bool = False
    annual: bool = False
    in_words: bool = False


@lru_cache(maxsize=1)
def comparator_rules() -> RuleSet:
    return load_rules("comparators", rule_folders())


@lru_cache(maxsize=1)
def unit_rules() -> RuleSet:
    return load_rules("units", rule_folders())


@lru_cache(maxsize=1)
def _bound_before() -> tuple[regex.Pattern[str], Endings]:
    """The words of a bound right before a figure, and with what they end, blanks aside."""
    bounds = "|".join(f"(?P<c{n}>{rule.pattern})" for n, rule in enumerate(comparator_rules().rules))
    pattern = regex.compile(rf"(?:(?:\b|(?<=\s)|(?=[<>≤≥=~≈]))(?:{bounds})\s*)(?:từ\s*)?$")
    return pattern, Endings(*(rf"(?:{rule.pattern})$" for rule in comparator_rules().rules), "từ$")


@lru_cache(maxsize=1)
def _rank() -> regex.Screened:
    """A place among others with its figure ("xếp thứ 5/63"), or a group at the head of them ("top 10 tỉnh")."""
    return regex.Screened(
        rf"(?:{_RANK_BEFORE.pattern})({FIGURE})(?:\s?/\s?({FIGURE}))?"
        rf"|(?:{_GROUP_BEFORE.pattern})({FIGURE})(?={_GROUP_BEHIND.pattern}|\s*[,.;)]|\s*$)"
    )


_NUMBER = regex.compile(FIGURE)
_CONTINUES_WORD = regex.compile(r"[\p{L}\d]$|[\d][.,/]$")
_SLASH_FIGURE = regex.compile(rf"\s?/\s?({FIGURE})(?:\s*(?=([\p{{L}}]))|(?<=/\s?\d\d\d)(?=\s*(?:[(;,.]|$)))")
MULTIPLIERS = {"trăm nghìn": 100_000, "triệu": 1_000_000, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "tỷ": 10**9}
_NOUN_ONLY = regex.compile(r"\s+\p{L}+(?: \p{L}+){0,2}\s+")
_ANY_DIGIT = regex.compile(r"\d")


def find_quantities(match: str) -> list[Quantity]:
    """All quantities of a folded text from left to right.

    Where a value starts from is among them with rule `from`: no quantity, but no word either.
    """
    return list(_quantities(match))


@lru_cache(maxsize=1024)
def _quantities(match: str) -> tuple[Quantity, ...]:
    if not _ANY_DIGIT.search(match) and not _NUMERAL.search(match):
        return ()
    ranks = list(_find_ranks(match))
    taken = [(rank.start, rank.end) for rank in ranks]
    ignored = find_ignored(match)
    found = [*ranks, *_find_numerals(match)]
    position = 0
    while number := _NUMBER.search(match, position):
        position = number.end()
        if _covered(number.start(), taken) or _CONTINUES_WORD.search(match, max(0, number.start() - 2), number.start()):
            continue
        if _covered(number.start(), ignored):
            position = _end_of(number.start(), ignored, position)
            continue
        quantity = _read_quantity(match, number, ignored)
        if quantity is None:
            continue
        position = max(position, quantity.end)
        found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _end_of(offset: int, spans: list[tuple[int, int]], limit: int) -> int:
    """Where the spans over an offset end, or `limit` where that comes first ("15 - 25, 99%" after an age)."""
    return min(limit, max((end for start, end in spans if start <= offset < end), default=limit))


def _covered(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _find_ranks(match: str) -> Iterator[Quantity]:
    starts = list(_RANK_FROM.finditer(match))
    for found in starts:
        yield Quantity(found.start(), found.start(1), found.end(), Decimal(0), None, "=", None, None, None, "from")
    for found in _rank().finditer(match):
        if any(start.start() < found.end() and found.start() < start.end() for start in starts):
            continue
        figure = found.group(1) or found.group(3)
        at = found.start(1) if found.group(1) else found.start(3)
        if _RANKED_THINGS.match(match, found.end()) and not _IN_ORDER.search(match, found.start(), at):
            continue  # "xếp hạng từ 3 sao", "trình xếp hạng 08 di tích": no place among others
        comparator = "=" if found.group(1) else "<="
        bound = _bound(match, found.start())
        end = found.end()
        to = _RANGE_TO.match(match, end) if found.group(1) and not found.group(2) else None
        high = _NUMBER.match(match, to.end()) if to else None
        if high:
            comparator, end = "range", high.end()
        if (found.group(3) or found.group(2)) and (group := _GROUP_NOUN.match(match, end)):
            end = group.end()
        if found.group(1) and (more := _BEHIND.match(match, end)) and more.start("way") - end <= 2:
            comparator, end = "<=" if more["up"] else ">=", more.end()
        yield Quantity(
            found.start(), at, end, parse_figure(figure), parse_figure(high.group()) if high else None,
            bound[1] if bound and found.group(1) and not high else comparator,
            "rank", None, match[found.start() : at].strip() or None, "unit.rank", True,
        )  # fmt: skip


def _find_numerals(match: str) -> Iterator[Quantity]:
    for found in _NUMERAL.finditer(match):
        bound = _bound(match, found.start(1))
        yield Quantity(
            bound[0] if bound else found.start(1), found.start(1), found.end(1), Decimal(NUMERALS[found.group(1)]), None,
            bound[1] if bound else "=", None, None, None, "unit.count-in-words", bound is not None, False, True,
        )  # fmt: skip


def _bound(match: str, at: int) -> tuple[int, str] | None:
    """Where the bound before a figure begins, and the comparator that it sets."""
    pattern, endings = _bound_before()
    found = pattern.search(match, max(0, at - 32), at) if endings.allow(match[max(0, at - 32) : at].rstrip()) else None
    if not found:
        return None
    name = next(key for key, value in found.groupdict().items() if value is not None)
    comparator: str = comparator_rules().rules[int(name[1:])].sets["comparator"]
    return found.start(), comparator


def _read_quantity(match: str, number: regex.Match[str], ignored: list[tuple[int, int]]) -> Quantity | None:
    start, end = number.span()
    from_before = "từ" in match[max(0, start - 5) : start] and bool(_FROM.search(match[max(0, start - 5) : start]))
    fraction = _SLASH_FIGURE.match(match, end)
    if points := _OUT_OF.match(match, end):
        scored = Quantity(
            start, start, points.end(), parse_figure(number.group()), None, "=", "score", None, "điểm", "unit.score"
        )
        return _add_bounds(match, scored, from_before)
    if fraction and "," not in fraction.group(1):
        return _read_fraction(match, number, fraction)
    if sum_told := _SUM_IN_TWO.match(match, start):
        value = int(sum_told["big"]) * MULTIPLIERS["tỷ"] + int(sum_told["small"]) * MULTIPLIERS[sum_told["unit"]]
        words = f"tỷ … {sum_told['unit']}{sum_told['dong'] or ''}"
        told = Quantity(
            start, start, sum_told.end(), Decimal(value), None, "=", "money", None, words, "unit.billion-dong"
        )
        return _add_bounds(match, told, from_before)
    unit, behind = _read_unit(match, end)
    high, own = None, None
    to = _RANGE_TO.match(match, behind if unit else end)
    ranged = _NUMBER.match(match, to.end()) if to else None
    if ranged and not _covered(ranged.start(), ignored):
        high_unit, high_behind = _read_unit(match, ranged.end())
        if high_unit or not unit:
            high = parse_figure(ranged.group())
            own = _own_factor(parse_figure(number.group()), unit, high, high_unit)
            unit, behind = high_unit or unit, high_behind
    if from_before and high is None and _COMES_TO.match(match, behind):
        return Quantity(match.rfind("từ", 0, start), start, behind, Decimal(0), None, "=", None, None, None, "from")
    quantity = _assemble(match, number, unit, behind, high)
    if own is not None:
        quantity = replace(quantity, value=parse_figure(number.group()) * own)
    return _add_bounds(match, quantity, from_before)


def _own_factor(low: Decimal, unit: _Unit | None, high: Decimal, high_unit: _Unit | None) -> Decimal | None:
    """What the lower figure of a range is multiplied by where that is not the factor of the upper one.

    "500 triệu - 1 tỷ đồng": a number word of its own; "800.000 đến 1 triệu": none; "800 - 1 tỷ đồng": that of the
    step below, without which the range would fall.
    """
    if high_unit is None:
        return None
    if unit is not None:
        return unit.factor if unit.factor != high_unit.factor else None
    if low <= high or high_unit.factor < _STEP or low < _MANY:
        return None  # "từ 20 đến 5 triệu đồng" may fall
    return Decimal(1) if low >= _STEP else high_unit.factor / _STEP


_STEP = 1000
_MANY = 100


def _read_fraction(match: str, number: regex.Match[str], fraction: regex.Match[str]) -> Quantity | None:
    """ "14/14 phường", or a rate "550/100.000 trẻ em"."""
    over = parse_figure(fraction.group(1))
    value = parse_figure(number.group())
    is_rate = over in (100, 1000, 10_000, 100_000, 1_000_000) and value != over
    if is_rate and value < over and _OF_UNITS.match(match, fraction.end()):  # "95/100 thôn": so many of all
        is_rate = False
    unit_end = fraction.end()
    noun = _RATE_NOUN.match(match, fraction.end())
    unit_text = f"/{fraction.group(1)} {noun.group().strip()}" if noun and is_rate else None
    quantity = Quantity(
        number.start(), number.start(), unit_end if not (is_rate and noun) else fraction.end() + len(noun.group().rstrip()), value, None, "=", "ratio", over, unit_text,
        "unit.rate" if is_rate else "unit.part-of-total",
    )  # fmt: skip
    return _add_bounds(match, quantity, False)


@dataclass(frozen=True, slots=True)
class _Unit:
    family: str | None
    factor: Decimal
    per: Decimal | None
    text: str | None
    rule: str


def _read_unit(match: str, at: int) -> tuple[_Unit | None, int]:
    """The unit behind a figure that ends at `at`, and where it ends."""
    begin = at + 1 if match[at : at + 1] == " " else at
    multiplier = _MULTIPLIER.match(match, at)
    hit = unit_rules().match(match, begin)
    if hit and not (hit.get("only_multiple") and not _is_multiple(match, at)):
        return _unit_of(match, hit), hit.end
    if denominator := _DENOMINATOR.match(match, at):
        per = Decimal(regex.sub(r"\D", "", denominator.group(2)) or 1000)
        per = per * 1_000_000 if denominator["million"] else per
        per = Decimal(10_000) if denominator["ten_thousand"] else per
        return _Unit("ratio", Decimal(1), per, match[at : denominator.end()].strip(), "unit.rate"), denominator.end()
    if things := _THINGS_FOR_THINGS.match(match, at):
        per = Decimal(things.group(1))
        return _Unit("ratio", Decimal(1), per, things.group().strip(), "unit.things-for-things"), things.end()
    if multiplier:
        factor = Decimal(MULTIPLIERS[multiplier.group(1)])
        return _Unit(None, factor, None, multiplier.group(1), "unit.count"), multiplier.end()
    return None, at


def _is_multiple(match: str, at: int) -> bool:
    """ "gấp 1,5 lần", "1,7 lần": how many times as much; "02 lần" is a count of occasions."""
    before = match[max(0, at - 24) : at]
    return bool(_TIMES_AS_MUCH.search(before)) or bool(_TIMES_OF.match(match[at : at + 14]))


def _unit_of(match: str, hit: Hit) -> _Unit:
    per = hit.get("per")
    text = match[hit.start : hit.end].strip()
    return _Unit(hit["unit"], unit_factor(hit, text), Decimal(per) if per else None, text, hit.rule.id)


def unit_factor(hit: Hit, text: str) -> Decimal:
    """What a figure of a unit is multiplied by: the unit's own factor times the number word before it ("nghìn tấn")."""
    factor = Decimal(hit.get("factor", "1"))
    if hit.get("scaled"):
        for word, times in MULTIPLIERS.items():
            if text.startswith(word + " "):
                return factor * times
        if regex.match(r"1[.,]?000 ", text):
            return factor * 1000
    return factor


def _assemble(match: str, number: regex.Match[str], unit: _Unit | None, behind: int, high: Decimal | None) -> Quantity:
    value = parse_figure(number.group())
    factor = unit.factor if unit else Decimal(1)
    return Quantity(
        number.start(), number.start(), behind, value * factor, high * factor if high is not None else None,
        "range" if high is not None else "=", unit.family if unit else None, unit.per if unit else None,
        unit.text if unit else None, unit.rule if unit else "unit.count",
    )  # fmt: skip


def _add_bounds(match: str, quantity: Quantity, from_before: bool) -> Quantity:
    """The quantity with the words that bound it, before and behind."""
    if annual := _ANNUAL_BEHIND.match(match, quantity.end):
        quantity = replace(quantity, annual=True, end=annual.end())
    elif quantity.unit_text and quantity.unit_text.endswith("/năm"):
        quantity = replace(quantity, annual=True)
    bound = _bound(match, quantity.start)
    if bound:
        comparator = quantity.comparator if quantity.comparator == "range" else bound[1]
        return replace(quantity, start=bound[0], comparator=comparator, explicit=True)
    behind = _BEHIND.match(match, quantity.end) if quantity.comparator != "range" else None
    if behind is not None:
        near = behind.start("way") - max(quantity.end, behind.end("rate")) <= 2
        if (
            from_before
            or near
            or (
                quantity.unit in (None, "%")
                and _NOUN_ONLY.fullmatch(match, quantity.end, behind.start("way"))
                and (quantity.unit is None or match[quantity.end : behind.start("way")].count(" ") <= 3)
            )
        ):
            comparator = ">=" if behind["up"] else "<="
            quantity = replace(
                quantity, comparator=comparator, explicit=True, end=behind.end() if near else quantity.end
            )
    if from_before:
        quantity = replace(quantity, start=match.rfind("từ", 0, quantity.start), explicit=True)
    return quantity
