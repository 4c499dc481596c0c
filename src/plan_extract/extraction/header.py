"""Document fields: what the text itself says of a plan in letterhead, title, opening and signature.

Every field comes with where it stands, the rule and a confidence (`Header.evidence`). What only the
register of localities can tell (the province of a district) is added by `linking.placing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from plan_extract.extraction.attached import Attachment, read_attachment
from plan_extract.extraction.citations import citing_pattern
from plan_extract.extraction.issuers import (
    Body,
    Place,
    find_places,
    full_name,
    open_body,
    parse_body,
    step_of,
)
from plan_extract.extraction.letterhead import Letterhead, read_letterhead
from plan_extract.extraction.printed_dates import DATE, read_date
from plan_extract.extraction.signature import Signature, read_signature
from plan_extract.extraction.title_period import read_period
from plan_extract.model.facts import Document, Level
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.line_reading import Line
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText

_WORDS = Wording("letterhead_words")
_MINISTER = _WORDS["minister"]
_PRIME_MINISTER = _WORDS["prime-minister"]
_CALLED = _WORDS["called"]
_BOUNDARY = _WORDS["clause-boundary"]
_DATE_AT_FOOT = _WORDS["date-at-foot"]
_BODY_OF_PLACE = _WORDS["body-of-place"]
_BEFORE_OWN_UNIT = _WORDS["before-own-unit"]

_TITLE_EDGES = " \t\n*_#|.,;:/-–"
_COMPOSITION = {"province": "province", "district": "district", "commune": "commune"}


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was read (offsets in the source, None where composed), by which rule, how surely."""

    start: int | None
    end: int | None
    rule: str
    confidence: float


@dataclass(slots=True)
class Header:
    """The document fields with their evidence by field name, and the place line for the linker."""

    document: Document
    evidence: dict[str, Evidence] = field(default_factory=dict)
    place_line: str | None = None
    bodies: tuple[Body, ...] = ()
    issuing_place: Place | None = None


def find_document(plan: PlanText) -> Document:
    """The document fields that the text itself gives."""
    return find_header(plan).document


def find_header(plan: PlanText) -> Header:
    """The document fields with their evidence."""
    head = read_letterhead(plan)
    signature = read_signature(plan)
    attachment = read_attachment(plan)
    title, title_span = (attachment.title, attachment.title_span) if attachment else _title(plan)
    bodies, source, span = _bodies(plan, head, signature, attachment)
    iso = head.date.iso if head.date else _date_at_foot(plan)
    iso = attachment.issued if attachment and attachment.issued else iso
    iso = iso if iso and len(iso) > 4 else None
    bodies = _named_by_title(bodies, title, head.place)
    place, places = _places(plan, bodies, title, iso)
    start, end, period_rule = read_period(fold_match(title or ""))
    names = {step: next((p.name for p, s in places if s == step and p.name), None) for step in _COMPOSITION}
    issuer = _issuer(bodies, place) if bodies else None
    document = Document(
        number=head.number,
        symbol=head.symbol,
        type=_sentence_case(plan.type_name) if plan.type_name else _type_of_symbol(head.symbol),
        title=title,
        issuer=issuer,
        level=_level(bodies, place, iso, places, head),
        province=names["province"],
        district=names["district"],
        commune=names["commune"],
        issued_date=iso,
        period_start=start,
        period_end=end,
        signer_name=signature.name,
        signer_position=signature.post,
    )
    header = Header(document, {}, head.place, tuple(bodies), place)
    _note_evidence(header, head, signature, title_span, (source, span), period_rule)
    return header


# What the symbols of the commonest types begin with (Nghị định 30/2020/NĐ-CP, phụ lục III).
_TYPE_SYMBOLS = {
    "KH": "Kế hoạch", "QĐ": "Quyết định", "NQ": "Nghị quyết", "CT": "Chỉ thị", "CTR": "Chương trình", "ĐA": "Đề án",
    "PA": "Phương án", "HD": "Hướng dẫn", "TB": "Thông báo", "BC": "Báo cáo", "TTR": "Tờ trình", "KL": "Kết luận",
}  # fmt: skip


def _type_of_symbol(symbol: str | None) -> str | None:
    """The type that a symbol names ("KH-UBND"), for a text that does not print it."""
    return _TYPE_SYMBOLS.get(regex.split(r"[-/&.]", symbol)[0].upper()) if symbol else None


def _title(plan: PlanText) -> tuple[str | None, tuple[int, int] | None]:
    passages = [passage for passage in plan.title if passage.text.strip(_TITLE_EDGES)]
    if not passages:
        return None, None
    text = " ".join(" ".join(passage.text.split()) for passage in passages)
    text = regex.sub(r"\s*(?:\[\d+\]|\(\d\)|[¹²³⁴])$", "", text.strip(_TITLE_EDGES))
    text = regex.sub(r"^(?:v/v|!\[\]\(\))\s*:?\s*|\s*!\[[^\]]*\]\([^)]*\)\W*$", "", text, flags=regex.IGNORECASE)
    start = passages[0].span(0, len(passages[0].text))[0]
    return text or None, (start, passages[-1].span(0, len(passages[-1].text))[1])


