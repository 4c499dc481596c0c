"""Deadlines as an iCalendar file (RFC 5545) that Outlook, Google and Apple take.

Whole-day events that do not block the day, each with the sentence it was read from. A deadline that
comes back is one event with a rule; the rules keep to what all three programs read: one month, one
day, an interval. Where a month lacks the day (the 30th in February), its last day is an event of its
own. Ids are those of the facts, so that a file read in again replaces its events.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from icalendar import Calendar, Event, vText

from plan_extract.analysis.deadlines import DueDate
from plan_extract.analysis.schedule import Recurrence
from plan_extract.views.answers import shorten
from plan_extract.views.deadlines import limit_text
from plan_extract.views.wording import Lang, heading, value_name

_WEEKDAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SUMMARY_LETTERS: Final = 90
_LAST: Final = 31
_SHORTEST: Final = 28


def render_ics(
    name: str, deadlines: Iterable[DueDate], lang: Lang, *, with_agencies: bool = False, stamp: datetime | None = None
) -> bytes:
    """A calendar called `name` of all deadlines that have a day; each deadline once, with its rule.

    `with_agencies` puts who must act before what is to be done, for a calendar of several agencies. `stamp` is the time
    of making (now, without one), UTC.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//plan-extract//deadlines//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    made = stamp or datetime.now(UTC).replace(microsecond=0)
    seen: set[str] = set()
    for deadline in deadlines:
        if deadline.deadline_id not in seen:
            seen.add(deadline.deadline_id)
            for event in _events(deadline, lang):
                event.add("dtstamp", made)
                if with_agencies and deadline.agencies:
                    event["summary"] = vText(f"{'; '.join(deadline.agencies)}: {event['summary']}")
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(deadline: DueDate, lang: Lang) -> Iterator[Any]:
    rule = deadline.schedule.recurrence
    if rule is None:
        if deadline.schedule.due is not None:
            yield _event(deadline, deadline.schedule.due, "", lang)
        return
    days = list(rule.days())
    short = _short_days(rule, days)
    regular = [day for day in days if day not in short]
    if regular:
        event = _event(deadline, regular[0], "", lang)
        if len(regular) > 1:
            event.add("rrule", _rule(rule, regular))
        yield event
    for day in short:
        yield _event(deadline, day, f"-{day.isoformat()}", lang)


def _short_days(rule: Recurrence, days: list[date]) -> list[date]:
    """Days moved to the end of a month that is too short for the rule's day."""
    if rule.frequency != "monthly" or rule.interval == 12 or not _SHORTEST < (rule.day or _LAST) < _LAST:
        return []
    assert rule.day is not None
    return [day for day in days if day.day < rule.day]


def _rule(rule: Recurrence, days: list[date]) -> dict[str, Any]:
    first = days[0]
    made: dict[str, Any]
    if rule.frequency == "daily":
        made = {"freq": "daily"}
    elif rule.frequency == "weekly":
        made = {"freq": "weekly", "byday": _WEEKDAYS[first.weekday()]}
    elif rule.interval == 12:
        leap = first.month == 2 and rule.day == _LAST
        made = {"freq": "yearly", "bymonth": first.month, "bymonthday": -1 if leap else first.day}
    else:
        day = -1 if rule.day in (None, _LAST) else rule.day
        made = {"freq": "monthly", "interval": rule.interval, "bymonthday": day}
    return {**made, "until": days[-1]}


def _event(deadline: DueDate, day: date, suffix: str, lang: Lang) -> Any:
    event = Event()
    event.add("uid", f"{deadline.deadline_id}{suffix}@plan-extract")
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", _summary(deadline, lang))
    event.add("description", _description(deadline, lang))
    event.add("categories", [value_name("action", deadline.action, lang) or deadline.action])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return event


def _summary(deadline: DueDate, lang: Lang) -> str:
    whole = " ".join(deadline.quote.split())
    text = shorten(whole, _SUMMARY_LETTERS)
    limit = limit_text(deadline, lang)
    told = text == whole and any(sign.isdigit() for sign in text)
    return text if told or not limit or limit.casefold() == text.casefold() else f"{text} ({limit})"


def _description(deadline: DueDate, lang: Lang) -> str:
    plan = ", ".join(text for text in (deadline.plan, deadline.issuer) if text)
    lines = [
        (heading("agencies", lang), "; ".join(deadline.agencies)),
        (heading("quote", lang), " ".join(deadline.quote.split())),
        (heading("task", lang), " ".join((deadline.task or "").split())),
        (heading("plan", lang), plan),
        (heading("title", lang), deadline.title or ""),
        (heading("page", lang), str(deadline.page or "")),
        (heading("assumed", lang), "x" if deadline.assumed else ""),
    ]
    return "\n".join(f"{label}: {text}" for label, text in lines if text)
