"""The letterhead of a plan in all its layouts: bodies, number, symbol, place and date.

Two columns on one line, a table, lines one below the other, or a text without any: the parts are told
apart by what they say, not by where they stand (Nghị định 30/2020/NĐ-CP, Hướng dẫn 36-HD/VPTW).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from plan_extract.extraction.issuers import Body, body_rules, find_places, open_body, parse_body
from plan_extract.extraction.printed_dates import DATE, PrintedDate, read_date
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match, strip_accents
from plan_extract.normalising.line_reading import Line, TableBlock
from plan_extract.normalising.passages import Passage, read_passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText
from plan_extract.structure.title import BASE

_WORDS = Wording("letterhead_words")
_MOTTO = _WORDS["motto"]
_NUMBER = _WORDS["number"]
_PLACE_DATE = _WORDS["place-date"]
_ASIDE = _WORDS["aside"]
_FIRST_HALF = _WORDS["first-half"]
_CITES = _WORDS["cites"]
_BODY_UNDER = _WORDS["body-under"]
_PARTY_MOTTO = _WORDS["party-motto"]
_PLACE_KIND = _WORDS["place-kind"]
_UNFINISHED = _WORDS["unfinished-name"]
_GOES_ON_BEHIND = _WORDS["goes-on-behind"]

_GAP = regex.compile(r"\t+|<br\s*/?>|\s*\|\s*|[^\S\n]{3,}|\s*\n\s*")
_PLACE = regex.compile(r"(?:(?:\p{Lu}[\p{L}'’]*\.?|\d+|-)\s+){0,5}(?:\p{Lu}[\p{L}'’]*|\d+)$")
_EDGES = " -–_*#/.,:|\\"
_WORD = regex.compile(r"\p{L}{2}")


@dataclass(slots=True)
class Letterhead:
    """What stands above the type line. `bodies` have the superior first; spans are offsets in the source."""

    bodies: list[Body] = field(default_factory=list)
    number: str | None = None
    symbol: str | None = None
    number_span: tuple[int, int] | None = None
    place: str | None = None
    place_span: tuple[int, int] | None = None
    date: PrintedDate | None = None
    body_span: tuple[int, int] | None = None
    party_heading: bool = False


def read_letterhead(plan: PlanText) -> Letterhead:
    """The letterhead of a plan; fields that it leaves blank or does not have are None."""
    head = Letterhead()
    chunks = _chunks(plan)
    pieces: list[Passage] = []
    for chunk in chunks:
        before = chunk.text
        if _CITES.search(chunk.match) or BASE.match(chunk.match):
            continue  # a page's own heading, the subject beside the letterhead, a ground above the type line
        if head.symbol is None and (found := _NUMBER.search(chunk.text)):
            _take_number(head, chunk, found)
            before = chunk.text[: found.start()]
        if head.date is None:
            _take_date(head, chunk)
        head.party_heading |= _PARTY_MOTTO.search(strip_accents(chunk.text)) is not None
        if head.symbol is None or before != chunk.text:
            pieces += _body_pieces(plan, chunk, len(before))
    head.bodies = _read_bodies(pieces)
    spans = [piece.span(0, len(piece.text)) for piece in pieces if piece.text]
    if head.bodies and spans:
        head.body_span = (spans[0][0], spans[-1][1])
    return head


def _chunks(plan: PlanText) -> list[Passage]:
    """The lines and table cells of the head, each whole."""
    found: list[Passage] = []
    for entry in plan.head:
        if isinstance(entry, Line):
            found.append(entry.passage)
        else:
            found += cells_of(plan, entry)
    return found


def cells_of(plan: PlanText, entry: TableBlock) -> list[Passage]:
    """The cells of a table that only sets things side by side, merged ones once."""
    rows = entry.block.table.rows if entry.block.table else ()
    cells = [cell for row in rows for cell in row if cell is not None and not cell.merged and cell.end > cell.start]
    return [read_passage(plan.source.text, cell.start, cell.end, entry.block.page) for cell in cells]


def _take_number(head: Letterhead, chunk: Passage, found: regex.Match[str]) -> None:
    """Number before the slash, symbol behind it; of the party's "64-KH/HU": "64-KH" and "HU", "KH/HU" without a number."""
    digits = regex.sub(r"\s+", "", found.group("number") or "")
    symbol = found.group("symbol")
    if symbol is None:
        letters, _, symbol = found.group("party").partition("/")
        letters = letters.strip().lstrip("-– ")
        symbol = symbol if digits else f"{letters}/{symbol.strip()}"
        digits = f"{digits}-{letters}" if digits else ""
    head.number = digits or None
    head.symbol = regex.sub(r"\s+", "", symbol).replace("–", "-").rstrip(".,;-")
    head.number_span = chunk.span(found.start(), found.end())


