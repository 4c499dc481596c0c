"""Drafts of one sentence: its clauses, its brackets, what they share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plan_extract.extraction.bracket_lists import listed_parts
from plan_extract.extraction.clauses import split_clauses, words
from plan_extract.extraction.commitments import commits
from plan_extract.extraction.continuations import add_continuations
from plan_extract.extraction.describing import able_quantities
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.in_turn import share_in_turn
from plan_extract.extraction.inheritance import share
from plan_extract.extraction.measures import blank_spans, clean_left, join_words
from plan_extract.extraction.place_names import PLACE, read_opening_place
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import Bracket, Sentence
from plan_extract.extraction.statements import STARTS_CLAUSE
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.target_drafts import make_draft
from plan_extract.extraction.target_leads import HERD
from plan_extract.extraction.years import YearMention, find_years, heading_years
from plan_extract.normalising import expressions as regex


def find_drafts(
    context: Context,
    text: str,
    match: str,
    sentence: Sentence,
    quantities: list[Quantity],
    noise: list[tuple[int, int]],
    zeros: list[tuple[int, int]],
) -> Iterator[Draft]:
    if not quantities:
        return
    if (
        _only_value_in_bracket(match, sentence, quantities)
        or _places_before_brackets(text, sentence, quantities)
        or _only_years_in_bracket(match, sentence, quantities)
    ):
        text, match, sentence = _without_signs(text, match, sentence, quantities)
    bracketed = [q for q in quantities if any(b.start < q.start < b.end for b in sentence.brackets)]
    plain = able_quantities(match, sentence, [q for q in quantities if q not in bracketed])
    years = find_years(match[sentence.start : sentence.end])
    years = [replace(m, start=m.start + sentence.start, end=m.end + sentence.start) for m in years]
    years = [m for m in years if not _is_aside_year(m, sentence, bracketed)]
    if context.period_start is not None:
        years = [
            m
            for m in years
            if m.compared or max(m.years) >= context.period_start or _DATED_LIMIT.match(match, m.start, m.end)
        ]
    cut = _cut_brackets(match, sentence, bracketed) + noise
    clauses = split_clauses(match, sentence, plain)
    drafts: list[Draft] = []
    passed: Draft | None = None
    uncut = blank_spans(match, cut, 0)
    of_lead = _years_of_lead(match, sentence)
    for position, clause in enumerate(clauses):
        if (
            context.in_goals
            and position == len(clauses) - 1
            and (step := STARTS_CLAUSE.search(match, clause.quantity.end, clause.end))
        ):
            clause.end = step.start()
        clause.end = min([clause.end, *(first for first, _ in zeros if first > clause.quantity.end)])
        if joined := _ENDS_IN_AND.search(match, clause.quantity.end, clause.end):
            clause.end = joined.start()
        if later := _LATER_AIM.search(match, clause.quantity.end, clause.end):
            clause.end = later.start()
        draft = make_draft(context, text, match, clause, years, cut)
        if position == 0 and not draft.years:
            draft.years = _years_before(years, sentence.start, clause.quantity.start) or of_lead
        if draft.scope is None and (
            opening := read_opening_place(lead := text[sentence.start : clauses[0].start].lstrip())
        ):
            draft.scope = lead[opening.start : opening.end].strip()
        if position + 1 < len(clauses) and _OF_A_PLACE.fullmatch(draft.measure):
            continue
        if commits(uncut, clause, draft.left, context.section, context.in_goals, context.period_start):
            if not draft.measure and passed is not None and passed.quantity.unit == draft.quantity.unit:
                draft.measure, draft.inherits = passed.measure, True  # "năm 2023 đạt 95%, phấn đấu đạt 98%"
            drafts.append(draft)
        else:
            passed = draft
    share(drafts, match, years)
    share_in_turn(drafts, match, sentence, years)
    for draft in drafts:
        draft.years = draft.years or of_lead
    drafts = add_continuations(drafts, match, years)
    for draft in drafts:
        yield draft
        yield from _equivalents(text, match, sentence, draft, bracketed)
    yield from _bracket_clauses(context, text, match, sentence, bracketed, drafts)


# "xong trước ngày 31/12/2025": a limit before the period begins is one all the same.
_DATED_LIMIT = regex.compile(r"(?:trước|chậm nhất|xong trước|hết)\s+(?:trước )?(?:ngày|tháng) \d")
# "Tại các xã đạt 19 tiêu chí, tỷ lệ ...": a figure that says which places are spoken of.
_OF_A_PLACE = regex.compile(
    r"(?:tại|ở|đối với|trên địa bàn) (?:các |những )?(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|thôn|bản|vùng|khu vực)"
    r"(?: (?:đã|có|được|đạt))*",
    regex.IGNORECASE,
)


def _only_years_in_bracket(match: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Tỷ lệ lao động qua đào tạo (năm 2025: 65%; năm 2030: 75%)": the values stand in the bracket, each behind its year."""
    if len(quantities) < 2 or any(quantity.unit != "%" for quantity in quantities):
        return False
    around = [b for b in sentence.brackets if b.start < quantities[0].start and quantities[-1].end <= b.end]
    return bool(around) and _YEAR_OPENS.match(match, around[0].start, around[0].end) is not None