def _bodies(
    plan: PlanText, head: Letterhead, signature: Signature, attachment: Attachment | None
) -> tuple[list[Body], str, tuple[int, int] | None]:
    """The issuing body with its superiors: from the letterhead, else the opening, else the signature."""
    opened = _opening_body(plan)
    if head.bodies:
        last = head.bodies[-1]
        unnamed = last.place is None and not any(body.place for body in head.bodies)
        if unnamed and last.role in ("committee", "organ") and opened and opened[0].role == last.role:
            return [opened[0]], "issuer.opening", opened[1]
        return head.bodies, "issuer.letterhead", head.body_span
    if opened:
        return [opened[0]], "issuer.opening", opened[1]
    if attachment is not None:
        return [attachment.body], "issuer.attached", attachment.body_span
    if under := _body_under_title(plan):
        return [under[0]], "issuer.under-title", under[1]
    if signature.body and (body := parse_body(signature.body)):
        return [body], "issuer.signature", signature.span
    if head.symbol and regex.search(r"(?:^|[-/])UBND$", head.symbol):
        return [Body("UBND", "committee", "territory", "issuer.symbol")], "issuer.symbol", head.number_span
    return [], "issuer.none", None


def _opening_body(plan: PlanText) -> tuple[Body, tuple[int, int]] | None:
    """The body that the opening says issues the plan: "UBND xã X xây dựng kế hoạch ..."."""
    passages = [*plan.opening, *(item.passage for item in plan.root.children[:2])]
    for passage in passages:
        for verb in _issuing_verbs(passage):
            called = _CALLED.search(passage.match, max(0, verb.start() - 100), verb.start())
            end = called.start() if called else len(passage.match[: verb.start()].rstrip())
            found = _subject(passage, end)
            if found:
                return found
    return None


def _issuing_verbs(passage: Passage) -> Iterator[regex.Match[str]]:
    """Where a passage says that somebody issues a plan; a name that reads like the verb ("huyện Đình Lập") is none."""
    at = 0
    while found := citing_pattern("issues").search(passage.match, at):
        if passage.text[found.start()].isupper():
            at = found.start() + 1
            continue
        yield found
        at = found.end()


def _subject(passage: Passage, end: int) -> tuple[Body, tuple[int, int]] | None:
    """The body whose name ends at `end` of a passage, from the last clause boundary that opens one."""
    floor = max(0, end - 200)
    starts = [found.end() for found in _BOUNDARY.finditer(passage.match, floor, end)]
    for start in [*reversed(starts), *([0] if floor == 0 else [])]:
        if not open_body(passage.match, start) or end - start < 4:
            continue
        text = regex.sub(r"\s*\([^)]*\)", "", passage.text[start:end])
        body = parse_body(text)
        if body is not None and not regex.search(r"[;.]", text.rstrip(". ")):
            return body, passage.span(start, end)
    return None


def _body_under_title(plan: PlanText) -> tuple[Body, tuple[int, int]] | None:
    """A body on a line of its own below the title of a decision: "ỦY BAN NHÂN DÂN TỈNH SƠN LA"."""
    for passage in [*plan.title[1:], *plan.opening[:3]]:
        if len(passage.text) > 110 or passage.text.rstrip().endswith((".", ";", ":")):
            continue
        minister = _MINISTER.match(passage.match)
        text = passage.text[minister.end() :] if minister and not _PRIME_MINISTER.match(passage.match) else passage.text
        body = parse_body(text) if open_body(fold_match(text)) else None
        if body is not None:
            return body, passage.span(0, len(passage.text))
    return None


def _date_at_foot(plan: PlanText) -> str | None:
    """The date of a place line above the signature, as older papers have it."""
    for line in plan.tail:
        if (
            isinstance(line, Line)
            and (found := _DATE_AT_FOOT.search(line.match))
            and (date := DATE.search(line.match, found.start()))
        ):
            return read_date(date).iso
    return None


def _named_by_title(bodies: list[Body], title: str | None, place_line: str | None) -> list[Body]:
    """A committee whose unit the letterhead has lost is that of the unit which title and place line both name."""
    last = bodies[-1] if bodies else None
    if last is None or last.role != "committee" or any(body.places for body in bodies) or not place_line:
        return bodies
    own = f"{fold_match(place_line)} "
    named = [place for place in find_places(title or "") if f"{fold_match(place.name or '')} ".startswith(own)]
    return [*bodies[:-1], replace(last, places=(Place(named[0].unit, place_line),))] if named else bodies


