"""Documents and the documents that they cite, brought to one identity, so that plans find each other.

A document is its number and symbol ("52", "KH-UBND"), its date, and the unit whose body issued it: every
commune has a 12/KH-UBND. A reference to a document that is not in the database keeps all that is known
of it as a stub, which a later ingest fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from plan_extract.extraction.issuers import find_places
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.plan_place import PlanPlace, parse_day
from plan_extract.linking.register_files import current_folders, load_register, text_of, texts_of
from plan_extract.model.facts import Document, LegalReference
from plan_extract.normalising.characters import fold_match
from plan_extract.normalising.slugs import slug
from plan_extract.normalising.yaml_files import LINE

_NUMBER = re.compile(r"0*(\d+[a-z]?)(?:/(\d{4})(?=/|$))?[-/]?(.*)")
_JOINTS = re.compile(r"[\s/_–-]+")
NATIONAL: Final = "national"
REGISTER: Final = "cited_issuers"
_FILE_KEYS: Final = frozenset(
    {
        "about", "national_types", "national_symbols", "national_symbol_pattern", "national_issuers",
        "national_words", "not_after", "party", "bodies",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Issuers:
    """The register of issuing bodies: patterns over folded names and symbols, levels by word."""

    national_types: tuple[str, ...]
    national_symbol: re.Pattern[str]
    national_issuer: re.Pattern[str]
    party: re.Pattern[str]
    levels: dict[str, str]
    symbols: dict[str, str]
    body: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class DocumentIdentity:
    """What tells a document from others.

    `number_key` is number and symbol folded ("52|kh-ubnd"), `date` ISO (or a month), `locality_id` the unit
    of the issuing body, `level` its level (`national` where it has no unit). `place_name` is the unit's
    folded name where the register has not decided. `key` joins them and is the same for the same facts.
    """

    type: str
    number_key: str
    date: str | None
    level: str | None
    locality_id: str | None
    place_name: str | None = None

    @property
    def key(self) -> str:
        """One text for all parts, to store and to index."""
        place = self.locality_id or self.place_name or (NATIONAL if self.level == NATIONAL else "")
        return "|".join((self.type, self.number_key, self.date or "", place))


@dataclass(frozen=True, slots=True)
class ReferenceIdentity:
    """A cited document as known from the citing plan, with the facts of a stub as printed.

    `document` is None for a law without a number, which is known by its name alone (`name_key`).
    """

    document: DocumentIdentity | None
    name_key: str
    type: str
    number: str | None
    date: str | None
    issuer: str | None

    @property
    def key(self) -> str:
        """The identity of the document cited, or of the law by name."""
        return self.document.key if self.document else f"{self.name_key}||{self.date or ''}|"


def identify_document(document: Document, place: PlanPlace) -> DocumentIdentity | None:
    """The identity of a plan itself; None where its number is blank (nothing can cite it by number)."""
    if document.number is None or document.symbol is None:
        return None
    number_key = _number_key(f"{document.number}/{document.symbol}")
    level = NATIONAL if place.country_wide else place.level or document.level
    own = place.own.id if place.own else None
    return DocumentIdentity(
        slug(document.type or ""), number_key, document.issued_date, level, own, None if own else place.label or None
    )


def identify_reference(reference: LegalReference, place: PlanPlace) -> ReferenceIdentity:
    """The identity of a document that a plan at `place` cites."""
    name_key = slug(reference.type)
    printed = (reference.type, reference.number, reference.date, reference.issuer)
    if reference.number is None:
        return ReferenceIdentity(None, name_key, *printed)
    number_key = _number_key(reference.number)
    level, unit, name = _issuing_unit(reference, number_key, place)
    found = DocumentIdentity(name_key, number_key, reference.date, level, unit.id if unit else None, name)
    return ReferenceIdentity(found, name_key, *printed)


def _number_key(number: str) -> str:
    """ "052/KH-UBND" and "52-KH/UBND" as "52|kh-ubnd", "15/2020/NĐ-CP" as "15/2020|nđ-cp"."""
    match = _NUMBER.match(fold_match(number).strip())
    if match is None:
        return f"{slug(number)}|"
    digits, year, symbol = match.groups()
    return f"{digits}{f'/{year}' if year else ''}|{_JOINTS.sub('-', symbol).strip('-')}"


def _issuing_unit(
    reference: LegalReference, number_key: str, place: PlanPlace
) -> tuple[str | None, Locality | None, str | None]:
    """Level, unit and (where the register does not decide) folded name of the unit of the issuing body."""
    register = _load(current_folders())
    symbol = number_key.partition("|")[2]
    issuer = reference.issuer or ""
    folded = fold_match(issuer)
    if places := find_places(issuer) if issuer else ():
        named = places[0]
        return _unit_named(named.step, str(named), named.name is None, reference, place)
    if party := register.party.search(folded):
        name = issuer[party.end() :].strip(" ,.")
        return _unit_named(register.levels[party.group(1)], name, not name, reference, place)
    of_the_country = slug(reference.type).startswith(register.national_types)
    if of_the_country or register.national_symbol.search(symbol) or register.national_issuer.search(folded):
        return NATIONAL, None, None
    level = register.symbols.get(symbol.rpartition("-")[2])
    if level is None and (body := register.body.match(folded)):
        level = register.levels[body.group(1)]
    return _unit_named(level, "", True, reference, place) if level else (None, None, None)


def _unit_named(
    level: str | None, name: str, unnamed: bool, reference: LegalReference, place: PlanPlace
) -> tuple[str | None, Locality | None, str | None]:
    """The unit of a level, named with or without its word; unnamed it is the plan's own or one above."""
    if unnamed:
        unit = place.own if level == "own" else place.unit("district" if level == "office" else level or "")
        if level == "office":
            unit = unit or place.own
        return (unit.level if unit else level), unit, None
    wanted = None if level == "own" else level
    chosen = place.decide(place.find(name, wanted, parse_day(reference.date)))
    return (chosen.level if chosen else wanted), chosen, None if chosen else slug(name)


