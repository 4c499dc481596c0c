"""Places as questions name them: "Hòa Bình", "huyện Lạc Sơn", "xã Tân Lập, huyện Lạc Sơn"."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.wording import fold, nearest_names, place_name
from plan_extract.model.errors import UsageError

_UNIT_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "thanh pho": ("province", "district"),
    "thi xa": ("district",),
    "thi tran": ("commune",),
    "tinh": ("province",),
    "quan": ("district",),
    "huyen": ("district",),
    "phuong": ("commune",),
    "dac khu": ("commune",),
    "xa": ("commune",),
    "tp": ("province", "district"),
}
_UNIT = re.compile(rf"({'|'.join(_UNIT_WORDS)})\b\.?\s*(?=\S)")
_ALL: Final = ("commune", "district", "province")


@dataclass(frozen=True)
class Place:
    """A named place: folded names from the smallest unit up, each with the levels it can be of."""

    names: tuple[tuple[str, tuple[str, ...]], ...]


def parse_place(text: str) -> Place:
    """The place that `text` names; parts are divided by commas, unit words are optional."""
    names = []
    for part in text.split(","):
        folded = " ".join(fold(part).split())
        match = _UNIT.match(folded)
        levels = _UNIT_WORDS[match[1]] if match else _ALL
        if folded:
            names.append((folded[match.end() :] if match else folded, levels))
    return Place(tuple(names))


def lies_within(place: Place, province: str | None, district: str | None, commune: str | None) -> bool:
    """Whether a plan with these names is of the place or of a unit below it."""
    named = {"province": province, "district": district, "commune": commune}
    return all(
        any(fold(named[level] or "") == name for level in levels if named[level]) for name, levels in place.names
    )


def is_place(place: Place, province: str | None, district: str | None, commune: str | None) -> bool:
    """Whether a plan with these names is of the place itself."""
    if not place.names or not lies_within(place, province, district, commune):
        return False
    lowest = "commune" if commune else "district" if district else "province"
    own = commune or district or province or ""
    name, levels = place.names[0]
    return fold(own) == name and lowest in levels


def find_place(connection: sqlite3.Connection, text: str) -> Place:
    """The place of `text`. Raises `UsageError`, with the nearest names, where no plan is from it."""
    place = parse_place(text)
    known = connection.execute(
        "SELECT DISTINCT province, district, commune FROM document "
        "WHERE coalesce(province, district, commune) IS NOT NULL"
    ).fetchall()
    if any(lies_within(place, *row) for row in known):
        return place
    near = nearest_names(text, sorted({place_name(row[2], row[1], row[0]) for row in known}))
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise UsageError(f'no plan is from "{text}"{hint}')


def find_plans_of(connection: sqlite3.Connection, text: str) -> tuple[str, ...]:
    """Ids of the plans of a place itself, by date. Raises `UsageError` where there is none."""
    place = find_place(connection, text)
    rows = connection.execute(
        "SELECT id, province, district, commune FROM document ORDER BY issued_date, id"
    ).fetchall()
    own = tuple(str(row[0]) for row in rows if is_place(place, row[1], row[2], row[3]))
    if own:
        return own
    below = sorted({place_name(row[3], row[2], row[1]) for row in rows if lies_within(place, *row[1:])})
    raise UsageError(f'"{text}" has no plan of its own; there are plans of: {"; ".join(below[:8])}')
