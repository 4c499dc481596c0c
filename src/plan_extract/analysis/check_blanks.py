"""Checks of what is not filled in: number and date of the plan, values, numbers and dates in its text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Final

from plan_extract.analysis.dossier import Dossier
from plan_extract.analysis.findings import Finding, find_check
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.rulefiles import Hit, RuleSet, load_rules
from plan_extract.resources import rule_folders

_HEAD_LETTERS: Final = 1500
"""How far the head of a plan, with its number and date, reaches at most."""
_FULL_DAY: Final = len("2026-01-01")
_APPENDIX: Final = re.compile(r"\n[#*_| ]*phụ lục")


def check_blanks(connection: sqlite3.Connection, dossier: Dossier) -> Iterator[Finding]:
    """Blanks of the head, each with its place where the text shows it, then those of the text."""
    blanks = [(str(hit["blank"]), hit) for hit in _find_blanks(dossier.text)]
    number, issued = dossier.fields["number"], dossier.fields["issued_date"]
    missing = {
        "number": number is None,
        "date": issued is None or len(issued) < _FULL_DAY,
    }
    of_head: list[Hit] = []
    for kind in ("number", "date"):
        if not missing[kind]:
            continue
        shown = next((hit for found, hit in blanks if found == kind and hit.end <= _HEAD_LETTERS), None)
        quote = start = None
        page = _page_of_issue(connection, dossier, f"blank-{kind}")
        if shown is not None:
            of_head.append(shown)
            quote, start = _line_at(dossier.text, shown), shown.start
        yield find_check(f"blank-{kind}", {}, **dossier.place(quote, start, page))
    for kind, hit in blanks:
        if hit not in of_head:
            check = "blank-value" if kind == "value" else "blank-in-text"
            words = " ".join(dossier.text[hit.start : hit.end].split())
            place = dossier.place(dossier.sentence_at(hit.start, hit.end), hit.start)
            yield find_check(check, {"value": words}, **place)


def _find_blanks(text: str) -> list[Hit]:
    """The blanks of a text, those of forms and templates aside: a form goes to the next appendix."""
    folded = fold_match(text)
    found: list[Hit] = []
    form_ends = 0
    for hit in _words().finditer(folded):
        if hit["blank"] == "form":
            behind = _APPENDIX.search(folded, hit.end)
            form_ends = behind.start() if behind else len(folded)
        elif hit.start >= form_ends:
            found.append(hit)
    return found


def _line_at(text: str, hit: Hit) -> str:
    """The lines that a blank stands in: the head of a plan has no sentences."""
    end = text.find("\n", hit.end)
    return text[text.rfind("\n", 0, hit.start) + 1 : end if end >= 0 else len(text)].strip("*#| ")


def _page_of_issue(connection: sqlite3.Connection, dossier: Dossier, kind: str) -> int | None:
    row = connection.execute(
        "SELECT page FROM issue WHERE document_id = ? AND kind = ? ORDER BY position", (dossier.document_id, kind)
    ).fetchone()
    return None if row is None else row[0]


@cache
def _words() -> RuleSet:
    return load_rules("blank_words", rule_folders())
