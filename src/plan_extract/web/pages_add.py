"""Adding a fact that the machine missed: its sentence marked in the text or found by words, its fields typed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from datasette.utils.asgi import Response

from plan_extract.analysis.overview import load_listed
from plan_extract.analysis.passages import cut_passage, find_sentences, load_text
from plan_extract.model.errors import UsageError
from plan_extract.storage.corrections import add_fact
from plan_extract.storage.database import open_database
from plan_extract.storage.fact_fields import ADDABLE, choices_of, is_required, usual_fields
from plan_extract.web.asking import (
    ask,
    known_author,
    lang_of,
    link,
    options_of,
    page,
    remember_author,
    show,
    whole_number,
)
from plan_extract.web.forms import is_own_form
from plan_extract.web.messages import said
from plan_extract.web.words import word

_PLACE: Final = ("start", "end", "head", "kind")
_MEASURE_LETTERS: Final = 300


@page
async def add(datasette: Any, request: Any) -> Any:
    """The sentence and the form; with POST, the fact is stored."""
    options = options_of(datasette)
    if not options.allow_edit:
        return await show(datasette, request, "closed", status=403, switch="--allow-edit")
    if request.method != "POST":
        return await _show_form(datasette, request, {name: request.args.get(name) or "" for name in _PLACE})
    values = await request.post_vars()
    if not is_own_form(request, values):
        problem = word("stale_form", lang=lang_of(request))
        return await _show_form(datasette, request, values, problem=problem, status=403)
    try:
        return await _store(request, options.database, values)
    except UsageError as error:
        return await _show_form(datasette, request, values, problem=said(str(error), lang_of(request)))


async def _show_form(
    datasette: Any, request: Any, values: Mapping[str, str], *, problem: str | None = None, status: int = 422
) -> Any:
    """The form for the passage in `values`, with what was typed and why it cannot be taken; else the search for one."""
    document = request.url_vars["plan"]
    text = await ask(datasette, lambda connection: load_text(connection, document))
    start, end = whole_number(values.get("start")), whole_number(values.get("end"))
    words = (request.args.get("q") or "").strip()
    marked = start is not None and end is not None
    passage = cut_passage(text, start or 0, end or 0, head=values.get("head") or "") if marked else None
    wanted = values.get("table") or values.get("kind")
    kind = wanted if wanted in ADDABLE else next(iter(ADDABLE))
    quote = " ".join(passage.text.split()) if passage else ""
    likely = {**usual_fields(kind), "measure": quote[:_MEASURE_LETTERS], "text": quote}
    return await show(
        datasette,
        request,
        "add",
        status=status if problem else 200,
        problem=problem,
        plan=(await ask(datasette, lambda connection: load_listed(connection, [document])))[0],
        passage=passage,
        found=find_sentences(text, words) if words and passage is None else (),
        words=words,
        kinds=tuple(ADDABLE),
        kind=kind,
        fields=ADDABLE,
        given={name: values.get(name, likely.get(name, "")) for name in (*ADDABLE[kind], "note")},
        choices_of=choices_of,
        is_required=is_required,
        author=values.get("author") or known_author(request),
    )


async def _store(request: Any, database: Path, values: Mapping[str, str]) -> Any:
    document = request.url_vars["plan"]
    table = values.get("table", "")
    span = whole_number(values.get("start")) or 0, whole_number(values.get("end")) or 0
    author = values.get("author", "")

    def write() -> str:
        with closing(open_database(database, create=False)) as connection:
            return add_fact(connection, document, table, span, values, author=author, note=values.get("note") or None)

    fact = await asyncio.to_thread(write)
    anchor = await asyncio.to_thread(_anchor, database, table, fact)
    response = Response.redirect(link(f"/plan/{document}", added="1") + f"#t-{anchor}", status=303)
    remember_author(response, author)
    return response


def _anchor(database: Path, table: str, fact: str) -> str:
    """The fact that stands on the plan's page: of a responsibility that of its task."""
    if table != "responsibility":
        return fact
    with closing(open_database(database, create=False)) as connection:
        return str(connection.execute("SELECT task_id FROM responsibility WHERE id = ?", (fact,)).fetchone()[0])
