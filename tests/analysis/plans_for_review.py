"""A small plan with what a reviewer would find, and its superior's, as records."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from typing import Any

from plan_extract.model import (
    Block,
    Deadline,
    Document,
    Goal,
    GoalAssignment,
    Indicator,
    LegalReference,
    Plan,
    PlanRecord,
    Responsibility,
    SourceDocument,
    Target,
)
from plan_extract.storage.database import transaction
from plan_extract.storage.rows import make_rows
from plan_extract.storage.writer import insert_plan

RULE: dict[str, Any] = {"rule": "test", "confidence": 1.0}


class PlanBuilder:
    """A plan put together from sentences; each fact stands where its sentence is appended."""

    def __init__(self, **document: Any) -> None:
        fields = {"number": "52", "symbol": "KH-UBND", "level": "district", "province": "Hòa Bình",
                  "district": "Lạc Sơn", "issuer": "UBND huyện Lạc Sơn", "issued_date": "2022-03-15",
                  "title": "Công tác trẻ em", "period_start": 2022, "period_end": 2025}  # fmt: skip
        self.document = Document(type="Kế hoạch", **{**fields, **document})
        self.text = "KẾ HOẠCH\n"
        self.facts: dict[str, list[Any]] = {}

    def say(self, sentence: str) -> dict[str, Any]:
        """Append a sentence; returns its place."""
        start = len(self.text)
        self.text += f"- {sentence}\n"
        return {"start": start + 2, "end": start + 2 + len(sentence), **RULE}

    def target(self, sentence: str, measure: str, value: str, **fields: Any) -> None:
        """A target; numbered ones are indicators too."""
        place = self.say(sentence)
        made = {"section": "objectives", "kind": "numeric", "quantity": "level", "comparator": "=", "unit": "%",
                "unit_text": "%", "year": 2025, **fields}  # fmt: skip
        rule = made.pop("rule", "test")
        within = made.pop("within", None)
        number = made.get("indicator")
        made["indicator"] = number if within is None else within
        target = Target(measure=measure, value=Decimal(value), quote=sentence, **{**place, "rule": rule}, **made)
        self._add("targets", target)
        if number is not None:
            self._add("indicators", Indicator(number=number, goal=made.get("goal", "1"), text=sentence, **place))

    def indicator(self, number: str, sentence: str) -> None:
        """An indicator from which no target is read."""
        self._add("indicators", Indicator(number=number, goal="1", text=sentence, **self.say(sentence)))

    def qualitative(self, sentence: str, measure: str) -> None:
        """A target without a figure."""
        target = Target(section="objectives", kind="qualitative", measure=measure, year=2025, quote=sentence,
                        **self.say(sentence))  # fmt: skip
        self._add("targets", target)

    def task(
        self, agency: str, task: str, role: str = "lead", indicators: tuple[str, ...] = (),
        goals: tuple[GoalAssignment, ...] = (),
    ) -> None:  # fmt: skip
        """A task of an agency."""
        place = self.say(f"{agency}: {task}")
        self._add("responsibilities", Responsibility(agency=agency, role=role, task=task, indicators=indicators,
                                                     goals=goals, **place))  # type: ignore[arg-type]  # fmt: skip

    def deadline(self, quote: str, date: str, relation: str = "by") -> None:
        """A deadline of one day."""
        self._add("deadlines", Deadline(quote=quote, action="report", relation=relation, date=date,
                                        recurrence="once", **self.say(quote)))  # type: ignore[arg-type]  # fmt: skip

    def cite(
        self, number: str, date: str | None, relation: str = "implements", kind: str = "Kế hoạch", behind: str = "",
        issuer: str | None = None,
    ) -> None:  # fmt: skip
        """A document cited; `behind` are the words that follow it."""
        place = self.say(f"Thực hiện {kind} số {number} ngày {date}")
        self.text = f"{self.text[:-1]}{behind}\n"
        self._add("legal_references", LegalReference(type=kind, number=number, date=date, relation=relation,
                                                     issuer=issuer, **place))  # type: ignore[arg-type]  # fmt: skip

    def recipients(self, *items: str) -> None:
        """The list of recipients at the end."""
        self.text += "\nNơi nhận:\n" + "\n".join(f"- {item};" for item in items) + "\n"

    def store(self, connection: sqlite3.Connection) -> str:
        """Put the plan into the database; returns its id."""
        facts = {name: tuple(found) for name, found in self.facts.items()}
        goal = Goal(number="1", kind="specific", text="Bảo vệ trẻ em", start=0, end=8, **RULE)
        record = PlanRecord(document=self.document, goals=(goal,), **facts)
        source = SourceDocument(
            name="plan.txt", text=self.text, blocks=(Block(kind="paragraph", start=0, end=len(self.text)),),
            media_type="text/plain", reader="test",
        )  # fmt: skip
        count = connection.execute("SELECT count(*) FROM document").fetchone()[0]
        rows = make_rows(Plan(source=source, record=record), sha256=f"{count + 1:064x}"[::-1], file_name="plan.txt",
                         extractor_version="1")  # fmt: skip
        with transaction(connection):
            insert_plan(connection, rows)
        return rows.document_id

    def _add(self, name: str, fact: Any) -> None:
        self.facts.setdefault(name, []).append(fact)
