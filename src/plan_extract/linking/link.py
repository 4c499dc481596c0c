"""All identities of one plan: indicators, comparable values, agencies, the plan itself and what it cites.

The one entry of the linking layer for those who store plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from plan_extract.linking.agencies import AgencyIdentity, AgencyLinker
from plan_extract.linking.indicators import indicator_matcher
from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.placing import PlaceLink
from plan_extract.linking.plan_place import PlanPlace
from plan_extract.linking.references import (
    DocumentIdentity,
    ReferenceIdentity,
    identify_document,
    identify_reference,
)
from plan_extract.linking.values import comparable_value
from plan_extract.model.plan import Plan, PlanRecord


@dataclass(frozen=True, slots=True)
class LinkedTarget:
    """A target's indicator (`key` None: no catalogue knows it), its group, and its value made comparable."""

    key: str | None
    score: float | None
    group_key: str
    normalised_value: Decimal | None
    normalised_high: Decimal | None
    normalised_unit: str | None


@dataclass(frozen=True, slots=True)
class LinkedPlan:
    """The identities of a plan. `targets` and `references` stand in the order of the record's; `agencies`
    holds the bodies that each printed name means, usually one. `document` is None for a blank number."""

    document: DocumentIdentity | None
    targets: tuple[LinkedTarget, ...]
    agencies: Mapping[str, tuple[AgencyIdentity, ...]]
    references: tuple[ReferenceIdentity, ...]


def link_plan(plan: Plan, placement: PlaceLink) -> LinkedPlan:
    """The identities of a plan that was placed by `linking.placing`."""
    return link_record(plan.record, placement)


def link_record(record: PlanRecord, placement: PlaceLink, *, register: LocalityRegister | None = None) -> LinkedPlan:
    """The same for a record without its source (a stored plan, an answer key)."""
    place = PlanPlace.of(placement, record.document, register)
    linker = AgencyLinker(place)
    return LinkedPlan(
        identify_document(record.document, place),
        tuple(_link_targets(record)),
        {name: linker.link(name) for name in dict.fromkeys(_agency_names(record))},
        tuple(identify_reference(reference, place) for reference in record.legal_references),
    )


def _link_targets(record: PlanRecord) -> Iterator[LinkedTarget]:
    matcher = indicator_matcher()
    matches = matcher.match_plan(record.targets)
    for target, match in zip(record.targets, matches, strict=True):
        indicator = matcher.catalogue[match.key] if match.key is not None else None
        value = comparable_value(target, indicator)
        yield LinkedTarget(match.key, match.score, match.group_key, value.value, value.high, value.unit)


def _agency_names(record: PlanRecord) -> Iterator[str]:
    """Every body that the plan names, as printed, repeats included."""
    for target in record.targets:
        if target.agency:
            yield target.agency
    for responsibility in record.responsibilities:
        yield responsibility.agency
        yield from responsibility.partners
    for deadline in record.deadlines:
        if deadline.agency:
            yield deadline.agency
