"""The outline of a plan: which paragraph stands under which, and in what kind of section.

Levels are not fixed by style ("1." may stand over or under "a)"): a style that is open already
goes on at its level, a new one opens a level below. Bullets never hold numbered headings.
"""

from __future__ import annotations

import regex

from plan_extract.normalising.characters import BULLET_SIGNS
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.passages import Passage, join_passages
from plan_extract.normalising.wording import Wording
from plan_extract.structure.item_sections import NUMBERED_CHAPTERS, set_sections
from plan_extract.structure.items import Item, make_root
from plan_extract.structure.marks import Mark, parse_label, parse_mark
from plan_extract.structure.sections import names_bare_heading, section_kind
from plan_extract.structure.tables import GridTable

_WORDS = Wording("outline_words")


def join_part_titles(passages: list[Passage]) -> list[Passage]:
    """Each "Phần thứ hai" that stands alone on its line with the title on the line behind it."""
    joined: list[Passage] = []
    bare = False
    for passage in passages:
        mark = parse_mark(passage)
        if bare and mark is None:
            joined[-1] = join_passages([joined[-1], passage])
        else:
            joined.append(passage)
        bare = mark is not None and mark.style == "part" and mark.end >= len(passage.text)
    return joined


_LONGEST_CHAPTER = 80


def is_chapter(passage: Passage | Line) -> bool:
    """Whether a line in capitals names a chapter without a number ("MỤC TIÊU", "TỔ CHỨC THỰC HIỆN")."""
    text = passage.text
    return text.isupper() and len(text) < _LONGEST_CHAPTER and section_kind(passage.match, text) is not None


_LONGEST_HEADING = 90
_OPENS_PARAGRAPH = regex.compile(rf"[{BULLET_SIGNS}\p{{Lu}}\d(]|[a-zđ]\)")


def is_bare_heading(passage: Passage, following: Passage | None) -> bool:
    """Whether an unmarked line heads what follows ("Mục tiêu cụ thể đến năm 2030"): it only names a kind of section."""
    text = passage.text
    if following is None or len(text) > _LONGEST_HEADING or not text[:1].isupper():
        return False
    return names_bare_heading(passage.match) and _OPENS_PARAGRAPH.match(following.text) is not None


_LABELLED = regex.compile(r"\p{Lu}[^.:;]{2,40}:\s")


