"""Small plans for the tests of storage, and an extractor that reads them from files.

A file holds `NUMBER|SYMBOL|ISSUER|DATE|PROVINCE` in its first line and, below, one target a line
("measure: value unit"), one task a line ("agency -> task", "agency + partner -> task"). The
endings .docx and .pdf stand for formats. A file that begins with CRASH, HANG, FAULT or REFUSED does
what it says.
"""

from __future__ import annotations

import os
import re
import time
from decimal import Decimal
from pathlib import Path

from plan_extract.model import (
    Block,
    Deadline,
    Document,
    Goal,
    Indicator,
    LegalReference,
    Plan,
    PlanRecord,
    Responsibility,
    SectionText,
    SourceDocument,
    Target,
)
from plan_extract.model.errors import ReadError

MEDIA_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
_TARGET = re.compile(r"(?m)^(?P<measure>[^:\n]+): (?P<value>[\d.]+)(?P<unit>%| \w+)(?: (?P<year>\d{4}))?")
_TASK = re.compile(r"(?m)^(?P<agency>[^+\n]+?)(?: \+ (?P<partner>[^\n]+?))? -> (?P<task>[^\n]+)")
_DUE = re.compile(r"trước ngày (\d\d)/(\d\d)/(\d{4})")

HUE = "52|KH-UBND|UBND thành phố Huế|2026-01-15|Huế"
QUANG_TRI = "7|KH-UBND|UBND tỉnh Quảng Trị|2026-02-01|Quảng Trị"


def extract(path: Path, **_: object) -> Plan:
    """The plan in a file of the form above; options of the real extractor have no effect."""
    path = Path(path)
    text = path.read_text(encoding="utf-8")
    if text.startswith("CRASH"):
        os._exit(7)
    if text.startswith("HANG"):
        time.sleep(3600)
    if text.startswith("FAULT"):
        raise ValueError("sum of nothing")
    if text.startswith("REFUSED"):
        raise ReadError("the file is empty", cause="empty")
    return make_plan(text, name=path.name)


def make_plan(text: str, *, name: str = "plan.txt") -> Plan:
    """The plan in `text`."""
    number, symbol, issuer, date, province = (part or None for part in text.split("\n")[0].split("|"))
    targets = [_target(match) for match in _TARGET.finditer(text)]
    tasks = [_task(match) for match in _TASK.finditer(text)]
    deadlines = [_deadline(match, tasks) for match in _DUE.finditer(text)]
    place = {"start": 0, "end": len(text.split("\n")[0]), "rule": "test", "confidence": 1.0}
    record = PlanRecord(
        document=Document(
            number=number,
            symbol=symbol,
            issuer=issuer,
            issued_date=date,
            province=province,
            type="Kế hoạch",
            title="Phòng, chống suy dinh dưỡng trẻ em",
            level="province",
            period_start=2026,
            period_end=2030,
        ),
        legal_references=(LegalReference(type="Luật Trẻ em", relation="basis", **place),),
        goals=(Goal(number="1", kind="specific", text="Bảo vệ trẻ em", **place),),
        indicators=tuple(
            Indicator(number=str(i), goal="1", text=t.quote, start=t.start, end=t.end, rule="test", confidence=1)
            for i, t in enumerate(targets, 1)
        ),
        targets=tuple(t.model_copy(update={"indicator": str(i)}) for i, t in enumerate(targets, 1)),
        responsibilities=tuple(tasks),
        deadlines=tuple(deadlines),
    )
    source = SourceDocument(
        name=name,
        text=text,
        blocks=(Block(kind="paragraph", start=0, end=len(text)),),
        media_type=MEDIA_TYPES.get(Path(name).suffix, "text/plain"),
        reader="test",
    )
    section = SectionText(heading="I. MỤC TIÊU", kind="objectives", level=1, start=0, end=len(text), text=text)
    return Plan(source=source, record=record, sections=(section,))


def _target(match: re.Match[str]) -> Target:
    unit = match["unit"].strip()
    return Target(
        section="objectives",
        kind="numeric",
        goal="1",
        measure=match["measure"],
        quantity="level",
        comparator="=",
        value=Decimal(match["value"]),
        unit="%" if unit == "%" else "count",
        unit_text=unit,
        year=int(match["year"] or 2030),
        quote=match.group(),
        start=match.start(),
        end=match.end(),
        rule="test.target",
        confidence=0.9,
    )


def _task(match: re.Match[str]) -> Responsibility:
    return Responsibility(
        agency=match["agency"],
        role="lead",
        task=match["task"],
        indicators=tuple(re.findall(r"chỉ tiêu (\d+)", match["task"])),
        partners=(match["partner"],) if match["partner"] else (),
        start=match.start(),
        end=match.end(),
        rule="test.task",
        confidence=0.8,
    )


def _deadline(match: re.Match[str], tasks: list[Responsibility]) -> Deadline:
    owner = next((task.agency for task in tasks if task.start <= match.start() < task.end), None)
    return Deadline(
        quote=match.group(),
        action="report",
        agency=owner,
        relation="before",
        date=f"{match[3]}-{match[2]}-{match[1]}",
        recurrence="once",
        start=match.start(),
        end=match.end(),
        rule="test.deadline",
        confidence=0.9,
    )
