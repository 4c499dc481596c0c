"""Which agency a heading names, which one a clause stands under, and which is its subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import regex

from plan_extract.extraction.agencies_names import (
    AgencySpan,
    choose_agencies,
    defined_names,
    plan_names,
    read_list,
    wording,
)
from plan_extract.extraction.agencies_register import AgencyRegister, AgencyType, agency_register
from plan_extract.extraction.task_reading import label_rules
from plan_extract.structure.document import PlanText
from plan_extract.structure.outline import Item

Form = Literal["heading", "inline", "sentence"]
_SENTENCE_END = regex.compile(r"[.;!?…](?=\s+\p{Lu})|;(?=\s)|[.!?](?=\s+[\"“(]?\p{Lu})")
_CLOSING = regex.compile(r"[\s.:;,*\-–]*$")
_AFTER_COMMA = regex.compile(r"[,)]\s*(?=\S)|(?<=\b(?:này|trên|giao|20\d\d))\s+(?=(?:các|ubnd|ủy ban|sở|phòng|công an|trạm)\s)")
_COLON = regex.compile(r"\s*(?:\([^()]{0,160}\)\s*)?(?::|\.(?=\s+\p{Lu})|\s[-–]\s(?=\p{Lu}))\s*")
_BRACKET = regex.compile(r"\s*\([^()]{0,160}\)")
_ISSUERS = frozenset(("people-committee", "people-council", "ban-chi-dao", "mat-tran", "party-committee"))
_NEXT_WORD = regex.compile(r"\s+\p{L}+\s+\p{L}")
_PLURAL_LEAD = regex.compile(r"(?:các|những|mọi|tất cả|toàn thể|thủ trưởng|người đứng đầu|lãnh đạo|giám đốc)\s")
_GROUND_REACH = 330


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph or sentence opens with agencies.

    `form` is `heading` (nothing but agencies, or a lead-in such as "có trách nhiệm:"), `inline`
    ("Sở Y tế: ...", the task begins at `body`) or `sentence` (the agency is the subject or the
    addressee; the task is the sentence from `body` on). `order` is the word of the order ("đề
    nghị", "giao"), or None; `printed` the list of agencies as one string. Offsets are those of the
    text read.
    """

    form: Form
    agencies: tuple[AgencySpan, ...]
    named: tuple[AgencySpan, ...]
    list_start: int
    list_end: int
    body: int
    order: str | None = None
    printed: str = ""

    @property
    def request(self) -> bool:
        """Whether the agencies are asked rather than told ("Đề nghị ...")."""
        return self.order is not None and "đề nghị" in self.order


def read_opening(text: str, match: str, start: int = 0, end: int | None = None) -> Opening | None:
    """How a paragraph opens with agencies, or None where it does not."""
    end = len(text) if end is None else end
    opening = _read_heading(text, match, start, end)
    if opening is not None:
        return opening
    opening = read_sentence_opening(text, match, start, end)
    if opening is not None and opening.order is None and opening.list_start == start:
        verb = opening.list_end + len(match[opening.list_end : end]) - len(match[opening.list_end : end].lstrip())
        if verb > opening.list_end and text[verb].isupper() and not text[start:end].isupper():
            return replace(opening, form="inline", body=verb)
    return opening


def _read_heading(text: str, match: str, start: int, end: int) -> Opening | None:
    at = start
    order: str | None = None
    for _ in range(2):
        if aside := wording("set-aside").match(match, at, end):
            order = order or aside.group().strip(" :")
            at = aside.end()
    named, stop = read_list(text, match, at, end)
    if not named:
        return None
    named, stop = _open_collective(text, match, named, stop, end)
    agencies = tuple(choose_agencies(named, text))
    rest = _CLOSING.match(match, stop, end)
    bracket = _BRACKET.match(match, stop, end)
    if bracket and rest is None:
        rest = _CLOSING.match(match, bracket.end(), end)
    if rest is not None or wording("heading-rest").match(match, stop, end):
        return Opening("heading", agencies, tuple(named), named[0].start, stop, end if rest is not None else start, order, text[named[0].start : stop])
    if colon := _COLON.match(text, stop, end):
        return Opening("inline", agencies, tuple(named), named[0].start, stop, colon.end(), order, text[named[0].start : stop])
    return None


def _open_collective(text: str, match: str, named: list[AgencySpan], stop: int, end: int) -> tuple[list[AgencySpan], int]:
    """ "Các cơ quan, đơn vị: Sở A, Sở B" names Sở A and Sở B."""
    if all(span.kind == "vague" for span in named) and (colon := regex.compile(r"\s*:\s*").match(match, stop, end)):
        inner, inner_stop = read_list(text, match, colon.end(), end)
        if inner and (inner_stop >= end or match[inner_stop] in ":.;"):
            return inner, inner_stop
    return named, stop


