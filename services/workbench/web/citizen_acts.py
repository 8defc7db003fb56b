"""What a citizen may do with a matter: one page for each act, a one-time code for all but a question; intake decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from chassis.ids import new_id
from services.workbench.citizen_acts import ACTS, CitizenAct, body, missing, papers_of
from services.workbench.owners import AwayError
from services.workbench.uploads import uploaded
from services.workbench.views.citizen_requests import acts_of
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.visiting import Visit, browser_of, forget, show, to, visit_of, words_of
from services.workbench.web.window import window

if TYPE_CHECKING:
    from services.workbench.owners import Reply
    from services.workbench.readmodel import MatterView

router = APIRouter()
ASKED, WRONG_CODE = "sent", "SECOND_FACTOR"


@router.get("/query/{name}")
async def act_page(request: Request, name: str) -> Response:
    visit, matter = await _here(request)
    act = ACTS.get(name)
    if visit is None or matter is None or act is None:
        return RedirectResponse(to(request, "/query"), 303)
    return _form(request, act, matter, empty())


@router.post("/query/{name}")
async def do(request: Request, name: str) -> Response:
    form, (visit, matter), act = await sent(request), await _here(request), ACTS.get(name)
    if visit is None or matter is None or act is None:
        return RedirectResponse(to(request, "/query"), 303)
    wants_code = form.value("do") == "code"
    try:
        form = await _with_papers(request, visit, form) if act.papers else form
        errors = {**missing(act, form, words_of(request), with_code=not wants_code), **form.errors}
        if errors:
            return _form(request, act, matter, form.with_errors(errors), status=422)
        reply = await (_send_code if wants_code else _act)(request, act, visit, form)
    except AwayError:
        note = words_of(request).say("citizen_act.away", telephone=_telephone(request, visit.county))
        return _form(request, act, matter, form, note, status=503)
    if reply.status == 401:
        answer = RedirectResponse(to(request, "/query"), 303)
        forget(answer)
        return answer
    if wants_code:
        return _after_code(request, act, matter, form, reply)
    return _done(request, act, visit, reply) if reply.done else _refused(request, act, matter, form, reply)


async def _here(request: Request) -> tuple[Visit | None, MatterView | None]:
    visit = visit_of(request)
    return visit, await window(request).matters.get(visit.matter) if visit else None


async def _with_papers(request: Request, visit: Visit, form: Form) -> Form:
    """What was chosen is uploaded at once, so that it is not lost while the code is on its way; under one key, though a
    refused form gets a new one."""
    key, before = form.value("papers_key") or form.key, papers_of(form)
    taken, refused = await uploaded(request, visit.county, "papers_now", key, None, first=len(before))
    form = form.filled({"papers_key": key, "papers": " ".join((*before, *taken))})
    return form.with_errors({"papers_now": refused}) if refused else form


async def _send_code(request: Request, act: CitizenAct, visit: Visit, _: Form) -> Reply:
    wish = {"ticket": visit.ticket, "purpose": act.purpose}
    owners = window(request).owners
    return await owners.citizen(visit.county, "/citizen/codes", wish, browser_of(request), new_id())


async def _act(request: Request, act: CitizenAct, visit: Visit, form: Form) -> Reply:
    wish = body(act, form) | {"ticket": visit.ticket}
    return await window(request).owners.citizen(visit.county, act.path, wish, browser_of(request), form.key)


def _after_code(request: Request, act: CitizenAct, matter: MatterView, form: Form, reply: Reply) -> Response:
    words = words_of(request)
    if reply.done:
        telephone = _telephone(request, matter.county)
        said = words.say("citizen_act.code_sent", telephone=telephone)
        return _form(request, act, matter, _with(form, ASKED, "1"), said)
    return _form(request, act, matter, form, _because(request, reply), status=reply.status)


def _refused(request: Request, act: CitizenAct, matter: MatterView, form: Form, reply: Reply) -> Response:
    because = _because(request, reply)
    again = form.after(reply.code)
    if reply.code == WRONG_CODE:
        return _form(request, act, matter, again.with_errors({"code": because}), status=reply.status)
    return _form(request, act, matter, again, because, status=reply.status)


def _because(request: Request, reply: Reply) -> str:
    """intake's own sentence; in another language what stands there for its code, if anything does."""
    words = words_of(request)
    key = f"citizen_refused.{reply.code}"
    return words.say(key) if words.code != "zh" and words.has(key) else reply.because


def _done(request: Request, act: CitizenAct, visit: Visit, reply: Reply) -> Response:
    words, told = words_of(request), reply.body
    waits = int(told.get("persons", 0)) - int(told.get("confirmed", 0))
    key = "waiting" if told.get("confirmed") else "next"
    return show(
        request, "citizen_done.html", heading=words.say(f"citizen_done.{act.name}.heading"),
        number=str(told.get("number") or ""), next=words.say(f"citizen_done.{act.name}.{key}", n=waits),
        centre=window(request).directory.county(visit.county).centre,
    )  # fmt: skip


def _form(
    request: Request, act: CitizenAct, matter: MatterView, form: Form, note: str = "", status: int = 200
) -> Response:
    words = words_of(request)
    allowed = {each.name: each for each in acts_of(matter, window(request).now(), words)}
    return show(
        request, "citizen_act.html", status, act=act, form=form, note=note, asked=bool(form.value(ASKED)),
        heading=words.say(f"citizen_act.{act.name}.heading"), lead=words.say(f"citizen_act.{act.name}.lead"),
        button=words.say(f"citizen_act.{act.name}.button"), offered=act.name in allowed,
        centre=window(request).directory.county(matter.county).centre, focus=form.focus("code" if form.value(ASKED) else "text"),
        telephone=_telephone(request, matter.county), unit=matter.lead.assignment.unit_name if matter.lead else "",
        papers=len(papers_of(form)),
    )  # fmt: skip


def _with(form: Form, name: str, value: str) -> Form:
    return Form(form.key, {**form.values, name: value}, form.errors)


def _telephone(request: Request, county: str) -> str:
    return window(request).directory.county(county).telephone
