"""What the line above a table says that its columns measure."""

from __future__ import annotations

from plan_extract.extraction.measures import join_words
from plan_extract.extraction.target_context import Context
from plan_extract.normalising.wording import Wording

_WORDS = Wording("table_cells")
_SAYS_ITSELF = _WORDS["says-itself"]
_LEAD = _WORDS["lead-of-caption"]
_ANNOUNCES = _WORDS["announces"]

_SHORT_HEADING = 2


def announced(context: Context, heading: str) -> str:
    """What a column of a table by place measures, from its `heading`.

    A heading of a word or two goes on with what the line above measures, an empty one leaves it to that.
    """
    above = context.item.parent
    if heading.count(" ") > _SHORT_HEADING or above is None or _SAYS_ITSELF.match(heading):
        return heading
    at = next((number for number, child in enumerate(above.children) if child is context.item), 0)
    for line in (*above.children[max(0, at - 1) : at], above):
        lead = None if heading else _LEAD.match(line.match)
        if line.table is None and (said := _ANNOUNCES.match(line.match, lead.end() if lead else 0)):
            start, end = said.span("what")
            return join_words(line.text[start:end], heading)
    return heading
