"""What an indicator that is asked for by its key is called."""

from __future__ import annotations

from plan_extract.linking.catalogue import load_catalogue
from plan_extract.views.wording import Lang


def indicator_title(asked: str, lang: Lang) -> str:
    """The name of a catalogued indicator with its key behind it; words that were searched for stay as they are."""
    known = load_catalogue().indicators.get(asked)
    if known is None:
        return asked
    return f"{known.name_en if lang == 'en' else known.name} ({asked})"
