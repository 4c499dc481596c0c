"""Where a plan stands: its unit in the register of localities, and the names that the document only implies.

A unit named in full is looked up. What is left open is sought where plans say it, the surest first: the
bodies whose plans it carries out, title and opening, the place line, the recipients, the text as a whole.
Homonyms that none of these decides stay open, with candidates and a flag; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import regex

from plan_extract.extraction.header import Header, find_header
from plan_extract.extraction.issuers import CENTRAL_CITIES, Place, find_places
from plan_extract.linking.localities import REFORM, LocalityRegister, Placement
from plan_extract.linking.localities_names import name_key
from plan_extract.linking.localities_records import Locality
from plan_extract.model.facts import Document, LegalReference
from plan_extract.normalising.line_reading import Line
from plan_extract.structure.document import PlanText

_STEPS = ("province", "district", "commune")
_COUNTRY_WIDE = ("national", "ministry")
_UNIT_WORD = regex.compile(r"(?i)tỉnh|thành|huyện|quận|thị|xã|phường|tp|đặc khu")
_PARTY_PROVINCE = regex.compile(r"Tỉnh (?:ủy|uỷ)\s+(\p{Lu}\p{L}*(?:\s\p{Lu}\p{Ll}+){1,3})")
_EARLY_2025 = date(2025, 1, 1)


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """The unit that a plan is of.

    `locality` is a register id, None where the text does not decide; then `candidates` and `flag` (docs/
    localities.md) say what is open. `superior` is the lowest unit above that is certain. `era` is `to 2024`,
    `early 2025` or `from 2025-07-01`, None where the plan has no date to tell. `rule` names the evidence.
    """

    locality: str | None
    superior: str | None = None
    candidates: tuple[str, ...] = ()
    flag: str | None = None
    era: str | None = None
    rule: str = "place.named"
    confidence: float = 0.97


@dataclass(slots=True)
class _Names:
    """Names a step, with the rule that gave the last of them."""

    province: str | None
    district: str | None
    commune: str | None
    rule: str = "place.named"

    def get(self, step: str) -> str | None:
        return {"province": self.province, "district": self.district, "commune": self.commune}[step]

    def put(self, step: str, name: str, rule: str) -> None:
        setattr(self, step, name)
        self.rule = rule


def place_document(
    document: Document,
    plan: PlanText,
    references: Sequence[LegalReference],
    *,
    header: Header | None = None,
    register: LocalityRegister | None = None,
) -> tuple[Document, PlaceLink]:
    """`document` with the names of units that the plan implies, and the link to the register.

    `header` saves reading the letterhead again where the caller has it.
    """
    on = plan_day(document, references)
    if document.level in _COUNTRY_WIDE:
        return document, PlaceLink(None, era=_era(on))
    header = header or find_header(plan)
    finder = _Finder(register or LocalityRegister.load(), plan, references, on, header.issuing_place)
    names = _Names(document.province, document.district, document.commune)
    target = _target(document, header)
    if target is None:
        return document, PlaceLink(None, flag="unnamed", era=_era(on), confidence=0.5)
    finder.name_target(names, target, header)
    finder.name_superiors(names, target)
    found = finder.place(names, target)
    found = finder.choose(names, target, found)
    placed = _completed(document, header, names, target, found, on)
    return placed, _link(found, names, on)


def plan_day(document: Document, references: Sequence[LegalReference]) -> date | None:
    """The day by which eras are told: the plan's date, else the latest that it cites, else its first year."""
    issued = document.issued_date
    if issued:
        return date.fromisoformat(issued if len(issued) == 10 else f"{issued}-01")
    cited = [
        date.fromisoformat(reference.date) for reference in references if reference.date and len(reference.date) == 10
    ]
    cited = [day for day in cited if day.year < 2100]
    start = [date(document.period_start, 1, 1)] if document.period_start and document.period_start > 1945 else []
    return max([*cited, *start], default=None)


def _era(on: date | None) -> str | None:
    if on is None:
        return None
    return "from 2025-07-01" if on >= REFORM else "early 2025" if on >= _EARLY_2025 else "to 2024"


def _target(document: Document, header: Header) -> str | None:
    """The step on which the issuing body stands."""
    if document.level in _STEPS:
        return document.level
    place = header.issuing_place
    if place is not None:
        if place.step == "city":
            return (
                "province"
                if document.province and not document.district
                else "district"
                if document.district
                else "province"
            )
        return place.step
    lowest = next((step for step in reversed(_STEPS) if getattr(document, step)), None)
    return lowest or ("province" if document.level == "department" and header.place_line else None)


