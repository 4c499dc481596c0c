"""A page of a plan's file as a picture, with the box of a fact."""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from typing import Any, Final

from datasette.utils.asgi import Response

from plan_extract.analysis.page_boxes import load_page, read_original
from plan_extract.model.errors import ReadError, UsageError
from plan_extract.reading.page_picture import render_page
from plan_extract.web.asking import ask, page, show, whole_number

_AROUND: Final = 110.0
"""Points that a cut shows above and below the box."""

_RENDERING: Final = threading.Lock()
"""PDFium draws one page at a time."""

_MOST_DRAWN: Final = 16
_DRAWN: Final[OrderedDict[tuple[str, int], bytes]] = OrderedDict()


@page
async def view(datasette: Any, request: Any) -> Any:
    """The page with the box of the passage; `piece`: only a cut around the box, as a piece of a page."""
    document, number = request.url_vars["plan"], int(request.url_vars["number"])
    start, end = whole_number(request.args.get("start")), whole_number(request.args.get("end"))
    span = (start, end) if start is not None and end is not None else None
    seen = await ask(datasette, lambda connection: load_page(connection, document, number, span))
    piece = bool(request.args.get("piece")) and bool(seen.boxes)
    top = max(0.0, min(box.top for box in seen.boxes) - _AROUND) if piece else 0.0
    bottom = min(seen.height, max(box.bottom for box in seen.boxes) + _AROUND) if piece else seen.height
    return await show(
        datasette,
        request,
        "picture_piece" if request.args.get("piece") else "picture",
        seen=seen,
        top=top,
        bottom=bottom,
        span={"start": start, "end": end},
    )


@page
async def picture(datasette: Any, request: Any) -> Any:
    """The picture itself, drawn from the original file where that is unchanged."""
    document, number = request.url_vars["plan"], int(request.url_vars["number"])
    await ask(datasette, lambda connection: load_page(connection, document, number, None))
    content, name = await ask(datasette, lambda connection: read_original(connection, document))
    try:
        drawn = await asyncio.to_thread(_draw, document, content, name, number)
    except ReadError as error:
        raise UsageError(str(error)) from error
    return Response(drawn, headers={"cache-control": "private, max-age=3600"}, content_type="image/png")


def _draw(document: str, content: bytes, name: str, number: int) -> bytes:
    """The picture of a page; the last ones are kept, without the files (a plan's id says which content it has)."""
    with _RENDERING:
        drawn = _DRAWN.pop((document, number), None) or render_page(content, name, number)
        _DRAWN[document, number] = drawn
        while len(_DRAWN) > _MOST_DRAWN:
            _DRAWN.popitem(last=False)
        return drawn
