"""来信办理单 of one letter: what is done, by whom, when, what comes next; its valuables, scans, shelf and group."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from lianjie_contracts.vocabulary import MatterClass, Urgency
from services.workbench.language import language
from services.workbench.letters import ASKED, entry, errors_of
from services.workbench.owners import AwayError
from services.workbench.views.letters import MODES, REASONS, VALUABLES, WITH_MODE, sheet
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.letter_room import ask, kept, told
from services.workbench.web.matters import NotFoundError
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import on_paper

if TYPE_CHECKING:
    from services.workbench.people import User

router = APIRouter()
ENTRY_ORDER = ("name", "phone", "address", "place", "title", "content", "claims", "repeat_of", "opinion")
CLASSES = (MatterClass.APPEAL, MatterClass.SUGGESTION, MatterClass.ACCUSATION, MatterClass.OTHER)
URGENCIES = (Urgency.ORDINARY, Urgency.MAJOR, Urgency.URGENT)


@router.get("/letters/{letter_id}")
async def letter(request: Request, letter_id: str, user: Person) -> Response:
    return await _shown(request, user, letter_id)


@router.get("/letters/{letter_id}/paper")
async def paper(request: Request, letter_id: str, user: Person) -> Response:
    """The sheet as it is printed and sent to the deputy head with the letter [S4 二(三)]."""
    its, words = window(request), language("zh")
    letter_ = await told(request, user, f"/{letter_id}")
    found = sheet(
        letter_, its.now(), words, lambda at: on_paper(datetime.fromisoformat(at), words, time=True)
    )
    centre = its.directory.county(user.county).centre
    return await page(
        request,
        "letter_paper.html",
        user=user,
        here="letters",
        sheet=found,
        centre=centre,
        date=on_paper(its.now(), words),
    )


@router.get("/letters/{letter_id}/entry")
async def entry_page(request: Request, letter_id: str, user: Person) -> Response:
    """LT4, begun with what the envelope tells of the sender."""
    its = await told(request, user, f"/{letter_id}")
    known = {"name": its["sender"], "address": its["address"], "phone": its["phone"]}
    fresh = empty(**known, matter_class=MatterClass.APPEAL, urgency=Urgency.ORDINARY, mode="FORWARD")
    return await _entry(request, user, letter_id, fresh)


@router.post("/letters/{letter_id}/entry")
async def enter(request: Request, letter_id: str, user: Person) -> Response:
    form, words = await sent(request), language("zh")
    missing = {
        name: words.say(f"letter_missing.{name}")
        for name in ("opinion", "place", "title", "claims")
        if not form.value(name)
    }
    if missing:
        return await _entry(request, user, letter_id, form.with_errors(missing), status=422)
    try:
        reply = await ask(request, user, f"/{letter_id}/entry", entry(form), form.key)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        mended = form.after(reply.code).with_errors(errors_of(reply))
        return await _entry(request, user, letter_id, mended, refused=reply.because, status=reply.status)
    return RedirectResponse(f"/letters/{letter_id}?done=entry", 303)


@router.post("/letters/{letter_id}/{what}")
async def act(request: Request, letter_id: str, what: str, user: Person) -> Response:
    """A step, or something else on the sheet; refused, the sheet says why and keeps what was typed."""
    form = await sent(request)
    if what not in ASKED:
        raise NotFoundError
    path, body = ASKED[what]
    try:
        address = path.format(id=letter_id, valuable_id=form.value("valuable_id"))
        reply = await ask(request, user, address, body(form), form.key)
    except AwayError as away:
        return await kept(request, user, form, away)
    if not reply.done:
        mended = form.after(reply.code).with_errors(errors_of(reply))
        return await _shown(
            request, user, letter_id, what, mended, refused=reply.because, status=reply.status
        )
    return RedirectResponse(f"/letters/{letter_id}?done={what}", 303)


async def _shown(
    request: Request, user: User, letter_id: str, what: str = "", form: Form | None = None, *, refused: str = "", status: int = 200
) -> Response:  # fmt: skip
    its, words = window(request), language("zh")
    found = sheet(await told(request, user, f"/{letter_id}"), its.now(), words)
    done = request.query_params.get("done", "")
    forms = {name: empty(operator=user.name) for name in ASKED}
    if form is not None:
        forms[what] = form
    return await page(
        request, "letter.html", user=user, here="letters", status=status, sheet=found, forms=forms, refused=refused,
        done=words.say(f"letter_saved.{done}") if done in {*ASKED, "entry"} else "", focus="", with_mode=WITH_MODE,
        modes=[(mode, words.word("letter_mode", mode)) for mode in MODES],
        kinds=[(kind, words.word("valuable_kind", kind)) for kind in VALUABLES],
        reasons=[(reason, words.word("hold_reason", reason)) for reason in REASONS],
    )  # fmt: skip


async def _entry(
    request: Request, user: User, letter_id: str, form: Form, *, refused: str = "", status: int = 200
) -> Response:
    its, words = window(request), language("zh")
    found = sheet(await told(request, user, f"/{letter_id}"), its.now(), words)
    county = its.directory.county(user.county)
    places = [(place.code, place.name) for place in its.directory.places_of(user.county)]
    return await page(
        request, "letter_entry.html", user=user, here="letters", status=status, sheet=found, form=form, refused=refused,
        focus=form.focus(*ENTRY_ORDER), places=[*places, (county.code, county.name)],
        modes=[(mode, words.word("letter_mode", mode)) for mode in MODES],
        classes=[(each.value, words.word("matter_class", each)) for each in CLASSES],
        urgencies=[(each.value, words.word("urgency", each)) for each in URGENCIES],
    )  # fmt: skip
