"""Responsibilities: each task that a plan gives to an agency, wherever it stands.

Four places give them: a bullet or paragraph under an agency's heading, a sentence that opens with
an agency (a phrase of time or ground, "đề nghị" or "giao" before it aside), a row of a table of
tasks, and a task with labelled lines. Docs: docs/grammar.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plan_extract.extraction.agencies_lists import choose_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_openings import Opening
from plan_extract.extraction.agencies_ownership import has_own_body
from plan_extract.extraction.agencies_places import AgencyMap, behind_head, leads_list
from plan_extract.extraction.agencies_wording import plan_names, wording
from plan_extract.extraction.allotments import is_allotment
from plan_extract.extraction.cell_roles import split_roles
from plan_extract.extraction.responsibility_drafts import Draft, Piece, joined_with_children, whole
from plan_extract.extraction.task_clauses import cut_clauses, other_bodies, says_task, sentence_spans
from plan_extract.extraction.task_labels import (
    LabelLine,
    closing_labels,
    find_labelled_tasks,
    labelled_drafts,
    read_fields,
    read_label,
)
from plan_extract.extraction.task_reading import names_rest_of_indicators, read_partners, task_wording
from plan_extract.extraction.task_tables import table_drafts
from plan_extract.model.facts import Responsibility
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.document import PlanText
from plan_extract.structure.items import Item

_WORDS = Wording("task_joints")
_ASKED = _WORDS["asked"]
_SUBORDINATE = _WORDS["subordinate"]
_OTHER_MATTER = _WORDS["other-matter"]
_HEADING_LEADS = _WORDS["heading-leads"]
_LEADS = _WORDS["leads"]
_JOINS = _WORDS["joins"]

_YEAR = regex.compile(r"20\d\d")
_CLOSED = regex.compile(r"[.;]\s*$")


def find_responsibilities(plan: PlanText, period: tuple[int | None, int | None] | None = None) -> list[Responsibility]:
    """The responsibilities of body and appendices in reading order.

    `period` is the plan's first and last year; without it the years of the title count. A time
    limit without a year takes the plan's year where it covers only one.
    """
    return ResponsibilityFinder(plan, period).find()


class ResponsibilityFinder:
    """Reads one plan; what one place has used, no other uses again."""

    def __init__(self, plan: PlanText, period: tuple[int | None, int | None] | None = None) -> None:
        self.plan = plan
        self.map = AgencyMap(plan)
        self.year = _default_year(plan, period)
        self.used: set[int] = set()
        self.following = _following(plan.items())
        self.drafts: list[tuple[int, Draft]] = []

    def find(self) -> list[Responsibility]:
        """All responsibilities in reading order."""
        with plan_names(self.map.names):
            return self._find()

    def _find(self) -> list[Responsibility]:
        items = self.plan.items()
        for parent in [self.plan.root, self.plan.appendices, *items]:
            self._read_labels(parent)
        for number, item in enumerate(items):
            if id(item) not in self.used and not item.past:
                self.drafts += [(number, draft) for draft in self._read_item(item)]
        found = [record for _, draft in self.drafts for record in draft.finish()]
        found.sort(key=lambda record: record.start)
        return _write_out_rest(found, self.plan)

    def _read_labels(self, parent: Item) -> None:
        for task in find_labelled_tasks(parent):
            if (task.task and task.task[0].item.past) or any(id(item) in self.used for item in task.consumed):
                continue
            drafts = list(labelled_drafts(task, self.year))
            if not drafts:
                continue
            listed = drafts if all(not line.words for line in task.lines if line.acts) else drafts[:1]
            acting = [draft for draft in listed if draft.lead == drafts[0].lead]
            lead = ", ".join(agency.text for draft in acting for agency in draft.agencies)
            for item in task.consumed:
                self._use(item, lead, alone=item is parent)
            self.drafts += [(0, draft) for draft in drafts]

    def _use(self, item: Item, lead: str, *, alone: bool) -> None:
        """Mark an item read, with all below it; the parent of labelled lines `alone`."""
        self.used.add(id(item))
        self.map.leads[id(item)] = lead
        for child in item.children if not alone else ():
            self._use(child, lead, alone=False)

    def _read_item(self, item: Item) -> Iterator[Draft]:
        owner = self.map.owner(item)
        if item.table is not None:
            yield from table_drafts(item.table, owner, self.year)
            return
        opening = self.map.opening(item)
        if id(item) in self.map.parts:
            return
        if opening is not None and owner is not None and not has_own_body(opening, owner, item):
            opening = None
        if (opening is not None and opening.form == "heading") or is_allotment(item):
            return
        if opening is not None and opening.form == "inline":
            yield from self._read_inline(item, opening, owner)
        elif owner is not None and opening is None:
            yield from self._read_owned(item, owner)
        elif not _is_title(item) and (item.section != "objectives" or _is_lead_in(item)):
            yield from self._read_sentences(item, owner)

    def _read_inline(self, item: Item, opening: Opening, owner: Opening | None) -> Iterator[Draft]:
        """ "Sở Y tế: ..." """
        rest = item.match[opening.body :]
        if task_wording("no-task").search(rest) or not says_task(rest):
            return
        acting, joining, leads = _split_roles(opening.agencies, item.match)
        cuts = other_bodies(item, opening.body, opening)
        yield Draft(
            acting, [Piece(item, opening.body, cuts[0][0] if cuts else len(item.text))], "responsibility.inline", 0.89, lead=leads, partners=_names(joining),
            request=opening.request or (owner is not None and owner.request) or _ASKED.match(rest) is not None,
        )  # fmt: skip
        asking = opening if opening.request else owner
        yield from (self._sentence_draft(item, *cut, asking) for cut in cuts)

    def _read_owned(self, item: Item, owner: Opening) -> Iterator[Draft]:
        """A bullet or paragraph under an agency's heading, with what stands below it."""
        if task_wording("no-task").search(item.match) and (item.children or item.mark is None):
            return
        if task_wording("members").match(item.match):
            return
        shared = self.map.shares.get(id(item))
        if (
            self.map.leads_shared(item)
            or self._only_groups(item)
            or (read_label(item) is not None and item.mark is None)
        ):
            return
        others = [child for child in item.children if self._opens_with_other(child, owner)]
        labels = self._labels_of(item)
        apart = [*others, *(line.item for line in labels)]
        pieces = joined_with_children(item, 0, map(id, apart))
        cuts = other_bodies(item, 0, owner) if len(pieces) == 1 else []
        pieces[0].end = cuts[0][0] if cuts else pieces[0].end
        if not cuts and (closing := closing_labels(item)):
            pieces[0].end = closing[0].end
            labels += closing[1:]
        self.used.update(id(line.item) for line in labels)
        for child in item.children:
            if child not in others:
                self.used.update(id(below) for below in child.walk())
        heading = self.map.owners.get(id(item))
        acting, joining, leads = _split_roles(owner.agencies, heading.match if heading is not None else "")
        lead, partners = _lead_of(owner, heading)
        coordinate = False
        if shared is not None:
            lead, partners = lead or _LEADS.search(shared.match) is not None, read_partners(shared.text, shared.match)
            coordinate = _JOINS.search(shared.match) is not None
        fields = read_fields(labels, self.year)
        yield Draft(
            acting, pieces, "responsibility.heading", 0.96, request=owner.request, lead=lead or (leads and bool(joining)),
            coordinate=coordinate, partners=[*_names(joining), *partners, *fields.partners],
            output=fields.output, due=fields.due,
        )  # fmt: skip
        yield from (self._sentence_draft(item, *cut, owner) for cut in cuts)

    def _labels_of(self, item: Item) -> list[LabelLine]:
        """Labelled lines ("Thời gian thực hiện: ...") below a task or directly behind it."""
        lines = [line for child in item.children if (line := read_label(child)) is not None]
        if item.parent is not None and not item.children:
            for sibling in self.following.get(id(item), ()):
                line = read_label(sibling)
                if line is None or (sibling.mark is not None and sibling.mark.is_bullet):
                    break
                lines.append(line)
        return lines

    def _opens_with_other(self, child: Item, owner: Opening) -> bool:
        opening = self.map.opening(child)
        return child.table is not None or (opening is not None and has_own_body(opening, owner, child))

    def _only_groups(self, item: Item) -> bool:
        """A sub-heading under an agency ("1.1. Công tác tuyên truyền") groups tasks, it is none."""
        if not item.children or item.mark is None or item.mark.is_bullet or item.text.rstrip().endswith(":"):
            return False
        return len(item.text) < 200 and not _CLOSED.search(item.text)

    def _read_sentences(self, item: Item, owner: Opening | None) -> Iterator[Draft]:
        """Sentences (and clauses behind a semicolon) that open with an agency."""
        drafts: list[Draft] = []
        text, match = item.text, item.match
        for start, end in sentence_spans(text):
            start = start or behind_head(item, end)
            opened = False
            for first, last, opening in cut_clauses(text, match, start, end):
                if opening is None:
                    continue
                opened = True
                if not says_task(match[opening.list_end : last]) or (
                    last == len(match) and wording("only-leads").fullmatch(match, opening.list_end, last)
                ):
                    continue
                draft = self._sentence_draft(item, first, last, opening, owner)
                asked = bool(drafts) and drafts[0].request and drafts[0].pieces[0].start == 0
                if asked and item.mark is not None and opening.order is None and not _is_subordinate(opening):
                    draft.request = True  # "Đề nghị A vận động ...; B phát động ..." asks B, too
                drafts.append(draft)
            whole = len(drafts) == 1 and drafts[0].pieces[0].start == 0 and drafts[0].pieces[-1].end == start
            if not opened and whole and not _OTHER_MATTER.match(match, start):
                drafts[0].pieces[-1].end = end
        if (
            len(drafts) == 1
            and drafts[0].pieces[-1].end == len(text)
            and item.mark is not None
            and not self._leads_list(item)
        ):
            drafts[0].pieces += self._sub_bullets(item)
        if not drafts and owner is None:
            drafts += _read_behind(item)
            if drafts:
                self.map.leads[id(item)] = ", ".join(agency.text for agency in drafts[0].agencies)
        yield from drafts

    def _leads_list(self, item: Item) -> bool:
        opening = self.map.opening(item)
        return opening is not None and leads_list(item, opening)

    def _sub_bullets(self, item: Item) -> list[Piece]:
        """What stands below a bullet that opens with an agency goes with it."""
        pieces: list[Piece] = []
        for child in item.children:
            if child.table is not None or self.map.opening(child) is not None or id(child) in self.used:
                continue
            pieces += joined_with_children(child)
            self.used.update(id(below) for below in child.walk())
        return pieces

    def _sentence_draft(self, item: Item, first: int, last: int, opening: Opening, owner: Opening | None) -> Draft:
        vague = all(agency.kind == "vague" for agency in opening.named)
        moved = opening.list_start > first
        acting, joining, leads = _split_roles(opening.agencies, item.match)
        return Draft(
            acting, [Piece(item, first, last)], "responsibility.sentence",
            0.88 - 0.05 * moved - 0.08 * (vague and opening.order is None), lead=leads, partners=_names(joining),
            request=opening.request or (owner is not None and owner.request),
            predicate=opening.list_end - first,
        )  # fmt: skip


