"""A citizen's visit to the window: what the browser has proved, in which language, at which size, at which machine.

`terminal` in the address is the county whose self-service machine this is: large, and forgetful.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import jwt

from services.workbench.language import Language, language
from services.workbench.web.window import render, window

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.responses import HTMLResponse, Response

COOKIE = "lianjie_query"
MINUTES = 30
KEPT = ("lang", "size", "terminal")


@dataclass(frozen=True, slots=True)
class Visit:
    """`ticket` is intake's own: it stands for number and code, which are kept nowhere here."""

    matter: str
    number: str
    ticket: str

    @property
    def county(self) -> str:
        return self.number[:6]


def visit_of(request: Request) -> Visit | None:
    try:
        claims: dict[str, Any] = jwt.decode(
            request.cookies.get(COOKIE, ""), window(request).secret, ["HS256"]
        )
        return Visit(str(claims["matter"]), str(claims["number"]), str(claims["ticket"]))
    except (jwt.PyJWTError, KeyError):
        return None


def remember(request: Request, answer: Response, visit: Visit) -> None:
    """For half an hour, in a cookie no script can read."""
    claims = {
        "matter": visit.matter, "number": visit.number, "ticket": visit.ticket, "exp": int(time.time()) + MINUTES * 60,
    }  # fmt: skip
    answer.set_cookie(
        COOKIE, jwt.encode(claims, window(request).secret, "HS256"), max_age=MINUTES * 60, httponly=True,
        samesite="strict", path="/", secure=request.url.scheme == "https",
    )  # fmt: skip


def forget(answer: Response) -> None:
    answer.delete_cookie(COOKIE, path="/")


def browser_of(request: Request) -> str:
    """Where the citizen's browser is, for what is taken from one address."""
    return request.client.host if request.client else ""


def words_of(request: Request) -> Language:
    return language("en" if request.query_params.get("lang") == "en" else "zh")


def to(request: Request, path: str, **changes: str) -> str:
    """Another page of the visit; language, size and machine stay in the address."""
    kept = {name: request.query_params[name] for name in KEPT if name in request.query_params}
    chosen = {
        name: value
        for name, value in {**kept, **changes}.items()
        if value and (name, value) != ("lang", "zh")
    }
    return path + (f"?{urlencode(chosen)}" if chosen else "")


def machine_of(request: Request) -> str:
    """The county whose self-service machine this is; "" for everybody's own browser."""
    machine = request.query_params.get("terminal", "")
    return machine if window(request).owners.knows(machine) else ""


def show(request: Request, template: str, http: int = 200, **shown: Any) -> HTMLResponse:  # noqa: ANN401 - what the template shows
    """A page for citizens, in its frame."""
    words, own = words_of(request), str(request.url.path)

    def address(**changes: str) -> str:
        return to(request, own, **changes)

    def path(other: str) -> str:
        return to(request, other)

    frame = {
        "code": words.code, "larger": request.query_params.get("size") == "large", "address": address, "path": path,
        "terminal": machine_of(request),
    }  # fmt: skip
    return render(request, template, words, http, **{**frame, **shown})
