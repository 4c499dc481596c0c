"""What a check finds, and the register that says how grave it is and how it is put in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal, cast

from plan_extract.model.errors import RuleError
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.resources import rule_folders

Severity = Literal["error", "warning", "info"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
_WORDS: Final = ("name", "name_en", "message", "message_en")


@dataclass(frozen=True)
class Check:
    """A check of the register: id, severity, name and message in Vietnamese and English."""

    id: str
    severity: Severity
    name: str
    name_en: str
    message: str
    message_en: str


@dataclass(frozen=True)
class Finding:
    """Something found in a plan, with the sentence it stands in.

    `other_quote` is the sentence it is at odds with, `other_plan` the plan of that sentence where it is
    another one. `start` counts characters of the plan's text; None where the finding has no place.
    """

    check: str
    severity: Severity
    document_id: str
    plan: str | None
    issuer: str | None
    message: str
    message_en: str
    quote: str | None
    page: int | None
    start: int | None
    other_quote: str | None = None
    other_plan: str | None = None


def load_checks() -> dict[str, Check]:
    """The register by id; entries of a user's folder change the severity or words of known ones.

    Raises `RuleError` for an entry that is not as it must be.
    """
    return _load(rule_folders())


def find_check(check: str, values: Mapping[str, Any], **place: Any) -> Finding:
    """The finding of a check with its message filled in; `place` are the other fields of `Finding`.

    A value that reads otherwise in English is given as a pair, Vietnamese first.
    """
    found = load_checks()[check]
    words = [{key: value[at] if isinstance(value, tuple) else value for key, value in values.items()} for at in (0, 1)]
    return Finding(
        check=check,
        severity=found.severity,
        message=found.message.format_map(words[0]),
        message_en=found.message_en.format_map(words[1]),
        **place,
    )


@cache
def _load(folders: tuple[Path, ...]) -> dict[str, Check]:
    found: dict[str, dict[str, Any]] = {}
    for entry in load_entries("checks", folders):
        place = entry.pop("__place__")
        id_ = entry.pop("id", None)
        known = found.get(id_, {}) if isinstance(id_, str) else {}
        made = {**known, **entry}
        if not isinstance(id_, str) or set(made) != {"severity", *_WORDS}:
            raise RuleError(f"{place}: a check has id, severity, {', '.join(_WORDS)}")
        if made["severity"] not in SEVERITIES:
            raise RuleError(f"{place}: severity is one of {', '.join(SEVERITIES)}")
        found[id_] = made
    return {
        id_: Check(id_, cast(Severity, made["severity"]), *(made[word] for word in _WORDS))
        for id_, made in found.items()
    }