def _is_subordinate(opening: Opening) -> bool:
    """Whether a plan orders such bodies and need not ask them: departments, committees, offices of the administration."""
    return any(_SUBORDINATE.match(span.text) for span in opening.named)


def _split_roles(agencies: Iterable[AgencySpan], match: str) -> tuple[list[AgencySpan], list[AgencySpan], bool]:
    """`split_roles` in running text, where "(cơ quan thường trực)" says what a body is, not that it leads each task."""
    acting, joining, leads = split_roles(list(agencies), match)
    said = any(
        (remark := task_wording("role-remark").match(match, agency.end)) and _LEADS.fullmatch(remark.group("role"))
        for agency in acting
    )
    return acting, joining, leads and (said or bool(joining))


def _names(agencies: Iterable[AgencySpan]) -> list[str]:
    """Those of agencies that count as partners, as printed."""
    return [agency.text for agency in agencies if agency.kind != "vague"]


def _following(items: Sequence[Item]) -> dict[int, Sequence[Item]]:
    """For each item, the few that come next in reading order."""
    return {id(item): items[number + 1 : number + 5] for number, item in enumerate(items)}


def _read_behind(item: Item) -> Iterator[Draft]:
    """A task whose agency stands behind it: "... (Sở Y tế chủ trì)", "..., do Sở Y tế chủ trì"."""
    yield from _read_charge(item, "bracket", 0.85) or _read_charge(item, "passive", 0.8)


