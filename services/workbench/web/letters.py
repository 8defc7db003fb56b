"""Letters as they come: the morning's bundle, the list, and the separator sheets that are laid between them for the scanner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.destinations import SIGNING
from services.workbench.language import language
from services.workbench.letters import ROWS, bundle, bundle_errors
from services.workbench.owners import AwayError
from services.workbench.views.letters import KINDS, STATES, row
from services.workbench.views.slip import square
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.letter_room import ask, kept, of_the_room, told
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import grouped

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
BLANK_SHEETS = 10


@router.get("/letters")
async def letters(request: Request, user: Person) -> Response:
    return await _list(request, user, empty())


@router.post("/letters/groups")
async def group(request: Request, user: Person) -> Response:
    """The ticked letters of one content, under the one that answers for all."""
    form = await sent(request)
    ticked = [name.removeprefix("letter_") for name in form.values if name.startswith("letter_")]
    if not ticked:
        return await _list(request, user, form, refused=language("zh").say("letters.group_none"), status=422)
    try:
        reply = await ask(
            request, user, "/groups", {"lead_no": form.value("lead_no"), "letters": ticked}, form.key
        )
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        mended = form.after(reply.code).with_errors(reply.fields)
        return await _list(
            request, user, mended, refused=reply.fields.get("letters") or reply.because, status=reply.status
        )
    return RedirectResponse("/letters", 303)


async def _list(
    request: Request, user: User, form: Form, *, refused: str = "", status: int = 200
) -> Response:
    """The newest letters, of one state or all."""
    words, now = language("zh"), window(request).now()
    state = request.query_params.get("state", "")
    state = state if state in STATES else ""
    found = await told(request, user, f"?{urlencode({'state': state})}" if state else "")
    chips = [(words.word("letter_state", each), f"/letters?state={each}", each == state) for each in STATES]
    return await page(
        request, "letters.html", user=user, here="letters", status=status, rows=[row(each, now, words) for each in found], chips=chips,
        signs_in=user.is_any(SIGNING), form=form, focus="", refused=refused,
    )  # fmt: skip


@router.get("/letters/new")
async def new(request: Request, user: Person) -> Response:
    return await _bundle(request, of_the_room(user), empty())


@router.post("/letters/new")
async def sign_in(request: Request, user: Person) -> Response:
    """Sign for a bundle; the numbers come from intake's own answer."""
    form, words = await sent(request), language("zh")
    body, rows = bundle(form)
    if not body["letters"]:
        return await _bundle(
            request, user, form.with_errors({"sender_1": words.say("letters.bundle_empty")}), status=422
        )
    try:
        reply = await ask(request, user, "", body, form.key)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        mended = form.after(reply.code).with_errors(bundle_errors(reply, rows))
        return await _bundle(request, user, mended, refused=reply.because, status=reply.status)
    signed = [
        {"id": each["letter_id"], "number": grouped(each["letter_no"]), "no": each["letter_no"], "opened": each["state"] == "OPENED",
         "sender": form.value(f"sender_{n}") if n else ""}
        for each, n in zip(reply.body["letters"], rows, strict=False)
    ]  # fmt: skip
    sheets = urlencode([("no", each["no"]) for each in signed])
    return await page(
        request, "letters_signed.html", user=user, here="letters_new", signed=signed, sheets=sheets
    )


@router.get("/letters/separators")
async def separators(request: Request, user: Person) -> Response:
    """Sheets to be laid before each letter on the scanner: with its number, or blank for letters not signed in yet."""
    numbers = request.query_params.getlist("no")[:100]
    asked = urlencode([("no", number) for number in numbers] or [("blank", BLANK_SHEETS)])
    codes: list[dict[str, Any]] = await told(request, user, f"/codes?{asked}")
    sheets = [
        {
            "number": grouped(each["letter_no"]) if each["letter_no"] else (),
            "square": square(each["code"], each["code"]),
        }
        for each in codes
    ]
    return await page(request, "letters_separators.html", user=user, here="letters_scan", sheets=sheets)


async def _bundle(
    request: Request, user: User, form: Form, *, refused: str = "", status: int = 200
) -> Response:
    words = language("zh")
    kinds = [(kind, words.word("letter_kind", kind)) for kind in KINDS]
    return await page(
        request, "letters_new.html", user=user, here="letters_new", status=status, form=form, refused=refused, numbers=range(1, ROWS + 1),
        kinds=kinds, focus=form.focus("sender_1"),
    )  # fmt: skip
