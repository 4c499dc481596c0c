"""Printed lines and tables of a source in reading order; rules, page numbers and notes are left out."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import regex

from plan_extract.model.source import Block, SourceDocument
from plan_extract.normalising.characters import BULLET_SIGNS, fold_match
from plan_extract.normalising.offsets import OffsetMap
from plan_extract.normalising.passages import Passage, fold_passages, read_passage
from plan_extract.normalising.wording import Wording

_WORDS = Wording("line_words")
_RULE_LINE = regex.compile(r"^[\s_\-–—=*~.#…]{2,}$|^[*#_\-–—\s]$")
_PAGE_NUMBER = _WORDS["page-number"]
# What may open a line as a list mark; the outline reads it in full.
_MARK_START = regex.compile(
    rf"(?:[{BULLET_SIGNS}]\s*(?=\S)|"
    r"\(?[a-zđ]{1,2}\)\s|\((?:iii|viii?)\)\s|\(?\d{1,2}\)\s?|\d{1,3}(?:\.\d{1,2}){1,4}(?:\.\s+(?=\S)|\s+(?=\D|\d{1,3}\s?[%/]))"
    r"|\d{1,3}\s?[.)]\s*(?=\D)|\d{1,2}(?:\.\d{1,2}){0,4}-\s+(?=\p{L}{2})|\d{1,2}[.)]\s+(?=\d)|\d{1,2}(?:\.\d{1,2}){1,4}\.(?=[^\d\s])|\d{1,2}\s?/\s+(?=\p{L})|[a-eg-hkđ](?:\s?[./]|-)\s+(?=\p{L}{2})|[ivxlcdm]{1,6}\s?[.)/]\s|[ivxl]{1,6}\s?-\s?(?=\p{L}))",
)
_OPENS_WITH_WORD = _WORDS["opens-with-word"]
_RAISED = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰")
# A list mark that a conversion left on a line of its own.
_BARE_MARK = regex.compile(r"^(?:[-–+•]|\(?\d{1,2}(?:\.\d{1,2}){0,4}[.)]|[ivxl]{1,5}\.|[a-zđ][.)])$")
_RECIPIENTS = _WORDS["recipients"]


@dataclass(slots=True)
class Line:
    """One printed line or marked paragraph, with what the joining needs to know of its place."""

    passage: Passage
    start: int
    end: int
    width: int
    blanks_before: int
    block: Block
    ends_page: bool = False
    _mark_end: int = field(default=-1, init=False, repr=False)

    @property
    def mark_end(self) -> int:
        """Where the words begin behind what may be a list mark, 0 where the line opens with none."""
        if self._mark_end < 0:
            mark = _MARK_START.match(self.passage.match) or _OPENS_WITH_WORD.match(self.passage.match)
            self._mark_end = mark.end() if mark is not None else 0
        return self._mark_end

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def match(self) -> str:
        return self.passage.match


@dataclass(slots=True)
class TableBlock:
    """A table where it stands among the lines."""

    block: Block
    blanks_before: int = 0
    signs: bool = False


def read_lines(source: SourceDocument) -> list[Line | TableBlock]:
    """Lines and tables in reading order; rules, page numbers and notes are left out."""
    found: list[Line | TableBlock] = []
    last_end = 0
    page_cut = False
    for block in source.blocks:
        blanks = max(0, source.text.count("\n", last_end, block.start) - 1)
        last_end = block.end
        if block.kind == "table":
            found.append(TableBlock(block, blanks, _holds_signature(source, block)))
            continue
        if block.kind == "note" or is_note(source.text, block):
            continue
        passage = read_passage(source.text, block.start, block.end, block.page)
        if not passage.text or (_RULE_LINE.match(passage.text) and not _is_bare_mark(passage)):
            continue
        if block.kind == "line" and _is_page_number(passage):
            page_cut = True
            continue
        line_start = source.text.rfind("\n", 0, block.start) + 1
        width = len(source.text[line_start : block.end].expandtabs().rstrip())
        line = Line(passage, block.start, block.end, width, blanks, block)
        if page_cut and found and isinstance(found[-1], Line):
            found[-1].ends_page = True
        page_cut = False
        found.append(line)
    fold_passages(line.passage for line in found if isinstance(line, Line))
    return _with_marks(found)


def _is_bare_mark(passage: Passage) -> bool:
    """Whether a line is nothing but a list mark; the longest is "(12.12.12.12.12)"."""
    return 0 < len(passage.text) <= 18 and _BARE_MARK.match(passage.match) is not None


def _is_page_number(passage: Passage) -> bool:
    """Whether a line is nothing but the number of its page; a passage holds single blanks, "Page - Trang 12 / 100 -"."""
    return len(passage.text) <= 40 and _PAGE_NUMBER.match(passage.text.strip()) is not None


def _with_marks(lines: list[Line | TableBlock]) -> list[Line | TableBlock]:
    """Lines with each lone list mark put before the line that follows it directly."""
    joined: list[Line | TableBlock] = []
    mark: Line | None = None
    for line in lines:
        if isinstance(line, Line) and mark is not None and not line.blanks_before and not line.mark_end:
            passage = _put_before(mark.passage, line.passage)
            line = Line(passage, mark.start, line.end, line.width, mark.blanks_before, line.block, line.ends_page)
        elif mark is not None and not _RULE_LINE.match(mark.text):
            joined.append(mark)
        bare = isinstance(line, Line) and line.block.kind == "line" and _is_bare_mark(line.passage)
        mark = line if bare and isinstance(line, Line) else None
        if mark is None:
            joined.append(line)
    if mark is not None and not _RULE_LINE.match(mark.text):
        joined.append(mark)
    return joined


def _put_before(mark: Passage, words: Passage) -> Passage:
    """A list mark and the words it marks as one passage."""
    gap = OffsetMap()
    gap.extend(mark.offsets, 0)
    gap.add_run(len(mark.text), mark.span(len(mark.text) - 1, len(mark.text))[1])
    gap.extend(words.offsets, len(mark.text) + 1)
    return Passage(f"{mark.text} {words.text}", gap, mark.page)


def _holds_signature(source: SourceDocument, block: Block) -> bool:
    """Whether a table is only there to set recipients and signature side by side."""
    table = block.table
    if table is None or len(table.rows) > 12:
        return False
    text = unicodedata.normalize("NFC", source.text[block.start : block.end])
    return bool(_RECIPIENTS.search(fold_match(text)[:400]))


def is_note(text: str, block: Block) -> bool:
    """Whether a block is a footnote: marked as one, or opened by a raised figure."""
    return block.kind == "note" or (block.kind != "table" and text[block.start : block.start + 1] in _RAISED)
