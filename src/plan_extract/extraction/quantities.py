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
from plan_extract.resources import rule_folders


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


_NUMBER = regex.compile(FIGURE)
_CONTINUES_WORD = regex.compile(r"[\p{L}\d]$|[\d][.,/]$")
_FROM = regex.compile(r"\btừ\s*$")
_RANGE = regex.compile(rf"\s*(?:-|đến|tới)\s*(?:khoảng\s+|dưới\s+)?({FIGURE})")
_COMES_TO = regex.compile(
    r"\s*(?:[\p{L}/ ]{0,24})?(?:\([^()]{0,40}\)\s*)?(?:\s*(?:vào |cuối |đầu |trong )?(?:năm (?:học )?|giai đoạn )\d{4}(?:\s*-\s*\d{4})?\s*)?\s*(?:tăng |giảm )?(?<!trở )(?:lên|xuống|còn|để đạt)\b"
)
_BEHIND = regex.compile(
    r"(?P<rate>\s?/\s?\p{L}{2,6}(?!\p{L}))?(?:\s+[^.;:,()%\d]{0,50}?)?\s*\b(?P<way>trở lên|trở xuống)\b"
)
_SLASH_FIGURE = regex.compile(rf"\s?/\s?({FIGURE})(?:\s*(?=([\p{{L}}]))|(?<=/\s?\d\d\d)(?=\s*(?:[(;,.]|$)))")
_DENOMINATOR = regex.compile(
    r"\s*((?:[\p{L}]+ ?){0,4}?)\s?/\s?(1[.,]?000[.,]?000|100[.,]?000|10[.,]?000|1[.,]?000|100|1 triệu|1 vạn|vạn(?= dân| người)|một nghìn|01 nghìn)(?!\d|[.,]\d)((?:\s(?!vào\b|năm\b|đến\b|và\b|so\b|trở\b|ở\b|đối\b|là\b|trong\b|xuống\b|còn\b|giai\b)[\p{L}]+){0,4})"
)
# "01 máy tính/25 học sinh": so many of one thing for so many of another; "02 lần/01 tháng" is a pace.
_THINGS_FOR_THINGS = regex.compile(
    r"\s+(?!lần|lượt|buổi|đợt|cuộc|kỳ|tin|bài|giờ|phút|ngày)\p{L}+(?: \p{L}+){0,2}\s?/\s?(0?[2-9]|[1-9]\d{1,2})"
    r"\s+(?!năm|tháng|tuần|ngày|quý|giờ|lần)\p{L}+(?: (?:sinh|viên|dân|gia đình|em|bệnh)(?!\p{L}))?"
)
_RATE_NOUN = regex.compile(
    r"(?:(?!vào\b|năm\b|đến\b|và\b|so\b|trở\b|ở\b|đối\b|là\b|trong\b|xuống\b|còn\b|giai\b)\p{L}+[ ]?){1,4}"
)
_MULTIPLIER = regex.compile(r"\s*(trăm nghìn|triệu|nghìn|ngàn|vạn|tỷ)\b(?!\s*(?:đồng|đ\b|usd|đô))")
_MULTIPLIERS = {"trăm nghìn": 100_000, "triệu": 1_000_000, "nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "tỷ": 10**9}
_RANK = regex.Screened(
    rf"(?:(?:(?:xếp|đứng|đạt|giữ|vị trí|hạng|lên|ở|xuống)\s+)+(?:từ\s+)?(?:vị trí\s+|hạng\s+|vị\s+)*thứ\s+(?:hạng\s+|bậc\s+)?|(?:lên|xuống|đạt|ở|giữ)\s+hạng\s+(?=\d+\b(?! ?[%]))|thứ\s+(?=\d+\s?/\s?\d)|(?:xếp |thứ )hạng\s+(?:từ\s+|thứ\s+)*|vị trí (?:số |từ )?)({FIGURE})(?:\s?/\s?({FIGURE}))?"
    rf"|(?:nhóm|top|tốp|(?:xếp hạng|xếp|đứng|nằm|lọt|có tên|thuộc)\s+(?:trong|vào)(?:\s+số)?)\s+(?:đầu\s+)?({FIGURE})(?=\s+(?:tỉnh|địa phương|nước|quốc gia|đơn vị|thành phố|huyện|xã|cơ quan|sở|vùng|khu vực|miền|thế giới|châu|asean|đông nam á|dẫn đầu|cả nước|nền|của cả|toàn|đứng|trong)|\s*[,.;)]|\s*$)"
)
_RANK_FROM = regex.compile(
    r"\btừ (?:(?:vị trí |hạng |thứ hạng )*thứ (?:hạng )?|thứ hạng |hạng |vị trí (?:số )?)(\d{1,3})(?:\s?/\s?\d{1,3})?(?= (?:lên|xuống|còn))"
)
_GROUP_NOUN = regex.compile(
    r"\s+(?:(?:sở, ngành|sở, ban, ngành|tỉnh, thành phố|tỉnh|thành phố|địa phương|đơn vị|huyện|xã|phường|nước|quốc gia)(?=[ ,.;)]|$)(?:,? (?:thành phố|quốc gia|đơn vị)(?=[ ,.;)]|$))?)"
    r"(?: (?:dẫn đầu|đứng đầu|có thứ hạng cao|tốt nhất|cao nhất))?(?: (?:của )?(?:cả nước|toàn quốc|cả tỉnh|toàn tỉnh|tỉnh|huyện|vùng|khu vực|trên cả nước|trong cả nước))?(?=[ ,.;)]|$)"
)
_NOUN_ONLY = regex.compile(r"\s+\p{L}+(?: \p{L}+){0,2}\s+")
_ANNUAL_BEHIND = regex.compile(r"(?:\s?/\s?|\s+(?:mỗi|một|hằng|hàng)\s+)năm\b")
_ANY_DIGIT = regex.compile(r"\d")
_NUMERAL = regex.Screened(
    r"(?:ít nhất|tối thiểu|tối đa|không quá|trên|dưới|khoảng|thêm|xây dựng|thành lập|tổ chức|mở|có)\s+(một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?=(?:mô hình|câu lạc bộ|cuộc|lớp|hội nghị|đợt|chuyên đề|điểm|trường|đội|buổi|công trình|sản phẩm|dự án|xã|phường|thôn|cán bộ|người|đơn vị|khu|trạm|tổ|lần|phiên|hội thi|sự kiện|chương trình|hoạt động|đoàn|nhóm|tuyến|cơ sở|doanh nghiệp|hợp tác xã)\b)"
)


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
    for found in _RANK.finditer(match):
        if any(start.start() < found.end() and found.start() < start.end() for start in starts):
            continue
        figure = found.group(1) or found.group(3)
        at = found.start(1) if found.group(1) else found.start(3)
        if match[found.end() :].lstrip().startswith("sao"):
            continue  # "xếp hạng từ 3 sao": stars, no place among others
        comparator = "=" if found.group(1) else "<="
        bound = _bound(match, found.start())
        end = found.end()
        high = _RANGE.match(match, end) if found.group(1) and not found.group(2) else None
        if high:
            comparator, end = "range", high.end()
        if (found.group(3) or found.group(2)) and (group := _GROUP_NOUN.match(match, end)):
            end = group.end()
        if found.group(1) and (more := _BEHIND.match(match, end)) and more.start("way") - end <= 2:
            comparator, end = "<=" if more["way"] == "trở lên" else ">=", more.end()
        yield Quantity(
            found.start(), at, end, parse_figure(figure), parse_figure(high.group(1)) if high else None,
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


# "23 tỷ 450 triệu đồng"
_SUM_IN_TWO = regex.compile(
    r"(?P<big>\d{1,6}) tỷ (?P<small>\d{1,3}) (?P<unit>triệu|nghìn|ngàn)(?P<dong> đồng)?(?!\p{L})"
)


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
        value = int(sum_told["big"]) * _MULTIPLIERS["tỷ"] + int(sum_told["small"]) * _MULTIPLIERS[sum_told["unit"]]
        words = f"tỷ … {sum_told['unit']}{sum_told['dong'] or ''}"
        told = Quantity(
            start, start, sum_told.end(), Decimal(value), None, "=", "money", None, words, "unit.billion-dong"
        )
        return _add_bounds(match, told, from_before)
    unit, behind = _read_unit(match, end)
    high: Decimal | None = None
    ranged = _RANGE.match(match, behind if unit else end)
    if ranged and not _covered(ranged.start(1), ignored):
        high_unit, high_behind = _read_unit(match, ranged.end())
        if high_unit or not unit:
            unit, behind, high = high_unit or unit, high_behind, parse_figure(ranged.group(1))
    if from_before and high is None and _COMES_TO.match(match, behind):
        return Quantity(match.rfind("từ", 0, start), start, behind, Decimal(0), None, "=", None, None, None, "from")
    quantity = _assemble(match, number, unit, behind, high)
    return _add_bounds(match, quantity, from_before)


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


_OF_UNITS = regex.compile(
    r"\s?(?:thôn|bản|xóm|xã|phường|thị trấn|huyện|trường|trạm|cơ sở|đơn vị|tổ|khu|chi bộ|đảng bộ|hợp tác xã|chợ|phòng|lớp)(?!\p{L})"
)


@dataclass(frozen=True, slots=True)
class _Unit:
    family: str | None
    factor: Decimal
    per: Decimal | None
    text: str | None
    rule: str


# "từ 80/100 điểm trở lên"
_OUT_OF = regex.compile(r"\s?/\s?(?:5|10|100)\s?điểm\b")


def _read_unit(match: str, at: int) -> tuple[_Unit | None, int]:
    """The unit behind a figure that ends at `at`, and where it ends."""
    begin = at + 1 if match[at : at + 1] == " " else at
    multiplier = _MULTIPLIER.match(match, at)
    hit = unit_rules().match(match, begin)
    if hit and not (hit.get("only_multiple") and not _is_multiple(match, at)):
        return _unit_of(match, hit), hit.end
    if denominator := _DENOMINATOR.match(match, at):
        per = Decimal(regex.sub(r"\D", "", denominator.group(2)) or 1000)
        per = per * 1_000_000 if "triệu" in denominator.group(2) else per
        per = Decimal(10_000) if "vạn" in denominator.group(2) else per
        return _Unit("ratio", Decimal(1), per, match[at : denominator.end()].strip(), "unit.rate"), denominator.end()
    if things := _THINGS_FOR_THINGS.match(match, at):
        per = Decimal(things.group(1))
        return _Unit("ratio", Decimal(1), per, things.group().strip(), "unit.things-for-things"), things.end()
    if multiplier:
        factor = Decimal(_MULTIPLIERS[multiplier.group(1)])
        if multiplier.group(1) == "tỷ":
            return _Unit("money", factor, None, "tỷ", "unit.billion-dong"), multiplier.end()
        return _Unit(None, factor, None, multiplier.group(1), "unit.count"), multiplier.end()
    return None, at


def _is_multiple(match: str, at: int) -> bool:
    """ "gấp 1,5 lần", "1,7 lần": how many times as much; "02 lần" is a count of occasions."""
    before = match[max(0, at - 24) : at]
    return bool(regex.search(r"\bgấp\b|bằng\s|\d,\d+$", before)) or bool(
        regex.match(r" lần (?:so với|mức)", match[at : at + 14])
    )


def _unit_of(match: str, hit: Hit) -> _Unit:
    per = hit.get("per")
    text = match[hit.start : hit.end].strip()
    return _Unit(hit["unit"], unit_factor(hit, text), Decimal(per) if per else None, text, hit.rule.id)


def unit_factor(hit: Hit, text: str) -> Decimal:
    """What a figure of a unit is multiplied by: the unit's own factor times the number word before it ("nghìn tấn")."""
    factor = Decimal(hit.get("factor", "1"))
    if hit.get("scaled"):
        for word, times in _MULTIPLIERS.items():
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
            comparator = ">=" if behind["way"] == "trở lên" else "<="
            quantity = replace(
                quantity, comparator=comparator, explicit=True, end=behind.end() if near else quantity.end
            )
    if from_before:
        quantity = replace(quantity, start=match.rfind("từ", 0, quantity.start), explicit=True)
    return quantity
