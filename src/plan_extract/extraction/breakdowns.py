"""Lists that break a target down: "- Huyện A: 12 lớp" below "Mở 40 lớp trong năm 2026, cụ thể:"."""

from __future__ import annotations

import regex

from plan_extract.extraction.clauses import words
from plan_extract.extraction.measures import clean_left, join_words
from plan_extract.extraction.years import heading_year
from plan_extract.model.facts import Target
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("scope_words")
_PART_ATTAINS = _WORDS["part-attains"]

_PART = regex.compile(r"(?P<part>(?:[^:;()]|\([^():;]*\)){2,60}):\s*(?=\S)")
_PART_BEFORE = regex.compile(r"(?:^|[:;]\s*)(?P<part>[^\s:;][^:;]{1,59}):\s*$")
_PROPER = regex.compile(r"^\p{Lu}\p{L}*(?: \p{Lu}\p{L}*){0,4}$")


def as_part_of_total(item: Item, own: list[Target], above: list[Target]) -> list[Target]:
    """The target of a line "PART: VALUE" with the measure and the year of the line above, PART as its scope.

    Only where the line holds nothing but one value of the same unit as the one above, or where the line
    above ends in a colon and says what is measured.
    """
    if item.parent is None or not own or own[0].kind != "numeric":
        return own
    text = item.text if len(own) == 1 else item.text.partition(";")[0]
    first = _as_part(text, item.parent, own[0], above)
    return _parts_within(item, own if first is None else [first, *own[1:]])


def _as_part(text: str, parent: Item, target: Target, above: list[Target]) -> Target | None:
    """The target of "PART: VALUE" as a part of what the line above measures, or None."""
    total = above[0] if above and above[0].kind == "numeric" else None
    listed = total is not None and parent.text.rstrip().endswith(":")
    found = _PART.match(text) or (_PART_ATTAINS.match(text) if listed else None)
    if found is None:
        return None
    part = found.group("part").strip()
    behind = text[found.end() :].strip(" .;,").lower()
    if len(behind.split()) > 6 or not _names_part(part):
        return None
    if total is not None:
        if not _same_unit(target, total):
            return None
        measure, year = total.measure, total.year
    elif parent.text.rstrip().endswith(":") and target.unit == "%":
        measure = join_words(clean_left(parent.text.rstrip(" :"), parent.match.rstrip(" :")))
        year = target.year
        if not words("head").match(measure.lower()):
            return None
    else:
        return None
    changes = {"measure": measure, "year": year, "scope": part, "rule": "target.part"}
    if (named := heading_year(part.lower())) is not None:
        changes |= {"year": named, "scope": None}
    return target.model_copy(update=changes)


def _same_unit(one: Target, other: Target) -> bool:
    """Whether both count the same; one may name it more closely ("lớp", "lớp xóa mù chữ")."""
    short, long = sorted(((one.unit_text or "").lower(), (other.unit_text or "").lower()), key=len)
    return one.unit == other.unit and long.startswith(short) and (bool(short) or not long)


def _parts_within(item: Item, own: list[Target]) -> list[Target]:
    """ "mở 40 lớp, cụ thể: huyện A: 12 lớp; huyện B: 28 lớp" in one paragraph."""
    parted: list[Target] = []
    total: Target | None = None
    position = 0
    for target in own:
        at = item.text.find(target.quote, position)
        found = _PART_BEFORE.search(item.text, position, at) if at >= 0 else None
        found = found or (_PART.match(item.text, at, at + len(target.quote)) if at >= 0 else None)
        position = at + len(target.quote) if at >= 0 else position
        if (
            total is not None
            and found is not None
            and target.kind == "numeric"
            and _same_unit(target, total)
            and _names_part(found.group("part"))
            and len(item.text[max(at, found.end()) : at + len(target.quote)].split()) <= 6
        ):
            start, end = item.span(found.start("part"), at + len(target.quote))
            named = heading_year(found.group("part").lower())
            changes = {
                "measure": total.measure, "year": named or total.year, "scope": None if named else found.group("part"), "rule": "target.part",
                "start": start, "end": end, "quote": item.text[found.start("part") : at + len(target.quote)],
            }  # fmt: skip
            parted.append(target.model_copy(update=changes))
        else:
            total = target if target.kind == "numeric" else None
            parted.append(target)
    return parted


def _names_part(part: str) -> bool:
    """A place, a group of places, a year: not a label such as "Thời gian"."""
    lowered = part.lower()
    return bool(words("scope-start").match(lowered) or _PROPER.match(part)) or heading_year(lowered) is not None
