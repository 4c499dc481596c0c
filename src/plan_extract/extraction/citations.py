"""Documents cited in a passage: type, number, date and issuer as printed, each with its place.

A citation is a type and a number ("Quyết định số 23/QĐ-TTg"), a number in a list that goes on with the
type before it ("..., số 24/QĐ-TTg"), or a law by its name. What citations mean to a plan (relation,
repeats) is decided in `legal_references`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache

from plan_extract.extraction.law_names import LawName, find_law_names
from plan_extract.extraction.printed_dates import BARE_DATE, DATE, PrintedDate, read_date
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("citation_words")
_NUMBER = _WORDS["number"]
_LOWER_NUMBER = _WORDS.screened("lower-number")
_PLAIN_NUMBER = _WORDS["plain-number"]
_BLANK_NUMBER = _WORDS["blank-number"]
_MAYBE_BLANK_NUMBER = _WORDS["maybe-blank-number"]
_GAP = _WORDS["gap-before-number"]
_LIST_GAP = _WORDS["gap-in-list"]
_SO_BEFORE = _WORDS["number-word-before"]
_STRONG = _WORDS["surely-a-document"]
_DATE_BEHIND = _WORDS["before-date"]
_FIGURES_BEHIND = regex.compile(
    r"\s*[,(]\s*(?=\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})"
    r"|\s+(?=\d{1,2}/\d{1,2}/\d{4})"
)
_LAW_NUMBER_LEAD = _WORDS["before-number-of-law"]
_LAW_SYMBOL = _WORDS["symbol-of-law"]
_LAW_YEAR = _WORDS["year-of-law"]
_OF = _WORDS["of-body"]
_NUMBER_WORD = _WORDS.screened("number-word")
_DAY_WORD = _WORDS.screened("day-word")
_OF_PARLIAMENT = _WORDS["symbol-of-parliament"]
_ENDS_ISSUER = _WORDS["ends-issuer"]
_JOINT_AT_END = _WORDS["joint-at-end"]
_LAW = _WORDS["law-follows"]
_PROPOSAL_FOLLOWS = _WORDS["proposal-follows"]
_PROPOSER = _WORDS["proposer"]
_ISSUED_BY = _WORDS["issued-by"]


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a document; `start`, `end` are offsets in the passage.

    `law` is the printed name of a law without "Luật" cut off, else None. `certain` is False where type or
    extent had to be inferred.
    """

    passage: Passage
    start: int
    end: int
    type: str
    number: str | None
    date: str | None
    issuer: str | None
    law: str | None = None
    rule: str = "reference.number"
    certain: bool = True
    inner: bool = False


@lru_cache(maxsize=1)
def type_rules() -> RuleSet:
    return load_rules("cited_types", rule_folders())


@lru_cache(maxsize=1)
def citing_rules() -> RuleSet:
    return load_rules("citing", rule_folders())


@lru_cache(maxsize=1)
def opener_rules() -> RuleSet:
    """The words that begin a clause of the opening, with the relation that they say."""
    return RuleSet(tuple(rule for rule in citing_rules().rules if rule.sets["kind"] == "opener"))


@lru_cache(maxsize=8)
def citing_pattern(kind: str) -> regex.Pattern[str]:
    """The wording of one kind of `citing.yml` as one pattern."""
    return regex.compile("|".join(f"(?:{rule.pattern})" for rule in citing_rules().rules if rule.sets["kind"] == kind))


@lru_cache(maxsize=1)
def _types_by_symbol() -> dict[str, str]:
    return {
        symbol: rule.pattern.split("(")[0].split("|")[0] or str(rule.examples[0].match)
        for rule in type_rules().rules
        for symbol in rule.sets.get("symbols", ())
    }


@lru_cache(maxsize=1)
def _type_pattern() -> regex.Pattern[str]:
    return regex.compile("(?<!\\w)(?:" + "|".join(f"(?:{rule.pattern})" for rule in type_rules().rules) + ")(?!\\w)")


def find_citations(passage: Passage) -> list[Citation]:
    """The documents that a passage cites, from left to right."""
    laws = find_law_names(passage)
    if "/" not in passage.text and not laws and not _NUMBER_WORD.can_match(passage.match):
        return []
    found: list[Citation] = []
    taken: list[tuple[int, int]] = []
    for law in laws:
        for citation in _read_law(passage, law):
            found.append(citation)
            taken.append((citation.start, citation.end))
    found += _read_numbers(passage, taken)
    return sorted(found, key=lambda citation: (citation.start, -citation.end))


