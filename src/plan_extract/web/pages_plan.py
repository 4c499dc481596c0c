"""A plan: its text with the facts marked, and the file that it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from datasette.utils.asgi import Response

from plan_extract.analysis.page_boxes import find_boxed, read_original
from plan_extract.analysis.plan_facts import FACT_KINDS, load_contents
from plan_extract.storage.readers import load_record
from plan_extract.views.answer_keys import render_key, safe_stem
from plan_extract.views.fact_words import fact_details, fact_line, fact_words, is_printed
from plan_extract.views.marks import Piece, cut_text
from plan_extract.web.asking import ask, download, lang_of, page, show, whole_number

CONFIDENCES: Final = ("0.95", "0.9", "0.85", "0.8")
"""Steps of confidence that a visitor can choose between."""

_RANDOM_NAME: Final = re.compile(r"[0-9a-f]{32}\.")


@page
async def plan(datasette: Any, request: Any) -> Any:
    """Text on the left, facts on the right, narrowed by kind and confidence."""
    document = request.url_vars["plan"]
    lang = lang_of(request)
    contents = await ask(datasette, lambda connection: load_contents(connection, document))
    kinds = [kind for kind in FACT_KINDS if kind in request.args.getlist("kind")] or list(FACT_KINDS)
    doubt = request.args.get("below")
    least = request.args.get("least")
    chosen = [
        fact
        for fact in contents.facts
        if fact.kind in kinds
        and (doubt not in CONFIDENCES or fact.confidence < float(doubt))
        and (least not in CONFIDENCES or fact.confidence >= float(least))
    ]
    standing = [fact for fact in chosen if not fact.mark.withdrawn]
    boxed = await ask(datasette, lambda connection: find_boxed(connection, document)) if contents.file else {}
    pieces = cut_text(contents.text, standing, contents.outline)
    return await show(
        datasette,
        request,
        "plan",
        plan=contents.plan,
        contents=contents,
        pieces=pieces,
        at_piece=_piece_at(pieces, whole_number(request.args.get("at"))),
        original_name=_shown_name(contents.plan.file_name),
        facts=chosen,
        lines={fact.fact_id: fact_line(fact, lang) for fact in chosen},
        words={fact.fact_id: fact_words(fact, lang) for fact in chosen},
        kind_of={fact.fact_id: fact.kind for fact in chosen},
        is_printed=is_printed,
        details={fact.fact_id: fact_details(fact, lang) for fact in chosen},
        counts={kind: sum(fact.kind == kind for fact in contents.facts) for kind in FACT_KINDS},
        kinds=kinds,
        all_kinds=FACT_KINDS,
        confidences=CONFIDENCES,
        pictures={fact.fact_id: boxed.get((fact.start, fact.end), ()) for fact in chosen},
        added=request.args.get("added"),
        below=doubt,
        least=least,
    )


@page
async def original(datasette: Any, request: Any) -> Any:
    """The original file, where it is still there, unchanged; always as a file to keep, never shown."""
    document = request.url_vars["plan"]
    content, name = await ask(datasette, lambda connection: read_original(connection, document))
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
    return Response(content, headers=headers, content_type="application/octet-stream")


@page
async def key(datasette: Any, request: Any) -> Any:
    """The plan's facts with all corrections, as an answer key for `plan-extract evaluate`."""
    document = request.url_vars["plan"]

    def make(connection: Any) -> tuple[str, str]:
        record = load_record(connection, document, corrected=True)
        name = connection.execute("SELECT file_name FROM document WHERE id = ?", (document,)).fetchone()[0]
        return render_key(record), safe_stem(name)

    text, stem = await ask(datasette, make)
    return download("json", text, stem, keep=True)


def _piece_at(pieces: Sequence[Piece], place: int | None) -> int | None:
    """The number of the piece of text that holds a place in it."""
    if place is None:
        return None
    ends = list(accumulate(len(piece.text) for piece in pieces))
    return min(bisect_right(ends, place), len(pieces) - 1)


def _shown_name(name: str) -> str:
    """A file's name; of files brought in by the browser, which are kept under random names, only the kind."""
    return PurePath(name).suffix if _RANDOM_NAME.match(name) else name
