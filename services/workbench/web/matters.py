"""The page of one matter, and the poll that keeps it live."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.acts import Act, offers_of
from services.workbench.destinations import KEEPING, OPENING, SESSIONS
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.people import CONTACTING, may_see, seen_by
from services.workbench.stages import READING
from services.workbench.views.acts import bar
from services.workbench.views.kin import kin_of
from services.workbench.views.matter import page as matter_page, version_of
from services.workbench.views.timeline import Show
from services.workbench.web.forms import sent
from services.workbench.web.session import Person
from services.workbench.web.window import Window, frame_of, render, window

if TYPE_CHECKING:
    from services.workbench.acts import Offer
    from services.workbench.language import Language
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

router = APIRouter()
CATCH_UP = 1.0  # seconds a page waits for its own command to come back
LOOK_EVERY = 0.05


class NotFoundError(Exception):
    """There is no such matter, or not yet."""


class NotForYouError(Exception):
    """The matter exists, but not for this person."""


@router.get("/matters/{matter_id}")
async def matter(request: Request, matter_id: str, user: Person) -> Response:
    its, asked = window(request), request.query_params
    subject, _, seq = asked.get("after", "").rpartition("~")
    after = int(seq) if seq.isdecimal() else 0
    found = allowed(await caught_up(its, matter_id, subject, after), user)
    if found.merged_into and "show" not in asked and "hx-request" not in request.headers:
        survivor = await led_to(its, matter_id)
        if survivor and may_see(user, survivor):
            return RedirectResponse(f"/matters/{survivor.id}", 303)
    waiting = found.heard.get(subject, 0) < after
    if "hx-request" in request.headers and asked.get("seen") == version_of(found) and not waiting:
        return Response(status_code=204)
    return await shown(request, found, user, done=asked.get("done", ""), waiting=waiting)


@router.post("/matters/{matter_id}/contact")
async def contact(request: Request, matter_id: str, user: Person) -> Response:
    """Opens the contact data by a click that the owner logs."""
    await sent(request)
    its = window(request)
    found = allowed(await its.matters.get(matter_id), user)
    if found.first_item is None or not user.is_any(CONTACTING):
        raise NotForYouError
    reply = await its.owners.contact(user, found.first_item.id)
    if not reply.done:
        raise NotForYouError
    told = [str(reply.body[name]) for name in ("name", "phone", "address", "email") if reply.body.get(name)]
    return await shown(request, found, user, told=told)


async def shown(
    request: Request,
    found: MatterView,
    user: User,
    *,
    done: str = "",
    waiting: bool = False,
    told: Sequence[str] = (),
) -> Response:
    """The page, or the part of it that the poll redraws."""
    its, asked, words = window(request), request.query_params, language("zh")
    show = Show(asked["show"]) if asked.get("show") in set(Show) else Show.COURSE
    live = "hx-request" in request.headers
    opened, offers, kin, frame = await asyncio.gather(
        its.opened(found), _offers(its, found, user), _kin(its, found, user), frame_of(request, user, "")
    )
    acts = bar(offers, found, words)
    kept = {
        "show": show.value, "seen": "" if acts.away else version_of(found), "done": done,
        "after": asked.get("after", "") if waiting else "", "now": asked.get("now", "") if waiting else "",
    }  # fmt: skip
    here = f"/matters/{found.id}?{urlencode({name: value for name, value in kept.items() if value})}"
    return render(
        request, "matter_live.html" if live else "matter.html", words,
        page=matter_page(found, opened, user, its.now(), show, its.directory, words, kin), acts=acts,
        here=here, waiting=waiting, told=told, may_item=user.is_any(READING), may_contact=user.is_any(CONTACTING), of_office=not user.in_unit, may_supervise=user.is_any(OPENING), may_meet=user.is_any(SESSIONS), keeps=user.is_any(KEEPING),
        now=_state(asked.get("now", ""), words) if waiting else "", frame=frame, oob=live, **_saved(done, words),
    )  # fmt: skip


async def _kin(its: Window, found: MatterView, user: User) -> dict[str, MatterView]:
    """The related matters that this person may see, by their ids."""
    asked = [await its.matters.get(id_) for _, id_ in kin_of(found)]
    return {each.id: seen_by(user, each) for each in asked if each and may_see(user, each)}


async def _offers(its: Window, found: MatterView, user: User) -> Sequence[Offer] | None:
    """What the owner of the matter lets this person do; None if it cannot be asked, for the page is shown all the same."""
    try:
        return offers_of(await its.owners.acts(user, found.id))
    except AwayError:
        return None


def _state(named: str, words: Language) -> str:
    """Where the matter stands by its owner's answer, before this window has heard of it."""
    return words.say(f"state.{named}") if words.has(f"state.{named}") else ""


def _saved(done: str, words: Language) -> dict[str, Any]:
    """What was just done here, and what comes of it."""
    own = done in set(Act) | {"hand_over"}
    said, next_ = (f"saved.{done}", f"saved_note.{done}") if own else (f"do.{done}.done", f"do.{done}.next")
    known = words.has(said)
    return {"done": words.say(said) if known else "", "done_note": words.say(next_) if known else ""}


def allowed(found: MatterView | None, user: User) -> MatterView:
    """What this person may see of the matter, if there is one and it is for this person."""
    if found is None or (user.county != found.county):
        raise NotFoundError
    if not may_see(user, found):
        raise NotForYouError
    return seen_by(user, found)


async def led_to(its: Window, matter_id: str) -> MatterView | None:
    """The matter that this id leads to: of one that was merged, its survivor."""
    found = await its.matters.get(matter_id)
    while found and found.merged_into:
        found = await its.matters.get(found.merged_into)
    return found


async def caught_up(its: Window, matter_id: str, subject: str, seq: int) -> MatterView | None:
    """The matter once its own stream was heard so far, or as it is after a second."""
    until = time.monotonic() + CATCH_UP
    while True:
        found = await its.matters.get(matter_id)
        if (found and found.heard.get(subject, 0) >= seq) or time.monotonic() > until:
            return found
        await asyncio.sleep(LOOK_EVERY)