def _read_law(passage: Passage, law: LawName) -> list[Citation]:
    """The citation of a law, and of those named in an amending law's name."""
    found: list[Citation] = []
    number: str | None = None
    printed_date: PrintedDate | None = None
    position = law.end
    for _ in range(3):
        if number is None and (hit := _number_after(passage, position)):
            number, position = _compact(hit.group("number")), hit.end()
        elif printed_date is None and (printed_date := _law_date(passage, position)):
            position = printed_date.end
    if law.inner and len(law.inner) > 1 and number and not printed_date:
        number, position = None, law.end
    name = _one_blank(passage.text[law.start : law.end])
    kind = _one_blank(passage.text[law.start : law.kind_end])
    if law.bare and number is None:
        return []
    found.append(
        Citation(
            passage, law.start, max(position, law.end),
            _sentence_case(kind) if number else _keep_case(name), number,
            printed_date.iso if printed_date else None, None, name, "reference.law", law.listed,
        )
    )  # fmt: skip
    for inner in law.inner:
        found += [replace(citation, inner=True) for citation in _read_law(passage, replace(inner, inner=()))]
    return [found[0], *(_bare_inner(citation, number) for citation in found[1:])]


def _bare_inner(citation: Citation, number: str | None) -> Citation:
    """A law named in an amending law: number and date behind the list are the amending law's."""
    if citation.number is not None and citation.number != number:
        return citation
    name = citation.law or citation.type
    return replace(citation, type=_keep_case(name), number=None, date=None, end=citation.start + len(name))


def _number_after(passage: Passage, position: int) -> regex.Match[str] | None:
    lead = _LAW_NUMBER_LEAD.match(passage.match, position)
    found = _NUMBER.match(passage.text, lead.end()) if lead else None
    return found if found and _LAW_SYMBOL.search(found.group()) else None


def _law_date(passage: Passage, position: int) -> PrintedDate | None:
    if year := _LAW_YEAR.match(passage.match, position):
        return PrintedDate(year.group(1), year.end())
    return _date_after(passage.match, position)


def _date_after(match: str, position: int) -> PrintedDate | None:
    """The date that follows directly, None where there is none."""
    if (lead := _DATE_BEHIND.match(match, position)) and (found := DATE.match(match, lead.end())):
        return read_date(found)
    if (lead := _FIGURES_BEHIND.match(match, position)) and (found := BARE_DATE.match(match, lead.end())):
        return read_date(found)
    return None


def _read_numbers(passage: Passage, taken: list[tuple[int, int]]) -> list[Citation]:
    text, match = passage.text, passage.match
    slashed = "/" in text
    numbers = list(_NUMBER.finditer(text)) if slashed else []
    numbers += _PLAIN_NUMBER.finditer(match) if _DAY_WORD.can_match(match) else ()
    if slashed:
        numbers += _LOWER_NUMBER.finditer(text)
        numbers += _BLANK_NUMBER.finditer(text) if _MAYBE_BLANK_NUMBER.search(text) else ()
    if not numbers:
        return []
    types = list(_type_pattern().finditer(match))
    ends = [hit.end() for hit in types]
    found: list[Citation] = []
    last: Citation | None = None
    for hit in sorted(numbers, key=lambda hit: hit.start()):
        if any(start <= hit.start() < end for start, end in taken) or (found and hit.start() < found[-1].end):
            last = None
            continue
        citation = _read_number(passage, hit, types, ends, last)
        if citation is not None:
            found.append(citation)
            last = citation
    return found


def _read_number(
    passage: Passage,
    hit: regex.Match[str],
    types: list[regex.Match[str]],
    ends: list[int],
    last: Citation | None,
) -> Citation | None:
    match, text = passage.match, passage.text
    groups = hit.groupdict()
    printed = next(filter(None, groups.values()), hit.group())
    first = hit.start() if hit.group()[:1].isdigit() else hit.end() - len(printed)
    number: str | None = _compact(printed)
    certain = True
    type_name: str | None = None
    start = hit.start()
    at = bisect_right(ends, first) - 1
    if at >= 0 and _GAP.fullmatch(match, ends[at], first):
        type_name, start = _sentence_case(text[types[at].start() : types[at].end()]), types[at].start()
    elif last is not None and first - last.end < 12 and _LIST_GAP.fullmatch(match, last.end, first):
        type_name = last.type
    elif groups.get("number") and (
        _SO_BEFORE.search(match, max(0, first - 8), first) or _STRONG.search(text, first - 1, hit.end())
    ):
        type_name, certain = _type_of_symbol(str(number)), False
        if type_name in ("Luật", "Văn bản"):
            type_name = _type_abbreviated(text, first) or type_name
    if type_name is None or ("plain" in groups and start == hit.start()):
        return None
    if "blank" in groups:
        number, certain = None, False
    end = hit.end()
    printed_date = _date_after(match, end)
    end = printed_date.end if printed_date else end
    issuer = _issuer_after(passage, end)
    if issuer and printed_date is None and (late := _date_after(match, issuer[1])) and late.iso and len(late.iso) > 4:
        printed_date, end = late, late.end
    if number is None and (printed_date is None or printed_date.iso is None):
        return None
    name = _one_blank(text[issuer[0] : issuer[1]]) if issuer else _issuer_before(passage, start)
    return Citation(
        passage,
        start,
        end,
        type_name,
        number,
        printed_date.iso if printed_date else None,
        name,
        certain=certain,
    )


