"""The values of a table's cell: figures with the unit that the cell, its row or its heading names."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from plan_extract.extraction.count_nouns import read_count_noun
from plan_extract.extraction.measures import is_annual
from plan_extract.extraction.quantities import MULTIPLIERS, Quantity, find_quantities, unit_factor, unit_rules
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.wording import Wording

_WORDS = Wording("table_cells")
_STATES = _WORDS["states"]
_FROM_TO = _WORDS["from-to"]
_YEARS_OLD = _WORDS["years-old"]
_SAID_AGAIN = _WORDS["said-again"]
_LED = _WORDS["led-figure"]
_NAMES_GROUP = _WORDS["names-group"]
_RANKED = _WORDS["ranked-or-shared"]
_RATE_UNIT = _WORDS["rate-unit"]
_MULTIPLE = _WORDS["multiple"]
_RANK = _WORDS["rank"]
_SHARE = _WORDS["share"]
_SCORE = _WORDS["score"]
_TIMES = _WORDS["times"]
_COUNTED_NOUN = _WORDS["counted-noun"]

_BARE = regex.compile(rf"^\s*(?P<sign>≥|>=|≤|<=|>|<|~|≈|=)?\s*(?P<figure>{FIGURE})\s*\+?\s*$")


def read_cell(cell: Passage, unit_words: str) -> list[tuple[Quantity, str | None]]:
    """The quantities that a cell holds, their unit from the cell, the row or the heading.

    A cell of several values ("≤ 3 khu vực; ≤ 50 thế giới") gives each with the words that say whom it is for.
    """
    bare = _BARE.match(cell.match)
    if bare is not None:
        sign = {"≥": ">=", "≤": "<=", "≈": "~"}.get(bare.group("sign") or "=", bare.group("sign") or "=")
        value = parse_figure(bare.group("figure"))
        quantity = Quantity(
            0, 0, len(cell.match), value, None, sign, None, None, None, "table.figure", bool(bare.group("sign"))
        )
        return [(_with_unit(quantity, unit_words), None)]
    if len(cell.match) >= 60:
        return []
    if (parts_of_all := _OF_ALL.fullmatch(cell.match)) and (share := _read_share(parts_of_all, unit_words)) is not None:
        return [(share, None)]
    if age := _YEARS_OLD.fullmatch(cell.match):
        value = parse_figure(age.group("figure"))
        return [(Quantity(0, 0, age.end(), value, None, "=", "time", None, "tuổi", "table.years-old"), None)]
    again = _SAID_AGAIN.fullmatch(cell.match)
    separators = r"[^;()]+" if again else r"[^;]+"
    parts = [(found.start(), found.end()) for found in regex.finditer(separators, cell.match)]
    read = [(start, end, _first_quantity(cell.match[start:end])) for start, end in parts]
    known = [(start, end, quantity) for start, end, quantity in read if quantity is not None]
    if len(known) < len(parts):
        known = known[:1]
    return [
        (_named(cell, start, _with_unit(quantity, unit_words)), _behind(cell, start + quantity.end, end, unit_words))
        for start, end, quantity in known
    ]


def _named(cell: Passage, start: int, quantity: Quantity) -> Quantity:
    """The quantity with the noun and the pace that stand behind it in its cell ("ít nhất 02 lớp/năm")."""
    quantity = replace(quantity, annual=quantity.annual or is_annual(cell.match))
    if quantity.unit not in (None, "count", "ratio") or quantity.unit_text:
        return quantity
    noun = read_count_noun(cell.text, cell.match, start + quantity.end)
    return replace(quantity, unit_text=noun and noun.removesuffix("/năm"))


def _first_quantity(match: str) -> Quantity | None:
    found = find_quantities(match)
    for quantity in found:
        if quantity.unit or quantity.value_high is not None or quantity.explicit:
            return quantity
    alone = len(found) == 1 and (_COUNTED.fullmatch(match) or _LED.fullmatch(match))
    return found[0] if alone else None


def is_statement(cell: Passage) -> bool:
    """Whether a cell says a whole indicator ("80% hồ sơ nộp trực tuyến"), not only its value."""
    return any(_STATES.match(cell.text, quantity.end) is not None for quantity in find_quantities(cell.match))


def cell_movement(match: str) -> tuple[bool, str | None]:
    """Whether a cell says a change ("Giảm 5%"), and the direction its verb gives ("Duy trì 51,5", "giảm còn 3")."""
    moved = _LED.match(match)
    if moved is None or moved.group("way") is None:
        return False, None
    if moved["keeps"]:
        return False, "maintain"
    reached = moved.group("to") is not None or _FROM_TO.search(match) is not None
    return not reached, "decrease" if moved["falls"] else "increase"


_OF_ALL = regex.compile(rf"\s*(?P<part>{FIGURE})\s?/\s?(?P<whole>{FIGURE})\s*")


def _read_share(share: regex.Match[str], unit_words: str) -> Quantity | None:
    """ "60/129" in a row whose unit counts things: so many of so many; a month with its year is none."""
    part, whole = parse_figure(share.group("part")), parse_figure(share.group("whole"))
    unit = unit_words.strip(" .")
    counts = unit[:1].isalpha() and "/" not in unit and unit_rules().match(unit) is None
    if not counts or part > whole or whole != whole.to_integral_value() or 1900 < whole < 2100:
        return None
    return Quantity(0, 0, share.end(), part, None, "=", "ratio", whole, unit, "table.share")


_COUNTED = regex.compile(rf"\s*(?:{FIGURE}) \p{{L}}+(?: \p{{L}}+){{0,2}}[\s.;]*")


def _behind(cell: Passage, start: int, end: int, unit_words: str) -> str | None:
    """The words behind a value of a rank or share, which name the group it is counted in."""
    words_behind = cell.text[start:end].strip(" .,;:()")
    if not words_behind or not _NAMES_GROUP.match(words_behind):
        return None
    return words_behind if _RANKED.search(unit_words) else None


def _with_unit(quantity: Quantity, unit_words: str) -> Quantity:
    """The quantity with the unit that row or heading name, unless it has one of its own."""
    if quantity.unit is not None:
        return quantity
    bare = unit_words.strip(" .")
    annual = bare.endswith("/năm")
    if rate := _RATE_UNIT.fullmatch(bare):
        digits = regex.sub(r"\D", "", rate.group(2)) if rate.group(2) != "1 vạn" else ""
        per = Decimal(digits or {"vạn": 10_000, "nghìn": 1000, "triệu": 1_000_000}[rate.group(2).split()[-1]])
        return replace(quantity, unit="ratio", per=per, unit_text=bare)
    hit = unit_rules().match(bare) if bare else None
    if hit is not None and hit.end >= len(bare) - 6:
        factor = unit_factor(hit, bare)
        per_of = hit.get("per")
        high = quantity.value_high * factor if quantity.value_high is not None else None
        return replace(
            quantity, unit=hit["unit"], value=quantity.value * factor, value_high=high, per=Decimal(per_of) if per_of else None,
            unit_text=bare, annual=annual,
        )  # fmt: skip
    if times := _MULTIPLE.match(bare):
        factor = Decimal(1000 if times["figure"] else MULTIPLIERS[times["word"]])
        high = quantity.value_high * factor if quantity.value_high is not None else None
        return replace(
            quantity, unit="count", value=quantity.value * factor, value_high=high, unit_text=bare, annual=annual
        )
    if _RANK.search(bare):
        return replace(quantity, unit="rank", unit_text=bare)
    if _SHARE.search(bare):
        return replace(quantity, unit="%", unit_text="%")
    if _SCORE.search(bare):
        return replace(quantity, unit="score", unit_text=bare)
    if _TIMES.search(bare) and "/" not in bare:
        return replace(quantity, unit="other", unit_text=bare)
    whole = quantity.value == quantity.value.to_integral_value()
    counted = whole or "/" in bare or _COUNTED_NOUN.match(bare) is not None
    return replace(quantity, unit="count" if counted else "other", unit_text=bare or None, annual=annual)
