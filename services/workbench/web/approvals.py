"""待我审批: what waits for this person's approval, read where it is approved or returned; the owner decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.conditions import Filters, conditions
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.views.approvals import waiting
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, caught_up
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.worklists import approvals_of

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
SAYS = {"approve": "approve_proposal", "return": "return_proposal", "take-back": "take_back_proposal"}


@router.get("/approvals")
async def approvals(request: Request, user: Person) -> Response:
    return await _shown(request, user)


@router.post("/approvals/{matter_id}/{says}")
async def decide(request: Request, matter_id: str, says: str, user: Person) -> Response:
    """What was typed stands at its own proposal again if it was refused."""
    form = await sent(request)
    if says not in SAYS or not form.value("no").isdecimal():
        raise NotForYouError
    body = {"no": int(form.value("no")), "says": SAYS[says], "reason": form.value("reason")}
    try:
        reply = await window(request).owners.act(user, form.key, matter_id, "approval", body)
    except AwayError as away:
        words = language("zh")
        gone = words.say("problem.heading_503", service=words.word("service", away.service))
        return await _shown(request, user, matter_id, form, refused=gone, status=503)
    if not reply.done:
        form = form.after(reply.code)
        return await _shown(request, user, matter_id, form, refused=reply.because, status=reply.status)
    if says == "take-back":
        return RedirectResponse(f"/matters/{matter_id}", 303)
    await caught_up(window(request), matter_id, reply.subject, reply.seq)
    return RedirectResponse(f"/approvals?done={says}", 303)


async def _shown(
    request: Request, user: User, matter_id: str = "", form: Form | None = None, *, refused: str = "", status: int = 200
) -> Response:  # fmt: skip
    its, words = window(request), language("zh")
    lists = approvals_of(user)
    if not lists:
        raise NotForYouError
    now = its.now()
    found = [
        matter
        for each in lists
        for matter in await its.matters.find(conditions(each, Filters(), user, now), 1, each.order)
    ]
    rows = waiting({matter.id: matter for matter in found}.values(), user, now, its.directory, words)
    forms = {row.matter_id: form if form and row.matter_id == matter_id else empty() for row in rows}
    done = request.query_params.get("done", "")
    return await page(
        request, "approvals.html", user=user, here="approvals", status=status, rows=rows, forms=forms, refused=refused,
        refused_at=matter_id, done=words.say(f"approvals.done_{done}") if done in SAYS else "",
    )  # fmt: skip
