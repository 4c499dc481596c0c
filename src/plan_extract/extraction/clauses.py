"""Clauses around quantities: where one ends and the next begins, and its words on both sides.

A sentence is cut at semicolons and full stops, then between each two quantities at the boundary
that opens a clause ("..., trong đó có 300 ...", "... và 75% vào năm 2030"). Where no boundary
lies between, the second quantity only describes the first ("100% thôn có ít nhất 01 tổ").
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import BRACKETS, Sentence
from plan_extract.normalising.expressions import Screened
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("clause_joints")
_SOFT = _WORDS["cut"]
_HAS_BEFORE = _WORDS["has-before"]
_AS_MUCH = _WORDS["as-much"]
_AND_AT_END = _WORDS["and-at-the-end"]
_PART_ATTAINS = _WORDS["part-attains"]
_ATTAINED = _WORDS["attained"]
_VERB_BEFORE = _WORDS["verb-before"]
_OPENS_PART = _WORDS["opens-a-part"]
_ONE_MORE_SHARE = _WORDS["one-more-share"]
_DESCRIBES = _WORDS["describes-a-count"]
_ADDS = _WORDS["adds"]
_TIME_LEAD = _WORDS["time-in-front"]
_ATTAINS_OR_IS = _WORDS["attains-or-is"]


@lru_cache(maxsize=1)
def clause_rules() -> RuleSet:
    return load_rules("clause_words", rule_folders())


@lru_cache(maxsize=64)
def words(name: str) -> Screened:
    """The pattern of one group of clause words (`patterns/clause_words.yml`)."""
    return clause_rules().by_id(f"words.{name}").screened()


@dataclass(slots=True)
class Clause:
    """A quantity with the clause it stands in: `start`..`end`, in offsets of the item's text."""

    start: int
    end: int
    quantity: Quantity
    lead: tuple[int, int] | None = None
    opens: bool = True
    first: bool = False
    only: bool = False
    floor: int = 0
    outer: tuple[int, int] | None = None


def split_clauses(match: str, sentence: Sentence, quantities: list[Quantity]) -> list[Clause]:
    """One clause a quantity of the sentence (those in brackets aside), left to right."""
    clauses = _split(match, sentence, quantities)
    floor = sentence.start
    for clause in clauses:
        clause.outer = sentence.outer
        clause.floor = floor
        floor = clause.quantity.end
    if clauses:
        clauses[0].first, clauses[0].only = True, len(clauses) == 1
    return clauses


def _split(match: str, sentence: Sentence, quantities: list[Quantity]) -> list[Clause]:
    clauses: list[Clause] = []
    start = sentence.start
    for position, quantity in enumerate(quantities):
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        if position == 0:
            start = _left_boundary(match, sentence, quantity.start)
        end = sentence.end
        opens = True
        if following is not None:
            boundary = _boundary_between(match, quantity, following, sentence)
            if boundary is None:
                clauses.append(Clause(start, sentence.end, quantity, sentence.lead))
                start, opens = quantity.end, False
                clauses.extend(_describing(match, sentence, quantities[position + 1 :], start))
                return clauses
            end = boundary[0]
            clauses.append(Clause(start, end, quantity, sentence.lead, opens))
            start = boundary[1]
        else:
            clauses.append(Clause(start, end, quantity, sentence.lead, opens))
    return clauses


def _describing(match: str, sentence: Sentence, rest: list[Quantity], start: int) -> list[Clause]:
    """Quantities behind one without a boundary: the first describes, later ones may open anew."""
    if not rest:
        return []
    described = Clause(start, sentence.end, rest[0], sentence.lead, opens=False)
    for position in range(1, len(rest)):
        boundary = _boundary_between(match, rest[position - 1], rest[position], sentence)
        if boundary is not None and not _is_one_more_thing(match, rest[position - 1], boundary[1], rest[position]):
            tail = Sentence(boundary[1], sentence.end, sentence.lead, sentence.brackets, sentence.outer)
            later = _split(match, tail, rest[position:])
            if later:
                later[0].start = boundary[1]
            return [described, *later]
    return [described, *(Clause(q.start, sentence.end, q, sentence.lead, opens=False) for q in rest[1:])]


def _is_one_more_thing(match: str, before: Quantity, start: int, quantity: Quantity) -> bool:
    """ "100% xã có 01 nhân viên y tế và 01 cộng tác viên": what each has goes on with one more count."""
    counts = before.unit is None and quantity.unit is None
    has = _HAS_BEFORE.search(match, max(0, before.start - 16), before.start) is not None
    return counts and has and not match[start : quantity.start].strip()


