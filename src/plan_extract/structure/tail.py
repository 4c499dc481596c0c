"""Where a plan's body ends: recipients and signature, and the appendices behind them."""

from __future__ import annotations

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.line_reading import Line, TableBlock
from plan_extract.normalising.wording import Wording
from plan_extract.structure.marks import parse_mark
from plan_extract.structure.title import TYPE_LINE, opens_body

_WORDS = Wording("frame_words")
_RECIPIENTS = _WORDS["recipients"]
_SIGNATURE = _WORDS["signature"]
_APPENDIX = _WORDS["appendix"]
PROMULGATING = _WORDS["promulgates"]
"""Types of documents that put a plan in force which stands behind their signature."""
APPENDIX_HEADING = _WORDS["appendix-heading"]


def find_tail(lines: list[Line | TableBlock], start: int) -> int:
    """The first line of recipients and signature."""
    for number in range(start, len(lines)):
        line = lines[number]
        if isinstance(line, TableBlock):
            if line.signs:
                return number
        elif _RECIPIENTS.match(line.match):
            return _with_signature_above(lines, number, start)
    half = start + max(1, (len(lines) - start) // 2)
    for number in range(half, len(lines)):
        line = lines[number]
        if isinstance(line, Line) and _FILED.match(line.text):
            return _first_recipient(lines, number, half)
    for number in range(half, len(lines)):
        line = lines[number]
        if isinstance(line, Line) and _SIGNATURE.match(line.match) and line.text.isupper():
            return number
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if isinstance(line, Line) and APPENDIX_HEADING.match(line.text):
            first = _with_letterhead_above(lines, number, start)
            if first > start and _ends_plan(lines[first - 1]):
                return first
    return len(lines)


# The last of the recipients: "- Lưu: VT, TH.", "- Lưu VPĐU, HSKT."
_FILED = _WORDS["filed"]
_RECIPIENT = regex.compile(r"\s*[-+•]\s*\S.{2,110}[;,.]\s*$")
# "- UBND các xã báo cáo trước ngày 15/12;", "- Biên soạn 5 tài liệu;": a task or a time, no addressee.
_DOES = _WORDS["no-recipient"]
_ASIDE = regex.compile(r"\([^()]*\)")


def _first_recipient(lines: list[Line | TableBlock], number: int, floor: int) -> int:
    """The first of the recipients that end at a line, where nothing heads them; they stand below a full stop."""
    first = number
    while first > floor and isinstance(above := lines[first - 1], Line) and _RECIPIENT.match(above.match):
        if above.match.rstrip().endswith(".") or _DOES.search(_ASIDE.sub("", above.match)):
            break
        first -= 1
    return first


def find_attached(lines: list[Line | TableBlock], start: int, end: int) -> tuple[int, int] | None:
    """Where the signature of a decision and the plan behind it begin, where no recipients stand between them.

    A type in capitals on a line of its own, below a full stop or what is left of a signature.
    """
    for number in range(start + 1, end):
        line = lines[number]
        found = TYPE_LINE.match(line.match) if isinstance(line, Line) else None
        if not isinstance(line, Line) or found is None or not line.text.isupper() or len(line.text) > 60:
            continue
        if PROMULGATING.fullmatch(found.group(1)):  # "QUYẾT ĐỊNH:" over its articles
            continue
        first = number
        while first > start and _is_left_of_signature(lines[first - 1]):
            first -= 1
        if first > start and _ends_plan(lines[first - 1]):
            return first, number
    return None


def _is_left_of_signature(line: Line | TableBlock) -> bool:
    """ "BỘ TRƯỞNG", "(Đã ký)", "Nguyễn Văn An", and the letterhead printed again over the plan."""
    if isinstance(line, TableBlock) or len(line.text) > 70:
        return False
    words = any(sign.isalpha() for sign in line.text)
    return not words or line.text.isupper() or line.text.istitle() or bool(_SIGNED.match(line.match))


_SIGNED = _WORDS["signed"]
_FILING = _WORDS["filing"]


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


def find_appendix(lines: list[Line | TableBlock], tail_at: int) -> int:
    """The first line behind the signature that belongs to an appendix."""
    heading = next(
        (line for line in lines[tail_at : tail_at + 4] if isinstance(line, Line) and not line.text.isupper()), None
    )
    for number, first in enumerate(lines[tail_at : tail_at + 4], tail_at):
        if not isinstance(first, Line) or first is heading:
            break
        if APPENDIX_HEADING.match(first.text):
            return number
    for number in range(tail_at + 1, len(lines)):
        line = lines[number]
        if (
            isinstance(line, Line)
            and (found := TYPE_LINE.match(line.match))
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
            and opens_body(line)
            and line.text[:1].isupper()
            and len(line.text) > 30
            and not _FILING.search(line.match)
        ):
            mark = parse_mark(line.passage)
            if mark and mark.style in ("roman", "part"):
                return number
    return len(lines)
