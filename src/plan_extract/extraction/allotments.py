"""What is allotted to each of a list of bodies or places ("Thôn Đông: 12 người; Công an xã: 04 người")."""

from __future__ import annotations

from dataclasses import dataclass

from plan_extract.extraction.agencies_lists import read_list
from plan_extract.extraction.measures import blank_spans, clean_left, noise_spans
from plan_extract.extraction.place_names import PLACE
from plan_extract.extraction.quantities import Quantity, find_quantities
from plan_extract.extraction.years import find_years
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording
from plan_extract.structure.items import Item

_WORDS = Wording("allotment_words")
_NAME = _WORDS["names-somebody"]
_SAYS_HOW = _WORDS["announces-the-list"]
_TARGET_OF = _WORDS["target-of"]
_OF_WHOM = _WORDS["only-whom"]
_GROUP = _WORDS["part-is-for"]

_PLACE = regex.compile(PLACE)
_PARTED = regex.compile(r"[\s\-–+•*]*(?:[;,.]\s*|(?<=\s)và\s+)?[\s\-–+•*]*")
_UNIT = regex.compile(r"\s*(?:\p{L}+(?: \p{L}+){0,2})?\s*(?=[;,.]|$|\svà\s)")
_COLON = regex.compile(r":\s+")
_FIGURE = regex.compile(r"\d")
_LONGEST_NAME = 70
_FEWEST_PARTS = 2
_ROUNDING = 1_000_000


@dataclass(frozen=True, slots=True)
class Allotment:
    """One part: who it is for at `start`..`name_end`, its value, and where it ends."""

    start: int
    name_end: int
    quantity: Quantity
    end: int


@dataclass(frozen=True, slots=True)
class Allotments:
    """A list of parts; `start` is where it begins, `measure` what is allotted, None where a value before it says so."""

    start: int
    parts: tuple[Allotment, ...]
    measure: str | None


def read_allotments(item: Item) -> Allotments | None:
    """The parts that an item lists to its end, or None: names of bodies or places with a value each, nothing else.

    They stand below words with a colon, in the item itself or in the one above it.
    """
    text, match = item.text, item.match
    quantities = find_quantities(match)
    if not quantities or any(quantity.rule == "from" for quantity in quantities):
        return None
    if len(quantities) == 1 and (part := _part_of_sum(item, quantities[0])) is not None:
        return part
    for start in (0, *(colon.end() for colon in _COLON.finditer(match))):
        rest = [quantity for quantity in quantities if quantity.start >= start]
        parts = _read_parts(text, match, start, rest)
        if not parts:
            continue
        if start:
            before = [quantity for quantity in quantities if quantity.start < start]
            measure = None if before else _measure(text[:start], match[:start])
            return Allotments(start, parts, measure) if len(parts) > 1 and (before or measure) else None
        above = item.parent
        if above is None or above.table is not None or not above.match.rstrip().endswith(":"):
            return None
        measure = _measure(above.text, above.match)
        return Allotments(0, parts, measure) if measure else None
    return None


_GROUP_NAME = regex.compile(r"[\s\-–+•*]*(?P<name>\p{L}[\p{L} ,&/-]{3,60}?)\s*:\s*")


def _part_of_sum(item: Item, quantity: Quantity) -> Allotments | None:
    """A line "Doanh nghiệp: 495 triệu đồng" below a sum that it and its neighbours add up to, or None."""
    named = _GROUP_NAME.match(item.match)
    if named is None or named.end() != quantity.start or item.parent is None or not _GROUP.match(named["name"]):
        return None
    above = item.parent
    whole = find_quantities(above.match)
    if len(whole) != 1 or whole[0].unit not in ("money", "area") or len(above.children) < _FEWEST_PARTS:
        return None
    parts = [found[0] for child in above.children if len(found := find_quantities(child.match)) == 1]
    if len(parts) < len(above.children) or any(part.unit != whole[0].unit for part in parts):
        return None
    measure = clean_left(above.text[: whole[0].start].strip(" :"), above.match[: whole[0].start].strip(" :"))
    off = abs(sum(part.value for part in parts) - whole[0].value)
    if off > whole[0].value / _ROUNDING or " " not in measure:
        return None
    start, stop = named.span("name")
    return Allotments(0, (Allotment(start, stop, quantity, quantity.end),), measure)


