"""随手拍 for whoever passes by: one screen with place, kind, photograph and words; then its state by number and code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from services.workbench.owners import AwayError
from services.workbench.uploads import uploaded
from services.workbench.views.quick import kind_name, told
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotFoundError
from services.workbench.web.visiting import browser_of, show, words_of
from services.workbench.web.window import window
from services.workbench.words import grouped

if TYPE_CHECKING:
    from services.workbench.owners import Reply

router = APIRouter(prefix="/report")


@router.get("/status")
async def find_page(request: Request) -> Response:
    return _status_page(request, empty())


@router.post("/status")
async def find(request: Request) -> Response:
    return await _state(request, await sent(request))


@router.post("/rate")
async def rate(request: Request) -> Response:
    """One tap; the page that comes back shows what was said."""
    form = await sent(request)
    reply = await _asked(request, form, "/quick-reports/rate", level=form.value("level"))
    return reply if isinstance(reply, Response) else await _state(request, form)


@router.get("/{county}")
async def report_page(request: Request, county: str) -> Response:
    return await _form_page(request, county, empty(place=request.query_params.get("place", "")))


@router.post("/{county}")
async def report(request: Request, county: str) -> Response:
    form = await sent(request)
    words = words_of(request)
    if not form.value("place"):
        missing = form.with_errors({"place": words.say("citizen_quick.no_place")})
        return await _form_page(request, county, missing, status=422)
    try:
        photos, why = await uploaded(request, county, "photos", form.key, None)
        if why:
            return await _form_page(request, county, form.with_errors({"photos": why}), status=422)
        body: dict[str, Any] = {name: form.value(name) for name in ("kind", "where", "text", "phone")}
        body |= {"form_key": form.key, "place_code": form.value("place"), "photos": photos}
        reply = await window(request).owners.intake(county, "POST", "/quick-reports", None, body, form.key)
    except AwayError:
        note = words.say("citizen_quick.away", telephone=_county(request, county).telephone)
        return await _form_page(request, county, form, note, 503)
    if not reply.done:
        kept = form.with_errors(
            {name: said for name, said in reply.fields.items() if name in ("phone", "text")}
        )
        return await _form_page(request, county, kept, "" if kept.errors else reply.because, reply.status)
    shown = {
        "groups": grouped(str(reply.body["number"])),
        "query_code": reply.body["code"],
        "unit": reply.body["unit_name"],
    }
    return show(request, "citizen_quick_done.html", centre=_county(request, county).centre, **shown)


async def _state(request: Request, form: Form) -> Response:
    reply = await _asked(request, form, "/quick-reports/status")
    if isinstance(reply, Response):
        return reply
    centre = _county(request, str(reply.body["number"])[:6]).centre
    shown = told(reply.body, window(request).now(), words_of(request))
    return show(request, "citizen_quick_status.html", centre=centre, form=form, note="", report=shown)


async def _asked(request: Request, form: Form, path: str, **more: str) -> Reply | Response:
    """What intake says by number and code; a page where it refuses or is away."""
    words, number = words_of(request), "".join(form.value("number").split()).upper()
    if not window(request).owners.knows(number[:6]):
        return _status_page(request, form, words.say("citizen.not_found"), 404)
    body = {"number": number, "code": form.value("code"), **more}
    try:
        reply = await window(request).owners.citizen(number[:6], path, body, browser_of(request))
    except AwayError:
        note = words.say("citizen.away", telephone=_county(request, number[:6]).telephone)
        return _status_page(request, form, note, 503)
    if not reply.done:
        return _status_page(request, form, reply.because, reply.status)
    return reply


def _status_page(request: Request, form: Form, note: str = "", status: int = 200) -> Response:
    centre = words_of(request).say("citizen.centre")
    return show(
        request, "citizen_quick_status.html", status, centre=centre, form=form, note=note, report=None
    )


async def _form_page(
    request: Request, county: str, form: Form, note: str = "", status: int = 200
) -> Response:
    here, directory = _county(request, county), window(request).directory
    places = [(place.code, place.name) for place in directory.places_of(county)]
    try:
        offered = (await window(request).owners.intake(county, "GET", "/quick-reports/kinds", None)).body
    except AwayError:
        offered = {}  # the page opens all the same, and a person finds the owner
    kinds = [(code, kind_name(code, str(name), words_of(request))) for code, name in offered.items()]
    return show(
        request, "citizen_quick.html", status, centre=here.centre, form=form, note=note, places=places, kinds=kinds,
        telephone=here.telephone, here=here.name,
    )  # fmt: skip


def _county(request: Request, county: str) -> Any:  # noqa: ANN401 - an entry of the directory
    if not window(request).owners.knows(county):
        raise NotFoundError
    return window(request).directory.county(county)
