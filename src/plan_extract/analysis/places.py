"""Places as questions name them: "Hòa Bình", "huyện Lạc Sơn", "xã Tân Lập, huyện Lạc Sơn"."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.wording import fold, fold_name, nearest_names, place_name
from plan_extract.model.errors import UsageError

Names = tuple[str | None, str | None, str | None]
"""Province, district and commune of a plan."""

PLANS_OF_NAMES: Final = (
    "SELECT x.id FROM json_each(?) n CROSS JOIN document x ON x.province IS n.value ->> 0 "
    "AND x.district IS n.value ->> 1 AND x.commune IS n.value ->> 2"
)
"""SQL: the ids of the plans of some names, given as `as_json` writes them."""

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
        any(fold_name(named[level] or "") == name for level in levels if named[level]) for name, levels in place.names
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
    return find_names(connection, text)[0]


def find_names(connection: sqlite3.Connection, text: str) -> tuple[Place, tuple[Names, ...]]:
    """The place of `text`, with the names in the plans that lie within it. Raises like `find_place`."""
    place = parse_place(text)
    known = remembered(connection, "names of places", lambda: _read_names(connection))
    within = tuple(names for names in known if lies_within(place, *names))
    if within:
        return place, within
    wanted = ", ".join(name for name, _ in place.names) or text
    near = nearest_names(
        wanted, sorted({place_name(commune, district, province) for province, district, commune in known})
    )
    hint = f"; nearest: {'; '.join(near)}" if near else ""
    raise UsageError(f'no plan is from "{text}"{hint}')


def _read_names(connection: sqlite3.Connection) -> tuple[Names, ...]:
    rows = connection.execute("SELECT province, district, commune FROM document GROUP BY 1, 2, 3")
    return tuple((row[0], row[1], row[2]) for row in rows if any(row))


def as_json(names: Sequence[Names]) -> str:
    """Names as the value of `PLANS_OF_NAMES`."""
    return json.dumps(names, ensure_ascii=False)


def find_plans_of(connection: sqlite3.Connection, text: str) -> tuple[str, ...]:
    """Ids of the plans of a place itself, by date. Raises `UsageError` where there is none."""
    place, within = find_names(connection, text)
    own = [names for names in within if is_place(place, *names)]
    if own:
        rows = connection.execute(
            f"SELECT id FROM document WHERE id IN ({PLANS_OF_NAMES}) ORDER BY issued_date, id", (as_json(own),)
        )
        return tuple(str(row[0]) for row in rows)
    below = sorted({place_name(commune, district, province) for province, district, commune in within})
    raise UsageError(f'"{text}" has no plan of its own; there are plans of: {"; ".join(below[:8])}')
