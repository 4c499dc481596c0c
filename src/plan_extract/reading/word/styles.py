"""What a style says about its text: font, capitals, hidden, raised, and its numbering."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from plan_extract.reading.word.package import W

_OFF = frozenset(("0", "false", "off", "none"))


@dataclass(frozen=True, slots=True)
class Look:
    """The properties of a run that change what is read."""

    font: str = ""
    capitals: bool = False
    hidden: bool = False
    raised: bool = False

    def with_properties(self, properties: etree._Element | None) -> Look:
        """This look with the `w:rPr` laid over it."""
        if properties is None or not len(properties):
            return self
        font, capitals, hidden, raised = self.font, self.capitals, self.hidden, self.raised
        for entry in properties:
            tag = entry.tag
            if tag == W + "rFonts":
                font = entry.get(W + "ascii") or entry.get(W + "hAnsi") or font
            elif tag == W + "caps":
                capitals = is_on(entry)
            elif tag in (W + "vanish", W + "webHidden"):
                hidden = is_on(entry) if tag == W + "vanish" else hidden
            elif tag == W + "vertAlign":
                raised = entry.get(W + "val") == "superscript"
        return replace(self, font=font, capitals=capitals, hidden=hidden, raised=raised)


def is_on(entry: etree._Element) -> bool:
    """The value of a property that is on or off."""
    return (entry.get(W + "val") or "1") not in _OFF


@dataclass(frozen=True, slots=True)
class NumberingRef:
    """A paragraph's or style's place in a list: the list's id (0 for none) and the level."""

    num_id: int | None
    level: int | None


def read_numbering_ref(properties: etree._Element | None) -> NumberingRef | None:
    """The `w:numPr` of paragraph properties, or None."""
    entry = properties.find(W + "numPr") if properties is not None else None
    if entry is None:
        return None
    return NumberingRef(_value(entry, "numId"), _value(entry, "ilvl"))


def _value(entry: etree._Element, name: str) -> int | None:
    found = entry.find(W + name)
    text = found.get(W + "val") if found is not None else None
    return int(text) if text is not None and text.lstrip("-").isdigit() else None


class Styles:
    """The styles of a document, with what they take from the styles that they are based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default_paragraph: str | None = None
        self._base = Look()
        if root is None:
            return
        for style in root.iterchildren(W + "style"):
            style_id = style.get(W + "styleId")
            if style_id is None:
                continue
            self._styles[style_id] = style
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default_paragraph = style_id
        self._base = Look().with_properties(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        self._chain = cache(self._find_chain)
        self._look = cache(self._find_look)

    def _find_chain(self, style_id: str | None) -> tuple[etree._Element, ...]:
        """The style and what it is based on, the most general first."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style_id and style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            chain.append(style)
            based = style.find(W + "basedOn")
            style_id = based.get(W + "val") if based is not None else None
        return tuple(reversed(chain))

    def _find_look(self, paragraph: str | None, character: str | None) -> Look:
        look = self._base
        for style in self._chain(paragraph or self._default_paragraph):
            look = look.with_properties(style.find(W + "rPr"))
        for style in self._chain(character) if character else ():
            look = look.with_properties(style.find(W + "rPr"))
        return look

    def look(self, paragraph: str | None, character: str | None = None) -> Look:
        """The look that a paragraph style and a character style give together."""
        return self._look(paragraph, character) if self._styles else self._base

    def numbering(self, paragraph: str | None) -> tuple[NumberingRef, str] | None:
        """The nearest numbering in the chain of a paragraph style, and the style that holds it."""
        if not self._styles:
            return None
        for style in reversed(self._chain(paragraph or self._default_paragraph)):
            reference = read_numbering_ref(style.find(W + "pPr"))
            if reference is not None and reference.num_id is not None:
                return reference, str(style.get(W + "styleId"))
        return None
