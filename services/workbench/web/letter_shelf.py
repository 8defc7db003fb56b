"""The 暂存 shelf, the lists of its destruction, and the custody book."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.language import language
from services.workbench.letters import errors_of
from services.workbench.owners import AwayError
from services.workbench.people import Role
from services.workbench.views.letters import custody_line, destruction, shelf_row
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.letter_room import ask, kept, told
from services.workbench.web.matters import NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
DECIDING = frozenset({Role.OFFICE_DEPUTY_HEAD})
CARRYING_OUT = frozenset({Role.LETTER_CLERK})
ACTS = frozenset({"approve_destruction", "reject_destruction", "execute_destruction"})


@router.get("/letters/shelf")
async def shelf(request: Request, user: Person) -> Response:
    return await _shelf(request, user, empty())


@router.post("/letters/shelf")
async def propose(request: Request, user: Person) -> Response:
    """The ticked letters become a list that somebody else approves."""
    form = await sent(request)
    ticked = [name.removeprefix("letter_") for name in form.values if name.startswith("letter_")]
    try:
        reply = await ask(request, user, "/destructions", {"letters": ticked}, form.key)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        refused = errors_of(reply).get("letters") or reply.because
        return await _shelf(request, user, form.after(reply.code), refused=refused, status=reply.status)
    return RedirectResponse("/letters/destructions?done=propose_destruction", 303)


@router.get("/letters/destructions")
async def lists(request: Request, user: Person) -> Response:
    return await _lists(request, user)


@router.post("/letters/destructions/{list_id}/{act}")
async def decide(request: Request, list_id: str, act: str, user: Person) -> Response:
    if act not in ACTS:
        raise NotFoundError
    form = await sent(request)
    witnesses = [name for name in (form.value("witness_1"), form.value("witness_2")) if name]
    body: dict[str, Any] = {"because": form.value("because"), "witnesses": witnesses}
    try:
        reply = await ask(request, user, f"/destructions/{list_id}/{act}", body, form.key)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        return await _lists(
            request, user, list_id, form.after(reply.code), refused=reply.because, status=reply.status
        )
    return RedirectResponse(f"/letters/destructions?done={act}", 303)


@router.get("/letters/custody")
async def custody(request: Request, user: Person) -> Response:
    """保管登记: every thing that lay in a letter, what became of it, and nothing left out."""
    words, now = language("zh"), window(request).now()
    lines = [custody_line(each, now, words) for each in await told(request, user, "/custody")]
    return await page(
        request,
        "letters_custody.html",
        user=user,
        here="letters_custody",
        lines=lines,
        open=sum(1 for each in lines if not each["returned"]),
    )


async def _shelf(
    request: Request, user: User, form: Form, *, refused: str = "", status: int = 200
) -> Response:
    words, now, asked = language("zh"), window(request).now(), request.query_params
    skip = asked.get("skip", "")
    query = {"place": asked.get("place", ""), "skip": skip if skip.isdecimal() else "0"}
    found = await told(request, user, f"/shelf?{urlencode(query)}")
    rows = [shelf_row(each, now, words) for each in found["rows"]]
    places = window(request).directory.places_of(user.county)
    return await page(
        request, "letters_shelf.html", user=user, here="letters_shelf", status=status, rows=rows, following=found["next"],
        place=query["place"], places=[(each.code, each.name) for each in places], days=found["at_least_days"], form=form,
        refused=refused, proposes=user.is_any(CARRYING_OUT),
    )  # fmt: skip


async def _lists(
    request: Request,
    user: User,
    list_id: str = "",
    form: Form | None = None,
    *,
    refused: str = "",
    status: int = 200,
) -> Response:
    words, now = language("zh"), window(request).now()
    found = [destruction(each, now, words) for each in await told(request, user, "/destructions")]
    done = request.query_params.get("done", "")
    return await page(
        request, "letters_destructions.html", user=user, here="letters_destructions", status=status, lists=found, refused=refused,
        forms={each["id"]: form if form and each["id"] == list_id else empty() for each in found},
        done=words.say(f"letter_saved.{done}") if done in {*ACTS, "propose_destruction"} else "",
        decides=user.is_any(DECIDING), carries_out=user.is_any(CARRYING_OUT),
    )  # fmt: skip
