"""The fields of facts that people can correct or give, and what they may type into them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from plan_extract.model.errors import UsageError
from plan_extract.model.facts import Deadline, Goal, LegalReference, Target
from plan_extract.normalising.figures import FIGURE, parse_figure
from plan_extract.storage.calendar import find_days

EDITABLE: Final[dict[str, tuple[str, ...]]] = {
    "target": ("measure", "comparator", "value", "value_high", "unit", "year"),
    "indicator": ("number", "goal", "text"),
    "goal": ("number", "kind", "text"),
    "task": ("text", "output", "due"),
    "responsibility": ("agency", "role"),
    "deadline": ("date", "agency"),
    "legal_reference": ("type", "number", "date", "issuer", "relation"),
}
"""The fields that can be corrected, by table: those that the views show corrected."""

ADDABLE: Final[dict[str, tuple[str, ...]]] = {
    "target": (
        "measure", "comparator", "value", "value_high", "unit", "unit_text", "per", "year", "scope", "quantity",
        "direction", "agency",
    ),
    "indicator": ("number", "goal", "text"),
    "goal": ("number", "kind", "text"),
    "responsibility": ("agency", "role", "output", "due"),
    "deadline": ("date", "relation", "recurrence", "action", "agency"),
    "legal_reference": ("type", "number", "date", "issuer", "relation"),
}  # fmt: skip
"""The fields that an added fact can have, by table. A task is added with the agency that answers for it."""

_LONGEST: Final = {"text": 20_000}
_LONGEST_TEXT: Final = 2000
_DAY = r"(?:\d{4}(?:-\d\d(?:-\d\d)?|-Q[1-4])?|--\d\d(?:-\d\d)?|---\d\d)"
_DATE: Final = re.compile(rf"{_DAY}(?:/{_DAY})?|PT?\d+[YMWDH]")
_SIGNED: Final = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
"""When a document was signed: a day, a month or a year."""
_WRITTEN_DATE: Final = re.compile(r"(?:(?P<day>[0-3]?\d)/)?(?P<month>[01]?\d)/(?P<year>\d{4})")
_YEARS: Final = range(1945, 2101)


def choices_of(table: str, field: str) -> tuple[str, ...]:
    """The values that a field with a list of values can have; none where it is free."""
    return _CHOICES_OF.get((table, field)) or _CHOICES.get(field, ())


def is_required(table: str, field: str) -> bool:
    """Whether a field cannot be empty."""
    return (table, field) in _REQUIRED


def usual_fields(table: str) -> dict[str, str]:
    """What most facts of a table have in some fields: for a form to begin with."""
    return {**_USUAL.get(table, {}), **({"role": "implement"} if table == "responsibility" else {})}


def clean_field(table: str, field: str, value: str | None) -> str | None:
    """What a person typed, as it is stored; None where the field is to be empty.

    Raises `UsageError` where the field cannot have the value.
    """
    value = " ".join((value or "").split()) or None
    if value is None:
        if is_required(table, field):
            raise UsageError(f'"{field}" cannot be empty')
        return None
    if choices := choices_of(table, field):
        if value not in choices:
            raise UsageError(f'"{value}" is none of: {", ".join(choices)}')
        return value
    if (table, field) == ("legal_reference", "date"):
        return _clean_signed(field, value)
    return _CLEANERS.get(field, _clean_text)(field, value)


def clean_added(table: str, fields: Mapping[str, str | None]) -> dict[str, str | None]:
    """The fields of a fact to add, as they are stored; what is usual stands where nothing is given.

    Raises `UsageError` as `clean_field` does, and where a figure lacks its unit, or a unit its figure.
    """
    usual = _USUAL.get(table, {})
    cleaned = {name: clean_field(table, name, fields.get(name) or usual.get(name)) for name in ADDABLE[table]}
    if table == "deadline" and cleaned["date"] is None and cleaned["recurrence"] == "once":
        raise UsageError('"date" cannot be empty')
    if table == "target" and cleaned["value"] is None and any(cleaned[name] for name in ("value_high", "per", "unit")):
        raise UsageError('"value" cannot be empty')
    if table == "target" and cleaned["value"] is not None and cleaned["unit"] is None:
        raise UsageError('"unit" cannot be empty')
    return cleaned


def _clean_text(field: str, value: str) -> str:
    longest = _LONGEST.get(field, _LONGEST_TEXT)
    if len(value) > longest:
        raise UsageError(f'"{field}" is longer than {longest} letters')
    return value


def _clean_figure(field: str, value: str) -> str:
    """A figure as plans print it: a comma before decimals, a dot between thousands ("18.5" is 18.5)."""
    if not re.fullmatch(FIGURE, value):
        raise UsageError(f'"{value}" is no figure')
    return f"{parse_figure(value):f}"


def _clean_year(field: str, value: str) -> str:
    if not (value.isascii() and value.isdigit() and int(value) in _YEARS):
        raise UsageError(f'"{value}" is no year')
    return value


def _clean_date(field: str, value: str) -> str:
    """A date of the contract, or as people write it: 30/6/2026, 6/2026."""
    value = _iso_date(value)
    if not _DATE.fullmatch(value):
        raise UsageError(f'"{value}" is no date; write 31/3/2026, 2026-03-31, 2026-03, 2026-Q1, 2026 or --11-20')
    if re.match(r"\d{4}", value) and find_days(value) is None:
        raise UsageError(f'"{value}" is no date')
    return value


def _clean_signed(field: str, value: str) -> str:
    value = _iso_date(value)
    if not _SIGNED.fullmatch(value) or find_days(value) is None:
        raise UsageError(f'"{value}" is no day; write 31/3/2026 or 2026-03-31')
    return value


def _iso_date(value: str) -> str:
    written = _WRITTEN_DATE.fullmatch(value)
    if written is None:
        return value
    return "-".join(
        (written["year"], written["month"].zfill(2), *([written["day"].zfill(2)] if written["day"] else ()))
    )


def _values_of(annotation: Any) -> tuple[str, ...]:
    found = [item for part in (annotation, *get_args(annotation)) for item in get_args(part)]
    return tuple(item for item in found if isinstance(item, str))


_USUAL: Final[dict[str, dict[str, str]]] = {
    "deadline": {"relation": "by", "recurrence": "once", "action": "other"},
    "goal": {"kind": "specific"},
    "legal_reference": {"relation": "cites"},
}
_REQUIRED: Final = {
    ("target", "measure"), ("responsibility", "agency"), ("responsibility", "role"), ("goal", "kind"), ("goal", "text"),
    ("indicator", "text"), ("task", "text"), ("legal_reference", "type"), ("legal_reference", "relation"),
}  # fmt: skip
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "comparator": _values_of(Target.model_fields["comparator"].annotation),
    "unit": _values_of(Target.model_fields["unit"].annotation),
    "role": ("lead", "coordinate", "advise", "request", "implement"),
    "quantity": ("level", "change"),
    "direction": ("increase", "decrease", "maintain"),
    "relation": _values_of(Deadline.model_fields["relation"].annotation),
    "recurrence": _values_of(Deadline.model_fields["recurrence"].annotation),
    "action": _values_of(Deadline.model_fields["action"].annotation),
    "kind": _values_of(Goal.model_fields["kind"].annotation),
}
_CHOICES_OF: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("legal_reference", "relation"): _values_of(LegalReference.model_fields["relation"].annotation),
}
"""Fields of one name with other values in one table."""
_CLEANERS: Final[dict[str, Callable[[str, str], str]]] = {
    "value": _clean_figure,
    "value_high": _clean_figure,
    "per": _clean_figure,
    "year": _clean_year,
    "date": _clean_date,
    "due": _clean_date,
}
