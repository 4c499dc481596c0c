"""Answers as JSON: the dataclasses of the analysis, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any


def render_json(answer: Any) -> str:
    """`answer` (dataclasses, lists, plain values) as JSON text; figures as numbers, letters kept."""
    return json.dumps(to_plain(answer), ensure_ascii=False, indent=1) + "\n"


def to_plain(answer: Any) -> Any:
    """`answer` in plain JSON types."""
    if is_dataclass(answer) and not isinstance(answer, type):
        return {field.name: to_plain(getattr(answer, field.name)) for field in fields(answer)}
    if isinstance(answer, Decimal):
        return int(answer) if answer == answer.to_integral_value() else float(answer)
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, frozenset):
        return sorted(to_plain(value) for value in answer)
    if isinstance(answer, Mapping):
        return {str(key): to_plain(value) for key, value in answer.items()}
    if isinstance(answer, Sequence) and not isinstance(answer, str | bytes):
        return [to_plain(value) for value in answer]
    return answer
