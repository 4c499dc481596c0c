"""The chart of a comparison by the units of a day: a bar for each old unit, under the unit that it became."""

from __future__ import annotations

from decimal import Decimal
from html import escape
from typing import Final

from plan_extract.analysis.as_of import Regrouped, RegroupedTarget, RegroupedTargets, UnitOfDay
from plan_extract.analysis.compared import value_of
from plan_extract.views.answers import value_text
from plan_extract.views.as_of import total_text
from plan_extract.views.drawing import BLUE, INK, LABELS, ORANGE, WIDTH, Panel, text
from plan_extract.views.standing import group_title
from plan_extract.views.svg import BAR, LEVEL, MOST_BARS, STEP, VALUES, draw_picture
from plan_extract.views.wording import Lang, phrase

_HEAD: Final = 34


def render_regrouped_svg(title: str, answer: Regrouped, lang: Lang) -> str:
    """One picture: bars for each unit of measure and year, grouped by the units of the day, sums in another colour."""
    return draw_picture(title, [_bars(group, lang) for group in answer.groups])


def _bars(group: RegroupedTargets, lang: Lang) -> Panel:
    kept = [(unit, [row for row in unit.rows if row.alike]) for unit in group.units]
    kept = [(unit, rows) for unit, rows in kept if rows]
    values = [value_of(row.target) for _, rows in kept for row in rows]
    values += [unit.total.value for unit, _ in kept if unit.total is not None]
    scale = (WIDTH - LABELS - VALUES) / float(max(values, default=Decimal(1)) or Decimal(1))
    parts = [text(16, 18, group_title(group, lang), size=15, bold=True, room=WIDTH - 32)]
    top = float(_HEAD)
    drawn = 0
    for unit, rows in kept:
        if drawn >= MOST_BARS:
            break
        parts.append(text(16, top + 16, _name(unit, rows, lang), bold=True, room=WIDTH - 32))
        top += LEVEL
        for row in rows:
            target = row.target
            tip = " — ".join(text for text in (target.plan, target.issuer, " ".join(target.quote.split())) if text)
            name = row.unit or target.place.split(",")[0] or target.issuer or target.plan or ""
            parts += _bar(top, name, value_of(target), value_text(target, lang), tip, BLUE, scale)
            top += STEP
        if unit.total is not None:
            told = phrase("sum_of", lang).format(parts=", ".join(unit.total.parts))
            parts += _bar(top, "Σ", unit.total.value, total_text(unit, group, lang), told, ORANGE, scale)
            top += STEP
        drawn += len(rows)
    parts.append(f'<line x1="{LABELS}" y1="{_HEAD}" x2="{LABELS}" y2="{top:.1f}" stroke="{INK}"/>')
    left_out = sum(len(rows) for _, rows in kept) - drawn
    if left_out > 0:
        parts.append(text(16, top + 16, f"… +{left_out}", room=200))
        top += STEP
    return Panel(parts, top + 24)


def _bar(top: float, name: str, value: Decimal, label: str, tip: str, colour: str, scale: float) -> list[str]:
    width = max(float(value) * scale, 1.0)
    middle = top + BAR / 2
    return [
        text(LABELS - 8, middle + 4, name, anchor="end", room=LABELS - 24),
        f'<rect x="{LABELS}" y="{top:.1f}" width="{width:.1f}" height="{BAR}" fill="{colour}">'
        f"<title>{escape(tip)}</title></rect>",
        text(LABELS + width + 6, middle + 4, label, size=12, room=VALUES + 60),
    ]


def _name(unit: UnitOfDay, rows: list[RegroupedTarget], lang: Lang) -> str:
    if rows[0].fate == "country":
        return phrase("country", lang)
    return unit.name or phrase("place_open", lang)
