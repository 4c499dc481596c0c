"""Which agency a heading names, which one a clause stands under, and which is its subject."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

import regex

from plan_extract.extraction.agencies_guessed import guess_heading, is_duty_heading
from plan_extract.extraction.agencies_lists import defined_names, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_openings import Opening, read_opening, read_sentence_opening, split_spans
from plan_extract.extraction.agencies_ownership import has_own_body
from plan_extract.extraction.agencies_register import AgencyRegister, AgencyType, agency_register
from plan_extract.extraction.agencies_wording import plan_names, wording
from plan_extract.extraction.cell_roles import split_roles
from plan_extract.extraction.inner_bodies import inner_names
from plan_extract.extraction.task_reading import label_rules, task_wording
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText
from plan_extract.structure.items import Item

_WORDS = Wording("agency_joints")
_THERE_FOR = _WORDS["there-for"]
_CLOSING_WORDS = _WORDS["closing-words"]
_GIVES_SHORT_NAME = _WORDS.screened("gives-short-name")


class AgencyMap:
    """For each item of a plan: how it opens with agencies, and under whose heading it stands.

    `leads` holds the chủ trì of tasks with labelled lines (filled by who reads those), `lead_ins`
    the agencies of a sentence that leads on to a list ("Trạm Y tế báo cáo như sau:"), `shares` the
    paragraph below an agency's heading whose part and partners hold for a whole list ("Chủ trì, phối hợp với Sở B:").
    """

    def __init__(self, plan: PlanText) -> None:
        self.openings: dict[int, Opening | None] = {}
        self.owners: dict[int, Item | None] = {}
        self.leads: dict[int, str] = {}
        self.lead_ins: dict[int, str] = {}
        self.shares: dict[int, Item] = {}
        self._sharing: set[int] = set()
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

    def leads_shared(self, item: Item) -> bool:
        """Whether the paragraph only says the part and partners of the list behind it."""
        return id(item) in self._sharing

    def agency_at(self, item: Item, start: int) -> str | None:
        """The agency that acts where `item.text[start:]` stands, as printed; several as one string."""
        if id(item) in self.leads:
            return self.leads[id(item)]
        with plan_names(self.names):
            subject = subject_opening(item, start)
        own = self.openings.get(id(item))
        if subject is None and own is not None and own.form == "inline":
            return _printed(own, item)  # a name that only its place in the list tells
        owner = self.owner(item)
        if subject is not None and (owner is None or has_own_body(subject, owner, item)):
            return _printed(subject, item)
        above = self.owners.get(id(item))
        if owner is not None and above is not None:
            return _printed(owner, above)
        above = next((each for each in (item, *item.ancestors()) if id(each) in self.lead_ins), None)
        return self.lead_ins[id(above)] if above is not None else None

    def _visit(self, parent: Item, above: Item | None) -> None:
        self._read_children(parent)
        current: Item | None = None
        styles: set[str] = set()
        lead_in: Opening | None = None
        shared: Item | None = None
        for number, child in enumerate(parent.children):
            opening = self.openings[id(child)]
            style = _style(child)
            if style == "plain":
                lead_in = opening if opening is not None and child.text.rstrip().endswith(":") else None
                shared = child if _shares_part(child) else None
            elif lead_in is not None:
                self.lead_ins[id(child)] = lead_in.printed
            if shared is not None and child is not shared:
                self.shares[id(child)] = shared
                self._sharing.add(id(shared))
            if opening is not None and opening.form == "heading":
                current = child
            elif style == "plain" and child.table is None:
                led = opening is not None and _leads_following(parent, number, opening)
                current = child if led else self._goes_on(parent, number, current)
            elif current is not None and _ends_list(child, current, styles):
                current = None
            owner = current if current is not None and current is not child else above
            if current is None or current is child:
                styles.add(style)
            self.owners[id(child)] = owner
            if style != "plain" and owner is not None and _shares_part(child):
                self._sharing.add(id(child))
                self.shares.update({id(below): child for below in child.children})
            heads = opening is not None and (opening.form in ("heading", "inline") or leads_list(child, opening))
            self._last_owner = child if opening is not None and opening.form == "heading" else owner
            self._visit(child, child if heads else owner)

    def _read_children(self, parent: Item) -> None:
        for child, following in zip_longest(parent.children, parent.children[1:]):
            opening = read_opening(child.text, child.match) if child.table is None else None
            if opening is not None and _is_object(opening, child, parent):
                opening = None
            if opening is not None and _is_charge_alone(opening, child, following):
                opening = read_sentence_opening(child.text, child.match, 0, len(child.text)) or opening
            self.openings[id(child)] = None if opening is not None and _is_topic(opening, child) else opening
        for child in parent.children:
            if child.table is None:
                self._mend_heading(child)
        numbered = [child for child in parent.children if child.mark is not None and not child.mark.is_bullet]
        read = [
            child for child in numbered if (known := self.openings[id(child)]) is not None and known.form != "sentence"
        ]
        if not read:
            return
        if parent.section != "implementation":
            agreed = len(read) > 1 and 3 * len(read) >= 2 * len(numbered)
            numbered = [
                child
                for child in numbered
                if (agreed and wording("crowd").match(child.match)) or is_duty_heading(child)
            ]
        spoken_of = [child for child in numbered if not wording("topic").match(child.match)]
        agencies_all_over = 2 * len(read) >= len(numbered) or (len(read) > 1 and 3 * len(read) >= len(spoken_of))
        for child in numbered:
            told = agencies_all_over or _is_set_aside(child) or _is_officer(child)
            opening = self.openings[id(child)]
            if (opening is None and told) or _is_kind_named_on(opening, child) or _is_kind_over_list(opening, child):
                self.openings[id(child)] = guess_heading(child)

    def _mend_heading(self, item: Item) -> None:
        """A heading whose second half was printed as a paragraph of its own."""
        own = self.openings[id(item)]
        rest = item.children[0] if item.children else None
        bare = own is None and wording("head").fullmatch(item.match.strip()) is not None
        if rest is None or rest.mark or rest.table or len(rest.text) > 130:
            return
        if not bare and (own is None or own.form != "heading"):
            return
        if rest.text.rstrip().endswith((".", ";")) or read_opening(rest.text, rest.match) is not None:
            return
        joined = read_opening(f"{item.text} {rest.text}", f"{item.match} {rest.match}")
        if joined is not None and joined.form == "heading" and joined.list_end > len(item.text):
            self.openings[id(item)] = joined
            self.parts.add(id(rest))

    def _goes_on(self, parent: Item, number: int, current: Item | None) -> Item | None:
        """The agency's heading that a plain paragraph without an agency of its own still stands under."""
        item = parent.children[number]
        if self.openings[id(item)] is not None:
            return None
        if current is not None and current.mark is None and _is_lead_in(parent, number):
            return current
        if current is not None and current.mark is None and _begins_on_ground(item):
            return current
        if wording("act").match(item.match) or label_rules().match(item.match):
            return self._last_owner
        return None


