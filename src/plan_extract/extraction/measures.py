"""The measure of a target: what is measured, in the document's words.

The words before and behind a quantity in its clause, joined; verbs of attainment, bounds, years
and comparisons with other years are taken off both sides.
"""

from __future__ import annotations

from functools import lru_cache

from plan_extract.extraction.clauses import words
from plan_extract.extraction.count_nouns import WORDS
from plan_extract.extraction.years import YearMention
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.openings import Endings

_ANNUAL = WORDS.screened("each-year")
_ANNOUNCES = WORDS["announces"]
_RATE_OF_CHANGE = WORDS.screened("rate-of-change")
_FOLLOWS = WORDS.screened("follows-a-document")
_PER_MILLE = WORDS.screened("per-mille")
_QUARTER = WORDS.screened("quarter-or-month")
_ROUNDS = WORDS.screened("rounds")
_MADE_UP_OF = WORDS.screened("made-up-of")
_SOURCE = WORDS["source-of-money"]
_EXCEPT = WORDS.screened("except")
_OFTEN = WORDS.screened("so-often-behind")
_DAY = WORDS.screened("day-without-year")
_DANGLING = WORDS.screened("compared-with-nothing")
_SEASON = WORDS.screened("part-of-the-year")
_DUE = WORDS.screened("due")
_OR_MORE = WORDS["or-more"]
_PER_THING = WORDS["per-thing"]
_PER_WORD = WORDS["per-word"]
_LEADING_NOISE = WORDS["noise-in-front"]
_ONLY_ASKS = WORDS["only-asks"]
_MEANS = WORDS["means"]
_WITH = WORDS["with"]
_HEADS_MEASURE = WORDS["heads-a-measure"]
_OF_WHOLE = WORDS["of-a-whole"]
_NEXT_MEASURE = WORDS["next-measure"]
_KEPT_SO = WORDS["kept-so"]
_SET_IN = WORDS["set-down-in"]
_SIZED = WORDS["sized"]
_YEARLY_PLAN = WORDS["yearly-plan"]

_EDGE = " ,;:.-–—\t\n'\"“”()*"
_RIGHT_EDGE = " ,;:.-–—\t\n(*"
_LEFT_EDGE = " ,;:.-–—\t\n*+•)"
_ENUMERATOR = regex.compile(r"[\s,;:]*\((?:\d{1,2}|[ivx]{1,4}|[a-h])\)\s+")


def blank_spans(text: str, spans: list[tuple[int, int]], start: int) -> str:
    """`text` with the given spans (offsets from `start` on) put out by blanks, length kept."""
    if not spans:
        return text
    signs = list(text)
    for first, last in spans:
        for at in range(max(0, first - start), min(len(signs), last - start)):
            signs[at] = " "
    return "".join(signs)


@lru_cache(maxsize=1)
def _attain_endings() -> Endings:
    return Endings(words("attain-end").pattern)


def clean_left(text: str, match: str) -> str:
    """The words before a quantity without what leads up to it ("phấn đấu", "đạt", "ở mức")."""
    first = _skip_lead(match)
    last = len(match)
    trimmed = _without_end(match[first:last])
    while _attain_endings().allow(trimmed) and (found := words("attain-end").search(trimmed)):
        if (rate := _RATE_OF_CHANGE.search(trimmed)) and rate.end() > found.start():
            trimmed = trimmed[: rate.end()]
            break
        trimmed = _without_end(trimmed[: found.start()])
    cleaned = text[first : first + len(trimmed)].lstrip(_LEFT_EDGE).rstrip(_LEFT_EDGE.replace(")", ""))
    if _ONLY_ASKS.search(cleaned.lower()):
        return ""
    return cleaned if cleaned.count("(") >= cleaned.count(")") else cleaned.rstrip(") ")


def _without_end(words_before: str) -> str:
    """The words without signs at their end; the bracket or quotation mark that closes one of theirs stays."""
    trimmed = words_before.rstrip(_EDGE)
    rest = words_before[len(trimmed) :]
    if trimmed.count('"') % 2 and rest.startswith('"'):
        return trimmed + '"'
    if trimmed.count("(") > trimmed.count(")") and rest.startswith(")"):
        return trimmed + ")"
    return trimmed


