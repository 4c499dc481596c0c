"""What names of some kinds go on with: the trades of firms, the levels of schools, what a board builds, several names of one kind."""

from __future__ import annotations

from plan_extract.extraction.agencies_tails import take_description, take_proper_name
from plan_extract.extraction.agencies_topics import take_line_of_work
from plan_extract.extraction.agencies_wording import PLURAL, match_known, may_open_name, wording
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_kinds")
PLACES = _WORDS["places-behind-colon"]
_SCHOOLS = _WORDS["school-levels"]
_PUBLIC_OR_NOT = _WORDS["public-or-private"]
_MORE_TRADES = _WORDS["more-trades"]
_BUILT = _WORDS["built"]
_BRANCH_OF = _WORDS["branch-of"]
_NAMES = _WORDS["more-names"]
_NAMES_JOINT = _WORDS["names-joint"]

_DESCRIBED = frozenset(("truong-hoc", "doanh-nghiep", "co-quan-bao-chi", "benh-vien", "socio-political"))
# What a known name goes on with: a second thing kept, all units of the force.
_WIDER = {
    "ban-quan-ly-khu-cong-nghiep": _WORDS["more-zones"],
    "cong-an": _WORDS["all-of-force"],
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
        others = (found.end() for found in _NAMES_JOINT.finditer(text[named : more.end()]))
        if not any(may_open_name(match, named + at) and match_known(match, named + at, end) for at in others):
            named = more.end()
    stop = named
    wider = _WIDER.get(key)
    if wider is not None and (more := wider.match(match, stop, end)):
        stop = take_proper_name(text, match, more.end(), end)
    return stop
