"""The comparison page by the units of another day (`as_of`: a year or a day); without it, the usual one."""

from __future__ import annotations

from typing import Any, Final

from plan_extract.analysis.as_of import compare_as_of, day_of
from plan_extract.analysis.compare import CompareQuestion
from plan_extract.analysis.sources import list_sources
from plan_extract.analysis.suggestions import load_measures
from plan_extract.views.as_of import regrouped_book, regrouped_grid, regrouped_sheets, regrouped_sources
from plan_extract.views.svg_as_of import render_regrouped_svg
from plan_extract.web import pages_answers
from plan_extract.web.asking import ask, download, lang_of, page, show, whole_number

_NUMBERS: Final = "number"


async def compare(datasette: Any, request: Any) -> Any:
    """One indicator across plans, by the units of `as_of` where the address has it."""
    by_day = (request.args.get("as_of") or "").strip() and (request.args.get("indicator") or "").strip()
    return await (_compare_as_of if by_day else pages_answers.compare)(datasette, request)


@page
async def _compare_as_of(datasette: Any, request: Any) -> Any:
    lang = lang_of(request)
    indicator, as_of = request.args["indicator"].strip(), request.args["as_of"].strip()
    year, level, within = (
        whole_number(request.args.get("year")), request.args.get("level") or None, request.args.get("within") or None,
    )  # fmt: skip
    day = day_of(as_of)
    question = CompareQuestion(indicator, year, level, within)
    answer, regrouped = await ask(datasette, lambda connection: compare_as_of(connection, question, day))
    form = request.url_vars.get("form")
    if form == "svg":
        title = regrouped_grid(regrouped, indicator, lang).title
        return download("svg", render_regrouped_svg(title, regrouped, lang), f"so-sanh {indicator} {as_of}")
    if form:
        grid = regrouped_grid(regrouped, indicator, lang)
        sources = await ask(
            datasette, lambda connection: list_sources(connection, (target.document_id for target in answer.targets))
        )
        book = regrouped_book(regrouped, sources, indicator, lang) if form == "xlsx" else ()
        return pages_answers.send_file(form, regrouped, [grid], f"so-sanh {indicator} {as_of}", lang, book=book)
    return await show(
        datasette,
        request,
        "compare_as_of",
        measures=await ask(datasette, load_measures),
        sheets=regrouped_sheets(regrouped, indicator, lang),
        sources=[regrouped_sources(group, lang) for group in regrouped.groups],
        numbers=_NUMBERS,
        suggestions=answer.suggestions,
        choice={"indicator": indicator, "year": year, "level": level, "within": within, "as_of": as_of},
    )
