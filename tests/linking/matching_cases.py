"""The matching key and the plans that it speaks of: answer keys of the corpus, and the reference set if there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from plan_extract.linking.localities import LocalityRegister
from plan_extract.linking.placing import PlaceLink
from plan_extract.linking.plan_place import parse_day
from plan_extract.model import Deadline, Document, LegalReference, PlanRecord, Responsibility, Target

KEY = Path(__file__).with_name("matching_key.yml")
CORPUS = Path(__file__).parents[2] / "corpus" / "keys"
REFERENCE = Path(os.environ.get("PLAN_EXTRACT_REFERENCE", Path(__file__).parents[3] / "shared")) / "gold"

FIELDS = {
    "children": ("children-", "drowning-", "000_", "001_", "002_", "003_", "004_"),
    "gender": ("dev-gender", "real-045"),
    "poverty": ("poverty-", "dev-poverty", "housing-"),
    "digital": ("digital-",),
    "health": ("hiv-", "vaccination-", "population-", "foodsafety-", "dev-epidemic"),
    "rural": ("newrural-",),
    "employment": ("employment-",),
    "reform": ("reform-",),
    "other": ("forestfire-", "plasticwaste-", "culture-", "tourism-", "dev-traffic", "real-037"),
}
_AT = {"start": 0, "end": 1, "rule": "key", "confidence": 1}


@dataclass(frozen=True)
class KeyedPlan:
    """A plan with what its targets mean by position, and the positions that count for nothing."""

    name: str
    record: PlanRecord
    wanted: dict[int, str]
    open: frozenset[int]


def read_record(path: Path) -> PlanRecord:
    """The record that an answer key holds."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    kinds = {
        "legal_references": LegalReference, "targets": Target, "responsibilities": Responsibility,
        "deadlines": Deadline,
    }  # fmt: skip
    facts: dict[str, Any] = {name: tuple(kind(**_AT, **fact) for fact in raw[name]) for name, kind in kinds.items()}
    return PlanRecord(document=Document(**raw["document"]), **facts)


def keyed_plans() -> Iterator[KeyedPlan]:
    """All plans of the matching key that are there."""
    key = yaml.safe_load(KEY.read_text(encoding="utf-8"))
    for part, folder in (("corpus", CORPUS), ("gold", REFERENCE)):
        for name, answers in key[part].items():
            path = folder / f"{name}.json"
            if path.exists():
                yield _keyed(name, read_record(path), answers)


def _keyed(name: str, record: PlanRecord, answers: dict[str, Any]) -> KeyedPlan:
    def positions(named: list[Any]) -> set[int]:
        return {
            position
            for position, target in enumerate(record.targets)
            if position in named or target.measure in named or f"{target.measure} @{target.unit}" in named
        }

    wanted = {position: key for key, named in answers["match"].items() for position in positions(named)}
    qualitative = {place for place, target in enumerate(record.targets) if target.kind == "qualitative"}
    return KeyedPlan(name, record, wanted, frozenset(positions(answers.get("open", [])) | qualitative))


def place_of(record: PlanRecord) -> PlaceLink:
    """Where a record's document stands, from its own fields."""
    document = record.document
    found = LocalityRegister.load().place(
        level=document.level,
        province=document.province,
        district=document.district,
        commune=document.commune,
        on=parse_day(document.issued_date),
    )
    locality = found.locality.id if found.locality else None
    return PlaceLink(locality, found.superior.id if found.superior else None, flag=found.flag)