def _printed(opening: Opening, item: Item) -> str:
    """Those that an item opens with, as printed, without those that it says only join in."""
    acting, joining, _ = split_roles(opening.agencies, item.match)
    return ", ".join(agency.text for agency in acting) if joining else opening.printed


def leads_list(item: Item, opening: Opening) -> bool:
    """Whether a numbered sentence of an agency leads in the list of its tasks ("Sở A ... các nhiệm vụ sau:")."""
    if opening.form != "sentence" or item.mark is None or len(item.children) < 2:
        return False
    bullets = all(child.mark is not None and child.mark.is_bullet for child in item.children)
    if bullets:
        return wording("leads-list").search(item.match) is not None
    marked = all(child.mark is not None for child in item.children)
    return marked and wording("leads-duties").search(item.match) is not None


def _leads_following(parent: Item, number: int, opening: Opening) -> bool:
    """Whether a plain sentence of a body leads in the bullets behind it, which are its tasks.

    What a superior asks of bodies in general ("yêu cầu các sở ...:") is no heading.
    """
    item = parent.children[number]
    if (
        opening.form != "sentence"
        or opening.order not in (None, "giao")
        or not wording("leads-duties").search(item.match)
    ):
        return False
    if not any(span.kind == "named" for span in opening.named):
        return False
    listed = parent.children[number + 1 : number + 3]
    return len(listed) > 1 and all(child.mark is not None and child.mark.is_bullet for child in listed)


def _shares_part(item: Item) -> bool:
    """Whether a paragraph only says in what part and with whom the tasks of a list are done ("Chủ trì, phối hợp với ...:").

    A colon ends it, or nothing where a list stands below it ("a) Chủ trì, phối hợp với Sở B").
    """
    text, match = item.text, item.match.rstrip()
    if item.mark is not None and not (item.children and all(child.mark is not None for child in item.children)):
        return False
    if item.mark is not None and match[-1:].isalpha():
        text, match = f"{text.rstrip()}:", f"{match}:"
    part = task_wording("shared-part").match(match)
    if part is None or not match.endswith(":"):
        return False
    _, stop = read_list(text, match, part.end(), len(match))
    if told := task_wording("shared-part-for").match(match, stop):
        if item.mark is not None:
            return False  # "- Chủ trì, phối hợp với Sở B tham mưu UBND tỉnh:" with its points is one task
        _, stop = read_list(text, match, told.end(), len(match))
    return task_wording("shared-part-end").fullmatch(match, stop) is not None


def _is_object(opening: Opening, item: Item, parent: Item) -> bool:
    """Whether a body in a list behind "kiểm tra đối với:", "gồm có:" is only named there, not told to act."""
    if opening.form != "sentence" or opening.order is not None or not wording("lists-objects").search(parent.match):
        return False
    return item.mark is not None and wording("told-to-act").match(item.match, opening.list_end) is None


def _is_charge_alone(opening: Opening, item: Item, following: Item | None) -> bool:
    """Whether what looks like an agency's heading is its task, since no task stands below it."""
    if opening.form != "heading" or item.children or not _THERE_FOR.match(item.match, opening.list_end):
        return False
    if following is None:
        return True
    return following.mark is not None and item.mark is not None and following.mark.style == item.mark.style


