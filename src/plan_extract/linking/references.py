"""Documents and the documents that they cite, brought to one identity, so that plans find each other.

A document is its number and symbol ("52", "KH-UBND"), its date, and the unit whose body issued it: every
commune has a 12/KH-UBND. A reference to a document that is not in the database keeps all that is known
of it as a stub, which a later ingest fills.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from plan_extract.extraction.issuers import find_places
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.plan_place import PlanPlace, parse_day, slug
from plan_extract.model.facts import Document, LegalReference
from plan_extract.normalising.characters import fold_match

_NUMBER = re.compile(r"0*(\d+[a-z]?)(?:/(\d{4})(?=/|$))?[-/]?(.*)")
_JOINTS = re.compile(r"[\s/_–-]+")
_NATIONAL_SYMBOLS = re.compile(r"(?:^|-)(?:ttg|cp|qh\d+|tw|ubtvqh\d+|ctn)$")
_NATIONAL_ISSUERS = re.compile(
    r"^(?:thủ tướng|chính phủ|quốc hội|bộ|ban bí thư)\b|(?<!thuộc )\b(?:trung ương|trung ương đảng)\b"
)
_NATIONAL_TYPES: Final = ("luat", "bo-luat", "phap-lenh", "nghi-dinh", "thong-tu")
_PARTY_UNIT = re.compile(r"\b(tỉnh|thành|huyện|quận|thị) ?(?:ủy|đoàn)\b|\b(đảng) ủy\b")
_PARTY_LEVELS: Final = {
    "tỉnh": "province", "thành": "city", "huyện": "district", "quận": "district", "thị": "district", "đảng": "own",
}  # fmt: skip
_PARTY_SYMBOLS: Final = {"tu": "province", "hu": "district", "qu": "district"}
NATIONAL: Final = "national"


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
    symbol = number_key.partition("|")[2]
    issuer = reference.issuer or ""
    folded = fold_match(issuer)
    places = find_places(issuer) if issuer else ()
    if places:
        return _named_unit(places[0].unit, places[0].name, reference.date, place)
    if party := _PARTY_UNIT.search(folded):
        word = party.group(1) or party.group(2)
        name = issuer[party.end() :].strip(" ,.")
        return _level_unit(_PARTY_LEVELS[word], name or None, reference.date, place)
    of_the_country = slug(reference.type).startswith(_NATIONAL_TYPES)
    if of_the_country or _NATIONAL_SYMBOLS.search(symbol) or _NATIONAL_ISSUERS.search(folded):
        return NATIONAL, None, None
    if last := _PARTY_SYMBOLS.get(symbol.rpartition("-")[2]):
        return _level_unit(last, None, reference.date, place)
    return _body_unit(folded, place)


def _named_unit(
    word: str, name: str | None, date: str | None, place: PlanPlace
) -> tuple[str | None, Locality | None, str | None]:
    levels = {"tỉnh": "province", "thành phố": "city", "thủ đô": "province", "quận": "district", "huyện": "district"}
    level = levels.get(word, "district" if word == "thị xã" else "commune")
    if name is None:
        return _level_unit(level, None, date, place)
    units = place.find(f"{word} {name}", level, parse_day(date))
    above = [unit for unit in units if unit in place.units.values()]
    chosen = above[0] if above else units[0] if len({(u.code, u.level) for u in units}) == 1 else None
    return (chosen.level if chosen else level), chosen, None if chosen else slug(f"{word} {name}")


def _level_unit(
    level: str, name: str | None, date: str | None, place: PlanPlace
) -> tuple[str | None, Locality | None, str | None]:
    """The unit of a level that a plan leaves unnamed is the plan's own, or the one above it."""
    if name is not None:
        units = place.find(name, None if level == "own" else level, parse_day(date))
        above = [unit for unit in units if unit in place.units.values()]
        chosen = above[0] if above else units[0] if len({(u.code, u.level) for u in units}) == 1 else None
        return (chosen.level if chosen else level), chosen, None if chosen else slug(name)
    unit = place.own if level == "own" else place.unit(level)
    return (unit.level if unit else level), unit, None


def _body_unit(folded: str, place: PlanPlace) -> tuple[str | None, Locality | None, str | None]:
    """A body named without unit: a sở is the province's, a phòng the district's or the plan's own."""
    if folded.startswith(("sở ", "ban dân tộc")):
        unit = place.unit("province")
        return "province", unit, None
    if folded.startswith("phòng "):
        unit = place.unit("district") or place.own
        return (unit.level if unit else None), unit, None
    return None, None, None


def find_cited(reference: ReferenceIdentity, documents: Iterable[tuple[str, DocumentIdentity]]) -> str | None:
    """The id of the document that a reference cites, of those with its `number_key`; None where none or
    several fit.

    Dates must agree as far as both are known (a month stands for its days), units too. Where only the
    number tells, the document must be the only one, and be dated.
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
    return bool(cited.date and document.date and _dates_agree(cited.date, document.date))


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
