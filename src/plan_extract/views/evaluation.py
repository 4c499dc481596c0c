"""An evaluation as sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping

from plan_extract.analysis.evaluation import Evaluation, Score
from plan_extract.views.json import to_plain
from plan_extract.views.sheets import Cell, Sheet, make_sheet
from plan_extract.views.wording import Lang, phrase, value_name

_KEYS = ("part", "precision", "recall", "f1", "gold", "predicted")


def evaluation_sheets(answer: Evaluation, lang: Lang, *, errors: bool = False) -> list[Sheet]:
    """Scores of all plans, of the fields of targets, by level and by field of policy; the errors."""
    title = f"{phrase('evaluation', lang)} ({len(answer.plans)})"
    sheets = [
        make_sheet("evaluation", title, _KEYS, _rows(answer.parts), lang),
        make_sheet(
            "target_fields",
            phrase("target_fields", lang),
            ("field", "recall", "gold"),
            ((name, _round(score.recall), score.gold) for name, score in answer.target_fields.items()),
            lang,
        ),
    ]
    for group in ("level", "policy_field"):
        rows = [
            (value_name("level", name, lang) if group == "level" else name, *row)
            for name, parts in answer.by(group).items()
            for row in _rows(parts)
        ]
        sheets.append(make_sheet(group, phrase(f"by_{group}", lang), ("group", *_KEYS), rows, lang))
    if errors:
        listed = [
            (error.name, error.part, error.what, json.dumps(to_plain(dict(error.record)), ensure_ascii=False))
            for plan in answer.plans
            for error in plan.errors
        ]
        sheets.append(make_sheet("errors", phrase("errors", lang), ("file", "part", "kind", "text"), listed, lang))
    return sheets


def _rows(parts: Mapping[str, Score]) -> list[tuple[Cell, ...]]:
    return [
        (name, _round(score.precision), _round(score.recall), _round(score.f1), score.gold, score.predicted)
        for name, score in parts.items()
    ]


def _round(share: float) -> float:
    return round(share, 3)
