"""Choosing a plan on pages that are about one: by some of its words, else from the first ones."""

from __future__ import annotations

from typing import Any, Final

from plan_extract.analysis.finding import find_more
from plan_extract.analysis.overview import PlanFilter, find_plans
from plan_extract.web.asking import ask

_OFFERED: Final = 20


async def pick_plans(datasette: Any, request: Any) -> dict[str, Any]:
    """What the template `pick.html` needs: the words asked for and the plans to choose from."""
    words = (request.args.get("q") or "").strip()
    if words:
        found = await ask(datasette, lambda connection: find_more(connection, words, "plans", limit=_OFFERED))
        return {"q": words, "picked": found.hits, "picked_total": found.total}
    first = await ask(datasette, lambda connection: find_plans(connection, PlanFilter(), limit=_OFFERED))
    return {"q": "", "picked": first.plans, "picked_total": first.total}
