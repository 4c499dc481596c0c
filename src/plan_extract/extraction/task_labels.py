"""Tasks with labelled lines: "Cơ quan chủ trì: ...", "Thời gian hoàn thành: ...", "Kết quả: ..."."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from plan_extract.extraction.agencies_openings import read_opening, read_sentence_opening
from plan_extract.extraction.cell_agencies import read_cell_agencies
from plan_extract.extraction.cell_roles import split_roles
from plan_extract.extraction.cell_times import read_due
from plan_extract.extraction.responsibility_drafts import Draft, Piece, joined_with_children, whole
from plan_extract.extraction.task_reading import label_rules, partner_list, read_partners, task_wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("task_joints")
_ONLY_JOINS = _WORDS["only-joins"]
_NAMES_LEVEL = _WORDS["names-level"]
_CARRYING_OUT = _WORDS["carrying-out"]

_ACTING = ("lead", "implementer")
_CLOSING = ("due", "partner", "output")
# A new sentence, or what stands behind a bracket or names one more thing.
_GOES_ON = regex.compile(r"[.;!]\s+\S|\)\s*[^\s.;)]")
_CLAUSE = regex.compile(r";\s+")
# No sign but these is tried; the blank before a dash belongs to it.
_INNER_START = regex.compile(r"(?:[.;(]|(?<=\s)[-–+])\s+(?=\p{L})|\(")


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A labelled line: the field it fills and where its words begin."""

    item: Item
    field: str
    start: int
    end: int

    @property
    def acts(self) -> bool:
        """Whether the label says who acts."""
        return self.field in _ACTING

    @property
    def words(self) -> str:
        """What stands behind the label on its line."""
        return self.item.text[self.start : self.end].strip(" .;")


@dataclass(slots=True)
class LabelledTask:
    """A task with its labelled lines; `consumed` are the items that need no other reading."""

    lines: list[LabelLine]
    task: list[Piece]
    consumed: list[Item] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LabelFields:
    """Partners, product and time limit that labelled lines give."""

    partners: list[str]
    output: str | None
    due: str | None


def read_label(item: Item) -> LabelLine | None:
    """The label that opens an item, or None."""
    lines = read_label_lines(item)
    return lines[0] if lines else None


def read_label_lines(item: Item) -> list[LabelLine]:
    """The labels of an item that opens with one; others may follow on its line."""
    heads_section = item.mark is not None and item.mark.style in ("part", "roman", "capital", "chapter")
    if item.table is not None or heads_section:
        return []
    if hit := label_rules().match(item.match):
        if _CARRYING_OUT.match(item.match) and not item.match[hit.end :].strip():
            return []  # over who must do what
        return _cut_at_labels(item, [(0, hit.end, hit["field"]), *_places(item)])
    return _heading_label(item)


def _heading_label(item: Item) -> list[LabelLine]:
    """A label without a colon over what it labels ("2. Cơ quan chủ trì" over a list of bodies)."""
    if not item.children or item.mark is None or item.match.count(" ") > 6:
        return []
    if item.text.isupper() or _CARRYING_OUT.match(item.match):
        return []  # a chapter ("6. TỔ CHỨC THỰC HIỆN"), over who must do what
    labelled = item.match.rstrip(" .") + ":"
    hit = label_rules().match(labelled)
    end = len(item.text)
    return [LabelLine(item, hit["field"], end, end)] if hit and hit.end == len(labelled) else []


def inner_labels(item: Item) -> list[LabelLine]:
    """The words before, then labels inside a paragraph ("... (Cơ quan chủ trì: Sở A; thời gian: quý II)")."""
    lines = _cut_at_labels(item, _places(item), head=True)
    return lines if any(line.acts for line in lines) else []


def closing_labels(item: Item) -> list[LabelLine]:
    """The words before, then labels of time, partners or product that end a task; none where words go on behind them."""
    lines = _cut_at_labels(item, _places(item), head=True)
    others = any(line.field not in _CLOSING for line in lines[1:])
    return [] if others or any(_GOES_ON.search(item.text, line.start, line.end) for line in lines[1:]) else lines


