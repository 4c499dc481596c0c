"""What a person should look at in a plan: gaps in its head, doubtful facts, figures left aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from plan_extract.extraction.components import PlanFacts
from plan_extract.extraction.ignored_numbers import find_ignored
from plan_extract.extraction.quantities import find_quantities
from plan_extract.model.facts import Fact, Issue
from plan_extract.structure.items import Item

DOUBTFUL = 0.7
"""Facts below this confidence become an issue each."""

_WATCHED = ("objectives", "requirements", "tasks", "implementation", "funding")


def find_issues(facts: PlanFacts) -> list[Issue]:
    """Issues in the order: head of the document, doubtful facts, figures that no fact holds."""
    return [*_head_issues(facts), *_doubtful(facts), *_unread_figures(facts), *_thin(facts)]


def _head_issues(facts: PlanFacts) -> Iterator[Issue]:
    document = facts.document
    if document.number is None:
        yield Issue(kind="blank-number", severity="warning", message="Văn bản chưa ghi số")
    if document.issued_date is None or len(document.issued_date) < 10:
        yield Issue(kind="blank-date", severity="warning", message="Văn bản chưa ghi đủ ngày, tháng, năm ban hành")
    if document.issuer is None:
        yield Issue(kind="no-issuer", severity="warning", message="Không xác định được cơ quan ban hành")
    if document.period_end is None:
        yield Issue(kind="no-period", severity="info", message="Tiêu đề không nêu thời kỳ của kế hoạch")


def _doubtful(facts: PlanFacts) -> Iterator[Issue]:
    groups: tuple[tuple[str, Iterable[Fact]], ...] = (
        ("target", facts.targets),
        ("responsibility", facts.responsibilities),
        ("deadline", facts.deadlines),
    )
    for kind, rows in groups:
        for fact in rows:
            if fact.confidence < DOUBTFUL:
                yield Issue(
                    kind=f"doubtful-{kind}", severity="info", message=f"Độ tin cậy {fact.confidence:.2f} ({fact.rule})",
                    start=fact.start, end=fact.end, page=fact.page,
                )  # fmt: skip


def _unread_figures(facts: PlanFacts) -> Iterator[Issue]:
    """Quantities with a unit that no target, deadline or rule of ignored numbers accounts for."""
    covered = sorted((fact.start, fact.end) for fact in [*facts.targets, *facts.deadlines])
    for item in facts.plan.items():
        if item.past or item.table is not None or item.section not in _WATCHED or id(item) in facts.goals.general:
            continue
        yield from _unread_in(item, covered)


def _unread_in(item: Item, covered: list[tuple[int, int]]) -> Iterator[Issue]:
    ignored = find_ignored(item.match)
    for quantity in find_quantities(item.match):
        if quantity.unit not in ("%", "ratio", "money") or quantity.rule == "from":
            continue
        if any(start <= quantity.figure_start < end for start, end in ignored):
            continue
        start, end = item.span(quantity.start, quantity.end)
        if not any(first <= start < last for first, last in covered):
            yield Issue(
                kind="unread-figure", severity="info", message=f"Số liệu không thành chỉ tiêu: {item.text[quantity.start : quantity.end].strip()}",
                start=start, end=end, page=item.passage.page,
            )  # fmt: skip


def _thin(facts: PlanFacts) -> Iterator[Issue]:
    if not facts.targets and not facts.responsibilities:
        yield Issue(
            kind="few-facts", severity="warning", message="Không tìm thấy chỉ tiêu hay nhiệm vụ nào trong văn bản"
        )
