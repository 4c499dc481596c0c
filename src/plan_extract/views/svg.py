"""Charts of a comparison as SVG: ranked bars with the superior's and the national value, and slopes between years.

Written for print as for the screen: dark blue bars, marks that differ by shape as well as colour (the
colours of Okabe and Ito, which colour-blind readers tell apart), every value written out. No script, no
font from elsewhere; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from typing import Final

from plan_extract.analysis.compared import value_of
from plan_extract.analysis.standing import GroupStanding, Standing, Standings
from plan_extract.views.answers import value_text
from plan_extract.views.sheets import format_number
from plan_extract.views.standing import group_title, spread_text
from plan_extract.views.wording import Lang, heading, phrase, value_name

BLUE, ORANGE, _GREEN, INK, _PALE = "#0072B2", "#D55E00", "#009E73", "#1b1b1b", "#c8c8c8"
WIDTH: Final = 900
LABELS: Final = 300
"""Room for the names at the left."""
VALUES: Final = 110
"""Room for the values at the right."""
BAR, STEP, _HEAD, LEVEL = 15, 24, 62, 26
_LETTER: Final = 6.6
"""Mean width of a letter at 13 px."""
_SLOPE_STEP: Final = 17
MOST_BARS: Final = 80


@dataclass(frozen=True)
class Panel:
    """Pieces of SVG with the height they take."""

    parts: list[str]
    height: float


def render_svg(title: str, answer: Standings, lang: Lang) -> str:
    """One picture: bars for each unit and year, slopes where two or more plans have a first and a last year."""
    panels = [_bars(group, lang) for group in answer.groups]
    panels += [panel for panel in _slopes(answer.groups, lang) if panel is not None]
    return draw_picture(title, panels)


def draw_picture(title: str, panels: Sequence[Panel]) -> str:
    """The panels one below the other, under a title."""
    height = 50.0 + sum(panel.height for panel in panels)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" role="img" font-family="Arial, Helvetica, sans-serif" font-size="13" '
        f'fill="{INK}">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#ffffff"/>',
        draw_text(16, 30, title, size=18, bold=True, room=WIDTH - 32),
    ]
    top = 50.0
    for panel in panels:
        lines.append(f'<g transform="translate(0 {top:.1f})">')
        lines += panel.parts
        lines.append("</g>")
        top += panel.height
    return "\n".join([*lines, "</svg>"]) + "\n"


def _bars(group: GroupStanding, lang: Lang) -> Panel:
    """Bars by level, ranked within each, with a diamond for the superior's value and a line for the country's."""
    alike = [row for row in group.rows if row.alike]
    whole = [row for row in alike if row.target.scope is None] or alike
    rows = whole[:MOST_BARS]
    highest = max((_reach(row) for row in rows), default=Decimal(1)) or Decimal(1)
    scale = (WIDTH - LABELS - VALUES) / float(highest)
    parts = [
        draw_text(16, 18, group_title(group, lang), size=15, bold=True, room=WIDTH - 32),
        *([] if group.mixed else [draw_text(16, 36, spread_text(group, lang), size=12, room=WIDTH - 32)]),
        *_legend(rows, lang),
    ]
    top = float(_HEAD)
    for level in dict.fromkeys(row.target.level for row in rows):
        parts.append(draw_text(16, top + 16, value_name("level", level, lang) or level, bold=True, room=LABELS - 20))
        top += LEVEL
        begin = top
        members = [row for row in rows if row.target.level == level]
        for row in members:
            parts += _bar(row, top, scale, lang)
            top += STEP
        parts += _national_lines(members, begin, top, scale, lang)
    parts.append(f'<line x1="{LABELS}" y1="{_HEAD}" x2="{LABELS}" y2="{top:.1f}" stroke="{INK}"/>')
    if len(whole) > MOST_BARS:
        parts.append(draw_text(16, top + 16, f"… +{len(whole) - MOST_BARS}", room=200))
        top += STEP
    return Panel(parts, top + 24)


def _bar(row: Standing, top: float, scale: float, lang: Lang) -> list[str]:
    target = row.target
    width = max(float(value_of(target)) * scale, 1.0)
    middle = top + BAR / 2
    name = target.place.split(",")[0] or target.issuer or target.plan or ""
    rank = f"{row.rank}. " if row.rank is not None else ""
    tip = " — ".join(text for text in (target.plan, target.issuer, " ".join(target.quote.split())) if text)
    parts = [
        draw_text(LABELS - 8, middle + 4, f"{rank}{name}", anchor="end", room=LABELS - 24),
        f'<rect x="{LABELS}" y="{top:.1f}" width="{width:.1f}" height="{BAR}" fill="{BLUE}">'
        f"<title>{escape(tip)}</title></rect>",
    ]
    reach = width
    above = _superior_value(row)
    if above is not None:
        place = LABELS + float(above) * scale
        parts.append(f'<path d="M{place:.1f} {middle - 7:.1f}l6 7l-6 7l-6 -7z" fill="{ORANGE}" stroke="#ffffff"/>')
        reach = max(reach, place - LABELS + 8)
    parts.append(draw_text(LABELS + reach + 6, middle + 4, value_text(target, lang), size=12, room=VALUES + 60))
    return parts


def _national_lines(rows: Sequence[Standing], begin: float, end: float, scale: float, lang: Lang) -> list[str]:
    values = dict.fromkeys(row.national.value for row in rows if row.national is not None)
    lines = []
    for value in values:
        place = LABELS + float(value) * scale
        label = f"{phrase('national', lang)}: {format_number(value, lang)}"
        lines.append(
            f'<line x1="{place:.1f}" y1="{begin - 6:.1f}" x2="{place:.1f}" y2="{end:.1f}" stroke="{_GREEN}" '
            f'stroke-width="2" stroke-dasharray="6 4"><title>{escape(label)}</title></line>'
        )
        lines.append(draw_text(place, begin - 9, label, size=11, anchor="middle", room=160, colour="#00664b"))
    return lines


def _legend(rows: Iterable[Standing], lang: Lang) -> list[str]:
    if not any(_superior_value(row) is not None for row in rows):
        return []
    return [
        f'<path d="M{LABELS + 6} 44l6 7l-6 7l-6 -7z" fill="{ORANGE}"/>',
        draw_text(LABELS + 18, 55, heading("superior_value", lang), size=12, room=300),
    ]


def _slopes(groups: Sequence[GroupStanding], lang: Lang) -> Iterable[Panel | None]:
    """For each unit and indicator with values for two years or more: a line for each plan from the first to the last."""
    units: dict[tuple[int, str | None], list[GroupStanding]] = {}
    for group in groups:
        if not group.mixed:
            units.setdefault((id(group.group), group.indicator), []).append(group)
    for members in units.values():
        dated = [group for group in members if group.year is not None]
        years = [(one, other) for place, one in enumerate(dated) for other in dated[place + 1 :]]
        if years:
            yield _slope(*max(years, key=_common), lang)


def _common(years: tuple[GroupStanding, GroupStanding]) -> tuple[int, int]:
    """How many plans have both years, and how far apart the years are."""
    first, last = ({_series(row) for row in group.rows if row.alike} for group in years)
    return len(first & last), (years[1].year or 0) - (years[0].year or 0)


def _slope(first: GroupStanding, last: GroupStanding, lang: Lang) -> Panel | None:
    before = {_series(row): row for row in first.rows if row.alike}
    pairs = [(before[_series(row)], row) for row in last.rows if row.alike and _series(row) in before]
    if len(pairs) < 2:
        return None
    values = [value_of(row.target) for pair in pairs for row in pair]
    low, high = min(values), max(values)
    room = max(len(pairs) * _SLOPE_STEP, 160)
    span = float(high - low) or 1.0
    left, right = LABELS, WIDTH - LABELS

    def place(row: Standing) -> float:
        return 70 + room * (1 - float(value_of(row.target) - low) / span)

    lefts = _spread([place(pair[0]) for pair in pairs])
    rights = _spread([place(pair[1]) for pair in pairs])
    parts = [
        draw_text(16, 18, f"{group_title(replace(first, year=None), lang)}: {first.year} → {last.year}", size=15, bold=True,
              room=WIDTH - 32),
        draw_text(left, 48, str(first.year), anchor="middle", bold=True, room=80),
        draw_text(right, 48, str(last.year), anchor="middle", bold=True, room=80),
        *(f'<line x1="{x}" y1="58" x2="{x}" y2="{80 + room:.0f}" stroke="{_PALE}"/>' for x in (left, right)),
    ]  # fmt: skip
    for number, (begin, end) in enumerate(pairs):
        y1, y2 = place(begin), place(end)
        dash = "" if begin.target.level == "province" else ' stroke-dasharray="5 3"'
        parts.append(
            f'<line x1="{left}" y1="{y1:.1f}" x2="{right}" y2="{y2:.1f}" stroke="{BLUE}" stroke-width="2"{dash}/>'
        )
        parts += [f'<circle cx="{x}" cy="{y:.1f}" r="4" fill="{BLUE}"/>' for x, y in ((left, y1), (right, y2))]
        name = begin.target.place.split(",")[0] or begin.target.issuer or ""
        words = (f"{name}  {value_text(begin.target, lang)}", f"{value_text(end.target, lang)}  {name}")
        parts.append(draw_text(left - 10, lefts[number] + 4, words[0], size=12, anchor="end", room=LABELS - 24))
        parts.append(draw_text(right + 10, rights[number] + 4, words[1], size=12, room=LABELS - 24))
    return Panel(parts, max(80.0 + room, *lefts, *rights) + 30)


def _spread(places: Sequence[float]) -> list[float]:
    """Places for labels, in the same order from top to bottom, none over another."""
    made = [0.0] * len(places)
    last = float("-inf")
    for number in sorted(range(len(places)), key=lambda number: places[number]):
        last = max(places[number], last + _SLOPE_STEP - 2)
        made[number] = last
    return made


def _series(row: Standing) -> tuple[str, str, str]:
    """What makes a line of the slope chart: one measure of one plan."""
    return (row.target.document_id, row.target.measure.casefold(), row.target.scope or "")


def _superior_value(row: Standing) -> Decimal | None:
    return None if row.difference is None else value_of(row.target) - row.difference


def _reach(row: Standing) -> Decimal:
    national = row.national.value if row.national else Decimal(0)
    return max(value_of(row.target), _superior_value(row) or Decimal(0), national)


def draw_text(
    x: float,
    y: float,
    text: str,
    *,
    room: float,
    size: int = 13,
    bold: bool = False,
    anchor: str = "start",
    colour: str = INK,
) -> str:
    """A line of text, cut with "…" where it is wider than its room."""
    letters = int(room / (_LETTER * size / 13))
    shown = text if len(text) <= letters else text[: max(letters - 1, 1)].rstrip() + "…"
    weight = ' font-weight="bold"' if bold else ""
    place = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" fill="{colour}"{weight}{place}>{escape(shown)}</text>'