class _Finder:
    """Looks for the names of one plan's units, in its text and in the register."""

    def __init__(
        self,
        register: LocalityRegister,
        plan: PlanText,
        references: Sequence[LegalReference],
        on: date | None,
        issuing: Place | None,
    ) -> None:
        self.register = register
        self.plan = plan
        self.references = references
        self.on = on
        self.issuing = issuing

    # -- the unit itself ---------------------------------------------------------------------------------

    def name_target(self, names: _Names, target: str, header: Header) -> None:
        """Give an unnamed unit the name of the place line, where that is a unit of this step."""
        line = header.place_line
        if names.get(target) or not line:
            return
        units = self._named(line, target)
        if units or (target != "commune" and not self._named(line, "any")):
            names.put(target, line, "place.place-line")
            return
        if (
            target == "commune"
            and (self.on is None or self.on < REFORM)
            and self._named(line, "district")
            and not names.district
        ):
            names.put("district", line, "place.place-line")
        elif target == "province" and (inside := self._named(line, "district")):
            provinces = {unit.name for unit in map(self._province_of, inside) if unit}
            if len(provinces) == 1:
                names.put("province", provinces.pop(), "place.place-line")

    def _named(self, name: str, step: str) -> tuple[Locality, ...]:
        level = None if step == "any" else step
        return self.register.find(name, level=level, on=self.on) or (
            self.register.find(name, level=level) if self.on is None else ()
        )

    def _province_of(self, unit: Locality) -> Locality | None:
        return next((above for above in (unit, *self.register.parents(unit)) if above.level == "province"), None)

    # -- the units above ---------------------------------------------------------------------------------

    def name_superiors(self, names: _Names, target: str) -> None:
        """Fill the steps above from the bodies whose plans this one carries out."""
        for step in _STEPS[: _STEPS.index(target)]:
            if names.get(step) or (step == "district" and self.on is not None and self.on >= REFORM):
                continue
            found = _only(self._from_references(step))
            if found:
                names.put(step, found, "place.superior-plan")

    def _from_references(self, step: str) -> list[str]:
        issuers = [
            reference.issuer
            for relation in ("implements", "basis")
            for reference in self.references
            if reference.relation == relation and reference.issuer
        ]
        found = [name for issuer in issuers for name in _names_in(issuer, step)]
        return found[:1] if step == "province" and found else list(dict.fromkeys(found))

    def place(self, names: _Names, target: str) -> Placement:
        """The register's answer for the names known so far."""
        given = {step: names.get(step) for step in _STEPS}
        own = given[target]
        if own and self.issuing and self.issuing.name == own:
            given[target] = str(self.issuing)
        return self.register.place(
            level=target,
            province=given["province"],
            district=given["district"],
            commune=given["commune"],
            on=self.on,
        )

    def choose(self, names: _Names, target: str, found: Placement) -> Placement:
        """Decide homonyms, and find the province of units that the register does not know, by the text."""
        if found.locality is not None:
            return found
        for rule, texts in self._texts():
            mentioned = _names_by_step(texts)
            if len(found.candidates) > 1 and (chosen := self._among(found.candidates, mentioned)):
                for step in _STEPS[: _STEPS.index(target)]:
                    unit = next((above for above in self.register.parents(chosen) if above.level == step), None)
                    if unit is not None and not names.get(step):
                        names.put(step, unit.name, rule)
                return self.place(names, target)
            if (
                names.province is None
                and not found.province
                and (province := self._only_province(mentioned["province"]))
            ):
                names.put("province", province, rule)
                found = self.place(names, target)
                if found.locality is not None:
                    return found
        if target == "province" and names.province is None and (province := self._province_of_its_districts()):
            names.put("province", province, "place.districts")
            return self.place(names, target)
        return found

    def _province_of_its_districts(self) -> str | None:
        """The province in which all districts named in the text lie, where the text has its name too.

        "UBND các huyện, thành phố Tân An" in a plan of "UBND tỉnh" that speaks of Long An.
        """
        texts = [item.passage.text for item in self.plan.items()]
        named = _names_by_step([*texts, *(passage.text for passage in (*self.plan.title, *self.plan.opening))])
        provinces: set[str] = set()
        for name in named["district"]:
            above = {unit.name for found in self._named(name, "district") if (unit := self._province_of(found))}
            if len(above) == 1:
                provinces |= above
        if len(provinces) != 1:
            return None
        (name,) = provinces
        spelled = regex.compile(rf"(?<!\p{{L}}){regex.escape(name)}(?!\p{{L}})")
        return name if any(spelled.search(text) for text in texts) else None

    def _among(self, candidates: Iterable[Locality], mentioned: dict[str, list[str]]) -> Locality | None:
        """The only candidate whose superior the text names."""
        keys = {step: {name_key(name) for name in found} for step, found in mentioned.items()}
        for step in ("district", "province"):
            kept = [
                unit
                for unit in candidates
                if any(
                    above.level == step and name_key(above.name) in keys[step] for above in self.register.parents(unit)
                )
            ]
            if len({(unit.code, unit.name) for unit in kept}) == 1:
                return kept[0]
        return None

    def _only_province(self, names: list[str]) -> str | None:
        known = [name for name in names if self.register.find(name, level="province")]
        return _only(known)

    def _texts(self) -> Iterator[tuple[str, list[str]]]:
        """Where superiors are named, the surest place first."""
        yield (
            "place.superior-plan",
            [reference.issuer for reference in self.references if reference.relation != "cites" and reference.issuer],
        )
        yield "place.opening", [passage.text for passage in (*self.plan.title, *self.plan.opening)]
        yield (
            "place.recipients",
            [
                line.text if isinstance(line, Line) else self.plan.source.text[line.block.start : line.block.end]
                for line in self.plan.tail
            ],
        )
        yield "place.text", [item.passage.text for item in self.plan.items()]


