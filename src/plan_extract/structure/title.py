"""The line on which a document says what it is, and the title that follows it."""

from __future__ import annotations

from plan_extract.normalising import expressions as regex
from plan_extract.normalising.line_reading import Line, TableBlock
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.marks import parse_mark
from plan_extract.structure.sections import names_bare_heading

_WORDS = Wording("frame_words")
TYPE_LINE = _WORDS["type-line"]
BASE = _WORDS["base"]
ENACTING = _WORDS["enacting"]
_ENACTING_BODY = _WORDS["enacting-body"]
_OPENS_ACT = _WORDS["opens-act"]
_CONNECTING = _WORDS["awaits-more"]
_BODY_STARTS = ("part", "roman", "capital", "number-1")
# A base without "Căn cứ" before it: "Thông tư số 05/2021/TT-BXD ngày ...".
_CITED = _WORDS["cited-base"]
# A line that breaks before its number: "... GIAI ĐOẠN" / "2026 - 2030", "... ĐẠI HỘI LẦN THỨ" / "XIV CỦA ĐẢNG".
_YEAR = regex.compile(r"\d{4}(?!\d|\.)")
_AWAITS_NUMBER = _WORDS["awaits-number"]
_ENDS_WITH_YEAR = _WORDS["ends-with-year"]
_BEFORE_YEARS = _WORDS["before-years"]
_ADDRESSEE = _WORDS["addressee"]
_NUMBER_OR_LAW = _WORDS["number-or-law"]
_SURELY_BASE = _WORDS["surely-a-base"]


def find_type_line(lines: list[Line | TableBlock]) -> int | None:
    """The line on which the document says what it is, near its head."""
    for number, line in enumerate(lines[:60]):
        if not isinstance(line, Line):
            continue
        found = TYPE_LINE.match(line.match)
        if not found:
            continue
        printed = line.text[found.start(1) : found.end(1)]
        if printed.isupper() and (len(line.text) < 140 or line.text.isupper()):
            return number
        if number == 0 and printed[0].isupper() and len(line.text) < 200:
            return number
    return None


def is_aside(match: str) -> bool:
    """A remark between type and title that is part of neither: "(Văn bản mẫu)", "(dự thảo)"."""
    return match.startswith("(") and match.endswith(")") and len(match) < 120


def continues_title(lines: list[Line | TableBlock], at: int, title: list[Passage]) -> bool:
    """Whether the line at `at` is part of the title that the lines before it began."""
    line = lines[at]
    if not isinstance(line, Line) or len(title) > 12:
        return False
    if is_aside(line.match) or not title:
        return is_aside(line.match) or not opens_body(line)
    above = title[-1].match.rstrip()
    if not line.blanks_before and (
        _AWAITS_NUMBER.search(above) or (_ENDS_WITH_YEAR.search(above) and _YEAR.match(line.match))
    ):
        return True
    if opens_body(line) or _ADDRESSEE.match(line.match):
        return False
    if line.text.isupper() and names_bare_heading(line.match) and not _CONNECTING.search(above):
        return False  # "NHIỆM VỤ" right below the title
    if _CITED.match(line.match) and not _CONNECTING.search(above):
        dated = any(regex.search(r"\b20\d\d\b", passage.match) for passage in title)
        if line.blanks_before or dated or line.text.rstrip().endswith((";", ".", ",")):
            return False
    quoted = " ".join(passage.match for passage in title)
    if quoted.count('"') % 2 and '"' in line.match and not BASE.match(line.match):
        return True
    if _is_enacting_body(lines, at, title):
        return False
    before = title[-1].text
    if before.rstrip()[-1:] in "-–" and not line.blanks_before:
        return True
    both_capitals = before.isupper() and line.text.isupper()
    if (
        BASE.match(line.match)
        and not both_capitals
        and (line.blanks_before or not line.text[:1].islower())
        and (line.blanks_before or _NUMBER_OR_LAW.search(line.match) or _SURELY_BASE.match(line.match))
    ):
        return False
    if line.text.isupper():
        return True
    if before.isupper() and len(before) > 12:
        return False
    if line.blanks_before:
        dated = line.text[:1].isdigit() and _BEFORE_YEARS.search(before.rstrip().lower()) is not None
        goes_on = line.text[:1].islower() or dated
        return before.rstrip()[-1:] in ",-" or (goes_on and len(line.text) < 160)
    return len(line.text) < 160 and not line.text.endswith((";", ":"))


def _is_enacting_body(lines: list[Line | TableBlock], at: int, title: list[Passage]) -> bool:
    """Whether a line below a title names who decides ("ỦY BAN NHÂN DÂN TỈNH SƠN LA"): bases follow it."""
    line = lines[at]
    if not isinstance(line, Line) or len(line.text) > 110 or not _ENACTING_BODY.match(line.match):
        return False
    if _CONNECTING.search(title[-1].match.rstrip()) and not line.blanks_before:
        return False
    following = lines[at + 1] if at + 1 < len(lines) else None
    goes_on = isinstance(following, Line) and not following.blanks_before and following.text[:1].islower()
    if isinstance(following, Line) and goes_on and not _OPENS_ACT.match(following.match):
        return False  # the line only begins with the name of who issued what is cited
    below = [following.match for following in lines[at + 1 : at + 4] if isinstance(following, Line)]
    if line.text.isupper() and title[-1].text.isupper() and not line.blanks_before and _is_enacting(lines, at + 1):
        return False  # the body is named below: this line only begins with such words ("MẠNG LƯỚI CƠ" / "SỞ Y TẾ")
    if below and BASE.match(" ".join(below[:2])):
        return True
    return any(BASE.match(words) or ENACTING.search(words) for words in below)


def _is_enacting(lines: list[Line | TableBlock], at: int) -> bool:
    """Whether a line in capitals names a body, with the bases of its decision right below."""
    if at >= len(lines):
        return False
    line, *below = lines[at : at + 2]
    return (
        isinstance(line, Line)
        and line.text.isupper()
        and bool(_ENACTING_BODY.match(line.match))
        and all(isinstance(each, Line) and BASE.match(each.match) for each in below)
    )


def opens_body(line: Line) -> bool:
    """Whether a line bears the mark of a first heading ("PHẦN I", "I.", "A.", "1.")."""
    mark = parse_mark(line.passage)
    return mark is not None and mark.style in _BODY_STARTS
