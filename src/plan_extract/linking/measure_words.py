"""What a measure says, as words that can be compared: synonyms put alike, ages as one word, the rest away.

"Tỷ lệ trẻ em dưới 05 tuổi bị SDD thể chiều cao theo tuổi trên địa bàn huyện" becomes
`trẻ`, `<5t`, `suy-dinh-dưỡng`, `thấp-còi`. The words come from `patterns/indicator_words.yml`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

import regex

from plan_extract.linking.measure_ages import ALL_CHILDREN, ages_differ, fold_ages, is_age
from plan_extract.linking.register_files import (
    current_folders,
    lists_of,
    load_register,
    pairs_of,
    text_of,
    texts_of,
    uncollected,
)
from plan_extract.model.errors import RuleError
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.yaml_files import LINE

REGISTER: Final = "indicator_words"
_END: Final = ""
_NO_AGE: Final = frozenset({ALL_CHILDREN})
_NEWBORN: Final = frozenset({"trẻ-sơ-sinh"})
"""Words that are an age without a figure."""

_FILE_KEYS: Final = frozenset(
    {
        "about", "abbreviations", "same", "idle", "light", "particles", "asides", "mains", "narrowing", "settings", "whole",
        "populations", "kin", "must", "clash", "heads",
    }
)  # fmt: skip
_DONE: Final = "được"
"""The word before what is done with or for the things measured."""
_NOTHING: Final[frozenset[str]] = frozenset()
_ASIDE: Final = "«"
_MAIN: Final = "»"
_NARROW: Final = "›"
"""What the words of `asides`, `mains` and `narrowing` leave behind."""
_VERBS: Final = 2
"""How many words of what is done are compared ("được chăm sóc, trợ giúp")."""
_BRACKETS = re.compile(r"\([^)]*\)?")
_EXCEPT_WORD: Final = "trừ "
_EXCEPT = re.compile(r"[\s,;(]+(?:ngoại )?trừ .*")
_LONG_FORM: Final = 3
"""Words of a form from which on particles may stand within it ("độ che phủ của rừng")."""
_HEADS: Final = ("count", "no-count", "share")
_WORD = re.compile(r"[<>≥]?\d[\d\-]*[tm]\+?(?!\w)|[^\W\d_]+|\d+")
_PLACE = regex.compile(
    r"\b([Tt]ỉnh|[Tt]hành phố|[Tt]hị xã|[Tt]hị trấn|[Qq]uận|[Hh]uyện|[Xx]ã|[Pp]hường|[Tt]hôn|[Bb]ản|[Xx]óm"
    r"|[Ấấ]p|[Bb]uôn) "
    r"(?:\p{Lu}[^\W\d_]*(?:[ '-](?=\p{Lu}))?)+"
)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a measure in their order, what of them must agree or may clash, and its ages ("from 7" counts as 7)."""

    tokens: tuple[str, ...]
    unique: frozenset[str]
    must: frozenset[str]
    clashing: frozenset[str]
    ages: frozenset[str]
    aged: bool
    """Whether it has an age that says more than "trẻ em"."""
    population: int | None
    """Whom or what it is a share or number of, as the place of its kind in the register; None where open."""
    subject: str
    """The word for that population; "" where open."""
    predicates: frozenset[str]
    """The words behind "được": what is done with the population, where it is more than a light word."""
    asides: frozenset[str]
    """Words that stand only where a measure is explained ("trong sản xuất, kinh doanh", "(SIPAS)")."""
    narrowing: frozenset[str]
    """The words behind one that makes a part of the whole ("ngành điện tử", "do uốn ván")."""
    signature: str
    """The words in alphabetical order: equal for measures that say the same in another order."""


