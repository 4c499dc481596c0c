"""The check that who leads a task gets a copy of the plan."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Final

import regex

from plan_extract.analysis.dossier import Dossier
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.analysis.wording import fold
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import RuleSet, load_rules
from plan_extract.resources import rule_folders
from plan_extract.storage.ids import agency_key

_RECIPIENTS: Final = re.compile(r"n[ơo]i nh[ậa]n\W{0,6}", re.IGNORECASE)
_RECIPIENT_LETTERS: Final = 2000
_ITEM: Final = re.compile(r"(?:^|\n)\s*[-+•–]\s*|;")
_WORD: Final = re.compile(r"[^\W_]+")
_TOKEN: Final = re.compile(r"[\w&]+")
_JOINT: Final = re.compile(r"(?<=\w)[-,](?=\w)")
_PLACES: Final = {"tỉnh", "huyện", "quận", "thị", "xã", "phường", "trấn", "thành", "phố"}
_AND: Final = "và"
_LEAST_INITIALS: Final = 2
_OFFICE: Final = "van phong"
"""The issuer's own office, folded."""


def check_recipients(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Agencies that lead a task but get no copy, each once; nothing where the plan has no list of recipients."""
    recipients = _recipients(dossier.text)
    if not recipients:
        return
    rows = connection.execute(
        "SELECT m.agency, m.agency_id, m.task, m.page, min(r.start) FROM responsibility_matrix m "
        "JOIN responsibility r ON r.id = m.responsibility_id WHERE m.document_id = ? AND m.role = 'lead' "
        "AND m.partner = 0 GROUP BY coalesce(m.agency_id, m.agency) ORDER BY 5",
        (dossier.document_id,),
    ).fetchall()
    issuer = agency_key(dossier.issuer or "")
    for agency, agency_id, task, page, start in rows:
        aliases = connection.execute("SELECT alias FROM agency_alias WHERE agency_id = ?", (agency_id,))
        printed = [agency, *(row[0] for row in aliases)]
        names = {agency_key(name) for name in printed} - {""}
        own = any(name == issuer or issuer.startswith(f"{name} ") for name in names)
        if own or _is_nobody(agency) or f"{_OFFICE} {issuer}".startswith(agency_key(agency)):
            continue
        if not any(_is_recipient(name, recipients) for name in names) and not _is_abbreviated(printed, recipients):
            yield find_check("lead-not-recipient", {"agency": agency}, **dossier.place(task, start, page))


def _recipients(text: str) -> list[str]:
    """The items of the last list of recipients, folded; none where there is no list."""
    found = list(_RECIPIENTS.finditer(text))
    if not found:
        return []
    tail = text[found[-1].end() : found[-1].end() + _RECIPIENT_LETTERS]
    items = (" ".join(fold_match(item).split()) for item in _ITEM.split(tail.split("\n\n\n")[0]))
    return [item for item in items if item]


def _is_recipient(name: str, recipients: list[str]) -> bool:
    for item in recipients:
        if name in agency_key(item):
            return True
        for hit in _groups().finditer(item):
            if _covers(str(hit["covers"])).match(name):
                return True
    return False


def _is_nobody(name: str) -> bool:
    return _nobody().match(fold_match(name)) is not None


def _is_abbreviated(names: list[str], recipients: list[str]) -> bool:
    """Whether an item has a name with initials for some of its words, its head perhaps said once for several:
    "CA huyện", "Liên minh HTX tỉnh", "Sở: NN&MT, TC" for "Sở Tài chính"."""
    items = [_TOKEN.findall(_JOINT.sub("", item)) for item in recipients]
    for name in names:
        words = _WORD.findall(fold_match(name))
        for tokens in items:
            starts = range(len(tokens)) if words else ()
            if any(_covers_words(tokens[start:], words) for start in starts):
                return True
            if starts and words[0] in tokens and any(_covers_words(tokens[start:], words[1:]) for start in starts):
                return True
    return False


def _covers_words(tokens: list[str], words: list[str]) -> bool:
    """Whether tokens, each a word or the initials of several, say all words up to those of the place."""
    if all(word in _PLACES for word in words):
        return True
    if not tokens:
        return False
    if tokens[0] == words[0]:
        return _covers_words(tokens[1:], words[1:])
    for count in range(_LEAST_INITIALS, len(words) + 1):
        short = ("".join(sign if word == _AND else word[0] for word in words[:count]) for sign in ("&", ""))
        if tokens[0] in short:
            return _covers_words(tokens[1:], words[count:])
    return False


@cache
def _covers(pattern: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?:{fold(pattern)})")


@cache
def _groups() -> RuleSet:
    return load_rules("recipients", rule_folders())


@cache
def _nobody() -> RuleSet:
    return load_rules("no_recipients", rule_folders())
