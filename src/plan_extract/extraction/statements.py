"""Targets without a figure: "không để xảy ra ..." (zero) and clauses with a verb of their own."""

from __future__ import annotations

from dataclasses import dataclass

from plan_extract.extraction.clauses import words
from plan_extract.extraction.measures import clean_left
from plan_extract.extraction.quantities import find_quantities
from plan_extract.extraction.sentences import Sentence
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("statement_words")
_ZERO = _WORDS.screened("zero")
_END = _WORDS["end-of-zero"]
_BEFORE_ZERO = _WORDS.screened("leads-up-to-zero")
_DESCRIPTION = _WORDS["describes-a-thing"]
_WHO = _WORDS["whom-a-share-is-of"]
STARTS_CLAUSE = _WORDS["starts-a-clause"]
_STEP = _WORDS["step"]
_EXCEEDS = _WORDS["exceeds"]
_REMARK = _WORDS["remark"]
_KEEPS = _WORDS["keeps"]
_BEFORE_NOT_LETTING = _WORDS["before-not-letting"]
_PLEDGES_NONE = _WORDS["pledges-none"]
_PLEDGES_NONE_LEFT = _WORDS["pledges-none-left"]
_WHOLE_PLACE = _WORDS["whole-place"]
_BY_LAW = _WORDS["by-law"]
_HAPPENS = _WORDS["happens-at-the-end"]
_RAISES = _WORDS["raises"]
_OPENS_LIST = _WORDS["opens-list-of-things"]
_FIGURE = regex.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Statement:
    """A commitment without a figure at `start`..`end` of the item's text."""

    start: int
    end: int
    measure: str
    direction: str | None
    rule: str


def may_hold_zero(match: str) -> bool:
    """Whether `find_zeros` may find anything in a text; False is certain."""
    may: bool = _ZERO.can_match(match)
    return may


def find_zeros(text: str, match: str, sentences: list[Sentence], section: str, in_goals: bool) -> list[Statement]:
    """ "không có", "không để xảy ra" where that is what somebody commits to."""
    found: list[Statement] = []
    for hit in _ZERO.finditer(match):
        sentence = next((s for s in sentences if s.start <= hit.start() < s.end), None)
        if sentence is None or any(b.start < hit.start() < b.end for b in sentence.brackets):
            continue
        lead = match[sentence.start : hit.start()]
        kind = hit.group("kind")
        if _EXCEEDS.match(match, hit.end(), sentence.end):
            continue
        if not _is_commitment(kind, lead, section, in_goals):
            continue
        start = _clause_start(match, sentence.start, hit.start())
        ending = _END.search(match, hit.end(), sentence.end)
        end = ending.start() if ending else sentence.end
        measure = _zero_measure(text[hit.end() : end], match[hit.end() : end])
        if not measure:
            continue
        direction = "maintain" if _KEEPS.search(match[start : hit.start()]) else None
        found.append(Statement(start, end, measure, direction, "target.zero"))
    return found


def _is_commitment(kind: str, lead: str, section: str, in_goals: bool) -> bool:
    opens = bool(_BEFORE_ZERO.search(lead)) or not lead.strip()
    opens = opens or (in_goals and bool(_WHOLE_PLACE.fullmatch(lead.strip(" ,"))))
    if kind.startswith("để"):
        return opens or bool(_BEFORE_NOT_LETTING.search(lead))
    if _DESCRIPTION.search(lead) or (kind == "có" and _WHO.search(lead)):
        return False
    if kind == "có":
        pledged = bool(_PLEDGES_NONE.search(lead))
        return pledged or (in_goals and opens)
    if kind == "còn":
        return opens and (
            in_goals or section in ("requirements", "objectives") or bool(_PLEDGES_NONE_LEFT.search(lead))
        )
    return opens and (in_goals or section in ("requirements", "objectives"))


def _clause_start(match: str, start: int, end: int) -> int:
    found = _BEFORE_ZERO.search(match[start:end])
    if not found:
        return end
    at: int = start + found.start()
    while at < end and match[at] in ",;:.( ":
        at += 1
    return at + 3 if match.startswith("và ", at) else at


def _zero_measure(text: str, match: str) -> str:
    trimmed = _BY_LAW.sub("", match.rstrip(" .;,"))
    trimmed = _HAPPENS.sub("", trimmed)
    return text[: len(trimmed)].strip(" ,.;:")


def find_qualitative(
    text: str, match: str, sentences: list[Sentence], covered: list[tuple[int, int]]
) -> list[Statement]:
    """Clauses of an indicator that have a verb of their own and no figure."""
    found: list[Statement] = []
    for number, sentence in enumerate(sentences):
        bounds = [sentence.start]
        following = sentences[number + 1] if number + 1 < len(sentences) else None
        bounds += [hit.end() for hit in STARTS_CLAUSE.finditer(match, sentence.start, sentence.end)]
        for position, start in enumerate(bounds):
            end = bounds[position + 1] if position + 1 < len(bounds) else sentence.end
            if any(a < end and start < b for a, b in covered):
                continue
            clause = match[start:end]
            if (
                any(quantity.unit != "time" for quantity in find_quantities(clause))
                or not words("verb").search(clause)
                or len(clause.split()) < 4
                or (_is_lead(text, sentence, end) and not _lists_objects(match, sentence, following))
                or _REMARK.match(clause)
            ):
                continue
            if following is not None and _is_lead(text, sentence, end):
                end = following.end
            if measure := _bare_measure(text[start:end], match[start:end]):
                found.append(Statement(start, end, measure, _direction(clause), "target.qualitative"))
    return found


def _is_lead(text: str, sentence: Sentence, end: int) -> bool:
    """Words before a colon introduce what follows and commit to nothing by themselves."""
    return end == sentence.end and text[end : end + 1] == ":"


def _lists_objects(match: str, sentence: Sentence, following: Sentence | None) -> bool:
    """Whether what stands behind a colon are only the things that its clause is about ("đưa hàng dệt tới các nước: ...")."""
    if following is None or following.lead != (sentence.start, sentence.end):
        return False
    if _OPENS_LIST.search(match, sentence.start, sentence.end) is None or _FIGURE.search(
        match, following.start, following.end
    ):
        return False
    listed = match[following.start : following.end].lstrip()
    return words("verb").search(listed) is None and words("weak-start").match(listed) is None


def _direction(clause: str) -> str | None:
    for name, direction in (("decrease", "decrease"), ("increase", "increase"), ("maintain", "maintain")):
        hit = words(name).search(clause)
        if hit and hit.start() < 28:
            return direction
    return "increase" if _RAISES.match(clause) else None


def _bare_measure(text: str, match: str) -> str:
    lead = len(match) - len(match.lstrip(" ,;-"))
    text, match = text[lead:], match[lead:]
    while step := _STEP.match(match):
        text, match = text[step.end() :], match[step.end() :]
    return clean_left(text, match).strip(" .,;")
