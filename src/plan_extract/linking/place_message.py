"""What is open about the place of a plan, for people: the flag with the units that it could be, or lies in."""

from __future__ import annotations

from typing import Final

from plan_extract.linking.localities import Locality, LocalityRegister
from plan_extract.linking.placing import PlaceLink

_MOST: Final = 5


def place_message(link: PlaceLink) -> str | None:
    """A line in Vietnamese; None where nothing is open."""
    if link.flag is None:
        return None
    parts = [f"Địa phương chưa xác định chắc chắn: {link.flag}"]
    register = LocalityRegister.load()
    if link.locality is None and link.candidates:
        named = [_where(register, register.get(candidate)) for candidate in link.candidates[:_MOST]]
        more = len(link.candidates) - len(named)
        parts.append(f"có thể là {', '.join(named)}" + (f" và {more} nơi khác" if more else ""))
    elif link.locality is None and link.superior:
        superior = register.get(link.superior)
        parts.append(f"thuộc {', '.join(unit.full_name for unit in (superior, *register.parents(superior)))}")
    return "; ".join(parts)


def _where(register: LocalityRegister, unit: Locality) -> str:
    above = ", ".join(parent.full_name for parent in register.parents(unit))
    return f"{unit.full_name} ({above})" if above else unit.full_name