def _outside_brackets(sentence: Sentence, offset: int) -> bool:
    return not any(bracket.start < offset < bracket.end for bracket in sentence.brackets)


def _boundary_between(match: str, before: Quantity, after: Quantity, sentence: Sentence) -> tuple[int, int] | None:
    """Where the clause of `before` ends and that of `after` starts, or None."""
    found: list[tuple[int, int, str]] = []
    for soft in _SOFT.finditer(match, before.end, after.start):
        if not _outside_brackets(sentence, soft.start()):
            continue
        rest = match[soft.end() : after.start]
        if not rest.strip() or _AS_MUCH.fullmatch(rest):
            found.append((soft.start(), soft.end(), "empty"))
        elif (
            soft.group().strip(" ,") == "với"
            or soft.group().isspace()
            or (_ends_with_value(match, before, after, soft) and len(rest.split()) <= 12)
            or words("strong-start").match(match, soft.end(), after.figure_start + 1)
        ):  # "05 bãi đỗ xe với diện tích mỗi bãi không dưới 1.500 m2"
            found.append((soft.start(), soft.end(), "strong"))
        elif words("weak-start").match(match, soft.end(), after.start):
            found.append((soft.start(), soft.end(), "weak"))
        elif (
            (
                "," in soft.group()
                and len(rest.split()) <= 7
                and not _AND_AT_END.search(rest)
                and not _verb_follows(match, soft.end(), after.start)
                and (_same_things(match, before, after) or _is_next_count(match, before, after, soft.start(), rest))
            )
            or (
                soft.group().strip() == ","
                and before.unit == after.unit
                and before.unit in ("%", "ratio")
                and _PART_ATTAINS.fullmatch(rest)
                and _ATTAINED.search(match, max(sentence.start, before.start - 14), before.start + 1)
            )
            or (soft.group().strip() == "," and _counts_same_kind(match, before, after, rest))
        ):
            found.append((soft.start(), soft.end(), "strong"))
        elif _VERB_BEFORE.search(rest) and 2 <= len(rest.split()) <= 9 and not _OPENS_PART.search(rest):
            found.append(
                (
                    soft.start(),
                    soft.end(),
                    "strong" if before.unit == after.unit and before.unit in ("%", "ratio") else "weak",
                )
            )
        elif (
            "," in soft.group()
            and len(rest.split()) <= 8
            and not _opens_with_figure(match, before, sentence)
            and words("scope-start").match(match, soft.end(), after.start)
        ):
            found.append((soft.start(), soft.end(), "scope"))
    if not found:
        return None
    strong = [each for each in found if each[2] in ("strong", "empty")]
    if strong:
        chosen = strong[0] if strong[0][2] == "strong" else strong[-1]
        commas = [each for each in strong if match[each[0]] == ","]
        first = commas[0] if commas and chosen[2] == "strong" else chosen
        verbs = [each for each in found if each[2] == "weak" and _leads_on(match, each, first)]
        return (verbs[0] if verbs else first)[:2]
    is_noun_clause = before.unit in ("%", "ratio") and not _ATTAINS_OR_IS.search(
        match, max(0, before.start - 40), before.start
    )
    weak = [each for each in found if each[2] == "weak"]
    if weak:
        last = weak[-1]
        span = len(match[last[1] : after.start].split())
        if is_noun_clause and span > 6:
            return None
        while len(weak) > 1 and len(match[weak[-2][1] : weak[-1][0]].split()) <= 3 and match[weak[-2][0]] == ",":
            weak.pop()
            last = weak[-1]
        return last[:2]
    return found[-1][:2]


def _leads_on(match: str, verb: tuple[int, int, str], boundary: tuple[int, int, str]) -> bool:
    """Whether the task behind a boundary has one verb more before it ("..., cải tạo, nâng cấp 12 phòng học")."""
    between = match[verb[1] : boundary[0]]
    return (
        match[verb[0]] == match[boundary[0]] == "," and 0 < len(between.split()) <= _VERB_ALONE and "," not in between
    )


_VERB_ALONE = 2


def _ends_with_value(match: str, before: Quantity, after: Quantity, soft: regex.Match[str]) -> bool:
    """Whether a comma stands right behind a value, or behind the thing that the next value is of too ("33 m2 sàn, nông
    thôn 29 m2 sàn"): what follows it describes nothing of that value."""
    if soft.group().strip() != "," or before.unit is None:
        return False
    between = BRACKETS.sub("", match[before.end : soft.start()]).strip()
    again = before.unit == after.unit and between.count(" ") < 3 and match[after.end :].lstrip().startswith(between)
    return not between or again