@dataclass(frozen=True, eq=False)
class WordRegister:
    """The forms of words as a tree to walk, word by word, with the words that each becomes (none: nothing is left).

    `light` words say little of what is measured, `particles` may stand within a form.
    """

    forms: dict[str, Any]
    abbreviations: dict[str, tuple[str, ...]]
    idle: frozenset[str]
    light: frozenset[str]
    particles: frozenset[str]
    populations: dict[str, int]
    kin: dict[str, frozenset[str]]
    settings: frozenset[str]
    whole: dict[str, frozenset[str]]
    must: frozenset[str]
    clashes: tuple[frozenset[str], ...]
    heads: dict[str, tuple[str, ...]]

    @lru_cache(maxsize=16384)  # noqa: B019 - registers live as long as the process
    def words(self, measure: str) -> Words:
        """The words of a measure as printed."""
        text = unicodedata.normalize("NFC", measure)
        if text[1:] != text[1:].lower():
            text = _PLACE.sub(self._without_name, text)
        folded = fold_match(text)
        raw = self._split(fold_ages(_EXCEPT.sub("", folded) if _EXCEPT_WORD in folded else folded))
        all_children = ALL_CHILDREN in raw
        put_alike = self._put_alike([token for token in raw if token != ALL_CHILDREN] if all_children else raw)
        bracketed = self._bracketed(folded) if "(" in folded else _NOTHING
        kept = [token for token in put_alike if token not in self._silent and not token.isdigit()]
        unique = frozenset(kept)
        ages = unique & _NEWBORN
        if "tuổi" in folded or "tháng" in folded:
            ages |= {token.lstrip("≥") for token in kept if is_age(token)} | ({ALL_CHILDREN} & set(raw))
        subject = next((token for token in kept if token in self.populations), "")
        population = self.populations.get(subject)
        return Words(
            tuple(kept), unique, unique & self.must or _NOTHING, unique & self._clashing or _NOTHING,
            ages or _NOTHING, bool(ages - _NO_AGE), population,
            subject, self._predicates(put_alike), self._asides(put_alike, bracketed) & unique or _NOTHING,
            self._narrowing(put_alike), " ".join(sorted(unique)),
        )  # fmt: skip

    @cached_property
    def _silent(self) -> frozenset[str]:
        return self.idle | {_DONE, _ASIDE, _MAIN, _NARROW}

    @cached_property
    def _clashing(self) -> frozenset[str]:
        return frozenset().union(*self.clashes)

    def agree(self, one: Words, other: Words, free: frozenset[str] = frozenset()) -> bool:
        """Whether two measures do not contradict each other by a word that one must have or may not, bar `free`."""
        if not (one.must ^ other.must) <= free or ages_differ(one.ages, other.ages):
            return False
        if not one.clashing or not other.clashing:
            return True
        for clash in self.clashes:
            left, right = one.clashing & clash, other.clashing & clash
            if left and right and left.isdisjoint(right):
                return False
        return True

    def _split(self, folded: str) -> list[str]:
        """The single words of folded text, abbreviations in full."""
        raw = _WORD.findall(folded)
        if self.abbreviations.keys().isdisjoint(raw):
            return raw
        return [full for word in raw for full in self.abbreviations.get(word, (word,))]

    def _without_name(self, place: re.Match[str]) -> str:
        """A unit word without its name; whole where the name is an abbreviation of the register ("xã NTM")."""
        name = place[0][place.end(1) - place.start() :].split()
        return str(place[0] if name[0].isupper() and name[0].lower() in self.abbreviations else place[1])

    def _predicates(self, tokens: list[str]) -> frozenset[str]:
        """The first words behind the last "được" that say something, where the very first of them does."""
        if _DONE not in tokens:
            return _NOTHING
        last = len(tokens) - 1 - tokens[::-1].index(_DONE)
        said = [token for token in tokens[last + 1 :] if token not in self._silent]
        return frozenset(said[:_VERBS]) if said and said[0] not in self.light else _NOTHING

    def _asides(self, tokens: list[str], bracketed: frozenset[str]) -> frozenset[str]:
        """The words that are said only behind a word of `asides` or in brackets."""
        if _ASIDE not in tokens and not bracketed:
            return _NOTHING
        aside = False
        said: set[str] = set(bracketed)
        elsewhere: set[str] = set()
        for token in tokens:
            if token in (_ASIDE, _MAIN, _DONE, _NARROW):
                aside = token == _ASIDE
            elif token not in bracketed:
                (said if aside else elsewhere).add(token)
        return frozenset(said - elsewhere)

    def _bracketed(self, folded: str) -> frozenset[str]:
        """The words in brackets that do not stand outside of them."""
        inner = " ".join(_BRACKETS.findall(folded))
        outside = self._put_alike(self._split(fold_ages(_BRACKETS.sub(" ", folded))))
        return frozenset(self._put_alike(self._split(fold_ages(inner)))) - frozenset(outside)

    def _narrowing(self, tokens: list[str]) -> frozenset[str]:
        """The first words behind one that makes a part of the whole."""
        if _NARROW not in tokens:
            return _NOTHING
        last = len(tokens) - 1 - tokens[::-1].index(_NARROW)
        spoken = self._silent | self.light
        return frozenset([token for token in tokens[last + 1 :] if token not in spoken][:_VERBS])

    def _put_alike(self, raw: list[str]) -> list[str]:
        found: list[str] = []
        position, end = 0, len(raw)
        becomes: tuple[str, ...]
        while position < end:
            word = raw[position]
            node = self.forms.get(word)
            if node is None:
                found.append(word)
                position += 1
                continue
            ahead = raw[position + 1] if position + 1 < end else ""
            if ahead and (ahead in node or ahead in self.particles or is_age(ahead)):
                start = position
                position, becomes = self._longest_form(raw, start)
                if position < end and position - start > 1 and self._begins_another(raw, start, position):
                    position, becomes = position - 1, ()
            else:
                position, becomes = position + 1, node.get(_END, (word,))
            if word == _DONE and becomes != (_DONE,):
                found.append(_DONE)
            found += becomes
        return found

    def _begins_another(self, raw: list[str], start: int, end: int) -> bool:
        """Whether only idle words stand before the last of a form, and that begins one of its own ("số hộ" + "cận nghèo")."""
        if raw[end] not in self.forms.get(raw[end - 1], ()) or not self.idle.issuperset(raw[start : end - 1]):
            return False
        return self._longest_form(raw, end - 1)[0] > end

    def _longest_form(self, raw: list[str], start: int) -> tuple[int, tuple[str, ...]]:
        """The end of the longest form from `start` on, and what it becomes; else the word itself.

        Particles and ages may stand within a form of three or more words ("trẻ em từ 5 đến 17 tuổi tham gia lao động").
        """
        node, end, becomes, skipped = self.forms, start + 1, (raw[start],), 0
        ages: tuple[str, ...] = ()
        for ahead in range(start, len(raw)):
            word = raw[ahead]
            following = node.get(word)
            if following is not None:
                node = following
                if _END in node and (not skipped or ahead + 1 - start - skipped >= _LONG_FORM):
                    end, becomes = ahead + 1, node[_END] + ages
                continue
            if ahead == start or not (word in self.particles or is_age(word)):
                break
            skipped += 1
            if is_age(word):
                ages += (word,)
        return end, becomes


