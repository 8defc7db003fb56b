"""Registering at the window: under a minute, by keyboard alone, and never a lost word; the slip comes from intake's own answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.counter import channel_of
from services.workbench.drafts import opened
from services.workbench.id_card import read
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.registration import body, errors_of, from_card, missing
from services.workbench.repeats import joined
from services.workbench.web.counter import FRESH, counter_of, end, follow, found, keep, registering, shown
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.session import Person
from services.workbench.web.slips import slip
from services.workbench.web.window import kept_since, render, window

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.people import User

router = APIRouter()


@router.get("/register")
async def register_page(request: Request, user: Person) -> Response:
    """A fresh form of a channel, or one that was kept."""
    its, asked = window(request), request.query_params
    draft_id = asked.get("draft", "")
    draft = await its.drafts.get(draft_id, registering(user).username, kept_since(request))
    if draft:
        return await shown(request, user, Form(draft_id, opened(draft, its.safe)))
    kept = language("zh").say("drafts.kept") if "kept" in asked else ""
    return await shown(request, user, empty(**FRESH, channel=channel_of(asked.get("channel", ""))), kept=kept)


@router.post("/register")
async def register(request: Request, user: Person) -> Response:
    form, words = from_card(await sent(request)), language("zh")
    counter = await counter_of(request, registering(user), channel_of(form.value("channel")))
    if errors := missing(form, counter, words):
        errors |= await _identity_wrong(request, user, form, errors)
        return await shown(request, user, form.with_errors(errors), status=422)
    if len(joined(form)) > 1:
        refused = words.say("repeats.only_one", n=len(joined(form)))
        return await shown(request, user, form, refused=refused, status=422)
    try:
        reply = await window(request).owners.register(user, form.key, body(form, counter, user))
    except AwayError as away:
        await keep(request, user, form)
        return await shown(request, user, form, away=away.service, status=503)
    if not reply.done:
        mended = form.after(reply.code).with_errors(errors_of(reply, form))
        await follow(request, user, form, mended)
        return await shown(request, user, mended, refused=reply.because, status=reply.status)
    await end(request, user, form.key)
    return await slip(request, user, form, reply)


@router.post("/register/identity")
async def identity(request: Request, user: Person) -> Response:
    """The live check beside the field; if intake is away the field simply says nothing. A card that was read is spread
    over the fields by static/registering.js."""
    form, words = from_card(typed := await sent(request)), language("zh")
    shown_: dict[str, Any] | None = None
    if form.value("id_no") and form.value("id_type") in ("", "RESIDENT"):
        try:
            reply = await window(request).owners.check_identity(registering(user), form.value("id_no"))
        except AwayError:
            reply = None
        if reply and reply.done:
            shown_ = _said(reply.body)
    card = read(typed.value("id_no"))
    return render(request, "identity.html", words, identity=shown_, card=dict(card.told) if card else {})


def _said(told: Mapping[str, Any]) -> dict[str, Any]:
    words = language("zh")
    facts = {"gender": told.get("gender") or "", "age": told.get("age") or ""}
    says = words.say("identity.ok", **facts) if told.get("ok") else str(told.get("because") or "")
    return {"ok": bool(told.get("ok")), "words": " ".join((says, *(told.get("warnings") or ())))}


@router.post("/register/repeats")
async def repeats_beside(request: Request, user: Person) -> Response:
    """What may be the same, while typing; without script the whole page with it. Nothing while nothing has changed."""
    form = from_card(await sent(request))
    if "hx-request" not in request.headers:
        return await shown(request, registering(user), form)
    seen = form.value("seen")
    told = await found(request, registering(user), form)
    if seen == told.digest:
        return Response(status_code=204)
    return render(request, "repeats.html", language("zh"), repeats=told)


@router.get("/register/waiting")
async def waiting(request: Request, user: Person) -> Response:
    """What is registered and not yet on the bus; said, and nothing is disabled by it."""
    try:
        reply = await window(request).owners.intake(registering(user).county, "GET", "/status", None)
    except AwayError:
        return Response(status_code=204)
    n = int(reply.body.get("unsent") or 0) if reply.done else 0
    return render(request, "waiting.html", language("zh"), n=n)


async def _identity_wrong(
    request: Request, user: User, form: Form, known: Mapping[str, str]
) -> dict[str, str]:
    """What intake says of the number, so that it is mended together with the rest; nothing if intake is away."""
    if "id_no" in known or form.value("id_missing") or not form.value("id_no"):
        return {}
    try:
        reply = await window(request).owners.check_identity(registering(user), form.value("id_no"))
    except AwayError:
        return {}
    return {"id_no": reply.because} if reply.done and not reply.body.get("ok") else {}
