"""A source document taken apart: letterhead, title, opening, outline, signature, appendices."""

from __future__ import annotations

from dataclasses import dataclass, field

from plan_extract.model.source import SourceDocument
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.line_reading import Line, TableBlock, is_note, read_lines
from plan_extract.normalising.lines import Layout, find_layout, join_lines, joins
from plan_extract.normalising.passages import Passage, cut_passage, read_passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item
from plan_extract.structure.outline import OutlineBuilder, is_chapter, join_part_titles
from plan_extract.structure.sections import names_bare_heading
from plan_extract.structure.tables import GridTable, continue_table, read_grid
from plan_extract.structure.tail import APPENDIX_HEADING, PROMULGATING, find_appendix, find_attached, find_tail
from plan_extract.structure.title import (
    BASE,
    ENACTING,
    TYPE_LINE,
    continues_title,
    find_type_line,
    is_aside,
    opens_body,
)

_WORDS = Wording("frame_words")
_MOTTO = _WORDS["motto"]
_LETTERHEAD = _WORDS["letterhead"]
_ISSUING = _WORDS["issuing"]
_ANNOUNCES = _WORDS["announces"]
_BARE_MARK = regex.compile(r"^(?:[A-H]|[IVX]{1,4}|1)\s?[.)]$")


@dataclass(slots=True, eq=False)
class PlanText:
    """The parts of a plan's text, ready for extraction.

    `head` holds the lines above the type line, `title` the subject (with a type that stands on
    the same line left out), `opening` the passages before the first heading, `root` the outline
    of the body, `tail` the lines from the recipients or the signature on, `appendices` an outline
    of what stands behind them.
    """

    source: SourceDocument
    layout: Layout
    head: list[Line | TableBlock] = field(default_factory=list)
    type_name: str | None = None
    title: list[Passage] = field(default_factory=list)
    opening: list[Passage] = field(default_factory=list)
    root: Item = field(default_factory=lambda: OutlineBuilder().root)
    tail: list[Line | TableBlock] = field(default_factory=list)
    appendices: Item = field(default_factory=lambda: OutlineBuilder("appendix").root)
    notes: list[Passage] = field(default_factory=list)
    attached_type: str | None = None
    attached_title: list[Passage] = field(default_factory=list)
    attached_opening: list[Passage] = field(default_factory=list)
    _items: tuple[Item, ...] | None = field(default=None, init=False, repr=False)

    def items(self) -> tuple[Item, ...]:
        """All items of body and appendices in reading order, roots left out; known once the outline stands."""
        if self._items is None:
            self._items = (*list(self.root.walk())[1:], *list(self.appendices.walk())[1:])
        return self._items


def read_plan_text(source: SourceDocument) -> PlanText:
    """Take a source document apart."""
    lines = read_lines(source)
    plan = PlanText(source, find_layout(lines))
    if _is_bare_appendix(lines):
        plan.appendices = _read_outline(plan, lines, "appendix")
        return plan
    type_at = find_type_line(lines)
    body_at = _read_title(plan, lines, type_at)
    tail_at = find_tail(lines, body_at)
    after_tail = find_appendix(lines, tail_at)
    if _may_attach(plan) and (attached := find_attached(lines, body_at, tail_at)):
        tail_at, after_tail = attached
    body_at = _read_opening(plan, lines, body_at, tail_at)
    plan.root = _read_outline(plan, lines[body_at:tail_at], "other")
    plan.tail = lines[tail_at:after_tail]
    plan_at = _find_attached_plan(plan, lines, after_tail)
    plan.appendices = _read_outline(plan, lines[after_tail:plan_at], "appendix")
    if plan_at < len(lines):
        _read_attached_plan(plan, lines[plan_at:])
    plan.notes = [
        read_passage(source.text, block.start, block.end, block.page)
        for block in source.blocks
        if is_note(source.text, block)
    ]
    return plan


def _is_bare_appendix(lines: list[Line | TableBlock]) -> bool:
    """Whether a file holds an appendix alone, kept apart from its plan."""
    return bool(lines) and isinstance(lines[0], Line) and bool(APPENDIX_HEADING.match(lines[0].text))


def _may_attach(plan: PlanText) -> bool:
    """Whether a document is of a type that promulgates a plan."""
    return plan.type_name is not None and PROMULGATING.fullmatch(plan.type_name.lower()) is not None


def _find_attached_plan(plan: PlanText, lines: list[Line | TableBlock], start: int) -> int:
    """Where a plan begins that a decision or resolution promulgates behind its signature."""
    if not _may_attach(plan):
        return len(lines)
    for number in range(start, len(lines)):
        line = lines[number]
        found = TYPE_LINE.match(line.match) if isinstance(line, Line) else None
        if isinstance(line, Line) and found and line.text[found.start(1) : found.end(1)].isupper():
            return number
    return len(lines)


def _read_attached_plan(plan: PlanText, lines: list[Line | TableBlock]) -> None:
    """Read an attached plan as the body; what follows its own recipients is its appendix."""
    inner = PlanText(plan.source, plan.layout)
    body_at = _read_title(inner, lines, 0)
    tail_at = find_tail(lines, body_at)
    after_tail = find_appendix(lines, tail_at)
    body_at = _read_opening(inner, lines, body_at, tail_at)
    plan.attached_type, plan.attached_title, plan.attached_opening = inner.type_name, inner.title, inner.opening
    body = _read_outline(plan, lines[body_at:tail_at], "other")
    for item in body.children:
        item.parent = plan.root
        plan.root.children.append(item)
    for item in _read_outline(plan, lines[after_tail:], "appendix").children:
        item.parent = plan.appendices
        plan.appendices.children.append(item)