def is_allotment(item: Item) -> bool:
    """Whether an item only says how much is for whom, so that it gives nobody a task."""
    found = read_allotments(item)
    return found is not None and found.start == 0


def _read_parts(text: str, match: str, start: int, quantities: list[Quantity]) -> tuple[Allotment, ...]:
    parts: list[Allotment] = []
    at = start
    for quantity in quantities:
        parted = _PARTED.match(match, at)
        first = parted.end() if parted else at
        name_end = first + len(match[first : quantity.start].rstrip(" :"))
        unit = _UNIT.match(match, quantity.end)
        if unit is None or not _names_somebody(text, match, first, name_end):
            return ()
        parts.append(Allotment(first, name_end, quantity, unit.end()))
        at = unit.end()
    rest = match[at:].strip(" .;,")
    return () if rest and (len(parts) < 2 or _FIGURE.search(rest)) else tuple(parts)


def _names_somebody(text: str, match: str, start: int, end: int) -> bool:
    if not 3 < end - start <= _LONGEST_NAME:
        return False
    if _PLACE.fullmatch(text, start, end) or _NAME.fullmatch(text, start, end):
        return True
    named, stop = read_list(text, match, start, end)
    return stop >= end and len(named) == 1 and named[0].kind == "named"


def _measure(text: str, match: str) -> str | None:
    """What the words before a colon measure; None where they hold a value of their own or measure nothing."""
    if find_quantities(match):
        return None
    noise = noise_spans(match, find_years(match))
    bare = blank_spans(text, noise, 0), blank_spans(match, noise, 0)
    opens = _TARGET_OF.match(bare[1])
    first = opens.end() if opens else 0
    cut = _SAYS_HOW.search(bare[1], first)
    end = cut.start() if cut and " " in bare[1][first : cut.start()].strip() else len(bare[1].rstrip(" :"))
    measure = clean_left(bare[0][first:end], bare[1][first:end])
    return measure if " " in measure and not _OF_WHOM.match(measure.lower()) else None


# "tại các huyện, cụ thể: Đà Bắc (05), Mai Châu (12)": bare numbers behind names of places, those of a value before.
_NUMBERED_PLACE = regex.compile(rf"(?P<name>{PLACE})\s*\((?P<figure>\d{{1,4}})(?: \p{{L}}+)?\)")
_BARE_FIGURE = regex.compile(r"\(\d{1,4}(?: \p{L}+)?\)")
_BETWEEN_PLACES = regex.compile(r"\s*(?:[,;]\s*(?:và\s+)?|\svà\s+)")


@dataclass(frozen=True, slots=True)
class NumberedPlace:
    """A place with its number behind it: `text[start:end]`, its name ending at `name_end`."""

    start: int
    name_end: int
    figure_start: int
    end: int
    value: int


def read_numbered_places(text: str) -> list[NumberedPlace]:
    """The longest run of places that each have a bare number in brackets; one alone is none."""
    if text.count("(") < 2 or _BARE_FIGURE.search(text) is None:
        return []
    runs: list[list[NumberedPlace]] = []
    for found in _NUMBERED_PLACE.finditer(text):
        place = NumberedPlace(
            found.start("name"), found.end("name"), found.start("figure"), found.end(), int(found["figure"])
        )
        if runs and _BETWEEN_PLACES.fullmatch(text, runs[-1][-1].end, place.start):
            runs[-1].append(place)
        else:
            runs.append([place])
    longest = max(runs, key=len, default=[])
    return longest if len(longest) > 1 else []