def load_words() -> WordRegister:
    """The register of the package and the user's folder; the same one at every call.

    Raises RuleError with file and line.
    """
    return _load(current_folders())


@cache
@uncollected
def _load(folders: tuple[Path, ...]) -> WordRegister:
    forms: dict[tuple[str, ...], str] = {}
    abbreviations: dict[str, tuple[str, ...]] = {}
    idle: set[str] = set()
    must: set[str] = set()
    settings: set[str] = set()
    whole: dict[str, frozenset[str]] = {}
    light: set[str] = set()
    particles: set[str] = set()
    populations: dict[str, int] = {}
    kin: dict[str, frozenset[str]] = {}
    clashes: list[frozenset[str]] = []
    heads: dict[str, tuple[str, ...]] = dict.fromkeys(_HEADS, ())
    for folder in folders:
        path = folder / f"{REGISTER}.yml"
        if not path.exists():
            continue
        loaded = load_register(path, _FILE_KEYS)
        for form, becomes in _read_same(path, loaded.get("same")):
            forms[form] = becomes
        for short, full in pairs_of(loaded, "abbreviations", f"{path}:1").items():
            abbreviations[short] = _split(full)
        for words in lists_of(loaded, "idle", f"{path}:1"):
            for phrase in words:
                idle.add(phrase)
                forms.setdefault(_split(phrase), "")
        for mark, register in ((_ASIDE, "asides"), (_MAIN, "mains"), (_NARROW, "narrowing")):
            forms.update((_split(phrase), mark) for phrase in texts_of(loaded, register, f"{path}:1"))
        for phrase in texts_of(loaded, "light", f"{path}:1"):
            light.add(phrase.replace(" ", "-"))
            forms.setdefault(_split(phrase), phrase.replace(" ", "-"))
        particles.update(texts_of(loaded, "particles", f"{path}:1"))
        for named in lists_of(loaded, "populations", f"{path}:1"):
            kind = next((populations[word] for word in named if word in populations), len(populations))
            populations.update(dict.fromkeys(named, kind))
        for words in lists_of(loaded, "kin", f"{path}:1"):
            kin.update({word: kin.get(word, frozenset()) | (frozenset(words) - {word}) for word in words})
        must.update(texts_of(loaded, "must", f"{path}:1"))
        for first, *others in lists_of(loaded, "whole", f"{path}:1"):
            whole[first] = whole.get(first, frozenset()) | frozenset(others)
        settings.update(texts_of(loaded, "settings", f"{path}:1"))
        for head in _HEADS:
            heads[head] += texts_of(loaded.get("heads") or {}, head, f"{path}:1")
        clashes += [frozenset(words) for words in lists_of(loaded, "clash", f"{path}:1")]
    written_out = {
        tuple(full for short in form for full in abbreviations.get(short, (short,))): becomes
        for form, becomes in forms.items()
    }
    return WordRegister(
        _tree(written_out),
        abbreviations,
        frozenset(idle),
        frozenset(light),
        frozenset(particles),
        populations,
        kin,
        frozenset(settings),
        whole,
        frozenset(must),
        tuple(clashes),
        heads,
    )


def _tree(forms: dict[tuple[str, ...], str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for form, becomes in forms.items():
        node = tree
        for word in form:
            node = node.setdefault(word, {})
        node[_END] = tuple(becomes.split())
    return tree


def _read_same(path: Path, raw: Iterable[dict[str, object]] | None) -> Iterable[tuple[tuple[str, ...], str]]:
    for entry in raw or ():
        if not isinstance(entry, dict):
            raise RuleError(f"{path}: each item of 'same' is a mapping, not {entry!r}")
        place = f"{path}:{entry[LINE]}"
        if unknown := set(entry) - {"as", "forms", LINE}:
            raise RuleError(f"{place}: unknown key {min(unknown)!r}")
        becomes = text_of(entry, "as", place)
        for form in texts_of(entry, "forms", place):
            if form != form.lower():
                raise RuleError(f"{place}: the form {form!r} must be of small letters")
            yield _split(form), becomes


def _split(form: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_ages(fold_match(form))))