def end_of_means(match: str) -> int:
    """Where the words before a value begin behind the means to it, 0 where none is named."""
    means = _MEANS.match(match)
    return means.end() if means else 0


def clean_start(text: str, match: str) -> str:
    """The words without what leads up to them, their end left as it is."""
    return text[_skip_lead(match) :].strip(_LEFT_EDGE)


def _skip_lead(match: str) -> int:
    """Where the words begin behind connectives and verbs of attainment."""
    enumerator = _ENUMERATOR.match(match)
    first = enumerator.end() if enumerator else 0
    first += len(match[first:]) - len(match[first:].lstrip(_LEFT_EDGE))
    while found := words("attain-start").match(match, first):
        if found.end() == first:
            break
        first = found.end()
    return first


def behind_with(left: str) -> str:
    """The words behind the last "với" where a measure begins there ("có mức sống cao, với thu nhập bình quân đạt ...")."""
    last = _WITH.search(left)
    return left[last.end() :] if last and _HEADS_MEASURE.match(left, last.end()) else left


_NOTE = regex.compile(r"\s*\[\d{1,3}\]")  # the mark of a footnote


def clean_right(text: str, match: str, *, more_behind: bool = False) -> str:
    """The words behind a quantity up to a purpose or comparison."""
    if note := _NOTE.match(match):
        text, match = text[note.end() :], match[note.end() :]
    if whole := _OF_WHOLE.match(match):
        text, match = text[whole.end() :], match[whole.end() :]
    if noise := _LEADING_NOISE.match(match):
        text, match = text[noise.end() :], match[noise.end() :]
    if more_behind and (more := _OR_MORE.match(match)):
        text, match = text[: more.end(1)] + text[more.end() :], match[: more.end(1)] + match[more.end() :]
    if pace := _PER_WORD.match(match):
        text, match = text[pace.end() :], match[pace.end() :]
    if thing := _PER_THING.match(match):
        text = text[: thing.end(1)] + text[thing.end(2) :]
        match = match[: thing.end(1)] + match[thing.end(2) :]
    if told := _ROUNDS.search(match) or _SOURCE.match(match):
        text, match = text[: told.start("aside")], match[: told.start("aside")]
    for aside in (_OFTEN, _EXCEPT, _SET_IN, _SIZED, _MADE_UP_OF):
        if found := aside.search(match):
            text, match = text[: found.start()], match[: found.start()]
    if kept := _KEPT_SO.search(match):
        text, match = text[: kept.start()], match[: kept.start()]
    if following := _NEXT_MEASURE.search(match):
        text, match = text[: following.start()], match[: following.start()]
    if due := _DUE.search(match):
        text, match = text[: due.start()], match[: due.start()]
    if follows := _FOLLOWS.search(match):
        text, match = text[: follows.start()], match[: follows.start()]
    if compared := words("compared").search(match):
        text = text[: compared.start()] + " " + text[compared.end() :]
        match = match[: compared.start()] + " " + match[compared.end() :]
    if dangling := _DANGLING.search(match):
        text, match = text[: dangling.start()], match[: dangling.start()]
    if purpose := words("purpose").search(match):
        text, match = text[: purpose.start()], match[: purpose.start()]
    if text.strip().startswith("(") and text.strip().endswith(")"):
        return text.strip()
    bare = text.strip(_RIGHT_EDGE)
    return bare if bare.count(")") <= bare.count("(") else text.strip(_RIGHT_EDGE.replace("(", ""))


def join_words(*parts: str) -> str:
    """Parts joined by single blanks."""
    joined = " ".join(" ".join(part.split()) for part in parts if part.strip()).replace(" , ", ", ")
    without: str = _ANNOUNCES.sub("", joined)
    return without


def noise_spans(match: str, years: list[YearMention]) -> list[tuple[int, int]]:
    """Spans of years and of "mỗi năm" that are no part of a measure."""
    spans = [(mention.start, mention.end) for mention in years if not mention.compared]
    spans += [(found.start(), found.end()) for found in _ANNUAL.finditer(match)]
    for pattern in (_SEASON, _QUARTER, _DAY, _PER_MILLE):
        spans += [(found.start(), found.end()) for found in pattern.finditer(match)]
    return spans


def is_annual(match: str) -> bool:
    """Whether a clause says that it holds every year."""
    return bool(_ANNUAL.search(match)) and not _YEARLY_PLAN.search(match)
