"""Quantities that only describe what another measures, told from those that can be commitments of their own."""

from __future__ import annotations

import itertools

from plan_extract.extraction.commitments import may_commit
from plan_extract.extraction.quantities import Quantity
from plan_extract.extraction.sentences import Sentence
from plan_extract.normalising.wording import Wording

_WORDS = Wording("describing_words")
_OF_OTHER_TIME = _WORDS["of-another-time"]
_RATE_BEFORE = _WORDS["rate-before"]
_ATTAINS = _WORDS["attains"]
_COUNTED = _WORDS["counted"]
_COUNT_FALLS = _WORDS["count-moves"]


def able_quantities(match: str, sentence: Sentence, quantities: list[Quantity]) -> list[Quantity]:
    kept: list[Quantity] = []
    start = sentence.start
    for position, quantity in enumerate(quantities):
        later = itertools.islice(quantities, position + 1, position + 1 + _MOST_DESCRIBING)
        share = next((each for each in later if each.unit in _SHARES), None)
        again = bool(kept) and kept[-1].unit == quantity.unit == "time" and quantity.explicit
        again = again and _OF_OTHER_TIME.fullmatch(match, kept[-1].end, quantity.start) is not None
        able = again or may_commit(match, quantity, start, sentence.lead)
        following = quantities[position + 1] if position + 1 < len(quantities) else None
        if following is not None and _describes_counted(match, sentence, quantity, following):
            able = False
        if able and not _describes_rate(match, sentence, quantity, share):
            kept.append(quantity)
        start = quantity.end
    return kept


_SHARES = ("%", "ratio")
_MOST_DESCRIBING = 3
"""So many quantities may stand before the share whose measure they are part of."""


def _describes_counted(match: str, sentence: Sentence, quantity: Quantity, following: Quantity) -> bool:
    if quantity.unit not in _SHARES or following.unit is not None:
        return False
    counted = _COUNTED.search(match, sentence.start, quantity.start)
    return (
        counted is not None
        and _COUNT_FALLS.match(match[quantity.end : following.start]) is not None
        and match[following.end :].lstrip().startswith(counted.group("noun"))
    )


def _describes_rate(match: str, sentence: Sentence, quantity: Quantity, share: Quantity | None) -> bool:
    """ "tỷ lệ bà mẹ được sàng lọc ít nhất 04 bệnh đạt 75%": the count is part of what is measured."""
    if share is None or quantity.unit in (*_SHARES, "money", "rank"):
        return False
    between = match[quantity.end : share.start]
    return (
        "," not in between
        and ";" not in between
        and _RATE_BEFORE.search(match, sentence.start, quantity.start) is not None
        and (share.figure_start > share.start or _ATTAINS.search(between) is not None)
    )
