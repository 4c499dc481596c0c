"""Patterns of the `regex` package in the syntax of `re`, where that says the same.

`re` answers in two thirds of the time, but knows no properties of signs (`\\p{L}`) and no lookbehind of
several lengths. A letter is written for it as a sign of words that is no digit and no underscore.

Both agree on all signs that Vietnamese text is made of. They part on marks that stand apart from their
letter (for `re` no sign of a word) and on figures like "½" (for `re` a sign of a word), neither of which is
left in text that is matched, save where a text is garbled.
"""

from __future__ import annotations

import re

# Signs of words that are neither letters nor digits: raised and lowered figures, fractions, Roman and ringed ones.
_OTHER_FIGURES = "²³¹¼-¾⁰⁴-⁹₀-₉⅐-↏①-⓿"
_CLASSES = {
    r"\p{L}": rf"[^\W\d_{_OTHER_FIGURES}]",
    r"[\p{L}]": rf"[^\W\d_{_OTHER_FIGURES}]",
    r"[^\p{L}]": rf"[\W\d_{_OTHER_FIGURES}]",
    r"[\p{L}\d]": rf"[^\W_{_OTHER_FIGURES}]",
    r"[^\p{L}\d]": rf"[\W_{_OTHER_FIGURES}]",
}
_PARTS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\[pP]\{\w+\}|\\.")
# A possessive repeat of one sign, which both know.
_POSSESSIVE = re.compile(r"(?:\\[dsw]|[^)\\])[*+?]\+")
# What `re` lacks or reads otherwise: properties left over, case folding, atomic groups, possessive repeats of groups,
# recursion, sets within sets, fuzzy matching.
_FOREIGN = re.compile(
    r"\\[pPKRXGmMhNL]|\\\d|\(\?[a-zA-Z]*i|\(\?>|(?<!\\)[)}+*?]\+|\(\?(?:[|&R\d(]|P[=>])|\[\[|\{[^{}]*[<=][^{}]*\}"
)


def to_native(pattern: str) -> str | None:
    """The pattern as `re` reads it, or None where it must be left to `regex`."""
    native = _PARTS.sub(lambda part: _CLASSES.get(part.group(), part.group()), pattern)
    return None if _FOREIGN.search(_POSSESSIVE.sub("", native)) else native
