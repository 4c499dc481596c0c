"""What is open about the place of a plan, for people: the flag with the units that it could be, or lies in."""

from __future__ import annotations

from typing import Final

from plan_extract.linking import localities as flags
from plan_extract.linking.localities import Locality, LocalityRegister
from plan_extract.linking.placing import PlaceLink

_MOST: Final = 5
_MEANINGS: Final = {
    flags.AMBIGUOUS: "nhiều đơn vị cùng tên",
    flags.UNNAMED: "văn bản không nêu tên đơn vị",
    flags.UNKNOWN: "tên không có trong danh mục đơn vị hành chính",
    flags.UNKNOWN_SUPERIOR: "tên đơn vị cấp trên không có trong danh mục",
    flags.OLD_NAME: "tên cũ dùng sau khi sắp xếp",
    flags.NEW_NAME: "tên mới dùng trước khi sắp xếp",
    flags.OUTSIDE: "không có đơn vị tên này thuộc cấp trên đã nêu",
    flags.OTHER_UNIT_WORD: "tên loại đơn vị khác với danh mục",
    flags.UNACCENTED: "tên viết không dấu",
    flags.UNCERTAIN_VERSION: "ngày thay đổi của đơn vị chưa chắc chắn",
    flags.NO_DATE: "văn bản không ghi ngày",
}
"""What each flag of docs/localities.md means, for people."""


def place_message(link: PlaceLink) -> str | None:
    """A line in Vietnamese; None where nothing is open."""
    if link.flag is None:
        return None
    meant = ", ".join(_MEANINGS.get(flag, flag) for flag in link.flag.split("; "))
    parts = [f"Địa phương chưa xác định chắc chắn: {meant}"]
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
