"""Adding a fact that the machine missed: its sentence marked in the text or found by words, its fields typed."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from typing import Any

from datasette.utils.asgi import Response

from plan_extract.analysis.overview import load_listed
from plan_extract.analysis.passages import cut_passage, find_sentences, load_text
from plan_extract.storage.corrections import ADDABLE, add_fact, choices_of
from plan_extract.storage.database import open_database
from plan_extract.web.asking import ask, known_author, link, options_of, page, remember_author, show, whole_number


@page
async def add(datasette: Any, request: Any) -> Any:
    """The sentence and the form; with POST, the fact is stored."""
    options = options_of(datasette)
    if not options.allow_edit:
        return await show(datasette, request, "closed", status=403, switch="--allow-edit")
    document = request.url_vars["plan"]
    if request.method == "POST":
        return await _store(request, options.database, document)
    text = await ask(datasette, lambda connection: load_text(connection, document))
    start, end = whole_number(request.args.get("start")), whole_number(request.args.get("end"))
    words = (request.args.get("q") or "").strip()
    marked = start is not None and end is not None
    passage = cut_passage(text, start or 0, end or 0, head=request.args.get("head") or "") if marked else None
    kind = request.args.get("kind")
    return await show(
        datasette,
        request,
        "add",
        plan=(await ask(datasette, lambda connection: load_listed(connection, [document])))[0],
        passage=passage,
        found=find_sentences(text, words) if words and passage is None else (),
        words=words,
        kinds=tuple(ADDABLE),
        kind=kind if kind in ADDABLE else next(iter(ADDABLE)),
        fields=ADDABLE,
        choices_of=choices_of,
        author=known_author(request),
    )


async def _store(request: Any, database: Path, document: str) -> Any:
    values = await request.post_vars()
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