def read_sentence_opening(text: str, match: str, start: int, end: int) -> Opening | None:
    """A sentence whose subject or addressee are agencies, a phrase of time or ground before them or not."""
    opening = _read_subject(text, match, start, start, end)
    if opening is not None or not wording("ground").match(match, start, end):
        return opening
    limit = min(end, start + _GROUND_REACH)
    for place in _AFTER_COMMA.finditer(match, start, limit):
        if opening := _read_subject(text, match, start, place.end(), end):
            return opening
    order = wording("order").search(match, start, limit)
    return _read_subject(text, match, start, order.start(), end) if order else None


def _read_subject(text: str, match: str, start: int, at: int, end: int) -> Opening | None:
    """The subject at `at` of the sentence that begins at `start`."""
    ordered = wording("order").match(match, at, end)
    order = ordered.group().strip(" :") if ordered else None
    named, stop = read_list(text, match, ordered.end() if ordered else at, end)
    if not named or at > start and order is None and not _is_definite(named):
        return None
    if order is None and len(named) == 1 and named[0].key in _ISSUERS:
        gap = regex.compile(r"\s+").match(match, stop, end)
        told = wording("order").match(match, gap.end(), end) if gap else None
        if told is not None:
            inner, inner_stop = read_list(text, match, told.end(), end)
            if inner and _has_predicate(match, inner_stop, end, inner):
                named, stop, order = inner, inner_stop, told.group().strip(" :")
    if not _has_predicate(match, stop, end, named):
        return None
    return Opening("sentence", tuple(choose_agencies(named, text)), tuple(named), named[0].start, stop, start, order, text[named[0].start : stop])


def _is_definite(named: list[AgencySpan]) -> bool:
    """Whether a list in mid-sentence is a subject: named bodies, or all of a kind ("các đơn vị")."""
    return any(span.kind != "vague" for span in named) or _PLURAL_LEAD.match(named[0].text.lower()) is not None


def _has_predicate(match: str, stop: int, end: int, named: list[AgencySpan]) -> bool:
    """Whether what the agencies do follows them: a verb of tasks, or any word behind a known name."""
    if stop >= end or wording("no-predicate").match(match, stop, end):
        return False
    if wording("predicate").match(match, stop, end):
        return True
    last = named[-1]
    return last.known and last.kind != "vague" and _NEXT_WORD.match(match, stop, end) is not None


def split_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences and semicolon clauses of a text, as spans that together cover it."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        spans.append((at, stop.end()))
        at = stop.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        spans.append((at, end))
    return spans


class AgencyMap:
    """For each item of a plan: how it opens with agencies, and under whose heading it stands."""

    def __init__(self, plan: PlanText) -> None:
        self.openings: dict[int, Opening | None] = {}
        self.owners: dict[int, Item | None] = {}
        self.leads: dict[int, str] = {}
        self.parts: set[int] = set()
        self._last_owner: Item | None = None
        self.names = _own_names(plan)
        with plan_names(self.names):
            self._visit(plan.root, None)
            self._visit(plan.appendices, None)

    def opening(self, item: Item) -> Opening | None:
        """How the item opens with agencies, or None."""
        return self.openings.get(id(item))

    def owner(self, item: Item) -> Opening | None:
        """The opening of the heading that the item stands under, or None."""
        above = self.owners.get(id(item))
        return self.openings[id(above)] if above is not None else None

    def agency_at(self, item: Item, start: int) -> str | None:
        """The agency that acts where `item.text[start:]` stands, as printed; several as one string."""
        if id(item) in self.leads:
            return self.leads[id(item)]
        with plan_names(self.names):
            subject = subject_opening(item, start)
        if subject is not None:
            return subject.printed
        owner = self.owner(item)
        return owner.printed if owner is not None else None

    def _visit(self, parent: Item, above: Item | None) -> None:
        self._read_children(parent)
        current: Item | None = None
        styles: set[str] = set()
        for child in parent.children:
            opening = self.openings[id(child)]
            style = child.mark.style if child.mark else "label" if child.label else "plain"
            if opening is not None and opening.form == "heading":
                current, styles_above = child, styles | {style}
            elif style == "plain" and child.table is None:
                current = self._goes_on(parent, child, current)
            elif current is not None and (style in styles_above or not child.mark or not child.mark.is_bullet and current.mark):
                current = None
            styles.add(style)
            owner = current if current is not None and current is not child else above
            self.owners[id(child)] = owner
            heads = opening is not None and opening.form in ("heading", "inline")
            self._last_owner = child if opening is not None and opening.form == "heading" else owner
            self._visit(child, child if heads else owner)

    def _read_children(self, parent: Item) -> None:
        for child in parent.children:
            opening = read_opening(child.text, child.match) if child.table is None else None
            self.openings[id(child)] = None if opening is not None and _is_topic(opening, child) else opening
        for child in parent.children:
            if child.table is None:
                self._mend_heading(child)
        numbered = [child for child in parent.children if child.mark is not None and not child.mark.is_bullet]
        read = [child for child in numbered if (known := self.openings[id(child)]) is not None and known.form != "sentence"]
        if not read or parent.section != "implementation":
            return
        for child in numbered:
            if self.openings[id(child)] is None and (2 * len(read) >= len(numbered) or _is_set_aside(child)):
                self.openings[id(child)] = guess_heading(child)

    def _mend_heading(self, item: Item) -> None:
        """A heading whose second half was printed as a paragraph of its own."""
        own = self.openings[id(item)]
        rest = item.children[0] if item.children else None
        if own is None or own.form != "heading" or rest is None or rest.mark or rest.table or len(rest.text) > 130:
            return
        if rest.text.rstrip().endswith((".", ";", ":")) or read_opening(rest.text, rest.match) is not None:
            return
        joined = read_opening(f"{item.text} {rest.text}", f"{item.match} {rest.match}")
        if joined is not None and joined.form == "heading" and joined.list_end > len(item.text):
            self.openings[id(item)] = joined
            self.parts.add(id(rest))

    def _goes_on(self, parent: Item, item: Item, current: Item | None) -> Item | None:
        """The agency's heading that a plain paragraph without an agency of its own still stands under."""
        if self.openings[id(item)] is not None:
            return None
        if current is not None and current.mark is None and _is_lead_in(parent, item):
            return current
        if wording("act").match(item.match) or label_rules().match(item.match):
            return self._last_owner
        return None


