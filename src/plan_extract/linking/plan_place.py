"""The units of a plan, one a level, to which the bodies and documents that it names are tied.

"Công an huyện" in a plan of huyện Nam Đông is that district's police; "Sở Y tế" there is that of its province.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.localities_records import Locality
from plan_extract.linking.placing import PlaceLink
from plan_extract.model.facts import Document
from plan_extract.normalising.slugs import slug

LEVELS: Final = ("province", "district", "commune")


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """Where a plan stands: `own` is its unit (None where open), the others those above it, `on` its day.

    `label` stands for a unit that is open, so that its bodies are not those of other plans: the issuer,
    folded. A plan for the whole country (`country_wide`) has no unit and nothing open.
    """

    register: LocalityRegister
    on: date | None
    own: Locality | None
    units: dict[str, Locality]
    label: str
    country_wide: bool

    @classmethod
    def of(cls, link: PlaceLink, document: Document, register: LocalityRegister | None = None) -> PlanPlace:
        """The place of a plan whose `document` was linked."""
        register = register or LocalityRegister.load()
        own = register.get(link.locality) if link.locality else None
        lowest = own or (register.get(link.superior) if link.superior else None)
        line = (lowest, *register.parents(lowest)) if lowest else ()
        names = (document.issuer, document.commune, document.district, document.province)
        label = slug(" ".join(name for name in names if name) or document.title or "")
        country_wide = document.level in ("national", "ministry")
        units = {unit.level: unit for unit in line}
        return cls(register, parse_day(document.issued_date), own, units, label, country_wide)

    @property
    def level(self) -> str | None:
        """The level of the plan's own unit."""
        return self.own.level if self.own else None

    def unit(self, level: str) -> Locality | None:
        """The plan's unit at a level; a `city` is the district where that is one, else the province."""
        if level != "city":
            return self.units.get(level)
        district = self.units.get("district")
        return district if district and district.unit_word == "thành phố" else self.units.get("province")

    def contains(self, unit: Locality) -> bool:
        """Whether a unit lies in the plan's own."""
        return self.own is not None and self.register.is_within(unit, self.own)

    def decide(self, units: Sequence[Locality]) -> Locality | None:
        """Of namesakes the one above the plan or in it, else the only one, else None."""
        near = [unit for unit in units if unit in self.units.values()]
        near = near[:1] or [unit for unit in units if self.contains(unit)] or list(units)
        return near[0] if len({(unit.code, unit.level) for unit in near}) == 1 else None

    def find(self, name: str, level: str | None, on: date | None = None) -> tuple[Locality, ...]:
        """The units of this name, in the plan's province where there are some, at the plan's time if any."""
        day = on or self.on
        wanted = None if level in (None, "city") else level
        within = self.units.get("province")
        for when, inside in ((day, within), (None, within), (day, None), (None, None)):
            found = self.register.find(name, level=wanted, on=when, within=inside)
            if found and (inside is not None or within is None or wanted == "province" or level == "city"):
                return found
        return ()


def parse_day(value: str | None) -> date | None:
    """The day of an ISO date, the first of an ISO month or year, or None."""
    if not value:
        return None
    padded = value + "-01" * (2 - value.count("-"))
    try:
        return date.fromisoformat(padded)
    except ValueError:
        return None
