"""Targets from running text: each quantity that the plan commits somebody to, and each clause
with a verb of its own inside an indicator that has none. The grammar is in docs/grammar.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from plan_extract.extraction.agencies import read_list
from plan_extract.extraction.clauses import Clause, Sentence, split_clauses, split_sentences, words
from plan_extract.extraction.commitments import commits, may_commit
from plan_extract.extraction.goals import GoalMap
from plan_extract.extraction.measures import blank_spans, clean_left, clean_right, clean_start, is_annual, join_words, noise_spans
from plan_extract.extraction.quantities import Quantity, find_quantities
from plan_extract.extraction.statements import STARTS_CLAUSE, find_qualitative, find_zeros
from plan_extract.extraction.years import YearMention, find_years, heading_year
from plan_extract.model.facts import Target
from plan_extract.normalising.characters import fold_match
from plan_extract.structure.outline import Item

AgencyAt = Callable[[Item, int], "str | None"]
"""Gives the agency, as printed, under which the words at an offset of an item stand."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a clause inherits: where it stands, the plan's period, the year of a heading above."""

    item: Item
    section: str
    indicator: str | None
    goal: str | None
    in_goals: bool
    period_start: int | None
    period_end: int | None
    above_year: int | None

    @property
    def tells_of_past(self) -> bool:
        """Whether the heading above names a year before the plan's own ("I. KẾT QUẢ NĂM 2023")."""
        return (
            self.above_year is not None
            and self.period_start is not None
            and self.above_year < self.period_start
        )


@dataclass(slots=True)
class Draft:
    """A target being made: a quantity with the words and marks read around it."""

    quantity: Quantity
    start: int
    end: int
    left: str
    right: str
    right_match: str
    measure: str
    direction: str | None
    change: bool
    years: tuple[int, ...]
    annual: bool
    scope: str | None = None
    inherits: bool = False
    special: bool = False
    listed: bool = False
    rule: str = "target.value"
    confidence: float = 0.95


def find_text_targets(context: Context, agency_at: AgencyAt) -> Iterator[Target]:
    """Targets of one paragraph."""
    item = context.item
    text, match = item.text, item.match
    quantities = find_quantities(match)
    zero_spans: list[tuple[int, int]] = []
    sentences = split_sentences(text, match)
    covered: list[tuple[int, int]] = []
    for zero in find_zeros(text, match, sentences, context.section, context.in_goals):
        zero_spans.append((zero.start, zero.end))
        covered.append((zero.start, zero.end))
        yield _statement_target(context, zero.start, zero.end, zero.measure, "zero", zero.direction, zero.rule, agency_at)
    previous: Draft | None = None
    starts = [q for q in quantities if q.rule == "from"]
    quantities = [q for q in quantities if q.rule != "from"]
    for sentence in sentences:
        inside = [q for q in quantities if sentence.start <= q.start < sentence.end]
        inside = [q for q in inside if not any(a <= q.start < b for a, b in zero_spans)]
        noise = [(q.start, q.end) for q in starts]
        drafts = list(_sentence_drafts(context, text, match, sentence, inside, noise, zero_spans))
        if previous is not None and drafts and words("anaphora").search(drafts[0].left.lower()):
            drafts[0].measure, drafts[0].inherits = previous.measure, True
        previous = drafts[-1] if drafts else previous
        for draft in drafts:
            covered.append((draft.start, draft.end))
            yield from _finish(context, draft, text, match, agency_at)
    if context.in_goals:
        for statement in find_qualitative(text, match, sentences, covered):
            yield _statement_target(
                context, statement.start, statement.end, statement.measure, "qualitative", statement.direction, statement.rule, agency_at
            )


