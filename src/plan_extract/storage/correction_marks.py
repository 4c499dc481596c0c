"""The fields of a correction that hold no value of a fact but what people did to the whole of it."""

from __future__ import annotations

from typing import Final

WITHDRAWN: Final = "withdrawn"
"""A person rejected the fact."""
CONFIRMED: Final = "confirmed"
"""A person looked at the fact and found it right."""
ADDED: Final = "added"
"""A person added the fact, which the machine had missed; the value is the fact."""
MARKS: Final = (WITHDRAWN, CONFIRMED)
