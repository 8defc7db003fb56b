"""The page of one matter, and the poll that keeps it live."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.acts import Act
from services.workbench.language import language
from services.workbench.people import may_see
from services.workbench.views.matter import page as matter_page, version_of
from services.workbench.views.timeline import Show
from services.workbench.web.session import Person
from services.workbench.web.window import Window, frame_of, render, window

if TYPE_CHECKING:
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
    found = (
        await caught_up(its, matter_id, subject, int(seq))
        if seq.isdecimal()
        else await its.matters.get(matter_id)
    )
    allowed(found, user)
    assert found is not None
    live = "hx-request" in request.headers
    waiting = bool(seq.isdecimal() and found.heard.get(subject, 0) < int(seq))
    if live and asked.get("seen") == version_of(found) and not waiting:
        return Response(status_code=204)
    show = Show(asked["show"]) if asked.get("show") in set(Show) else Show.COURSE
    shown = matter_page(found, await its.opened(found), user, its.now(), show, its.directory, language("zh"))
    done = asked.get("done", "") if asked.get("done", "") in set(Act) else ""
    kept = {
        "show": show.value,
        "seen": version_of(found),
        **({"after": asked["after"]} if waiting else {}),
        **({"done": done} if done else {}),
    }
    here = str(request.url.replace_query_params(**kept)).removeprefix(str(request.base_url).rstrip("/"))
    say = language("zh").say
    return render(
        request, "matter_live.html" if live else "matter.html", language("zh"), page=shown, here=here, waiting=waiting,
        done=say(f"saved.{done}") if done else "", done_note=say(f"saved_note.{done}") if done else "",
        frame=await frame_of(request, user, ""), oob=live,
    )  # fmt: skip


def allowed(found: MatterView | None, user: User) -> MatterView:
    """The matter, if there is one and it is for this person."""
    if found is None or (user.county != found.county):
        raise NotFoundError
    if not may_see(user, found):
        raise NotForYouError
    return found


async def caught_up(its: Window, matter_id: str, subject: str, seq: int) -> MatterView | None:
    """The matter once its own stream was heard so far, or as it is after a second."""
    until = time.monotonic() + CATCH_UP
    while True:
        found = await its.matters.get(matter_id)
        if (found and found.heard.get(subject, 0) >= seq) or time.monotonic() > until:
            return found
        await asyncio.sleep(LOOK_EVERY)