def _places(item: Item) -> list[tuple[int, int, str]]:
    """Where labels stand inside an item: start, start of their words, field."""
    found: list[tuple[int, int, str]] = []
    for place in _INNER_START.finditer(item.match):
        if hit := label_rules().match(item.match, place.end()):
            dash = item.match[place.start()] in "-–+"
            found.append((place.start() - dash, hit.end, hit["field"]))
    return found


def _cut_at_labels(item: Item, found: list[tuple[int, int, str]], *, head: bool = False) -> list[LabelLine]:
    """The labels of an item with their words; with a `head` the words before the first, without which there is none."""
    if head and (not found or found[0][0] == 0):
        return []
    if head:
        return [LabelLine(item, "head", 0, found[0][0]), *_cut_at_labels(item, found)]
    stops = [*(start for start, _, _ in found[1:]), len(item.text)]
    return [LabelLine(item, name, begin, stop) for (_, begin, name), stop in zip(found, stops, strict=True)]


def find_labelled_tasks(parent: Item) -> Iterator[LabelledTask]:
    """Labelled tasks among the children of an item (and, for labels that are its children, itself)."""
    group: list[LabelLine] = []
    before: Item | None = None
    for child in [*parent.children, None]:
        lines = read_label_lines(child) if child is not None else []
        if lines:
            if group and lines[0].field == "task" and any(each.field in _ACTING for each in group):
                yield from _close(parent, before, group)
                group, before = [], None
            group += [*lines, *_nested_labels(child, lines)]
            continue
        if group:
            yield from _close(parent, before, group)
            group = []
        before = child
        if child is not None and child.table is None and (inner := inner_labels(child)):
            yield LabelledTask(inner[1:], [Piece(child, 0, inner[0].end)], [child])
            before = None


def _nested_labels(item: Item | None, lines: list[LabelLine]) -> list[LabelLine]:
    """Labels below an empty one ("b) Cơ quan thực hiện:" over "- Đơn vị chủ trì: ...")."""
    last = lines[-1]
    if item is None or item.text[last.start : last.end].strip(" ."):
        return []
    return [line for below in item.children for line in read_label_lines(below)]


def _close(parent: Item, before: Item | None, group: list[LabelLine]) -> Iterator[LabelledTask]:
    if not any(line.field in _ACTING for line in group):
        return
    named = next((line for line in group if line.field == "task"), None)
    if before is None and (above := _activity_above(parent, group)) is not None:
        yield LabelledTask(
            group, joined_with_children(above, 0, {id(line.item) for line in group}), [above, *above.children]
        )
        return
    before = _task_above(before) if before is not None and group[0].item.mark is None else before
    consumed = list({id(line.item): line.item for line in group}.values())
    if named is not None and _headed(parent, group[0].item):
        task, consumed = [whole(parent), *_content(parent, named)], [parent, *consumed]
    elif named is not None:
        tasks = _tasks_below_label(named)
        yield from (LabelledTask(group, each, []) for each in tasks[:-1])
        task = tasks[-1]
    elif before is not None and _closes_activity(parent, group):
        described = _description(parent, group)
        task = [whole(parent), *(piece for item in described for piece in joined_with_children(item))]
        consumed = [parent, *described, *consumed]
    elif before is not None and before.table is None and not task_wording("no-task").search(before.match):
        task, consumed = joined_with_children(before), [before, *consumed]
    elif parent.parent is not None and not parent.text.isupper() and not _NAMES_LEVEL.match(parent.match):
        task, consumed = [whole(parent)], [parent, *consumed]
        yield from (LabelledTask(group, [whole(item)], [item]) for item in _sharing(parent))
    else:
        return
    yield LabelledTask(group, task, consumed)


def _headed(parent: Item, first: Item) -> bool:
    """Whether labelled lines that begin with "Nội dung:" describe the numbered task above them."""
    mark = parent.mark
    if mark is None or mark.style in ("part", "roman", "capital", "chapter") or parent.children[0] is not first:
        return False
    return (
        not parent.text.isupper() and len(parent.text.split()) > 3 and first.mark is not None and first.mark.is_bullet
    )


