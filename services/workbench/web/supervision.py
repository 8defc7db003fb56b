"""督办: the desk's list, a new record, and one record with every act; deadlines decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.destinations import OPENING
from services.workbench.language import language
from services.workbench.views.supervision import record
from services.workbench.web.desks import Desk, Tried, title_of
from services.workbench.web.forms import empty
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

DESK = Desk("/supervisions", "supervision", "supervisions.html", record, "supervision_act", "ground")
router = APIRouter(prefix=DESK.path)
GROUNDS, LEVELS, FORMS = "supervision_ground", "supervision_level", "supervision_form"


@router.get("")
async def supervisions(request: Request, user: Person) -> Response:
    return await DESK.listed(request, user)


@router.get("/new")
async def new(request: Request, user: Person) -> Response:
    """The form for `?matter=`, with the `?ground=` that is known."""
    asked = request.query_params
    begins = empty(matter_id=asked.get("matter", ""), ground=asked.get("ground", ""))
    return await _new(request, user, Tried(form=begins))


@router.post("/new")
async def opened(request: Request, user: Person) -> Response:
    told = await DESK.begin(request, user)
    return told if isinstance(told, Response) else await _new(request, user, told)


@router.get("/{id_}")
async def one(request: Request, id_: str, user: Person) -> Response:
    return await _page(request, user, id_, Tried())


@router.post("/{id_}/{act}")
async def acted(request: Request, id_: str, act: str, user: Person) -> Response:
    told = await DESK.act(request, user, id_, act)
    return told if isinstance(told, Response) else await _page(request, user, id_, told)


async def _new(request: Request, user: User, tried: Tried) -> Response:
    if not user.is_any(OPENING):
        raise NotForYouError
    words, directory, form = language("zh"), window(request).directory, tried.form
    title = await title_of(request, form.value("matter_id"), user)
    if not title:
        raise NotFoundError
    return await page(
        request, "supervision_new.html", user=user, here=DESK.here, status=tried.status, form=form, title=title,
        grounds=words.list_of(GROUNDS), levels=words.list_of(LEVELS), focus=form.focus("ground"),
        units=[(unit.code, unit.name) for unit in directory.units_of(user.county)],
    )  # fmt: skip


async def _page(request: Request, user: User, id_: str, tried: Tried) -> Response:
    shown = await DESK.record(request, user, id_)
    return await page(
        request, "supervision.html", user=user, here=DESK.here, status=tried.status, it=shown, because=tried.because,
        offers=[(each, tried.form if each.act == tried.act else empty(**each.begins)) for each in shown.offers],
        title=await title_of(request, shown.matter_id, user), forms=language("zh").list_of(FORMS), done=DESK.done(request),
    )  # fmt: skip
