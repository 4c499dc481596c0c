"""Charts of a comparison as SVG: ranked bars with the superior's and the national value, and slopes between years.

Written for print as for the screen: dark blue bars, marks that differ by shape as well as colour (the
colours of Okabe and Ito, which colour-blind readers tell apart), every value written out. No script, no
font from elsewhere; all text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from plan_extract.analysis.compared import value_of
from plan_extract.analysis.standing import GroupStanding, Standing, Standings
from plan_extract.views.answers import value_text
from plan_extract.views.drawing import BLUE, GREEN, INK, LABELS, LINE, ORANGE, WIDTH, Panel, text, width_of
from plan_extract.views.sheets import format_number
from plan_extract.views.slopes import slopes
from plan_extract.views.standing import group_title, national_text, spread_lines
from plan_extract.views.wording import Lang, heading, phrase, value_name

VALUES: Final = 110
"""Room for the values at the right, at least."""
_MARK: Final = 8
"""Half the breadth of the mark of the superior's value."""
BAR, STEP, _HEAD, LEVEL = 15, 24, 46, 26
_MOST_PANELS: Final = 20
MOST_BARS: Final = 80
_MOST_ROWS: Final = 500
"""How much of a ranking is looked through for bars."""


def render_svg(title: str, answer: Standings, lang: Lang) -> str:
    """One picture: bars for each unit and year, slopes where two or more places have a first and a last year.

    Rankings of a single value are left out beside others, and what is too much for one picture; it says how many.
    """
    several = [group for group in answer.groups if len(group.rows) > 1] or answer.groups
    drawn = several[:_MOST_PANELS]
    panels = [_bars(group, lang) for group in drawn]
    panels += slopes(drawn, lang)
    if len(drawn) < len(answer.groups):
        left_out = phrase("not_drawn", lang).format(count=len(answer.groups) - len(drawn))
        panels.append(Panel([text(16, 12, left_out, room=WIDTH - 32)], STEP))
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
        text(16, 30, title, size=18, bold=True, room=WIDTH - 32),
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
    looked_at = group.rows[:_MOST_ROWS]
    alike = [row for row in looked_at if row.alike]
    whole = [row for row in alike if row.target.scope is None] or alike
    rows = whole[:MOST_BARS]
    left_out = len(whole) - len(rows) + len(group.rows) - len(looked_at)
    spreads = spread_lines(group, lang)
    head = float(_HEAD + LINE * len(spreads))
    parts = [
        text(16, 18, group_title(group, lang), size=15, bold=True, room=WIDTH - 32),
        *(text(16, 36 + LINE * number, line, size=12, room=WIDTH - 32) for number, line in enumerate(spreads)),
        *_legend(rows, head, lang),
    ]
    scale = _scale(rows, lang)
    top = head
    for level in dict.fromkeys(row.target.level for row in rows):
        parts.append(text(16, top + 16, value_name("level", level, lang) or level, bold=True, room=LABELS - 20))
        top += LEVEL
        begin = top
        members = [row for row in rows if row.target.level == level]
        for row in members:
            parts += _bar(row, top, scale, lang)
            top += STEP
        parts += _national_lines(members, begin, top, scale, lang)
    parts.append(f'<line x1="{LABELS}" y1="{head}" x2="{LABELS}" y2="{top:.1f}" stroke="{INK}"/>')
    if left_out:
        parts.append(text(16, top + 16, f"… +{format_number(left_out, lang)}", room=200))
        top += STEP
    return Panel(parts, top + 24)


def _scale(rows: Sequence[Standing], lang: Lang) -> float:
    """Pixels for one of the unit, so that bars, marks and the values behind them fit."""
    highest = max((_reach(row) for row in rows), default=Decimal(1)) or Decimal(1)
    values = max((width_of(_value_label(row, lang), 12) for row in rows), default=0.0)
    return (WIDTH - LABELS - max(float(VALUES), values + 2 * _MARK)) / float(highest)


def _value_label(row: Standing, lang: Lang) -> str:
    value = value_text(row.target, lang)
    return f"{value} ({phrase('outlier', lang)})" if row.outlier else value


def _bar(row: Standing, top: float, scale: float, lang: Lang) -> list[str]:
    target = row.target
    width = max(float(value_of(target)) * scale, 1.0)
    middle = top + BAR / 2
    name = target.place.split(",")[0] or target.issuer or target.plan or ""
    rank = f"{row.rank}. " if row.rank is not None else ""
    tip = " — ".join(words for words in (target.plan, target.issuer, " ".join(target.quote.split())) if words)
    parts = [
        text(LABELS - 8, middle + 4, f"{rank}{name}", anchor="end", room=LABELS - 24),
        f'<rect x="{LABELS}" y="{top:.1f}" width="{width:.1f}" height="{BAR}" fill="{BLUE}">'
        f"<title>{escape(tip)}</title></rect>",
    ]
    reach = width
    above = _superior_value(row)
    if above is not None:
        place = LABELS + float(above) * scale
        parts.append(f'<path d="M{place:.1f} {middle - 7:.1f}l6 7l-6 7l-6 -7z" fill="{ORANGE}" stroke="#ffffff"/>')
        reach = max(reach, place - LABELS + _MARK)
    parts.append(text(LABELS + reach + 6, middle + 4, _value_label(row, lang), size=12, room=WIDTH))
    return parts


def _national_lines(rows: Sequence[Standing], begin: float, end: float, scale: float, lang: Lang) -> list[str]:
    values = {row.national.value: national_text(row, lang) for row in rows if row.national is not None}
    lines = []
    for value, words in values.items():
        place = LABELS + float(value) * scale
        label = f"{phrase('national', lang)}: {words}"
        lines.append(
            f'<line x1="{place:.1f}" y1="{begin - 6:.1f}" x2="{place:.1f}" y2="{end:.1f}" stroke="{GREEN}" '
            f'stroke-width="2" stroke-dasharray="6 4"><title>{escape(label)}</title></line>'
        )
        lines.append(text(place, begin - 9, label, size=11, anchor="middle", room=160, colour="#00664b"))
    return lines


def _legend(rows: Iterable[Standing], head: float, lang: Lang) -> list[str]:
    if not any(_superior_value(row) is not None for row in rows):
        return []
    return [
        f'<path d="M{LABELS + 6} {head - 18:.1f}l6 7l-6 7l-6 -7z" fill="{ORANGE}"/>',
        text(LABELS + 18, head - 7, heading("superior_value", lang), size=12, room=300),
    ]


def _superior_value(row: Standing) -> Decimal | None:
    return None if row.difference is None else value_of(row.target) - row.difference


def _reach(row: Standing) -> Decimal:
    national = row.national.value if row.national else Decimal(0)
    return max(value_of(row.target), _superior_value(row) or Decimal(0), national)