def _type_abbreviated(text: str, at: int) -> str | None:
    """The type that letters before a number name: "NQ 193/2025/QH15" is a Nghị quyết, no Luật."""
    found = _ABBREVIATED.search(text, max(0, at - 12), at)
    known = _types_by_symbol().get(found.group("letters")) if found else None
    return _sentence_case(known) if known else None


_ABBREVIATED = _WORDS["type-in-letters"]


def _type_of_symbol(number: str) -> str | None:
    """The type that the letters of a number say: "58/2023/NĐ-CP" is a Nghị định."""
    letters = regex.search(r"\p{Lu}[\p{L}]*", number)
    if letters is None:
        return None
    if _OF_PARLIAMENT.match(letters.group()):
        return "Luật" if letters.group() == "QH" else "Nghị quyết"
    known = _types_by_symbol().get(letters.group())
    return _sentence_case(known) if known else "Văn bản"


def _issuer_after(passage: Passage, position: int) -> tuple[int, int] | None:
    """Where the issuing body stands that "của" names behind number and date."""
    match = passage.match
    lead = _OF.match(match, position)
    if not lead or not citing_pattern("issuer-head").match(match, lead.end()):
        return None
    return lead.end(), _end_of_issuer(passage, lead.end())


@lru_cache(maxsize=1)
def _issuer_boundary() -> regex.Pattern[str]:
    return regex.compile(
        rf"[;:.()\"]|,\s*|\s(?:(?:{citing_pattern('issuer-end').pattern})(?!\w)|{_ENDS_ISSUER.pattern})|$"
    )


def _end_of_issuer(passage: Passage, start: int) -> int:
    """The end of a body's name: the first word that cannot belong to it, at most 140 characters on."""
    match, text = passage.match, passage.text
    limit = min(len(match), start + 140)
    position = start + 1
    while position < limit:
        stop = _issuer_boundary().search(match, position, limit)
        if stop is None:
            return limit if limit == len(match) else match.rfind(" ", start, limit)
        if citing_pattern("issuer-name").match(match, stop.start() + 1) and text[stop.start() + 1].isupper():
            position = stop.end() + 1
            continue
        if (
            stop.group().startswith(",")
            and regex.match(r"\p{Lu}\p{Ll}", text[stop.end() : stop.end() + 2])
            and not _type_pattern().match(match, stop.end())
            and not citing_pattern("issuer-head").match(match, stop.end())
            and not _LAW.match(match, stop.end())
        ):
            position = stop.end() + 1
            continue
        return _without_joint(match, start, stop.start())
    return limit


def _without_joint(match: str, start: int, end: int) -> int:
    """`end` moved before blanks and a last "và" or "số"."""
    kept = _JOINT_AT_END.sub("", match[start:end].rstrip())
    return start + len(kept.rstrip(" ,-"))


def _issuer_before(passage: Passage, start: int) -> str | None:
    """The body in "đề nghị của Sở Y tế tại Tờ trình số" or "Bộ Chính trị đã ban hành Nghị quyết số"."""
    match, text = passage.match, passage.text
    window = max(0, start - 150)
    before = match[window:start]
    if found := _PROPOSAL_FOLLOWS.search(before):
        at = max((proposer.end() for proposer in _PROPOSER.finditer(before)), default=0)
        if at and citing_pattern("issuer-head").match(before, at):
            return _one_blank(text[window + at : window + found.start()]) or None
    if found := _ISSUED_BY.search(before):
        first = window + found.start(1)
        if citing_pattern("issuer-head").match(match, first):
            return _one_blank(text[first : window + found.end(1)])
    return None


def _compact(number: str) -> str:
    compact: str = regex.sub(r"\s+", "", number)
    return compact.replace("–", "-").replace("‑", "-").replace("Ð", "Đ")


def _one_blank(text: str) -> str:
    return " ".join(text.split()).strip(" ,\"'")


def _sentence_case(text: str) -> str:
    lowered = _one_blank(text).lower()
    return lowered[:1].upper() + lowered[1:]


def _keep_case(name: str) -> str:
    name = _one_blank(name)
    return _sentence_case(name) if name.isupper() else name[:1].upper() + name[1:]
