"""A lost query code: a new one for who has the number and the registered telephone; all others come to the window."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from chassis.ids import new_id
from services.workbench.owners import AwayError, Reply
from services.workbench.views.slip import spaced
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.visiting import browser_of, show, words_of
from services.workbench.web.window import window

router = APIRouter()


@router.get("/lost-code")
async def lost_page(request: Request) -> Response:
    return _page(request, empty())


@router.post("/lost-code")
async def lost(request: Request) -> Response:
    form, words = await sent(request), words_of(request)
    number, asks = "".join(form.value("number").split()).upper(), form.value("do") == "code"
    if not window(request).owners.knows(number[:6]) or not form.value("phone"):
        return _page(request, form, words.say("citizen_lost.both"), 422)
    try:
        reply = await _asked(request, form, number, asks=asks)
    except AwayError:
        telephone = window(request).directory.county(number[:6]).telephone
        return _page(request, form, words.say("citizen.away", telephone=telephone), 503)
    if asks and reply.done:
        return _page(request, form, words.say("citizen_lost.sent"), asked=True)
    if reply.done:
        return _page(request, form, query_code=spaced(str(reply.body["query_code"])))
    key = f"citizen_refused.{reply.code}"
    said = words.say(key) if words.code != "zh" and words.has(key) else reply.because
    return _page(request, form.after(reply.code), said, reply.status, asked=not asks)


async def _asked(request: Request, form: Form, number: str, *, asks: bool) -> Reply:
    wish = {"item_no": number, "phone": form.value("phone")} | (
        {} if asks else {"one_time_code": form.value("code")}
    )
    path = "/citizen/lost-code" if asks else "/citizen/lost-code/confirmed"
    key = new_id() if asks else form.key
    return await window(request).owners.citizen(number[:6], path, wish, browser_of(request), key)


def _page(request: Request, form: Form, note: str = "", status: int = 200, **shown: Any) -> Response:  # noqa: ANN401
    more = {"asked": False, "query_code": "", **shown}
    centre = words_of(request).say("citizen.centre")
    return show(request, "citizen_lost_code.html", status, form=form, note=note, centre=centre, **more)
