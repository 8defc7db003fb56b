"""值班替岗 and 工作移交: set and end a cover, see what a handover would move, propose it, approve it; routing decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import COVERING
from services.workbench.language import language
from services.workbench.owners import AwayError, Reply
from services.workbench.views.covering import Preview, cover_page, handover_rows, preview_of
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
SAYS = ("approve", "return", "take-back")
WHERE = {
    "DELEGATE_UNFIT": "delegate", "COVER_SELF": "delegate", "DELEGATE_AWAY": "delegate", "COVER_DATES": "to_on", "COVER_PAST": "from_on",
    "COVERED_ALREADY": "from_on", "COVERS_ANOTHER": "from_on", "TAKER_UNFIT": "taker", "TAKER_IS_GIVER": "taker",
}  # fmt: skip


@router.get("/covers")
async def covers(request: Request, user: Person) -> Response:
    today = local(window(request).now()).date().isoformat()
    return await _covers(request, user, empty(from_on=today))


@router.post("/covers")
async def set_cover(request: Request, user: Person) -> Response:
    """What was typed stands in the form again, with the sentence at its field."""
    form, words = await sent(request), language("zh")
    missing = {
        name: words.say(f"cover.missing_{name}")
        for name in ("delegate", "from_on", "to_on")
        if not form.value(name)
    }
    if missing:
        return await _covers(request, user, form.with_errors(missing), 422)
    names = ("delegate", "from_on", "to_on", "reason", "absent")
    reply = await _asked(request, user, "/covers", {name: form.value(name) for name in names}, form.key)
    if not reply.done:
        return await _covers(request, user, _refused(form, reply), reply.status, refused=_aside(reply))
    return RedirectResponse("/covers?done=set", 303)


@router.post("/covers/{no}/end")
async def end_cover(request: Request, no: int, user: Person) -> Response:
    form = await sent(request)
    reply = await _asked(request, user, f"/covers/{no}/end", {}, form.key)
    if not reply.done:
        return await _covers(request, user, empty(), reply.status, refused=reply.because)
    return RedirectResponse("/covers?done=ended", 303)


@router.get("/handovers")
async def handovers(request: Request, user: Person) -> Response:
    asked = request.query_params
    return await _handovers(
        request, user, empty(giver=asked.get("giver", user.name), taker=asked.get("taker", ""))
    )


@router.post("/handovers")
async def propose(request: Request, user: Person) -> Response:
    """Everything, or what was ticked; the reason is asked for."""
    form, words = await sent(request), language("zh")
    ticked = [str(each) for each in (await request.form()).getlist("m")]
    errors = {
        name: words.say(f"handover.missing_{name}") for name in ("taker", "reason") if not form.value(name)
    }
    if form.value("what") == "chosen" and not ticked:
        errors["what"] = words.say("handover.missing_what")
    if errors:
        return await _handovers(request, user, form.with_errors(errors), 422, ticked=ticked)
    body: dict[str, Any] = {name: form.value(name) for name in ("giver", "taker", "reason")}
    if form.value("what") == "chosen":
        body["matters"] = ticked
    reply = await _asked(request, user, "/handovers", body, form.key)
    if not reply.done:
        again = _refused(form, reply)
        return await _handovers(request, user, again, reply.status, refused=_aside(reply), ticked=ticked)
    return RedirectResponse("/handovers?done=proposed", 303)


@router.post("/handovers/{id_}/{says}")
async def decide(request: Request, id_: str, says: str, user: Person) -> Response:
    form = await sent(request)
    if says not in SAYS:
        raise NotForYouError
    body = {"reason": form.value("reason")} if says == "return" else {}
    reply = await _asked(request, user, f"/handovers/{id_}/{says}", body, form.key)
    if not reply.done:
        again = empty(giver=user.name, **{f"reason-{id_}": form.value("reason")})
        return await _handovers(request, user, again, reply.status, refused=reply.because)
    return RedirectResponse(f"/handovers?done={says}", 303)


async def _covers(
    request: Request, user: User, form: Form, status: int = 200, *, refused: str = ""
) -> Response:
    told, away = await _told(request, user, "/covers")
    its, words = window(request), language("zh")
    view, done = cover_page(told.body, user, its.now(), words), request.query_params.get("done", "")
    return await page(
        request, "covers.html", user=user, here="covers", status=503 if away else status, form=form, refused=refused, away=away,
        it=view, done=words.say(f"cover.done_{done}") if done in ("set", "ended") else "", focus=form.focus(*form.errors),
    )  # fmt: skip


async def _handovers(
    request: Request, user: User, form: Form, status: int = 200, *, refused: str = "", ticked: Sequence[str] = ()
) -> Response:  # fmt: skip
    its, words = window(request), language("zh")
    colleagues, away = await _told(request, user, "/covers")
    told, _ = await _told(request, user, "/handovers")
    params = {name: form.value(name) for name in ("giver", "taker")}
    seen, _ = await _told(request, user, "/handovers/preview", params)
    view, done = cover_page(colleagues.body, user, its.now(), words), request.query_params.get("done", "")
    preview: Preview | None = preview_of(seen.body, words) if seen.done else None
    return await page(
        request, "handovers.html", user=user, here="handovers", status=503 if away else status, form=form, refused=refused, away=away,
        it=view, me=user, preview=preview, ticked=frozenset(ticked), done=words.say(f"handover.done_{done}") if done in ("proposed", *SAYS) else "", focus=form.focus(*form.errors),
        rows=handover_rows(told.body.get("rows", ()), user, its.now(), words, leads=view.leads),
    )  # fmt: skip


async def _told(
    request: Request, user: User, path: str, params: Mapping[str, str] | None = None
) -> tuple[Reply, str]:
    """What routing says, or why it does not; raises NotForYouError for who has no part in this."""
    if not user.is_any(COVERING):
        raise NotForYouError
    words = language("zh")
    try:
        return await window(request).owners.routing("GET", path, user, params=params), ""
    except AwayError as error:
        return Reply(503), words.say("problem.heading_503", service=words.word("service", error.service))


async def _asked(request: Request, user: User, path: str, body: Mapping[str, Any], key: str) -> Reply:
    if not user.is_any(COVERING):
        raise NotForYouError
    words = language("zh")
    try:
        return await window(request).owners.routing("POST", path, user, body, key)
    except AwayError as error:
        gone = words.say("problem.heading_503", service=words.word("service", error.service))
        return Reply(503, {"because": gone})


def _refused(form: Form, reply: Reply) -> Form:
    """Each sentence at the field it is about."""
    field = WHERE.get(reply.code)
    return form.after(reply.code).with_errors({field: reply.because} if field else reply.fields)


def _aside(reply: Reply) -> str:
    return "" if reply.code in WHERE or reply.fields else reply.because
