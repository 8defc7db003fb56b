"""联合接访: the list, a proposal from a matter, one session, and a form for each act; routing decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import PROPOSING, SESSIONS
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.people import may_see
from services.workbench.session_forms import begins, fields, paper, ticked
from services.workbench.views.sessions import session
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

PATH = "/sessions"
TRIGGERS = "session_trigger"
router = APIRouter(prefix=PATH)


@router.get("")
async def sessions(request: Request, user: Person) -> Response:
    """Those under way, or with `?ended=1` those at rest; with `?matter=` all of one matter."""
    if not user.is_any(SESSIONS):
        raise NotForYouError
    ended, matter_id = request.query_params.get("ended") == "1", request.query_params.get("matter", "")
    asked = {"matter_id": matter_id} if matter_id else {"ended": ended}
    reply = await window(request).owners.routing("GET", PATH, user, params=asked)
    rows = [session(row, window(request).now(), language("zh")) for row in reply.body.get("rows", ())]
    return await page(
        request, "sessions.html", user=user, here="sessions", rows=rows, ended=ended, matter_id=matter_id,
        matter=await _visible(request, matter_id, user), may_propose=user.is_any(PROPOSING),
    )  # fmt: skip


@router.get("/new")
async def new(request: Request, user: Person) -> Response:
    """The form for `?matter=`."""
    return await _new(request, user, empty(matter_id=request.query_params.get("matter", "")))


@router.post("/new")
async def proposed(request: Request, user: Person) -> Response:
    form = await sent(request)
    if not user.is_any(PROPOSING):
        raise NotForYouError
    numbers = form.lines("numbers")
    further = [await window(request).matters.by_number(number) for number in numbers]
    unknown = [number for number, each in zip(numbers, further, strict=True) if not _theirs(each, user)]
    if unknown:
        wrong = language("zh").say("session.unknown_number", number=unknown[0])
        return await _new(request, user, form.with_errors({"numbers": wrong}), 422)
    ids = [form.value("matter_id"), *(each.id for each in further if each)]
    body = {
        "matter_ids": ids,
        "triggers": ticked(form.values, "triggers"),
        "reason": form.value("reason"),
    }
    reply = await _told(request, user, PATH, body, form.key)
    if reply.done:
        return RedirectResponse(f"{PATH}/{quote(reply.subject.partition(':')[2])}", 303)
    errors = reply.fields or {"reason": reply.because}
    return await _new(request, user, form.after(reply.code).with_errors(errors), reply.status)


@router.get("/{id_}")
async def one(request: Request, id_: str, user: Person) -> Response:
    told, words = await _asked(request, user, id_), language("zh")
    done = request.query_params.get("done", "")
    return await page(
        request, "session.html", user=user, here="sessions", it=session(told, window(request).now(), words),
        done=words.say(f"session_act.{done}") if words.has(f"session_act.{done}") else "", unit=user.unit or "",
    )  # fmt: skip


@router.get("/{id_}/{act}")
async def act_form(request: Request, id_: str, act: str, user: Person) -> Response:
    told = await _asked(request, user, id_)
    return await _act(request, user, told, act, empty(**begins(act, told)))


@router.post("/{id_}/{act}")
async def acted(request: Request, id_: str, act: str, user: Person) -> Response:
    """One act under the form's key; refused, the form comes back with the reason and everything that was typed."""
    form, told = await sent(request), await _asked(request, user, id_)
    body = paper(act, told, form.values)
    reply = await _told(request, user, f"{PATH}/{quote(id_)}/{quote(act)}", body, form.key)
    if reply.done:
        return RedirectResponse(f"{PATH}/{quote(id_)}?done={quote(act)}", 303)
    tried = form.after(reply.code).with_errors(reply.fields)
    return await _act(request, user, told, act, tried, reply.because, reply.status)


async def _act(
    request: Request, user: User, told: dict[str, Any], act: str, form: Form, because: str = "", status: int = 200
) -> Response:  # fmt: skip
    """404 for an act that is not this person's now, unless it was just tried: then its refusal is told."""
    words, directory = language("zh"), window(request).directory
    if not words.has(f"session_act.{act}") or not (
        because or any(each["act"] == act for each in told["acts"])
    ):
        raise NotFoundError
    units = tuple((unit.code, unit.name) for unit in directory.units_of(user.county))
    asks = fields(act, told, units, words)
    first = next((each.name for each in asks if each.kind not in ("heading", "ticks", "tick")), "")
    return await page(
        request, "session_act.html", user=user, here="sessions", status=status, act=act, form=form, fields=asks, because=because,
        it=session(told, window(request).now(), words), focus=form.focus(*filter(None, (first,))),
    )  # fmt: skip


async def _new(request: Request, user: User, form: Form, status: int = 200) -> Response:
    if not user.is_any(PROPOSING):
        raise NotForYouError
    matter = await _visible(request, form.value("matter_id"), user)
    if matter is None:
        raise NotFoundError
    return await page(
        request, "session_new.html", user=user, here="sessions", status=status, form=form, matter=matter,
        triggers=language("zh").list_of(TRIGGERS), focus=form.focus("reason"),
    )  # fmt: skip


async def _asked(request: Request, user: User, id_: str) -> dict[str, Any]:
    """The session as routing tells it to this person."""
    if not user.is_any(SESSIONS):
        raise NotForYouError
    reply = await window(request).owners.routing("GET", f"{PATH}/{quote(id_)}", user)
    if not reply.done:
        raise NotFoundError
    return dict(reply.body)


async def _told(request: Request, user: User, path: str, body: dict[str, Any], key: str) -> Reply:
    """Away is an answer here: what was typed stays on the page."""
    try:
        return await window(request).owners.routing("POST", path, user, body, key)
    except AwayError:
        return Reply(503, {"because": language("zh").say("session.away")})


async def _visible(request: Request, matter_id: str, user: User) -> MatterView | None:
    found = await window(request).matters.get(matter_id) if matter_id else None
    return found if _theirs(found, user) else None


def _theirs(found: MatterView | None, user: User) -> bool:
    return found is not None and may_see(user, found)