def _read_title(plan: PlanText, lines: list[Line | TableBlock], type_at: int | None) -> int:
    """Fill head, type and title; the number of the first line behind the title."""
    if type_at is None:
        return _read_head_without_type(plan, lines)
    plan.head = lines[:type_at]
    line = lines[type_at]
    assert isinstance(line, Line)
    found = TYPE_LINE.match(line.match)
    assert found is not None
    plan.type_name = line.text[found.start(1) : found.end(1)]
    title: list[Passage] = []
    rest = len(line.match) - len(line.match[found.end(1) :].lstrip(" :."))
    if rest < len(line.text):
        first = line.passage.span(rest, len(line.text))
        title.append(read_passage(plan.source.text, first[0], first[1], line.passage.page))
    at = type_at + 1
    while at < len(lines) and continues_title(lines, at, title):
        current = lines[at]
        assert isinstance(current, Line)
        if not is_aside(current.match):
            title.append(current.passage)
        at += 1
    plan.title = title
    return at


def _read_head_without_type(plan: PlanText, lines: list[Line | TableBlock]) -> int:
    """A document that does not name its type on a line of its own: head up to the bases."""
    for number, line in enumerate(lines[:40]):
        if isinstance(line, Line) and (is_chapter(line) or names_bare_heading(line.match)):
            plan.head, plan.title = lines[:number], [line.passage]
            return number
        if isinstance(line, Line) and ((BASE.match(line.match) and not line.text.isupper()) or opens_body(line)):
            above = enumerate(lines[:number], 1)
            head_end = max((n for n, entry in above if isinstance(entry, Line) and _is_letterhead(entry)), default=0)
            plan.head = lines[:head_end]
            plan.title = [entry.passage for entry in lines[head_end:number] if isinstance(entry, Line)][:6]
            return number
    return _read_title_in_capitals(plan, lines)


def _read_title_in_capitals(plan: PlanText, lines: list[Line | TableBlock]) -> int:
    """Head and title of a text without type line, bases and numbered headings: the lines in capitals below the letterhead."""
    above = enumerate(lines[:40], 1)
    at = max((n for n, entry in above if isinstance(entry, Line) and _is_letterhead(entry)), default=0)
    plan.head = lines[:at]
    while at and at < len(lines) and isinstance(line := lines[at], Line) and line.text.isupper():
        plan.title.append(line.passage)
        at += 1
    return at


def _is_letterhead(line: Line) -> bool:
    return bool(_MOTTO.search(line.match) or _LETTERHEAD.match(line.match))


def _read_opening(plan: PlanText, lines: list[Line | TableBlock], start: int, end: int) -> int:
    """Fill the opening: what stands before the first heading. Number of the first body line.

    A decision's opening ends with "QUYẾT ĐỊNH:"; where nothing is numbered, the opening ends with the
    last basis or the sentence that announces the plan.
    """
    at = start
    while at < end:
        line = lines[at]
        if isinstance(line, TableBlock) or opens_body(line) or _BARE_MARK.match(line.text) or is_chapter(line):
            break
        if line.text[:1].isupper() and names_bare_heading(line.match):
            break
        if ENACTING.search(line.match):
            at += 1
            break
        at += 1
    late = at - start > max(_LONG_OPENING, _MOST * (end - start))
    if at == end or (late and isinstance(lines[at], Line)):
        at = _end_of_bases(plan, lines, start, end)  # prose: a mark at its very end ("L.Đ") is no chapter
    plan.opening = join_lines([line for line in lines[start:at] if isinstance(line, Line)], plan.layout)
    return at


_LONG_OPENING = 7
_MOST = 0.8
"""Of the lines of a body: so many stand before no first heading."""


def _end_of_bases(plan: PlanText, lines: list[Line | TableBlock], start: int, end: int) -> int:
    """Where a body without numbered headings begins: behind the sentence that issues the plan."""
    last_base = start
    at = start
    while at < min(end, start + 80):
        after = _end_of_paragraph(plan, lines, at, end)
        paragraph = join_lines([line for line in lines[at:after] if isinstance(line, Line)], plan.layout)
        match = paragraph[-1].match if paragraph else ""
        is_base = bool(BASE.match(match))
        if _ANNOUNCES.search(match) and _ISSUING.search(match):
            return after
        if not is_base and last_base > start:
            return after if _ISSUING.search(match) and len(match) < 400 else last_base
        if is_base:
            last_base = after
        at = after
    return last_base


def _end_of_paragraph(plan: PlanText, lines: list[Line | TableBlock], at: int, end: int) -> int:
    """The number of the first line behind the paragraph that the line at `at` begins."""
    after = at + 1
    while after < end:
        before, line = lines[after - 1], lines[after]
        if not isinstance(before, Line) or not isinstance(line, Line) or not joins(before, line, plan.layout):
            break
        after += 1
    return after


def _read_outline(plan: PlanText, lines: list[Line | TableBlock], section: str) -> Item:
    builder = OutlineBuilder(section)
    run: list[Line] = []
    last_table: GridTable | None = None
    for line in [*lines, None]:
        if isinstance(line, Line):
            run.append(line)
            continue
        passages = join_lines(run, plan.layout)
        builder.add_all([piece for passage in join_part_titles(passages) for piece in cut_passage(passage)])
        if passages:
            last_table = None
        run = []
        if line is None or line.block.table is None:
            continue
        grid = read_grid(plan.source, line.block.table, line.block.page)
        if not grid.raw_rows or (last_table is not None and continue_table(last_table, grid)):
            continue
        last_table = grid
        builder.add_table(read_passage(plan.source.text, line.block.start, line.block.start, line.block.page), grid)
    return builder.finish()