def _content(heading: Item, named: LabelLine) -> list[Piece]:
    """What "Nội dung:" says below a short heading, which names only the field of it; nothing below a heading that is the
    task itself."""
    content = joined_with_children(named.item, named.start)
    content[0].end = named.end
    told = sum(piece.item.match.count(" ", piece.start, piece.end) for piece in content)
    return content if told >= _TELLS_MORE * (heading.match.count(" ") + 1) else []


_TELLS_MORE = 2
"""So many times the words of its heading a content must have to be more than the heading said again."""


def _tasks_below_label(named: LabelLine) -> list[list[Piece]]:
    """What a label of the task holds with what stands below it: bullets below "Nhiệm vụ:" are a task each, those
    below "Nội dung:" tell of one activity."""
    below = named.item.children
    bullets = len(below) > 1 and all(child.mark is not None and child.mark.is_bullet for child in below)
    if bullets and not named.words and task_wording("tasks-label").match(named.item.match):
        return [joined_with_children(child) for child in below]
    task = joined_with_children(named.item, named.start)
    task[0].end = named.end
    return [task]


def _activity_above(parent: Item, group: list[LabelLine]) -> Item | None:
    """The activity whose bullets go on, as labels, below its last counted step ("(3) ..."), or None."""
    above, mark = parent.parent, group[0].item.mark
    if above is None or above.mark is None or above.mark.is_bullet or above.text.isupper() or mark is None:
        return None
    first, last = above.children[0], above.children[-1]
    if last is not parent or not mark.is_bullet or first.mark is None or first.mark.style != mark.style:
        return None
    return None if any(read_label(child) or _has_own_subject(child) for child in above.children) else above


def _closes_activity(parent: Item, group: list[LabelLine]) -> bool:
    """Whether labelled bullets end the bullets that describe a numbered activity, rather than follow one of them."""
    mark, first, children = parent.mark, group[0].item, parent.children
    if mark is None or mark.is_bullet or first.mark is None or not first.mark.is_bullet or parent.text.isupper():
        return False
    if children[0].mark is None or children[0].mark.style != first.mark.style or children[0] is first:
        return False
    at = next(number for number, child in enumerate(children) if child is first)
    return all(read_label(child) is not None for child in children[at:]) and not any(
        read_label(child) is not None or child.table is not None for child in children[:at]
    )


def _description(parent: Item, group: list[LabelLine]) -> list[Item]:
    """The bullets before the labels of an activity, without those that open with a body of their own."""
    at = next(number for number, child in enumerate(parent.children) if child is group[0].item)
    return [child for child in parent.children[:at] if not _has_own_subject(child)]


def _has_own_subject(item: Item) -> bool:
    opening = read_opening(item.text, item.match)
    return opening is not None and any(span.kind != "vague" for span in opening.named)


def _sharing(parent: Item) -> list[Item]:
    """The activities that share the labels below the last of their list ("3.1. ...", "3.2. ..." with labels below)."""
    above, mark = parent.parent, parent.mark
    if mark is None or mark.is_bullet or above is None or above.mark is None or above.children[-1] is not parent:
        return []
    others = above.children[:-1]
    if any(
        item.mark is None or item.mark.style != mark.style or item.children or item.table is not None
        or inner_labels(item) or read_opening(item.text, item.match) is not None
        for item in others
    ):  # fmt: skip
        return []
    return others


def _task_above(before: Item) -> Item:
    """The task that unmarked labelled lines follow: the last of those listed under a heading."""
    while before.children and not before.text.rstrip().endswith(":"):
        last = before.children[-1]
        if last.mark is None or last.mark.is_bullet or last.table is not None:
            break
        before = last
    return before


