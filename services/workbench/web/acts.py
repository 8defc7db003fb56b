"""The forms by which a person acts on a matter: the owner says which there are, decides, and its answer is shown, never an
older projection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.acts import WRONG_ROLE, WRONG_STATE, Act, Offer, asked_of, offers_of, on_page
from services.workbench.language import language
from services.workbench.owners import AwayError
from services.workbench.views.matter import page as matter_page
from services.workbench.views.timeline import Show, line
from services.workbench.web.act_files import FIELDS, UNKNOWN, done, field_of, held, with_files
from services.workbench.web.act_sheets import Sheet, asked_sheet, own_sheet
from services.workbench.web.errors import problem
from services.workbench.web.forms import Form, empty, sent
from services.workbench.web.matters import NotForYouError, NotFoundError, allowed, caught_up
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from services.workbench.people import User
    from services.workbench.readmodel import Entry, MatterView

router = APIRouter()
# Hidden in each form: how far the matter was when it was opened, which acts it is for, and what the owner asked then.
SINCE, FOR, ASKS = ("since", "for", "asks")
HIDDEN = (SINCE, FOR, ASKS, *FIELDS)


@router.get("/matters/{matter_id}/acts/{act}")
async def asked_form(request: Request, matter_id: str, act: str, user: Person) -> Response:
    found, (offer, *_) = await _offered(request, matter_id, f"acts/{act}", user)
    if not offer.allowed:
        return await _barred(request, matter_id, offer)
    sheet = asked_sheet(act, offer.name, asked_of(offer.asks or {}), found, user, window(request))
    asks = json.dumps({"name": offer.name, "asks": offer.asks}, ensure_ascii=False)
    return await _opened(request, found, sheet, user, **{ASKS: asks})


@router.post("/matters/{matter_id}/acts/{act}")
async def sent_asked_form(request: Request, matter_id: str, act: str, user: Person) -> Response:
    """The form goes by what was asked when it was opened, so that it can be shown again whatever the owner says now."""
    form = await sent(request)
    found = allowed(await window(request).matters.get(matter_id), user)
    try:
        asks = json.loads(form.value(ASKS))
        sheet = asked_sheet(act, str(asks["name"]), asked_of(asks["asks"]), found, user, window(request))
    except (ValueError, TypeError, AttributeError, KeyError):
        raise NotFoundError from None
    return await _sent(request, found, sheet, user, form)


@router.get("/matters/{matter_id}/{act}")
async def form_of(request: Request, matter_id: str, act: Act, user: Person) -> Response:
    found, offers = await _offered(request, matter_id, act, user)
    if not offers[0].allowed:
        return await _barred(request, matter_id, offers[0])
    acts = " ".join(offer.act for offer in offers)
    return await _opened(
        request, found, own_sheet(act, acts, found, user, window(request)), user, **{FOR: acts}
    )


@router.post("/matters/{matter_id}/{act}")
async def sent_form(request: Request, matter_id: str, act: Act, user: Person) -> Response:
    form = await sent(request)
    found = allowed(await window(request).matters.get(matter_id), user)
    return await _sent(
        request, found, own_sheet(act, form.value(FOR), found, user, window(request)), user, form
    )


async def _offered(
    request: Request, matter_id: str, page_: str, user: User
) -> tuple[MatterView, tuple[Offer, ...]]:
    """The matter, and what its owner says of the acts of a page; raises NotForYouError if there is none for this post."""
    its = window(request)
    found = allowed(await its.matters.get(matter_id), user)
    offers = on_page(offers_of(await its.owners.acts(user, matter_id)), page_)
    if not offers:
        raise NotForYouError
    return found, offers


async def _barred(request: Request, matter_id: str, offer: Offer) -> Response:
    status = 403 if offer.code in WRONG_ROLE else 409
    return await problem(request, status, because=offer.because, back=f"/matters/{matter_id}")


async def _opened(request: Request, found: MatterView, sheet: Sheet, user: User, **hidden: str) -> Response:
    since = str(found.heard.get(_stream(found), 0))
    return await _shown(request, found, sheet, user, empty(**{SINCE: since, **hidden, **sheet.knows}))


async def _sent(request: Request, found: MatterView, sheet: Sheet, user: User, form: Form) -> Response:
    form = await with_files(request, found, sheet, user, form)
    body, errors = sheet.read(form)
    if errors or form.errors:
        return await _shown(request, found, sheet, user, form.with_errors(errors), status=422)
    try:
        reply = await done(request, found, sheet, user, form, body)
    except AwayError as away:
        return await _shown(request, found, sheet, user, form, away=away.service, status=503)
    if reply.done:
        waits = reply.body.get("approval") == "WAITING"
        said = "ask_approval" if waits else sheet.page.rpartition("/")[2]
        told = {
            "after": f"{reply.subject}~{reply.seq}",
            "done": said,
            "now": str(reply.body.get("state") or ""),
        }
        return RedirectResponse(f"/matters/{found.id}?{urlencode(told)}", 303)
    words = language("zh")
    because = reply.because or words.say("problem.text_409")
    if reply.code == UNKNOWN and held(form):
        because = words.say("act_files.on_the_way")
    mended = form.after(reply.code).with_errors(sheet.beside(reply.fields, reply.code, because))
    if reply.code == WRONG_STATE:
        found = await _moved(request, found, user, form)
    overtaken = reply.code == WRONG_STATE
    return await _shown(
        request, found, sheet, user, mended, refused=because, overtaken=overtaken, status=reply.status
    )


async def _moved(request: Request, found: MatterView, user: User, form: Form) -> MatterView:
    """Somebody was faster: the matter with what was done to it since this form was opened."""
    stream = _stream(found)
    return allowed(await caught_up(window(request), found.id, stream, _since(form) + 1), user)


async def _shown(
    request: Request, found: MatterView, sheet: Sheet, user: User, form: Form, *, refused: str = "", overtaken: bool = False, away: str = "",
    status: int = 200,
) -> Response:  # fmt: skip
    its, words = window(request), language("zh")
    shown = matter_page(found, await its.opened(found), user, its.now(), Show.COURSE, its.directory, words)
    news = (
        [each for each in found.timeline if each.stream == _stream(found) and each.seq > _since(form)]
        if refused
        else []
    )
    return await page(
        request, sheet.template, user=user, status=status, page=shown, title=sheet.title, lead=sheet.lead, action=sheet.page,
        form=form, focus=form.focus(*sheet.order), refused=refused,
        away=words.say("problem.heading_503", service=words.word("service", away)) if away else "",
        lost=_lost(sheet, news, user, its.now()) if overtaken else "", hidden={name: form.value(name) for name in HIDDEN if form.value(name)},
        uploads=_uploads(sheet, form), news=[line(each, user, its.now(), its.directory, words) for each in news], **sheet.shows,
    )  # fmt: skip


def _lost(sheet: Sheet, news: Sequence[Entry], user: User, now: datetime) -> str:
    """Who was faster with what, and when; empty if nobody was."""
    if not news:
        return ""
    words, last = language("zh"), max(news, key=lambda each: each.seq)
    who = words.say("act_form.you") if last.by == user.username else last.who or words.say("act_form.nobody")
    return words.say("act_form.lost", act=sheet.title, who=who, when=moment(last.at, now, words))


def _uploads(sheet: Sheet, form: Form) -> list[dict[str, Any]]:
    """The fields for files: what each is for, and how many of them are here already."""
    words, here = language("zh"), [each.role for each in held(form)]
    return [
        {"name": field_of(role), "label": words.word("purpose", role), "here": here.count(role)}
        for role in sheet.uploads
    ]


def _stream(found: MatterView) -> str:
    return f"matter:{found.id}"


def _since(form: Form) -> int:
    """How many events of the matter had been heard when the form was opened; unknown, nothing counts as new."""
    told = form.value(SINCE)
    return int(told) if told.isdecimal() and len(told) < 10 else 10**9
