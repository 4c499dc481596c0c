"""Calendars, read back with a second library (vobject) and expanded by dateutil's rules."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import vobject

from plan_extract.analysis.deadlines import DueDate
from plan_extract.analysis.schedule import make_schedule
from plan_extract.storage.calendar import find_days
from plan_extract.views.ics import render_ics

STAMP = datetime(2026, 1, 1, tzinfo=UTC)
PERIOD = (date(2021, 3, 8), date(2030, 12, 31))


def deadline(value: str | None, relation: str, recurrence: str, quote: str = "Báo cáo", id_: str = "d1") -> DueDate:
    found = find_days(value)
    limits = (date.fromisoformat(found[0]), date.fromisoformat(found[1])) if found else None
    schedule = make_schedule(value, relation, recurrence, quote, days=limits, period=PERIOD)
    first = next(schedule.days(), None)
    return DueDate(
        deadline_id=id_, document_id="p", plan="52/KH-UBND", title="Trẻ em; giai đoạn", issuer="UBND tỉnh",
        place="Huế", due=first.isoformat() if first else None, begin=None, relation=relation, date=value,
        recurrence=recurrence, assumed=schedule.assumed, action="report", agencies=("Sở Y tế, Sở Tài chính",),
        agency_ids=(), from_task=False, task=None, quote=quote, page=3, confidence=1.0, corrected=False,
        schedule=schedule,
    )  # fmt: skip


def read_days(content: bytes) -> list[date]:
    found: list[date] = []
    calendar = vobject.readOne(content.decode("utf-8"))
    for event in calendar.contents.get("vevent", []):
        rules = event.getrruleset(addRDate=True)
        found += [day.date() for day in rules] if rules else [event.dtstart.value]
    return sorted(set(found))


@pytest.mark.parametrize(
    ("value", "relation", "recurrence"),
    [
        ("2026-03-30", "before", "once"),
        ("--11-20", "before", "annual"),
        ("--03-01", "before", "annual"),
        ("--07", "in", "annual"),
        ("---25", "by", "monthly"),
        ("---30", "by", "monthly"),
        ("---01", "before", "monthly"),
        ("---20", "before", "quarterly"),
        (None, "every", "quarterly"),
        (None, "every", "semiannual"),
        ("---05", "by", "nine_months"),
        (None, "every", "weekly"),
        (None, "every", "daily"),
        ("--11-15/--12-15", "in", "annual"),
    ],
)
def test_another_program_reads_the_same_days(value: str | None, relation: str, recurrence: str) -> None:
    made = deadline(value, relation, recurrence)
    assert read_days(render_ics("Lịch", [made], "vi", stamp=STAMP)) == list(made.schedule.days())


def test_rules_keep_to_what_outlook_takes() -> None:
    rows = [deadline(None, "every", kind, id_=kind) for kind in ("quarterly", "semiannual", "monthly", "annual")]
    lines = render_ics("Lịch", rows, "vi", stamp=STAMP).decode().splitlines()
    rules = [line for line in lines if line.startswith("RRULE")]
    assert rules == [
        "RRULE:FREQ=MONTHLY;UNTIL=20301231;INTERVAL=3;BYMONTHDAY=-1",
        "RRULE:FREQ=MONTHLY;UNTIL=20301231;INTERVAL=6;BYMONTHDAY=-1",
        "RRULE:FREQ=MONTHLY;UNTIL=20301231;INTERVAL=1;BYMONTHDAY=-1",
        "RRULE:FREQ=YEARLY;UNTIL=20301231;BYMONTHDAY=31;BYMONTH=12",
    ]


def test_text_comes_through_whole() -> None:
    quote = "Báo cáo, trình; gửi \\ “kết quả”\nvề Sở Y tế: 15 giờ " + "ử" * 80
    content = render_ics("Lịch; Sở Y tế, tỉnh", [deadline("2026-03-30", "by", "once", quote)], "vi", stamp=STAMP)
    event = vobject.readOne(content.decode("utf-8")).vevent
    assert " ".join(quote.split()) in event.description.value
    assert event.uid.value == "d1@plan-extract"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_what_has_no_day_makes_no_event() -> None:
    content = render_ics("Lịch", [deadline("PT24H", "within", "event")], "vi", stamp=STAMP)
    assert b"VEVENT" not in content


def test_a_deadline_listed_twice_is_one_event() -> None:
    row = deadline("--11-20", "by", "annual")
    assert render_ics("Lịch", [row, row], "vi", stamp=STAMP).count(b"BEGIN:VEVENT") == 1


def test_a_calendar_of_several_agencies_says_whose_each_is() -> None:
    content = render_ics("Thời hạn", [deadline("2026-03-30", "before", "once")], "vi", with_agencies=True, stamp=STAMP)
    events = vobject.readOne(content.decode("utf-8")).contents["vevent"]
    assert [event.summary.value for event in events] == ["Sở Y tế, Sở Tài chính: Báo cáo (trước 30/03/2026)"]
