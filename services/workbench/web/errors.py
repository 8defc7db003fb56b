"""Every way a request can fail, as a page that says what is safe before what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import RedirectResponse, Response

from chassis.errors import ChassisError
from chassis.logs import log
from chassis.telemetry import current_traceparent
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.safety import ForeignFormError
from services.workbench.web.session import SignInNeededError, signed_in
from services.workbench.web.window import page

if TYPE_CHECKING:
    from services.workbench.people import User

KNOWN = frozenset({403, 404, 409, 422, 429, 503, 500})


def handle_errors(app: FastAPI) -> None:
    """The error pages of this window; a path of the operators keeps the chassis' own answers."""

    @app.exception_handler(SignInNeededError)
    async def not_signed_in(request: Request, _: Exception) -> Response:
        if "hx-request" in request.headers:
            return Response(status_code=200, headers={"HX-Redirect": "/sign-in"})
        return RedirectResponse("/sign-in", 303)

    @app.exception_handler(NotFoundError)
    @app.exception_handler(RequestValidationError)
    async def not_found(request: Request, _: Exception) -> Response:
        return await problem(request, 404)

    @app.exception_handler(NotForYouError)
    async def not_for_you(request: Request, _: Exception) -> Response:
        return await problem(request, 403)

    @app.exception_handler(ForeignFormError)
    async def foreign(request: Request, _: Exception) -> Response:
        return await problem(request, 403, key="csrf")

    _handle_failures(app)


def _handle_failures(app: FastAPI) -> None:
    """What is nobody's fault in front of the window."""

    @app.exception_handler(AwayError)
    async def away(request: Request, error: AwayError) -> Response:
        return await problem(request, 503, service=error.service)

    @app.exception_handler(ChassisError)
    async def store_away(request: Request, _: Exception) -> Response:
        return await problem(request, 503, service="workbench", alone=True)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> Response:
        return await problem(request, error.status_code if error.status_code in KNOWN else 404)

    @app.exception_handler(ClientDisconnect)
    async def gone(_: Request, __: Exception) -> Response:
        """A page that saves while it is typed in has been left: nobody waits for this answer."""
        return Response(status_code=400)

    @app.exception_handler(Exception)
    async def unexpected(request: Request, _: Exception) -> Response:
        log.exception("a page failed")
        return await problem(request, 500, alone=True)


async def problem(
    request: Request,
    status: int,
    *,
    because: str = "",
    key: str = "",
    service: str = "workbench",
    back: str = "",
    alone: bool = False,
) -> Response:
    """The page of one failure, `because` in words of its own. `back`: the matter it happened on. `alone`: without
    the side column, which needs the database."""
    words = language("zh")
    facts = {
        "service": words.word("service", service),
        "trace": (current_traceparent() or "-").split("-")[1] if status == 500 else "",
    }
    return await page(
        request, "problem.html", user=None if alone else _someone(request), status=status, code=status, back=back,
        heading=words.say(f"problem.heading_{key or status}", **facts), text=because or words.say(f"problem.text_{key or status}", **facts),
    )  # fmt: skip


def _someone(request: Request) -> User | None:
    try:
        return signed_in(request)
    except SignInNeededError:
        return None
