"""The hall for its staff: taking numbers, calling them, and how long everybody waits; intake decides all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import DESKS, HALL, TICKETS
from services.workbench.language import language
from services.workbench.people import REGISTERING
from services.workbench.views.hall import here_now, queue_keys, queue_waits, standing
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, render, window
from services.workbench.words import local, on_paper

if TYPE_CHECKING:
    from services.workbench.owners import Reply
    from services.workbench.people import Role, User

router = APIRouter(prefix="/hall")
ACTS = ("call_again", "begin", "end", "not_come", "hand_over", "link")
KEYS = {"next": "n", "call_again": "r", "begin": "b", "end": "e", "not_come": "x"}


def allowed(user: User, roles: frozenset[Role]) -> User:
    """Raises NotForYouError for somebody whose post has nothing to do there."""
    if not user.is_any(roles):
        raise NotForYouError
    return user


async def asked(request: Request, user: User, path: str, **params: Any) -> dict[str, Any]:  # noqa: ANN401 - of the address
    """What intake tells of the hall; raises NotForYouError where it refuses."""
    reply = await window(request).owners.intake(user.county, "GET", f"/hall{path}", user, params=params)
    if reply.status == 404:
        raise NotFoundError
    if not reply.done:
        raise NotForYouError
    return dict(reply.body)


async def told(
    request: Request, user: User, form: Form, path: str, body: dict[str, Any] | None = None
) -> Reply:
    """A command under the form's own key."""
    return await window(request).owners.intake(
        user.county, "POST", f"/hall{path}", user, body or {}, form.key
    )


@router.get("/tickets")
async def tickets(request: Request, user: Person) -> Response:
    return await _ticket_desk(request, allowed(user, TICKETS), empty())


@router.post("/tickets")
async def take(request: Request, user: Person) -> Response:
    form = await sent(request)
    body = {"queue": form.value("queue")[:1], "green": form.value("queue").endswith("+")}
    reply = await told(request, user, form, "/tickets", body)
    if not reply.done:
        return await _ticket_desk(request, user, form.after(reply.code), reply)
    return await ticket_slip(request, user, reply, "/hall/tickets")


async def ticket_slip(request: Request, user: User, reply: Reply, back: str) -> Response:
    """The small ticket for the visitor: number, how many are ahead, and the way to the card."""
    its, words, body = window(request), language("zh"), reply.body
    address = (its.public_url or str(request.base_url)).rstrip("/")
    card = f"{address}/card/{user.county}/{body['day']}/{body['number']}/{body['card_code']}"
    county = its.directory.county(user.county)
    slip = {
        "number": body["number"], "green": body["green"], "ahead": body["ahead"], "centre": county.centre, "qr": qr(card),
        "taken": on_paper(its.now(), words, time=True), "telephone": county.telephone,
    }  # fmt: skip
    return await page(request, "hall_ticket.html", user=user, here="hall_tickets", slip=slip, back=back)


def qr(address: str) -> str:
    """A QR code as SVG, black on white, without a style of its own."""
    import segno  # a page without a code need not load it

    return str(
        segno.make(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    )


@router.get("/desk")
async def desk(request: Request, user: Person) -> Response:
    return await _desk_page(request, allowed(user, DESKS), empty())


@router.post("/desk/open")
async def open_desk(request: Request, user: Person) -> Response:
    form = await sent(request)
    queues = [name.removeprefix("queue_") for name in form.values if name.startswith("queue_")]
    no = form.value("no") if form.value("no").isdecimal() else "0"
    return await _after(
        request, user, form, await told(request, user, form, f"/desks/{no}/open", {"queues": queues})
    )


@router.post("/desk/{no}/close")
async def close_desk(request: Request, user: Person, no: int) -> Response:
    form = await sent(request)
    return await _after(request, user, form, await told(request, user, form, f"/desks/{no}/close"))


@router.post("/desk/{no}/next")
async def call_next(request: Request, user: Person, no: int) -> Response:
    form = await sent(request)
    return await _after(request, user, form, await told(request, user, form, f"/desks/{no}/next"))


@router.post("/desk/{no}/{act}")
async def at_desk(request: Request, user: Person, no: int, act: str) -> Response:
    form = await sent(request)
    if act not in ACTS:
        raise NotFoundError
    body: dict[str, Any] = {"item_no": form.value("item_no")}
    if form.value("to").isdecimal():
        body["to"] = int(form.value("to"))
    return await _after(request, user, form, await told(request, user, form, f"/desks/{no}/{act}", body))


@router.get("/waiting")
async def waiting(request: Request, user: Person) -> Response:
    return await _waiting(request, allowed(user, HALL), empty())


@router.post("/waiting/{ticket_id}/leave")
async def leave(request: Request, user: Person, ticket_id: str) -> Response:
    form = await sent(request)
    reply = await told(request, user, form, f"/tickets/{ticket_id}/leave")
    if reply.done:
        return RedirectResponse("/hall/waiting", 303)
    return await _waiting(request, user, form.after(reply.code), reply)


async def _ticket_desk(request: Request, user: User, form: Form, refused: Reply | None = None) -> Response:
    queues = queue_keys(await asked(request, user, "/waiting"))
    return await page(
        request, "hall_tickets.html", user=user, here="hall_tickets", status=refused.status if refused else 200,
        form=form, queues=queues, refused=refused.because if refused else "",
    )  # fmt: skip


async def _waiting(request: Request, user: User, form: Form, refused: Reply | None = None) -> Response:
    words, body = language("zh"), await asked(request, user, "/waiting")
    shown: dict[str, Any] = {
        "form": form, "queues": queue_waits(body, words), "line": standing(body["tickets"], words),
        "may_leave": user.is_any(TICKETS), "as_of": f"{local(window(request).now()):%H:%M:%S}",
        "refused": refused.because if refused else "",
    }  # fmt: skip
    if "hx-request" in request.headers:
        return render(request, "hall_waiting_live.html", words, **shown)
    status = refused.status if refused else 200
    return await page(request, "hall_waiting.html", user=user, here="hall_waiting", status=status, **shown)


async def _after(request: Request, user: User, form: Form, reply: Reply) -> Response:
    if reply.done:
        return RedirectResponse("/hall/desk", 303)
    return await _desk_page(request, user, form.after(reply.code), reply)


async def _desk_page(request: Request, user: User, form: Form, refused: Reply | None = None) -> Response:
    """The desk this person sits at; if at none, the page to open one."""
    words, hall = language("zh"), await asked(request, user, "/desks")
    mine = next((each["no"] for each in hall["desks"] if each["mine"]), None)
    shown: dict[str, Any] = {
        "form": form, "hall": hall, "residents": here_now(hall, window(request).directory, words), "keys": KEYS,
        "free": [each["no"] for each in hall["desks"] if not each["open"]],
        "others": [each["no"] for each in hall["desks"] if each["open"] and not each["mine"]],
        "refused": refused.because if refused else "", "registers": user.is_any(REGISTERING),
    }  # fmt: skip
    if mine is not None:
        at = await asked(request, user, f"/desks/{mine}")
        shown |= {"at": at, "line": standing(at["waiting"], words)}
        shown["now"] = standing([at["current"]], words)[0] if at["current"] else None
        if "hx-request" in request.headers:
            return render(request, "hall_line.html", words, **shown)
    template = "hall_open.html" if mine is None else "hall_desk.html"
    status = refused.status if refused else 200
    return await page(request, template, user=user, here="hall_desk", status=status, **shown)
