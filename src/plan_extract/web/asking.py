"""What all pages share: the language, questions to the database, templates, downloads, errors."""

from __future__ import annotations

import functools
import re
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeVar
from urllib.parse import quote, unquote, urlencode

from datasette.utils.asgi import Request, Response

from plan_extract.model.errors import UsageError
from plan_extract.views.answers import value_text
from plan_extract.views.deadlines import format_day, limit_text
from plan_extract.views.fact_words import field_heading, field_text
from plan_extract.views.marks import cut_hits
from plan_extract.views.sheets import format_number
from plan_extract.views.wording import Lang, advice, heading, phrase, value_name
from plan_extract.web.messages import said
from plan_extract.web.options import DATABASE, SiteOptions
from plan_extract.web.words import field_name, lookup_name, word

Answer = TypeVar("Answer")
Page = Callable[[Any, Any], Awaitable[Any]]

_LANG_COOKIE: Final = "plan_lang"
_NAME_COOKIE: Final = "plan_author"
_LONGEST_NAME: Final = 80
_OWN_PATH: Final = re.compile(r"/(?:[^/\\\s][^\\\s]*)?")
"""A path of this site; what begins with two slashes is an address elsewhere."""
_MEDIA: Final = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "svg": "image/svg+xml; charset=utf-8",
    "zip": "application/zip",
    "ics": "text/calendar; charset=utf-8",
}


def options_of(datasette: Any) -> SiteOptions:
    """The options that the site was made with."""
    options: SiteOptions = datasette.plan_options
    return options


def lang_of(request: Any) -> Lang:
    """The language asked for in the address, else the one chosen before, else Vietnamese."""
    wanted = request.args.get("lang") or request.cookies.get(_LANG_COOKIE)
    return "en" if wanted == "en" else "vi"


async def ask(datasette: Any, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """The answer to a question, from a read-only connection, off the event loop."""
    answer: Answer = await datasette.get_database(DATABASE).execute_fn(question)
    return answer


async def show(datasette: Any, request: Any, name: str, *, status: int = 200, **context: Any) -> Any:
    """A page from a template, in the visitor's language."""
    lang = lang_of(request)
    options = options_of(datasette)
    html = await datasette.render_template(
        f"plan_extract/{name}.html",
        {
            "lang": lang,
            "key_name": functools.partial(_key_name, lang=lang),
            "t": functools.partial(word, lang=lang),
            "heading": functools.partial(heading, lang=lang),
            "phrase": functools.partial(phrase, lang=lang),
            "value_name": functools.partial(value_name, lang=lang),
            "value_text": functools.partial(value_text, lang=lang),
            "number": functools.partial(format_number, lang=lang),
            "day": functools.partial(format_day, lang=lang),
            "limit_text": functools.partial(limit_text, lang=lang),
            "field_heading": functools.partial(field_heading, lang=lang),
            "field_text": functools.partial(field_text, lang=lang),
            "advice": functools.partial(advice, lang=lang),
            "cut_hits": cut_hits,
            "link": link,
            "here": request.path,
            "origin": f"{request.scheme}://{request.host}",
            "other_lang": link(request.path, **{**_args(request), "lang": "vi" if lang == "en" else "en"}),
            "options": options,
            "data": f"/{DATABASE}",
            "page": name,
            **context,
        },
        request=request,
    )
    response = Response.html(html, status=status)
    if request.args.get("lang") in ("vi", "en"):
        response.set_cookie(_LANG_COOKIE, lang, max_age=365 * 86400, httponly=True)
    return response


def frame(datasette: Any, request: Any) -> dict[str, Any]:
    """What the frame of Datasette's own pages needs: the header of ours in the visitor's language."""
    lang = lang_of(request)
    other = "vi" if lang == "en" else "en"
    query = f"?{request.query_string}" if request.query_string else ""
    return {
        "lang": lang,
        "t": functools.partial(word, lang=lang),
        "number": functools.partial(format_number, lang=lang),
        "lookup_name": functools.partial(lookup_name, lang=lang),
        "options": options_of(datasette),
        "data": f"/{DATABASE}",
        "page": "tables",
        "other_lang": link("/lang", to=other, back=f"{request.path}{query}"),
    }


def choose_language(request: Any) -> Any:
    """Keep the language that was chosen and go back to the page; addresses of Datasette's pages cannot hold it."""
    back = request.args.get("back") or "/"
    if not _OWN_PATH.fullmatch(back):
        back = "/"
    response = Response.redirect(back, status=303)
    if request.args.get("to") in ("vi", "en"):
        response.set_cookie(_LANG_COOKIE, request.args.get("to"), max_age=365 * 86400, httponly=True)
    return response


async def tell_refusal(datasette: Any, scope: Any, refusal: str) -> bytes:
    """The page that tells why a request was refused before it came to any page, and what to do."""
    request = Request({**scope, "csrftoken": lambda: ""}, None)
    lang = lang_of(request)
    port = scope["server"][1] if scope.get("server") else None
    most = options_of(datasette).upload_bytes >> 20
    response = await show(
        datasette,
        request,
        "refused",
        why=word(f"refused_{refusal}", lang=lang),
        how=word(f"refused_{refusal}_how", lang=lang).format(most=most),
        address=f"http://127.0.0.1:{port}/" if refusal == "host" and port else None,
    )
    return str(response.body).encode()


def link(path: str, **values: Any) -> str:
    """An address with a query; values that are None or empty are left out."""
    kept = [(name, value) for name, value in values.items() if value not in (None, "", ())]
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def download(form: str, content: str | bytes, stem: str, *, keep: bool = False) -> Any:
    """A file to keep. `stem` may hold any letters. SVG and JSON may be shown in the browser, save with `keep`."""
    if isinstance(content, str):
        content = content.encode("utf-8-sig" if form == "csv" else "utf-8")
    disposition = "inline" if form in ("svg", "json") and not keep else "attachment"
    name = quote(f"{stem}.{form}", safe="")
    headers = {"content-disposition": f"{disposition}; filename=\"plan-extract.{form}\"; filename*=UTF-8''{name}"}
    return Response(content, headers=headers, content_type=_MEDIA[form])


def page(view: Page) -> Page:
    """A route: questions that cannot be answered become a page that says so."""

    @functools.wraps(view)
    async def route(datasette: Any, request: Any) -> Any:
        try:
            return await view(datasette, request)
        except UsageError as error:
            return await show(datasette, request, "error", status=404, message=said(str(error), lang_of(request)))

    return route


def whole_number(text: str | None) -> int | None:
    """A number out of an address; None where there is none. Raises `UsageError` for other text."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f'"{text}" is no number')
    return int(text)


def known_author(request: Any) -> str:
    """The name under which the visitor corrected last; empty at first."""
    return unquote(request.cookies.get(_NAME_COOKIE, ""))


def remember_author(response: Any, author: str) -> None:
    """Keep the name of a reviewer for the next form."""
    author = " ".join(author.split())
    if author and author.isprintable():
        response.set_cookie(_NAME_COOKIE, quote(author[:_LONGEST_NAME]), max_age=365 * 86400, httponly=True)


def _args(request: Any) -> dict[str, list[str]]:
    return {name: request.args.getlist(name) for name in request.args}


def _key_name(dimension: str, key: Any, *, lang: Lang) -> str:
    """A line of the grid in words."""
    if key is None:
        return word("unknown", lang=lang)
    if dimension == "field":
        return field_name(key, lang=lang)
    return str(value_name(dimension, key, lang) if isinstance(key, str) else key)
