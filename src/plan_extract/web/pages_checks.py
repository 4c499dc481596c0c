"""A plan beside those above and below it, and what a careful reviewer would find in it."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from plan_extract.analysis.cascade import make_cascade
from plan_extract.analysis.checks import Checks, check_plans
from plan_extract.analysis.findings import load_checks
from plan_extract.analysis.overview import load_heads
from plan_extract.analysis.remembered import remembered
from plan_extract.analysis.sources import list_sources
from plan_extract.resources import rule_folders
from plan_extract.views.cascade import absent_sheets, cascade_book, cascade_sheet, cascade_table, unplanned_note
from plan_extract.views.checks import checks_book, checks_sheet, finding_text
from plan_extract.web.asking import ask, lang_of, page, show
from plan_extract.web.pages_answers import send_file
from plan_extract.web.picking import pick_plans

_CHECKED_AT_ONCE: Final = 200
"""With more plans than this, one must be chosen."""
_LISTED: Final = 2000
"""Findings on the page; the downloads hold all."""


@page
async def cascade(datasette: Any, request: Any) -> Any:
    """Each indicator of a plan beside that of the plans above it, or below it."""
    lang = lang_of(request)
    plan, down = request.args.get("plan") or None, bool(request.args.get("down"))
    if plan is None:
        return await show(datasette, request, "cascade", answer=None, **await pick_plans(datasette, request))
    answer = await ask(datasette, lambda connection: make_cascade(connection, plan, down=down))
    form = request.url_vars.get("form")
    if form:
        documents = (answer.document_id, *(item.document_id for item in answer.related))
        sources = await ask(datasette, lambda connection: list_sources(connection, documents))
        sheets = [cascade_sheet(answer, lang), *absent_sheets(answer, lang)]
        return send_file(form, answer, sheets, "phan-cap", lang, book=cascade_book(answer, sources, lang))
    choice = {"plan": plan, "down": "1" if down else None}
    return await show(
        datasette, request, "cascade", answer=answer, sheet=cascade_table(answer, lang), choice=choice, down=down,
        unplanned=unplanned_note(answer, lang),
    )  # fmt: skip


@page
async def checks(datasette: Any, request: Any) -> Any:
    """Findings of one plan, or of all where they are few."""
    lang = lang_of(request)
    plan = request.args.get("plan") or None
    known = len(await ask(datasette, load_heads))
    if plan is None and known > _CHECKED_AT_ONCE:
        return await show(datasette, request, "checks", answer=None, **await pick_plans(datasette, request))
    everything = await ask(
        datasette,
        lambda connection: remembered(
            connection, ("checks", plan, rule_folders()), lambda: check_plans(connection, plan)
        ),
    )
    only = request.args.get("check") or None
    answer = Checks(everything.plans, tuple(item for item in everything.findings if only in (None, item.check)))
    form = request.url_vars.get("form")
    if form:
        found = [finding.document_id for finding in answer.findings]
        sources = await ask(datasette, lambda connection: list_sources(connection, found))
        sheets = [checks_sheet(answer, lang)]
        return send_file(form, answer, sheets, "kiem-tra", lang, book=checks_book(answer, sources, lang))
    registered = load_checks()
    return await show(
        datasette,
        request,
        "checks",
        answer=answer,
        plan_id=plan,
        only=only,
        listed=_LISTED,
        sums=Counter(item.check for item in everything.findings).most_common(),
        texts=[finding_text(finding, lang) for finding in answer.findings],
        names={key: check.name if lang == "vi" else check.name_en for key, check in registered.items()},
    )
