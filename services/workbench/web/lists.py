"""The worklist page, and the poll that keeps it live: it says nothing while nothing has changed."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.conditions import conditions, filters_of
from services.workbench.language import language
from services.workbench.views.listing import Listing, address, listing
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import frame_of, render, window
from services.workbench.worklists import FOUND, Worklist, home_of, list_named

if TYPE_CHECKING:
    from services.workbench.conditions import Filters
    from services.workbench.people import User
    from services.workbench.saved import SavedList
    from services.workbench.views.frame import Frame

router = APIRouter()


@router.get("/matters")
async def matters(request: Request, user: Person) -> Response:
    if user.on_street:
        raise NotForYouError
    asked = request.query_params
    worklist = list_named(asked.get("list", ""), user) or (FOUND if asked.get("q") else None) or home_of(user)
    filters = filters_of(asked, _page_number(asked.get("page", "")))
    if number := await _one(request, filters):
        return RedirectResponse(f"/matters/{number}", 303)
    shown = await _listing(request, worklist, filters, user)
    own = await _kept(request, worklist, filters, user)
    around = await frame_of(request, user, own.id if own else worklist.key)
    digest = _digest(shown, around)
    if asked.get("seen") == digest:
        return Response(status_code=204)
    live = "hx-request" in request.headers
    here = address(worklist, filters) + "&" + urlencode({"seen": digest})
    return render(
        request, "list_live.html" if live else "list.html", language("zh"),
        list=shown, here=here, kept=own, keep="/worklists?" + address(worklist, filters).partition("?")[2], digest=digest, chosen=frozenset(asked.getlist("m")), frame=around, oob=live,
    )  # fmt: skip


async def _listing(request: Request, worklist: Worklist, filters: Filters, user: User) -> Listing:
    its = window(request)
    now = its.now()
    where = conditions(worklist, filters, user, now)
    found = await its.matters.find(where, filters.page, worklist.order)
    tally = await its.matters.tally(where)
    return listing(worklist, filters, found, tally, user, now, its.directory, language("zh"))


async def _kept(request: Request, worklist: Worklist, filters: Filters, user: User) -> SavedList | None:
    """The list that is open, if this person has kept it."""
    held, now = await window(request).saved.of(user.username), replace(filters, page=1)
    return next((each for each in held if (each.list, each.asks()) == (worklist.key, now)), None)


async def _one(request: Request, filters: Filters) -> str:
    """A whole item number in the search field opens its matter at once."""
    number = filters.q.replace(" ", "").upper()
    if len(number) < 15 or not number.isalnum() or not number.isascii():
        return ""
    found = await window(request).matters.by_number(number)
    return found.id if found else ""


def _digest(shown: Listing, around: Frame) -> str:
    return hashlib.sha256(f"{shown}{around}".encode()).hexdigest()[:16]


def _page_number(given: str) -> int:
    return max(int(given), 1) if given.isdecimal() and len(given) < 6 else 1
