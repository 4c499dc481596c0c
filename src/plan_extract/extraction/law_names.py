"""Laws, codes and ordinances in running text: where the name ends ("Luật Phòng, chống ... rượu, bia").

Names come from the register `patterns/laws.yml`; of a law that is not listed the name goes to the
first word that ends one. An amending law ("Luật sửa đổi, bổ sung một số điều của Luật A, Luật B")
takes the names that it amends into its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.passages import Passage
from plan_extract.normalising.rulefiles import load_entries
from plan_extract.normalising.wording import Wording
from plan_extract.resources import rule_folders

_WORDS = Wording("law_words")
_KIND = _WORDS["kind"]
_NO_LAW = _WORDS["no-law"]
_HOLDERS = _WORDS["part-of-word"]
_AMENDING = _WORDS["amending"]
_COUNTED = _WORDS["counted-laws"]
_JOINT = _WORDS["joint"]
_ENDS = _WORDS["end-of-name"]
_NUMBER_FOLLOWS = _WORDS["number-follows"]
_NOT_IN_NAME = _WORDS["not-in-name"]
_MENTIONED = _WORDS.screened("mentioned")


@dataclass(frozen=True, slots=True)
class LawName:
    """`text[start:end]` is the whole name ("Luật Trẻ em"), `kind_end` the end of "Luật" in it.

    `inner` are names inside an amending law's; `listed` says whether the register knows the name.
    """

    start: int
    end: int
    kind_end: int
    inner: tuple[LawName, ...] = ()
    listed: bool = True
    amending: bool = False

    @property
    def bare(self) -> bool:
        """Whether "Luật" stands alone, before a number."""
        return self.end == self.kind_end


@lru_cache(maxsize=1)
def _register() -> dict[str, regex.Pattern[str]]:
    names: dict[str, list[str]] = {"luật": [], "bộ luật": [], "pháp lệnh": []}
    for entry in load_entries("laws", rule_folders()):
        names[fold_match(entry["type"])].append(fold_match(entry["name"]))
    return {kind: _alternation(listed) for kind, listed in names.items()}


def _alternation(names: list[str]) -> regex.Pattern[str]:
    """One pattern of all names, the longest first, by their first word so that few are tried."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first, _, rest = name.partition(" ")
        pattern = regex.escape(rest, special_only=True).replace(", ", ",? ").replace(" và ", ",? (?:và )?")
        by_first.setdefault(first.rstrip(",") + (",?" if first.endswith(",") else ""), []).append(
            f" {pattern}" if rest else ""
        )
    groups = "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in by_first.items())
    return regex.compile(rf"(?:{groups})(?!\w)")


def find_law_names(passage: Passage) -> list[LawName]:
    """The laws that a passage names, from left to right; those inside an amending law's name in it."""
    if not _MENTIONED.can_match(passage.text):
        return []
    found: list[LawName] = []
    position = 0
    while kind := _KIND.search(passage.match, position):
        position = kind.end()
        law = _read_law(passage, kind)
        if law is not None:
            found.append(law)
            position = max(position, law.end)
    return found


def _read_law(passage: Passage, kind: regex.Match[str]) -> LawName | None:
    match, text = passage.match, passage.text
    if not text[kind.start()].isupper() or _NO_LAW.match(match, kind.end()):
        return None
    if _HOLDERS.search(match, max(0, kind.start() - 12), kind.start()):
        return None
    if _NUMBER_FOLLOWS.match(match, kind.end()):
        return LawName(kind.start(), kind.end(), kind.end())
    if amending := _AMENDING.match(match, kind.end()):
        return _read_amending(passage, kind, amending.end())
    listed = _register()[kind.group(1)].match(match, kind.end() + 1)
    if listed and not text[listed.start()].isspace():
        return LawName(kind.start(), listed.end(), kind.end())
    return _read_unlisted(passage, kind)


def _read_unlisted(passage: Passage, kind: regex.Match[str]) -> LawName | None:
    match, text = passage.match, passage.text
    first = kind.end() + 1
    if first >= len(text) or not text[first].isupper():
        return None
    end = _ENDS.search(match, first + 1, min(len(match), first + 110))
    while end and match[end.start() : end.end()].strip() == "," and _goes_on(text, end.end()):
        end = _ENDS.search(match, end.end() + 1, min(len(match), first + 110))
    stop = end.start() if end else min(len(match), first + 110)
    name = text[first:stop].rstrip(" ,")
    if not name or len(name.split()) > 16 or (text[kind.start() : kind.end()].isupper() and not text.isupper()):
        return None
    return LawName(kind.start(), first + len(name), kind.end(), listed=False)


def _goes_on(text: str, at: int) -> bool:
    """Whether a small letter goes on behind the comma ("Phòng, chống ...")."""
    rest = text[at:].lstrip()[:24]
    return rest[:1].islower() and _NOT_IN_NAME.match(rest) is None


def _read_amending(passage: Passage, kind: regex.Match[str], at: int) -> LawName:
    """An amending law with the list of those that it amends."""
    match = passage.match
    if counted := _COUNTED.match(match, at):
        return LawName(kind.start(), counted.end(), kind.end(), amending=True)
    inner: list[LawName] = []
    end = at
    while found := _KIND.match(match, end):
        law = _read_law(passage, found) if not _AMENDING.match(match, found.end()) else None
        if law is None or law.bare:
            break
        inner.append(law)
        end = law.end
        joint = _JOINT.match(match, end)
        if not joint:
            break
        end = joint.end()
    stop = inner[-1].end if inner else len(match[:at].rstrip())
    return LawName(kind.start(), stop, kind.end(), tuple(inner), amending=True)
