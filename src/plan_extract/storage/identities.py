"""Identities from the linking layer as values of rows: places, agencies, citations."""

from __future__ import annotations

from collections.abc import Iterable

from plan_extract.linking.agencies import AgencyIdentity
from plan_extract.linking.localities import Locality, LocalityRegister
from plan_extract.linking.placing import PlaceLink, plan_day
from plan_extract.linking.references import ReferenceIdentity
from plan_extract.model import PlanRecord
from plan_extract.storage.columns import Row
from plan_extract.storage.ids import agency_id, agency_key


def place_plan(record: PlanRecord) -> PlaceLink:
    """The unit that a plan is of, by the names in its record, of the time that its date or what it cites tells."""
    document = record.document
    found = LocalityRegister.load().place(
        level=document.level,
        province=document.province,
        district=document.district,
        commune=document.commune,
        on=plan_day(document, record.legal_references),
    )
    superior = found.superior.id if found.superior else None
    return PlaceLink(found.locality.id if found.locality else None, superior, flag=found.flag)


def agency_row(meant: AgencyIdentity, key: str, printed: str) -> Row:
    """A body of its own: known by its full name, a class of bodies by a printed form."""
    name = meant.name if meant.kind == "named" and meant.registered else printed
    key = agency_key(name) if meant.registered else key
    head = (meant.id, name, key, meant.key, meant.kind, meant.level)
    return (*head, meant.locality_id, int(meant.registered))


def printed_row(key: str, printed: str, bodies: int) -> Row:
    """A name that means several bodies, or none in particular: kept as printed."""
    return (agency_id(key), printed, key, None, "several" if bodies else "vague", None, None, 0)


def citation_values(link: ReferenceIdentity) -> Row:
    """Folded number, level and unit of a cited document; empty for a law known by name only."""
    cited = link.document
    return (cited.number_key, cited.level, cited.locality_id) if cited else (None, None, None)


def parents_first(units: Iterable[Locality]) -> list[Locality]:
    """Units in an order in which each stands behind those above it."""
    order = {"province": 0, "district": 1, "commune": 2}
    return sorted(units, key=lambda unit: order.get(unit.level, 3))


def locality_row(unit: Locality) -> Row:
    """The row of a unit of the register."""
    days = (
        unit.valid_from.isoformat() if unit.valid_from else None,
        unit.valid_to.isoformat() if unit.valid_to else None,
    )
    names = (unit.id, unit.code, unit.level, unit.unit_word, unit.name, unit.parent_id)
    return (*names, *days, unit.latitude, unit.longitude)
