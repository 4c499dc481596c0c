"""The words of one paragraph: what Word shows, with notes and text boxes noted aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from plan_extract.reading.legacy import convert_font
from plan_extract.reading.word.numbering import BULLETS
from plan_extract.reading.word.package import W
from plan_extract.reading.word.styles import Look, Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DROPPED = frozenset(
    W + tag for tag in ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "sdtPr", "sdtEndPr", "rt")
)
_POWERS = {"2": "²", "3": "³"}
_MARK_SIGNS = frozenset("0123456789()[]*†,; ")
_PREFIX = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Words:
    """What a paragraph holds: its text, the notes it cites, its text boxes, page breaks before it."""

    pieces: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    breaks: int = 0
    breaks_before: int = 0

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def break_page(self) -> None:
        """Note a page break, in front of all words or among them."""
        self.breaks += 1
        self.breaks_before += not self.text.strip()


class RunReader:
    """Reads the runs of paragraphs with the looks of their styles."""

    def __init__(self, styles: Styles, convert: Callable[[str], str] | None = None) -> None:
        self._styles = styles
        self._convert = convert

    def read(self, paragraph: etree._Element, style: str | None, into: Words) -> None:
        """Append the words of `paragraph` to `into`."""
        self._walk(paragraph, style, into)

    def _walk(self, parent: etree._Element, style: str | None, into: Words) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._read_run(child, style, into)
            elif tag in _DROPPED or not isinstance(tag, str):
                continue
            elif tag == _MC + "AlternateContent":
                self._walk(choose_alternative(child), style, into)
            elif tag == _MATH_TEXT:
                into.pieces.append(child.text or "")
            elif len(child):
                self._walk(child, style, into)

    def _read_run(self, run: etree._Element, style: str | None, into: Words) -> None:
        properties = run.find(W + "rPr")
        character = properties.find(W + "rStyle") if properties is not None else None
        look = self._styles.look(style, character.get(W + "val") if character is not None else None)
        look = look.with_properties(properties)
        self._read_content(run, look, into)

    def _read_content(self, run: etree._Element, look: Look, into: Words) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "t":
                if not look.hidden:
                    text = child.text or ""
                    _add_text(self._convert(text) if self._convert else text, look, into)
            elif tag == W + "tab":
                into.pieces.append("\t")
            elif tag in (W + "br", W + "cr"):
                into.pieces.append("\n")
                if child.get(W + "type") == "page":
                    into.break_page()
            elif tag == W + "noBreakHyphen":
                into.pieces.append("-")
            elif tag == W + "sym":
                sign = chr(int(child.get(W + "char", "20"), 16))
                into.pieces.append(BULLETS.get(sign, "" if "\ue000" <= sign <= "\uf8ff" else sign))
            elif tag == W + "lastRenderedPageBreak":
                into.break_page()
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                into.notes.append((_PREFIX[tag[len(W) :]], child.get(W + "id", "")))
            elif tag == _MC + "AlternateContent":
                self._read_content(choose_alternative(child), look, into)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                into.boxes.extend(find_text_boxes(child))


def _add_text(text: str, look: Look, into: Words) -> None:
    if look.font:
        text = convert_font(text, look.font)
    if look.raised:
        text = _lower_raised(text, into)
    into.pieces.append(text.upper() if look.capitals else text)


def _lower_raised(text: str, into: Words) -> str:
    """Raised text: a power of a unit ("m²"), or a note's mark, which never joins a figure."""
    before = into.text[-3:]
    if text.strip() in _POWERS and before[-1:] == "m" and not before[-3:].isdigit():
        return _POWERS[text.strip()]
    if set(text) <= _MARK_SIGNS and any(sign.isdigit() or sign in "*†" for sign in text):
        return " " if before[-1:].isspace() or text[-1:].isspace() else ""
    return text


def choose_alternative(entry: etree._Element) -> etree._Element:
    """The branch of a choice that is read: the first, as Word does, else the fallback."""
    for tag in ("Choice", "Fallback"):
        found = entry.find(_MC + tag)
        if found is not None and len(found):
            return found
    return entry.makeelement(_MC + "Fallback")


def find_text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The outermost text boxes of a drawing, each once."""
    for child in drawing:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from find_text_boxes(choose_alternative(child))
        elif isinstance(child.tag, str):
            yield from find_text_boxes(child)
