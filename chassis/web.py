"""The edge of every API: who asks, under which command id, and how answers, refusals and errors look."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Annotated, Any, Self

from fastapi import Depends, FastAPI, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from opentelemetry.trace import SpanKind
from pydantic import BaseModel, ConfigDict, model_validator
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from chassis.admission import OPS
from chassis.described import BEARER, described
from chassis.documents import Answer, Command
from chassis.errors import ConflictError, TooLargeError, TransientError
from chassis.identity import IdentityError, Principal, Verifier
from chassis.ids import derived
from chassis.telemetry import current_traceparent, span
from lianjie_contracts.vocabulary import Word

FIELDS_INVALID = "FIELDS_INVALID"
_WORDS = {
    "missing": "没有填写",
    "extra_forbidden": "这里没有这一项",
    "string_too_long": "太长",
    "string_too_short": "没有填写",
    "enum": "不是可选的值",
    "string_pattern_mismatch": "格式不对",
    "datetime_from_date_parsing": "不是有效的时间",
    "timezone_aware": "时间须带时区",
    "string_type": "须是文字",
    "int_type": "须是整数",
    "int_parsing": "须是整数",
    "bool_parsing": "须填“是”或“否”",
    "date_type": "不是有效的日期，例如 2026-12-01",
    "date_parsing": "不是有效的日期，例如 2026-12-01",
    "date_from_datetime_parsing": "不是有效的日期，例如 2026-12-01",
    "datetime_type": "不是有效的时间",
    "tuple_type": "须是一列，可以有几项",
}


async def principal(request: Request, _: Annotated[object, Depends(BEARER)] = None) -> Principal:
    """The verified caller; 401 with a sentence otherwise."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    verifier: Verifier = request.app.state.verifier
    if scheme.lower() != "bearer":
        raise HTTPException(401, "请先登录。", {"WWW-Authenticate": "Bearer"})
    try:
        # In a thread only what may have to ask the issuer: handing a request over costs more than checking a signature.
        return await asyncio.to_thread(verifier.verify, token) if verifier.asks else verifier.verify(token)
    except IdentityError:
        raise HTTPException(401, "登录已失效，请重新登录。", {"WWW-Authenticate": "Bearer"}) from None
    except TransientError:
        raise HTTPException(503, "统一身份认证暂时连不上，请过一会儿再试。", {"Retry-After": "5"}) from None


Caller = Annotated[Principal, Depends(principal)]


def needs(*roles: str) -> Callable[[Principal], Awaitable[Principal]]:
    """A dependency: the caller must hold one of the roles."""

    async def check(caller: Caller) -> Principal:
        if not caller.may(*roles):
            raise HTTPException(403, "您的岗位不能办理这一项，请联系有权限的同事。")
        return caller

    return check


async def command_of(
    request: Request, caller: Caller, idempotency_key: Annotated[str | None, Header(min_length=8, max_length=128)] = None
) -> Command:  # fmt: skip
    """The command's identity: the caller's own key, and a hash of what is asked. A repeat is answered like the first time."""
    if idempotency_key is None:
        raise HTTPException(400, "请求须带 Idempotency-Key，重复提交时才不会办两次。")
    asked = hashlib.sha256(request.url.path.encode() + b"\0" + await request.body()).hexdigest()
    return Command(derived("command", caller.id, idempotency_key), asked)


CommandId = Annotated[Command, Depends(command_of)]


class Form(BaseModel):
    """What is filled in at the edge: a word that nobody knows is refused here, not taken for UNKNOWN."""

    model_config = ConfigDict(str_strip_whitespace=True, frozen=True)

    @model_validator(mode="after")
    def _known_words(self) -> Self:
        for name in type(self).model_fields:
            value = getattr(self, name)
            if isinstance(value, Word) and value.value == "UNKNOWN":
                raise ValueError(f"{name} 不是可选的值。")
        return self


def answered(answer: Answer, status: int = 200) -> JSONResponse:
    """200/201 with where to find the effect (stream, seq), or 409 with the ground of the refusal."""
    body: dict[str, Any] = {
        "subject": answer.subject,
        "seq": answer.seq,
        "repeated": answer.repeated,
        **answer.body,
    }
    if answer.refusal:
        return JSONResponse({"code": answer.refusal, "because": answer.because, **body}, 409)
    return JSONResponse(body, 200 if answer.repeated else status)


class Edge:
    """A span per request, whose traceparent the answer names; what operators ask all the time makes none. Until the service
    is `prepared` nobody else is served."""

    def __init__(self, app: ASGIApp, prepared: Callable[[], bool]) -> None:
        self._app = app
        self._prepared = prepared

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or (scope["method"] == "GET" and scope["path"] in OPS):
            await self._app(scope, receive, send)
            return
        if not self._prepared():
            wait = JSONResponse({"because": "服务正在启动，请过一会儿再试。"}, 503, {"Retry-After": "5"})
            await wait(scope, receive, send)
            return
        parent = Headers(scope=scope).get("traceparent")
        with span(f"{scope['method']} request", kind=SpanKind.SERVER, parent=parent):
            own = current_traceparent() or ""

            async def named(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    MutableHeaders(scope=message)["traceparent"] = own
                await send(message)

            await self._app(scope, receive, named)


def dress(app: FastAPI, verifier: Verifier, prepared: Callable[[], bool] = lambda: True) -> None:
    """Give an app the common edge: identity, a span per request, and errors in the user's language. Until it is `prepared`
    nobody is served: what is decided on an older state would be decided twice."""
    app.state.verifier = verifier
    app.openapi = lambda: described(app)  # type: ignore[method-assign]
    app.add_middleware(Edge, prepared=prepared)

    @app.exception_handler(RequestValidationError)
    async def invalid(_: Request, wrong: RequestValidationError) -> JSONResponse:
        told = {
            "code": FIELDS_INVALID,
            "because": "登记必填项有误,请检查标红项目。",
            "fields": by_field(wrong),
        }
        return JSONResponse(told, 422)

    @app.exception_handler(HTTPException)
    async def refused(_: Request, error: HTTPException) -> JSONResponse:
        return JSONResponse({"because": error.detail}, error.status_code, error.headers)

    @app.exception_handler(TooLargeError)
    async def too_large(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse({"because": "内容太长，存不下。请分成几件，或作为附件提交。"}, 413)

    @app.exception_handler(TransientError)
    @app.exception_handler(ConflictError)
    async def away(_: Request, __: Exception) -> JSONResponse:
        return JSONResponse(
            {"because": "现在存不进去，没有登记成功。您填的内容还在，请过一会儿再试。"},
            503,
            {"Retry-After": "2"},
        )


def by_field(wrong: RequestValidationError) -> dict[str, str]:
    """What is wrong at which field, in words."""
    return {
        ".".join(str(p) for p in e["loc"][1:]): in_words(e["type"], str(e.get("msg", "")))
        for e in wrong.errors()
    }


def in_words(kind: str, said: str = "") -> str:
    """What is wrong, by pydantic's word for it; a check of our own says it itself."""
    if kind == "value_error" and said:
        return said.removeprefix("Value error, ")
    return _WORDS.get(kind, "填写不对")