class OutlineBuilder:
    """Takes passages and tables in reading order and hangs each where it belongs."""

    def __init__(self, section: str = "other") -> None:
        self.root = make_root()
        self.root.section = section
        self._open: list[Item] = [self.root]
        self._last: Item = self.root

    def add_all(self, passages: list[Passage]) -> None:
        """Hang paragraphs that follow each other; their sections are known when `finish` has run."""
        marks = [parse_mark(passage) for passage in passages]
        ahead: Mark | None = None
        marks_ahead: list[Mark | None] = []
        for mark in reversed(marks):
            marks_ahead.append(ahead)
            ahead = mark or ahead
        following = [*passages[1:], None]
        for number, next_mark in enumerate(reversed(marks_ahead)):
            passage = passages[number]
            if _LABELLED.match(passage.text):  # "Đơn vị thực hiện: ...", said of all that stands before it
                next_mark = marks[number + 1] if number + 1 < len(marks) else None
            self._add(passage, marks[number], following[number], next_mark)

    def _add(self, passage: Passage, mark: Mark | None, following: Passage | None, ahead: Mark | None) -> None:
        """Hang a paragraph; `ahead` is the next mark behind it, which other paragraphs may stand before."""
        mark = mark or self._bare_chapter(passage) or self._bare_heading(passage, following)
        item = Item(passage, mark, body=mark.end if mark else 0)
        self._read_label(item)
        parent = self._parent_of_marked(item) if mark or item.label else self._parent_of_plain(item, ahead)
        item.announced_by = _announcement(item, parent.children[-1] if parent.children else None)
        self._hang(item, parent)
        if mark or item.label:
            self._open.append(item)
        self._last = item

    def add_table(self, passage: Passage, table: GridTable) -> Item:
        """Hang a table under what was open last."""
        item = Item(passage, table=table)
        self._hang(item, self._last if self._is_heading_like(self._last) else self._open[-1])
        return item

    def finish(self) -> Item:
        """The root, with headings marked and sections set."""
        for item in list(self.root.walk())[1:]:
            item.heading = self._is_heading(item)
        set_sections(self.root)
        return self.root

    def _bare_chapter(self, passage: Passage) -> Mark | None:
        """The mark of a chapter whose heading in capitals has no number, in a plan without numbered chapters."""
        numbered = any(child.mark is not None and child.mark.style in NUMBERED_CHAPTERS for child in self.root.children)
        return (
            Mark("chapter", None, 0) if self.root.section == "other" and not numbered and is_chapter(passage) else None
        )

    @staticmethod
    def _bare_heading(passage: Passage, following: Passage | None) -> Mark | None:
        style = "chapter" if passage.text.isupper() else "heading"
        return Mark(style, None, 0) if is_bare_heading(passage, following) else None

    def _read_label(self, item: Item) -> None:
        inner = parse_mark(item.passage, item.body) if item.mark and item.mark.is_bullet else None
        if inner and inner.is_bullet:
            item.body = inner.end
            item.mark = Mark(inner.style, None, inner.end)
        item.label = parse_label(item.passage, item.body)
        if item.label:
            item.body = item.label.end

    def _style(self, item: Item) -> str:
        if item.label and item.label.kind in ("goal", "indicator"):
            return f"label-{item.label.kind}"
        return item.mark.style if item.mark else "plain"

    def _parent_of_marked(self, item: Item) -> Item:
        style = self._style(item)
        if style == "heading" and self._heads_indicators_of_last(item):
            return self._last
        if style == "heading" and not self._is_heading_like(self._last):
            self._close_lists()
        for depth in range(len(self._open) - 1, 0, -1):
            if self._style(self._open[depth]) == style:
                del self._open[depth:]
                return self._open[-1]
        if item.mark and item.mark.is_bullet and not item.label and self._is_sibling_bullet(item):
            sibling = self._open.pop()
            return sibling.parent or self.root
        if item.mark and not item.mark.is_bullet and not item.label:
            while len(self._open) > 1 and self._is_below(self._open[-1], item):
                self._open.pop()
        return self._open[-1]

    def _is_sibling_bullet(self, item: Item) -> bool:
        """Whether a bullet of a new sign goes on with the list that is open (its author mixed the signs)."""
        last = self._open[-1]
        if last.mark is None or not last.mark.is_bullet or last.label is not None or item.mark is None:
            return False
        return item.mark.style[-1] in "•●-" and not last.text.rstrip().endswith(":") and last is self._last

    def _is_below(self, open_item: Item, item: Item) -> bool:
        """Whether what is open is a level that a mark of the new style cannot stand under."""
        style = item.mark.style if item.mark else ""
        if open_item.mark is None:
            return open_item.label is None or style in (*NUMBERED_CHAPTERS, "chapter")
        if open_item.mark.is_bullet:
            return not (style == "bracket" and (open_item.text.endswith(":") or open_item.names_field))
        if style == "chapter":
            return open_item.mark.style != "part"
        if style in ("roman", "part"):
            return open_item.mark.style not in ("part", "capital", "chapter") or style == "part"
        if style.startswith("number-") and open_item.mark.style.startswith("number-"):
            return int(open_item.mark.style[7:]) >= int(style[7:])
        if style == "number-1":
            starts_anew = item.mark is not None and item.mark.number == "1"
            return open_item.mark.style == "bracket" or (open_item.mark.style == "letter" and not starts_anew)
        return False

    def _parent_of_plain(self, item: Item, ahead: Mark | None) -> Item:
        if self._stands_below_subject(item):
            return self._last if self._last.mark is not None else self._open[-1]
        if self._lies_between_bullets(ahead):
            return self._open[-1].parent or self.root
        if self._last is self.root or self._is_heading_like(self._last):
            return self._last
        if self._last.mark is None and self._last.label is None and self._last.parent is not None:
            return self._last.parent
        self._close_lists()
        return self._open[-1]

    def _close_lists(self) -> None:
        while len(self._open) > 1 and not self._is_section_level(self._open[-1]):
            self._open.pop()

    def _stands_below_subject(self, item: Item) -> bool:
        """Whether the open bullet is a sub-heading and the paragraph stands below it."""
        head, first = self._open[-1], item.text[:1]
        if not head.names_subject or not (first.isupper() or first.isdigit()):
            return False
        return self._last is head or self._last.parent is head

    def _lies_between_bullets(self, ahead: Mark | None) -> bool:
        """Whether a paragraph stands in a list: a bullet before it, and ahead one like that or the next heading of the
        kind that the list stands below ("1. Sở A", bullets, a paragraph, "2. Sở B")."""
        before, above = self._open[-1].mark, self._open[-1].parent
        if before is None or ahead is None or not before.is_bullet or above is None:
            return False
        heads = above.mark is not None and above.mark.style == ahead.style == "number-1"
        if before.style != ahead.style and not heads:
            return False
        return self._last is self._open[-1] or self._last.parent in (self._open[-1], above)

    def _heads_indicators_of_last(self, item: Item) -> bool:
        """Whether "Chỉ tiêu" on a line of its own stands below the numbered goal right before it."""
        mark = self._last.mark
        numbered = mark is not None and mark.style.startswith(("number-", "letter", "bracket"))
        return numbered and self._last is self._open[-1] and _ITS_INDICATORS.fullmatch(item.match) is not None

    @staticmethod
    def _is_section_level(item: Item) -> bool:
        return item.mark is not None and item.mark.style in (*NUMBERED_CHAPTERS, "chapter", "heading")

    @staticmethod
    def _is_heading_like(item: Item) -> bool:
        text = item.text.rstrip(" *")
        if (
            item.table is not None
            or not (item.mark or item.label)
            or (item.mark and item.mark.is_bullet and not text.endswith(":"))
        ):
            return False
        return len(text) <= 260 and (not text.endswith((".", ";", ",", "/", "…")) or text.isupper())

    def _is_heading(self, item: Item) -> bool:
        if item.table is not None:
            return False
        text = item.text.rstrip(" *")
        if item.children and (item.mark or item.label):
            return len(text) <= 260 and (not text.endswith((".", ";")) or len(text) < 120 or text.isupper())
        return self._is_section_level(item) and len(text) <= 260 and not text.endswith((".", ";"))

    def _hang(self, item: Item, parent: Item) -> None:
        item.parent = parent
        parent.children.append(item)


_ITS_INDICATORS = _WORDS["its-indicators"]


def _announcement(item: Item, before: Item | None) -> Item | None:
    """The paragraph "Đến năm 2028, phấn đấu:" over the list that an item belongs to, known from the sibling before it."""
    if before is None or item.mark is None or item.mark.style in (*NUMBERED_CHAPTERS, "chapter"):
        return None
    if before.mark is None:
        plain = before.label is None and before.table is None
        return before if plain and before.text.rstrip(" *").endswith(":") else None
    return before.announced_by if before.mark.style == item.mark.style else None
