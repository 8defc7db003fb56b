"""The documents of a matter: read as their owner keeps them, and handed over at the window with the owner's answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.papers import AT_WINDOW, BY_HAND, hand_over_asked, may_hand_over, may_read
from services.workbench.views.matter import page as matter_page
from services.workbench.views.timeline import Show
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError, allowed
from services.workbench.web.safety import LETTER_POLICY
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import DeliveryView, MatterView

router = APIRouter()
FIELDS = ("received_by", "relation", "proof")


@router.get("/matters/{matter_id}/papers/{delivery_id}/letter")
async def letter(request: Request, matter_id: str, delivery_id: str, user: Person) -> Response:
    _, delivery = await _found(request, matter_id, delivery_id, user)
    if not may_read(delivery, user):
        raise NotForYouError
    told = await window(request).owners.letter(user, delivery_id)
    if told is None:
        raise NotFoundError
    return HTMLResponse(told, headers={"content-security-policy": LETTER_POLICY})


@router.get("/matters/{matter_id}/papers/{delivery_id}/letter.pdf")
async def letter_on_paper(request: Request, matter_id: str, delivery_id: str, user: Person) -> Response:
    """To be printed and sealed; its name is the text's own, and names nobody."""
    _, delivery = await _found(request, matter_id, delivery_id, user)
    if not may_read(delivery, user):
        raise NotForYouError
    told = await window(request).owners.letter_on_paper(user, delivery_id)
    if told is None:
        raise NotFoundError
    name = quote(f"{delivery.title or delivery.document}.pdf")
    return Response(
        told,
        media_type="application/pdf",
        headers={"content-disposition": f"inline; filename*=UTF-8''{name}"},
    )


@router.get("/matters/{matter_id}/papers/{delivery_id}/hand-over")
async def hand_over_form(request: Request, matter_id: str, delivery_id: str, user: Person) -> Response:
    matter, delivery = await _at_window(request, matter_id, delivery_id, user)
    return await _shown(
        request, matter, delivery, user, empty(relation=language("zh").say("hand_over.self"), mode=BY_HAND[0])
    )


@router.post("/matters/{matter_id}/papers/{delivery_id}/hand-over")
async def hand_over(request: Request, matter_id: str, delivery_id: str, user: Person) -> Response:
    form, words = await sent(request), language("zh")
    # A form sent twice finds its paper served already: the owner knows its key, and says so.
    matter, delivery = await _found(request, matter_id, delivery_id, user)
    if not (user.is_any(AT_WINDOW) and may_read(delivery, user)):
        raise NotForYouError
    body, errors = hand_over_asked(form, words)
    if errors:
        return await _shown(request, matter, delivery, user, form.with_errors(errors), status=422)
    try:
        reply = await window(request).owners.hand_over(user, form.key, delivery_id, body)
    except AwayError as away:
        said = words.say("problem.heading_503", service=words.word("service", away.service))
        return await _shown(request, matter, delivery, user, form, away=said, status=503)
    if not reply.done:
        because = reply.because or words.say("problem.text_409")
        mended = form.after(reply.code).with_errors(reply.fields)
        return await _shown(request, matter, delivery, user, mended, refused=because, status=reply.status)
    after = quote(f"{reply.subject}~{reply.seq}")
    return RedirectResponse(f"/matters/{matter_id}?after={after}&done=hand_over", 303)


async def _found(
    request: Request, matter_id: str, delivery_id: str, user: User
) -> tuple[MatterView, DeliveryView]:
    matter = allowed(await window(request).matters.get(matter_id), user)
    if delivery_id not in matter.deliveries:
        raise NotFoundError
    return matter, matter.deliveries[delivery_id]


async def _at_window(
    request: Request, matter_id: str, delivery_id: str, user: User
) -> tuple[MatterView, DeliveryView]:
    matter, delivery = await _found(request, matter_id, delivery_id, user)
    if not may_hand_over(delivery, user):
        raise NotForYouError
    return matter, delivery


async def _shown(
    request: Request,
    matter: MatterView,
    delivery: DeliveryView,
    user: User,
    form: Form,
    *,
    refused: str = "",
    away: str = "",
    status: int = 200,
) -> Response:
    its, words = window(request), language("zh")
    shown = matter_page(matter, await its.opened(matter), user, its.now(), Show.COURSE, its.directory, words)
    return await page(
        request, "act_hand_over.html", user=user, status=status, page=shown, title=words.say("act.hand_over"), lead=words.say("act_lead.hand_over"),
        action="", hidden={}, news=(), form=form, focus=form.focus(*FIELDS), refused=refused, away=away,
        delivery=delivery, modes=tuple((mode.value, words.word("delivery_mode", mode)) for mode in BY_HAND),
    )  # fmt: skip
