"""建议书: the list, a new text from a matter, and one record with every act; deadlines decides all."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import OPENING, SUPERVISION
from services.workbench.language import language
from services.workbench.views.recommendation import TEXTS, label, record
from services.workbench.web.desks import ask, title_of, told
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

PATH, HERE = "/recommendations", "recommendations"
router = APIRouter(prefix=PATH)
# Where a refusal that names no field is said: at the field that mends it.
SPEAKS_OF = {
    "NO_RECOMMENDATION_GROUND": "facts", "NO_SUGGESTION": "suggestion", "NO_POLICY": "policy", "NO_UNIT_AT_FAULT": "about",
    "NO_FINDING": "finding", "UNIT_NOT_HEARD": "unit_statement", "ADOPTION_NOT_STATED": "reasons",
}  # fmt: skip


@router.get("")
async def recommendations(request: Request, user: Person) -> Response:
    """Open ones, or with `?ended=1` those at rest; oldest first."""
    if not user.is_any(SUPERVISION):
        raise NotForYouError
    its, words, ended = window(request), language("zh"), request.query_params.get("ended") == "1"
    reply = await ask(request, user, "GET", PATH, params={"ended": ended})
    rows = [record(row, its.now(), its.directory, words) for row in reply.body.get("rows", ())]
    titles = {row.matter_id: await title_of(request, row.matter_id, user) for row in rows}
    return await page(
        request, "recommendations.html", user=user, here=HERE, rows=rows, titles=titles, ended=ended
    )


@router.get("/new")
async def new(request: Request, user: Person) -> Response:
    """The form for `?matter=`, of the kind in `?kind=`."""
    asked = request.query_params
    kind = asked.get("kind", "")
    begins = empty(
        matter_id=asked.get("matter", ""),
        kind=kind if kind in TEXTS else "IMPROVE",
        about=asked.get("about", ""),
    )
    return await _new(request, user, begins)


@router.post("/new")
async def written(request: Request, user: Person) -> Response:
    form = await sent(request)
    if not user.is_any(OPENING):
        raise NotForYouError
    body = {name: value for name, value in form.values.items() if value}
    reply = await told(request, user, PATH, body, form.key)
    if reply.done:
        return RedirectResponse(f"{PATH}/{quote(reply.subject.partition(':')[2])}", 303)
    errors = reply.fields or {SPEAKS_OF.get(reply.code, "unit"): reply.because}
    return await _new(request, user, form.after(reply.code).with_errors(errors), reply.status)


@router.get("/{id_}")
async def one(request: Request, id_: str, user: Person) -> Response:
    return await _page(request, user, id_, empty())


@router.post("/{id_}/{act}")
async def acted(request: Request, id_: str, act: str, user: Person) -> Response:
    """One act under the form's key; refused, the page comes back with the reason and everything that was typed."""
    form = await sent(request)
    body = {name: value for name, value in form.values.items() if value}
    reply = await told(request, user, f"{PATH}/{quote(id_)}/{quote(act)}", body, form.key)
    if reply.done:
        return RedirectResponse(f"{PATH}/{quote(id_)}?done={quote(act)}", 303)
    spoken = {SPEAKS_OF[reply.code]: reply.because} if reply.code in SPEAKS_OF else {}
    tried = form.after(reply.code).with_errors(reply.fields or spoken)
    return await _page(request, user, id_, tried, act, reply.because, reply.status)


async def _new(request: Request, user: User, form: Form, status: int = 200) -> Response:
    if not user.is_any(OPENING):
        raise NotForYouError
    words, directory, kind = language("zh"), window(request).directory, form.value("kind")
    title = await title_of(request, form.value("matter_id"), user)
    if not title or kind not in TEXTS:
        raise NotFoundError
    return await page(
        request, "recommendation_new.html", user=user, here=HERE, status=status, form=form, title=title,
        kinds=words.list_of("recommendation_kind"), focus=form.focus("unit", *TEXTS[kind]),
        fields=[(name, label(name, kind, words)) for name in TEXTS[kind]], to=label("unit", kind, words),
        units=[(unit.code, unit.name) for unit in directory.units_of(user.county)],
    )  # fmt: skip


async def _page(
    request: Request, user: User, id_: str, form: Form, tried: str = "", because: str = "", status: int = 200
) -> Response:  # fmt: skip
    if not user.is_any(SUPERVISION):
        raise NotForYouError
    reply = await ask(request, user, "GET", f"{PATH}/{quote(id_)}")
    if not reply.done:
        raise NotFoundError
    its, words = window(request), language("zh")
    shown = record(reply.body, its.now(), its.directory, words)
    done = request.query_params.get("done", "")
    return await page(
        request, "recommendation.html", user=user, here=HERE, status=status, it=shown, because=because,
        offers=[(act, fields, form if act == tried else empty()) for act, fields in shown.offers],
        title=await title_of(request, shown.matter_id, user), focus=form.focus(), results=words.list_of("suggestion_result"),
        done=words.say(f"recommendation_act.{done}") if words.has(f"recommendation_act.{done}") else "",
    )  # fmt: skip
