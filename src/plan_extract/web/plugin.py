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
from plan_extract.web.asking import choose_language, frame, lang_of, show, tell_refusal
from plan_extract.web.forms import takes_form
from plan_extract.web.guard import STATUS, App, Guard, Scope, TooMuch
from plan_extract.web.options import FORM_BYTES
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
    (r"^/lang$", choose_language),
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
def extra_template_vars(datasette: Any, template: str, request: Any) -> dict[str, Any]:
    """The frame of Datasette's own pages; ours bring their own."""
    if not _is_ours(datasette) or request is None or template.startswith("plan_extract/"):
        return {}
    return frame(datasette, request)


@hookimpl  # type: ignore[untyped-decorator, unused-ignore]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Faults and addresses that lead nowhere get a page of ours, in the visitor's language; JSON is left to Datasette."""
    if not _is_ours(datasette) or request.path.endswith(".json"):
        return None
    status, said = _fault(exception)

    async def answer() -> Any:
        message = word(said, lang=lang_of(request))
        reason = str(getattr(exception, "message", exception)) if said == "tables_error" else None
        return await show(datasette, request, "error", status=status, message=message, reason=reason)

    return answer


def _fault(exception: Exception) -> tuple[int, str]:
    """The status and the word for a fault."""
    if isinstance(exception, NotFound):
        return 404, "not_found"
    if isinstance(exception, TooMuch):
        return STATUS["size"], "refused_size"
    status = getattr(exception, "status", 500)
    return status, "tables_error" if status < 500 else "broken"


def _is_ours(datasette: Any) -> bool:
    return hasattr(datasette, "plan_options")
