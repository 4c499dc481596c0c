"""The wording of agency names, and the names that are known where a plan is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import TypeVar

from plan_extract.extraction.agencies_register import AgencyRegister, AgencyType, agency_register
from plan_extract.normalising.expressions import Screened
from plan_extract.normalising.openings import Openings
from plan_extract.normalising.rulefiles import load_rules
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("agency_joints")
PLURAL = _WORDS["plural"]

MAX_NAME = 110
Found = TypeVar("Found")
_plan_names: ContextVar[AgencyRegister | None] = ContextVar("plan_names", default=None)


@lru_cache(maxsize=64)
def wording(name: str) -> Screened:
    """The pattern of a rule of `agency_words.yml`, by the second part of its id."""
    return _rules()[f"agency.{name}"]


@lru_cache(maxsize=1)
def _rules() -> dict[str, Screened]:
    return {rule.id: rule.screened() for rule in load_rules("agency_words", rule_folders()).rules}


@lru_cache(maxsize=1)
def _openings() -> Openings:
    """What a name begins with: a post, a collective, a name of the register, a head, "các" before it."""
    patterns = (PLURAL, wording("position"), wording("crowd"), wording("head"))
    return Openings((each.pattern for each in patterns), agency_register().first_words())


def may_open_name(match: str, at: int) -> bool:
    """Whether the name of an agency may begin at `at`; where it may not, none does."""
    own = _plan_names.get()
    return _openings().allow(match, at) or (own is not None and own.openings.allow(match, at))


def read_known(match: str, start: int, end: int) -> bool:
    """Whether a name of the register begins at `start`."""
    return match_known(match, start, min(end, start + MAX_NAME)) is not None


def match_known(match: str, start: int, end: int) -> tuple[AgencyType, int] | None:
    """The longest name, of the register or of those that the plan defines, that begins at `start`."""
    found = agency_register().match(match, start, end)
    own = _plan_names.get()
    defined = own.match(match, start, end) if own is not None else None
    if defined is not None and (found is None or defined[1] > found[1]):
        return defined
    return found


@contextmanager
def plan_names(register: AgencyRegister | None) -> Iterator[None]:
    """Within it the short names that a plan defines for itself are known, too."""
    token = _plan_names.set(register)
    try:
        yield
    finally:
        _plan_names.reset(token)


def remembered(read: Callable[[str, str, int, int], Found]) -> Callable[[str, str, int, int], Found]:
    """`read` with its last answers kept: responsibilities, targets and deadlines ask for the same sentences.

    Its answer must be one that nobody changes. Answers hold for the short names that the plan defines for itself.
    """

    @lru_cache(maxsize=1024)
    def answer(names: AgencyRegister | None, text: str, match: str, start: int, end: int) -> Found:
        return read(text, match, start, end)

    @wraps(read)
    def ask(text: str, match: str, start: int, end: int) -> Found:
        return answer(_plan_names.get(), text, match, start, end)

    return ask


def defines_names() -> bool:
    """Whether short names of the plan's own are known just now."""
    return _plan_names.get() is not None
