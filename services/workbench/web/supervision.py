"""督办: the desk's list, a new record, and one record with every act; deadlines decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import OPENING, SUPERVISION
from services.workbench.language import language
from services.workbench.views.supervision import record
from services.workbench.web.desks import ask, title_of, told
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

PATH = "/supervisions"
router = APIRouter(prefix=PATH)
GROUNDS, LEVELS, FORMS = "supervision_ground", "supervision_level", "supervision_form"


@router.get("")
async def supervisions(request: Request, user: Person) -> Response:
    """Open ones, or with `?ended=1` those at rest; oldest first."""
    if not user.is_any(SUPERVISION):
        raise NotForYouError
    its, words, ended = window(request), language("zh"), request.query_params.get("ended") == "1"
    reply = await ask(request, user, "GET", PATH, params={"ended": ended})
    rows = [record(row, its.now(), its.directory, words) for row in reply.body.get("rows", ())]
    titles = {row.matter_id: await title_of(request, row.matter_id, user) for row in rows}
    return await page(
        request, "supervisions.html", user=user, here="supervision", rows=rows, titles=titles, ended=ended
    )


@router.get("/new")
async def new(request: Request, user: Person) -> Response:
    """The form for `?matter=`, with the `?ground=` that is known."""
    asked = request.query_params
    return await _new(request, user, empty(matter_id=asked.get("matter", ""), ground=asked.get("ground", "")))


@router.post("/new")
async def opened(request: Request, user: Person) -> Response:
    form = await sent(request)
    if not user.is_any(OPENING):
        raise NotForYouError
    body = {name: value for name, value in form.values.items() if value}
    reply = await told(request, user, PATH, body, form.key)
    if reply.done:
        return RedirectResponse(f"/supervisions/{quote(reply.subject.partition(':')[2])}", 303)
    errors = reply.fields or {"ground": reply.because}
    return await _new(request, user, form.after(reply.code).with_errors(errors), reply.status)


@router.get("/{id_}")
async def one(request: Request, id_: str, user: Person) -> Response:
    return await _page(request, user, id_, empty())


@router.post("/{id_}/{act}")
async def acted(request: Request, id_: str, act: str, user: Person) -> Response:
    """One act under the form's key; refused, the page comes back with the reason and everything that was typed."""
    form = await sent(request)
    body = {name: value for name, value in form.values.items() if value}
    reply = await told(request, user, PATH + f"/{quote(id_)}/{quote(act)}", body, form.key)
    if reply.done:
        return RedirectResponse(f"/supervisions/{quote(id_)}?done={quote(act)}", 303)
    tried = form.after(reply.code).with_errors(reply.fields)
    return await _page(request, user, id_, tried, act, reply.because, reply.status)


async def _new(request: Request, user: User, form: Form, status: int = 200) -> Response:
    if not user.is_any(OPENING):
        raise NotForYouError
    words, directory = language("zh"), window(request).directory
    title = await title_of(request, form.value("matter_id"), user)
    if not title:
        raise NotFoundError
    return await page(
        request, "supervision_new.html", user=user, here="supervision", status=status, form=form, title=title,
        grounds=words.list_of(GROUNDS), levels=words.list_of(LEVELS), focus=form.focus("ground"),
        units=[(unit.code, unit.name) for unit in directory.units_of(user.county)],
    )  # fmt: skip


async def _page(
    request: Request, user: User, id_: str, form: Form, tried: str = "", because: str = "", status: int = 200
) -> Response:  # fmt: skip
    if not user.is_any(SUPERVISION):
        raise NotForYouError
    reply = await ask(request, user, "GET", PATH + f"/{quote(id_)}")
    if not reply.done:
        raise NotFoundError
    its, words = window(request), language("zh")
    shown = record(reply.body, its.now(), its.directory, words)
    done = request.query_params.get("done", "")
    return await page(
        request, "supervision.html", user=user, here="supervision", status=status, it=shown, because=because,
        offers=[(each, form if each.act == tried else empty(**each.begins)) for each in shown.offers],
        title=await title_of(request, shown.matter_id, user), forms=words.list_of(FORMS),
        done=words.say(f"supervision_act.{done}") if words.has(f"supervision_act.{done}") else "",
    )  # fmt: skip
