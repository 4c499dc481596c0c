"""Home, the list of plans, and the search."""

from __future__ import annotations

from typing import Any, Final

from plan_extract.analysis.finding import find_all, find_more
from plan_extract.analysis.overview import (
    DIMENSIONS,
    Dimension,
    Key,
    PlanFilter,
    find_choices,
    find_plans,
    make_grid,
    make_overview,
)
from plan_extract.views.answers import search_total
from plan_extract.web.asking import ask, page, show, whole_number

_PAGE_ROWS: Final = 50


@page
async def home(datasette: Any, request: Any) -> Any:
    """What is in the database: numbers, the grid, the last ingest."""
    wanted = _filter(request)
    rows = _dimension(request.args.get("rows"), "province")
    columns = _dimension(request.args.get("columns"), "year")
    if columns == rows:
        columns = "year" if rows != "year" else "level"
    return await show(
        datasette,
        request,
        "home",
        overview=await ask(datasette, make_overview),
        grid=await ask(datasette, lambda connection: make_grid(connection, rows, columns, wanted)),
        choices=await ask(datasette, find_choices),
        wanted=wanted,
        dimensions=DIMENSIONS,
        cell=lambda row, column: _narrow(wanted, {rows: row, columns: column}),
    )


@page
async def plans(datasette: Any, request: Any) -> Any:
    """The plans that a filter wants, page by page."""
    wanted = _filter(request)
    offset = whole_number(request.args.get("from")) or 0
    return await show(
        datasette,
        request,
        "plans",
        found=await ask(datasette, lambda connection: find_plans(connection, wanted, offset=offset, limit=_PAGE_ROWS)),
        choices=await ask(datasette, find_choices),
        wanted=wanted,
        size=_PAGE_ROWS,
    )


@page
async def search(datasette: Any, request: Any) -> Any:
    """Everything that holds the words, or more of one part."""
    text = (request.args.get("q") or "").strip()
    part = request.args.get("part")
    found = more = None
    if text and part:
        more = await ask(datasette, lambda connection: find_more(connection, text, part))
    elif text:
        found = await ask(datasette, lambda connection: find_all(connection, text))
    return await show(
        datasette, request, "search", q=text, part=part, found=found, more=more, search_total=search_total
    )


def _filter(request: Any) -> PlanFilter:
    values = {name: request.args.get(name) or None for name in ("province", "level", "field")}
    return PlanFilter(**values, year=whole_number(request.args.get("year")))


def _dimension(text: str | None, otherwise: Dimension) -> Dimension:
    return next((name for name in DIMENSIONS if name == text), otherwise)


def _narrow(wanted: PlanFilter, lines: dict[str, Key]) -> dict[str, Key]:
    """The filter as an address, narrowed to these lines of the grid."""
    kept: dict[str, Key] = {name: getattr(wanted, name) for name in DIMENSIONS}
    return {**kept, **lines}