def _take_date(head: Letterhead, chunk: Passage) -> None:
    lead = _PLACE_DATE.search(chunk.match)
    if lead is None:
        return
    found = DATE.search(chunk.match, lead.start())
    if found is None:
        return
    head.date = read_date(found)
    before = chunk.text[: lead.start()].rstrip(" ,")
    if motto := _MOTTO.search(strip_accents(before)):
        before = before if motto.end() < len(before) else ""
    if place := _PLACE.search(before):
        words = place.group().split()
        while words and ((regex.fullmatch(r"[\p{Lu}&/-]{2,}", words[0]) and not before.isupper()) or words[0] == "-"):
            words = words[1:]
        name = " ".join(words)
        if name:
            head.place = _PLACE_KIND.sub("", name)
            head.place_span = chunk.span(place.end() - len(name), found.end())


def _body_pieces(plan: PlanText, chunk: Passage, length: int) -> list[Passage]:
    """The parts of a chunk that may name bodies: cut at columns and line breaks, without the motto."""
    found: list[Passage] = []
    position = 0
    for motto in [*_MOTTO.finditer(strip_accents(chunk.text), 0, length), None]:
        stop = motto.start() if motto else length
        if chunk.text[position:stop].strip():
            start, end = chunk.span(position, stop)
            found += _cut(plan, start, end, chunk.page)
        position = motto.end() if motto else stop
    return found


def _cut(plan: PlanText, start: int, end: int, page: int | None) -> list[Passage]:
    found: list[Passage] = []
    position = start
    for gap in [*_GAP.finditer(plan.source.text, start, end), None]:
        stop = gap.start() if gap else end
        piece = read_passage(plan.source.text, position, stop, page)
        words = piece.text.strip(_EDGES)
        folded = fold_match(words)
        if _WORD.search(words) and not _ASIDE.match(folded) and not _PLACE_DATE.search(" " + folded):
            at = piece.text.index(words)
            found.append(read_passage(plan.source.text, *piece.span(at, at + len(words)), page))
        position = gap.end() if gap else end
    return found


def _read_bodies(pieces: list[Passage]) -> list[Body]:
    """Pieces joined to names of bodies: one that opens with a body begins a name, others go on with it."""
    names: list[str] = []
    for piece in pieces:
        for text in _split_inside(piece.text):
            opens = open_body(fold_match(text)) or _FIRST_HALF.match(fold_match(text))
            if opens and _lists_kinds(text):
                continue
            if opens and not (names and _goes_on(names[-1])):
                names.append(text)
            elif names:
                names[-1] = f"{names[-1]} {text}"
    bodies: list[Body] = []
    for body in map(parse_body, names):
        if body is not None and not (body.place is None and any(body.name == above.name for above in bodies)):
            bodies.append(body)
    return bodies


def _lists_kinds(text: str) -> bool:
    """Whether a line names kinds of units alone ("UBND Huyện, Thị xã, Thành phố"): an entry of a site's menu."""
    places = find_places(text)
    return len(places) > 1 and not any(place.name for place in places) and "," in text


def _goes_on(name: str) -> bool:
    """Whether a name cannot end here: "BAN CHỈ ĐẠO PHÒNG, CHỐNG", "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ"."""
    return bool(_UNFINISHED.search(fold_match(name.rstrip()))) or bool(_FIRST_HALF.match(fold_match(name)))


def _split_inside(text: str) -> list[str]:
    """Several bodies on one line cut apart: "UBND TỈNH PHÚ THỌ SỞ Y TẾ"."""
    match = fold_match(text)
    if open_body(match) is None:
        return [text]
    cuts = [0]
    for hit in body_rules().finditer(match):
        if hit.start - cuts[-1] < 12 or not hit.get("inside") or not match[hit.start - 1].isspace():
            continue
        before = match[cuts[-1] : hit.start].split()
        if _GOES_ON_BEHIND.fullmatch(before[-1]):
            continue
        if text[hit.start].isupper() and (parse_body(text[cuts[-1] : hit.start]) or Body("", "", "", "")).places:
            cuts.append(hit.start)
    if len(cuts) == 1 and (under := _BODY_UNDER.search(match)) and text[under.start()].isupper():
        cuts.append(under.start())
    return [text[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
