"""The section of each item: from its own heading, or else from what it stands under."""

from __future__ import annotations

from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item
from plan_extract.structure.sections import names_work, section_kind

_WORDS = Wording("outline_words")
NUMBERED_CHAPTERS = ("roman", "part", "capital")


def set_sections(parent: Item) -> None:
    """Give each item below `parent` its section: from its own heading, or else from what it stands under.

    A chapter behind the aims whose heading only says what is to be done holds tasks.
    """
    aims_told = False
    chapters = parent.parent is None or (parent.mark is not None and parent.mark.style == "part")
    for child in parent.children:
        _set_section(child, parent)
        unnamed = child.section == "other" and not child.past and child.heading and _opens_section(child)
        if chapters and aims_told and unnamed and names_work(child.match):
            child.section = "tasks"
            set_sections(child)
        aims_told = aims_told or child.section in ("objectives", "requirements", "tasks")


def _set_section(item: Item, parent: Item) -> None:
    item.section, item.past = parent.section, parent.past
    kind = section_kind(item.match, item.text) if item.heading or _opens_section(item) else None
    if kind is not None and parent.section != "appendix" and _may_override(item, parent, kind):
        item.section, item.past = ("other", True) if kind == "situation" else (kind, False)
    elif (
        item.label is not None
        and item.label.kind in ("goal", "indicator")
        and item.section == "other"
        and not item.past
    ):
        item.section = "objectives"  # a plan cut out of its chapters: "Mục tiêu 1: ...", "Chỉ tiêu 2: ..."
    set_sections(item)


def _opens_section(item: Item) -> bool:
    return item.mark is not None and item.mark.style in (*NUMBERED_CHAPTERS, "chapter")


def _opens_chapter(item: Item, parent: Item) -> bool:
    """Whether a chapter ("I. MỤC ĐÍCH") stands in a part of the plan ("A. CÔNG TÁC ...") that holds chapters of many kinds."""
    assert item.mark is not None
    return parent.mark is not None and parent.mark.style in ("part", "capital") and item.mark.style == "roman"


_AIMS = _WORDS["aims"]


_WAYS = _WORDS["ways"]


_TODAY = _WORDS["today"]


def _may_override(item: Item, parent: Item, kind: str) -> bool:
    """Whether a heading's own kind counts against that of the section it stands in."""
    if parent.parent is None or (_opens_section(item) and (not parent.heading or _opens_chapter(item, parent))):
        return True
    if item.label is not None or item.mark is None or item.mark.is_bullet:
        return False
    if parent.section == "other" and not parent.past:
        return True
    if parent.past:
        return _opens_section(item) and kind != "situation"
    if parent.section == "requirements":
        return kind == "objectives"
    if parent.section == "objectives":
        return kind == "requirements" or (kind == "tasks" and len(item.text) < 80 and bool(_WAYS.match(item.match)))
    if parent.section == "implementation":
        return kind in ("funding", "reporting") and len(item.text) < 60
    if parent.section == "tasks" and not item.mark.style.startswith("number-2"):
        opens = (
            _AIMS.match(item.match)
            if kind == "objectives"
            else _TODAY.match(item.match)
            if kind == "situation"
            else kind == "funding"
        )
        return bool(opens) and len(item.text) < 80
    return _opens_section(item)
