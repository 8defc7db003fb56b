"""The forms for a document that does not reach its addressee: tried in vain, given up, announced, void; its owner decides."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.act_papers import paper_of
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.serving import STEPS, Step, fields_of, steps_of
from services.workbench.views.matter import page as matter_page
from services.workbench.views.timeline import Show
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError, allowed
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

router = APIRouter()


@router.get("/matters/{matter_id}/papers/{delivery_id}/serving/{name}")
async def form_of(request: Request, matter_id: str, delivery_id: str, name: str, user: Person) -> Response:
    matter, step = await _found(request, matter_id, delivery_id, name, user)
    if step not in steps_of(matter.deliveries[delivery_id], user):
        raise NotForYouError
    return await _shown(request, matter, delivery_id, step, user, empty())


@router.post("/matters/{matter_id}/papers/{delivery_id}/serving/{name}")
async def send(request: Request, matter_id: str, delivery_id: str, name: str, user: Person) -> Response:
    """A form sent twice finds its paper moved on already: the owner knows its key, and says so."""
    form, words = await sent(request), language("zh")
    matter, step = await _found(request, matter_id, delivery_id, name, user)
    if not user.is_any(step.posts):
        raise NotForYouError
    body, errors = paper_of(fields_of(step, words), form, words)
    if errors:
        return await _shown(request, matter, delivery_id, step, user, form.with_errors(errors), status=422)
    try:
        reply = await window(request).owners.serve(user, form.key, delivery_id, step.name, body)
    except AwayError as away:
        said = words.say("problem.heading_503", service=words.word("service", away.service))
        return await _shown(request, matter, delivery_id, step, user, form, away=said, status=503)
    if not reply.done:
        because = reply.because or words.say("problem.text_409")
        mended = form.after(reply.code).with_errors(reply.fields)
        return await _shown(
            request, matter, delivery_id, step, user, mended, refused=because, status=reply.status
        )
    told = {"after": f"{reply.subject}~{reply.seq}", "done": step.words.partition(".")[2]}
    return RedirectResponse(f"/matters/{matter_id}?{urlencode(told)}", 303)


async def _found(
    request: Request, matter_id: str, delivery_id: str, name: str, user: User
) -> tuple[MatterView, Step]:
    matter = allowed(await window(request).matters.get(matter_id), user)
    if delivery_id not in matter.deliveries or name not in STEPS:
        raise NotFoundError
    return matter, STEPS[name]


async def _shown(
    request: Request, matter: MatterView, delivery_id: str, step: Step, user: User, form: Form, *, refused: str = "",
    away: str = "", status: int = 200,
) -> Response:  # fmt: skip
    its, words = window(request), language("zh")
    shown = matter_page(matter, await its.opened(matter), user, its.now(), Show.COURSE, its.directory, words)
    title = words.say(f"{step.words}.title")
    return await page(
        request, "act_asked.html", user=user, status=status, page=shown, title=f"{title}：{matter.deliveries[delivery_id].title}",
        lead=words.say(f"{step.words}.next"), action=f"papers/{delivery_id}/serving/{step.name}", hidden={}, news=(), form=form,
        focus=form.focus(*step.asks), refused=refused, away=away, fields=fields_of(step, words),
        button=words.say(f"{step.words}.button"),
    )  # fmt: skip
