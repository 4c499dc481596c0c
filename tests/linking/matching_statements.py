"""Single statements with the indicator that each means (tests/linking/statements/): targets made of them.

A statement is "measure | kind of unit": "%", "x/y" (a count of a whole), "‰", "/100.000", "/100", "rank", "score",
"triệu đồng", "tuổi", "zero", else the thing counted ("hộ"); "change" before it makes it a rise or fall.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from plan_extract.model import Target

FOLDER = Path(__file__).with_name("statements")
_KINDS: dict[str, dict[str, Any]] = {
    "%": {"unit": "%", "unit_text": "%"},
    "x/y": {"unit": "ratio", "per": Decimal(13), "unit_text": ""},
    "‰": {"unit": "ratio", "per": Decimal(1000), "unit_text": "‰"},
    "/100.000": {"unit": "ratio", "per": Decimal(100000), "unit_text": "/100.000"},
    "/100": {"unit": "ratio", "per": Decimal(100), "unit_text": "bé trai/100 bé gái"},
    "rank": {"unit": "rank", "unit_text": "nhóm"},
    "score": {"unit": "score", "unit_text": "điểm"},
    "triệu đồng": {"unit": "money", "unit_text": "triệu đồng/năm"},
    "ha": {"unit": "area", "unit_text": "ha"},
    "tuổi": {"unit": "time", "unit_text": "tuổi"},
    "lần": {"unit": "other", "unit_text": "lần"},
    "zero": {"kind": "zero", "unit": "count", "value": Decimal(0), "unit_text": None},
}


@dataclass(frozen=True)
class Statement:
    """A target, its field, and the key of the indicator that it means (None: none of the catalogue)."""

    field: str
    target: Target
    key: str | None


def read_statements(name: str) -> Iterator[Statement]:
    """The statements of one set, by the name of its file."""
    loaded = yaml.safe_load((FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    for field, keyed in loaded.items():
        if field == "about":
            continue
        for key, statements in keyed.items():
            for statement in statements:
                yield Statement(field, make_statement(statement), None if key == "none" else key)


def make_statement(statement: str) -> Target:
    """The target that a statement says."""
    measure, kind = (part.strip() for part in statement.rsplit("|", 1))
    change = kind.startswith("change ")
    kind = kind.removeprefix("change ")
    facts: dict[str, Any] = {
        "kind": "numeric", "value": Decimal(7), "quantity": "change" if change else "level",
        **_KINDS.get(kind, {"unit": "count", "unit_text": kind}),
    }  # fmt: skip
    return Target(
        start=0, end=1, rule="test", confidence=1, section="objectives", comparator="=", quote=measure,
        measure=measure, **facts,
    )  # fmt: skip