def _is_topic(opening: Opening, item: Item) -> bool:
    """ "Đối với các doanh nghiệp" outside the part on who does what only says what is spoken of."""
    if opening.order != "đối với" or item.section == "implementation":
        return False
    return all(agency.kind != "named" for agency in opening.named)


def _is_set_aside(item: Item) -> bool:
    return wording("set-aside").match(item.match) is not None


def guess_heading(item: Item) -> Opening | None:
    """A heading among those of agencies that no name is known of: its words as they stand."""
    text, match = item.text, item.match
    order: str | None = None
    at = 0
    if aside := wording("set-aside").match(match):
        order, at = aside.group().strip(" :"), aside.end()
    colon = match.find(":", at)
    stop = colon if 0 <= colon else len(text.rstrip(" .;"))
    name = text[at:stop].strip()
    if not 3 < len(name) <= 130 or not (name[0].isupper() or order) or wording("topic").match(match, at) or wording("stop").match(match, at):
        return None
    span = AgencySpan(at, stop, name, None, "named")
    body = len(text) - len(text[stop + 1 :].lstrip()) if stop + 1 < len(text) else len(text)
    inline = body < len(text.rstrip())
    if not inline and not item.children:
        return None
    return Opening("inline" if inline else "heading", (span,), (span,), at, stop, body, order, name)


def _own_names(plan: PlanText) -> AgencyRegister | None:
    """The short names that a plan defines for itself, None where it defines none."""
    found: dict[str, AgencyType] = {}
    for passage in [*plan.opening, *(item.passage for item in plan.items())]:
        if "tắt" not in passage.match and "gọi chung" not in passage.match:
            continue
        for short, span in defined_names(passage.text, passage.match):
            entry = agency_register().types.get(span.key or "")
            found[short] = entry or AgencyType(key="", name=span.text, level="any")
    return agency_register().with_aliases(found) if found else None


def _leads_list(parent: Item, item: Item) -> bool:
    """Whether a list follows a plain paragraph."""
    following = _next_of(parent, item)
    return following is not None and (following.mark is not None or following.table is None and not item.text.rstrip().endswith("."))


def _is_lead_in(parent: Item, item: Item) -> bool:
    """A plain paragraph below a plain heading goes with it, unless it closes the section."""
    following = _next_of(parent, item)
    return following is not None and following.mark is not None and following.mark.is_bullet and item.text.rstrip().endswith(":")


def _next_of(parent: Item, item: Item) -> Item | None:
    at = next(number for number, child in enumerate(parent.children) if child is item)
    return parent.children[at + 1] if at + 1 < len(parent.children) else None


def subject_opening(item: Item, offset: int) -> Opening | None:
    """The opening, with agencies, of the paragraph or of the sentence that holds `offset`."""
    text, match = item.text, item.match
    for start, end in split_spans(text):
        if start <= offset < end:
            own = read_sentence_opening(text, match, start, end)
            if own is not None and own.list_start <= offset:
                return own
            break
    whole = read_opening(text, match)
    return whole if whole is not None and whole.list_start <= offset else None


def agency_heading(item: Item) -> tuple[list[AgencySpan], bool]:
    """The agencies that a heading names, and whether they are only asked ("Đề nghị ...")."""
    opening = read_opening(item.text, item.match)
    if opening is None or opening.form == "sentence":
        return [], False
    return list(opening.agencies), opening.request


def subject_agency(item: Item, offset: int) -> AgencySpan | None:
    """The agency that is the subject at `offset` of the item's text; several joined to one."""
    opening = subject_opening(item, offset)
    if opening is None:
        return None
    first, last = opening.agencies[0], opening.agencies[-1]
    return replace(first, end=last.end, text=item.text[first.start : last.end])


def agency_at(item: Item, start: int) -> str | None:
    """`AgencyMap.agency_at` for one item alone: its own subject, or else the headings above it."""
    subject = subject_opening(item, start)
    if subject is not None:
        return subject.printed
    for above in item.ancestors():
        opening = read_opening(above.text, above.match)
        if opening is not None and opening.form in ("heading", "inline"):
            return opening.printed
    return None
