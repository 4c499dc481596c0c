"""HTML to blocks: paragraphs with their list labels, tables with spans, notes of Word's own pages."""

from __future__ import annotations

import codecs
import email
import email.policy
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from plan_extract.model.errors import ReadError
from plan_extract.model.source import SourceDocument
from plan_extract.reading.builder import Covered, GridCell, TextBuilder
from plan_extract.reading.encodings import CONVERTERS, decode, detect_legacy
from plan_extract.reading.html.content import find_main
from plan_extract.reading.options import ReadOptions, check_time
from plan_extract.reading.word.numbering import render_number

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section", "summary", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_NOTE_MARK = re.compile(r"^\s*[\[(]?(?:\d{1,2}|\*{1,2})[\])]?\s*$")
_NOTE_ID = re.compile(r"^(?:ftn|edn|footnote|sdfootnote|sdendnote)-?\d+$", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}
_MAX_SPAN = 100
_LIST_SHAPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal"}


def read_html(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The plan on a saved web page. Raises ReadError where the page holds no text."""
    text, encoding, messages = decode_page(data)
    return _read_page(text, name, "text/html", f"html ({encoding})", messages)


def read_mhtml(data: bytes, name: str, options: ReadOptions | None = None) -> SourceDocument:
    """The plan in a web archive: its largest HTML part. Raises ReadError where there is none."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise ReadError(f"{name}: the web archive holds no page; save the page again as HTML", cause="no-text")
    contents = []
    for part in pages:
        payload = part.get_payload(decode=True)
        contents.append((payload if isinstance(payload, bytes) else b"", part.get_content_charset()))
    content, charset = max(contents, key=lambda each: len(each[0]))
    text, encoding, messages = decode_page(content, charset)
    return _read_page(text, name, "multipart/related", f"mhtml ({encoding})", messages)


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, str, list[str]]:
    """The text of a page: by its bytes where they are plainly Unicode, else by the charset it names."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        found = _CHARSET.search(data[:4096])
        named = charset or (found.group(1).decode("ascii") if found else None)
        if named and named.lower() not in (
            "utf-8",
            "utf8",
            "us-ascii",
            "iso-8859-1",
            "windows-1252",
            "unicode",
        ):
            try:
                return data.decode(codecs.lookup(named).name, errors="replace"), named, []
            except LookupError:
                pass
    return decode(data)


def _blank(found: re.Match[str]) -> str:
    """A tab that a word processor has written out between words stays one; all other white space is a blank."""
    return "\t" if found.group().strip(" ") == "\t" else " "


@dataclass(slots=True)
class _Items:
    """What was found on the page, in order: kind and text or grid."""

    found: list[tuple[str, str | list[list[GridCell]]]] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    label: str = ""

    def end_line(self, kind: str = "paragraph") -> None:
        text = "\n".join(_SPACE.sub(_blank, piece).strip(" \t") for piece in "".join(self.line).split("\0"))
        self.line = []
        if text.strip():
            self.found.append((kind, self.label + text.strip()))
            self.label = ""


def _read_page(text: str, name: str, media_type: str, reader: str, messages: list[str]) -> SourceDocument:
    tree = LexborHTMLParser(text)
    main = find_main(tree)
    if main is None:
        raise ReadError(f"{name}: the page holds no text", cause="no-text")
    items = _Items()
    _walk(main, items, "paragraph")
    items.end_line()
    builder = _write(items, messages)
    if not builder.blocks:
        raise ReadError(
            f"{name}: the page holds no text (only a viewer or pictures?); save the document itself",
            cause="no-text",
        )
    return builder.build(name, media_type=media_type, reader=reader, messages=messages)


def _write(items: _Items, messages: list[str]) -> TextBuilder:
    old = detect_legacy("\n".join(_texts(items.found)))
    convert: Callable[[str], str] = CONVERTERS[old] if old is not None else str
    if old is not None:
        messages.append(f"letters of an old font ({old}) converted to Unicode")
    builder = TextBuilder()
    for kind, content in items.found:
        if not isinstance(content, str):
            builder.add_table([[convert(cell) if isinstance(cell, str) else cell for cell in row] for row in content])
        elif kind == "note":
            builder.add("note", convert(content))
        else:
            builder.add_paragraph(convert(content))
    return builder


def _texts(found: Iterable[tuple[str, str | list[list[GridCell]]]]) -> Iterator[str]:
    for _, content in found:
        if isinstance(content, str):
            yield content
        else:
            yield from (cell for row in content for cell in row if isinstance(cell, str))


def _walk(node: LexborNode, items: _Items, kind: str) -> None:
    """Add what stands in `node`: inline text to the open line, blocks as items of their own."""
    for child in node.iter(include_text=True):
        tag = child.tag or ""
        if tag == "-text":
            text = child.text_content or ""
            items.line.append(text.replace("\n", "\0") if node.tag == "pre" else text)
        elif tag == "br":
            items.line.append("\0")
        elif tag == "sup":
            items.line.append(_raised(child, items.line))
        elif tag == "table":
            check_time()
            items.end_line(kind)
            _add_table(child, items)
        elif tag in _BLOCKS:
            items.end_line(kind)
            inner = "note" if _NOTE_ID.match(child.attributes.get("id") or "") else kind
            if tag == "li":
                items.label = _list_label(child)
            _walk(child, items, inner)
            items.end_line(inner)
        elif tag not in ("-comment", "head", "title", "script", "style"):
            _walk(child, items, kind)


def _raised(node: LexborNode, line: list[str]) -> str:
    """Raised text: a power of a unit, or a note's mark, which never joins a figure."""
    text = node.text(deep=True)
    before = "".join(line[-2:]).rstrip("\0")[-3:]
    if text.strip() in _POWERS and before[-1:] == "m":
        return _POWERS[text.strip()]
    return "" if _NOTE_MARK.match(text) and before.strip() else text


