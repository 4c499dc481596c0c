"""Text as an identifier."""

from __future__ import annotations

import re

from plan_extract.normalising.characters import strip_accents

_BETWEEN = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """Text as an identifier: small letters without accents, hyphens between words."""
    return _BETWEEN.sub("-", strip_accents(text)).strip("-")
