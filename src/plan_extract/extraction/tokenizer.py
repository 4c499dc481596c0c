"""A tokenizer for Vietnamese administrative text.

spaCy's own Vietnamese needs a word segmenter that cuts figures, dates and document numbers apart;
here tokens are syllables, figures ("99,5"), document numbers ("23/QĐ-TTg") and single signs.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_PREFIXES = [r"[\(\[\{\"'“‘«<>≤≥=+\-–—•*#|…]"]
_SUFFIXES = [r"[\)\]\}\"'”’».,;:!?%‰…|*]", r"(?<=\d)[%‰]", r"(?<=[a-zà-ỹđ])\.", r"\./\."]
_INFIXES = [r"(?<=[a-zà-ỹđ\d])[;:](?=[A-Za-zÀ-ỹĐđ])", r"\.\.\.+", r"…"]


def make_tokenizer(nlp: Language) -> Tokenizer:
    """The tokenizer for a pipeline's vocabulary."""
    return Tokenizer(
        nlp.vocab,
        rules={},
        prefix_search=compile_prefix_regex(_PREFIXES).search,
        suffix_search=compile_suffix_regex(_SUFFIXES).search,
        infix_finditer=compile_infix_regex(_INFIXES).finditer,
    )