def _verb_follows(match: str, start: int, end: int) -> bool:
    """Whether a later comma opens the clause with a verb of its own ("06 nhà thôn, tổ dân phố, nâng cấp 30 nhà")."""
    return any(words("weak-start").match(match, comma.end(), end) for comma in _COMMA.finditer(match, start, end))


_COMMA = regex.compile(r",\s+")


def _counts_same_kind(match: str, before: Quantity, after: Quantity, rest: str) -> bool:
    """ "98% hồ sơ được giải quyết đúng hạn, hồ sơ trực tuyến đạt 85%": a share of the same things, named anew."""
    noun = match[before.end : before.end + 20].split()[:1]
    opening = rest.split()
    return (
        before.unit == after.unit == "%"
        and bool(noun)
        and len(noun[0]) > 1
        and opening[:1] == noun
        and 2 <= len(opening) <= 9
        and _ONE_MORE_SHARE.fullmatch(rest) is not None
    )


def _same_things(match: str, before: Quantity, after: Quantity) -> bool:
    """Whether two quantities count the same things ("cao đẳng 450 người, trung cấp 2.150 người")."""
    if before.unit in ("money",) and after.unit == before.unit:
        return True
    nouns = [match[quantity.end : quantity.end + 24].split()[:2] for quantity in (before, after)]
    return (
        before.unit is None
        and after.unit is None
        and bool(nouns[0])
        and [w.strip(",;") for w in nouns[0][:1]] == [w.strip(",;.") for w in nouns[1][:1]]
    )


def _is_next_count(match: str, before: Quantity, after: Quantity, comma: int, rest: str) -> bool:
    """ "cai nghiện bắt buộc 15 người, cai nghiện tự nguyện 20 lượt": each count ends in its noun, words of its own before it."""
    noun = match[before.end : comma].split()
    counts = before.unit is None and after.unit is None and before.rule == after.rule
    return counts and 1 <= len(noun) <= 2 and 2 <= len(rest.split()) <= 6 and not _DESCRIBES.search(rest)


def _opens_with_figure(match: str, before: Quantity, sentence: Sentence) -> bool:
    """Whether a clause begins with its figure ("100% xã, phường ..."), so that nouns follow it."""
    ahead = match[sentence.start : before.start].strip()
    return len(ahead.split()) < 5 and before.unit in ("%", "ratio", None) and not words("scope-start").match(ahead)


def _left_boundary(match: str, sentence: Sentence, end: int) -> int:
    """Where the clause of the first quantity begins: behind clauses that hold no quantity."""
    boundary = sentence.start
    for soft in _SOFT.finditer(match, boundary, end):
        if soft.group().strip() != "," or not _outside_brackets(sentence, soft.start()):
            continue
        if (
            words("strong-start").match(match, soft.end(), end + 1)
            and not _is_list_of_nouns(match, boundary, soft.start())
        ) or (
            (words("weak-start").match(match, soft.end(), end) or _ADDS.fullmatch(match, soft.end(), end))
            and not words("head").match(match, _skip(match, boundary))
            and len(match[boundary : soft.start()].split()) > 3
            and not (len(match[soft.end() : end].split()) < 3 and _ends_in_verb(match, boundary, soft.start()))
            and not _only_verbs(match, boundary, soft.start())
        ):
            boundary = soft.end()
    return boundary


def _skip(match: str, start: int) -> int:
    """Where the words of a clause begin behind signs, verbs of attainment and a time ("phấn đấu đến hết năm 2026 ...")."""
    while start < len(match) and match[start] in " -+•":
        start += 1
    while found := words("attain-start").match(match, start) or _TIME_LEAD.match(match, start):
        if found.end() == start:
            break
        start = found.end()
    return start


def _ends_in_verb(match: str, start: int, end: int) -> bool:
    """Whether the words before a comma end in a verb that waits for its object ("xây dựng, sửa chữa 30 căn nhà")."""
    last = " ".join(match[start:end].split()[-2:])
    found = words("weak-start").match(f"{last} ")
    return found is not None and found.end() == len(last)


def _only_verbs(match: str, start: int, end: int) -> bool:
    """Whether nothing but verbs stands before a comma ("Đào tạo, bồi dưỡng, tập huấn kỹ năng ...")."""
    parts = [part.strip(" -+•") for part in match[start:end].split(",")]
    found = [words("weak-start").match(f"{part} ") for part in parts]
    return all(hit is not None and hit.end() == len(part) for hit, part in zip(found, parts, strict=True))


def _is_list_of_nouns(match: str, start: int, end: int) -> bool:
    return end - start < 3