def find_cited(reference: ReferenceIdentity, documents: Iterable[tuple[str, DocumentIdentity]]) -> str | None:
    """The id of the document that a reference cites, of those with its `number_key`; None where none or
    several fit.

    Dates must be known and agree (a month stands for its days): each year has its own 27/KH-UBND. A number
    that holds its year needs none. Units must agree as far as both are known; where the issuer is not,
    the document must be the only one of that number and day.
    """
    cited = reference.document
    if cited is None:
        return None
    fitting = [(id_, document) for id_, document in documents if _fits(cited, document)]
    sure = [id_ for id_, document in fitting if _same_unit(cited, document) and _same_day(cited, document)]
    if len(sure) == 1:
        return sure[0]
    return fitting[0][0] if len(fitting) == 1 and _same_day(cited, fitting[0][1]) else None


def _fits(cited: DocumentIdentity, document: DocumentIdentity) -> bool:
    if cited.number_key != document.number_key:
        return False
    if cited.date and document.date and not _dates_agree(cited.date, document.date):
        return False
    return _same_unit(cited, document) or not _units_differ(cited, document)


def _dates_agree(one: str, other: str) -> bool:
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _same_day(cited: DocumentIdentity, document: DocumentIdentity) -> bool:
    if cited.date and document.date:
        return _dates_agree(cited.date, document.date)
    return "/" in cited.number_key


def _same_unit(cited: DocumentIdentity, document: DocumentIdentity) -> bool:
    if cited.level == NATIONAL or document.level == NATIONAL:
        return cited.level == document.level
    return cited.locality_id is not None and _code(cited.locality_id) == _code(document.locality_id)


def _units_differ(cited: DocumentIdentity, document: DocumentIdentity) -> bool:
    if NATIONAL in (cited.level, document.level):
        return cited.level != document.level and cited.level is not None and document.level is not None
    if cited.locality_id and document.locality_id:
        return True
    levels = ("province", "district", "commune")
    return cited.level in levels and document.level in levels and cited.level != document.level


def _code(locality_id: str | None) -> str | None:
    """The official code: a unit's records before and after a change of name or parent share it."""
    return locality_id.partition(".")[0] if locality_id else None


@cache
def _load(folders: tuple[Path, ...]) -> _Issuers:
    lists: dict[str, list[str]] = {key: [] for key in _FILE_KEYS}
    levels: dict[str, str] = {}
    symbols: dict[str, str] = {}
    words: dict[str, list[str]] = {"party": [], "bodies": []}
    patterns: list[str] = []
    for folder in folders:
        path = folder / f"{REGISTER}.yml"
        if not path.exists():
            continue
        loaded = load_register(path, _FILE_KEYS)
        for key in ("national_types", "national_symbols", "national_issuers", "national_words", "not_after"):
            lists[key] += texts_of(loaded, key, f"{path}:1")
        patterns += [loaded["national_symbol_pattern"]] if "national_symbol_pattern" in loaded else []
        for part, found in words.items():
            for entry in loaded.get(part) or []:
                place = f"{path}:{entry[LINE]}"
                level = text_of(entry, "level", place)
                found += texts_of(entry, "words", place)
                levels.update(dict.fromkeys(texts_of(entry, "words", place), level))
                symbols.update(dict.fromkeys(texts_of(entry, "symbols", place), level))
    before = "".join(f"(?<!{word} )" for word in lists["not_after"])
    return _Issuers(
        tuple(map(slug, lists["national_types"])),
        re.compile(rf"(?:^|-)(?:{'|'.join([*lists['national_symbols'], *patterns])})$"),
        re.compile(rf"^(?:{_any(lists['national_issuers'])})\b|{before}\b(?:{_any(lists['national_words'])})\b"),
        re.compile(rf"\b({_any(words['party'])})(?!\w)"),
        levels,
        symbols,
        re.compile(rf"({_any(words['bodies'])})\b"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
