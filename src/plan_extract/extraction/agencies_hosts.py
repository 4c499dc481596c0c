"""Cells and unions that bear the name of the body whose members they unite ("Chi bộ Trạm Y tế xã")."""

from __future__ import annotations

from plan_extract.extraction.agencies_wording import wording
from plan_extract.normalising import expressions as regex

CELLS = (
    "chi bộ",
    "đảng bộ",
    "chi đoàn",
    "công đoàn",
    "công đoàn cơ sở",
    "công đoàn ngành",
    "chi hội",
    "liên đội",
    "đoàn thanh niên",
)
OF_BRANCH = regex.compile(r"\s+(?:(?:ngành|khối|cơ quan)\s+)?")
_HOUSE = regex.compile(
    r"\s+(?:bệnh viện|nhà trường|công ty|cơ quan)"
    r"(?=\s+(?:chủ trì|phối hợp|tổ chức|phát động|tuyên truyền|vận động|xây dựng|triển khai|thực hiện|có|tham gia|chủ động)\b|\s*[,;:.]|$)"
)
_BRANCH = regex.compile(
    r"(?:quân sự|giáo dục|viên chức|y tế|công thương|dân chính|dân vận|tài chính|xây dựng(?!\s+(?:kế hoạch|nghị quyết|chương trình|các|quy chế|đảng|đội ngũ|nội dung|phương án|và|báo cáo)\b))(?!\p{L})"
)


def take_house(match: str, stop: int, end: int) -> int | None:
    """Where "bệnh viện", "nhà trường" and the like end behind a cell's name, or None."""
    house = _HOUSE.match(match, stop, end)
    return int(house.end()) if house else None


def take_branch(match: str, at: int, end: int) -> int | None:
    """Where the branch or field ends that a union is of ("Công đoàn ngành Giáo dục"), or None."""
    branch = wording("field").match(match, at, end) or _BRANCH.match(match, at, end)
    return int(branch.end()) if branch else None
