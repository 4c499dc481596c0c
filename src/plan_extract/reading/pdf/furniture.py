"""What pages carry beside the text: page numbers, running headers and footers, footnotes."""

from __future__ import annotations

import re
from collections import Counter

from plan_extract.reading.pdf.layout import PrintedLine
from plan_extract.reading.pdf.page import PageContent

_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:(?:trang|page)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE)
_NOTE_START = re.compile(r"\[(\d{1,2}|\*{1,3}|[†‡])\]\s|[(\[]?(\d{1,2}|\*)[)\]]?\s?(?=\S)")
_EDGE_ROWS = 2
_EDGE_SHARE = 0.13


def drop_furniture(pages: list[list[PrintedLine]], contents: list[PageContent]) -> None:
    """Take page numbers and running headers and footers out of `pages`, in place."""
    counts: Counter[tuple[str, int]] = Counter()
    edges: list[list[tuple[PrintedLine, tuple[str, int]]]] = []
    for lines, content in zip(pages, contents, strict=True):
        edges.append([(line, _key(line, content)) for line in _edge_lines(lines, content)])
        counts.update({key for _, key in edges[-1]})
    for number, (lines, content) in enumerate(zip(pages, contents, strict=True)):
        for line, key in edges[number]:
            repeated = counts[key] >= max(3, 0.4 * len(pages)) and number > 0
            repeated = repeated or (counts[key] >= 3 and _at_bottom(line, content))
            if repeated or (_PAGE_NUMBER.fullmatch(line.text) and _is_alone(line, lines)):
                lines.remove(line)


def _is_alone(line: PrintedLine, lines: list[PrintedLine]) -> bool:
    """Whether no other line stands at the same height."""
    return sum(abs(other.box.bottom - line.box.bottom) < 3 for other in lines) == 1


def _edge_lines(lines: list[PrintedLine], content: PageContent) -> list[PrintedLine]:
    by_height = sorted(lines, key=lambda line: line.box.top)
    top = [line for line in by_height[:_EDGE_ROWS] if line.box.bottom < _EDGE_SHARE * content.height]
    bottom = [line for line in by_height[-_EDGE_ROWS:] if _at_bottom(line, content)]
    return list({id(line): line for line in (*top, *bottom)}.values())


def _at_bottom(line: PrintedLine, content: PageContent) -> bool:
    return line.box.top > (1 - _EDGE_SHARE) * content.height


def _key(line: PrintedLine, content: PageContent) -> tuple[str, int]:
    """The words of a line and how far it stands from its edge of the page, which pages of any shape share."""
    away = line.box.top - content.height if _at_bottom(line, content) else line.box.top
    return re.sub(r"\d+", "#", line.text.casefold()), round(away / 6)


def split_notes(lines: list[PrintedLine], body_size: float) -> list[list[PrintedLine]]:
    """Take the footnotes at the foot of a page out of `lines`; one list of lines for each note."""
    first = len(lines)
    while first > 0 and lines[first - 1].size < 0.93 * body_size and lines[first - 1].column is None:
        first -= 1
    while first < len(lines) and not _NOTE_START.match(lines[first].text):
        first += 1
    if first == 0 or first == len(lines):
        return []
    tail = lines[first:]
    del lines[first:]
    notes: list[list[PrintedLine]] = []
    for line in tail:
        if not notes or _NOTE_START.match(line.text):
            notes.append([])
        notes[-1].append(line)
    return notes


def body_size(pages: list[list[PrintedLine]]) -> float:
    """The size of letters that most of the text has."""
    letters: Counter[float] = Counter()
    for lines in pages:
        for line in lines:
            letters[line.size] += len(line.text)
    counts: Counter[float] = Counter()
    for size, count in letters.items():
        counts[round(size, 1)] += count
    return counts.most_common(1)[0][0] if counts else 12.0
