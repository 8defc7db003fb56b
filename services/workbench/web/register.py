"""Registering a visit: under a minute, by keyboard alone, and never a lost word; the slip comes from intake's own answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from lianjie_contracts.vocabulary import LitigationStatus, Urgency
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.people import REGISTERING
from services.workbench.registration import body, errors_of, missing
from services.workbench.views.listing import listing
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError
from services.workbench.web.session import Person
from services.workbench.web.window import page, render, window
from services.workbench.words import grouped, masked_name, on_paper
from services.workbench.worklists import MINE, Filters, Tally, conditions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.owners import Reply
    from services.workbench.people import User

router = APIRouter()
ASKED = (
    LitigationStatus.NONE,
    LitigationStatus.PENDING,
    LitigationStatus.DECIDED,
    LitigationStatus.NOT_ASKED,
)
ORDER = (
    "id_no",
    "id_reason",
    "name",
    "phone",
    "address",
    "email",
    "place",
    "headcount",
    "title",
    "content",
    "claims",
)
URGENCIES = (Urgency.ORDINARY, Urgency.MAJOR, Urgency.URGENT)


@router.get("/register")
async def register_page(request: Request, user: Person) -> Response:
    fresh = empty(headcount="1", urgency=Urgency.ORDINARY, litigation=LitigationStatus.NOT_ASKED)
    return await _shown(request, _registering(user), fresh)


@router.post("/register")
async def register(request: Request, user: Person) -> Response:
    form = await sent(request)
    if errors := missing(form, language("zh")):
        errors |= await _identity_wrong(request, user, form, errors)
        return await _shown(request, _registering(user), form.with_errors(errors), status=422)
    try:
        reply = await window(request).owners.register(user, form.key, body(form, user))
    except AwayError as away:
        return await _shown(request, user, form, away=away.service, status=503)
    if not reply.done:
        return await _shown(
            request,
            user,
            form.after(reply.code).with_errors(errors_of(reply)),
            refused=reply.because,
            status=reply.status,
        )
    return await _receipt(request, user, form, reply)


@router.post("/register/identity")
async def identity(request: Request, user: Person) -> Response:
    """The live check beside the field; if intake is away the field simply says nothing."""
    form, words = await sent(request), language("zh")
    shown: dict[str, Any] | None = None
    if form.value("id_no"):
        try:
            reply = await window(request).owners.check_identity(_registering(user), form.value("id_no"))
        except AwayError:
            reply = None
        if reply and reply.done:
            told = reply.body
            facts = {"gender": told.get("gender") or "", "age": told.get("age") or ""}
            says = words.say("identity.ok", **facts) if told.get("ok") else reply.because
            shown = {"ok": bool(told.get("ok")), "words": " ".join((says, *(told.get("warnings") or ())))}
    return render(request, "identity.html", words, identity=shown)


async def _identity_wrong(
    request: Request, user: User, form: Form, known: Mapping[str, str]
) -> dict[str, str]:
    """What intake says of the number, so that it is mended together with the rest; nothing if intake is away."""
    if "id_no" in known or form.value("id_missing"):
        return {}
    try:
        reply = await window(request).owners.check_identity(_registering(user), form.value("id_no"))
    except AwayError:
        return {}
    return {"id_no": reply.because} if reply.done and not reply.body.get("ok") else {}


def _registering(user: User) -> User:
    if not user.is_any(REGISTERING):
        raise NotForYouError
    return user


async def _shown(
    request: Request, user: User, form: Form, *, refused: str = "", away: str = "", status: int = 200
) -> Response:
    its, words, now = window(request), language("zh"), window(request).now()
    mine = conditions(MINE[0], Filters(), user, now)
    today = await its.matters.find(mine, 1, recent=True)
    county = its.directory.county(user.county)
    places = [(place.code, place.name) for place in its.directory.places_of(user.county)] + [
        (county.code, county.name)
    ]
    return await page(
        request, "register.html", user=user, here="register", status=status, form=form, focus=form.focus(*ORDER), refused=refused,
        away=words.say("problem.heading_503", service=words.word("service", away)) if away else "", identity=None, places=places,
        desk=user.desk, registered_today=await its.matters.count(mine),
        urgencies=[(u.value, words.word("urgency", u)) for u in URGENCIES],
        litigations=[(status_.value, words.say(f"register.litigation_{status_}")) for status_ in ASKED],
        today=listing(MINE[0], Filters(), today, Tally(), user, now, its.directory, words).rows[:8],
    )  # fmt: skip


async def _receipt(request: Request, user: User, form: Form, reply: Reply) -> Response:
    its, words, now = window(request), language("zh"), window(request).now()
    county = its.directory.county(user.county)
    told = reply.body
    address = (its.public_url or str(request.base_url)).rstrip("/") + "/query"
    receipt = {
        "centre": county.centre, "telephone": county.telephone, "address": address, "repeated": told.get("repeated"),
        "groups": grouped(str(told["item_no"])), "code": _spaced(str(told["query_code"])), "matter_id": told["matter_id"],
        "received": on_paper(now, words, time=True), "person": masked_name(form.value("name")),
        "title": form.value("title"), "claims": form.lines("claims"),
        "date": on_paper(now, words),
    }  # fmt: skip
    return await page(request, "receipt.html", user=user, here="register", receipt=receipt)


def _spaced(code: str) -> str:
    """In threes, as it is read aloud."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))
