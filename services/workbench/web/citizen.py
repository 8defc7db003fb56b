"""The citizen's page by number and query code: no account, telephone first, Chinese and English."""

from __future__ import annotations

import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import jwt
from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.language import Language, language
from services.workbench.owners import AwayError
from services.workbench.views.citizen import status
from services.workbench.web.forms import sent
from services.workbench.web.matters import caught_up
from services.workbench.web.window import render, window

if TYPE_CHECKING:
    from services.workbench.readmodel import MatterView

router = APIRouter()
COOKIE = "lianjie_query"
MINUTES = 30
TRIES, PAUSE = 8, 15 * 60  # of one number, then a pause in seconds


class Tries:
    """Wrong codes per number in this process: a code of nine signs is not found by trying."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, list[float]] = OrderedDict()

    def exhausted(self, number: str) -> bool:
        since = time.monotonic() - PAUSE
        return sum(at > since for at in self._wrong.get(number, ())) >= TRIES

    def failed(self, number: str) -> None:
        self._wrong.setdefault(number, []).append(time.monotonic())
        while len(self._wrong) > 10_000:
            self._wrong.popitem(last=False)


@router.get("/query")
async def ask(request: Request) -> Response:
    """The status, if this browser knows the code; else the form, with the number that the slip's square carries."""
    number = "".join(request.query_params.get("number", "").split()).upper()[:20]
    if (found := await _found(request)) and number in ("", found[1]):
        return _status_page(request, *found)
    return _ask_page(request, number)


@router.post("/query")
async def find(request: Request) -> Response:
    form, its, words = await sent(request), window(request), _language(request)
    number = "".join(form.value("number").split()).upper()
    county, tries = number[:6], _tries(request)
    if not number or not its.owners.knows(county):
        return _ask_page(request, number, words.say("citizen.not_found"), 404)
    if tries.exhausted(number):
        telephone = its.directory.county(county).telephone
        return _ask_page(request, number, words.say("citizen.too_often", telephone=telephone), 429)
    try:
        reply = await its.owners.look_up(county, number, form.value("code"))
    except AwayError:
        telephone = its.directory.county(county).telephone
        return _ask_page(request, number, words.say("citizen.away", telephone=telephone), 503)
    if not reply.done:
        tries.failed(number)
        return _ask_page(request, number, words.say("citizen.not_found"), 404)
    if await caught_up(its, reply.body["matter_id"], "", 0) is None:
        return _ask_page(request, number, words.say("citizen.too_new"), 503)
    answer = RedirectResponse(_address(request), 303)
    claims = {"matter": reply.body["matter_id"], "number": number, "exp": int(time.time()) + MINUTES * 60}
    answer.set_cookie(
        COOKIE, jwt.encode(claims, its.secret, "HS256"), max_age=MINUTES * 60, httponly=True, samesite="strict",
        path="/query", secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/query/leave")
async def leave(request: Request) -> Response:
    await sent(request)
    answer = RedirectResponse(_address(request), 303)
    answer.delete_cookie(COOKIE, path="/query")
    return answer


async def _found(request: Request) -> tuple[MatterView, str] | None:
    """The matter this browser has proved to know the code of."""
    its = window(request)
    try:
        claims: dict[str, Any] = jwt.decode(request.cookies.get(COOKIE, ""), its.secret, ["HS256"])
    except jwt.PyJWTError:
        return None
    found = await its.matters.get(claims["matter"])
    return (found, claims["number"]) if found else None


def _ask_page(request: Request, number: str = "", note: str = "", status_: int = 200) -> Response:
    its, words = window(request), _language(request)
    shown = {
        "number": number,
        "note": note,
        "counties": its.directory.counties,
        "centre": words.say("citizen.centre"),
    }
    return render(request, "citizen_find.html", words, status_, **_common(request, words), **shown)


def _status_page(request: Request, matter: MatterView, number: str) -> Response:
    its, words = window(request), _language(request)
    shown = status(matter, number, its.now(), its.directory, words)
    live = "hx-request" in request.headers
    template = "citizen_live.html" if live else "citizen_status.html"
    return render(
        request,
        template,
        words,
        **_common(request, words),
        status=shown,
        centre=shown.centre,
        here=_address(request),
    )


def _common(request: Request, words: Language) -> dict[str, Any]:
    def address(**changes: str) -> str:
        return _address(request, **changes)

    return {"code": words.code, "larger": request.query_params.get("size") == "large", "address": address}


def _language(request: Request) -> Language:
    return language("en" if request.query_params.get("lang") == "en" else "zh")


def _address(request: Request, **changes: str) -> str:
    """This page with other parameters; language and size of type stay in the address."""
    kept = {name: request.query_params[name] for name in ("lang", "size") if name in request.query_params}
    chosen = {
        name: value
        for name, value in {**kept, **changes}.items()
        if value and (name, value) != ("lang", "zh")
    }
    return "/query" + (f"?{urlencode(chosen)}" if chosen else "")


def _tries(request: Request) -> Tries:
    app = request.app
    if not hasattr(app.state, "tries"):
        app.state.tries = Tries()
    found: Tries = app.state.tries
    return found
