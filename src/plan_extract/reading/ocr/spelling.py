"""Marks of letters that a scan lost, put right from the same words elsewhere in the document.

Marks on capitals are small and stand close to the line above: letterheads and headings lose them ("XÃ SUOI
HOA", "MỤC TIỂU"), and with them the name of the issuer; in running text a mark is misread now and then ("hộ
nghẻo"). Two words that the running text spells in one way over and over can be no others, where the odd
spelling is never the usual one of any words of the document. Names in running text are left alone, figures too.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from plan_extract.normalising.characters import strip_accents
from plan_extract.reading.pdf.page import PageContent

_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"([aeiouy])\1")
_MIN_SEEN = 4
_MIN_SEEN_FOR_CAPITALS = 2
_SHARE = 0.8

Pair = tuple[str, str]


@dataclass(slots=True)
class _Spellings:
    """How pairs of words are spelt in the running text, by their bare letters."""

    pairs: dict[Pair, Counter[Pair]] = field(default_factory=dict)
    usual: set[str] = field(default_factory=set)
    """Words that the usual spelling of a pair has, seen more than once."""

    def find(self, first: str, second: str) -> tuple[Pair, int] | None:
        """The spelling that stands out for a pair of words, and how often it was seen."""
        seen = self.pairs.get((_bare(first), _bare(second)))
        if seen is None:
            return None
        pair, count = seen.most_common(1)[0]
        return (pair, count) if count > 1 and count >= _SHARE * seen.total() else None


def mend_spelling(contents: list[PageContent]) -> int:
    """Put words of pages read by OCR right, in place; how many were changed."""
    spellings = _collect(contents)
    changed = 0
    for content in contents:
        if not content.by_ocr:
            continue
        for segment in content.segments:
            segment.text, count = _mend(segment.text, spellings)
            changed += count
        for table in content.tables:
            mended = [_mend(text, spellings) for _, text in table.cells]
            table.cells = [(box, text) for (box, _), (text, _) in zip(table.cells, mended, strict=True)]
            changed += sum(count for _, count in mended)
    return changed


def _bare(word: str) -> str:
    return _DOUBLED.sub(r"\1", strip_accents(word.lower()))


def _collect(contents: list[PageContent]) -> _Spellings:
    found = _Spellings()
    for content in contents:
        texts = [segment.text for segment in content.segments]
        texts += [text for table in content.tables for _, text in table.cells]
        text = "\n".join(texts)
        for first, second in pairwise(_WORD.finditer(text)):
            if not _stand_together(text, first, second) or _is_capitals(first.group()) or _is_capitals(second.group()):
                continue
            pair = (first.group().lower(), second.group().lower())
            found.pairs.setdefault((_bare(pair[0]), _bare(pair[1])), Counter())[pair] += 1
    for seen in found.pairs.values():
        pair, count = seen.most_common(1)[0]
        if count > 1:
            found.usual.update(pair)
    return found


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _mend(text: str, spellings: _Spellings) -> tuple[str, int]:
    """A stretch of text with its words put right, and how many were changed."""
    places = list(_WORD.finditer(text))
    offers: list[set[str]] = [set() for _ in places]
    for at, (first, second) in enumerate(pairwise(places)):
        found = spellings.find(first.group(), second.group()) if _stand_together(text, first, second) else None
        if found is not None:
            (left, right), count = found
            offers[at].add(_choose(first.group(), left, count, spellings))
            offers[at + 1].add(_choose(second.group(), right, count, spellings))
    changed = 0
    for place, offered in reversed(list(zip(places, offers, strict=True))):
        if len(offered) == 1 and (word := offered.pop()) != place.group():
            text = text[: place.start()] + word + text[place.end() :]
            changed += 1
    return text, changed


def _stand_together(text: str, first: re.Match[str], second: re.Match[str]) -> bool:
    return text[first.end() : second.start()].isspace()


def _choose(word: str, usual: str, count: int, spellings: _Spellings) -> str:
    """The word as it stands, or in the usual spelling of its pair, which was seen `count` times."""
    if _is_capitals(word):
        return usual.upper() if count >= _MIN_SEEN_FOR_CAPITALS else word
    return usual if word.islower() and count >= _MIN_SEEN and word not in spellings.usual else word
