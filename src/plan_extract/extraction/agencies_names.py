"""Names of agencies in running text: what the register knows, and a grammar for what it does not.

A name is a head ("sở", "trung tâm", "ủy ban") with the words that belong to it, then perhaps a
territorial unit ("tỉnh", "các xã, phường", "quận Hoàng Mai") or a place ("trên địa bàn xã"). A
person in office stands for the agency ("Chủ tịch UBND các xã"). Collectives ("các sở, ban,
ngành") are read as one and marked `vague`. The wording is in `patterns/agency_words.yml`, the
known names are in `patterns/agencies.yml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from plan_extract.extraction.agencies_hosts import CELLS, OF_BRANCH, take_branch, take_house
from plan_extract.extraction.agencies_kinds import PLACES, take_kind, take_own_names
from plan_extract.extraction.agencies_register import AgencyType
from plan_extract.extraction.agencies_tails import (
    ends_name,
    take_description,
    take_name,
    take_proper_name,
    take_tails,
    take_unit,
)
from plan_extract.extraction.agencies_topics import take_topic
from plan_extract.extraction.agencies_wording import MAX_NAME, PLURAL, match_known, may_open_name, wording
from plan_extract.normalising import expressions as regex

AgencyKind = Literal["named", "class", "vague"]
_BLANK = regex.compile(r"\s+")
_OPEN_HEADS = (
    "sở",
    "phòng",
    "trung tâm",
    "ban",
    "hội",
    "trạm",
    "văn phòng",
    "chi cục",
    "cục",
    "đài",
    "liên",
    "công chức",
    "cán bộ",
)
_CAPITAL = regex.compile(r"\s+(\p{Lu}\p{L}*)")
_NAME_JOINT = regex.compile(r"\s*(?:-|–|&|\bvà\b)\s*(?=\p{L})")
_SECRETARIATS = ("văn phòng", "vp", "tổ giúp việc", "cơ quan thường trực", "bộ phận giúp việc")
_HOUSED = frozenset(
    ("cong-doan", "doan-thanh-nien", "party-committee", "hoi-phu-nu", "hoi-cuu-chien-binh", "thanh-tra", "cong-chuc-xa")
)
_HOUSE = regex.compile(r"\s+(?=(?:sở|bộ|công an|ubnd|ủy ban nhân dân|tỉnh ủy|huyện ủy|thành ủy|khối|cơ quan)\s)")
_LAST_WORD = regex.compile(r"\p{L}+$")
_JOINED = regex.compile(r"(?:[,;/]|\bvà|\bcác)$")
_OBJECT = regex.compile(
    r"\s+(?!liên quan|có liên|khác|chính|xã hội|hội\b|đoàn|kinh tế|tín dụng|đảng|thành viên|trên|thuộc|trong|cơ sở)\p{L}"
)
_LAST_MEMBER = regex.compile(r"(?:[,;/]|\bvà)\s*\p{L}+$")
_HEADS_AS_CROWD = frozenset(("phòng", "sở", "ban", "hội", "bộ", "trung", "viện", "trường", "cấp"))
_NO_BODY = regex.compile(
    r"(?:các |những )?cơ sở (?:dữ liệu|vật chất|hạ tầng|pháp lý|khoa học|thực tiễn|lý luận)\b|phòng (?:thủ|ngừa|ngự|bệnh)\b"
    # "Trường học: 3 trường", "Phòng khám khu vực: 2 phòng khám": what is counted
    r"|(?P<thing>trường|phòng|trạm|trụ sở|trung tâm|bệnh viện|nhà văn hóa)(?:(?: \p{L}+)?|(?: \p{L}+){1,3}\s*:)\s*:?\s*(?:đạt |có )?\d+ (?P=thing)\b"
)
_COMMISSIONS = frozenset(("ban-chi-dao", "to-cong-tac", "hoi-dong"))
# A heading's last words, capitalised: "Phòng Giáo dục Thường xuyên".
_NAME_TO_END = regex.compile(r"(\s\p{Lu}\p{Ll}+\s\p{Ll}+)\s*[.:]?\s*$")
_TASK_VERB = regex.compile(
    r"\s(?:chủ trì|phối hợp|thực hiện|tham mưu|tổ chức|triển khai|xây dựng|chủ động|căn cứ|hướng dẫn)(?!\p{L})"
)
_KEEPERS = ("ban quản lý", "bql", "hợp tác xã", "htx")
# What is kept, before its name: "Ban Quản lý chợ Đồng Xuân".
_KEPT_PLACE = regex.compile(
    r"\s+(?:chợ|chung cư|tòa nhà|cụm công nghiệp|rừng|rừng phòng hộ|rừng đặc dụng|di tích|khu di tích|khu du lịch|khu kinh tế|cảng|bến xe|nghĩa trang|vịnh|hồ|đầm|công viên|làng nghề|dịch vụ|nông nghiệp|dự án|quy hoạch)(?=\s\p{Lu}|\s(?:là|lập|chủ trì|phối hợp|tổ chức|và|có trách nhiệm)\b|\s*/|\s(?:tỉnh|thành phố|huyện|xã|phường|quận|thị xã)\b|\s*[,;.:]|$)"
)
_FRONT_OF_A_UNIT = regex.compile(
    r"chính trị ?- ?xã hội (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)(?: \p{L}+){0,3}$"
)
_LISTED = regex.compile(r",\s+(?:thủ trưởng|các|chủ tịch|giám đốc)\s")
# "Các đơn vị được giao chủ trì nhiệm vụ có trách nhiệm ...": which of a collective are meant.
_CHARGED = regex.compile(
    r"\s+(?:được (?:giao|phân công)|chủ trì (?:các )?(?:nhiệm vụ|nội dung)|(?:có )?liên quan (?:đến|tới|trong) (?:việc|công tác|quá trình))"
    r"(?: [^\s,;:.()]+){1,16}?"
    r"(?=\s+(?:có trách nhiệm|chịu trách nhiệm|chủ động|khẩn trương|nghiêm túc|căn cứ|phải|lập|gửi|báo cáo|rà soát)(?!\p{L}))"
)
# Whose they are: "các đơn vị liên quan của Bộ Y tế".
_OWNED = regex.compile(r"\s+của\s+(?=(?:bộ|sở|ubnd|ủy ban nhân dân|cục|tổng cục)\s)")
_SELF_EVIDENT = 3
"""A name of so many blanks is one in small letters, too ("công đoàn cấp trên trực tiếp cơ sở")."""
_SHORT_CLASSES = ("các khu", "các bản", "các làng")
_WITHIN = regex.compile(r"\s*-\s*(?=(?:sở|bộ|công an|bộ chỉ huy|ủy ban|ubnd|cục|chi cục|ban)\s)")


@dataclass(frozen=True, slots=True)
class AgencySpan:
    """An agency named in a text: `text[start:end]` as printed, its type where the register knows it.

    `vague` collectives name nobody in particular; a `class` is definite ("UBND các xã").
    """

    start: int
    end: int
    text: str
    key: str | None
    kind: AgencyKind

    @property
    def known(self) -> bool:
        """Whether the register knows the type."""
        return self.key is not None


def read_agency(text: str, match: str, start: int, end: int) -> AgencySpan | None:
    """The agency whose name begins at `start`, or None; "Phòng A - Sở B", "Công đoàn Sở B" are one."""
    if not may_open_name(match, start):
        return None
    span = _read_one(text, match, start, end)
    if span is None or span.kind != "named":
        return span
    inner = _WITHIN.match(match, span.end, end)
    if inner is None and span.key in _HOUSED:
        inner = _HOUSE.match(match, span.end, end)
    above = _read_one(text, match, inner.end(), end) if inner is not None else None
    if above is not None and above.known and text[above.start].isupper():
        return replace(span, end=above.end, text=text[start : above.end])
    return span


def _read_one(text: str, match: str, start: int, end: int) -> AgencySpan | None:
    held = wording("position").match(match, start, end)
    if held is not None:
        inner = _read_body(text, match, held.end(), end)
        known = inner is not None and inner.kind == "vague" and _is_known_to(match, start, end, inner.end)
        if inner is not None and not known:
            return replace(inner, start=start, text=text[start : inner.end])
    return _read_body(text, match, start, end)


def _is_known_to(match: str, start: int, end: int, stop: int) -> bool:
    """Whether a name of the register reaches from `start` to `stop` at least, or is one of a list of offices."""
    known = match_known(match, start, min(end, start + MAX_NAME))
    return known is not None and (known[1] >= stop or _LISTED.match(match, known[1], end) is not None)


def _read_body(text: str, match: str, start: int, end: int) -> AgencySpan | None:
    if _NO_BODY.match(match, start, end):
        return None
    crowd_end = _read_crowd(text, match, start, end)
    known = match_known(match, start, min(end, start + MAX_NAME))
    if known is not None and not _fits(known, text, match, start, end):
        known = None
    if known is not None and not known[0].is_vague and not known[0].is_class and _LISTED.match(match, known[1], end):
        crowd_end = None  # the crowd begins with a body that has a name, one of a list
    if crowd_end is not None and (
        known is None or known[1] < crowd_end or (known[0].is_vague and known[1] == crowd_end)
    ):
        return _finish_crowd(text, match, start, crowd_end, end)
    if known is not None and (member := _MEMBER.match(match, known[1], end)) and match.endswith("ủy", start, known[1]):
        return AgencySpan(start, member.end(), text[start : member.end()], None, "class")
    if known is not None:
        return _finish_known(text, match, start, known, end)
    return _read_unknown(text, match, start, end)


# "Đảng ủy viên phụ trách bản": its members, not the committee.
_MEMBER = regex.compile(r" viên(?!\p{L})(?: phụ trách (?:các )?\p{L}+(?: \p{L}+)?(?=\s*[,:;]| và ))?")


def _fits(known: tuple[AgencyType, int], text: str, match: str, start: int, end: int) -> bool:
    """Whether a known alias is meant as a name where it stands."""
    entry, stop = known
    printed = text[start:stop]
    if stop < end and match[stop].isalnum():
        return False
    if (
        entry.needs_capital
        and not printed[0].isupper()
        and not printed.startswith("các ")
        and printed.count(" ") < _SELF_EVIDENT
    ):
        return False
    if (len(printed) <= 4 and not printed.isupper()) or (
        entry.needs_unit and not take_unit(text, match, stop, end, False) > stop
    ):
        return bool(
            entry.needs_unit
            and regex.search(r"\p{L}\s+\p{L}+$", match[start:stop])
            and regex.search(r"(?:tỉnh|huyện|phố|xã|quận|phủ|nước)$", match[start:stop])
        )
    if match.endswith(_SHORT_CLASSES, start, stop) and not _ends_class(match, stop, end):
        return False
    return " " in printed or printed[0].isupper()


def _ends_class(match: str, stop: int, end: int) -> bool:
    """Whether a short class name ("các khu") ends where it seems to, no noun goes on with it."""
    blank = _BLANK.match(match, stop, end)
    if blank is None or blank.end() >= end or not match[blank.end()].isalnum():
        return True
    names = ("stop", "unit", "village", "level-tail", "joint", "place-tail", "relevant")
    return any(wording(name).match(match, at) for name in names for at in (stop, blank.end()))


def _read_crowd(text: str, match: str, start: int, end: int) -> int | None:
    """Where a collective ("các sở, ban, ngành") that begins at `start` ends, or None."""
    crowd = wording("crowd").match(match, start, end)
    if crowd is None:
        return None
    stop: int = crowd.end()
    if (
        match.endswith(" tổ chức", start, stop)
        and not _JOINED.search(match, start, stop - 8)
        and _OBJECT.match(match, stop, end)
    ):
        stop -= len(" tổ chức")
    plural = PLURAL.match(match, start) or match[start : start + 8] in (
        "thủ trưở",
        "lãnh đạo",
        "người đứ",
        "giám đốc",
    )
    members = regex.findall(r"[,;/-]|\bvà\b", match[start:stop])
    if (
        not plural
        and not members
        and " ngành" not in match[start:stop]
        and not wording("relevant").match(match, stop, end)
    ):
        return None
    while (last := _LAST_MEMBER.search(match[start:stop])) and (
        _goes_on_as_name(text, match, stop, end) or _opens_known(match, start + last.start(), stop, end)
    ):
        stop = start + len(match[start : start + last.start()].rstrip(" ,;"))
        if stop <= start:
            return None
    single = _LAST_WORD.search(match[start:stop])
    is_head = single is not None and not members and (single.group() in _HEADS_AS_CROWD or _ends_in_head(match, stop))
    if is_head and (_goes_on_as_name(text, match, stop, end) or match.startswith("trường", stop - 6)):
        return None
    return stop


def _opens_known(match: str, joint: int, stop: int, end: int) -> bool:
    """Whether the last member of a collective begins a longer name that is known ("các phòng và Ban cán sự các xóm")."""
    member = _LAST_WORD.search(match, joint, stop)
    known = match_known(match, member.start(), min(end, stop + MAX_NAME)) if member is not None else None
    return known is not None and known[1] > stop and not known[0].is_vague


def _ends_in_head(match: str, stop: int) -> bool:
    return match.endswith((" trung tâm", " chi cục"), 0, stop)


def _goes_on_as_name(text: str, match: str, stop: int, end: int) -> bool:
    """Whether a capital (no territorial unit) follows: then a name goes on, no collective ends."""
    following = _CAPITAL.match(text, stop, end)
    if following is None or text[:stop].isupper():
        return False
    at = following.start(1)
    if text[max(0, stop - 3) : stop] == "Ban" and match.startswith("quản lý", at):
        return True
    return not wording("unit").match(match, at) and not wording("stop").match(match, at)


def _finish_crowd(text: str, match: str, start: int, stop: int, end: int) -> AgencySpan:
    stop, described = take_description(text, match, stop, end)
    bare = take_tails(text, match, stop, end, relevant=False)
    stop = stop if stop == bare or _CHARGED.match(match, stop, end) else bare
    if not (charged := _CHARGED.match(match, stop, end)):
        stop = take_tails(text, match, stop, end, relevant=True)
        charged = _CHARGED.match(match, stop, end)
    if charged:
        stop, described = charged.end(), True
    kind: AgencyKind = "class" if described or _FRONT_OF_A_UNIT.search(match, start, stop) else "vague"
    if owned := _OWNED.match(match, stop, end):
        above = _read_one(text, match, owned.end(), end)
        if above is not None and above.known and _acts(match, above.end, end):
            stop = above.end
    if match.endswith("trực thuộc", start, stop) and (gap := _BLANK.match(match, stop, end)):
        above = _read_one(text, match, gap.end(), end)
        stop = above.end if above is not None and above.known else stop
    return AgencySpan(start, stop, text[start:stop], None, kind)


def _acts(match: str, stop: int, end: int) -> bool:
    """Whether what a body does follows its name."""
    act = wording("predicate").match(match, stop, end)
    return act is not None and not wording("no-predicate").match(match, stop, end)


def _finish_known(text: str, match: str, start: int, known: tuple[AgencyType, int], end: int) -> AgencySpan:
    entry, stop = known
    if match[start:stop] in CELLS and (hosted := _take_host(text, match, stop, end)) is not None:
        return AgencySpan(start, hosted, text[start:hosted], entry.key, "named")
    if (gap := _BLANK.match(match, stop, end)) and entry.key == "people-committee":  # "Ủy ban nhân dân UBND xã"
        again = match_known(match, gap.end(), end)
        stop = again[1] if again is not None and again[0].key == entry.key else stop
    if match[stop : stop + 1] == '"' and match.count('"', start, stop) % 2:
        stop += 1
    if not entry.is_class and not entry.is_vague and match.startswith(_OPEN_HEADS, start):
        if field := _BLANK.match(match, stop, end):
            named = wording("field").match(match, field.end(), end)
            stop = named.end() if named is not None else stop
        stop = _extend_open_name(text, match, stop, end)
    stop = take_kind(text, match, stop, end, entry.key)
    if entry.key in _COMMISSIONS:
        stop = _take_served(text, match, start, stop, end)
        stop = take_topic(text, match, stop, end)
    stop = take_own_names(text, match, start, stop, end, entry.key)
    if not entry.is_class and (last := _NAME_TO_END.match(text, stop, end)) and not _TASK_VERB.match(match, stop, end):
        stop = last.end(1)
    stop = take_tails(text, match, stop, end, relevant=entry.is_class or entry.is_vague)
    kind: AgencyKind = (
        "vague" if entry.is_vague else "class" if entry.is_class or "các" in match[start:stop].split() else "named"
    )
    if kind == "class" and (places := PLACES.match(text, stop, end)):
        stop = places.end()
    return AgencySpan(start, stop, text[start:stop], entry.key, kind)


def _take_host(text: str, match: str, stop: int, end: int) -> int | None:
    """Where the body whose members a cell or union unites ends ("Chi bộ Trạm Y tế xã"), or None where none is named."""
    if (house := take_house(match, stop, end)) is not None:
        return house
    blank = OF_BRANCH.match(match, stop, end)
    if blank is None or not text[blank.end() : blank.end() + 1].isupper():
        return None
    host = _read_body(text, match, blank.end(), end)
    if host is not None:
        return host.end if host.kind == "named" else None
    branch = take_branch(match, blank.end(), end)
    return take_tails(text, match, branch, end, relevant=False) if branch is not None else None


def _take_served(text: str, match: str, start: int, stop: int, end: int) -> int:
    """A secretariat goes on with the commission that it serves ("Tổ giúp việc Ban Chỉ đạo")."""
    blank = _BLANK.match(match, stop, end) if match[start:stop] in _SECRETARIATS else None
    served = _read_body(text, match, blank.end(), end) if blank else None
    return served.end if served is not None and served.key in _COMMISSIONS else stop


def _extend_open_name(text: str, match: str, stop: int, end: int) -> int:
    """A known name that goes on with words unknown here ("Phòng Kinh tế - Thương mại")."""
    joint = _NAME_JOINT.match(match, stop, end)
    if joint is None or not text[joint.end()].isupper():
        return stop
    if (
        read_agency(text, match, joint.end(), end) is not None
        or ends_name(match, joint.end())
        or wording("unit").match(match, joint.end())
    ):
        return stop
    extended = take_name(text, match, joint.end(), end) or stop
    if "–" in text[stop : joint.end()] and not _closes_name(match, extended, end):
        return stop
    return extended


def _closes_name(match: str, stop: int, end: int) -> bool:
    """Whether what was read behind a dash is a name to its end, no task that begins there."""
    if not match[stop:end].strip(" .:*") or wording("joint").match(match, stop, end):
        return True
    blank = _BLANK.match(match, stop, end)
    return blank is not None and wording("unit").match(match, blank.end(), end) is not None


def _read_unknown(text: str, match: str, start: int, end: int) -> AgencySpan | None:
    """A name the register does not know: a head and the capitalised words that go with it."""
    plural = PLURAL.match(match, start, end)
    head = wording("head").match(match, plural.end() if plural else start, end)
    if head is None:
        return None
    if kept := _KEPT_PLACE.match(text, head.end(), end) if head.group() in _KEEPERS else None:
        kept_end = take_tails(text, match, take_proper_name(text, match, kept.end(), end), end, relevant=False)
        return AgencySpan(start, kept_end, text[start:kept_end], None, "named")
    blank = _BLANK.match(match, head.end(), end)
    if blank is None or not text[blank.end() : blank.end() + 1].isupper():
        return None
    if wording("unit").match(match, blank.end()) and not text[start].isupper():
        return None
    if (
        head.group() in _SECRETARIATS
        and (served := _read_body(text, match, blank.end(), end))
        and served.key in _COMMISSIONS
    ):
        return replace(served, start=start, text=text[start : served.end], key=None)
    stop = take_name(text, match, blank.end(), end, head=head.group())
    if stop is None:
        return None
    stop = take_tails(text, match, stop, end, relevant=False)
    return AgencySpan(start, stop, text[start:stop], None, "class" if plural else "named")
