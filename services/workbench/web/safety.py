"""What keeps a page from being misused: no foreign script or style, no foreign form, nothing kept by a shared browser."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

FORM_COOKIE = "lianjie_form"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
# A document is its owner's page with a style of its own: it may show itself, and nothing else.
LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


class ForeignFormError(Exception):
    """The form was not made by this window for this browser."""


class SafeHeaders:
    """Puts the policy on every answer, forbids keeping pages, and gives each browser its form cookie."""

    def __init__(self, app: ASGIApp, secure: bool = False) -> None:
        self._app = app
        self._secure = "; Secure" if secure else ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        cookie = _cookie(scope)
        scope["lianjie_form"] = cookie or secrets.token_urlsafe(24)

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                headers.setdefault("content-security-policy", POLICY)
                headers.setdefault("cache-control", "no-store")
                if not cookie and not scope["path"].startswith("/static/"):
                    kept = f"{FORM_COOKIE}={scope['lianjie_form']}; HttpOnly; SameSite=Strict; Path=/{self._secure}"
                    headers.append("set-cookie", kept)
            await send(message)

        await self._app(scope, receive, dressed)


def token(request: Request) -> str:
    """What a form of this browser must carry: bound to the cookie, which a foreign page can neither read nor set."""
    kept = str(request.scope.get("lianjie_form", ""))
    return hmac.new(request.app.state.window.secret, kept.encode(), hashlib.sha256).hexdigest()


def check(request: Request, given: str) -> None:
    """Raises ForeignFormError unless the form carries the token of this browser."""
    if not hmac.compare_digest(token(request), given):
        raise ForeignFormError


def _cookie(scope: Scope) -> str:
    for name, value in scope["headers"]:
        if name == b"cookie":
            for part in value.decode("latin-1").split(";"):
                key, _, kept = part.strip().partition("=")
                if key == FORM_COOKIE:
                    return str(kept)
    return ""
