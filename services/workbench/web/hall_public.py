"""What hangs and lies in the hall for everybody: the screen, the card of a visit, the tablet of a desk, the texts on display.

Whoever is signed in is turned away from card and tablet, before intake is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from lianjie_contracts.vocabulary import Satisfaction
from services.workbench.display import plain_sheet, text, texts
from services.workbench.language import Language, language
from services.workbench.owners import AwayError, Reply
from services.workbench.sheets import sheets
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotFoundError
from services.workbench.web.session import SignInNeededError, signed_in
from services.workbench.web.window import render, window
from services.workbench.words import local

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter()
LEVELS = tuple(level.value for level in Satisfaction if level is not Satisfaction.UNKNOWN)


@router.get("/screen/{county}/{token}")
async def screen(request: Request, county: str, token: str) -> Response:
    """Full screen, without a sign-in; where intake is away it says so and goes on trying."""
    its, words = window(request), language("zh")
    try:
        reply = await its.owners.intake(county, "GET", f"/hall/screen/{token}", None)
    except AwayError:
        reply = Reply(503)
    if reply.status == 404:
        raise NotFoundError
    shown: dict[str, Any] = {
        "away": not reply.done, "desks": reply.body.get("desks") or (), "queues": reply.body.get("queues") or (),
        "time": f"{local(its.now()):%H:%M}", "here": f"/screen/{county}/{token}",
    }  # fmt: skip
    if "hx-request" in request.headers:
        return render(request, "hall_screen_live.html", words, 503 if shown["away"] else 200, **shown)
    return render(request, "hall_screen.html", words, centre=_centre(request, county), **shown)


@router.get("/card/{county}/{day}/{number}/{code}")
async def card(request: Request, county: str, day: str, number: str, code: str) -> Response:
    return await _ask(request, county, f"/hall/cards/{day}/{number}/{code}")


@router.post("/card/{county}/{day}/{number}/{code}")
async def give_card(request: Request, county: str, day: str, number: str, code: str) -> Response:
    return await _give(request, county, f"/hall/cards/{day}/{number}/{code}")


@router.get("/tablet/{county}/{desk}/{token}")
async def tablet(request: Request, county: str, desk: int, token: str) -> Response:
    return await _ask(request, county, f"/hall/tablets/{desk}/{token}", tablet=True)


@router.post("/tablet/{county}/{desk}/{token}")
async def give_at_tablet(request: Request, county: str, desk: int, token: str) -> Response:
    return await _give(request, county, f"/hall/tablets/{desk}/{token}", tablet=True)


@router.get("/display")
async def display(request: Request) -> Response:
    """The laws and the road of a petition, for everybody to read [S1 3(4)]."""
    return visitor_page(request, "citizen_display.html", "", texts=texts(), sheets=sheets())


@router.get("/display/{key}")
async def displayed(request: Request, key: str) -> Response:
    found, sheet = text(key), plain_sheet(key)
    if found is None and sheet is None:
        raise NotFoundError
    return visitor_page(request, "citizen_displayed.html", "", text=found, sheet=sheet)


async def _ask(request: Request, county: str, path: str, *, tablet: bool = False) -> Response:
    if _is_staff(request):
        return _card(request, county, empty(), Reply(403), tablet=tablet)
    reply = await window(request).owners.intake(county, "GET", path, None)
    return _card(request, county, empty(), reply, tablet=tablet)


async def _give(request: Request, county: str, path: str, *, tablet: bool = False) -> Response:
    form = await sent(request)
    if _is_staff(request):
        return _card(request, county, form, Reply(403), tablet=tablet)
    answers = {
        name.removeprefix("of_"): level for name, level in form.values.items() if name.startswith("of_")
    }
    body = {"answers": answers, "words": form.value("words")[:500], "number": form.value("number")}
    its = window(request).owners
    if not answers:
        reply = await its.intake(county, "GET", path, None)
        note = language_of(request).say("citizen_card.choose")
        return _card(request, county, form, reply, note=note, status=422, tablet=tablet)
    reply = await its.intake(county, "POST", path, None, body, form.key)
    if reply.done:
        return visitor_page(
            request, "citizen_thanks.html", county, tablet=tablet, again=str(request.url.path)
        )
    return _card(request, county, form.after(reply.code), reply, tablet=tablet)


def _card(
    request: Request,
    county: str,
    form: Form,
    reply: Reply,
    *,
    note: str = "",
    status: int = 0,
    tablet: bool = False,
) -> Response:
    words = language_of(request)
    if reply.status == 403:
        note = words.say("citizen_card.not_staff")
    ask = reply.body.get("ask") or () if reply.done else ()
    shown = {
        "form": form, "ask": ask, "number": reply.body.get("number") or "", "levels": LEVELS, "tablet": tablet,
        "note": note or reply.because, "done": reply.done and not ask,
    }  # fmt: skip
    return visitor_page(request, "citizen_card.html", county, status or reply.status, **shown)


def _is_staff(request: Request) -> bool:
    try:
        signed_in(request)
    except SignInNeededError:
        return False
    return True


def visitor_page(request: Request, template: str, county: str, status: int = 200, **shown: Any) -> Response:  # noqa: ANN401 - what the template shows
    words, larger = language_of(request), request.query_params.get("size") == "large"
    around = {
        "code": words.code, "larger": larger, "address": _addresses(request), "centre": _centre(request, county),
    }  # fmt: skip
    return render(request, template, words, status, **around, **shown)


def _addresses(request: Request) -> Callable[..., str]:
    """This page in another language or size."""

    def address(**changes: str) -> str:
        kept = {name: request.query_params[name] for name in ("lang", "size") if name in request.query_params}
        chosen = "&".join(f"{name}={value}" for name, value in {**kept, **changes}.items() if value)
        return request.url.path + (f"?{chosen}" if chosen else "")

    return address


def language_of(request: Request) -> Language:
    return language("en" if request.query_params.get("lang") == "en" else "zh")


def _centre(request: Request, county: str) -> str:
    try:
        return window(request).directory.county(county).centre
    except KeyError:
        return language("zh").say("app.name")