def _is_topic(opening: Opening, item: Item) -> bool:
    """ "Đối với các doanh nghiệp" outside the part on who does what only says what is spoken of."""
    if opening.order != "đối với" or item.section == "implementation":
        return False
    if opening.form == "inline" and wording("act").match(item.match, opening.body):
        return False
    return all(agency.kind != "named" for agency in opening.named)


def _is_set_aside(item: Item) -> bool:
    return wording("set-aside").match(item.match) is not None


def _is_kind_named_on(opening: Opening | None, item: Item) -> bool:
    """A collective whose name goes on to the colon before its task ("Các cơ quan thông tin, truyền thông: Xây dựng ...")."""
    if opening is None or opening.form != "sentence" or opening.order:
        return False
    if any(span.kind != "vague" for span in opening.named):
        return False
    colon = item.match.find(": ", opening.list_end, opening.list_end + 60)
    return colon >= 0 and item.text[colon + 2].isupper() and wording("stop").match(item.match, colon + 2) is not None


def _is_kind_over_list(opening: Opening | None, item: Item) -> bool:
    """A collective whose name is told by a verb, over its tasks ("5. Các tổ chức cung cấp dịch vụ chi trả")."""
    if opening is None or opening.form != "sentence" or any(span.kind == "named" for span in opening.named):
        return False
    listed = bool(item.children) and all(child.mark is not None for child in item.children)
    return listed and len(item.text) < 120 and item.text.rstrip(" *")[-1:].isalpha()


def _is_officer(item: Item) -> bool:
    """A heading of officers without a body ("Các Phó Chủ tịch phụ trách lĩnh vực ...")."""
    actor = task_wording("actor").match(item.match)
    return actor is not None and wording("charge").match(item.match, actor.end()) is not None


def _own_names(plan: PlanText) -> AgencyRegister | None:
    """The short names that a plan defines for itself and those of the parts of its issuer; None where there are none."""
    found = inner_names(plan)
    for passage in [*plan.opening, *(item.passage for item in plan.items())]:
        if not _GIVES_SHORT_NAME.search(passage.match):
            continue
        for short, span in defined_names(passage.text, passage.match):
            entry = agency_register().types.get(span.key or "")
            found[short] = entry or AgencyType(key="", name=span.text, level="any")
    return agency_register().with_aliases(found) if found else None


def _style(item: Item) -> str:
    if item.mark is not None:
        return item.mark.style
    return "label" if item.label else "plain"


def _ends_list(item: Item, heading: Item, styles: set[str]) -> bool:
    """Whether a marked item no longer belongs to the heading before it among its siblings."""
    if item.table is not None:
        return False
    if item.mark is None or _style(item) == _style(heading):
        return True
    return not item.mark.is_bullet and (heading.mark is not None or _style(item) in styles)


def _begins_on_ground(item: Item) -> bool:
    """Whether a paragraph tells on what ground something is to be done ("Căn cứ Kế hoạch này xây dựng ..."), no closing words."""
    closing = task_wording("no-task").search(item.match) or _CLOSING_WORDS.match(item.match)
    return not closing and wording("ground").match(item.match) is not None


def _is_lead_in(parent: Item, number: int) -> bool:
    """A plain paragraph below a plain heading goes with it where it leads on to a list."""
    following = parent.children[number + 1] if number + 1 < len(parent.children) else None
    if following is None or following.mark is None or not following.mark.is_bullet:
        return False
    return parent.children[number].text.rstrip().endswith(":")


def subject_opening(item: Item, offset: int) -> Opening | None:
    """The opening, with agencies, of the sentence that holds `offset`, or of the last before it."""
    text, match = item.text, item.match
    whole = read_opening(text, match)
    if whole is None and (head := behind_head(item, len(text))) and head <= offset:
        whole = read_sentence_opening(text, match, head, len(text))
    found = whole if whole is not None and whole.list_start <= offset else None
    for start, end in split_spans(text):
        if start > offset:
            break
        own = read_sentence_opening(text, match, start, end) if start else None
        if own is not None and own.list_start <= offset:
            found = own
    return found


_HEAD = regex.compile(r"[^:.;]{5,110}(?:;[^:.;]{5,60})?:\s+(?=\p{Lu})")


def behind_head(item: Item, end: int) -> int:
    """Where the sentence behind a numbered heading on its line begins ("1. Khen cấp tỉnh: Sở Nội vụ phối hợp ..."), or 0."""
    head = _HEAD.match(item.text, 0, end) if item.mark is not None and not item.mark.is_bullet else None
    if head is None or label_rules().match(item.match) or read_sentence_opening(item.text, item.match, 0, end):
        return 0
    opening = read_sentence_opening(item.text, item.match, head.end(), end)
    told = opening is not None and (
        any(span.kind != "vague" for span in opening.named)
        or (opening.list_start == head.end() and item.section in ("implementation", "reporting"))
    )
    return head.end() if told else 0


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
