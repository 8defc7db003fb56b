"""What is due for me, my unit or the office, asked of deadlines at each opening; and the address for one's own calendar."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.views.due import due_page, scopes_of, wanted
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()


@router.get("/due")
async def due(request: Request, user: Person) -> Response:
    return await _shown(request, user, empty())


@router.post("/due/subscribe")
async def subscribe(request: Request, user: Person) -> Response:
    """A new address, shown once; the one before it ends."""
    form = await sent(request)
    wish = {"scope": _scope(form.value("scope"), user)}
    reply = await window(request).owners.deadlines("POST", "/feeds", user, wish, form.key)
    if not reply.done:
        return await _shown(request, user, form.after(reply.code), refused=reply.because)
    base = (window(request).public_url or str(request.base_url)).rstrip("/")
    return await _shown(request, user, empty(), address=f"{base}{reply.body['path']}")


@router.post("/due/unsubscribe")
async def unsubscribe(request: Request, user: Person) -> Response:
    form = await sent(request)
    reply = await window(request).owners.deadlines("POST", "/feeds/end", user, {}, form.key)
    ended = language("zh").say("due.ended") if reply.done else ""
    return await _shown(request, user, empty(), refused=reply.because, ended=ended)


@router.get("/feeds/{address}.ics")
async def feed(request: Request, address: str) -> Response:
    """A calendar program cannot sign in: the address itself is what it shows, and deadlines judges it."""
    told = await window(request).owners.feed(address)
    return Response(told.content, told.status_code, media_type=told.headers.get("content-type"))


async def _shown(
    request: Request, user: User, form: Form, *, refused: str = "", address: str = "", ended: str = ""
) -> Response:
    its, words, away = window(request), language("zh"), ""
    scope = _scope(request.query_params.get("scope") or form.value("scope"), user)
    try:
        reply = await its.owners.deadlines("GET", "/due", user, params={"scope": scope})
    except AwayError as error:
        reply, away = (
            Reply(503),
            words.say("problem.heading_503", service=words.word("service", error.service)),
        )
    told = reply.body if reply.done else {}
    ids = wanted(told)
    found = await asyncio.gather(*(its.matters.get(id_) for id_ in ids))
    matters = {id_: matter for id_, matter in zip(ids, found, strict=True) if matter}
    view = due_page(told, matters, scope, user, its.now(), its.directory, words)
    status = 503 if away else 409 if refused else 200
    return await page(
        request, "due.html", user=user, here="due", status=status, due=view, form=form, away=away, refused=refused,
        address=address, ended=ended,
    )  # fmt: skip


def _scope(asked: str, user: User) -> str:
    """One of those this person may choose; raises NotForYouError for who has no limits."""
    if user.on_street:
        raise NotForYouError
    return asked if asked in scopes_of(user) else "me"
