"""What Datasette calls: our routes, the wall around the site, links from Datasette's pages to ours."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from datasette import handle_exception as datasettes_handler
from datasette import hookimpl
from datasette.utils.asgi import NotFound

from plan_extract.storage.database import add_functions
from plan_extract.web import (
    pages_add,
    pages_answers,
    pages_as_of,
    pages_checks,
    pages_home,
    pages_picture,
    pages_plan,
    pages_review,
    pages_upload,
)
from plan_extract.web.asking import lang_of, show, tell_refusal
from plan_extract.web.forms import takes_form
from plan_extract.web.guard import App, Guard, Scope
from plan_extract.web.options import DATABASE, FORM_BYTES
from plan_extract.web.words import word

datasettes_handler.rich = None  # it would print a traceback where there is none, and fail

_PLAN: Final = r"(?P<plan>[0-9a-f]{16})"
_FORM: Final = r"(?:\.(?P<form>csv|xlsx|json|svg|ics))?"

ROUTES: Final = (
    (r"^/$", pages_home.home),
    (r"^/plans$", pages_home.plans),
    (r"^/search$", pages_home.search),
    (rf"^/plan/{_PLAN}$", pages_plan.plan),
    (rf"^/plan/{_PLAN}/file$", pages_plan.original),
    (rf"^/plan/{_PLAN}/page/(?P<number>[0-9]{{1,5}})$", pages_picture.view),
    (rf"^/plan/{_PLAN}/page/(?P<number>[0-9]{{1,5}})\.png$", pages_picture.picture),
    (rf"^/plan/{_PLAN}/key$", pages_plan.key),
    (rf"^/plan/{_PLAN}/add$", pages_add.add),
    (rf"^/compare{_FORM}$", pages_as_of.compare),
    (rf"^/matrix{_FORM}$", pages_answers.matrix),
    (r"^/matrix/cell$", pages_answers.matrix_cell),
    (rf"^/deadlines{_FORM}$", pages_answers.deadlines),
    (rf"^/cascade{_FORM}$", pages_checks.cascade),
    (rf"^/checks{_FORM}$", pages_checks.checks),
    (r"^/upload$", pages_upload.upload),
    (r"^/upload/(?P<job>[0-9a-f]{16})$", pages_upload.progress),
    (r"^/review$", pages_review.review),
    (r"^/review/keys$", pages_review.keys),
)
"""Our pages by address; Datasette's own answer to all others."""


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Our pages, on sites that are ours."""
    return list(ROUTES) if _is_ours(datasette) else []


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def prepare_connection(conn: sqlite3.Connection) -> None:
    """The functions that the texts of plans are read with, on Datasette's own connections."""
    add_functions(conn)


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def asgi_wrapper(datasette: Any) -> Any:
    """The wall."""

    def wrap(app: App) -> App:
        if not _is_ours(datasette):
            return app
        options = datasette.plan_options

        def limit(path: str) -> int:
            return options.upload_bytes if path == "/upload" and options.allow_upload else FORM_BYTES

        async def tell(scope: Scope, refusal: str) -> bytes:
            await datasette.invoke_startup()
            return await tell_refusal(datasette, scope, refusal)

        return Guard(app, limit=limit, takes=takes_form, tell=tell)

    return wrap


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def skip_csrf(datasette: Any, scope: Any) -> bool:
    """Our pages check the token of a form themselves, so that they can give it back; the wall lets no other pass."""
    return _is_ours(datasette)


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """The way back from Datasette's tables."""
    return [{"href": "/", "label": "plan-extract"}] if _is_ours(datasette) else []


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Addresses that lead nowhere get a page of ours; faults below Datasette's tables are left to it."""
    if not (_is_ours(datasette) and isinstance(exception, NotFound)) or request.path.startswith(f"/{DATABASE}/"):
        return None

    async def answer() -> Any:
        message = word("not_found", lang=lang_of(request))
        return await show(datasette, request, "error", status=404, message=message)

    return answer


def _is_ours(datasette: Any) -> bool:
    return hasattr(datasette, "plan_options")
