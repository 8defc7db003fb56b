"""Registrations not finished: kept while typing, so that neither the browser's nor the server's crash loses a word."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from services.workbench.counter import channel_of
from services.workbench.drafts import opened
from services.workbench.language import language
from services.workbench.registration import from_card
from services.workbench.stages import Stage
from services.workbench.web.counter import end, keep, registering
from services.workbench.web.forms import sent
from services.workbench.web.session import Person
from services.workbench.web.window import kept_since, page, render, window
from services.workbench.words import local

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.workbench.drafts import Draft

router = APIRouter()


@router.post("/register/draft")
async def keep_draft(request: Request, user: Person) -> Response:
    """Kept while typing; by the button, the next person's form is opened."""
    form, words = from_card(await sent(request)), language("zh")
    kept = await keep(request, registering(user), form)
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/register?channel={channel_of(form.value('channel'))}&kept=1", 303)
    at = f"{local(window(request).now()):%H:%M:%S}" if kept else ""
    return render(request, "kept.html", words, kept_at=at)


@router.get("/register/drafts")
async def drafts(request: Request, user: Person) -> Response:
    """未完成的登记: this clerk's own, the latest first."""
    its = window(request)
    mine = await its.drafts.of(registering(user).username, kept_since(request))
    rows = [_row(id_, draft, opened(draft, its.safe)) for id_, draft in mine.items()]
    hours = its.draft_hours
    return await page(request, "drafts.html", user=user, here="drafts", drafts=rows, hours=hours)


@router.post("/register/drafts/{draft_id}/drop")
async def drop(request: Request, user: Person, draft_id: str) -> Response:
    await sent(request)
    if await window(request).drafts.get(draft_id, registering(user).username, kept_since(request)):
        await end(request, user, draft_id)
    return RedirectResponse("/register/drafts", 303)


def _row(id_: str, draft: Draft, typed: Mapping[str, str]) -> dict[str, str]:
    """One line of the list; what was typed of a talk goes on at its item."""
    words, item_id = language("zh"), typed.get("item_id", "")
    page_ = f"/items/{quote(item_id, safe=':')}/{Stage.INTERVIEW}" if item_id else "/register"
    return {
        "id": id_, "address": f"{page_}?draft={quote(id_)}", "title": typed.get("title") or words.say("drafts.untitled"),
        "what": words.say("stage.INTERVIEW") if item_id else words.word("channel", channel_of(draft.channel)),
        "person": typed.get("name", ""), "at": f"{local(draft.saved_at):%H:%M:%S}",
    }  # fmt: skip
