"""What the office does for petitioners: reads their requests, answers questions, hands out codes against identity, prints signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.views.petitioners import requests_of
from services.workbench.views.slip import spaced, square
from services.workbench.web.counter import registering
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, allowed
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User
    from services.workbench.readmodel import MatterView

router = APIRouter()
PURPOSES = ("SUPPLEMENT", "WITHDRAW", "TAKE_BACK", "EVALUATE", "APPLY")


@router.get("/matters/{matter_id}/requests")
async def requests_page(request: Request, user: Person, matter_id: str) -> Response:
    return await _requests(request, user, await _matter(request, user, matter_id), empty())


@router.post("/matters/{matter_id}/requests/answer")
async def answer(request: Request, user: Person, matter_id: str) -> Response:
    form, matter, words = await sent(request), await _matter(request, user, matter_id), language("zh")
    if not form.value("text"):
        return await _requests(
            request, user, matter, form.with_errors({"text": words.say("petitioners.no_text")}), status=422
        )
    wish = {"number": form.value("number"), "text": form.value("text")}
    path = f"/citizen/questions/{matter_id}/answers"
    try:
        reply = await window(request).owners.intake(user.county, "POST", path, user, wish, form.key)
    except AwayError:
        return await _requests(request, user, matter, form, note=words.say("problem.text_503"), status=503)
    if not reply.done:
        return await _requests(
            request, user, matter, form.after(reply.code), note=reply.because, status=reply.status
        )
    return RedirectResponse(f"/matters/{matter_id}/requests", 303)


@router.post("/matters/{matter_id}/requests/code")
async def hand_out(request: Request, user: Person, matter_id: str) -> Response:
    """The code is shown once, to be told or written down; on record with who looked at which document."""
    form, matter, words = await sent(request), await _matter(request, user, matter_id), language("zh")
    if not form.value("identity"):
        errors = {"identity": words.say("petitioners.no_identity")}
        return await _requests(request, user, matter, form.with_errors(errors), status=422)
    number, _, person = form.value("holder").rpartition("/")
    wish = {
        "item_no": number, "person": int(person or 0) if person.isdecimal() else 0, "identity": form.value("identity"),
        "code": "ONE_TIME" if form.value("purpose") else "QUERY", "purpose": form.value("purpose") or None,
    }  # fmt: skip
    try:
        reply = await window(request).owners.intake(
            user.county, "POST", "/citizen/window/codes", user, wish, form.key
        )
    except AwayError:
        return await _requests(request, user, matter, form, note=words.say("problem.text_503"), status=503)
    if not reply.done:
        return await _requests(
            request, user, matter, form.after(reply.code), note=reply.because, status=reply.status
        )
    given = str(reply.body.get("one_time_code") or spaced(str(reply.body.get("query_code", ""))))
    return await _requests(request, user, matter, empty(), given=given, once=bool(form.value("purpose")))


@router.get("/signs")
async def signs_page(request: Request, user: Person) -> Response:
    return await _signs(request, registering(user), empty())


@router.post("/signs")
async def put_up(request: Request, user: Person) -> Response:
    form, words = await sent(request), language("zh")
    if not form.value("label"):
        errors = {"label": words.say("petitioners.no_label")}
        return await _signs(request, registering(user), form.with_errors(errors), 422)
    wish = {"label": form.value("label"), "place_code": form.value("place")}
    await window(request).owners.intake(
        registering(user).county, "POST", "/citizen/signs", user, wish, form.key
    )
    return RedirectResponse("/signs", 303)


async def _matter(request: Request, user: User, matter_id: str) -> MatterView:
    found = allowed(await window(request).matters.get(matter_id), user)
    if user.in_unit:
        raise NotForYouError
    return found


async def _requests(
    request: Request, user: User, matter: MatterView, form: Form, *, note: str = "", given: str = "",
    once: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    words = language("zh")
    holders = [
        (f"{item.number}/{n}", words.say("petitioners.representative", n=n) if n else words.say("petitioners.petitioner"), item.number)
        for item in matter.items.values()
        for n in range(item.representatives + 1)
    ]  # fmt: skip
    shown = requests_of(matter, window(request).now(), words)
    return await page(
        request, "petitioners.html", user=user, here="", status=status, matter=matter, rows=shown, form=form, note=note,
        given=given, once=once, holders=holders, purposes=[(p, words.say(f"code_purpose.{p}")) for p in PURPOSES],
    )  # fmt: skip


async def _signs(request: Request, user: User, form: Form, status: int = 200) -> Response:
    its = window(request)
    try:
        rows = (await its.owners.intake(user.county, "GET", "/citizen/signs", user)).body.get("rows") or []
    except AwayError:
        rows = []
    county = its.directory.county(user.county)
    places = [(p.code, p.name) for p in its.directory.places_of(user.county)] + [(county.code, county.name)]
    public = (its.public_url or str(request.base_url)).rstrip("/")
    kept = [(row["code"], row["label"]) for row in rows] + places
    shown = [
        {"label": label, "address": f"{public}/c/{user.county}/{code}", "square": square(f"{public}/c/{user.county}/{code}", label)}
        for code, label in kept
    ]  # fmt: skip
    return await page(
        request, "signs.html", user=user, here="signs", status=status, signs=shown, places=places, form=form,
        centre=county.centre, telephone=county.telephone, focus="label",
    )  # fmt: skip
