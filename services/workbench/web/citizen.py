"""The citizen's page by number and query code: no account, telephone first, Chinese and English."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.owners import AwayError
from services.workbench.views.citizen import status
from services.workbench.web.forms import sent
from services.workbench.web.matters import caught_up, led_to
from services.workbench.web.visiting import (
    Visit,
    browser_of,
    forget,
    machine_of,
    remember,
    show,
    to,
    visit_of,
    words_of,
)
from services.workbench.web.window import window

router = APIRouter()


@router.get("/query")
async def ask(request: Request) -> Response:
    """The status, if this browser knows the code; else the form, with the number that the slip's square carries."""
    number = "".join(request.query_params.get("number", "").split()).upper()[:20]
    visit = visit_of(request)
    matter = await led_to(window(request), visit.matter) if visit else None
    if visit is None or matter is None or number not in ("", visit.number):
        return _ask_page(request, number)
    its, words = window(request), words_of(request)
    parted = [each for id_ in matter.sisters if (each := await its.matters.get(id_))]
    shown = status(matter, visit.number, its.now(), its.directory, words, parted)
    template = "citizen_live.html" if "hx-request" in request.headers else "citizen_status.html"
    return show(request, template, status=shown, centre=shown.centre, here=to(request, "/query"))


@router.post("/query")
async def find(request: Request) -> Response:
    form, its, words = await sent(request), window(request), words_of(request)
    number = "".join(form.value("number").split()).upper()
    county = number[:6]
    if not number or not its.owners.knows(county):
        return _ask_page(request, number, words.say("citizen.not_found"), 404)
    telephone = its.directory.county(county).telephone
    question = {"item_no": number, "query_code": form.value("code")}
    try:
        reply = await its.owners.citizen(county, "/status", question, browser_of(request))
    except AwayError:
        return _ask_page(request, number, words.say("citizen.away", telephone=telephone), 503)
    if reply.status == 429:
        return _ask_page(request, number, words.say("citizen.too_often", telephone=telephone), 429)
    if not reply.done:
        return _ask_page(request, number, words.say("citizen.not_found"), 404)
    if await caught_up(its, reply.body["matter_id"], "", 0) is None:
        return _ask_page(request, number, words.say("citizen.too_new"), 503)
    answer = RedirectResponse(to(request, "/query"), 303)
    remember(request, answer, Visit(reply.body["matter_id"], number, str(reply.body.get("ticket", ""))))
    return answer


@router.post("/query/leave")
async def leave(request: Request) -> Response:
    await sent(request)
    answer = RedirectResponse(to(request, "/query"), 303)
    forget(answer)
    return answer


@router.get("/query/forget/{county}")
async def start_again(request: Request, county: str) -> Response:
    """The self-service machine after nobody has touched it: everything is forgotten, and the next one begins."""
    answer = RedirectResponse(to(request, f"/c/{county}"), 303)
    forget(answer)
    return answer


def _ask_page(request: Request, number: str = "", note: str = "", status_: int = 200) -> Response:
    """On a self-service machine, its own county's centre and telephone alone."""
    its, words, here = window(request), words_of(request), machine_of(request)
    counties = (its.directory.county(here),) if here else its.directory.counties
    return show(
        request, "citizen_find.html", status_, number=number, note=note, counties=counties,
        centre=counties[0].centre if here else words.say("citizen.centre"),
    )  # fmt: skip
