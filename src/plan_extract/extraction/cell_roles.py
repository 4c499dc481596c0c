"""Words behind a name that say who leads and who joins in: "Sở A (chủ trì); Sở B (phối hợp)"."""

from __future__ import annotations

from collections.abc import Sequence

from plan_extract.extraction.agencies_names import AgencySpan
from plan_extract.extraction.agencies_wording import wording
from plan_extract.extraction.cell_agencies import read_cell_agencies
from plan_extract.extraction.task_reading import task_wording
from plan_extract.normalising.wording import Wording

_JOINS = Wording("task_joints")["joins"]


def split_roles(agencies: Sequence[AgencySpan], match: str) -> tuple[list[AgencySpan], list[AgencySpan], bool]:
    """Those of a list that act, those that only join in, and whether the first are said to lead.

    A name takes the remark behind it or, in a list, behind the next name that has one.
    """
    acting: list[AgencySpan] = []
    joining: list[AgencySpan] = []
    waiting: list[AgencySpan] = []
    leads = False
    for agency in agencies:
        waiting.append(agency)
        if (remark := task_wording("role-remark").match(match, agency.end)) is None:
            continue
        joins = _JOINS.search(remark.group("role")) is not None
        leads = leads or not joins
        (joining if joins else acting).extend(waiting)
        waiting = []
    acting += waiting
    return (acting, joining, leads) if acting else (joining, [], False)


def split_labelled(text: str, match: str) -> tuple[list[AgencySpan], list[AgencySpan]] | None:
    """Those who lead and those who join in where a cell labels both: "Chủ trì: Sở A. Phối hợp: Sở B, Sở C"; else None."""
    lead = task_wording("lead-label").match(match)
    join = task_wording("join-label").search(match, lead.end()) if lead else None
    if lead is None or join is None:
        return None
    acting, _ = read_cell_agencies(text[lead.end() : join.start()], match[lead.end() : join.start()])
    joining, _ = read_cell_agencies(text[join.end() :], match[join.end() :])
    return (acting, joining) if acting else None


def printed_lead(text: str, match: str) -> str | None:
    """Who leads, as the cell prints it, without its label, those it names as joining in and what is to be done."""
    start = label.end() if (label := task_wording("lead-label").match(match)) else 0
    rest = task_wording("roles-behind").search(match, start + 3)
    end = rest.start() if rest else len(text)
    _, stop = read_cell_agencies(text[start:end], match[start:end])
    if wording("act").match(match, len(match) - len(match[start + stop :].lstrip(" ,")), end):
        end = start + stop
    return text[start:end].strip(" .;,") or None
