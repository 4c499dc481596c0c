"""The outer wall of the site: who may ask, how much they may send, what the browser may do with it.

A page on 127.0.0.1 can be reached by every site that is open in the same browser. So the name in the
address must be this machine's own (against DNS rebinding), and whatever changes something must
come from a page of this site and go to one of its forms; the token in the form is checked by the page that takes
it (`forms`). What is refused is told on a page in the visitor's language (`TellRefusal`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
TellRefusal = Callable[[Scope, str], Awaitable[bytes]]
"""The page that tells of a refusal, by its key in `STATUS`."""

STATUS: Final = {"host": 400, "stranger": 403, "address": 405, "size": 413}
"""Why a request is refused, and the status that says so."""

_HOSTS: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'{style}; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PICTURE_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_TABLES: Final = ("/data", "/-/")
"""Datasette's own pages carry style in the page; script in the page is allowed nowhere."""


class TooMuch(Exception):
    """The body of a request is larger than allowed."""


class Guard:
    """Wraps the site. `limit` says how many bytes a request to a path may carry, `takes` whether it is one of a form."""

    def __init__(
        self, app: App, *, limit: Callable[[str], int], takes: Callable[[str], bool], tell: TellRefusal
    ) -> None:
        self._app = app
        self._limit = limit
        self._takes = takes
        self._tell = tell

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        path = str(scope["path"])
        refusal = _refuse(str(scope["method"]), headers)
        if refusal is None and str(scope["method"]) not in _SAFE and not self._takes(path):
            refusal = "address"
        if refusal is None and _length(headers) > self._limit(path):
            refusal = "size"
        if refusal is not None:
            await self._answer(scope, _with_headers(send, path), refusal)
            return
        await self._pass_on(scope, receive, _with_headers(send, path), self._limit(path))

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, limit: int) -> None:
        received = 0
        started = False

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooMuch
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except TooMuch:
            if not started:
                await self._answer(scope, send, "size")

    async def _answer(self, scope: Scope, send: Send, refusal: str) -> None:
        page = await self._tell(scope, refusal)
        headers = [(b"content-type", b"text/html; charset=utf-8"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": STATUS[refusal], "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else page})


def _refuse(method: str, headers: dict[str, str]) -> str | None:
    host = headers.get("host", "")
    if _host_name(host) not in _HOSTS:
        return "host"
    if method in _SAFE:
        return None
    origin = headers.get("origin")
    own = origin is not None and urlsplit(origin).netloc == host
    if not own or headers.get("sec-fetch-site", "same-origin") != "same-origin" or "cookie" not in headers:
        return "stranger"
    return None


def _host_name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _length(headers: dict[str, str]) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": _harden(list(message.get("headers", [])), path)}
        await send(message)

    return sending


def _harden(headers: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
    kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    if kind.startswith(b"image/svg"):
        policy = _PICTURE_POLICY
    else:
        policy = _POLICY.format(style=" 'unsafe-inline'" if path.startswith(_TABLES) else "")
    own = {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"x-frame-options": b"DENY",
        b"referrer-policy": b"same-origin",
        b"cross-origin-opener-policy": b"same-origin",
        b"cross-origin-resource-policy": b"same-origin",
    }
    return [item for item in headers if item[0].lower() not in own] + list(own.items())
