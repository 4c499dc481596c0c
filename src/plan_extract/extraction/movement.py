"""Which way a target moves, and whether its quantity is a level or a change."""

from __future__ import annotations

from plan_extract.extraction.clauses import Clause, words
from plan_extract.normalising.wording import Wording

_WORDS = Wording("movement_words")
_AT_LEVEL = _WORDS["at-a-level"]
_IN_TURN = _WORDS["in-turn"]
_TO_LEVEL = _WORDS["to-a-level"]
_TOWARDS = _WORDS["towards-a-level"]
_MORE_AT_END = _WORDS["more"]
_MORE = _WORDS["more-than-before"]
_NUMBER_FALLS = _WORDS["number-that-moves"]
_MOVES_NUMBER = _WORDS["moves-a-number"]
_MOVES_THING = _WORDS["moves-a-thing"]
_MOVES = _WORDS["between-verb-and-figure"]
_NO_VERB_OF_ITS_OWN = _WORDS["verb-of-no-value"]
_PLACE_IN_FRONT = _WORDS["place-in-front"]
_RATE = _WORDS["rate-at-a-level"]
_PLAIN_VERB = _WORDS["plain-verb"]


def read_movement(match: str, clause: Clause, left: str, right: str) -> tuple[str | None, bool]:
    """Direction of the clause's verb, and whether the quantity is a change."""
    quantity = clause.quantity
    falls = _governing(left, "decrease")
    rises = _governing(left + match[quantity.start : min(quantity.end, quantity.start + 8)], "increase")
    keeps = _governing(left, "maintain")
    direction: str | None = None
    if falls and (not rises or max(falls) > max(rises)):
        direction = "decrease"
    elif rises:
        direction = "increase"
    elif keeps:
        direction = "maintain"
    if direction in ("increase", "decrease") and _RATE.match(left):
        return direction, False
    tail = " ".join(left.split()) + " "
    adjacent = bool(words("change-adjacent").search(tail)) and direction in ("increase", "decrease")
    noun = bool(words("change-noun").search(left)) and not _AT_LEVEL.search(tail)
    compared = bool(
        words("compared").search(match, quantity.end, min(clause.end, quantity.end + 60))
    ) and direction in ("increase", "decrease")
    in_turn = _IN_TURN.search(tail) is not None
    to_level = (not in_turn and bool(_TO_LEVEL.search(tail))) or (quantity.comparator in ("<", "<=") and not adjacent)
    if in_turn and direction is not None:
        return direction, True
    if quantity.unit == "other" and quantity.unit_text == "lần":
        return direction, adjacent and quantity.value <= 1  # "tăng 0,7 lần"; "tăng 1,5 lần" says to what
    if direction != "decrease" and _MORE.search(tail):
        return "increase", True
    if adjacent and direction == "decrease" and quantity.comparator == "<" and not compared and not quantity.annual:
        return direction, False  # "tỷ lệ hộ nghèo giảm dưới 1%"
    if adjacent and not _TOWARDS.search(tail):
        return direction, True
    if noun and direction is not None:
        return direction, True
    if direction in ("increase", "decrease") and (
        (quantity.unit == "%" and "điểm" in (quantity.unit_text or "")) or _MORE_AT_END.search(tail)
    ):
        return direction, True
    if direction in ("increase", "decrease") and not to_level:
        if quantity.unit in ("%", None, "money", "other", "time", "area", "score") and (compared or quantity.annual):
            return direction, True
        if quantity.comparator == "range" and direction == "decrease":
            return direction, True
        if quantity.unit == "%" and quantity.comparator in (">=", "=", ">") and _NUMBER_FALLS.search(left.strip()):
            return direction, quantity.comparator != "=" or bool(_MOVES_NUMBER.match(left))
        if quantity.unit == "%" and quantity.comparator in (">=", "=", ">") and _MOVES_THING.match(left):
            return direction, True
    return direction, False


def _governing(left: str, name: str) -> list[int]:
    """Where a verb of movement governs the quantity: at the head of the clause or right before it."""
    found: list[int] = []
    head: int | None = None
    for hit in words(name).finditer(left):
        head = _skip_spaces_and(left) if head is None else head
        if _NO_VERB_OF_ITS_OWN.search(left[: hit.start()]):
            continue
        adjacent = hit.end() == len(left) or _MOVES.fullmatch(left, hit.end())
        if hit.start() <= head or adjacent or _PLAIN_VERB.fullmatch(hit.group()):
            found.append(hit.start())
    return found


def _skip_spaces_and(left: str) -> int:
    """The offset up to which a verb stands at the head of a clause."""
    head = words("attain-start").match(left, len(left) - len(left.lstrip(" ,;:-")))
    place = _PLACE_IN_FRONT.match(
        left,
    )
    return max(head.end() if head else 3, place.end() if place else 0)
