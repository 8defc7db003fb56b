"""The page of the library of legal bases: search, and what holds on a day; read only (correction 23)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from lianjie_contracts.laws import library
from services.workbench.language import language
from services.workbench.views.laws import laws_view
from services.workbench.web.forms import empty
from services.workbench.web.session import Person
from services.workbench.web.window import page, window
from services.workbench.words import local

router = APIRouter()


@router.get("/laws")
async def laws_page(request: Request, user: Person) -> Response:
    """`q` are words, `on` a day, `every` shows what does not hold on that day too; all in the address."""
    asked = request.query_params
    on = local(window(request).now()).date()
    with suppress(ValueError):
        on = date.fromisoformat(asked.get("on", ""))
    sought, every = asked.get("q", "").strip()[:100], asked.get("every") == "1"
    found = library().find(sought, None if every else on)
    form = empty(q=sought, on=on.isoformat())
    return await page(
        request, "laws.html", user=user, here="rules", form=form, focus="q", every=every, laws=laws_view(found, on, language("zh"))
    )  # fmt: skip