def _read_charge(item: Item, way: str, confidence: float) -> list[Draft]:
    """The draft of a task that names its agency in brackets or as the doer of a passive, or nothing."""
    text, match = item.text, item.match
    for place in task_wording(way).finditer(match):
        charged = task_wording("bracket-charge").match(match, place.end())
        at = charged.end() if charged else place.end()
        named, stop = read_list(text, match, at, len(text))
        act = task_wording(f"{way}-act").match(match, stop) if named else None
        if act is None or place.start() < 15:
            continue
        lead = _LEADS.match(match, stop) is not None
        partners = read_partners(text, match, [span.text for span in named])
        return [Draft(
            choose_agencies(named, text), [whole(item, 0)], f"responsibility.{way}", confidence, lead=lead, partners=partners,
        )]  # fmt: skip
    return []


def _default_year(plan: PlanText, period: tuple[int | None, int | None] | None) -> int | None:
    if period is None:
        years = {int(year) for passage in plan.title for year in _YEAR.findall(passage.text)}
        return years.pop() if len(years) == 1 else None
    return period[1] if period[0] == period[1] else None


def _is_lead_in(item: Item) -> bool:
    """Among goals only a paragraph that tells agencies what to do below it is a task."""
    return item.mark is None and item.label is None and item.text.rstrip().endswith(":")


def _is_title(item: Item) -> bool:
    """A heading of the outline that names a section, not an agency's act."""
    return item.text.isupper()


def _lead_of(owner: Opening, heading: Item | None) -> tuple[bool, list[str]]:
    """What a heading such as "Sở A chủ trì, phối hợp với Sở B:" says of all tasks below it."""
    if heading is None or owner.form != "heading" or owner.body != 0:
        return False, []
    lead = _HEADING_LEADS.match(heading.match, owner.list_end) is not None
    return lead, read_partners(heading.text, heading.match)


def _write_out_rest(found: list[Responsibility], plan: PlanText) -> list[Responsibility]:
    """ "Các chỉ tiêu còn lại" are the plan's numbered indicators that no other task names."""
    if not any(names_rest_of_indicators(record.task.lower()) for record in found):
        return found
    numbers = [
        item.number
        for item in plan.items()
        if item.label is not None and item.label.kind == "indicator" and item.number
    ]
    named = {number for record in found for number in record.indicators}
    rest = tuple(dict.fromkeys(number for number in numbers if number not in named))
    return [
        record.model_copy(update={"indicators": (*record.indicators, *rest)})
        if names_rest_of_indicators(record.task.lower())
        else record
        for record in found
    ]
