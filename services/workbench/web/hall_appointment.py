"""An appointment made by the citizen, on a visit that has proved number and code: a time that is still free."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.visiting import Visit, forget, show, to, visit_of, words_of
from services.workbench.web.window import window
from services.workbench.words import local

if TYPE_CHECKING:
    from starlette.responses import Response

router = APIRouter()


@router.get("/appointment")
async def appointment(request: Request) -> Response:
    visit = visit_of(request)
    return await _free(request, visit, empty()) if visit else RedirectResponse(to(request, "/query"), 303)


@router.post("/appointment")
async def book(request: Request) -> Response:
    form, visit = await sent(request), visit_of(request)
    if visit is None:
        return RedirectResponse(to(request, "/query"), 303)
    body = {"day": form.value("day"), "at": form.value("at"), "ticket": visit.ticket}
    its = window(request)
    reply = await its.owners.intake(visit.county, "POST", "/hall/appointments/mine", None, body, form.key)
    if reply.done:
        at, centre = f"{body['day']} {body['at']}", its.directory.county(visit.county).centre
        return show(request, "citizen_appointed.html", number=reply.body["number"], at=at, centre=centre)
    if reply.status == 401:
        over = RedirectResponse(to(request, "/query"), 303)
        forget(over)
        return over
    note = reply.because if reply.status != 422 else words_of(request).say("citizen_appointment.choose")
    return await _free(request, visit, form.after(reply.code), note, reply.status)


async def _free(request: Request, visit: Visit, form: Form, note: str = "", http: int = 200) -> Response:
    its = window(request)
    county = its.directory.county(visit.county)
    tomorrow = (local(its.now()).date() + timedelta(days=1)).isoformat()
    day = form.value("day") or request.query_params.get("day", "") or tomorrow
    reply = await its.owners.intake(visit.county, "GET", "/hall/appointments/free", None, params={"day": day})
    starts = reply.body.get("starts") or () if reply.done else ()
    return show(
        request, "citizen_appointment.html", http, form=form, note=note, day=day, starts=starts, centre=county.centre,
        telephone=county.telephone,
    )  # fmt: skip
