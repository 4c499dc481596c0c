"""Forms of the site: which addresses take them, and whether one comes from a page that the visitor was given."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any, Final

_TAKING: Final = re.compile(r"/review|/upload|/plan/[0-9a-f]{16}/add")


def takes_form(path: str) -> bool:
    """Whether something is changed by a form sent to this address; each of these pages checks its token."""
    return _TAKING.fullmatch(path) is not None


def is_own_form(request: Any, values: Mapping[str, str]) -> bool:
    """Whether a form holds the token that the visitor's browser keeps.

    It does not where the site was started again since: then the page gives the form back, with what was typed and
    a token that is good.
    """
    known: str = request.scope["csrftoken"]()
    return secrets.compare_digest(values.get("csrftoken", "").encode(), known.encode())
