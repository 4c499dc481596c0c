"""What the plan right above a plan sets for the measure of one of its targets."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from plan_extract.analysis.compared import ComparedTarget
from plan_extract.analysis.dossier import PlanTarget, load_target, load_targets
from plan_extract.analysis.pairing import Line, can_be_alike, make_lines, pair_lines
from plan_extract.analysis.superiors import Known, RelatedPlan, nearest_superior
from plan_extract.analysis.wording import words_of


@dataclass(frozen=True)
class SuperiorValue:
    """What the nearest plan above sets for the same indicator, for the same year where it has one."""

    plan: RelatedPlan
    target: PlanTarget


class SuperiorValues:
    """The values of superiors, each plan above loaded once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._plans: dict[str, RelatedPlan | None] = {}
        self._known: Known = {}
        self._lines: dict[tuple[str, str | None], list[Line]] = {}
        self._words: dict[str, set[str]] = {}

    def find(self, compared: ComparedTarget, canonical: str | None) -> SuperiorValue | None:
        """What the nearest plan above sets for the measure of a target; None where it sets nothing.

        `canonical`: the indicator of the catalogue that the target is of.
        """
        document = compared.document_id
        if document not in self._plans:
            self._plans[document] = nearest_superior(self._connection, document, self._known)
        plan = self._plans[document]
        if plan is None:
            return None
        own = load_target(self._connection, compared.target_id) if compared.corrected else _own(compared, canonical)
        if own is None or own.value is None:
            return None
        beside = self._line_beside(own, plan.document_id)
        same = [target for target in beside.targets if target.year == own.year] if beside else []
        return SuperiorValue(plan, same[0]) if same else None

    def _line_beside(self, own: PlanTarget, above: str) -> Line | None:
        """The line of the plan above that means the same. One of the same indicator of the catalogue wins over all
        that are only worded alike, so that mostly no others need be read."""
        for canonical in dict.fromkeys((own.canonical_id, None)):
            if canonical is None and (above, None) not in self._lines and not self._has_alike(own, above):
                return None
            if (above, canonical) not in self._lines:
                self._lines[above, canonical] = make_lines(load_targets(self._connection, above, canonical=canonical))
            lines = self._lines[above, canonical]
            beside = pair_lines([Line((), (own,))], lines).get(0)
            if beside is not None:
                return lines[beside]
        return None

    def _has_alike(self, own: PlanTarget, above: str) -> bool:
        """Whether a plan can have a measure that is worded alike; told by its words alone, where nobody corrected any."""
        if above not in self._words:
            corrected = "SELECT 1 FROM correction WHERE fact_id > ? AND fact_id < ? AND active = 1"
            if self._connection.execute(corrected, (f"{above}-", f"{above}.")).fetchone():
                return True
            rows = self._connection.execute("SELECT measure, scope FROM target WHERE document_id = ?", (above,))
            self._words[above] = {" ".join(words_of(f"{measure} {scope or ''}")) for measure, scope in rows}
        return can_be_alike(own, self._words[above])


def _own(target: ComparedTarget, canonical: str | None) -> PlanTarget:
    """A target of a comparison as the cascade has it, without its place in the plan; not for corrected ones."""
    return PlanTarget(
        target.target_id, canonical, None, target.indicator, target.indicator_text, "", target.kind, target.measure,
        target.scope, target.quantity, target.direction, target.comparator, target.value, target.value_high,
        target.unit, target.unit_text, target.per, target.year, target.frequency, target.normalised_value,
        target.normalised_unit, None, target.quote, target.page, 0, 0, "",
    )  # fmt: skip
