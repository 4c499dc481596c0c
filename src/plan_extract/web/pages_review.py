"""The review: doubtful facts one by one, confirmed, corrected or rejected, each with a name and a time."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from typing import Any, Final

from datasette.utils.asgi import Response

from plan_extract.analysis.review import ReviewItem, load_item, make_queue
from plan_extract.model.errors import UsageError
from plan_extract.storage.additions import read_addition
from plan_extract.storage.columns import to_decimal
from plan_extract.storage.correction_marks import CONFIRMED, WITHDRAWN
from plan_extract.storage.corrections import Correction, correct, undo
from plan_extract.storage.database import open_database
from plan_extract.storage.fact_fields import EDITABLE, choices_of, is_required
from plan_extract.views.answer_keys import pack_keys
from plan_extract.web.asking import ask, download, known_author, lang_of, link, options_of, page, remember_author, show
from plan_extract.web.forms import is_own_form
from plan_extract.web.messages import said
from plan_extract.web.words import word

_QUOTED: Final = 120
_LONGEST_NUMBER: Final = 18
_FIGURES: Final = ("value", "value_high")


@page
async def review(datasette: Any, request: Any) -> Any:
    """The queue; with POST, one decision of a reviewer."""
    options = options_of(datasette)
    if not options.allow_edit:
        return await show(datasette, request, "closed", status=403, switch="--allow-edit")
    if request.method == "POST":
        return await _decide(datasette, request)
    return await _show_queue(datasette, request)


async def _show_queue(
    datasette: Any, request: Any, *, typed: dict[str, str] | None = None, problem: str | None = None, status: int = 422
) -> Any:
    """The queue, or one fact; with what was typed and why it cannot be taken."""
    asked = typed if typed is not None else request.args
    plan = asked.get("plan") or None
    table, fact = asked.get("table"), asked.get("fact")
    single: ReviewItem | None = None
    if table and fact:
        single = await ask(datasette, lambda connection: load_item(connection, table, fact))
    queue = await ask(datasette, lambda connection: make_queue(connection, plan=plan))
    return await show(
        datasette,
        request,
        "review",
        queue=queue,
        items=(single,) if single else queue.items,
        single=single,
        plan_id=plan,
        author=(typed or {}).get("author") or known_author(request),
        typed=typed or {},
        problem=problem,
        status=status if problem else 200,
        choices_of=choices_of,
        is_required=is_required,
        shown=_shown,
        added_quote=added_quote,
        done=request.args.get("done"),
    )


@page
async def keys(datasette: Any, request: Any) -> Any:
    """The answer keys of all plans that people have looked at, as an archive."""
    return download("zip", await ask(datasette, pack_keys), "dap-an")


async def _decide(datasette: Any, request: Any) -> Any:
    values = await request.post_vars()
    if not is_own_form(request, values):
        problem = word("stale_form", lang=lang_of(request))
        return await _show_queue(datasette, request, typed=values, problem=problem, status=403)
    database = options_of(datasette).database
    try:
        await asyncio.to_thread(_store, database, values)
    except UsageError as error:
        return await _show_queue(datasette, request, typed=values, problem=said(str(error), lang_of(request)))
    back = link("/review", plan=values.get("plan"), done=values.get("action"))
    response = Response.redirect(back, status=303)
    remember_author(response, values.get("author", ""))
    return response


def _store(database: Any, values: dict[str, str]) -> None:
    """Write one decision; only this and `pages_add` open the database for writing."""
    action = values.get("action")
    with closing(open_database(database, create=False)) as connection:
        if action == "undo":
            number = values.get("correction", "")
            known = number.isascii() and number.isdigit() and len(number) < _LONGEST_NUMBER
            undo(connection, int(number) if known else 0, author=values.get("author", ""))
            return
        table, fact = values.get("table", ""), values.get("fact", "")
        author, note = values.get("author", ""), values.get("note") or None
        if action in ("confirm", "reject"):
            if action == "confirm" and _changed(connection, table, fact, values):
                raise UsageError("fields were changed; save them, or load the page again and confirm")
            mark = CONFIRMED if action == "confirm" else WITHDRAWN
            correct(connection, table, fact, mark, None, author=author, note=note)
        elif action == "correct":
            _store_fields(connection, table, fact, values, author, note)
        else:
            raise UsageError("choose what to do: confirm, correct, reject or undo")


def _store_fields(
    connection: sqlite3.Connection, table: str, fact: str, values: dict[str, str], author: str, note: str | None
) -> None:
    changed = _changed(connection, table, fact, values)
    if not changed:
        raise UsageError("no field was changed")
    for name, value in changed:
        correct(connection, table, fact, name, value, author=author, note=note)


def _changed(
    connection: sqlite3.Connection, table: str, fact: str, values: dict[str, str]
) -> list[tuple[str, str | None]]:
    """The fields of a form that hold something else than the fact."""
    item = load_item(connection, table, fact)
    return [
        (name, values[name].strip() or None)
        for name in EDITABLE[table]
        if name in values and " ".join(values[name].split()) != " ".join(_shown(name, item.fields[name]).split())
    ]


def added_quote(correction: Correction) -> str:
    """The passage of an added fact, shortened."""
    quote = " ".join(read_addition(correction.value or "{}").quote.split())
    return quote if len(quote) <= _QUOTED else quote[:_QUOTED] + "…"


def _shown(name: str, value: Any) -> str:
    """A value as the form shows it: figures with a decimal comma."""
    if value is None:
        return ""
    figure = to_decimal(value) if name in _FIGURES else None
    return f"{figure:f}".replace(".", ",") if figure is not None else str(value)