def _list_label(item: LexborNode) -> str:
    """The label that a browser shows before a list item."""
    parent = item.parent
    if parent is None or parent.tag not in ("ol", "ul"):
        return ""
    style = f"{parent.attributes.get('style') or ''};{item.attributes.get('style') or ''}".replace(" ", "")
    if "list-style-type:none" in style or "list-style:none" in style:
        return ""
    if parent.tag == "ul":
        return "- "
    siblings = [child for child in parent.iter() if child.tag == "li"]
    number = _integer(parent.attributes.get("start"), 1)
    for sibling in siblings:
        number = _integer(sibling.attributes.get("value"), number)
        if sibling.mem_id == item.mem_id:
            break
        number += 1
    shape = _LIST_SHAPES.get(parent.attributes.get("type") or "1", "decimal")
    label = render_number(number, shape)
    return label + (") " if shape == "lowerLetter" else ". ")


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.strip().lstrip("-").isdigit() else default


# Tables


def _add_table(table: LexborNode, items: _Items) -> None:
    rows = list(_rows(table))
    if _is_layout(table, rows):
        for row in rows:
            for cell in _cells(row):
                _walk(cell, items, "paragraph")
                items.end_line()
        return
    nested: list[LexborNode] = []
    grid: list[list[GridCell]] = []
    for number, row in enumerate(rows):
        _add_row(grid, number, row, nested)
    items.found.append(("table", grid))
    for inner in nested:
        _add_table(inner, items)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for child in table.iter():
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _is_layout(table: LexborNode, rows: list[LexborNode]) -> bool:
    """Whether a table only lays out text: one column, or a cell that holds a text of its own."""
    if all(len(_cells(row)) <= 1 for row in rows):
        return True
    long_cells = [cell for row in rows for cell in _cells(row) if len(cell.text(deep=True)) > 3_000]
    return any(len(cell.css("p, div, table")) > 8 for cell in long_cells)


def _add_row(grid: list[list[GridCell]], number: int, row: LexborNode, nested: list[LexborNode]) -> None:
    while len(grid) <= number:
        grid.append([])
    column = 0
    for cell in _cells(row):
        while column < len(grid[number]) and grid[number][column] is not None:
            column += 1
        width = max(1, min(_integer(cell.attributes.get("colspan"), 1), _MAX_SPAN))
        height = max(1, min(_integer(cell.attributes.get("rowspan"), 1), _MAX_SPAN))
        for below in range(height):
            _put(grid, number + below, column, width, Covered(number, column))
        grid[number][column] = _cell_text(cell, nested)
        column += width


def _put(grid: list[list[GridCell]], row: int, column: int, width: int, mark: Covered) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row].extend([None] * (column + width - len(grid[row])))
    for at in range(column, column + width):
        if grid[row][at] is None:
            grid[row][at] = mark


def _cell_text(cell: LexborNode, nested: list[LexborNode]) -> str:
    for table in cell.css("table"):
        if not any(outer.mem_id == table.mem_id for outer in nested):
            nested.append(table.clone() if hasattr(table, "clone") else table)
            table.decompose()
    items = _Items()
    _walk(cell, items, "paragraph")
    items.end_line()
    return "\n".join(text for _, text in items.found if isinstance(text, str))
