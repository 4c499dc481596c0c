"""Units of a table's figures: in brackets behind a row's name, or named for the whole table by a line above it."""

from __future__ import annotations

from plan_extract.extraction.quantities import unit_rules
from plan_extract.extraction.target_context import Context
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("table_cells")
_COUNTED_IN = _WORDS["counted-in"]
_CAPTION = _WORDS["unit-of-caption"]


def is_money(unit: str) -> bool:
    hit = unit_rules().match(unit.strip().lower())
    return hit is not None and hit["unit"] == "money"


OWN_UNIT = regex.compile(r"\s*\((%|‰|[^()]{1,30})\)\s*$")


def own_unit(name: str) -> str:
    """The unit at the end of a row's name ("Tỷ lệ dư nợ (%)"), which goes before that of the whole table."""
    found = OWN_UNIT.search(name)
    return found.group(1) if found and is_unit(found.group(1)) else ""


def is_unit(bracketed: str) -> bool:
    if _COUNTED_IN.fullmatch(bracketed.strip().lower()):
        return True
    hit = unit_rules().match(bracketed.strip().lower())
    return hit is not None and hit.end == len(bracketed.strip())


def caption_unit(context: Context) -> str:
    """The unit that a line above the table names for all of it ("Đơn vị tính: triệu đồng")."""
    parent = context.item.parent
    if parent is None:
        return ""
    at = parent.children.index(context.item) if context.item in parent.children else 0
    for above in [*parent.children[max(0, at - 3) : at], parent]:
        if found := _CAPTION.search(above.match):
            unit: str = found.group(1).strip()
            return unit
    return ""