def _names_in(text: str, step: str) -> list[str]:
    """The names of units of a step in a text, with their unit word ("Sở Y tế tỉnh Thanh Hóa")."""
    return _names_by_step([text])[step]


def _names_by_step(texts: Iterable[str]) -> dict[str, list[str]]:
    """The names of units that texts give with their unit word, by step, each once."""
    found: dict[str, dict[str, None]] = {step: {} for step in _STEPS}
    for text in texts:
        if not _UNIT_WORD.search(text):
            continue
        for place in find_places(text):
            if place.name:
                found[_step(place)][place.name] = None
        for name in _PARTY_PROVINCE.findall(text):
            found["province"][" ".join(name.split())] = None
    return {step: list(names) for step, names in found.items()}


def _step(place: Place) -> str:
    if place.step != "city":
        return place.step
    return "province" if (place.name or "").lower() in CENTRAL_CITIES else "district"


def _only(names: Iterable[str]) -> str | None:
    """The one name that a list comes down to, spellings folded; None for none or several."""
    by_key = {name_key(name): name for name in names}
    return next(iter(by_key.values())) if len(by_key) == 1 else None


def _completed(
    document: Document, header: Header, names: _Names, target: str, found: Placement, on: date | None
) -> Document:
    """The document with the names found; the issuer too where its unit had none."""
    after_reform = on is not None and on >= REFORM
    settled = found.locality is not None or (found.flag or "").startswith(("unnamed", "ambiguous"))
    changes: dict[str, str | None] = {}
    for step in _STEPS[: _STEPS.index(target) + 1]:
        name = names.get(step) or (getattr(found, step) if settled else None)
        if step == "district" and after_reform and target == "commune" and document.district is None:
            name = None
        if name and getattr(document, step) is None:
            changes[step] = name
    place = header.issuing_place
    own = names.get(target)
    if document.issuer and place and place.name is None and own and document.issuer.endswith(place.unit):
        changes["issuer"] = f"{document.issuer} {own}"
    elif (
        document.issuer
        and place is None
        and own
        and names.rule == "place.place-line"
        and document.level == "department"
    ):
        changes["issuer"] = f"{document.issuer} {_unit_word(own)} {own}"
    return document.model_copy(update=changes)


def _unit_word(name: str) -> str:
    return "thành phố" if name.lower() in CENTRAL_CITIES else "tỉnh"


def _link(found: Placement, names: _Names, on: date | None) -> PlaceLink:
    confidence = {
        "place.named": 0.97,
        "place.superior-plan": 0.95,
        "place.opening": 0.93,
        "place.place-line": 0.92,
    }.get(names.rule, 0.85)
    if found.locality is None:
        confidence = 0.5
    elif found.flag:
        confidence -= 0.15
    link = PlaceLink(
        locality=found.locality.id if found.locality else None,
        superior=found.superior.id if found.superior else None,
        candidates=tuple(unit.id for unit in found.candidates) if found.locality is None else (),
        flag=found.flag,
        era=_era(on),
        rule=names.rule,
        confidence=round(confidence, 2),
    )
    return link
