"""The slope chart of a comparison: a line for each place from its value of one year to that of another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from plan_extract.analysis.compared import LEVELS, value_of
from plan_extract.analysis.standing import GroupStanding, Standing
from plan_extract.views.answers import value_text
from plan_extract.views.drawing import BLUE, GREEN, INK, LABELS, ORANGE, PALE, WIDTH, Panel, cut, settle, text, width_of
from plan_extract.views.standing import group_title
from plan_extract.views.wording import Lang, value_name

_STEP: Final = 17
_GAP: Final = 15.0
_TOP: Final = 84.0
_LOWEST: Final = 160
"""Height of the lines at least."""
_MOST_LINES: Final = 60
_MOST_ROWS: Final = 500
"""Of rankings that are longer no slopes are drawn: nobody could tell the lines apart."""
_PLAN_YEARS: Final = 5
"""Plans of several years end in years that this divides (2025, 2030)."""
_AWAY: Final = 24
"""How far the labels stand from the points."""
_STYLES: Final = {
    "province": (BLUE, ""), "district": (ORANGE, "6 3"), "commune": (GREEN, "2 3"),
}  # fmt: skip
_OTHER_STYLE: Final = (INK, "9 3 2 3")

_Series = tuple[str, ...]
_Pair = tuple[Standing, Standing]


def slopes(groups: Sequence[GroupStanding], lang: Lang) -> Iterator[Panel]:
    """A chart for each unit and indicator of which two or more places have values for the same two years."""
    units: dict[tuple[int, str | None], list[GroupStanding]] = {}
    for group in groups:
        if not group.mixed and group.year is not None and len(group.rows) <= _MOST_ROWS:
            units.setdefault((id(group.group), group.indicator), []).append(group)
    for members in units.values():
        years = [(one, other) for place, one in enumerate(members) for other in members[place + 1 :]]
        if years:
            first, last = max(years, key=_worth)
            pairs = _pairs(first, last)
            if len(pairs) > 1:
                yield _slope(first, last, pairs, lang)


def _worth(years: tuple[GroupStanding, GroupStanding]) -> tuple[bool, int, int, int]:
    """Which two years to draw: years in which plans end where two places have both, else those of most places; of
    equals those furthest apart."""
    first, last = (group.year or 0 for group in years)
    places = len(_pairs(*years))
    return places > 1, sum(year % _PLAN_YEARS == 0 for year in (first, last)), places, last - first


def _pairs(first: GroupStanding, last: GroupStanding) -> list[_Pair]:
    before = _by_series(first)
    return [(before[series], row) for series, row in _by_series(last).items() if series in before]


def _by_series(group: GroupStanding) -> dict[_Series, Standing]:
    """One value for each place: of its newest plan."""
    found: dict[_Series, Standing] = {}
    for row in group.rows:
        if not row.alike:
            continue
        other = found.setdefault(_series(row, group), row)
        if (row.target.issued_date or "") > (other.target.issued_date or ""):
            found[_series(row, group)] = row
    return found


def _series(row: Standing, group: GroupStanding) -> _Series:
    """What makes a line: a place, and a measure where no indicator of the catalogue says that all are one."""
    target = row.target
    measure = "" if group.indicator is not None else target.measure.casefold()
    return (target.level, target.place or target.issuer or target.document_id, target.scope or "", measure)


def _slope(first: GroupStanding, last: GroupStanding, pairs: list[_Pair], lang: Lang) -> Panel:
    drawn = sorted(pairs, key=lambda pair: LEVELS.index(pair[1].target.level))[:_MOST_LINES]
    values = [value_of(row.target) for pair in drawn for row in pair]
    low, high = min(values), max(values)
    height = float(max(len(drawn) * _STEP, _LOWEST))
    span = float(high - low) or 1.0
    left, right = LABELS, WIDTH - LABELS

    def place(row: Standing) -> float:
        return _TOP + height * (1 - float(value_of(row.target) - low) / span)

    title = f"{group_title(replace(first, year=None), lang)}: {first.year} → {last.year}"
    parts = [
        text(16, 18, title, size=15, bold=True, room=WIDTH - 32),
        *_legend(drawn, lang),
        *(text(x, 66, str(year), anchor="middle", bold=True, room=80)
          for x, year in ((left, first.year), (right, last.year))),
        *(f'<line x1="{x}" y1="72" x2="{x}" y2="{_TOP + height:.0f}" stroke="{PALE}"/>' for x in (left, right)),
    ]  # fmt: skip
    sides = [[place(pair[side]) for pair in drawn] for side in (0, 1)]
    labels = [settle(side, gap=_GAP, top=_TOP, bottom=_TOP + height) for side in sides]
    for number, pair in enumerate(drawn):
        parts += _line(pair, left, right, sides[0][number], sides[1][number])
        parts += _label(pair[0], left, -1, sides[0][number], labels[0][number], lang)
        parts += _label(pair[1], right, 1, sides[1][number], labels[1][number], lang)
    bottom = _TOP + height
    if len(pairs) > len(drawn):
        bottom += _STEP
        parts.append(text(16, bottom, f"… +{len(pairs) - len(drawn)}", room=200))
    return Panel(parts, bottom + 30)


def _line(pair: _Pair, left: int, right: int, y1: float, y2: float) -> list[str]:
    colour, dashes = _STYLES.get(pair[1].target.level, _OTHER_STYLE)
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    return [
        f'<line x1="{left}" y1="{y1:.1f}" x2="{right}" y2="{y2:.1f}" stroke="{colour}" stroke-width="2"{dash}/>',
        *(f'<circle cx="{x}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in ((left, y1), (right, y2))),
    ]


def _label(row: Standing, x: int, side: int, point: float, y: float, lang: Lang) -> list[str]:
    """Name and value beside a point, with a thin line to it where they had to move; the name is cut, never the value."""
    target = row.target
    value = value_text(target, lang)
    name = target.place.split(",")[0] or target.issuer or ""
    name = f"{name} ({target.scope})" if target.scope else name
    room = LABELS - _AWAY - 16 - width_of(f"  {value}", 12)
    name = cut(name, max(room, 0), 12)
    words = f"{name}  {value}" if side < 0 else f"{value}  {name}"
    begin, end = x + side * 6, x + side * (_AWAY - 4)
    return [
        f'<line x1="{begin}" y1="{point:.1f}" x2="{end}" y2="{y:.1f}" stroke="{PALE}"/>',
        text(x + side * _AWAY, y + 4, words, size=12, anchor="end" if side < 0 else "start", room=LABELS),
    ]


def _legend(pairs: Sequence[_Pair], lang: Lang) -> list[str]:
    """Which line is of which level."""
    levels = dict.fromkeys(pair[1].target.level for pair in pairs)
    parts, x = [], 16.0
    for level in levels:
        colour, dashes = _STYLES.get(level, _OTHER_STYLE)
        dash = f' stroke-dasharray="{dashes}"' if dashes else ""
        parts.append(f'<line x1="{x:.1f}" y1="38" x2="{x + 36:.1f}" y2="38" stroke="{colour}" stroke-width="2"{dash}/>')
        name = value_name("level", level, lang) or level
        parts.append(text(x + 42, 42, name, size=12, room=200))
        x += 42 + width_of(name, 12) + 24
    return parts
