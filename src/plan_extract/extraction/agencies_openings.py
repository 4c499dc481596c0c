"""How a paragraph or sentence opens with agencies: a heading, "Sở Y tế: ...", a subject, an addressee."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from plan_extract.extraction.agencies_lists import choose_agencies, read_list
from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_unknown import read_unknown_last, wide_name, with_unknown_last
from plan_extract.extraction.agencies_wording import remembered, wording
from plan_extract.normalising import expressions as regex
from plan_extract.normalising.wording import Wording

_WORDS = Wording("agency_joints")
_SUBJECT_MAY_FOLLOW = _WORDS["subject-may-follow"]
_PLURAL_LEAD = _WORDS["plural-lead"]
_RESOLVES = _WORDS["resolves"]
_ADDRESSED = _WORDS["addressed"]
_POST = _WORDS["post-before-body"]
_POLITICAL = _WORDS["political"]
_ONLY_AND = _WORDS["only-and"]
_ABOVE_IS = _WORDS["above-is"]
_AND_PEOPLE = _WORDS["and-people"]
_DESCRIBED = _WORDS["described-before-duty"]
_TRADE = _WORDS["trade-before-duty"]
_WHO_ARE = _WORDS["who-are"]
_STRONG_VERB = _WORDS["strong-verb"]

Form = Literal["heading", "inline", "sentence"]
_SENTENCE_END = regex.compile(r"[.;!?…](?=\s+\p{Lu})|;(?=\s)|[.!?](?=\s+[\"“(]?\p{Lu})")
_CLOSING = regex.compile(r"[\s.:;,*\-–]*$")
_COLON = regex.compile(r"\s*(?:\([^()]{0,160}\)\s*)?(?::|\.(?=\s+\p{Lu})|\s[-–]\s(?=\p{Lu}))\s*")
_BRACKET = regex.compile(r"\s*\([^()]{0,160}\)")
_ISSUERS = frozenset(("people-committee", "people-council", "ban-chi-dao", "mat-tran", "party-committee"))
_NEXT_WORD = regex.compile(r"\s+\p{L}+\s+\p{L}")
_NAME_BEHIND = regex.compile(r"\s*,\s*\p{Lu}\p{Ll}")  # what follows is no verb but one more name, not read
_GROUND_REACH = 330


@dataclass(frozen=True, slots=True)
class Opening:
    """How a paragraph or sentence opens with agencies.

    `form` is `heading` (nothing but agencies, or a lead-in such as "có trách nhiệm:"), `inline`
    ("Sở Y tế: ...", the task begins at `body`) or `sentence` (the agency is the subject or the
    addressee; the task is the sentence from `body` on). `order` is the word of the order ("đề
    nghị", "giao"), or None; `printed` the list of agencies as one string. Offsets are those of the
    text read.
    """

    form: Form
    agencies: tuple[AgencySpan, ...]
    named: tuple[AgencySpan, ...]
    list_start: int
    list_end: int
    body: int
    order: str | None = None
    printed: str = ""

    @property
    def request(self) -> bool:
        """Whether the agencies are asked rather than told ("Đề nghị ...")."""
        return self.order is not None and wording("request").search(self.order) is not None


def read_opening(text: str, match: str, start: int = 0, end: int | None = None) -> Opening | None:
    """How a paragraph opens with agencies, or None where it does not."""
    end = len(text) if end is None else end
    opening = _read_heading(text, match, start, end)
    if opening is not None:
        return opening
    opening = read_sentence_opening(text, match, start, end)
    if opening is not None and opening.list_start - start <= len(opening.order or "") + 2:
        return _run_in(opening, text, match, start, end)
    return opening


def _run_in(opening: Opening, text: str, match: str, start: int, end: int) -> Opening:
    """A heading that runs into its first task, which begins with a capital, is no sentence."""
    verb = end - len(match[opening.list_end : end].lstrip())
    if verb > opening.list_end and text[verb : verb + 1].isupper() and not text[start:end].isupper():
        return replace(opening, form="inline", body=verb)
    return opening


@remembered
def _read_heading(text: str, match: str, start: int, end: int) -> Opening | None:
    at = start
    order: str | None = None
    for _ in range(2):
        if aside := wording("set-aside").match(match, at, end):
            order = order or aside.group().strip(" :")
            at = aside.end()
    if match.endswith(":", start, end) and (post := _POST.match(match, at, end)):
        at = post.end()
    named, stop = read_list(text, match, at, end)
    if not named:
        return None
    named, stop = _open_collective(text, match, named, stop, end)
    named, stop = _take_charge(text, match, named, stop, end)
    named, stop = with_unknown_last(text, match, named, stop, end)
    named = _front_as_one(text, named)
    agencies = tuple(choose_agencies(named, text))
    rest = _CLOSING.match(match, stop, end)
    bracket = _BRACKET.match(match, stop, end)
    if bracket and rest is None:
        rest = _CLOSING.match(match, bracket.end(), end)
    if rest is not None or wording("heading-rest").match(match, stop, end):
        return Opening(
            "heading",
            agencies,
            tuple(named),
            named[0].start,
            stop,
            end if rest is not None else start,
            order,
            text[named[0].start : stop],
        )
    if wide := wide_name(text, match, named, stop, end):
        named, agencies, stop = [*named[:-1], wide], (*agencies[:-1], wide), wide.end
        if stop >= len(text[start:end].rstrip(" :*")) + start:
            printed = text[named[0].start : stop]
            return Opening("heading", agencies, tuple(named), named[0].start, stop, end, order, printed)
    if colon := _COLON.match(text, stop, end):
        return Opening(
            "inline",
            agencies,
            tuple(named),
            named[0].start,
            stop,
            colon.end(),
            order,
            text[named[0].start : stop],
        )
    return None


def _front_as_one(text: str, named: list[AgencySpan]) -> list[AgencySpan]:
    """The Front with the mass organisations behind it, which a heading names as one."""
    joined: list[AgencySpan] = []
    for span in named:
        before = joined[-1] if joined else None
        if (
            before is not None
            and (before.key, span.kind) == ("mat-tran", "vague")
            and _POLITICAL.search(span.text)
            and _ONLY_AND.fullmatch(text, before.end, span.start)
        ):
            joined[-1] = replace(before, end=span.end, text=text[before.start : span.end])
        else:
            joined.append(span)
    return joined


def _take_charge(text: str, match: str, named: list[AgencySpan], stop: int, end: int) -> tuple[list[AgencySpan], int]:
    """An officer's name as a heading goes on with the part of the work that is theirs, and with a second half."""
    last = named[-1]
    if wording("person").match(match, last.start) and (charge := wording("charge").match(match, stop, end)):
        stop = stop + len(text[stop : charge.end()].rstrip(" :"))
        named = [*named[:-1], replace(last, end=stop, text=text[last.start : stop])]
    return named, stop


def _open_collective(
    text: str, match: str, named: list[AgencySpan], stop: int, end: int
) -> tuple[list[AgencySpan], int]:
    """ "Các cơ quan, đơn vị: Sở A, Sở B" names Sở A and Sở B."""
    if all(span.kind == "vague" for span in named) and (colon := regex.compile(r"\s*:\s*").match(match, stop, end)):
        inner, inner_stop = read_list(text, match, colon.end(), end)
        if inner and (inner_stop >= end or match[inner_stop] in ":.;"):
            return inner, inner_stop
    return named, stop


@remembered
def read_sentence_opening(text: str, match: str, start: int, end: int) -> Opening | None:
    """A sentence whose subject or addressee are agencies, a phrase of time or ground before them or not."""
    addressed = _ADDRESSED.match(match, start, end)
    opening = _read_subject(text, match, start, addressed.end() if addressed else start, end)
    if opening is not None or not wording("ground").match(match, start, end):
        return opening
    limit = min(end, start + _GROUND_REACH)
    if (colon := match.find(": ", start, limit)) >= 0:
        limit = colon
    if spent := wording("spent").search(match, start, limit):  # the subject stood before it, a name not known
        limit = spent.start()
    order = wording("order").search(match, start, limit)
    if (
        order is not None
        and _ABOVE_IS.match(match, start)
        and (told := _read_subject(text, match, start, order.start(), end))
    ):
        return replace(told, body=order.start())
    for place in _SUBJECT_MAY_FOLLOW.finditer(match, start, limit):
        if order is not None and order.start() < place.start():
            if opening := _read_subject(text, match, start, order.start(), end):
                return opening
            order = None
        if wording("act").match(match, place.end(), end):
            break  # the verb has come: the subject is left out
        if opening := _read_subject(text, match, start, place.end(), end):
            return opening
    else:  # "Đối với đơn của dân: Thanh tra tỉnh chuyển ngay ...", "Trước ngày 20/3/2026: Sở Y tế hoàn thành ..."
        if colon >= 0 and (opening := _read_subject(text, match, start, colon + 2, end)):
            return opening
    return _read_subject(text, match, start, order.start(), end) if order else None


def _read_subject(text: str, match: str, start: int, at: int, end: int) -> Opening | None:
    """The subject at `at` of the sentence that begins at `start`."""
    ordered = wording("order").match(match, at, end)
    order = ordered.group().strip(" :") if ordered else None
    named, stop = read_list(text, match, ordered.end() if ordered else at, end)
    if not named:
        return None
    named, stop = _take_charge(text, match, named, stop, end)
    named, stop = _with_description(text, match, named, stop, end)
    if people := _AND_PEOPLE.match(match, stop, end):
        stop = people.end()
    if at > start and order is None and not _is_definite(named):
        return None
    if order is None and len(named) == 1 and named[0].key in _ISSUERS:
        if named[0].key == "people-council" and _RESOLVES.match(match, stop, end):
            return None
        gap = regex.compile(r"\s+").match(match, stop, end)
        told = wording("order").match(match, gap.end(), end) if gap else None
        if told is not None:
            inner, inner_stop = read_list(text, match, told.end(), end)
            if not inner or not _has_predicate(text, match, inner_stop, end, inner, True):
                return None
            named, stop, order = inner, inner_stop, told.group().strip(" :")
    if not _has_predicate(text, match, stop, end, named, order is not None):
        unknown = read_unknown_last(text, match, stop, end, named)
        if unknown is None:
            return None
        named, stop = [*named, unknown], unknown.end
    return Opening(
        "sentence",
        tuple(choose_agencies(named, text)),
        tuple(named),
        named[0].start,
        stop,
        start,
        order,
        text[named[0].start : stop],
    )


def _with_description(
    text: str, match: str, named: list[AgencySpan], stop: int, end: int
) -> tuple[list[AgencySpan], int]:
    """Kinds of bodies with what tells which are meant ("cơ quan, đơn vị trực tiếp quản lý cán bộ có trách nhiệm ...")."""
    firms = named[-1].kind == "class" and named[-1].key == "doanh-nghiep"
    described = _DESCRIBED.match(match, stop, end) if firms or named[-1].kind == "vague" else None
    if firms and (trade := _TRADE.match(match, stop, end)) and wording("predicate").match(match, trade.end(), end):
        described = trade
    if firms and (owners := _WHO_ARE.match(match, stop, end)):
        described = owners
    if described is None or _STRONG_VERB.match(match, stop, end):
        return named, stop
    last = named[-1]
    whole = replace(last, end=described.end(), text=text[last.start : described.end()], kind="class")
    return [*named[:-1], whole], described.end()


def _is_definite(named: list[AgencySpan]) -> bool:
    """Whether a list in mid-sentence is a subject: known bodies, or all of a kind ("các đơn vị")."""
    if any(
        span.kind == "class" or (span.kind == "named" and (span.known or span.text[:1].isupper())) for span in named
    ):
        return True
    return _PLURAL_LEAD.match(named[0].text.lower()) is not None


def _has_predicate(text: str, match: str, stop: int, end: int, named: list[AgencySpan], ordered: bool) -> bool:
    """Whether what the agencies do follows them: a verb of tasks, or any word where it can be no name."""
    if stop >= end or wording("no-predicate").match(match, stop, end):
        return False
    if _NAME_BEHIND.match(text, stop, end) and not text[named[-1].start : stop].isupper():
        return False
    if wording("predicate").match(match, stop, end):
        return True
    last = named[-1]
    certain = ordered or (last.known and last.kind != "vague")
    return certain and _NEXT_WORD.match(match, stop, end) is not None


def split_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Sentences and semicolon clauses of a text, as spans that together cover it."""
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    at = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        spans.append((at, stop.end()))
        at = stop.end()
        while at < end and text[at].isspace():
            at += 1
    if at < end:
        spans.append((at, end))
    return spans