def labelled_drafts(task: LabelledTask, default_year: int | None) -> Iterator[Draft]:
    """The responsibilities of a labelled task."""
    fields = read_fields(task.lines, default_year)
    partners, output, due = fields.partners, fields.output, fields.due
    for line in task.lines:
        if line.field not in _ACTING:
            continue
        text, match = line.item.text[line.start : line.end], line.item.match[line.start : line.end]
        agencies, stop = read_cell_agencies(text, match)
        if agencies:
            lead = line.field == "lead" or bool(task_wording("lead").match(match, stop + _blanks(match, stop)))
            acting, joining, leads = split_roles(agencies, match)
            beside = [span.text for span in joining if span.kind != "vague"] + read_partners(text, match)
            own = [*partners, *(name for name in beside if name not in partners)]
            yield Draft(
                acting,
                task.task,
                "responsibility.label",
                0.88,
                lead=lead or leads,
                partners=own,
                output=output,
                due=due,
            )
            yield from _later_clauses(task, text, match, stop, partners, output, due)
        if line is _last_of(task.lines, line.item):
            below = [
                draft
                for child in line.item.children
                for draft in _child_drafts(task, child, line.field == "lead", partners, output, due)
            ]
            named = [draft for draft in below if any(agency.kind != "vague" for agency in draft.agencies)]
            yield from named or below


def _later_clauses(
    task: LabelledTask, text: str, match: str, at: int, partners: list[str], output: str | None, due: str | None
) -> Iterator[Draft]:
    """Further agencies of a label that tells what each does ("Sở A chủ trì ...; Sở B và UBND các xã tổ chức ...")."""
    for semicolon in _CLAUSE.finditer(match, at):
        opening = read_sentence_opening(text, match, semicolon.end(), len(text))
        if opening is not None and opening.list_start == semicolon.end():
            if _ONLY_JOINS.match(match, opening.list_end):
                continue
            lead = bool(task_wording("lead").match(match, opening.list_end + _blanks(match, opening.list_end)))
            yield Draft(
                list(opening.agencies), task.task, "responsibility.label", 0.85, lead=lead, partners=partners,
                output=output, due=due,
            )  # fmt: skip


def _last_of(lines: list[LabelLine], item: Item) -> LabelLine:
    """The last label of an item: what stands below the item belongs to it."""
    return [line for line in lines if line.item is item][-1]


def _child_drafts(
    task: LabelledTask, child: Item, lead: bool, partners: list[str], output: str | None, due: str | None
) -> Iterator[Draft]:
    """Lines below a label: an agency alone takes the task, one with a verb has a task of its own."""
    opening = read_opening(child.text, child.match)
    if opening is None:
        return
    leads = bool(task_wording("lead").match(child.match, opening.list_end + _blanks(child.match, opening.list_end)))
    if opening.form == "heading" or leads:
        own = [*partners, *read_partners(child.text, child.match)]
        yield Draft(
            list(opening.agencies),
            task.task,
            "responsibility.label",
            0.9,
            lead=lead or leads,
            partners=own,
            output=output,
            due=due,
        )
        return
    yield Draft(list(opening.agencies), [whole(child)], "responsibility.sentence", 0.85, predicate=opening.list_end)


def _blanks(match: str, at: int) -> int:
    return len(match) - at - len(match[at:].lstrip(" ,("))


def read_fields(lines: Iterable[LabelLine], default_year: int | None) -> LabelFields:
    """What the labelled lines of a task say of partners, product and time limit."""
    partners: list[str] = []
    output: str | None = None
    due: str | None = None
    for line in lines:
        text, match = line.item.text[line.start : line.end], line.item.match[line.start : line.end]
        bare = text.rstrip(" .;")
        if bare.endswith(")") and "(" not in bare:  # the labels stand in a bracket behind the task
            text, match = text[: len(bare) - 1], match[: len(bare) - 1]
        if line.field == "partner":
            named, _ = read_cell_agencies(text, match)
            partners += [span.text for span in named if span.kind != "vague"]
            for child in line.item.children:
                partners += [
                    span.text
                    for span in partner_list(child.text, child.match, 0, len(child.text))
                    if span.kind != "vague"
                ]
        elif line.field == "due":
            due = due or read_due(text, default_year)
        elif line.field == "output":
            pieces = joined_with_children(line.item, line.start)
            pieces[0].end = line.end
            output = output or " ".join(piece.text.strip() for piece in pieces).strip(" .;") or None
    return LabelFields(partners, output, due)