def _sentence_drafts(
    context: Context, text: str, match: str, sentence: Sentence, quantities: list[Quantity],
    noise: list[tuple[int, int]], zeros: list[tuple[int, int]],
) -> Iterator[Draft]:
    bracketed = [q for q in quantities if any(b.start < q.start < b.end for b in sentence.brackets)]
    plain = _able(match, sentence, [q for q in quantities if q not in bracketed])
    years = find_years(match[sentence.start : sentence.end])
    years = [replace(m, start=m.start + sentence.start, end=m.end + sentence.start) for m in years]
    years = [m for m in years if not _is_aside_year(m, sentence, bracketed)]
    if context.period_start is not None:
        years = [m for m in years if max(m.years) >= context.period_start]
    cut = _cut_brackets(match, sentence, bracketed) + noise
    clauses = split_clauses(match, sentence, plain)
    drafts: list[Draft] = []
    uncut = blank_spans(match, cut, 0)
    for position, clause in enumerate(clauses):
        if context.in_goals and position == len(clauses) - 1 and (step := STARTS_CLAUSE.search(match, clause.quantity.end, clause.end)):
            clause.end = step.start()
        clause.end = min([clause.end, *(first for first, _ in zeros if first > clause.quantity.end)])
        draft = _draft(context, text, match, clause, years, cut)
        if position == 0 and not draft.years:
            draft.years = _years_before(years, sentence.start, clause.quantity.start)
        if commits(uncut, clause, draft.left, context.section, context.in_goals, context.period_start):
            drafts.append(draft)
    _share(drafts, match, years)
    drafts = _with_continuations(drafts, match, years)
    for draft in drafts:
        yield draft
        yield from _equivalents(match, sentence, draft, bracketed)
    yield from _bracket_clauses(context, text, match, sentence, bracketed, drafts)


def _is_aside_year(mention: YearMention, sentence: Sentence, bracketed: list[Quantity]) -> bool:
    """A year in a bracket that tells a figure of its own is no year of the value before it."""
    return any(
        bracket.start < mention.start < bracket.end and any(bracket.start < q.start < bracket.end for q in bracketed)
        for bracket in sentence.brackets
    )


