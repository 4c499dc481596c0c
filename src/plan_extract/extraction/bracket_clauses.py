"""Values in brackets: the same in another unit, parts and special cases of the value before, what each of those counted gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plan_extract.extraction.bracket_lists import listed_parts
from plan_extract.extraction.clauses import split_clauses, words
from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.drafts import Draft, replace_draft
from plan_extract.extraction.inheritance import share
from plan_extract.extraction.measures import clean_left, join_words
from plan_extract.extraction.place_names import AT_PLACES, PLACE
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import Bracket, Sentence
from plan_extract.extraction.target_context import Context
from plan_extract.extraction.target_drafts import make_draft
from plan_extract.extraction.target_leads import HERD
from plan_extract.extraction.years import find_years
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("bracket_words")
_EQUALS = _WORDS["equals"]
_MOVES = _WORDS["moves"]
_OF_OTHER_TIME = _WORDS["of-other-time"]
_TOLD_OF_YEAR = _WORDS["told-of-year"]
_SOURCE = _WORDS["source-of-money"]
_YEAR_FIRST = _WORDS["year-first"]
_COMPARED_WITH = _WORDS["compared-with"]
_OPENS_PART = _WORDS["opens-part"]
_NAMES_SOME = _WORDS["names-some"]
_SAYS_HOW_MANY = _WORDS["says-how-many"]
_HOW_LONG = _WORDS["how-long"]
_EACH_PLACE = _WORDS["each-place"]
_EACH = _WORDS["each"]
_EACH_OF_THEM = _WORDS["each-of-them"]
_NAME_END = _WORDS["attains-at-end"]
_PART = _WORDS["part"]
_RATE_PLACE = _WORDS["place-of-rate"]
_RATE_PART = _WORDS["part-of-rate"]
_PART_END = _WORDS["part-end"]


def _name_place(text: str, bracket: Bracket, host: Draft, made: list[Draft]) -> None:
    """ "trồng 500 ha rừng tại các huyện Đà Bắc (200 ha), Mai Châu (300 ha)": whose the value in a bracket is."""
    place = _LAST_PLACE.search(text, host.quantity.end, bracket.start)
    if place is None or len(made) != 1 or made[0].quantity.unit != host.quantity.unit or made[0].scope is not None:
        return
    if made[0].change:  # "sang Nhật Bản (tăng 5 người so với năm trước)"
        return
    made[0].scope = place.group().strip()
    if (listed := AT_PLACES.search(made[0].measure)) is not None:
        made[0].measure = made[0].measure[: listed.start()]


_LAST_PLACE = regex.compile(rf"{PLACE}\s*$")


def equivalents(text: str, match: str, sentence: Sentence, draft: Draft, bracketed: list[Quantity]) -> Iterator[Draft]:
    """ "4 xã (57,14%)": the bracket right behind a quantity says the same in another unit."""
    for bracket in sentence.brackets:
        inner = [q for q in bracketed if bracket.start < q.start < bracket.end]
        if len(inner) != 1 or not draft.quantity.end <= bracket.start <= draft.end:
            continue
        bare = match[bracket.start + 1 : bracket.end - 1].strip()
        said = _EQUALS.match(bare)
        opens = inner[0].start <= bracket.start + 2 + (said.end() if said else 0)
        moved = _MOVES.search(bare[: max(0, inner[0].start - bracket.start - 1)]) if said else None
        allowed = 40 if moved or (opens and not words("verb").search(bare)) else 16
        if _COMPARED_WITH.search(match, draft.quantity.end, bracket.start) and inner[0].comparator == "=" and not said:
            bracketed.remove(inner[0])
            continue
        if len(bare) - (inner[0].end - inner[0].start) > allowed or _OF_OTHER_TIME.search(bare):
            continue
        same_unit = inner[0].unit == draft.quantity.unit and inner[0].value != draft.quantity.value
        if same_unit and not said and _LAST_PLACE.search(text, draft.quantity.end, bracket.start):
            continue  # of the place named before it
        if moved and inner[0].unit != draft.quantity.unit:
            bracketed.remove(inner[0])
            way = "decrease" if moved["falls"] else "increase"
            yield replace_draft(draft, quantity=inner[0], rule="target.equivalent", change=True, direction=way)
            continue
        if _YEAR_FIRST.match(bare):
            continue  # "đạt 35% (2025: 15%)": the value of another year
        if _SOURCE.search(match, draft.quantity.end, bracket.start):
            continue  # "7.500 triệu đồng, từ nguồn ngân sách tỉnh (60%), ...": the share of the source before it
        if said or bare[:1].isdigit() or inner[0].start == bracket.start + 1:
            bracketed.remove(inner[0])
            yield replace_draft(draft, quantity=inner[0], rule="target.equivalent")


def _share_of_source(text: str, match: str, bracket: Bracket, quantity: Quantity, host: Draft) -> Draft | None:
    """ "từ nguồn ngân sách tỉnh (60%), nguồn của ngành điện (25%)": what part of a sum each source gives."""
    source = _SOURCE.search(match, host.quantity.end, bracket.start)
    alone = match[bracket.start + 1 : bracket.end - 1].strip() == match[quantity.start : quantity.end].strip()
    if source is None or quantity.unit != "%" or not alone:
        return None
    name = text[source.start("name") : source.end("name")]
    return replace_draft(
        host, quantity=quantity, start=source.start("name"), end=bracket.end, measure=name, scope=None,
        rule="target.part", direction=None, change=False, annual=False, confidence=host.confidence - 0.04,
    )  # fmt: skip


def bracket_clauses(
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
        alone = bare[:1].isdigit() and inner and inner[0].unit is None and not _adds_up(inner, before)
        if alone and (before is None or not _counts_each(match, inner[0], before)):
            continue
        if not inner or _TOLD_OF_YEAR.search(bare):
            continue
        host = before
        if host is not None and (parts := _parts_of_total(text, match, bracket, inner, host)):
            yield from parts
            continue
        if host is not None and len(inner) == 1 and (source := _share_of_source(text, match, bracket, inner[0], host)):
            yield source
            continue
        if not _OPENS_PART.match(bare) and not _counts_some(match, bracket, inner, host):
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
            how_many = not draft.left and (_is_per_thing(draft) or _SAYS_HOW_MANY.match(bare) is not None)
            if (not draft.measure and host is None and not how_many) or _lasts(draft):
                continue
            if host is None and how_many:
                draft.measure = _words_before(text, match, sentence, bracket)
            elif host is not None and _is_each_place(host, draft):
                draft.scope, draft.measure, draft.left = draft.left, host.measure, host.left
            elif host is not None and (each := _EACH_OF_THEM.fullmatch(draft.left.lower())) and not draft.right:
                draft.measure = _of_each(host, each["noun"])
            made.append(draft)
        if host is not None and made and _adds_up(inner, host):
            for draft in made:
                noun = read_count_noun(text, match, host.quantity.end) or ""
                if draft.measure == draft.right and draft.right.lower().startswith(f"{noun.lower()} "):
                    draft.scope, draft.measure = draft.right[len(noun) :].strip(), host.measure
        if host is not None and made:
            if not _adds_up(inner, host) or not bare[:1].isdigit():
                share([host, *made], match, years)
            if alone:
                made[0].measure = made[0].right or made[0].measure
            _name_place(text, bracket, host, made)
            for draft in made:
                if host.scope and draft.scope is None:
                    draft.scope = host.scope
                draft.years = draft.years or host.years
        yield from made


def _counts_some(match: str, bracket: Bracket, inner: list[Quantity], host: Draft | None) -> bool:
    """ "1,5 triệu lượt khách (khách quốc tế 200 nghìn lượt)": some of those that stand before the bracket."""
    if host is None or len(inner) != 1 or inner[0].unit is not None or host.quantity.unit is not None:
        return False
    counted = match[inner[0].end : bracket.end - 1].split()
    named = _NAMES_SOME.fullmatch(match, bracket.start + 1, inner[0].start)
    return named is not None and len(counted) == 1 and counted == match[host.quantity.end :].split()[:1]


def _lasts(draft: Draft) -> bool:
    """ "(30 học viên/lớp, thời gian 03 tháng/lớp)": how long it takes, as outside of brackets no aim."""
    return draft.quantity.unit == "time" and _HOW_LONG.fullmatch(draft.left.lower()) is not None


def _counts_each(match: str, quantity: Quantity, host: Draft) -> bool:
    """ "Mở 02 lớp (30 học viên/lớp)": how many belong to each of those that stand before the bracket."""
    counted = _COUNTED_EACH.match(match, quantity.end)
    return (
        counted is not None and host.quantity.unit is None and match.startswith(f" {counted['of']}", host.quantity.end)
    )


_COUNTED_EACH = regex.compile(r"\s*\p{L}+(?: \p{L}+)?\s?/\s?(?P<of>\p{L}+)(?=\s*[,;)])")


def _is_each_place(host: Draft, draft: Draft) -> bool:
    """ "tập huấn 52 cán bộ cấp xã (mỗi xã 02 người)": how the number is spread over places."""
    counted = host.quantity.unit in (None, "count") and draft.quantity.unit in (None, "count")
    if not counted or draft.right.count(" ") >= 2:
        return False
    alike = draft.noun != "" and draft.noun == host.noun and _EACH.match(draft.left.lower()) is not None
    return alike or _EACH_PLACE.fullmatch(draft.left.lower()) is not None


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
        within = host.scope if host.scope and words("scope-start").match(name.lower()) else ""
        said: dict[str, str | None] = (
            {"measure": name, "scope": host.scope} if own else {"scope": join_words(within, name)}
        )
        found.append(
            replace_draft(
                host, quantity=quantity, start=named.start("name"), end=end, rule="target.part", direction=None,
                confidence=host.confidence - 0.04, **said,
            )
        )  # fmt: skip
        start = close.end() if close else stop
    return found if len(found) > 1 else []


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
