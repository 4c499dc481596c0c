"""What names of some kinds go on with: the trades of firms, the levels of schools, what a board builds, several names of one kind."""

from __future__ import annotations

from plan_extract.extraction.agencies_tails import take_description, take_proper_name
from plan_extract.extraction.agencies_topics import take_line_of_work
from plan_extract.extraction.agencies_wording import PLURAL, match_known, may_open_name, wording
from plan_extract.normalising import expressions as regex

PLACE = r"\p{Lu}\p{Ll}*(?:(?:\s+|\s*[-–]\s*)\p{Lu}\p{Ll}*)*+"
PLACES = regex.compile(
    rf"(?<=các (?:xã|phường|thị trấn|huyện|quận|xã, phường|phường, xã|thôn|bản|ấp)):\s+{PLACE}(?:,\s+{PLACE})++"
    rf"(?:\s+và\s+(?!UBND|Ủy|Uỷ){PLACE}(?=\s*(?:[:;.]|$)))?(?=\s*(?:[:;.(]|$|\s\p{{Ll}}))"
)
_DESCRIBED = frozenset(("truong-hoc", "doanh-nghiep", "co-quan-bao-chi", "benh-vien", "socio-political"))
_SCHOOLS = regex.compile(
    r"(?:\s*(?:,|/|-|\svà)?\s*(?:mầm non|mẫu giáo|tiểu học|thcs|thpt|trung học cơ sở|trung học phổ thông|trung học|phổ thông|th&thcs|công lập"
    r"|ngoài công lập|dân lập|tư thục|dạy nghề|nghề|trung cấp|cao đẳng|đại học|chuyên nghiệp|liên cấp|dân tộc nội trú|dân tộc bán trú|nội trú|bán trú)(?!\p{L}))+"
)
_PUBLIC_OR_NOT = regex.compile(r"\s(?:công lập(?:,? và (?:ngoài công lập|tư nhân))?|tư nhân|ngoài công lập)(?!\p{L})")
_MORE_TRADES = regex.compile(
    r"(?:(?:, | và )(?:chế biến|kinh doanh|sản xuất|dịch vụ|buôn bán|vận chuyển|giết mổ|bảo quản|nhập khẩu|xuất khẩu|lưu trú)(?!\p{L}))+"
)
# What a project board builds: "Ban Quản lý dự án đầu tư xây dựng các công trình giao thông".
_BUILT = regex.compile(
    r"(?:(?:,?\s+(?:và\s+)?|\s+)(?:đầu tư xây dựng|đầu tư|xây dựng|các công trình|công trình|các dự án|hạ tầng|giao thông|nông nghiệp"
    r"|phát triển nông thôn|dân dụng|công nghiệp|đô thị|thủy lợi|kỹ thuật|công cộng|chuyên ngành|khu vực)(?!\p{L}))+"
    r"(?!\s+(?:trình|đúng|theo|bảo đảm|đảm bảo|hoàn thành|kịp|phục vụ))"
)
_BRANCH_OF = regex.compile(rf"\s+Chi nhánh\s+{PLACE}")
# "Các Đồn Biên phòng Hòn Mê, Lạch Bạng và Nghi Sơn": several of one kind, each by its name.
_NAMES = regex.compile(rf",\s+{PLACE}(?:,\s+{PLACE})*+(?:\s+và\s+{PLACE})?(?=\s\p{{Ll}}|\s*[:;.(]|\s*$)")
_NOTHING = regex.compile(r"(?!)")
# What a known name goes on with: a second thing kept, all units of the force.
_WIDER = {
    "ban-quan-ly-khu-cong-nghiep": regex.compile(
        r"\s+cửa khẩu(?!\p{L})|,? và (?:các )?khu (?:công nghiệp|chế xuất|kinh tế|công nghệ cao)(?!\p{L})"
    ),
    "cong-an": regex.compile(r"\s+các (?:đơn vị(?:,? (?:và )?địa phương)?|địa phương)(?!\p{L})"),
}


def take_kind(text: str, match: str, stop: int, end: int, key: str) -> int:
    """Where a name of the kind `key` ends behind the words that only such bodies have."""
    if key == "doanh-nghiep" and (more := _MORE_TRADES.match(match, stop, end)):
        stop = more.end()
    if key == "doanh-nghiep" and (line := take_line_of_work(match, stop, end)) > stop:
        stop = line
    elif key == "benh-vien" and (owners := _PUBLIC_OR_NOT.match(match, stop, end)):
        stop = owners.end()
    elif key in _DESCRIBED and not wording("level-tail").match(match, stop, end):
        stop, _ = take_description(text, match, stop, end)
    if key == "ban-quan-ly-du-an" and (built := _BUILT.match(match, stop, end)):
        stop = built.end()
    if key == "truong-hoc" and (kinds := _SCHOOLS.match(match, stop, end)):
        stop = kinds.end()
    return stop


def take_own_names(text: str, match: str, start: int, stop: int, end: int, key: str) -> int:
    """Where a known kind ends behind its own name, its branch, or the names of several of the kind."""
    if branch := _BRANCH_OF.match(text, stop, end):
        stop = branch.end()
    named = take_proper_name(text, match, stop, end)
    if named > stop and PLURAL.match(match, start, end) and (more := _NAMES.match(text, named, end)):
        others = (found.end() for found in regex.finditer(r",\s+|\s+và\s+", text[named : more.end()]))
        if not any(may_open_name(match, named + at) and match_known(match, named + at, end) for at in others):
            named = more.end()
    stop = named
    if wider := _WIDER.get(key, _NOTHING).match(match, stop, end):
        stop = take_proper_name(text, match, wider.end(), end)
    return stop