def _able(match: str, sentence: Sentence, quantities: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    start = sentence.start
    for position, quantity in enumerate(quantities):
        later = quantities[position + 1] if position + 1 < len(quantities) else None
        if may_commit(match, quantity, start) and not _describes_rate(match, sentence, quantity, later):
            kept.append(quantity)
        start = quantity.end
    return kept


def _describes_rate(match: str, sentence: Sentence, quantity: Quantity, later: Quantity | None) -> bool:
    """ "tỷ lệ bà mẹ được sàng lọc ít nhất 04 bệnh đạt 75%": the count is part of what is measured."""
    if later is None or later.unit not in ("%", "ratio") or quantity.unit in ("%", "ratio", "money", "rank"):
        return False
    between = match[quantity.end : later.start]
    before = match[sentence.start : quantity.start]
    return bool(regex.search(r"(?:^|[,;]\s*|\bvà )\s*(?:tăng |giảm |nâng |duy trì )?tỷ lệ [^,;]*$", before)) and "," not in between and bool(
        regex.search(r"\b(?:đạt|là|còn|chiếm)\s*$", between)
    )


def _cut_brackets(match: str, sentence: Sentence, bracketed: list[Quantity]) -> list[tuple[int, int]]:
    """Brackets that are no part of a measure: those with a year or a quantity of their own."""
    spans: list[tuple[int, int]] = []
    for bracket in sentence.brackets:
        inner = match[bracket.start : bracket.end]
        if any(bracket.start < q.start < bracket.end for q in bracketed) or regex.search(r"\d giờ", inner) or regex.fullmatch(r"\((?:năm )?(?:đến )?(?:năm )?20\d\d\)", inner):
            spans.append((bracket.start, bracket.end))
    return spans


def _draft(
    context: Context, text: str, match: str, clause: Clause, years: list[YearMention], cut: list[tuple[int, int]]
) -> Draft:
    quantity = clause.quantity
    noise = noise_spans(match, [m for m in years if m.start >= clause.start]) + cut
    left = blank_spans(text[clause.start : quantity.start], noise, clause.start)
    left_match = blank_spans(match[clause.start : quantity.start], noise, clause.start)
    right = blank_spans(text[quantity.end : clause.end], noise, quantity.end)
    right_match = blank_spans(match[quantity.end : clause.end], noise, quantity.end)
    own_left = clean_left(left, left_match)
    own_right = clean_right(right, right_match)
    if not context.in_goals and words("weak-start").match(own_left.lower()):
        own_right = _first_task(own_right)
    alone = own_left.count(" ") <= 1 and (_PER_TIME.match(right_match) or regex.fullmatch(r"mỗi \p{L}+", own_left.lower()))
    if alone and _OCCASION.match(right_match) and clause.first and clause.start > clause.floor:
        earlier = clean_left(text[clause.floor : clause.start], match[clause.floor : clause.start])
        own_left = join_words(earlier, own_left)
    direction, change = _movement(match, clause, left_match, right_match)
    draft = Draft(
        quantity, clause.start, clause.end, own_left, own_right, right_match, join_words(own_left, own_right), direction, change,
        _own_years(quantity, clause, years), quantity.annual or is_annual(match[clause.start : clause.end]),
    )  # fmt: skip
    draft.special = bool(regex.match(r"\s*(?:và |trong đó,? )?riêng\b", left_match))
    _split_scope(draft, clean_start(left, left_match))
    _add_lead(draft, text, match, clause, context)
    if not draft.measure and quantity.unit == "ratio" and quantity.unit_text:
        draft.measure = _printed(text, match, quantity).split("/")[0].strip()
    return draft


_SUBJECT_PLACE = regex.compile(
    r"^(?P<place>(?:toàn |các |những )?(?:cấp|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|khu vực|vùng|địa bàn|tuyến|thôn|đặc khu)\b[^,;:]{0,60}?)"
    r"\s+(?:phấn đấu |tiếp tục )*(?:kéo giảm|giảm|duy trì|tăng|nâng|giữ|có|đạt)(?:\s+(?P<rest>.*))?$",
    regex.IGNORECASE,
)


def _split_scope(draft: Draft, raw: str) -> None:
    """ "các xã khu vực III giảm tỷ lệ hộ nghèo 2%": the place is the scope, not part of the measure."""
    if draft.quantity.unit == "ratio" and draft.quantity.rule == "unit.part-of-total":
        return
    found = _SUBJECT_PLACE.match(raw)
    if not found or raw.lower().startswith("xã hội"):
        return
    rest = clean_left(found.group("rest") or "", (found.group("rest") or "").lower())
    place = found.group("place")
    if not rest and not draft.right:
        return
    draft.scope = None if place.lower().startswith("toàn ") else place
    draft.left = rest
    draft.measure = join_words(rest, draft.right)


_OCCASION = regex.compile(r"\s*(?:lần|lượt|buổi|phút|giờ|số|kỳ|tin|bài|chuyên mục|\p{L}+(?: \p{L}+)?\s?/)")
_PER_TIME = regex.compile(r"\s*\p{L}+(?: \p{L}+)?\s?/\s?(?:ngày|tuần|tháng|quý|năm|lần|lượt)")


def _first_task(right: str) -> str:
    """The words behind a counted thing up to the next task ("cắm 14 biển ..., mở 01 lớp")."""
    for comma in regex.finditer(r",\s+", right):
        if words("weak-start").match(right.lower(), comma.end()):
            return right[: comma.start()]
    return right


def _add_lead(draft: Draft, text: str, match: str, clause: Clause, context: Context) -> None:
    """What stood before a colon belongs to a measure that says too little by itself."""
    if clause.lead is not None and draft.measure.count(" ") < 3 or clause.lead is not None and _names_place(match, clause.lead):
        start, end = clause.lead
        lead = clean_left(text[start:end], match[start:end])
        if lead and not find_quantities(match[start:end]):
            draft.measure = join_words(lead, draft.measure)
    elif draft.measure and draft.measure.count(" ") < 3 and context.in_goals and context.item.parent is not None:
        above = context.item.parent
        if above.mark is not None and above.mark.is_bullet and above.text.rstrip().endswith(":"):
            draft.measure = join_words(draft.measure, above.text.strip(" :"))


def _names_place(match: str, lead: tuple[int, int]) -> bool:
    return bool(regex.match(r"\s*(?:tại|ở|đối với|trên địa bàn)\b", match[lead[0] : lead[1]])) and lead[1] - lead[0] < 60


def _movement(match: str, clause: Clause, left: str, right: str) -> tuple[str | None, bool]:
    """Direction of the clause's verb, and whether the quantity is a change."""
    quantity = clause.quantity
    falls = _governing(left, "decrease")
    rises = _governing(left + match[quantity.start : quantity.start + 8], "increase")
    keeps = _governing(left, "maintain")
    direction: str | None = None
    if falls and (not rises or max(falls) > max(rises)):
        direction = "decrease"
    elif rises:
        direction = "increase"
    elif keeps:
        direction = "maintain"
    tail = left.rstrip() + " "
    adjacent = bool(words("change-adjacent").search(tail)) and direction in ("increase", "decrease")
    noun = bool(words("change-noun").search(left)) and not regex.search(r"\b(?:xuống|còn|lên|đạt|dưới)\s*$", tail)
    compared = bool(words("compared").search(match, quantity.end, min(clause.end, quantity.end + 60))) and direction in ("increase", "decrease")
    to_level = bool(regex.search(r"\b(?:xuống(?: còn)?|còn|lên|đạt|là|ở mức|bằng)(?: \p{L}+){0,1}\s*$", tail)) or (
        quantity.comparator in ("<", "<=") and not adjacent
    )
    if adjacent and not regex.search(r"\b(?:xuống|còn|lên)\b[^,]{0,12}$", tail):
        return direction, True
    if noun and direction is not None:
        return direction, True
    if direction in ("increase", "decrease") and not to_level:
        if quantity.unit in ("%", None, "money", "other", "time", "area", "score") and (compared or quantity.annual):
            return direction, True
        if quantity.comparator == "range" and direction == "decrease":
            return direction, True
        if quantity.unit == "%" and quantity.comparator in (">=", "=", ">") and regex.search(r"^\s*\bsố\b|\bgiảm (?:số|tỷ lệ|tổng)", left.strip()):
            return direction, quantity.comparator != "="
    return direction, False


_MOVES = regex.compile(
    r"(?:\s+|(?:bình quân|thêm|xuống|còn|lên|đến|tới|từ|ít nhất|tối thiểu|trên|dưới|khoảng|mức|ở|mỗi|hằng|hàng|năm|đạt|tỷ|lệ|được|là|đầu|so với|cùng kỳ|20\d\d|,|không|quá|vượt|hơn|và|có|phải|tốt|ổn|định|của|giai|đoạn|-|trước|quý|tháng|số)(?=\s|$|,))*"
)


def _governing(left: str, name: str) -> list[int]:
    """Where a verb of movement governs the quantity: at the head of the clause or right before it."""
    head = _skip_spaces_and(left)
    found: list[int] = []
    for hit in words(name).finditer(left):
        if regex.search(r"\b(?:được|bị|nhằm|để|góp phần)\s+$", left[: hit.start()]):
            continue
        adjacent = _MOVES.fullmatch(left, hit.end())
        if hit.start() <= head or adjacent or left[hit.start() : hit.end()] in ("xuống", "lên", "giảm", "tăng"):
            found.append(hit.start())
    return found


def _skip_spaces_and(left: str) -> int:
    """The offset up to which a verb stands at the head of a clause."""
    head = words("attain-start").match(left, len(left) - len(left.lstrip(" ,;:-")))
    place = regex.match(r"\s*(?:riêng |trong đó )?(?:các |toàn )?(?:xã|phường|thị trấn|huyện|tỉnh|thành phố|thị xã|khu vực|vùng|cấp)[^,;]{0,40}?(?=\b(?:duy trì|giảm|tăng|nâng|giữ)\b)", left)
    return max(head.end() if head else 3, place.end() if place else 0)


def _own_years(quantity: Quantity, clause: Clause, years: list[YearMention]) -> tuple[int, ...]:
    """Years printed in the clause: the first behind the quantity, or else the last before it."""
    usable = [m for m in years if not m.compared and clause.start <= m.start < clause.end]
    behind = [m for m in usable if m.start >= quantity.end - 1]
    if behind:
        return behind[0].years
    before = [m for m in usable if m.end <= quantity.start + 1]
    return before[-1].years if before else ()


def _years_before(years: list[YearMention], start: int, end: int) -> tuple[int, ...]:
    """A year that opens the sentence before the clause of its first quantity."""
    before = [m for m in years if not m.compared and start <= m.start and m.end <= end]
    return before[-1].years if before else ()


def _share(drafts: list[Draft], match: str, years: list[YearMention]) -> None:
    """Hand on what a clause leaves out: measure, verb, year, scope."""
    for position, draft in enumerate(drafts):
        before = drafts[position - 1] if position else None
        if before is not None:
            _inherit(before, draft, match)
    for position in range(len(drafts) - 2, -1, -1):
        draft, after = drafts[position], drafts[position + 1]
        if not draft.measure and after.measure:
            draft.measure = after.measure
        elif after.inherits and after.right and draft.right and after.right.lower().startswith(draft.right.lower()) and not after.left:
            draft.measure = after.measure = join_words(draft.left, after.right)
        if not draft.years and after.years and after.inherits:
            draft.years = after.years
    _share_due(drafts, match, years)
    for draft, after in reversed(list(zip(drafts, drafts[1:], strict=False))):
        draft.listed = "," in match[draft.quantity.end : after.quantity.start]
        _share_predicate(draft, after)
    for position, draft in enumerate(drafts):
        if not draft.years and position and drafts[position - 1].years and _same_sentence_year(match, drafts[position - 1], draft, years):
            draft.years = drafts[position - 1].years[:1]


def _share_due(drafts: list[Draft], match: str, years: list[YearMention]) -> None:
    """A date by which all is done ("..., hoàn thành trước ngày 15/6/2022") holds for each clause."""
    if len(drafts) < 2 or not drafts[-1].years:
        return
    last = [m for m in years if not m.compared and m.start >= drafts[-1].quantity.end]
    if last and regex.search(r"\b(?:hoàn thành|xong)\b[^,;]{0,20}$", match[drafts[-1].quantity.end : last[-1].start + 10]):
        for draft in drafts:
            draft.years = draft.years or drafts[-1].years


_PREDICATE = regex.compile(
    r"\b(?:được|có|bị|đạt|sử dụng|tham gia|thực hiện|triển khai|hoàn thành|ban hành|xây dựng|tổ chức|tiếp cận|duy trì|biết|đăng ký|ký|kết nối|áp dụng|thành lập|bố trí|dùng|nộp|tại|ở|trên địa bàn)\b.*",
    regex.IGNORECASE | regex.DOTALL,
)


def _share_predicate(draft: Draft, after: Draft) -> None:
    """ "100% trường và 90% điểm trường có công trình vệ sinh": the predicate belongs to both."""
    if draft.scope or after.scope or not draft.right or _PREDICATE.search(draft.right) or after.quantity.start - draft.quantity.end > 60:
        return
    tail = _PREDICATE.search(after.right) or (None if after.left else _PREDICATE.search(after.measure))
    if (
        tail
        and tail.group().lower().startswith(("tại", "ở", "trên"))
        and draft.quantity.unit is None
        and not draft.listed
    ):
        return
    if tail and (not after.left or after.left == draft.left):
        draft.measure = join_words(draft.left, draft.right, tail.group())


def _same_sentence_year(match: str, before: Draft, draft: Draft, years: list[YearMention]) -> bool:
    """A year that stood before the first quantity holds for the clauses that follow."""
    mentions = [m for m in years if not m.compared]
    return bool(mentions) and mentions[0].end <= before.quantity.start and len(mentions) == 1


def _inherit(before: Draft, draft: Draft, match: str) -> None:
    lower_left = draft.left.lower()
    if scoped := _PREPOSED.match(draft.left):
        earlier = _TRAILING_SCOPE.search(before.left)
        if earlier and not draft.right:
            draft.scope, draft.inherits = scoped.group("scope").strip(), True
            before.scope = before.scope or earlier.group("scope").strip()
            before.measure = draft.measure = join_words(before.left[: earlier.start()])
            return
    if words("anaphora").search(lower_left):
        draft.measure, draft.inherits = before.measure, True
        return
    if not draft.left:
        draft.inherits = True
        attains = regex.search(r"\b(?:đạt|phấn đấu)\s*$", match[draft.start : draft.quantity.start].rstrip())
        if draft.direction is None and not (before.direction == "maintain" and attains):
            draft.direction = before.direction
            draft.change = before.change if draft.quantity.unit == before.quantity.unit else draft.change
        scope = _scope_of(draft.right)
        repeats = before.right.lower().startswith(draft.right.lower()) and draft.quantity.unit == before.quantity.unit
        if not draft.right or (repeats and len(draft.right) < len(before.right)):
            draft.measure = before.measure if before.scope is None else join_words(before.left)
        elif scope and before.left:
            draft.scope, draft.measure = scope, before.left
            earlier = _scope_of(before.right)
            if before.scope is None and earlier:
                before.scope, before.measure = earlier, before.left
        elif before.left and not before.inherits or before.left:
            draft.measure = join_words(before.left, draft.right)
            draft.left = before.left
        return
    if regex.fullmatch(r"mỗi (?:lần|buổi|lượt|số|chuyên mục|đợt|kỳ)", lower_left) and not draft.right:
        draft.measure = join_words(before.left, draft.left)
        return
    same_noun = bool(words("scope-start").match(lower_left)) and draft.right.lower().split()[:1] == before.right.lower().split()[:1]
    if (
        (not draft.right or same_noun)
        and (_is_scope_word(draft.left) or draft.special and not words("head").match(lower_left))
        and before.quantity.unit == draft.quantity.unit
        and before.measure
    ):
        draft.scope, draft.measure, draft.inherits = _bare_scope(draft.left), before.measure, True


_PREPOSED = regex.compile(r"^(?:đối với|ở|tại|với|riêng)\s+(?P<scope>[^,;]{2,50})$", regex.IGNORECASE)
_TRAILING_SCOPE = regex.compile(r"\s+(?:đối với|ở|tại|với)\s+(?P<scope>[^;]{2,50}?)$", regex.IGNORECASE)
_SCOPE_LEAD = regex.compile(
    r"^(?:ở|tại|đối với|với|trong|cho|thuộc|trên địa bàn|tính chung|của|là)\s+(?=\S)(?!tổng|số|các dịch vụ)", regex.IGNORECASE
)


def _scope_of(right: str) -> str | None:
    """The part of population or territory that follows a value ("đối với nông thôn"), or None."""
    bare = right.strip(" ,")
    if bare.startswith("(") and bare.endswith(")") and bare.count(" ") < 5:
        return bare.strip("()")
    found = _SCOPE_LEAD.match(bare)
    if found and bare.count(" ") <= 9:
        return bare[found.end() :].strip()
    return None


def _is_scope_word(left: str) -> bool:
    """Whether the words before a value only name a part ("riêng cấp xã", "học sinh")."""
    match = left.lower()
    if words("head").match(match) or left.count(" ") > 6:
        return False
    if regex.search(r"\b(?:tài trợ|hỗ trợ|đóng góp|bố trí|ủng hộ)\b", match):
        return False
    if regex.search(r"\b(?:được|có|bị|là|tham gia|sử dụng|hoàn thành|thực hiện)\b", match):
        return False
    return bool(words("scope-start").match(match)) or left.count(" ") <= 1


def _bare_scope(left: str) -> str:
    return regex.sub(r"^(?:ở|tại|đối với|với|trong|cho|thuộc)\s+", "", left, flags=regex.IGNORECASE).strip()


def _with_continuations(drafts: list[Draft], match: str, years: list[YearMention]) -> list[Draft]:
    """Values carried on ("... vào năm 2025 và duy trì đến năm 2030") as drafts of their own."""
    made: list[Draft] = []
    for position, draft in enumerate(drafts):
        made.append(draft)
        limit = drafts[position + 1].quantity.start if position + 1 < len(drafts) else draft.end
        kept = words("keep-on").search(match, draft.quantity.end, limit)
        if not kept:
            continue
        later = [m for m in years if m.end > kept.start() and m.start < limit and not m.compared and m.end >= kept.end() - 1]
        if not later or (position + 1 < len(drafts) and drafts[position + 1].start <= kept.start() < drafts[position + 1].quantity.start):
            continue
        first = [m for m in years if m.start >= draft.quantity.end - 1 and m.end <= kept.start() + 1]
        draft.years = first[0].years if first else draft.years
        before_words = clean_right(match[draft.quantity.end : kept.start()], match[draft.quantity.end : kept.start()])
        _ = before_words
        draft.measure = regex.sub(r"\s*(?:,|và)?\s*(?:tiếp tục )?(?:duy trì|giữ vững)[\p{L} ,]{0,40}$", "", draft.measure, flags=regex.IGNORECASE)
        made.append(replace_draft(draft, direction="maintain", years=later[0].years, rule="target.carried-on"))
    return made


def replace_draft(draft: Draft, **changes: object) -> Draft:
    """A copy of a draft with some fields changed."""
    values = {name: getattr(draft, name) for name in Draft.__slots__}
    return Draft(**{**values, **changes})


def _equivalents(match: str, sentence: Sentence, draft: Draft, bracketed: list[Quantity]) -> Iterator[Draft]:
    """ "4 xã (57,14%)": the bracket right behind a quantity says the same in another unit."""
    for bracket in sentence.brackets:
        inner = [q for q in bracketed if bracket.start < q.start < bracket.end]
        if len(inner) != 1 or not draft.quantity.end <= bracket.start <= draft.end:
            continue
        bare = match[bracket.start + 1 : bracket.end - 1].strip()
        allowed = 40 if inner[0].start <= bracket.start + 2 and not words("verb").search(bare) else 16
        if len(bare) - (inner[0].end - inner[0].start) > allowed or regex.search(r"\bnăm 20|hiện|đã", bare):
            continue
        if regex.match(r"(?:tương đương|chiếm|đạt|bằng|tương ứng|tỷ lệ|khoảng|trên|dưới|\d)", bare) or inner[0].start == bracket.start + 1:
            bracketed.remove(inner[0])
            yield replace_draft(draft, quantity=inner[0], rule="target.equivalent")


def _bracket_clauses(
    context: Context, text: str, match: str, sentence: Sentence, bracketed: list[Quantity], drafts: list[Draft]
) -> Iterator[Draft]:
    """Quantities in brackets that are parts or special cases ("(gồm 01 ... và 01 ...)")."""
    for bracket in sentence.brackets:
        inner = [q for q in bracketed if bracket.start < q.start < bracket.end]
        bare = match[bracket.start + 1 : bracket.end - 1]
        if bare[:1].isdigit() and inner and inner[0].unit is None:
            continue
        if not inner or regex.search(r"\bnăm 20\d\d (?:có|là|đạt|được)|hiện|\bđã\b|^năm 20\d\d", bare):
            continue
        if not regex.match(r"\s*(?:gồm|bao gồm|trong đó|riêng|cụ thể|tối thiểu|ít nhất|phấn đấu|mỗi|tỷ lệ|vốn|ngân sách|chi|kinh phí|nguồn|từ)\b|\s*\d", bare):
            continue
        part = Sentence(bracket.start + 1, bracket.end - 1, None, [])
        years = [replace(m, start=m.start + part.start, end=m.end + part.start) for m in find_years(match[part.start : part.end])]
        made: list[Draft] = []
        host = next((d for d in reversed(drafts) if d.quantity.end <= bracket.start), None)
        for clause in split_clauses(match, part, inner):
            draft = _draft(context, text, match, clause, years, [])
            if not draft.measure and host is None:
                continue
            made.append(draft)
        if host is not None and made:
            _share([host, *made], match, years)
            for draft in made:
                if host.scope and draft.scope is None:
                    draft.scope = host.scope
        yield from made


def _finish(context: Context, draft: Draft, text: str, match: str, agency_at: AgencyAt) -> Iterator[Target]:
    quantity = draft.quantity
    start, end = _trim(text, draft.start, draft.end)
    agency = agency_at(context.item, quantity.start)
    measure = _without_agency(draft.measure, agency, context)
    first, last = context.item.span(start, end)
    unit = quantity.unit or _unit_of_bare(match, quantity, measure)
    for year in draft.years or (context.above_year or context.period_end,):
        yield Target(
            indicator=context.indicator, goal=context.goal, section=context.section, kind="numeric", measure=measure,  # type: ignore[arg-type]
            quantity="change" if draft.change else "level", direction=draft.direction,  # type: ignore[arg-type]
            comparator=quantity.comparator, value=quantity.value, value_high=quantity.value_high,  # type: ignore[arg-type]
            unit=unit, per=quantity.per if unit == "ratio" else None, unit_text=_unit_text(text, match, quantity, unit),  # type: ignore[arg-type]
            year=year, frequency="annual" if draft.annual else None, scope=draft.scope, agency=agency,
            quote=text[start:end], start=first, end=last, page=context.item.passage.page, rule=f"{draft.rule}/{quantity.rule}",
            confidence=_confidence(draft, measure, context),
        )  # fmt: skip


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in " ,;:-+•":
        start += 1
    while end > start and text[end - 1] in " ,;:":
        end -= 1
    return start, end


def _without_agency(measure: str, agency: str | None, context: Context) -> str:
    """The measure without the agency that is its clause's subject."""
    bare = regex.sub(r"^(?:đề nghị|giao|yêu cầu)\s+", "", measure, flags=regex.IGNORECASE)
    if agency and bare.lower().startswith(agency.lower()):
        rest = bare[len(agency) :].lstrip(" ,:-")
        rest = clean_left(rest, rest.lower())
        measure = rest if " " in rest else measure
    if partner := regex.match(r"phối hợp với\s+", measure, regex.IGNORECASE):
        _, stop = read_list(measure, fold_match(measure), partner.end(), len(measure))
        rest = measure[stop:].strip(" ,") if stop > partner.end() else ""
        rest = regex.sub(r"^(?:và )?các (?:đơn vị|cơ quan|ngành|địa phương)[^,]{0,20}liên quan\s*", "", rest)
        measure = rest if " " in rest else measure
    return measure


_COUNT_NOUN = regex.compile(r"\s*((?:lượt |chỉ tiêu |đợt )?\p{L}+(?: \p{L}+)?(?:\s?/\s?\p{L}+(?:,? \p{L}+)?)*)")


def _unit_of_bare(match: str, quantity: Quantity, measure: str) -> str:
    """The family of a figure without a unit: a count before a noun, else a score or other."""
    behind = match[quantity.end : quantity.end + 12].strip()
    if behind[:1].isalpha() and not regex.match(r"(?:vào|năm|trở|so|đến|và|trong|trên|thế giới|đối|tại|ở|;|,)\b", behind):
        return "count"
    if regex.search(r"\b(?:chỉ số|điểm)\b", measure.lower()):
        return "score"
    if quantity.value == quantity.value.to_integral_value():
        return "count"
    return "other"


def _unit_text(text: str, match: str, quantity: Quantity, unit: str) -> str | None:
    if quantity.unit_text and quantity.unit is not None:
        return _printed(text, match, quantity)
    found = _COUNT_NOUN.match(text, quantity.end)
    noun = found.group(1).strip() if found and unit in ("count", "ratio") else None
    return join_words(quantity.unit_text or "", noun or "") or None


def _printed(text: str, match: str, quantity: Quantity) -> str:
    at = match.find(quantity.unit_text or "", quantity.start)
    if at < 0 or quantity.unit_text is None:
        return quantity.unit_text or ""
    return text[at : at + len(quantity.unit_text)]


def _confidence(draft: Draft, measure: str, context: Context) -> float:
    """How sure a target is; see docs/confidence.md for the scale."""
    confidence = draft.confidence
    if not measure or measure.count(" ") < 1:
        confidence -= 0.35
    if draft.inherits:
        confidence -= 0.06
    if draft.quantity.unit is None and not draft.quantity.explicit:
        confidence -= 0.08
    if context.section in ("other", "appendix"):
        confidence -= 0.15
    if len(measure) > 220:
        confidence -= 0.08
    if draft.change and draft.quantity.comparator == "=":
        confidence -= 0.04
    return max(0.05, round(confidence, 2))


def _statement_target(
    context: Context, start: int, end: int, measure: str, kind: str, direction: str | None, rule: str, agency_at: AgencyAt
) -> Target:
    """A target without a figure of its own: zero or qualitative."""
    text = context.item.text
    start, end = _trim(text, start, end)
    first, last = context.item.span(start, end)
    years = [m for m in find_years(context.item.match[start:end]) if not m.compared]
    years = [m for m in years if context.period_start is None or max(m.years) >= context.period_start]
    zero = kind == "zero"
    return Target(
        indicator=context.indicator, goal=context.goal, section=context.section, kind=kind, measure=measure,  # type: ignore[arg-type]
        quantity="level" if zero else None, direction=direction, comparator="=" if zero else None,  # type: ignore[arg-type]
        value=Decimal(0) if zero else None, unit="count" if zero else None,
        year=(years[-1].years[0] if years else context.above_year or context.period_end),
        frequency="annual" if is_annual(context.item.match[start:end]) else None,
        agency=agency_at(context.item, start), quote=text[start:end], start=first, end=last,
        page=context.item.passage.page, rule=rule, confidence=0.9 if zero else 0.82,
    )  # fmt: skip


def make_context(item: Item, goals: GoalMap, period: tuple[int | None, int | None]) -> Context:
    """What the clauses of an item inherit from where it stands."""
    above: int | None = None
    for ancestor in item.ancestors():
        if ancestor.heading or ancestor.text.rstrip().endswith(":"):
            above = heading_year(ancestor.match)
            if above is not None:
                break
    return Context(
        item, item.section, goals.indicator_of.get(id(item)), goals.goal_of.get(id(item)), id(item) in goals.statements,
        period[0], period[1], above,
    )  # fmt: skip