def _places(
    plan: PlanText, bodies: list[Body], title: str | None, issued: str | None
) -> tuple[Place | None, list[tuple[Place, str]]]:
    """The issuing unit, and all units named with it, each with its step.

    A unit that letterhead and opening leave unnamed gets the name that the title or the opening gives it
    beside the same unit word ("trên địa bàn tỉnh Quảng Ninh").
    """
    place = next((body.place for body in reversed(bodies) if body.place), None)
    if bodies and bodies[-1].level in ("national", "ministry"):
        return None, []
    if place is not None and place.name is None:
        place = Place(place.unit, _name_elsewhere(plan, place.unit, title))
    named = [place] if place else []
    named += [other for body in reversed(bodies) for other in body.places if other.name and other != place]
    under_province = any(other.unit == "tỉnh" for other in named) or any(
        other.step == "city" and step_of(other, issued, under_province=False) == "province" for other in named[1:]
    )
    return place, [(other, step_of(other, issued, under_province=under_province)) for other in named]


def _name_elsewhere(plan: PlanText, unit: str, title: str | None) -> str | None:
    texts = [
        title or "",
        *(passage.text for passage in plan.opening),
        *(passage.text for passage in plan.attached_title),
    ]
    for text in texts:
        own = _BODY_OF_PLACE.sub(lambda found: " " * len(found.group()), text)
        for place in find_places(own):
            if place.unit == unit and place.name:
                return place.name
    return _name_throughout(plan, unit)


def _name_throughout(plan: PlanText, unit: str) -> str | None:
    """The one name that the whole text gives the committee or the territory of such a unit, if it is one."""
    found: dict[str, str] = {}
    own = regex.compile(rf"{_BEFORE_OWN_UNIT.pattern}(?={unit}\s)")
    for item in plan.items():
        for hit in own.finditer(item.passage.match):
            place = next(iter(find_places(item.passage.text[hit.end() : hit.end() + 60])), None)
            if place is not None and place.unit == unit and place.name:
                found[fold_match(place.name)] = place.name
    return next(iter(found.values())) if len(found) == 1 else None


def _issuer(bodies: list[Body], place: Place | None) -> str:
    if place is None or bodies[-1].place is None or bodies[-1].place.name is not None:
        return full_name(bodies)
    last = bodies[-1]
    return full_name([*bodies[:-1], Body(last.name, last.role, last.level, last.rule, (place, *last.places[1:]))])


def _level(
    bodies: list[Body],
    place: Place | None,
    issued: str | None,
    places: list[tuple[Place, str]],
    head: Letterhead,
) -> Level:
    if not bodies:
        return "party" if head.party_heading else "other"
    level = bodies[-1].level
    if bodies[-1].role == "organ" and len(bodies) > 1:
        level = bodies[-2].level
    if head.party_heading and level in ("other", "territory"):
        return "party"
    if level == "territory":
        if place is None:
            return "other"
        step = next((step for other, step in places if other == place), "other")
        return step  # type: ignore[return-value]
    return level  # type: ignore[return-value]


def _sentence_case(text: str) -> str:
    lowered = " ".join(text.split()).lower()
    return lowered[:1].upper() + lowered[1:]


def _note_evidence(
    header: Header,
    head: Letterhead,
    signature: Signature,
    title_span: tuple[int, int] | None,
    issuer: tuple[str, tuple[int, int] | None],
    period_rule: str | None,
) -> None:
    document = header.document
    source, body_span = issuer
    confidence = {
        "issuer.letterhead": 0.98,
        "issuer.opening": 0.95,
        "issuer.under-title": 0.9,
        "issuer.attached": 0.85,
    }.get(source, 0.7)
    spans: dict[str, tuple[tuple[int, int] | None, str, float]] = {
        "number": (head.number_span, "letterhead.number", 0.99),
        "symbol": (head.number_span, "letterhead.number", 0.99),
        "type": (title_span, "title.type", 0.99),
        "title": (title_span, "title.lines", 0.97),
        "issuer": (body_span, source, confidence),
        "level": (body_span, source, confidence),
        "issued_date": (head.place_span, "letterhead.place-line", 0.98),
        "signer_name": (signature.span, "signature.name", 0.97),
        "signer_position": (signature.span, "signature.post", 0.97),
    }
    for step in _COMPOSITION:
        spans[step] = (body_span, source, confidence)
    for name in ("period_start", "period_end"):
        spans[name] = (
            title_span,
            period_rule or "period.none",
            0.85 if period_rule == "period.bare-year" else 0.97,
        )
    for name, (span, rule, certainty) in spans.items():
        if getattr(document, name) is not None:
            header.evidence[name] = Evidence(span[0] if span else None, span[1] if span else None, rule, certainty)
