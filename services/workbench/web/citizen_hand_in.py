"""The citizen's front door by telephone: the entrance, handing in on one screen, and the receipt. No account, no identity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.owners import AwayError
from services.workbench.uploads import uploaded
from services.workbench.views.slip import spaced, square
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.visiting import Visit, browser_of, remember, show, to, words_of
from services.workbench.web.window import window
from services.workbench.words import grouped

if TYPE_CHECKING:
    from services.workbench.owners import Reply

router = APIRouter()
FIELDS = ("text", "phone", "in_court", "photos")


@router.get("/c/{county}")
async def entrance(request: Request, county: str) -> Response:
    """What one may do here; also where the self-service machine begins again."""
    its, words = window(request), words_of(request)
    if not its.owners.knows(county):
        return _no_such(request)
    here = its.directory.county(county)
    places = [(place.code, place.name) for place in its.directory.places_of(county)] + [(county, here.name)]
    return show(
        request, "citizen_entrance.html", centre=here.centre, county=county, telephone=here.telephone, places=places,
        choose=request.query_params.get("place") == "choose", heading=words.say("citizen_entrance.heading"),
    )  # fmt: skip


@router.get("/c/{county}/{place}")
async def hand_in_page(request: Request, county: str, place: str) -> Response:
    where = await _where(request, county, place)
    return _no_such(request) if where is None else _form(request, county, where, empty(in_court=""))


@router.post("/c/{county}/{place}")
async def hand_in(request: Request, county: str, place: str) -> Response:
    try:
        return await _hand_in(request, county, place)
    finally:
        await request.close()  # with the photos in it


async def _hand_in(request: Request, county: str, place: str) -> Response:
    form, where = await sent(request), await _where(request, county, place)
    if where is None:
        return _no_such(request)
    words, its = words_of(request), window(request)
    if errors := {
        name: words.say(f"citizen_hand_in.no_{name}") for name in FIELDS[:3] if not form.value(name)
    }:
        return _form(request, county, where, form.with_errors(errors), status=422)
    telephone = its.directory.county(county).telephone
    try:
        photos, refused = await uploaded(request, county, "photos", form.key, None)
        if refused:
            return _form(request, county, where, form.with_errors({"photos": refused}), status=422)
        wish: dict[str, Any] = {name: form.value(name) for name in FIELDS[:3]} | {
            "place": place,
            "photos": photos,
        }
        wish["scanned"] = bool(where.get("sign"))
        reply = await its.owners.citizen(county, "/citizen/items", wish, browser_of(request), form.key)
    except AwayError:
        note = words.say("citizen_hand_in.away", telephone=telephone)
        return _form(request, county, where, form, note, 503)
    if not reply.done:
        return _refused(request, county, where, form, reply)
    return _receipt(request, county, where, form, reply)


def _refused(request: Request, county: str, where: dict[str, Any], form: Form, reply: Reply) -> Response:
    errors = {name: said for name, said in reply.fields.items() if name in FIELDS}
    note = "" if errors else reply.because
    return _form(request, county, where, form.after(reply.code).with_errors(errors), note, reply.status)


def _receipt(request: Request, county: str, where: dict[str, Any], form: Form, reply: Reply) -> Response:
    its, told = window(request), reply.body
    number, code = str(told["item_no"]), str(told["query_code"])
    public = (its.public_url or str(request.base_url)).rstrip("/") + "/query"
    answer = show(
        request, "citizen_receipt.html", centre=its.directory.county(county).centre, county=county, groups=grouped(number),
        query_code=spaced(code), where=where["label"], said=form.value("text"), address_=public, square=square(public, public),
        telephone=its.directory.county(county).telephone, photos_refused=str(told.get("photos") or ""),
    )  # fmt: skip
    remember(request, answer, Visit(str(told["matter_id"]), number, str(told["ticket"])))
    return answer


async def _where(request: Request, county: str, place: str) -> dict[str, Any] | None:
    """What a scanned code stands for; None if it stands for nothing any more."""
    owners, directory = window(request).owners, window(request).directory
    if not owners.knows(county):
        return None
    known = directory.county(county).name if place == county else directory.place_name(place)
    if known and place.startswith(county):
        return {"label": known, "sign": False, "place": place}
    try:
        reply = await owners.intake(county, "GET", f"/citizen/places/{place}", None)
    except AwayError:
        return {"label": directory.county(county).name, "sign": False, "place": county}
    return {**reply.body, "place": place} if reply.done else None


def _form(
    request: Request, county: str, where: dict[str, Any], form: Form, note: str = "", status: int = 200
) -> Response:
    here = window(request).directory.county(county)
    return show(
        request, "citizen_hand_in.html", status, centre=words_of(request).say("citizen_hand_in.bar", county=here.name),
        county=county, where=where, form=form, note=note, telephone=here.telephone, focus=form.focus(*FIELDS),
        other_place=to(request, f"/c/{county}", place="choose"),
    )  # fmt: skip


def _no_such(request: Request) -> Response:
    words = words_of(request)
    its = window(request).directory.counties
    return show(request, "citizen_lost_sign.html", 404, centre=words.say("citizen.centre"), counties=its)
