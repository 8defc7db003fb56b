"""The work calendar: a year to look at, a notice loaded by one person, what it would move, approved by another."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import HEADS
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import Role, may_see
from services.workbench.views.calendar import MOST_MOVES, Move, calendar_page, moves
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
LOADERS = HEADS | {Role.REGISTRAR, Role.ANALYST, Role.SUPERVISOR}
LARGEST = 2**20  # bytes of a notice; deadlines has the same bound
LONG = 60.0  # seconds: every open limit is looked at before the answer
NOTHING: Mapping[str, Any] = {"days": (), "notice": "", "provisional": True, "loaded": (), "waiting": None}


@router.get("/calendar")
async def calendar(request: Request, user: Person) -> Response:
    return await _shown(request, user, empty())


@router.post("/calendar/notices")
async def load(request: Request, user: Person) -> Response:
    """The file goes on to deadlines as it is; a bad one is refused whole, with its line."""
    _is_loader(user)
    form, words = await sent(request), language("zh")
    file = (await request.form()).get("file")
    name = file.filename if isinstance(file, UploadFile) else ""
    content = await file.read(LARGEST + 1) if isinstance(file, UploadFile) else b""
    await (await request.form()).close()
    if not name:
        return await _shown(request, user, form.with_errors({"file": words.say("workdays.missing")}), 422)
    if len(content) > LARGEST:
        return await _shown(request, user, form.with_errors({"file": words.say("workdays.too_large")}), 413)
    wish = {
        "name": name, "content": base64.b64encode(content).decode(), "year": form.value("year"),
        "local": bool(form.value("local")),
    }  # fmt: skip
    reply = await window(request).owners.deadlines("POST", "/calendar/notices", user, wish, form.key)
    if not reply.done:
        wrong = form.after(reply.code).with_errors({"file": reply.because or words.say("workdays.missing")})
        return await _shown(request, user, wrong, reply.status)
    return RedirectResponse(f"/calendar?year={wish['year']}", 303)


@router.post("/calendar/approve")
async def approve(request: Request, user: Person) -> Response:
    return await _decided(request, user, "approve")


@router.post("/calendar/decline")
async def decline(request: Request, user: Person) -> Response:
    return await _decided(request, user, "decline")


async def _decided(request: Request, user: User, act: str) -> Response:
    form = await sent(request)
    wish = {"notice": form.value("notice")}
    reply = await window(request).owners.deadlines("POST", f"/calendar/{act}", user, wish, form.key)
    if not reply.done:
        return await _shown(request, user, form.after(reply.code), reply.status, refused=reply.because)
    return RedirectResponse(f"/calendar?year={reply.body['year']}", 303)


async def _shown(
    request: Request, user: User, form: Form, status: int = 200, *, refused: str = ""
) -> Response:
    if user.on_street:
        raise NotForYouError
    its, words, away = window(request), language("zh"), ""
    year = _year(request, form)
    try:
        reply = await its.owners.deadlines("GET", "/calendar", user, params={"year": year})
    except AwayError as error:
        reply, away = (
            Reply(503),
            words.say("problem.heading_503", service=words.word("service", error.service)),
        )
    view = calendar_page(reply.body if reply.done else NOTHING, year, user.username, its.now(), words)
    seen, moved = await _preview(request, user) if view.waiting else (None, ())
    return await page(
        request, "calendar.html", user=user, here="calendar", status=503 if away else status, calendar=view, form=form,
        refused=refused, away=away, seen=seen, moved=moved, may_load=user.is_any(LOADERS), may_approve=user.is_any(HEADS),
    )  # fmt: skip


async def _preview(request: Request, user: User) -> tuple[Mapping[str, Any] | None, tuple[Move, ...]]:
    """What the waiting notice would move; nothing for who may not load one, or while deadlines is busy."""
    if not user.is_any(LOADERS):
        return None, ()
    its = window(request)
    try:
        reply = await its.owners.deadlines("GET", "/calendar/waiting/moves", user, timeout=LONG)
    except AwayError:
        return None, ()
    if not reply.done:
        return None, ()
    ids = list(dict.fromkeys(each["matter_id"] for each in reply.body["shown"][:MOST_MOVES]))
    found = await asyncio.gather(*(its.matters.get(id_) for id_ in ids))
    matters = {id_: m for id_, m in zip(ids, found, strict=True) if m and may_see(user, m)}
    return reply.body, moves(reply.body, matters, its.now(), its.directory, language("zh"))


def _year(request: Request, form: Form) -> int:
    asked = request.query_params.get("year") or form.value("year")
    this = local(window(request).now()).year
    return int(asked) if asked.isdecimal() and 2004 <= int(asked[:5]) <= 2099 else this


def _is_loader(user: User) -> None:
    """Raises NotForYouError for everybody else."""
    if not user.is_any(LOADERS):
        raise NotForYouError
