"""Cells and unions that bear the name of the body whose members they unite ("Chi bộ Trạm Y tế xã")."""

from __future__ import annotations

from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
UNION = _WORDS["union"]
OF_BRANCH = _WORDS["of-branch"]
_HOUSE = _WORDS["host-unnamed"]
_BRANCH = _WORDS["branch"]


def take_house(match: str, stop: int, end: int) -> int | None:
    """Where "bệnh viện", "nhà trường" and the like end behind a cell's name, or None."""
    house = _HOUSE.match(match, stop, end)
    return int(house.end()) if house else None


def take_branch(match: str, at: int, end: int) -> int | None:
    """Where the branch or field ends that a union is of ("Công đoàn ngành Giáo dục"), or None."""
    branch = wording("field").match(match, at, end) or _BRANCH.match(match, at, end)
    return int(branch.end()) if branch else None
