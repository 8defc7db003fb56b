"""今日提醒: what deadlines tells this person of limits that came near or were missed, and that it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import TOLD
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import may_see
from services.workbench.views.digest import told
from services.workbench.web.forms import empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from services.workbench.people import User

router = APIRouter(prefix="/digest")
AWAY = Reply(503)


@router.get("")
async def digest(request: Request, user: Person) -> Response:
    """The digest of the last working morning, and what cannot wait for the next."""
    return await _page(request, user)


@router.post("/{day}/read")
async def read(request: Request, day: str, user: Person) -> Response:
    form = await sent(request)
    if not user.is_any(TOLD):
        raise NotForYouError
    reply = await _ask(request, user, "POST", f"/digest/{day}/read", form.key)
    if reply.done:
        return RedirectResponse("/digest?done=1", 303)
    return await _page(request, user, reply.because or language("zh").say("digest.away"), reply.status)


async def _page(request: Request, user: User, because: str = "", status: int = 200) -> Response:
    if not user.is_any(TOLD):
        raise NotForYouError
    its, words = window(request), language("zh")
    reply = await _ask(request, user, "GET", "/digest")
    said = reply.body if reply.done else None
    shown = told(said, await _titles(request, user, said), its.now(), its.directory, words) if said else None
    return await page(
        request, "digest.html", user=user, here="digest", status=status if reply.done else 503, it=shown, form=empty(),
        because=because, done=request.query_params.get("done") == "1",
    )  # fmt: skip


async def _titles(request: Request, user: User, said: Mapping[str, Any]) -> dict[str, str]:
    """What the matters are about, for whoever may see them."""
    ids: Iterable[str] = {row["matter_id"] for part in ("rows", "urgent") for row in said.get(part, ())}
    found = [await window(request).matters.get(id_) for id_ in sorted(ids)]
    return {each.id: each.title for each in found if each and may_see(user, each)}


async def _ask(request: Request, user: User, method: str, path: str, key: str = "") -> Reply:
    """Away is an answer here: the page says so, and what was to be told stands until it is read."""
    try:
        return await window(request).owners.deadlines(method, path, user, key=key)
    except AwayError:
        return AWAY