def _without_signs(text: str, match: str, sentence: Sentence, quantities: list[Quantity]) -> tuple[str, str, Sentence]:
    """The sentence with the signs blanked of those brackets that hold its values; others stay brackets."""
    held = [b for b in sentence.brackets if any(b.start < q.start < b.end for q in quantities)]
    signs = [(at, at + 1) for bracket in held for at in (bracket.start, bracket.end - 1)]
    rest = [bracket for bracket in sentence.brackets if bracket not in held]
    return blank_spans(text, signs, 0), blank_spans(match, signs, 0), replace(sentence, brackets=rest)


def _only_value_in_bracket(match: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Xây dựng hệ thống xử lý nước thải tại các khu công nghiệp (đạt 100%)": the one value is the bracket at the end."""
    if len(quantities) != 1 or not sentence.brackets or _TOLD_NOW.search(match, sentence.start, sentence.end):
        return False
    quantity, last = quantities[0], sentence.brackets[-1]
    if not last.start < quantity.start or match[last.end : sentence.end].strip(" .;"):
        return False
    ahead = match[last.start + 1 : quantity.start].strip()
    alone = quantity.unit == "%" and not ahead
    return (alone or _ATTAINED.fullmatch(ahead) is not None) and not match[quantity.end : last.end - 1].strip()


def _places_before_brackets(text: str, sentence: Sentence, quantities: list[Quantity]) -> bool:
    """ "Đà Bắc (200 ha), Mai Châu (300 ha)": each bracket holds the value of the place before it, nothing else."""
    if len(quantities) < 2 or len(sentence.brackets) < len(quantities):
        return False
    start = sentence.start
    for bracket, quantity in zip(sentence.brackets, quantities, strict=False):
        holds = bracket.start < quantity.start and quantity.end < bracket.end
        if not holds or _PLACE_BEFORE.fullmatch(text, start, bracket.start) is None:
            return False
        start = bracket.end
    return True


def _name_place(text: str, bracket: Bracket, host: Draft, made: list[Draft]) -> None:
    """ "trồng 500 ha rừng tại các huyện Đà Bắc (200 ha), Mai Châu (300 ha)": whose the value in a bracket is."""
    place = _LAST_PLACE.search(text, host.quantity.end, bracket.start)
    if place is None or len(made) != 1 or made[0].quantity.unit != host.quantity.unit or made[0].scope is not None:
        return
    made[0].scope = place.group().strip()
    if (listed := _AT_PLACES.search(made[0].measure)) is not None:
        made[0].measure = made[0].measure[: listed.start()]


_LAST_PLACE = regex.compile(rf"{PLACE}\s*$")
_AT_PLACES = regex.compile(
    r"\s(?:tại|ở|của|cho)\s(?:các\s)?(?:thành phố|tỉnh|huyện|quận|thị xã|thị trấn|xã|phường|địa phương)\b.*$"
)
_PLACE_BEFORE = regex.compile(rf"\W*(?:và\s+)?{PLACE}\s*")
_ATTAINED = regex.compile(r"(?:phấn đấu )?(?:đạt|bằng)(?: tỷ lệ)?")
_TOLD_NOW = regex.compile(r"\b(?:hiện|đã|mới|ước|cùng kỳ|so với|trong đó|tăng|giảm)\b")
_YEAR_OPENS = regex.compile(
    r"\(\s*(?:(?:đến|vào) )?(?:hết |cuối )?(?:năm 20\d\d\s*(?::|đạt|là|còn)?|20\d\d\s*:)\s*[^\p{L}]*\d[\d.,]*\s?%"
)


def _is_aside_year(mention: YearMention, sentence: Sentence, bracketed: list[Quantity]) -> bool:
    """A year in a bracket that tells a figure of its own is no year of the value before it."""
    return any(
        bracket.start <= mention.start < bracket.end and any(bracket.start < q.start < bracket.end for q in bracketed)
        for bracket in sentence.brackets
    )


# "... đạt 50% và đến năm 2028 đạt tỉnh không ma túy": an aim of its own, its year not that of the value before.
_LATER_AIM = regex.compile(
    r"\s+và (?:(?:đến|tới|sang|trong) )?(?:hết |cuối )?năm 20\d\d,?\s+(?:phấn đấu )?(?:đạt|hoàn thành|có|trở thành|là|cơ bản) (?=\p{L})(?!mục tiêu|chỉ tiêu)"
)
_ENDS_IN_AND = regex.compile(r"\s*(?:,\s*|\s+và|\s+đồng thời)+\s*$")


def _cut_brackets(match: str, sentence: Sentence, bracketed: list[Quantity]) -> list[tuple[int, int]]:
    """Brackets that are no part of a measure: those with a year or a quantity of their own."""
    spans: list[tuple[int, int]] = []
    for bracket in sentence.brackets:
        inner = match[bracket.start : bracket.end]
        if (
            any(bracket.start < q.start < bracket.end for q in bracketed)
            or regex.search(r"\d giờ", inner)
            or _MONEY_IN_WORDS.fullmatch(inner)
            or regex.search(
                r"\b(?:sẽ được|sẽ do|xem (?:chi tiết|phụ lục)|chi tiết (?:tại|theo)|có (?:biểu|phụ lục|danh (?:mục|sách)))\b",
                inner,
            )
            or regex.fullmatch(r"\((?:năm )?(?:đến )?(?:năm )?20\d\d\)", inner)
        ):
            spans.append((bracket.start, bracket.end))
    return spans


# "1.250.000.000 đồng (một tỷ, hai trăm năm mươi triệu đồng)": the sum again, as cheques have it.
_MONEY_IN_WORDS = regex.compile(
    r"\((?:bằng chữ\s*:?\s*)?(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) [\p{L}, ]*\bđồng(?: chẵn)?[./]*\)"
)


def _years_of_lead(match: str, sentence: Sentence) -> tuple[int, ...]:
    """The year before a colon that holds for what follows ("Đến hết năm 2025: ...")."""
    for span in (sentence.lead, sentence.outer):
        found = heading_years(match[span[0] : span[1]]) if span is not None else ()
        if found:
            return found
    return ()


def _years_before(years: list[YearMention], start: int, end: int) -> tuple[int, ...]:
    """A year that opens the sentence before the clause of its first quantity."""
    before = [m for m in years if not m.compared and start <= m.start and m.end <= end]
    return before[-1].years if before else ()


_EQUALS = regex.compile(r"(?:tương đương|chiếm|đạt|bằng|tương ứng|tỷ lệ|khoảng|trên|dưới)(?: (?:với|khoảng|tỷ lệ))*\s*")


def _equivalents(text: str, match: str, sentence: Sentence, draft: Draft, bracketed: list[Quantity]) -> Iterator[Draft]:
    """ "4 xã (57,14%)": the bracket right behind a quantity says the same in another unit."""
    for bracket in sentence.brackets:
        inner = [q for q in bracketed if bracket.start < q.start < bracket.end]
        if len(inner) != 1 or not draft.quantity.end <= bracket.start <= draft.end:
            continue
        bare = match[bracket.start + 1 : bracket.end - 1].strip()
        said = _EQUALS.match(bare)
        opens = inner[0].start <= bracket.start + 2 + (said.end() if said else 0)
        allowed = 40 if opens and not words("verb").search(bare) else 16
        if _COMPARED_WITH.search(match, draft.quantity.end, bracket.start):
            bracketed.remove(inner[0])
            continue
        if len(bare) - (inner[0].end - inner[0].start) > allowed or regex.search(r"\bnăm 20|hiện|đã", bare):
            continue
        same_unit = inner[0].unit == draft.quantity.unit and inner[0].value != draft.quantity.value
        if same_unit and not said and _LAST_PLACE.search(text, draft.quantity.end, bracket.start):
            continue  # of the place named before it
        if said or bare[:1].isdigit() or inner[0].start == bracket.start + 1:
            bracketed.remove(inner[0])
            yield replace_draft(draft, quantity=inner[0], rule="target.equivalent")


# "giảm 1,5% so với năm 2024 (6,5%)": what the bracket tells is the value compared with.
_COMPARED_WITH = regex.compile(r"\bso với[^,;]*$")


def _bracket_clauses(
    context: Context, text: str, match: str, sentence: Sentence, bracketed: list[Quantity], drafts: list[Draft]
) -> Iterator[Draft]:
    """Quantities in brackets that are parts or special cases ("(gồm 01 ... và 01 ...)")."""
    for bracket in sentence.brackets:
        inner = [q for q in bracketed if bracket.start < q.start < bracket.end]
        bare = match[bracket.start + 1 : bracket.end - 1]
        before = next((d for d in reversed(drafts) if d.quantity.end <= bracket.start), None)
        if before is not None and (parts := listed_parts(text, match, bracket, inner, before)):
            yield from parts
            continue
        if bare[:1].isdigit() and inner and inner[0].unit is None and not _adds_up(inner, before):
            continue
        if not inner or regex.search(r"\bnăm 20\d\d (?:có|là|đạt|được)|hiện|\bđã\b|^năm 20\d\d", bare):
            continue
        host = before
        if host is not None and (parts := _parts_of_total(text, match, bracket, inner, host)):
            yield from parts
            continue
        if not regex.match(
            r"\s*(?:gồm|bao gồm|trong đó|riêng|cụ thể|bình quân|trung bình|tối thiểu|ít nhất|phấn đấu|mỗi|giảm|tăng|còn|tỷ lệ|vốn|ngân sách|chi|kinh phí|nguồn|từ)\b|\s*\d",
            bare,
        ):
            if host is not None and len(inner) == 1 and (place := _place_of_rate(text, match, bracket, inner[0], host)):
                yield place
            elif (
                host is not None
                and len(inner) == 1
                and (part_of_rate := _part_of_rate(text, match, bracket, inner[0], host))
            ):
                yield part_of_rate
            continue
        part = Sentence(bracket.start + 1, bracket.end - 1, None, [])
        years = [
            replace(m, start=m.start + part.start, end=m.end + part.start)
            for m in find_years(match[part.start : part.end])
        ]
        made: list[Draft] = []
        for clause in split_clauses(match, part, inner):
            draft = make_draft(context, text, match, clause, years, [])
            if not draft.measure and host is None:
                continue
            if host is None and not draft.left and _is_per_thing(draft):
                draft.measure = _words_before(text, match, sentence, bracket)
            elif host is not None and (each := _EACH_OF_THEM.fullmatch(draft.left.lower())) and not draft.right:
                draft.measure = _of_each(host, each["noun"])
            made.append(draft)
        if host is not None and made:
            if not _adds_up(inner, host) or not bare[:1].isdigit():
                share([host, *made], match, years)
            _name_place(text, bracket, host, made)
            for draft in made:
                if host.scope and draft.scope is None:
                    draft.scope = host.scope
                draft.years = draft.years or host.years
        yield from made


_EACH_OF_THEM = regex.compile(r"mỗi (?P<noun>\p{L}+)")


def _of_each(host: Draft, noun: str) -> str:
    """ "Hỗ trợ 30 nhà Đại đoàn kết (mỗi nhà 60 triệu đồng)": what each of those counted gets."""
    if not host.right.lower().startswith(noun):
        return f"mỗi {noun}"
    return join_words(host.left, f"mỗi {noun}", host.right[len(noun) :])


def _is_per_thing(draft: Draft) -> bool:
    """ "(từ 03 đến 05 người/đội)": so many to each of what stands before the bracket."""
    return draft.quantity.unit is None and "/" in draft.right_match[:24]


def _words_before(text: str, match: str, sentence: Sentence, bracket: Bracket) -> str:
    return clean_left(text[sentence.start : bracket.start], match[sentence.start : bracket.start])


def _adds_up(inner: list[Quantity], host: Draft | None) -> bool:
    """ "20 lớp (10 lớp về ..., 10 lớp về ...)": the numbers in a bracket are the parts of the one before it."""
    return (
        host is not None
        and len(inner) > 1
        and host.quantity.unit is None
        and all(each.unit is None for each in inner)
        and sum(each.value for each in inner) == host.quantity.value
    )


_NAME_END = regex.compile(r"(?:\s+(?:đạt|là|còn|chiếm|từ|trên|dưới|ít nhất|tối thiểu|khoảng))+$")
_PART = regex.compile(
    r"(?:\s*(?:gồm|bao gồm|trong đó|cụ thể|chia ra)\s*:?)?\s*(?P<name>(?!gồm|bao gồm|trong đó|có|ít nhất|tối thiểu|mỗi|riêng|phấn đấu|với)\p{L}[^:;\d]{1,60}?)\s*:?\s*$",
    regex.IGNORECASE,
)


def _parts_of_total(text: str, match: str, bracket: Bracket, inner: list[Quantity], host: Draft) -> list[Draft]:
    """ "3.200 con (đàn lợn: 1.220 con; đàn bò: 1.200 con)": parts of the total, each named right before its value."""
    found: list[Draft] = []
    start = bracket.start + 1
    for position, quantity in enumerate(inner):
        named = _PART.fullmatch(text, start, quantity.start)
        stop = inner[position + 1].start if position + 1 < len(inner) else bracket.end - 1
        close = _PART_END.search(match, quantity.end, stop)
        end = close.start() if close else stop
        behind = match[quantity.end : end].strip()
        if named is not None and words("head").match(named.group("name").lower()):
            return []
        if named is None or quantity.unit != host.quantity.unit or len(behind.split()) > 3:
            return []
        if quantity.unit is None and behind.split()[:1] != [host.noun]:
            return []
        name = _NAME_END.sub("", named.group("name").strip())
        own = HERD.match(name) or (quantity.unit == "money" and words("weak-start").match(f"{name.lower()} "))
        said: dict[str, str | None] = {"measure": name, "scope": host.scope} if own else {"scope": name}
        found.append(
            replace_draft(
                host, quantity=quantity, start=named.start("name"), end=end, rule="target.part", direction=None,
                confidence=host.confidence - 0.04, **said,
            )
        )  # fmt: skip
        start = close.end() if close else stop
    return found if len(found) > 1 else []


_RATE_PLACE = regex.compile(
    r"\s*(?P<name>[^:;,\d]{2,40}?)\s*:?\s*(?:(?:đạt|là|còn|trên|dưới|từ|ít nhất|tối thiểu)\s+)*"
)


def _place_of_rate(text: str, match: str, bracket: Bracket, quantity: Quantity, host: Draft) -> Draft | None:
    """ "giảm tỷ lệ thấp còi xuống dưới 20% (miền núi dưới 28%)": the same for a part of the territory."""
    found = _RATE_PLACE.fullmatch(match, bracket.start + 1, quantity.start)
    if found is None or quantity.unit != "%" or host.quantity.unit != "%" or host.change:
        return None
    if match[quantity.end : bracket.end - 1].strip() or not words("scope-start").match(found.group("name")):
        return None
    start, end = found.span("name")
    return replace_draft(
        host, quantity=quantity, start=start, end=quantity.end, scope=text[start:end], rule="target.part",
        confidence=host.confidence - 0.04,
    )  # fmt: skip


_RATE_PART = regex.compile(r"\s*(?P<name>(?:có|được|là|qua|đạt) [^:;\d]{3,60}?),?\s+(?:đạt|chiếm|trên|dưới|từ)?\s*")


def _part_of_rate(text: str, match: str, bracket: Bracket, quantity: Quantity, host: Draft) -> Draft | None:
    """ "tỷ lệ lao động qua đào tạo đạt 70% (có bằng cấp, chứng chỉ đạt 30%)": a narrower group of those the rate counts."""
    found = _RATE_PART.fullmatch(match, bracket.start + 1, quantity.start)
    if (
        found is None
        or quantity.unit != "%"
        or host.quantity.unit != "%"
        or match[quantity.end : bracket.end - 1].strip()
    ):
        return None
    start, end = found.span("name")
    return replace_draft(
        host, quantity=quantity, start=start, end=quantity.end, measure=join_words(host.measure, text[start:end]),
        rule="target.part", direction=None, change=False, confidence=host.confidence - 0.04,
    )  # fmt: skip


_PART_END = regex.compile(r"\s*[;,]\s*(?:và )?|\s+và\s+")
