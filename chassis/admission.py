"""What a process takes in over HTTP: so many requests at once and no larger than this; what is beyond is refused at once.

A refusal costs nothing and says when to come again; without one, under overload everybody waits until nobody is answered.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from fastapi import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from chassis import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

OPS = ("/live", "/ready", "/metrics", "/status")  # what looks after us is answered above all when we are busy
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
COME_AGAIN = "1"  # seconds
BUSY = "现在办理的人太多，没有受理这次请求。请过几秒再试，您填的内容还在。"
TOO_LARGE = "内容太长，收不下。请分成几件提交。"


class Admission:
    """Around everything else of an app. `at_once`: requests; `largest`: bytes of a body. `larger`: of what is posted to a
    path, where files come; one that ends in "/" stands for all below it."""

    def __init__(
        self, app: ASGIApp, service: str, at_once: int, largest: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._service = service
        self._at_once = at_once
        self._largest = largest
        self._larger = dict(larger or {})
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"] == "GET" and scope["path"] in OPS):
            await self._app(scope, receive, send)
            return
        status, began = 500, time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            if refusal := self._refusal(scope):
                await refusal(scope, receive, noted)
            else:
                await self._take(scope, receive, noted)
        finally:
            method = scope["method"] if scope["method"] in METHODS else "OTHER"
            metrics.HTTP_SECONDS.labels(self._service, method, status).observe(time.perf_counter() - began)

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._count(1)
        try:
            await self._app(scope, self._measured(receive, self._limit(scope)), send)
        finally:
            self._count(-1)

    def _count(self, more: int) -> None:
        self._inside += more
        metrics.HTTP_AT_ONCE.labels(self._service).set(self._inside)

    def _refusal(self, scope: Scope) -> Response | None:
        if self._inside >= self._at_once:
            return _said(scope, 429, BUSY, {"Retry-After": COME_AGAIN})
        length = _header(scope, b"content-length")
        if length.isdigit() and int(length) > self._limit(scope):
            return _said(scope, 413, TOO_LARGE, {"Connection": "close"})  # nobody will read what still comes
        return None

    def _limit(self, scope: Scope) -> int:
        path = scope["path"] if scope["method"] == "POST" else ""
        found = (
            n for at, n in self._larger.items() if path == at or (at.endswith("/") and path.startswith(at))
        )
        return next(found, self._largest)

    def _measured(self, receive: Receive, largest: int) -> Receive:
        """For bodies that do not say how long they are."""
        so_far = 0

        async def measured() -> Message:
            nonlocal so_far
            message = await receive()
            so_far += len(message.get("body", b""))
            if so_far > largest:
                raise HTTPException(413, TOO_LARGE)
            return message

        return measured


def _said(scope: Scope, status: int, because: str, headers: dict[str, str]) -> Response:
    """A person's browser shows the sentence; a program finds it where every refusal has it."""
    if b"text/html" in _header(scope, b"accept"):
        return PlainTextResponse(because, status, headers)
    return JSONResponse({"because": because}, status, headers)


def _header(scope: Scope, name: bytes) -> bytes:
    return next((bytes(value) for key, value in scope["headers"] if key == name), b"")
