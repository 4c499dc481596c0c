"""Names of agencies in running text: what the register knows, and a grammar for what it does not.

A name is a head ("sở", "trung tâm", "ủy ban") with the words that belong to it, then perhaps a
territorial unit ("tỉnh", "các xã, phường", "quận Hoàng Mai") or a place ("trên địa bàn xã"). A
person in office stands for the agency ("Chủ tịch UBND các xã"). Collectives ("các sở, ban,
ngành") are read as one and marked `vague`. The wording is in `patterns/agency_words.yml` and
`patterns/agency_joints.yml`, the known names are in `patterns/agencies.yml`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from plan_extract.extraction.agencies_hosts import OF_BRANCH, UNION, take_branch, take_house
from plan_extract.extraction.agencies_kinds import PLACES, take_kind, take_own_names
from plan_extract.extraction.agencies_register import AgencyType
from plan_extract.extraction.agencies_tails import (
    ends_name,
    take_attribute,
    take_description,
    take_name,
    take_plain_class,
    take_proper_name,
    take_public_house,
    take_tails,
    take_unit,
)
from plan_extract.extraction.agencies_topics import take_topic
from plan_extract.extraction.agencies_wording import MAX_NAME, PLURAL, match_known, may_open_name, wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
_OPEN_HEAD = _WORDS["open-head"]
_NAME_JOINT = _WORDS["name-goes-on"]
_SECRETARIAT = _WORDS["secretariat"]
_HOST = _WORDS["host"]
_UNFINISHED = _WORDS["crowd-unfinished"]
_OBJECT = _WORDS["crowd-act-object"]
_LAST_MEMBER = _WORDS["crowd-last-member"]
_HEAD_OF_NAME = _WORDS["head-of-name"]
_NO_BODY = _WORDS["no-body"]
_TASK_VERB = _WORDS["begins-task"]
_KEEPER = _WORDS["keeper"]
_KEPT_PLACE = _WORDS["kept-place"]
_FRONT_OF_A_UNIT = _WORDS["mass-organisations-of-unit"]
_LISTED = _WORDS["next-of-list"]
_CHARGED = _WORDS["charged"]
_OWNED = _WORDS["owned"]
_NAMED_BODY = regex.compile(r"\p{L}+\s\p{Lu}|\p{Lu}{4}\s|[UỦ]\p{L} ban\s")
_UNDER = _WORDS["under-a-body"]
_BOARDS = _WORDS["boards"]
_THINGS = _WORDS["things"]
_SHORT_CLASS = _WORDS["short-class"]
_WITHIN = _WORDS["within"]
_MEMBER = _WORDS["committee-member"]
_ENDS_IN_UNIT = _WORDS["ends-in-unit"]
_OF_BRANCHES = _WORDS["crowd-of-branches"]
_OF_SCHOOLS = _WORDS["crowd-of-schools"]
_OF_BODY_ABOVE = _WORDS["crowd-of-body-above"]
_CROWD_ACTS = _WORDS["crowd-acts"]
_LEADS_CROWD = _WORDS["leads-crowd"]
_CROWD_JOINT = _WORDS["crowd-joint"]
_ENDS_IN_LONG_HEAD = _WORDS["ends-in-long-head"]

AgencyKind = Literal["named", "class", "vague"]
_BLANK = regex.compile(r"\s+")
_CAPITAL = regex.compile(r"\s+(\p{Lu}\p{L}*)")
_HOUSED = frozenset(
    ("cong-doan", "doan-thanh-nien", "party-committee", "hoi-phu-nu", "hoi-cuu-chien-binh", "thanh-tra", "cong-chuc-xa")
)
_LAST_WORD = regex.compile(r"\p{L}+$")
_COMMISSIONS = frozenset(("ban-chi-dao", "to-cong-tac", "hoi-dong"))
# A heading's last words, capitalised: "Phòng Giáo dục Thường xuyên".
_NAME_TO_END = regex.compile(r"(\s\p{Lu}\p{Ll}+\s\p{Ll}+)\s*[.:]?\s*$")
_SELF_EVIDENT = 3
"""A name of so many blanks is one in small letters, too ("công đoàn cấp trên trực tiếp cơ sở")."""


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
        inner = _HOST.match(match, span.end, end)
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
    if known is not None and (member := _MEMBER.match(match, known[1], end)):
        return AgencySpan(start, member.end(), text[start : member.end()], None, "class")
    if known is not None:
        return _finish_known(text, match, start, known, end)
    return _read_unknown(text, match, start, end)


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
            and _ENDS_IN_UNIT.search(match, start, stop)
        )
    if _SHORT_CLASS.search(match, start, stop) and not _ends_class(match, stop, end):
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
    if _BOARDS.match(match, start, end):
        return None  # "các Ban quản lý rừng phòng hộ"
    acts = _CROWD_ACTS.search(match, start, stop)
    if acts is not None and not _UNFINISHED.search(match, start, acts.start()) and _OBJECT.match(match, stop, end):
        stop = acts.start()
    plural = PLURAL.match(match, start) or _LEADS_CROWD.match(match, start)
    members = _CROWD_JOINT.search(match[start:stop])
    if (
        not plural
        and not members
        and not _OF_BRANCHES.search(match, start, stop)
        and not wording("relevant").match(match, stop, end)
        and not _UNDER.match(match, stop, end)
    ):
        return None
    while (last := _LAST_MEMBER.search(match[start:stop])) and (
        _goes_on_as_name(text, match, stop, end) or _opens_known(match, start + last.start(), stop, end)
    ):
        stop = start + len(match[start : start + last.start()].rstrip(" ,;"))
        if stop <= start:
            return None
    single = _LAST_WORD.search(match[start:stop])
    is_head = (
        single is not None
        and not members
        and (_HEAD_OF_NAME.fullmatch(single.group()) or _ENDS_IN_LONG_HEAD.search(match, 0, stop))
    )
    if is_head and (_goes_on_as_name(text, match, stop, end) or _OF_SCHOOLS.search(match, 0, stop)):
        return None
    return stop


def _opens_known(match: str, joint: int, stop: int, end: int) -> bool:
    """Whether the last member of a collective begins a longer name that is known ("các phòng và Ban cán sự các xóm")."""
    member = _LAST_WORD.search(match, joint, stop)
    known = match_known(match, member.start(), min(end, stop + MAX_NAME)) if member is not None else None
    return known is not None and known[1] > stop and not known[0].is_vague


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
    if of := _UNDER.match(match, stop, end):  # "cơ quan chuyên môn thuộc Bộ Tài chính"
        above = _read_one(text, match, of.end(), end)
        of_all = "," in match[start:stop] and above is not None and above.key == "people-committee"
        if above is not None and above.known and not of_all and _NAMED_BODY.match(text, above.start):
            return AgencySpan(start, above.end, text[start : above.end], None, "class")
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
    if _OF_BODY_ABOVE.search(match, start, stop) and (gap := _BLANK.match(match, stop, end)):
        above = _read_one(text, match, gap.end(), end)
        stop = above.end if above is not None and above.known else stop
    return AgencySpan(start, stop, text[start:stop], None, kind)


def _acts(match: str, stop: int, end: int) -> bool:
    """Whether what a body does follows its name."""
    act = wording("predicate").match(match, stop, end)
    return act is not None and not wording("no-predicate").match(match, stop, end)


def _finish_known(text: str, match: str, start: int, known: tuple[AgencyType, int], end: int) -> AgencySpan:
    entry, stop = known
    if UNION.fullmatch(match, start, stop) and (hosted := _take_host(text, match, stop, end)) is not None:
        return AgencySpan(start, hosted, text[start:hosted], entry.key, "named")
    if (gap := _BLANK.match(match, stop, end)) and entry.key == "people-committee":  # "Ủy ban nhân dân UBND xã"
        again = match_known(match, gap.end(), end)
        stop = again[1] if again is not None and again[0].key == entry.key else stop
    if match[stop : stop + 1] == '"' and match.count('"', start, stop) % 2:
        stop += 1
    if not entry.is_class and not entry.is_vague and _OPEN_HEAD.match(match, start):
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
    if kind == "class":
        stop = take_attribute(text, match, stop, end)
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
    blank = _BLANK.match(match, stop, end) if _SECRETARIAT.fullmatch(match, start, stop) else None
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
    if kept := _KEPT_PLACE.match(text, head.end(), end) if _KEEPER.fullmatch(head.group()) else None:
        kept_end = take_tails(text, match, take_proper_name(text, match, kept.end(), end), end, relevant=False)
        return AgencySpan(start, kept_end, text[start:kept_end], None, "class" if plural else "named")
    blank = _BLANK.match(match, head.end(), end)
    if blank is None:
        return None
    if not text[blank.end() : blank.end() + 1].isupper():
        if plural:
            no_body = text[start].isdigit() or _THINGS.match(match, head.start(), end)
            stop = None if no_body else take_plain_class(text, match, head.end(), end)
        else:
            stop = take_public_house(text, match, start, head.end(), end)
        return AgencySpan(start, stop, text[start:stop], None, "class" if plural else "named") if stop else None
    if wording("unit").match(match, blank.end()) and not text[start].isupper():
        return None
    if (
        _SECRETARIAT.fullmatch(head.group())
        and (served := _read_body(text, match, blank.end(), end))
        and served.key in _COMMISSIONS
    ):
        return replace(served, start=start, text=text[start : served.end], key=None)
    stop = take_name(text, match, blank.end(), end, head=head.group())
    if stop is None:
        return None
    stop = take_tails(text, match, stop, end, relevant=False)
    return AgencySpan(start, stop, text[start:stop], None, "class" if plural else "named")
