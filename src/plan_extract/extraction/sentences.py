"""Sentences of an item: stretches between hard boundaries, with the label before a colon."""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from plan_extract.extraction.quantities import Quantity
from plan_extract.normalising.wording import Wording

_WORDS = Wording("sentence_words")


@dataclass(slots=True)
class Bracket:
    """A bracket of a sentence, what stands in it, and the quantities in it."""

    start: int
    end: int
    quantities: list[Quantity] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """A stretch between hard boundaries; `lead` is what stood before a colon, `outer` what stood before the lead's own."""

    start: int
    end: int
    lead: tuple[int, int] | None = None
    brackets: list[Bracket] = field(default_factory=list)
    outer: tuple[int, int] | None = None


_SENTENCE_END = _WORDS["end"]
BRACKETS = regex.compile(r"\([^()]*(?:\([^()]*\)[^()]*)*\)")
_ABBREVIATION = _WORDS["abbreviation"]


def split_sentences(text: str, match: str) -> list[Sentence]:
    """The stretches between hard boundaries, brackets kept whole."""
    brackets = [Bracket(found.start(), found.end()) for found in BRACKETS.finditer(match)]
    sentences: list[Sentence] = []
    start = 0
    lead: tuple[int, int] | None = None
    outer: tuple[int, int] | None = None
    listed = False  # whether the lead is that of one part of a list ("...; tỷ lệ hộ nghèo: 5%; 50% trường ...")
    for found in _SENTENCE_END.finditer(text):
        if any(bracket.start < found.start() < bracket.end - 1 for bracket in brackets):
            continue
        if found.group() == "." and _ABBREVIATION.search(match, max(0, found.start() - 6), found.start()):
            continue
        if found.group() == ":" and (
            _parts_rate(match, start, found.start()) or _parts_year(match, start, found.start())
        ):
            continue
        label = _label_start(match, start, found.start(), brackets) if found.group() == ":" else start
        if found.start() > start:
            sentences.append(Sentence(start, found.start() if label == start else label, lead, outer=outer))
        if found.group() == ":" and found.start() - label < 160:
            listed = lead is None and text[:start].endswith(";") and not _SHARES.match(match, label)
            beside = lead is not None and text[:start].endswith(";") and _COLON_VALUE.match(match, lead[1]) is not None
            lead, outer = (label, found.start()), None if beside else outer or lead
        elif found.group() == ";" and not listed:
            lead, outer = outer or lead, None
        else:
            lead = outer = None
            listed = False
        start = found.end()
    if start < len(text):
        sentences.append(Sentence(start, len(text), lead, outer=outer))
    for sentence in sentences:
        sentence.brackets = [b for b in brackets if sentence.start <= b.start and b.end <= sentence.end]
    return [sentence for sentence in sentences if match[sentence.start : sentence.end].strip()]


# "...; cơ cấu kinh tế: nông nghiệp 20%; công nghiệp 45%": all shares that follow are of it.
_SHARES = _WORDS["shares"]
_JOINED_BEFORE = _WORDS["joined-before"]


def _parts_rate(match: str, start: int, colon: int) -> bool:
    """Whether a colon only stands between a share and its value ("tỷ lệ bà mẹ được khám ít nhất 4 lần: 70%")."""
    figure = _DIGIT.search(match, start, colon)
    return (
        figure is not None
        and _SHARE_BEHIND.match(match, colon) is not None
        and _SHARE_NAMED.search(match, start, figure.start()) is not None
    )


def _parts_year(match: str, start: int, colon: int) -> bool:
    """Whether a colon only stands between a year in a list of years and its value ("...: năm 2025: 55%, năm 2030: 58%")."""
    year = _YEAR_NAMED.search(match, max(start, colon - 24), colon)
    return (
        year is not None
        and (
            match[max(0, year.start() - 4) : year.start()].rstrip()[-1:] in (":", ",", ";", "+")
            or _NEXT_YEAR.match(match, colon) is not None
            or _JOINED_BEFORE.search(match, max(0, year.start() - 4), year.start()) is not None
        )
        and bool(_COLON_FIGURE.match(match, colon))
    )


_YEAR_NAMED = _WORDS["year-named"]
# "Đến năm 2025: 80% và đến năm 2030: 95% cơ quan ...": one sentence of two years.
_NEXT_YEAR = _WORDS["next-year"]
_SHARE_NAMED = _WORDS["share-named"]
_SHARE_BEHIND = _WORDS["share-behind"]


def _label_start(match: str, start: int, end: int, brackets: list[Bracket]) -> int:
    """Where the words before a colon begin that name its value: behind a clause with a figure ("..., nâng tổng số trạm: 188")."""
    figure = _DIGIT.search(match, start, end)
    if figure is None or not _COLON_FIGURE.match(match, end):
        return start
    for soft in _LABEL_COMMA.finditer(match, figure.end(), end):
        if not any(bracket.start < soft.start() < bracket.end for bracket in brackets):
            return int(soft.end())
    return start


_DIGIT = regex.compile(r"\d")
_COLON_FIGURE = regex.compile(r":\s*\d")
# The label of a value ("Tỷ lệ thôn văn hóa: 100%; ..."), beside which the next one stands.
_COLON_VALUE = _WORDS["value-behind"]
_LABEL_COMMA = _WORDS["label-behind-comma"]
