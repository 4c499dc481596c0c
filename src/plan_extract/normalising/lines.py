"""Printed lines joined to passages: which line breaks are meant, which are only the margin.

A break between two lines is no break of the text where the next line's first word would not have
fitted on the line before (the test of a typesetter), where a sentence plainly goes on (a small
letter after no closing sign), or where a page number stands in the middle of a sentence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from plan_extract.normalising.characters import BULLET_SIGNS
from plan_extract.normalising.line_reading import Line, TableBlock
from plan_extract.normalising.passages import Passage, fold_passages, join_passages
from plan_extract.normalising.wording import Wording

_WORDS = Wording("line_words")
_SHORT_NAME = regex.compile(r"\((?![IVX]+\))\p{Lu}{2,}\)\s\p{Ll}")  # "trí tuệ nhân tạo" / "(AI) trong công tác"
_HEADING_MARK = regex.compile(r"(?:[IVX]{1,5}|[A-H])\s?[.)-]\s")
# "hằng năm" / "2. Tập huấn": a year has four figures, a list mark two.
_PER_YEAR = _WORDS["per-year"]
_NUMBERED = regex.compile(r"\d{1,2}[.)-]\s+\p{Lu}")
_NESTED_MARK = regex.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)-]\s+\p{Lu}")
_LOWER_START = regex.compile(r"^[(\"']?\p{Ll}")
_CLOSING_SIGNS = frozenset(".;:!?…/")
_WIDEST_PAGE = 170
_NARROWEST_PAGE = 50
_RAGGED = 12
"""By how many signs the ends of filled lines differ: a word of Vietnamese seldom has more than seven."""
_UNFINISHED = _WORDS["unfinished"]
_LONGEST_UNFINISHED = 10
# A heading that ends like a sentence broken off: "Điều 3. Tổ chức thực hiện", "Giải pháp thực hiện".
_WHAT_IS_DONE = _WORDS["what-is-done"]
_IMPLEMENTATION = _WORDS["implementation"]
# Pairs of words that Vietnamese offices join by a dash: one at the head of a line is no list mark.
_DASHED_PAIR = _WORDS["dashed-pair"]


_IN_BRACKETS = regex.compile(r"\((i{1,3}|iv|vi{0,3}|ix|x|\d)\)\s")
_FIRST_MARKS = {"i": "ii", "1": "2"}
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_MARK_AFTER = {**dict(pairwise(_ROMAN)), **{str(number): str(number + 1) for number in range(1, 9)}}
_WORD_MARKS = _WORDS["word-mark"]
_FULL_SHARE = 0.75
_SHORT_SHARE = 0.8
_FEWEST_BULLETS = 10
_BULLET = regex.compile(rf"[{BULLET_SIGNS}]\s")


@dataclass(slots=True)
class Layout:
    """How a text sets its paragraphs: the width lines are filled to, blank lines between or not.

    `bullet_width` is that of the first lines of bullets, where a page saved from the web sets them shorter;
    `values_below` where the cells of a table became lines, each value below what it is of.
    """

    fill_width: int | None
    blank_between: bool
    bullet_width: int | None = None
    values_below: bool = False


def find_layout(lines: Sequence[Line | TableBlock]) -> Layout:
    """The layout that most lines show."""
    printed = [line for line in lines if isinstance(line, Line) and line.block.kind == "line"]
    if len(printed) < 8:
        return Layout(None, True)
    widths = sorted(line.width for line in printed)
    fill = _find_fill_width(widths)
    full = sum(1 for width in widths if fill * 0.8 < width <= fill + _RAGGED)
    longer = sum(1 for width in widths if width > fill + _RAGGED)
    wrapped = fill <= _WIDEST_PAGE and full >= len(widths) * 0.3 and longer <= len(widths) * 0.2
    marked = [line for line in printed if line.mark_end]
    spaced = sum(1 for line in marked if line.blanks_before)
    return Layout(
        fill if wrapped else None,
        bool(marked) and spaced >= 0.6 * len(marked),
        _find_bullet_width(lines, fill),
        sum(_holds_value(before, after) for before, after in pairwise(printed)) >= _FEWEST_VALUES,
    )


def _find_bullet_width(lines: Sequence[Line | TableBlock], fill: int) -> int | None:
    """The width at which first lines of bullets plainly go on in the next, if it is well below that of other lines."""
    widths = sorted(
        before.width
        for before, after in pairwise(lines)
        if isinstance(before, Line)
        and isinstance(after, Line)
        and _BULLET.match(before.match)
        and not after.blanks_before
        and _LOWER_START.match(after.text)
        and not after.mark_end
        and not is_closed(before.text)
    )
    widest = widths[int((len(widths) - 1) * 0.98)] if len(widths) >= _FEWEST_BULLETS else fill
    return widest if widest < _SHORT_SHARE * fill else None


def _find_fill_width(widths: Sequence[int]) -> int:
    """The width that lines are filled to: near the upper end of the stretch of widths in which most lines end.

    Lines of a letterhead, an appendix or an address are often longer than those of the text, and a few lines of
    narrow letters, too. `widths` is sorted.
    """
    ends = [width for width in widths if _NARROWEST_PAGE <= width <= _WIDEST_PAGE]
    if not ends:
        return widths[-1]
    widest = max(ends, key=lambda end: (bisect_right(ends, end) - bisect_left(ends, end - _RAGGED), end))
    return widths[int((bisect_right(widths, widest) - 1) * 0.98)]


def joins(before: Line, after: Line, layout: Layout) -> bool:
    """Whether `after` goes on with the paragraph that `before` is in."""
    if _leaves_quote_open(before, after) or _parts_a_name(before, after) or _lists_within(before, after):
        return True
    if layout.values_below and _holds_value(before, after):
        return True
    closed = is_closed(before.text)
    is_full = _is_full_in_print(before, after, layout)
    if is_full and not closed and _WORD_MARKS.match(after.match):
        return True
    if starts_item(before, after) or _stands_below_heading(before, after):
        return False
    lower = bool(_LOWER_START.match(after.text))
    if before.block.kind == "paragraph" or after.block.kind == "paragraph":
        return lower and not closed and len(before.text) > 40
    if after.blanks_before or before.ends_page:
        if closed:
            return False
        return lower or (len(before.text) > 40 and _is_unfinished(before.match))
    if lower or _parts_a_ground(before, after) or (not closed and _goes_on(before, after, layout)):
        return True
    if (
        layout.bullet_width is not None
        and not closed
        and _BULLET.match(before.match)
        and before.width >= _SHORT_SHARE * layout.bullet_width
        and _would_not_fit(before, after, layout.bullet_width)
    ):
        return True
    if layout.fill_width is None:
        if layout.blank_between and not closed and before.mark_end and _is_wrapped_bullet(before, after):
            return True
        return layout.blank_between and 60 < before.width < 150 and before.text.rstrip("\"')")[-1:] not in ";:/"
    if before.width <= layout.fill_width + _RAGGED and _would_not_fit(before, after, layout.fill_width):
        return True
    return layout.blank_between and (is_full or before.text.rstrip("\"')")[-1:] not in ";/")


_FEWEST_VALUES = 3
# "trên 9%", "12 - 14%", "100 căn hộ", "250 trở lên": nothing but a value.
_ONLY_VALUE = _WORDS["only-value"]


def _holds_value(before: Line, after: Line) -> bool:
    """Whether a line is nothing but the value of what the marked line before it names."""
    if not before.mark_end or after.mark_end or _ONLY_VALUE.fullmatch(after.match) is None:
        return False
    return not any(sign.isdigit() for sign in before.text[before.mark_end :])


def _is_full_in_print(before: Line, after: Line, layout: Layout) -> bool:
    """Whether a page shows that a line is filled to the margin, with no indent or gap behind it."""
    if after.blanks_before or before.ends_page or not layout.blank_between or layout.fill_width is None:
        return False
    is_placed = before.block.box is not None and after.block.box is not None
    return is_placed and before.width >= _FULL_SHARE * layout.fill_width


def _would_not_fit(before: Line, after: Line, fill_width: int) -> bool:
    """Whether the first word of a line had no room on the line before."""
    return before.width + 1 + len(after.text.split(" ", 1)[0]) > fill_width


def _is_wrapped_bullet(before: Line, after: Line) -> bool:
    """Whether a marked line without an end goes on, where every item stands after a blank line."""
    return before.text[-1:] not in ":;/" and not _is_capitals(after.text) and not after.text.startswith("**")


def _parts_a_ground(before: Line, after: Line) -> bool:
    """Whether a ground ("Căn cứ Luật Tổ chức" / "Chính phủ ngày ...;") goes on: it ends with a sign, always."""
    opens = _GROUND.match(before.match) is not None and _GROUND.match(after.match) is None
    return opens and "," not in before.text and before.text.rstrip(" *_")[-1:] not in ".;:"


_GROUND = _WORDS["ground"]


def _parts_a_name(before: Line, after: Line) -> bool:
    """Whether the break falls before the dash of a name: "kinh tế" / "- xã hội"."""
    if after.match[:1] not in "-–" or after.blanks_before:
        return False
    ahead = before.match[-24:]
    pairs = _DASHED_PAIR.finditer(f"{ahead} {after.match[:24]}")
    return any(found.start() < len(ahead) < found.end() for found in pairs)


def _lists_within(before: Line, after: Line) -> bool:
    """Whether a list in brackets runs on within a paragraph: "Cụ thể:" / "(i) rà soát; (ii) hỗ trợ"."""
    opening = _IN_BRACKETS.match(after.match)
    if opening is None or after.blanks_before:
        return False
    mark = opening.group(1)
    if mark in _FIRST_MARKS:
        return before.text[-1:] == ":" and f"({_FIRST_MARKS[mark]})" in after.match
    within = [found.group(1) for found in _IN_BRACKETS.finditer(before.match) if found.start()]
    return bool(within) and _MARK_AFTER.get(within[-1]) == mark


def _leaves_quote_open(before: Line, after: Line) -> bool:
    """Whether a quotation begun on a line ends on the next, which is its wrapped rest even behind a dash."""
    opened = before.text.rfind("“")
    if opened < 0 or after.blanks_before or "”" not in after.text:
        return False
    rest = after.text.partition("”")[0]
    return not any(sign in before.text[opened + 1 :] for sign in '”"') and "“" not in rest


def _goes_on(before: Line, after: Line, layout: Layout) -> bool:
    """Whether an unclosed line asks for the next: a word that ends nothing, a figure, a full line."""
    if _is_unfinished(before.match) or after.text[0].isdigit():
        return True
    if _is_capitals(before.text) and _is_capitals(after.text):
        return layout.blank_between
    return layout.fill_width is not None and before.width >= 0.8 * layout.fill_width


def _stands_below_heading(before: Line, after: Line) -> bool:
    """Whether a paragraph without a mark stands below the heading of a chapter: "IV. TỔ CHỨC THỰC HIỆN"."""
    if not after.text[0].isupper() or _is_capitals(after.text):
        return False
    words = before.text[before.mark_end :].strip()
    if not before.mark_end:
        return words.isupper() and _IMPLEMENTATION.fullmatch(words.lower().rstrip(" .:")) is not None
    return (len(words) > 5 and _is_capitals(words)) or _IMPLEMENTATION.fullmatch(words.lower()) is not None


def starts_item(before: Line, after: Line) -> bool:
    """Whether `after` opens with a list mark that is no part of a split figure or span."""
    if not after.mark_end or _SHORT_NAME.match(after.text):
        return False
    if after.match[0] in "-–" and before.match[-1:].isdigit() and after.match[1:3].strip()[:1].isdigit():
        return False
    if _NESTED_MARK.match(after.text):
        return True
    if after.match[0].isdigit() and not after.blanks_before and _is_unfinished(before.match):
        if _WHAT_IS_DONE.fullmatch(before.match, before.mark_end):
            return True
        numbered = bool(_NUMBERED.match(after.text))
        heading = _is_capitals(before.text) or bool(_HEADING_MARK.match(before.text))
        return _is_capitals(before.text) or (numbered and (heading or bool(_PER_YEAR.search(before.match))))
    is_word = _WORD_MARKS.match(after.match) is not None
    return not (is_word and _LOWER_START.match(after.text) and not is_closed(before.text))


def is_closed(text: str) -> bool:
    """Whether a line ends with a sign that closes a sentence or a part of one, brackets and quotation marks aside."""
    return text.rstrip("'\")]")[-1:] in _CLOSING_SIGNS


def _is_unfinished(match: str) -> bool:
    return _UNFINISHED.search(match, max(0, len(match) - _LONGEST_UNFINISHED)) is not None


def _is_capitals(text: str) -> bool:
    letters = list(filter(str.isalpha, text))
    return bool(letters) and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def join_lines(lines: Sequence[Line], layout: Layout) -> list[Passage]:
    """The passages that a run of lines (no table between) makes."""
    passages: list[Passage] = []
    group: list[Line] = []
    for line in lines:
        if group and not joins(group[-1], line, layout):
            passages.append(join_passages([member.passage for member in group]))
            group = []
        group.append(line)
    if group:
        passages.append(join_passages([member.passage for member in group]))
    fold_passages(passages)
    return passages
