"""A source document taken apart: letterhead, title, opening, outline, signature, appendices."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from plan_extract.model.source import SourceDocument
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.lines import (
    Layout,
    Line,
    TableBlock,
    find_layout,
    is_note,
    join_lines,
    joins,
    read_lines,
)
from plan_extract.normalising.passages import Passage, cut_passage, read_passage
from plan_extract.structure.marks import parse_mark
from plan_extract.structure.outline import Item, OutlineBuilder
from plan_extract.structure.tables import GridTable, continue_table, read_grid

_TYPES = (
    "kế hoạch liên tịch|kế hoạch hành động|kế hoạch|chương trình hành động|chương trình công tác|chương trình|đề án|dự án|quyết định|nghị quyết|chỉ thị"
    "|phương án|hướng dẫn|thông báo|báo cáo|công văn|tờ trình|quy chế|quy hoạch|chiến lược|thông tri|kết luận"
)
_TYPE_LINE = regex.compile(rf"^(?:dự thảo\s+)?({_TYPES})(?=\s|$|:|\()")
_MOTTO = regex.compile(r"cộng hòa xã hội chủ nghĩa|độc lập\s*-\s*tự do|đảng cộng sản việt nam")
_BASE = regex.compile(
    r"^[-+]?\s*(?:căn cứ|thực hiện|theo(?: đề nghị)?|xét|nhằm|để|tiếp tục thực hiện|triển khai(?: thực hiện)?|trên cơ sở|chấp hành|hưởng ứng|từ tình hình)\b"
)
_ISSUING = regex.compile(
    r"\b(?:ban hành|xây dựng|đề ra|lập|triển khai)\b.{0,40}\b(?:kế hoạch|chương trình)|(?:như sau|sau đây|nội dung sau|cụ thể sau)\s*[:.]?$"
)
_RECIPIENTS = regex.compile(r"nơi nhận\s*:?")
_SIGNATURE = regex.compile(
    r"^\s*(?:tm\s?\.|kt\s?\.|tl\s?\.|tuq\s?\.|q\s?\.|t/m|chủ tịch$|phó chủ tịch$|giám đốc$|phó giám đốc$|trưởng ban$|bí thư$|phó bí thư$|bộ trưởng$|thứ trưởng$|trưởng phòng$|hiệu trưởng$)"
)
_APPENDIX = regex.compile(r"^(?:phụ lục|phụ biểu|biểu(?: số| mẫu)?|danh mục|mẫu(?: số)?)(?=\s|$|\.|:|\d)")
_APPENDIX_HEADING = regex.compile(r"^\W*(?:PHỤ LỤC|PHỤ BIỂU|BIỂU SỐ)(?:\s+(?:SỐ\s+)?[\dIVX]{1,4})?\W*$")
_ENACTING = regex.compile(r"(?:^|[,;.]\s*)(?:quyết định|quyết nghị|chỉ thị)\s*:$|^(?:quyết định|quyết nghị)\s*[:.]?$")
_ANNOUNCES = regex.compile(r"(?:như sau|sau đây|nội dung sau|chủ yếu sau|cụ thể sau|với .{0,60}\bsau|gồm)\s*[:.]?$")
_ENACTING_TYPES = ("quyết định", "nghị quyết", "chỉ thị", "quy định", "quy chế")
_ENACTING_BODY = regex.compile(
    r"(?:(?:chủ tịch|bộ trưởng|thủ tướng|giám đốc|chánh án|viện trưởng)\s+)?(?:ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|chính phủ|bộ\s|sở\s|quốc hội"
    r"|ban thường vụ|ban chấp hành|ban thường trực|(?:tỉnh|thành|huyện|quận|thị) ủy|đảng ủy|ủy ban\s|hội đồng\s|trường (?:đại học|cao đẳng|chính trị|trung|tiểu|mầm|mẫu|thpt|thcs|th\s))"
)
_CONNECTING = regex.compile(
    r"(?:,|-|\b(?:của|và|với|do|về|cho|tại|theo|thuộc|giữa|trên địa bàn|thực hiện|triển khai|ban thường vụ|ban chấp hành))$"
)
_BARE_MARK = regex.compile(r"^(?:[A-H]|[IVX]{1,4}|1)\s?[.)]$")
_BODY_STARTS = ("part", "roman", "capital", "number-1")


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

    def items(self) -> list[Item]:
        """All items of body and appendices in reading order, roots left out."""
        return [*list(self.root.walk())[1:], *list(self.appendices.walk())[1:]]


def read_plan_text(source: SourceDocument) -> PlanText:
    """Take a source document apart."""
    lines = read_lines(source)
    plan = PlanText(source, find_layout(lines))
    if _is_bare_appendix(lines):
        plan.appendices = _read_outline(plan, lines, "appendix")
        return plan
    type_at = _find_type_line(lines)
    body_at = _read_title(plan, lines, type_at)
    tail_at = _find_tail(lines, body_at)
    after_tail = _find_appendix(lines, tail_at)
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
    return bool(lines) and isinstance(lines[0], Line) and bool(_APPENDIX_HEADING.match(lines[0].text))


def _find_attached_plan(plan: PlanText, lines: list[Line | TableBlock], start: int) -> int:
    """Where a plan begins that a decision or resolution promulgates behind its signature."""
    if plan.type_name is None or plan.type_name.lower() not in ("quyết định", "nghị quyết", "công văn", "chỉ thị"):
        return len(lines)
    for number in range(start, len(lines)):
        line = lines[number]
        found = _TYPE_LINE.match(line.match) if isinstance(line, Line) else None
        if isinstance(line, Line) and found and line.text[found.start(1) : found.end(1)].isupper():
            return number
    return len(lines)


def _read_attached_plan(plan: PlanText, lines: list[Line | TableBlock]) -> None:
    """Read an attached plan as the body; what follows its own recipients is its appendix."""
    inner = PlanText(plan.source, plan.layout)
    body_at = _read_title(inner, lines, 0)
    tail_at = _find_tail(lines, body_at)
    after_tail = _find_appendix(lines, tail_at)
    body_at = _read_opening(inner, lines, body_at, tail_at)
    plan.attached_type, plan.attached_title, plan.attached_opening = inner.type_name, inner.title, inner.opening
    body = _read_outline(plan, lines[body_at:tail_at], "other")
    for item in body.children:
        item.parent = plan.root
        plan.root.children.append(item)
    for item in _read_outline(plan, lines[after_tail:], "appendix").children:
        item.parent = plan.appendices
        plan.appendices.children.append(item)


def _find_type_line(lines: list[Line | TableBlock]) -> int | None:
    """The line on which the document says what it is, near its head."""
    for number, line in enumerate(lines[:60]):
        if not isinstance(line, Line):
            continue
        found = _TYPE_LINE.match(line.match)
        if not found:
            continue
        printed = line.text[found.start(1) : found.end(1)]
        if printed.isupper() and (len(line.text) < 140 or line.text.isupper()):
            return number
        if number == 0 and printed[0].isupper() and len(line.text) < 200:
            return number
    return None


def _read_title(plan: PlanText, lines: list[Line | TableBlock], type_at: int | None) -> int:
    """Fill head, type and title; the number of the first line behind the title."""
    if type_at is None:
        return _read_head_without_type(plan, lines)
    plan.head = lines[:type_at]
    line = lines[type_at]
    assert isinstance(line, Line)
    found = _TYPE_LINE.match(line.match)
    assert found is not None
    plan.type_name = line.text[found.start(1) : found.end(1)]
    title: list[Passage] = []
    rest = len(line.match) - len(line.match[found.end(1) :].lstrip(" :."))
    if rest < len(line.text):
        first = line.passage.span(rest, len(line.text))
        title.append(read_passage(plan.source.text, first[0], first[1], line.passage.page))
    at = type_at + 1
    while at < len(lines) and _continues_title(lines, at, title):
        current = lines[at]
        assert isinstance(current, Line)
        if not _is_aside(current.match):
            title.append(current.passage)
        at += 1
    plan.title = title
    return at


def _is_aside(match: str) -> bool:
    """A remark between type and title that is part of neither: "(Văn bản mẫu)", "(dự thảo)"."""
    return match.startswith("(") and match.endswith(")") and len(match) < 120


def _continues_title(lines: list[Line | TableBlock], at: int, title: list[Passage]) -> bool:
    """Whether the line at `at` is part of the title that the lines before it began."""
    line = lines[at]
    if not isinstance(line, Line) or len(title) > 12:
        return False
    if _is_aside(line.match) or not title:
        return _is_aside(line.match) or not _opens_body(line)
    if not line.blanks_before and _AWAITS_NUMBER.search(title[-1].match.rstrip()):
        return True
    if _opens_body(line) or line.match.startswith("kính gửi"):
        return False
    if _is_enacting_body(lines, at, title):
        return False
    before = title[-1].text
    if before.rstrip()[-1:] in "-–" and not line.blanks_before:
        return True
    both_capitals = before.isupper() and line.text.isupper()
    if (
        _BASE.match(line.match)
        and not both_capitals
        and (line.blanks_before or not line.text[:1].islower())
        and (
            line.blanks_before
            or regex.search(r"\bsố\s+\d|\bluật\b", line.match)
            or line.match.startswith(("căn cứ", "theo", "xét"))
        )
    ):
        return False
    if line.text.isupper():
        return True
    if before.isupper() and len(before) > 12:
        return False
    if line.blanks_before:
        goes_on = line.text[:1].islower() or (
            line.text[:1].isdigit() and before.rstrip().lower().endswith(("giai đoạn", "năm", "đến"))
        )
        return before.rstrip()[-1:] in ",-" or (goes_on and len(line.text) < 160)
    return len(line.text) < 160 and not line.text.endswith((";", ":"))


# A line that breaks before its number: "... GIAI ĐOẠN" / "2026 - 2030", "... ĐẠI HỘI LẦN THỨ" / "XIV CỦA ĐẢNG".
_AWAITS_NUMBER = regex.compile(r"\b(?:giai đoạn|thời kỳ|lần thứ|khóa|nhiệm kỳ|đến năm|trong năm)$")


def _is_enacting_body(lines: list[Line | TableBlock], at: int, title: list[Passage]) -> bool:
    """Whether a line below a title names who decides ("ỦY BAN NHÂN DÂN TỈNH SƠN LA"): bases follow it."""
    line = lines[at]
    if not isinstance(line, Line) or len(line.text) > 110 or not _ENACTING_BODY.match(line.match):
        return False
    if _CONNECTING.search(title[-1].match.rstrip()) and not line.blanks_before:
        return False
    for following in lines[at + 1 : at + 4]:
        if isinstance(following, Line) and (_BASE.match(following.match) or _ENACTING.search(following.match)):
            return True
    return False


def _opens_body(line: Line) -> bool:
    mark = parse_mark(line.passage)
    return mark is not None and mark.style in _BODY_STARTS


def _read_head_without_type(plan: PlanText, lines: list[Line | TableBlock]) -> int:
    """A document that does not name its type on a line of its own: head up to the bases."""
    for number, line in enumerate(lines[:40]):
        if isinstance(line, Line) and (_BASE.match(line.match) or _opens_body(line)):
            above = enumerate(lines[:number], 1)
            head_end = max((n for n, entry in above if isinstance(entry, Line) and _is_letterhead(entry)), default=0)
            plan.head = lines[:head_end]
            plan.title = [entry.passage for entry in lines[head_end:number] if isinstance(entry, Line)][:6]
            return number
    return 0


def _is_letterhead(line: Line) -> bool:
    return bool(_MOTTO.search(line.match) or regex.match(r"số\s*:|.{0,60}ngày\s+\d{0,2}\s*tháng", line.match))


def _read_opening(plan: PlanText, lines: list[Line | TableBlock], start: int, end: int) -> int:
    """Fill the opening: what stands before the first heading. Number of the first body line.

    A decision's opening ends with "QUYẾT ĐỊNH:"; where nothing is numbered, the opening ends with the
    last basis or the sentence that announces the plan.
    """
    at = start
    while at < end:
        line = lines[at]
        if isinstance(line, TableBlock) or _opens_body(line) or _BARE_MARK.match(line.text):
            break
        if _ENACTING.search(line.match):
            at += 1
            break
        at += 1
    if at == end:
        at = _end_of_bases(plan, lines, start, end)
    plan.opening = join_lines([line for line in lines[start:at] if isinstance(line, Line)], plan.layout)
    return at


def _end_of_bases(plan: PlanText, lines: list[Line | TableBlock], start: int, end: int) -> int:
    """Where a body without numbered headings begins: behind the sentence that issues the plan."""
    last_base = start
    at = start
    while at < min(end, start + 80):
        after = _end_of_paragraph(plan, lines, at, end)
        paragraph = join_lines([line for line in lines[at:after] if isinstance(line, Line)], plan.layout)
        match = paragraph[-1].match if paragraph else ""
        is_base = bool(_BASE.match(match))
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


def _find_tail(lines: list[Line | TableBlock], start: int) -> int:
    """The first line of recipients and signature."""
    for number in range(start, len(lines)):
        line = lines[number]
        if isinstance(line, TableBlock):
            if line.signs:
                return number
        elif _RECIPIENTS.match(line.match):
            return _with_signature_above(lines, number, start)
    for number in range(start + max(1, (len(lines) - start) // 2), len(lines)):
        line = lines[number]
        if isinstance(line, Line) and _SIGNATURE.match(line.match) and line.text.isupper():
            return number
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if isinstance(line, Line) and _APPENDIX_HEADING.match(line.text):
            first = _with_letterhead_above(lines, number, start)
            if first > start and _ends_plan(lines[first - 1]):
                return first
    return len(lines)


def _with_letterhead_above(lines: list[Line | TableBlock], number: int, start: int) -> int:
    """The first line of an appendix: the issuer printed in capitals above its heading, or the heading itself."""
    while number - 1 > start:
        above = lines[number - 1]
        if not isinstance(above, Line) or not above.text.isupper() or len(above.text) > 90:
            break
        number -= 1
    return number


def _ends_plan(line: Line | TableBlock) -> bool:
    """Whether the body of a plan can end here: a full stop, or a table or heading of another appendix."""
    return isinstance(line, TableBlock) or bool(regex.search(r"[./]$", line.text.rstrip(")* ")))


def _with_signature_above(lines: list[Line | TableBlock], number: int, start: int) -> int:
    """A signature that stands above the recipients belongs to the tail."""
    first = number
    for above in range(number - 1, max(start, number - 9), -1):
        line = lines[above]
        if isinstance(line, TableBlock) or len(line.text) > 70:
            break
        if _SIGNATURE.match(line.match) and line.text.isupper():
            first = above
    return first


def _find_appendix(lines: list[Line | TableBlock], tail_at: int) -> int:
    """The first line behind the signature that belongs to an appendix."""
    heading = next(
        (line for line in lines[tail_at : tail_at + 4] if isinstance(line, Line) and not line.text.isupper()), None
    )
    for number, first in enumerate(lines[tail_at : tail_at + 4], tail_at):
        if not isinstance(first, Line) or first is heading:
            break
        if _APPENDIX_HEADING.match(first.text):
            return number
    for number in range(tail_at + 1, len(lines)):
        line = lines[number]
        if (
            isinstance(line, Line)
            and (found := _TYPE_LINE.match(line.match))
            and line.text[found.start(1) : found.end(1)].isupper()
            and len(line.text) < 60
        ):
            return number
        if isinstance(line, TableBlock):
            if not line.signs and number > tail_at and len(line.block.table.rows if line.block.table else ()) > 2:
                return number
        elif _APPENDIX.match(line.match) and (line.text[:6].isupper() or number > tail_at + 3):
            return number
        elif (
            number > tail_at + 2
            and _opens_body(line)
            and line.text[:1].isupper()
            and len(line.text) > 30
            and "lưu" not in line.match
        ):
            mark = parse_mark(line.passage)
            if mark and mark.style in ("roman", "part"):
                return number
    return len(lines)


def _read_outline(plan: PlanText, lines: list[Line | TableBlock], section: str) -> Item:
    builder = OutlineBuilder(section)
    run: list[Line] = []
    last_table: GridTable | None = None
    for line in [*lines, None]:
        if isinstance(line, Line):
            run.append(line)
            continue
        passages = join_lines(run, plan.layout)
        pieces = [piece for passage in passages for piece in cut_passage(passage)]
        for piece, following in itertools.zip_longest(pieces, pieces[1:]):
            builder.add(piece, following)
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
