"""Goals and indicators from the section of goals, and which of them each paragraph stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import regex

from plan_extract.extraction.indicator_tables import lists_indicators, row_indicators
from plan_extract.model.facts import Goal, Indicator
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders
from plan_extract.structure.document import PlanText
from plan_extract.structure.items import Item

_WORDS = Wording("goal_words")
_INDICATOR_PART = _WORDS["part-of-indicators"]
_FIGURE = _WORDS["figure-of-statement"]
_FIELD = _WORDS["field"]
_OF_TABLE = _WORDS["heads-table"]
_TERM = _WORDS["term"]
_ONLY_TERM = _WORDS["only-term"]
_SAYS_INDICATORS = _WORDS["says-indicators-at-all"]
_SAYS_GOALS = _WORDS["says-goals"]
_LEADS_ON = _WORDS["leads-on"]


@lru_cache(maxsize=1)
def goal_rules() -> RuleSet:
    return load_rules("goals", rule_folders())


@dataclass(slots=True)
class GoalMap:
    """Goals, indicators, and for each item (by identity) what it stands in."""

    goals: list[Goal] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    goal_of: dict[int, str | None] = field(default_factory=dict)
    indicator_of: dict[int, str | None] = field(default_factory=dict)
    statements: set[int] = field(default_factory=set)
    general: set[int] = field(default_factory=set)
    labelled: bool = False


def find_goals(plan: PlanText) -> GoalMap:
    """Read the sections of goals of a plan's body and its appendices' indicator tables."""
    found = GoalMap()
    found.labelled = any(
        item.label is not None and item.label.kind == "goal" and item.section == "objectives"
        for item in plan.root.walk()
    )
    for item in plan.root.children:
        _enter(item, found)
    for item in plan.appendices.walk():
        if (
            item.table is not None
            and item.table.is_indicator_table
            and "indicator" in item.table.roles
            and lists_indicators(item)
        ):
            found.indicators += row_indicators(item.table, None)
    return found


def _enter(item: Item, found: GoalMap) -> None:
    """Look for sections of goals, whichever level they stand at."""
    if item.section == "objectives" and not item.past:
        _read_section(item, found)
        return
    for child in item.children:
        _enter(child, found)


def _read_section(item: Item, found: GoalMap) -> None:
    kind = _heading_kind(item)
    if kind == "general":
        _add_general(item, found)
    elif item.label is not None and item.label.kind == "goal":
        _add_specific(item, found, item.label.number)
    elif kind is None and _names_field(item):
        _add_specific(item, found, item.number)
    else:
        _read_below(item, None, found)


def _heading_kind(item: Item) -> str | None:
    hit = goal_rules().search(item.match.strip())
    return hit["kind"] if hit else None


def _names_field(item: Item) -> bool:
    """Whether an item is a heading that names a field, over numbered statements or, numbered itself, over any."""
    if (
        item.mark is None
        or not _FIELD.match(item.match.rstrip(" :*."))
        or item.mark.style in ("roman", "part", "capital")
    ):
        return False
    statements = [child for child in item.children if child.mark is not None]
    if item.mark.is_bullet:
        return bool(statements) and not any(child.mark.is_bullet for child in statements if child.mark is not None)
    return bool(statements) and item.mark.style != "chapter"


def _read_below(parent: Item, goal: str | None, found: GoalMap) -> None:
    """Children of the section or of a container such as "2. Mục tiêu cụ thể"."""
    plain: list[Item] = []
    for child in parent.children:
        kind = _heading_kind(child)
        if child.section != "objectives" and parent.section == "objectives":
            continue
        if child.table is not None:
            _mark(child, goal, None, found)
            found.indicators += row_indicators(child.table, goal)
        elif kind == "general" and (goal is None or not _holds_indicators(child)):
            _add_general(child, found)
        elif child.label is not None and child.label.kind == "goal":
            _add_specific(child, found, child.label.number)
        elif child.label is not None and child.label.kind == "indicator":
            _add_indicator(child, child.label.number, goal, found)
        elif goal is None and _is_term(child):
            _read_below(child, None, found)
        elif kind == "container" and goal is None and _heads_term(child, parent):
            _add_specific(child, found, child.number)
        elif kind == "container" and _holds_aims(child, parent):
            _read_aims(child, found)
        elif kind == "outlook" and not child.children and _SAYS_MORE.search(child.text):
            _add_indicator(child, child.number, None, found)
        elif (
            kind in ("container", "outlook", "general")
            or _holds_labels(child, "goal")
            or (_holds_labels(child, "indicator") and not _is_goal_heading(child))
        ):
            _read_below(child, goal, found)
        elif found.labelled and goal is None and not _under_label(child):
            continue
        elif _is_one_of_statements(child, parent):
            _add_indicator(child, child.number, goal, found)
        elif (
            goal is not None
            and child.heading
            and child.mark is not None
            and not child.mark.is_bullet
            and _has_statements(child)
        ):
            _read_below(child, goal, found)
        elif goal is None and _heads_table(child):
            _read_below(child, None, found)
        elif goal is None and (_is_goal_heading(child) or _names_field(child)):
            _add_specific(child, found, child.mark.number if child.mark else None)
        elif child.heads_paragraphs:
            for below in child.children:
                _add_indicator(below, None, goal, found)
        elif child.mark is not None:
            number = None if child.mark.is_bullet else child.mark.number
            _add_indicator(child, number, goal, found)
        else:
            plain.append(child)
    _add_prose(parent, plain, goal, found)


def _heads_table(item: Item) -> bool:
    """Whether a table stands below a heading that only names its figures, beside it no list."""
    tables = any(child.table is not None for child in item.children)
    apart = all(child.table is not None or child.mark is None for child in item.children)
    return tables and apart and _OF_TABLE.match(item.match) is not None


def _is_term(item: Item) -> bool:
    """Whether a numbered heading over statements names only a time."""
    numbered = item.mark is not None and not item.mark.is_bullet
    return numbered and _has_statements(item) and _ONLY_TERM.match(item.match) is not None


def _heads_term(item: Item, parent: Item) -> bool:
    """Whether an item numbered within "Mục tiêu cụ thể" heads the aims of a term ("a) Mục tiêu đến hết năm 2026:")."""
    numbered = item.mark is not None and item.mark.style in ("letter", "number-2", "number-3")
    return numbered and _heading_kind(parent) == "container" and _has_statements(item) and bool(_TERM.match(item.match))


# "Tầm nhìn đến năm 2045: Thủ đô là ...": what is aimed at stands behind the colon.
_SAYS_MORE = regex.compile(r"^[^:]{5,60}:\s+\S.{20}")


def _holds_indicators(item: Item) -> bool:
    """Whether "Mục tiêu chung" below a goal of its own is a group of indicators: numbered statements with figures."""
    statements = [child for child in item.children if child.mark is not None]
    figures = sum(1 for child in statements if _FIGURE.search(child.match))
    return len(statements) > 1 and 2 * figures > len(statements)


def _holds_aims(item: Item, parent: Item) -> bool:
    """Whether "Mục tiêu cụ thể" lists aims in words, the indicators standing in a part of their own."""
    if _SAYS_INDICATORS.search(item.match) or not _SAYS_GOALS.search(item.match):
        return False
    later = parent.children[parent.children.index(item) + 1 :] + _later_siblings(parent)
    if not any(_INDICATOR_PART.search(sibling.match) and _has_statements(sibling) for sibling in later):
        return False
    aims = [child for child in item.children if child.mark is not None]
    return bool(aims) and all(
        child.mark is not None and not child.children and not _FIGURE.search(child.match) for child in item.children
    )


def _later_siblings(item: Item) -> list[Item]:
    if item.parent is None:
        return []
    siblings = item.parent.children
    return siblings[siblings.index(item) + 1 :]


def _read_aims(item: Item, found: GoalMap) -> None:
    for child in item.children:
        assert child.mark is not None
        _add_specific(child, found, None if child.mark.is_bullet else child.mark.number)
        found.general.add(id(child))


def _holds_labels(item: Item, kind: str) -> bool:
    """Whether an item without a label stands over labelled goals or indicators."""
    return item.label is None and any(
        below.label is not None and below.label.kind == kind for below in list(item.walk())[1:]
    )


def _under_label(item: Item) -> bool:
    return any(above.label is not None and above.label.kind == "goal" for above in item.ancestors())


def _has_statements(item: Item) -> bool:
    return any(child.mark is not None or child.label is not None for child in item.children)


def _is_one_of_statements(item: Item, parent: Item) -> bool:
    """Whether a numbered line that leads to bullets ("(7) Số hóa:") is one of a list of numbered indicators."""
    mark = item.mark
    if mark is None or mark.is_bullet or not item.text.rstrip().endswith(":") or not _has_statements(item):
        return False
    beside = [each for each in parent.children if each.mark is not None and each.mark.style == mark.style]
    stated = [each for each in beside if not each.children and _FIGURE.search(each.match)]
    return len(stated) > 2 and 3 * len(stated) >= 2 * len(beside)


def _is_goal_heading(item: Item) -> bool:
    """A numbered heading with statements below it."""
    if item.mark is None or item.mark.is_bullet or not item.children:
        return _is_one_line_goal(item)
    text = item.text.rstrip()
    if text.endswith((".", ";")) and len(text) > 90:
        return False
    return _LEADS_ON.search(item.match.rstrip()) is None


def _is_one_line_goal(item: Item) -> bool:
    """ "d) Đối với cha mẹ trẻ em: Phấn đấu 100% ...": heading and only statement on one line."""
    if item.mark is None or item.mark.style != "letter" or item.children:
        return False
    return (
        any(
            sibling.children and sibling.mark is not None and sibling.mark.style == "letter"
            for sibling in (item.parent.children if item.parent else [])
        )
        and ":" in item.text[:90]
    )


def _add_general(item: Item, found: GoalMap) -> None:
    pieces: list[tuple[Item, int]] = []
    colon = item.text.find(":")
    if 0 <= colon < 40 and item.text[colon + 1 :].strip():
        pieces.append((item, colon + 2))
    pieces += [(child, 0) for child in item.walk() if child is not item and child.table is None]
    for child in item.walk():
        found.general.add(id(child))
    if not pieces:
        return
    text = " ".join(piece.text[offset:].strip() for piece, offset in pieces)
    start, end = _span(pieces[0][0], pieces[0][1], pieces[-1][0])
    found.goals.append(
        Goal(
            number=None,
            kind="general",
            text=text,
            start=start,
            end=end,
            page=item.passage.page,
            rule="goals.general",
            confidence=0.95,
        )
    )


def _add_specific(item: Item, found: GoalMap, number: str | None) -> None:
    text = item.text
    one_line = not item.children and ":" in text[:90]
    end = text.index(":") if one_line else len(text)
    words = text[:end].rstrip(" :")
    if not words:  # a label that nothing follows
        return _mark(item, number, None, found)
    start, stop = item.span(0, len(words))
    found.goals.append(
        Goal(
            number=number,
            kind="specific",
            text=words,
            start=start,
            end=stop,
            page=item.passage.page,
            rule="goals.specific",
            confidence=0.93,
        )
    )
    _mark(item, number, None, found)
    if one_line:
        _add_indicator(item, None, number, found, after=end + 1)
    else:
        _read_below(item, number, found)


def _add_indicator(item: Item, number: str | None, goal: str | None, found: GoalMap, after: int = 0) -> None:
    """A statement with its sub-bullets joined."""
    pieces = [item.text[after:].strip()] + [
        child.text.strip() for child in list(item.walk())[1:] if child.table is None
    ]
    last = [child for child in item.walk() if child.table is None][-1]
    lead = len(item.text[after:]) - len(item.text[after:].lstrip())
    start, end = _span(item, after + lead, last)
    text = " ".join(piece for piece in pieces if piece)
    if not text:
        return
    found.indicators.append(
        Indicator(
            number=number,
            goal=goal,
            text=text,
            start=start,
            end=end,
            page=item.passage.page,
            rule="indicators.statement",
            confidence=0.94,
        )
    )
    for child in item.walk():
        _mark(child, goal, number, found)
        found.statements.add(id(child))
        if child.table is not None:
            found.indicators += row_indicators(child.table, goal)


def _mark(item: Item, goal: str | None, indicator: str | None, found: GoalMap) -> None:
    found.goal_of[id(item)] = goal
    found.indicator_of[id(item)] = indicator


def _add_prose(parent: Item, plain: list[Item], goal: str | None, found: GoalMap) -> None:
    """Unmarked paragraphs: one goal a heading where nothing else is listed, else no goal."""
    for item in plain:
        for child in item.walk():
            found.goal_of[id(child)] = goal
    if not plain or goal is not None or len(plain) < len(parent.children) or parent.mark is None:
        return
    if _heading_kind(parent) == "outlook" or parent.section != "objectives":
        return
    text = " ".join(item.text.strip() for item in plain)
    start, end = _span(plain[0], 0, plain[-1])
    found.goals.append(
        Goal(
            number=None,
            kind="specific",
            text=text,
            start=start,
            end=end,
            page=plain[0].passage.page,
            rule="goals.prose",
            confidence=0.8,
        )
    )


def _span(first: Item, offset: int, last: Item) -> tuple[int, int]:
    start = first.span(min(offset, max(0, len(first.text) - 1)), len(first.text))[0]
    end = last.span(0, len(last.text))[1]
    return start, max(start, end)
